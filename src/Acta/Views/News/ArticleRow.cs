using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Views.News;

/// <summary>What readers have of a language version.</summary>
public enum ArticleState
{
    /// <summary>Current.</summary>
    Live,
    /// <summary>No longer current; stays readable under a dated banner.</summary>
    Retired,
    /// <summary>Removed from the site.</summary>
    Withdrawn,
    /// <summary>Deleted on legal grounds: nothing of it is left but that it was.</summary>
    Erased,
    /// <summary>Of a record of the register: one with another, to which its address leads.</summary>
    Merged,
}

/// <summary>
/// One language version as lists show it, as it stands after one entry. The four times are apart: <see cref="EventFrom"/>;
/// <see cref="Date"/> (first published, with its precision and site); <see cref="ChangedAt"/> (last public change);
/// <see cref="RecordedAt"/> (its first entry here).
/// </summary>
public sealed record ArticleRow
{
    /// <summary>The language version, named by the index of its first entry.</summary>
    public required long Edition { get; init; }

    /// <summary>The entry that made it what it is here.</summary>
    public required long Entry { get; init; }

    /// <summary>The entry that ended that; null: it is so now.</summary>
    public long? Until { get; init; }

    /// <summary>Counts the acts of a language after a first publication, from 1; null of a first publication.</summary>
    public long? Amendment { get; init; }

    /// <summary>The article's id, shared by its language versions.</summary>
    public required Guid Id { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>What the entry did.</summary>
    public Act Act { get; init; }

    /// <summary>The entry's revision: 1 for the first of this language version.</summary>
    public int Revision { get; init; }

    /// <summary>When it was changed last: the time of <see cref="Entry"/>.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it entered this record.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>What readers have of it.</summary>
    public ArticleState State { get; init; }

    /// <summary>Its document; null once erased.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The notice in force: of a retirement, withdrawal, restoration or erasure.</summary>
    public Digest? NoticeDigest { get; init; }

    /// <summary>What the article is.</summary>
    public ArticleKind Kind { get; init; }

    /// <summary>The headline; empty once erased.</summary>
    public string Headline { get; init; } = "";

    /// <summary>The headline is the first sentence, because the source has none.</summary>
    public bool HeadlineDerived { get; init; }

    /// <summary>The summary, as published.</summary>
    public string? Summary { get; init; }

    /// <summary>The address below the language.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its addresses on a former site.</summary>
    public IReadOnlyList<string> FormerAddresses { get; init; } = [];

    /// <summary>Where it stands in lists: yyyyMMdd (00 where unknown) × 100,000 + seconds of the day.</summary>
    public long Sort { get; init; }

    /// <summary>When it was first published: as stated of a former site, else its first entry's moment in the site's zone; null: undated.</summary>
    public PartialDate? Date { get; init; }

    /// <summary>The day of <see cref="Date"/>, where it is known to the day.</summary>
    public DateOnly? Day => Date is { Precision: >= DatePrecision.Day } date ? date.FirstDay : null;

    /// <summary>It was published elsewhere before it entered this record.</summary>
    public bool Imported { get; init; }

    /// <summary>Where it was first published, if that was elsewhere and the site is named.</summary>
    public string? FirstSite { get; init; }

    /// <summary>Its address there.</summary>
    public string? FirstUrl { get; init; }

    /// <summary>The last change the former site showed.</summary>
    public PartialDate? ChangedOnFormerSite { get; init; }

    /// <summary>Its text is identical to the first text published here.</summary>
    public bool Unchanged { get; init; }

    /// <summary>When what it tells of happens.</summary>
    public PartialDate? EventFrom { get; init; }

    /// <summary>The end of that, where it is not the same.</summary>
    public PartialDate? EventTo { get; init; }

    /// <summary>Where, as text.</summary>
    public string? Place { get; init; }

    /// <summary>Who speaks.</summary>
    public string? Speaker { get; init; }

    /// <summary>The name of the outlet or agency it comes from.</summary>
    public string? SourceName { get; init; }

    /// <summary>The reference number.</summary>
    public string? Reference { get; init; }

    /// <summary>The picture for lists.</summary>
    public Image? Lead { get; init; }

    /// <summary>Slugs of its sections, the main one first.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Its tags, as published.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The accreditation deadline, as stated.</summary>
    public PartialDate? Deadline { get; init; }

    /// <summary>The moment the deadline has passed, in the site's zone.</summary>
    public DateTimeOffset? DeadlineEnds { get; init; }

    /// <summary>The moment an advisory or announcement is no longer ahead of readers.</summary>
    public DateTimeOffset? UpcomingEnds { get; init; }

    /// <summary>The moment it is no longer kept at the top.</summary>
    public DateTimeOffset? PinnedEnds { get; init; }

    /// <summary>Original or translation.</summary>
    public EditionKind EditionKind { get; init; }

    /// <summary>The language it was translated from.</summary>
    public string? TranslatedLanguage { get; init; }

    /// <summary>The version of ours it was translated from.</summary>
    public Digest? TranslatedDigest { get; init; }

    /// <summary>It was made from older words than those of that version.</summary>
    public bool TranslatedOlder { get; init; }

    /// <summary>Who published the external work it is a translation of.</summary>
    public string? TranslatedOutlet { get; init; }

    /// <summary>What was corrected, where the entry is a correction.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the correction changes what the article means.</summary>
    public bool MajorCorrection { get; init; }

    /// <summary>Readers can read it: live or retired.</summary>
    public bool Readable => State is ArticleState.Live or ArticleState.Retired;

    /// <summary>
    /// The last change readers know of: of this record, or, as long as nothing changed here, of the former site; of an
    /// import that tells neither, the moment it entered this record.
    /// </summary>
    public DateTimeOffset PublicChange => LastChange.Start;

    /// <summary>The same as exactly as it is known: a former site often told the day alone.</summary>
    public PartialDate LastChange
    {
        get
        {
            if (!Imported || Revision > 1) return PartialDate.Of(ChangedAt);
            var there = ChangedOnFormerSite ?? Date;
            return there is { Precision: >= DatePrecision.Day } date && date.Start < RecordedAt ? date : PartialDate.Of(RecordedAt);
        }
    }
}

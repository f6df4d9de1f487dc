using System.Diagnostics.CodeAnalysis;
using Acta.Access;
using Acta.Record;
using Acta.Record.News;

namespace Acta.Desk.Articles;

/// <summary>How far a language version has come on its way to the public.</summary>
public enum DraftState
{
    /// <summary>Being written.</summary>
    Draft,
    /// <summary>Waits for an editor.</summary>
    Review,
    /// <summary>An editor asked for changes.</summary>
    Changes,
    /// <summary>Approved as it stands, to the byte.</summary>
    Approved,
    /// <summary>Goes out at a set moment.</summary>
    Scheduled,
    /// <summary>Is what readers have; kept for its history.</summary>
    Published,
}

/// <summary>What lists show of a language version in the making.</summary>
public record DraftLine
{
    public required Guid Id { get; init; }

    public required string Language { get; init; }

    public required DraftState State { get; init; }

    public required ArticleKind Kind { get; init; }

    public required string Headline { get; init; }

    /// <summary>Slugs, the main one first.</summary>
    public required IReadOnlyList<string> Sections { get; init; }

    /// <summary>Names exactly this text.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Counts the saves.</summary>
    public required long Version { get; init; }

    /// <summary>The first save after what is public now.</summary>
    public required long Since { get; init; }

    /// <summary>What its release will be: publish, revise or correct.</summary>
    public required Act Act { get; init; }

    /// <summary>What readers are told of a correction.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the correction changes what the article means.</summary>
    public bool Major { get; init; }

    /// <summary>The document that it was begun from; null: nothing is public yet.</summary>
    public Digest? Base { get; init; }

    /// <summary>Of a translation: the text of the original that it stands for (<see cref="Wording"/>).</summary>
    public Digest? Source { get; init; }

    public required Guid Author { get; init; }

    /// <summary>Who is asked to take care of it next.</summary>
    public Guid? Assigned { get; init; }

    public Guid? ApprovedBy { get; init; }

    public required DateTimeOffset Changed { get; init; }

    public required Guid ChangedBy { get; init; }

    public string? Section => Rights.MainSection(Sections);

    /// <summary>Whether the text may be changed as it stands.</summary>
    public bool IsOpen => State is not (DraftState.Scheduled or DraftState.Published);
}

/// <summary>A language version in the making, whole.</summary>
public sealed record Draft : DraftLine
{
    public Draft()
    {
    }

    /// <summary>A line with its text.</summary>
    [SetsRequiredMembers]
    public Draft(DraftLine line, Edition edition)
        : base(line) => Edition = edition;

    public required Edition Edition { get; init; }
}

/// <summary>One save of a draft.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Time">When.</param>
/// <param name="Writer">By whom.</param>
/// <param name="Edition">The text.</param>
public sealed record DraftVersion(long Number, DateTimeOffset Time, Guid Writer, Edition Edition);

/// <summary>The words of the states in the store.</summary>
internal static class DraftStates
{
    private static readonly string[] Words = ["draft", "review", "changes", "approved", "scheduled", "published"];

    public static IReadOnlyList<string> All => Words;

    public static string Word(this DraftState state) => Words[(int)state];

    public static DraftState Parse(string word) => (DraftState)Array.IndexOf(Words, word);
}

/// <summary>Who may do what with a text; what is not said is no.</summary>
internal static class Rights
{
    public const Roles Writers = Roles.Author | Roles.Translator | Roles.Editor | Roles.Publisher;

    public const Roles Readers = Writers | Roles.Auditor;

    public static bool MayWrite(this Staff staff, string language, string? section, bool isTranslation) =>
        staff.May(Roles.Author | Roles.Editor | Roles.Publisher, language, section) || (isTranslation && staff.May(Roles.Translator, language, section));

    public static bool MayWrite(this Staff staff, Draft draft) => staff.MayWrite(draft.Language, draft.Section, draft.Edition.EditionKind != EditionKind.Original);

    public static bool MayReview(this Staff staff, DraftLine draft) => staff.May(Roles.Editor | Roles.Publisher, draft.Language, draft.Section);

    public static bool MayRelease(this Staff staff, string language, string? section) => staff.May(Roles.Publisher, language, section);

    /// <summary>The section whose people a text belongs to: its first.</summary>
    public static string? MainSection(IReadOnlyList<string> sections) => sections.Count > 0 ? sections[0] : null;
}

/// <summary>The part of a text that is translated: its digest is the same as long as no translator has anything to do.</summary>
internal static class Wording
{
    public static Digest Of(Edition e) => Digest.Of(new Edition
    {
        Id = Guid.Empty,
        Language = e.Language,
        Kind = e.Kind,
        Headline = e.Headline,
        Summary = e.Summary,
        Body = e.Body,
        Lead = e.Lead,
        Place = e.Place,
        Byline = e.Byline,
        Dateline = e.Dateline,
        Speaker = e.Speaker,
        Event = e.Event,
        Advisory = e.Advisory,
    }.ContentBytes());
}

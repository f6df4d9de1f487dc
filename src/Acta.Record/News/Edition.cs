using System.Text.Json.Nodes;
using Acta.Record.Bodies;

namespace Acta.Record.News;

/// <summary>What an article is to its readers.</summary>
public enum ArticleKind
{
    /// <summary>News.</summary>
    News,
    /// <summary>A statement of the organisation.</summary>
    Statement,
    /// <summary>An announcement of something to come.</summary>
    Announcement,
    /// <summary>Tells media where and when, and how to be accredited.</summary>
    MediaAdvisory,
    /// <summary>Questions and answers.</summary>
    Interview,
    /// <summary>A speech.</summary>
    Speech,
    /// <summary>What other media published.</summary>
    InTheMedia,
    /// <summary>A standing page, such as About or Contacts; not news, has no date in its address.</summary>
    Page,
    /// <summary>What is written at length about the record of the register that has the same id: the life of a person, the text of a decision. Stands on the record's page; not news.</summary>
    Prose,
}

/// <summary>What a language version is.</summary>
public enum EditionKind
{
    /// <summary>Written in this language.</summary>
    Original,
    /// <summary>A translation the organisation answers for.</summary>
    OfficialTranslation,
    /// <summary>A translation for convenience; another version prevails.</summary>
    CourtesyTranslation,
}

/// <summary>
/// One language version of an article or of a standing page: everything a reader sees of it, in one self-contained
/// document. Versions in other languages share its <see cref="Id"/>.
/// </summary>
/// <remarks>
/// Four times are kept apart: of the event (<see cref="Event"/>), first published (<see cref="FirstPublished"/>, else the
/// time of the first entry), last public change (of the entries; on a former site <see cref="ChangedOnFormerSite"/>), and
/// recorded here (the time of the first entry).
/// </remarks>
public sealed record Edition : Document
{
    internal const string TypeName = "edition";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The article's id, shared by its language versions.</summary>
    public required Guid Id { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>What the article is.</summary>
    public required ArticleKind Kind { get; init; }

    /// <summary>The headline, plain text.</summary>
    public required string Headline { get; init; }

    /// <summary>Whether the headline is the first sentence because the source has none.</summary>
    public bool HeadlineDerived { get; init; }

    /// <summary>A few sentences for lists, plain text.</summary>
    public string? Summary { get; init; }

    /// <summary>The body.</summary>
    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>The picture that stands above the body and in lists.</summary>
    public Image? Lead { get; init; }

    /// <summary>Slugs of the sections it stands in, the main one first.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Tags, as published.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Records of the register it names as a whole. What stands in the text keeps its published words; these only link.</summary>
    public IReadOnlyList<RecordLink> Records { get; init; } = [];

    /// <summary>When what it tells of happened or will.</summary>
    public DateRange? Event { get; init; }

    /// <summary>When and where it was first published, where that was not here. With no date in it: undated.</summary>
    public FirstPublication? FirstPublished { get; init; }

    /// <summary>The last change the former site showed.</summary>
    public PartialDate? ChangedOnFormerSite { get; init; }

    /// <summary>Where what it tells of happened, as text.</summary>
    public string? Place { get; init; }

    /// <summary>Who wrote it, as printed.</summary>
    public string? Byline { get; init; }

    /// <summary>Place and date as printed before the first words.</summary>
    public string? Dateline { get; init; }

    /// <summary>Who it comes from: the outlet of an interview, the agency.</summary>
    public Source? Source { get; init; }

    /// <summary>Who speaks: of a speech or an interview.</summary>
    public string? Speaker { get; init; }

    /// <summary>Where and when of a media advisory.</summary>
    public AdvisoryFacts? Advisory { get; init; }

    /// <summary>The reference number, such as "No. 45/2025".</summary>
    public string? Reference { get; init; }

    /// <summary>Whom journalists ask about this one.</summary>
    public Contact? PressContact { get; init; }

    /// <summary>Under which terms the text may be used.</summary>
    public string? ReuseTerms { get; init; }

    /// <summary>The last day it is kept at the top of lists.</summary>
    public DateOnly? PinnedUntil { get; init; }

    /// <summary>Original or translation.</summary>
    public EditionKind EditionKind { get; init; }

    /// <summary>What it is a translation of.</summary>
    public TranslatedFrom? TranslationOf { get; init; }

    /// <summary>The language whose version prevails where they differ.</summary>
    public string? Prevailing { get; init; }

    /// <summary>What was corrected, said to readers; stands in the document that a correction publishes.</summary>
    public CorrectionNote? Correction { get; init; }

    /// <summary>The last part of the address.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The whole address below the language, such as <c>news/2025/06/30/slug</c>; set by publication.</summary>
    public string Address { get; init; } = "";

    /// <summary>Where the same stood on a former site, path and query: they redirect here.</summary>
    public IReadOnlyList<string> FormerAddresses { get; init; } = [];

    private protected override void Write(JsonObject o)
    {
        o.Put("id", Id.ToString());
        o.Put("lang", Language);
        o.Put("kind", Kind.Word());
        o.Put("headline", Headline);
        o.Put("headlineDerived", HeadlineDerived);
        o.Put("summary", Summary);
        if (Body.Count > 0) o.Put("body", ListBlock.Json(Body));
        o.Put("lead", Lead?.ToJson());
        o.Put("sections", Sections);
        o.Put("tags", Tags);
        o.Put("records", Records, r => r.ToJson());
        if (Event is { } e)
        {
            var range = new JsonObject();
            range.Put("from", e.From.ToString());
            range.Put("to", e.To?.ToString());
            o["event"] = range;
        }
        o.Put("firstPublished", FirstPublished?.ToJson());
        o.Put("changedOnFormerSite", ChangedOnFormerSite?.ToString());
        o.Put("place", Place);
        o.Put("byline", Byline);
        o.Put("dateline", Dateline);
        o.Put("source", Source?.ToJson());
        o.Put("speaker", Speaker);
        o.Put("advisory", Advisory?.ToJson());
        o.Put("reference", Reference);
        o.Put("pressContact", PressContact?.ToJson());
        o.Put("reuseTerms", ReuseTerms);
        o.Put("pinnedUntil", PinnedUntil?.ToString("yyyy-MM-dd"));
        o.Put("edition", EditionKind switch { EditionKind.OfficialTranslation => "official", EditionKind.CourtesyTranslation => "courtesy", _ => null });
        o.Put("translationOf", TranslationOf?.ToJson());
        o.Put("prevailing", Prevailing);
        o.Put("correction", Correction?.ToJson());
        o.Put("slug", Slug.Length == 0 ? null : Slug);
        o.Put("address", Address.Length == 0 ? null : Address);
        o.Put("formerAddresses", FormerAddresses);
    }

    internal static Edition Read(Fields f) => new()
    {
        Id = f.Value("id", t => Guid.ParseExact(t, "D")) ?? throw new RecordFormatException("id", "is missing"),
        Language = f.RequiredText("lang"),
        Kind = f.Value("kind", ArticleKinds.Parse) ?? throw new RecordFormatException("kind", "is missing"),
        Headline = f.RequiredText("headline"),
        HeadlineDerived = f.Flag("headlineDerived"),
        Summary = f.Text("summary"),
        Body = f.List("body", Block.Read),
        Lead = f.Object("lead", Image.Read),
        Sections = f.Texts("sections"),
        Tags = f.Texts("tags"),
        Records = f.Objects("records", RecordLink.Read),
        Event = f.Object("event", r => new DateRange(
            r.Value("from", PartialDate.Parse) ?? throw new RecordFormatException("event.from", "is missing"),
            r.Value("to", PartialDate.Parse))),
        FirstPublished = f.Object("firstPublished", FirstPublication.Read),
        ChangedOnFormerSite = f.Value("changedOnFormerSite", PartialDate.Parse),
        Place = f.Text("place"),
        Byline = f.Text("byline"),
        Dateline = f.Text("dateline"),
        Source = f.Object("source", Source.Read),
        Speaker = f.Text("speaker"),
        Advisory = f.Object("advisory", AdvisoryFacts.Read),
        Reference = f.Text("reference"),
        PressContact = f.Object("pressContact", Contact.Read),
        ReuseTerms = f.Text("reuseTerms"),
        PinnedUntil = f.Value("pinnedUntil", t => DateOnly.ParseExact(t, "yyyy-MM-dd")),
        EditionKind = f.Value("edition", EditionKindOf) ?? EditionKind.Original,
        TranslationOf = f.Object("translationOf", TranslatedFrom.Read),
        Prevailing = f.Text("prevailing"),
        Correction = f.Object("correction", CorrectionNote.Read),
        Slug = f.Text("slug") ?? "",
        Address = f.Text("address") ?? "",
        FormerAddresses = f.Texts("formerAddresses"),
    };

    private static EditionKind EditionKindOf(string text) => text switch
    {
        "original" => EditionKind.Original,
        "official" => EditionKind.OfficialTranslation,
        "courtesy" => EditionKind.CourtesyTranslation,
        _ => throw new FormatException($"\"{text}\" is not original, official or courtesy"),
    };
}

/// <summary>The words of the kinds in documents, addresses and the API.</summary>
public static class ArticleKinds
{
    private static readonly (ArticleKind Kind, string Word)[] All =
    [
        (ArticleKind.News, "news"),
        (ArticleKind.Statement, "statement"),
        (ArticleKind.Announcement, "announcement"),
        (ArticleKind.MediaAdvisory, "advisory"),
        (ArticleKind.Interview, "interview"),
        (ArticleKind.Speech, "speech"),
        (ArticleKind.InTheMedia, "in-the-media"),
        (ArticleKind.Page, "page"),
        (ArticleKind.Prose, "prose"),
    ];

    /// <summary>Whether it is news, and stands in lists and feeds of the news.</summary>
    public static bool IsNews(this ArticleKind kind) => kind is not (ArticleKind.Page or ArticleKind.Prose);

    /// <summary>The kind's word.</summary>
    public static string Word(this ArticleKind kind) => All[(int)kind].Word;

    /// <summary>The kind of a word.</summary>
    /// <exception cref="FormatException">There is no such kind.</exception>
    public static ArticleKind Parse(string word)
    {
        foreach (var (kind, its) in All)
            if (its == word) return kind;
        throw new FormatException($"\"{word}\" is not a kind of article ({string.Join(", ", All.Select(a => a.Word))})");
    }
}

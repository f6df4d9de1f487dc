using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Tests.World;

/// <summary>
/// One small organisation whose office publishes in English, Russian and Arabic: the documents as an author hands them to
/// publication. Tests name what they use.
/// </summary>
public static class World
{
    public const string Origin = "news.example.org/log";

    public static readonly Guid Site = Guid.Parse("5e771465-0000-4000-8000-000000000001");

    /// <summary>News in three languages, published here.</summary>
    public static readonly Guid Bridge = Guid.Parse("a0000000-0000-4000-8000-000000000001");

    /// <summary>A statement, English and Russian.</summary>
    public static readonly Guid Statement = Guid.Parse("a0000000-0000-4000-8000-000000000002");

    /// <summary>An advisory with a deadline.</summary>
    public static readonly Guid Advisory = Guid.Parse("a0000000-0000-4000-8000-000000000003");

    /// <summary>An interview from a former site, with turns, a source and a video whose address is lost.</summary>
    public static readonly Guid Interview = Guid.Parse("a0000000-0000-4000-8000-000000000004");

    /// <summary>A news item without headline or date, from a former site.</summary>
    public static readonly Guid Undated = Guid.Parse("a0000000-0000-4000-8000-000000000005");

    /// <summary>The page About.</summary>
    public static readonly Guid About = Guid.Parse("a0000000-0000-4000-8000-000000000006");

    public static SiteSettings Settings() => new()
    {
        Id = Site,
        Name = Words.Of(("en", "River Commission"), ("ru", "Речная комиссия"), ("ar", "لجنة النهر")),
        ShortName = Words.Of(("en", "RC"), ("ru", "РК")),
        Languages = ["en", "ru", "ar"],
        TimeZone = "Asia/Bishkek",
        Sections =
        [
            new Section("news", Words.Of(("en", "News"), ("ru", "Новости"), ("ar", "أخبار")), Words.None),
            new Section("water", Words.Of(("en", "Water"), ("ru", "Вода")), Words.Of(("en", "Levels, locks and quality."))),
        ],
        Menu = [new MenuItem("news/", Words.Of(("en", "News"), ("ru", "Новости"))), new MenuItem("pages/about", Words.Of(("en", "About")))],
        Colours = new Colours("#0b4f6c", "#c8553d"),
        PressContact = new Contact("Press office", "+996 312 000000", "press@example.org"),
    };

    public static Edition BridgeIn(string language) => language switch
    {
        "ru" => Article(Bridge, "ru", "Мост через реку открыт", "Мост открыли в понедельник.") with
        {
            EditionKind = EditionKind.OfficialTranslation,
            Tags = ["Мосты"],
        },
        "ar" => Article(Bridge, "ar", "افتتاح الجسر على النهر", "افتتح الجسر يوم الاثنين.") with
        {
            EditionKind = EditionKind.CourtesyTranslation,
            Prevailing = "en",
        },
        _ => Article(Bridge, "en", "Bridge over the river opened", "The bridge was opened on Monday.") with
        {
            Summary = "A new bridge joins the two banks.",
            Event = new DateRange(PartialDate.Parse("2025-06-30")),
            Place = "Cholpon-Ata",
            Tags = ["Bridges", "Side event"],
        },
    };

    public static Edition StatementIn(string language) => (language == "ru"
        ? Article(Statement, "ru", "Заявление об уровне воды", "Уровень воды остаётся прежним.") with { EditionKind = EditionKind.OfficialTranslation }
        : Article(Statement, "en", "Statement on the water level", "The water level stays as it is.")) with
    {
        Kind = ArticleKind.Statement,
        Sections = ["water"],
        Reference = "No. 12/2025",
    };

    public static Edition AdvisoryUntil(string deadline) => Article(Advisory, "en", "Session of the Commission: accreditation", "Media are invited.") with
    {
        Kind = ArticleKind.MediaAdvisory,
        Advisory = new AdvisoryFacts("House of the River", PartialDate.Parse(deadline), "By mail to the press office."),
        PressContact = new Contact("Duty officer", null, "duty@example.org"),
    };

    public static Edition InterviewOf2019() => Article(Interview, "en", "The chair sums up the year", "") with
    {
        Kind = ArticleKind.Interview,
        Speaker = "The chair",
        Source = new Source("River TV", "https://tv.example.org/interview"),
        FirstPublished = new FirstPublication(PartialDate.Parse("2019-12-25"), "the former site", "https://old.example.org/interview"),
        FormerAddresses = ["/news/interview.html", "/?p=41"],
        Body =
        [
            new Turn(null, TurnRole.Question, [new Paragraph("How was the year?")]) { Id = "q1" },
            new Turn("The chair", TurnRole.Answer, [new Paragraph("Tense, and the work was done.")]) { Id = "a1" },
            new Recording(RecordingKind.Video, MediaSource.Missing, "Video version", null, []) { Id = "v1" },
        ],
    };

    public static Edition UndatedItem() => Article(Undated, "en", "A ferry ran between the banks.", "A ferry ran between the banks. It was free.") with
    {
        HeadlineDerived = true,
        FirstPublished = new FirstPublication(null),
    };

    public static Edition AboutPage() => Article(About, "en", "About the Commission", "The Commission looks after the river.") with
    {
        Kind = ArticleKind.Page,
        Sections = [],
    };

    public static Notice NoLonger(string reason) => new() { Reason = Words.Of(("en", reason), ("ru", reason + " (ru)")) };

    public static Erasure OnLegalGrounds(params string[] addresses) => new()
    {
        Ground = Words.Of(("en", "Deleted on legal grounds.")),
        Addresses = addresses,
    };

    public static Edition Article(Guid id, string language, string headline, string text) => new()
    {
        Id = id,
        Language = language,
        Kind = ArticleKind.News,
        Headline = headline,
        Body = text.Length == 0 ? [] : [new Paragraph(text) { Id = "p1" }],
        Sections = ["news"],
    };
}

using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Tests.Documents;

/// <summary>A document of every type and an entry of every act, each with all that its schema can say.</summary>
internal static class EveryField
{
    private static readonly Guid Id = Guid.Parse("0b6e0d2c-6a0f-4c07-9d55-3a1f3c9a7d10");
    private static readonly Guid Other = Guid.Parse("7c1d5e3a-2b4f-4a68-8e07-6f5d4c3b2a19");
    private static readonly Digest Sum = new("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    private static readonly MediaFile Photo = new(Other, "hall.jpg", "image/jpeg", 12_345, Sum, 1600, 900);
    private static readonly MediaFile Report = new(Id, "report.pdf", "application/pdf", 99, Sum);
    private static readonly Image Picture = new(new MediaSource(Photo, "https://old.example.org/hall.jpg"), "A hall", "In the *hall*", "Photo: A. Person", "CC BY 4.0", new FocalPoint(500, 300));

    public static IEnumerable<(string Name, Document Document)> Documents =>
    [
        ("edition", Article),
        ("edition-plain", new Edition { Id = Id, Language = "en", Kind = ArticleKind.News, Headline = "Bridge opened", Body = [new Paragraph("It was.") { Id = "b1" }], Salt = Salt }),
        ("edition-external", Article with
        {
            Kind = ArticleKind.Interview,
            EditionKind = EditionKind.CourtesyTranslation,
            TranslationOf = new TranslatedFrom("ru", null, "Outlet", "https://outlet.example/1", PartialDate.Parse("2019-12-25")),
            FirstPublished = new FirstPublication(null),
            Body = [],
        }),
        ("edition-older", new Edition { Id = Id, Language = "ru", Kind = ArticleKind.News, Headline = "Мост открыт", EditionKind = EditionKind.OfficialTranslation, TranslationOf = new TranslatedFrom("en", Sum) { Older = true }, Salt = Salt }),
        ("settings", Settings),
        ("notice", new Notice { Reason = Words.Of(("en", "The week is over."), ("ru", "Неделя прошла.")), Replacement = Other, Salt = Salt }),
        ("erasure", new Erasure { Ground = Words.Of(("en", "Court order.")), Addresses = ["en/news/2025/06/30/bridge"], AddressHashes = [Sum.Hex], Salt = Salt }),
        .. Register.EveryRecord.All.Select(r => (r.Type, (Document)r)),
        ("log", new LogStatement { Origin = "news.example.org/log", Key = "news.example.org/log+00000000+AQ==", Policy = "log x", FormerOrigin = "old.example.org/log", LostHead = "old.example.org/log\n5\nx\n", Salt = Salt }),
    ];

    public static IEnumerable<(string Name, Entry Entry)> Entries => Enum.GetValues<Act>().Select(act => (act.Word(), new Entry
    {
        Act = act,
        Resource = Id,
        Kind = act is Act.Key or Act.Policy or Act.Origin ? "log" : "article",
        Language = act is Act.Key or Act.Policy or Act.Origin ? null : "ru",
        Revision = 3,
        Time = new DateTimeOffset(2025, 6, 30, 4, 5, 6, 789, TimeSpan.Zero),
        Documents = [Sum],
        Withheld = act == Act.Withdraw ? [Sum] : [],
        Served = act == Act.Restore ? [Sum] : [],
        Erased = act == Act.Erase ? [Sum] : [],
    }));

    private const string Salt = "AAECAwQFBgcICQoLDA0ODw";

    private static Edition Article => new()
    {
        Id = Id,
        Language = "ru",
        Kind = ArticleKind.MediaAdvisory,
        Headline = "Мост открыт",
        HeadlineDerived = true,
        Summary = "Коротко.",
        Lead = Picture,
        Sections = ["news", "water"],
        Tags = ["Мосты"],
        Event = new DateRange(PartialDate.Parse("2025-06-24"), PartialDate.Parse("2025-06")),
        FirstPublished = new FirstPublication(PartialDate.Parse("2019"), "the former site", "https://old.example.org/1"),
        ChangedOnFormerSite = PartialDate.Parse("2019-12-25T10:00:00+06:00"),
        Place = "Чолпон-Ата",
        Byline = "А. Автор",
        Dateline = "ЧОЛПОН-АТА, 30 июня",
        Source = new Source("МИР 24", "https://outlet.example/1"),
        Speaker = "Председатель",
        Advisory = new AdvisoryFacts("Зал", PartialDate.Parse("2025-06-20T18:00:00+06:00"), "Письмом."),
        Reference = "№ 45/2025",
        PressContact = new Contact("Пресс-служба", "+996 312 000000", "press@example.org"),
        ReuseTerms = "Со ссылкой.",
        PinnedUntil = new DateOnly(2025, 7, 7),
        EditionKind = EditionKind.OfficialTranslation,
        TranslationOf = new TranslatedFrom("en", Sum),
        Prevailing = "en",
        Correction = new CorrectionNote("Было 5, стало 6.", true),
        Slug = "most-otkryt",
        Address = "news/2025/06/30/most-otkryt",
        FormerAddresses = ["/news/1.html", "/?p=1"],
        Salt = Salt,
        Body = Numbered(
            new Paragraph("Слова, *важные* и [чужие]{lang=en}[^1]."),
            new Heading(2, "Раздел"),
            new ListBlock([new ListItem([new Paragraph("раз"), new ListBlock([new ListItem([new Paragraph("два")])])])], true, 3),
            new Quote([new Paragraph("Сказано.")], "Кем"),
            new Table([new TableRow([new TableCell([new Paragraph("Год")], true, 2, 1, CellAlign.Center)], true), new TableRow([new TableCell([]), new TableCell([new Paragraph("17")], RowSpan: 2, Align: CellAlign.End)])], "Числа"),
            new DefinitionList([new Definition(["Сессия"], [[new Paragraph("Заседание.")]])]),
            new Code("a\n\tb", "text"),
            new Rule(),
            new Turn("МИР 24", TurnRole.Question, [new Paragraph("Как?")]),
            new Turn(null, TurnRole.Answer, [new Paragraph("Так.")]),
            new ImageBlock(Picture),
            new ImageBlock(new Image(new MediaSource(null, "https://example.org/x.jpg"), null)),
            new Gallery([Picture, Picture], "День"),
            new Attachment("Отчёт", new MediaSource(Report, null), "ru"),
            new Recording(RecordingKind.Video, new MediaSource(null, "https://example.org/v"), "Видео", "Снято", [new Paragraph("Слова из видео.")]),
            new Recording(RecordingKind.Audio, MediaSource.Missing, null, null, []),
            new Footnote("1", [new Paragraph("Сноска.")])),
    };

    private static SiteSettings Settings => new()
    {
        Id = Id,
        Name = Words.Of(("en", "River Commission"), ("ru", "Речная комиссия")),
        ShortName = Words.Of(("en", "RC")),
        Tagline = Words.Of(("en", "Of all rivers")),
        Languages = ["en", "ru"],
        TimeZone = "Asia/Bishkek",
        Sections = [new Section("news", Words.Of(("en", "News")), Words.Of(("en", "All of it")))],
        Menu = [new MenuItem("pages/about", Words.Of(("en", "About")))],
        Emblem = Photo,
        Colours = new Colours("#0b4f6c", "#c8553d"),
        Banner = Words.Of(("en", "A demonstration")),
        Footer = Words.Of(("en", "Foot")),
        PressContact = new Contact("Press", null, "press@example.org"),
        ReuseTerms = Words.Of(("en", "Free")),
        NativeSlugs = true,
        Salt = Salt,
    };

    private static IReadOnlyList<Block> Numbered(params Block[] blocks) => [.. blocks.Select((b, i) => b with { Id = "b" + (i + 1) })];
}

using System.Text;
using Acta.Pages;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Tests.Views;

namespace Acta.Tests.Pages;

/// <summary>The River Commission's newsroom, with an article of every kind and every act done to one: what the pages are tried on.</summary>
internal sealed partial class Newsroom : IDisposable
{
    public const string BaseUrl = "https://news.example.org";

    private static readonly DateTimeOffset Start = new(2025, 6, 14, 4, 0, 0, TimeSpan.Zero);

    public static readonly MediaFile Lake = File(1, "lake.jpg", "image/jpeg", 44_351, 1200, 800);
    public static readonly MediaFile Archive = File(2, "archive.jpg", "image/jpeg", 90_977, 1200, 800);
    public static readonly MediaFile Emblem = File(3, "emblem.svg", "image/svg+xml", 375, 96, 96);

    /// <param name="everyScript">With Armenian and Georgian, which have no words of ours yet, and with long texts in all.</param>
    public Newsroom(bool everyScript = false)
    {
        Views = new FoldedViews(new DateTimeOffset(2025, 7, 3, 6, 0, 0, TimeSpan.Zero));
        Log = new PaperLog(Start);
        Log.Settings(everyScript ? InEveryScript(Settings()) : Settings());
        Fill();
        if (everyScript) FillEveryScript();
        Views.Follow(Log);
    }

    public PaperLog Log { get; }

    public FoldedViews Views { get; }

    /// <summary>The page at a path as it stands in a link, as its status and text.</summary>
    public (int Status, string Html) Get(string path)
    {
        using var reading = Views.Db.Read();
        var page = PageRenderer.Render(reading, new PageRequest(Uri.UnescapeDataString(path), BaseUrl));
        return (page.Status, page.Location ?? Encoding.UTF8.GetString(page.Body));
    }

    /// <summary>Where an article stands now, language and all.</summary>
    public string AddressOf(Guid id, string language = "en") => Views.Ask(q => $"/{language}/{q.Current(id, language)!.Address}");

    public void Dispose() => Views.Dispose();

    public static Guid Id(int n) => Guid.Parse($"b0000000-0000-4000-8000-{n:000000000000}");

    public static readonly Guid Session = Id(1), Statement = Id(2), Advisory = Id(3), Announcement = Id(4), Interview = Id(5), Speech = Id(6), InTheMedia = Id(7),
        Untranslated = Id(8), Behind = Id(9), Retired = Id(10), Withdrawn = Id(11), Erased = Id(12), SmallEdit = Id(13), Corrected = Id(14), Body = Id(15),
        Undated = Id(16), About = Id(17), Contacts = Id(18), Courtesy = Id(19);

    private static SiteSettings Settings() => World.World.Settings() with
    {
        Name = Words.Of(("en", "International Commission of the River"), ("ru", "Международная комиссия реки"), ("ar", "اللجنة الدولية للنهر")),
        ShortName = Words.Of(("en", "ICR"), ("ru", "МКР"), ("ar", "لدن")),
        Tagline = Words.Of(("en", "News and public record"), ("ru", "Новости и открытый архив"), ("ar", "الأخبار والسجل العام")),
        Emblem = Emblem,
        Sections =
        [
            new Section("news", Words.Of(("en", "News"), ("ru", "Новости"), ("ar", "أخبار")), Words.None),
            new Section("council", Words.Of(("en", "Council of Ministers"), ("ru", "Совет министров"), ("ar", "مجلس الوزراء")), Words.Of(("en", "Meetings and decisions of the ministers for water."))),
            new Section("water", Words.Of(("en", "Water levels"), ("ru", "Уровень воды"), ("ar", "منسوب المياه")), Words.None),
            new Section("interviews", Words.Of(("en", "Interviews"), ("ru", "Интервью")), Words.None),
        ],
        Menu =
        [
            new MenuItem("news/", Words.Of(("en", "All news"), ("ru", "Все новости"), ("ar", "جميع الأخبار"))),
            new MenuItem("sections/council/", Words.Of(("en", "Council of Ministers"), ("ru", "Совет министров"), ("ar", "مجلس الوزراء"))),
            new MenuItem("sections/water/", Words.Of(("en", "Water levels"), ("ru", "Уровень воды"), ("ar", "منسوب المياه"))),
            new MenuItem("kinds/statement/", Words.Of(("en", "Statements"), ("ru", "Заявления"), ("ar", "البيانات"))),
            new MenuItem("pages/0017-en", Words.Of(("en", "About"))),
        ],
        Banner = Words.Of(("en", "This is an example for tests; there is no such commission."), ("ru", "Это пример для проверок; такой комиссии нет.")),
        Footer = Words.Of(("en", "An example. Nothing here is real."), ("ru", "Пример. Здесь нет ничего настоящего.")),
        ReuseTerms = Words.Of(("en", "Texts may be used freely if the source is named (CC BY 4.0)."), ("ru", "Тексты можно свободно использовать с указанием источника (CC BY 4.0).")),
    };

    private void Fill()
    {
        Log.Publish(Article(About, "en", "About the Commission", Text("The Commission looks after the river and everything that lives by it.")) with { Kind = ArticleKind.Page, Sections = [] });
        Log.Publish(Article(Contacts, "en", "Contacts", [new DefinitionList([new Definition(["Press office"], [[new Paragraph("+996 312 000000")], [new Paragraph("press@example.org")]])]) { Id = "d1" }]) with { Kind = ArticleKind.Page, Sections = [] });
        Log.Publish(InterviewOf2019("en"));
        Log.Publish(InterviewOf2019("ru"));
        Log.Publish(Article(Undated, "en", "A ferry ran between the banks all summer and carried everybody who asked.", Text("A ferry ran between the banks all summer and carried everybody who asked. It was free.")) with { HeadlineDerived = true, FirstPublished = new FirstPublication(null) });
        for (var i = 0; i < 24; i++)
        {
            Next(14);
            Log.Publish(Article(Id(100 + i), "en", Headlines[i % Headlines.Length] + (i < Headlines.Length ? "" : $" (week {i})"), Text("The gauge at the upper lock was read in the presence of both sides.")) with
            {
                Sections = [i % 3 == 0 ? "council" : i % 3 == 1 ? "water" : "news"],
                Summary = i % 2 == 0 ? "The gauge at the upper lock was read in the presence of both sides, and the protocol was signed the same day." : null,
                Tags = ["Locks"],
            });
        }
        Log.Publish(Article(Body, "en", "How a text of every kind is set", EveryBlock()) with { Tags = ["Typography", "Side event"], Lead = Picture(Archive, "Shelves of an archive", "Shelves of the old archive, before they were moved.") });
        Log.Publish(Article(Speech, "en", "Words at the opening of the new lock", [new Paragraph("Ladies and gentlemen,") { Id = "s1" }, new Paragraph("A lock is a promise that water and people can agree on a level.") { Id = "s2" }, new Quote([new Paragraph("The river remembers.")], "a boatman's proverb") { Id = "s3" }]) with { Kind = ArticleKind.Speech, Speaker = "The chair of the Commission", Place = "Upper lock" });
        Log.Publish(Article(InTheMedia, "en", "River Gazette on the new lock", Text("The paper visited the lock and spoke with those who work there.")) with { Kind = ArticleKind.InTheMedia, Source = new Source("River Gazette", "https://gazette.example/lock") });
        Log.Publish(Article(Untranslated, "en", "Only in English so far", Text("This item has not been translated yet.")));
        Log.Publish(Article(Behind, "en", "Rules for small boats", Text("Small boats give way.")) with { Sections = ["water"] });
        Log.Publish(Article(Behind, "ru", "Правила для малых судов", Text("Малые суда уступают дорогу.")) with { Sections = ["water"], EditionKind = EditionKind.OfficialTranslation, TranslationOf = new TranslatedFrom("en", Log.DigestOf(Behind, "en")), Prevailing = "en" });
        Next(2);
        Log.Publish(Article(Behind, "en", "Rules for small boats", Text("Small boats give way to large ones.")) with { Sections = ["water"], Correction = new CorrectionNote("The first version did not say to whom small boats give way.", false) }, Act.Correct);
        Log.Publish(Article(Retired, "en", "The lower lock is closed", Text("The lower lock is closed for repair.")));
        Log.Publish(Article(Withdrawn, "en", "Published too early", Text("This should not have been published.")));
        Log.Publish(Article(Erased, "en", "Names a private person", Text("Names a private person.")));
        Log.Publish(Article(SmallEdit, "en", "Opening hours of the visitors' bridge", Text("The brigde is open from nine to five.")));
        Log.Publish(Article(Corrected, "en", "Six stations measure the level", Text("Six stations measure the level.")));
        Next(20);
        Log.Retire(Retired, "en", new Notice { Reason = Words.Of(("en", "The repair is finished; the lock is open.")), Replacement = Session });
        Log.Withdraw(Withdrawn, "en", new Notice { Reason = Words.Of(("en", "It was published before the ministers had decided.")) });
        Log.Erase(Erased, "en", new Erasure { Ground = Words.Of(("en", "Protection of personal data, by order of a court.")), Addresses = ["en/news/2025/06/28/0012-en"] });
        Log.Publish(Article(SmallEdit, "en", "Opening hours of the visitors' bridge", Text("The bridge is open from nine to five.")));
        Log.Publish(Article(Corrected, "en", "Five stations measure the level", Text("Five stations measure the level.")) with { Correction = new CorrectionNote("There are five stations, not six.", true) }, Act.Correct);
        Log.Publish(Article(Announcement, "en", "The bridge will be closed to traffic for the regatta", Text("The bridge is closed to traffic while the boats pass.")) with { Kind = ArticleKind.Announcement, Event = new DateRange(PartialDate.Parse("2025-07-12"), PartialDate.Parse("2025-07-13")), Place = "Middle bridge" });
        Log.Publish(Article(Advisory, "en", "Media advisory: session of the Council of Ministers in Cholpon-Ata", Text("Photographers are welcome at the opening; questions are taken at noon.")) with
        {
            Kind = ArticleKind.MediaAdvisory,
            Sections = ["council"],
            Event = new DateRange(PartialDate.Parse("2025-07-18T10:00+06:00")),
            Advisory = new AdvisoryFacts("House of the River, hall 2", PartialDate.Parse("2025-07-11T18:00+06:00"), "Write to the press contact with your name, your outlet and your equipment."),
            PressContact = new Contact("Duty officer", "+996 312 000001", "duty@example.org"),
        });
        Log.Publish(Article(Statement, "en", "Statement of the Commission on the water level in spring", Text("The Commission notes that the level has stayed within the agreed range since 2019.", "It thanks both sides for the daily readings, and asks that they go on.")) with { Kind = ArticleKind.Statement, Sections = ["water"], Reference = "No. 12/2025", PressContact = new Contact("Press office", "+996 312 000000", "press@example.org") });
        Log.Publish(Article(Statement, "ru", "Заявление Комиссии об уровне воды весной", Text("Комиссия отмечает, что уровень остаётся в согласованных пределах с 2019 года.")) with { Kind = ArticleKind.Statement, Sections = ["water"], Reference = "№ 12/2025", EditionKind = EditionKind.OfficialTranslation, TranslationOf = new TranslatedFrom("en", Log.DigestOf(Statement, "en")), Prevailing = "en" });
        Next(5);
        Log.Publish(SessionIn("en"));
        Log.Publish(SessionIn("ru") with { TranslationOf = new TranslatedFrom("en", Log.DigestOf(Session, "en")) });
        Log.Publish(SessionIn("ar") with { TranslationOf = new TranslatedFrom("en", Log.DigestOf(Session, "en")) });
        Log.Publish(Article(Courtesy, "ar", "صيانة البوابات تبدأ في الخريف", Text("تبدأ أعمال صيانة البوابات في الخريف وتستمر ستة أسابيع.")) with { Sections = ["water"] });
    }

    private void Next(int hours) => Log.Now += TimeSpan.FromHours(hours);

    private static Edition Article(Guid id, string language, string headline, IReadOnlyList<Block> body) => World.World.Article(id, language, headline, "") with { Body = body };

    private static Block[] Text(params string[] paragraphs) => [.. paragraphs.Select((p, i) => new Paragraph(p) { Id = "p" + (i + 1) })];

    private static Edition SessionIn(string language) => (language switch
    {
        "ru" => Article(Session, "ru", "Совет министров собрался в Чолпон-Ате и согласовал уровень воды на предстоящий сезон", Text("Совет министров Комиссии собрался 30 июня 2025 года в Чолпон-Ате. Председательствовала принимающая сторона.", "Министры согласовали уровень воды на предстоящий сезон и приняли к сведению отчёт о состоянии шлюзов.")) with
        {
            Summary = "Министры согласовали уровень на сезон и приняли к сведению отчёт о состоянии шлюзов.",
            EditionKind = EditionKind.OfficialTranslation,
            Prevailing = "en",
            Place = "Чолпон-Ата",
            Tags = ["Чолпон-Ата", "Совет министров"],
        },
        "ar" => Article(Session, "ar", "مجلس الوزراء يجتمع في تشولبون آتا ويتفق على منسوب المياه للموسم المقبل", Text("اجتمع مجلس وزراء اللجنة في 30 يونيو 2025 في تشولبون آتا، وترأس الجانب المضيف الاجتماع.", "واتفق الوزراء على منسوب المياه للموسم المقبل، وأحاطوا علمًا بتقرير عن حالة البوابات.")) with
        {
            Summary = "اتفق الوزراء على منسوب الموسم وأحاطوا علمًا بتقرير عن حالة البوابات.",
            EditionKind = EditionKind.CourtesyTranslation,
            Prevailing = "en",
            Place = "تشولبون آتا",
        },
        _ => Article(Session, "en", "Council of Ministers meets in Cholpon-Ata and agrees the water level for the coming season", Text("The Council of Ministers of the Commission met in Cholpon-Ata on 30 June 2025. The hosting side was in the chair.", "The ministers agreed the level for the coming season and took note of a report on the state of the locks.", "The next meeting is planned for the spring.")) with
        {
            Summary = "The ministers agreed the level for the season and took note of a report on the state of the locks.",
            Place = "Cholpon-Ata",
            Tags = ["Cholpon-Ata", "Council of Ministers"],
        },
    }) with
    {
        Sections = ["council"],
        Event = new DateRange(PartialDate.Parse("2025-06-30")),
        Lead = Picture(Lake, language == "en" ? "A lake before mountains" : language == "ru" ? "Озеро на фоне гор" : "بحيرة أمام الجبال", language == "en" ? "The lake at Cholpon-Ata, where the ministers met." : null),
        PinnedUntil = new DateOnly(2025, 7, 20),
    };

    private static Edition InterviewOf2019(string language) => (language == "ru"
        ? Article(Interview, "ru", "Председатель подводит итоги года", Turns("Каким был этот год?", "Напряжённым. Работа сделана: все 17 вопросов повестки решены.", "Что впереди?", "Прежде всего — ремонт шлюзов."))
        : Article(Interview, "en", "The chair of the Commission sums up a tense year", Turns("How did the year that is ending go?", "It was a tense one. The work is done: all 17 questions of the agenda are decided.", "What lies ahead, and what worries you most?", "First of all the repair of the locks. A lock that is not looked after is a wall, and a wall is the opposite of what we are for."))) with
    {
        Kind = ArticleKind.Interview,
        Sections = ["interviews"],
        Speaker = language == "ru" ? "Председатель Комиссии" : "The chair of the Commission",
        Source = new Source("River TV", "https://tv.example/interview"),
        FirstPublished = new FirstPublication(PartialDate.Parse("2019-12-25")),
        EditionKind = language == "ru" ? EditionKind.Original : EditionKind.CourtesyTranslation,
        TranslationOf = language == "ru" ? null : new TranslatedFrom("ru", null, "River TV", "https://tv.example/interview"),
        Prevailing = language == "ru" ? null : "ru",
    };

    private static Block[] Turns(string q1, string a1, string q2, string a2) =>
    [
        new Turn("River TV", TurnRole.Question, [new Paragraph(q1)]) { Id = "q1" },
        new Turn("The chair", TurnRole.Answer, [new Paragraph(a1), new Paragraph("17 + 13 = 30.")]) { Id = "a1" },
        new Turn("River TV", TurnRole.Question, [new Paragraph(q2)]) { Id = "q2" },
        new Turn("The chair", TurnRole.Answer, [new Paragraph(a2)]) { Id = "a2" },
        new Turn(null, TurnRole.Question, [new Paragraph("?")]) { Id = "q3" },
        new Recording(RecordingKind.Video, MediaSource.Missing, "The interview continues in a video version", null, []) { Id = "v1" },
    ];

    private static Block[] EveryBlock() =>
    [
        new Paragraph("Plain words, then *stressed* and **strong** ones, a [link](https://example.org/a?b=1&c=2), H~2~O and a note.[^1] <b>Not markup</b>.") { Id = "p1" },
        new Heading(2, "A heading of the second level") { Id = "h1" },
        new Paragraph("A paragraph below it, long enough to run over several lines on any screen, so that the measure, the leading and the colour of the text can be judged by eye as they must be.") { Id = "p2" },
        new ListBlock([new ListItem([new Paragraph("One item")]), new ListItem([new Paragraph("Another, with a list in it"), new ListBlock([new ListItem([new Paragraph("nested")])], Ordered: true, Start: 3)])]) { Id = "l1" },
        new Heading(3, "A heading of the third level") { Id = "h2" },
        new Quote([new Paragraph("The river remembers.")], "a boatman's proverb") { Id = "q1" },
        new Table(
        [
            new TableRow([Cell("Station", header: true), Cell("Level, m", header: true, columns: 2, align: CellAlign.Center), Cell("Read by", header: true)], Head: true),
            new TableRow([Cell("Upper lock", header: true), Cell("3.45", align: CellAlign.End), Cell("3.47", align: CellAlign.End), Cell("Both sides in the presence of an observer")]),
            new TableRow([Cell("Lower lock", header: true, rows: 9), Cell("1.20", align: CellAlign.End), Cell("1.18", align: CellAlign.End), new TableCell([])]),
        ], "Levels read on 30 June") { Id = "t1" },
        new DefinitionList([new Definition(["Lock", "Sluice"], [[new Paragraph("Lets boats pass from one level to another.")]]), new Definition(["Gauge"], [[new Paragraph("Tells the level.")]])]) { Id = "d1" },
        new Code("level = gauge.read()\nif level > 4.0: warn()", "python") { Id = "c1" },
        new Rule { Id = "r1" },
        new ImageBlock(Picture(Lake, "A lake before mountains", "The lake at noon.")) { Id = "i1" },
        new ImageBlock(new Image(new MediaSource(null, "https://pictures.example/far.jpg"), "A far bridge")) { Id = "i2" },
        new Gallery([Picture(Lake, "The lake", "First."), Picture(Archive, "The archive", "Second.")], "Two pictures together.") { Id = "g1" },
        new Attachment("Report on the state of the locks", new MediaSource(File(9, "locks.pdf", "application/pdf", 1_234_567, null, null), null), "ru") { Id = "f1" },
        new Attachment("Annex", MediaSource.Missing) { Id = "f2" },
        new Recording(RecordingKind.Video, new MediaSource(null, "https://video.example/watch?v=1"), "The lock in motion", "Three minutes.", [new Paragraph("Water is heard.")]) { Id = "v1" },
        new Footnote("1", [new Paragraph("The note says more.")]) { Id = "n1" },
    ];

    private static TableCell Cell(string text, bool header = false, int columns = 1, int rows = 1, CellAlign align = CellAlign.Start) => new([new Paragraph(text)], header, columns, rows, align);

    private static Image Picture(MediaFile file, string alt, string? caption) => new(new MediaSource(file, null), alt, caption, "A. Sample", "CC BY 4.0");

    private static MediaFile File(int n, string name, string type, long size, int? width, int? height) =>
        new(Guid.Parse($"c0000000-0000-4000-8000-{n:000000000000}"), name, type, size, Digest.Of([(byte)n]), width, height);

    private static readonly string[] Headlines =
    [
        "Both sides read the gauge at the upper lock together for the first time since the flood",
        "Experts discuss the repair of the middle bridge",
        "Schoolchildren plant willows along the lower bank",
        "Delegations exchange readings and agree a form for the protocol",
        "A hydrographic survey of the delta begins",
        "Secretariat receives ambassadors of the neighbouring states",
        "Night navigation resumes between the locks",
        "The library of the Commission opens to the public",
    ];
}

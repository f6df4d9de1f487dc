using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Tests.Pages;

// The same newsroom in more scripts: Arabic through every block, Armenian and Georgian, whose pages borrow English words.
internal sealed partial class Newsroom
{
    public static readonly Guid LongWords = Id(20), ManyPictures = Id(21), WideTable = Id(22);

    private static SiteSettings InEveryScript(SiteSettings settings) => settings with
    {
        Languages = ["en", "ru", "ar", "hy", "ka"],
        Name = Words.Of(
            ("en", "International Commission of the River"), ("ru", "Международная комиссия реки"), ("ar", "اللجنة الدولية للنهر"),
            ("hy", "Գետի միջազգային հանձնաժողով"), ("ka", "მდინარის საერთაშორისო კომისია")),
    };

    private void FillEveryScript()
    {
        Next(1);
        Log.Publish(Article(Body, "ar", "كيف يُعرض نص فيه من كل نوع", ArabicBlocks()) with { Sections = ["water"], Tags = ["الطباعة"], Lead = Picture(Archive, "رفوف أرشيف", "رفوف الأرشيف القديم قبل نقله.") });
        Log.Publish(Article(Advisory, "ar", "دعوة إعلامية: جلسة مجلس الوزراء في تشولبون آتا", Text("المصورون مدعوون إلى الافتتاح، وتُطرح الأسئلة ظهرًا.")) with
        {
            Kind = ArticleKind.MediaAdvisory,
            Sections = ["council"],
            Event = new DateRange(PartialDate.Parse("2025-07-18T10:00+06:00")),
            Advisory = new AdvisoryFacts("بيت النهر، القاعة 2", PartialDate.Parse("2025-07-11T18:00+06:00"), "اكتبوا إلى جهة الاتصال مع ذكر الاسم والوسيلة الإعلامية والمعدات."),
            PressContact = new Contact("الضابط المناوب", "+996 312 000001", "duty@example.org"),
        });
        Log.Publish(Article(Session, "hy", "Նախարարների խորհուրդը հավաքվեց Չոլպոն Աթայում և համաձայնեցրեց ջրի մակարդակը առաջիկա եղանակի համար",
            Text("Հանձնաժողովի նախարարների խորհուրդը հավաքվեց Չոլպոն Աթայում 2025 թվականի հունիսի 30-ին։ Նախագահում էր հյուրընկալող կողմը։", "Նախարարները համաձայնեցրին ջրի մակարդակը առաջիկա եղանակի համար։")) with
        {
            Summary = "Նախարարները համաձայնեցրին ջրի մակարդակը առաջիկա եղանակի համար։",
            Sections = ["council"],
            EditionKind = EditionKind.CourtesyTranslation,
            TranslationOf = new TranslatedFrom("en", Log.DigestOf(Session, "en")),
            Prevailing = "en",
            Place = "Չոլպոն Աթա",
            Lead = Picture(Lake, "Լիճ լեռների առջև", null),
        });
        Log.Publish(Article(Session, "ka", "მინისტრთა საბჭო ჩოლპონ-ატაში შეიკრიბა და მომავალი სეზონისთვის წყლის დონეზე შეთანხმდა",
            Text("კომისიის მინისტრთა საბჭო ჩოლპონ-ატაში 2025 წლის 30 ივნისს შეიკრიბა. სხდომას მასპინძელი მხარე თავმჯდომარეობდა.", "მინისტრები მომავალი სეზონისთვის წყლის დონეზე შეთანხმდნენ.")) with
        {
            Summary = "მინისტრები მომავალი სეზონისთვის წყლის დონეზე შეთანხმდნენ.",
            Sections = ["council"],
            EditionKind = EditionKind.CourtesyTranslation,
            TranslationOf = new TranslatedFrom("en", Log.DigestOf(Session, "en")),
            Prevailing = "en",
            Place = "ჩოლპონ-ატა",
            Lead = Picture(Lake, "ტბა მთების წინ", null),
        });
        Log.Publish(Article(Corrected, "hy", "Հինգ կայան չափում է մակարդակը", Text("Վեց կայան չափում է մակարդակը։")));
        Next(3);
        Log.Publish(Article(Corrected, "hy", "Հինգ կայան չափում է մակարդակը", Text("Հինգ կայան չափում է մակարդակը։")) with { Correction = new CorrectionNote("Կայանները հինգն են, ոչ թե վեց։", false) }, Act.Correct);
        Log.Publish(Article(LongWords, "en", "Binnenschifffahrtsverkehrsüberwachungsgesellschaftsversammlung adopts the Hydrographicoceanographicometeorological programme for the years to come, takes note of fourteen reports, and elects its officers",
            Text("https://very.long.example.org/a/path/that/has/no/spaces/anywhere/and/therefore/cannot/be/broken/between/words/index.html?with=parameters&and=more_of_them", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.")) with
        {
            Summary = "A headline longer than anybody would set on purpose, and words longer than a telephone is wide.",
            Sections = ["water"],
            Tags = ["Hydrographicoceanographicometeorological-programme-of-measurements"],
        });
        Log.Publish(Article(ManyPictures, "en", "Seven pictures of the river", [new Gallery([.. Enumerable.Range(1, 7).Select(i => Picture(i % 2 == 0 ? Lake : Archive, $"Picture {i}", $"Picture {i} of the river, with a caption that runs over two lines."))]) { Id = "g1" }]));
        Log.Publish(Article(WideTable, "en", "Readings of all gauges", [ReadingsByWeek()]) with { Sections = ["water"] });
    }

    private static Table ReadingsByWeek()
    {
        var head = new TableRow([.. Enumerable.Range(1, 12).Select(i => Cell(i == 1 ? "Station" : $"Week {i}", header: true))], Head: true);
        var rows = Enumerable.Range(1, 6).Select(r => new TableRow([Cell($"Station {r}", header: true), .. Enumerable.Range(2, 11).Select(i => Cell($"{r}.{i * 7 % 10}{i % 10}", align: CellAlign.End))]));
        return new Table([head, .. rows], "Levels by week, m") { Id = "t1" };
    }

    private static Block[] ArabicBlocks() =>
    [
        new Paragraph("كلمات عادية، ثم كلمات *مؤكدة* و**بارزة**، و[رابط](https://example.org/)، وعبارة بلغة أخرى: [International Commission]{lang=en}، وملاحظة.[^1]") { Id = "p1" },
        new Heading(2, "عنوان من المستوى الثاني") { Id = "h1" },
        new Paragraph("فقرة تحته، طويلة بما يكفي لتمتد على عدة أسطر في أي شاشة، حتى يمكن الحكم على طول السطر وتباعد الأسطر ولون النص بالعين كما ينبغي.") { Id = "p2" },
        new ListBlock([new ListItem([new Paragraph("بند أول")]), new ListItem([new Paragraph("بند آخر")])], Ordered: true) { Id = "l1" },
        new Heading(3, "عنوان من المستوى الثالث") { Id = "h2" },
        new Quote([new Paragraph("النهر يتذكر.")], "مثل الملاحين") { Id = "q1" },
        new Table(
        [
            new TableRow([Cell("المحطة", header: true), Cell("المنسوب بالمتر", header: true, align: CellAlign.End)], Head: true),
            new TableRow([Cell("البوابة العليا", header: true), Cell("3.45", align: CellAlign.End)]),
        ], "مناسيب 30 يونيو") { Id = "t1" },
        new DefinitionList([new Definition(["بوابة"], [[new Paragraph("تنقل السفن من منسوب إلى آخر.")]])]) { Id = "d1" },
        new Code("level = gauge.read()", "python") { Id = "c1" },
        new Turn("تلفزيون النهر", TurnRole.Question, [new Paragraph("كيف كان هذا العام؟")]) { Id = "a1" },
        new Turn("الرئيسة", TurnRole.Answer, [new Paragraph("كان عامًا متوترًا، وقد أُنجز العمل.")]) { Id = "a2" },
        new Gallery([Picture(Lake, "البحيرة", "الأولى."), Picture(Archive, "الأرشيف", "الثانية.")], "صورتان معًا.") { Id = "g1" },
        new Attachment("تقرير عن حالة البوابات", new MediaSource(File(9, "locks.pdf", "application/pdf", 1_234_567, null, null), null), "ar") { Id = "f1" },
        new Recording(RecordingKind.Video, MediaSource.Missing, "تتمة المقابلة بالفيديو", null, []) { Id = "v1" },
        new Footnote("1", [new Paragraph("الملاحظة تقول المزيد.")]) { Id = "n1" },
    ];
}

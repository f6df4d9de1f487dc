using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;

namespace Acta.Tests.Register;

/// <summary>A record of every kind, each with all that its schema can say.</summary>
internal static class EveryRecord
{
    private const string Salt = "AAECAwQFBgcICQoLDA0ODw";

    private static readonly Digest Sum = new("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    private static readonly Words Both = Words.Of(("en", "Council"), ("ru", "Совет"));
    private static readonly Image Picture = new(new MediaSource(new MediaFile(Id(90), "a.jpg", "image/jpeg", 12, Sum, 10, 20), null), "A portrait", Focal: new FocalPoint(500, 300));
    private static readonly PartialDate Year = PartialDate.Parse("2019");
    private static readonly PartialDate Month = PartialDate.Parse("2019-12");
    private static readonly PartialDate Day = PartialDate.Parse("2019-12-25");
    private static readonly Source Site = new("Official site", "https://example.org/1");

    public static IEnumerable<RegisterRecord> All =>
    [
        With(new Person { Id = Id(1), Honorific = Words.Of(("en", "H. E.")), SortName = Words.Of(("en", "Person, A.")), Gender = "female", Born = Year, Died = Day, Portrait = Picture }),
        With(new Organization
        {
            Id = Id(2), Classification = Organization.State, Parent = Id(12), Founded = Year, Dissolved = Day, Predecessors = [Id(13)], Order = 3, Emblem = Picture, Code = "KG", Side = Words.Of(("en", "the Kyrgyz side")),
            Rotation = [Id(14), Id(15)], Url = "https://example.org/", Seat = Id(16),
        }),
        With(new Post { Id = Id(3), Organization = Id(2), Feminine = Words.Of(("ru", "Председательница")), Order = 1, Start = Year, End = Month, CoHolders = true }),
        With(new Membership { Id = Id(4), Member = Id(1), Organization = Id(2), Post = Id(3), OnBehalfOf = Id(14), Role = "acting", Start = Month, End = Day, Stated = Day }),
        With(new Place { Id = Id(5), Classification = "settlement", Parent = Id(16), Latitude = "42.6531", Longitude = "77.0836" }),
        With(new Event
        {
            Id = Id(6), Classification = "session", Number = "XIX", Parent = Id(17), Previous = Id(18), Prepares = [Id(19)], Organizers = [Id(2)], When = new DateRange(Day, PartialDate.Parse("2019-12-26")), TimeZone = "Asia/Bishkek",
            Place = Id(5), Status = "moved", Before = [new FormerPlan(new DateRange(Month), Id(16)), new FormerPlan(null, null)],
            Participants = [new Participant(Id(1), Words.None, Words.Of(("en", "Head of delegation")), Id(14), "chair"), new Participant(null, Words.Of(("en", "delegations of the member States")), Words.None)],
            Figures = [new Figure(Words.Of(("en", "accomplices identified")), "600", "about", Words.Of(("en", "people")), Id(1), Id(20), Site)],
        }),
        With(new AgendaItem { Id = Id(7), Event = Id(6), Parent = Id(21), Number = "4.2", Order = 2, Result = Words.Of(("en", "Approved.")) }),
        With(new Paper
        {
            Id = Id(8), Symbol = "CFM/2019/14", Classification = "report", Organization = Id(2), Event = Id(6), AgendaItems = [Id(7)], Date = Day, Distribution = "general", Supersedes = Id(22), RestrictedUntil = Day,
            Versions = [new PaperFile("en", new MediaFile(Id(91), "a.pdf", "application/pdf", 99, Sum), new MediaFile(Id(92), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 98, Sum)), new PaperFile("ru", null)],
        }),
        With(new Decision
        {
            Id = Id(9), Symbol = "No. 17", Organization = Id(2), Date = Day, Event = Id(6), AgendaItem = Id(7), Status = "amended", Expires = PartialDate.Parse("2025"), Amends = [Id(23)], Supersedes = [Id(24)],
            Adoption = new Adoption("vote", 5, 1, 0), Subjects = ["Budget", "Training"],
        }),
        With(new AssignedTask
        {
            Id = Id(10), SetBy = Id(6), Set = PartialDate.Parse("2018"), Owner = Id(2), Due = Year, Done = Day,
            Progress = [new Progress(Day, Words.Of(("en", "This work has been completed.")), Id(1), Id(20), Site)],
        }),
    ];

    public static Guid Id(int n) => Guid.Parse($"a0000000-0000-4000-8000-{n:000000000000}");

    private static T With<T>(T record) where T : RegisterRecord => (T)(record with
    {
        Salt = Salt,
        Name = Both,
        OtherNames = [new OtherName(Words.Of(("en", "Old council")), "former", Year, Month), new OtherName(Words.Of(("ru", "Псевдоним")))],
        Identifiers = [new Identifier("wikidata", "Q1")],
        Sources = [Site],
        Slug = "council",
    });
}

using Acta.Media;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Tests.Publication;
using Acta.Tests.Register;

namespace Acta.Tests.Import;

/// <summary>A register with something of every kind and of every difficulty: names in one language only, circles, a picture, a retired body, cells that look like formulas.</summary>
internal static class SmallRegister
{
    public const int Readable = 19;

    public static Guid Id(int n) => Guid.Parse($"b0000000-0000-4000-8000-{n:000000000000}");

    public static void Publish(EmptySite site)
    {
        var picture = new MediaLibrary(site.Store, site.Folder, TimeProvider.System).Add(new MemoryStream("A file.\n"u8.ToArray()), "notes.txt");
        var place = new Place { Id = Id(1), Name = In(("en", "Upland"), ("ru", "Нагорье")), Classification = "country" };
        var town = new Place { Id = Id(2), Name = In(("ru", "Приречье")), Classification = "settlement", Parent = place.Id, Latitude = "-42.650", Longitude = "77.08" };
        var land = new Organization { Id = Id(3), Name = In(("en", "Upland"), ("ru", "Нагорье")), Classification = Organization.State, Code = "UP", Side = In(("en", "the Upland side")), Identifiers = [new Identifier("wikidata", "Q3"), new Identifier("iso:3166", "UP")] };
        var old = new Organization { Id = Id(4), Name = In(("en", "Old union")), Dissolved = Date("2001") };
        var union = new Organization
        {
            Id = Id(5), Name = In(("en", "River Union"), ("ru", "Речной союз"), ("ar", "اتحاد النهر")), Classification = "intergovernmental", Founded = Date("2002"), Predecessors = [old.Id], Order = 1, Rotation = [land.Id], Url = "https://union.example.org/", Seat = town.Id,
            OtherNames = [new OtherName(In(("en", "RU"), ("ru", "РС")), "short"), new OtherName(In(("en", "River League")), "former", Date("2002"), Date("2005-03"))], Sources = [new Source("Treaty", "https://union.example.org/treaty"), new Source("A paper book", null)],
        };
        var secretariat = new Organization { Id = Id(6), Name = In(("en", "Secretariat")), Parent = union.Id };
        var head = new Post { Id = Id(7), Name = In(("en", "Secretary General"), ("ru", "Генеральный секретарь")), Organization = secretariat.Id, Feminine = In(("ru", "Генеральная секретарь")), Order = 1, Start = Date("2002") };
        var ann = new Person
        {
            Id = Id(8), Name = In(("en", "Ann Example"), ("ru", "Анна Пример")), Honorific = In(("en", "Dr")), SortName = In(("en", "Example, Ann")), Gender = "female", Born = Date("1961-04"), Identifiers = [new Identifier("wikidata", "Q8")],
            Portrait = new Image(new MediaSource(picture, null), "A portrait", Credit: "The photographer"), Sources = [new Source("=HYPERLINK(\"https://evil.example\")", "https://example.org/1")],
        };
        var bob = new Person { Id = Id(9), Name = In(("en", "Bob \"Quote\", Example")) };
        var first = new Membership { Id = Id(10), Member = ann.Id, Post = head.Id, Start = Date("2016-05-01"), End = Date("2020-01-01") };
        var second = new Membership { Id = Id(11), Member = bob.Id, Post = head.Id, Role = "acting", Stated = Date("2020-06-01"), Name = In(("ru", "Врио")) };
        var belongs = new Membership { Id = Id(12), Member = land.Id, Organization = union.Id, Start = Date("2002") };
        var session = new Event
        {
            Id = Id(13), Name = In(("en", "First session")), Classification = "session", Number = "I", Organizers = [union.Id, secretariat.Id], When = new DateRange(Date("2019-12-25T10:30+06:00"), Date("2019-12-26")), TimeZone = "Asia/Bishkek", Place = town.Id,
            Status = "moved", Before = [new FormerPlan(new DateRange(Date("2019-11")), place.Id)], Participants = [new Participant(ann.Id, Words.None, In(("en", "Chair")), land.Id, "chair"), new Participant(null, In(("en", "the delegations")), Words.None)],
            Figures = [new Figure(In(("en", "issues considered")), "17", "exactly", In(("en", "issues")), ann.Id, null, null)],
        };
        // The meeting that prepares the session, which the session names as the one before it: a circle.
        var meeting = new Event { Id = Id(14), Name = In(("en", "Meeting of ministers")), Prepares = [session.Id] };
        var item = new AgendaItem { Id = Id(15), Name = In(("en", "Budget")), Event = session.Id, Number = "-1", Order = 1, Result = In(("en", "Adopted.\nWith thanks.")) };
        var decision = new Decision { Id = Id(16), Name = In(("en", "On the budget")), Symbol = "+1", Organization = union.Id, Event = session.Id, AgendaItem = item.Id, Date = Date("2019-12-25"), Adoption = new Adoption("vote", 5, 1, 0), Subjects = ["Money; other", "Budget"] };
        var paper = new Paper { Id = Id(17), Name = In(("en", "Draft budget")), Symbol = "'-1", Event = session.Id, AgendaItems = [item.Id], Versions = [new PaperFile("en", picture), new PaperFile("ru", null)] };
        var task = new AssignedTask { Id = Id(18), Name = In(("en", "Write the report")), SetBy = decision.Id, Owner = head.Id, Set = Date("2019"), Progress = [new Progress(Date("2020-02"), In(("en", "Half of it.")), ann.Id)] };
        var place2 = new Place { Id = Id(19), Name = In(("en", "A hall")), Parent = town.Id };
        RegisterRecord[] all = [place, town, place2, land, old, union, secretariat, head, ann, bob, first, second, belongs, session, meeting, item, decision, paper, task];
        site.Publish([.. all.Select(Cast.New)]);
        site.Publish(Cast.Change(session with { Slug = "first-session", Previous = meeting.Id }));
        site.Publish(EmptySite.Notice(Act.Retire, old.Id) with { Kind = "organization", Document = new Acta.Record.Site.Notice { Reason = In(("en", "It is of the past.")) } });
        var gone = new Person { Id = Id(20), Name = In(("en", "Not To Be Told")) };
        site.Publish(Cast.New(gone));
        site.Publish(EmptySite.Notice(Act.Erase, gone.Id) with { Kind = "person" });
        var hidden = new Person { Id = Id(21), Name = In(("en", "Hidden For Now")) };
        site.Publish(Cast.New(hidden));
        site.Publish(EmptySite.Notice(Act.Withdraw, hidden.Id) with { Kind = "person" });
    }

    private static Words In(params ReadOnlySpan<(string, string)> words) => Words.Of(words);

    private static PartialDate Date(string text) => PartialDate.Parse(text);
}

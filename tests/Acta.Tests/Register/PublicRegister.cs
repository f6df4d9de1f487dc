using Acta.Record;
using Acta.Record.Register;

namespace Acta.Tests.Register;

/// <summary>An organisation of three States with a rotating chair, posts of half-known dates, meetings over years, and what was decided: in English, Russian and Arabic.</summary>
internal static class PublicRegister
{
    public static Guid Id(int n) => Guid.Parse($"c0000000-0000-4000-8000-{n:000000000000}");

    public static readonly Place Upland = new() { Id = Id(1), Name = In(("en", "Upland"), ("ru", "Нагорье"), ("ar", "المرتفعات")), Classification = "country" };
    public static readonly Place Lowland = new() { Id = Id(2), Name = In(("en", "Lowland"), ("ru", "Низина"), ("ar", "الأراضي المنخفضة")), Classification = "country" };
    public static readonly Place Region = new() { Id = Id(3), Name = In(("en", "Lake region"), ("ru", "Озёрная область"), ("ar", "منطقة البحيرة")), Classification = "region", Parent = Upland.Id };
    public static readonly Place Town = new() { Id = Id(4), Name = In(("en", "Riverside"), ("ru", "Приречье"), ("ar", "ضفة النهر")), Classification = "settlement", Parent = Region.Id, OtherNames = [new OtherName(In(("en", "Frunze"), ("ru", "Фрунзе")), "former", null, Date("1991"))] };
    public static readonly Organization UplandState = State(5, "UP", ("en", "Upland"), ("ru", "Нагорье"), ("ar", "المرتفعات"));
    public static readonly Organization LowlandState = State(6, "LO", ("en", "Lowland"), ("ru", "Низина"), ("ar", "الأراضي المنخفضة"));
    public static readonly Organization Islands = State(7, "IS", ("en", "Islands"), ("ru", "Острова"), ("ar", "الجزر"));
    public static readonly Organization Union = new() { Id = Id(8), Name = In(("en", "River Union"), ("ru", "Речной союз"), ("ar", "اتحاد النهر")), Classification = "intergovernmental", Founded = Date("2002"), Rotation = [UplandState.Id, LowlandState.Id, Islands.Id] };
    public static readonly Organization Secretariat = new() { Id = Id(9), Name = In(("en", "Secretariat"), ("ru", "Секретариат"), ("ar", "الأمانة العامة")), Parent = Union.Id, Founded = Date("2003-05"), Order = 1 };
    public static readonly Organization Water = new() { Id = Id(10), Name = In(("en", "Water department"), ("ru", "Департамент вод"), ("ar", "إدارة المياه")), Parent = Secretariat.Id, Founded = Date("2010"), Dissolved = Date("2022-06-30") };
    public static readonly Organization Council = new() { Id = Id(11), Name = In(("en", "Council of Ministers"), ("ru", "Совет министров"), ("ar", "مجلس الوزراء")), Parent = Union.Id, Order = 2 };
    public static readonly Post Head = new() { Id = Id(12), Name = In(("en", "Secretary General"), ("ru", "Генеральный секретарь"), ("ar", "الأمين العام")), Organization = Secretariat.Id, Start = Date("2003") };
    public static readonly Person Ann = new() { Id = Id(13), Name = In(("en", "Ann Example"), ("ru", "Анна Пример"), ("ar", "آن إكزامبل")), Gender = "female", OtherNames = [new OtherName(In(("en", "Ann Müller")), "former")] };
    public static readonly Person Bob = new() { Id = Id(14), Name = In(("en", "Bob Sample"), ("ru", "Боб Образцов"), ("ar", "بوب سامبل")) };
    public static readonly Person Cem = new() { Id = Id(15), Name = In(("en", "Cem Muster"), ("ru", "Джем Мустер"), ("ar", "جيم موستر")) };
    public static readonly Event Session = Meeting(20, "2019-12-25", ("en", "First session"), ("ru", "Первая сессия"), ("ar", "الدورة الأولى")) with { Participants = [new Participant(Ann.Id, Words.None, In(("en", "Chair of the session"))), new Participant(Bob.Id, Words.None, Words.None)] };
    public static readonly Decision Budget = new()
    {
        Id = Id(30), Name = In(("en", "On the budget"), ("ru", "О бюджете"), ("ar", "بشأن الميزانية")), Symbol = "CM/2019/1", Organization = Council.Id, Date = Date("2019-12-25"), Event = Session.Id, Adoption = new Adoption("vote", 5, 1, 0), Subjects = ["Public money", "Staff"],
    };
    public static readonly Decision Rules = new() { Id = Id(31), Name = In(("en", "Rules of procedure"), ("ru", "Правила процедуры")), Symbol = "CM/2019/2", Organization = Council.Id, Date = Date("2019"), Status = "superseded", Adoption = new Adoption("consensus"), Subjects = ["Procedure"] };
    public static readonly Decision NewRules = new() { Id = Id(32), Name = In(("en", "New rules of procedure"), ("ru", "Новые правила процедуры")), Symbol = "CM/2024/7", Organization = Council.Id, Date = Date("2024-03"), Supersedes = [Rules.Id], Adoption = new Adoption("silence"), Subjects = ["Procedure"] };
    public static readonly Decision Staff = new() { Id = Id(33), Name = In(("en", "=HYPERLINK(\"https://evil.example\",\"On staff\")")), Symbol = "+7", Organization = Union.Id, Date = Date("2024-05-02"), Subjects = ["Staff"] };

    private static readonly int[] s_years = [2015, 2017, 2017, 2018, 2020, 2024, 2024, 2024, 2025];

    public static IReadOnlyList<RegisterRecord> All { get; } =
    [
        Upland, Lowland, Region, Town, UplandState, LowlandState, Islands, Union, Secretariat, Water, Council, Head, Ann, Bob, Cem,
        Term(40, Ann, "2003", "2009-06"), Term(41, Bob, "2009-07-01", "2017-12-31"), Term(42, Cem, "2018-01-01", "2018") with { Role = "acting" }, Term(43, Ann, "2019-01-15", null),
        Chair(44, UplandState, "2019-12-25", "2021-01-01"), Chair(45, LowlandState, "2021-01-01", "2023"), Chair(46, Islands, "2023", "2025-01-01"), Chair(47, UplandState, "2025-01-01", null),
        new Membership { Id = Id(48), Member = Cem.Id, Organization = Council.Id, OnBehalfOf = LowlandState.Id, Start = Date("2024") },
        Session, .. s_years.Select((y, i) => Meeting(21 + i, $"{y}-05", ("en", $"Meeting of May {y}, {i}"), ("ru", $"Заседание в мае {y}, {i}"))),
        new Event { Id = Id(60), Name = In(("en", "A visit some day"), ("ru", "Визит")), Organizers = [Union.Id] },
        Budget, Rules, NewRules, Staff,
        new Paper { Id = Id(50), Name = In(("en", "Draft budget"), ("ru", "Проект бюджета")), Symbol = "CM/2019/INF.1", Organization = Council.Id, Event = Session.Id, Date = Date("2019-12-01"), Versions = [new PaperFile("ru", null)] },
        new Paper { Id = Id(51), Name = In(("en", "Agenda")), Symbol = "CM/2019/OJ.1", Organization = Council.Id, Event = Session.Id, Date = Date("2019-12-02") },
    ];

    private static Organization State(int id, string code, params ReadOnlySpan<(string, string)> names) => new() { Id = Id(id), Name = In(names), Classification = Organization.State, Code = code };

    private static Event Meeting(int id, string date, params ReadOnlySpan<(string, string)> names) => new() { Id = Id(id), Name = In(names), Classification = "meeting", Organizers = [Union.Id], When = new DateRange(Date(date)), Place = Town.Id };

    private static Membership Term(int id, Person person, string? start, string? end) => new() { Id = Id(id), Member = person.Id, Post = Head.Id, Start = start is null ? null : Date(start), End = end is null ? null : Date(end) };

    private static Membership Chair(int id, Organization state, string start, string? end) => new() { Id = Id(id), Member = state.Id, Organization = Union.Id, Role = "chair", Start = Date(start), End = end is null ? null : Date(end) };

    private static Words In(params ReadOnlySpan<(string, string)> words) => Words.Of(words);

    private static PartialDate Date(string text) => PartialDate.Parse(text);
}

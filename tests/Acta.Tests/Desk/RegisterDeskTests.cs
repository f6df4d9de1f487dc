using Acta.Access;
using Acta.Desk.Articles;
using Acta.Desk.Register;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Access;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

public sealed class RegisterDeskOnSqliteTests() : RegisterDeskTests(StoreKind.Sqlite);

public sealed class RegisterDeskOnPostgresTests() : RegisterDeskTests(StoreKind.Postgres);

/// <summary>A keeper of the register at work: forms, review, release, history.</summary>
public abstract class RegisterDeskTests(StoreKind kind)
{
    [Fact]
    public async Task A_keeper_writes_a_person_down_and_readers_find_them()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var at = await Register.Save(keeper, "person", ("name.en", "Ann Example"), ("name.ru", "Анна Пример"), ("born", "1960-05"), ("otherNames.0.name.en", "Ann Sample"), ("otherNames.0.note", "former"), ("sources.0.name", "Who is who"), ("sources.0.url", "https://example.org/who"));
        var page = await keeper.Get(at);
        Assert.Equal(("Ann Example", "1960-05"), (page.Title, page.Document.QuerySelector("#born")!.GetAttribute("value")));
        Assert.Contains("draft", page.Document.QuerySelector(".edit-state")!.TextContent);
        Assert.Equal(404, (await office.Author.Get("/en/people/ann-example")).Status);

        Assert.Equal(303, (await keeper.Submit(at, at + "/approve")).Status);
        await Register.Release(keeper, at);
        await office.Followed();
        var reader = await office.Author.Get("/en/people/ann-example");
        Assert.Equal((200, "Ann Example"), (reader.Status, reader.Title));
        Assert.Contains("Ann Sample", reader.Html);
        Assert.Equal("Анна Пример", (await office.Author.Get("/ru/people/ann-example")).Title);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task Every_kind_of_record_can_be_written_by_its_form_and_comes_back_as_it_was()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        async Task<string> New(string of, params (string, string)[] fields) => await Register.Save(keeper, of, fields);
        static string Id(string at) => at.Split('/')[3];

        var region = await New("place", ("name.en", "Issyk-Kul region"), ("classification", "region"));
        var place = await New("place", ("name.en", "Bosteri"), ("classification", "settlement"), ("parent", Id(region)), ("latitude", "42.65"), ("longitude", "77.08"));
        var state = await New("organization", ("name.en", "Kyrgyzstan"), ("classification", "state"), ("code", "KG"), ("side.en", "the Kyrgyz side"));
        var body = await New("organization", ("name.en", "Council"), ("name.ru", "Совет"), ("classification", "council"), ("founded", "2002"), ("rotation", Id(state)), ("seat", Id(place)), ("url", "https://example.org/"));
        var post = await New("post", ("name.en", "Secretary General"), ("feminine.ru", "Генеральная секретарь"), ("organization", Id(body)), ("order", "1"), ("start", "2003-04"));
        var person = await New("person", ("name.en", "Ann Example"), ("gender", "female"), ("honorific.en", "H. E."), ("sortName.en", "Example, Ann"));
        var term = await New("membership", ("member", Id(person)), ("post", Id(post)), ("role", "acting"), ("start", "2019"), ("end", "2019-12-31"), ("onBehalfOf", Id(state)));
        var session = await New("event", ("name.en", "XIX session"), ("number", "XIX"), ("classification", "session"), ("when.from", "2019-06-19 10:00"), ("when.to", "2019-06-20"), ("timeZone", "Asia/Bishkek"), ("place", Id(place)), ("organizers", Id(body)), ("status", "moved"),
            ("participants.0.who", Id(person)), ("participants.0.capacity.en", "chair of the session"), ("participants.0.role", "chair"), ("participants.1.name.en", "delegations of the member States"), ("participants.1.onBehalfOf", Id(state)),
            ("figures.0.label.en", "issues"), ("figures.0.value", "17"), ("figures.0.bound", "exactly"), ("figures.0.speaker", Id(person)), ("figures.0.source.name", "An outlet"), ("before.0.when.from", "2019-05"), ("before.0.place", Id(region)));
        var item = await New("agenda-item", ("name.en", "The budget"), ("event", Id(session)), ("number", "4.2"), ("order", "4"), ("result.en", "Agreed"));
        var paper = await New("paper", ("name.en", "Report on the budget"), ("symbol", "CFM/2019/14"), ("classification", "report"), ("organization", Id(body)), ("event", Id(session)), ("agendaItems", Id(item)), ("date", "2019-06-01"), ("distribution", "general"), ("versions.0.lang", "ru"));
        var decision = await New("decision", ("name.en", "On the budget"), ("symbol", "19/4"), ("organization", Id(body)), ("date", "2019-06-20"), ("event", Id(session)), ("agendaItem", Id(item)), ("status", "in-force"),
            ("adoption.method", "vote"), ("adoption.for", "5"), ("adoption.against", "1"), ("subjects", "budget, planning"));
        var task = await New("task", ("name.en", "Draw up the plan"), ("setBy", Id(decision)), ("set", "2019-06-20"), ("owner", Id(post)), ("due", "2020"), ("progress.0.date", "2019-12"), ("progress.0.text.en", "Half of it is done"), ("progress.0.speaker", Id(person)));

        // The form shows what was saved: saving it again as it stands changes nothing.
        foreach (var at in new[] { region, place, state, body, post, person, term, session, item, paper, decision, task })
        {
            var before = Register.Draft(office, at)!;
            var page = await keeper.Get(at);
            Assert.Empty(page.Document.QuerySelectorAll(".against li"));
            Assert.Equal(303, (await keeper.Post(at, Register.Fields(page))).Status);
            Assert.Equal(before.Digest, Register.Draft(office, at)!.Digest);
            Assert.Equal(before.Version, Register.Draft(office, at)!.Version);
        }
        var saved = (Event)Register.Draft(office, session)!.Says;
        Assert.Equal("2019-06-19T10:00+06:00", saved.When!.From.ToString());
        Assert.Equal(("An outlet", "17"), (saved.Figures[0].Source!.Name, saved.Figures[0].Value));

        // All of it goes out in one moment: each names others that are not public either.
        var shown = await keeper.Get("/desk/register/release?id=" + Id(task));
        Assert.Equal(12, shown.Document.QuerySelectorAll("input[name=record]").Length);
        var released = await keeper.Submit(shown, "/desk/register/release", "/desk/register/release", [.. shown.Document.QuerySelectorAll("input[name=record]").Select(i => ("record", i.GetAttribute("value")!)), ("when", "now")]);
        Assert.True(released.Status == 303, released.Fault);
        await office.Followed();
        foreach (var path in new[] { "places/bosteri", "states/kyrgyzstan", "organizations/council", "posts/secretary-general", "people/ann-example", "events/xix-session", "papers/cfm-2019-14", "decisions/19-4", "tasks/draw-up-the-plan" })
            Assert.True((await office.Author.Get("/en/" + path)).Status == 200, path);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_meeting_that_is_moved_keeps_by_itself_what_it_was_planned_as()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var at = await Register.Save(keeper, "event", ("name.en", "Session"), ("when.from", "2026-12-10"));
        Assert.Equal(303, (await keeper.Submit(at, at + "/approve")).Status);
        await Register.Release(keeper, at);
        await Register.Change(keeper, at, ("when.from", "2026-12-17"), ("status", "moved"));
        await Register.Change(keeper, at, ("when.from", "2026-12-18"), ("status", "moved"));
        Assert.Equal("2026-12-10", Assert.Single(((Event)Register.Draft(office, at)!.Says).Before).When!.From.ToString());
    }

    [Fact]
    public async Task A_file_is_searched_and_uploaded_without_a_script_too()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var cast = await Cast(keeper);
        var lake = await MediaTests.Upload(office.Author, MediaTests.Photo(60, 40), "lake.jpg");
        var found = await keeper.Submit(await keeper.Get(cast.Ann), cast.Ann, cast.Ann, ("look.portrait", "lake"), ("do", "look:portrait"));
        Assert.Equal(lake.Id.ToString(), found.Document.QuerySelector("#portrait .picked input")!.GetAttribute("value"));
        var sent = await keeper.SendFile(cast.Ann, MediaTests.Photo(70, 40), "ann.jpg", ("do", "upload:portrait"), ("fields", "born"), ("born", "1960"), ("version", "0"));
        Assert.Contains("ann.jpg", sent.Document.QuerySelector("#portrait .picked")!.TextContent);
        Assert.Equal("1960", sent.Document.QuerySelector("#born")!.GetAttribute("value"));
        Assert.Contains("not empty", (await keeper.SendFile(cast.Ann, [], "ann.jpg", ("do", "upload:portrait"))).Fault);
    }

    [Fact]
    public async Task A_lost_vote_and_dates_that_do_not_fit_are_told_to_whoever_writes_and_hold_nothing_up()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        static string Id(string at) => at.Split('/')[3];
        async Task<string> Told(string at) => (await keeper.Get(at)).Document.QuerySelector(".against.said")?.TextContent ?? "";
        var council = (await Cast(keeper)).Council;
        var session = await Register.Save(keeper, "event", ("name.en", "XX session"), ("when.from", "2019-06-19"), ("organizers", Id(council)));
        var decision = await Register.Save(keeper, "decision", ("name.en", "On the budget"), ("organization", Id(council)), ("date", "2019-06-01"), ("event", Id(session)), ("adoption.method", "vote"), ("adoption.for", "2"), ("adoption.against", "5"));
        Assert.Contains("On the budget: 5 against and 2 for", await Told(decision));
        Assert.Contains("On the budget is dated 1 June 2019, before the meeting it is said to be of: XX session (19 June 2019).", await Told(decision));
        // The same is told at a meeting that is moved behind its decision.
        Assert.Contains("On the budget", await Told(session));
        await Register.Change(keeper, session, ("when.from", "2019-06-19"), ("status", "moved"), ("before.0.when.from", "2019-05-30"));
        Assert.Contains("moved from 30 May 2019", await Told(decision));
        await Register.Change(keeper, decision, ("date", "2099-01-01"), ("status", "in-force"));
        Assert.Contains("still to come", await Told(decision));
        // One symbol names one decision of a body, unless the other takes its place.
        await Register.Change(keeper, decision, ("symbol", "MC/7"), ("date", "2019-06-19"));
        await Register.Release(keeper, session, decision);
        var second = await Register.Save(keeper, "decision", ("name.en", "On the staff"), ("organization", Id(council)), ("symbol", "MC/7"));
        Assert.Contains("On the budget of the same body has the symbol MC/7 already", await Told(second));
        await Register.Change(keeper, second, ("supersedes", Id(decision)));
        Assert.DoesNotContain("MC/7", await Told(second));
        await Register.Change(keeper, decision, ("date", "2099-01-01"), ("status", "in-force"));
        var task = await Register.Save(keeper, "task", ("name.en", "Draw up the plan"), ("set", "2019-06-20"), ("due", "2019-06"));
        Assert.Equal("", await Told(task));
        await Register.Change(keeper, task, ("set", "2019-06-20"), ("due", "2019-05"));
        Assert.Contains("Draw up the plan is due May 2019, before it was set (20 June 2019).", await Told(task));
        await Register.Release(keeper, decision, task);
    }

    [Fact]
    public async Task Meetings_that_do_not_fit_their_body_their_whole_or_the_one_before_are_told_and_hold_nothing_up()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        static string Id(string at) => at.Split('/')[3];
        async Task<string> Told(string at) => (await keeper.Get(at)).Document.QuerySelector(".against.said")?.TextContent ?? "";
        var council = (await Cast(keeper)).Council;
        var old = await Register.Save(keeper, "organization", ("name.en", "Old union"), ("dissolved", "2001"));
        var session = await Register.Save(keeper, "event", ("name.en", "First session"), ("when.from", "2001-12"), ("organizers", Id(old)));
        Assert.Equal("", await Told(session));
        await Register.Change(keeper, session, ("when.from", "2002-01"));
        Assert.Contains("First session (January 2002) is said to be held by Old union, which was dissolved before it (2001).", await Told(session));
        // The same is told at the body, whose day may be the wrong one.
        Assert.Contains("First session (January 2002)", await Told(old));
        await Register.Change(keeper, session, ("when.from", "2001-12"), ("organizers", Id(council)));
        Assert.Contains("First session (December 2001) is said to be held by Council, which was founded after it (2002).", await Told(session));
        await Register.Change(keeper, session, ("status", "cancelled"));
        Assert.Equal("", await Told(session));

        var exercise = await Register.Save(keeper, "event", ("name.en", "River 2019"), ("when.from", "2019-06-19"), ("when.to", "2019-06-21"), ("timeZone", "Asia/Bishkek"));
        var opening = await Register.Save(keeper, "event", ("name.en", "Opening"), ("when.from", "2019-06-18T23:00Z"), ("parent", Id(exercise)));
        // By the clocks of the exercise it is its first morning.
        Assert.Equal("", await Told(opening));
        await Register.Change(keeper, opening, ("when.from", "2019-06-18"));
        Assert.Contains("Opening (18 June 2019) lies outside the dates of River 2019 (19–21 June 2019), which it is said to be part of.", await Told(opening));
        Assert.Contains("Opening (18 June 2019)", await Told(exercise));
        await Register.Change(keeper, opening, ("when.from", "2019-06"), ("previous", Id(exercise)));
        Assert.Equal("", await Told(opening));
        await Register.Change(keeper, opening, ("when.from", "2019-05"), ("parent", ""));
        Assert.Contains("Opening (May 2019) names River 2019 (19–21 June 2019) as the one before it, which is later.", await Told(opening));
        Assert.Contains("as the one before it", await Told(exercise));

        var decision = await Register.Save(keeper, "decision", ("name.en", "On the budget"), ("organization", Id(council)), ("date", "2019-06-20"), ("status", "superseded"));
        Assert.Contains("On the budget (20 June 2019) is said to be superseded, and no decision supersedes it.", await Told(decision));
        await Register.Release(keeper, old, session, exercise, opening, decision);
        Assert.Equal(303, (await keeper.Submit("/desk/account", "/desk/account/profile", ("name", "Анна"), ("language", "ru"))).Status);
        await Register.Change(keeper, decision, ("subjects", "budget"));
        Assert.Matches(@"On the budget \(20\sиюня\s2019\sг\.\): решение названо заменённым, но ни одно решение его не заменяет\.", await Told(decision));
        await Register.Save(keeper, "decision", ("name.ru", "О новом бюджете"), ("organization", Id(council)), ("supersedes", Id(decision)));
        Assert.Equal("", await Told(decision));
    }

    [Fact]
    public async Task A_body_that_is_to_hold_its_own_post_is_told_by_name_and_does_not_go_out()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        static string Id(string at) => at.Split('/')[3];
        var (council, post, _, _) = await Cast(keeper);
        var term = await Register.Save(keeper, "membership", ("member", Id(council)), ("post", Id(post)), ("start", "2010"), ("end", "2011"));
        Assert.Contains("Council can’t hold Head of the council, which is its own post.", (await keeper.Get(term)).Document.QuerySelector(".against")!.TextContent);
        Assert.Contains("Council can’t hold Head of the council, which is its own post.", (await Register.TryRelease(keeper, term)).Fault);
        Assert.Equal(303, (await keeper.Submit("/desk/account", "/desk/account/profile", ("name", "Анна"), ("language", "ru"))).Status);
        Assert.Contains("Council: орган не может занимать собственную должность (Head of the council).", (await Register.TryRelease(keeper, term)).Fault);
    }

    [Fact]
    public async Task Who_names_a_record_as_part_of_itself_is_told_which_record_and_in_which_field()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var council = (await Cast(keeper)).Council;
        await Register.Change(keeper, council, ("parent", council.Split('/')[3]));
        Assert.Contains("Council names itself in the field “Part of”.", (await keeper.Get(council)).Document.Body!.TextContent);
        Assert.Contains("Council names itself in the field “Part of”.", (await Register.TryRelease(keeper, council)).Fault);
        Assert.Equal(303, (await keeper.Submit("/desk/account", "/desk/account/profile", ("name", "Анна"), ("language", "ru"))).Status);
        Assert.Contains("Council: запись ссылается сама на себя в поле «Входит в».", (await Register.TryRelease(keeper, council)).Fault);
    }

    [Fact]
    public async Task A_file_that_a_paper_keeps_back_and_an_article_shows_is_told_at_the_release_of_either()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var lake = await MediaTests.Upload(office.Author, MediaTests.Photo(60, 40), "lake.jpg");
        var paper = await Register.Save(keeper, "paper", ("name.en", "Annex"), ("restrictedUntil", "2099"), ("versions.0.lang", "en"), ("versions.0.file", lake.Id.ToString()));
        Assert.Empty((await keeper.Get(paper)).Document.QuerySelectorAll(".against li"));
        var article = await office.Begin(office.Author, "At the lake", "We met.");
        await office.Write(office.Author, article, ("lead", lake.Id.ToString()), ("lead-decorative", "yes"));
        Assert.Contains("lake.jpg is also a file of Annex, which is kept back until 2099", (await office.Publisher.Get(Office.Article(article) + "/release")).Html);
        var release = await office.Publisher.Get(Office.Article(article) + "/release");
        Assert.Contains("nobody has approved it yet", release.Document.QuerySelector("tbody tr")!.TextContent);
        Assert.Equal(303, (await office.Release(article, ("when", "now"), ("override", "yes"))).Status);
        Assert.Contains("Annex keeps lake.jpg back until 2099", (await keeper.Get("/desk/register/release?id=" + paper.Split('/')[3])).Document.QuerySelector(".against")!.TextContent);
    }

    [Fact]
    public async Task What_is_refused_is_said_in_the_language_of_whoever_is_refused()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var cast = await Cast(keeper);
        Assert.Equal(303, (await keeper.Submit("/desk/account", "/desk/account/profile", ("name", "Анна"), ("language", "ru"))).Status);
        var at = await Register.Save(keeper, "person", ("name.ru", "Анна Пример"), ("born", "1970"), ("died", "1960"));
        Assert.Contains("Анна Пример: Дата смерти раньше даты рождения.", (await Register.TryRelease(keeper, at)).Fault);
        var merge = cast.Ann + "/merge";
        Assert.Contains("не могут быть одной", (await keeper.Submit(merge, merge, ("into", cast.Council.Split('/')[3]), ("sure", "yes"))).Fault);
        Assert.Contains("называют другие", (await keeper.Submit(cast.Council, cast.Council + "/withdraw", ("reason-en", "No."))).Fault);
    }

    [Fact]
    public async Task The_history_of_a_record_that_was_merged_tells_so()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var kept = await Register.Save(keeper, "person", ("name.en", "Ann Example"));
        var gone = await Register.Save(keeper, "person", ("name.en", "Anne Example"));
        foreach (var at in new[] { kept, gone }) Assert.Equal(303, (await Register.TryRelease(keeper, at)).Status);
        await office.Followed();
        Assert.Equal(303, (await keeper.Submit(gone + "/merge", gone + "/merge", ("into", kept.Split('/')[3]), ("sure", "yes"))).Status);
        await office.Followed();
        Assert.Contains("found to be the same as another record", (await keeper.Get(gone + "/history")).Html);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public void Every_rule_of_a_record_has_words_of_the_desk()
    {
        var (id, name, day) = (Guid.NewGuid(), Words.Of(("en", "A")), PartialDate.Parse("2020"));
        var early = PartialDate.Parse("2010");
        RegisterRecord[] bad =
        [
            new Person { Id = id }, new Person { Id = id, Name = name, Born = day, Died = early }, new Person { Id = id, Name = Words.Of(("en", new string('a', 600))) }, new Person { Id = id, Name = Words.Of(("en", "a\nb")) }, new Person { Id = id, Name = name, Slug = "A B" },
            new Person { Id = id, Name = name, OtherNames = [new OtherName(Words.None)] }, new Person { Id = id, Name = name, OtherNames = [new OtherName(name, null, day, early)] }, new Person { Id = id, Name = name, Identifiers = [new Identifier("a", "b"), new Identifier("a", "b")] },
            new Organization { Id = id, Name = name, Founded = day, Dissolved = early }, new Organization { Id = id, Name = name, Rotation = [Guid.Empty, Guid.Empty] }, new Organization { Id = id, Name = name, Code = "kgz" }, new Organization { Id = id, Name = name, Parent = id },
            new Post { Id = id, Name = name, Organization = Guid.Empty, Start = day, End = early }, new Membership { Id = id, Member = Guid.Empty, Start = day, End = early }, new Place { Id = id, Name = name, Latitude = "north" },
            new Event { Id = id, Name = name, When = new DateRange(day, early) }, new Event { Id = id, Name = name, Status = "x" }, new Event { Id = id, Name = name, TimeZone = "x" }, new Event { Id = id, Name = name, Participants = [new Participant(null, Words.None, Words.None)] },
            new Event { Id = id, Name = name, Figures = [new Figure(name, "x", null, Words.None, null, null, null)] }, new Event { Id = id, Name = name, Figures = [new Figure(name, "1", "x", Words.None, null, null, null)] }, new Paper { Id = id, Name = name, Versions = [new PaperFile("en", null), new PaperFile("en", null)] },
            new Decision { Id = id, Name = name, Organization = Guid.Empty, Status = "x" }, new Decision { Id = id, Name = name, Organization = Guid.Empty, Adoption = new Adoption("x") }, new Decision { Id = id, Name = name, Organization = Guid.Empty, Adoption = new Adoption("silence", 1) },
            new Decision { Id = id, Name = name, Organization = Guid.Empty, Date = day, Expires = early }, new AssignedTask { Id = id, Name = name, Set = day, Done = early }, new AssignedTask { Id = id, Name = name, Progress = [new Progress(day, Words.None)] },
        ];
        foreach (var record in bad)
        {
            var breaches = RegisterRules.Check(record);
            Assert.NotEmpty(breaches);
            Assert.All(breaches, b => Assert.True(Breaches.Say(b, Acta.Desk.DeskWords.For("ru"), record).IsOurs, b));
        }
    }

    [Fact]
    public async Task A_State_is_called_one_wherever_it_is_listed_and_the_home_begins_a_record()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var state = await Register.Save(keeper, "organization", ("name.en", "Armenia"), ("classification", "state"));
        foreach (var (path, where) in new[] { ("/desk/register", "tbody td"), (state, ".edit-state"), ("/desk/register/release?id=" + state.Split('/')[3], ".outgoing p") })
            Assert.StartsWith("State", (await keeper.Get(path)).Document.QuerySelector(where)!.TextContent.Trim());
        Assert.Contains("Status", (await keeper.Get("/desk/register")).Document.QuerySelector("thead")!.TextContent);
        var begin = (await keeper.Get("/desk/")).Document.QuerySelector(".head-row a")!;
        Assert.Equal("New record", begin.TextContent);
        Assert.True((await keeper.Get(begin.GetAttribute("href")!)).Document.QuerySelector("details.begin")!.HasAttribute("open"));
        Assert.Contains("made of the symbol", (await keeper.Get("/desk/register/new?kind=decision")).Html);
    }

    [Fact]
    public async Task A_fault_of_a_record_is_told_at_its_release_in_a_sentence()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var at = await Register.Save(keeper, "person", ("name.en", "Ann Example"), ("born", "1970"), ("died", "1960"));
        var page = await keeper.Get("/desk/register/release?id=" + at.Split('/')[3]);
        var refused = await keeper.Submit(page, "/desk/register/release", "/desk/register/release", [.. page.Document.QuerySelectorAll("input[name=record]").Select(i => ("record", i.GetAttribute("value")!)), ("when", "now")]);
        Assert.Equal(409, refused.Status);
        Assert.Contains("before", refused.Fault);
    }

    [Fact]
    public async Task A_new_record_called_like_one_on_the_site_is_told_and_the_list_tells_two_of_a_name_apart()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var body = await Register.Save(keeper, "organization", ("name.en", "Council"));
        var post = await Register.Save(keeper, "post", ("name.en", "Chair"), ("organization", body.Split('/')[3]));
        var first = await Register.Save(keeper, "person", ("name.en", "Ann Example"), ("born", "1961-04"));
        var term = await Register.Save(keeper, "membership", ("member", first.Split('/')[3]), ("post", post.Split('/')[3]), ("start", "2001"), ("end", "2003"));
        await Register.Release(keeper, body, post, first, term);
        await office.Followed();
        var second = await Register.Save(keeper, "person", ("name.en", "ann  example"), ("born", "1975"));
        var told = (await keeper.Get(second)).Document.QuerySelector(".against li")!;
        Assert.Contains("There is one called Ann Example on the site already: Person, Chair (2001 – 2003), born 1961.", told.TextContent);
        Assert.Equal(first, told.QuerySelector("a")!.GetAttribute("href"));
        // A warning: it goes out all the same, and is a record of its own from then on.
        await Register.Release(keeper, second);
        await office.Followed();
        Assert.Empty((await keeper.Get(second)).Document.QuerySelectorAll(".against li"));
        var list = (await keeper.Get("/desk/register?kind=person&q=ann")).Document.QuerySelectorAll("tbody th .hint").Select(h => h.TextContent).Order(StringComparer.Ordinal);
        Assert.Equal(["Chair (2001 – 2003), born 1961", "born 1975"], list);
        // Posts of one name are of many bodies.
        var other = await Register.Save(keeper, "post", ("name.en", "Chair"), ("organization", (await Register.Save(keeper, "organization", ("name.en", "Court"))).Split('/')[3]));
        Assert.Empty((await keeper.Get(other)).Document.QuerySelectorAll(".against li"));
    }

    [Fact]
    public async Task A_name_too_long_and_a_character_that_is_none_are_refused_by_what_they_are_and_not_kept()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var page = await keeper.Get("/desk/register/new?kind=person");
        var at = page.Document.QuerySelector("#edit")!.GetAttribute("action")!;
        var refused = await keeper.Submit(page, at, at, ("name.en", new string('a', 100_000)), ("do", "save"));
        Assert.Equal(400, refused.Status);
        Assert.Contains("100,000 characters, and at most 500 fit", refused.Html);
        refused = await keeper.Submit(page, at, at, ("name.en", "Ann\u0000Example"), ("do", "save"));
        Assert.Equal((400, "The form can’t be read"), (refused.Status, refused.Title));
        Assert.Contains("a character that is none (NUL)", refused.Html);
        refused = await keeper.Submit(page, at, at, ("name.en", "Ann\u0001Example"), ("do", "save"));
        Assert.Equal(400, refused.Status);
        Assert.Contains("a character that is none", refused.Html);
        Assert.Null(Register.Draft(office, at));
        // While one writes, the same is said in the place where it says "saved", and what was saved has a name for its heading.
        List<KeyValuePair<string, string>> typed = [.. Register.Fields(page).Where(f => f.Key != "name.en"), new("name.en", "Ann\u0000Example")];
        Assert.Contains("NUL", (await keeper.Post(at, typed, ("Accept", "application/json"))).Html);
        typed[^1] = new("name.en", "Ann Example");
        Assert.Contains("\"title\":\"Ann Example\"", (await keeper.Post(at, typed, ("Accept", "application/json"))).Html);
    }

    [Fact]
    public async Task One_leaves_on_a_day_and_another_acts_from_the_next_in_one_form_and_one_release()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var cast = await Cast(keeper);
        var bob = await Register.Save(keeper, "person", ("name.en", "Bob Example"));
        await Register.Release(keeper, bob);
        await office.Followed();

        // The post's own page has the line of time, and a way to end the term that runs.
        var post = await keeper.Get(cast.Post);
        Assert.Contains("Ann Example", post.Document.QuerySelector(".term-lines")!.TextContent);
        var over = post.Document.QuerySelector($".term-lines a[href$='/hand-over']")!.GetAttribute("href")!;
        var said = await keeper.Submit(over, over, ("end", "2019-05-03"), ("who", bob.Split('/')[3]), ("role", "acting"), ("start", ""), ("do", "save"));
        Assert.Equal(303, said.Status);
        var release = await keeper.Get(said.Location!);
        Assert.Equal(2, release.Document.QuerySelectorAll("input[name=record][checked]").Length);
        Assert.Empty(release.Document.QuerySelectorAll(".against li"));
        Assert.Equal(303, (await keeper.Submit(release, said.Location!, "/desk/register/release", [.. release.Document.QuerySelectorAll("input[name=record]").Select(i => ("record", i.GetAttribute("value")!)), ("when", "now")])).Status);
        await office.Followed();
        Assert.Contains("Ann Example", (await office.Author.Get("/en/posts/head-of-the-council?as_of=2019-05-03")).Document.QuerySelector("section[aria-labelledby=s-holder]")!.TextContent);
        Assert.Contains("Bob Example", (await office.Author.Get("/en/posts/head-of-the-council?as_of=2019-05-04")).Document.QuerySelector("section[aria-labelledby=s-holder]")!.TextContent);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task What_a_record_contradicts_is_told_before_it_goes_out_and_it_does_not_go_out()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var cast = await Cast(keeper);
        var bob = await Register.Save(keeper, "person", ("name.en", "Bob Example"), ("born", "1990"));
        var term = await Register.Save(keeper, "membership", ("member", bob.Split('/')[3]), ("post", cast.Post.Split('/')[3]), ("start", "2019-01-01"));
        var told = (await keeper.Get(term)).Document.QuerySelector(".against")!;
        Assert.Contains("At the same time", told.TextContent);
        Assert.Contains("Ann Example", told.TextContent);
        Assert.NotNull(told.QuerySelector($"a[href='{cast.Term}']"));

        var release = await keeper.Get("/desk/register/release?id=" + term.Split('/')[3]);
        var refused = await keeper.Submit(release, "x", "/desk/register/release", [.. release.Document.QuerySelectorAll("input[name=record]").Select(i => ("record", i.GetAttribute("value")!)), ("when", "now")]);
        Assert.Equal(409, refused.Status);
        Assert.Contains("Bob Example: Head of the council: At the same time: Ann Example", refused.Fault);
        Assert.Equal(DraftState.Draft, Register.Draft(office, term)!.State);

        // Somebody who acts beside the holder is told of, and may be.
        await Register.Change(keeper, term, ("role", "acting"), ("start", "2019-01-01"));
        Assert.Contains("may be so", (await keeper.Get(term)).Document.QuerySelector(".against")!.TextContent);
        await Register.Release(keeper, bob, term);
    }

    [Fact]
    public async Task Two_keepers_who_change_one_record_at_once_see_both_and_nothing_is_lost()
    {
        await using var office = await Office.Open(kind);
        var (one, two) = (await office.Hire(Roles.Keeper), await office.Hire(Roles.Keeper, "other keeper"));
        var at = await Register.Save(one, "person", ("name.en", "Ann Example"), ("born", "1960"));
        var (mine, theirs) = (await one.Get(at), await two.Get(at));
        Assert.Equal(303, (await two.Submit(theirs, at, at, ("born", "1961"), ("fields", "born"), ("do", "save"))).Status);
        var conflict = await one.Submit(mine, at, at, ("born", "1962"), ("fields", "born"), ("do", "save"));
        Assert.Equal(409, conflict.Status);
        Assert.Contains("The other keeper saved", conflict.Fault);
        Assert.Contains("1961", conflict.Document.QuerySelector("section[aria-labelledby=differs] del")!.TextContent);
        Assert.Equal("1962", conflict.Document.QuerySelector("#born")!.GetAttribute("value"));
        Assert.Equal("1961", Assert.IsType<Person>(Register.Draft(office, at)!.Says).Born.ToString());
        // Saved on top of the other, knowing it.
        Assert.Equal(303, (await one.Submit(conflict, at, at, ("born", "1962"), ("fields", "born"), ("do", "save"))).Status);
        var versions = await one.Get(at + "/versions");
        Assert.Equal(3, versions.Document.QuerySelectorAll("#of option").Length);
        Assert.Equal(303, (await one.Submit(versions, at + "/versions", at + "/versions/restore", ("number", "2"))).Status);
        Assert.Equal("1961", Assert.IsType<Person>(Register.Draft(office, at)!.Says).Born.ToString());
    }

    [Fact]
    public async Task A_record_goes_the_way_of_an_article_through_review_and_every_step_is_on_the_trail()
    {
        await using var office = await Office.Open(kind);
        var (keeper, admin) = (await office.Hire(Roles.Keeper), await office.Hire(Roles.Administrator));
        // By a rule of the desk who approves is another than who wrote.
        Assert.Equal(303, (await admin.Submit("/desk/settings", "/desk/settings", ("lateness", "15"), ("two-records", "yes"))).Status);
        var at = await Register.Save(keeper, "person", ("name.en", "Ann Example"));
        Assert.Contains("another person", (await keeper.Get(at)).Html);
        var digest = ("digest", Register.Draft(office, at)!.Digest.Hex);
        Assert.Equal(409, (await keeper.Submit(await keeper.Get(at), at, at + "/submit", digest)).Status == 303 ? (await Register.TryRelease(keeper, at)).Status : 0);
        Assert.Equal(DraftState.Review, Register.Draft(office, at)!.State);
        Assert.Contains("Ann Example", (await office.Editor.Get("/desk/")).Document.QuerySelector("section[aria-labelledby=waiting]")!.TextContent);
        Assert.Equal(303, (await office.Editor.Submit(at, at + "/ask-changes", ("comment", "Where was she born?"))).Status);
        Assert.Contains("Where was she born?", (await keeper.Get(at)).Html);
        Assert.Contains("The editor", (await keeper.Get(at)).Document.QuerySelector(".live")!.TextContent);
        Assert.Equal(303, (await Register.Change(keeper, at, ("born", "1960"))).Status);
        Assert.Equal(303, (await keeper.Submit(at, at + "/comments", ("comment", "In 1960, by her CV."))).Status);
        Assert.Contains("In 1960, by her CV.", (await office.Editor.Get(at)).Html);
        Assert.Equal(303, (await keeper.Submit(at, at + "/submit")).Status);
        Assert.Equal(303, (await office.Editor.Submit(at, at + "/approve")).Status);
        await Register.Release(keeper, at);
        await office.Followed();

        // A correction tells readers what was wrong.
        Assert.Contains("correction", (await Register.Change(keeper, at, ("born", "1961"), ("act", "correct"))).Status == 303 ? (await keeper.Submit(await keeper.Get(at), at, at + "/submit")).Fault! : "");
        await Register.Change(keeper, at, ("born", "1961"), ("act", "correct"), ("note", "She was born in 1961, not in 1960."));
        Assert.Equal(303, (await office.Editor.Submit(at, at + "/approve")).Status);
        await Register.Release(keeper, at);
        await office.Followed();
        Assert.Contains("She was born in 1961, not in 1960.", (await office.Author.Get("/en/people/ann-example")).Html);
        var history = await keeper.Get(at + "/history");
        Assert.Contains("She was born in 1961", history.Html);
        Assert.Equal(["1960", "1961"], history.Document.QuerySelectorAll(".record-changes del, .record-changes ins").Select(x => x.LastChild!.TextContent));
        foreach (var act in new[] { "asked for changes", "approved it", "released it", "began to change it" }) Assert.Contains(act, history.Document.QuerySelector(".events")!.TextContent);
        Assert.Contains("The keeper", history.Document.QuerySelector(".history")!.TextContent);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_record_is_thrown_away_taken_off_the_site_with_a_reason_and_put_back()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var gone = await Register.Save(keeper, "person", ("name.en", "Nobody"));
        Assert.Equal("/desk/register?said=discarded", (await keeper.Submit(gone, gone + "/discard")).Location);
        Assert.Equal(404, (await keeper.Get(gone)).Status);

        var cast = await Cast(keeper);
        var used = await keeper.Submit(cast.Ann, cast.Ann + "/withdraw", ("reason-en", "A mistake."));
        Assert.Equal(409, used.Status);
        Assert.Contains("names it", used.Fault);
        var bob = await Register.Save(keeper, "person", ("name.en", "Bob Example"));
        await Register.Release(keeper, bob);
        await office.Followed();
        Assert.Equal(400, (await keeper.Submit(bob, bob + "/withdraw")).Status);
        // Whoever removes a record sees the articles that link to it.
        var article = await office.Begin(office.Author, "At the lake", $"We met [Bob](acta:{bob.Split('/')[3]}).");
        Assert.Equal(303, (await office.Release(article, ("when", "now"), ("override", "yes"))).Status);
        await office.Followed();
        Assert.Contains("Articles that link to it", (await keeper.Get(bob)).Document.QuerySelector("#withdraw-en")!.Closest("details")!.TextContent);
        Assert.Contains("At the lake", (await keeper.Get(bob)).Document.QuerySelector("#withdraw-en")!.Closest("details")!.TextContent);
        Assert.Equal(303, (await keeper.Submit(bob, bob + "/withdraw", ("reason-en", "There is no such person."))).Status);
        var reader = await office.Author.Get("/en/people/bob-example");
        Assert.Equal(410, reader.Status);
        Assert.Contains("There is no such person.", reader.Html);
        Assert.Equal(303, (await keeper.Submit(bob, bob + "/restore")).Status);
        Assert.Equal(200, (await office.Author.Get("/en/people/bob-example")).Status);
    }

    [Fact]
    public async Task A_statement_and_the_new_person_it_names_go_out_in_one_commit()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var ann = await Register.Save(keeper, "person", ("name.en", "Ann Example"));
        Assert.Equal(303, (await keeper.Submit(ann, ann + "/approve")).Status);
        var at = await office.Begin(office.Author, "A new head", $"The council welcomes [Ann Example](acta:{ann.Split('/')[3]}).");
        Assert.Equal(303, (await office.Write(office.Author, at, ("records-about", ann.Split('/')[3]))).Status);
        Assert.Contains("Ann Example", (await office.Author.Get(at)).Document.QuerySelector("#records-about")!.TextContent);
        Assert.Equal(303, (await Office.Step(office.Editor, at, "approve")).Status);
        var page = await office.Publisher.Get(Office.Article(at) + "/release");
        Assert.NotNull(page.Document.QuerySelector("input[name=record][checked]"));
        // A record that was changed since stops all of it.
        var chosen = page.Document.QuerySelectorAll("input[name=version], input[name=record]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)).ToList();
        await Register.Change(keeper, ann, ("born", "1960"));
        Assert.Equal(409, (await office.Publisher.Submit(page, "x", Office.Article(at) + "/release", [.. chosen, ("when", "now")])).Status);
        Assert.Equal(DraftState.Approved, office.Draft(at)!.State);
        Assert.Equal(303, (await keeper.Submit(ann, ann + "/approve")).Status);

        // Scheduled together, they come together.
        page = await office.Publisher.Get(Office.Article(at) + "/release");
        chosen = page.Document.QuerySelectorAll("input[name=version], input[name=record]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)).ToList();
        var due = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(office.Site.Time.GetUtcNow().AddHours(1), "Asia/Bishkek").ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(303, (await office.Publisher.Submit(page, "x", Office.Article(at) + "/release", [.. chosen, ("when", "later"), ("due", due)])).Status);
        Assert.Equal(DraftState.Scheduled, Register.Draft(office, ann)!.State);
        Assert.Contains("Ann Example", (await keeper.Get("/desk/")).Document.QuerySelector("section[aria-labelledby=out]")!.TextContent);
        office.Site.Time.Pass(TimeSpan.FromHours(1));
        office.Releasing.Tick();
        for (var i = 0; i < 300 && Register.Draft(office, ann)!.State != DraftState.Published; i++) await Task.Delay(10);
        await office.Followed();
        var read = await office.Author.Get(await office.PublicAddress(at));
        Assert.NotNull(read.Document.QuerySelector("article a[href='/en/people/ann-example'], main a[href='/en/people/ann-example']"));
        Assert.Contains("A new head", (await office.Author.Get("/en/people/ann-example")).Html);
        using var r = office.Site.Serving.Store.Read();
        // The entries of one commit have one time.
        Assert.Equal((2L, 1L), r.First("SELECT COUNT(*), COUNT(DISTINCT time) FROM audit WHERE act = 'publish' AND resource IN (@person, @article)", row => (row.GetInt64(0), row.GetInt64(1)), ("@person", ann.Split('/')[3]), ("@article", Office.Id(at).ToString())));
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_record_is_found_by_any_of_its_names_in_any_script_also_before_it_is_public()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var cast = await Cast(keeper);
        await Register.Save(keeper, "person", ("name.en", "Zoë Żółć"), ("name.ru", "Зоя Жёлтая"), ("otherNames.0.name.en", "Zoe Smith"), ("otherNames.0.note", "former"));
        foreach (var text in new[] { "zoe", "ZOLC", "желт", "smith zoe", "Зоя" })
            Assert.Contains("Zo\\u00EB", (await keeper.Get("/desk/register/find?kind=person&q=" + Uri.EscapeDataString(text), ("Accept", "application/json"))).Html);
        var ann = (await keeper.Get("/desk/register/find?q=ann", ("Accept", "application/json"))).Html;
        Assert.Contains("Head of the council", ann);
        Assert.DoesNotContain("Ann Example", (await keeper.Get("/desk/register/find?kind=place&q=ann", ("Accept", "application/json"))).Html);
        // Without a script the form itself looks, and keeps what was typed.
        var page = await keeper.Get("/desk/register/new?kind=membership");
        var at = page.Document.QuerySelector("#edit")!.GetAttribute("action")!;
        var found = await keeper.Submit(page, at, at, ("start", "2020-01"), ("look.member", "zol"), ("do", "look:member"));
        Assert.Equal("2020-01", found.Document.QuerySelector("#start")!.GetAttribute("value"));
        Assert.Contains("Zoë", found.Document.QuerySelector("#member input[type=radio]")!.ParentElement!.TextContent);
        Assert.Null(Register.Draft(office, at));
        Assert.Contains("acta:" + cast.Ann.Split('/')[3], (await office.Author.Get("/desk/register/find?q=ann")).Html);
    }

    [Fact]
    public async Task The_page_is_previewed_as_it_would_be_on_any_day_and_nobody_else_sees_it()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var cast = await Cast(keeper);
        await Register.Change(keeper, cast.Term, ("end", "2019-12-31"));
        var preview = cast.Term + "/preview/en";
        Assert.Contains("Ann Example", (await keeper.Get(preview + "?as_of=2019-06-01")).Document.QuerySelector("section[aria-labelledby=s-holder]")!.TextContent);
        var after = await keeper.Get(preview + "?as_of=2020-06-01");
        Assert.DoesNotContain("Ann Example", after.Document.QuerySelector("section[aria-labelledby=s-holder]")!.TextContent);
        Assert.Equal(preview, after.Document.QuerySelector("form.as-of")!.GetAttribute("action"));
        Assert.Contains("PREVIEW", after.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("noindex", after.Document.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Contains("Ann Example", (await office.Author.Get("/en/posts/head-of-the-council?as_of=2020-06-01")).Document.QuerySelector("section[aria-labelledby=s-holder]")!.TextContent);
        // One that was never public too.
        var bob = await Register.Save(keeper, "person", ("name.en", "Bob Example"));
        Assert.Equal("Bob Example", (await keeper.Get(bob + "/preview/en")).Title);
        using var stranger = office.Site.Visit();
        Assert.Equal(302, (await stranger.Get(bob + "/preview/en")).Status);
    }

    [Fact]
    public async Task Terms_that_end_soon_stand_on_the_home_of_the_desk_with_who_is_next()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var soon = DateOnly.FromDateTime(office.Site.Time.GetUtcNow().UtcDateTime).AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        static string Id(string at) => at.Split('/')[3];
        var (a, b) = (await Register.Save(keeper, "organization", ("name.en", "Armenia"), ("classification", "state")), await Register.Save(keeper, "organization", ("name.en", "Belarus"), ("classification", "state")));
        var body = await Register.Save(keeper, "organization", ("name.en", "Council"), ("rotation", Id(a)), ("rotation", Id(b)));
        var chair = await Register.Save(keeper, "membership", ("member", Id(a)), ("organization", Id(body)), ("role", "chair"), ("start", "2020-01-01"), ("end", soon));
        await Register.Release(keeper, a, b, body, chair);
        await office.Followed();
        var panel = (await keeper.Get("/desk/")).Document.QuerySelector("section[aria-labelledby=ending]")!;
        foreach (var words in new[] { "Armenia", "Council", "chair", "next: Belarus" }) Assert.Contains(words, panel.TextContent);
        var over = await keeper.Get(panel.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("Belarus", over.Document.QuerySelector("#who")!.TextContent);
        Assert.NotNull((await office.Author.Get("/desk/")).Document.QuerySelector("section[aria-labelledby=ending] a"));
    }

    [Fact]
    public async Task What_was_in_the_making_of_a_record_goes_with_it_when_it_is_deleted_on_legal_grounds()
    {
        await using var office = await Office.Open(kind);
        var keeper = await office.Hire(Roles.Keeper);
        var bob = await Register.Save(keeper, "person", ("name.en", "Bob Example"));
        await Register.Release(keeper, bob);
        await Register.Change(keeper, bob, ("born", "1960"));
        var id = Guid.Parse(bob.Split('/')[3]);
        Assert.IsType<PublishOutcome.Published>(office.Site.Serving.Publisher.Publish([new Proposal { Act = Act.Erase, Resource = id, Kind = "person", Document = new Acta.Record.Site.Erasure { Ground = Words.Of(("en", "By request.")) } }], "test"));
        using var r = office.Site.Serving.Store.Read();
        Assert.Equal(0, r.Scalar<long>("SELECT (SELECT COUNT(*) FROM record_drafts) + (SELECT COUNT(*) FROM record_draft_versions)"));
    }

    internal static async Task<(string Council, string Post, string Ann, string Term)> Cast(Visitor keeper)
    {
        static string Id(string at) => at.Split('/')[3];
        var council = await Register.Save(keeper, "organization", ("name.en", "Council"), ("founded", "2002"));
        var post = await Register.Save(keeper, "post", ("name.en", "Head of the council"), ("organization", Id(council)));
        var ann = await Register.Save(keeper, "person", ("name.en", "Ann Example"));
        var term = await Register.Save(keeper, "membership", ("member", Id(ann)), ("post", Id(post)), ("start", "2018"));
        await Register.Release(keeper, council, post, ann, term);
        return (council, post, ann, term);
    }
}

/// <summary>The forms of the register, as a keeper fills them in.</summary>
internal static class Register
{
    /// <summary>A new record; its address at the desk.</summary>
    public static async Task<string> Save(Visitor who, string kind, params (string Name, string Value)[] fields)
    {
        var page = await who.Get("/desk/register/new?kind=" + kind);
        Assert.Equal(200, page.Status);
        var at = page.Document.QuerySelector("#edit")!.GetAttribute("action")!;
        var saved = await who.Submit(page, at, at, [.. fields, ("do", "save")]);
        Assert.True(saved.Status == 303, $"{kind}: {saved.Fault} {string.Join(" | ", saved.Document.QuerySelectorAll(".wrong").Select(x => x.ParentElement!.TextContent.Trim()))}");
        return at;
    }

    /// <summary>Changes some members of a record, and leaves the others as they are.</summary>
    public static async Task<Page> Change(Visitor who, string at, params (string Name, string Value)[] fields)
    {
        var page = await who.Get(at);
        Assert.Equal(200, page.Status);
        return await who.Submit(page, at, at, [.. fields, ("fields", string.Join(' ', fields.Select(f => f.Name.Split('.')[0]).Distinct())), ("do", "save")]);
    }

    /// <summary>Releases records now, by the page for it.</summary>
    public static async Task<Page> Release(Visitor who, params string[] at)
    {
        var address = "/desk/register/release?" + string.Join('&', at.Select(a => "id=" + a.Split('/')[3]));
        var page = await who.Get(address);
        var answer = await who.Submit(page, address, "/desk/register/release", [.. page.Document.QuerySelectorAll("input[name=record][checked]").Select(i => ("record", i.GetAttribute("value")!)), ("when", "now")]);
        Assert.True(answer.Status == 303, answer.Fault);
        return answer;
    }

    /// <summary>Tries to release what is ticked on the page.</summary>
    public static async Task<Page> TryRelease(Visitor who, string at)
    {
        var page = await who.Get("/desk/register/release?id=" + at.Split('/')[3]);
        return await who.Submit(page, at, "/desk/register/release", [.. page.Document.QuerySelectorAll("input[name=record]").Select(i => ("record", i.GetAttribute("value")!)), ("when", "now")]);
    }

    public static RecordDraft? Draft(Office office, string at)
    {
        using var r = office.Site.Serving.Store.Read();
        return RecordDrafts.Find(r, Guid.Parse(at.Split('/')[3]));
    }

    /// <summary>What a browser would send of the form as it stands.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(Page page)
    {
        foreach (var field in page.Document.QuerySelectorAll("#edit input[name], #edit select[name], #edit textarea[name]"))
        {
            var name = field.GetAttribute("name")!;
            if (field is AngleSharp.Html.Dom.IHtmlSelectElement select) yield return new(name, select.Value ?? "");
            else if (field is AngleSharp.Html.Dom.IHtmlTextAreaElement area) yield return new(name, area.Value);
            else if (field is AngleSharp.Html.Dom.IHtmlInputElement input && (input.Type is not ("checkbox" or "radio") || input.IsChecked)) yield return new(name, input.Value);
        }
        yield return new("do", "save");
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Publication;
using Acta.Tests.Reader;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CsvHelper;

namespace Acta.Tests.Register;

/// <summary>The registers of decisions and papers, and lists asked by a name: what a journalist who half remembers something does.</summary>
public sealed class RegisterListsTests : IAsyncLifetime
{
    private LiveSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar"] });
        Assert.Null(_site.Publish([.. PublicRegister.All.Select(r => Cast.New(r) with { OnClash = ClashRule.Number })]));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("", "4 decisions", "=HYPERLINK(\"https://evil.example\",\"On staff\")|New rules of procedure|On the budget|Rules of procedure")]
    [InlineData("?body=council-of-ministers", "3 decisions found", "New rules of procedure|On the budget|Rules of procedure")]
    [InlineData("?body=council-of-ministers&year=2019", "2 decisions found", "On the budget|Rules of procedure")]
    [InlineData("?body=council-of-ministers&year=2019&status=superseded", "1 decision found", "Rules of procedure")]
    [InlineData("?body=council-of-ministers&year=2019&status=in-force&subject=staff", "1 decision found", "On the budget")]
    [InlineData("?subject=procedure", "2 decisions found", "New rules of procedure|Rules of procedure")]
    [InlineData("?q=rules%20proc", "2 decisions found", "New rules of procedure|Rules of procedure")]
    [InlineData("?q=cm/2024", "1 decision found", "New rules of procedure")]
    [InlineData("?q=%D0%B1%D1%8E%D0%B4%D0%B6%D0%B5%D1%82%D0%B5", "1 decision found", "On the budget")]
    [InlineData("?year=1999", "0 decisions found", "")]
    public async Task I_find_decisions_by_what_I_know_and_page_table_and_data_agree(string query, string count, string titles)
    {
        var page = await Page("/en/decisions/" + query);
        string[] expected = [.. titles.Split('|', StringSplitOptions.RemoveEmptyEntries)];
        Assert.StartsWith(count, page.QuerySelector(".found-count")!.TextContent.Trim());
        Assert.Equal(expected, page.QuerySelectorAll(".found .record-name").Select(n => n.TextContent));
        var files = page.QuerySelectorAll(".found-files a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(expected, (await Table(files[0])).Select(r => r["title"].TrimStart('\'')));
        if (query is not "?q=%D0%B1%D1%8E%D0%B4%D0%B6%D0%B5%D1%82%D0%B5") Assert.Equal(expected, JsonNode.Parse(await _site.Text(files[1] + "&limit=100"))!["items"]!.AsArray().Select(i => (string?)i!["title"]));
        // The address is the one to share; what is filtered is not what engines are to keep.
        Assert.Equal(query.Length > 0, page.QuerySelector("meta[name=robots]") is not null);
        Assert.Equal($"{LiveSite.Base}/en/decisions/", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("decisions", "body=nobody", "no body at “nobody”")]
    [InlineData("decisions", "year=abc", "“abc” is not a year")]
    [InlineData("decisions", "status=xyz", "status “xyz”")]
    [InlineData("decisions", "subject=nonsense&as_of=2024-12-31", "subject “nonsense”")]
    [InlineData("papers", "meeting=nonsense", "no meeting at “nonsense”")]
    [InlineData("papers", "language=%3F", "“?” is not the code of a language")]
    [InlineData("papers", "language=xx", "“xx” is not the code of a language")]
    [InlineData("events", "kind=zz", "no events of the kind “zz”")]
    [InlineData("tasks", "status=zz", "open or done, not “zz”")]
    [InlineData("events", "body=nonsense", "no body at “nonsense”")]
    [InlineData("events", "year=20255", "“20255” is not a year")]
    public async Task What_a_list_can_not_be_asked_by_is_said_and_the_whole_list_is_a_step_away(string list, string query, string said)
    {
        var (status, _, body, _) = await _site.Get($"/en/{list}/?{query}");
        var page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body));
        Assert.Equal(404, status);
        Assert.Contains(said, page.QuerySelector(".message-text")!.TextContent);
        Assert.Equal($"/en/{list}/" + (query.Contains("as_of", StringComparison.Ordinal) ? "?as_of=2024-12-31" : ""), page.QuerySelector(".message .links a")!.GetAttribute("href"));
        if (list is "decisions" or "papers") Assert.Equal(404, (await _site.Get($"/en/{list}.csv?{query}")).Status);
    }

    [Fact]
    public async Task What_is_chosen_and_not_offered_stands_there_by_its_name()
    {
        // No paper is the Union's and no decision of 2020; a subject is found as it was written, too.
        Assert.Equal("River Union", Chosen(await Page("/en/papers/?body=river-union"), "body"));
        Assert.Equal("2020", Chosen(await Page("/en/decisions/?year=2020"), "year"));
        Assert.Equal("Public money", Chosen(await Page("/en/decisions/?subject=Public%20money"), "subject"));
        Assert.Equal("expired", Chosen(await Page("/en/decisions/?status=expired"), "status"));
        Assert.Equal("French", Chosen(await Page("/en/papers/?language=fr"), "language"));
        Assert.Equal("Lowland", (await Page("/en/calendar/list/?place=lowland")).QuerySelector("select[name=place] option[selected]")!.TextContent);

        static string Chosen(IHtmlDocument page, string name) => page.QuerySelectorAll($"#f-{name} option[selected]").Single().TextContent;
    }

    [Fact]
    public async Task The_form_offers_what_there_is_and_remembers_what_was_asked()
    {
        var page = await Page("/ru/decisions/?body=council-of-ministers&status=superseded");
        Assert.Equal(["все", "Речной союз", "Совет министров"], page.QuerySelectorAll("#f-body option").Select(o => o.TextContent));
        Assert.Equal(["все", "2024", "2019"], page.QuerySelectorAll("#f-year option").Select(o => o.TextContent));
        Assert.Equal(["Совет министров", "заменено"], page.QuerySelectorAll("option[selected]").Select(o => o.TextContent));
        Assert.All(page.QuerySelectorAll(".filter :is(input, select)"), f => Assert.NotNull(page.QuerySelector($"label[for={f.Id}]")));
        Assert.StartsWith("Найдено 1 решение", page.QuerySelector(".found-count")!.TextContent);
        Assert.Contains("принято консенсусом", page.QuerySelector(".found .record-details")!.TextContent);
        // The empty fields of a form are not part of the address.
        var (status, _, _, location) = await _site.Get("/en/decisions/?q=&body=council-of-ministers&year=&status=&subject=staff");
        Assert.Equal((302, "/en/decisions/?body=council-of-ministers&subject=staff"), (status, location));
    }

    [Fact]
    public async Task Meetings_are_listed_by_their_kind_and_tasks_by_whether_they_are_done()
    {
        Assert.Null(_site.Publish([.. new RegisterRecord[]
        {
            new Event { Id = Guid.NewGuid(), Name = Words.Of(("en", "Reception at the lake")), Classification = "reception" },
            new AssignedTask { Id = Guid.NewGuid(), Name = Words.Of(("en", "Survey the river")), Set = PartialDate.Parse("2020") },
            new AssignedTask { Id = Guid.NewGuid(), Name = Words.Of(("en", "Write the report")), Set = PartialDate.Parse("2020"), Done = PartialDate.Parse("2021-03") },
        }.Select(Cast.New)]));
        foreach (var (path, found) in new[] { ("events/?kind=reception", "Reception at the lake"), ("tasks/?status=open", "Survey the river"), ("tasks/?status=done", "Write the report"), ("tasks/?as_of=2021-01-01&status=done", "") })
            Assert.Equal(found, string.Join('|', (await Page("/en/" + path)).QuerySelectorAll(".record-lines .record-name").Select(n => n.TextContent.Trim())));
        Assert.Equal(["all", "Meeting", "Reception"], (await Page("/en/events/")).QuerySelectorAll("#f-kind option").Select(o => o.TextContent));
    }

    [Fact]
    public async Task Two_people_of_one_name_are_told_apart_by_when_they_were_born_or_what_they_were()
    {
        Person Bob(string? born) => new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Bob Sample"), ("ru", "Боб Образцов")), Born = born is null ? null : PartialDate.Parse(born) };
        Assert.Null(_site.Publish([.. new[] { Bob("1950-03"), Bob(null) }.Select(b => Cast.New(b) with { OnClash = ClashRule.Number })]));
        foreach (var path in new[] { "/en/people/", "/en/people/?q=bob" })
            Assert.Equal(["", "Secretary General former", "born in 1950"], (await Page(path)).QuerySelectorAll(".record-lines li").Where(l => l.QuerySelector(".record-name")!.TextContent.Trim() == "Bob Sample").Select(l => $"{l.QuerySelector(".record-details")?.TextContent} {l.QuerySelector(".flag")?.TextContent}".Trim()).Order(StringComparer.Ordinal));
        Assert.Contains("1950 года рождения", (await Page("/ru/people/")).Body!.TextContent);
        // Nobody else's birth is told in the list.
        Assert.DoesNotContain("born", (await Page("/en/people/?q=ann")).QuerySelector(".record-lines")!.TextContent);
    }

    [Fact]
    public async Task That_only_the_month_is_known_is_explained_where_it_is_said()
    {
        var page = await Page("/en/posts/secretary-general?as_of=2018-12-01");
        Assert.Null(page.QuerySelector("section[aria-labelledby=s-holder] .record-note"));
        Assert.Null(_site.Publish(Cast.New(new Membership { Id = Guid.NewGuid(), Member = PublicRegister.Bob.Id, Post = PublicRegister.Head.Id, Role = "acting", Start = PartialDate.Parse("2018-12"), End = PartialDate.Parse("2018-12") })));
        foreach (var path in new[] { "/en/posts/secretary-general?as_of=2018-12-15", "/en/posts/?as_of=2018-12-15", "/en/organizations/secretariat?as_of=2018-12-15" })
        {
            page = await Page(path);
            Assert.Contains("known by month only", page.QuerySelectorAll(".flag").Select(f => f.TextContent));
            Assert.StartsWith("Known by month or year only: on which day", page.QuerySelector(".record-note")!.TextContent);
        }
    }

    [Fact]
    public async Task Bodies_that_are_part_of_none_stand_by_precedence_then_as_the_language_sorts_them()
    {
        Organization Body(string en, string ru, int? order = null) => new() { Id = Guid.NewGuid(), Name = Words.Of(("en", en), ("ru", ru)), Order = order };
        Assert.Null(_site.Publish([.. new[] { Body("Élite forum", "Ёлочный форум"), Body("Zonal court", "Суд", 1), Body("Alliance", "Союз дальний"), Body("Eastern fund", "Ивовый фонд") }.Select(Cast.New)]));
        Assert.Equal(["Zonal court", "Alliance", "Eastern fund", "Élite forum", "River Union"], await Roots("en"));
        Assert.Equal(["Суд", "Ёлочный форум", "Ивовый фонд", "Речной союз", "Союз дальний"], await Roots("ru"));

        async Task<IEnumerable<string>> Roots(string language) => (await Page($"/{language}/organizations/")).QuerySelectorAll(".record-lines li:not([data-level='1'], [data-level='2']) .record-name").Select(n => n.TextContent.Trim());
    }

    [Fact]
    public async Task The_first_page_and_the_foot_of_every_page_lead_to_the_register_once_it_has_something()
    {
        await using var site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar"] });
        Assert.Null(site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Water levels rise", "They rose.")));
        Assert.Equal([[], []], await Led());
        var person = PublicRegister.Ann;
        Assert.Null(site.Publish(Cast.New(person)));
        Assert.Equal([["/en/people/"], ["/en/people/"]], await Led());
        Assert.Null(site.Publish([.. new RegisterRecord[] { PublicRegister.Union with { Rotation = [] }, PublicRegister.UplandState, new Event { Id = Guid.NewGuid(), Name = Words.Of(("en", "Session")) } }.Select(Cast.New)]));
        Assert.Equal([["/en/organizations/", "/en/calendar/"], ["/en/people/", "/en/organizations/", "/en/states/", "/en/events/", "/en/calendar/"]], await Led());
        Assert.Null(site.Publish(new Proposal { Act = Act.Withdraw, Resource = person.Id, Kind = "person", Document = new Record.Site.Notice { Reason = Words.None } }));
        Assert.DoesNotContain("/en/people/", (await Led())[1]);
        Assert.Equal("/ar/calendar/", Parsed(await site.Text("/ar/pages/none")).QuerySelectorAll(".foot-part li a").Select(a => a.GetAttribute("href")).First(h => h!.Contains("calendar", StringComparison.Ordinal)));

        async Task<string[][]> Led()
        {
            var page = Parsed(await site.Text("/en/"));
            return [[.. page.QuerySelectorAll(".foot-part li a").Select(a => a.GetAttribute("href")!).Where(h => !h.EndsWith("/news/", StringComparison.Ordinal) && !h.EndsWith("/changes/", StringComparison.Ordinal) && h.EndsWith('/'))], [.. page.QuerySelectorAll("section[aria-labelledby=register] a").Select(a => a.GetAttribute("href")!)]];
        }

        static IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);
    }

    [Fact]
    public async Task A_meeting_is_found_by_its_number_in_either_numerals()
    {
        Assert.Null(_site.Publish(Cast.New(new Event { Id = Guid.NewGuid(), Name = Words.Of(("en", "Autumn round")), Number = "XIX" }), Cast.New(new Event { Id = Guid.NewGuid(), Name = Words.Of(("en", "Spring round")), Number = "57" })));
        foreach (var (asked, found) in new[] { ("19", "Autumn round"), ("xix", "Autumn round"), ("57", "Spring round"), ("lvii", "Spring round") })
            Assert.Equal([found], (await Page("/en/events/?q=" + Uri.EscapeDataString(asked))).QuerySelectorAll(".record-name").Select(n => n.TextContent.Trim()));
    }

    [Fact]
    public async Task A_decision_is_superseded_by_the_one_that_says_so_whatever_it_states_itself()
    {
        var old = new Decision { Id = Guid.NewGuid(), Name = Words.Of(("en", "Old rules")), Symbol = "S/1", Organization = PublicRegister.Council.Id, Date = PartialDate.Parse("2019") };
        Assert.Null(_site.Publish(Cast.New(old)));
        var before = await Superseded();
        Assert.DoesNotContain("Old rules", before);
        Assert.Null(_site.Publish(Cast.New(old with { Id = Guid.NewGuid(), Name = Words.Of(("en", "New rules")), Symbol = "S/2", Date = PartialDate.Parse("2020"), Supersedes = [old.Id] })));
        var after = await Superseded();
        Assert.Equal(before.Append("Old rules").Order(), after.Order());
        Assert.StartsWith($"{after.Length} decision", (await Page("/en/decisions/?status=superseded")).QuerySelector(".found-count")!.TextContent);
        Assert.DoesNotContain("Old rules", (await Page("/en/decisions/?status=in-force")).QuerySelectorAll(".found .record-name").Select(n => n.TextContent));

        async Task<string[]> Superseded() => [.. (await Page("/en/decisions/?status=superseded")).QuerySelectorAll(".found .record-name").Select(n => n.TextContent)];
    }

    [Fact]
    public async Task A_long_list_is_paged_and_its_count_follows_every_change()
    {
        var many = Enumerable.Range(0, 120).Select(i => new Decision { Id = Guid.NewGuid(), Name = Record.Words.Of(("en", $"Decision {i:000}")), Symbol = $"U/{i:000}", Organization = PublicRegister.Union.Id, Date = Record.PartialDate.Parse($"20{3 + (i % 20):00}-01-01") }).ToList();
        Assert.Null(_site.Publish([.. many.Select(Cast.New)]));
        var page = await Page("/en/decisions/?body=river-union");
        Assert.StartsWith("121 decisions found", page.QuerySelector(".found-count")!.TextContent);
        Assert.Equal(50, page.QuerySelectorAll(".found > li").Length);
        Assert.Equal(["/en/decisions/?body=river-union", "/en/decisions/page/2/?body=river-union", "/en/decisions/page/3/?body=river-union"], page.QuerySelectorAll(".pager a").Select(a => a.GetAttribute("href")));
        Assert.Equal(21, (await Page("/en/decisions/page/3/?body=river-union")).QuerySelectorAll(".found > li").Length);
        Assert.Equal(301, (await _site.Get("/en/decisions/page/9/?body=river-union")).Status);

        Assert.Null(_site.Publish(Cast.Change(many[0] with { Slug = "u-000", Organization = PublicRegister.Council.Id, Status = "expired" })));
        Assert.StartsWith("120 decisions found", (await Page("/en/decisions/?body=river-union")).QuerySelector(".found-count")!.TextContent);
        Assert.StartsWith("1 decision found", (await Page("/en/decisions/?status=expired")).QuerySelector(".found-count")!.TextContent);
        Assert.Null(_site.Publish(Publication.EmptySite.Notice(Record.Act.Withdraw, many[0].Id) with { Kind = "decision" }));
        Assert.StartsWith("123 decisions", (await Page("/en/decisions/")).QuerySelector(".found-count")!.TextContent);
        Assert.DoesNotContain("expired", (await Page("/en/decisions/")).QuerySelectorAll("#f-status option").Select(o => o.GetAttribute("value")));
    }

    [Fact]
    public async Task The_table_opens_in_a_spreadsheet_in_every_script_and_runs_no_formula()
    {
        var (status, type, body, _) = await _site.Get("/ru/decisions.csv?year=2024");
        Assert.Equal((200, "text/csv; charset=utf-8"), (status, type));
        Assert.Equal([0xEF, 0xBB, 0xBF], body[..3]);
        var text = Encoding.UTF8.GetString(body);
        Assert.Contains("Новые правила процедуры", text);
        Assert.Contains("'=HYPERLINK", text);
        Assert.Contains("'+7", text);
        var row = (await Table("/en/decisions.csv?year=2019&subject=staff")).Single();
        Assert.Equal(("CM/2019/1", "Council of Ministers", "2019-12-25", "vote", "5", "1", "0", "First session", "Public money; Staff"),
            (row["symbol"], row["body"], row["date"], row["adoption"], row["votes_for"], row["votes_against"], row["votes_abstaining"], row["meeting"], row["subjects"]));
        Assert.Equal($"{LiveSite.Base}/en/decisions/cm-2019-1", row["url"]);
        using var answer = await _site.Http.GetAsync(_site.Url + "/en/papers.csv");
        Assert.Equal("papers-en.csv", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal(404, (await _site.Get("/xx/decisions.csv")).Status);
    }

    [Fact]
    public async Task I_can_cite_a_decision_in_my_language_and_in_my_reference_manager()
    {
        var page = await Page("/en/decisions/cm-2019-1");
        var entry = Number(page);
        Assert.Equal($"Council of Ministers, CM/2019/1, “On the budget”, 25 December 2019. {World.World.Settings().Name.For("en")!.Value.Text}. {LiveSite.Base}/en/decisions/cm-2019-1 (record number {entry}).", page.QuerySelector(".cite-text")!.TextContent);
        Assert.Contains("Совет министров, CM/2019/1, «О бюджете», 25 декабря 2019", (await Page("/ru/decisions/cm-2019-1")).QuerySelector(".cite-text")!.TextContent);
        var ris = Encoding.UTF8.GetString((await _site.Get("/en/decisions/cm-2019-1/cite.ris")).Body).Split("\r\n");
        Assert.Equal(("TY  - GOVDOC", "TI  - On the budget", "AU  - Council of Ministers", "ER  - "), (ris[0], ris[1], ris[2], ris[^2]));
        Assert.Contains("DA  - 2024/03//", Encoding.UTF8.GetString((await _site.Get("/en/decisions/cm-2024-7/cite.ris")).Body));
        var csl = JsonNode.Parse(await _site.Text("/ru/decisions/cm-2024-7/cite.json"))![0]!;
        Assert.Equal(("document", "Новые правила процедуры", "[[2024,3]]", "Совет министров"), ((string?)csl["type"], (string?)csl["title"], csl["issued"]!["date-parts"]!.ToJsonString(), (string?)csl["author"]![0]!["literal"]));
        Assert.Equal(404, (await _site.Get("/en/decisions/nothing/cite.ris")).Status);

        static string Number(IHtmlDocument page) => page.QuerySelector(".record-changed")!.TextContent.Split("record number ")[1].TrimEnd('.', ' ', '\n');
    }

    [Theory]
    [InlineData("", "Agenda|Draft budget")]
    [InlineData("?symbol=cm/2019/inf", "Draft budget")]
    [InlineData("?symbol=CM%20/%202019", "Agenda|Draft budget")]
    [InlineData("?symbol=2019", "")]
    [InlineData("?meeting=first-session&body=council-of-ministers&year=2019", "Agenda|Draft budget")]
    [InlineData("?language=ru", "")]
    public async Task I_find_papers_and_what_is_missing_in_a_language_is_said(string query, string titles)
    {
        var page = await Page("/en/papers/" + query);
        Assert.Equal(titles.Split('|', StringSplitOptions.RemoveEmptyEntries), page.QuerySelectorAll(".found .record-name").Select(n => n.TextContent));
        foreach (var paper in page.QuerySelectorAll(".found > li"))
            Assert.Equal(["English: missing in this language", "Русский: missing in this language", "العربية: missing in this language"], paper.QuerySelectorAll(".matrix li").Select(l => l.TextContent.Trim()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/en/people/?q=muller", "Ann Example", "former name|Ann Müller")]
    [InlineData("/en/people/?q=%D0%BE%D0%B1%D1%80%D0%B0%D0%B7", "Bob Sample", "Боб Образцов")]
    [InlineData("/ru/people/?q=ann%20ex", "Анна Пример", "Ann Example")]
    [InlineData("/ar/places/?q=%D1%84%D1%80%D1%83%D0%BD", "ضفة النهر", "Фрунзе")]
    [InlineData("/en/organizations/?q=%D8%A7%D9%84%D9%88%D8%B2%D8%B1%D8%A7%D8%A1", "Council of Ministers", "مجلس الوزراء")]
    [InlineData("/en/organizations/?q=upland", "", "")]
    [InlineData("/en/states/?q=upland", "Upland", "")]
    [InlineData("/en/events/?q=session&year=2019", "First session", "")]
    [InlineData("/en/posts/?q=general", "Secretary General", "")]
    public async Task Any_name_it_ever_had_in_any_script_finds_a_record(string path, string name, string found)
    {
        var page = await Page(path);
        Assert.Equal(name.Split('|', StringSplitOptions.RemoveEmptyEntries), page.QuerySelectorAll(".record-lines .record-name").Select(n => n.TextContent));
        foreach (var part in found.Split('|', StringSplitOptions.RemoveEmptyEntries)) Assert.Contains(part, page.QuerySelector(".record-lines .record-details")!.TextContent);
        Assert.NotNull(page.QuerySelector("input[type=search]"));
    }

    [Fact]
    public async Task Names_stand_in_the_order_of_the_readers_own_alphabet()
    {
        Assert.Null(_site.Publish([.. new[] { "Ёлкин", "Жуков", "Елагин", "Ежов" }.Select(n => Cast.New(new Person { Id = Guid.NewGuid(), Name = Record.Words.Of(("ru", n)) }))]));
        Assert.Equal(["Анна Пример", "Боб Образцов", "Джем Мустер", "Ежов", "Елагин", "Ёлкин", "Жуков"], (await Page("/ru/people/")).QuerySelectorAll(".record-name").Select(n => n.TextContent));
    }

    private async Task<IHtmlDocument> Page(string path)
    {
        var (status, _, body, _) = await _site.Get(path);
        Assert.Equal((path, 200), (path, status));
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body));
    }

    private async Task<List<Dictionary<string, string>>> Table(string path)
    {
        using var reader = new StringReader(Encoding.UTF8.GetString((await _site.Get(path)).Body).TrimStart('\uFEFF'));
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        Assert.True(await csv.ReadAsync() && csv.ReadHeader());
        List<Dictionary<string, string>> rows = [];
        while (await csv.ReadAsync()) rows.Add(csv.HeaderRecord!.ToDictionary(h => h, h => csv.GetField(h)!));
        return rows;
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Reader;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Register;

/// <summary>A day that is asked for, on every page that has a today: what was set, decided and founded by then, and how it stood.</summary>
public sealed class AsOfTests : IAsyncLifetime
{
    private static readonly AssignedTask Report = new() { Id = PublicRegister.Id(70), Name = Words.Of(("en", "Write the report")), SetBy = PublicRegister.Budget.Id, Owner = PublicRegister.Head.Id, Set = PartialDate.Parse("2019-12-25"), Done = PartialDate.Parse("2021-03-01"), Progress = [new Progress(PartialDate.Parse("2020-06-01"), Words.Of(("en", "Half is written."))), new Progress(PartialDate.Parse("2021-02-01"), Words.Of(("en", "All is written.")))] };
    private static readonly AssignedTask Survey = new() { Id = PublicRegister.Id(71), Name = Words.Of(("en", "Survey the river")), Owner = PublicRegister.Secretariat.Id, Set = PartialDate.Parse("2024-05") };

    private LiveSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar"] });
        Assert.Null(_site.Publish([.. PublicRegister.All.Concat([Report, Survey]).Select(r => Cast.New(r) with { OnClash = ClashRule.Number })]));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("", "open:Survey the river|done:Write the report")]
    [InlineData("?as_of=2024-06-01", "open:Survey the river|done:Write the report")]
    [InlineData("?as_of=2021-03-01", "done:Write the report")]
    [InlineData("?as_of=2021-02-28", "open:Write the report")]
    [InlineData("?as_of=2019-12-24", "")]
    public async Task Tasks_are_open_or_done_as_they_were_on_the_day_and_the_data_agree(string query, string expected)
    {
        var page = await Page("/en/tasks/" + query);
        string[] told = [.. page.QuerySelectorAll(".record-lines li").Select(l => $"{l.QuerySelector(".flag")!.TextContent}:{l.QuerySelector(".record-name")!.TextContent.Trim()}")];
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), told);
        foreach (var status in new[] { "open", "done" })
            Assert.Equal(told.Where(t => t.StartsWith(status, StringComparison.Ordinal)).Select(t => t[(status.Length + 1)..]), await Titles($"tasks?status={status}{query.Replace('?', '&')}"));
        if (query.Length > 0) Assert.Equal(told.Order(), (await Items("tasks" + query)).Select(i => $"{i["status"]}:{i["title"]}").Order());
    }

    [Theory]
    [InlineData("2018-01-01", "", "")]
    [InlineData("2019-12-25", "On the budget|Rules of procedure", "in force|in force")]
    [InlineData("2024-02-29", "On the budget|Rules of procedure", "in force|in force")]
    [InlineData("2024-03-01", "New rules of procedure|On the budget|Rules of procedure", "in force|in force|superseded")]
    public async Task A_decision_that_was_superseded_later_was_in_force_then(string day, string titles, string statuses)
    {
        var (expected, stood) = (titles.Split('|', StringSplitOptions.RemoveEmptyEntries), statuses.Split('|', StringSplitOptions.RemoveEmptyEntries));
        var page = await Page($"/en/decisions/?as_of={day}");
        Assert.Equal(expected, page.QuerySelectorAll(".found .record-name").Select(n => n.TextContent));
        Assert.Equal(stood, page.QuerySelectorAll(".found-status").Select(n => n.TextContent.Trim()["Status: ".Length..]));
        Assert.Equal(expected, await Titles($"decisions?as_of={day}"));
        Assert.Equal(stood, (await Items($"decisions?as_of={day}")).Select(i => ((string)i["status"]!).Replace('-', ' ')));
        // The filter by status asks for the one on the day; page, table and data agree.
        foreach (var status in new[] { "in-force", "superseded" })
        {
            string[] those = [.. expected.Where((_, i) => stood[i] == status.Replace('-', ' '))];
            var filtered = await Page($"/en/decisions/?as_of={day}&status={status}");
            Assert.Equal(those, filtered.QuerySelectorAll(".found .record-name").Select(n => n.TextContent));
            Assert.StartsWith($"{those.Length} decision", filtered.QuerySelector(".found-count")!.TextContent.Trim());
            foreach (var file in filtered.QuerySelectorAll(".found-files a").Select(a => a.GetAttribute("href")!)) Assert.Contains($"as_of={day}", file);
            Assert.Equal(those, await Titles($"decisions?as_of={day}&status={status}"));
            Assert.Equal(those.Length + 1, (await _site.Text($"/en/decisions.csv?as_of={day}&status={status}")).Trim().Split("\r\n").Length);
            Assert.Equal(status, filtered.QuerySelector("#f-status option[selected]")!.GetAttribute("value"));
        }
    }

    [Fact]
    public async Task A_page_of_a_decision_or_task_tells_how_it_stood_on_the_day()
    {
        var rules = await Page("/en/decisions/cm-2019-2?as_of=2023-01-01");
        Assert.Equal("in force", Fact(rules, "Status"));
        Assert.Null(Fact(rules, "Superseded by"));
        rules = await Page("/en/decisions/cm-2019-2");
        Assert.Equal(("superseded", "CM/2024/7 New rules of procedure"), (Fact(rules, "Status"), Fact(rules, "Superseded by")));
        Assert.Equal("Procedure", Fact(rules, "Subject"));
        var early = await Page("/en/decisions/cm-2019-2?as_of=2018-01-01");
        Assert.Null(Fact(early, "Status"));
        Assert.Contains("Not there yet on this day.", early.QuerySelector(".as-of-day")!.TextContent);

        var task = await Page("/en/tasks/write-the-report?as_of=2020-12-31");
        Assert.Equal("Open", task.QuerySelector(".standfirst")!.TextContent);
        Assert.Equal(["Half is written."], Names(task, "progress"));
        task = await Page("/en/tasks/write-the-report");
        Assert.Equal("Done: 1 March 2021", task.QuerySelector(".standfirst")!.TextContent);
        Assert.Equal(["All is written.", "Half is written."], Names(task, "progress"));
        Assert.Empty(Names(await Page("/en/events/first-session?as_of=2019-12-24"), "decisions"));
    }

    [Fact]
    public async Task What_was_done_in_a_year_was_done_from_the_day_on_which_the_last_word_of_it_was_said()
    {
        var task = Report with { Id = Guid.NewGuid(), Name = Words.Of(("en", "Draw the map")), Done = PartialDate.Parse("2021") };
        Assert.Null(_site.Publish(Cast.New(task)));
        Assert.Equal("Open", (await Page("/en/tasks/draw-the-map?as_of=2021-01-31")).QuerySelector(".standfirst")!.TextContent);
        Assert.Equal("Done: 2021", (await Page("/en/tasks/draw-the-map?as_of=2021-02-01")).QuerySelector(".standfirst")!.TextContent);
        Assert.Contains("Draw the map", await Titles("tasks?status=open&as_of=2021-01-31"));
        Assert.Contains("Draw the map", await Titles("tasks?status=done&as_of=2021-02-01"));
    }

    [Fact]
    public async Task A_decision_of_a_day_to_come_has_no_status_yet_and_page_table_and_data_agree()
    {
        Assert.Null(_site.Publish(Cast.New(PublicRegister.Budget with { Id = Guid.NewGuid(), Name = Words.Of(("en", "Of tomorrow")), Symbol = "CM/2099", Slug = "", Event = null, AgendaItem = null, Date = PartialDate.Parse("2099-01-01") }) with { OnClash = ClashRule.Number }));
        var line = (await Page("/en/decisions/")).QuerySelectorAll(".found li").First();
        Assert.Equal("Of tomorrow", line.QuerySelector(".record-name")!.TextContent);
        Assert.Null(line.QuerySelector(".found-status"));
        Assert.Null((await Items("decisions?year=2099"))[0]["status"]);
        Assert.Contains("Of tomorrow", (await _site.Text("/en/decisions.csv?year=2099")));
        Assert.DoesNotContain("in-force", (await _site.Text("/en/decisions.csv?year=2099")));
        Assert.Equal("in-force", (string?)(await Items("decisions?year=2099&as_of=2099-01-01"))[0]["status"]);
    }

    [Fact]
    public async Task Only_votes_that_are_stated_are_told()
    {
        Decision Vote(string name, Adoption adoption) => new() { Id = Guid.NewGuid(), Name = Words.Of(("en", name)), Organization = PublicRegister.Council.Id, Adoption = adoption };
        foreach (var (name, adoption) in new[] { ("Counted", new Adoption("vote", 5, 2, 0)), ("Half counted", new Adoption("vote", 5)), ("Not counted", new Adoption("vote")) }) Assert.Null(_site.Publish(Cast.New(Vote(name, adoption))));
        Assert.Equal("by vote: 5 for, 2 against, 0 abstaining", Fact(await Page("/en/decisions/counted"), "Adopted"));
        Assert.Equal("by vote: 5 for", Fact(await Page("/en/decisions/half-counted"), "Adopted"));
        Assert.Equal("голосованием: за 5", Fact(await Page("/ru/decisions/half-counted"), "Принято"));
        Assert.Equal("by vote", Fact(await Page("/en/decisions/not-counted"), "Adopted"));
    }

    [Fact]
    public async Task Of_the_days_before_a_term_was_stated_nothing_is_said()
    {
        Assert.Null(_site.Publish(Cast.New(new Membership { Id = Guid.NewGuid(), Member = PublicRegister.Cem.Id, Organization = PublicRegister.Water.Id, Stated = PartialDate.Parse("2021-06-26") })));
        var line = (await Page("/en/people/cem-muster?as_of=2021-06-20")).QuerySelectorAll(".record-lines li").Single(l => l.TextContent.Contains("Water department", StringComparison.Ordinal));
        Assert.Contains("as stated on 26 June 2021", line.TextContent);
        Assert.DoesNotContain("to come", line.TextContent);
    }

    [Fact]
    public async Task Names_stand_under_the_letters_of_the_readers_alphabet()
    {
        foreach (var (en, ru) in new[] { ("Émile Zola", "Ёлкин Эмиль"), ("Eva Lind", "Елкина Ева"), ("Igor Stone", "Йод Игорь"), ("Ivo Ash", "Ива Иво") })
            Assert.Null(_site.Publish(Cast.New(new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", en), ("ru", ru)) })));
        string[] Letters(IHtmlDocument page) => [.. page.QuerySelectorAll("h2[id^='g-l-']").Select(h => h.TextContent.Trim())];
        Assert.Equal(["A", "B", "C", "E", "I"], Letters(await Page("/en/people/")));
        var russian = Letters(await Page("/ru/people/"));
        Assert.Contains("Е", russian);
        Assert.DoesNotContain("Ё", russian);
        Assert.Contains("Й", russian);
    }

    [Fact]
    public async Task Organs_of_a_body_that_was_not_founded_yet_are_not_listed()
    {
        // Two organs and the post of the one say nothing of when they began: not before the Union did.
        Assert.Null(_site.Publish(Cast.New(new Organization { Id = PublicRegister.Id(72), Name = Words.Of(("en", "Drafting group")), Parent = PublicRegister.Council.Id }), Cast.New(new Post { Id = PublicRegister.Id(73), Name = Words.Of(("en", "Convener")), Organization = PublicRegister.Council.Id })));
        foreach (var (day, organs, posts) in new[] { ("1990-01-01", Array.Empty<string>(), Array.Empty<string>()), ("2002-06-01", ["River Union", "Council of Ministers", "Drafting group"], ["Convener"]), ("2003-06-01", ["River Union", "Secretariat", "Council of Ministers", "Drafting group"], ["Convener", "Secretary General"]) })
        {
            Assert.Equal(organs, (await Page($"/en/organizations/?as_of={day}")).QuerySelectorAll(".record-lines .record-name").Select(n => n.TextContent.Trim()));
            Assert.Equal(organs.Order(), (await Titles($"organizations?as_of={day}")).Except(["Upland", "Lowland", "Islands"]).Order());
            Assert.Equal(posts.Order(), (await Titles($"posts?as_of={day}")).Order());
            var union = await Page($"/en/organizations/river-union?as_of={day}");
            Assert.Equal(organs.Length > 0, union.QuerySelector("section[aria-labelledby=s-parts]") is not null);
            Assert.Equal(organs.Length == 0, union.QuerySelector(".as-of-remark") is not null);
        }
    }

    [Fact]
    public async Task The_day_is_seen_can_be_changed_and_left_on_every_list_and_its_filter_goes_along()
    {
        foreach (var list in new[] { "people", "organizations", "posts", "states", "places", "events", "papers", "decisions", "tasks" })
        {
            var page = await Page($"/en/{list}/?as_of=2020-01-01");
            Assert.StartsWith("As of 1 January 2020", page.QuerySelector(".as-of-day")!.TextContent.Trim());
            Assert.Equal($"/en/{list}/", page.QuerySelector(".as-of-day a")!.GetAttribute("href"));
            Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
            Assert.Contains($"/ru/{list}/?as_of=2020-01-01", page.QuerySelectorAll("a[hreflang=ru]").Select(a => a.GetAttribute("href")));
        }
        var filtered = await Page("/en/decisions/?as_of=2020-01-01&body=council-of-ministers&year=2019");
        Assert.Equal(["body=council-of-ministers", "year=2019"], filtered.QuerySelectorAll(".as-of input[type=hidden]").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        Assert.Equal("/en/decisions/?body=council-of-ministers&year=2019", filtered.QuerySelector(".as-of-day a")!.GetAttribute("href"));
        Assert.Equal("2020-01-01", filtered.QuerySelector(".filter input[name=as_of]")!.GetAttribute("value"));
        Assert.Equal("/en/decisions/?as_of=2020-01-01", filtered.QuerySelector(".filter-acts a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Whatever_a_page_leads_to_within_the_register_is_of_the_same_day()
    {
        foreach (var path in new[] { "organizations/river-union", "posts/secretary-general", "people/ann-example", "states/upland", "places/riverside", "events/first-session", "events/", "organizations/" })
        {
            var links = (await Page($"/en/{path}?as_of=2020-01-01")).QuerySelectorAll("main a[href^='/en/']").Where(a => a.Closest(".as-of") is null).Select(a => a.GetAttribute("href")!).ToList();
            Assert.NotEmpty(links);
            Assert.DoesNotContain(links, l => l.Split('/')[2] is not ("news" or "sections") && !l.EndsWith("/record", StringComparison.Ordinal) && !l.EndsWith(".ics", StringComparison.Ordinal) && !l.Contains("as_of=2020-01-01", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Places_and_events_as_of_a_day_count_what_had_taken_place_by_then()
    {
        var then = await Page("/en/places/?as_of=2018-12-31");
        Assert.Equal(["Upland 4"], Counts(then));
        Assert.Equal(["Upland 10"], Counts(await Page("/en/places/")));
        Assert.Equal(5, (await Page("/en/events/?as_of=2018-12-31")).QuerySelectorAll(".record-lines li").Length);
        Assert.Equal(5, (await Items("events?as_of=2018-12-31")).Count);
        Assert.Equal(4, Names(await Page("/en/places/riverside?as_of=2018-12-31"), "events").Count());

        static IEnumerable<string> Counts(IHtmlDocument page) => page.QuerySelectorAll(".chart-table tbody tr").Select(r => $"{r.Children[0].TextContent} {r.Children[1].TextContent}").Where(c => !c.EndsWith(" 0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task People_as_of_a_day_come_with_what_they_were_then_and_who_was_not_born_yet_is_not_among_them()
    {
        Assert.Null(_site.Publish(Cast.New(new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", "Dee Young")), Born = PartialDate.Parse("2019-06-01") })));
        var then = await Items("people?as_of=2017-12-31");
        Assert.Equal(["Ann Example", "Bob Sample: Secretary General, Secretariat, since 2009-07-01", "Cem Muster"], then.Select(Told).Order());
        Assert.Equal(["Ann Example: Secretary General, Secretariat, since 2019-01-15", "Bob Sample", "Cem Muster", "Dee Young"], (await Items("people?as_of=2019-12-25")).Select(Told).Order());
        Assert.Contains("Cem Muster: Council of Ministers, Council of Ministers, since 2024", (await Items("people?")).Select(Told));
        // Pages say the same.
        Assert.Equal(["Ann Example", "Bob Sample", "Cem Muster"], (await Page("/en/people/?as_of=2017-12-31")).QuerySelectorAll(".record-lines .record-name").Select(n => n.TextContent.Trim()));
        Assert.Equal("Not there yet on this day.", (await Page("/en/people/dee-young?as_of=2017-12-31")).QuerySelector(".as-of-remark")!.TextContent);

        static string Told(JsonNode person) => $"{person["title"]}{string.Concat(person["terms"]!.AsArray().Select(t => $": {t!["title"]}, {t["organization"]!["name"]}, since {t["start"]}"))}";
    }

    [Fact]
    public async Task Places_are_the_same_on_any_day_and_items_are_there_once_their_meeting_is()
    {
        Assert.Null(_site.Publish(Cast.New(new AgendaItem { Id = Guid.NewGuid(), Name = Words.Of(("en", "The budget")), Event = PublicRegister.Session.Id, Number = "1" })));
        Assert.Equal(await Titles("places?"), await Titles("places?as_of=1990-01-01"));
        Assert.Empty(await Titles("agenda-items?as_of=2019-12-24"));
        Assert.Equal(["The budget"], await Titles("agenda-items?as_of=2019-12-25"));
    }

    [Theory]
    [InlineData("2019", "2019-12-31")]
    [InlineData("2020-02", "2020-02-29")]
    [InlineData("25.12.2019", null)]
    [InlineData("2019-13-01", null)]
    public async Task What_is_no_day_is_refused_and_says_how_a_day_is_written(string asked, string? last)
    {
        foreach (var path in new[] { "/en/people/", "/en/people/bob-sample", "/en/calendar/", "/en/decisions/" })
        {
            var (status, _, body, _) = await _site.Get($"{path}?as_of={asked}");
            var page = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body));
            Assert.Equal((400, $"“{asked}” is not a day. Write year, month and day: as_of=2019-12-25."), (status, page.QuerySelector(".message-text")!.TextContent));
            Assert.Equal(last is null ? [path] : [$"{path}?as_of={last}", path], page.QuerySelectorAll(".message .links a").Select(a => a.GetAttribute("href")));
        }
        foreach (var path in new[] { "/api/v1/people", "/api/v1/events", "/api/v1/memberships", "/en/decisions.csv" })
        {
            var (status, _, body, _) = await _site.Get($"{path}?as_of={asked}");
            Assert.Equal(400, status);
            Assert.Contains(last is null ? "as_of is a day, written as year, month and day: 2019-12-25." : $"as_of is a day, such as {last}, the last of {asked}.", Encoding.UTF8.GetString(body));
        }
    }

    private static string? Fact(IHtmlDocument page, string term) => page.QuerySelectorAll(".facts dl > div").FirstOrDefault(d => d.Children[0].TextContent == term)?.Children[1].TextContent.Trim();

    private static IEnumerable<string> Names(IHtmlDocument page, string part) => page.QuerySelectorAll($"section[aria-labelledby=s-{part}] .record-name").Select(n => n.TextContent.Trim());

    private async Task<IReadOnlyList<JsonNode>> Items(string list) => [.. JsonNode.Parse(await _site.Text($"/api/v1/{list}&limit=100".Replace("?&", "?").Replace("tasks&", "tasks?")))!["items"]!.AsArray().Select(i => i!)];

    private async Task<IEnumerable<string>> Titles(string list) => (await Items(list)).Select(i => (string)i["title"]!);

    private async Task<IHtmlDocument> Page(string path)
    {
        var (status, _, body, _) = await _site.Get(path);
        Assert.Equal((path, 200), (path, status));
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body));
    }
}

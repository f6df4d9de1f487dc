using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Reader;
using static Acta.Tests.Register.Calendars.CalendarSite;

namespace Acta.Tests.Register.Calendars;

/// <summary>The calendar as its readers see it.</summary>
public sealed class CalendarPageTests
{
    [Fact]
    public async Task A_month_shows_each_event_on_its_days_and_says_in_words_what_became_of_it()
    {
        await using var site = await Start(
            Of("Talks", "2025-06-24", "2025-06-26"), Of("Briefing", "2025-06-24T18:30+06:00", zone: "Asia/Bishkek"), Of("Early", "2025-06-24T09:00+06:00", "2025-06-24T10:00+06:00", "Asia/Bishkek"),
            Of("Night", "2025-06-26T22:00+06:00", "2025-06-27T02:00+06:00", "Asia/Bishkek") with { Status = "tentative" },
            Of("Conference", "2025-06-19") with { Status = "moved", Before = [new FormerPlan(new DateRange(PartialDate.Parse("2025-05-12")), Land.Id)] }, Of("Visit", "2025-06-10") with { Status = "cancelled" },
            Of("Exercise", "2025-05-20", "2025-07-10"), Of("Informal", "2025-06"), Of("That year", "2025"), Of("No date", null));
        var page = await Page(site, "/en/calendar/2025-06/");
        Assert.Equal("June 2025", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], page.QuerySelectorAll("th").Select(h => h.TextContent));
        Assert.Equal(30, page.QuerySelectorAll("td[id]").Length);
        // All day first, then by the hour.
        Assert.Equal(["Talks|day 1 of 3|Riverside", "09:00–10:00 UTC+6|Early|Riverside", "18:30 UTC+6|Briefing|Riverside"], On(page, "2025-06-24"));
        Assert.Equal(["Talks|day 2 of 3|Riverside"], On(page, "2025-06-25"));
        Assert.Equal(["Talks|day 3 of 3|Riverside", "from 22:00 UTC+6|Night|tentative|day 1 of 2|Riverside"], On(page, "2025-06-26"));
        Assert.Equal(["until 02:00 UTC+6|Night|tentative|day 2 of 2|Riverside"], On(page, "2025-06-27"));
        Assert.Equal(["Conference|moved|Riverside|was 12 May 2025, Upland"], On(page, "2025-06-19"));
        // Whoever noted the former day down finds there where it went.
        Assert.Equal(["Conference|moved|now: 19 June 2025"], On(await Page(site, "/en/calendar/2025-05/"), "2025-05-12"));
        Assert.NotNull((await Page(site, "/en/calendar/2025-05/")).QuerySelector("#d-2025-05-12 li.off"));
        Assert.Equal(["Visit|cancelled|Riverside"], On(page, "2025-06-10"));
        Assert.Equal("This event is not confirmed yet", (await Page(site, "/en/events/night")).QuerySelector(".notice-title")!.TextContent);
        Assert.Equal(["Exercise"], Under(page, "whole"));
        Assert.Equal(["Informal"], Under(page, "unknown"));
        Assert.Equal("/en/calendar/2025/", page.QuerySelector(".calendar-further a")!.GetAttribute("href"));
        Assert.Equal("1 event of 2025 whose month is not known", page.QuerySelector(".calendar-further a")!.TextContent);
        // The first and the last month with something end the way, but that one comes back to today.
        Assert.Equal("/en/calendar/2025-05/", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Null((await Page(site, "/en/calendar/2025-05/")).QuerySelector("a[rel=prev]"));
        Assert.Equal(["Exercise|day 12 of 52|Riverside"], On(await Page(site, "/en/calendar/2025-05/"), "2025-05-31"));
        var empty = await Page(site, "/en/calendar/2031-01/");
        Assert.Equal(("noindex", "The register has nothing for January 2031."), (empty.QuerySelector("meta[name=robots]")!.GetAttribute("content"), empty.QuerySelector(".nothing")!.TextContent));
        Assert.Equal(["/en/calendar/2025-07/"], empty.QuerySelectorAll(".actions a").Select(a => a.GetAttribute("href")));
        Assert.Null(empty.QuerySelector("a[rel=next]"));

        var year = await Page(site, "/en/calendar/2025/");
        Assert.Equal(["/en/calendar/2025-05/", "/en/calendar/2025-06/", "/en/calendar/2025-07/"], year.QuerySelectorAll(".year-month h2 a").Select(a => a.GetAttribute("href")));
        Assert.Equal("24 June 2025: 3 events", year.QuerySelector("a[href='/en/calendar/2025-06/#d-2025-06-24']")!.GetAttribute("aria-label"));
        Assert.Equal(["That year"], Under(year, "unknown"));
    }

    [Fact]
    public async Task A_reader_of_Arabic_or_Russian_has_the_week_and_the_words_of_the_language()
    {
        await using var site = await Start(Of("Briefing", "2025-06-24T18:30+06:00", zone: "Asia/Bishkek") with { Status = "cancelled" });
        var arabic = await Page(site, "/ar/calendar/2025-06/");
        Assert.Equal("rtl", arabic.DocumentElement.GetAttribute("dir"));
        Assert.Equal("السبت", arabic.QuerySelector("th")!.TextContent);
        Assert.Equal("en", arabic.QuerySelector("td li a")!.GetAttribute("lang"));
        Assert.Contains("\u2066UTC+6, Asia/Bishkek\u2069", (await Page(site, "/ar/events/briefing")).QuerySelector(".standfirst")!.TextContent);
        var russian = await Page(site, "/ru/calendar/2025-06/");
        Assert.Equal(["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"], russian.QuerySelectorAll("th").Select(h => h.TextContent));
        Assert.Equal(["18:30 UTC+6|Briefing (ру)|отменено|Приречье"], On(russian, "2025-06-24"));
    }

    [Fact]
    public async Task I_see_only_the_events_of_a_body_a_kind_and_a_place_at_an_address_I_can_share()
    {
        var elsewhere = Of("Elsewhere", "2025-06-03") with { Organizers = [Other.Id], Place = null, Classification = "visit" };
        await using var site = await Start(Of("Here", "2025-06-02"), elsewhere);
        Assert.Equal(["Here", "Elsewhere"], Names(await Page(site, "/en/calendar/2025-06/")));
        // A body and a place with what is within them.
        foreach (var only in new[] { "body=council-of-ministers", "body=river-union", "kind=meeting", "place=riverside", "place=upland", "body=river-union&kind=meeting&place=upland" })
        {
            var page = await Page(site, "/en/calendar/2025-06/?" + only);
            Assert.Equal(["Here"], Names(page));
            Assert.Equal($"{LiveSite.Base}/en/calendar.ics?{only}", page.QuerySelector(".calendar-address a")!.TextContent);
            Assert.Equal($"webcal://news.example.org/en/calendar.ics?{only}", page.QuerySelector(".calendar-subscribe .button")!.GetAttribute("href"));
            Assert.Equal($"/ru/calendar/2025-06/?{only}", page.QuerySelector(".languages a[hreflang=ru]")!.GetAttribute("href"));
            Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
            Assert.Contains("SUMMARY:Here", await site.Text("/en/calendar.ics?" + only));
            Assert.DoesNotContain("Elsewhere", await site.Text("/en/calendar.ics?" + only));
            foreach (var view in new[] { "2025/", "past/" }) Assert.DoesNotContain("Elsewhere", (await Page(site, $"/en/calendar/{view}?{only}")).Body!.TextContent);
        }
        Assert.Equal(["Elsewhere"], Names(await Page(site, "/en/calendar/2025-06/?body=other-office")));
        Assert.Equal(["", "council-of-ministers", "other-office", "river-union"], (await Page(site, "/en/calendar/")).QuerySelectorAll("#only-body option").Select(o => o.GetAttribute("value")));
        // What a form sends along empty is not in the address; what others add to links changes nothing.
        Assert.Equal((301, "/en/calendar/2025-06/?kind=visit"), await Moved(site, "/en/calendar/2025-06/?body=&kind=visit&place="));
        Assert.Equal((301, "/en/calendar/2025-06/?kind=visit"), await Moved(site, "/en/calendar/2025-06?kind=visit"));
        Assert.Equal((301, "/en/calendar/2025-06/"), await Moved(site, "/en/calendar/2025-06/?body="));
        Assert.Equal(["Elsewhere"], Names(await Page(site, "/en/calendar/2025-06/?utm_source=x&kind=visit")));
        foreach (var (unknown, sentence) in new[] { ("body=nobody", "no body at “nobody”"), ("kind=ball", "no events of the kind “ball”"), ("place=moon", "no place at “moon”") })
            Assert.Contains(sentence, (await Page(site, "/en/calendar/2025-06/?" + unknown, 404)).Body!.TextContent);
        foreach (var nothing in new[] { "2025-13/", "25-06/", "9999/", "2025-06/page/2/", "nothing/", "2025-06/24/" }) Assert.Equal((nothing, 404), (nothing, (await site.Get("/en/calendar/" + nothing)).Status));
        Assert.Equal("/en/calendar/list/?body=river-union", (await Page(site, "/en/organizations/council-of-ministers")).QuerySelector(".actions a")!.GetAttribute("href")!.Replace("council-of-ministers", "river-union"));
    }

    [Fact]
    public async Task The_nearest_month_is_found_however_little_a_filter_lets_through()
    {
        var many = Enumerable.Range(0, 1200).Select(n => Of($"Weekly {n}", $"{2010 + (n / 100)}-{(n % 12) + 1:00}-{(n % 28) + 1:00}") with { Organizers = [Other.Id], Place = null, Classification = "briefing" });
        await using var site = await Start([Of("First", "2008-03-04"), Of("Last", "2023-05-06") with { Classification = "visit" }, .. many]);
        foreach (var (only, before, after) in new[] { ("kind=meeting", "/en/calendar/2008-03/", null), ("kind=visit", null, "/en/calendar/2023-05/"), ("place=upland", "/en/calendar/2008-03/", "/en/calendar/2023-05/"), ("body=river-union&place=riverside", "/en/calendar/2008-03/", "/en/calendar/2023-05/"), ("body=council-of-ministers&kind=visit", null, (string?)"/en/calendar/2023-05/") })
        {
            foreach (var month in new[] { "2009-12", "2022-12" })
            {
                var nearest = (await Page(site, $"/en/calendar/{month}/?{only}")).QuerySelectorAll(".actions a").Select(a => a.GetAttribute("href")!.Split('?')[0]);
                Assert.Equal(new[] { before, after }.OfType<string>(), nearest);
            }
        }
    }

    [Fact]
    public async Task What_is_to_come_and_what_is_over_are_lists_and_a_date_nobody_knows_is_told()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await using var site = await Start(
            [Of("Tomorrow", $"{today.AddDays(2):yyyy-MM-dd}"), Of("Under way", $"{today.AddDays(-5):yyyy-MM-dd}", $"{today.AddDays(5):yyyy-MM-dd}"), Of("No date", null), .. Enumerable.Range(1, 51).Select(n => Of($"Past {n}", $"{today.Year - n}-01-01"))]);
        var upcoming = await Page(site, "/en/calendar/list/");
        Assert.Equal(["Under way", "Tomorrow", "No date"], upcoming.QuerySelectorAll(".record-name").Select(n => n.TextContent));
        Assert.Equal("Date not known", upcoming.GetElementById("s-undated")!.TextContent);
        Assert.Equal("/en/calendar/past/", upcoming.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        var past = await Page(site, "/en/calendar/past/");
        Assert.Equal(Enumerable.Range(1, 50).Select(n => $"Past {n}"), past.QuerySelectorAll(".record-name").Select(n => n.TextContent));
        Assert.Equal(("/en/calendar/past/page/2/", "/en/calendar/list/"), (past.QuerySelector("a[rel=prev]")!.GetAttribute("href"), past.QuerySelector("a[rel=next]")!.GetAttribute("href")));
        Assert.Equal(["Past 51"], (await Page(site, "/en/calendar/past/page/2/")).QuerySelectorAll(".record-name").Select(n => n.TextContent));
        Assert.Equal((301, "/en/calendar/past/"), await Moved(site, "/en/calendar/past/page/9/"));
    }

    [Fact]
    public async Task A_change_of_an_event_is_on_its_month_its_list_and_its_feed_at_once()
    {
        var meeting = Of("Meeting", "2025-06-24");
        await using var site = await Start(meeting);
        string[] kept = ["/en/calendar/2025-06/", "/en/calendar/2025/", "/en/calendar/past/", "/en/calendar.ics", "/en/calendar.ics?body=river-union", "/en/events/meeting.ics"];
        foreach (var path in kept) Assert.NotNull(await site.Text(path));
        foreach (var path in kept) Assert.NotNull(site.Serving.Cache.Find(path));
        Assert.Null(site.Publish(Cast.Change(meeting with { Name = Words.Of(("en", "Assembly")), When = new DateRange(PartialDate.Parse("2025-06-25")) })));
        foreach (var path in kept) Assert.Null(site.Serving.Cache.Find(path));
        Assert.Equal(["Assembly|Riverside"], On(await Page(site, "/en/calendar/2025-06/"), "2025-06-25"));
        Assert.Contains("SEQUENCE:1\r\n", await site.Text("/en/calendar.ics"));
        // A place that is called something else now is called so in the calendar.
        Assert.Null(site.Publish(Cast.Change(Town with { Name = Words.Of(("en", "Lakeside")) })));
        Assert.Equal(["Assembly|Lakeside"], On(await Page(site, "/en/calendar/2025-06/"), "2025-06-25"));
    }

    [Fact]
    public async Task The_calendar_is_seen_from_a_day_that_stays_with_every_step_until_I_leave_it()
    {
        await using var site = await Start(Of("Before", "2019-11-05"), Of("That month", "2019-12-12"), Of("After", "2020-02-01"), Of("Lately", "2025-06-24"));
        var month = await Page(site, "/en/calendar/?as_of=2019-12-25");
        Assert.Equal(("December 2019", "2019-12-25"), (month.QuerySelector("h1")!.TextContent, month.QuerySelector(".as-of input[type=date]")!.GetAttribute("value")));
        Assert.StartsWith("As of 25 December 2019 What is past and what is to come is told from this day", month.QuerySelector(".as-of-day")!.TextContent);
        Assert.Equal("d-2019-12-25", month.QuerySelector("td.today")!.Id);
        Assert.Null(month.QuerySelector(".day-today"));
        Assert.Equal("/en/events/that-month?as_of=2019-12-25", month.QuerySelector("td li a")!.GetAttribute("href"));
        Assert.Equal("/en/calendar/2019-11/?as_of=2019-12-25", month.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal("/en/calendar/", month.QuerySelector(".as-of-day a")!.GetAttribute("href"));
        Assert.DoesNotContain("as_of", month.QuerySelector(".calendar-address a")!.GetAttribute("href"));
        Assert.Contains("/ru/calendar/2019-12/?as_of=2019-12-25", month.QuerySelectorAll("a[hreflang=ru]").Select(a => a.GetAttribute("href")));
        var year = await Page(site, "/en/calendar/2025/?as_of=2019-12-25&kind=meeting");
        Assert.Equal(["as_of=2019-12-25"], year.QuerySelectorAll(".calendar-filter input[type=hidden]").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        Assert.Equal(["kind=meeting"], year.QuerySelectorAll(".as-of input[type=hidden]").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        Assert.Equal(["25 December 2019"], year.QuerySelectorAll(".calendar-steps a").Select(a => a.TextContent).Where(t => t.Contains("December")));
        Assert.Equal(["After", "Lately"], (await Page(site, "/en/calendar/list/?as_of=2019-12-25")).QuerySelectorAll(".record-name").Select(n => n.TextContent));
        Assert.Equal(["That month", "Before"], (await Page(site, "/en/calendar/past/?as_of=2019-12-25")).QuerySelectorAll(".record-name").Select(n => n.TextContent));
        // Today's calendar has the control as well.
        Assert.Equal("/en/calendar/", (await Page(site, "/en/calendar/2019-12/")).QuerySelector("form.as-of")!.GetAttribute("action"));
        Assert.Equal((await site.Get("/en/calendar.ics")).Body, (await site.Get("/en/calendar.ics?as_of=2019-12-25")).Body);
    }

    [Fact]
    public async Task A_month_a_year_or_a_page_behind_the_question_mark_is_led_to_its_address_or_refused()
    {
        await using var site = await Start(Of("Meeting", "2025-06-24"));
        Assert.Equal((301, "/en/calendar/2025-06/"), await Moved(site, "/en/calendar/?month=2025-06"));
        Assert.Equal((301, "/en/calendar/2025/?kind=meeting"), await Moved(site, "/en/calendar/?kind=meeting&year=2025"));
        Assert.Equal((301, "/en/calendar/past/page/2/"), await Moved(site, "/en/calendar/past/?page=2"));
        foreach (var (query, said) in new[] { ("month=2019-99", "“2019-99” is not a month"), ("month=June", "“June” is not a month"), ("year=0", "“0” is not a year"), ("year=9999", "“9999” is not a year"), ("page=abc", "no page “abc”"), ("page=2", "no page “2”") })
        {
            var refused = await Page(site, "/en/calendar/?" + query, 404);
            Assert.Contains(said, refused.QuerySelector(".message-text")!.TextContent);
            Assert.Equal("/en/calendar/", refused.QuerySelector(".message .links a")!.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task Only_a_month_has_a_script_and_only_ours_may_run()
    {
        await using var site = await Start(Of("Meeting", "2025-06-24"));
        foreach (var (path, may) in new[] { ("/en/calendar/2025-06/", true), ("/en/calendar/2025/", false), ("/en/calendar/list/", false), ("/en/events/meeting", false) })
            for (var again = 0; again < 2; again++)
            {
                using var answer = await site.Http.GetAsync(site.Url + path);
                var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
                Assert.Equal((path, may), (path, policy.Contains("script-src 'self'", StringComparison.Ordinal)));
                Assert.DoesNotContain("unsafe", policy);
                Assert.Equal(may, (await answer.Content.ReadAsStringAsync()).Contains("<script src=\"/assets/calendar.", StringComparison.Ordinal));
            }
        var script = (await Page(site, "/en/calendar/2025-06/")).QuerySelector("script[src]")!.GetAttribute("src")!;
        Assert.Equal((200, "text/javascript; charset=utf-8"), ((await site.Get(script)).Status, (await site.Get(script)).Type));
    }

    private static async Task<IHtmlDocument> Page(LiveSite site, string path, int status = 200)
    {
        var answer = await site.Get(path);
        Assert.Equal((path, status), (path, answer.Status));
        return new HtmlParser().ParseDocument(System.Text.Encoding.UTF8.GetString(answer.Body));
    }

    private static async Task<(int, string?)> Moved(LiveSite site, string path)
    {
        var answer = await site.Get(path);
        return (answer.Status, answer.Location);
    }

    // What a day says, event by event, piece by piece.
    private static IEnumerable<string> On(IHtmlDocument page, string day) => page.GetElementById("d-" + day)!.QuerySelectorAll("li").Select(l => string.Join('|', l.Children.Select(c => c.TextContent)));

    private static IEnumerable<string> Under(IHtmlDocument page, string id) => page.QuerySelectorAll($"section[aria-labelledby=s-{id}] .record-name").Select(n => n.TextContent);

    private static IEnumerable<string> Names(IHtmlDocument page) => page.QuerySelectorAll("td li a").Select(a => a.TextContent);
}

using System.Text;
using System.Text.Json.Nodes;
using Acta.Pages.Feeds;
using Acta.Record;
using Acta.Record.Register;
using CsCheck;
using static Acta.Tests.Register.Calendars.CalendarSite;

namespace Acta.Tests.Register.Calendars;

/// <summary>Calendars as the programs of those who subscribe read them: two independent ones, which must agree.</summary>
public sealed class ICalendarTests
{
    [Theory]
    // Kyrgyzstan gave up summer time in 2005; Moscow was at +4 from 2011 to 2014; Armenia gave it up in 2012.
    [InlineData("Asia/Bishkek", "2005-07-01T10:00+06:00", "2005-07-01T04:00:00Z", "1 July 2005, 10:00 (UTC+6, Asia/Bishkek)")]
    [InlineData("Asia/Bishkek", "2025-06-30T18:30Z", "2025-06-30T18:30:00Z", "1 July 2025, 00:30 (UTC+6, Asia/Bishkek)")]
    [InlineData("Europe/Moscow", "2010-07-01T10:00+04:00", "2010-07-01T06:00:00Z", "1 July 2010, 10:00 (UTC+4, Europe/Moscow)")]
    [InlineData("Europe/Moscow", "2010-12-01T10:00+03:00", "2010-12-01T07:00:00Z", "1 December 2010, 10:00 (UTC+3, Europe/Moscow)")]
    [InlineData("Europe/Moscow", "2012-12-01T10:00+04:00", "2012-12-01T06:00:00Z", "1 December 2012, 10:00 (UTC+4, Europe/Moscow)")]
    [InlineData("Europe/Moscow", "2014-12-01T07:00Z", "2014-12-01T07:00:00Z", "1 December 2014, 10:00 (UTC+3, Europe/Moscow)")]
    [InlineData("Asia/Yerevan", "2011-07-01T10:00+05:00", "2011-07-01T05:00:00Z", "1 July 2011, 10:00 (UTC+5, Asia/Yerevan)")]
    [InlineData("Asia/Yerevan", "2012-07-01T06:00Z", "2012-07-01T06:00:00Z", "1 July 2012, 10:00 (UTC+4, Asia/Yerevan)")]
    [InlineData("Europe/London", "2025-03-30T00:30Z", "2025-03-30T00:30:00Z", "30 March 2025, 00:30 (UTC, Europe/London)")]
    [InlineData("Europe/London", "2025-03-30T01:30Z", "2025-03-30T01:30:00Z", "30 March 2025, 02:30 (UTC+1, Europe/London)")]
    [InlineData("Europe/London", "2025-10-26T00:30Z", "2025-10-26T00:30:00Z", "26 October 2025, 01:30 (UTC+1, Europe/London)")]
    [InlineData("Europe/London", "2025-10-26T01:30Z", "2025-10-26T01:30:00Z", "26 October 2025, 01:30 (UTC, Europe/London)")]
    [InlineData(null, "2025-06-30T10:00+05:30", "2025-06-30T04:30:00Z", "30 June 2025, 10:00 (UTC+5:30)")]
    public async Task An_hour_is_the_same_moment_everywhere_and_is_told_by_the_clocks_of_its_own_zone(string? zone, string from, string moment, string told)
    {
        var meeting = Of("Meeting", from, zone: zone);
        await using var site = await Start(meeting);
        var read = Assert.Single(Read((await site.Get("/en/calendar.ics")).Body));
        Assert.Equal(moment, (string?)read["start"]);
        Assert.Equal($"{told}\nHeld by: Council of Ministers", (string?)read["description"]);
        var page = await site.Text("/en/events/meeting");
        Assert.Contains($"<p class=\"standfirst\">{told.Replace("+", "&#x2B;")}</p>", page);
        // The day it stands on is that of its zone.
        var day = PartialDate.Parse(from);
        var local = zone is null ? day.FirstDay : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(day.Start, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
        var cell = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await site.Text($"/en/calendar/{local:yyyy-MM}/")).GetElementById($"d-{local:yyyy-MM-dd}")!;
        Assert.Contains("Meeting", cell.TextContent);
    }

    [Fact]
    public async Task A_meeting_across_a_change_of_the_clocks_tells_both_distances_from_UTC()
    {
        await using var site = await Start(
            Of("Spring", "2025-03-30T00:30Z", "2025-03-30T01:30Z", "Europe/London"),
            Of("Autumn", "2025-10-26T00:30Z", "2025-10-26T02:00Z", "Europe/London"));
        var read = Read((await site.Get("/en/calendar.ics")).Body);
        Assert.Equal(["2025-03-30T00:30:00Z 2025-03-30T01:30:00Z", "2025-10-26T00:30:00Z 2025-10-26T02:00:00Z"], read.Select(e => $"{e["start"]} {e["end"]}"));
        Assert.StartsWith("30 March 2025, 00:30 (UTC) – 30 March 2025, 02:30 (UTC+1, Europe/London)\n", (string?)read[0]["description"]);
        Assert.StartsWith("26 October 2025, 01:30 (UTC+1) – 26 October 2025, 02:00 (UTC, Europe/London)\n", (string?)read[1]["description"]);
        Assert.Contains("00:30 UTC – 02:30 UTC&#x2B;1", await site.Text("/en/calendar/2025-03/"));
    }

    [Fact]
    public async Task Days_are_whole_days_whose_end_is_not_counted_and_what_is_known_less_exactly_is_left_out()
    {
        var parent = Of("Session", "2025-06-30", "2025-07-02");
        await using var site = await Start(
            parent, Of("One day", "2025-12-31") with { Parent = parent.Id }, Of("Mixed", "2025-05-01T10:00+06:00", "2025-05-02"), Of("To midnight", "2025-04-01T20:00+06:00", "2025-04-02T00:00+06:00", "Asia/Bishkek"),
            Of("Some month", "2025-12"), Of("Some year", "2019"), Of("Half known", "2025-06-01", "2025-08"), Of("No date", null));
        var read = Read((await site.Get("/en/calendar.ics")).Body);
        Assert.Equal(
            ["To midnight 2025-04-01T14:00:00Z 2025-04-01T18:00:00Z", "Mixed 2025-05-01 2025-05-03", "Session 2025-06-30 2025-07-03", "One day 2025-12-31 2026-01-01"],
            read.Select(e => $"{e["summary"]} {e["start"]} {e["end"]}"));
        Assert.Equal($"{parent.Id}@news.example.org", (string?)read[3]["parent"]);
        Assert.Equal("Riverside, Upland", (string?)read[2]["location"]);
        Assert.Equal(["Meeting", "Council of Ministers"], read[2]["categories"]!.AsArray().Select(c => c!.ToString()));
        Assert.Contains("\r\nGEO:42.65;77.08\r\n", await site.Text("/en/calendar.ics"));
        // A file for each event, where a program can show it.
        var one = Assert.Single(Read((await site.Get("/en/events/session.ics")).Body));
        Assert.Equal(read[2]!.AsObject().Where(p => p.Key != "calendar").Select(p => $"{p.Key} {p.Value?.ToJsonString()}"), one.AsObject().Where(p => p.Key != "calendar").Select(p => $"{p.Key} {p.Value?.ToJsonString()}"));
        var (status, type, body, _) = await site.Get("/en/events/some-year.ics");
        Assert.Equal((404, "text/html; charset=utf-8"), (status, type));
        Assert.Contains("does not know on which day “Some year”", System.Net.WebUtility.HtmlDecode(Encoding.UTF8.GetString(body)));
        Assert.Contains("href=\"/en/events/some-year\"", Encoding.UTF8.GetString(body));
        Assert.DoesNotContain(".ics", MainPart(await site.Text("/en/events/some-year")));
        Assert.Contains("href=\"/en/events/session.ics\"", await site.Text("/en/events/session"));
        // Each language in its own words, of the same event.
        var russian = Assert.Single(Read((await site.Get("/ru/events/session.ics")).Body));
        Assert.Equal((one["uid"]!.ToString(), "Session (ру)", "Приречье, Нагорье"), (russian["uid"]!.ToString(), russian["summary"]!.ToString(), russian["location"]!.ToString()));
    }

    [Fact]
    public async Task A_removed_event_that_no_calendar_had_for_want_of_a_day_is_taken_back_from_none()
    {
        var unknown = Of("Some day", "2025");
        await using var site = await Start(unknown, Of("Meeting", "2025-05-12"));
        Assert.Null(site.Publish(Act(Record.Act.Withdraw, unknown)));
        Assert.Equal("Meeting", Assert.Single(Read((await site.Get("/en/calendar.ics")).Body))["summary"]!.ToString());
    }

    [Fact]
    public async Task Whoever_subscribed_is_told_that_a_meeting_was_moved_postponed_cancelled_and_removed()
    {
        var meeting = Of("Meeting", "2025-05-12");
        await using var site = await Start(meeting);
        var first = await One();
        Assert.Equal(("0", "CONFIRMED", "2025-05-12", "Meeting"), Told(first));
        var bytes = (await site.Get("/en/calendar.ics")).Body;

        Change(meeting = meeting with { Status = "moved", When = new DateRange(PartialDate.Parse("2025-05-19")), Before = [new FormerPlan(meeting.When, null)] });
        var moved = await One();
        Assert.Equal(("1", "CONFIRMED", "2025-05-19", "Meeting"), Told(moved));
        Assert.Equal("This event was moved: was 12 May 2025", (string?)moved["comment"]);
        Assert.StartsWith("This event was moved: was 12 May 2025\n19 May 2025\n", (string?)moved["description"]);
        Assert.True(string.CompareOrdinal((string?)first["modified"], (string?)moved["modified"]) <= 0);
        Assert.NotEqual(bytes, (await site.Get("/en/calendar.ics")).Body);

        Change(meeting with { Status = "postponed" });
        Assert.Equal(("2", "TENTATIVE", "2025-05-19", "Postponed: Meeting"), Told(await One()));
        Change(meeting with { Status = "cancelled" });
        Assert.Equal(("3", "CANCELLED", "2025-05-19", "Cancelled: Meeting"), Told(await One()));

        Assert.Null(site.Publish(Act(Record.Act.Withdraw, meeting)));
        var removed = await One();
        Assert.Equal(("4", "CANCELLED", "Removed from the calendar"), (Told(removed).Item1, Told(removed).Item2, Told(removed).Item4));
        Assert.DoesNotContain("Meeting", await site.Text("/en/calendar.ics"));
        Assert.Equal(410, (await site.Get("/en/events/meeting.ics")).Status);
        // Only those are told who were told of it before.
        Assert.Single(Read((await site.Get("/en/calendar.ics?body=river-union&kind=meeting&place=upland")).Body));
        Assert.Empty(Read((await site.Get("/en/calendar.ics?body=other-office")).Body));

        Assert.Null(site.Publish(Act(Record.Act.Restore, meeting)));
        Assert.Equal(("5", "CANCELLED", "2025-05-19", "Cancelled: Meeting"), Told(await One()));
        Assert.Null(site.Publish(Act(Record.Act.Erase, meeting)));
        Assert.Equal(410, (await site.Get("/en/events/meeting.ics")).Status);
        Assert.Equal(404, (await site.Get("/en/events/never-there.ics")).Status);
        var erased = await One();
        Assert.Equal((first["uid"]!.ToString(), "6", "CANCELLED"), (erased["uid"]!.ToString(), Told(erased).Item1, Told(erased).Item2));

        async Task<JsonNode> One() => Assert.Single(Read((await site.Get("/en/calendar.ics")).Body));
        void Change(Event changed) => Assert.Null(site.Publish(Cast.Change(changed)));
        static (string, string, string, string) Told(JsonNode e) => (e["sequence"]!.ToString(), e["status"]!.ToString(), e["start"]!.ToString(), e["summary"]!.ToString());
    }

    [Fact]
    public async Task A_feed_is_kept_told_unchanged_and_the_same_bytes_wherever_it_is_made()
    {
        await using var site = await Start(Of("Meeting", "2025-05-12T10:00+06:00", "2025-05-12T11:00+06:00"));
        using var first = await site.Http.GetAsync(site.Url + "/en/calendar.ics");
        Assert.Equal("text/calendar; charset=utf-8", first.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", first.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var again = new HttpRequestMessage(HttpMethod.Get, site.Url + "/en/calendar.ics");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var unchanged = await site.Http.SendAsync(again);
        Assert.Equal(304, (int)unchanged.StatusCode);
        // Nothing in it is of the moment it is made.
        var bytes = await first.Content.ReadAsByteArrayAsync();
        site.Serving.Cache.Drop(new Acta.Following.Applied(0, [], All: true));
        Assert.Equal(bytes, (await site.Get("/en/calendar.ics")).Body);
        foreach (var nothing in new[] { "/xx/calendar.ics", "/en/calendar.ics?body=nobody", "/en/calendar.ics?kind=nothing", "/en/events/nothing.ics" }) Assert.Equal((nothing, 404), (nothing, (await site.Get(nothing)).Status));
    }

    [Fact]
    public async Task Names_that_mean_to_break_a_calendar_are_read_as_they_were_written()
    {
        // But for a backslash before an n, which python3-icalendar 4.0.3 takes for the end of a line; the next test has it.
        string[] names = ["a;b,c\\d:e\"f", "END:VEVENT", "BEGIN:VEVENT;X=1", "ends in \\", new string('я', 200), string.Concat(Enumerable.Repeat("👩‍👩‍👧 ", 40)), "Лёд، جليد \u202e x", "=HYPERLINK(\"https://evil.example\")", "tab\tstop"];
        await using var site = await Start([.. names.Select((n, i) => Of(n, $"2025-06-{i + 1:00}"))]);
        var feed = (await site.Get("/en/calendar.ics")).Body;
        Assert.Equal(names, Read(feed).Select(e => (string?)e["summary"]));
        Assert.All(Encoding.UTF8.GetString(feed).Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
    }

    [Fact]
    public void Any_text_unfolds_to_itself_and_no_line_is_longer_than_75_octets() => Gen.String[0, 400].Sample(text =>
    {
        var to = new ICalendar();
        to.Text("SUMMARY", text + "x");
        var written = Encoding.UTF8.GetString(to.ToBytes());
        var clean = string.Concat((text + "x").Replace("\r\n", "\n").Replace('\r', '\n').EnumerateRunes().Where(r => r.Value is '\n' or '\t' || System.Text.Rune.GetUnicodeCategory(r) != System.Globalization.UnicodeCategory.Control));
        var lines = written.Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.All(lines, l => Assert.True(Encoding.UTF8.GetByteCount(l) <= 75));
        var unfolded = string.Concat(lines.Select((l, i) => i == 0 ? l["SUMMARY:".Length..] : l.Length > 0 ? l[1..] : ""));
        var read = new StringBuilder();
        for (var i = 0; i < unfolded.Length; i++) read.Append(unfolded[i] != '\\' ? unfolded[i] : unfolded[++i] == 'n' ? '\n' : unfolded[i]);
        Assert.Equal(clean, read.ToString());
    });

    private static string MainPart(string html) => html[html.IndexOf("<main", StringComparison.Ordinal)..];
}

using Acta.Pages.Feeds;
using Acta.Record.Register;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Pages;

// The calendar for other programs. What it says depends on the record alone: made twice, it is the same bytes.
internal sealed partial class PageMaker
{
    private const int EventsInFeed = 1000;
    private const int RemovedInFeed = 50;

    /// <summary>The feed at <c>/en/calendar.ics</c>, or the event at <c>/en/events/name.ics</c>; or the page that says why there is none. Neither: there never was.</summary>
    public (byte[]? Calendar, RenderedPage? Instead) MakeICalendar(string authority)
    {
        if (!_known) return default;
        var name = _request.Path[Home.Length..^".ics".Length];
        if (name.Split('/') is ["events", var slug])
        {
            return Register.Resolve("events", slug) switch
            {
                RecordResolution.Found { Record: { Says: Event says } one } => IsInPrograms(says) ? (ICalendarOf([new Recorded<Event>(one.Row, says)], [], authority, Name(says)), null) : (null, NoDay(one)),
                RecordResolution.Moved moved => (null, Moved(moved.Address + ".ics")),
                RecordResolution.Gone gone => (null, MakeGone(new Resolution.Gone(null, gone.Notice, gone.Row.ChangedAt), gone.Row.State == ArticleState.Withdrawn)),
                // An address that was deleted with its record is remembered without it.
                _ => (null, _news.Resolve(_language, name) is Resolution.Gone erased ? MakeGone(erased) : null),
            };
        }
        if (name != "calendar" || Shown.Unknown is not null) return default;
        return (ICalendarOf(Register.CalendarFeed(Shown.Filter, EventsInFeed), Register.CalendarRemoved(Shown.Filter, RemovedInFeed), authority, CalendarName), null);
    }

    // There is such an event, but no day to put it on.
    private RenderedPage NoDay(Recorded e)
    {
        var frame = Frame(_words["calendar.no-day"]) with { NoIndex = true, Versions = InEveryLanguage(_ => e.Row.Address + ".ics") };
        return Message(new MessagePage(frame, 404, frame.Title, [_words.Text("calendar.no-day.text", ("name", Name(e.Says)))])
        {
            Links = [new CountedLink(Name(e.Says), Home + e.Row.Address, Language: NameOf(e.Says).Language), new CountedLink(_words["calendar.whole"], Home + "calendar/", Language: _words.Borrowed)],
        });
    }

    // "In 2019" is no day: a program would show it as one event of a year's length, or put it on the first of January.
    private static bool IsInPrograms(Event e) => EventDays.Known(e) is not null;

    private byte[] ICalendarOf(IReadOnlyList<Recorded<Event>> events, IReadOnlyList<RecordRow> removed, string authority, string name)
    {
        var to = new ICalendar();
        to.Line("BEGIN", "VCALENDAR");
        to.Line("VERSION", "2.0");
        to.Line("PRODID", "-//Acta//Public record//EN");
        to.Line("CALSCALE", "GREGORIAN");
        to.Line("METHOD", "PUBLISH");
        to.Text("NAME", name);
        to.Text("X-WR-CALNAME", name);
        // RFC 7986, and what programs understood before it.
        to.Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        to.Line("X-PUBLISHED-TTL", "PT1H");
        if (events.Count > 0 || removed.Count > 0) to.Moment("LAST-MODIFIED", events.Select(e => e.Row.ChangedAt).Concat(removed.Select(r => r.ChangedAt)).Max());
        foreach (var e in events.Where(e => IsInPrograms(e.Says)).OrderBy(e => EventDays.Local(e.Says)!.From).ThenBy(e => e.Id)) Write(to, e, authority);
        foreach (var row in removed) Write(to, row, authority);
        to.Line("END", "VCALENDAR");
        return to.ToBytes();
    }

    private void Write(ICalendar to, Recorded<Event> found, string authority)
    {
        var (row, e) = (found.Row, found.Says);
        var when = EventDays.Local(e)!;
        var days = EventDays.Known(e)!.Value;
        var (title, language) = NameOf(e);
        Begin(to, row, authority);
        to.Line("STATUS", e.Status switch { "cancelled" => "CANCELLED", "tentative" or "postponed" => "TENTATIVE", _ => "CONFIRMED" });
        // Few programs show the status; all show the name.
        var said = e.Status is "cancelled" or "postponed" or "tentative" ? _words.Text("calendar.summary." + e.Status, ("name", title)) : title;
        to.Text("SUMMARY", said, said == title ? language : null);
        if (when.From.HasTime && when.To is null or { HasTime: true })
        {
            to.Moment("DTSTART", when.From.Start);
            if (when.To is { } end && end.Start > when.From.Start) to.Moment("DTEND", end.Start);
        }
        else
        {
            to.Day("DTSTART", days.First);
            to.Day("DTEND", days.Last.AddDays(1));
        }
        var place = Register.Find<Place>(e.Place);
        var organizers = e.Organizers.Select(o => Register.Find<Organization>(o)).OfType<Recorded<Organization>>().Select(o => Name(o.Says)).ToList();
        to.Text("LOCATION", place is null ? null : string.Join(_words["list.comma"], Around(place).Select(p => Name(p.Says))));
        if (place?.Says is { Latitude: { } north, Longitude: { } east }) to.Line("GEO", $"{north};{east}");
        to.Texts("CATEGORIES", (e.Classification is { } kind ? [EventKind(kind)] : Array.Empty<string>()).Concat(organizers));
        var was = Was(e);
        var change = e.Status is not (null or "confirmed") ? _words["event." + e.Status] + (was is null ? "" : ": " + was) : was;
        to.Text("DESCRIPTION", string.Join('\n', new[] { change, When(e, Said), organizers.Count > 0 ? $"{_words["fact.organizers"]}: {string.Join(_words["list.comma"], organizers)}" : null }.OfType<string>()));
        to.Text("COMMENT", change);
        to.Line("URL", _request.BaseUrl + HtmlText.Path(Home + row.Address));
        if (Register.Find<Event>(e.Parent) is { } parent) to.Line("RELATED-TO;RELTYPE=PARENT", $"{parent.Id}@{authority}");
        End(to);
    }

    // What was removed is taken back by its id; its own words and days are no longer told.
    private void Write(ICalendar to, RecordRow row, string authority)
    {
        Begin(to, row, authority);
        to.Line("STATUS", "CANCELLED");
        to.Text("SUMMARY", _words["calendar.removed"]);
        to.Day("DTSTART", DateOnly.FromDateTime(row.ChangedAt.UtcDateTime));
        End(to);
    }

    private static void Begin(ICalendar to, RecordRow row, string authority)
    {
        to.Line("BEGIN", "VEVENT");
        to.Line("UID", $"{row.Id}@{authority}");
        to.Line("SEQUENCE", (row.Revision - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        to.Moment("DTSTAMP", row.ChangedAt);
        to.Moment("CREATED", row.RecordedAt);
        to.Moment("LAST-MODIFIED", row.ChangedAt);
    }

    // An organisation's meetings make nobody busy.
    private static void End(ICalendar to)
    {
        to.Line("TRANSP", "TRANSPARENT");
        to.Line("END", "VEVENT");
    }

    // A place and what it lies in, the innermost first.
    private IEnumerable<Recorded<Place>> Around(Recorded<Place> place)
    {
        var depth = 0;
        for (var at = place; at is not null && depth < 8; at = Register.Find<Place>(at.Says.Parent), depth++) yield return at;
    }

    // On an event's page.
    private IReadOnlyList<CountedLink> CalendarOf(string path, Event e) =>
        IsInPrograms(e) ? [new CountedLink(_words["calendar.add"], path + ".ics", Language: _words.Borrowed)] : [];

    // On the page of a body or place: what it holds, what takes place there.
    private IReadOnlyList<CountedLink> CalendarOf(string name, string path, int events) =>
        events > 0 ? [new CountedLink(_words["calendar.see"], $"{Home}calendar/list/{Query([.. AsOfParameter, (name, path[(path.LastIndexOf('/') + 1)..])])}", Language: _words.Borrowed)] : [];
}

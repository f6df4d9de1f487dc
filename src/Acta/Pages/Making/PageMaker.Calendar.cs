using System.Globalization;
using Acta.Record;
using Acta.Record.Register;
using Acta.Views.Register;

namespace Acta.Pages;

// The calendar: months, years and lists of events, of a body, a kind and a place.
internal sealed partial class PageMaker
{
    private const int EventsPerPage = 50;

    private Chosen? _chosen;

    /// <summary>What the address asks to be shown, as the register knows it.</summary>
    /// <param name="Filter">By ids.</param>
    /// <param name="Names">In words.</param>
    /// <param name="Unknown">The word and the value of what the register does not know.</param>
    private sealed record Chosen(EventFilter Filter, IReadOnlyList<string> Names, (string Word, string Value)? Unknown);

    private Chosen Shown => _chosen ??= Choose();

    private string OnlyQuery => _request.Only.Query;

    private RenderedPage? MakeCalendar(string[] parts, int? number)
    {
        var isList = parts is ["list"] or ["past"];
        if (number is not null && !isList) return null;
        var isHere = parts.Length == 0;
        var (year, month) = parts is [{ } at] && !isList && PartialDate.TryParse(at, out var date) && IsInCalendar(date)
            ? (date.Year, date.Month) : (0, null);
        if (!isHere && !isList && year == 0) return null;
        if (_request.Only.Wrong is { } wrong) return NoSuchCalendar("calendar.unknown." + wrong.Name, wrong.Value);
        if (Shown.Unknown is { } unknown) return NoSuchCalendar(unknown.Word, unknown.Value);
        if (isList) return MakeEventList(parts[0] == "past", number);
        if (isHere) (year, month) = (Day.Year, Day.Month);
        return month is { } of ? MakeCalendarMonth(new DateOnly(year, of, 1)) : MakeCalendarYear(year);
    }

    /// <summary>Whether a month or year has a page in the calendar.</summary>
    public static bool IsInCalendar(PartialDate date) => date.Precision <= DatePrecision.Month && date.Year is >= 1000 and < 3000;

    private RenderedPage MakeCalendarMonth(DateOnly month)
    {
        var key = MonthKey(month);
        // Those of one hour in the order of their names; what began before comes first.
        var events = Register.CalendarOf(key, Shown.Filter).OrderBy(e => EventDays.Local(e.Says)!.From.FirstDay).ThenBy(e => Name(e.Says), Collation).ToList();
        var last = month.AddMonths(1).AddDays(-1);
        var days = Enumerable.Range(0, last.Day).Select(_ => new List<(DateTimeOffset Hour, CalendarEntry Entry)>()).ToArray();
        List<RecordLine> whole = [], unknown = [];
        var hasHours = false;
        foreach (var e in events)
        {
            if (EventDays.Known(e.Says) is not { } on) unknown.Add(EventLine(e));
            else if (IsAllOf(month, on)) whole.Add(EventLine(e));
            else
            {
                for (var day = on.First < month ? month : on.First; day <= on.Last && day <= last; day = day.AddDays(1))
                {
                    var entry = EntryOn(e, day, on.First, on.Last, out var hour);
                    hasHours |= entry.Time is not null;
                    days[day.Day - 1].Add((hour, entry));
                }
            }
        }
        var traces = TracesIn(month, key);
        foreach (var (day, trace) in traces) days[day.Day - 1].Add((DateTimeOffset.MaxValue, trace));
        var (before, after) = (Register.CalendarBeside(key, after: false, Shown.Filter), Register.CalendarBeside(key, after: true, Shown.Filter));
        var ofYear = Register.CalendarCount(Year4(month.Year), Shown.Filter);
        var title = Dates.Month(month.Year, month.Month);
        var isEmpty = events.Count + traces.Count == 0;
        var page = CalendarPage(title, "month", $"{key}/", $"{Year4(month.Year)}/", isIndexed: !isEmpty) with
        {
            Count = events.Count == 0 ? null : _words.Text("calendar.count", ("count", events.Count)),
            // Nobody is led into months before the first and after the last that has something.
            Before = before is not null ? MonthLink(month.AddMonths(-1)) : null,
            After = after is not null || month < Day ? MonthLink(month.AddMonths(1)) : null,
            Today = month.Year == Day.Year && month.Month == Day.Month ? null : ToDay(),
            Nothing = isEmpty ? _words.Text("calendar.none.in", ("date", Said.Partial(PartialDate.Parse(key)))) : null,
            Nearest = isEmpty ? [.. Near("calendar.nearest.before", before), .. Near("calendar.nearest.after", after)] : [],
            Grid = new CalendarGrid(title, Weekdays(), Weeks(month, days), _request.AsOf is null ? _words["calendar.today"] : null),
            Groups =
            [
                .. Under("whole", _words["calendar.whole-month"], whole),
                .. Under("unknown", _words.Text("calendar.day-unknown", ("date", Said.Month(month.Year, month.Month))), unknown),
            ],
            Further = ofYear > 0 ? new CountedLink(_words.Text("calendar.month-unknown.count", ("count", ofYear), ("date", Year4(month.Year))), $"{Home}calendar/{Year4(month.Year)}/{OnlyQuery}", Language: _words.Borrowed) : null,
            HasHours = hasHours,
        };
        return Page(200, Slices.Calendar.Create(page)) with { HasScript = true };
    }

    private RenderedPage MakeCalendarYear(int year)
    {
        List<CalendarMonthBox> months = [];
        var total = 0;
        for (var m = 1; m <= 12; m++)
        {
            var month = new DateOnly(year, m, 1);
            var events = Register.CalendarOf(MonthKey(month), Shown.Filter);
            total += events.Count;
            var on = new int[DateTime.DaysInMonth(year, m)];
            foreach (var (first, last) in events.Select(e => EventDays.Known(e.Says)).OfType<(DateOnly, DateOnly)>().Where(d => !IsAllOf(month, d)))
                for (var day = first < month ? month : first; day <= last && day < month.AddMonths(1); day = day.AddDays(1)) on[day.Day - 1]++;
            var href = $"{Home}calendar/{MonthKey(month)}/{OnlyQuery}";
            months.Add(new CalendarMonthBox(
                new NameLink(Dates.MonthName(m), null, events.Count > 0 ? href : null), events.Count > 0 ? _words.Text("calendar.count", ("count", events.Count)) : null,
                [.. on.Index().Where(d => d.Item > 0).Select(d => new CalendarDayLink(
                    (d.Index + 1).ToString(CultureInfo.InvariantCulture), $"{href}#d-{Iso(month.AddDays(d.Index))}", $"{Dates.Day(month.AddDays(d.Index))}: {_words.Text("calendar.count", ("count", d.Item))}"))]));
        }
        var unknown = Register.CalendarOf(Year4(year), Shown.Filter).Select(e => EventLine(e)).ToList();
        var (before, after) = (YearBeside(year, after: false), YearBeside(year, after: true));
        var isEmpty = total + unknown.Count == 0;
        return Page(200, Slices.Calendar.Create(CalendarPage(Year4(year), "year", $"{Year4(year)}/", $"{Year4(year)}/", isIndexed: !isEmpty) with
        {
            Before = before is { } earlier ? YearLink(earlier) : null,
            After = after is { } later ? YearLink(later) : null,
            Today = year == Day.Year ? null : ToDay(),
            Nothing = isEmpty ? _words.Text("calendar.none.in", ("date", Year4(year))) : null,
            Months = months,
            Groups = [.. Under("unknown", _words.Text("calendar.month-unknown", ("date", Year4(year))), unknown)],
        }));
    }

    private RenderedPage MakeEventList(bool over, int? number)
    {
        var below = over ? "past/" : "list/";
        if (number == 1) return Moved("calendar/" + below);
        var at = number ?? 1;
        var found = at > 10_000 ? [] : Register.CalendarList(Day, over, Shown.Filter, (at - 1) * EventsPerPage, EventsPerPage + 1);
        if (found.Count == 0 && at > 1) return Moved("calendar/" + below);
        var groups = found.Take(EventsPerPage).GroupBy(e => e.Says.When!.From is { Precision: >= DatePrecision.Month } from ? MonthKey(from.FirstDay) : Year4(e.Says.When.From.Year))
            .Select(g => new RecordSection("m-" + g.Key, g.Key.Length == 7 ? Dates.Month(int.Parse(g.Key[..4], CultureInfo.InvariantCulture), int.Parse(g.Key[5..], CultureInfo.InvariantCulture)) : g.Key, [.. g.Select(e => EventLine(e))])).ToList();
        // What has no date is neither past nor to come; it is told after the last that has one.
        if (!over && found.Count <= EventsPerPage) groups.AddRange(Under("undated", _words["event.undated"], [.. Register.CalendarOf("", Shown.Filter).Select(e => EventLine(e))]));
        var page = CalendarPage(_words[over ? "calendar.past" : "calendar.upcoming"], "list", below + (at > 1 ? $"page/{at}/" : ""), below, isIndexed: groups.Count > 0);
        // Upcoming events go on in time, past ones back; what is before and after follows the time, not the list.
        var (next, previous) = (found.Count > EventsPerPage ? ListLink(below, at + 1) : null, at > 1 ? ListLink(below, at - 1) : over ? ListLink("list/", 1) : ListLink("past/", 1));
        return Page(200, Slices.Calendar.Create(page with
        {
            Before = over ? next : previous,
            After = over ? previous : next,
            Nothing = groups.Count == 0 ? _words[over ? "calendar.none.past" : "calendar.none.upcoming"] : null,
            Groups = groups,
        }));

        CountedLink ListLink(string list, int page) => new(
            page > 1 || list == below ? _words.Text(list == "past/" ? "calendar.past.page" : "calendar.upcoming.page", ("number", page)) : _words[list == "past/" ? "calendar.past" : "calendar.upcoming"],
            $"{Home}calendar/{list}{(page > 1 ? $"page/{page}/" : "")}{OnlyQuery}", Language: _words.Borrowed);
    }

    // What every page of the calendar has around its events.
    private CalendarPage CalendarPage(string heading, string view, string below, string year, bool isIndexed)
    {
        var query = OnlyQuery;
        var feed = $"{Home}calendar.ics{_request.Only.FilterQuery}";
        var path = $"{Home}calendar/{below}";
        // A month is asked for by a day in it.
        var seen = view == "month" ? Home + "calendar/" : path;
        var only = Shown.Names.Count > 0 ? string.Join(_words["list.comma"], Shown.Names) : null;
        var frame = Frame($"{_words["calendar"]}: {heading}{(only is null ? "" : ", " + only)}") with
        {
            Path = path,
            Versions = InEveryLanguage(_ => $"calendar/{below}{query}"),
            Crumbs = [new Crumb(_words["calendar"], Home + "calendar/", _words.Borrowed)],
            Feeds = [new FeedLink(CalendarName, feed, "text/calendar")],
            // A filter shows less of the same; engines have the whole. An empty month is nothing to find.
            NoIndex = !isIndexed || query.Length > 0,
            Canonical = query.Length > 0 ? path : null,
            Script = view == "month" ? Asset.CalendarScript : null,
        };
        return new CalendarPage(frame, heading)
        {
            Only = only,
            Views =
            [
                new CountedLink(_words["calendar.month"], $"{Home}calendar/{query}", Current: view == "month", Language: _words.Borrowed),
                new CountedLink(_words["calendar.year"], view == "list" ? $"{Home}calendar/{Year4(Day.Year)}/{query}" : $"{Home}calendar/{year}{query}", Current: view == "year", Language: _words.Borrowed),
                new CountedLink(_words["calendar.list"], $"{Home}calendar/list/{query}", Current: view == "list", Language: _words.Borrowed),
            ],
            Action = path,
            Choices = Choices(),
            AsOf = AsOf(frame) with
            {
                Address = seen,
                Remark = _request.AsOf is null ? null : _words["calendar.as-of"],
                Kept = _request.Only.Filter,
                Back = seen + _request.Only.FilterQuery,
            },
            Clear = _request.Only.Filter.Count > 0 ? path + AsOfQuery : null,
            Feed = _request.BaseUrl + feed,
            Subscribe = "webcal" + (_request.BaseUrl + feed)[_request.BaseUrl.IndexOf(':')..],
        };
    }

    private string CalendarName => $"{ShortName} – {_words["calendar"]}" + (Shown.Names.Count > 0 ? ": " + string.Join(" · ", Shown.Names) : "");

    private IReadOnlyList<CalendarChoice> Choices() =>
    [
        .. Register.Shared("calendar:" + _language, ["event", "organization", "place"], () => new[]
        {
            Choice("body", Register.CalendarBodies().Select(b => (b.Row.Slug, NameOf(b.Says)))),
            Choice("kind", Register.CalendarKinds().Select(k => (k, (EventKind(k), (string?)null)))),
            Choice("place", Register.CalendarPlaces().Select(p => (p.Row.Slug, NameOf(p.Says)))),
        }).Zip([_request.Only.Body, _request.Only.Kind, _request.Only.Place], Chose),
    ];

    private CalendarChoice Choice(string name, IEnumerable<(string Value, (string Name, string? Language) Words)> options) => new(
        name, _words["calendar." + name], _words[$"calendar.{name}.all"], [.. options.OrderBy(o => o.Words.Name, Collation).Select(o => (o.Value, o.Words.Name, o.Words.Language))], null);

    // What is chosen can be seen, even where nothing is left of it.
    private CalendarChoice Chose(CalendarChoice choice, string? value) => value is null ? choice : choice with
    {
        Chosen = value,
        Options = choice.Options.Any(o => o.Value == value) ? choice.Options : [.. choice.Options, choice.Name != "kind" && RegisterFilters.Named(Register, choice.Name, value) is { } found ? (value, NameOf(found.Says).Name, NameOf(found.Says).Language) : (value, EventKind(value), null)],
    };

    private Chosen Choose()
    {
        var asked = _request.Only;
        List<string> names = [];
        Guid? body = null, place = null;
        if (asked.Body is { } slug)
        {
            if ((Named("organizations", slug) ?? Named("states", slug)) is not { } found) return new Chosen(new EventFilter(), [], ("calendar.unknown.body", slug));
            body = found.Id;
            names.Add(Name(found.Says));
        }
        if (asked.Kind is { } kind)
        {
            // A kind whose last event was removed still has its readers.
            if (!SiteWords.Knows("event-kind." + kind) && !Register.CalendarHasKind(kind)) return new Chosen(new EventFilter(), [], ("calendar.unknown.kind", kind));
            names.Add(EventKind(kind));
        }
        if (asked.Place is { } where)
        {
            if (Named("places", where) is not { } found) return new Chosen(new EventFilter(), [], ("calendar.unknown.place", where));
            place = found.Id;
            names.Add(Name(found.Says));
        }
        return new Chosen(new EventFilter(body, asked.Kind, place), names, null);

        // A record that was given another address is still found at its former one.
        Recorded? Named(string folder, string at) => Register.Resolve(folder, at) switch
        {
            RecordResolution.Found found => found.Record,
            RecordResolution.Moved moved when moved.Address.Split('/') is [var to, var now] => Register.Resolve(to, now) is RecordResolution.Found found ? found.Record : null,
            _ => null,
        };
    }

    private RenderedPage NoSuchCalendar(string word, string value)
    {
        var frame = Frame(_words["calendar.unknown"]) with { NoIndex = true, Versions = InEveryLanguage(_ => "calendar/", same: false) };
        return Message(new MessagePage(frame, 404, frame.Title, [_words.Text(word, ("value", value.Length > 60 ? value[..60] + "…" : value))])
        {
            Links = [new CountedLink(_words["calendar.whole"], $"{Home}calendar/{AsOfQuery}", Language: _words.Borrowed)],
        });
    }

    private CalendarEntry EntryOn(Recorded<Event> e, DateOnly day, DateOnly first, DateOnly last, out DateTimeOffset hour)
    {
        var when = EventDays.Local(e.Says)!;
        List<string> notes = [];
        if (last > first) notes.Add(_words.Text("calendar.day-of", ("n", day.DayNumber - first.DayNumber + 1), ("count", last.DayNumber - first.DayNumber + 1)));
        if (Register.Find<Place>(e.Says.Place) is { } place) notes.Add(Name(place.Says));
        if (Was(e.Says) is { } was) notes.Add(was);
        hour = day == first && when.From.HasTime ? when.From.Start : DateTimeOffset.MinValue;
        return new CalendarEntry(Link(e.Row, e.Says), HoursOn(when, day == first, day == last), notes, Flags(e.Says), e.Says.Status is "cancelled" or "postponed");
    }

    // Whoever noted down the former day finds there where the event went.
    private List<(DateOnly Day, CalendarEntry Entry)> TracesIn(DateOnly month, string key)
    {
        List<(DateOnly, CalendarEntry)> traces = [];
        foreach (var e in Register.CalendarMovedFrom(key, Shown.Filter).OrderBy(e => Name(e.Says), Collation))
            foreach (var day in e.Says.Before.Select(b => EventDays.Known(e.Says with { When = b.When })?.First).OfType<DateOnly>().Distinct())
                if (MonthKey(day) == key && !(EventDays.Known(e.Says) is { } on && on.First <= day && day <= on.Last))
                    traces.Add((day, new CalendarEntry(Link(e.Row, e.Says), null, [_words.Text("calendar.now", ("plan", When(e.Says, Said)))], Flags(e.Says), IsOff: true)));
        return traces;
    }

    // "10:00–11:30 UTC+6" on the only day, the beginning on the first of several and the end on the last.
    private string? HoursOn(DateRange when, bool isFirst, bool isLast)
    {
        var from = isFirst && when.From.HasTime ? when.From.Start : (DateTimeOffset?)null;
        var to = isLast && when.To is { HasTime: true } end && end != when.From ? end.Start : (DateTimeOffset?)null;
        return (from, to) switch
        {
            ({ } a, { } b) when a.Offset == b.Offset => $"{DateWords.Clock(a)}–{DateWords.Clock(b)} {DateWords.Zone(a.Offset)}",
            ({ } a, { } b) => $"{DateWords.Clock(a)} {DateWords.Zone(a.Offset)} – {DateWords.Clock(b)} {DateWords.Zone(b.Offset)}",
            ({ } a, null) when !isLast => _words.Text("calendar.from-hour", ("time", $"{DateWords.Clock(a)} {DateWords.Zone(a.Offset)}")),
            ({ } a, null) => $"{DateWords.Clock(a)} {DateWords.Zone(a.Offset)}",
            (null, { } b) => _words.Text("calendar.until-hour", ("time", $"{DateWords.Clock(b)} {DateWords.Zone(b.Offset)}")),
            _ => null,
        };
    }

    /// <summary>When an event is, in words: hours by the clocks of its own zone, which is named.</summary>
    private string When(Event e, DateWords dates) => EventDays.Local(e) is { } when ? dates.Hours(when, e.TimeZone) : _words["event.undated"];

    // What it was planned as before, where that was another day or place: "was 12 May 2025, Bishkek".
    private string? Was(Event e)
    {
        if (e.Before.Count == 0) return null;
        var before = e.Before[^1];
        string?[] plan =
        [
            before.When is { } old && old != e.When ? When(e with { When = old }, Said) : null,
            before.Place != e.Place && Register.Find<Place>(before.Place) is { } place ? Name(place.Says) : null,
        ];
        return plan.OfType<string>().ToList() is { Count: > 0 } told ? _words.Text("calendar.was", ("plan", string.Join(_words["list.comma"], told))) : null;
    }

    private IReadOnlyList<string> Flags(Event e) => e.Status is { } status and not "confirmed" ? [_words["event.is." + status]] : [];

    private string EventKind(string kind) => SiteWords.Knows("event-kind." + kind) ? _words["event-kind." + kind] : kind;

    private IReadOnlyList<(string Short, string Whole)> Weekdays() =>
        [.. Enumerable.Range(0, 7).Select(i => (DayOfWeek)(((int)Dates.FirstDayOfWeek + i) % 7)).Select(d => (Dates.ShortWeekday(d), Dates.Weekday(d)))];

    private List<IReadOnlyList<CalendarDay?>> Weeks(DateOnly month, List<(DateTimeOffset Hour, CalendarEntry Entry)>[] days)
    {
        var cells = new List<CalendarDay?>();
        for (var blank = ((int)month.DayOfWeek - (int)Dates.FirstDayOfWeek + 7) % 7; blank > 0; blank--) cells.Add(null);
        for (var i = 0; i < days.Length; i++)
        {
            var day = month.AddDays(i);
            cells.Add(new CalendarDay(Iso(day), (i + 1).ToString(CultureInfo.InvariantCulture), Dates.DayOfWeek(day), day == Day, [.. days[i].OrderBy(d => d.Hour).Select(d => d.Entry)]));
        }
        while (cells.Count % 7 > 0) cells.Add(null);
        return [.. cells.Chunk(7)];
    }

    // Months sort among the years they are of.
    private int? YearBeside(int year, bool after) => Register.CalendarBeside(after ? Year4(year) + "-99" : Year4(year), after, Shown.Filter, isMonth: false) is { } key
        ? int.Parse(key[..4], CultureInfo.InvariantCulture) : null;

    private IEnumerable<CountedLink> Near(string word, string? month) => month is null ? [] :
        [new CountedLink(_words.Text(word, ("date", Said.Partial(PartialDate.Parse(month)))), $"{Home}calendar/{month}/{OnlyQuery}", Language: _words.Borrowed)];

    private static IEnumerable<RecordSection> Under(string id, string title, List<RecordLine> lines) => lines.Count == 0 ? [] : [new RecordSection(id, title, lines)];

    // Back to the month of the day that the calendar is seen from.
    private CountedLink ToDay() => new(_request.AsOf is null ? _words["calendar.today"] : Dates.Day(Day), $"{Home}calendar/{OnlyQuery}", Language: _request.AsOf is null ? _words.Borrowed : null);

    private CountedLink MonthLink(DateOnly month) => new(Dates.Month(month.Year, month.Month), $"{Home}calendar/{MonthKey(month)}/{OnlyQuery}");

    private CountedLink YearLink(int year) => new(Year4(year), $"{Home}calendar/{Year4(year)}/{OnlyQuery}");

    // What goes on all through a month says nothing on any day of it.
    private static bool IsAllOf(DateOnly month, (DateOnly First, DateOnly Last) days) => days.First <= month && days.Last >= month.AddMonths(1).AddDays(-1);

    private static string MonthKey(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Year4(int year) => year.ToString("0000", CultureInfo.InvariantCulture);
}

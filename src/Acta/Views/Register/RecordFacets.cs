using System.Globalization;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Views.Register;

/// <summary>On which days a record holds, as far as it says so.</summary>
internal static class RecordDays
{
    public static Term Of(RegisterRecord record) => record switch
    {
        Membership m => m.Term,
        Post p => p.Life,
        Organization o => o.Life,
        Event { When: { } when } => new Term(when.From, when.To ?? when.From),
        Decision d => new Term(d.Date, d.Expires),
        Paper { Date: { } date } => new Term(date, date),
        AssignedTask t => new Term(t.Set, t.Done),
        _ => default,
    };

    /// <summary>
    /// When a task was done, as exactly as it can be told: where only a year or month is known, on the day in it on which the last
    /// word of its progress was said, for that word is that it is done.
    /// </summary>
    public static PartialDate? DoneOn(AssignedTask task) =>
        task.Done is { Precision: < DatePrecision.Day } done && task.Progress.Count > 0 && task.Progress[^1].Date is { Precision: >= DatePrecision.Day } said && said.FirstDay >= done.FirstDay && said.LastDay <= done.LastDay ? said : task.Done;

    /// <summary>The last day a record is filed under.</summary>
    public static DateOnly LastOf(RegisterRecord record) => record is AssignedTask task ? new Term(task.Set, DoneOn(task)).Last : Of(record).Last;
}

/// <summary>What records are listed by.</summary>
internal static class RecordFacets
{
    // A row for each month: an event that somebody dates from the year 1 on must not fill the table.
    private const int MostYears = 50;

    /// <summary>The facet that every record of a kind has.</summary>
    public const string All = "";

    /// <summary>Where an event stands in the calendar: <c>2019-12</c>; <c>2019</c> where no month is known; nothing where no date is.</summary>
    public const string Calendar = "calendar";

    /// <summary>An event whose days are known: it stood in calendar programs.</summary>
    public const string Dated = "dated";

    /// <summary>A month an event stood in before it was moved.</summary>
    public const string MovedFrom = "moved-from";

    /// <summary>Whether it is counted how many records have a fact. What hardly two have in common is not.</summary>
    public static bool IsCounted(string facet) => facet is not ("identifier" or "symbol" or "sign" or "name");

    /// <summary>The day a record stands at in lists; what has none comes first.</summary>
    public static long DayOf(RegisterRecord record) => RecordDays.Of(record).Start is { } start ? start.FirstDay.DayNumber : 0;

    public static IEnumerable<(string Facet, string Key)> Of(RegisterRecord record)
    {
        yield return (All, "");
        foreach (var identifier in record.Identifiers) yield return ("identifier", identifier.Scheme + ":" + identifier.Value);
        if (YearOf(record) is { } year) yield return ("year", year);
        foreach (var name in FoundBy.Names(record)) yield return ("name", name);
        if (record is Paper { Symbol: { } sign }) yield return ("sign", FoundBy.Symbol(sign));
        if (record is Decision { Symbol: { } number }) yield return ("sign", FoundBy.Symbol(number));
        switch (record)
        {
            case Organization { Classification: { } kind }: yield return ("kind", kind); break;
            case Place { Classification: { } kind }: yield return ("kind", kind); break;
            case Event e:
                yield return ("status", e.Status ?? "confirmed");
                if (e.Classification is { } what) yield return ("kind", what);
                foreach (var body in e.Organizers) yield return ("organization", body.ToString());
                if (e.Place is { } place) yield return ("place", place.ToString());
                // An event of several months stands in each of them.
                if (e.When is { } when)
                    for (var month = new DateOnly(when.From.FirstDay.Year, when.From.FirstDay.Month, 1); month <= (when.To ?? when.From).LastDay && month < when.From.FirstDay.AddYears(3); month = month.AddMonths(1))
                        yield return ("month", month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
                if (EventDays.Known(e) is not null) yield return (Dated, "");
                foreach (var key in CalendarKeys(e)) yield return (Calendar, key);
                foreach (var key in e.Before.Where(b => b.When is not null && b.When != e.When).SelectMany(b => CalendarKeys(e with { When = b.When })).Where(k => k.Length == 7).Distinct()) yield return (MovedFrom, key);
                break;
            case Membership m:
                yield return ("role", RoleOf(m));
                break;
            case Paper p:
                if (p.Symbol is { } paper) yield return ("symbol", paper);
                if (p.Classification is { } type) yield return ("kind", type);
                if (p.Organization is { } of) yield return ("organization", of.ToString());
                if (p.Event is { } meeting) yield return ("event", meeting.ToString());
                foreach (var version in p.Versions.Where(v => v.File is not null)) yield return ("language", version.Language);
                break;
            case Decision d:
                if (d.Symbol is { } symbol) yield return ("symbol", symbol);
                yield return ("organization", d.Organization.ToString());
                yield return ("status", d.Status ?? "in-force");
                // What it makes of others, whatever they state themselves.
                if (d.Supersedes.Count > 0) yield return ("superseded", "");
                if (d.Amends.Count > 0) yield return ("amended", "");
                foreach (var subject in d.Subjects)
                {
                    yield return ("subject", News.TagKeys.Of(subject));
                    // As it was written: what most write is shown.
                    yield return ("subject.name", News.TagKeys.Of(subject) + "\n" + subject);
                }
                break;
            case AssignedTask t:
                yield return ("status", t.Done is null ? "open" : "done");
                if (t.Owner is { } owner) yield return ("owner", owner.ToString());
                break;
        }
    }

    /// <summary>As what somebody is there, where nothing more is said: one who holds a post, or a member of a body.</summary>
    public static string RoleOf(Membership m) => m.Role ?? (m.Post is null ? "member" : "holder");

    // Its months by the clocks of its own zone, so that an evening in the east is not filed under the day before.
    private static IEnumerable<string> CalendarKeys(Event e)
    {
        if (EventDays.Possible(e) is not { } days)
        {
            yield return "";
            yield break;
        }
        if (e.When!.From.Precision == DatePrecision.Year)
        {
            for (var year = days.First.Year; year <= days.Last.Year && year < days.First.Year + MostYears; year++) yield return year.ToString("0000", CultureInfo.InvariantCulture);
            yield break;
        }
        for (var month = 0; month < MostYears * 12 && new DateOnly(days.First.Year, days.First.Month, 1).AddMonths(month) is var first && first <= days.Last; month++)
            yield return first.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    private static string? YearOf(RegisterRecord record) => record switch
    {
        Event { When: { } when } => Year(when.From),
        Decision { Date: { } date } => Year(date),
        Paper { Date: { } date } => Year(date),
        AssignedTask { Set: { } date } => Year(date),
        _ => null,
    };

    private static string Year(PartialDate date) => date.Year.ToString("0000", CultureInfo.InvariantCulture);
}

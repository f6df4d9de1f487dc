using System.Text.RegularExpressions;
using Acta.Record;
using Acta.Record.News;

namespace Acta.Desk.Checks;

/// <summary>Dates of the text against those of the fields, and against the calendar.</summary>
internal static partial class FieldDateCheck
{
    // Texts begin with when it happened; further down they tell of other days.
    private const int Beginning = 3;

    [GeneratedRegex(@"(?<![\w./-])(?:[0-9]{1,2}([./])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w/-]|\.[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Digits { get; }

    public static IEnumerable<Finding> Look(Edition edition, List<Segment> segments, CheckOptions options)
    {
        foreach (var segment in segments)
        {
            for (var i = 0; i < segment.Stated.Count; i++)
                if (WrongWeekday(segment, i) is { } wrong) yield return wrong;
            foreach (var (from, to) in Impossible(segment)) yield return new Finding("date.impossible", segment.Passage(from, to), null, [("text", segment.Text[from..to])]);
        }
        if (Event(edition, segments) is { } other) yield return other;
        if (Dateline(edition, segments, options) is { } late) yield return late;
    }

    /// <summary>Fields that hold for the article whatever the language.</summary>
    public static IEnumerable<Finding> Between(Edition first, Edition second)
    {
        if (first.Event is { } a && second.Event is { } b && a != b)
            yield return Differ("event", Text(a), Text(b));
        if (first.FirstPublished?.Date is { } x && second.FirstPublished?.Date is { } y && x.CompareTo(y) != 0)
            yield return Differ("published", x.ToString(), y.ToString());

        Finding Differ(string field, string one, string two) => new("field." + field, Field(first, field, one), Field(second, field, two), [("first", one), ("second", two)]);
    }

    private static Finding? WrongWeekday(Segment segment, int at)
    {
        var weekday = segment.Stated[at];
        if (weekday.Kind != StatedKind.Weekday) return null;
        foreach (var near in new[] { at + 1, at - 1 })
        {
            if (near < 0 || near >= segment.Stated.Count || segment.Stated[near] is not { Kind: StatedKind.Date } date) continue;
            var (from, to) = weekday.Start < date.Start ? (weekday.End, date.Start) : (date.End, weekday.Start);
            if (to < from || to - from > 6 || segment.Text.AsSpan(from, to - from).IndexOfAny("\n;") >= 0) continue;
            // A date that can be read in two ways has the day of one of them; a range has a day for each end.
            if (date.Days.Count != 1 || date.Days[0] is not { Year: > 0, Number: > 0 } day || !Day.IsPossible(day.Year, day.Month, day.Number)) continue;
            if (segment.Stated.Count(s => s.Start == date.Start) > 1) continue;
            var is_ = new DateOnly(day.Year, day.Month, day.Number).DayOfWeek;
            if ((int)is_ == weekday.Ordinal) return null;
            return new Finding("weekday", segment.Passage(Math.Min(weekday.Start, date.Start), Math.Max(weekday.End, date.End)), null,
                [("date", segment.Text[date.Start..date.End]), ("said", segment.Text[weekday.Start..weekday.End]), ("day", new DateOnly(day.Year, day.Month, day.Number).ToString("yyyy-MM-dd", null))]);
        }
        return null;
    }

    // 31 February, 31.02.2027, 2027-02-31.
    private static IEnumerable<(int From, int To)> Impossible(Segment segment)
    {
        if (segment.Kind == "code") yield break;
        foreach (var date in segment.Stated)
            if (date is { Kind: StatedKind.Date, Days: [{ Month: > 0, Number: > 0 } day] } && !Day.IsPossible(day.Year, day.Month, day.Number) && (day.Year > 0 || char.IsAsciiDigit(Lexeme.AsciiDigits(segment.Text)[date.Start])))
                // "In June 31 people came": only where the day stands before its month, or a year after it, is it a day.
                yield return (date.Start, date.End);
        if (!segment.Text.Any(char.IsDigit)) yield break;
        foreach (Match match in Digits.Matches(Lexeme.AsciiDigits(segment.Text)))
        {
            var parts = match.Value.Split('.', '/', '-').Select(p => int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            var (year, month, day) = parts[0] > 31 ? (parts[0], parts[1], parts[2]) : (parts[2], parts[1], parts[0]);
            if (year is < 1900 or > 2100 || day is 0 or > 31 || month is 0 or > 31 || (month > 12 && day > 12)) continue;
            // Where the month may stand first, it is impossible in either order.
            if (Day.IsPossible(year, month, day) || parts[0] <= 31 && Day.IsPossible(year, day, month)) continue;
            yield return (match.Index, match.Index + match.Length);
        }
    }

    // The text begins with days, and none of them is the event's.
    private static Finding? Event(Edition edition, List<Segment> segments)
    {
        if (edition.Event is not { From.Precision: >= DatePrecision.Day } range) return null;
        var (from, to) = (range.From.FirstDay, (range.To ?? range.From).LastDay);
        (Segment, Stated)? first = null;
        foreach (var segment in segments.Where(s => s.Field != "dateline" && s.Kind is not ("caption" or "credit" or "alt")).Take(Beginning + 1))
            foreach (var date in segment.Stated.Where(s => s.Kind == StatedKind.Date && s.Days.Any(d => d.Number > 0)))
            {
                if (date.Days.Any(d => Within(d, from, to))) return null;
                first ??= (segment, date);
            }
        return first is var (where, what) ? new Finding("date.event", where.Passage(what.Start, what.End), Field(edition, "event", Text(range)), [("text", where.Text[what.Start..what.End]), ("event", Text(range))]) : null;
    }

    private static Finding? Dateline(Edition edition, List<Segment> segments, CheckOptions options)
    {
        if (segments.Find(s => s.Field == "dateline") is not { } line || line.Stated.Find(s => s.Kind == StatedKind.Date && s.Days.Any(d => d.Number > 0)) is not { } date) return null;
        var known = new List<(DateOnly From, DateOnly To)>();
        if (edition.Event is { From.Precision: >= DatePrecision.Day } range) known.Add((range.From.FirstDay, (range.To ?? range.From).LastDay));
        if (edition.FirstPublished?.Date is { Precision: >= DatePrecision.Day } published) known.Add((published.FirstDay, published.LastDay));
        if (options.ReleaseDay is { } release) known.Add((release, release));
        // A statement of the evening before is released the next day.
        if (known.Count == 0 || known.Exists(k => date.Days.Any(d => Within(d, k.From.AddDays(k.From > DateOnly.MinValue ? -1 : 0), k.To.AddDays(k.To < DateOnly.MaxValue ? 1 : 0))))) return null;
        var nearest = known[^1].From.ToString("yyyy-MM-dd", null);
        return new Finding("date.dateline", line.Passage(date.Start, date.End), null, [("text", line.Text[date.Start..date.End]), ("day", nearest)]);
    }

    // A day without its year is within where any year's would be.
    private static bool Within(Day day, DateOnly from, DateOnly to)
    {
        if (day.Number == 0) return false;
        for (var year = day.Year > 0 ? day.Year : from.Year; year <= (day.Year > 0 ? day.Year : Math.Min(to.Year, from.Year + 1)); year++)
            if (Day.IsPossible(year, day.Month, day.Number) && new DateOnly(year, day.Month, day.Number) is var date && date >= from && date <= to) return true;
        return false;
    }

    private static Passage Field(Edition edition, string field, string text) => new(edition.Language, null, field, 0, text.Length, text, text);

    private static string Text(DateRange range) => range.To is { } to ? $"{range.From}/{to}" : range.From.ToString();
}

namespace Acta.Record.Register;

/// <summary>
/// When an event is by the clocks of its own zone, which is the one that is named, else the offset its hours were written with.
/// </summary>
public static class EventDays
{
    /// <summary>Its dates, hours turned to its zone; null: not known.</summary>
    public static DateRange? Local(Event e) => In(e, e.TimeZone);

    /// <summary>Its dates by the clocks of another zone: hours are turned, days stay. Null: not known.</summary>
    public static DateRange? In(Event e, string? clocks)
    {
        if (e.When is not { } when) return null;
        var zone = clocks is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var known) ? known : null;
        return zone is null ? when : new DateRange(Turned(when.From), when.To is { } to ? Turned(to) : null);

        PartialDate Turned(PartialDate date) => date.HasTime ? PartialDate.Of(TimeZoneInfo.ConvertTime(date.Start, zone)) : date;
    }

    /// <summary>Its first and its last day; null where either is not known to the day. What ends at midnight ended the day before.</summary>
    public static (DateOnly First, DateOnly Last)? Known(Event e)
    {
        if (Local(e) is not { } when || when.From.Precision < DatePrecision.Day || when.To is { Precision: < DatePrecision.Day }) return null;
        var (first, last) = (when.From.FirstDay, (when.To ?? when.From).LastDay);
        if (EndsAtMidnight(when)) last = last.AddDays(-1);
        return (first, last < first ? first : last);
    }

    /// <summary>Whether the last day of a range only begins, which is no day of it.</summary>
    public static bool EndsAtMidnight(DateRange when) => when.To is { HasTime: true } to && to.Start.TimeOfDay == TimeSpan.Zero && to.FirstDay > when.From.LastDay;

    /// <summary>The first and the last day it may be on; null: not known at all.</summary>
    public static (DateOnly First, DateOnly Last)? Possible(Event e) =>
        Known(e) ?? (Local(e) is { } when ? (when.From.FirstDay, (when.To ?? when.From).LastDay) : null);
}

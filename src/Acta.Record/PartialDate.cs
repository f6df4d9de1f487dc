using System.Globalization;

namespace Acta.Record;

/// <summary>How exactly a date is known.</summary>
public enum DatePrecision
{
    /// <summary>Only the year.</summary>
    Year,
    /// <summary>Year and month.</summary>
    Month,
    /// <summary>The day.</summary>
    Day,
    /// <summary>The minute, with an offset from UTC.</summary>
    Minute,
    /// <summary>The second, with an offset from UTC.</summary>
    Second,
}

/// <summary>
/// A date as exactly as it is known, never more: <c>2019</c>, <c>2019-12</c>, <c>2019-12-25</c> (Popolo partial dates),
/// <c>2019-12-25T10:30+03:00</c> or <c>2019-12-25T10:30:15Z</c> (RFC 3339).
/// </summary>
public readonly record struct PartialDate : IComparable<PartialDate>
{
    private readonly DateTimeOffset _start;

    private PartialDate(DateTimeOffset start, DatePrecision precision)
    {
        _start = start;
        Precision = precision;
    }

    /// <summary>How exactly the date is known.</summary>
    public DatePrecision Precision { get; }

    /// <summary>The year.</summary>
    public int Year => _start.Year;

    /// <summary>The month, or null where only the year is known.</summary>
    public int? Month => Precision >= DatePrecision.Month ? _start.Month : null;

    /// <summary>The day of the month, or null where it is not known.</summary>
    public int? Day => Precision >= DatePrecision.Day ? _start.Day : null;

    /// <summary>Whether a time of day is known.</summary>
    public bool HasTime => Precision >= DatePrecision.Minute;

    /// <summary>The first moment the date may mean; without a time of day, midnight with offset zero.</summary>
    public DateTimeOffset Start => _start;

    /// <summary>The first day it may mean (for a time: the day at its own offset).</summary>
    public DateOnly FirstDay => DateOnly.FromDateTime(_start.DateTime);

    /// <summary>The last day it may mean.</summary>
    public DateOnly LastDay => Precision switch
    {
        DatePrecision.Year => new DateOnly(Year, 12, 31),
        DatePrecision.Month => new DateOnly(Year, _start.Month, DateTime.DaysInMonth(Year, _start.Month)),
        _ => FirstDay,
    };

    /// <summary>A day.</summary>
    public static PartialDate Of(DateOnly day) => new(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), DatePrecision.Day);

    /// <summary>A moment, to the second.</summary>
    public static PartialDate Of(DateTimeOffset moment) =>
        new(moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond)), DatePrecision.Second);

    /// <summary>Reads one of the five forms.</summary>
    /// <exception cref="FormatException">The text is not one of them, or no such day exists.</exception>
    public static PartialDate Parse(string text) => TryParse(text, out var date)
        ? date
        : throw new FormatException($"\"{text}\" is not a date (2019, 2019-12, 2019-12-25 or 2019-12-25T10:30+03:00)");

    /// <summary>Reads one of the five forms; false for anything else, an impossible day included.</summary>
    public static bool TryParse(string? text, out PartialDate date)
    {
        date = default;
        if (text is null) return false;
        var (format, precision) = text.Length switch
        {
            4 => ("yyyy", DatePrecision.Year),
            7 => ("yyyy-MM", DatePrecision.Month),
            10 => ("yyyy-MM-dd", DatePrecision.Day),
            17 when text[^1] == 'Z' => ("yyyy-MM-dd'T'HH:mm'Z'", DatePrecision.Minute),
            22 => ("yyyy-MM-dd'T'HH:mmzzz", DatePrecision.Minute),
            20 when text[^1] == 'Z' => ("yyyy-MM-dd'T'HH:mm:ss'Z'", DatePrecision.Second),
            25 => ("yyyy-MM-dd'T'HH:mm:sszzz", DatePrecision.Second),
            _ => ("", DatePrecision.Year),
        };
        if (format.Length == 0) return false;
        if (!DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)) return false;
        date = new PartialDate(start, precision);
        return true;
    }

    /// <summary>Earlier first; of two that start together the one known less exactly first.</summary>
    public int CompareTo(PartialDate other)
    {
        var byStart = _start.CompareTo(other._start);
        return byStart != 0 ? byStart : Precision.CompareTo(other.Precision);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var zone = _start.Offset == TimeSpan.Zero ? "'Z'" : "zzz";
        return _start.ToString(Precision switch
        {
            DatePrecision.Year => "yyyy",
            DatePrecision.Month => "yyyy-MM",
            DatePrecision.Day => "yyyy-MM-dd",
            DatePrecision.Minute => "yyyy-MM-dd'T'HH:mm" + zone,
            _ => "yyyy-MM-dd'T'HH:mm:ss" + zone,
        }, CultureInfo.InvariantCulture);
    }
}

/// <summary>When something happened: a day or a range, each end as exactly as it is known.</summary>
/// <param name="From">The first day or moment.</param>
/// <param name="To">The last, where it is not the first.</param>
public sealed record DateRange(PartialDate From, PartialDate? To = null);

using System.Collections.Concurrent;
using System.Globalization;
using Acta.Record;

namespace Acta.Pages;

/// <summary>Dates, times, numbers and names of languages as a language writes them (CLDR, by way of ICU).</summary>
public sealed class DateWords
{
    // Asked several times for each page; only of languages that stand in the record.
    private static readonly ConcurrentDictionary<string, CultureInfo> s_cultures = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string> s_names = new(StringComparer.Ordinal);

    private readonly CultureInfo _culture;
    private readonly string _day;
    private readonly string _dayOfWeek;

    /// <summary>The words of a BCP 47 language.</summary>
    public DateWords(string language)
    {
        // A copy of its own: the calendar of some is set.
        _culture = (CultureInfo)Culture(language).Clone();
        var format = _culture.DateTimeFormat;
        // The Gregorian calendar is the one of the addresses and the record, so it is the one on the page in any language.
        if (format.Calendar is not GregorianCalendar) format.Calendar = new GregorianCalendar();
        // ICU lists the long dates with the day of the week first, then without.
        var patterns = format.GetAllDateTimePatterns('D');
        _day = patterns.FirstOrDefault(p => !p.Contains("dddd", StringComparison.Ordinal)) ?? "d MMMM yyyy";
        _dayOfWeek = patterns.FirstOrDefault(p => p.Contains("dddd", StringComparison.Ordinal)) ?? "dddd, d MMMM yyyy";
    }

    /// <summary>Whether the language is written from right to left.</summary>
    public static bool IsRightToLeft(string language) => Culture(language).TextInfo.IsRightToLeft;

    /// <summary>A language's name in itself, as language switches show it: "English", "Русский".</summary>
    public static string NameOf(string language) => s_names.GetOrAdd(language, static l => NativeName(l) is { Length: > 0 } name ? Capital(Culture(l), name) : l);

    /// <summary>Whether there is a language of this code, as far as CLDR has a name for it.</summary>
    public static bool Knows(string language) => language.Split('-')[0] is var code && Load(code) is { Name.Length: > 0 } culture && !culture.EnglishName.StartsWith(code, StringComparison.Ordinal) && !culture.EnglishName.StartsWith("Unknown", StringComparison.Ordinal);

    /// <summary>Another language's name on a page of this one: in English on English pages, elsewhere in itself.</summary>
    public string NameHere(string language) =>
        _culture.TwoLetterISOLanguageName == "en" && language != "en" && Culture(language).EnglishName is { Length: > 0 } name ? name : NativeName(language);

    /// <summary>A number with the language's separators, from 10,000 up as typographers advise.</summary>
    public string Number(long n) => n is > -10_000 and < 10_000 ? n.ToString(CultureInfo.InvariantCulture) : n.ToString("N0", _culture);

    /// <summary>"30 June 2025".</summary>
    public string Day(DateOnly day) => day.ToString(_day, _culture);

    /// <summary>"30 June", where the year has just been said.</summary>
    public string DayOfYear(DateOnly day) => day.ToString(_culture.DateTimeFormat.MonthDayPattern, _culture);

    /// <summary>"Monday, 30 June 2025".</summary>
    public string DayOfWeek(DateOnly day) => Capital(day.ToString(_dayOfWeek, _culture));

    /// <summary>"June 2025", standing alone.</summary>
    public string Month(int year, int month) => Capital(new DateOnly(year, month, 1).ToString(_culture.DateTimeFormat.YearMonthPattern, _culture));

    /// <summary>"June", standing alone.</summary>
    public string MonthName(int month) => Capital(_culture.DateTimeFormat.GetMonthName(month));

    /// <summary>A date as exactly as it is known, a time of day with its distance from UTC.</summary>
    public string Partial(PartialDate date) => date.Precision switch
    {
        DatePrecision.Year => date.Year.ToString(CultureInfo.InvariantCulture),
        DatePrecision.Month => new DateOnly(date.Year, date.Month!.Value, 1).ToString(_culture.DateTimeFormat.YearMonthPattern, _culture),
        DatePrecision.Day => Day(date.FirstDay),
        _ => Moment(date.Start),
    };

    /// <summary>The same after a preposition that says from or until when: of a month, "с января 2026 г." and not "январь".</summary>
    public string Bound(PartialDate date) => date.Precision == DatePrecision.Month
        ? new DateOnly(date.Year, date.Month!.Value, 1).ToString(_culture.DateTimeFormat.YearMonthPattern.Replace("MMMM", $"'{_culture.DateTimeFormat.MonthGenitiveNames[date.Month.Value - 1]}'", StringComparison.Ordinal), _culture)
        : Partial(date);

    /// <summary>"30 June 2025, 14:30 (UTC+6)".</summary>
    public string Moment(DateTimeOffset moment)
    {
        return Day(DateOnly.FromDateTime(moment.DateTime)) + Comma + Clock(moment) + " (" + Offset(moment.Offset) + ")";
    }

    /// <summary>"14:30".</summary>
    public static string Clock(DateTimeOffset moment) => moment.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"UTC+6".</summary>
    public static string Zone(TimeSpan offset) => Offset(offset);

    /// <summary>"30 June 2025, 10:00–11:30 (UTC+6, Asia/Bishkek)": hours in the zone they are given in, which is named where it has a name; where it changes its distance meanwhile, each end has its own.</summary>
    public string Hours(DateRange range, string? zone)
    {
        if (!range.From.HasTime) return Range(range);
        var start = range.From.Start;
        if (range.To is not { } to || to == range.From) return At(start, zone);
        if (!to.HasTime) return At(start, zone) + " – " + Partial(to);
        var end = to.Start;
        if (start.Offset != end.Offset) return At(start, null) + " – " + At(end, zone);
        return range.From.FirstDay == to.FirstDay
            ? Day(to.FirstDay) + Comma + Clock(start) + "–" + Clock(end) + In(end.Offset, zone)
            : Day(range.From.FirstDay) + Comma + Clock(start) + " – " + Day(to.FirstDay) + Comma + Clock(end) + In(end.Offset, zone);

        string At(DateTimeOffset moment, string? name) => Day(DateOnly.FromDateTime(moment.DateTime)) + Comma + Clock(moment) + In(moment.Offset, name);
    }

    /// <summary>The day a week begins with.</summary>
    public DayOfWeek FirstDayOfWeek => _culture.DateTimeFormat.FirstDayOfWeek;

    /// <summary>"Monday", standing alone.</summary>
    public string Weekday(DayOfWeek day) => Capital(_culture.DateTimeFormat.GetDayName(day));

    /// <summary>"Mon", standing alone.</summary>
    public string ShortWeekday(DayOfWeek day) => Capital(_culture.DateTimeFormat.GetAbbreviatedDayName(day));

    /// <summary>A range, its ends as exactly as they are known; of days, what both have in common is said once: "24–26 June 2025", "30 June – 2 July 2025".</summary>
    public string Range(DateRange range)
    {
        if (range.To is not { } to || to == range.From) return Partial(range.From);
        // The dash stays with what is before it.
        const string dash = "\u00a0– ";
        if (range.From.Precision != DatePrecision.Day || to.Precision != DatePrecision.Day || _day.IndexOf('d') is var at && at < 0) return Partial(range.From) + dash + Partial(to);
        var (first, last) = (range.From.FirstDay, to.FirstDay);
        // Before the day of the last, whose words stay as they are: some languages have another form of the month beside a day.
        if (first.Year == last.Year && first.Month == last.Month)
        {
            var point = _day[at..].StartsWith("d. M", StringComparison.Ordinal) ? "." : "";
            return last.ToString(_day.Insert(at, $"'{first.Day.ToString(CultureInfo.InvariantCulture)}{point}–'"), _culture);
        }
        return first.Year == last.Year && _day.LastIndexOf('y') > at ? DayOfYear(first) + dash + Day(last) : Day(first) + dash + Day(last);
    }

    /// <summary>"2.3": one place after the language's own sign.</summary>
    public string Tenths(double n) => n.ToString("0.#", _culture);

    /// <summary>What keeps its own direction, left to right, among letters from right to left.</summary>
    public static string LeftToRight(string text, bool mirrored) => mirrored ? $"\u2066{text}\u2069" : text;

    private string Comma => _culture.TextInfo.IsRightToLeft && _culture.TwoLetterISOLanguageName != "he" ? "، " : ", ";

    // The name of a zone is Latin in every language: among letters from right to left it keeps its own direction.
    private string In(TimeSpan offset, string? zone) => zone is null ? $" ({Offset(offset)})"
        : $" ({LeftToRight($"{Offset(offset)}, {zone}", _culture.TextInfo.IsRightToLeft)})";

    private static string Offset(TimeSpan offset) => offset == TimeSpan.Zero
        ? "UTC"
        : string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{Math.Abs(offset.Hours)}{(offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}")}");

    private string Capital(string text) => text.Length == 0 ? text : Capital(_culture, text);

    // Georgian has capitals for whole words only: no word begins with one.
    private static string Capital(CultureInfo culture, string text) =>
        text[0] is >= '\u10d0' and <= '\u10ff' ? text : Upper(culture, text[0]) + text[1..];

    // Asking the culture itself loads its whole order of letters, 13 ms for each language; only Turkic ones differ here.
    private static string Upper(CultureInfo culture, char letter) =>
        letter == 'i' && culture.TwoLetterISOLanguageName is "tr" or "az" ? "İ" : char.ToUpperInvariant(letter).ToString();

    // "en" is British for its dates only.
    private static string NativeName(string language) => language == "en" ? "English" : Culture(language).NativeName is { Length: > 0 } name ? name : language;

    private static CultureInfo Culture(string language) => s_cultures.GetOrAdd(language, Load);

    private static CultureInfo Load(string language)
    {
        try
        {
            // Plain "en" means American dates to ICU; international organisations write British ones.
            return CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}

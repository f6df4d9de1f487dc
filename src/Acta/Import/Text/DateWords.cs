using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Acta.Record;

namespace Acta.Import.Text;

/// <summary>Reads dates as people write them: 30.06.2025, 2025-06-30, 30 June 2025, 30 июня 2025 г., 2025年6月30日.</summary>
internal sealed partial class DateWords
{
    private static readonly string[] Tags =
    [
        "en", "ru", "fr", "es", "de", "ar", "hy", "ka", "kk", "ky", "tg", "uz", "be", "uk", "az", "tr", "it", "pt", "pl", "cs", "sk", "sl", "hr", "sr", "sr-Latn", "bg", "mk", "ro", "hu",
        "nl", "da", "sv", "nb", "fi", "et", "lv", "lt", "el", "he", "fa", "hi", "id", "ms", "vi", "th", "zh", "ja", "ko", "ca", "gl", "eu", "sq", "mn", "tk", "bs", "is", "ga", "cy", "eo", "ur",
    ];

    private static readonly ConcurrentDictionary<string, DateWords> ByLanguage = new(StringComparer.Ordinal);

    private readonly List<(string Name, int Month)> _months;
    private readonly HashSet<string> _days;
    // The days of the week of the item's own language and of English: elsewhere "la" and "a" name days too.
    private readonly HashSet<string> _ownDays = new(StringComparer.Ordinal);
    private readonly List<(string Name, int Month)> _solar = [];
    private readonly bool _monthFirst;
    private readonly bool _isBuddhist;
    private readonly bool _isPersian;

    private DateWords(string language)
    {
        // The item's own language decides; English and the rest follow, for names that no other month has.
        _months = [];
        _days = new(StringComparer.Ordinal);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var tag in Tags.Where(t => t != language && t != "en").Prepend("en").Prepend(language))
        {
            if (Culture(tag) is { } culture) Add(culture, taken, own: tag == language || tag == "en");
            foreach (var (_, months) in DateVocabulary.Months.Where(m => m.Language == tag))
                for (var i = 0; i < 12; i++)
                    foreach (var name in months[i].Split('|', StringSplitOptions.RemoveEmptyEntries)) AddMonth(Plain(name).Trim(), i + 1, taken);
        }
        _months.Sort((a, b) => b.Name.Length.CompareTo(a.Name.Length));
        _monthFirst = language.StartsWith("en", StringComparison.Ordinal) && language is "en-US";
        _isBuddhist = language == "th";
        _isPersian = language is "fa" or "prs" || language.StartsWith("fa-", StringComparison.Ordinal);
        if (_isPersian)
            for (var i = 0; i < 12; i++) _solar.Add((Plain(DateVocabulary.SolarMonths[i]), i + 1));
    }

    public static DateWords Of(string language) => ByLanguage.GetOrAdd(language, l => new DateWords(l));

    /// <summary>What a text says of a date.</summary>
    /// <param name="Date">The date; null where there is no such day.</param>
    /// <param name="Text">As written.</param>
    /// <param name="IsAmbiguous">It could be read with day and month exchanged.</param>
    /// <param name="Place">The place named before it.</param>
    public sealed record Found(PartialDate? Date, string Text, bool IsAmbiguous = false, string? Place = null);

    /// <summary>The date that is the whole text, or null.</summary>
    public Found? Whole(string text) => Whole(text, alone: true);

    // What stands beside a date is only believed where nothing else follows: "Sun" may be Sunday, or a company.
    private Found? Whole(string text, bool alone)
    {
        var line = text.Trim().Trim('*', '_', '#', '[', ']', '(', ')', '|', '—', '–', '•').Trim();
        if (line.Length is < 4 or > 60) return null;
        var digits = 0;
        foreach (var c in line) if (char.IsDigit(c)) digits++;
        if (digits < 4 && !line.Contains('年')) return null;
        if (!alone) return Bare(line);
        return Bare(line) ?? (WithoutDayOfWeek(line) is { } rest ? Numeric(rest) : null) ?? (Published().Match(line) is { Success: true } told && Bare(line[told.Length..].Trim()) is { Date: null or { Precision: >= DatePrecision.Day } } date ? date : null);
    }

    /// <summary>
    /// The date of a line that could as well belong to a text: a place before it, the days from and to. A dump that has no other
    /// dates is cut at these; elsewhere such a line is kept and told.
    /// </summary>
    public Found? Loosely(string text)
    {
        var line = text.Trim().Trim('*', '_', '#', '[', ']', '(', ')', '|', '—', '–', '•').Trim();
        if (line.Length is < 8 or > 60) return null;
        if (Range().Match(line) is { Success: true } range && Bare(range.Groups[1].Value) is { Date: not null } until) return until with { Text = line };
        return Placed().Match(line) is { Success: true } placed && Bare(line[placed.Length..]) is { Date: not null } there
            ? there with { Text = line, Place = placed.Groups[1].Value.Trim() }
            : null;
    }

    private Found? Bare(string line) => Numeric(line) ?? Solar(line) ?? Words(line, TimeAfter().Replace(AsciiDigits(line), ""));

    // "04.03.2024 (Monday)", "Mon, 04.03.2024": null where no day of the week is named.
    private string? WithoutDayOfWeek(string line)
    {
        var without = Letters().Replace(line, m => _ownDays.Contains(Plain(m.Value).Trim()) ? "" : m.Value);
        return without.Length == line.Length ? null : without.Trim(' ', ',', '(', ')', '.', '[', ']', '،', '|', '–', '—', '-');
    }

    // The solar calendar of Iran and Afghanistan: 15 Esfand 1402 is 5 March 2024.
    private Found? Solar(string line)
    {
        if (!_isPersian) return null;
        var text = " " + Plain(line) + " ";
        foreach (var (name, month) in _solar)
        {
            var at = text.IndexOf(" " + name + " ", StringComparison.Ordinal);
            if (at < 0) continue;
            var numbers = Token().Matches(text.Remove(at, name.Length + 1)).Select(m => m.Value).Where(w => !_days.Contains(w) && !DateVocabulary.Fillers.Contains(w)).ToList();
            if (numbers is [var day, var year] && int.TryParse(day, CultureInfo.InvariantCulture, out var d) && int.TryParse(year, CultureInfo.InvariantCulture, out var y) && IsSolar(y)) return OfSolar(y, month, d, line);
        }
        return null;
    }

    private static bool IsSolar(int year) => year is > 1250 and < 1500;

    private static Found OfSolar(int year, int month, int day, string text)
    {
        var calendar = new PersianCalendar();
        if (month is < 1 or > 12 || day < 1 || day > calendar.GetDaysInMonth(year, month)) return new Found(null, text);
        return new Found(PartialDate.Of(DateOnly.FromDateTime(calendar.ToDateTime(year, month, day, 0, 0, 0, 0))), text);
    }

    /// <summary>The date that begins the text, and where the rest begins; null where it begins otherwise.</summary>
    public (Found Date, int After)? Beginning(string text)
    {
        var limit = Math.Min(text.Length, 48);
        // The longest beginning that is a date, cut where a word ends.
        for (var end = limit; end >= 8; end--)
        {
            if (end < text.Length && (char.IsLetterOrDigit(text[end]) || char.IsLetterOrDigit(text[end - 1]) == false && end != limit)) continue;
            if (!char.IsLetterOrDigit(text[end - 1]) && text[end - 1] != '.') continue;
            var part = text[..end];
            if (Whole(part, alone: false) is not { } found) continue;
            var rest = end;
            while (rest < text.Length && (char.IsWhiteSpace(text[rest]) || text[rest] is '.' or ',' or ':' or '-' or '–' or '—' or '|' or '/')) rest++;
            if (rest >= text.Length) return null;
            return (found, rest);
        }
        return null;
    }

    private Found? Numeric(string line)
    {
        var ascii = AsciiDigits(line);
        if (DayFirst().Match(ascii) is { Success: true } m)
        {
            var (a, b) = (Int(m.Groups[1]), Int(m.Groups[3]));
            // "1.2.10" counts something; the year of two digits stands with day and month of two.
            if (m.Groups[4].Length == 2 && (m.Groups[2].Value == "-" || m.Groups[1].Length + m.Groups[3].Length < 4)) return null;
            if (m.Groups[2].Value == "/" && (b > 12 || (_monthFirst && a <= 12))) return Of(Year(m.Groups[4]), a, b, line);
            return Of(Year(m.Groups[4]), b, a, line, m.Groups[2].Value == "/" && a <= 12 && b <= 12 && a != b);
        }
        if (_isPersian && YearFirst().Match(ascii) is { Success: true } solar && IsSolar(Int(solar.Groups[1]))) return OfSolar(Int(solar.Groups[1]), Int(solar.Groups[3]), Int(solar.Groups[4]), line);
        if (YearFirst().Match(ascii) is { Success: true } y && Int(y.Groups[1]) >= 1500) return Of(Int(y.Groups[1]), Int(y.Groups[3]), Int(y.Groups[4]), line);
        if (Eastern().Match(EasternNumbers.Arabic(ascii)) is { Success: true } e)
        {
            var (year, month, day) = (Int(e.Groups[1]), e.Groups[2].Success ? Int(e.Groups[2]) : 0, e.Groups[3].Success ? Int(e.Groups[3]) : 0);
            return Partial(year, month, day, line);
        }
        if (Mongolian().Match(ascii) is { Success: true } mn) return Partial(Int(mn.Groups[1]), Int(mn.Groups[2]), Int(mn.Groups[3]), line);
        if (YearAlone().Match(ascii) is { Success: true } only) return Partial(Int(only.Groups[1]), 0, 0, line);
        if (YearMonth().Match(ascii) is { Success: true } ym) return Partial(Int(ym.Groups[1]), Int(ym.Groups[2]), 0, line);
        return MonthYear().Match(ascii) is { Success: true } my ? Partial(Int(my.Groups[2]), Int(my.Groups[1]), 0, line) : null;
    }

    private Found? Words(string line, string withoutTime)
    {
        var text = " " + Plain(withoutTime) + " ";
        var month = 0;
        foreach (var (name, number) in _months)
        {
            // Two names of one month may stand side by side: حزيران/يونيو.
            if (month != 0 && number != month) continue;
            var at = text.IndexOf(name, StringComparison.Ordinal);
            if (at < 1) continue;
            var after = at + name.Length;
            if (char.IsLetterOrDigit(text[at - 1]) && !char.IsDigit(text[at - 1])) continue;
            var end = after;
            while (end < text.Length && char.IsLetter(text[end])) end++;
            if (end > after && !DateVocabulary.Endings.Contains(text[after..end])) continue;
            if (end < text.Length && char.IsDigit(name[^1]) && char.IsDigit(text[end])) continue;
            text = string.Concat(text.AsSpan(0, at), " ", text.AsSpan(end));
            month = number;
        }
        if (month == 0) return null;
        int? day = null, year = null;
        foreach (Match token in Token().Matches(text))
        {
            var word = token.Value;
            if (char.IsDigit(word[0]))
            {
                if (word.Length == 4 && year is null) year = int.Parse(word, CultureInfo.InvariantCulture);
                else if (word.Length <= 2 && day is null) day = int.Parse(word, CultureInfo.InvariantCulture);
                else return null;
            }
            else if (!DateVocabulary.Fillers.Contains(word) && !_days.Contains(word)) return null;
        }
        return year is null or < 1500 or > 2999 ? null : Partial(year.Value, month, day ?? 0, line);
    }

    private Found Of(int year, int month, int day, string text, bool ambiguous = false) => Partial(year, month, day, text) with { IsAmbiguous = ambiguous };

    private Found Partial(int year, int month, int day, string text)
    {
        if (_isBuddhist && year > 2400) year -= 543;
        var form = month == 0 ? $"{year:0000}" : day == 0 ? $"{year:0000}-{month:00}" : $"{year:0000}-{month:00}-{day:00}";
        return new Found(PartialDate.TryParse(form, out var date) ? date : null, text);
    }

    private void Add(CultureInfo culture, Dictionary<string, int> taken, bool own)
    {
        var format = culture.DateTimeFormat;
        foreach (var names in new[] { format.MonthGenitiveNames, format.MonthNames, format.AbbreviatedMonthGenitiveNames, format.AbbreviatedMonthNames })
        {
            for (var i = 0; i < 12; i++)
            {
                var name = Plain(names[i]).Trim();
                if (name.Length >= 3 || name.Any(c => c > 0x2E80)) AddMonth(name, i + 1, taken);
            }
        }
        foreach (var day in format.DayNames.Concat(format.AbbreviatedDayNames))
        {
            foreach (var word in Plain(day).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                _days.Add(word);
                if (own && word.Length > 1) _ownDays.Add(word);
            }
        }
    }

    private void AddMonth(string name, int month, Dictionary<string, int> taken)
    {
        if (!name.All(char.IsDigit) && taken.TryAdd(name, month)) _months.Add((name, month));
    }

    private static CultureInfo? Culture(string tag)
    {
        try
        {
            var culture = (CultureInfo)CultureInfo.GetCultureInfo(tag).Clone();
            // Persian and Thai calendars have months and years of their own; news is dated by the common one.
            culture.DateTimeFormat.Calendar = culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() ?? culture.Calendar;
            return culture.DateTimeFormat.MonthNames.All(m => m.Length == 0) ? null : culture;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    // Lower case, ASCII digits, one space between words, no marks of direction; a full stop and a comma are spaces.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in AsciiDigits(text.Normalize(NormalizationForm.FormC)))
        {
            if (c is '\u200E' or '\u200F' or '\u0307' || char.GetUnicodeCategory(c) == UnicodeCategory.Format) continue;
            if (char.IsWhiteSpace(c) || c is '.' or ',' or '،' or '-' or '–' or '/' or '\'' or '’' or '«' or '»' or '"' or '“' or '”' or '„')
            {
                if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            }
            else plain.Append(c is 'İ' or 'ı' ? 'i' : char.ToLowerInvariant(c));
        }
        return plain.ToString();
    }

    private static string AsciiDigits(string text)
    {
        if (Ascii.IsValid(text)) return text;
        return string.Concat(text.Select(c => c > 127 && CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var d ? (char)('0' + d) : c is '\u00A0' or '\u202F' ? ' ' : c))
            .Replace("\u200F", "").Replace("\u200E", "");
    }

    private static int Int(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private static int Year(Group group) => group.Length == 2 ? (Int(group) < 70 ? 2000 : 1900) + Int(group) : Int(group);

    private const string Time = @"(?:\s*(?:г\.?|года|ж\.?|р\.?|թ\.?|წ\.?)?,?\s*(?:[|/–—-]\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?)?\s*(?:г\.?|года|ж\.?|р\.?|թ\.?|წ\.?)?\s*[.,:|]?$";

    [GeneratedRegex(@"^(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2}(?!\d))" + Time, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(\d{4})([./-])\s?(\d{1,2})\2\s?(\d{1,2})(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?" + Time, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日号號일])?)?\s*(?:[（(]?[星期週周]*[一二三四五六日月火水木金土월화수목금토일](?:曜日|요일)?[）)]?)?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?$")]
    private static partial Regex Eastern();

    [GeneratedRegex(@"^(\d{4})\s+оны\s+(\d{1,2})(?:-?р|\s+д[уү]г[аэ]{2}р)?\s+сарын\s+(\d{1,2})(?:\s?-?(?:ны|ний)(?:\s+өдөр)?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mongolian();

    [GeneratedRegex(@"(?:\s*[,،|–—-]\s*|\s+)(?:(?:à|at|в|о|um|kl\.?|klo|a las|às|alle|ore|u|godz\.?|saat|الساعة|o godz\.?)\s+)?\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?\s*(?:Uhr|ч\.?|h|hrs|[ap]\.?m\.?|UTC|GMT|CET|CEST|MSK|МСК)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TimeAfter();

    [GeneratedRegex(@"^((?:19|20)\d{2})\s*(?:г\.?|год|ж\.?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex YearAlone();

    [GeneratedRegex(@"^((?:19|20)\d{2})-(\d{2})$")]
    private static partial Regex YearMonth();

    [GeneratedRegex(@"^(\d{2})\.((?:19|20)\d{2})$")]
    private static partial Regex MonthYear();

    // A word of publishing in many languages, at the head of a line: "Published:", "Дата публикации:", "تاريخ النشر:".
    [GeneratedRegex(@"^(?:[\p{L}\p{M}]+\s+){0,2}?(?:publi|pubbl|posted|released|issued|опублик|публік|апублік|публикац|размещен|veröffentlicht|opublikow|publikov|objav|објав|gepubliceerd|megjelen|yayın|yayım|nashr|нашр|жариялан|жарыялан|հրապարակ|გამოქვეყნ|نشر|النشر|انتشار|发布|發布|公開|掲載|게시|등록)[\p{L}\p{M}]*(?:\s+[\p{L}\p{M}]+){0,2}\s*[:：]?\s*(?=\S*\d|\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Published();

    // From one to four words with capitals, then a comma: Cholpon-Ata, Paris, Buenos Aires.
    [GeneratedRegex(@"^((?:\p{Lu}|\p{Lo})[\p{L}\p{M}'’.-]*(?:\s+[\p{L}\p{M}'’.-]+){0,3}),\s+(?=.*\d)")]
    private static partial Regex Placed();

    [GeneratedRegex(@"^(?:\d{1,2}(?:[.\s]\s?[\p{L}\p{M}\d.]+)?)\s*[–—-]\s*(\d{1,2}[.\s].*)$")]
    private static partial Regex Range();

    [GeneratedRegex(@"[\p{L}\p{M}]+")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\d+|[\p{L}\p{M}º°ª]+|[^\s]")]
    private static partial Regex Token();
}

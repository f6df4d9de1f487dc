using System.Globalization;

namespace Acta.Desk.Checks;

/// <summary>Dates: 22.08.2006, 2006-08-22, 22 August 2006, August 1 to 7, 2006年8月22日, 15 اسفند 1402.</summary>
internal static class DateForms
{
    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "of", "the", "de", "del", "d", "do", "da", "di", "du", "le", "el", "der", "den", "dem", "vom", "van", "г", "году", "года", "год", "р", "року", "ж", "жылғы", "жылы", "թ", "թվականի",
        "m", "gada", "metų", "roku", "rok", "r", "év", "сарын", "оны", "ngày", "tháng", "năm", "سنة", "عام", "من", "سال", "е", "του", "της", "mes", "mese", "mês", "mois", "месяца",
    };

    private static readonly HashSet<string> Ranges = new(StringComparer.Ordinal)
    {
        "-", "–", "—", "〜", "~", "to", "and", "through", "until", "till", "bis", "und", "bis zum", "au", "et", "al", "y", "e", "a", "по", "и", "til", "to the", "och", "og", "tot", "en", "do", "i", "と", "から", "до", "та", "і", "إلى", "تا", "&", "/", ",",
        "et le", "et du", "all'", "all’", "e l'", "e l’", "ja", "und vom", "z",
    };

    private static readonly HashSet<string> Firsts = new(StringComparer.Ordinal) { "first", "premier", "primo", "primero", "primer", "primeiro", "ersten", "erster", "erste", "eerste", "första", "første", "первое", "первого", "първи", "primul", "pierwszego", "prvního" };

    private static readonly char[] Edges = [' ', '\u00A0', '.', '日', '号', '일'];

    /// <summary>The date in digits alone that begins there; null where none does.</summary>
    public static Stated? Numeric(string text, int start, MonthNames months)
    {
        if (start > 0 && (text[start - 1] is '.' or '/' or '-' or ',' && start > 1 && char.IsAsciiLetterOrDigit(text[start - 2]))) return null;
        var at = start;
        Span<int> number = stackalloc int[3];
        Span<int> length = stackalloc int[3];
        var sign = '\0';
        for (var n = 0; n < 3; n++)
        {
            if (n > 0)
            {
                if (at >= text.Length || text[at] is not ('.' or '/' or '-') || n == 2 && text[at] != sign) return null;
                sign = text[at++];
                if (sign == '.' && at < text.Length && text[at] is ' ' or '\u00A0') at++;
            }
            var from = at;
            while (at < text.Length && at - from < 5 && char.IsAsciiDigit(text[at])) number[n] = number[n] * 10 + text[at++] - '0';
            length[n] = at - from;
            if (length[n] is 0 or > 4) return null;
        }
        if (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) && text[at] != 'T' || text[at] is '-' or '/' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))) return null;
        var days = new List<Day>();
        if (length[0] == 4 && length[1] <= 2 && length[2] <= 2) Add(days, number[0], number[1], number[2], months);
        else if (sign == '.' && length[0] == 2 && length[1] == 2 && length[2] == 2) Add(days, 2000 + number[2], number[1], number[0], months);
        else if (length[2] == 4 && length[0] <= 2 && length[1] <= 2)
        {
            Add(days, number[2], number[1], number[0], months);
            if (sign == '/') Add(days, number[2], number[0], number[1], months);
        }
        return days.Count == 0 ? null : new Stated(StatedKind.Date, start, at) { Days = days, Parts = [Text(number[0]), Text(number[1]), Text(number[2])] };
    }

    /// <summary>The same with days, months and years that stand together joined.</summary>
    public static List<Stated> Join(string text, List<Stated> found, MonthNames months)
    {
        var joined = new List<Stated>(found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            var one = found[i];
            if (months.Language == "vi" && one.Kind == StatedKind.Number && one.Whole is >= 1 and <= 12 && Before(text, one.Start).EndsWith("tháng", StringComparison.OrdinalIgnoreCase)) one = one with { Unit = 'm' };
            if (one.Unit == 'm' && one.Kind == StatedKind.Number && one.Whole is >= 1 and <= 12) one = one with { Kind = StatedKind.Month, Ordinal = one.Whole, NeedsCompany = true };
            if (one.Kind != StatedKind.Month)
            {
                joined.Add(one);
                continue;
            }
            i += OfMonth(text, found, i, one, joined, months);
        }
        return joined;
    }

    // Adds what the month belongs to; how many of those after it were taken.
    private static int OfMonth(string text, List<Stated> found, int at, Stated month, List<Stated> joined, MonthNames months)
    {
        int year = 0, day = 0, from = month.Start, to = month.End, taken = 0;
        var more = new List<int>();
        var isEastern = month.Unit == 'm';
        // "No. 19 of September 14th, 1998": the number before is of something else.
        var isAfter = Right(1) is { InWords: false } d && IsDay(d) && Near(text, to, d.Start) && Right(2) is { InWords: false } y && IsYear(y, months) && Near(text, d.End, y.Start);
        if (!isAfter && joined.Count > 0 && joined[^1] is { Kind: StatedKind.Number } left && Near(text, left.End, month.Start))
        {
            if (IsYear(left, months) && (left.Unit == 'y' || !left.InWords))
            {
                (year, from) = (left.Whole, left.Start);
                joined.RemoveAt(joined.Count - 1);
            }
            else if ((IsDay(left) || left.Whole == 1 && Firsts.Contains(text[left.Start..left.End].ToLowerInvariant())) && !(isEastern && left.Unit != 'd' && months.Language != "vi"))
            {
                (day, from) = (left.Whole, left.Start);
                joined.RemoveAt(joined.Count - 1);
                // 2006 жылғы 22 тамыз.
                if (joined.Count > 0 && joined[^1] is { Kind: StatedKind.Number, InWords: false } before && IsYear(before, months) && Near(text, before.End, from))
                {
                    (year, from) = (before.Whole, before.Start);
                    joined.RemoveAt(joined.Count - 1);
                }
                // 1–7 August: the first belongs to the month as well.
                while (joined.Count > 0 && joined[^1] is { Kind: StatedKind.Number } first && IsDay(first) && Ranges.Contains(Between(text, first.End, from)))
                {
                    more.Add(first.Whole);
                    from = first.Start;
                    joined.RemoveAt(joined.Count - 1);
                }
            }
        }
        if (day == 0 && Right(1) is { } right && IsDay(right) && Near(text, to, right.Start) && (!isEastern || right.Unit == 'd' || Right(2) is { Unit: 'd' } last && Ranges.Contains(Between(text, right.End, last.Start))))
        {
            (day, to, taken) = (right.Whole, right.End, 1);
            while (Right(taken + 1) is { } next && IsDay(next) && next.Whole >= day && (Ranges.Contains(Between(text, to, next.Start).TrimStart(',', ' ')) || months.Language == "ko" && Between(text, to, next.Start).Length == 0))
            {
                more.Add(day);
                (day, to, taken) = (next.Whole, next.End, taken + 1);
            }
        }
        if (year == 0 && Right(taken + 1) is { InWords: false } after && IsYear(after, months) && Near(text, to, after.Start)) (year, to, taken) = (after.Whole, after.End, taken + 1);
        if (day == 0 && year == 0)
        {
            if (!month.NeedsCompany || isEastern || AfterPreposition(text, month.Start)) joined.Add(month with { Kind = StatedKind.Month });
            return 0;
        }
        foreach (var number in more.Append(day))
        {
            var days = Days(year, month, number);
            joined.Add(new Stated(StatedKind.Date, from, to) { Days = days, Parts = [.. new[] { number, year }.Where(n => n > 0).Select(Text)], Ordinal = month.Ordinal });
        }
        return taken;

        Stated? Right(int n) => at + n < found.Count && found[at + n].Kind == StatedKind.Number ? found[at + n] : null;
    }

    // The common calendar's days; the Islamic one is seen by the moon and may be a day off.
    private static List<Day> Days(int year, Stated month, int day)
    {
        if (month.Unit is not ('s' or 'h')) return [new Day(year, month.Ordinal, day)];
        var days = new List<Day>();
        if (year == 0 || day == 0) return days;
        Calendar calendar = month.Unit == 's' ? new PersianCalendar() : new UmAlQuraCalendar();
        try
        {
            var common = calendar.ToDateTime(year, month.Ordinal, day, 0, 0, 0, 0);
            for (var off = month.Unit == 's' ? 0 : -1; off <= (month.Unit == 's' ? 0 : 1); off++) days.Add(Of(common.AddDays(off)));
        }
        catch (ArgumentOutOfRangeException)
        {
            // There is no such day.
        }
        return days;
    }

    private static void Add(List<Day> days, int year, int month, int day, MonthNames months)
    {
        if (months.IsSolar && year is > 1250 and < 1500)
        {
            var calendar = new PersianCalendar();
            if (month is >= 1 and <= 12 && day >= 1 && day <= calendar.GetDaysInMonth(year, month)) days.Add(Of(calendar.ToDateTime(year, month, day, 0, 0, 0, 0)));
            return;
        }
        if (months.Language == "th" && year > 2400) year -= 543;
        if (year is > 1000 and < 3000 && Day.IsPossible(year, month, day)) days.Add(new Day(year, month, day));
    }

    private static Day Of(DateTime day) => new(day.Year, day.Month, day.Day);

    private static bool IsDay(Stated number) => number.Whole is >= 1 and <= 31 && !(number.InWords && number.IsWeak) && number.Unit is '\0' or 'd';

    private static bool IsYear(Stated number, MonthNames months) => number.Whole is > 1000 and < 3000 && number.Unit is '\0' or 'y' && (number.Whole >= 1500 || months.Language is "fa" or "ar");

    // Only what stands within written dates is between: "22. of ", "le ", ", ".
    private static bool Near(string text, int from, int to)
    {
        if (to - from > 16) return false;
        for (var i = from; i < to;)
        {
            if (Lexeme.IsLetter(text[i]))
            {
                var start = i;
                while (i < to && Lexeme.IsLetter(text[i])) i++;
                if (!Fillers.Contains(text[start..i].ToLowerInvariant()) && !Lexeme.IsEastern(text[start]) && text[start] is not ('년' or '월' or '일')) return false;
            }
            else if (text[i] is ' ' or '\u00A0' or '.' or ',' or '،' or '-' or '’' or '\'' or '/' or '\u200F' or '\u200E') i++;
            else return false;
        }
        return true;
    }

    private static string Between(string text, int from, int to) => to < from || to - from > 14 ? "?" : text[from..to].Trim(Edges).ToLowerInvariant();

    private static ReadOnlySpan<char> Before(string text, int at) => text.AsSpan(0, at).TrimEnd();

    private static bool AfterPreposition(string text, int at)
    {
        var before = Before(text, at);
        foreach (var word in (ReadOnlySpan<string>)["in", "of", "since", "until", "by", "last", "next", "late", "early", "from", "this", "mid"])
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase) && (before.Length == word.Length || !char.IsLetter(before[before.Length - word.Length - 1]))) return true;
        return false;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Acta.Desk.Checks;

/// <summary>Reads what a passage states: numbers in digits and words, identifiers, dates, months, days of the week.</summary>
internal static class StatedReader
{
    /// <summary>What the passage states, in its order. Takes time in proportion to its length.</summary>
    public static List<Stated> Read(string passage, string language)
    {
        var text = Lexeme.AsciiDigits(passage);
        var lexemes = Lexeme.Of(text);
        var words = NumberWords.Of(language);
        var months = MonthNames.Of(language);
        var found = new List<Stated>();
        var done = 0;
        for (var i = 0; i < lexemes.Count;)
        {
            var lexeme = lexemes[i];
            var taken = 1;
            if (lexeme.Start < done)
            {
                i++;
                continue;
            }
            if (!lexeme.IsWord) Digits(text, lexemes, i, months, words, found);
            else if (NumberForms.Identifier(text, lexeme.Start) is { } identifier) found.Add(identifier);
            else if (Lexeme.IsEastern(text[lexeme.Start])) taken = HanNumbers.Read(text, lexemes, i, found);
            else taken = Word(text, lexemes, i, months, words, found);
            if (found.Count > 0) done = Math.Max(done, found[^1].End);
            i += taken;
        }
        return DateForms.Join(text, found, months);
    }

    private static void Digits(string text, List<Lexeme> lexemes, int at, MonthNames months, NumberWords words, List<Stated> found)
    {
        var start = lexemes[at].Start;
        if (DateForms.Numeric(text, start, months) is { } date)
        {
            found.Add(date);
            return;
        }
        var number = NumberForms.Read(text, start, months.Language);
        var unit = number.End < text.Length && text[number.End] is ' ' ? number.End + 1 : number.End;
        if (number.Whole >= 0 && unit < text.Length) number = number with { Unit = Unit(text[unit]) };
        // 3 million, 2,5 Mio., 6000万.
        var gap = number.End < text.Length && text[number.End] is ' ' or '\u00A0' ? number.End + 1 : number.End;
        var (times, end) = gap < text.Length ? Multiplier(text, gap, words) : (0, gap);
        if (times > 0 && NumberForms.Times(number.Keys, times) is { Count: > 0 } keys) number = number with { Keys = keys, Parts = [number.Keys[0]], End = end, Whole = -1 };
        else number = number with { End = NumberForms.Suffix(text, number.End) };
        found.Add(number);
    }

    private static char Unit(char c) => c switch { '年' or '년' => 'y', '月' or '월' => 'm', '日' or '일' or '號' or '号' => 'd', _ => '\0' };

    private static (long Times, int End) Multiplier(string text, int at, NumberWords words)
    {
        if (text[at] is '万' or '萬' or '만') return (10_000, at + 1);
        if (text[at] is '億' or '亿' or '억') return (100_000_000, at + 1);
        if (text[at] is '千' or '천') return (1000, at + 1);
        if (text[at] is 'k' or 'K' && at > 0 && char.IsAsciiDigit(text[at - 1]) && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]))) return (1000, at + 1);
        var end = at;
        while (end < text.Length && end - at < 24 && Lexeme.IsLetter(text[end])) end++;
        return end == at ? (0, at) : (words.Multiplier(text[at..end].ToLowerInvariant()), end);
    }

    private static int Word(string text, List<Lexeme> lexemes, int at, MonthNames months, NumberWords words, List<Stated> found)
    {
        var lexeme = lexemes[at];
        // Two words of one name: segunda-feira, تشرين الأول.
        var pair = at + 1 < lexemes.Count && lexemes[at + 1].Follows && lexemes[at + 1].IsWord && lexemes[at + 1].Start == lexeme.End + 1 ? lexeme.Plain + text[lexeme.End] + lexemes[at + 1].Plain : null;
        if (pair is not null && (months.Month(pair).Month > 0 || months.Weekday(pair) >= 0))
        {
            Name(text, lexeme.Start, lexemes[at + 1].End, pair, months, found);
            return 2;
        }
        if (months.Other(lexemes, at) is var (other, isSolar, count))
        {
            found.Add(new Stated(StatedKind.Month, lexeme.Start, lexemes[at + count - 1].End) { Ordinal = other, Unit = isSolar ? 's' : 'h', NeedsCompany = true });
            return count;
        }
        if (Name(text, lexeme.Start, lexeme.End, lexeme.Plain, months, found)) return 1;
        if (words.Read(lexemes, at) is { } number)
        {
            var end = lexemes[at + number.Count - 1].End;
            found.Add(new Stated(StatedKind.Number, lexeme.Start, end)
            {
                Keys = [number.Value.ToString(CultureInfo.InvariantCulture)],
                InWords = true,
                IsWeak = number.IsWeak,
                Whole = number.Value <= 9999 ? (int)number.Value : -1,
            });
            return number.Count;
        }
        if (Roman(text, lexeme) is > 0 and var roman)
            found.Add(new Stated(StatedKind.Number, lexeme.Start, lexeme.End) { Keys = [roman.ToString(CultureInfo.InvariantCulture)], InWords = true, Whole = roman });
        return 1;
    }

    private static bool Name(string text, int start, int end, string name, MonthNames months, List<Stated> found)
    {
        if (months.Weekday(name) is >= 0 and var day)
        {
            found.Add(new Stated(StatedKind.Weekday, start, end) { Ordinal = day });
            return true;
        }
        var (month, isShort) = months.Month(name);
        if (month == 0) return false;
        // English and German write months with a capital; "may" and "march" are verbs.
        if (months.Language is "en" or "de" && !char.IsUpper(text[start])) return false;
        found.Add(new Stated(StatedKind.Month, start, end) { Ordinal = month, NeedsCompany = isShort || months.Language == "en" && month is 3 or 5 });
        return true;
    }

    // XIX, XXe, of I, V and X: the other letters make words.
    private static int Roman(string text, Lexeme lexeme)
    {
        var end = lexeme.Start;
        while (end < lexeme.End && text[end] is 'I' or 'V' or 'X') end++;
        var length = end - lexeme.Start;
        if (length < 2 || length > 6 || end < lexeme.End && (lexeme.End - end > 3 || !char.IsLower(text[end]))) return 0;
        var value = 0;
        for (var i = lexeme.Start; i < end; i++)
        {
            var one = text[i] switch { 'I' => 1, 'V' => 5, _ => 10 };
            var next = i + 1 < end ? text[i + 1] switch { 'I' => 1, 'V' => 5, _ => 10 } : 0;
            value += next > one ? -one : one;
        }
        return value;
    }
}

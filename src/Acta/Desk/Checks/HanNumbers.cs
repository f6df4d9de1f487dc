using System.Globalization;

namespace Acta.Desk.Checks;

/// <summary>Numbers in the signs of Han: 二〇二五年, 三十, 二つ.</summary>
internal static class HanNumbers
{
    // What is counted: years, people, weeks, copies.
    private const string Counted = "年月日件人回番種個位名章条届次个项項週周時分秒度倍台本枚冊歳天者段層";

    private const string Digits = "〇一二三四五六七八九";

    /// <summary>Adds the number that begins there, if one does; how many lexemes it takes.</summary>
    public static int Read(string text, List<Lexeme> lexemes, int at, List<Stated> found)
    {
        var count = 0;
        while (at + count < lexemes.Count && (count == 0 || lexemes[at + count].Start == lexemes[at + count - 1].End) && IsNumeral(text[lexemes[at + count].Start])) count++;
        if (count is 0 or > 16) return Math.Max(1, count);
        var (start, end) = (lexemes[at].Start, lexemes[at + count - 1].End);
        if (Value(text.AsSpan(start, count)) is not { } value) return count;
        var next = end < text.Length ? text[end] : ' ';
        var counted = Counted.Contains(next) || next == 'つ' && count == 1 || start > 0 && text[start - 1] is '第' or '每' or '毎';
        // A sign alone is as often part of a word: 一般, 三菱.
        found.Add(new Stated(StatedKind.Number, start, end)
        {
            Keys = [value.ToString(CultureInfo.InvariantCulture)],
            InWords = true,
            IsWeak = value == 1 || count == 1 && (!counted || value >= 100) || value % 10_000 == 0,
            Whole = value <= 9999 ? (int)value : -1,
            Unit = next switch { '年' => 'y', '月' => 'm', '日' or '號' or '号' => 'd', _ => '\0' },
        });
        return count;
    }

    private static bool IsNumeral(char c) => Digits.Contains(c) || c is '零' or '○' or '両' or '两' or '十' or '百' or '千' or '万' or '萬' or '億' or '亿';

    private static long? Value(ReadOnlySpan<char> numeral)
    {
        long total = 0, section = 0, current = 0;
        var places = false;
        foreach (var c in numeral)
        {
            var digit = c is '零' or '○' ? 0 : c is '両' or '两' ? 2 : Digits.IndexOf(c);
            if (digit >= 0)
            {
                current = current * 10 + digit;
                if (current > 1_000_000_000) return null;
                continue;
            }
            var place = c switch { '十' => 10, '百' => 100, '千' => 1000, '万' or '萬' => 10_000L, _ => 100_000_000L };
            places = true;
            if (place < 10_000) section += Math.Max(current, 1) * place;
            else
            {
                total += Math.Max(section + current, 1) * place;
                section = 0;
            }
            current = 0;
        }
        return places || numeral.Length is 1 or 4 ? total + section + current : null;
    }
}

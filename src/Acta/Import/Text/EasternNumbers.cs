using System.Globalization;
using System.Text.RegularExpressions;

namespace Acta.Import.Text;

/// <summary>Dates of Chinese and Japanese officials: 二〇二五年六月三十日, 令和7年6月30日, 民國114年6月30日.</summary>
internal static partial class EasternNumbers
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>The same with digits and the common year; anything else as it is.</summary>
    public static string Arabic(string line)
    {
        if (!line.Contains('年')) return line;
        line = Numeral().Replace(line.Replace('○', '〇').Replace('零', '〇'), m => Value(m.Value));
        return Era().Replace(line, m =>
        {
            var year = m.Groups[2].Value == "元" ? 1 : int.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            return (year + m.Groups[1].Value switch { "令和" => 2018, "平成" => 1988, "昭和" => 1925, _ => 1911 }).ToString(CultureInfo.InvariantCulture) + "年";
        });
    }

    // Up to 九十九 by place, a year digit by digit.
    private static string Value(string numeral)
    {
        var ten = numeral.IndexOf('十');
        if (ten < 0) return string.Concat(numeral.Select(c => (char)('0' + Digits.IndexOf(c))));
        var tens = ten == 0 ? 1 : Digits.IndexOf(numeral[ten - 1]);
        var ones = ten == numeral.Length - 1 ? 0 : Digits.IndexOf(numeral[ten + 1]);
        return (tens * 10 + ones).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("[〇一二三四五六七八九]{4}(?=年)|(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[年月日])")]
    private static partial Regex Numeral();

    [GeneratedRegex("^(令和|平成|昭和|(?:中華)?民國)(元|\\d{1,3})年")]
    private static partial Regex Era();
}

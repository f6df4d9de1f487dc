using System.Globalization;

namespace Acta.Desk.Checks;

/// <summary>Numbers in digits, with each language's points, commas and spaces; versions and identifiers.</summary>
internal static class NumberForms
{
    // Where a plain space parts thousands. Elsewhere only the unbreakable ones do.
    private static readonly HashSet<string> Spaced = ["fr", "ru", "uk", "be", "sv", "no", "fi", "pl", "cs", "sk", "hu", "bg", "pt", "es", "it", "ca", "et", "lv", "lt", "kk", "ky", "tg", "hy", "ka", "uz", "sl", "hr"];

    private const int MaxSuffix = 14;

    /// <summary>The number whose first digit stands there.</summary>
    public static Stated Read(string text, int start, string language)
    {
        if (Version(text, start) is { } version) return version;
        var groups = new List<string>();
        var signs = new List<char>();
        var end = start;
        for (; ; )
        {
            var from = end;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            groups.Add(text[from..end]);
            if (end + 1 >= text.Length || !char.IsAsciiDigit(text[end + 1])) break;
            var sign = text[end];
            var isThree = ThreeDigits(text, end + 1);
            if (sign is '.' or ',' or ':' ||
                isThree && groups[0].Length <= 3 && signs.TrueForAll(s => s == sign) && (sign is '\'' or '’' or '\u00A0' || sign == ' ' && Spaced.Contains(language)))
            {
                signs.Add(sign);
                end++;
            }
            else break;
        }
        var keys = Keys(groups, signs);
        AfterNoon(text, end, groups, keys);
        // '08 is 2008.
        if (groups is [{ Length: 2 }] && start > 0 && text[start - 1] is '\'' or '’') keys.Add("20" + groups[0]);
        var whole = groups.Count == 1 && groups[0].Length <= 4 ? int.Parse(groups[0], CultureInfo.InvariantCulture) : -1;
        return new Stated(StatedKind.Number, start, end) { Keys = keys, Parts = groups.Count > 1 ? [.. groups.Select(Trim)] : [], Whole = whole };
    }

    /// <summary>Where the ending of an ordinal or a case after the digits ends: 17th, 17-й, 22:a, 8'inci.</summary>
    public static int Suffix(string text, int end)
    {
        var at = end;
        var marked = at + 1 < text.Length && text[at] is '-' or ':' or '\'' or '’' && Lexeme.IsLetter(text[at + 1]) && !Lexeme.IsEastern(text[at + 1]);
        if (marked) at++;
        var from = at;
        while (at < text.Length && at - from <= MaxSuffix && Lexeme.IsLetter(text[at]) && !Lexeme.IsEastern(text[at])) at++;
        if (marked && at - from > 4) return end;
        return at < text.Length && text[at] is 'º' or 'ª' or '°' ? at + 1 : at;
    }

    /// <summary>The name with digits that begins with the letter there: CVE-2009-0200, i386; null where there is none, or it names a host.</summary>
    public static Stated? Identifier(string text, int start)
    {
        if (!char.IsAsciiLetter(text[start]) || start > 0 && Lexeme.IsLetter(text[start - 1]) && !Lexeme.IsEastern(text[start - 1])) return null;
        var end = Chunk(text, start);
        var digit = text.AsSpan(start, end - start).IndexOfAnyInRange('0', '9');
        if (digit < 0) return null;
        var chunk = text[start..end];
        var point = chunk.LastIndexOf('.');
        var isHost = point > 0 && chunk.Length - point > 2 && chunk.AsSpan(point + 1).IndexOfAnyExceptInRange('A', 'z') < 0;
        var groups = Groups(chunk);
        return new Stated(StatedKind.Identifier, start, end)
        {
            Keys = [string.Join('.', groups)],
            Parts = groups.Count > 1 ? groups : [],
            Prefix = string.Concat(chunk[..digit].Where(char.IsAsciiLetter)).ToLowerInvariant(),
            IsWeak = isHost,
        };
    }

    public static string Trim(string digits)
    {
        var trimmed = digits.TrimStart('0');
        return trimmed.Length == 0 ? "0" : trimmed;
    }

    /// <summary>So many times a thousand, a million and the like, each reading of it.</summary>
    public static List<string> Times(IReadOnlyList<string> keys, long multiplier)
    {
        var times = new List<string>();
        foreach (var key in keys)
            if (decimal.TryParse(key, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < 1_000_000_000) times.Add((value * multiplier).ToString("0.############", CultureInfo.InvariantCulture));
        return times;
    }

    private static List<string> Keys(List<string> groups, List<char> signs)
    {
        var keys = new List<string> { string.Join('.', groups.Select(Trim)) };
        if (groups.Count == 1) return keys;
        var last = groups.Count - 1;
        var isGrouped = groups[0].Length <= 3 && groups[0] != "0" && signs[0] != ':';
        if (isGrouped && groups.Skip(1).All(g => g.Length == 3) && signs.TrueForAll(s => s == signs[0])) keys.Insert(0, Trim(string.Concat(groups)));
        else if (isGrouped && last > 1 && signs[^1] is '.' or ',' && signs[^1] != signs[0] && groups.Skip(1).Take(last - 1).All(g => g.Length == 3) && signs.Take(last - 1).All(s => s == signs[0]))
            keys.Insert(0, Trim(string.Concat(groups.Take(last))) + "." + groups[last]);
        else if (last == 1)
        {
            // 0.05 is no 0.5; 11:00 is 11, 4.0 is 4.
            if (signs[0] is '.' or ',' && groups[1].Length > 1 && groups[1][0] == '0') keys[0] = Trim(groups[0]) + "." + groups[1];
            if (groups[1] is "00" or "0") keys.Add(Trim(groups[0]));
        }
        return keys;
    }

    // 2:30 p.m. is 14:30.
    private static void AfterNoon(string text, int end, List<string> groups, List<string> keys)
    {
        var at = end;
        while (at < text.Length && text[at] is ' ' or '\u00A0') at++;
        if (at + 1 >= text.Length || text[at] is not ('p' or 'P') || groups[0].Length > 2) return;
        var next = text[at + 1] == '.' ? at + 2 : at + 1;
        while (next < text.Length && text[next] is ' ' or '\u00A0') next++;
        if (next >= text.Length || text[next] is not ('m' or 'M') || next + 1 < text.Length && char.IsLetter(text[next + 1])) return;
        var hour = int.Parse(groups[0], CultureInfo.InvariantCulture);
        if (hour is < 1 or > 11) return;
        var later = (hour + 12).ToString(CultureInfo.InvariantCulture);
        keys.Add(groups.Count == 1 ? later : later + "." + Trim(groups[1]));
        if (groups.Count == 2 && groups[1] == "00") keys.Add(later);
    }

    // 3.2.6-5+deb7u1: digits, then letters with digits. 3.2.19-1 as well, which elsewhere may be from 3.2.19 to 1.
    private static Stated? Version(string text, int start)
    {
        var end = Chunk(text, start);
        var isVersion = false;
        var dash = -1;
        for (var i = start + 1; i < end && !isVersion; i++)
        {
            isVersion = text[i] is '+' or '~' || char.IsAsciiDigit(text[i]) && char.IsAsciiLetter(text[i - 1]);
            if (text[i] == '-' && dash < 0) dash = i;
        }
        if (isVersion)
        {
            var groups = Groups(text[start..end]);
            return new Stated(StatedKind.Number, start, end) { Keys = [string.Join('.', groups)], Parts = groups };
        }
        if (dash < 0 || text.AsSpan(start, dash - start).IndexOf('.') < 0 || text[dash - 1] == '.' || text.AsSpan(dash + 1, end - dash - 1).IndexOfAnyExceptInRange('0', '9') >= 0) return null;
        var (before, after) = (string.Join('.', Groups(text[start..dash])), Trim(text[(dash + 1)..end]));
        return new Stated(StatedKind.Number, start, end) { Keys = [before + "-" + after], Parts = [before, after] };
    }

    private static int Chunk(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '+' or '~' or '_' or '-')) end++;
        while (end > start && !char.IsAsciiLetterOrDigit(text[end - 1])) end--;
        return end;
    }

    private static List<string> Groups(string chunk)
    {
        var groups = new List<string>();
        for (var i = 0; i < chunk.Length; i++)
        {
            var from = i;
            while (i < chunk.Length && char.IsAsciiDigit(chunk[i])) i++;
            if (i > from) groups.Add(Trim(chunk[from..i]));
        }
        return groups;
    }

    private static bool ThreeDigits(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2]) && (at + 3 >= text.Length || !char.IsAsciiDigit(text[at + 3]));
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Acta.Record.Bodies;

/// <summary>The classes of characters that CommonMark 0.31 §2.1 speaks of, and what becomes of those no text may hold.</summary>
internal static class Characters
{
    public const string AsciiPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private static readonly SearchValues<char> Unclean = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (char)i), '\u007f', '\uFFFE', '\uFFFF', .. Enumerable.Range(0xD800, 0x800).Select(i => (char)i)]);

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' || (c > 0x7f && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    public static bool IsAsciiPunctuation(char c) => c < 0x80 && AsciiPunctuation.Contains(c, StringComparison.Ordinal);

    public static bool IsPunctuation(char c) => c < 0x80
        ? IsAsciiPunctuation(c)
        : char.GetUnicodeCategory(c) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol;

    /// <summary>Chinese and Japanese put no space where a line is broken.</summary>
    public static bool JoinsWithoutSpace(char c) =>
        c is (>= '\u2E80' and <= '\u312F') or (>= '\u31A0' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF' and not (>= '\uFFA0' and <= '\uFFDC'));

    /// <summary>The text in NFC, control characters as spaces, NUL, half surrogate pairs, U+FFFE and U+FFFF as U+FFFD.</summary>
    public static string Clean(string text)
    {
        var first = text.AsSpan().IndexOfAny(Unclean);
        if (first >= 0)
        {
            var clean = new StringBuilder(text.Length).Append(text, 0, first);
            for (var i = first; i < text.Length; i++)
            {
                var c = text[i];
                if (c is '\0' or '\uFFFE' or '\uFFFF') clean.Append('\uFFFD');
                else if (c < 0x20 || c == 0x7f) clean.Append(' ');
                else if (!char.IsSurrogate(c)) clean.Append(c);
                else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(c).Append(text[++i]);
                else clean.Append('\uFFFD');
            }
            text = clean.ToString();
        }
        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Clean text on one line: runs of white space as one space, none at the ends.</summary>
    public static string Line(string text)
    {
        text = Clean(text).Trim(' ');
        return text.Contains("  ", StringComparison.Ordinal) ? Collapse(text) : text;
    }

    /// <summary>Clean text with runs of spaces as one.</summary>
    public static string Collapse(string text)
    {
        if (!text.Contains("  ", StringComparison.Ordinal)) return text;
        var single = new StringBuilder(text.Length);
        foreach (var c in text)
            if (c != ' ' || single.Length == 0 || single[^1] != ' ') single.Append(c);
        return single.ToString();
    }

    /// <summary>Code or preformatted text: in NFC, lines ending in \n, no half surrogate pair; tabs stay.</summary>
    public static string Preformatted(string text)
    {
        if (text.Contains('\r', StringComparison.Ordinal)) text = text.ReplaceLineEndings("\n");
        if (text.AsSpan().ContainsAny(Unclean))
            text = string.Join('\n', text.Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(Clean))));
        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }

    public static bool IsLabelCharacter(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';
}

using System.Text;

namespace Acta.Record.Bodies;

/// <summary>Addresses and titles of links as CommonMark 0.31 §6.3, §6.5 and §4.7 write them.</summary>
internal static class Addresses
{
    // A destination may hold brackets this deep; CommonMark asks for three at least.
    private const int MaxParentheses = 32;

    public static int SkipSpace(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r') at++;
        return at;
    }

    public static bool TryDestination(string text, int at, out string url, out int end)
    {
        url = "";
        end = at;
        if (at < text.Length && text[at] == '<')
        {
            for (var i = at + 1; i < text.Length && text[i] is not ('\n' or '\r' or '<'); i++)
            {
                if (text[i] == '>')
                {
                    url = Unescape(text[(at + 1)..i]);
                    end = i + 1;
                    return true;
                }
                if (text[i] == '\\') i++;
            }
            return false;
        }
        var depth = 0;
        for (; end < text.Length; end++)
        {
            var c = text[end];
            if (c is '\\' && end + 1 < text.Length && Characters.IsAsciiPunctuation(text[end + 1])) end++;
            else if (c == '(' && ++depth > MaxParentheses) return false;
            else if (c == ')' && --depth < 0) break;
            else if (c <= ' ' || c == 0x7f) break;
        }
        if (depth > 0) return false;
        if (end == at && !(end < text.Length && text[end] == ')')) return false;
        url = Unescape(text[at..end]);
        return true;
    }

    public static bool TryTitle(string text, int at, out string title, out int end)
    {
        title = "";
        end = at;
        if (at >= text.Length || text[at] is not ('"' or '\'' or '(')) return false;
        var close = text[at] == '(' ? ')' : text[at];
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == close)
            {
                title = Characters.Line(Unescape(text[(at + 1)..i]));
                end = i + 1;
                return true;
            }
            if (close == ')' && text[i] == '(') return false;
            if (text[i] == '\\') i++;
        }
        return false;
    }

    /// <summary>Where the link label that opens here is closed, or 0.</summary>
    public static int LabelEnd(string text, int open)
    {
        for (var i = open + 1; i < text.Length && i - open <= 1000; i++)
        {
            if (text[i] == ']') return i;
            if (text[i] == '[') return 0;
            if (text[i] == '\\') i++;
        }
        return 0;
    }

    /// <summary>A label as labels are compared: white space as one space, case folded.</summary>
    public static string Label(ReadOnlySpan<char> label) => Characters.Line(label.ToString()).ToUpperInvariant().ToLowerInvariant();

    /// <summary>Backslash escapes and entities undone.</summary>
    public static string Unescape(string text)
    {
        if (!text.AsSpan().ContainsAny('\\', '&')) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && Characters.IsAsciiPunctuation(text[i + 1])) plain.Append(text[++i]);
            else if (text[i] == '&' && InlineParser.Entity(text, i, out var length) is { } decoded)
            {
                plain.Append(decoded);
                i += length - 1;
            }
            else plain.Append(text[i]);
        }
        return plain.ToString();
    }

    public static bool IsAutolink(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon is < 2 or > 32 || !char.IsAsciiLetter(text[0])) return false;
        foreach (var c in text[1..colon])
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '.' or '-')) return false;
        foreach (var c in text[colon..])
            if (c is <= ' ' or '<' or '>' or '\u007f') return false;
        return true;
    }

    public static bool IsMailAddress(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at < 1 || text.Length > 320) return false;
        foreach (var c in text[..at])
            if (!char.IsAsciiLetterOrDigit(c) && !".!#$%&'*+/=?^_`{|}~-".Contains(c, StringComparison.Ordinal)) return false;
        foreach (var range in text[(at + 1)..].Split('.'))
        {
            var label = text[(at + 1)..][range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
        }
        return true;
    }

    /// <summary>An address as a link's destination.</summary>
    public static void WriteDestination(StringBuilder output, string url)
    {
        var bare = url.Length > 0 && url[0] != '<' && !url.AsSpan().ContainsAny(" ()\u007f");
        if (!bare) output.Append('<');
        for (var i = 0; i < url.Length; i++)
        {
            var c = url[i];
            if (c == '\\' || c is '<' or '>' && !bare || (c == '&' && InlineParser.Entity(url, i, out _) is not null)) output.Append('\\');
            output.Append(c);
        }
        if (!bare) output.Append('>');
    }

    /// <summary>A title in quotation marks.</summary>
    public static void WriteTitle(StringBuilder output, string title)
    {
        output.Append('"');
        for (var i = 0; i < title.Length; i++)
        {
            if (title[i] is '"' or '\\' || (title[i] == '&' && InlineParser.Entity(title, i, out _) is not null)) output.Append('\\');
            output.Append(title[i]);
        }
        output.Append('"');
    }
}

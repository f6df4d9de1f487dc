using System.Buffers;
using System.Text;

namespace Acta.Pages;

/// <summary>The two things that make text safe in a page: encoding, and which links may stand.</summary>
internal static class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    /// <summary>Appends the text with the five characters that HTML gives a meaning encoded; fit for content and for quoted attributes.</summary>
    public static void Encode(StringBuilder to, ReadOnlySpan<char> text)
    {
        int at;
        while ((at = text.IndexOfAny(Special)) >= 0)
        {
            to.Append(text[..at]).Append(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&#39;" });
            text = text[(at + 1)..];
        }
        to.Append(text);
    }

    /// <summary>The encoded text.</summary>
    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0) return text;
        var html = new StringBuilder(text.Length + 16);
        Encode(html, text);
        return html.ToString();
    }

    /// <summary>
    /// The link as it may stand in an href: http, https, mailto, tel, or relative; null for anything else, so that no
    /// other scheme can be reached whatever a body says. A browser drops tabs, newlines and leading controls before it
    /// looks for a scheme, so a link with any of them is not trusted.
    /// </summary>
    public static string? SafeLink(string url)
    {
        url = url.Trim(' ');
        if (url.Length == 0) return null;
        foreach (var c in url)
            if (c < ' ' || c == '\\') return null;
        var colon = url.IndexOf(':');
        if (colon < 0) return url;
        var end = url.AsSpan().IndexOfAny('/', '?', '#');
        if (end >= 0 && end < colon) return url;
        var scheme = url[..colon];
        return scheme.Equals("https", StringComparison.OrdinalIgnoreCase) || scheme.Equals("http", StringComparison.OrdinalIgnoreCase)
            || scheme.Equals("mailto", StringComparison.OrdinalIgnoreCase) || scheme.Equals("tel", StringComparison.OrdinalIgnoreCase) ? url : null;
    }

    /// <summary>The host of an absolute link, for readers who want to know where it leads.</summary>
    public static string? Host(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? uri.IdnHost["www.".Length..] : uri.IdnHost
            : null;

    /// <summary>A whole address below the site, each part percent-encoded.</summary>
    public static string Path(string path) => string.Join('/', path.Split('/').Select(PathPart));

    /// <summary>One part of an address, percent-encoded.</summary>
    public static string PathPart(string text) => Uri.EscapeDataString(text);
}

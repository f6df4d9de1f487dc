using System.Text;

namespace Acta.Html;

/// <summary>
/// Keeps markup that no person wrote from stopping an import: a parser's work grows with the depth of elements and the number of
/// attributes at every tag. Tags nested deeper than any page are taken out before the parser sees them; no word is.
/// </summary>
internal static class HtmlNesting
{
    private const int MaxOpen = 500;
    private const int MaxAttributes = 1000;
    private const int MaxReopened = 2_000_000;

    // These end by themselves where another of them begins, or hold nothing.
    private static readonly HashSet<string> Shallow = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "area", "base", "body", "br", "button", "caption", "col", "colgroup", "dd", "dt", "embed", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "img", "input", "li", "link",
        "meta", "nobr", "optgroup", "option", "p", "param", "select", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
    };

    // A paragraph opens all of these again that were left open before it.
    private static readonly HashSet<string> Reopened = new(StringComparer.OrdinalIgnoreCase) { "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u" };

    // What is in these is no markup until they end.
    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes" };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ShallowOf = Shallow.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ReopenedOf = Reopened.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> RawOf = Raw.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The HTML itself, or without the tags that nest too deep.</summary>
    /// <exception cref="BadHtml">Elements that are left open begin again in each paragraph after: it would become millions of them.</exception>
    public static string Bound(string html)
    {
        var open = new Dictionary<string, (int Open, int Dropped)>(StringComparer.OrdinalIgnoreCase);
        var names = open.GetAlternateLookup<ReadOnlySpan<char>>();
        int all = 0, reopened = 0;
        long begun = 0;
        StringBuilder? kept = null;
        var copied = 0;

        for (var at = html.IndexOf('<'); at >= 0; at = html.IndexOf('<', at))
        {
            if (html.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal))
            {
                var end = html.IndexOf("-->", at + 2, StringComparison.Ordinal);
                if (end < 0) break;
                at = end + 3;
                continue;
            }
            var closes = at + 1 < html.Length && html[at + 1] == '/';
            var nameAt = closes ? at + 2 : at + 1;
            if (nameAt >= html.Length || !char.IsAsciiLetter(html[nameAt]))
            {
                at++;
                continue;
            }
            var nameEnd = nameAt;
            while (nameEnd < html.Length && html[nameEnd] is not ('>' or '/' or ' ' or '\t' or '\n' or '\r' or '\f')) nameEnd++;
            if (End(html, nameEnd, out var cut) is not (>= 0 and var next)) break;
            var name = html.AsSpan(nameAt, nameEnd - nameAt);
            if (cut >= 0 && !closes)
            {
                kept ??= new StringBuilder(html.Length);
                kept.Append(html, copied, cut - copied).Append('>');
                copied = next;
            }
            if (!closes && !ReopenedOf.Contains(name) && (begun += reopened) > MaxReopened)
                throw new BadHtml("its HTML leaves so many elements open that it becomes a page of millions; mend it in the source.");
            if (!ShallowOf.Contains(name))
            {
                names.TryGetValue(name, out var key, out var count);
                key ??= name.ToString();
                var drop = false;
                if (closes)
                {
                    drop = count.Dropped > 0;
                    if (drop) count.Dropped--;
                    else if (count.Open > 0)
                    {
                        count.Open--;
                        all--;
                        if (Reopened.Contains(key)) reopened--;
                    }
                }
                else
                {
                    drop = count.Open >= Most(key) || all >= MaxOpen;
                    if (drop) count.Dropped++;
                    else
                    {
                        count.Open++;
                        all++;
                        if (Reopened.Contains(key)) reopened++;
                    }
                }
                open[key] = count;
                if (drop && copied <= at)
                {
                    kept ??= new StringBuilder(html.Length);
                    kept.Append(html, copied, at - copied);
                    // Words that an element parted stay parted.
                    if (!Reopened.Contains(key) && key is not "span") kept.Append(' ');
                    copied = next;
                }
                if (!closes && RawOf.Contains(name))
                {
                    var end = html.IndexOf($"</{key}", next, StringComparison.OrdinalIgnoreCase);
                    if (end < 0) break;
                    next = end;
                }
            }
            at = next;
        }
        return kept is null ? html : kept.Append(html, copied, html.Length - copied).ToString();
    }

    private static int Most(string name) => Reopened.Contains(name) ? 32 : name.ToLowerInvariant() is "table" or "figure" ? 40 : HtmlSource.MaxDepth;

    // Behind the tag's end, or -1; and where it must be cut for having too many attributes, or -1.
    private static int End(string html, int at, out int cut)
    {
        cut = -1;
        var attributes = 0;
        var afterEquals = false;
        for (; at < html.Length; at++)
        {
            var c = html[at];
            if (c == '>') return at + 1;
            if (c is '"' or '\'' && afterEquals)
            {
                at = html.IndexOf(c, at + 1);
                if (at < 0) return -1;
                afterEquals = false;
                continue;
            }
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                if (!afterEquals && html[at - 1] is not (' ' or '\t' or '\n' or '\r' or '\f')) attributes++;
            }
            else
            {
                if (c is '=' or '/') attributes++;
                afterEquals = c == '=';
            }
            if (cut < 0 && attributes > 2 * MaxAttributes && !afterEquals) cut = at;
        }
        return -1;
    }
}

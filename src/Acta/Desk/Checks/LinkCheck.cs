using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Desk.Checks;

/// <summary>Links that lead nowhere, or where no reader can follow.</summary>
internal static class LinkCheck
{
    private const int MaxDepth = 64;

    public static IEnumerable<Finding> Look(Edition edition, List<Segment> segments, CheckOptions options)
    {
        foreach (var segment in segments)
        {
            if (segment.Inlines.Count == 0) continue;
            var at = 0;
            foreach (var (url, words) in Links(segment.Inlines, 0))
            {
                var found = words.Length == 0 ? -1 : segment.Text.IndexOf(words, Math.Min(at, segment.Text.Length), StringComparison.Ordinal);
                if (found >= 0) at = found + words.Length;
                if (Fault(url, options) is { } fault)
                    yield return new Finding(fault, found < 0 ? segment.Whole() : segment.Passage(found, at), null, [("url", url), ("words", words.Length == 0 ? url : words)]);
                else if (words.Trim().Length == 0)
                    yield return new Finding("link.wordless", segment.Whole(), null, [("url", url)]);
            }
        }
        if (edition.Source?.Url is { } source && Fault(source, options) is { } its)
            yield return new Finding(its, new Passage(edition.Language, null, "source", 0, 0, "", source), null, [("url", source), ("words", edition.Source.Name ?? source)]);
    }

    // The code of what is wrong with an address, or null.
    private static string? Fault(string address, CheckOptions options)
    {
        var url = address.Trim();
        if (url.Length == 0) return "link.empty";
        if (url[0] == '#') return null;
        foreach (var origin in options.OwnOrigins)
            if (url.StartsWith(origin, StringComparison.OrdinalIgnoreCase) && (url.Length == origin.Length || url[origin.Length] is '/' or '?' or '#'))
                return Own(url.Length == origin.Length || url[origin.Length] != '/' ? "/" : url[origin.Length..], options);
        // "//host/path" is of another site.
        if (url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal)) return Own(url, options);
        var colon = url.IndexOf(':');
        var end = url.AsSpan().IndexOfAny('/', '?', '#');
        if (colon < 0 || end >= 0 && end < colon) return "link.relative";
        var scheme = url[..colon].ToLowerInvariant();
        if (scheme is "mailto" or "tel") return url.Length > colon + 1 ? null : "link.empty";
        if (scheme is not ("http" or "https")) return "link.scheme";
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? null : "link.broken";
    }

    private static string? Own(string path, CheckOptions options)
    {
        if (options.OwnAddress is null) return null;
        var end = path.AsSpan().IndexOfAny('?', '#');
        return options.OwnAddress(end < 0 ? path : path[..end]) ? null : "link.missing";
    }

    private static IEnumerable<(string Url, string Words)> Links(IReadOnlyList<Inline> inlines, int depth)
    {
        if (depth > MaxDepth) yield break;
        foreach (var inline in inlines)
        {
            if (inline is LinkInline link) yield return (link.Url, Inlines.PlainText(link.Children));
            if (Children(inline) is { } children)
                foreach (var inner in Links(children, depth + 1)) yield return inner;
        }
    }

    private static IReadOnlyList<Inline>? Children(Inline inline) => inline switch
    {
        LinkInline l => l.Children.Any(c => c is PictureInline) ? [] : l.Children,
        EmphasisInline e => e.Children,
        StrongInline s => s.Children,
        SuperscriptInline s => s.Children,
        SubscriptInline s => s.Children,
        SpanInline s => s.Children,
        MentionInline m => m.Children,
        _ => null,
    };
}

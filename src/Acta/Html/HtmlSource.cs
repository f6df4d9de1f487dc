using AngleSharp.Dom;

namespace Acta.Html;

/// <summary>What a conversion knows of its source, and what it has to tell.</summary>
internal sealed class HtmlSource
{
    // A browser would still show what is nested deeper; no person wrote it so. Its words are kept as plain text.
    public const int MaxDepth = 200;

    private static readonly HashSet<string> BlockTags = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "audio", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "embed", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "iframe", "legend", "li", "main", "menu", "nav", "object", "ol", "p", "pre", "search", "section", "summary", "table", "ul", "video",
        "tr", "td", "th", "tbody", "thead", "tfoot", "caption",
    };

    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal) { "script", "style", "template", "head", "title", "meta", "link", "base", "param", "source", "track", "wbr", "datalist", "col", "colgroup", "area", "map" };

    private readonly HtmlSourceOptions _options;
    private readonly HashSet<IElement> _holdBlocks = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _media = new(StringComparer.Ordinal);

    public HtmlSource(HtmlSourceOptions options, IElement body)
    {
        _options = options;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            HasTopHeading |= element.LocalName == "h1";
            if (!BlockTags.Contains(element.LocalName)) continue;
            for (var around = element.ParentElement; around is not null && _holdBlocks.Add(around); around = around.ParentElement) { }
        }
        Footnotes = new HtmlFootnotes(body);
    }

    public string? Language => _options.Language;

    /// <summary>Whether headings begin at level 1, which is the headline's here.</summary>
    public bool HasTopHeading { get; }

    public HtmlFootnotes Footnotes { get; }

    public List<string> Warnings { get; } = [];

    public List<string> RemoteMedia { get; } = [];

    /// <summary>Whether the element stands by itself, or something in it does.</summary>
    public bool IsBlock(IElement element) => BlockTags.Contains(element.LocalName) || _holdBlocks.Contains(element);

    public static bool IsUnseen(IElement element) =>
        Unseen.Contains(element.LocalName) || element.HasAttribute("hidden") || element.GetAttribute("style") is { } style && style.Replace(" ", "").Contains("display:none", StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells a thing once, however often it is met.</summary>
    public void Warn(string sentence)
    {
        if (_told.Add(sentence)) Warnings.Add(sentence);
    }

    /// <summary>An address of a picture, recording or file; null where it can't be one.</summary>
    public string? Media(string? address)
    {
        if (Address(address) is not { } url || !url.StartsWith("http", StringComparison.OrdinalIgnoreCase) && url.Contains(':', StringComparison.Ordinal)) return null;
        if (url.Contains("://", StringComparison.Ordinal) && _media.Add(url)) RemoteMedia.Add(url);
        return url;
    }

    /// <summary>Where a link leads, whole; null where it leads nowhere, or would run something.</summary>
    public string? Address(string? address)
    {
        if (address is null) return null;
        // As browsers do: line ends and tabs do not count, white space around neither.
        var text = string.Concat(address.Where(c => c is not ('\t' or '\n' or '\r'))).Trim();
        text = string.Concat(text.Where(c => !char.IsControl(c)));
        if (text.Length == 0) return null;
        var colon = text.IndexOf(':');
        var scheme = colon > 0 && text.AsSpan(0, colon).IndexOfAny("/?#") < 0 ? text[..colon].ToLowerInvariant() : null;
        if (scheme is not null && scheme is not ("http" or "https" or "mailto" or "tel" or "ftp" or "ftps" or "sftp" or "news" or "nntp" or "irc" or "ircs" or "xmpp" or "geo" or "sms" or "magnet" or "git" or "svn" or "rsync" or "gopher" or "webcal" or "acta" or "urn" or "doi"))
        {
            // "example.org:8080/x" and "Note: this" are no schemes of anything; they lead nowhere useful, and do no harm.
            if (scheme is "javascript" or "vbscript" or "data" or "blob" or "file" or "about") return null;
            if (scheme.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))) return text;
            return scheme.Contains('.', StringComparison.Ordinal) ? text : null;
        }
        if (scheme is null && _options.BaseUrl is { } home && Uri.TryCreate(home, text, out var whole)) return whole.AbsoluteUri;
        if (scheme is null && text.StartsWith("//", StringComparison.Ordinal)) return "https:" + text;
        return text;
    }

    /// <summary>All words of a node, without recursion.</summary>
    public static string Words(INode node)
    {
        var words = new System.Text.StringBuilder();
        for (var at = node; at is not null;)
        {
            if (at is IText text) words.Append(text.Data);
            else if (at is IElement { LocalName: "br" }) words.Append('\n');
            if (at.FirstChild is { } child && !(at is IElement e && at != node && IsUnseen(e)))
            {
                at = child;
                continue;
            }
            while (at is not null && at != node && at.NextSibling is null) at = at.Parent;
            at = at is null || at == node ? null : at.NextSibling;
        }
        return words.ToString();
    }
}

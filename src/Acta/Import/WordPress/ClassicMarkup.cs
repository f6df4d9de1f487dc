using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Acta.Import.WordPress;

/// <summary>
/// What WordPress does to a text before readers see it: paragraphs from empty lines (classic), captions, galleries and embeds
/// from shortcodes, nothing from the comments of the block editor. Other shortcodes stay as readable text, with a warning.
/// </summary>
internal static partial class ClassicMarkup
{
    private const string BlockTags = "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu|summary|video|audio|iframe";

    /// <summary>The HTML that readers saw.</summary>
    /// <param name="content">As exported.</param>
    /// <param name="attachments">By id: what galleries and thumbnails mean.</param>
    /// <param name="warn">Told of each shortcode that stays as text.</param>
    public static string ToHtml(string content, IReadOnlyDictionary<string, Picture> attachments, Action<string> warn)
    {
        var isBlocks = content.Contains("<!-- wp:", StringComparison.Ordinal);
        var html = isBlocks ? BlockEmbeds(content) : content;
        html = Shortcodes(html, attachments, warn);
        html = BlockComment().Replace(html, "");
        return isBlocks ? html : Paragraphs(html);
    }

    // The embed block holds a bare address within a figure.
    private static string BlockEmbeds(string content) => EmbedWrapper().Replace(content, m => Embed(WebUtility.HtmlDecode(m.Groups[1].Value.Trim())));

    private static string Embed(string url) =>
        IsVideo(url) ? $"\n\n<p><iframe src=\"{WebUtility.HtmlEncode(url)}\"></iframe></p>\n\n" : $"\n\n<p><a href=\"{WebUtility.HtmlEncode(url)}\">{WebUtility.HtmlEncode(url)}</a></p>\n\n";

    private static bool IsVideo(string url) => VideoHost().IsMatch(url);

    private static string Shortcodes(string html, IReadOnlyDictionary<string, Picture> attachments, Action<string> warn)
    {
        if (!html.Contains('[')) return html;
        html = Caption().Replace(html, m =>
        {
            var inner = m.Groups[2].Value;
            var image = ImageInLink().Match(inner);
            var caption = image.Success ? inner[(image.Index + image.Length)..].Trim() : inner;
            if (Attribute(m.Groups[1].Value, "caption") is { } old) caption = old;
            return image.Success ? $"\n\n<figure>{image.Value}<figcaption>{caption}</figcaption></figure>\n\n" : inner;
        });
        html = Gallery().Replace(html, m =>
        {
            var ids = (Attribute(m.Groups[1].Value, "ids") ?? Attribute(m.Groups[1].Value, "include") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var pictures = ids.Where(attachments.ContainsKey).Select(id => attachments[id]).ToList();
            if (ids.Length == 0) warn("a gallery of all pictures of the post was not kept, because the post does not name them.");
            else if (pictures.Count < ids.Length) warn($"{ids.Length - pictures.Count} pictures of a gallery are not in the export.");
            return pictures.Count == 0 ? "" : "\n\n<figure class=\"wp-block-gallery\">" + string.Concat(pictures.Select(p => p.ToHtml())) + "</figure>\n\n";
        });
        html = EmbedCode().Replace(html, m => Embed(WebUtility.HtmlDecode(m.Groups[1].Value.Trim())));
        html = Media().Replace(html, m =>
        {
            var attributes = m.Groups[2].Value;
            var url = new[] { "src", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "m4a", "ogg", "wav" }.Select(a => Attribute(attributes, a)).FirstOrDefault(u => u is not null) ?? (m.Groups[3].Success ? m.Groups[3].Value.Trim() : null);
            return string.IsNullOrWhiteSpace(url) ? m.Value : $"\n\n<{m.Groups[1].Value} src=\"{WebUtility.HtmlEncode(WebUtility.HtmlDecode(url))}\"></{m.Groups[1].Value}>\n\n";
        });
        foreach (Match m in Unknown().Matches(html).Where(m => KnownShape(m)).DistinctBy(m => m.Groups[1].Value))
            warn($"the shortcode [{m.Groups[1].Value}] of a plugin is kept as text; look what it showed.");
        return html;
    }

    // [2025], [see above] and [CVE-2025-1] are words in brackets; a shortcode has attributes, a closing tag, or a name in small letters with an underscore or hyphen.
    private static bool KnownShape(Match m) => m.Groups[2].Value.Contains('=') || (m.Groups[1].Value.AsSpan().ContainsAny('_', '-') && !m.Groups[1].Value.Any(char.IsAsciiLetterUpper)) || m.Value.EndsWith("/]", StringComparison.Ordinal) || m.Value.StartsWith("[/", StringComparison.Ordinal);

    private static string? Attribute(string attributes, string name)
    {
        var m = Regex.Match(attributes, $@"(?:^|\s){name}\s*=\s*(?:""([^""]*)""|'([^']*)'|([^\s""'\]]+))", RegexOptions.IgnoreCase);
        return !m.Success ? null : m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Success ? m.Groups[2].Value : m.Groups[3].Value;
    }

    /// <summary>An empty line parts paragraphs, a new line breaks a line: the steps of WordPress's own wpautop, in its order.</summary>
    internal static string Paragraphs(string text)
    {
        text = text.Replace("\r\n", "\n").Replace('\r', '\n');
        if (!text.Contains('\n')) return text;
        var kept = new List<string>();
        // What is preformatted keeps its lines.
        text = Preformatted().Replace(text, m =>
        {
            kept.Add(m.Value);
            return $"\n\n<pre data-kept=\"{kept.Count - 1}\"></pre>\n\n";
        });
        text = Tag().Replace(text, m => m.Value.Contains('\n') ? m.Value.Replace('\n', ' ') : m.Value);
        text = BlockStart().Replace(text, "\n\n$0");
        text = BlockEnd().Replace(text, "$0\n\n");
        var html = new StringBuilder(text.Length + 64);
        foreach (var raw in EmptyLine().Split(text))
            if (raw.Trim() is { Length: > 0 } part) html.Append("<p>").Append(part).Append("</p>\n");
        text = BlockAlone().Replace(html.ToString(), "$1");
        text = QuoteOpens().Replace(text, "$1<p>").Replace("</blockquote></p>", "</p></blockquote>", StringComparison.OrdinalIgnoreCase);
        text = ParagraphBeforeBlock().Replace(text, "$1");
        text = ParagraphAfterBlock().Replace(text, "$1");
        text = BreakableLine().Replace(text, m => m.Groups[1].Success ? m.Value : "<br>\n");
        text = BreakAfterBlock().Replace(text, "$1\n");
        text = BreakBeforeBlock().Replace(text, "\n$1");
        return KeptPre().Replace(text, m => kept[int.Parse(m.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)]);
    }

    [GeneratedRegex(@"<!--\s*/?wp:[\s\S]*?-->|<!--more.*?-->|<!--nextpage-->")]
    private static partial Regex BlockComment();

    [GeneratedRegex(@"<figure[^>]*\bwp-block-embed\b[^>]*>\s*<div[^>]*wp-block-embed__wrapper[^>]*>\s*(https?://\S+?)\s*</div>", RegexOptions.IgnoreCase)]
    private static partial Regex EmbedWrapper();

    [GeneratedRegex(@"^https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com|rutube\.ru|dailymotion\.com|vk\.com/video)", RegexOptions.IgnoreCase)]
    private static partial Regex VideoHost();

    [GeneratedRegex(@"\[(?:wp_)?caption([^\]]*)\]([\s\S]*?)\[/(?:wp_)?caption\]", RegexOptions.IgnoreCase)]
    private static partial Regex Caption();

    [GeneratedRegex(@"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", RegexOptions.IgnoreCase)]
    private static partial Regex ImageInLink();

    [GeneratedRegex(@"\[gallery([^\]]*)\]", RegexOptions.IgnoreCase)]
    private static partial Regex Gallery();

    [GeneratedRegex(@"\[embed[^\]]*\]\s*(\S+?)\s*\[/embed\]", RegexOptions.IgnoreCase)]
    private static partial Regex EmbedCode();

    [GeneratedRegex(@"\[(video|audio)\b([^\]]*)\](?:(?:\s*(https?://[^\s\[]+)\s*)?\[/\1\])?", RegexOptions.IgnoreCase)]
    private static partial Regex Media();

    [GeneratedRegex(@"\[/?([a-zA-Z][a-zA-Z0-9_-]{2,40})((?:\s[^\[\]<>]*)?)/?\](?!\()")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"<(pre|script|style)\b[\s\S]*?</\1>", RegexOptions.IgnoreCase)]
    private static partial Regex Preformatted();

    [GeneratedRegex(@"<(?:" + BlockTags + @")(?=[\s/>])", RegexOptions.IgnoreCase)]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"</(?:" + BlockTags + @")>|<hr\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockEnd();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex EmptyLine();

    [GeneratedRegex("<pre data-kept=\"(\\d+)\"></pre>")]
    private static partial Regex KeptPre();

    [GeneratedRegex("<[a-zA-Z/][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<p>\\s*(</?(?:" + BlockTags + ")(?:\\s[^>]*)?/?>)\\s*</p>", RegexOptions.IgnoreCase)]
    private static partial Regex BlockAlone();

    [GeneratedRegex("<p>(<blockquote(?:\\s[^>]*)?>)", RegexOptions.IgnoreCase)]
    private static partial Regex QuoteOpens();

    [GeneratedRegex("<p>\\s*(</?(?:" + BlockTags + ")(?:\\s[^>]*)?/?>)", RegexOptions.IgnoreCase)]
    private static partial Regex ParagraphBeforeBlock();

    [GeneratedRegex("(</?(?:" + BlockTags + ")(?:\\s[^>]*)?/?>)\\s*</p>", RegexOptions.IgnoreCase)]
    private static partial Regex ParagraphAfterBlock();

    [GeneratedRegex("(<br ?/?>)?[ \\t]*\\n", RegexOptions.IgnoreCase)]
    private static partial Regex BreakableLine();

    [GeneratedRegex("(</?(?:" + BlockTags + ")(?:\\s[^>]*)?/?>)\\s*<br ?/?>\\n?", RegexOptions.IgnoreCase)]
    private static partial Regex BreakAfterBlock();

    [GeneratedRegex("<br ?/?>(\\s*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)(?:\\s[^>]*)?>)", RegexOptions.IgnoreCase)]
    private static partial Regex BreakBeforeBlock();
}

/// <summary>An attachment of the export.</summary>
/// <param name="Url">Of the original file.</param>
/// <param name="Alt">What it shows.</param>
/// <param name="Caption">Its caption, as HTML.</param>
/// <param name="Title">What it is called.</param>
internal sealed record Picture(string Url, string? Alt, string? Caption, string Title)
{
    public string ToHtml() =>
        $"<figure><img src=\"{WebUtility.HtmlEncode(Url)}\" alt=\"{WebUtility.HtmlEncode(Alt ?? "")}\">{(string.IsNullOrWhiteSpace(Caption) ? "" : $"<figcaption>{Caption}</figcaption>")}</figure>";
}

using Acta.Record.Bodies;
using AngleSharp.Html.Parser;

namespace Acta.Html;

/// <summary>What the HTML of one item became.</summary>
/// <param name="Body">Its blocks, without ids, in normal form.</param>
/// <param name="Warnings">What a person should look at, one sentence each.</param>
/// <param name="RemoteMedia">Addresses of pictures, recordings and files elsewhere, in order, each once.</param>
public sealed record ConvertedHtml(IReadOnlyList<Block> Body, IReadOnlyList<string> Warnings, IReadOnlyList<string> RemoteMedia);

/// <summary>Where the HTML comes from.</summary>
/// <param name="BaseUrl">What relative addresses are relative to; null keeps them as they are.</param>
/// <param name="Language">The language of the text, BCP 47.</param>
/// <param name="Clipboard">It was pasted: what word processors write beside the text is tidied first.</param>
public sealed record HtmlSourceOptions(Uri? BaseUrl = null, string? Language = null, bool Clipboard = false);

/// <summary>HTML that can't be converted.</summary>
/// <param name="reason">A sentence: what is wrong, and what to do.</param>
public sealed class BadHtml(string reason) : Exception(reason);

/// <summary>
/// The one converter for HTML from elsewhere. Every word a reader saw is kept; so are tables with their spans, lists, links,
/// pictures and recordings. What can't be, such as forms and scripts, is told.
/// </summary>
public static class HtmlToBlocks
{
    /// <summary>The blocks that this HTML shows. Any text is HTML to a browser, and so it is here.</summary>
    /// <exception cref="BadHtml">It becomes many times what it is.</exception>
    public static ConvertedHtml Convert(string html, HtmlSourceOptions options)
    {
        using var document = new HtmlParser().ParseDocument(HtmlNesting.Bound(html));
        if (document.Body is not { } body) return new ConvertedHtml([], [], []);
        if (options.Clipboard) ClipboardHtml.Tidy(body, options.Language);
        var source = new HtmlSource(options, body);
        var blocks = HtmlFlow.Of(source, body);
        return new ConvertedHtml(Markdown.Normal(blocks), source.Warnings, source.RemoteMedia);
    }
}

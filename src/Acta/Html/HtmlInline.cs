using Acta.Record.Bodies;
using AngleSharp.Dom;

namespace Acta.Html;

/// <summary>Makes inlines of words and the marks in them.</summary>
internal sealed class HtmlInline(HtmlSource source)
{
    private readonly HashSet<PictureInline> _small = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a picture is more than a sign within a line.</summary>
    public bool IsLarge(PictureInline picture) => !_small.Contains(picture);

    public List<Inline> Of(IElement element, int depth)
    {
        var inlines = new List<Inline>();
        Children(inlines, element, depth);
        return inlines;
    }

    /// <summary>Language and direction that the element gives its words, where they differ from the text's.</summary>
    public (string? Language, string? Direction)? SpanOf(IElement element)
    {
        var tag = element.GetAttribute("lang") ?? element.GetAttribute("xml:lang");
        if (tag is not null && (string.Equals(tag, source.Language, StringComparison.OrdinalIgnoreCase) || !Record.Rules.IsLanguage(tag))) tag = null;
        var direction = element.GetAttribute("dir")?.ToLowerInvariant();
        if (direction is not ("rtl" or "ltr")) direction = null;
        // A direction that the language has anyway says nothing.
        if (tag is null && direction is not null && (direction == "rtl") == IsRightToLeft(source.Language)) direction = null;
        return tag is null && direction is null ? null : (tag, direction);
    }

    public void Add(List<Inline> into, INode node, int depth)
    {
        if (node is IText text)
        {
            into.Add(new TextInline(text.Data));
            return;
        }
        if (node is not IElement element || HtmlSource.IsUnseen(element)) return;
        if (depth >= HtmlSource.MaxDepth)
        {
            into.Add(new TextInline(HtmlSource.Words(element)));
            return;
        }
        switch (element.LocalName)
        {
            case "br": into.Add(new LineBreakInline()); break;
            case "img": Picture(into, element); break;
            case "a": Link(into, element, depth); break;
            case "em" or "i" or "cite" or "dfn" or "var": Wrap(into, element, depth, c => new EmphasisInline(c)); break;
            case "strong" or "b": Wrap(into, element, depth, c => new StrongInline(c)); break;
            case "sup":
                var raised = Of(element, depth + 1);
                if (InlineRuns.Trimmed(raised) is [FootnoteReferenceInline mark]) into.Add(mark);
                else Spanned(into, element, [new SuperscriptInline(raised)]);
                break;
            case "sub": Wrap(into, element, depth, c => new SubscriptInline(c)); break;
            case "code" or "tt" or "kbd" or "samp":
                if (element.Children.Any(c => c.LocalName is not ("span" or "b" or "i" or "em" or "strong" or "tt" or "code" or "kbd" or "samp" or "var"))) Wrap(into, element, depth, c => null);
                else Code(into, HtmlSource.Words(element));
                break;
            case "q":
                var inner = Of(element, depth + 1);
                Spanned(into, element, [new TextInline("“"), .. inner, new TextInline("”")]);
                break;
            case "rt":
                if (element.ParentElement?.Children.Any(c => c.LocalName == "rp") == true) Children(into, element, depth);
                else
                {
                    into.Add(new TextInline("("));
                    Children(into, element, depth);
                    into.Add(new TextInline(")"));
                }
                break;
            case "input" or "button" or "select" or "textarea":
                source.Warn($"a form's {(element.LocalName == "input" ? "field" : element.LocalName)} was left out{(Words(element) is { Length: > 0 } words ? $" (“{words}”)" : "")}.");
                break;
            case "del" or "s" or "strike":
                source.Warn("struck-out words are kept as plain ones.");
                Wrap(into, element, depth, c => null);
                break;
            case "svg" or "canvas":
                source.Warn("a drawing within the text was left out.");
                break;
            default: Wrap(into, element, depth, c => null); break;
        }
    }

    private static string Words(IElement element)
    {
        var words = (element.GetAttribute("value") is { Length: > 0 } value && element.LocalName == "input" ? value : element.TextContent).Trim();
        return words.Length <= 60 ? words : words[..59] + "…";
    }

    private static void Code(List<Inline> into, string text)
    {
        // White space around code stands outside of it.
        var code = text.Trim(' ', '\t', '\n', '\r');
        if (code.Length == 0)
        {
            into.Add(new TextInline(text));
            return;
        }
        if (char.IsWhiteSpace(text[0])) into.Add(new TextInline(" "));
        into.Add(new CodeInline(string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        if (char.IsWhiteSpace(text[^1])) into.Add(new TextInline(" "));
    }

    private void Children(List<Inline> into, IElement element, int depth)
    {
        foreach (var child in element.ChildNodes) Add(into, child, depth + 1);
    }

    private void Wrap(List<Inline> into, IElement element, int depth, Func<IReadOnlyList<Inline>, Inline?> wrap)
    {
        var children = Of(element, depth);
        Spanned(into, element, wrap(children) is { } made ? [made] : children);
    }

    private void Spanned(List<Inline> into, IElement element, IReadOnlyList<Inline> made)
    {
        if (SpanOf(element) is { } span) into.Add(new SpanInline(span.Language, span.Direction, made));
        else into.AddRange(made);
    }

    private void Link(List<Inline> into, IElement element, int depth)
    {
        if (source.Footnotes.MarkOf(element) is { } label)
        {
            into.Add(new FootnoteReferenceInline(label));
            return;
        }
        if (source.Footnotes.IsWayBack(element)) return;
        var href = element.GetAttribute("href");
        var children = Of(element, depth);
        var url = source.Address(href);
        if (url is null)
        {
            if (!string.IsNullOrWhiteSpace(href)) source.Warn($"a link that would run something or leads nowhere ({Shorten(href)}) is kept as its words.");
            into.AddRange(children);
            return;
        }
        // A small picture that leads to the same picture in full: the full one it is.
        if (InlineRuns.Trimmed(children) is [PictureInline thumbnail] && HtmlMedia.IsPicture(url) && source.Media(url) is { } full)
        {
            into.Add(new PictureInline(full, thumbnail.Alt));
            return;
        }
        if (children.Count == 0) return;
        var link = new LinkInline(url, element.GetAttribute("title"), children);
        Spanned(into, element, [link]);
    }

    private void Picture(List<Inline> into, IElement element)
    {
        if (HtmlMedia.IsPixel(element))
        {
            source.Warn("a picture of one pixel, which only counts readers, was left out.");
            return;
        }
        var alt = element.GetAttribute("alt") ?? "";
        if (HtmlMedia.AddressOf(element) is not { } address || source.Media(address) is not { } url)
        {
            source.Warn("a picture that stands within the text itself, or has no address, was left out; its description is kept.");
            if (alt.Length > 0) into.Add(new TextInline(alt));
            return;
        }
        var picture = new PictureInline(url, alt);
        if (HtmlMedia.IsSmall(element)) _small.Add(picture);
        into.Add(picture);
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..39] + "…";

    private static bool IsRightToLeft(string? language) => language?.Split('-')[0] is "ar" or "he" or "fa" or "ur" or "yi" or "ps" or "sd" or "ug" or "dv" or "ckb";
}

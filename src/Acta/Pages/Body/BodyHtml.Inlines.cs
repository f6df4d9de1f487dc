using Acta.Record.Bodies;

namespace Acta.Pages;

public sealed partial class BodyHtml
{
    private readonly HashSet<string> _referred = [];

    private void Line(string markdown)
    {
        // Most lines are plain words: they need no parser.
        if (!markdown.AsSpan().ContainsAny(Markup)) HtmlText.Encode(_html, markdown);
        else Write(Inlines.Parse(markdown));
    }

    private static readonly System.Buffers.SearchValues<char> Markup = System.Buffers.SearchValues.Create("\\`*_[]<>&!^~\n:{}@|");

    private void Write(IReadOnlyList<Inline> inlines)
    {
        foreach (var inline in inlines) Write(inline);
    }

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case TextInline t: HtmlText.Encode(_html, t.Value); break;
            case EmphasisInline e: Wrap("em", e.Children); break;
            case StrongInline s: Wrap("strong", s.Children); break;
            case SuperscriptInline s: Wrap("sup", s.Children); break;
            case SubscriptInline s: Wrap("sub", s.Children); break;
            case CodeInline c:
                _html.Append("<code>");
                HtmlText.Encode(_html, c.Value);
                _html.Append("</code>");
                break;
            case LineBreakInline: _html.Append("<br>\n"); break;
            case LinkInline link: Write(link); break;
            case PictureInline picture: Write(picture); break;
            case FootnoteReferenceInline reference: Write(reference); break;
            case SpanInline span: Write(span); break;
            case MentionInline mention when _options.Mention(mention.Resource) is { } address:
                _html.Append("<a href=\"");
                HtmlText.Encode(_html, Absolute(address));
                _html.Append("\">");
                Write(mention.Children);
                _html.Append("</a>");
                break;
            case MentionInline mention: Write(mention.Children); break;
            default: throw new InvalidOperationException($"an inline {inline.GetType().Name} has no HTML");
        }
    }

    private void Wrap(string tag, IReadOnlyList<Inline> children)
    {
        _html.Append('<').Append(tag).Append('>');
        Write(children);
        _html.Append("</").Append(tag).Append('>');
    }

    private void Write(LinkInline link)
    {
        if (HtmlText.SafeLink(link.Url) is not { } url)
        {
            Write(link.Children);
            return;
        }
        _html.Append("<a href=\"");
        HtmlText.Encode(_html, Absolute(url));
        if (link.Title is { Length: > 0 } title)
        {
            _html.Append("\" title=\"");
            HtmlText.Encode(_html, title);
        }
        _html.Append("\">");
        // A link of no words, as old sites have around pictures, shows where it leads.
        if (link.Children.Count == 0) HtmlText.Encode(_html, HtmlText.Host(url) ?? url);
        else Write(link.Children);
        _html.Append("</a>");
    }

    // A picture of another site would tell that site who reads here; its words link to it instead.
    private void Write(PictureInline picture)
    {
        var url = HtmlText.SafeLink(picture.Url);
        if (url is not null && url.StartsWith("/media/", StringComparison.Ordinal))
        {
            _html.Append("<img class=\"inline\" src=\"");
            HtmlText.Encode(_html, Absolute(url));
            _html.Append("\" alt=\"");
            HtmlText.Encode(_html, picture.Alt);
            _html.Append("\">");
        }
        else if (url is not null && picture.Alt.Length > 0) Write(new LinkInline(url, null, [new TextInline(picture.Alt)]));
        else HtmlText.Encode(_html, picture.Alt);
    }

    private void Write(FootnoteReferenceInline reference)
    {
        if (!_footnotes.ContainsKey(reference.Label))
        {
            // No such note: the reference stands as it was typed.
            _html.Append("[^");
            HtmlText.Encode(_html, reference.Label);
            _html.Append(']');
            return;
        }
        var number = _notes.IndexOf(reference.Label) + 1;
        if (number == 0)
        {
            _notes.Add(reference.Label);
            number = _notes.Count;
        }
        if (_options.ForFeed)
        {
            _html.Append("<sup>").Append(number).Append("</sup>");
            return;
        }
        _html.Append("<sup class=\"note\"><a href=\"#").Append(_options.Prefix).Append("note-").Append(number).Append('"');
        if (_referred.Add(reference.Label)) _html.Append(" id=\"").Append(_options.Prefix).Append("ref-").Append(number).Append('"');
        _html.Append(" aria-label=\"").Append(HtmlText.Encode(_options.Words.Text("notes.reference", ("number", number))))
            .Append("\">").Append(number).Append("</a></sup>");
    }

    private void Write(SpanInline span)
    {
        _html.Append("<span");
        if (span.Language is { Length: > 0 } language)
        {
            _html.Append(" lang=\"");
            HtmlText.Encode(_html, language);
            _html.Append('"');
        }
        // Words of another direction must not pull the punctuation around them along.
        var direction = span.Direction ?? (span.Language is { } l ? DateWords.IsRightToLeft(l) ? "rtl" : "ltr" : null);
        if (direction is "rtl" or "ltr") _html.Append(" dir=\"").Append(direction).Append('"');
        _html.Append('>');
        Write(span.Children);
        _html.Append("</span>");
    }

    private string Absolute(string url) => _options.BaseUrl is { } site && url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) ? site + url : url;
}

using System.Text;
using Acta.Record.Bodies;

namespace Acta.Pages;

/// <summary>How a body is written: on its page, or in a feed.</summary>
public sealed record BodyOptions
{
    /// <summary>The words of the reader's language.</summary>
    public required SiteWords Words { get; init; }

    /// <summary>For feeds: what relative links are made absolute with, such as <c>https://example.org</c>; no ids are written then.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The address of a mentioned record below the site, or null where there is none to link to.</summary>
    public Func<Guid, string?> Mention { get; init; } = _ => null;

    /// <summary>What the ids begin with, where two bodies stand on one page.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether the body is for a feed.</summary>
    public bool ForFeed => BaseUrl is not null;
}

/// <summary>
/// A body as HTML. Safe by construction: every character of the text is encoded, every link goes through
/// <see cref="HtmlText.SafeLink"/>, and there is no way to pass markup through.
/// </summary>
public sealed partial class BodyHtml
{
    private readonly StringBuilder _html = new(4096);
    private readonly BodyOptions _options;
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, Footnote> _footnotes = [];

    private BodyHtml(BodyOptions options) => _options = options;

    /// <summary>The body as HTML.</summary>
    public static string Render(IReadOnlyList<Block> body, BodyOptions options)
    {
        var html = new BodyHtml(options);
        foreach (var block in body)
            if (block is Footnote note) html._footnotes.TryAdd(note.Label, note);
        html.Write(body);
        html.WriteNotes(body);
        return html._html.ToString();
    }

    /// <summary>The body as HTML, block by block; footnotes, which stand together, come last and under no id.</summary>
    public static IReadOnlyList<(string Id, string Html)> RenderEach(IReadOnlyList<Block> body, BodyOptions options)
    {
        var html = new BodyHtml(options);
        foreach (var block in body)
            if (block is Footnote note) html._footnotes.TryAdd(note.Label, note);
        var parts = new List<(string, string)>(body.Count);
        foreach (var block in body)
        {
            html.Write(block);
            Take(block.Id);
        }
        html.WriteNotes(body);
        Take("");
        return parts;

        void Take(string id)
        {
            if (html._html.Length > 0) parts.Add((id, html._html.ToString()));
            html._html.Clear();
        }
    }

    /// <summary>A line of text as HTML: captions, quotations in lists.</summary>
    public static string RenderLine(string markdown, BodyOptions options)
    {
        var html = new BodyHtml(options);
        html.Line(markdown);
        return html._html.ToString();
    }

    private void Write(IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks) Write(block);
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case Paragraph p:
                Open("p", block.Id);
                Line(p.Text);
                _html.Append("</p>\n");
                break;
            case Heading h:
                var level = (char)('0' + h.Level);
                _html.Append("<h").Append(level);
                Id(block.Id);
                _html.Append('>');
                Line(h.Text);
                _html.Append("</h").Append(level).Append(">\n");
                break;
            case ListBlock list: Write(list); break;
            case Quote quote: Write(quote); break;
            case Table table: WriteTable(table); break;
            case DefinitionList definitions: Write(definitions); break;
            case Code code:
                // Wide lines scroll in their own box, which a keyboard must be able to reach.
                _html.Append("<pre");
                Id(block.Id);
                if (!_options.ForFeed) _html.Append(" tabindex=\"0\"");
                _html.Append("><code>");
                HtmlText.Encode(_html, code.Text);
                _html.Append("</code></pre>\n");
                break;
            case Rule:
                _html.Append("<hr");
                Id(block.Id);
                _html.Append(">\n");
                break;
            case Turn turn: Write(turn); break;
            case ImageBlock image: WriteFigure(image.Image, block.Id); break;
            case Gallery gallery: Write(gallery); break;
            case Attachment attachment: Write(attachment); break;
            case Recording recording: Write(recording); break;
            case Footnote or UnknownBlock: break;   // notes stand together at the end; unknown kinds are kept, not shown
            default: throw new InvalidOperationException($"a block {block.GetType().Name} has no HTML");
        }
    }

    private void Write(ListBlock list)
    {
        _html.Append(list.Ordered ? "<ol" : "<ul");
        Id(list.Id);
        if (list.Ordered && list.Start != 1) _html.Append(" start=\"").Append(list.Start).Append('"');
        _html.Append(">\n");
        foreach (var item in list.Items)
        {
            _html.Append("<li>");
            Tight(item.Blocks);
            _html.Append("</li>\n");
        }
        _html.Append(list.Ordered ? "</ol>\n" : "</ul>\n");
    }

    // A single paragraph needs no <p> of its own in a list, a cell or a definition.
    private void Tight(IReadOnlyList<Block> blocks)
    {
        if (blocks is [Paragraph { } only]) Line(only.Text);
        else if (blocks is [Paragraph { } first, ListBlock nested])
        {
            Line(first.Text);
            Write(nested);
        }
        else Write(blocks);
    }

    private void Write(Quote quote)
    {
        if (quote.Cite is null)
        {
            Open("blockquote", quote.Id);
            Write(quote.Blocks);
            _html.Append("</blockquote>\n");
            return;
        }
        _html.Append("<figure class=\"quote\"");
        Id(quote.Id);
        _html.Append("><blockquote>");
        Write(quote.Blocks);
        _html.Append("</blockquote>\n<figcaption>");
        Line(quote.Cite);
        _html.Append("</figcaption></figure>\n");
    }

    private void Write(DefinitionList list)
    {
        Open("dl", list.Id);
        foreach (var item in list.Items)
        {
            foreach (var term in item.Terms)
            {
                _html.Append("<dt>");
                Line(term);
                _html.Append("</dt>\n");
            }
            foreach (var detail in item.Details)
            {
                _html.Append("<dd>");
                Tight(detail);
                _html.Append("</dd>\n");
            }
        }
        _html.Append("</dl>\n");
    }

    // A turn without a name still says who speaks by its kind, to those who do not see the setting.
    private void Write(Turn turn)
    {
        var asks = turn.Role == TurnRole.Question;
        _html.Append("<div class=\"turn ").Append(asks ? "question" : "answer").Append('"');
        Id(turn.Id);
        _html.Append('>');
        if (turn.Speaker is { Length: > 0 } speaker)
        {
            _html.Append("<p class=\"speaker\">");
            HtmlText.Encode(_html, speaker);
            _html.Append("</p>\n");
        }
        else
        {
            _html.Append("<p class=\"speaker unnamed\">").Append(_options.Words.Html(asks ? "turn.question" : "turn.answer").Value).Append("</p>\n");
        }
        Write(turn.Blocks);
        _html.Append("</div>\n");
    }

    private void WriteNotes(IReadOnlyList<Block> body)
    {
        if (_footnotes.Count == 0) return;
        // Notes stand in the order of their references; those nobody refers to come last, in their own order.
        foreach (var block in body)
            if (block is Footnote f && !_notes.Contains(f.Label)) _notes.Add(f.Label);
        _html.Append("<section class=\"notes\"");
        if (!_options.ForFeed) _html.Append(" aria-label=\"").Append(HtmlText.Encode(_options.Words["notes"])).Append('"');
        _html.Append("><ol>\n");
        // Not foreach: a note may refer to a further one.
        for (var i = 0; i < _notes.Count; i++)
        {
            if (!_footnotes.TryGetValue(_notes[i], out var note)) continue;
            _html.Append("<li");
            if (!_options.ForFeed) _html.Append(" id=\"").Append(_options.Prefix).Append("note-").Append(i + 1).Append('"');
            _html.Append('>');
            Tight(note.Blocks);
            if (!_options.ForFeed && _referred.Contains(note.Label))
                _html.Append(" <a class=\"back\" href=\"#").Append(_options.Prefix).Append("ref-").Append(i + 1).Append("\" aria-label=\"")
                    .Append(HtmlText.Encode(_options.Words.Text("notes.back", ("number", i + 1)))).Append("\">↩&#xFE0E;</a>");
            _html.Append("</li>\n");
        }
        _html.Append("</ol></section>\n");
    }

    private void Open(string tag, string id)
    {
        _html.Append('<').Append(tag);
        Id(id);
        _html.Append('>');
    }

    // Only what stands directly in the body has an id: "b-" keeps it apart from the page's own.
    private void Id(string id)
    {
        if (id.Length > 0 && !_options.ForFeed) _html.Append(" id=\"").Append(_options.Prefix).Append("b-").Append(id).Append('"');
    }
}

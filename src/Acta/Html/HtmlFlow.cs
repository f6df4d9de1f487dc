using Acta.Record.Bodies;
using AngleSharp.Dom;

namespace Acta.Html;

/// <summary>Makes blocks of what stands in an element; words that stand between blocks are paragraphs.</summary>
internal sealed class HtmlFlow
{
    private readonly HtmlSource _source;
    private readonly List<Block> _blocks = [];
    private readonly List<Inline> _line = [];
    // What stands around the words: a link, a language, stress that a writer put around whole paragraphs.
    private readonly List<Func<IReadOnlyList<Inline>, Inline>> _around;
    private readonly HtmlInline _inline;
    private int _depth;

    private HtmlFlow(HtmlSource source, List<Func<IReadOnlyList<Inline>, Inline>> around, int depth)
    {
        (_source, _around, _depth) = (source, around, depth);
        _inline = new HtmlInline(source);
    }

    public static List<Block> Of(HtmlSource source, INode parent) => Of(source, parent.ChildNodes, [], 0);

    private static List<Block> Of(HtmlSource source, IEnumerable<INode> nodes, List<Func<IReadOnlyList<Inline>, Inline>> around, int depth)
    {
        var flow = new HtmlFlow(source, around, depth);
        foreach (var node in nodes) flow.Add(node);
        flow.Flush();
        return flow._blocks;
    }

    private List<Block> Within(IEnumerable<INode> nodes) => Of(_source, nodes, _around, _depth + 1);

    private void Add(INode node)
    {
        switch (node)
        {
            case IText text: _line.Add(new TextInline(text.Data)); break;
            case IElement element when _depth >= HtmlSource.MaxDepth: _line.Add(new TextInline(HtmlSource.Words(element))); break;
            case IElement element when HtmlSource.IsUnseen(element): break;
            case IElement element when !_source.IsBlock(element): _inline.Add(_line, element, _depth); break;
            case IElement element:
                Flush();
                AddBlock(element);
                Flush();
                break;
        }
    }

    private void AddBlock(IElement element)
    {
        if (_source.Footnotes.NoteOf(element) is { } label)
        {
            _blocks.Add(new Footnote(label, Within(element.ChildNodes)));
            return;
        }
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6": Heading(element); break;
            case "ul" or "ol" or "menu" or "dir": List(element); break;
            case "dl": Definitions(element); break;
            case "blockquote": Quote(element); break;
            case "pre": Preformatted(element); break;
            case "hr": _blocks.Add(new Rule()); break;
            case "table": Table(element); break;
            case "figure": Figure(element); break;
            case "video" or "audio": Recording(element); break;
            case "iframe" or "embed" or "object": Embedded(element); break;
            case "a" when _source.Address(element.GetAttribute("href")) is { } url: Around(element, children => new LinkInline(url, null, children)); break;
            case "em" or "i": Around(element, children => new EmphasisInline(children)); break;
            case "strong" or "b": Around(element, children => new StrongInline(children)); break;
            default:
                if (HtmlMedia.IsGallery(element) && HtmlMedia.Images(_source, element) is { Count: > 1 } images) _blocks.Add(new Gallery(images));
                else if (HtmlMedia.Attachment(_source, element) is { } attachment) _blocks.Add(attachment);
                else Container(element);
                break;
        }
    }

    private void Container(IElement element)
    {
        if (_inline.SpanOf(element) is { } span) Around(element, children => new SpanInline(span.Language, span.Direction, children));
        else Children(element);
    }

    private void Around(IElement element, Func<IReadOnlyList<Inline>, Inline> wrap)
    {
        _around.Add(wrap);
        Children(element);
        _around.RemoveAt(_around.Count - 1);
    }

    private void Children(IElement element)
    {
        _depth++;
        foreach (var child in element.ChildNodes) Add(child);
        Flush();
        _depth--;
    }

    private void Heading(IElement element)
    {
        var level = Math.Clamp(element.LocalName[1] - '0' + (_source.HasTopHeading ? 1 : 0), 2, 6);
        foreach (var block in Of(_source, element.ChildNodes, [], _depth + 1))
        {
            // What else somebody put into a heading stands after it.
            if (block is Paragraph p) _blocks.Add(new Heading(level, Inlines.Write(Wrapped(Inlines.Parse(p.Text)))));
            else _blocks.Add(block);
        }
    }

    private void List(IElement element)
    {
        var items = new List<List<Block>>();
        foreach (var child in element.ChildNodes)
        {
            if (child is IElement { LocalName: "li" } li)
            {
                if (_source.Footnotes.NoteOf(li) is { } label) _blocks.Add(new Footnote(label, Within(li.ChildNodes)));
                else items.Add(_inline.SpanOf(li) is { } span ? WithSpan(li, span) : Within(li.ChildNodes));
            }
            else if (Within([child]) is { Count: > 0 } loose)
            {
                // A list straight in a list belongs to the item before it.
                if (items.Count > 0) items[^1].AddRange(loose);
                else items.Add(loose);
            }
        }
        if (items.Count == 0) return;
        var ordered = element.LocalName == "ol";
        var start = ordered && int.TryParse(element.GetAttribute("start") ?? element.Children.FirstOrDefault(c => c.LocalName == "li")?.GetAttribute("value"), out var n) && n >= 0 ? n : 1;
        _blocks.Add(new ListBlock([.. items.Select(i => new ListItem(i))], ordered, start));
    }

    private List<Block> WithSpan(IElement element, (string? Language, string? Direction) span) =>
        Of(_source, element.ChildNodes, [.. _around, children => new SpanInline(span.Language, span.Direction, children)], _depth + 1);

    private void Definitions(IElement element)
    {
        var items = new List<Definition>();
        var terms = new List<string>();
        var details = new List<IReadOnlyList<Block>>();
        void Close()
        {
            if (terms.Count + details.Count > 0) items.Add(new Definition([.. terms], [.. details]));
            terms.Clear();
            details.Clear();
        }
        void Take(INode child)
        {
            if (child is IElement { LocalName: "dt" } dt)
            {
                if (details.Count > 0) Close();
                // A term is a line; blocks in it beyond that are its meaning.
                foreach (var block in Within(dt.ChildNodes))
                {
                    if (block is Paragraph or Acta.Record.Bodies.Heading && details.Count == 0) terms.Add(block is Paragraph p ? p.Text : ((Heading)block).Text);
                    else details.Add([block]);
                }
            }
            else if (child is IElement { LocalName: "dd" } dd) details.Add(Within(dd.ChildNodes));
            else if (child is IElement { LocalName: "div" } group && group.Children.Any(c => c.LocalName is "dt" or "dd"))
            {
                foreach (var inner in group.ChildNodes) Take(inner);
            }
            else if (Within([child]) is { Count: > 0 } loose) details.Add(loose);
        }
        foreach (var child in element.ChildNodes) Take(child);
        Close();
        if (items.Count > 0) _blocks.Add(new DefinitionList(items));
    }

    private void Quote(IElement element)
    {
        var last = element.Children.LastOrDefault(c => c.LocalName is "cite" or "footer" or "figcaption");
        var isLast = last is not null && (last.NextSibling is null || HtmlSource.Words(last.ParentElement!).TrimEnd().EndsWith(HtmlSource.Words(last).Trim(), StringComparison.Ordinal));
        string? cite = null;
        if (isLast && !_source.IsBlock(last!) || isLast && last!.LocalName == "footer" && !last.Children.Any(_source.IsBlock))
        {
            cite = Inlines.Write(_inline.Of(last!, _depth));
            if (cite.Length == 0) cite = null;
        }
        _blocks.Add(new Quote(Within(element.ChildNodes.Where(n => cite is null || n != last)), cite));
    }

    private void Preformatted(IElement element)
    {
        // Links in it would be lost in code: then it is lines of text.
        if (element.QuerySelectorAll("a[href]").Any(a => _source.Address(a.GetAttribute("href")) is not null) || element.QuerySelector("img, table, ul, ol, p, div") is not null)
        {
            _depth++;
            foreach (var node in element.ChildNodes) AddLines(node);
            Flush();
            _depth--;
            return;
        }
        var language = (element.QuerySelector("code") ?? element).ClassList.FirstOrDefault(c => c.StartsWith("language-", StringComparison.Ordinal) || c.StartsWith("lang-", StringComparison.Ordinal));
        var text = HtmlSource.Words(element);
        if (text.StartsWith('\n')) text = text[1..];
        _blocks.Add(new Code(text, language?[(language.IndexOf('-') + 1)..]));
    }

    private void AddLines(INode node)
    {
        if (node is not IText text)
        {
            Add(node);
            return;
        }
        var lines = text.Data.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) _line.Add(new LineBreakInline());
            _line.Add(new TextInline(lines[i]));
        }
    }

    private void Table(IElement element)
    {
        var table = HtmlTables.Read(_source, element, nodes => Within(nodes), e => _inline.Of(e, _depth));
        if (table.Layout is { } cells)
        {
            foreach (var cell in cells) Children(cell);
            return;
        }
        if (table.Table is { } made) _blocks.Add(made);
        _blocks.AddRange(table.Beside);
    }

    private void Figure(IElement element)
    {
        var caption = element.Children.FirstOrDefault(c => c.LocalName == "figcaption") ?? element.QuerySelector("figcaption");
        var images = HtmlMedia.Images(_source, element);
        var captionBlocks = caption is null ? [] : Within(caption.ChildNodes);
        var captionText = captionBlocks.TrueForAll(b => b is Paragraph) ? string.Join("\\\n", captionBlocks.Cast<Paragraph>().Select(p => p.Text)) : null;
        if (captionText is { Length: 0 }) captionText = null;
        var rest = HtmlSource.Words(element).Replace(caption is null ? "\0" : HtmlSource.Words(caption), "", StringComparison.Ordinal);
        var onlyPictures = images.Count > 0 && string.IsNullOrWhiteSpace(rest) && (caption is null || captionText is not null || captionBlocks.Count == 0);
        if (onlyPictures && HtmlMedia.LeadsElsewhere(_source, element) is false)
        {
            // Within a gallery each picture has a figure of its own; its own caption is the direct one.
            var own = element.Children.Any(c => c == caption) ? captionText : null;
            if (images.Count == 1) _blocks.Add(new ImageBlock(images[0] with { Caption = captionText }));
            else _blocks.Add(new Gallery(images, own));
            return;
        }
        var content = Within(element.ChildNodes.Where(n => n != caption));
        if (content is [Recording { Caption: null } recording] && captionText is not null) content = [recording with { Caption = captionText }];
        else if (content is [Acta.Record.Bodies.Table { Caption: null } table] && captionText is not null) content = [table with { Caption = captionText }];
        else if (caption is not null && element.Children.Contains(caption)) content.AddRange(captionBlocks);
        _blocks.AddRange(content);
    }

    private void Recording(IElement element)
    {
        var address = element.GetAttribute("src") ?? element.QuerySelector("source[src]")?.GetAttribute("src");
        var url = _source.Media(address);
        if (url is null) _source.Warn($"a {element.LocalName} without an address is kept as one whose address is missing.");
        _blocks.Add(new Recording(element.LocalName == "video" ? RecordingKind.Video : RecordingKind.Audio, new MediaSource(null, url), element.GetAttribute("title"), null, []));
    }

    private void Embedded(IElement element)
    {
        var address = element.GetAttribute("src") ?? element.GetAttribute("data") ?? element.GetAttribute("data-src");
        var title = element.GetAttribute("title") is { } t && !string.IsNullOrWhiteSpace(t) ? t.Trim() : null;
        if (_source.Address(address) is not { } url || url == "about:blank")
        {
            if (element.LocalName != "object") _source.Warn($"an embedded frame without an address was left out{(title is null ? "" : $" (“{title}”)")}.");
        }
        else if (HtmlMedia.VideoAddress(url) is { } watch)
        {
            _source.Media(watch);
            _blocks.Add(new Recording(RecordingKind.Video, new MediaSource(null, watch), title, null, []));
        }
        else
        {
            _source.Warn($"the embedded frame of {url} is kept as a link.");
            _line.Add(new LinkInline(url, null, [new TextInline(title ?? url)]));
            Flush();
        }
        // What is shown where the frame can't be.
        if (element.LocalName == "object") Children(element);
    }

    private void Flush()
    {
        if (_line.Count == 0) return;
        var line = InlineRuns.Trimmed(_line);
        _line.Clear();
        // Pictures that lead or end a run of text stand by themselves; one within it stays in its line.
        var after = new List<Block>();
        int from = 0, to = line.Count;
        for (; from < to && (InlineRuns.IsNothing(line[from]) || IsLargePicture(line[from])); from++)
            if (line[from] is PictureInline first) _blocks.Add(Picture(first));
        for (; to > from && (InlineRuns.IsNothing(line[to - 1]) || IsLargePicture(line[to - 1])); to--)
            if (line[to - 1] is PictureInline last) after.Add(Picture(last));
        after.Reverse();
        line = line.GetRange(from, to - from);
        if (line.Count > 0)
        {
            var text = Inlines.Write(Wrapped(line));
            if (text.Length > 0) _blocks.Add(new Paragraph(text));
        }
        _blocks.AddRange(after);
    }

    private bool IsLargePicture(Inline inline) => inline is PictureInline picture && _inline.IsLarge(picture);

    private static ImageBlock Picture(PictureInline picture) => new(new Image(new MediaSource(null, picture.Url), picture.Alt));

    private IReadOnlyList<Inline> Wrapped(IReadOnlyList<Inline> line)
    {
        for (var i = _around.Count - 1; i >= 0; i--) line = [_around[i](line)];
        return line;
    }
}

/// <summary>Runs of inlines on their way to a paragraph.</summary>
internal static class InlineRuns
{
    /// <summary>Without white space and line breaks at its ends.</summary>
    public static List<Inline> Trimmed(List<Inline> run)
    {
        int from = 0, to = run.Count;
        while (from < to && IsNothing(run[from])) from++;
        while (to > from && IsNothing(run[to - 1])) to--;
        return run.GetRange(from, to - from);
    }

    public static bool IsNothing(Inline inline) => inline is LineBreakInline || inline is TextInline t && t.Value.AsSpan().Trim(" \t\r\n\f").IsEmpty;
}

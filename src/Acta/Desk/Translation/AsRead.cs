using Acta.Record.Bodies;

namespace Acta.Desk.Translation;

/// <summary>A block, or a line, as people read it: its words, and apart from them how they are marked.</summary>
/// <param name="Words">Its words; of a table a line for each row.</param>
/// <param name="Raw">Its Markdown: where only this differs, the words stayed and their marks did not.</param>
/// <param name="Marks">What kinds of marks there are, in order.</param>
/// <param name="Links">Where its links lead, in order.</param>
internal sealed record AsRead(string Words, string Raw, string Marks, IReadOnlyList<string> Links)
{
    public static readonly AsRead Nothing = new("", "", "", []);

    public static AsRead Of(Block? block)
    {
        if (block is null) return Nothing;
        var (marks, links) = (new List<string> { Kind(block) }, new List<string>());
        foreach (var passage in Passages.Of(block).Where(p => p.IsInline)) Look(Inlines.Parse(passage.Text), marks, links);
        return new AsRead(WordsOf(block), Markdown.Write([block]), string.Join(' ', marks), links);
    }

    /// <summary>A field without marks.</summary>
    public static AsRead Plain(string? text) => string.IsNullOrEmpty(text) ? Nothing : new AsRead(text, text, "", []);

    /// <summary>A field of inline Markdown.</summary>
    public static AsRead Inline(string? text)
    {
        if (string.IsNullOrEmpty(text)) return Nothing;
        var (inlines, marks, links) = (Inlines.Parse(text), new List<string>(), new List<string>());
        Look(inlines, marks, links);
        return new AsRead(Inlines.PlainText(inlines), text, string.Join(' ', marks), links);
    }

    private static string WordsOf(Block block) => block switch
    {
        Code code => code.Text,
        Table table => string.Join('\n', new[] { table.Caption is { } caption ? Inlines.PlainText(caption) : "" }
            .Concat(table.Rows.Select(r => string.Join(" | ", r.Cells.Select(c => string.Join(' ', c.Blocks.Select(WordsOf)))))).Where(l => l.Length > 0)),
        _ => string.Join('\n', Passages.Of(block).Select(p => p.IsInline ? Inlines.PlainText(p.Text) : p.Text)),
    };

    private static string Kind(Block block) => block switch
    {
        Heading h => "h" + h.Level,
        ListBlock l => (l.Ordered ? "ol" : "ul") + string.Concat(l.Items.SelectMany(i => i.Blocks).OfType<ListBlock>().Select(b => '(' + Kind(b) + ')')),
        Table t => "table" + string.Concat(t.Rows.Select(r => r.Head ? 'h' : 'r')),
        Turn t => t.Role.ToString(),
        ImageBlock i => "image:" + (i.Image.Source.File?.Id.ToString() ?? i.Image.Source.Url),
        _ => block.GetType().Name,
    };

    private static void Look(IReadOnlyList<Inline> inlines, List<string> marks, List<string> links)
    {
        foreach (var inline in inlines)
        {
            if (inline is not (TextInline or LineBreakInline)) marks.Add(inline.GetType().Name);
            if (inline is LinkInline link) links.Add(link.Url);
            Look(inline switch
            {
                EmphasisInline e => e.Children,
                StrongInline s => s.Children,
                LinkInline l => l.Children,
                SuperscriptInline s => s.Children,
                SubscriptInline s => s.Children,
                SpanInline s => s.Children,
                MentionInline m => m.Children,
                _ => [],
            }, marks, links);
        }
    }
}

namespace Acta.Record.Bodies;

/// <summary>
/// The one form of bodies that say the same: inline text is canonical, nothing is empty, a picture alone in a paragraph is a
/// picture block, neighbouring definition lists are one, containers nest no deeper than Markdown can write.
/// </summary>
internal static class BodyNormal
{
    private const int MaxStart = 999_999_999;

    public static List<Block> Of(IReadOnlyList<Block> blocks) => Of(blocks, 0);

    private static List<Block> Of(IReadOnlyList<Block> blocks, int depth)
    {
        var normal = new List<Block>(blocks.Count);
        foreach (var block in blocks) Add(normal, block, depth);
        return normal;
    }

    private static void Add(List<Block> into, Block block, int depth)
    {
        // Too deep: its content takes its place.
        if (depth + (block is Table ? 2 : 1) > BlockParser.MaxDepth && Inner(block) is { } inner)
        {
            foreach (var child in inner) Add(into, child, depth);
            return;
        }
        switch (block)
        {
            case Paragraph p:
                var inlines = Inlines.Parse(p.Text);
                if (p.Unknown is null && inlines is [PictureInline picture]) into.Add(new ImageBlock(Of(new Image(new MediaSource(null, picture.Url), picture.Alt))) { Id = p.Id });
                else if (inlines.Count > 0) into.Add(p with { Text = InlineWriter.Write(inlines, singleLine: false) });
                break;
            case Heading h:
                if (Line(h.Text) is { } heading) into.Add(h with { Level = Math.Clamp(h.Level, 2, 6), Text = heading });
                break;
            case ListBlock l:
                if (l.Items.Count > 0)
                    into.Add(l with { Items = [.. l.Items.Select(i => new ListItem(Of(i.Blocks, depth + 1)))], Start = l.Ordered ? Math.Clamp(l.Start, 0, MaxStart) : 1 });
                break;
            case Quote q:
                var quote = q with { Blocks = Of(q.Blocks, depth + 1), Cite = Line(q.Cite) };
                if (quote.Blocks.Count > 0 || quote.Cite is not null) into.Add(quote);
                break;
            case Table t: AddTable(into, t, depth); break;
            case DefinitionList d: AddDefinitions(into, d, depth); break;
            case Code c:
                var code = Characters.Preformatted(c.Text).TrimEnd('\n');
                if (code.Length > 0) into.Add(c with { Text = code, Language = CodeLanguage(c.Language) });
                break;
            case Turn t:
                var turn = t with { Speaker = Plain(t.Speaker), Blocks = Of(t.Blocks, depth + 1) };
                if (turn.Blocks.Count > 0 || turn.Speaker is not null) into.Add(turn);
                break;
            case ImageBlock i: into.Add(i with { Image = Of(i.Image) }); break;
            case Gallery g:
                // A gallery of nothing but a caption is that caption.
                if (g.Images.Count > 0) into.Add(g with { Images = [.. g.Images.Select(Of)], Caption = Line(g.Caption) });
                else if (g.Caption is not null) Add(into, new Paragraph(g.Caption) { Id = g.Id }, depth);
                break;
            case Attachment a:
                into.Add(a with { Title = Plain(a.Title) ?? "", Source = Of(a.Source), Language = a.Language is { } tag && InlineNormal.IsLanguage(tag) ? tag : null });
                break;
            case Recording r:
                into.Add(r with { Source = Of(r.Source), Title = Plain(r.Title), Caption = Line(r.Caption), Transcript = Of(r.Transcript, depth + 1) });
                break;
            case Footnote f: into.Add(f with { Label = InlineNormal.Label(f.Label), Blocks = Of(f.Blocks, depth + 1) }); break;
            default: into.Add(block); break;
        }
    }

    private static IEnumerable<Block>? Inner(Block block) => block switch
    {
        ListBlock l => l.Items.SelectMany(i => i.Blocks),
        Quote q => q.Cite is null ? q.Blocks : [.. q.Blocks, new Paragraph(q.Cite)],
        Table t => t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks),
        DefinitionList d => d.Items.SelectMany(i => i.Terms.Select(Block (t) => new Paragraph(t)).Concat(i.Details.SelectMany(x => x))),
        Turn t => t.Speaker is null ? t.Blocks : [new Paragraph(Inlines.Escape(t.Speaker)), .. t.Blocks],
        Footnote f => f.Blocks,
        Recording r when r.Transcript.Count > 0 => [r with { Transcript = [] }, .. r.Transcript],
        _ => null,
    };

    private static void AddTable(List<Block> into, Table table, int depth)
    {
        var rows = new List<TableRow>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            if (row.Cells.Count == 0) continue;
            rows.Add(row with
            {
                Cells = [.. row.Cells.Select(c => c with { Blocks = Of(c.Blocks, depth + 2), ColumnSpan = Math.Clamp(c.ColumnSpan, 1, 1000), RowSpan = Math.Clamp(c.RowSpan, 1, 1000) })],
            });
        }
        var caption = Line(table.Caption);
        if (rows.Count > 0) into.Add(table with { Rows = rows, Caption = caption });
        else if (caption is not null) Add(into, new Paragraph(caption) { Id = table.Id }, depth);
    }

    private static void AddDefinitions(List<Block> into, DefinitionList list, int depth)
    {
        var items = new List<Definition>();
        foreach (var item in list.Items)
        {
            List<string> terms = [.. item.Terms.Select(Line).OfType<string>()];
            List<IReadOnlyList<Block>> details = [.. item.Details.Select(d => Of(d, depth + 1))];
            if (terms.Count > 0)
            {
                // A term without a meaning has an empty one, so that it stays a term.
                items.Add(new Definition(terms, details.Count > 0 ? details : [[]]));
            }
            else if (items.Count > 0)
            {
                items[^1] = items[^1] with { Details = [.. items[^1].Details, .. details] };
            }
            else
            {
                foreach (var child in item.Details.SelectMany(d => d)) Add(into, child, depth);
            }
        }
        if (items.Count == 0) return;
        if (into is [.., DefinitionList { Unknown: null } before] && list.Unknown is null) into[^1] = before with { Items = [.. before.Items, .. items] };
        else into.Add(list with { Items = items });
    }

    private static Image Of(Image image) => new(
        Of(image.Source), Plain(image.Alt), Line(image.Caption), Plain(image.Credit), Plain(image.Licence),
        image.Focal is { } f ? new FocalPoint(Math.Clamp(f.X, 0, 1000), Math.Clamp(f.Y, 0, 1000)) : null);

    private static MediaSource Of(MediaSource source) => new(source.File is { } f ? f with { Name = Plain(f.Name) ?? "file" } : null, Plain(source.Url));

    private static string? Plain(string? text) => text is null || Characters.Line(text) is not { Length: > 0 } line ? null : line;

    private static string? Line(string? text) => text is null || InlineWriter.Write(Inlines.Parse(text), singleLine: true) is not { Length: > 0 } line ? null : line;

    private static string? CodeLanguage(string? language)
    {
        if (language is null) return null;
        var word = new string([.. Characters.Clean(language).Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.' or '_' or '#')]);
        return word.Length == 0 ? null : word;
    }
}

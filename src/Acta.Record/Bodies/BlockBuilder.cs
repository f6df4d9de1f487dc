using System.Text.Json;

namespace Acta.Record.Bodies;

/// <summary>Makes blocks of the tree that the lines of a Markdown text gave.</summary>
internal sealed class BlockBuilder
{
    private readonly Dictionary<string, InlineParser.Reference> _references = new(StringComparer.Ordinal);

    public static List<Block> Build(BlockNode document)
    {
        var builder = new BlockBuilder();
        // Links may be defined anywhere, also after their use.
        builder.Define(document);
        return builder.Blocks(document);
    }

    private void Define(BlockNode node)
    {
        foreach (var child in node.Children) Define(child);
        // An underlined heading was a paragraph; one after # never defines anything.
        if ((node.Kind == BlockKind.Paragraph || node is { Kind: BlockKind.Heading, Marker: not '\0' }) && node.Lines is [['[', ..], ..])
            node.Lines.RemoveRange(0, LinkDefinitions.Take(node.Lines, _references));
    }

    private List<Block> Blocks(BlockNode parent)
    {
        var blocks = new List<Block>();
        foreach (var child in parent.Children) Add(blocks, child);
        return blocks;
    }

    private void Add(List<Block> blocks, BlockNode node)
    {
        switch (node.Kind)
        {
            case BlockKind.Paragraph:
                var table = PipeTable.Find(node.Lines);
                if (table < 0) AddParagraph(blocks, node.Lines);
                else
                {
                    if (table > 0) AddParagraph(blocks, node.Lines.GetRange(0, table));
                    blocks.Add(WithReferences(PipeTable.Read(node.Lines, table)));
                }
                break;
            case BlockKind.Heading: blocks.Add(new Heading(Math.Max(2, node.Number), Text(node.Lines))); break;
            case BlockKind.Rule: blocks.Add(new Rule()); break;
            case BlockKind.FencedCode: blocks.Add(new Code(string.Join('\n', node.Lines), node.Word.Length == 0 ? null : node.Word)); break;
            case BlockKind.IndentedCode: blocks.Add(new Code(string.Join('\n', node.Lines).Trim('\n'))); break;
            case BlockKind.Quote: blocks.Add(new Quote(Blocks(node))); break;
            case BlockKind.List:
                var ordered = node.Marker is '.' or ')';
                blocks.Add(new ListBlock([.. node.Children.Select(i => new ListItem(Blocks(i)))], ordered, ordered ? node.Number : 1));
                break;
            case BlockKind.Definitions:
                blocks.Add(new DefinitionList([new Definition([.. node.Lines.Select(l => Text([l]))], [.. node.Children.Select(Blocks)])]));
                break;
            case BlockKind.Footnote: blocks.Add(new Footnote(node.Word, Blocks(node))); break;
            case BlockKind.Fence: AddFence(blocks, node); break;
            case BlockKind.Facts: AddFacts(blocks, node); break;
        }
    }

    private void AddFence(List<Block> blocks, BlockNode node)
    {
        var argument = node.Argument.Length == 0 ? null : node.Argument;
        switch (node.Word)
        {
            case "question" or "answer":
                blocks.Add(new Turn(argument, node.Word == "question" ? TurnRole.Question : TurnRole.Answer, Blocks(node)));
                break;
            case "quote": blocks.Add(new Quote(Blocks(node), argument is null ? null : Text([argument]))); break;
            case "table":
                blocks.Add(new Table([.. node.Children.Where(c => c.Kind == BlockKind.Row).Select(Row)], argument is null ? null : Text([argument])));
                // Words between the rows are nobody's cell; they stand after the table.
                foreach (var child in node.Children.Where(c => c.Kind != BlockKind.Row)) Add(blocks, child);
                break;
            default:
                var facts = Facts.Read(node.Lines);
                blocks.Add(new Recording(node.Word == "video" ? RecordingKind.Video : RecordingKind.Audio, facts.Source, argument, Caption(facts), Blocks(node)));
                AddParagraph(blocks, facts.Others);
                break;
        }
    }

    private TableRow Row(BlockNode row) => new(
        [.. row.Children.Select(c =>
        {
            CellFacts.TryRead(c.Argument, out var facts);
            return new TableCell(Blocks(c), facts.Header, facts.Columns, facts.Rows, facts.Align);
        })],
        row.Argument == "head");

    private void AddFacts(List<Block> blocks, BlockNode node)
    {
        var argument = node.Argument.Length == 0 ? null : node.Argument;
        switch (node.Word)
        {
            case "image":
                var facts = Facts.Read(node.Lines);
                blocks.Add(new ImageBlock(Resolved(facts.Image)));
                AddParagraph(blocks, argument is null ? facts.Others : [argument, .. facts.Others]);
                break;
            case "gallery":
                var images = new List<Image>();
                var others = new List<string>();
                foreach (var group in Groups(node.Lines))
                {
                    var of = Facts.Read(group);
                    if (of.Others.Count < group.Count) images.Add(Resolved(of.Image));
                    others.AddRange(of.Others);
                }
                blocks.Add(new Gallery(images, argument is null ? null : Text([argument])));
                AddParagraph(blocks, others);
                break;
            case "attachment":
                var file = Facts.Read(node.Lines);
                blocks.Add(new Attachment(argument ?? "", file.Source, file["lang"]));
                AddParagraph(blocks, file.Others);
                break;
            default:
                blocks.Add(FromJson(node.Lines));
                break;
        }
    }

    // A block that only its canonical JSON can say, such as one of a later version.
    private static Block FromJson(List<string> lines)
    {
        var text = string.Join('\n', lines);
        try
        {
            using var json = JsonDocument.Parse(text);
            return Block.Read(json.RootElement, "block") with { Id = "" };
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return new Code(text, "json");
        }
    }

    private Image Resolved(Image image) => image with { Caption = image.Caption is null ? null : Text([image.Caption]) };

    private string? Caption(Facts facts) => facts["caption"] is { } caption ? Text([caption]) : null;

    private static IEnumerable<List<string>> Groups(List<string> lines)
    {
        var group = new List<string>();
        foreach (var line in lines)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                group.Add(line);
                continue;
            }
            if (group.Count > 0) yield return group;
            group = [];
        }
        if (group.Count > 0) yield return group;
    }

    private Table WithReferences(Table table) => table with
    {
        Rows = [.. table.Rows.Select(r => r with
        {
            Cells = [.. r.Cells.Select(c => c with { Blocks = [.. c.Blocks.Select(b => b is Paragraph p ? new Paragraph(Text([p.Text])) : b)] })],
        })],
    };

    private void AddParagraph(List<Block> blocks, List<string> lines)
    {
        if (lines.Count > 0) blocks.Add(new Paragraph(Text(lines)));
    }

    private string Text(List<string> lines)
    {
        var text = lines.Count == 1 ? lines[0] : string.Join('\n', lines);
        return InlineWriter.Write(InlineParser.Parse(text.TrimEnd(' ', '\t'), _references), singleLine: false);
    }
}

using System.Text.Json;
using Acta.Record;
using Acta.Record.Bodies;

namespace Acta.Desk.Editing;

/// <summary>Makes blocks of the editor's document. What it does not know it refuses: nothing is left out in silence.</summary>
internal static class EditorReading
{
    /// <exception cref="FormatException">It is no document of the editor.</exception>
    public static IReadOnlyList<Block> Body(JsonElement document)
    {
        var doc = new EditorNode(document);
        if (doc.Type != "doc") throw new FormatException($"“{doc.Type}” is no document");
        var blocks = Blocks(doc.Children);
        // A block that was parted in two has given both its id; the first keeps it.
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < blocks.Count; i++)
            if (blocks[i].Id is { Length: > 0 } id && (!IsId(id) || !ids.Add(id))) blocks[i] = blocks[i] with { Id = "" };
        return Markdown.Normal(blocks);
    }

    private static bool IsId(string id) => id.Length <= 12 && id.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9');

    private static List<Block> Blocks(IEnumerable<EditorNode> nodes)
    {
        var blocks = new List<Block>();
        foreach (var node in nodes)
        {
            if (node.Type == "opaque") blocks.AddRange(Opaque(node));
            else blocks.Add(Block(node));
        }
        return blocks;
    }

    private static IEnumerable<Block> Opaque(EditorNode node)
    {
        var blocks = Markdown.Parse(node.Text("markdown") ?? "");
        return blocks.Select((b, i) => i == 0 ? b with { Id = node.Text("id") ?? "" } : b);
    }

    private static Block Block(EditorNode node)
    {
        var children = node.Children;
        Block block = node.Type switch
        {
            "paragraph" => new Paragraph(Line(node)),
            "heading" => new Heading(node.Whole("level") ?? 2, Line(node)),
            "bulletList" => new ListBlock(Items(children)),
            "orderedList" => new ListBlock(Items(children), Ordered: true, node.Whole("start") ?? 1),
            "quote" => new Quote(Blocks(children.Where(c => c.Type != "cite")), Optional(children, "cite")),
            "table" => new Table([.. children.Where(c => c.Type == "tableGrid").SelectMany(g => g.Children).Select(Row)], Optional(children, "caption")),
            "definitionList" => new DefinitionList(Definitions(children)),
            "codeBlock" => new Code(string.Concat(children.Select(c => c.Type == "text" ? c.Words : "\n")), node.Text("language")),
            "rule" => new Rule(),
            "turn" => new Turn(children.Where(c => c.Type == "speaker").Select(Words).FirstOrDefault(), node.Text("role") == "question" ? TurnRole.Question : TurnRole.Answer, Blocks(children.Where(c => c.Type != "speaker"))),
            "image" => new ImageBlock(Image(node)),
            "gallery" => new Gallery([.. children.Where(c => c.Type == "galleryImage").Select(Image)], Optional(children, "caption")),
            "attachment" => new Attachment(node.Text("title") ?? "", Source(node), node.Text("lang")),
            "recording" => new Recording(node.Text("kind") == "audio" ? RecordingKind.Audio : RecordingKind.Video, Source(node), node.Text("title"), Optional(children, "caption"), Blocks(children.Where(c => c.Type != "caption"))),
            "footnote" => new Footnote(node.Text("label") ?? "", Blocks(children)),
            _ => throw new FormatException($"the kind “{node.Type}” is unknown"),
        };
        return block with { Id = node.Text("id") ?? "" };
    }

    private static string Line(EditorNode node) => EditorInlines.Read(node.Content);

    private static string? Optional(List<EditorNode> children, string type)
    {
        var lines = children.Where(c => c.Type == type).Select(Line).Where(l => l.Length > 0).ToList();
        return lines.Count == 0 ? null : string.Join(' ', lines);
    }

    private static string Words(EditorNode node) => string.Concat(node.Children.Select(c => c.Type == "text" ? c.Words : " "));

    private static List<ListItem> Items(List<EditorNode> children) =>
        [.. children.Select(i => i.Type == "listItem" ? new ListItem(Blocks(i.Children)) : throw new FormatException($"“{i.Type}” is no item of a list"))];

    private static List<Definition> Definitions(List<EditorNode> children)
    {
        var items = new List<(List<string> Terms, List<IReadOnlyList<Block>> Details)>();
        foreach (var child in children)
        {
            if (child.Type is not ("definitionTerm" or "definitionDetail")) throw new FormatException($"“{child.Type}” is neither a term nor its meaning");
            if (items.Count == 0 || child.Type == "definitionTerm" && items[^1].Details.Count > 0) items.Add(([], []));
            if (child.Type == "definitionTerm") items[^1].Terms.Add(Line(child));
            else items[^1].Details.Add(Blocks(child.Children));
        }
        return [.. items.Select(i => new Definition(i.Terms, i.Details))];
    }

    private static TableRow Row(EditorNode row) => row.Type == "tableRow"
        ? new TableRow([.. row.Children.Select(Cell)], row.Flag("head"))
        : throw new FormatException($"“{row.Type}” is no row of a table");

    private static TableCell Cell(EditorNode cell) => cell.Type is "tableCell" or "tableHeader"
        ? new TableCell(Blocks(cell.Children), cell.Type == "tableHeader", cell.Whole("colspan") ?? 1, cell.Whole("rowspan") ?? 1,
            cell.Text("align") switch { "center" => CellAlign.Center, "end" => CellAlign.End, _ => CellAlign.Start })
        : throw new FormatException($"“{cell.Type}” is no cell of a table");

    private static Image Image(EditorNode node) => new(
        Source(node), node.Text("alt"), Line(node) is { Length: > 0 } caption ? caption : null, node.Text("credit"), node.Text("licence"),
        node.Whole("focusX") is { } x && node.Whole("focusY") is { } y ? new FocalPoint(x, y) : null);

    private static MediaSource Source(EditorNode node)
    {
        var file = node.Attribute("file");
        if (file.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return new MediaSource(null, node.Text("url"));
        try
        {
            return new MediaSource(
                new MediaFile(
                    file.GetProperty("id").GetGuid(), file.GetProperty("name").GetString()!, file.GetProperty("type").GetString()!, file.GetProperty("size").GetInt64(),
                    Digest.Parse(file.GetProperty("sha256").GetString()!), Number(file, "width"), Number(file, "height")),
                node.Text("url"));
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new FormatException("a file of the library is not named as it should be");
        }
    }

    private static int? Number(JsonElement file, string name) => file.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}

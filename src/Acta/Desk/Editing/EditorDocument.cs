using System.Text.Json.Nodes;
using Acta.Record.Bodies;

namespace Acta.Desk.Editing;

/// <summary>
/// A body as the editor's document, both ways without loss: <see cref="Read"/> gives the blocks that <see cref="Write"/> was
/// given, in normal form. The same nodes stand in web/src/schema.js.
/// </summary>
internal static class EditorDocument
{
    /// <summary>The document of a body.</summary>
    public static JsonObject Write(IReadOnlyList<Block> body) => Node("doc", null, Blocks(Markdown.Normal(body)));

    /// <summary>The body of a document, in normal form.</summary>
    /// <exception cref="FormatException">It is no document of the editor.</exception>
    public static IReadOnlyList<Block> Read(System.Text.Json.JsonElement document) => EditorReading.Body(document);

    // The editor has no empty containers: somebody must be able to write in them. An empty paragraph is nothing in normal form.
    private static JsonArray Blocks(IReadOnlyList<Block> blocks) => blocks.Count == 0 ? [Node("paragraph", null)] : new([.. blocks.Select(b => (JsonNode)Block(b))]);

    private static JsonObject Block(Block block)
    {
        var id = block.Id.Length == 0 ? null : new JsonObject { ["id"] = block.Id };
        // What only its JSON can say is carried through as it is.
        if (block.Unknown is not null || block is UnknownBlock) return Node("opaque", With(id, ("markdown", Markdown.Write([block with { Id = "" }]))));
        return block switch
        {
            Paragraph p => Node("paragraph", id, EditorInlines.Write(p.Text)),
            Heading h => Node("heading", With(id, ("level", h.Level)), EditorInlines.Write(h.Text)),
            ListBlock { Ordered: true } l => Node("orderedList", With(id, ("start", l.Start)), Items(l)),
            ListBlock l => Node("bulletList", id, Items(l)),
            Quote q => Node("quote", id, q.Cite is null ? Blocks(q.Blocks) : [.. Parts(Blocks(q.Blocks)), Node("cite", null, EditorInlines.Write(q.Cite))]),
            Table t => Node("table", id, [Caption(t.Caption), Node("tableGrid", null, new([.. t.Rows.Select(r => (JsonNode)Row(r))]))]),
            DefinitionList d => Node("definitionList", id, new([.. d.Items.SelectMany(Definition)])),
            Code c => Node("codeBlock", With(id, ("language", c.Language)), [new JsonObject { ["type"] = "text", ["text"] = c.Text }]),
            Rule => Node("rule", id),
            Turn t => Node("turn", With(id, ("role", t.Role == TurnRole.Question ? "question" : "answer")), [Node("speaker", null, Plain(t.Speaker)), .. Parts(Blocks(t.Blocks))]),
            ImageBlock i => Image("image", id, i.Image),
            Gallery g => Node("gallery", id, [.. g.Images.Select(i => Image("galleryImage", null, i)), Caption(g.Caption)]),
            Attachment a => Node("attachment", With(With(id, ("title", a.Title), ("lang", a.Language)), a.Source)),
            Recording r => Node("recording", With(With(id, ("kind", r.Recorded == RecordingKind.Video ? "video" : "audio"), ("title", r.Title)), r.Source),
                [Caption(r.Caption), .. r.Transcript.Count == 0 ? [] : Parts(Blocks(r.Transcript))]),
            Footnote f => Node("footnote", With(id, ("label", f.Label)), Blocks(f.Blocks)),
            _ => throw new InvalidOperationException($"the editor has no form for {block.GetType().Name}"),
        };
    }

    private static JsonArray Items(ListBlock list) => new([.. list.Items.Select(i => (JsonNode)Node("listItem", null, Blocks(i.Blocks)))]);

    private static IEnumerable<JsonNode> Definition(Definition item) =>
    [
        .. item.Terms.Select(t => Node("definitionTerm", null, EditorInlines.Write(t))),
        .. item.Details.Select(d => Node("definitionDetail", null, Blocks(d))),
    ];

    private static JsonObject Row(TableRow row) => Node("tableRow", row.Head ? new JsonObject { ["head"] = true } : null, new([.. row.Cells.Select(c => (JsonNode)Cell(c))]));

    private static JsonObject Cell(TableCell cell)
    {
        var attrs = new JsonObject { ["colspan"] = cell.ColumnSpan, ["rowspan"] = cell.RowSpan };
        if (cell.Align != CellAlign.Start) attrs["align"] = cell.Align == CellAlign.Center ? "center" : "end";
        return Node(cell.Header ? "tableHeader" : "tableCell", attrs, Blocks(cell.Blocks));
    }

    private static JsonObject Caption(string? text) => Node("caption", null, text is null ? [] : EditorInlines.Write(text));

    private static JsonArray Plain(string? text) => string.IsNullOrEmpty(text) ? [] : [new JsonObject { ["type"] = "text", ["text"] = text }];

    private static JsonObject Image(string type, JsonObject? attrs, Image image)
    {
        attrs = With(With(attrs, ("alt", image.Alt), ("credit", image.Credit), ("licence", image.Licence)), image.Source);
        if (image.Focal is { } focal) (attrs["focusX"], attrs["focusY"]) = (focal.X, focal.Y);
        return Node(type, attrs, image.Caption is null ? [] : EditorInlines.Write(image.Caption));
    }

    private static JsonObject With(JsonObject? attrs, params ReadOnlySpan<(string Name, JsonNode? Value)> values)
    {
        attrs ??= [];
        foreach (var (name, value) in values) attrs[name] = value;
        return attrs;
    }

    private static JsonObject With(JsonObject attrs, MediaSource source)
    {
        attrs["url"] = source.Url;
        if (source.File is not { } f) return attrs;
        attrs["file"] = new JsonObject { ["id"] = f.Id.ToString("D"), ["name"] = f.Name, ["type"] = f.Type, ["size"] = f.Size, ["sha256"] = f.Digest.Hex, ["width"] = f.Width, ["height"] = f.Height };
        return attrs;
    }

    private static JsonObject Node(string type, JsonObject? attrs, JsonArray? content = null)
    {
        var node = new JsonObject { ["type"] = type };
        if (attrs is { Count: > 0 }) node["attrs"] = attrs;
        if (content is { Count: > 0 }) node["content"] = content;
        return node;
    }

    // Nodes have one parent: to stand in another list they leave theirs.
    private static List<JsonNode> Parts(JsonArray array)
    {
        List<JsonNode> parts = [.. array.Select(n => n!)];
        array.Clear();
        return parts;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acta.Record.Bodies;

/// <summary>
/// One piece of a body. Its text is inline Markdown by the grammar in docs/guide/markdown.md. A block that stands
/// directly in a body has a short id, kept across revisions and shared by translations; a block inside another has none.
/// </summary>
public abstract record Block
{
    /// <summary>The short id, 1–12 of a–z and 0–9; empty in a block inside another.</summary>
    public string Id { get; init; } = "";

    /// <summary>Members of a later schema, kept as they came.</summary>
    public JsonObject? Unknown { get; init; }

    internal abstract string Kind { get; }

    internal abstract void Write(JsonObject o);

    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("block", Kind);
        o.Put("id", Id.Length == 0 ? null : Id);
        Write(o);
        o.Keep(Unknown);
        return o;
    }

    internal static Block Read(JsonElement element, string path)
    {
        var f = new Fields(element, path);
        var kind = f.RequiredText("block");
        var id = f.Text("id") ?? "";
        Block block = kind switch
        {
            "paragraph" => new Paragraph(f.RequiredText("text")),
            "heading" => new Heading(Level(f), f.RequiredText("text")),
            "list" => new ListBlock(f.Objects("items", i => new ListItem(Blocks(i))), f.Flag("ordered"), (int)(f.Whole("start") ?? 1)),
            "quote" => new Quote(Blocks(f), f.Text("cite")),
            "table" => new Table(f.Objects("rows", TableRow.Read), f.Text("caption")),
            "definitions" => new DefinitionList(f.Objects("items", i => new Definition(i.Texts("terms"), i.List("details", (d, p) => Blocks(new Fields(d, p)))))),
            "code" => new Code(f.RequiredText("text"), f.Text("language")),
            "rule" => new Rule(),
            "turn" => new Turn(f.Text("speaker"), f.Value("role", TurnRoles.Parse) ?? TurnRole.Answer, Blocks(f)),
            "image" => new ImageBlock(f.Object("image", Image.Read) ?? throw new RecordFormatException(path + ".image", "is missing")),
            "gallery" => new Gallery(f.Objects("images", Image.Read), f.Text("caption")),
            "attachment" => new Attachment(f.RequiredText("title"), MediaSource.Read(f), f.Text("lang")),
            "video" => new Recording(RecordingKind.Video, MediaSource.Read(f), f.Text("title"), f.Text("caption"), f.List("transcript", Read)),
            "audio" => new Recording(RecordingKind.Audio, MediaSource.Read(f), f.Text("title"), f.Text("caption"), f.List("transcript", Read)),
            "footnote" => new Footnote(f.RequiredText("label"), Blocks(f)),
            _ => new UnknownBlock(kind),
        };
        return block with { Id = id, Unknown = f.Rest() };
    }

    private static IReadOnlyList<Block> Blocks(Fields f) => f.List("blocks", Read);

    private static int Level(Fields f) => f.Whole("level") is >= 2 and <= 6 and var level
        ? (int)level
        : throw new RecordFormatException(f.Path + ".level", "expected 2 to 6 (level 1 is the headline)");
}

/// <summary>A paragraph.</summary>
/// <param name="Text">Inline Markdown.</param>
public sealed record Paragraph(string Text) : Block
{
    internal override string Kind => "paragraph";
    internal override void Write(JsonObject o) => o.Put("text", Text);
}

/// <summary>A heading within the body.</summary>
/// <param name="Level">2 to 6; level 1 is the headline.</param>
/// <param name="Text">Inline Markdown.</param>
public sealed record Heading(int Level, string Text) : Block
{
    internal override string Kind => "heading";
    internal override void Write(JsonObject o)
    {
        o.Put("level", Level);
        o.Put("text", Text);
    }
}

/// <summary>A bulleted or numbered list.</summary>
/// <param name="Items">The items, in order.</param>
/// <param name="Ordered">Whether it is numbered.</param>
/// <param name="Start">The first number of a numbered list.</param>
public sealed record ListBlock(IReadOnlyList<ListItem> Items, bool Ordered = false, int Start = 1) : Block
{
    internal override string Kind => "list";
    internal override void Write(JsonObject o)
    {
        o.Put("ordered", Ordered);
        o.Put("start", Start == 1 ? null : Start);
        o.Put("items", Items, i => new JsonObject { ["blocks"] = Json(i.Blocks) });
    }

    internal static JsonArray Json(IReadOnlyList<Block> blocks) => new([.. blocks.Select(b => b.ToJson())]);
}

/// <summary>One item of a list.</summary>
/// <param name="Blocks">Its blocks; a plain item is one paragraph.</param>
public sealed record ListItem(IReadOnlyList<Block> Blocks);

/// <summary>A quotation set apart.</summary>
/// <param name="Blocks">What is quoted.</param>
/// <param name="Cite">Who or what is quoted, as inline Markdown.</param>
public sealed record Quote(IReadOnlyList<Block> Blocks, string? Cite = null) : Block
{
    internal override string Kind => "quote";
    internal override void Write(JsonObject o)
    {
        o.Put("blocks", ListBlock.Json(Blocks));
        o.Put("cite", Cite);
    }
}

/// <summary>A table.</summary>
/// <param name="Rows">Its rows; a cell that spans rows stands in the first of them only, as in HTML.</param>
/// <param name="Caption">Inline Markdown.</param>
public sealed record Table(IReadOnlyList<TableRow> Rows, string? Caption = null) : Block
{
    internal override string Kind => "table";
    internal override void Write(JsonObject o)
    {
        o.Put("caption", Caption);
        o.Put("rows", Rows, r => r.ToJson());
    }
}

/// <summary>One row of a table.</summary>
/// <param name="Cells">Its cells, in reading order.</param>
/// <param name="Head">Whether the row belongs to the table's head.</param>
public sealed record TableRow(IReadOnlyList<TableCell> Cells, bool Head = false)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("head", Head);
        o.Put("cells", Cells, c => c.ToJson());
        return o;
    }

    internal static TableRow Read(Fields f) => new(f.Objects("cells", TableCell.Read), f.Flag("head"));
}

/// <summary>How the text of a cell stands.</summary>
public enum CellAlign
{
    /// <summary>As the language reads.</summary>
    Start,
    /// <summary>In the middle.</summary>
    Center,
    /// <summary>Against the reading direction, as numbers do.</summary>
    End,
}

/// <summary>One cell of a table.</summary>
/// <param name="Blocks">Its blocks; a plain cell is one paragraph, an empty one none.</param>
/// <param name="Header">Whether it is a header of its row or column.</param>
/// <param name="ColumnSpan">How many columns it covers, 1 to 1000.</param>
/// <param name="RowSpan">How many rows it covers, 1 to 1000.</param>
/// <param name="Align">How its text stands.</param>
public sealed record TableCell(IReadOnlyList<Block> Blocks, bool Header = false, int ColumnSpan = 1, int RowSpan = 1, CellAlign Align = CellAlign.Start)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        if (Blocks.Count > 0) o.Put("blocks", ListBlock.Json(Blocks));
        o.Put("header", Header);
        o.Put("columns", ColumnSpan == 1 ? null : ColumnSpan);
        o.Put("rows", RowSpan == 1 ? null : RowSpan);
        o.Put("align", Align switch { CellAlign.Center => "center", CellAlign.End => "end", _ => null });
        return o;
    }

    internal static TableCell Read(Fields f) => new(
        f.List("blocks", Block.Read),
        f.Flag("header"),
        Span(f, "columns"),
        Span(f, "rows"),
        f.Text("align") switch { "center" => CellAlign.Center, "end" => CellAlign.End, _ => CellAlign.Start });

    private static int Span(Fields f, string name) => (f.Whole(name) ?? 1) is >= 1 and <= 1000 and var span
        ? (int)span
        : throw new RecordFormatException(f.Path + "." + name, "expected 1 to 1000");
}

/// <summary>A list of terms and what they mean.</summary>
/// <param name="Items">The entries, in order.</param>
public sealed record DefinitionList(IReadOnlyList<Definition> Items) : Block
{
    internal override string Kind => "definitions";
    internal override void Write(JsonObject o) => o.Put("items", Items, i =>
    {
        var item = new JsonObject();
        item.Put("terms", i.Terms);
        item.Put("details", i.Details, d => new JsonObject { ["blocks"] = ListBlock.Json(d) });
        return item;
    });
}

/// <summary>One or more terms with one or more meanings.</summary>
/// <param name="Terms">Inline Markdown, at least one.</param>
/// <param name="Details">Each meaning is a list of blocks.</param>
public sealed record Definition(IReadOnlyList<string> Terms, IReadOnlyList<IReadOnlyList<Block>> Details);

/// <summary>Preformatted text.</summary>
/// <param name="Text">The text itself, no Markdown, lines ending in \n, none at the end.</param>
/// <param name="Language">The programming language, if named.</param>
public sealed record Code(string Text, string? Language = null) : Block
{
    internal override string Kind => "code";
    internal override void Write(JsonObject o)
    {
        o.Put("text", Text);
        o.Put("language", Language);
    }
}

/// <summary>A thematic break.</summary>
public sealed record Rule : Block
{
    internal override string Kind => "rule";
    internal override void Write(JsonObject o) { }
}

/// <summary>What a speaker does in a turn.</summary>
public enum TurnRole
{
    /// <summary>Asks.</summary>
    Question,
    /// <summary>Answers, or simply speaks.</summary>
    Answer,
}

internal static class TurnRoles
{
    public static TurnRole Parse(string text) => text switch
    {
        "question" => TurnRole.Question,
        "answer" => TurnRole.Answer,
        _ => throw new FormatException($"\"{text}\" is not question or answer"),
    };
}

/// <summary>What one speaker says before the next: a question or an answer of an interview.</summary>
/// <param name="Speaker">The speaker's name as published, or null where the text does not say.</param>
/// <param name="Role">Question or answer.</param>
/// <param name="Blocks">What is said.</param>
public sealed record Turn(string? Speaker, TurnRole Role, IReadOnlyList<Block> Blocks) : Block
{
    internal override string Kind => "turn";
    internal override void Write(JsonObject o)
    {
        o.Put("speaker", Speaker);
        o.Put("role", Role == TurnRole.Question ? "question" : "answer");
        o.Put("blocks", ListBlock.Json(Blocks));
    }
}

/// <summary>A note the text refers to by <c>[^label]</c>.</summary>
/// <param name="Label">Letters, digits, - and _.</param>
/// <param name="Blocks">The note.</param>
public sealed record Footnote(string Label, IReadOnlyList<Block> Blocks) : Block
{
    internal override string Kind => "footnote";
    internal override void Write(JsonObject o)
    {
        o.Put("label", Label);
        o.Put("blocks", ListBlock.Json(Blocks));
    }
}

/// <summary>A block of a kind this version does not know: kept whole, shown as nothing.</summary>
/// <param name="Name">Its kind.</param>
public sealed record UnknownBlock(string Name) : Block
{
    internal override string Kind => Name;
    internal override void Write(JsonObject o) { }
}

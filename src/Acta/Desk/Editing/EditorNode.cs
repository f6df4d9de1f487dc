using System.Text.Json;

namespace Acta.Desk.Editing;

/// <summary>A node or a mark of the editor's document, as ProseMirror writes it: a type, attributes, content, marks.</summary>
internal readonly struct EditorNode
{
    private readonly JsonElement _element;
    private readonly JsonElement _attrs;

    /// <exception cref="FormatException">It is no node.</exception>
    public EditorNode(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String) throw new FormatException("a part of it has no type");
        _element = element;
        Type = type.GetString()!;
        if (element.TryGetProperty("attrs", out var attrs) && attrs.ValueKind == JsonValueKind.Object) _attrs = attrs;
    }

    public string Type { get; }

    /// <summary>The words of a text.</summary>
    public string Words => _element.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? Whole(text) : throw new FormatException("a text of it has no words");

    public IEnumerable<JsonElement> Marks => List("marks");

    public IEnumerable<JsonElement> Content => List("content");

    public List<EditorNode> Children => [.. Content.Select(c => new EditorNode(c))];

    /// <summary>An attribute that is words; null where it is not given.</summary>
    public string? Text(string name) => Attribute(name) switch
    {
        { ValueKind: JsonValueKind.String } value => Whole(value),
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        _ => throw new FormatException($"“{name}” of {Type} is not words"),
    };

    /// <summary>An attribute that is a whole number; null where it is not given.</summary>
    public int? Whole(string name) => Attribute(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var n) => n,
        { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        _ => throw new FormatException($"“{name}” of {Type} is not a whole number"),
    };

    public bool Flag(string name) => Attribute(name).ValueKind == JsonValueKind.True;

    public JsonElement Attribute(string name) => _attrs.ValueKind == JsonValueKind.Object && _attrs.TryGetProperty(name, out var value) ? value : default;

    // Half of a surrogate pair can't be made a string.
    private static string Whole(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a text of it holds half of a character");
        }
    }

    private IEnumerable<JsonElement> List(string name)
    {
        if (!_element.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null) return [];
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new FormatException($"“{name}” of {Type} is no list");
    }
}

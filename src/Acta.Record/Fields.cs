using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acta.Record;

/// <summary>
/// Reads the members of one JSON object by name and remembers which were asked for, so that the rest,
/// members of a later schema, can be kept and written again unchanged.
/// </summary>
internal sealed class Fields
{
    private readonly JsonElement _object;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public Fields(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) throw new RecordFormatException(path, "expected an object");
        _object = value;
        Path = path;
    }

    public string Path { get; }

    private string At(string name) => Path.Length == 0 ? name : Path + "." + name;

    private bool Find(string name, out JsonElement value)
    {
        _read.Add(name);
        return _object.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    public string? Text(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.String) throw new RecordFormatException(At(name), "expected a text");
        return CanonicalJson.Text(value);
    }

    public string RequiredText(string name) => Text(name) ?? throw new RecordFormatException(At(name), "is missing");

    public bool Flag(string name)
    {
        if (!Find(name, out var value)) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        throw new RecordFormatException(At(name), "expected true or false");
    }

    public long? Whole(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && Math.Abs(whole) <= CanonicalJson.MaxInteger) return whole;
        throw new RecordFormatException(At(name), "expected a whole number below 2^53");
    }

    public T? Value<T>(string name, Func<string, T> parse) where T : struct
    {
        var text = Text(name);
        if (text is null) return null;
        try
        {
            return parse(text);
        }
        catch (FormatException e) when (e is not RecordFormatException)
        {
            throw new RecordFormatException(At(name), e.Message);
        }
    }

    public Guid? Id(string name) => Value(name, t => Guid.TryParseExact(t, "D", out var id) ? id : throw new FormatException($"\"{t}\" is not an id such as 0b0e8400-e29b-41d4-a716-446655440000"));

    public Guid RequiredId(string name) => Id(name) ?? throw new RecordFormatException(At(name), "is missing");

    public IReadOnlyList<Guid> Ids(string name) => List(name, (item, path) => Guid.TryParseExact(AsText(item, path), "D", out var id) ? id : throw new RecordFormatException(path, "expected an id"));

    public PartialDate? Date(string name) => Value(name, PartialDate.Parse);

    public T? Object<T>(string name, Func<Fields, T> read) where T : class =>
        Find(name, out var value) ? read(new Fields(value, At(name))) : null;

    public IReadOnlyList<T> List<T>(string name, Func<JsonElement, string, T> read)
    {
        if (!Find(name, out var value)) return [];
        if (value.ValueKind != JsonValueKind.Array) throw new RecordFormatException(At(name), "expected a list");
        var items = new List<T>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray()) items.Add(read(item, $"{At(name)}[{items.Count}]"));
        return items;
    }

    public IReadOnlyList<T> Objects<T>(string name, Func<Fields, T> read) =>
        List(name, (item, path) => read(new Fields(item, path)));

    public IReadOnlyList<string> Texts(string name) => List(name, AsText);

    public static string AsText(JsonElement item, string path) => item.ValueKind == JsonValueKind.String
        ? CanonicalJson.Text(item)
        : throw new RecordFormatException(path, "expected a text");

    /// <summary>A text in several languages: an object of language tag → text.</summary>
    public Words Words(string name)
    {
        if (!Find(name, out var value)) return Record.Words.None;
        if (value.ValueKind != JsonValueKind.Object) throw new RecordFormatException(At(name), "expected an object of language → text");
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject()) words[CanonicalJson.Name(member)] = AsText(member.Value, At(name) + "." + member.Name);
        return new Words(words);
    }

    /// <summary>The members nobody asked for, to be kept.</summary>
    public JsonObject? Rest()
    {
        JsonObject? rest = null;
        foreach (var member in _object.EnumerateObject())
        {
            if (_read.Contains(CanonicalJson.Name(member))) continue;
            rest ??= [];
            rest[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }
        return rest;
    }
}

/// <summary>Writing helpers: what is absent is not written, text is NFC.</summary>
internal static class Members
{
    public static void Put(this JsonObject o, string name, string? text)
    {
        if (text is not null) o[name] = JsonValue.Create(Nfc(text));
    }

    public static void Put(this JsonObject o, string name, long? whole)
    {
        if (whole is not null) o[name] = JsonValue.Create(whole.Value);
    }

    public static void Put(this JsonObject o, string name, bool flag)
    {
        if (flag) o[name] = JsonValue.Create(true);
    }

    public static void Put(this JsonObject o, string name, JsonNode? node)
    {
        if (node is not null) o[name] = node;
    }

    public static void Put(this JsonObject o, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0) o[name] = new JsonArray([.. texts.Select(t => (JsonNode)JsonValue.Create(Nfc(t)))]);
    }

    public static void Put(this JsonObject o, string name, Guid? id) => o.Put(name, id?.ToString());

    public static void Put(this JsonObject o, string name, PartialDate? date) => o.Put(name, date?.ToString());

    public static void Put(this JsonObject o, string name, IReadOnlyList<Guid> ids) => o.Put(name, (IReadOnlyList<string>)[.. ids.Select(i => i.ToString())]);

    public static void Put(this JsonObject o, string name, Words words)
    {
        if (words.IsEmpty) return;
        var inner = new JsonObject();
        foreach (var (language, text) in words.All) inner.Put(language, text);
        o[name] = inner;
    }

    public static void Put<T>(this JsonObject o, string name, IReadOnlyList<T> items, Func<T, JsonNode> write)
    {
        if (items.Count > 0) o[name] = new JsonArray([.. items.Select(write)]);
    }

    public static void Keep(this JsonObject o, JsonObject? unknown)
    {
        if (unknown is null) return;
        foreach (var (name, value) in unknown)
            if (!o.ContainsKey(name)) o[name] = value?.DeepClone();
    }

    private static string Nfc(string text)
    {
        try
        {
            return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            throw new RecordFormatException("", "a text that holds half of a surrogate pair, or U+FFFE");
        }
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acta.Record.Register;

/// <summary>What stands in a column.</summary>
public enum CellKind
{
    /// <summary>A text.</summary>
    Text,
    /// <summary>A partial date.</summary>
    Date,
    /// <summary>A whole number.</summary>
    Whole,
    /// <summary><c>true</c>, or empty.</summary>
    Flag,
    /// <summary>A text in several languages: a column for each, such as <c>name_en</c>.</summary>
    Words,
    /// <summary>The key of another record.</summary>
    Key,
    /// <summary>Keys of others, with spaces between them.</summary>
    Keys,
    /// <summary>Texts with a semicolon and a space between them, or a JSON list.</summary>
    Texts,
    /// <summary>Keys elsewhere, <c>scheme:value</c>, written as texts are.</summary>
    Identifiers,
    /// <summary>JSON, as it stands in the record.</summary>
    Json,
}

/// <summary>A column of the table of a kind.</summary>
/// <param name="Name">Its name, such as <c>sort_name</c>.</param>
/// <param name="Path">The member of the record, such as <c>sortName</c> or <c>when.from</c>.</param>
/// <param name="Kind">What stands in it.</param>
public sealed record Column(string Name, string Path, CellKind Kind);

/// <summary>Records as tables: which columns the table of a kind has, and what stands in their cells. Nothing that a record says is lost.</summary>
public static class RecordTable
{
    private static readonly Dictionary<string, (string File, string Columns)> s_kinds = new(StringComparer.Ordinal)
    {
        [Person.TypeName] = ("people", "honorific:W sortName:W gender born:D died:D portrait:J"),
        [Organization.TypeName] = ("organizations", "classification parent:K founded:D dissolved:D predecessors:L order:N emblem:J code side:W rotation:L url seat:K"),
        [Post.TypeName] = ("posts", "organization:K feminine:W order:N start:D end:D coHolders:F"),
        [Membership.TypeName] = ("memberships", "member:K organization:K post:K onBehalfOf:K role start:D end:D stated:D"),
        [Place.TypeName] = ("places", "classification parent:K latitude longitude"),
        [Event.TypeName] = ("events", "classification number parent:K previous:K prepares:L organizers:L when.from:D when.to:D timeZone place:K status before:J participants:J figures:J"),
        [AgendaItem.TypeName] = ("agenda-items", "event:K parent:K number order:N result:W"),
        [Paper.TypeName] = ("papers", "symbol classification organization:K event:K agendaItems:L date:D distribution supersedes:K restrictedUntil:D versions:J"),
        [Decision.TypeName] = ("decisions", "symbol organization:K date:D event:K agendaItem:K status expires:D amends:L supersedes:L adoption.method adoption.for:N adoption.against:N adoption.abstaining:N subjects:T"),
        [AssignedTask.TypeName] = ("tasks", "setBy:K set:D owner:K due:D done:D progress:J"),
    };

    private static readonly Dictionary<string, IReadOnlyList<Column>> s_columns = s_kinds.ToDictionary(k => k.Key, k => (IReadOnlyList<Column>)[.. $"id name:W {k.Value.Columns} otherNames:J identifiers:I sources:J slug".Split(' ').Select(Of)], StringComparer.Ordinal);

    /// <summary>The name of a kind's table, such as <c>people</c>.</summary>
    public static string TableOf(string kind) => s_kinds[kind].File;

    /// <summary>The kind of a table; null: none is called so.</summary>
    public static string? KindOf(string table) => s_kinds.FirstOrDefault(k => k.Value.File == table).Key;

    /// <summary>The columns of a kind's table, in their order.</summary>
    public static IReadOnlyList<Column> Columns(string kind) => s_columns[kind];

    /// <summary>What stands in a cell.</summary>
    /// <param name="record">The record's JSON.</param>
    /// <param name="column">The column.</param>
    /// <param name="language">Of <see cref="CellKind.Words"/>: the language.</param>
    public static string Cell(JsonObject record, Column column, string? language = null)
    {
        var parts = column.Path.Split('.');
        var value = parts.Length == 1 ? record[parts[0]] : record[parts[0]]?[parts[1]];
        if (language is not null) value = value?[language];
        return value switch
        {
            null => "",
            JsonArray keys when column.Kind == CellKind.Keys => string.Join(' ', keys.Select(k => k!.ToString())),
            JsonArray texts when column.Kind == CellKind.Texts => Listed([.. texts.Select(t => t!.ToString())], texts, _ => true),
            JsonArray identifiers when column.Kind == CellKind.Identifiers =>
                Listed([.. identifiers.Select(i => $"{i!["scheme"]}:{i["identifier"]}")], identifiers, i => !i!["scheme"]!.ToString().Contains(':', StringComparison.Ordinal)),
            JsonArray or JsonObject => System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(value)),
            JsonValue flag when flag.GetValueKind() is JsonValueKind.True => "true",
            _ => value.ToString(),
        };
    }

    /// <summary>Puts a cell into a record's JSON; an empty one says nothing.</summary>
    /// <exception cref="FormatException">The cell can't be so; a sentence.</exception>
    public static void Put(JsonObject record, Column column, string cell, string? language = null)
    {
        if (cell.Length == 0) return;
        JsonNode value = column.Kind switch
        {
            CellKind.Whole => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : throw new FormatException($"\"{cell}\" in the column {column.Name} is not a whole number."),
            CellKind.Flag => cell.ToUpperInvariant() switch { "TRUE" or "1" or "YES" => true, "FALSE" or "0" or "NO" => false, _ => throw new FormatException($"\"{cell}\" in the column {column.Name} is neither true nor false.") },
            CellKind.Keys => new JsonArray([.. cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(k => (JsonNode)k)]),
            CellKind.Texts or CellKind.Identifiers when !cell.StartsWith('[') => new JsonArray([.. cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => column.Kind == CellKind.Texts ? JsonValue.Create(t) : (JsonNode)Identifier(t, column))]),
            CellKind.Json or CellKind.Texts or CellKind.Identifiers => Json(cell, column),
            _ => cell,
        };
        var parts = column.Path.Split('.');
        if (language is not null) parts = [parts[0], language];
        if (parts.Length == 1)
        {
            record[parts[0]] = value;
            return;
        }
        if (record[parts[0]] is not JsonObject inner) record[parts[0]] = inner = [];
        inner[parts[1]] = value;
    }

    private static Column Of(string text)
    {
        var (path, kind) = text.Split(':') is [var p, var k] ? (p, k) : (text, "");
        var name = string.Concat(path.Select(c => c == '.' ? "_" : char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
        return new Column(name, path, kind switch
        {
            "D" => CellKind.Date,
            "N" => CellKind.Whole,
            "F" => CellKind.Flag,
            "W" => CellKind.Words,
            "K" => CellKind.Key,
            "L" => CellKind.Keys,
            "T" => CellKind.Texts,
            "I" => CellKind.Identifiers,
            "J" => CellKind.Json,
            _ => CellKind.Text,
        });
    }

    // Readable where nothing in it looks like the sign between; else JSON.
    private static string Listed(IReadOnlyList<string> texts, JsonArray list, Func<JsonNode?, bool> plain) =>
        texts.All(t => t.Length > 0 && !t.Contains(';', StringComparison.Ordinal) && t.Trim() == t) && !texts[0].StartsWith('[') && list.All(plain)
            ? string.Join("; ", texts) : System.Text.Encoding.UTF8.GetString(CanonicalJson.Write((JsonNode)list));

    private static JsonObject Identifier(string text, Column column) => text.IndexOf(':') is > 0 and var at
        ? new JsonObject { ["scheme"] = text[..at], ["identifier"] = text[(at + 1)..] }
        : throw new FormatException($"\"{text}\" in the column {column.Name} is not a scheme, a colon and a key, such as wikidata:Q42.");

    private static JsonNode Json(string cell, Column column)
    {
        try
        {
            return JsonNode.Parse(cell, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) ?? throw new FormatException($"The column {column.Name} holds null; leave it empty.");
        }
        catch (JsonException)
        {
            throw new FormatException($"The column {column.Name} holds \"{(cell.Length <= 40 ? cell : cell[..39] + "…")}\", which is not JSON.");
        }
    }
}

using System.Text.Json.Nodes;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Desk.Register;

/// <summary>A member of a record that does not say what it said.</summary>
/// <param name="Label">What the member is called.</param>
/// <param name="Gone">What it said and says no longer, a line each.</param>
/// <param name="Come">What it says now.</param>
public sealed record RecordChange(string Label, IReadOnlyList<string> Gone, IReadOnlyList<string> Come);

/// <summary>What differs between two states of a record, as people read it.</summary>
internal static class RecordChanges
{
    public static IReadOnlyList<RecordChange> Between(RegisterRecord before, RegisterRecord now, DraftedRegister register, DeskWords words)
    {
        var (was, stands) = (Json(before), Json(now));
        var changes = new List<RecordChange>();
        foreach (var field in RecordFields.Of(now.Type))
        {
            var (old, current) = (Lines(field, field.Name), Lines(field, field.Name, isNow: true));
            if (old.SequenceEqual(current)) continue;
            // The same lines in another order are a change as well.
            var (gone, come) = (old.Except(current).ToList(), current.Except(old).ToList());
            changes.Add(new RecordChange(RecordFields.Label(words, now.Type, field.Name), gone.Count + come.Count == 0 ? old : gone, gone.Count + come.Count == 0 ? current : come));
        }
        return changes;

        List<string> Lines(RecordField field, string path, bool isNow = false) => (isNow ? stands : was)[field.Name] is not { } node ? [] : field.Kind switch
        {
            FieldKind.Words => [.. node.AsObject().Select(w => $"{words.LanguageName(w.Key)}: {w.Value!.GetValue<string>()}")],
            FieldKind.Rows or FieldKind.Records => [.. node.AsArray().Select(n => Text(field, path, n!))],
            _ => [Text(field, path, node)],
        };

        string Text(RecordField field, string path, JsonNode node) => field.Kind switch
        {
            FieldKind.Words => string.Join(" / ", node.AsObject().Select(w => w.Value!.GetValue<string>())),
            FieldKind.Rows when node is JsonArray rows => string.Join("; ", rows.Select(n => Text(field, path, n!))),
            FieldKind.Group or FieldKind.Rows => string.Join("; ", field.Parts.Where(p => node[p.Name] is not null).Select(p => p.Kind is FieldKind.Words or FieldKind.Date or FieldKind.Record && p == field.Parts[0] ? Text(p, $"{path}.{p.Name}", node[p.Name]!) : $"{RecordFields.Label(words, now.Type, $"{path}.{p.Name}")}: {Text(p, $"{path}.{p.Name}", node[p.Name]!)}")),
            FieldKind.Texts when node is JsonArray texts => string.Join(", ", texts.Select(t => t!.GetValue<string>())),
            FieldKind.Flag => words["yes"],
            FieldKind.Date => PartialDate.TryParse(node.GetValue<string>(), out var date) ? words.Dates.Partial(date) : node.GetValue<string>(),
            FieldKind.Choice when field.Name == "lang" => words.LanguageName(node.GetValue<string>()),
            FieldKind.Choice => RecordFields.Word(words, field.Name, node.GetValue<string>()),
            FieldKind.Record or FieldKind.Records => Guid.TryParse(node.GetValue<string>(), out var id) ? register.NameOf(id, words) : "",
            FieldKind.Picture => string.Join("; ", new[] { node["file"]?["name"]?.GetValue<string>(), node["alt"]?.GetValue<string>(), node["caption"]?.GetValue<string>(), node["credit"]?.GetValue<string>() }.Where(t => !string.IsNullOrEmpty(t))),
            FieldKind.File => node["name"]?.GetValue<string>() ?? "",
            _ => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node.ToJsonString(),
        };
    }

    private static JsonObject Json(RegisterRecord record) => (JsonObject)JsonNode.Parse((record with { Correction = null }).ContentBytes())!;
}

/// <summary>What differs, to be shown.</summary>
public sealed record RecordChangesModel(DeskWords Words, IReadOnlyList<RecordChange> Changes);

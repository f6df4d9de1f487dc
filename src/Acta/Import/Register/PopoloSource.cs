using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Import.Register;

/// <summary>A Popolo file: one JSON object of persons, organizations, posts, memberships, areas and events, as EveryPolitician publishes them too.</summary>
internal sealed class PopoloSource(string language, ImportReport report)
{
    /// <summary>Its records. What it can't take, it says to the report.</summary>
    /// <exception cref="UserError">The file is no Popolo.</exception>
    public IReadOnlyList<SourceRecord> Read(InputFile file)
    {
        try
        {
            return Records(file);
        }
        catch (InvalidOperationException)
        {
            // So it is told by the reader of a text's escapes, wherever the text is first looked at.
            throw new UserError($"{file.Name} holds a text with half of a surrogate pair (\\ud800 to \\udfff alone), which is no character; mend it.");
        }
    }

    private List<SourceRecord> Records(InputFile file)
    {
        JsonObject root;
        try
        {
            using var stream = file.Open();
            root = JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false }) as JsonObject ?? throw new UserError($"{file.Name} is not Popolo: it is not a JSON object with persons, organizations and so on.");
        }
        catch (JsonException e)
        {
            throw new UserError($"{file.Name} is not JSON: at line {e.LineNumber + 1} it can't be read on, or a member stands twice in one object.");
        }
        if (!Popolo.Kinds.Any(k => root[Popolo.Collection(k)] is JsonArray)) throw file.IsNot("Popolo: it has no list of persons, organizations, posts, memberships, areas or events", file.Beginning());
        foreach (var (member, value) in root)
            if (value is JsonArray { Count: > 0 } list && !Popolo.Kinds.Any(k => Popolo.Collection(k) == member)) report.List("left out, for the register has no place for it", $"{member} ({list.Count:N0})");
        Flatten(root);
        var isOurs = root["acta"] is not null;
        var periods = (root["events"] as JsonArray)?.OfType<JsonObject>().Where(e => e["id"] is not null).GroupBy(e => e["id"]!.ToString()).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal) ?? [];
        var records = new List<SourceRecord>();
        var seen = new Dictionary<(string, string), JsonObject>();
        foreach (var kind in Popolo.Kinds)
        {
            var collection = Popolo.Collection(kind);
            foreach (var (i, item) in (root[collection] as JsonArray ?? []).Index())
            {
                var where = $"{collection}[{i}]";
                report.Count("items read");
                if (item is not JsonObject o)
                {
                    report.Problem(file.Name, where, "", "it is not an object.");
                    continue;
                }
                if (kind == "membership") Complete(o, periods);
                var name = (o["name"] ?? o["label"] ?? o["role"])?.ToString() ?? "";
                if ((o["id"]?.ToString() is { Length: > 0 } id ? id : kind == "membership" ? Composed(o) : null) is not { } key)
                {
                    report.Problem(file.Name, where, name, "it has no id; give each one of its own.");
                    continue;
                }
                if (seen.TryGetValue((kind, key), out var first))
                {
                    if (JsonNode.DeepEquals(first, o)) report.Count("stated twice in the source");
                    else report.Problem(file.Name, where, name, $"the source has a second one of the id \"{key}\"; ids must differ.");
                    continue;
                }
                seen[(kind, key)] = o;
                var document = Popolo.Read(kind, o, language, m => report.List("left out, for the register has no place for it", $"{m} of {collection}"));
                try
                {
                    if (kind == "event") EventHours.Complete(document);
                }
                catch (FormatException e)
                {
                    report.Problem(file.Name, where, name, e.Message);
                    continue;
                }
                records.Add(new SourceRecord
                {
                    File = file.Name,
                    Where = where,
                    Kind = kind,
                    Key = key,
                    Name = name,
                    Document = document,
                    IsOurs = isOurs,
                });
            }
        }
        return records;
    }

    // Terms and posts may stand within whom they are of.
    private static void Flatten(JsonObject root)
    {
        foreach (var (collection, own, inner, member) in new[] { ("persons", "person_id", "memberships", "memberships"), ("organizations", "organization_id", "memberships", "memberships"), ("organizations", "organization_id", "posts", "posts"), ("posts", "post_id", "memberships", "memberships") })
            foreach (var outer in (root[collection] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (outer[inner] is not JsonArray within) continue;
                outer.Remove(inner);
                if (root[member] is not JsonArray all) root[member] = all = [];
                foreach (var item in within.OfType<JsonObject>())
                {
                    var copy = item.DeepClone().AsObject();
                    copy[own] ??= outer["id"]?.DeepClone();
                    all.Add(copy);
                }
            }
    }

    // A term of a legislative period, where it has no days of its own, has those of the period.
    private static void Complete(JsonObject o, Dictionary<string, JsonObject> periods)
    {
        if (o["legislative_period_id"]?.ToString() is not { } id || !periods.TryGetValue(id, out var period)) return;
        if (o["start_date"]?.ToString() is null or "") o["start_date"] = period["start_date"]?.DeepClone();
        if (o["end_date"]?.ToString() is null or "") o["end_date"] = period["end_date"]?.DeepClone();
    }

    private static string Composed(JsonObject o) => string.Join('|', new[] { "person_id", "organization_id", "post_id", "role", "on_behalf_of_id", "area_id", "legislative_period_id", "start_date" }.Select(m => o[m]?.ToString() ?? "").Append(o["member"]?["id"]?.ToString() ?? ""));
}

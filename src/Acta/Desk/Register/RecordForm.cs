using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Acta.Desk.Articles;
using Acta.Desk.Files;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.Register;

namespace Acta.Desk.Register;

/// <summary>
/// A record as the fields of a form, and back, by the one list of <see cref="RecordFields"/>. What can't be read is told by
/// field, and the field keeps what it had. A field is named by its path: <c>participants.0.name.en</c>.
/// </summary>
public sealed class RecordForm
{
    // Far above what anybody means, and far below what a document holds.
    private const int MostOfLine = 20_000;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    private RecordForm(string kind, IReadOnlyList<string> languages) => (Kind, Languages) = (kind, languages);

    public string Kind { get; }

    /// <summary>The languages that names are asked for in.</summary>
    public IReadOnlyList<string> Languages { get; }

    public Dictionary<string, string> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>The field whose matches are shown beneath it, where no script shows them.</summary>
    public string? Looking { get; private set; }

    /// <summary>What was looked for there.</summary>
    public string Sought => Looking is null ? "" : this["look." + Looking];

    public string this[string name] => _values.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : "";

    /// <summary>All that is chosen in a field.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var values) ? [.. values.Where(v => v.Length > 0)] : [];

    /// <summary>The rows of a field, by their numbers.</summary>
    public IReadOnlyList<int> Rows(string name) => [.. _values.Keys.Where(k => k.StartsWith(name + ".", StringComparison.Ordinal)).Select(k => k[(name.Length + 1)..].Split('.')[0])
        .Where(n => n.Length > 0 && n.All(char.IsAsciiDigit)).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).Distinct().Order()];

    /// <summary>A field of one row more.</summary>
    public void AddRow(string name) => _values[$"{name}.{(Rows(name) is { Count: > 0 } rows ? rows[^1] + 1 : 0)}."] = [""];

    /// <summary>Puts a value in the place of what the form has.</summary>
    public void Set(string name, string value) => _values[name] = [value];

    /// <summary>Puts a value where the form has none.</summary>
    public void Propose(string name, string value) => _values.TryAdd(name, [value]);

    /// <summary>An empty form.</summary>
    public static RecordForm New(DeskRequest r, string kind) => new(kind, r.Settings?.Languages ?? ["en"]);

    /// <summary>The fields of a record.</summary>
    public static RecordForm Of(DeskRequest r, RegisterRecord record)
    {
        var form = new RecordForm(record.Type, [.. (r.Settings?.Languages ?? ["en"]).Union(record.Name.All.Keys)]);
        var json = Json(record);
        var zone = ZoneOf(json["timeZone"]?.GetValue<string>(), r.Zone);
        foreach (var field in RecordFields.Of(record.Type)) form.Put(r, field, field.Name, json[field.Name], zone);
        return form;
    }

    /// <summary>What a browser sent.</summary>
    public static async Task<RecordForm> Read(DeskRequest r, string kind)
    {
        var form = new RecordForm(kind, r.Settings?.Languages ?? ["en"]);
        if (!r.Http.Request.HasFormContentType) return form;
        foreach (var (name, values) in await r.Http.Request.ReadFormAsync(r.Http.RequestAborted)) form._values[name] = [.. values.OfType<string>().Select(v => v.Trim())];
        // Languages that are no longer the site's keep their names.
        form = new RecordForm(kind, [.. form.Languages.Union(form._values.Keys.Where(k => k.StartsWith("name.", StringComparison.Ordinal)).Select(k => k[5..]).Where(Rules.IsLanguage))], form._values);
        foreach (var button in form.All("do"))
        {
            if (button.StartsWith("add:", StringComparison.Ordinal)) form.AddRow(button[4..]);
            if (button.StartsWith("look:", StringComparison.Ordinal)) form.Looking = button[5..];
        }
        return form;
    }

    private RecordForm(string kind, IReadOnlyList<string> languages, Dictionary<string, List<string>> values)
        : this(kind, languages) => _values = values;

    /// <summary>The record with what the form says; null where it can't be one, for which <see cref="Faults"/> has the reasons.</summary>
    /// <param name="r">The request.</param>
    /// <param name="id">The record's id.</param>
    /// <param name="now">As it is; what the form does not have is kept.</param>
    public RegisterRecord? ApplyTo(DeskRequest r, Guid id, RegisterRecord? now)
    {
        Faults.Clear();
        var json = now is null ? new JsonObject { ["type"] = Kind, ["v"] = Document.CurrentVersion, ["id"] = id.ToString() } : Json(now);
        var fields = RecordFields.Of(Kind);
        var sent = All("fields").SelectMany(f => f.Split(' ')).ToHashSet();
        var zone = ZoneOf(sent.Contains("timeZone") ? this["timeZone"] : json["timeZone"]?.GetValue<string>(), r.Zone);
        foreach (var field in fields.Where(f => sent.Contains(f.Name)))
        {
            var value = Take(r, field, field.Name, json[field.Name], zone);
            json.Remove(field.Name);
            if (value is not null) json[field.Name] = value;
        }
        foreach (var field in fields.Where(f => f is { Needed: true, Kind: FieldKind.Record } && json[f.Name] is null && !Faults.ContainsKey(f.Name))) Faults[field.Name] = r.Words["rf.needed"];
        if (Faults.Count > 0) return null;
        try
        {
            return (RegisterRecord)Document.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
        }
        catch (RecordFormatException e)
        {
            Faults[""] = e.Message;
            return null;
        }
    }

    /// <summary>A record that shows another file in the place of one.</summary>
    public static RegisterRecord WithFile(RegisterRecord record, Guid old, MediaFile file)
    {
        var (json, now) = (Json(record), JsonOf(new Image(new MediaSource(file, null), ""))!["file"]!);
        Replace(json);
        return (RegisterRecord)Document.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));

        void Replace(JsonNode? node)
        {
            if (node is JsonArray items)
            {
                foreach (var item in items) Replace(item);
            }
            else if (node is JsonObject o)
            {
                foreach (var name in o.Select(m => m.Key).ToList())
                    if (o[name] is JsonObject inner && name is "file" or "original" && inner["id"]?.GetValue<string>() == old.ToString()) o[name] = now.DeepClone();
                    else Replace(o[name]);
            }
        }
    }

    private static JsonObject Json(RegisterRecord record) => (JsonObject)JsonNode.Parse((record with { Correction = null }).ContentBytes())!;

    // Hours of an event are those of its own zone, as they are printed.
    private static TimeZoneInfo ZoneOf(string? id, TimeZoneInfo site) => id is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : site;

    private void Put(DeskRequest r, RecordField field, string name, JsonNode? node, TimeZoneInfo zone)
    {
        if (node is null) return;
        switch (field.Kind)
        {
            case FieldKind.Words:
                foreach (var (language, text) in node.AsObject()) _values[$"{name}.{language}"] = [text!.GetValue<string>()];
                break;
            case FieldKind.Group:
                foreach (var part in field.Parts) Put(r, part, $"{name}.{part.Name}", node[part.Name], zone);
                break;
            case FieldKind.Rows:
                foreach (var (i, row) in node.AsArray().Index())
                    foreach (var part in field.Parts) Put(r, part, $"{name}.{i}.{part.Name}", row![part.Name], zone);
                break;
            case FieldKind.Records:
                _values[name] = [.. node.AsArray().Select(n => n!.GetValue<string>())];
                break;
            case FieldKind.Texts:
                _values[name] = [string.Join(", ", node.AsArray().Select(n => n!.GetValue<string>()))];
                break;
            case FieldKind.Flag:
                _values[name] = [node.GetValue<bool>() ? "yes" : ""];
                break;
            case FieldKind.Date:
                _values[name] = [PartialDate.TryParse(node.GetValue<string>(), out var date) ? OrgTime.Typed(date, zone) : node.GetValue<string>()];
                break;
            case FieldKind.Picture:
                _values[name] = [node["file"]?["id"]?.GetValue<string>() ?? ""];
                foreach (var part in new[] { "alt", "caption", "credit" }) _values[$"{name}.{part}"] = [node[part]?.GetValue<string>() ?? ""];
                break;
            case FieldKind.File:
                _values[name] = [node["id"]?.GetValue<string>() ?? ""];
                break;
            case FieldKind.Article:
                _values[name] = [Guid.TryParse(node.GetValue<string>(), out var article) && r.Need<PublishedList>().Find(article) is { } found ? (found.In(r.Words.Language) ?? found.Versions[0]).Path : node.GetValue<string>()];
                break;
            default:
                _values[name] = [node is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : node.ToJsonString()];
                break;
        }
    }

    // Null: nothing is said.
    private JsonNode? Take(DeskRequest r, RecordField field, string name, JsonNode? now, TimeZoneInfo zone)
    {
        var typed = OneLine(r, name, MostOfLine);
        switch (field.Kind)
        {
            case FieldKind.Words:
                var words = new JsonObject();
                foreach (var key in _values.Keys.Where(k => k.StartsWith(name + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
                    if (key[(name.Length + 1)..] is var language && Rules.IsLanguage(language) && OneLine(r, key, name == "name" ? RegisterRules.MaxName : MostOfLine) is { Length: > 0 } text) words[language] = text;
                return words.Count > 0 ? words : null;
            case FieldKind.Group:
                return Several(r, field, name, now, zone);
            case FieldKind.Rows:
                var rows = new JsonArray();
                // Rows that say nothing are none. What a row had that no field shows stays with it.
                foreach (var i in Rows(name))
                    if (Several(r, field, $"{name}.{i}", now is JsonArray old && i < old.Count ? old[i] : null, zone) is { } row) rows.Add(row);
                return rows.Count > 0 ? rows : null;
            case FieldKind.Record:
                return All(name).LastOrDefault(v => Guid.TryParseExact(v, "D", out _)) is { } one ? JsonValue.Create(one) : null;
            case FieldKind.Records:
                var many = All(name).Where(v => Guid.TryParseExact(v, "D", out _)).Distinct().ToList();
                return many.Count > 0 ? new JsonArray([.. many.Select(m => JsonValue.Create(m))]) : null;
            case FieldKind.Texts:
                var texts = typed.Split([',', '،', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
                return texts.Count > 0 ? new JsonArray([.. texts.Select(t => JsonValue.Create(t))]) : null;
            case FieldKind.Picture:
                // One that lies elsewhere is not in the library to be chosen, and stays.
                return typed.Length > 0 ? PictureOf(r, name, typed, now) : now is not null && now["file"] is null ? now.DeepClone() : null;
            case FieldKind.File:
                if (typed.Length == 0) return null;
                if (now?["id"]?.GetValue<string>() == typed) return now.DeepClone();
                if (FileRows.Find(r, typed) is { } file) return JsonOf(new Image(new MediaSource(file, null), ""))!["file"]!.DeepClone();
                Faults[name] = r.Words["field.lead.wrong"];
                return null;
            case FieldKind.Flag:
                return typed == "yes" ? JsonValue.Create(true) : null;
        }
        if (typed.Length == 0) return null;
        switch (field.Kind)
        {
            case FieldKind.Date:
                if (OrgTime.TryPartial(typed, zone, out var date)) return JsonValue.Create(date.ToString());
                Faults[name] = OrgTime.Fault(typed, zone, r.Words, "rf.date.wrong");
                return null;
            case FieldKind.Whole:
                if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)) return JsonValue.Create((long)whole);
                Faults[name] = r.Words["rf.whole.wrong"];
                return null;
            case FieldKind.Article:
                if ((r.Need<PublishedList>().At(typed.Split('?', '#')[0])?.Id ?? (Guid.TryParse(typed, out var named) ? named : null)) is { } article) return JsonValue.Create(article.ToString());
                Faults[name] = r.Words["rf.article.wrong"];
                return null;
            case FieldKind.Text when field.Name == "url" && !(Uri.TryCreate(typed, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"):
                Faults[name] = r.Words["field.link.wrong"];
                return null;
            default:
                return JsonValue.Create(typed);
        }
    }

    private string OneLine(DeskRequest r, string name, int most)
    {
        var text = Rules.WithoutForcedDirection(this[name].Normalize());
        if (text.Length > most) Faults[name] = r.Words.Text("rf.too-long", ("count", r.Words.Dates.Number(text.Length)), ("most", r.Words.Dates.Number(most)));
        else if (text.Any(Rules.IsNoText)) Faults[name] = r.Words["rf.no-character"];
        return text;
    }

    private JsonObject? Several(DeskRequest r, RecordField field, string name, JsonNode? now, TimeZoneInfo zone)
    {
        var o = new JsonObject();
        foreach (var part in field.Parts)
            if (Take(r, part, $"{name}.{part.Name}", now is JsonObject ? now[part.Name] : null, zone) is { } value) o[part.Name] = value;
        if (o.Count == 0) return null;
        // A second date alone, a number of votes alone, a language of a file alone tell nothing.
        foreach (var needed in field.Name switch { "when" => new[] { "from" }, "adoption" => ["method"], "progress" => ["date", "text"], "figures" => ["value"], "identifiers" => ["scheme", "identifier"], "versions" => ["lang"], "otherNames" => ["name"], _ => [] })
            if (o[needed] is null) Faults.TryAdd($"{name}.{needed}", r.Words["rf.needed"]);
        return o;
    }

    private JsonNode? PictureOf(DeskRequest r, string name, string id, JsonNode? now)
    {
        if (!Guid.TryParseExact(id, "D", out var file) || FileRows.Placed(r, file) is not { } placed)
        {
            // A picture that the library no longer offers stays as it was.
            if (now is not null && now.ToJsonString().Contains(id, StringComparison.Ordinal)) return now.DeepClone();
            Faults[name] = r.Words["field.lead.wrong"];
            return null;
        }
        string? Own(string part) => this[$"{name}.{part}"] is { Length: > 0 } text ? text.Normalize() : null;
        return JsonOf(placed with { Alt = Own("alt") ?? "", Caption = Own("caption"), Credit = Own("credit") })!.DeepClone();
    }

    // As a record has it: the one way a picture becomes JSON.
    private static JsonNode? JsonOf(Image image) => Json(new Person { Id = Guid.Empty, Portrait = image })["portrait"];
}

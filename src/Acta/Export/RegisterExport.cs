using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Acta.Media;
using Acta.Record.Bodies;
using Acta.Record.Register;
using Acta.Store;
using CsvHelper;
using CsvHelper.Configuration;

namespace Acta.Export;

/// <summary>The register in forms that others read: Popolo's JSON, tables with a Frictionless description, JSON-LD. The same register always gives the same bytes.</summary>
internal sealed class RegisterExport
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DataFolder _folder;
    private readonly IReadOnlyList<RegisterRecord> _records;
    private readonly Dictionary<Guid, RegisterRecord> _byId;
    private readonly string _language;

    public RegisterExport(MainStore store, DataFolder folder)
    {
        using var reading = store.Read();
        _folder = folder;
        _language = StoredSettings.Of(reading).Languages[0];
        _records = [.. StoredRecords.All(reading).Where(s => s.Readable).Select(s => s.Record!)];
        _byId = _records.ToDictionary(r => r.Id);
    }

    /// <summary>How many records of which kinds have no place in Popolo.</summary>
    public IReadOnlyList<(string Kind, int Count)> NotInPopolo => [.. RegisterRecord.Kinds.Except(Popolo.Kinds).Select(k => (k, _records.Count(r => r.Type == k))).Where(k => k.Item2 > 0)];

    /// <summary>Popolo: persons, organizations, posts, memberships, areas and events. Gives how many.</summary>
    public long WritePopolo(Stream output)
    {
        var root = new JsonObject { ["acta"] = 1 };
        long count = 0;
        foreach (var kind in Popolo.Kinds)
        {
            var items = _records.Where(r => r.Type == kind).Select(r => (JsonNode)Popolo.Write(r, _language, _byId.GetValueOrDefault, AddressOf)).ToArray();
            root[Popolo.Collection(kind)] = new JsonArray(items);
            count += items.Length;
        }
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        root.WriteTo(json);
        json.Flush();
        output.WriteByte((byte)'\n');
        return count;
    }

    /// <summary>JSON-LD in the words of schema.org: all kinds. Gives how many.</summary>
    public long WriteJsonLd(Stream output)
    {
        var words = new SchemaOrg(_byId.GetValueOrDefault, AddressOf, PageOf);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        new JsonObject { ["@context"] = SchemaOrg.Context, ["@graph"] = new JsonArray([.. _records.Select(r => (JsonNode)words.Write(r))]) }.WriteTo(json);
        json.Flush();
        output.WriteByte((byte)'\n');
        return _records.Count;
    }

    /// <summary>One of the files that readers are given of the whole register: <c>jsonl.gz</c>, <c>popolo.json.gz</c>, <c>jsonld.gz</c>, <c>csv.zip</c> (without media).</summary>
    public static byte[] File(MainStore store, DataFolder folder, string form)
    {
        using var output = new MemoryStream();
        if (form == "csv.zip")
        {
            var tables = Directory.CreateTempSubdirectory("acta-tables-");
            try
            {
                new RegisterExport(store, folder).WriteCsv(tables.FullName, withMedia: false);
                using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
                foreach (var table in tables.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
                {
                    var entry = zip.CreateEntry(table.Name, CompressionLevel.Optimal);
                    // The same register gives the same bytes.
                    entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                    using var into = entry.Open();
                    into.Write(System.IO.File.ReadAllBytes(table.FullName));
                }
            }
            finally
            {
                tables.Delete(recursive: true);
            }
            return output.ToArray();
        }
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        using (var buffer = new BufferedStream(gzip, 1 << 16))
        {
            if (form == "jsonl.gz") new JsonlExport(store, folder).WriteRegister(buffer);
            else if (form == "jsonld.gz") new RegisterExport(store, folder).WriteJsonLd(buffer);
            else new RegisterExport(store, folder).WritePopolo(buffer);
        }
        return output.ToArray();
    }

    /// <summary>A folder of tables with their description, and the files they name. Gives how many records.</summary>
    public long WriteCsv(string folder, bool withMedia = true)
    {
        var resources = new JsonArray();
        foreach (var kind in RegisterRecord.Kinds)
        {
            var records = _records.Where(r => r.Type == kind).Select(r => withMedia ? r : WithoutKept(r)).Select(r => JsonNode.Parse(r.ContentBytes())!.AsObject()).ToList();
            if (records.Count == 0) continue;
            var columns = Columns(kind, records);
            using (var text = new StreamWriter(Path.Combine(folder, RecordTable.TableOf(kind) + ".csv"), false, new UTF8Encoding(false)))
            using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.None, NewLine = "\r\n", ShouldQuote = cell => Quoted(cell.Field ?? "") }))
            {
                foreach (var column in columns) csv.WriteField(column.Name);
                csv.NextRecord();
                foreach (var record in records)
                {
                    foreach (var column in columns) csv.WriteField(CsvCell.Guarded(column.IsName ? NameOf(record, column.Column) : RecordTable.Cell(record, column.Column, column.Language)));
                    csv.NextRecord();
                }
            }
            resources.Add(Resource(kind, columns));
        }
        foreach (var file in (withMedia ? _records : []).SelectMany(r => r.Files).DistinctBy(f => f.Id))
        {
            Directory.CreateDirectory(Path.Combine(folder, "media", file.Id.ToString()));
            System.IO.File.Copy(MediaLibrary.PathOf(_folder, file.Id), Path.Combine(folder, "media", file.Id.ToString(), file.Name), overwrite: true);
        }
        var package = new JsonObject { ["profile"] = "tabular-data-package", ["name"] = "acta-register", ["title"] = "The register of " + _folder.Origin, ["acta"] = 1, ["resources"] = resources };
        System.IO.File.WriteAllText(Path.Combine(folder, "datapackage.json"), package.ToJsonString(Readable) + "\n");
        return _records.Count;
    }

    // To readers a paper that is kept back tells its languages and not its files; nor does the API.
    private static RegisterRecord WithoutKept(RegisterRecord record) => record is Paper { RestrictedUntil: not null } paper ? paper with { Versions = [.. paper.Versions.Select(v => new PaperFile(v.Language, null))] } : record;

    // Any end of a line, not only that of the rows.
    private static bool Quoted(string cell) => cell.AsSpan().ContainsAny("\",\r\n") || (cell.Length > 0 && (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])));

    private sealed record TableColumn(string Name, Column Column, string? Language = null, bool IsName = false);

    // Texts have a column for each language that occurs; beside the key of another record stands its name, for people.
    private static List<TableColumn> Columns(string kind, List<JsonObject> records)
    {
        var columns = new List<TableColumn>();
        foreach (var column in RecordTable.Columns(kind))
        {
            if (column.Kind == CellKind.Words)
            {
                foreach (var language in records.SelectMany(r => (r[column.Path] as JsonObject)?.Select(w => w.Key) ?? []).Distinct().Order(StringComparer.Ordinal)) columns.Add(new TableColumn($"{column.Name}_{language}", column, language));
                continue;
            }
            columns.Add(new TableColumn(column.Name, column));
            if (column.Kind == CellKind.Key) columns.Add(new TableColumn(column.Name + "_name", column, IsName: true));
        }
        return columns;
    }

    private static JsonObject Resource(string kind, List<TableColumn> columns)
    {
        var keys = RecordMembers.References(kind);
        var fields = new JsonArray([.. columns.Select(c => (JsonNode)Field(c))]);
        var foreign = new JsonArray([.. columns.Where(c => c.Column.Kind == CellKind.Key && !c.IsName).Select(c => (c, keys.First(k => k.Path == c.Column.Path).Kinds)).Where(c => c.Kinds.Length == 1)
            .Select(c => (JsonNode)new JsonObject { ["fields"] = c.c.Name, ["reference"] = new JsonObject { ["resource"] = c.Kinds[0] == kind ? "" : RecordTable.TableOf(c.Kinds[0]), ["fields"] = "id" } })]);
        var schema = new JsonObject { ["fields"] = fields, ["primaryKey"] = "id" };
        if (foreign.Count > 0) schema["foreignKeys"] = foreign;
        var table = RecordTable.TableOf(kind);
        return new JsonObject { ["profile"] = "tabular-data-resource", ["name"] = table, ["path"] = table + ".csv", ["format"] = "csv", ["mediatype"] = "text/csv", ["encoding"] = "utf-8", ["schema"] = schema };
    }

    private static JsonObject Field(TableColumn column)
    {
        var field = new JsonObject { ["name"] = column.Name, ["type"] = "string" };
        if (column.IsName)
        {
            field["description"] = $"What the record in {column.Column.Name} is called; not read in again.";
            return field;
        }
        switch (column.Column.Kind)
        {
            case CellKind.Date: field["constraints"] = new JsonObject { ["pattern"] = "[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T.+)?)?)?" }; break;
            case CellKind.Whole: field["type"] = "integer"; break;
            case CellKind.Flag: field["type"] = "boolean"; break;
            case CellKind.Json: field["type"] = column.Column.Path is "portrait" or "emblem" ? "object" : "array"; break;
            case CellKind.Keys: field["description"] = "Ids, with spaces between them."; break;
            case CellKind.Identifiers: field["description"] = "scheme:value, with semicolons between them."; break;
            case CellKind.Text when column.Column.Path == "id": field["constraints"] = new JsonObject { ["required"] = true, ["unique"] = true }; break;
        }
        return field;
    }

    private string NameOf(JsonObject record, Column column) => Guid.TryParse(RecordTable.Cell(record, column), out var id) && _byId.GetValueOrDefault(id)?.Name.For(_language) is { } name ? name.Text : "";

    private string? PageOf(RegisterRecord record) => RecordAddress.Folder(record) is { } folder ? $"https://{_folder.Origin.Split('/')[0]}/{_language}/{folder}{record.Slug}" : null;

    private string AddressOf(MediaFile file) => $"https://{_folder.Origin.Split('/')[0]}/media/{file.Id}/{Uri.EscapeDataString(file.Name)}";
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;
using CsvHelper;
using CsvHelper.Configuration;

namespace Acta.Import.Register;

/// <summary>A folder of tables, one for each kind of record, as the export writes them: <c>people.csv</c> and so on. Any of the columns may be missing but <c>id</c>.</summary>
internal sealed class CsvSource(ImportReport report)
{
    /// <summary>The records of all tables. What can't be taken is said to the report.</summary>
    /// <exception cref="UserError">A file is no such table.</exception>
    public IReadOnlyList<SourceRecord> Read(IReadOnlyList<InputFile> files)
    {
        var records = new List<SourceRecord>();
        foreach (var file in files)
        {
            var table = Path.GetFileName(file.Path).Split('.')[0];
            if (RecordTable.KindOf(table) is { } kind) records.AddRange(Rows(file, kind));
            else throw new UserError($"{file.Name} is called after no kind of record; the tables are {string.Join(", ", RegisterRecord.Kinds.Select(k => RecordTable.TableOf(k) + ".csv"))}.");
        }
        return records;
    }

    private IEnumerable<SourceRecord> Rows(InputFile file, string kind)
    {
        var folder = Path.GetDirectoryName(file.Path)!;
        var isOurs = IsOurs(folder);
        using var stream = file.Open();
        using var reader = new StreamReader(stream, new UTF8Encoding(false, true), detectEncodingFromByteOrderMarks: true);
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, TrimOptions = TrimOptions.None, IgnoreBlankLines = true });
        if (!Next(file, csv)) throw new UserError($"{file.Name} is empty; its first row names the columns.");
        var header = csv.Record!.Select(h => h.Trim()).ToArray();
        var columns = header.Select(h => ColumnOf(kind, h)).ToArray();
        if (!header.Contains("id")) throw new UserError($"{file.Name} has no column \"id\"; give each record a key of its own.");
        for (var i = 0; i < header.Length; i++)
            if (columns[i] is null && !IsName(kind, header[i])) report.List("columns left out, for the register has no place for them", $"{header[i]} of {RecordTable.TableOf(kind)}");
        while (Next(file, csv))
        {
            report.Count("items read");
            var where = $"line {csv.RawRow}";
            var row = csv.Record!;
            var document = new JsonObject();
            try
            {
                if (row.Length > header.Length) throw new FormatException($"the row has {row.Length} cells, the table {header.Length} columns.");
                for (var i = 0; i < row.Length; i++)
                    if (columns[i] is { } column) RecordTable.Put(document, column.Column, CsvCell.Unguarded(row[i]), column.Language);
                if (kind == "event") EventHours.Complete(document);
            }
            catch (FormatException e)
            {
                report.Problem(file.Name, where, "", char.ToLowerInvariant(e.Message[0]) + e.Message[1..]);
                continue;
            }
            var key = document["id"]?.ToString();
            document.Remove("id");
            if (key is null)
            {
                report.Problem(file.Name, where, "", "the row has no id; give each record a key of its own.");
                continue;
            }
            yield return new SourceRecord
            {
                File = file.Name,
                Where = where,
                Kind = kind,
                Key = key,
                Name = (document["name"] as JsonObject)?.FirstOrDefault().Value?.ToString() ?? key,
                Document = document,
                IsOurs = isOurs,
                FileFor = f => Path.Combine(folder, "media", f.Id.ToString(), f.Name) is var path && File.Exists(path) ? new LinkedFile(f, path) : null,
            };
        }
    }

    private static bool Next(InputFile file, CsvParser csv)
    {
        try
        {
            return csv.Read();
        }
        catch (DecoderFallbackException)
        {
            throw new UserError($"{file.Name} is not UTF-8 after line {csv.RawRow}; save it as CSV in UTF-8.");
        }
        catch (Exception e) when (e is CsvHelperException or InvalidDataException or IOException)
        {
            throw new UserError($"{file.Name} can't be read after line {csv.RawRow}: {e.Message.Split('\n')[0].TrimEnd('.', '\r')}.");
        }
    }

    private static (Column Column, string? Language)? ColumnOf(string kind, string header)
    {
        foreach (var column in RecordTable.Columns(kind))
        {
            if (column.Kind != CellKind.Words && column.Name == header) return (column, null);
            if (column.Kind == CellKind.Words && header.StartsWith(column.Name + "_", StringComparison.Ordinal) && Rules.IsLanguage(header[(column.Name.Length + 1)..])) return (column, header[(column.Name.Length + 1)..]);
        }
        return null;
    }

    // Names beside keys are for people.
    private static bool IsName(string kind, string header) => header.EndsWith("_name", StringComparison.Ordinal) && RecordTable.Columns(kind).Any(c => c.Kind == CellKind.Key && c.Name == header[..^5]);

    private static bool IsOurs(string folder)
    {
        var path = Path.Combine(folder, "datapackage.json");
        try
        {
            return File.Exists(path) && JsonNode.Parse(File.ReadAllBytes(path))?["acta"] is not null;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path} can't be read: {e.Message.TrimEnd('.')}.");
        }
    }
}

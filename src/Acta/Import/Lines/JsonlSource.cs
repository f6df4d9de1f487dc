using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Import.Register;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Record.Site;

namespace Acta.Import.Lines;

/// <summary>Acta's own interchange form: one document a line, by the guide's page on it.</summary>
internal sealed class JsonlSource(ImportReport report) : ISource
{
    private const int Version = 1;

    private static readonly int Schema = new Notice { Reason = Words.None }.Version;

    /// <inheritdoc/>
    public IEnumerable<SourceItem> Read(InputFile file)
    {
        var head = file.Beginning();
        if (head.AsSpan().TrimStart("\uFEFF \t\r\n"u8) is not [(byte)'{', ..] || InputFile.Sniff(head).Format == "jsonfeed") throw file.IsNot("Acta's interchange form", head);
        foreach (var line in Utf8Lines.Read(file))
        {
            if (line.Fault is not null)
            {
                report.Problem(file.Name, $"line {line.Number}", "", line.Fault);
                continue;
            }
            if (string.IsNullOrWhiteSpace(line.Text)) continue;
            if (Item(file, line) is { } item) yield return item;
        }
    }

    /// <summary>The records of the register among the lines. What is wrong with a line is told when the texts are read.</summary>
    public static IEnumerable<SourceRecord> Records(InputFile file)
    {
        foreach (var line in Utf8Lines.Read(file))
        {
            // Most lines are texts: known without reading them.
            if (line.Fault is not null || line.Text.Contains("\"type\":\"edition\"", StringComparison.Ordinal) || !RegisterRecord.Kinds.Any(k => line.Text.Contains('"' + k + '"', StringComparison.Ordinal))) continue;
            if (RecordOf(file, line) is { } record) yield return record;
        }
    }

    private static SourceRecord? RecordOf(InputFile file, Utf8Line line)
    {
        try
        {
            using var json = CanonicalJson.Parse(Encoding.UTF8.GetBytes(line.Text));
            var root = json.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("acta", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version) return null;
            if (!root.TryGetProperty("document", out var document) || Document.Read(Encoding.UTF8.GetBytes(document.GetRawText())) is not RegisterRecord record || record.Version > Schema) return null;
            return new SourceRecord
            {
                File = file.Name,
                Where = $"line {line.Number}",
                Kind = record.Type,
                Key = record.Id.ToString(),
                Name = record.Name.For("en")?.Text ?? "",
                Document = JsonNode.Parse(record.ContentBytes())!.AsObject(),
                IsOurs = true,
                FileFor = f => Linked(root, [f], Path.GetDirectoryName(file.Path)!).FirstOrDefault(),
                Retired = root.TryGetProperty("retired", out var notice) ? Document.Read(Encoding.UTF8.GetBytes(notice.GetRawText())) as Notice : null,
                Merged = root.TryGetProperty("merged", out var merger) ? Document.Read(Encoding.UTF8.GetBytes(merger.GetRawText())) as RecordMerger : null,
            };
        }
        catch (RecordFormatException)
        {
            return null;
        }
    }

    private SourceItem? Item(InputFile file, Utf8Line line)
    {
        var where = $"line {line.Number}";
        try
        {
            using var json = CanonicalJson.Parse(Encoding.UTF8.GetBytes(line.Text));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("acta", out var version) || version.ValueKind != JsonValueKind.Number)
                throw new BadItem("the line has no \"acta\": 1; it is not of Acta's interchange form.");
            if (!version.TryGetInt32(out var number) || number != Version) throw new BadItem($"the line is of version {version.GetRawText()} of the interchange form; this program reads {Version}. Take a newer Acta.");
            if (!root.TryGetProperty("document", out var document)) throw new BadItem("the line has no document.");
            var read = Document.Read(Encoding.UTF8.GetBytes(document.GetRawText()));
            if (read.Version > Schema && read is RegisterRecord) throw new BadItem($"its document is of schema version {read.Version}; this program reads up to {Schema}. Take a newer Acta.");
            // Records of the register go in before all else (Records).
            if (read is RegisterRecord) return null;
            if (read is not Edition edition) throw new BadItem("only editions and records of the register are imported; other documents belong to their own record.");
            if (edition.Version > Schema) throw new BadItem($"its document is of schema version {edition.Version}; this program reads up to {Schema}. Take a newer Acta.");
            var draft = Draft(root, edition, Path.GetDirectoryName(file.Path)!);
            return new SourceItem
            {
                File = file.Name,
                Where = where,
                Key = edition.Id.ToString(),
                Id = edition.Id,
                Language = edition.Language,
                Title = edition.Headline.Length <= 80 ? edition.Headline : edition.Headline[..79] + "…",
                Weight = line.Text.Length * 6,
                Convert = () => draft,
            };
        }
        catch (BadItem e)
        {
            report.Problem(file.Name, where, "", e.Message);
        }
        catch (RecordFormatException e)
        {
            report.Problem(file.Name, where, "", e.Message.Replace("at line 1,", $"at line {line.Number},", StringComparison.Ordinal).TrimEnd('.') + ".");
        }
        return null;
    }

    private static Draft Draft(JsonElement root, Edition edition, string folder)
    {
        string? translates = null;
        if (root.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.Object && links.TryGetProperty("translationOf", out var of) && of.ValueKind == JsonValueKind.String) translates = of.GetString();
        List<LinkedFile> files = [.. Linked(root, Rules.Files(edition), folder)];
        Notice? retired = null;
        if (root.TryGetProperty("retired", out var notice))
            retired = Document.Read(Encoding.UTF8.GetBytes(notice.GetRawText())) as Notice ?? throw new BadItem("\"retired\" is not a notice.");
        return new Draft(edition with { Salt = "" }) { Translates = translates, Retired = retired, Correction = edition.Correction, KeepsBlockIds = true, Files = files };
    }

    // The files of a document that the line says where to find.
    private static IEnumerable<LinkedFile> Linked(JsonElement root, IEnumerable<MediaFile> used, string folder)
    {
        if (!root.TryGetProperty("links", out var links) || links.ValueKind != JsonValueKind.Object || !links.TryGetProperty("media", out var media) || media.ValueKind != JsonValueKind.Array) yield break;
        var byId = used.DistinctBy(f => f.Id).ToDictionary(f => f.Id.ToString(), StringComparer.Ordinal);
        foreach (var m in media.EnumerateArray())
        {
            if (m.ValueKind != JsonValueKind.Object || !m.TryGetProperty("id", out var id) || !m.TryGetProperty("path", out var path) || id.ValueKind != JsonValueKind.String || path.ValueKind != JsonValueKind.String) continue;
            if (byId.TryGetValue(id.GetString()!, out var file)) yield return new LinkedFile(file, Beside(folder, path.GetString()!));
        }
    }

    // A line must not name a file outside its own folder.
    private static string Beside(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        return full.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new BadItem($"the link \"{path}\" leads outside the folder of the file.");
    }
}

using System.Text;
using System.Text.Json;
using Acta.Record;
using Acta.Record.News;
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
            if (Document.Read(Encoding.UTF8.GetBytes(document.GetRawText())) is not Edition edition) throw new BadItem("only editions are imported; other documents belong to their own record.");
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
        var files = new List<LinkedFile>();
        if (root.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.Object)
        {
            if (links.TryGetProperty("translationOf", out var of) && of.ValueKind == JsonValueKind.String) translates = of.GetString();
            if (links.TryGetProperty("media", out var media) && media.ValueKind == JsonValueKind.Array)
            {
                var byId = Rules.Files(edition).DistinctBy(f => f.Id).ToDictionary(f => f.Id.ToString(), StringComparer.Ordinal);
                foreach (var m in media.EnumerateArray())
                {
                    if (m.ValueKind != JsonValueKind.Object || !m.TryGetProperty("id", out var id) || !m.TryGetProperty("path", out var path) || id.ValueKind != JsonValueKind.String || path.ValueKind != JsonValueKind.String) continue;
                    if (byId.TryGetValue(id.GetString()!, out var used)) files.Add(new LinkedFile(used, Beside(folder, path.GetString()!)));
                }
            }
        }
        Notice? retired = null;
        if (root.TryGetProperty("retired", out var notice))
            retired = Document.Read(Encoding.UTF8.GetBytes(notice.GetRawText())) as Notice ?? throw new BadItem("\"retired\" is not a notice.");
        return new Draft(edition with { Salt = "" }) { Translates = translates, Retired = retired, Correction = edition.Correction, KeepsBlockIds = true, Files = files };
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

using System.Text.Json.Nodes;
using Acta.Media;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Export;

/// <summary>
/// Acta's interchange form: one document a line, originals before their translations, so that another record can take them in
/// order. The same record always gives the same bytes, and a record made from them gives them again.
/// </summary>
internal sealed class JsonlExport(MainStore store, DataFolder folder)
{
    /// <summary>The version of the lines' form.</summary>
    public const int Version = 1;

    private readonly HashSet<Guid> _written = [];

    /// <summary>Writes every record of the register and every language version that the public can read; gives how many.</summary>
    /// <param name="output">Where the lines go.</param>
    /// <param name="mediaFolder">Where files that documents use are copied; null: they are named, not copied.</param>
    /// <param name="progress">Told the number of lines so far.</param>
    /// <param name="stop">Ends it early.</param>
    public long Write(Stream output, string? mediaFolder, Action<long> progress, CancellationToken stop) => Write(output, mediaFolder, progress, texts: true, stop);

    /// <summary>Writes the records of the register alone; gives how many.</summary>
    public long WriteRegister(Stream output) => Write(output, null, _ => { }, texts: false, CancellationToken.None);

    private long Write(Stream output, string? mediaFolder, Action<long> progress, bool texts, CancellationToken stop)
    {
        using var reading = store.Read();
        var settings = StoredSettings.Of(reading);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var heads = reading.Query(
            "SELECT resource, language, state, digest, first_idx, address FROM heads WHERE kind = 'article' AND state IN ('live', 'retired') ORDER BY resource, language",
            r => new Head(Guid.Parse(r.GetString(0)), r.GetString(1), r.GetString(2) == "retired", Digest.FromBytes((byte[])r[3]), r.GetInt64(4), r.IsDBNull(5) ? "" : r.GetString(5)));
        var order = Depths(reading, heads);
        long lines = 0;
        var all = StoredRecords.All(reading);
        var stored = all.Where(s => s.Readable).ToList();
        var retired = stored.Where(s => s.State == "retired").Select(s => s.Id).ToHashSet();
        // Texts name records: these come first, each after those that it names.
        foreach (var record in RecordOrder.Of(stored.Select(s => s.Record!)))
        {
            stop.ThrowIfCancellationRequested();
            output.Write(CanonicalJson.Write(Line(record, retired.Contains(record.Id) ? StoredRecords.Newest(reading, record.Id) as Notice : null, mediaFolder)));
            output.WriteByte((byte)'\n');
            progress(++lines);
        }
        // Those that are one with another still lead to it from their addresses.
        foreach (var merged in all.Where(s => s is { State: "merged", Record: not null } && RecordAddress.Folder(s.Record) is not null))
        {
            if (StoredRecords.Newest(reading, merged.Id) is not RecordMerger merger) continue;
            var line = Line(merged.Record!, null, mediaFolder);
            line["merged"] = Unsalted(merger);
            output.Write(CanonicalJson.Write(line));
            output.WriteByte((byte)'\n');
            progress(++lines);
        }
        foreach (var head in (texts ? heads : []).OrderBy(h => order.GetValueOrDefault((h.Resource, h.Language))))
        {
            stop.ThrowIfCancellationRequested();
            if (reading.Document(head.Digest).Bytes is not { } bytes || Document.Read(bytes) is not Edition edition) continue;
            output.Write(CanonicalJson.Write(Line(reading, head, edition, zone, mediaFolder)));
            output.WriteByte((byte)'\n');
            progress(++lines);
        }
        return lines;
    }

    private JsonObject Line(RegisterRecord record, Notice? notice, string? mediaFolder)
    {
        var line = new JsonObject { ["acta"] = Version, ["document"] = Unsalted(record) };
        if (Files(record.Files, mediaFolder) is { Count: > 0 } media) line["links"] = new JsonObject { ["media"] = media };
        if (notice is not null) line["retired"] = Unsalted(notice);
        return line;
    }

    private static JsonObject Unsalted(Document document)
    {
        var json = JsonNode.Parse(document.ContentBytes())!.AsObject();
        json.Remove("salt");
        return json;
    }

    private JsonArray Files(IEnumerable<MediaFile> used, string? mediaFolder)
    {
        var media = new JsonArray();
        foreach (var file in used.DistinctBy(f => f.Id))
        {
            var path = $"media/{file.Id}/{file.Name}";
            media.Add(new JsonObject { ["id"] = file.Id.ToString(), ["path"] = path });
            if (mediaFolder is not null && _written.Add(file.Id)) Copy(file.Id, Path.Combine(mediaFolder, path));
        }
        return media;
    }

    private JsonObject Line(Reading reading, Head head, Edition edition, TimeZoneInfo zone, string? mediaFolder)
    {
        var links = new JsonObject();
        if (edition.TranslationOf is { Digest: not null } own)
        {
            // Digests hold for one record only: the salt of the other will differ.
            links["translationOf"] = own.Language;
            edition = edition with { TranslationOf = null };
        }
        if (edition.FirstPublished is null)
        {
            // In another record this one is where it was first published.
            var time = Entry.Read(reading.Leaf(head.First)!).Time;
            var host = folder.Origin.Split('/')[0];
            edition = edition with
            {
                FirstPublished = new FirstPublication(PartialDate.Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime)), host, $"https://{host}/{head.Language}/{head.Address}"),
            };
        }
        if (Files(Rules.Files(edition), mediaFolder) is { Count: > 0 } media) links["media"] = media;
        var line = new JsonObject { ["acta"] = Version, ["document"] = Unsalted(edition) };
        if (links.Count > 0) line["links"] = links;
        if (head.IsRetired && Notice(reading, head) is { } notice) line["retired"] = notice;
        return line;
    }

    private static JsonObject? Notice(Reading reading, Head head)
    {
        var newest = reading.First(
            "SELECT bytes FROM documents WHERE resource = @id AND language = @language AND state = 0 ORDER BY entry_idx DESC",
            r => (byte[])r[0], ("@id", head.Resource.ToString()), ("@language", head.Language));
        return newest is not null && Document.Read(newest) is Notice notice ? Unsalted(notice) : null;
    }

    // How many translations stand between a version and its original.
    private static Dictionary<(Guid, string), int> Depths(Reading reading, List<Head> heads)
    {
        var from = new Dictionary<(Guid, string), string>();
        foreach (var head in heads)
        {
            if (reading.Document(head.Digest).Bytes is not { } bytes || bytes.AsSpan().IndexOf("\"translationOf\""u8) < 0) continue;
            if (Document.Read(bytes) is Edition { TranslationOf: { Digest: not null } own }) from[(head.Resource, head.Language)] = own.Language;
        }
        var depths = new Dictionary<(Guid, string), int>();
        foreach (var (version, _) in from)
        {
            var depth = 0;
            for (var at = version; depth < 100 && from.TryGetValue(at, out var language); at = (at.Item1, language)) depth++;
            depths[version] = depth;
        }
        return depths;
    }

    private void Copy(Guid id, string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(MediaLibrary.PathOf(folder, id), path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The file {path} can't be written: {e.Message.TrimEnd('.')}.");
        }
    }

    private sealed record Head(Guid Resource, string Language, bool IsRetired, Digest Digest, long First, string Address);
}

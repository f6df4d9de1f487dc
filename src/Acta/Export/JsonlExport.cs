using System.Text.Json.Nodes;
using Acta.Media;
using Acta.Record;
using Acta.Record.News;
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

    /// <summary>Writes every language version that the public can read; gives how many.</summary>
    /// <param name="output">Where the lines go.</param>
    /// <param name="mediaFolder">Where files that documents use are copied; null: they are named, not copied.</param>
    /// <param name="progress">Told the number of lines so far.</param>
    /// <param name="stop">Ends it early.</param>
    public long Write(Stream output, string? mediaFolder, Action<long> progress, CancellationToken stop)
    {
        using var reading = store.Read();
        var settings = Settings(reading);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var heads = reading.Query(
            "SELECT resource, language, state, digest, first_idx, address FROM heads WHERE kind = 'article' AND state IN ('live', 'retired') ORDER BY resource, language",
            r => new Head(Guid.Parse(r.GetString(0)), r.GetString(1), r.GetString(2) == "retired", Digest.FromBytes((byte[])r[3]), r.GetInt64(4), r.IsDBNull(5) ? "" : r.GetString(5)));
        var order = Depths(reading, heads);
        long lines = 0;
        foreach (var head in heads.OrderBy(h => order.GetValueOrDefault((h.Resource, h.Language))))
        {
            stop.ThrowIfCancellationRequested();
            if (reading.Document(head.Digest).Bytes is not { } bytes || Document.Read(bytes) is not Edition edition) continue;
            output.Write(CanonicalJson.Write(Line(reading, head, edition, zone, mediaFolder)));
            output.WriteByte((byte)'\n');
            progress(++lines);
        }
        return lines;
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
        var media = new JsonArray();
        foreach (var file in Rules.Files(edition).DistinctBy(f => f.Id))
        {
            var path = $"media/{file.Id}/{file.Name}";
            media.Add(new JsonObject { ["id"] = file.Id.ToString(), ["path"] = path });
            if (mediaFolder is not null && _written.Add(file.Id)) Copy(file.Id, Path.Combine(mediaFolder, path));
        }
        if (media.Count > 0) links["media"] = media;
        var document = JsonNode.Parse(edition.ContentBytes())!.AsObject();
        document.Remove("salt");
        var line = new JsonObject { ["acta"] = Version, ["document"] = document };
        if (links.Count > 0) line["links"] = links;
        if (head.IsRetired && Notice(reading, head) is { } notice) line["retired"] = notice;
        return line;
    }

    private static JsonObject? Notice(Reading reading, Head head)
    {
        var newest = reading.First(
            "SELECT bytes FROM documents WHERE resource = @id AND language = @language AND state = 0 ORDER BY entry_idx DESC",
            r => (byte[])r[0], ("@id", head.Resource.ToString()), ("@language", head.Language));
        if (newest is null || Document.Read(newest) is not Notice notice) return null;
        var json = JsonNode.Parse(notice.ContentBytes())!.AsObject();
        json.Remove("salt");
        return json;
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

    private static SiteSettings Settings(Reading reading)
    {
        var digest = reading.First("SELECT digest FROM heads WHERE kind = 'settings'", r => (byte[])r[0]) ?? throw new UserError("The site has no settings and no articles yet; there is nothing to export.");
        return (SiteSettings)Document.Read(reading.Document(Digest.FromBytes(digest)).Bytes!);
    }

    private sealed record Head(Guid Resource, string Language, bool IsRetired, Digest Digest, long First, string Address);
}

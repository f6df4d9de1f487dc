using System.Data.Common;
using System.Text;
using System.Text.Json;
using Acta.Desk.Site;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Files;

/// <summary>A text that uses a file.</summary>
/// <param name="Id">Of the article.</param>
/// <param name="Language">Of the version.</param>
/// <param name="Headline">Of the version.</param>
/// <param name="State">A state of drafts, or <c>live</c>, <c>retired</c>, <c>withdrawn</c>; <c>former</c> where only an earlier version used it.</param>
public sealed record FileUse(Guid Id, string Language, string Headline, string State);

/// <summary>The site's settings that use a file: as the emblem.</summary>
/// <param name="State"><c>live</c>, <c>draft</c>, <c>scheduled</c>, <c>held</c>; <c>former</c> where only earlier settings had it.</param>
/// <param name="By">Whose plan it is; null for what is or was public.</param>
public sealed record SiteUse(string State, Guid? By);

/// <summary>A record of the register that shows a file.</summary>
/// <param name="Id">The record.</param>
/// <param name="Name">Of the record.</param>
/// <param name="State">As of <see cref="FileUse"/>.</param>
public sealed record RecordUse(Guid Id, Words Name, string State);

/// <summary>The files of the media library and who uses them.</summary>
internal static class FileRows
{
    private const string Columns = "id, name, type, size, sha256, width, height";

    public static MediaFile? Find(DeskRequest r, string id) => Guid.TryParseExact(id, "D", out var file) ? Find(r, file) : null;

    public static MediaFile? Find(DeskRequest r, Guid id)
    {
        using var reading = r.Need<MainStore>().Read();
        return Find(reading, id);
    }

    public static MediaFile? Find(Reading r, Guid id) => r.First($"SELECT {Columns} FROM media WHERE id = @id AND erased_by IS NULL", Row, ("@id", id.ToString()));

    /// <summary>All files, newest first.</summary>
    public static IReadOnlyList<MediaFile> All(Reading r) => r.Query($"SELECT {Columns} FROM media WHERE erased_by IS NULL ORDER BY added DESC, id", Row);

    /// <summary>Pictures a text may show, newest first, each with what must stay in sight of it.</summary>
    public static IReadOnlyList<(MediaFile File, FocalPoint? Focal)> Pictures(Reading r, int most) =>
        r.Query($"SELECT {Columns}, focal_x, focal_y FROM media WHERE erased_by IS NULL AND type LIKE 'image/%' ORDER BY added DESC, id LIMIT {most}", row => (Row(row), Focal(row, 7)));

    /// <summary>What must stay in sight of a picture, where the text that places it says nothing else.</summary>
    public static FocalPoint? FocalOf(Reading r, Guid id) => r.First("SELECT focal_x, focal_y FROM media WHERE id = @id AND erased_by IS NULL", row => Focal(row, 0), ("@id", id.ToString()));

    /// <summary>What a file says of the people behind it, by kind; null where nobody has looked.</summary>
    public static IReadOnlyDictionary<string, string[]>? TellsOf(Reading r, Guid id) =>
        r.First("SELECT tells FROM media WHERE id = @id AND erased_by IS NULL", row => row.IsDBNull(0) ? null : row.GetString(0), ("@id", id.ToString())) is { } json ? JsonSerializer.Deserialize<Dictionary<string, string[]>>(json) : null;

    /// <summary>A picture as a text begins with it.</summary>
    public static Image? Placed(DeskRequest r, Guid id)
    {
        using var reading = r.Need<MainStore>().Read();
        return Find(reading, id) is { } file ? new Image(new MediaSource(file, null), null, Focal: FocalOf(reading, id)) : null;
    }

    /// <summary>What is used by anything, public once or in the making.</summary>
    public static IReadOnlySet<Guid> Used(Reading r)
    {
        var used = r.Query("SELECT DISTINCT target FROM refs WHERE kind = 'media'", row => Guid.Parse(row.GetString(0))).ToHashSet();
        foreach (var edition in r.Query("SELECT edition FROM drafts", row => (byte[])row[0]))
            if (edition.AsSpan().IndexOf("\"file\":"u8) >= 0) used.UnionWith(Rules.Files((Edition)Document.Read(edition)).Select(f => f.Id));
        foreach (var record in r.Query("SELECT record FROM record_drafts WHERE state <> 'published'", row => (byte[])row[0]))
            if (record.AsSpan().IndexOf("\"file\":"u8) >= 0) used.UnionWith(((RegisterRecord)Document.Read(record)).Files.Select(f => f.Id));
        used.UnionWith(SitePlans.All(r).Select(p => p.Settings.Emblem?.Id).OfType<Guid>());
        return used;
    }

    /// <summary>Where the site itself uses a file, public first.</summary>
    public static IReadOnlyList<SiteUse> SiteUsesOf(Reading r, Guid id)
    {
        var uses = new List<SiteUse>();
        if (CurrentSettings.Of(r)?.Settings.Emblem?.Id == id) uses.Add(new SiteUse("live", null));
        else if (r.Scalar<long>("SELECT COUNT(*) FROM refs r JOIN heads h ON h.resource = r.resource WHERE r.kind = 'media' AND r.target = @id AND h.kind = 'settings'", ("@id", id.ToString())) > 0) uses.Add(new SiteUse("former", null));
        uses.AddRange(SitePlans.All(r).Where(p => p.Settings.Emblem?.Id == id).Select(p => new SiteUse(p.State, p.Creator)));
        return uses;
    }

    public static IReadOnlyList<FileUse> UsesOf(Reading r, Guid id)
    {
        var uses = new List<FileUse>();
        var name = Encoding.ASCII.GetBytes(id.ToString());
        foreach (var (article, language, state, edition) in r.Query("SELECT id, language, state, edition FROM drafts WHERE state <> 'published'", row => (Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), (byte[])row[3])))
            if (edition.AsSpan().IndexOf(name) >= 0) uses.Add(new FileUse(article, language, ((Edition)Document.Read(edition)).Headline, state));
        foreach (var (article, language, state, digest) in r.Query(
            "SELECT h.resource, h.language, h.state, h.digest FROM refs r JOIN heads h ON h.resource = r.resource AND h.language = r.language WHERE r.kind = 'media' AND r.target = @id AND h.kind = 'article' AND h.state <> 'erased' ORDER BY h.entry_idx",
            row => (Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? (Digest?)null : Digest.FromBytes((byte[])row[3])), ("@id", id.ToString())))
        {
            if (digest is not { } of || r.Document(of).Bytes is not { } bytes || Document.Read(bytes) is not Edition edition) continue;
            uses.Add(new FileUse(article, language, edition.Headline, Rules.Files(edition).Any(f => f.Id == id) ? state : "former"));
        }
        return uses;
    }

    /// <summary>Records of the register that use a file.</summary>
    public static IReadOnlyList<RecordUse> RecordUsesOf(Reading r, Guid id)
    {
        var uses = new List<RecordUse>();
        var name = Encoding.ASCII.GetBytes(id.ToString());
        foreach (var (state, record) in r.Query("SELECT state, record FROM record_drafts WHERE state <> 'published'", row => (row.GetString(0), (byte[])row[1])))
            if (record.AsSpan().IndexOf(name) >= 0 && Document.Read(record) is RegisterRecord draft) uses.Add(new RecordUse(draft.Id, draft.Name, state));
        foreach (var (state, digest) in r.Query(
            "SELECT h.state, h.digest FROM refs r JOIN heads h ON h.resource = r.resource AND h.language = r.language WHERE r.kind = 'media' AND r.target = @id AND h.kind NOT IN ('article', 'settings') AND h.state <> 'erased' AND h.digest IS NOT NULL ORDER BY h.entry_idx",
            row => (row.GetString(0), Digest.FromBytes((byte[])row[1])), ("@id", id.ToString())))
            if (r.Document(digest).Bytes is { } bytes && Document.Read(bytes) is RegisterRecord record) uses.Add(new RecordUse(record.Id, record.Name, record.Files.Any(f => f.Id == id) ? state : "former"));
        return uses;
    }

    private static FocalPoint? Focal(DbDataReader row, int at) => row.IsDBNull(at) || row.IsDBNull(at + 1) ? null : new FocalPoint((int)row.GetInt64(at), (int)row.GetInt64(at + 1));

    private static MediaFile Row(DbDataReader row) => new(
        Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetInt64(3), Digest.FromBytes((byte[])row[4]), row.IsDBNull(5) ? null : (int)row.GetInt64(5), row.IsDBNull(6) ? null : (int)row.GetInt64(6));
}

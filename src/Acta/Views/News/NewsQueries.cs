using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Views.News;

/// <summary>
/// What pages, feeds and the API ask of the news. Every method notes in the reading which tags its answer depends on and,
/// where it says "today", when it expires; whoever keeps an answer watches those.
/// </summary>
public sealed partial class NewsQueries(ViewReading r)
{
    /// <summary>Articles on a page of a list.</summary>
    public const int PageSize = 20;

    private static SettingsParsed? _lastSettings;

    /// <summary>The site's settings in force; null before any were published.</summary>
    public SiteSettings? Settings()
    {
        r.Tag(Tags.Settings);
        var digest = r.First("SELECT s.digest FROM settings s JOIN documents d ON d.digest = s.digest ORDER BY s.from_index DESC LIMIT 1", row => (byte[])row[0]);
        if (digest is null) return null;
        var name = Digest.FromBytes(digest);
        if (_lastSettings is { } last && last.Digest == name) return last.Settings;
        var parsed = new SettingsParsed(name, (SiteSettings)Record.Document.Read(BytesOf(name)!));
        _lastSettings = parsed;
        return parsed.Settings;
    }

    /// <summary>Today in the organisation's zone; the answer expires at its midnight.</summary>
    public DateOnly Today()
    {
        var zone = SiteZone.Of(Settings()?.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(r.Now, zone).DateTime);
        r.ExpiresAt(SiteZone.EndOf(today, zone));
        return today;
    }

    /// <summary>What is known of a document by its digest; bytes only where it is served.</summary>
    public DocumentAnswer Document(Digest digest)
    {
        r.Tag(Tags.Document(digest));
        if (r.Number("SELECT by_index FROM erased_documents WHERE digest = @digest", ("@digest", digest.ToBytes())) is { } by) return new DocumentAnswer.Erased(by);
        return r.First<DocumentAnswer>("SELECT withheld_by, bytes FROM documents WHERE digest = @digest",
            row => row.IsDBNull(0) ? new DocumentAnswer.Served((byte[])row[1]) : new DocumentAnswer.Withheld(row.GetInt64(0)),
            ("@digest", digest.ToBytes())) ?? new DocumentAnswer.Unknown();
    }

    /// <summary>A file by its id: public while a served document uses it.</summary>
    public MediaAnswer Media(Guid id)
    {
        r.Tag(Tags.Media(id));
        var uses = r.Query(
            "SELECT m.name, m.type, m.size, m.sha256, m.width, m.height, d.withheld_by IS NULL, m.kept_by IS NOT NULL FROM media m JOIN documents d ON d.digest = m.digest WHERE m.media = @id",
            row => (File: new Record.Bodies.MediaFile(id, row.GetString(0), row.GetString(1), row.GetInt64(2), Digest.FromBytes((byte[])row[3]),
                row.IsDBNull(4) ? null : row.GetInt32(4), row.IsDBNull(5) ? null : row.GetInt32(5)), Served: row.GetBoolean(6), OfPaper: row.GetBoolean(7)),
            ("@id", ArticleColumns.Blob(id)));
        if (uses.Exists(u => u.OfPaper) && uses.TrueForAll(u => !u.Served || u.OfPaper)
            && r.Number("SELECT MIN(COALESCE(m.kept_until, 0)) FROM media m JOIN records k ON k.id = m.kept_by AND k.until_index IS NULL AND k.digest = m.digest WHERE m.media = @id", ("@id", ArticleColumns.Blob(id))) is { } until
            && DateOnly.FromDayNumber((int)until) >= Today()) return new MediaAnswer.Kept(DateOnly.FromDayNumber((int)until));
        if (uses.FirstOrDefault(u => u.Served).File is { } file) return new MediaAnswer.Served(file);
        if (uses.Count > 0 || IsGone("media/" + id)) return new MediaAnswer.Gone();
        return new MediaAnswer.Unknown();
    }

    /// <summary>The acts by which the log speaks of itself, oldest first.</summary>
    public IReadOnlyList<LogRow> LogStatements()
    {
        r.Tag(Tags.Log);
        return r.Query("SELECT s.from_index, s.act, s.time, d.bytes FROM statements s LEFT JOIN documents d ON d.digest = s.digest ORDER BY s.from_index",
            row => new LogRow(row.GetInt64(0), (Act)row.GetInt32(1), ArticleColumns.Time(row.GetInt64(2)),
                row.IsDBNull(3) ? null : Record.Document.Read((byte[])row[3]) as LogStatement));
    }

    private bool IsGone(string address) => GoneBy(address) is not null;

    // The erasure that names an address, in the open or by its hash.
    private Digest? GoneBy(string address)
    {
        r.Tag(Tags.Path(address));
        r.Tag(Tags.GoneHashes);
        var named = r.First("SELECT digest FROM gone WHERE path = @path ORDER BY by_index DESC LIMIT 1", row => ArticleColumns.ADigest(row, 0), ("@path", address));
        if (named is not null) return named;
        foreach (var digest in r.Query("SELECT DISTINCT digest FROM gone_hashes", row => Digest.FromBytes((byte[])row[0])))
        {
            if (BytesOf(digest) is not { } bytes) continue;
            var hash = Documents.HashOf(Record.Document.Read(bytes).Salt, address);
            if (r.Number("SELECT 1 FROM gone_hashes WHERE hash = @hash AND digest = @digest", ("@hash", hash), ("@digest", digest.ToBytes())) == 1) return digest;
        }
        return null;
    }

    private byte[]? BytesOf(Digest? digest) => digest is null
        ? null
        : r.First("SELECT bytes FROM documents WHERE digest = @digest", row => (byte[])row[0], ("@digest", digest.Value.ToBytes()));

    private Edition? EditionOf(Digest? digest) => BytesOf(digest) is { } bytes ? Record.Document.Read(bytes) as Edition : null;

    private ArticleRow? Row(string where, params ReadOnlySpan<(string, object?)> parameters) =>
        r.First($"SELECT {ArticleColumns.All} FROM versions v {where}", ArticleColumns.Read, parameters);

    private List<ArticleRow> Rows(string where, params ReadOnlySpan<(string, object?)> parameters)
    {
        var rows = r.Query($"SELECT {ArticleColumns.All} FROM versions v {where}", ArticleColumns.Read, parameters);
        foreach (var row in rows) r.Tag(Tags.Row(row.Edition));
        return rows;
    }

    private sealed record SettingsParsed(Digest Digest, SiteSettings Settings);
}

/// <summary>What is known of a document.</summary>
public abstract record DocumentAnswer
{
    /// <summary>Its canonical bytes.</summary>
    public sealed record Served(byte[] Bytes) : DocumentAnswer;

    /// <summary>An entry took it out of sight.</summary>
    public sealed record Withheld(long By) : DocumentAnswer;

    /// <summary>An entry destroyed it.</summary>
    public sealed record Erased(long By) : DocumentAnswer;

    /// <summary>No entry names it.</summary>
    public sealed record Unknown : DocumentAnswer;
}

/// <summary>What is known of a file.</summary>
public abstract record MediaAnswer
{
    /// <summary>A served document uses it.</summary>
    public sealed record Served(Record.Bodies.MediaFile File) : MediaAnswer;

    /// <summary>A paper keeps it back, until the end of a day.</summary>
    public sealed record Kept(DateOnly Until) : MediaAnswer;

    /// <summary>Documents used it, none is served any more.</summary>
    public sealed record Gone : MediaAnswer;

    /// <summary>No document uses it.</summary>
    public sealed record Unknown : MediaAnswer;
}

/// <summary>What the log said of itself.</summary>
/// <param name="Entry">At which entry.</param>
/// <param name="Act">Key, policy or origin.</param>
/// <param name="Time">When.</param>
/// <param name="Statement">The words.</param>
public sealed record LogRow(long Entry, Act Act, DateTimeOffset Time, LogStatement? Statement);

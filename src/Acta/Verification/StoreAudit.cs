using System.Data.Common;
using System.Text;
using Acta.Ledger;
using Acta.Media;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Verification;

/// <summary>What was read, and the first fault.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Documents">Documents read and found right.</param>
/// <param name="Erased">Documents whose absence an entry explains.</param>
/// <param name="Tiles">Tiles read.</param>
/// <param name="Files">Media files read and found right.</param>
/// <param name="Fault">The first fault, or null.</param>
/// <param name="IsFork">Whether the fault is a history other than the one that was shown before.</param>
public sealed record AuditResult(long Entries, long Documents, long Erased, long Tiles, long Files, LogFault? Fault, bool IsFork = false);

/// <summary>
/// Reads a whole data folder again, in one snapshot beside whoever writes: entries and tiles against the signed head, every
/// document against its entry, and what publication keeps (heads, addresses, references, files) against the documents.
/// </summary>
public sealed class StoreAudit
{
    private readonly DataFolder _folder;
    private readonly IMediaStorage _storage;
    private readonly NoteVerifier _key;
    private readonly ExpectedRecord _record = new();
    private readonly ExpectedFacts _facts = new();
    private readonly DocumentPass _documents;
    private readonly MainStore _store;
    private long _entries;
    private long _tiles;
    private long _files;
    private string _at = "the head";
    private bool _isFork;

    private StoreAudit(MainStore store, DataFolder folder, NoteVerifier key, IMediaStorage? files)
    {
        (_store, _folder, _key, _storage) = (store, folder, key, files ?? new FolderStorage(folder));
        _documents = new DocumentPass(_record, _facts);
    }

    /// <summary>Reads everything.</summary>
    /// <param name="store">Read through one snapshot.</param>
    /// <param name="folder">Where the media are.</param>
    /// <param name="key">The key that must have signed the head.</param>
    /// <param name="remembered">The highest checkpoint known to have been released before this was called, if any.</param>
    /// <param name="files">Where files are kept; null for the data folder.</param>
    public static AuditResult Run(MainStore store, DataFolder folder, NoteVerifier key, string? remembered, IMediaStorage? files = null)
    {
        var audit = new StoreAudit(store, folder, key, files);
        // The database looks at its own pages meanwhile; what the log says of a fault is worth more, so it goes first.
        var pages = Task.Run(store.CheckPages);
        var fault = audit.Guarded(() => audit.Check(remembered));
        audit._at = "the store's pages";
        var broken = audit.Guarded(() => pages.GetAwaiter().GetResult() is { } found ? new LogFault("the store's pages", "pages and indexes in order", found.TrimEnd('.')) : null);
        return new AuditResult(audit._entries, audit._documents.Right, audit._documents.Erased, audit._tiles, audit._files, fault ?? broken, audit._isFork);
    }

    // A page that can't be read or a column of the wrong type is a fault found, not a fault of this program.
    private LogFault? Guarded(Func<LogFault?> check)
    {
        try
        {
            return check();
        }
        catch (Exception e) when (e is DbException or InvalidCastException or FormatException or OverflowException || e is UserError { IsUnreachable: false, InnerException: DbException })
        {
            return new LogFault(_at, "rows that can be read", (e.InnerException as DbException ?? e).Message.TrimEnd('.'));
        }
    }

    private LogFault? Check(string? remembered)
    {
        using var reading = _store.Read();
        if (reading.Head() is not { } head)
        {
            if (reading.Scalar<long>("SELECT COUNT(*) FROM entries") is > 0 and var stray) return new LogFault("the head", $"the size and root of {stray} entries", "an empty log");
            return remembered is null ? null : Compare(reading, remembered, 0);
        }
        return CheckHead(head)
            ?? (remembered is null ? null : Behind(remembered, head.Size))
            ?? CheckLog(reading, head)
            ?? (remembered is null ? null : Compare(reading, remembered, head.Size))
            ?? CheckDocuments(reading)
            ?? CheckStatements(reading)
            ?? CheckTime(reading, head)
            ?? new KeptRows(reading, _record, _facts).Check(at => _at = at)
            ?? CheckMedia(reading);
    }

    private LogFault? CheckHead(LogHead head)
    {
        if (!SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(head.Checkpoint), _key.Name, [_key], out var signed, out var reason))
            return new LogFault("the checkpoint", $"one signed by {_key}", reason.TrimEnd('.'));
        var (size, root) = (signed.Checkpoint.Size, signed.Checkpoint.Root);
        if (size != head.Size) return new LogFault("the head", $"{size} entries, as signed", $"{head.Size}");
        return head.Root.AsSpan().SequenceEqual(root.Span) ? null : new LogFault("the head", $"the root {root}, as signed", Convert.ToBase64String(head.Root));
    }

    private LogFault? CheckLog(Reading reading, LogHead head)
    {
        _at = "entries and tiles";
        var audit = LogAudit.Run(new StoredLog(reading), head.Size, new Hash(head.Root), _record.Take);
        (_entries, _tiles) = (audit.Entries, audit.Tiles);
        // An entry that was altered is the first to be named; one that was signed and makes no sense comes after.
        if ((audit.Fault ?? _record.Check()) is { } fault) return fault;
        if (reading.Scalar<long?>("SELECT MAX(idx) FROM entries") is { } last && last >= head.Size) return new LogFault($"entry {last}", $"nothing beyond the {head.Size} entries that are signed", "an entry");
        return StrayTile(reading, head.Size) is { } stray ? new LogFault(stray, $"nothing beyond the {head.Size} entries that are signed", "a tile") : null;
    }

    private static string? StrayTile(Reading reading, long size)
    {
        foreach (var (level, index) in reading.Query("SELECT level, MAX(idx) FROM tiles GROUP BY level", r => (r.GetInt64(0), r.GetInt64(1))))
            if (level is < 0 or > 7 || Tile.WidthAt((int)level, index, size) == 0) return $"tile {level}/{index}";
        return null;
    }

    private LogFault? Behind(string remembered, long size)
    {
        if (Parse(remembered) is not { } known || known.Size <= size) return null;
        _isFork = true;
        return new LogFault("the log", $"at least {known.Size} entries, which were already released and signed", $"{size}: this is an old backup or a copy that was left behind");
    }

    private LogFault? Compare(Reading reading, string remembered, long size)
    {
        if (Behind(remembered, size) is { } behind) return behind;
        if (Parse(remembered) is not { } known || Tree.Root(new StoredLog(reading), known.Size) is var root && root == known.Root) return null;
        _isFork = true;
        return new LogFault($"the first {known.Size} entries", $"the root {known.Root}, which was already released and signed", $"{root}: the history was forked");
    }

    private Checkpoint? Parse(string remembered) =>
        SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(remembered), _key.Name, [_key], out var signed, out _) ? signed.Checkpoint : null;

    private LogFault? CheckDocuments(Reading reading)
    {
        _at = "documents";
        return _documents.Run(reading);
    }

    // The key and the name that the log itself speaks of must be those it is signed with.
    private LogFault? CheckStatements(Reading reading)
    {
        _at = "the log's own statements";
        if (Statement(reading, _record.Statements.Origin) is { } begun && begun.Statement.Origin != _folder.Origin)
            return new LogFault($"entry {begun.Entry}", $"the origin {_folder.Origin} of this data folder", begun.Statement.Origin);
        if (Statement(reading, _record.Statements.Key) is { } changed && changed.Statement.Key != _key.ToString())
            return new LogFault($"entry {changed.Entry}", $"the key {_key}, which signed the head", changed.Statement.Key ?? "none");
        return null;
    }

    private (long Entry, LogStatement Statement)? Statement(Reading reading, Digest? digest) =>
        digest is { } d && reading.Document(d).Bytes is { } bytes && Document.Read(bytes) is LogStatement statement ? (_record.Documents[d].Entry, statement) : null;

    private LogFault? CheckTime(Reading reading, LogHead head)
    {
        var last = Entry.Read(reading.Leaf(head.Size - 1)!);
        return last.Time == head.Time ? null : new LogFault("the head", $"the time {last.Time:O} of the last entry", $"{head.Time:O}");
    }

    private LogFault? CheckMedia(Reading reading)
    {
        _at = "media";
        var rows = reading.Query("SELECT id, sha256, size, erased_by, name, type, width, height FROM media ORDER BY id",
            r => (Id: Guid.Parse(r.GetString(0)), Digest: Digest.FromBytes((byte[])r[1]), Size: r.GetInt64(2), ErasedBy: Number(r, 3), Name: r.GetString(4), Type: r.GetString(5), Width: Number(r, 6), Height: Number(r, 7)));
        foreach (var row in rows)
        {
            var named = _facts.Files.TryGetValue(row.Id, out var file);
            if (named && file.File.Digest != row.Digest) return new LogFault($"entry {file.Entry}, file {row.Id}", $"the digest {file.File.Digest}, as its document says", $"{row.Digest}");
            if (named && (file.File.Name, file.File.Type, file.File.Size, (long?)file.File.Width, (long?)file.File.Height) is var said && said != (row.Name, row.Type, row.Size, row.Width, row.Height))
                return new LogFault($"entry {file.Entry}, file {row.Id}", $"{said}, as its document says", $"{(row.Name, row.Type, row.Size, row.Width, row.Height)}");
            if (named && row.ErasedBy is not null) return new LogFault($"entry {file.Entry}, file {row.Id}", "a file that is kept, because a document of that entry uses it", $"one erased by entry {row.ErasedBy}");
            if (row.ErasedBy is { } by && !_record.Versions.Values.Any(v => v.State == "erased" && v.Last == by)) return new LogFault($"file {row.Id}", "to be erased by an entry that erases", $"entry {by}");
        }
        var known = rows.Select(r => r.Id).ToHashSet();
        if (_facts.Files.Where(f => !known.Contains(f.Key)).OrderBy(f => f.Value.Entry).Select(f => ((Guid, long)?)(f.Key, f.Value.Entry)).FirstOrDefault() is var (missing, entry))
            return new LogFault($"entry {entry}, file {missing}", "a row of the media library", "none");

        var faults = new LogFault?[rows.Count];
        Parallel.For(0, rows.Count, i =>
        {
            faults[i] = CheckFile(rows[i].Id, rows[i].Digest, rows[i].Size, rows[i].ErasedBy is not null);
            if (faults[i] is null && rows[i].ErasedBy is null) Interlocked.Increment(ref _files);
        });
        return faults.FirstOrDefault(f => f is not null);
    }

    private static long? Number(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);

    private LogFault? CheckFile(Guid id, Digest digest, long size, bool erased)
    {
        var path = _storage.PathOf(id) ?? id.ToString();
        var place = _facts.Files.TryGetValue(id, out var file) ? $"entry {file.Entry}, file {path}" : $"file {path}";
        if (_storage.Length(id) is not { } length) return erased ? null : new LogFault(place, $"{size} bytes", "nothing");
        if (erased) return new LogFault(place, "nothing, because it was erased", "a file");
        try
        {
            if (length != size) return new LogFault(place, $"{size} bytes", $"{length} bytes");
            using var stream = _storage.Open(id, 0, size);
            var found = Digest.FromBytes(System.Security.Cryptography.SHA256.HashData(stream));
            return found == digest ? null : new LogFault(place, $"the digest {digest}", $"{found}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LogFault(place, "a file that can be read", e.Message.TrimEnd('.'));
        }
    }
}

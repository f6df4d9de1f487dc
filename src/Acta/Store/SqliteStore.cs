using Microsoft.Data.Sqlite;

namespace Acta.Store;

/// <summary>The main store in one SQLite file: write-ahead log, every commit flushed to the disk, deleted bytes overwritten.</summary>
internal sealed class SqliteStore : MainStore
{
    private const int WaitForWriter = 20_000;
    // SQLite's own measure, 8 MB of pages.
    private const int CopyFrom = 1000;

    private readonly string _path;
    private readonly Session? _writer;
    private readonly SemaphoreSlim _writerFree = new(1, 1);
    private readonly Stack<Session> _readers = [];
    private readonly Lock _gate = new();
    private readonly Session _watch;
    private readonly Session? _copier;
    private long _dataVersion = -1;
    private long _sizeSeen;

    public SqliteStore(string path, bool readOnly)
    {
        _path = path;
        try
        {
            if (!readOnly)
            {
                _writer = OpenWriter();
                _copier = OpenCopier();
            }
            _watch = OpenSession(SqliteOpenMode.ReadOnly);
            if (!readOnly) return;
            using var r = Read();
            Migrations.ThrowUnlessCurrent(r);
        }
        catch (Exception e)
        {
            Dispose();
            if (e is SqliteException sqlite) throw Sentence(sqlite);
            throw;
        }
    }

    public override bool IsPostgres => false;

    public override Reading Read()
    {
        Session? session;
        lock (_gate) _readers.TryPop(out session);
        session ??= OpenSession(SqliteOpenMode.ReadOnly);
        session.Transaction = ((SqliteConnection)session.Connection).BeginTransaction(deferred: true);
        return new Reading(session, GiveBack);
    }

    public override Writing BeginWrite() => BeginWrite(_writer ?? throw new InvalidOperationException("The store was opened to read only."));

    public override Writing BeginDeskWrite() => BeginWrite();

    private Writing BeginWrite(Session writer)
    {
        if (!_writerFree.Wait(WaitForWriter)) throw Busy();
        try
        {
            writer.Transaction = ((SqliteConnection)writer.Connection).BeginTransaction(deferred: false);
            return new Writing(writer, _ => Free(), Committed);
        }
        catch (SqliteException e)
        {
            _writerFree.Release();
            throw Sentence(e);
        }
    }

    private void Free()
    {
        _writerFree.Release();
        CopyBack();
    }

    // The log's pages are copied into the database beside the writer, not inside a commit that then holds it for as long
    // as the disk likes. Whoever's turn it is does it; the others don't wait for them.
    private void CopyBack()
    {
        if (_copier is null || !Monitor.TryEnter(_copier)) return;
        try
        {
            var (log, copied) = Checkpoint("NOOP");
            if (log - copied >= CopyFrom) Checkpoint("PASSIVE");
        }
        catch (SqliteException)
        {
            // What is committed stands in the log all the same; the next commit tries again, and a sick disk shows there.
        }
        finally
        {
            Monitor.Exit(_copier);
        }

        (long Log, long Copied) Checkpoint(string mode)
        {
            using var reader = _copier.Command($"PRAGMA wal_checkpoint({mode})", []).ExecuteReader();
            return reader.Read() ? (reader.GetInt64(1), reader.GetInt64(2)) : default;
        }
    }

    public override string? CheckPages()
    {
        using var session = OpenSession(SqliteOpenMode.ReadOnly);
        var found = Text(session, "PRAGMA integrity_check(1)");
        return found == "ok" ? null : found.ReplaceLineEndings(" ");
    }

    public override void Scrub()
    {
        _writerFree.Wait();
        try
        {
            // A reader on an older snapshot keeps the old pages in the log; readers are done in milliseconds.
            for (var attempt = 0; attempt < 200; attempt++)
            {
                using var checkpoint = _writer!.Connection.CreateCommand();
                checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                using var result = checkpoint.ExecuteReader();
                if (result.Read() && result.GetInt64(0) == 0) return;
                Thread.Sleep(20);
            }
            throw new UserError($"The erased text could not yet be taken out of {_path}-wal, because another program keeps reading the store: stop it, and start Acta again.");
        }
        finally
        {
            _writerFree.Release();
        }
    }

    protected override long SizeSeen()
    {
        lock (_watch)
        {
            var version = long.Parse(Text(_watch, "PRAGMA data_version"), System.Globalization.CultureInfo.InvariantCulture);
            if (version == _dataVersion) return _sizeSeen;
            _dataVersion = version;
            _sizeSeen = Convert.ToInt64(_watch.Command("SELECT size FROM head", []).ExecuteScalar() ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
            return _sizeSeen;
        }
    }

    public override void Dispose()
    {
        lock (_gate)
            while (_readers.TryPop(out var reader)) reader.Dispose();
        // Null where opening it failed half-way.
        _watch?.Dispose();
        _copier?.Dispose();
        _writer?.Dispose();
        _writerFree.Dispose();
    }

    private void GiveBack(Session session)
    {
        lock (_gate)
        {
            if (_readers.Count < 16)
            {
                _readers.Push(session);
                return;
            }
        }
        session.Dispose();
    }

    private Session OpenWriter()
    {
        var writer = OpenSession(SqliteOpenMode.ReadWriteCreate);
        try
        {
            Run(writer, "PRAGMA page_size = 8192");
            if (Text(writer, "PRAGMA journal_mode = WAL") != "wal") throw new UserError($"{_path} can't be kept in write-ahead mode on this file system; move the data folder to a local disk.");
            Run(writer, "PRAGMA synchronous = FULL");
            Run(writer, "PRAGMA secure_delete = ON");
            Run(writer, "PRAGMA cache_size = -32768");
            // Not within a commit: CopyBack does it.
            Run(writer, "PRAGMA wal_autocheckpoint = 0");
            ThrowUnlessSafe(writer, _path);
            using var w = BeginWrite(writer);
            w.Execute("CREATE TABLE IF NOT EXISTS migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, time INTEGER NOT NULL)");
            Migrations.Apply(w, Schema.Steps);
            w.Commit();
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private Session OpenCopier()
    {
        var copier = OpenSession(SqliteOpenMode.ReadWrite);
        Run(copier, "PRAGMA synchronous = FULL");
        return copier;
    }

    /// <summary>A power loss must not take an acknowledged commit, nor an erasure leave its text: asserted, not hoped for.</summary>
    internal static void ThrowUnlessSafe(Session writer, string path)
    {
        if (Text(writer, "PRAGMA journal_mode") != "wal") throw new UserError($"{path}: SQLite does not keep a write-ahead log; nothing is published without it.");
        if (Text(writer, "PRAGMA synchronous") != "2") throw new UserError($"{path}: SQLite did not accept synchronous=FULL; nothing is published without it.");
        if (Text(writer, "PRAGMA secure_delete") != "1") throw new UserError($"{path}: SQLite did not accept secure_delete; an erasure could not be kept.");
    }

    private Session OpenSession(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = false, DefaultTimeout = WaitForWriter / 1000 }.ToString());
        connection.Open();
        var session = new Session(connection, e => e is SqliteException sqlite ? Known(sqlite) : null);
        Run(session, $"PRAGMA busy_timeout = {WaitForWriter}");
        return session;
    }

    private UserError Busy() => new($"Another program has held the write lock of {_path} for {WaitForWriter / 1000} seconds; wait for it to end, or stop it.");

    private UserError Sentence(SqliteException e) => Known(e) ?? new UserError($"{_path}: {e.Message}", cause: e);

    // What a user can do something about, as a sentence; anything else is a broken promise of this program.
    private UserError? Known(SqliteException e) => e.SqliteErrorCode switch
    {
        5 or 6 => Busy(),
        8 => new UserError($"{_path} can't be written by this user; run as the user the folder belongs to, or mend its rights.", cause: e),
        10 => new UserError($"The disk that holds {_path} fails ({e.Message}); look at it before anything else.", cause: e),
        11 or 26 => new UserError($"{_path} is damaged or not a database ({e.Message}); restore it from a backup.", cause: e) { IsDamage = true },
        13 => new UserError($"The disk that holds {_path} is full; free space. Nothing was half-done.", cause: e),
        14 => new UserError($"{_path} can't be opened; look whether the folder exists and this user may write there.", cause: e),
        _ => null,
    };

    private static void Run(Session session, string sql)
    {
        using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Text(Session session, string sql)
    {
        var command = session.Command(sql, []);
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }
}

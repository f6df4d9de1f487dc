using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Acta.Following;

/// <summary>
/// The one writer of a views file: <c>views-{fold version}.db</c>, or a new one built beside it. Rows and the position
/// commit together, so after a crash the file stands at some entry, whole.
/// </summary>
public sealed class ViewFile : IDisposable
{
    private readonly IReadOnlyList<IView> _views;
    private readonly bool _building;
    private readonly SqliteConnection _connection;
    private readonly Statements _sql;
    private readonly ViewWriter _writer;

    /// <summary>Opens the file, or makes it. While <paramref name="building"/>, nobody reads it and a crash throws it away.</summary>
    public ViewFile(string path, IReadOnlyList<IView> views, bool building = false)
    {
        _views = views;
        _building = building;
        Path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        _sql = new Statements(_connection);
        _writer = new ViewWriter(_connection, _sql);
        try
        {
            Position = Prepare();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Entries applied.</summary>
    public long Position { get; private set; }

    /// <summary>SHA-256 of the last leaf applied: another log with as many entries is told from this one by it.</summary>
    public byte[]? LastLeaf => _sql.First("SELECT last_leaf FROM follower", r => r.IsDBNull(0) ? null : (byte[])r[0]);

    /// <summary>Applies entries, which follow on <see cref="Position"/>, in one transaction.</summary>
    public Applied Apply(IReadOnlyList<PreparedEntry> entries, bool catchingUp)
    {
        if (entries.Count == 0) return new Applied(Position, [], All: false);
        _writer.CatchingUp = catchingUp;
        _sql.Run("BEGIN IMMEDIATE");
        try
        {
            foreach (var prepared in entries)
            {
                _writer.Begin(prepared);
                foreach (var view in _views) view.Apply(_writer, prepared.Entry);
            }
            var last = entries[^1].Entry;
            _sql.Run("UPDATE follower SET position = @position, last_leaf = @leaf", ("@position", last.Index + 1), ("@leaf", SHA256.HashData(last.Leaf)));
            _sql.Run("COMMIT");
            Position = last.Index + 1;
        }
        catch
        {
            _writer.TakeTouched();
            // Without a journal there is nothing to roll back to: the half-built file is thrown away by whoever builds it.
            if (!_building) RollBack();
            throw;
        }
        return new Applied(Position, _writer.TakeTouched(), catchingUp);
    }

    // A full disk makes the database roll back by itself; what is told is why, not that there was nothing left to roll back.
    private void RollBack()
    {
        try
        {
            _sql.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Rolled back already.
        }
    }

    /// <summary>
    /// Takes erased bytes out of the write-ahead log too; called after an erasure is applied. A reader on an older snapshot holds it open, so this waits for
    /// readers, who are done in milliseconds.
    /// </summary>
    public void Scrub()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (_sql.First("PRAGMA wal_checkpoint(TRUNCATE)", r => r.GetInt64(0)) == 0) return;
            Thread.Sleep(20);
        }
        throw new IOException($"The erased text could not yet be taken out of {Path}-wal, because a reader keeps it open. Stop whatever reads it and start the server again.");
    }

    /// <summary>Makes a built file whole on disk and ready for readers, and closes it.</summary>
    public void Finish()
    {
        _sql.Dispose();
        Pragma("locking_mode = NORMAL");
        Pragma("synchronous = FULL");
        Pragma("journal_mode = WAL");
        Pragma("optimize");
        Dispose();
        using var file = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sql.Dispose();
        _connection.Dispose();
    }

    private long Prepare()
    {
        // secure_delete: an erased text must not stay on in free pages. The views can be folded again from the log, so a
        // power loss may cost the last commits (NORMAL): they are applied again.
        Pragma("page_size = 8192");
        Pragma("secure_delete = ON");
        Pragma("temp_store = MEMORY");
        Pragma("busy_timeout = 10000");
        Pragma(_building ? "journal_mode = OFF" : "journal_mode = WAL");
        Pragma(_building ? "synchronous = OFF" : "synchronous = NORMAL");
        Pragma(_building ? "cache_size = -65536" : "cache_size = -16384");
        if (_building) Pragma("locking_mode = EXCLUSIVE");
        Create();
        return _sql.Number("SELECT position FROM follower")!.Value;
    }

    private void Create()
    {
        if (_sql.Number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'follower'") == 1) return;
        _sql.Run("BEGIN IMMEDIATE");
        foreach (var view in _views) view.Create(_connection);
        _sql.Run("CREATE TABLE follower (position INTEGER NOT NULL, last_leaf BLOB)");
        _sql.Run("INSERT INTO follower (position) VALUES (0)");
        _sql.Run("COMMIT");
    }

    private void Pragma(string pragma)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA " + pragma;
        command.ExecuteNonQuery();
    }
}

using System.Data.Common;
using Acta.Record;

namespace Acta.Store;

/// <summary>The head of the log as stored: its size, root, signed checkpoint, and the time of its last entry.</summary>
/// <param name="Size">Entries.</param>
/// <param name="Root">The Merkle tree's root, 32 bytes.</param>
/// <param name="Checkpoint">The signed note, as it is served.</param>
/// <param name="Time">Of the last entry.</param>
public sealed record LogHead(long Size, byte[] Root, string Checkpoint, DateTimeOffset Time);

/// <summary>How a document answers.</summary>
public enum DocumentState
{
    /// <summary>Served.</summary>
    Served,
    /// <summary>Kept, not shown.</summary>
    Withheld,
    /// <summary>Destroyed.</summary>
    Erased,
    /// <summary>Never heard of.</summary>
    Unknown,
}

/// <summary>A snapshot of the main store. SQL stands beside its use; it is the part common to both databases.</summary>
public class Reading : IDisposable
{
    private readonly Action<Session> _done;
    private bool _disposed;

    internal Reading(Session session, Action<Session> done)
    {
        Session = session;
        _done = done;
    }

    private protected Session Session { get; }

    /// <summary>Whether the database is PostgreSQL: for the few statements that differ.</summary>
    internal bool IsPostgres => Session.Connection is Npgsql.NpgsqlConnection;

    /// <summary>Rows of a query. Parameters are named <c>@name</c>.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        try
        {
            using var reader = Session.Command(sql, parameters).ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(row(reader));
            return rows;
        }
        catch (DbException e) when (Session.Explain(e) is { } sentence)
        {
            throw sentence;
        }
    }

    /// <summary>Shows every row of a query, one at a time: for what would not fit in memory.</summary>
    public void Each(string sql, Action<DbDataReader> row)
    {
        try
        {
            using var reader = Session.Command(sql, []).ExecuteReader();
            while (reader.Read()) row(reader);
        }
        catch (DbException e) when (Session.Explain(e) is { } sentence)
        {
            throw sentence;
        }
    }

    /// <summary>The first row, or the default.</summary>
    public T? First<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        try
        {
            using var reader = Session.Command(sql, parameters).ExecuteReader();
            return reader.Read() ? row(reader) : default;
        }
        catch (DbException e) when (Session.Explain(e) is { } sentence)
        {
            throw sentence;
        }
    }

    /// <summary>The first column of the first row, or the default where there is none or it is null.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var value = First(sql, r => r.GetValue(0), parameters);
        return value is null or DBNull ? default : (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The head of the log, or null before its first entry.</summary>
    public LogHead? Head() => First(
        "SELECT size, root, checkpoint, time FROM head WHERE size > 0",
        r => new LogHead(r.GetInt64(0), (byte[])r[1], r.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3))));

    /// <summary>Entries from an index on, at most so many, in order.</summary>
    public List<(long Index, byte[] Leaf)> Leaves(long from, int count) => Query(
        "SELECT idx, leaf FROM entries WHERE idx >= @from AND idx < @until ORDER BY idx",
        r => (r.GetInt64(0), (byte[])r[1]),
        ("@from", from), ("@until", from + count));

    /// <summary>One entry's bytes, or null beyond the head.</summary>
    public byte[]? Leaf(long index) => First("SELECT leaf FROM entries WHERE idx = @idx", r => (byte[])r[0], ("@idx", index));

    /// <summary>A tile of hashes as stored: up to 8,192 bytes; null where there is none.</summary>
    public byte[]? Tile(int level, long index) => First(
        "SELECT bytes FROM tiles WHERE level = @level AND idx = @idx", r => (byte[])r[0], ("@level", (long)level), ("@idx", index));

    /// <summary>A document's state and, unless erased or unknown, its bytes.</summary>
    public (DocumentState State, byte[]? Bytes, long? Entry) Document(Digest digest) => First(
        "SELECT state, bytes, erased_by, entry_idx FROM documents WHERE digest = @digest",
        r => (Found: true, State: (DocumentState)r.GetInt64(0), Bytes: r.IsDBNull(1) ? null : (byte[])r[1], Entry: r.IsDBNull(2) ? r.GetInt64(3) : r.GetInt64(2)),
        ("@digest", digest.ToBytes())) is { Found: true } found
        ? (found.State, found.Bytes, found.Entry)
        : (DocumentState.Unknown, null, null);

    /// <summary>Documents of a run of entries, by digest: what a follower needs to apply them.</summary>
    public List<(Digest Digest, byte[]? Bytes, DocumentState State)> DocumentsOf(long from, int count) => Query(
        "SELECT digest, bytes, state FROM documents WHERE entry_idx >= @from AND entry_idx < @until",
        r => (Digest.FromBytes((byte[])r[0]), r.IsDBNull(1) ? null : (byte[])r[1], (DocumentState)r.GetInt64(2)),
        ("@from", from), ("@until", from + count));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Done();
        _done(Session);
        GC.SuppressFinalize(this);
    }

    private protected virtual void Done()
    {
        Session.Transaction?.Dispose();
        Session.Transaction = null;
    }
}

/// <summary>The one writer: holds the store's write lock from its making to <see cref="Commit"/> or its disposal, which rolls back.</summary>
public sealed class Writing : Reading
{
    private readonly Action _committed;
    private bool _isCommitted;

    internal Writing(Session session, Action<Session> done, Action committed)
        : base(session, done) => _committed = committed;

    /// <summary>Runs a statement and says how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        try
        {
            return Session.Command(sql, parameters).ExecuteNonQuery();
        }
        catch (DbException e) when (Session.Explain(e) is { } sentence)
        {
            throw sentence;
        }
    }

    /// <summary>Runs a statement once for each row of parameters, in one round trip where there is one to save.</summary>
    public void ExecuteMany(string sql, IReadOnlyList<(string Name, object? Value)[]> rows)
    {
        try
        {
            Session.ExecuteMany(sql, rows);
        }
        catch (DbException e) when (Session.Explain(e) is { } sentence)
        {
            throw sentence;
        }
    }

    /// <summary>Makes all of it last. Before it returns nothing has happened; after it nothing can be lost.</summary>
    public void Commit()
    {
        try
        {
            Session.Transaction!.Commit();
        }
        catch (DbException e) when (Session.Explain(e) is { } sentence)
        {
            throw sentence;
        }
        Session.Transaction = null;
        _isCommitted = true;
        _committed();
    }

    private protected override void Done()
    {
        if (!_isCommitted && Session.Transaction is not null)
        {
            try
            {
                Session.Transaction.Rollback();
            }
            catch (Exception e) when (e is DbException or InvalidOperationException)
            {
                // The database ended the transaction itself (disk full, connection gone): it is rolled back all the same.
            }
        }
        base.Done();
    }
}

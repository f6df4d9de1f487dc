using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Acta.Following;

/// <summary>
/// The views as readers have them: pooled read-only connections, each reading a snapshot of its own. While a rebuilt file
/// takes over, new readings wait for the running ones to end: a few milliseconds.
/// </summary>
public sealed class ViewsDb(string path, TimeProvider time) : IDisposable
{
    // A reader beyond this many is closed after use rather than kept.
    private const int Kept = 16;

    private readonly object _gate = new();
    private readonly Stack<Reader> _idle = [];
    private int _reading;
    private bool _closed;
    private SharedState _shared = new(-1);

    /// <summary>Whether the file is there to be read.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>A snapshot; dispose of it soon.</summary>
    /// <exception cref="InvalidOperationException">There is no views file yet.</exception>
    public ViewReading Read()
    {
        Reader? reader = null;
        lock (_gate)
        {
            while (_closed) Monitor.Wait(_gate);
            _reading++;
            if (_idle.Count > 0) reader = _idle.Pop();
        }
        try
        {
            reader ??= new Reader(path);
            reader.Sql.Run("BEGIN");
            // The first read fixes the snapshot.
            var position = reader.Sql.Number("SELECT position FROM follower")!.Value;
            // What was made of another state is forgotten at once: it may hold what was deleted since.
            if (Volatile.Read(ref _shared) is not { } shared || shared.Position != position) Volatile.Write(ref _shared, shared = new SharedState(position));
            return new ViewReading(this, reader, position, time.GetUtcNow(), shared.Values);
        }
        catch
        {
            reader?.Dispose();
            Left();
            throw;
        }
    }

    /// <summary>Waits until nobody reads, closes every connection, lets <paramref name="swap"/> exchange the file, and opens again.</summary>
    internal void Exchange(Action swap)
    {
        lock (_gate)
        {
            while (_closed) Monitor.Wait(_gate);
            _closed = true;
            while (_reading > 0) Monitor.Wait(_gate);
            while (_idle.TryPop(out var idle)) idle.Dispose();
        }
        try
        {
            swap();
            Volatile.Write(ref _shared, new SharedState(-1));
        }
        finally
        {
            lock (_gate)
            {
                _closed = false;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            while (_idle.TryPop(out var idle)) idle.Dispose();
    }

    internal void Return(Reader reader)
    {
        try
        {
            reader.Sql.Run("COMMIT");
        }
        catch (SqliteException)
        {
            reader.Dispose();
            Left();
            throw;
        }
        lock (_gate)
        {
            if (_idle.Count < Kept && !_closed)
            {
                _idle.Push(reader);
                reader = null!;
            }
        }
        reader?.Dispose();
        Left();
    }

    private void Left()
    {
        lock (_gate)
        {
            _reading--;
            Monitor.PulseAll(_gate);
        }
    }

    private sealed record SharedState(long Position)
    {
        public ConcurrentDictionary<string, object> Values { get; } = new(StringComparer.Ordinal);
    }

    internal sealed class Reader : IDisposable
    {
        private readonly SqliteConnection _connection;

        public Reader(string path)
        {
            if (!File.Exists(path)) throw new InvalidOperationException($"There are no views at {path} yet: nothing has followed the log here.");
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString());
            _connection.Open();
            Sql = new Statements(_connection);
            Sql.Run("PRAGMA busy_timeout = 5000");
            Sql.Run("PRAGMA cache_size = -4096");
            Sql.Run("PRAGMA query_only = ON");
        }

        public Statements Sql { get; }

        public void Dispose()
        {
            Sql.Dispose();
            _connection.Dispose();
        }
    }
}

namespace Acta.Store;

/// <summary>
/// The main store: the log, its documents and what publishing needs to decide. SQLite in the data folder, or PostgreSQL.
/// Only this class and its two kinds know which.
/// </summary>
public abstract class MainStore : IDisposable
{
    private readonly object _changed = new();
    private long _commits;

    /// <summary>Opens the data folder's store, bringing it up to this program's schema.</summary>
    /// <exception cref="UserError">It can't be opened, is of a newer version, or does not keep its promises.</exception>
    public static MainStore Open(DataFolder folder)
    {
        if (folder.StoreConnection is { } connection) return new PostgresStore(connection, readOnly: false) { Folder = folder };
        ThrowIfLost(folder);
        return new SqliteStore(folder.MainFile, readOnly: false) { Folder = folder };
    }

    /// <summary>Opens the store as it is, to read only: nothing is made, brought up or waited for.</summary>
    /// <exception cref="UserError">It can't be opened, or its schema is not this program's.</exception>
    public static MainStore OpenToRead(DataFolder folder)
    {
        if (folder.StoreConnection is { } connection) return new PostgresStore(connection, readOnly: true) { Folder = folder };
        ThrowIfLost(folder);
        return new SqliteStore(folder.MainFile, readOnly: true) { Folder = folder };
    }

    // A folder that was made whole once has a log: a new, empty one in its place would be another history.
    private static void ThrowIfLost(DataFolder folder)
    {
        if (DataFolder.ExistsAt(folder.Path) && !(File.Exists(folder.MainFile) && new FileInfo(folder.MainFile).Length > 0))
            throw new UserError($"{folder.MainFile} is missing or empty, and the log was in it; restore it from a backup.") { IsDamage = true };
    }

    /// <summary>The data folder it belongs to.</summary>
    public required DataFolder Folder { get; init; }

    /// <summary>Whether the store is PostgreSQL.</summary>
    public abstract bool IsPostgres { get; }

    /// <summary>A snapshot to read; dispose of it soon.</summary>
    public abstract Reading Read();

    /// <summary>Takes the write lock, waiting for whoever has it.</summary>
    /// <exception cref="UserError">Somebody else has held it for too long.</exception>
    public abstract Writing BeginWrite();

    /// <summary>
    /// A writing that touches nothing of the log: a desk that is busy must not wait for a publish, nor hold one up, where the
    /// database can tell them apart.
    /// </summary>
    /// <exception cref="UserError">Somebody else has held the write lock for too long.</exception>
    public abstract Writing BeginDeskWrite();

    /// <summary>What the database itself finds wrong with its pages and indexes, or null.</summary>
    public abstract string? CheckPages();

    /// <summary>Puts what was deleted beyond reading: free pages, write-ahead log. Called after an erasure's commit.</summary>
    public abstract void Scrub();

    /// <summary>
    /// Returns when the log is larger than <paramref name="knownSize"/>: at once for a commit of this process, within 50 ms for
    /// another's; or when the time is over.
    /// </summary>
    public bool WaitForChange(long knownSize, TimeSpan atMost, CancellationToken stop)
    {
        var until = Environment.TickCount64 + (long)atMost.TotalMilliseconds;
        while (!stop.IsCancellationRequested)
        {
            long commits;
            lock (_changed) commits = _commits;
            if (SizeSeen() > knownSize) return true;
            var left = until - Environment.TickCount64;
            if (left <= 0) return false;
            lock (_changed)
                if (commits == _commits) Monitor.Wait(_changed, (int)Math.Min(left, 25));
        }
        return false;
    }

    /// <summary>The log's size by the cheapest look there is: called every 25 ms while nothing happens.</summary>
    protected abstract long SizeSeen();

    /// <inheritdoc/>
    public abstract void Dispose();

    private protected void Committed()
    {
        lock (_changed)
        {
            _commits++;
            Monitor.PulseAll(_changed);
        }
    }
}

using System.Data.Common;
using System.Security.Cryptography;
using Acta.Store;
using Microsoft.Data.Sqlite;

namespace Acta.Following;

/// <summary>
/// Follows the log and applies each entry to all views. One process folds in a data folder: the holder of the lock; others
/// only watch, and take over when it ends.
/// </summary>
public sealed class Follower : IDisposable
{
    // Beyond so many entries at once nobody lists what changed: caches start anew.
    private const int FewEntries = 64;
    // A new file is built in one go, without a journal, where there is so much to fold.
    private const int ManyEntries = 1000;
    // SQLite's codes of a file that is broken: what can be made again is made again.
    private const int Damaged = 11;
    private const int NotADatabase = 26;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly MainStore _store;
    private readonly DataFolder _folder;
    private readonly ViewsDb _db;
    private readonly IReadOnlyList<IView> _views;
    private readonly int _foldVersion;
    private readonly ViewFiles _files;
    private readonly LogSource _source;
    private readonly Lock _folding = new();
    private FollowerLock? _lock;
    private ViewFile? _file;
    private long _position;
    private long _head;

    /// <param name="store">The main store; it may be away for a time.</param>
    /// <param name="folder">Where the views stand.</param>
    /// <param name="db">The readers' side of the same file.</param>
    /// <param name="views">What is folded.</param>
    /// <param name="foldVersion">The version of all of it together.</param>
    public Follower(MainStore store, DataFolder folder, ViewsDb db, IReadOnlyList<IView> views, int foldVersion)
    {
        (_store, _folder, _db, _views, _foldVersion) = (store, folder, db, views, foldVersion);
        _files = new ViewFiles(folder, foldVersion);
        _source = new LogSource(store);
    }

    /// <summary>Raised after a transaction is committed, by the thread that folds; readers see it from then on.</summary>
    public event Action<Applied>? Applied;

    /// <summary>Entries applied.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Entries in the log that are not applied yet, by the last look.</summary>
    public long Lag => Math.Max(0, Interlocked.Read(ref _head) - Position);

    /// <summary>Why nothing is applied any more, as a sentence; null while all is well.</summary>
    public string? Stopped { get; private set; }

    /// <summary>
    /// Applies everything there is in the log; false where another process holds the lock and does so itself.
    /// </summary>
    /// <exception cref="UserError">An entry can't be followed.</exception>
    public bool CatchUp(CancellationToken stop = default)
    {
        lock (_folding)
        {
            if (!Hold(stop)) return false;
            while (Step(stop)) stop.ThrowIfCancellationRequested();
            return Stopped is null ? true : throw new UserError(Stopped);
        }
    }

    /// <summary>Follows until told to stop, on a thread of its own.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_folding)
        {
            _file?.Dispose();
            _file = null;
            _lock?.Dispose();
            _lock = null;
        }
    }

    private void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                bool holding, more = false;
                lock (_folding)
                {
                    holding = Hold(stop);
                    if (holding) more = Step(stop);
                }
                if (more) continue;
                if (!holding) Watch(stop);
                else if (Stopped is not null) stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
                else _store.WaitForChange(Position, Look, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is IOException or DbException or UnauthorizedAccessException or UserError)
            {
                // The disk is full, the database is away: readers have what there is, and this is tried again.
                Stopped = $"The views stand at entry {Position}: {e.Message}";
                lock (_folding) Close();
                stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
            }
        }
    }

    // True where this process folds; the file is then open and of this log.
    private bool Hold(CancellationToken stop)
    {
        _lock ??= FollowerLock.TryTake(_files.FollowerLockFile);
        if (_lock is null) return false;
        if (_file is not null) return true;

        _files.DeleteLeftovers();
        if (File.Exists(_files.Built) && !File.Exists(_files.Current)) _files.TakeOver();
        try
        {
            _file = new ViewFile(_files.Current, _views);
            // The store is another one, or an older copy of it: what was folded from entries it does not have must go.
            if (!IsOfThisLog(_file)) Exchange(() => ViewFiles.Delete(_files.Current));
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Damaged or NotADatabase)
        {
            Exchange(() => ViewFiles.Delete(_files.Current));
        }
        if (_file!.Position == 0 && LogSize() > ManyEntries)
        {
            new Rebuild(_store, _folder, _views, _foldVersion).Build(null, stop);
            Exchange(_files.TakeOver);
        }
        // A crash after an erasure's commit may have left its text in the write-ahead log.
        _file!.Scrub();
        Stopped = null;
        Announce(new Applied(_file.Position, [], All: true));
        return true;
    }

    // Applies one batch; true where there may be more.
    private bool Step(CancellationToken stop)
    {
        if (File.Exists(_files.Built)) TakeOverRebuilt(stop);
        var batch = _source.Next(_file!.Position);
        Interlocked.Exchange(ref _head, batch.Size);
        if (batch.Entries.Count > 0)
        {
            var applied = _file.Apply(batch.Entries, catchingUp: batch.Entries.Count > FewEntries);
            Announce(applied);
            if (batch.Entries.Any(e => e.Entry.Entry.Act == Record.Act.Erase)) _file.Scrub();
        }
        Stopped = batch.Stop;
        return batch.Entries.Count > 0 && batch.Stop is null;
    }

    // The rebuilt file first goes as far as the one in use, so that no reader ever sees an older state.
    private void TakeOverRebuilt(CancellationToken stop)
    {
        using (var built = new ViewFile(_files.Built, _views))
        {
            if (IsOfThisLog(built))
            {
                while (_source.Next(built.Position) is { Entries.Count: > 0 } batch)
                {
                    stop.ThrowIfCancellationRequested();
                    built.Apply(batch.Entries, catchingUp: true);
                }
                built.Scrub();
            }
            if (built.Position < _file!.Position)
            {
                // Of another log, or it could not get as far.
                built.Dispose();
                ViewFiles.Delete(_files.Built);
                return;
            }
        }
        Exchange(_files.TakeOver);
        Announce(new Applied(_file!.Position, [], All: true));
    }

    private void Exchange(Action files)
    {
        Close();
        _db.Exchange(files);
        _file = new ViewFile(_files.Current, _views);
    }

    private bool IsOfThisLog(ViewFile file)
    {
        if (file.Position == 0) return true;
        return _source.Leaf(file.Position - 1) is { } leaf && file.LastLeaf is { } last && SHA256.HashData(leaf).AsSpan().SequenceEqual(last);
    }

    private long LogSize()
    {
        using var r = _store.Read();
        return r.Head()?.Size ?? 0;
    }

    // Another process folds: its commits show by the position, and everything kept is thrown away with each.
    private void Watch(CancellationToken stop)
    {
        stop.WaitHandle.WaitOne(Look);
        if (!_db.Exists) return;
        _db.Exchange(() => { });
        using var reading = _db.Read();
        Interlocked.Exchange(ref _head, Math.Max(LogSize(), reading.Position));
        if (reading.Position != Position) Announce(new Applied(reading.Position, [], All: true));
    }

    private void Announce(Applied applied)
    {
        Interlocked.Exchange(ref _position, applied.Position);
        Applied?.Invoke(applied);
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}

using System.Collections.Concurrent;
using Acta.Store;

namespace Acta.Following;

/// <summary>
/// Makes the views anew, beside the ones in use, from a main store that is only read; the new file takes over when it has
/// caught up, also while a server runs.
/// </summary>
public sealed class Rebuild(MainStore store, DataFolder folder, IReadOnlyList<IView> views, int foldVersion)
{
    private readonly ViewFiles _files = new(folder, foldVersion);

    /// <summary>Builds, and has the new file take over; gives the number of entries folded.</summary>
    /// <param name="progress">Called with the entries folded and the size of the log.</param>
    /// <param name="stop">Breaks it off; the views in use stay as they are.</param>
    /// <exception cref="UserError">Another rebuild runs, an entry can't be followed, or the server does not take the file over.</exception>
    public long Run(Action<long, long>? progress, CancellationToken stop)
    {
        Build(progress, stop);
        var position = 0L;
        using (var built = new ViewFile(_files.Built, views)) position = built.Position;
        using (var own = FollowerLock.TryTake(_files.FollowerLockFile))
        {
            if (own is not null)
            {
                _files.TakeOver();
                _files.DeleteLeftovers();
                return position;
            }
        }
        // A server folds here: it sees the file within milliseconds.
        for (var waited = 0; File.Exists(_files.Built); waited += 20)
        {
            if (waited > 60_000) throw new UserError($"The views are rebuilt, but the server running on {folder.Path} has not taken them over; restart it, and it will.");
            stop.ThrowIfCancellationRequested();
            Thread.Sleep(20);
        }
        return position;
    }

    /// <summary>Builds the new file and leaves it, whole, for the holder of the follower's lock to take over.</summary>
    internal void Build(Action<long, long>? progress, CancellationToken stop)
    {
        using var alone = FollowerLock.TryTake(_files.RebuildLockFile)
            ?? throw new UserError($"Another rebuild of {folder.Path} is running; wait for it to end.");
        ViewFiles.Delete(_files.Building);
        try
        {
            using (var file = new ViewFile(_files.Building, views, building: true))
            {
                Fold(file, progress, stop);
                file.Finish();
            }
            _files.MarkBuilt();
        }
        catch
        {
            ViewFiles.Delete(_files.Building);
            throw;
        }
    }

    // One thread reads and parses ahead, this one writes: a machine's two cores both have work.
    private void Fold(ViewFile file, Action<long, long>? progress, CancellationToken stop)
    {
        using var ahead = new BlockingCollection<LogSource.Batch>(4);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Task.Factory.StartNew(() =>
        {
            try
            {
                var source = new LogSource(store);
                for (var position = file.Position; ;)
                {
                    var batch = source.Next(position);
                    ahead.Add(batch, broken.Token);
                    if (batch.Entries.Count == 0 || batch.Stop is not null) return;
                    position += batch.Entries.Count;
                }
            }
            finally
            {
                ahead.CompleteAdding();
            }
        }, broken.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var batch in ahead.GetConsumingEnumerable(stop))
            {
                if (batch.Entries.Count > 0) file.Apply(batch.Entries, catchingUp: true);
                if (batch.Stop is not null) throw new UserError(batch.Stop);
                progress?.Invoke(file.Position, batch.Size);
            }
        }
        finally
        {
            broken.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }
        reading.GetAwaiter().GetResult();
    }
}

using System.Collections.Concurrent;

namespace Acta.Import;

/// <summary>
/// One thread reads, others prepare, the caller gets the results in the order read. What is on its way is bounded in number
/// and in bytes, so memory does not grow with the input.
/// </summary>
internal sealed class Pipeline(CancellationToken stop) : IDisposable
{
    private const int MaxItems = 512;
    private const long MaxWeight = 24 << 20;

    private readonly BlockingCollection<(Task<Prepared?> Task, int Weight)> _waiting = new(MaxItems);
    private readonly BlockingCollection<(SourceItem Item, TaskCompletionSource<Prepared?> Done)> _toPrepare = [];
    private readonly List<Thread> _preparers = [];
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly object _gate = new();
    private long _weight;
    private Task _reader = Task.CompletedTask;

    public void Start(Func<IEnumerable<SourceItem>> items, Func<SourceItem, Prepared?> prepare)
    {
        _reader = Task.Factory.StartNew(() => Read(items), _ended.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // Threads of their own: they stand back while a batch is published, and the pool, which the database's client needs
        // for that, must not stand with them.
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            var preparer = new Thread(() => Prepare(prepare)) { IsBackground = true, Name = "import" };
            _preparers.Add(preparer);
            preparer.Start();
        }
    }

    public IEnumerable<Prepared?> InOrder()
    {
        foreach (var (task, weight) in _waiting.GetConsumingEnumerable(_ended.Token))
        {
            var prepared = task.GetAwaiter().GetResult();
            lock (_gate)
            {
                _weight -= weight;
                Monitor.PulseAll(_gate);
            }
            yield return prepared;
        }
        // What broke the reading off is told once everything before it is in.
        _reader.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _ended.Cancel();
        lock (_gate) Monitor.PulseAll(_gate);
        try
        {
            _reader.Wait();
        }
        catch (AggregateException)
        {
            // Told by InOrder, or the caller broke off.
        }
        _toPrepare.CompleteAdding();
        foreach (var preparer in _preparers) preparer.Join();
        _toPrepare.Dispose();
        _waiting.Dispose();
        _ended.Dispose();
    }

    private void Prepare(Func<SourceItem, Prepared?> prepare)
    {
        foreach (var (item, done) in _toPrepare.GetConsumingEnumerable())
        {
            if (_ended.IsCancellationRequested) continue;
            try
            {
                done.SetResult(prepare(item));
            }
            catch (Exception e)
            {
                // Whoever waits for the item gets it.
                done.SetException(e);
            }
        }
    }

    private void Read(Func<IEnumerable<SourceItem>> items)
    {
        try
        {
            foreach (var item in items())
            {
                lock (_gate)
                {
                    while (_weight > 0 && _weight + item.Weight > MaxWeight && !_ended.IsCancellationRequested) Monitor.Wait(_gate);
                    _weight += item.Weight;
                }
                var done = new TaskCompletionSource<Prepared?>();
                _toPrepare.Add((item, done), _ended.Token);
                _waiting.Add((done.Task, item.Weight), _ended.Token);
            }
        }
        finally
        {
            _toPrepare.CompleteAdding();
            _waiting.CompleteAdding();
        }
    }
}

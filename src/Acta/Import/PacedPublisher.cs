using System.Diagnostics;
using Acta.Publication;
using Acta.Store;

namespace Acta.Import;

/// <summary>
/// Publishes in batches that hold the writer for at most 50 ms: the next batch is as long as the last one's pace allows.
/// </summary>
internal sealed class PacedPublisher(MainStore store, Publisher publisher) : IDisposable
{
    public const string Actor = "import";

    // Aimed at well below the promise, for a disk is not always equally quick.
    private static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(8);
    private const int MaxBatch = 512;

    private readonly ManualResetEventSlim _free = new(true);

    // The head of the batch before on its way to be remembered outside the data folder: the next is prepared meanwhile, and not
    // appended before.
    private Task _released = Task.CompletedTask;

    /// <summary>How many items the next batch may have.</summary>
    public int Size { get; private set; } = 1;

    /// <summary>The longest that the writer was held.</summary>
    public TimeSpan LongestHold { get; private set; }

    /// <summary>
    /// Called by the threads that prepare items, before each: while the writer is held they stand back, so that nobody waits
    /// for a batch longer than its own work takes on a machine of few cores.
    /// </summary>
    public void StandBack() => _free.Wait();

    /// <summary>Publishes a batch, or tells why not.</summary>
    /// <param name="items">How many items it has.</param>
    /// <param name="propose">What they ask for, given the snapshot they are prepared on.</param>
    /// <param name="within">What else belongs into the transaction.</param>
    public PublishOutcome Publish(int items, Func<Reading, IReadOnlyList<Proposal>> propose, Action<Writing> within)
    {
        Preparation prepared;
        using (var reading = store.Read()) prepared = publisher.Prepare(reading, propose(reading), Actor);
        Finish();
        PublishOutcome? outcome = prepared.Refused;
        if (outcome is null)
        {
            using var writing = store.BeginWrite();
            var held = Stopwatch.GetTimestamp();
            _free.Reset();
            try
            {
                outcome = publisher.Publish(writing, prepared);
                if (outcome is PublishOutcome.Published)
                {
                    within(writing);
                    Publisher.FaultPoint?.Invoke("before-commit");
                    // A crash before this line: nothing of the batch happened. After it: all of it did, and the next run passes it over.
                    writing.Commit();
                    Publisher.FaultPoint?.Invoke("after-commit");
                }
                Adapt(items, Stopwatch.GetElapsedTime(held));
            }
            finally
            {
                _free.Set();
            }
        }
        if (outcome is PublishOutcome.Published published) _released = Task.Run(() => publisher.Released(published));
        return outcome;
    }

    /// <summary>Waits until all of it is remembered outside the data folder too.</summary>
    public void Dispose()
    {
        Finish();
        _free.Dispose();
    }

    private void Finish() => _released.GetAwaiter().GetResult();

    private void Adapt(int count, TimeSpan held)
    {
        if (held > LongestHold) LongestHold = held;
        if (count < Size && held < Aim) return;
        var fitting = (int)(count * Aim / held);
        // Growing is careful, shrinking is not.
        Size = Math.Clamp(Math.Min(fitting, Size * 3 / 2 + 1), 1, MaxBatch);
    }
}

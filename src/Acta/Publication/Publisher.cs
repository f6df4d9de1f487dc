using Acta.Ledger;
using Acta.Store;

namespace Acta.Publication;

/// <summary>
/// The only writer of the ledger. A publish is one database transaction: documents, entries, tiles, signed checkpoint, heads,
/// addresses, references, audit and outbox, all or nothing. Its COMMIT is the commit point.
/// </summary>
public sealed class Publisher
{
    private static readonly AsyncLocal<Action<string>?> s_faultPoint = new();

    private const string KeyChanged = "The log's key was changed since this program started; start it again, so that it signs with the new one.";

    private readonly MainStore _store;
    private readonly Sequencer _sequencer;
    private readonly ReleasedHead _released;
    private readonly Clock _clock;
    private readonly string? _hold;

    /// <summary>Opens the log for writing, and looks whether it is behind what was released already.</summary>
    public Publisher(MainStore store, NoteSigner key, ReleasedHead released, TimeProvider time)
        : this(store, new Sequencer(key), released, time, Memory.Compare(store, [key.Verifier], released))
    {
        Erasures.Apply(store, released);
        if (IsScrubDue()) Scrub();
    }

    internal Publisher(MainStore store, Sequencer sequencer, ReleasedHead released, TimeProvider time, string? hold)
    {
        _store = store;
        _sequencer = sequencer;
        _released = released;
        _clock = new Clock(time);
        _hold = hold;
    }

    /// <summary>Why nothing can be published here, or null.</summary>
    public string? Hold => _hold;

    /// <summary>Called at each step of a publish, by tests that end the process there.</summary>
    internal static Action<string>? FaultPoint
    {
        get => s_faultPoint.Value;
        set => s_faultPoint.Value = value;
    }

    /// <summary>Publishes all proposals in one transaction of its own, or none.</summary>
    /// <param name="proposals">In the order of their entries; a later one may build on an earlier one.</param>
    /// <param name="actor">Who does it, for the audit trail: an account, a command. Never a text that may need erasing.</param>
    public PublishOutcome Publish(IReadOnlyList<Proposal> proposals, string actor)
    {
        PublishOutcome outcome;
        using (var writing = _store.BeginWrite())
        {
            outcome = Publish(writing, proposals, actor);
            if (outcome is not PublishOutcome.Published) return outcome;
            FaultPoint?.Invoke("before-commit");
            // A crash before this line: nothing happened. After it: everything did, whatever the caller gets to hear.
            writing.Commit();
            FaultPoint?.Invoke("after-commit");
        }
        Released((PublishOutcome.Published)outcome);
        return outcome;
    }

    /// <summary>
    /// Checks proposals against the store as it is, and completes them: the longer part of a publish, which needs no lock.
    /// </summary>
    /// <param name="reading">A snapshot of the store.</param>
    /// <param name="proposals">As for <see cref="Publish(IReadOnlyList{Proposal}, string)"/>.</param>
    /// <param name="actor">As there.</param>
    public Preparation Prepare(Reading reading, IReadOnlyList<Proposal> proposals, string actor)
    {
        if (proposals.Count == 0) throw new ArgumentException("There is nothing to publish.", nameof(proposals));
        if (_hold is not null) return Refuse("held", _hold);
        if (IsKeyChanged(reading)) return Refuse("held", KeyChanged);
        foreach (var p in proposals)
            if (p is { Act: Record.Act.Key, Document: Record.Site.LogStatement { Key: var named } } && _sequencer.Keys.All(k => k.ToString() != named))
                return Refuse("key", "A new key is named in the log only by a checkpoint that it signs itself: use acta key --change");
        var head = reading.Head();
        var (time, hold) = _clock.Next(head?.Time, DateConfirmation.Read(reading));
        if (hold is not null) return Refuse("clock", hold);

        var batch = new Batch(reading, head?.Size ?? 0, time, actor);
        for (var i = 0; i < proposals.Count; i++) batch.Add(i, proposals[i]);
        return batch.Refusals.Count > 0
            ? new Preparation(new PublishOutcome.Refused(batch.Refusals))
            : new Preparation(batch, head?.Checkpoint, proposals);

        static Preparation Refuse(string code, string sentence) => new(new PublishOutcome.Refused([new Refusal(-1, code, sentence)]));
    }

    /// <summary>Publishes inside the caller's transaction. The caller commits, and then calls <see cref="Released(PublishOutcome.Published)"/>.</summary>
    public PublishOutcome Publish(Writing writing, IReadOnlyList<Proposal> proposals, string actor) => Publish(writing, Prepare(writing, proposals, actor));

    /// <summary>Publishes inside the caller's transaction what was prepared before it. Where the log has grown since, all of it is looked at again.</summary>
    public PublishOutcome Publish(Writing writing, Preparation prepared)
    {
        if (prepared.Batch is { } early && (writing.Head()?.Checkpoint != prepared.Checkpoint || IsKeyChanged(writing)))
            prepared = Prepare(writing, prepared.Proposals, early.Actor);
        if (prepared.Batch is not { } batch) return prepared.Refused!;

        FaultPoint?.Invoke("before-documents");
        batch.Store(writing);
        FaultPoint?.Invoke("before-entries");
        var next = _sequencer.Append(new LedgerRows(writing, batch.Time), batch.Leaves);
        FaultPoint?.Invoke("after-head");
        batch.ReadBack(writing);
        return new PublishOutcome.Published(batch.Entries, next.Size, next.Checkpoint);
    }

    /// <summary>
    /// After the commit: remembers the head outside the data folder, and after an erasure takes the bytes out of every free page.
    /// A crash in between is made good at the next start (<see cref="Memory"/>).
    /// </summary>
    public void Released(PublishOutcome.Published published) => Released(published, scrub: true);

    // Where the caller still holds the write lock, the scrubbing is left to the next start.
    internal void Released(PublishOutcome.Published published, bool scrub)
    {
        var erased = published.Entries.SelectMany(e => e.Entry.Erased.Select(d => (d, e.Index))).ToList();
        if (erased.Count > 0)
        {
            _released.AddErased(erased);
            RecordCache.Clear();
        }
        _released.Release(published.Size, published.Checkpoint);
        FaultPoint?.Invoke("after-release");
        if (erased.Count > 0 && scrub)
        {
            Scrub();
            ErasedMedia?.Invoke();
        }
    }

    /// <summary>Set by whoever keeps the media files: removes those of erased articles.</summary>
    public Action? ErasedMedia { get; set; }

    // Should this not be reached, or fail because somebody reads for long, the next start does it.
    private void Scrub()
    {
        _store.Scrub();
        using var w = _store.BeginWrite();
        w.Execute("DELETE FROM meta WHERE name = 'scrub'");
        w.Commit();
    }

    private bool IsScrubDue()
    {
        using var r = _store.Read();
        return r.Scalar<long>("SELECT COUNT(*) FROM meta WHERE name = 'scrub'") > 0;
    }

    private bool IsKeyChanged(Reading r) => r.Scalar<string>("SELECT value FROM meta WHERE name = 'log-key'") is { } key && _sequencer.Keys.All(k => k.ToString() != key);
}

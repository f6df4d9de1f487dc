using Acta.Ledger;
using Acta.Store;

namespace Acta.Publication;

/// <summary>
/// The only writer of the ledger. A publish is one database transaction: documents, entries, tiles, signed checkpoint, heads,
/// addresses, references, audit and outbox, all or nothing. Its COMMIT is the commit point.
/// </summary>
public sealed class Publisher
{
    private readonly MainStore _store;
    private readonly Sequencer _sequencer;
    private readonly ReleasedHead _released;
    private readonly Clock _clock;
    private readonly string? _hold;

    /// <summary>Opens the log for writing, and looks whether it is behind what was released already.</summary>
    public Publisher(MainStore store, NoteSigner key, ReleasedHead released, TimeProvider time)
    {
        _store = store;
        _sequencer = new Sequencer(key);
        _released = released;
        _clock = new Clock(time);
        _hold = Memory.Compare(store, key.Verifier, released);
    }

    /// <summary>Why nothing can be published here, or null.</summary>
    public string? Hold => _hold;

    /// <summary>Called at each step of a publish, by tests that end the process there.</summary>
    internal static Action<string>? FaultPoint { get; set; }

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

    /// <summary>Publishes inside the caller's transaction. The caller commits, and then calls <see cref="Released"/>.</summary>
    public PublishOutcome Publish(Writing writing, IReadOnlyList<Proposal> proposals, string actor)
    {
        if (proposals.Count == 0) throw new ArgumentException("There is nothing to publish.", nameof(proposals));
        if (_hold is not null) return Refuse("held", _hold);
        var head = writing.Head();
        var (time, hold) = _clock.Next(head?.Time, Confirmed(writing));
        if (hold is not null) return Refuse("clock", hold);

        var batch = new Batch(writing, head?.Size ?? 0, time, actor);
        for (var i = 0; i < proposals.Count; i++) batch.Add(i, proposals[i]);
        if (batch.Refusals.Count > 0) return new PublishOutcome.Refused(batch.Refusals);

        FaultPoint?.Invoke("before-documents");
        batch.Store();
        FaultPoint?.Invoke("before-entries");
        var next = _sequencer.Append(new LedgerRows(writing, time), batch.Leaves);
        FaultPoint?.Invoke("after-head");
        batch.ReadBack();
        return new PublishOutcome.Published(batch.Entries, next.Size, next.Checkpoint);
    }

    /// <summary>
    /// After the commit: remembers the head outside the data folder, and after an erasure takes the bytes out of every free page.
    /// A crash in between is made good at the next start (<see cref="Memory.Compare"/>).
    /// </summary>
    public void Released(PublishOutcome.Published published)
    {
        var erased = published.Entries.SelectMany(e => e.Entry.Erased).ToList();
        if (erased.Count > 0) _released.AddErased(erased);
        _released.Release(published.Size, published.Checkpoint);
        FaultPoint?.Invoke("after-release");
        if (erased.Count > 0)
        {
            _store.Scrub();
            ErasedMedia?.Invoke();
        }
    }

    /// <summary>Set by whoever keeps the media files: removes those of erased articles.</summary>
    public Action? ErasedMedia { get; set; }

    private static PublishOutcome.Refused Refuse(string code, string sentence) => new([new Refusal(-1, code, sentence)]);

    private static DateOnly? Confirmed(Writing w) =>
        DateOnly.TryParseExact(w.Scalar<string>("SELECT value FROM meta WHERE name = 'confirmed-date'"), "yyyy-MM-dd", out var day) ? day : null;
}

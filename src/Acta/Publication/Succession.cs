using System.Text;
using Acta.Ledger;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Publication;

/// <summary>
/// What a log says when it changes itself: the key it is signed with, or its name. Both are steps that a broken-off run takes
/// up again: the next key waits in a file of its own, the commit decides, and the files follow.
/// </summary>
public static class Succession
{
    /// <summary>
    /// Names the next key in the log, in a checkpoint that both keys sign; from the one after it on the new key signs alone.
    /// </summary>
    /// <returns>The new key.</returns>
    /// <exception cref="UserError">The log can't be written now.</exception>
    public static NoteVerifier ChangeKey(DataFolder folder, MainStore store, ReleasedHead released, TimeProvider time, string actor)
    {
        var (former, next) = (LogKey.Current(folder, folder.Origin), LogKey.Next(folder, folder.Origin));
        if (!IsNamed(store, next.Verifier))
        {
            var hold = Memory.Compare(store, [next.Verifier, former.Verifier], released);
            var publisher = new Publisher(store, new Sequencer(next, [former]), released, time, hold);
            var statement = new LogStatement { Origin = folder.Origin, Key = next.Verifier.ToString() };
            if (publisher.Publish([Statement(store, Act.Key, statement)], actor) is PublishOutcome.Refused refused) throw new UserError(refused.Refusals[0].Sentence);
        }
        // A crash here: the log has named the key, and running this again only puts the file in its place.
        LogKey.Change(folder, former);
        return next.Verifier;
    }

    /// <summary>
    /// Continues a log under a new name and key: its leaves unchanged, under the same indexes, then an entry that names the
    /// former origin and the head that was lost. What a lost entry had erased is erased by one of this log.
    /// </summary>
    /// <param name="folder">The data folder, under its old name, or under the new one where a first run was broken off.</param>
    /// <param name="store">Its store.</param>
    /// <param name="origin">The new name.</param>
    /// <param name="lostHead">The highest checkpoint of the former log known to have been released, if any.</param>
    /// <param name="time">The clock.</param>
    /// <param name="actor">For the audit trail.</param>
    /// <param name="stateFolder">Where the memory of released heads is; null: where it is by default.</param>
    /// <returns>The data folder under its new name, and its key.</returns>
    /// <exception cref="UserError">The log can't be continued.</exception>
    public static (DataFolder Folder, NoteVerifier Key) BeginOrigin(DataFolder folder, MainStore store, string origin, string? lostHead, TimeProvider time, string actor, string? stateFolder = null)
    {
        var next = LogKey.Next(folder, origin);
        var former = LogKey.Current(folder, FormerName(folder, origin));
        using (var w = store.BeginWrite())
        {
            var head = w.Head() ?? throw new UserError("This log has no entry yet; make a new data folder under the new name instead.");
            if (!IsSignedBy(head, next.Verifier)) Continue(w, store, head, former, next, lostHead, time, actor, new ReleasedHead(LogKey.MemoryName(next.Verifier), stateFolder));
        }
        // A crash here: the store is the new log's already, and running this again only renames.
        var renamed = folder.Origin == origin ? folder : folder.Renamed(origin);
        LogKey.Change(renamed, former);
        return (renamed, next.Verifier);
    }

    private static void Continue(Writing w, MainStore store, LogHead head, NoteSigner former, NoteSigner next, string? lostHead, TimeProvider time, string actor, ReleasedHead released)
    {
        if (!IsSignedBy(head, former.Verifier)) throw new UserError("The log's last head was not signed by the key at hand; put back the key of this log.");
        var sequencer = new Sequencer(next);
        try
        {
            sequencer.BeginWith(new LedgerRows(w, head.Time));
        }
        catch (BrokenLogException e)
        {
            throw new UserError($"What is kept of this log is damaged, and can't be continued ({e.Message.TrimEnd('.')}); look at it with: acta verify --data {store.Folder.Path}");
        }
        // The new log's names and keys are its own: nothing remembered of the former one holds it.
        w.Execute("DELETE FROM meta WHERE name = 'log-key'");
        var publisher = new Publisher(store, sequencer, released, time, hold: null);
        var statement = new LogStatement { Origin = next.Name, FormerOrigin = former.Name, LostHead = lostHead ?? head.Checkpoint };
        var outcome = publisher.Publish(w, [Statement(w, Act.Origin, statement), .. ErasedBefore(w, head.Size)], actor);
        if (outcome is not PublishOutcome.Published published) throw new UserError(((PublishOutcome.Refused)outcome).Refusals[0].Sentence);
        w.Commit();
        publisher.Released(published, scrub: false);
    }

    private static List<Proposal> ErasedBefore(Writing w, long size) => w.Query(
        "SELECT DISTINCT d.resource, d.language, h.kind FROM documents d JOIN heads h ON h.resource = d.resource AND h.language = d.language WHERE d.state = 2 AND d.erased_by >= @size ORDER BY d.resource, d.language",
        r => new Proposal
        {
            Act = Act.Erase,
            Resource = Guid.Parse(r.GetString(0)),
            Kind = r.GetString(2),
            Language = r.GetString(1),
            HideAddresses = true,
            Document = new Erasure { Ground = Words.Of(("en", "Deleted on legal grounds."), ("ru", "Удалено по юридическим основаниям."), ("ar", "حُذف لأسباب قانونية.")) },
        },
        ("@size", size));

    // The log's statements have one id of their own, made with the first.
    private static Proposal Statement(Reading r, Act act, LogStatement statement) => new()
    {
        Act = act,
        Resource = r.Scalar<string>("SELECT resource FROM heads WHERE kind = 'log'") is { } known ? Guid.Parse(known) : Guid.NewGuid(),
        Kind = "log",
        Document = statement,
    };

    private static Proposal Statement(MainStore store, Act act, LogStatement statement)
    {
        using var r = store.Read();
        return Statement(r, act, statement);
    }

    private static bool IsNamed(MainStore store, NoteVerifier key)
    {
        using var r = store.Read();
        return r.Scalar<string>("SELECT value FROM meta WHERE name = 'log-key'") == key.ToString();
    }

    private static bool IsSignedBy(LogHead head, NoteVerifier key) => SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(head.Checkpoint), key.Name, [key], out _, out _);

    // After a crash between the two renames the folder has its new name, and the key file still the old one.
    private static string FormerName(DataFolder folder, string origin) => folder.Origin != origin ? folder.Origin : LogKey.NameOf(folder);
}

using System.Data.Common;
using Acta.Access;
using Acta.Desk.Articles;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary>
/// Records in the making, with every version of them. Each change is one transaction with its line in the audit trail; who
/// holds an older version than the stored one changes nothing.
/// </summary>
public sealed class RecordDrafts(MainStore store, TimeProvider time)
{
    private const string Columns = "state, record, digest, version, since, act, note, base, author, approved_by, changed, changed_by";

    /// <summary>A record in the making, or what is left of one that is public; null where nobody ever worked on it here.</summary>
    public static RecordDraft? Find(Reading r, Guid id, string rest = "") => r.First($"SELECT {Columns} FROM record_drafts WHERE id = @id{rest}", Row, ("@id", id.ToString()));

    /// <summary>Everything that is not public yet, newest change first.</summary>
    public static IReadOnlyList<RecordDraft> Open(Reading r) => r.Query($"SELECT {Columns} FROM record_drafts WHERE state <> 'published' ORDER BY changed DESC", Row);

    /// <summary>The record as readers have it, with its document's digest; null where none is public.</summary>
    public static (RegisterRecord Says, Digest Digest, string State)? Public(Reading r, Guid id)
    {
        var head = r.First("SELECT state, digest FROM heads WHERE resource = @id AND language = ''", row => (State: row.GetString(0), Digest: row.IsDBNull(1) ? null : (byte[])row[1]), ("@id", id.ToString()));
        return head.Digest is { } bytes && RecordCache.Get(Digest.FromBytes(bytes), d => r.Document(d).Bytes) is { } says ? (says with { Salt = "", Correction = null }, Digest.FromBytes(bytes), head.State) : null;
    }

    /// <summary>Saves a record: a new one, a change of one that is in the making, or the beginning of a change of a public one.</summary>
    /// <param name="record">As it is to be.</param>
    /// <param name="version">The version it was written on; 0: on what is public, or on nothing.</param>
    /// <param name="from">The public document it was written on.</param>
    /// <param name="act">Of what is public: revise or correct.</param>
    /// <param name="note">Of a correction.</param>
    /// <param name="by">Who.</param>
    /// <param name="address">From where.</param>
    /// <param name="byItself">By the script, while somebody writes: such saves of one sitting become one version.</param>
    /// <param name="instead">Other facts in place of those that stand there: those stay among the versions.</param>
    public RecordOutcome Save(RegisterRecord record, long version, Digest? from, Act act, string? note, Staff by, string? address, bool byItself = false, bool instead = false)
    {
        using var w = store.BeginDeskWrite();
        var outcome = Save(w, record, version, from, act, note, by, address, byItself, instead);
        if (outcome is RecordOutcome.Done) w.Commit();
        return outcome;
    }

    /// <summary>The same in a transaction of the caller's.</summary>
    public RecordOutcome Save(Writing w, RegisterRecord record, long version, Digest? from, Act act, string? note, Staff by, string? address, bool byItself = false, bool instead = false)
    {
        if (!by.May(RegisterRights.Writers)) return new RecordOutcome.Refused("draft.not-yours");
        record = record with { Salt = "", Correction = null };
        var digest = Digest.Of(record.ContentBytes());
        var (known, published) = (Find(w, record.Id, ForUpdate(w)), Public(w, record.Id));
        if (published is { State: "merged" }) return new RecordOutcome.Refused("draft.gone");
        if (published is { State: "withdrawn" }) return new RecordOutcome.Refused("record.withdrawn");
        if (published is { } other && other.Says.Type != record.Type) return new RecordOutcome.Refused("draft.gone");
        if (known is null or { State: DraftState.Published })
        {
            // Written on what was public: somebody may have released something else meanwhile.
            if (published?.Digest != from) return published is { } now ? new RecordOutcome.Conflict(now.Says, known?.ChangedBy) : new RecordOutcome.Refused("draft.gone");
            if (published is null && w.Scalar<long>("SELECT COUNT(*) FROM heads WHERE resource = @id", ("@id", record.Id.ToString())) > 0) return new RecordOutcome.Refused("draft.gone");
            var number = (known?.Version ?? 0) + 1;
            var begun = new RecordDraft
            {
                State = DraftState.Draft, Says = record, Digest = digest, Version = number, Since = number, Act = published is null ? Act.Publish : act, Note = note, Base = published?.Digest,
                Author = by.Id, Changed = time.GetUtcNow(), ChangedBy = by.Id,
            };
            // The first version of a change is what is public, so that the first save can be compared with it.
            if (published is { } before)
            {
                Keep(w, begun with { Says = before.Says, Digest = Digest.Of(before.Says.ContentBytes()) }, by.Id);
                begun = begun with { Version = number + 1 };
            }
            w.Execute("DELETE FROM record_drafts WHERE id = @id", ("@id", record.Id.ToString()));
            Insert(w, begun);
            Keep(w, begun, by.Id, !byItself);
            Told(w, begun, published is null ? "record-new" : "record-change", by, address);
            return new RecordOutcome.Done(begun);
        }
        if (known.State == DraftState.Scheduled) return new RecordOutcome.Refused("draft.is-scheduled");
        var next = known with { Says = record, Digest = digest, Act = known.Base is null ? Act.Publish : act, Note = note, Changed = time.GetUtcNow(), ChangedBy = by.Id };
        if (next.Digest == known.Digest && next.Act == known.Act && next.Note == known.Note)
        {
            // Saved by itself a moment ago, and now by hand.
            if (!byItself) w.Execute("UPDATE record_draft_versions SET asked = 1 WHERE id = @id AND number = @number AND asked = 0", ("@id", record.Id.ToString()), ("@number", known.Version));
            return new RecordOutcome.Done(known);
        }
        if (known.Version != version) return new RecordOutcome.Conflict(known.Says, known.ChangedBy);
        // What was approved were these facts and no others.
        if (known.State == DraftState.Approved)
        {
            next = next with { State = DraftState.Draft, ApprovedBy = null };
            Told(w, known, "record-unapprove", by, address, "changed");
        }
        next = next with { Version = known.Version + 1 };
        Update(w, next);
        if (next.Digest == known.Digest) return new RecordOutcome.Done(next);
        if (known.State is DraftState.Draft or DraftState.Changes && !instead)
            w.Execute("DELETE FROM record_draft_versions WHERE id = @id AND number = @number AND writer = @writer AND time > @time AND asked = 0",
                ("@id", record.Id.ToString()), ("@number", known.Version), ("@writer", by.Id.ToString()), ("@time", time.GetUtcNow().Subtract(Drafts.OneSitting).ToUnixTimeMilliseconds()));
        Keep(w, next, by.Id, !byItself);
        return new RecordOutcome.Done(next);
    }

    /// <summary>Moves a draft from one state to the next.</summary>
    public RecordOutcome Move(Guid id, Digest digest, RecordStep step, Staff by, string? address, Action<Writing, RecordDraft>? also = null)
    {
        using var w = store.BeginDeskWrite();
        if (Find(w, id, ForUpdate(w)) is not { } now) return new RecordOutcome.Refused("draft.gone");
        if (now.Digest != digest) return new RecordOutcome.Conflict(now.Says, now.ChangedBy);
        if (step.Refuse(now, by, WritersOf(w, now), DeskSettings.Read(w)) is { } why) return new RecordOutcome.Refused(why);
        var next = now with { State = step.To, ApprovedBy = step == RecordStep.Approve ? by.Id : null };
        Update(w, next);
        Told(w, next, "record-" + step.Word, by, address);
        also?.Invoke(w, next);
        w.Commit();
        return new RecordOutcome.Done(next);
    }

    /// <summary>Throws a draft away; what is public stays.</summary>
    public RecordOutcome Discard(Guid id, Digest digest, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (Find(w, id, ForUpdate(w)) is not { } now || now.State == DraftState.Published) return new RecordOutcome.Refused("draft.gone");
        if (!by.May(RegisterRights.Writers)) return new RecordOutcome.Refused("draft.not-yours");
        if (!now.IsOpen) return new RecordOutcome.Refused("draft.is-scheduled");
        if (now.Digest != digest) return new RecordOutcome.Conflict(now.Says, now.ChangedBy);
        foreach (var table in now.Base is null ? new[] { "record_drafts", "record_draft_versions", "comments" } : ["record_drafts", "record_draft_versions"])
            w.Execute($"DELETE FROM {table} WHERE id = @id", ("@id", id.ToString()));
        Told(w, now, "record-discard", by, address);
        w.Commit();
        return new RecordOutcome.Done(now);
    }

    /// <summary>After its release: the draft is what readers have.</summary>
    internal void Published(Writing w, RecordDraft draft, Digest document, RegisterRecord says)
    {
        says = says with { Salt = "", Correction = null };
        Update(w, draft with { State = DraftState.Published, Says = says, Digest = Digest.Of(says.ContentBytes()), Base = document, Note = null, Since = draft.Version + 1, Changed = time.GetUtcNow() });
    }

    /// <summary>Sets the state, as part of a release.</summary>
    internal static void SetState(Writing w, Guid id, DraftState state, Guid? approvedBy = null) => w.Execute(
        "UPDATE record_drafts SET state = @state, approved_by = COALESCE(@by, approved_by) WHERE id = @id", ("@state", state.Word()), ("@by", approvedBy?.ToString()), ("@id", id.ToString()));

    /// <summary>The versions of a record in the making, newest first.</summary>
    public static IReadOnlyList<RecordVersion> Versions(Reading r, Guid id) => r.Query(
        "SELECT number, time, writer, record FROM record_draft_versions WHERE id = @id ORDER BY number DESC",
        row => new RecordVersion(row.GetInt64(0), Time(row.GetInt64(1)), Guid.Parse(row.GetString(2)), Says((byte[])row[3])), ("@id", id.ToString()));

    /// <summary>Who has written on it since it was public last.</summary>
    public static IReadOnlySet<Guid> WritersOf(Reading r, RecordDraft draft) => r.Query(
        "SELECT DISTINCT writer FROM record_draft_versions WHERE id = @id AND number > @since", row => Guid.Parse(row.GetString(0)),
        // The first version of a change is what was public.
        ("@id", draft.Id.ToString()), ("@since", draft.Base is null ? draft.Since - 1 : draft.Since)).ToHashSet();

    internal static string ForUpdate(Writing w) => w.IsPostgres ? " FOR UPDATE" : "";

    internal void Told(Writing w, RecordDraft draft, string act, Staff by, string? address, string? detail = null) =>
        AuditTrail.Add(w, time, by.Actor, act, address, draft.Id, null, draft.Digest.ToBytes(), detail);

    private void Keep(Writing w, RecordDraft draft, Guid writer, bool asked = true) => w.Execute(
        "INSERT INTO record_draft_versions (id, number, time, writer, record, digest, asked) VALUES (@id, @number, @time, @writer, @record, @digest, @asked)",
        ("@asked", asked ? 1L : 0L),
        ("@id", draft.Id.ToString()), ("@number", draft.Version), ("@time", time.GetUtcNow().ToUnixTimeMilliseconds()), ("@writer", writer.ToString()), ("@record", draft.Says.ContentBytes()), ("@digest", draft.Digest.ToBytes()));

    private static void Insert(Writing w, RecordDraft draft) => w.Execute(
        "INSERT INTO record_drafts (id, state, kind, record, digest, version, since, act, note, base, author, approved_by, approved, created, changed, changed_by) "
        + "VALUES (@id, @state, @kind, @record, @digest, @version, @since, @act, @note, @base, @author, @approvedBy, @approved, @changed, @changed, @changedBy)", Values(draft));

    private static void Update(Writing w, RecordDraft draft) => w.Execute(
        "UPDATE record_drafts SET state = @state, kind = @kind, record = @record, digest = @digest, version = @version, since = @since, act = @act, note = @note, base = @base, author = @author, "
        + "approved_by = @approvedBy, approved = @approved, changed = @changed, changed_by = @changedBy WHERE id = @id", Values(draft));

    private static (string, object?)[] Values(RecordDraft d) =>
    [
        ("@id", d.Id.ToString()), ("@state", d.State.Word()), ("@kind", d.Kind), ("@record", d.Says.ContentBytes()), ("@digest", d.Digest.ToBytes()), ("@version", d.Version), ("@since", d.Since), ("@act", d.Act.Word()),
        ("@note", d.Note), ("@base", d.Base?.ToBytes()), ("@author", d.Author.ToString()), ("@approvedBy", d.ApprovedBy?.ToString()), ("@approved", d.ApprovedBy is null ? null : d.Digest.ToBytes()),
        ("@changed", d.Changed.ToUnixTimeMilliseconds()), ("@changedBy", d.ChangedBy.ToString()),
    ];

    private static RecordDraft Row(DbDataReader r) => new()
    {
        State = DraftStates.Parse(r.GetString(0)),
        Says = Says((byte[])r[1]),
        Digest = Digest.FromBytes((byte[])r[2]),
        Version = r.GetInt64(3),
        Since = r.GetInt64(4),
        Act = Acts.Parse(r.GetString(5)),
        Note = r.IsDBNull(6) ? null : r.GetString(6),
        Base = r.IsDBNull(7) ? null : Digest.FromBytes((byte[])r[7]),
        Author = Guid.Parse(r.GetString(8)),
        ApprovedBy = r.IsDBNull(9) ? null : Guid.Parse(r.GetString(9)),
        Changed = Time(r.GetInt64(10)),
        ChangedBy = Guid.Parse(r.GetString(11)),
    };

    private static RegisterRecord Says(byte[] bytes) => (RegisterRecord)Document.Read(bytes);

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}

using System.Data.Common;
using Acta.Access;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary>How a change of a draft ended.</summary>
public abstract record DraftOutcome
{
    private DraftOutcome() { }

    /// <summary>It is as asked.</summary>
    public sealed record Done(Draft Draft) : DraftOutcome;

    /// <summary>Somebody saved meanwhile; this is how it stands now. Nothing was lost, nothing was written.</summary>
    public sealed record Conflict(Draft Now) : DraftOutcome;

    /// <summary>Not now, or not you: the key of a sentence in the desk's words.</summary>
    public sealed record Refused(string Why) : DraftOutcome;
}

/// <summary>
/// Texts in the making, with every version of them. Each change is one transaction with its line in the audit trail; who
/// holds an older version than the stored one changes nothing.
/// </summary>
public sealed class Drafts(MainStore store, TimeProvider time)
{
    // Saves of one person that follow each other so closely are one version.
    internal static readonly TimeSpan OneSitting = TimeSpan.FromMinutes(2);

    private const string LineColumns =
        "id, language, state, kind, headline, sections, digest, version, since, act, note, major, base, source, author, assigned, approved_by, changed, changed_by";

    /// <summary>One language version in the making; null where there is none.</summary>
    public static Draft? Find(Reading r, Guid id, string language) => Find(r, id, language, "");

    public Draft? Find(Guid id, string language)
    {
        using var r = store.Read();
        return Find(r, id, language);
    }

    /// <summary>All language versions of an article.</summary>
    public static IReadOnlyList<Draft> Of(Reading r, Guid id) =>
        r.Query($"SELECT {LineColumns}, edition FROM drafts WHERE id = @id ORDER BY created, language", Whole, ("@id", id.ToString()));

    /// <summary>Everything that is not public yet, newest change first.</summary>
    public static IReadOnlyList<DraftLine> Open(Reading r) =>
        r.Query($"SELECT {LineColumns} FROM drafts WHERE state <> 'published' ORDER BY changed DESC", Line);

    /// <summary>Begins a text.</summary>
    public Draft Create(Edition edition, Digest? source, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        var draft = New(edition, Act.Publish, null, source, 1, by);
        Insert(w, draft);
        Keep(w, draft, by.Id);
        Told(w, draft, "draft-new", by, address);
        w.Commit();
        return draft;
    }

    /// <summary>Begins to change what is public: the text as readers have it becomes a draft.</summary>
    /// <param name="published">As it is public.</param>
    /// <param name="digest">Of its document.</param>
    /// <param name="source">Of a translation: the wording it stands for.</param>
    /// <param name="act">Revise or correct.</param>
    /// <param name="by">Who.</param>
    /// <param name="address">From where.</param>
    public DraftOutcome Reopen(Edition published, Digest digest, Digest? source, Act act, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        var known = Find(w, published.Id, published.Language, ForUpdate(w));
        if (known is { State: not DraftState.Published }) return new DraftOutcome.Done(known);
        var draft = New(published with { Correction = null, Salt = "" }, act, digest, source ?? known?.Source, (known?.Version ?? 0) + 1, by);
        if (known is null) Insert(w, draft);
        else Update(w, draft with { Author = known.Author });
        Keep(w, draft, by.Id);
        Told(w, draft, "draft-reopen", by, address);
        w.Commit();
        return new DraftOutcome.Done(draft);
    }

    /// <summary>Saves a text.</summary>
    /// <param name="id">Of which article.</param>
    /// <param name="language">In which language.</param>
    /// <param name="version">The version it was written on.</param>
    /// <param name="write">Makes the new text from the stored one.</param>
    /// <param name="by">Who.</param>
    /// <param name="address">From where.</param>
    /// <param name="byItself">By the script, while somebody writes: such saves of one sitting become one version. One that somebody asked for stays.</param>
    /// <param name="instead">Another text in place of the one that stands there, not the same written on: that one stays among the versions.</param>
    public DraftOutcome Save(Guid id, string language, long version, Func<Draft, Draft> write, Staff by, string? address, bool byItself = false, bool instead = false)
    {
        using var w = store.BeginDeskWrite();
        if (Find(w, id, language, ForUpdate(w)) is not { } now) return new DraftOutcome.Refused("draft.gone");
        if (!by.MayWrite(now)) return new DraftOutcome.Refused("draft.not-yours");
        if (!now.IsOpen) return new DraftOutcome.Refused(now.State == DraftState.Scheduled ? "draft.is-scheduled" : "draft.is-published");
        var next = write(now);
        next = next with
        {
            Digest = Digest.Of(next.Edition.ContentBytes()),
            Kind = next.Edition.Kind,
            Headline = next.Edition.Headline,
            Sections = next.Edition.Sections,
            Changed = time.GetUtcNow(),
            ChangedBy = by.Id,
        };
        var isSame = next.Digest == now.Digest && (next.Act, next.Note, next.Major, next.Source) == (now.Act, now.Note, now.Major, now.Source);
        if (isSame)
        {
            // Saved by itself a moment ago, and now by hand.
            if (!byItself && w.Execute("UPDATE draft_versions SET asked = 1 WHERE id = @id AND language = @language AND number = @number AND asked = 0", ("@id", id.ToString()), ("@language", language), ("@number", now.Version)) > 0) w.Commit();
            return new DraftOutcome.Done(now);
        }
        if (now.Version != version) return new DraftOutcome.Conflict(now);

        // What was approved was this text and no other.
        if (now.State == DraftState.Approved)
        {
            next = next with { State = DraftState.Draft, ApprovedBy = null };
            Told(w, now, "draft-unapprove", by, address, "changed");
        }
        next = next with { Version = now.Version + 1 };
        // Translators hear of it once: as long as their versions are behind already, they know.
        if (next.Edition.EditionKind == EditionKind.Original && Wording.Of(now.Edition) is var before && Wording.Of(next.Edition) != before)
            foreach (var behind in Of(w, id).Where(d => d.Language != language && d.State != DraftState.Published && d.Source == before && d.Edition.TranslationOf?.Language == language))
                Mails.Tell(w, time.GetUtcNow(), "behind", behind.Author, $"/desk/articles/{id}/{behind.Language}");
        Update(w, next);
        if (next.Digest != now.Digest)
        {
            if (now.State is DraftState.Draft or DraftState.Changes && !instead)
                w.Execute("DELETE FROM draft_versions WHERE id = @id AND language = @language AND number = @number AND number > @since AND writer = @writer AND time > @time AND asked = 0 "
                    // A text that somebody was asked about stays as they saw it.
                    + "AND NOT EXISTS (SELECT 1 FROM clearance_texts t WHERE t.digest = draft_versions.digest) "
                    // So does what a translation was made of: what changed since is told by it.
                    + "AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.id = @id AND d.language <> @language AND d.source = @wording)",
                    ("@id", id.ToString()), ("@language", language), ("@number", now.Version), ("@since", now.Since), ("@writer", by.Id.ToString()),
                    ("@time", time.GetUtcNow().Subtract(OneSitting).ToUnixTimeMilliseconds()), ("@wording", Wording.Of(now.Edition).ToBytes()));
            Keep(w, next, by.Id, !byItself);
        }
        w.Commit();
        return new DraftOutcome.Done(next);
    }

    /// <summary>Moves a draft from one state to the next.</summary>
    /// <param name="id">Of which article.</param>
    /// <param name="language">In which language.</param>
    /// <param name="digest">The text that whoever moves it has read.</param>
    /// <param name="step">What is done with it.</param>
    /// <param name="by">Who.</param>
    /// <param name="address">From where.</param>
    /// <param name="also">Done in the same transaction.</param>
    public DraftOutcome Move(Guid id, string language, Digest digest, Step step, Staff by, string? address, Action<Writing, Draft>? also = null)
    {
        using var w = store.BeginDeskWrite();
        if (Find(w, id, language, ForUpdate(w)) is not { } now) return new DraftOutcome.Refused("draft.gone");
        if (now.Digest != digest) return new DraftOutcome.Conflict(now);
        if (step.Refuse(now, by, WritersOf(w, now), DeskSettings.Read(w)) is { } why) return new DraftOutcome.Refused(why);
        var next = now with { State = step.To, ApprovedBy = step == Step.Approve ? by.Id : null, Assigned = null };
        Update(w, next);
        Told(w, next, "draft-" + step.Word, by, address);
        also?.Invoke(w, next);
        w.Commit();
        return new DraftOutcome.Done(next);
    }

    /// <summary>Says who takes care of a text next.</summary>
    public DraftOutcome Assign(Guid id, string language, Guid? to, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (Find(w, id, language, ForUpdate(w)) is not { } now) return new DraftOutcome.Refused("draft.gone");
        if (!by.MayWrite(now)) return new DraftOutcome.Refused("draft.not-yours");
        w.Execute("UPDATE drafts SET assigned = @to WHERE id = @id AND language = @language", ("@to", to?.ToString()), ("@id", id.ToString()), ("@language", language));
        AuditTrail.Add(w, time, by.Actor, "draft-assign", address, to);
        w.Commit();
        return new DraftOutcome.Done(now with { Assigned = to });
    }

    /// <summary>Throws a draft away. What is public stays as it is; the versions of what never was are gone.</summary>
    public DraftOutcome Discard(Guid id, string language, Digest digest, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (Find(w, id, language, ForUpdate(w)) is not { } now) return new DraftOutcome.Refused("draft.gone");
        if (now.Digest != digest) return new DraftOutcome.Conflict(now);
        if (!now.IsOpen) return new DraftOutcome.Refused("draft.is-scheduled");
        if (!(by.MayReview(now) || (now.Author == by.Id && by.MayWrite(now)))) return new DraftOutcome.Refused("draft.not-yours");
        foreach (var table in now.Base is null ? new[] { "drafts", "draft_versions", "comments", "preview_links", "presence" } : ["drafts"])
            w.Execute($"DELETE FROM {table} WHERE id = @id AND language = @language", ("@id", id.ToString()), ("@language", language));
        Told(w, now, "draft-discard", by, address);
        w.Commit();
        return new DraftOutcome.Done(now);
    }

    /// <summary>After its release: the draft is what readers have.</summary>
    public static void Published(Writing w, Draft draft, Digest document, Edition edition, DateTimeOffset now) => Update(w, draft with
    {
        State = DraftState.Published,
        Base = document,
        Edition = edition,
        Digest = Digest.Of(edition.ContentBytes()),
        Note = null,
        Major = false,
        Since = draft.Version + 1,
        Changed = now,
        Assigned = null,
    });

    /// <summary>Sets the state alone, as part of a release.</summary>
    internal static void SetState(Writing w, Guid id, string language, DraftState state) => w.Execute(
        "UPDATE drafts SET state = @state WHERE id = @id AND language = @language", ("@state", state.Word()), ("@id", id.ToString()), ("@language", language));

    /// <summary>The versions of a draft, newest first.</summary>
    public static IReadOnlyList<DraftVersion> Versions(Reading r, Guid id, string language) => r.Query(
        "SELECT number, time, writer, edition FROM draft_versions WHERE id = @id AND language = @language ORDER BY number DESC",
        row => new DraftVersion(row.GetInt64(0), Time(row.GetInt64(1)), Guid.Parse(row.GetString(2)), (Edition)Document.Read((byte[])row[3])),
        ("@id", id.ToString()), ("@language", language));

    /// <summary>Who has written on it since it was public last.</summary>
    public static IReadOnlySet<Guid> WritersOf(Reading r, DraftLine draft) => r.Query(
        "SELECT DISTINCT writer FROM draft_versions WHERE id = @id AND language = @language AND number > @since",
        row => Guid.Parse(row.GetString(0)),
        ("@id", draft.Id.ToString()), ("@language", draft.Language),
        // The first save of a new text is somebody's writing; that of a reopened one is what was public.
        ("@since", draft.Base is null ? draft.Since - 1 : draft.Since)).ToHashSet();

    internal static Draft? Find(Reading r, Guid id, string language, string rest) => r.First(
        $"SELECT {LineColumns}, edition FROM drafts WHERE id = @id AND language = @language{rest}", Whole, ("@id", id.ToString()), ("@language", language));

    internal static string ForUpdate(Writing w) => w.IsPostgres ? " FOR UPDATE" : "";

    internal void Told(Writing w, DraftLine draft, string act, Staff by, string? address, string? detail = null) =>
        AuditTrail.Add(w, time, by.Actor, act, address, draft.Id, draft.Language, draft.Digest.ToBytes(), detail);

    private Draft New(Edition edition, Act act, Digest? published, Digest? source, long version, Staff by) => new()
    {
        Id = edition.Id,
        Language = edition.Language,
        State = DraftState.Draft,
        Kind = edition.Kind,
        Headline = edition.Headline,
        Sections = edition.Sections,
        Edition = edition,
        Digest = Digest.Of(edition.ContentBytes()),
        Version = version,
        Since = version,
        Act = act,
        Base = published,
        Source = source,
        Author = by.Id,
        Changed = time.GetUtcNow(),
        ChangedBy = by.Id,
    };

    private void Keep(Writing w, Draft draft, Guid writer, bool asked = true) => w.Execute(
        "INSERT INTO draft_versions (id, language, number, time, writer, edition, digest, asked) VALUES (@id, @language, @number, @time, @writer, @edition, @digest, @asked)",
        ("@asked", asked ? 1L : 0L),
        ("@id", draft.Id.ToString()), ("@language", draft.Language), ("@number", draft.Version), ("@time", time.GetUtcNow().ToUnixTimeMilliseconds()),
        ("@writer", writer.ToString()), ("@edition", draft.Edition.ContentBytes()), ("@digest", draft.Digest.ToBytes()));

    private static void Insert(Writing w, Draft draft) => w.Execute(
        "INSERT INTO drafts (id, language, state, kind, headline, sections, edition, digest, version, since, act, note, major, base, source, author, assigned, approved_by, approved, created, changed, changed_by) "
        + "VALUES (@id, @language, @state, @kind, @headline, @sections, @edition, @digest, @version, @since, @act, @note, @major, @base, @source, @author, @assigned, @approvedBy, @approved, @changed, @changed, @changedBy)",
        Values(draft));

    private static void Update(Writing w, Draft draft) => w.Execute(
        "UPDATE drafts SET state = @state, kind = @kind, headline = @headline, sections = @sections, edition = @edition, digest = @digest, version = @version, since = @since, act = @act, note = @note, "
        + "major = @major, base = @base, source = @source, author = @author, assigned = @assigned, approved_by = @approvedBy, approved = @approved, changed = @changed, changed_by = @changedBy WHERE id = @id AND language = @language",
        Values(draft));

    private static (string, object?)[] Values(Draft d) =>
    [
        ("@id", d.Id.ToString()), ("@language", d.Language), ("@state", d.State.Word()), ("@kind", d.Kind.Word()), ("@headline", d.Headline), ("@sections", string.Join(' ', d.Sections)),
        ("@edition", d.Edition.ContentBytes()), ("@digest", d.Digest.ToBytes()), ("@version", d.Version), ("@since", d.Since), ("@act", d.Act.Word()), ("@note", d.Note), ("@major", d.Major ? 1L : 0L),
        ("@base", d.Base?.ToBytes()), ("@source", d.Source?.ToBytes()), ("@author", d.Author.ToString()), ("@assigned", d.Assigned?.ToString()), ("@approvedBy", d.ApprovedBy?.ToString()),
        ("@approved", d.ApprovedBy is null ? null : d.Digest.ToBytes()), ("@changed", d.Changed.ToUnixTimeMilliseconds()), ("@changedBy", d.ChangedBy.ToString()),
    ];

    private static DraftLine Line(DbDataReader r) => new()
    {
        Id = Guid.Parse(r.GetString(0)),
        Language = r.GetString(1),
        State = DraftStates.Parse(r.GetString(2)),
        Kind = ArticleKinds.Parse(r.GetString(3)),
        Headline = r.GetString(4),
        Sections = r.GetString(5).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Digest = Digest.FromBytes((byte[])r[6]),
        Version = r.GetInt64(7),
        Since = r.GetInt64(8),
        Act = Acts.Parse(r.GetString(9)),
        Note = r.IsDBNull(10) ? null : r.GetString(10),
        Major = r.GetInt64(11) == 1,
        Base = r.IsDBNull(12) ? null : Digest.FromBytes((byte[])r[12]),
        Source = r.IsDBNull(13) ? null : Digest.FromBytes((byte[])r[13]),
        Author = Guid.Parse(r.GetString(14)),
        Assigned = r.IsDBNull(15) ? null : Guid.Parse(r.GetString(15)),
        ApprovedBy = r.IsDBNull(16) ? null : Guid.Parse(r.GetString(16)),
        Changed = Time(r.GetInt64(17)),
        ChangedBy = Guid.Parse(r.GetString(18)),
    };

    private static Draft Whole(DbDataReader r) => new(Line(r), (Edition)Document.Read((byte[])r[19]));

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}

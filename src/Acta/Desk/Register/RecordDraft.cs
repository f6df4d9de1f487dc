using Acta.Access;
using Acta.Desk.Articles;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Desk.Register;

/// <summary>A record of the register in the making: what a draft is to a text.</summary>
public sealed record RecordDraft
{
    public required DraftState State { get; init; }

    /// <summary>As it would be published.</summary>
    public required RegisterRecord Says { get; init; }

    /// <summary>Names exactly these facts.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Counts the saves.</summary>
    public required long Version { get; init; }

    /// <summary>The first save after what is public now.</summary>
    public required long Since { get; init; }

    /// <summary>What its release will be: publish, revise or correct.</summary>
    public required Act Act { get; init; }

    /// <summary>Of a correction: what was wrong, for those who work here.</summary>
    public string? Note { get; init; }

    /// <summary>The document that it was begun from; null: nothing is public yet.</summary>
    public Digest? Base { get; init; }

    public required Guid Author { get; init; }

    public Guid? ApprovedBy { get; init; }

    public required DateTimeOffset Changed { get; init; }

    public required Guid ChangedBy { get; init; }

    public Guid Id => Says.Id;

    public string Kind => Says.Type;

    /// <summary>Whether it may be changed as it stands.</summary>
    public bool IsOpen => State is not (DraftState.Scheduled or DraftState.Published);
}

/// <summary>One save of a record.</summary>
public sealed record RecordVersion(long Number, DateTimeOffset Time, Guid Writer, RegisterRecord Says);

/// <summary>Who may do what in the register; what is not said is no.</summary>
internal static class RegisterRights
{
    /// <summary>The keeper's work; editors and publishers mend what they come across.</summary>
    public const Roles Writers = Roles.Keeper | Roles.Editor | Roles.Publisher;

    public const Roles Releasers = Roles.Keeper | Roles.Publisher;

    public const Roles Readers = Rights.Readers | Roles.Keeper;
}

/// <summary>One step of a record on its way, with the states it is taken from; releasing is <see cref="Releasing"/>'s.</summary>
public sealed record RecordStep
{
    private readonly IReadOnlyList<DraftState> _from;

    private RecordStep(string word, DraftState to, params DraftState[] from) => (Word, To, _from) = (word, to, from);

    public string Word { get; }

    public DraftState To { get; }

    public static readonly RecordStep Submit = new("submit", DraftState.Review, DraftState.Draft, DraftState.Changes);

    public static readonly RecordStep TakeBack = new("take-back", DraftState.Draft, DraftState.Review);

    public static readonly RecordStep AskChanges = new("ask-changes", DraftState.Changes, DraftState.Review, DraftState.Approved);

    public static readonly RecordStep Approve = new("approve", DraftState.Approved, DraftState.Draft, DraftState.Review, DraftState.Changes);

    public static IReadOnlyList<RecordStep> All { get; } = [Submit, TakeBack, AskChanges, Approve];

    /// <summary>Why somebody can't take this step now: the key of a sentence; null where they may.</summary>
    public string? Refuse(RecordDraft draft, Staff by, IReadOnlySet<Guid> writers, DeskSettings settings)
    {
        if (!by.May(RegisterRights.Writers)) return "draft.not-yours";
        if (!_from.Contains(draft.State)) return "draft.not-now";
        if (this == Approve && settings.TwoForRecords && writers.Contains(by.Id)) return "draft.two-persons";
        if (this == Approve && RegisterRules.Check(draft.Says).Count > 0) return "draft.breach";
        return (this == Approve || this == Submit) && draft.Act == Act.Correct && string.IsNullOrWhiteSpace(draft.Note) ? "correction.no-note" : null;
    }
}

/// <summary>How a change of a record's draft ended.</summary>
public abstract record RecordOutcome
{
    private RecordOutcome() { }

    /// <summary>It is as asked.</summary>
    public sealed record Done(RecordDraft Draft) : RecordOutcome;

    /// <summary>Somebody saved or released meanwhile: how it stands now. Nothing was lost, nothing was written.</summary>
    public sealed record Conflict(RegisterRecord Now, Guid? By) : RecordOutcome;

    /// <summary>Not now, or not you: the key of a sentence in the desk's words.</summary>
    public sealed record Refused(string Why) : RecordOutcome;
}

using System.Text.Json;
using Acta.Access;
using Acta.Desk.Checks;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary>
/// One step of a text on its way, with who may take it and from where: the whole machine of states. Saving, releasing and
/// scheduling are steps too, of <see cref="Drafts"/> and <see cref="Releasing"/>; what does not stand here is refused.
/// </summary>
public sealed record Step
{
    private readonly IReadOnlyList<DraftState> _from;
    private readonly Func<Staff, Draft, bool> _who;

    private Step(string word, DraftState to, IReadOnlyList<DraftState> from, Func<Staff, Draft, bool> who) => (Word, To, _from, _who) = (word, to, from, who);

    public string Word { get; }

    public DraftState To { get; }

    /// <summary>Whoever writes asks an editor to read it.</summary>
    public static readonly Step Submit = new("submit", DraftState.Review, [DraftState.Draft, DraftState.Changes], (s, d) => s.MayWrite(d));

    /// <summary>Whoever asked takes it back to write on.</summary>
    public static readonly Step TakeBack = new("take-back", DraftState.Draft, [DraftState.Review], (s, d) => s.MayWrite(d));

    /// <summary>An editor says what must change.</summary>
    public static readonly Step AskChanges = new("ask-changes", DraftState.Changes, [DraftState.Review, DraftState.Approved], (s, d) => s.MayReview(d));

    /// <summary>An editor answers for it as it stands.</summary>
    public static readonly Step Approve = new("approve", DraftState.Approved, [DraftState.Draft, DraftState.Review, DraftState.Changes], (s, d) => s.MayReview(d));

    public static IReadOnlyList<Step> All { get; } = [Submit, TakeBack, AskChanges, Approve];

    /// <summary>Why somebody can't take this step now: the key of a sentence; null where they may.</summary>
    public string? Refuse(Draft draft, Staff by, IReadOnlySet<Guid> writers, DeskSettings settings)
    {
        if (!_who(by, draft)) return "draft.not-yours";
        if (!_from.Contains(draft.State)) return "draft.not-now";
        if (this == Approve && settings.NeedsTwo(draft.Kind) && writers.Contains(by.Id)) return "draft.two-persons";
        if (this == Approve && Acta.Record.Rules.Check(draft.Edition with { TranslationOf = null }) is { Count: > 0 }) return "draft.breach";
        // Readers are told what was wrong; who approves a correction approves that sentence too.
        if (this == Approve || this == Submit)
            if (draft.Act == Acta.Record.Act.Correct && string.IsNullOrWhiteSpace(draft.Note)) return "correction.no-note";
        return this == Approve ? settings.Lack(draft.Edition) : null;
    }
}

/// <summary>How this desk works; kept in the store, not shown to readers.</summary>
/// <param name="TwoPersons">The kinds of which who approves must not be who wrote.</param>
/// <param name="Lateness">A scheduled release that is later than this waits for a person.</param>
/// <param name="Series">How the numbers of a kind are written, such as <c>No. {n}/{year}</c>; a kind without has none.</param>
public sealed record DeskSettings(IReadOnlySet<ArticleKind> TwoPersons, TimeSpan Lateness, IReadOnlyDictionary<ArticleKind, string> Series)
{
    /// <summary>Of records of the register too, who approves must not be who wrote.</summary>
    public bool TwoForRecords { get; init; }

    /// <summary>Every picture needs a caption.</summary>
    public bool Captions { get; init; }

    /// <summary>Every picture needs a credit.</summary>
    public bool Credits { get; init; }

    /// <summary>What the check before release asks for beside the names of bodies; none by default.</summary>
    public IReadOnlyList<LegalNotice> LegalNotices { get; init; } = [];

    /// <summary>What the pictures of a text lack: the key of a sentence; null where nothing.</summary>
    public string? Lack(Edition edition)
    {
        foreach (var image in Acta.Record.Rules.Images(edition))
        {
            // Null says that it is decoration.
            if (image.Alt is { } alt && string.IsNullOrWhiteSpace(alt)) return "draft.no-alt";
            if (Captions && string.IsNullOrWhiteSpace(image.Caption)) return "draft.no-caption";
            if (Credits && string.IsNullOrWhiteSpace(image.Credit)) return "draft.no-credit";
        }
        return null;
    }

    public bool NeedsTwo(ArticleKind kind) => TwoPersons.Contains(kind);

    public static DeskSettings Read(Reading r)
    {
        var rows = r.Query("SELECT name, value FROM desk_settings", row => (Name: row.GetString(0), Value: row.GetString(1))).ToDictionary(s => s.Name, s => s.Value);
        return new DeskSettings(
            // A statement binds the organisation: four eyes, unless somebody decides otherwise.
            rows.TryGetValue("two-persons", out var kinds) ? Kinds(kinds).ToHashSet() : new HashSet<ArticleKind> { ArticleKind.Statement },
            TimeSpan.FromMinutes(rows.TryGetValue("lateness", out var late) && int.TryParse(late, out var minutes) ? minutes : 15),
            rows.Where(s => s.Key.StartsWith("series.", StringComparison.Ordinal) && s.Value.Length > 0).ToDictionary(s => ArticleKinds.Parse(s.Key["series.".Length..]), s => s.Value))
        {
            TwoForRecords = rows.GetValueOrDefault("two-persons-records") == "yes",
            Captions = rows.GetValueOrDefault("captions") == "yes",
            Credits = rows.GetValueOrDefault("credits") == "yes",
            LegalNotices = rows.TryGetValue("legal-notices", out var notices) ? JsonSerializer.Deserialize<List<LegalNotice>>(notices)! : [],
        };
    }

    public void Write(Writing w)
    {
        Put("two-persons", string.Join(' ', TwoPersons.Select(k => k.Word())));
        Put("two-persons-records", TwoForRecords ? "yes" : "");
        Put("lateness", ((int)Lateness.TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Put("captions", Captions ? "yes" : "");
        Put("credits", Credits ? "yes" : "");
        Put("legal-notices", JsonSerializer.Serialize(LegalNotices));
        foreach (var kind in Enum.GetValues<ArticleKind>()) Put("series." + kind.Word(), Series.GetValueOrDefault(kind, ""));

        void Put(string name, string value) => w.Execute(
            "INSERT INTO desk_settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("@name", name), ("@value", value));
    }

    private static IEnumerable<ArticleKind> Kinds(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ArticleKinds.Parse);
}

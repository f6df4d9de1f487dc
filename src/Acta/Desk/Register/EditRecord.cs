using System.Globalization;
using System.Text.Json;
using Acta.Desk.Articles;
using Acta.Desk.Files;
using Acta.Following;
using Acta.Media;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;
using Acta.Views.Register;

namespace Acta.Desk.Register;

/// <summary><c>/desk/register/{id}</c>: one record, to change, to read over, and to move on its way.</summary>
internal static class EditRecord
{
    /// <summary>An empty form of a kind, perhaps with what is known already: <c>?kind=membership&amp;member=…</c>.</summary>
    public static Task New(DeskRequest r)
    {
        var query = r.Http.Request.Query;
        if (r.Settings is null || query["kind"].ToString() is not { } kind || !RecordFields.Kinds.Contains(kind)) return r.Message(404, "no-page", "/desk/register", r.Words["register.title"]);
        var form = RecordForm.New(r, kind);
        foreach (var field in RecordFields.Of(kind))
            if (query[field.Name].ToString() is { Length: > 0 } known) form.Propose(field.Name, known);
        // A State is chosen by its own button.
        if (query["name"].ToString() is { Length: > 0 } name) form.Propose("name." + r.Words.Language, name);
        return Page(r, new RecordState(Guid.NewGuid(), null, null), form, null, null, 200);
    }

    public static Task Show(DeskRequest r) => ArticleRequest.Id(r) is not { } id ? r.Message(404, "no-page", "/desk/register", r.Words["register.title"])
        // One that turned out to be another leads there.
        : StateOf(r, id) is { Draft: null, Published.State: "merged" } && IntoOf(r, id) is { } into ? r.Go($"/desk/register/{into}")
        : StateOf(r, id) is { Says: { } says } state ? Page(r, state, RecordForm.Of(r, says), says, null, 200) : r.Message(404, "no-page", "/desk/register", r.Words["register.title"]);

    /// <summary>The page with what went wrong.</summary>
    public static Task Show(DeskRequest r, Guid id, string fault, int status) =>
        StateOf(r, id) is { Says: { } says } state ? Page(r, state, RecordForm.Of(r, says), says, fault, status) : r.Message(404, "no-page", "/desk/register", r.Words["register.title"]);

    public static async Task Save(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id || r.Settings is null)
        {
            await r.Message(404, "no-page");
            return;
        }
        var state = StateOf(r, id) ?? new RecordState(id, null, null);
        var kind = state.Says?.Type ?? await r.Field("kind");
        if (!RecordFields.Kinds.Contains(kind))
        {
            await r.Message(404, "no-page");
            return;
        }
        var form = await RecordForm.Read(r, kind);
        var asked = await r.Field("do");
        if (asked.StartsWith("add:", StringComparison.Ordinal) || asked.StartsWith("look:", StringComparison.Ordinal))
        {
            // Nothing is saved yet: the form comes back with a row more, or with what was found.
            await Page(r, state, form, state.Says, null, 200);
            return;
        }
        if (asked.StartsWith("upload:", StringComparison.Ordinal))
        {
            await Upload(r, state, form, asked[7..]);
            return;
        }
        if (asked == "check")
        {
            await Check(r, form.ApplyTo(r, id, state.Says));
            return;
        }
        if (r.WantsJson)
        {
            await SaveByItself(r, state, form);
            return;
        }
        if (form.ApplyTo(r, id, state.Says) is not { } record)
        {
            await Page(r, state, form, state.Says, form.Faults.GetValueOrDefault("") is { } broken ? broken : r.Words["rf.faults"], 400);
            return;
        }
        switch (await Save(r, state, record, false))
        {
            case RecordOutcome.Done done when asked == "submit":
                await RecordMoves.Do(r, done.Draft, RecordStep.Submit);
                break;
            case RecordOutcome.Done done when asked == "release":
                await r.Go($"/desk/register/release?id={done.Draft.Id}");
                break;
            case RecordOutcome.Done:
                await r.Go($"/desk/register/{id}", "saved");
                break;
            case RecordOutcome.Conflict conflict:
                var now = StateOf(r, id)!;
                await Page(r, now, form, record, r.Words.Text("record.conflict", ("name", conflict.By is { } by ? r.Names().GetValueOrDefault(by, r.Words["actor.stranger"]) : r.Words["actor.stranger"])), 409, conflict.Now);
                break;
            case RecordOutcome.Refused refused:
                await Page(r, state, form, record, r.Words[refused.Why], refused.Why == "draft.not-yours" ? 403 : 409);
                break;
        }
    }

    /// <summary>A record as it is in the making and as it is public; null where there is neither.</summary>
    public static RecordState? StateOf(DeskRequest r, Guid id)
    {
        using var reading = r.Need<MainStore>().Read();
        var draft = RecordDrafts.Find(reading, id);
        var published = RecordDrafts.Public(reading, id);
        return draft is null && published is null ? null : new RecordState(id, draft is { State: DraftState.Published } ? null : draft, published) { Version = draft?.Version ?? 0 };
    }

    // Where a public event is moved, what it was planned as is kept, unless it stands there already.
    private static RegisterRecord WithFormerPlan(RegisterRecord record, RegisterRecord? before)
    {
        if (record is not Event { Status: "moved" or "postponed" } now || before is not Event { When: { } when } was || (was.When == now.When && was.Place == now.Place)) return record;
        return now.Before.Any(b => b.When == when) ? record : now with { Before = [.. now.Before, new FormerPlan(when, was.Place == now.Place ? null : was.Place)] };
    }

    // By the script, while somebody writes: what the record says so far, where it can be one; told in JSON.
    private static async Task SaveByItself(DeskRequest r, RecordState state, RecordForm form)
    {
        var answer = new Dictionary<string, object?> { ["faults"] = form.Faults };
        if (form.ApplyTo(r, state.Id, state.Says) is not { } record) answer["refused"] = r.Words["rf.unsaved"];
        else if (state.Says is null && record is not Membership && record.Name.IsEmpty) answer["refused"] = r.Words["rf.unsaved.name"];
        // Who only reads begins no change.
        else if (state is { Draft: null, Published: { } published } && await r.Field("act") != "correct" && (await r.Field("note")).Length == 0 && (published.Says with { Correction = null }).ContentBytes().AsSpan().SequenceEqual((record with { Correction = null }).ContentBytes())) Tell(state.Version, published.Digest, "", null);
        else
            switch (await Save(r, state, record, true))
            {
                case RecordOutcome.Done done:
                    using (var reading = r.Need<MainStore>().Read()) answer["title"] = DraftedRegister.Of(reading, done.Draft.Says).NameOf(done.Draft.Says, r.Words);
                    Tell(done.Draft.Version, done.Draft.Digest, r.Words.Text("edit.saved-at", ("time", TimeZoneInfo.ConvertTime(done.Draft.Changed, r.Zone).ToString("HH:mm", CultureInfo.InvariantCulture))), done.Draft.State);
                    break;
                case RecordOutcome.Conflict conflict:
                    r.Http.Response.StatusCode = 409;
                    (answer["conflict"], answer["by"]) = (true, conflict.By is { } by ? r.Names().GetValueOrDefault(by, r.Words["actor.stranger"]) : r.Words["actor.stranger"]);
                    break;
                case RecordOutcome.Refused refused:
                    r.Http.Response.StatusCode = 403;
                    answer["refused"] = r.Words[refused.Why];
                    break;
            }
        await r.Json(JsonSerializer.Serialize(answer));

        void Tell(long version, Digest digest, string saved, DraftState? now)
        {
            IReadOnlyList<string> others;
            using (var reading = r.Need<MainStore>().Read()) others = Presence.Others(reading, r, state.Id, "");
            Presence.Seen(r, state.Id, "");
            (answer["version"], answer["digest"], answer["saved"]) = (version, digest.Hex, saved);
            answer["others"] = others.Count == 0 ? "" : r.Words.Text("edit.others", ("names", string.Join(", ", others)));
            if (now is { } word) (answer["at"], answer["state"], answer["stateWord"]) = ($"/desk/register/{state.Id}", r.Words["state." + word.Word()], word.Word());
        }
    }

    private static async Task<RecordOutcome> Save(DeskRequest r, RecordState state, RegisterRecord record, bool byItself)
    {
        _ = long.TryParse(await r.Field("version"), out var version);
        Digest? from = Digest.TryParse(await r.Field("base"), out var named) ? named : null;
        var note = (await r.Field("note")).Normalize();
        return r.Need<RecordDrafts>().Save(WithFormerPlan(record, state.Published?.Says), version, from, await r.Field("act") == "correct" ? Act.Correct : Act.Revise, note.Length == 0 ? null : note, r.Staff, r.Address, byItself);
    }

    // Asked by the script while one writes: what the record would contradict as it stands in the form. Nothing is saved.
    private static Task Check(DeskRequest r, RegisterRecord? record)
    {
        if (record is null) return r.Json("[]");
        using var reading = r.Need<MainStore>().Read();
        var register = DraftedRegister.Of(reading, record);
        return r.Json(JsonSerializer.Serialize(RegisterRules.Check(record).Where(b => !Breaches.IsUnfinished(b)).Select(b => (Breaches.Say(b, r.Words, record).Sentence, IsWarning: false, Other: record.Id))
            .Concat(register.Against(record, r.Words, r.Today)).Concat(Namesakes(r, reading, register, record)).Select(c => new { sentence = c.Sentence, warning = c.IsWarning, at = c.Other == record.Id ? null : $"/desk/register/{c.Other}" })));
    }

    // Of a record that is new: what is public is called as it is.
    private static IEnumerable<(string Sentence, bool IsWarning, Guid Other)> Namesakes(DeskRequest r, Reading reading, DraftedRegister register, RegisterRecord record) =>
        FindRecord.OfSameSymbol(r, register, record).Concat(RecordDrafts.Public(reading, record.Id) is null ? FindRecord.Namesakes(r, register, record) : []);

    // Without a script: the button beside a file. The file is kept in the library and chosen; nothing else is saved yet.
    private static async Task Upload(DeskRequest r, RecordState state, RecordForm form, string name)
    {
        string? fault = null;
        try
        {
            var file = await Uploading.Take(r, "upload." + name);
            Uploading.Note(r, "media-add", file);
            form.Set(name, file.Id.ToString());
        }
        catch (Exception e) when (e is UploadRefused or UserError or StorageFault)
        {
            fault = form.Faults[name] = Uploading.Told(r, e);
        }
        await Page(r, state, form, state.Says, fault, fault is null ? 200 : 400);
    }

    private static Guid? IntoOf(DeskRequest r, Guid id)
    {
        using var views = r.Need<ViewsDb>().Read();
        return new RegisterQueries(views).Find(id)?.Id is { } into && into != id ? into : null;
    }

    private static Task Page(DeskRequest r, RecordState state, RecordForm form, RegisterRecord? says, string? fault, int status, RegisterRecord? other = null)
    {
        var w = r.Words;
        using var reading = r.Need<MainStore>().Read();
        var register = DraftedRegister.Of(reading, says);
        var drafts = RecordDrafts.Open(reading);
        var picked = new Dictionary<Guid, FoundRecord>();
        foreach (var value in RecordFields.Of(form.Kind).SelectMany(f => Named(f, f.Name, form)))
            if (Guid.TryParseExact(value, "D", out var id))
                if (register.Find(id) is { } known) picked[id] = FindRecord.Of(r, register, known);
                else if (FileRows.Find(reading, id) is { } file) picked[id] = LibraryPage.Of(file, w);
        var title = says is null ? w.Text("register.begin", ("kind", w["register.new." + form.Kind])) : register.NameOf(says, w);
        var writers = state.Draft is { } d ? RecordDrafts.WritersOf(reading, d) : new HashSet<Guid>();
        var settings = DeskSettings.Read(reading);
        var frame = r.Frame(title);
        if (says is not null) Presence.Seen(r, state.Id, "");
        return r.Page(Slices.EditRecord.Create(new EditRecordModel(frame, state, form, says, fault)
        {
            MayWrite = r.Staff.May(RegisterRights.Writers) && state.Draft?.State != DraftState.Scheduled && state.Published is not { State: "withdrawn" },
            MayRelease = r.Staff.May(RegisterRights.Releasers),
            Steps = state.Draft is { } draft ? [.. RecordStep.All.Where(s => s.Refuse(draft, r.Staff, writers, settings) is null or "draft.breach" or "correction.no-note")] : [],
            NeedsAnother = state.Draft is { } of && RecordStep.Approve.Refuse(of, r.Staff, writers, settings) is "draft.two-persons",
            Breaches = says is null || state.Draft is null ? [] : [.. RegisterRules.Check(says).Select(b => Breaches.Say(b, w, says))],
            Against = says is null || (state.Draft is null && fault is null) ? [] : [.. register.Against(says, w, r.Today), .. Namesakes(r, reading, register, says)],
            Terms = says is null ? null : TermTable.Of(says, register, drafts.ToDictionary(x => x.Id, x => x.State.Word()), w, r.Today),
            Picked = picked,
            Found = form.Looking is { } looking && Field(form.Kind, looking) is { } field ? field.Files is { } files ? LibraryPage.Find(r, form.Sought, files) : FindRecord.Find(r, form.Sought, field.Kinds) : null,
            Changes = other is not null && says is not null ? RecordChanges.Between(other, says, register, w) : state is { Draft: { } changed, Published: { } before } ? RecordChanges.Between(before.Says, changed.Says, register, w) : [],
            IsConflict = other is not null,
            IsTyped = HttpMethods.IsPost(r.Http.Request.Method),
            Comments = Comments.Of(reading, state.Id, ""),
            Others = Presence.Others(reading, r, state.Id, ""),
            Planned = Planned.Of(reading, state.Id, ""),
            Names = r.Names(),
            Listed = r.Need<RegisterList>().Find(state.Id),
            Prose = RecordProse.Of(r, reading, says),
            NamedBy = state is { Published.State: not "withdrawn", Draft: null } && r.Staff.May(RegisterRights.Releasers) ? Naming(r, state.Id) : [],
        }), status);
    }

    // Articles that readers can read and that link to the record.
    private static List<PublicLine> Naming(DeskRequest r, Guid id)
    {
        using var views = r.Need<ViewsDb>().Read();
        return [.. new RegisterQueries(views).Articles(id).Select(a => a.Article).Distinct().Select(r.Need<PublishedList>().Find).OfType<PublicArticle>()
            .Select(a => a.Versions.Where(v => v.IsReadable).OrderByDescending(v => v.Language == r.Words.Language).FirstOrDefault()).OfType<PublicLine>().OrderByDescending(l => l.Changed)];
    }

    /// <summary>The field of a name: <c>participants.3.who</c> is of the rows <c>participants</c>.</summary>
    internal static RecordField? Field(string kind, string name)
    {
        RecordField? found = null;
        IReadOnlyList<RecordField> fields = RecordFields.Of(kind);
        foreach (var part in name.Split('.').Where(p => p.Length > 0 && !char.IsAsciiDigit(p[0])))
        {
            found = fields.FirstOrDefault(f => f.Name == part);
            if (found is null) return null;
            fields = found.Parts;
        }
        return found;
    }

    private static IEnumerable<string> Named(RecordField field, string name, RecordForm form) => field.Kind switch
    {
        FieldKind.Record or FieldKind.Records or FieldKind.Picture or FieldKind.File => form.All(name),
        FieldKind.Group => field.Parts.SelectMany(p => Named(p, $"{name}.{p.Name}", form)),
        FieldKind.Rows => form.Rows(name).SelectMany(i => field.Parts.SelectMany(p => Named(p, $"{name}.{i}.{p.Name}", form))),
        _ => [],
    };
}

/// <summary>A record as it is in the making, and as it is public.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Draft">What is in the making; null: nothing.</param>
/// <param name="Published">What is public, or was; null: nothing.</param>
public sealed record RecordState(Guid Id, RecordDraft? Draft, (RegisterRecord Says, Digest Digest, string State)? Published)
{
    /// <summary>Of the last save.</summary>
    public long Version { get; init; }

    /// <summary>As it stands at the desk.</summary>
    public RegisterRecord? Says => Draft?.Says ?? Published?.Says;
}

public sealed record EditRecordModel(DeskFrame Frame, RecordState State, RecordForm Form, RegisterRecord? Says, string? Fault)
{
    public bool MayWrite { get; init; }

    public bool MayRelease { get; init; }

    /// <summary>What is written about it, by language.</summary>
    public IReadOnlyList<ProseLine> Prose { get; init; } = [];

    public IReadOnlyList<RecordStep> Steps { get; init; } = [];

    /// <summary>Whether somebody else must approve it.</summary>
    public bool NeedsAnother { get; init; }

    /// <summary>What must hold of it by itself and does not.</summary>
    public IReadOnlyList<(string Sentence, bool IsOurs)> Breaches { get; init; } = [];

    /// <summary>What it contradicts.</summary>
    public IReadOnlyList<(string Sentence, bool IsWarning, Guid Other)> Against { get; init; } = [];

    public TermTable? Terms { get; init; }

    /// <summary>The records and files that the form names.</summary>
    public IReadOnlyDictionary<Guid, FoundRecord> Picked { get; init; } = new Dictionary<Guid, FoundRecord>();

    /// <summary>What was found for the field that somebody looked into without a script.</summary>
    public IReadOnlyList<FoundRecord>? Found { get; init; }

    /// <summary>What differs from what is public, or, in a conflict, from what somebody else has saved.</summary>
    public IReadOnlyList<RecordChange> Changes { get; init; } = [];

    public bool IsConflict { get; init; }

    /// <summary>The form has what was sent, which is not saved.</summary>
    public bool IsTyped { get; init; }

    /// <summary>Whether it is saved while somebody writes. What was approved, and what two have written, is saved by whoever means it.</summary>
    public bool SavesByItself => MayWrite && !IsConflict && State.Draft?.State != DraftState.Approved;

    public IReadOnlyList<Comment> Comments { get; init; } = [];

    /// <summary>Who else has it open now.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public PlannedRelease? Planned { get; init; }

    public IReadOnlyDictionary<Guid, string> Names { get; init; } = new Dictionary<Guid, string>();

    public ListedRecord? Listed { get; init; }

    /// <summary>The articles that link to it, which a removal leaves without the link.</summary>
    public IReadOnlyList<PublicLine> NamedBy { get; init; } = [];

    public string At => $"/desk/register/{State.Id}";

    /// <summary>One field of the form, or one within a row.</summary>
    public RecordFieldModel Part(RecordField field, string name) => new(this, field, name);
}

/// <summary>One field as it is shown.</summary>
/// <param name="Of">The page.</param>
/// <param name="Field">What is typed.</param>
/// <param name="Name">Its name in the form.</param>
public sealed record RecordFieldModel(EditRecordModel Of, RecordField Field, string Name)
{
    private string Path => string.Join('.', Name.Split('.').Where(p => p.Length == 0 || !char.IsAsciiDigit(p[0])));

    public string Label => RecordFields.Label(Of.Frame.Words, Of.Form.Kind, Path);

    public string? Hint => RecordFields.Hint(Of.Frame.Words, Of.Form.Kind, Path);

    public string? Fault => Of.Form.Faults.GetValueOrDefault(Name);

    public string Id => Name.Replace('.', '-');

    public PickerModel Picker => new(Of.Frame, Name, Field.Kind == FieldKind.Picture ? Of.Frame.Words["rf.picture.file"] : Label, Field.Kinds, Field.Kind == FieldKind.Records)
    {
        Files = Field.Files,
        Hint = Hint,
        Fault = Fault,
        Picked = [.. Of.Form.All(Name).Select(v => Guid.TryParseExact(v, "D", out var id) ? Of.Picked.GetValueOrDefault(id) ?? new FoundRecord(id, Of.Frame.Words[Field.Files is null ? "record.unknown" : "rf.picture.as-is"], null, "", "", false) : null).OfType<FoundRecord>()],
        Found = Of.Form.Looking == Name ? Of.Found : null,
        Sought = Of.Form["look." + Name],
    };
}

/// <summary>A field that names other records, or files: those that are chosen, and a search for others.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Name">The field's name.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Kinds">The kinds it may name; none: all.</param>
/// <param name="Many">Whether several may be chosen.</param>
public sealed record PickerModel(DeskFrame Frame, string Name, string Label, IReadOnlyList<string> Kinds, bool Many)
{
    public string? Hint { get; init; }

    public string? Fault { get; init; }

    public IReadOnlyList<FoundRecord> Picked { get; init; } = [];

    /// <summary>What was found without a script; null: nothing was looked for.</summary>
    public IReadOnlyList<FoundRecord>? Found { get; init; }

    public string Sought { get; init; } = "";

    /// <summary>Where files of the media library are chosen: of what kind; null: records are.</summary>
    public string? Files { get; init; }

    /// <summary>For the script: where a record that was not found is begun, by what the link says.</summary>
    public string Makes => System.Text.Json.JsonSerializer.Serialize(Kinds.Where(k => k != "membership").ToDictionary(k => k, k => Frame.Words.Text("register.begin", ("kind", Frame.Words["register.new." + k]))));

    public string Id => Name.Replace('.', '-');
}

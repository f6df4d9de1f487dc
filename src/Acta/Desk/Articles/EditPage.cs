using System.Text.Json;
using Acta.Access;
using Acta.Desk.Files;
using Acta.Desk.Register;
using Acta.Desk.Translation;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary><c>/desk/articles/{id}/{lang}</c>: one language version, to write, to read over, and to move on its way.</summary>
internal static class EditPage
{
    public static Task Show(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Settings is null) return r.Message(404, "no-page");
        if (r.Need<Drafts>().Find(id, language) is { State: not DraftState.Published } draft) return Show(r, draft, null, null, 200);
        return r.Need<PublishedList>().Find(id) is null ? r.Message(404, "no-page") : r.Go($"/desk/articles/{id}");
    }

    /// <summary>Saves: of a form, and goes on; of the script that saves while one writes, and answers in JSON.</summary>
    public static async Task Save(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Settings is not { } settings)
        {
            await r.Message(404, "no-page");
            return;
        }
        var isScript = r.WantsJson;
        var form = await DraftForm.Read(r);
        _ = long.TryParse(await r.Field("version"), out var version);
        var asked = await r.Field("do");
        var zone = r.Zone;
        var outcome = r.Need<Drafts>().Save(id, language, version, now => form.ApplyTo(now, settings, zone, r.Words, file => FileRows.Placed(r, file)), r.Staff, r.Address, isScript);
        switch (outcome)
        {
            case DraftOutcome.Done done when isScript:
                await Told(r, done.Draft, form.Faults);
                break;
            // Without a script a search for a record saves, and comes back with what was found.
            case DraftOutcome.Done done when asked.StartsWith("look:", StringComparison.Ordinal):
                await Show(r, done.Draft, form.Faults.Count > 0 ? form : null, form.Faults.Count > 0 ? r.Words["edit.faults"] : null, form.Faults.Count > 0 ? 400 : 200, asked[5..], await r.Field("look." + asked[5..]));
                break;
            case DraftOutcome.Done done when form.Faults.Count > 0:
                await Show(r, done.Draft, form, r.Words["edit.faults"], 400);
                break;
            case DraftOutcome.Done when Step.All.FirstOrDefault(s => s.Word == r.Http.Request.Query["then"].ToString()) is { } step:
                await Moving.Do(r, step);
                break;
            case DraftOutcome.Done:
                await r.Go($"/desk/articles/{id}/{language}", "saved");
                break;
            case DraftOutcome.Conflict conflict when isScript:
                r.Http.Response.StatusCode = 409;
                await r.Json(JsonSerializer.Serialize(new Dictionary<string, object?> { ["conflict"] = true, ["by"] = NameOf(r, conflict.Now.ChangedBy), ["version"] = conflict.Now.Version }));
                break;
            case DraftOutcome.Conflict conflict:
                await Merge(r, conflict.Now, form);
                break;
            case DraftOutcome.Refused refused when isScript:
                r.Http.Response.StatusCode = 403;
                await r.Json(JsonSerializer.Serialize(new Dictionary<string, object?> { ["refused"] = r.Words[refused.Why] }));
                break;
            case DraftOutcome.Refused refused:
                await r.Message(403, refused.Why);
                break;
        }
    }

    /// <summary>The page with a fault: of a step that was refused, of fields that can't be read.</summary>
    public static Task Show(DeskRequest r, Draft draft, DraftForm? typed, string? fault, int status, string? looking = null, string sought = "")
    {
        var (store, published) = (r.Need<MainStore>(), r.Need<PublishedList>());
        var people = r.Need<Access.People>().All();
        using var reading = store.Read();
        var form = DraftForm.Of(draft, r.Zone);
        var original = OriginalOf(reading, draft, published);
        var before = original is { HasMoved: true } && draft.Source is { } source ? AgencyFiles.AsItWas(r, reading, draft, source) : null;
        var writers = Drafts.WritersOf(reading, draft);
        var desk = DeskSettings.Read(reading);
        var sheets = Clearance.Clearances.Of(reading, draft.Id).Where(s => !s.Closed).ToList();
        Presence.Seen(r, draft.Id, draft.Language);
        return r.Page(Slices.EditArticle.Create(new EditModel(
            r.Frame(draft.Headline.Length > 0 ? draft.Headline : r.Words["article.untitled"]), draft, typed is null ? form : form.Over(typed), fault,
            draft.IsOpen && r.Staff.MayWrite(draft),
            [.. Step.All.Where(s => s.Refuse(draft, r.Staff, writers, desk) is null or "draft.breach" or "draft.no-caption" or "draft.no-credit" or "draft.no-alt" or "correction.no-note")],
            Step.Approve.Refuse(draft, r.Staff, writers, desk) is "draft.two-persons",
            Comments.Of(reading, draft.Id, draft.Language),
            people.ToDictionary(p => p.Id, p => p.Name),
            [.. people.Where(p => p.MayWrite(draft))],
            Presence.Others(reading, r, draft.Id, draft.Language),
            original, before is null ? null : SourceChanges.Between(before, original!.Edition, draft.Edition, r.Zone),
            published.Find(draft.Id)?.Versions.FirstOrDefault(v => v.Language == draft.Language),
            Planned.Of(reading, draft.Id, draft.Language),
            FileRows.Pictures(reading, 100))
        {
            Outside = [.. sheets.SelectMany(s =>
                s.Remarks.Where(m => m.Language == draft.Language).Select(m => new OutsideRemark(s.Parties.First(p => p.Id == m.Party).Name, m.Time, m.Quote, m.Text, false))
                    .Concat(s.Answers.Where(a => a.Language == draft.Language && a.Comment is not null).Select(a => new OutsideRemark(s.Parties.First(p => p.Id == a.Party).Name, a.Time, null, a.Comment!, a.Said == "objected"))))
                .OrderBy(m => m.Time)],
            Records = Pickers(r, reading, typed is null ? form : form.Over(typed), looking, sought),
            IsChanging = draft.State == DraftState.Approved && (typed is not null || r.Http.Request.Query["change"] == "yes"),
            Cleared = sheets.Sum(s => s.Texts.Where(t => t.Language == draft.Language && !t.IsChanged)
                .Sum(t => s.Parties.Count(p => s.WordOf(p, t, r.Need<TimeProvider>().GetUtcNow()) is Clearance.Word.Approved or Clearance.Word.Silence))),
        }), status);
    }

    // A field for each thing that a record may be to an article.
    private static List<PickerModel> Pickers(DeskRequest r, Reading reading, DraftForm form, string? looking, string sought)
    {
        var register = DraftedRegister.Of(reading);
        return
        [
            .. RecordLink.Rels.Select(rel => (Name: "records-" + rel, Kinds: rel switch { "covers" => new[] { "event" }, "announces" => ["decision"], "speaker" => ["person"], _ => [] })).Select(f => new PickerModel(r.Frame(""), f.Name, r.Words["field." + f.Name], f.Kinds, true)
            {
                Picked = [.. form[f.Name].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => Guid.TryParse(i, out var id) ? register.Find(id) is { } says ? FindRecord.Of(r, register, says) : new FoundRecord(id, r.Words["record.unknown"], null, "", "", false) : null).OfType<FoundRecord>()],
                Found = looking == f.Name ? FindRecord.Find(r, sought, f.Kinds) : null,
                Sought = looking == f.Name ? sought : "",
            }),
        ];
    }

    // The text that a translation stands beside: in the making where it is, else as it is public.
    internal static OriginalText? OriginalOf(Reading reading, Draft draft, PublishedList published)
    {
        if (draft.Edition.TranslationOf is not { Outlet: null, Url: null, Language: var language }) return null;
        var open = Drafts.Find(reading, draft.Id, language);
        var line = published.Find(draft.Id)?.Versions.FirstOrDefault(v => v.Language == language);
        var edition = open is { State: not DraftState.Published } ? open.Edition : line?.Digest is { } digest && reading.Document(digest).Bytes is { } bytes ? (Edition)Document.Read(bytes) : open?.Edition;
        return edition is null ? null : new OriginalText(edition, Wording.Of(edition), draft.Source is { } source && source != Wording.Of(edition));
    }

    // Both texts stand side by side, with the writer's own in a form that saves on top of the other.
    internal static Task Merge(DeskRequest r, Draft now, DraftForm typed)
    {
        var form = DraftForm.Of(now, r.Zone);
        var differing = DraftForm.Names.Where(n => typed.Has(n) && typed[n].Trim() != form[n].Trim()).ToList();
        return r.Page(Slices.Merge.Create(new MergeModel(r.Frame(r.Words["merge.title"]), now, form, typed, differing, NameOf(r, now.ChangedBy))), 409);
    }

    private static Task Told(DeskRequest r, Draft draft, Dictionary<string, string> faults)
    {
        IReadOnlyList<string> others;
        using (var reading = r.Need<MainStore>().Read()) others = Presence.Others(reading, r, draft.Id, draft.Language);
        Presence.Seen(r, draft.Id, draft.Language);
        return r.Json(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["version"] = draft.Version,
            ["digest"] = draft.Digest.Hex,
            ["state"] = r.Words["state." + draft.State.Word()],
            ["stateWord"] = draft.State.Word(),
            ["saved"] = r.Words.Text("edit.saved-at", ("time", TimeZoneInfo.ConvertTime(draft.Changed, r.Zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))),
            ["others"] = others.Count == 0 ? "" : r.Words.Text("edit.others", ("names", string.Join(", ", others))),
            ["faults"] = faults,
        }));
    }

    private static string NameOf(DeskRequest r, Guid id) => r.Need<Access.People>().Find(id)?.Name ?? r.Words["actor.stranger"];
}

/// <summary>The original that a translation is made from.</summary>
/// <param name="Edition">As it stands now.</param>
/// <param name="Wording">What a translation of it as it stands now names.</param>
/// <param name="HasMoved">Whether it was changed since the translation was made.</param>
public sealed record OriginalText(Edition Edition, Digest Wording, bool HasMoved);

public sealed record EditModel(
    DeskFrame Frame, Draft Draft, DraftForm Form, string? Fault, bool MayWrite, IReadOnlyList<Step> Steps, bool NeedsAnother, IReadOnlyList<Comment> Comments,
    IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<Staff> Colleagues, IReadOnlyList<string> Others, OriginalText? Original, IReadOnlyList<SourceChange>? Changes, PublicLine? Public, PlannedRelease? Planned, IReadOnlyList<(MediaFile File, FocalPoint? Focal)> Pictures)
{
    /// <summary>What people outside say of it.</summary>
    public IReadOnlyList<OutsideRemark> Outside { get; init; } = [];

    /// <summary>The fields for records that the article names as a whole.</summary>
    public IReadOnlyList<PickerModel> Records { get; init; } = [];

    /// <summary>An approved text that somebody has decided to change.</summary>
    public bool IsChanging { get; init; }

    /// <summary>How many outsiders have agreed to exactly this text.</summary>
    public int Cleared { get; init; }
}

/// <summary>A remark from a clearance sheet.</summary>
public sealed record OutsideRemark(string Party, DateTimeOffset Time, string? Quote, string Text, bool Objects);

public sealed record MergeModel(DeskFrame Frame, Draft Now, DraftForm Theirs, DraftForm Mine, IReadOnlyList<string> Differing, string By);

using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary>The versions of a draft: to compare, and to bring back.</summary>
internal static class VersionsPage
{
    public static Task Show(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language)) return r.Message(404, "no-page");
        using var reading = r.Need<MainStore>().Read();
        var versions = Drafts.Versions(reading, id, language);
        if (versions.Count == 0 || Drafts.Find(reading, id, language) is not { } draft) return r.Message(404, "no-page");
        var query = r.Http.Request.Query;
        var newer = versions.FirstOrDefault(v => v.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == query["of"]) ?? versions[0];
        var older = versions.FirstOrDefault(v => v.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == query["with"]) ?? versions.FirstOrDefault(v => v.Number < newer.Number) ?? newer;
        if (older.Number > newer.Number) (older, newer) = (newer, older);
        var zone = r.Zone;
        var (before, after) = (Fields(older, draft, zone), Fields(newer, draft, zone));
        var changes = DraftForm.Names.Where(n => before[n] != after[n]).Select(n => new FieldChange(n, WordDiff.Of(before[n], after[n]))).ToList();
        return r.Page(Slices.Versions.Create(new VersionsModel(
            r.Frame(r.Words["versions.title"]), draft, versions, older, newer, changes, draft.IsOpen && r.Staff.MayWrite(draft), r.Names())));
    }

    /// <summary>Brings a version back: as a further save, so that nothing after it is lost.</summary>
    public static async Task Restore(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || !long.TryParse(await r.Field("number"), out var number) || !long.TryParse(await r.Field("version"), out var version))
        {
            await r.Message(404, "no-page");
            return;
        }
        Edition? old;
        using (var reading = r.Need<MainStore>().Read()) old = Drafts.Versions(reading, id, language).FirstOrDefault(v => v.Number == number)?.Edition;
        if (old is null)
        {
            await r.Message(404, "no-page");
            return;
        }
        switch (r.Need<Drafts>().Save(id, language, version, d => d with { Edition = old }, r.Staff, r.Address))
        {
            case DraftOutcome.Done:
                await r.Go($"/desk/articles/{id}/{language}", "restored");
                break;
            case DraftOutcome.Conflict conflict:
                await EditPage.Show(r, conflict.Now, null, r.Words["draft.changed"], 409);
                break;
            case DraftOutcome.Refused refused:
                await r.Message(403, refused.Why);
                break;
        }
    }

    private static DraftForm Fields(DraftVersion version, Draft draft, TimeZoneInfo zone) => DraftForm.Of(draft with { Edition = version.Edition }, zone);
}

/// <summary>What differs in one field.</summary>
public sealed record FieldChange(string Field, IReadOnlyList<DiffPart> Parts);

public sealed record VersionsModel(
    DeskFrame Frame, Draft Draft, IReadOnlyList<DraftVersion> Versions, DraftVersion Older, DraftVersion Newer, IReadOnlyList<FieldChange> Changes, bool MayWrite, IReadOnlyDictionary<Guid, string> Names);

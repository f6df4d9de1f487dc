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
        var frame = r.Frame(r.Words["versions.title"]);
        return r.Page(Slices.Versions.Create(new VersionsModel(
            frame, draft, versions, older, newer, RevisionChange.Between(older.Edition, newer.Edition, r.Zone, frame), draft.IsOpen && r.Staff.MayWrite(draft), r.Names())
        {
            IsReordered = RevisionChange.AreReordered(older.Edition, newer.Edition),
        }));
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
        switch (r.Need<Drafts>().Save(id, language, version, d => d with { Edition = old }, r.Staff, r.Address, instead: true))
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
}

public sealed record VersionsModel(
    DeskFrame Frame, Draft Draft, IReadOnlyList<DraftVersion> Versions, DraftVersion Older, DraftVersion Newer, IReadOnlyList<RevisionChange> Changes, bool MayWrite, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>Whether passages stand in another order.</summary>
    public bool IsReordered { get; init; }
}

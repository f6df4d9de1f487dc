using Acta.Access;
using Acta.Desk.Articles;
using Acta.Desk.Files;
using Acta.Following;
using Acta.Pages;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Desk.Site;

/// <summary><c>/desk/site</c>: what readers see of the site itself, to change, to look at, and to publish now or later.</summary>
internal static class SitePage
{
    public static Task Show(DeskRequest r)
    {
        using var reading = r.Need<MainStore>().Read();
        if (CurrentSettings.Of(reading) is not var (current, digest)) return r.Message(404, "site.none");
        var mine = SitePlans.All(reading).FirstOrDefault(p => p.State == "draft" && p.Creator == r.Staff.Id);
        return Show(r, mine?.Settings ?? current, mine?.Base ?? digest, null, null, 200, null);
    }

    public static async Task Save(DeskRequest r)
    {
        (SiteSettings Settings, Digest Digest)? current;
        using (var reading = r.Need<MainStore>().Read()) current = CurrentSettings.Of(reading);
        if (current is not var (now, _) || !Digest.TryParse(await r.Field("base"), out var begun))
        {
            await r.Message(404, "site.none");
            return;
        }
        // The rows of the form are those of the settings it was made from.
        SiteSettings shown = now;
        using (var reading = r.Need<MainStore>().Read()) shown = SitePlans.All(reading).FirstOrDefault(p => p.State == "draft" && p.Creator == r.Staff.Id)?.Settings ?? now;
        var (next, faults) = await SiteForm.Read(r, shown, r.Need<PublishedList>(), file => FileRows.Find(r, file));
        if (next is null)
        {
            // What was typed stays as it was typed; nothing of it is kept elsewhere yet.
            await Show(r, shown, begun, string.Join(' ', faults.Values.Distinct()), null, 400, faults);
            return;
        }
        var plans = r.Need<SitePlans>();
        switch (await r.Field("do"))
        {
            case "publish":
                await Answer(r, next, begun, plans.Publish(next, begun, r.Staff));
                break;
            case "schedule":
                var due = await DueField.Read(r);
                if (due.At is { } at) await Answer(r, next, begun, plans.Schedule(next, begun, at, r.Staff, r.Address));
                else
                {
                    plans.Keep(next, begun, r.Staff);
                    await Show(r, next, begun, due.Fault, due.Twice, 400, null);
                }
                break;
            default:
                plans.Keep(next, begun, r.Staff);
                await r.Go(await r.Field("do") == "preview" ? "/desk/site/preview" : "/desk/site", await r.Field("do") == "preview" ? null : "saved");
                break;
        }
    }

    public static async Task Drop(DeskRequest r)
    {
        if (Guid.TryParseExact(await r.Field("plan"), "D", out var plan)) r.Need<SitePlans>().Drop(plan, r.Staff, r.Address);
        await r.Go("/desk/site", "saved");
    }

    /// <summary>The home page as it would be, in one of the languages.</summary>
    public static Task Preview(DeskRequest r)
    {
        SiteSettings? settings;
        using (var reading = r.Need<MainStore>().Read())
            settings = SitePlans.All(reading).FirstOrDefault(p => r.Http.Request.Query["plan"].ToString() is { Length: > 0 } named ? p.Plan.ToString() == named : p.State == "draft" && p.Creator == r.Staff.Id)?.Settings;
        if (settings is null) return r.Message(404, "no-page");
        var language = settings.Languages.Contains(r.Http.Request.Query["in"].ToString()) ? r.Http.Request.Query["in"].ToString() : settings.Languages.Contains(r.Words.Language) ? r.Words.Language : settings.Languages[0];
        RenderedPage page;
        using (var views = r.Need<ViewsDb>().Read()) page = PageRenderer.Preview(views, new PageRequest($"/{language}/", ""), settings);
        r.Http.Response.ContentType = page.ContentType;
        return r.Http.Response.BodyWriter.WriteAsync(page.Body, r.Http.RequestAborted).AsTask();
    }

    private static Task Answer(DeskRequest r, SiteSettings next, Digest begun, ReleaseOutcome outcome)
    {
        if (outcome is not ReleaseOutcome.Refused refused) return r.GoOnceFollowed("/desk/site", outcome is ReleaseOutcome.Done ? "released" : "scheduled");
        r.Need<SitePlans>().Keep(next, begun, r.Staff);
        return Show(r, next, begun, refused.Sentence ?? r.Words[refused.Why!], null, 409, null);
    }

    private static Task Show(DeskRequest r, SiteSettings settings, Digest begun, string? fault, LocalMoment.Twice? twice, int status, IReadOnlyDictionary<string, string>? faults)
    {
        IReadOnlyList<SitePlan> plans;
        IReadOnlyList<Record.Bodies.MediaFile> pictures;
        SiteSettings current;
        using (var reading = r.Need<MainStore>().Read()) (plans, pictures, current) = (SitePlans.All(reading), [.. FileRows.Pictures(reading, 200).Select(p => p.File)], CurrentSettings.Of(reading)?.Settings ?? settings);
        return r.Page(Slices.SiteForm.Create(new SiteModel(
            r.Frame(r.Words["site.title"]), settings, begun, plans.Where(p => p.State != "draft").ToList(), plans.FirstOrDefault(p => p.State == "draft" && p.Creator == r.Staff.Id), fault, twice,
            SiteForm.FrontLines(settings, r.Need<PublishedList>()), r.Names(), r.Staff.May(Roles.Publisher | Roles.Administrator))
        {
            Faults = faults ?? System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty,
            Typed = faults is null ? null : r.Http.Request.Form,
            Pictures = pictures,
            Public = current,
        }), status);
    }
}

public sealed record SiteChangesShown(DeskWords Words, IReadOnlyList<string> Lines);

public sealed record SiteModel(
    DeskFrame Frame, SiteSettings Settings, Digest Base, IReadOnlyList<SitePlan> Plans, SitePlan? Mine, string? Fault, LocalMoment.Twice? Twice, string Front, IReadOnlyDictionary<Guid, string> Names, bool MayChange)
{
    /// <summary>What readers have.</summary>
    public required SiteSettings Public { get; init; }

    /// <summary>What others would change for readers.</summary>
    public IReadOnlyList<string> ChangesOf(SiteSettings next, DeskWords words) => SiteChanges.Of(Public, next, words);

    /// <summary>What is wrong, by field.</summary>
    public required IReadOnlyDictionary<string, string> Faults { get; init; }

    /// <summary>What was typed, where something of it is wrong.</summary>
    public IFormCollection? Typed { get; init; }

    /// <summary>Pictures that may be the emblem.</summary>
    public required IReadOnlyList<Record.Bodies.MediaFile> Pictures { get; init; }

    /// <summary>What stands in a field: as it was typed, else as it is.</summary>
    public string Value(string name, string? now) => Typed is { } typed && typed.TryGetValue(name, out var said) ? said.ToString() : now ?? "";
}

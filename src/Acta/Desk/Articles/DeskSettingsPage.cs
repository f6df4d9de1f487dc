using Acta.Access;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary><c>/desk/settings</c>: the rules this desk gives itself.</summary>
internal static class DeskSettingsPage
{
    public static Task Show(DeskRequest r) => Show(r, null, null, 200);

    public static async Task Save(DeskRequest r)
    {
        var two = (await r.Fields("two")).Where(ArticleWords.IsKind).Select(ArticleKinds.Parse).ToHashSet();
        var series = new Dictionary<ArticleKind, string>();
        foreach (var kind in Enum.GetValues<ArticleKind>())
            if (await r.Field("series-" + kind.Word()) is { Length: > 0 } form) series[kind] = form;
        var read = int.TryParse(await r.Field("lateness"), out var minutes) && minutes is >= 1 and <= 1440;
        var settings = new DeskSettings(two, TimeSpan.FromMinutes(read ? minutes : 15), series)
        {
            Captions = await r.Field("captions") == "yes",
            Credits = await r.Field("credits") == "yes",
        };
        if (!read || series.Values.Any(f => f.Length > 60 || !f.Contains("{n}", StringComparison.Ordinal)))
        {
            await Show(r, settings, r.Words[read ? "settings.series.wrong" : "settings.lateness.wrong"], 400);
            return;
        }
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            settings.Write(w);
            AuditTrail.Add(w, r.Need<TimeProvider>(), r.Staff.Actor, "desk-settings", r.Address);
            w.Commit();
        }
        await r.Go("/desk/settings", "saved");
    }

    private static Task Show(DeskRequest r, DeskSettings? typed, string? fault, int status)
    {
        if (typed is null)
        {
            using var reading = r.Need<MainStore>().Read();
            typed = DeskSettings.Read(reading);
        }
        return r.Page(Slices.DeskSettingsForm.Create(new DeskSettingsModel(r.Frame(r.Words["settings.title"]), typed, fault, r.Staff.May(Roles.Administrator))), status);
    }
}

public sealed record DeskSettingsModel(DeskFrame Frame, DeskSettings Settings, string? Fault, bool MayChange);

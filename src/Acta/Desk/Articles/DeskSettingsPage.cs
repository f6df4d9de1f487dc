using System.Globalization;
using Acta.Access;
using Acta.Desk.Checks;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary><c>/desk/settings</c>: the rules this desk gives itself.</summary>
internal static class DeskSettingsPage
{
    /// <summary>Legal notices that a form holds at most.</summary>
    public const int MostNotices = 200;

    private static readonly DateOnly Unreadable = DateOnly.MinValue;

    public static Task Show(DeskRequest r) => Show(r, null, null, 200);

    public static async Task Save(DeskRequest r)
    {
        var two = (await r.Fields("two")).SelectMany(w => Enum.GetValues<ArticleKind>().Where(k => k.Word() == w)).ToHashSet();
        var series = new Dictionary<ArticleKind, string>();
        foreach (var kind in Enum.GetValues<ArticleKind>())
            if (await r.Field("series-" + kind.Word()) is { Length: > 0 } form) series[kind] = form;
        var read = int.TryParse(await r.Field("lateness"), out var minutes) && minutes is >= 1 and <= 1440;
        var settings = new DeskSettings(two, TimeSpan.FromMinutes(read ? minutes : 15), series)
        {
            TwoForRecords = await r.Field("two-records") == "yes",
            Captions = await r.Field("captions") == "yes",
            Credits = await r.Field("credits") == "yes",
            LegalNotices = await Notices(r),
        };
        var fault = !read ? "settings.lateness.wrong"
            : series.Values.Any(f => f.Length > 60 || !f.Contains("{n}", StringComparison.Ordinal)) ? "settings.series.wrong"
            : settings.LegalNotices.Any(n => n.Names.Count == 0 || n.Wording.Length is 0 or > 500 || n.From == Unreadable || n.Until == Unreadable || n.From > n.Until) ? "settings.notices.wrong"
            : null;
        if (fault is not null)
        {
            await Show(r, settings, r.Words[fault], 400);
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

    // Rows that say nothing are no notices. What is no date stands for one that can't be, so that the form says so.
    private static async Task<IReadOnlyList<LegalNotice>> Notices(DeskRequest r)
    {
        List<LegalNotice> notices = [];
        for (var i = 0; i < MostNotices; i++)
        {
            var names = (await r.Raw($"notice-{i}-names")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var wording = await r.Field($"notice-{i}-wording");
            if (names.Length == 0 && wording.Length == 0) continue;
            notices.Add(new LegalNotice(await r.Field($"notice-{i}-language"), names, wording, Day(await r.Field($"notice-{i}-from")), Day(await r.Field($"notice-{i}-until"))));
        }
        return notices;

        static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Unreadable;
    }

    private static Task Show(DeskRequest r, DeskSettings? typed, string? fault, int status)
    {
        if (typed is null)
        {
            using var reading = r.Need<MainStore>().Read();
            typed = DeskSettings.Read(reading);
        }
        return r.Page(Slices.DeskSettingsForm.Create(new DeskSettingsModel(r.Frame(r.Words["settings.title"]), typed, fault, r.Settings?.Languages ?? [], r.Staff.May(Roles.Administrator))), status);
    }
}

public sealed record DeskSettingsModel(DeskFrame Frame, DeskSettings Settings, string? Fault, IReadOnlyList<string> Languages, bool MayChange);

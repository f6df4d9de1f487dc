using Acta.Access;
using Acta.Desk.Checks;
using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Store;
using Acta.Views.Register;

namespace Acta.Desk.Articles;

/// <summary>A finding of the check before release.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="WaivedBy">Who lets it stand; null: nobody yet.</param>
public sealed record Shown(Finding Finding, Guid? WaivedBy);

/// <summary>The check before release of one article: what is in the making, beside the language versions that are public.</summary>
internal static class Findings
{
    public static IReadOnlyList<Shown> Of(DeskRequest r, Guid id)
    {
        if (r.Settings is not { } settings) return [];
        var published = r.Need<PublishedList>();
        List<Edition> versions = [];
        Dictionary<string, Guid> waived;
        DeskSettings desk;
        using (var reading = r.Need<MainStore>().Read())
        {
            versions.AddRange(Drafts.Of(reading, id).Where(d => d.State != DraftState.Published).Select(d => d.Edition));
            foreach (var line in published.Find(id)?.Versions ?? [])
                if (line is { IsReadable: true, Digest: { } digest } && versions.All(v => v.Language != line.Language) && reading.Document(digest).Bytes is { } bytes)
                    versions.Add((Edition)Document.Read(bytes));
            desk = DeskSettings.Read(reading);
            waived = reading.Query("SELECT finding, writer FROM waivers WHERE id = @id", row => (row.GetString(0), Guid.Parse(row.GetString(1))), ("@id", id.ToString())).ToDictionary(w => w.Item1, w => w.Item2);
        }
        if (versions.Count == 0) return [];
        using var views = r.Need<ViewsDb>().Read();
        var register = new RegisterQueries(views);
        var options = new CheckOptions
        {
            OwnAddress = path => IsOwn(published, path),
            OwnOrigins = [$"{r.Http.Request.Scheme}://{r.Http.Request.Host}", "https://" + r.Need<MainStore>().Folder.Origin.Split('/')[0]],
            ReleaseDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(r.Need<TimeProvider>().GetUtcNow(), r.Zone).DateTime),
            LegalNotices = desk.LegalNotices,
            Officeholders = new Officeholders(r.Need<KnownOffices>().Names(register), (record, member) => [.. register.Naming<Membership>(record, member).Select(t => t.Says)]),
        };
        return [.. ReleaseCheck.Look(versions, settings, options).Select(f => new Shown(f, waived.TryGetValue(f.Key, out var by) ? by : null)).OrderBy(s => s.WaivedBy is null ? 0 : 1)];
    }

    /// <summary>Lets a finding stand, by name; it comes back when either passage is changed.</summary>
    public static async Task Waive(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id || await r.Field("finding") is not { Length: > 0 and <= 200 } finding || Of(r, id).FirstOrDefault(s => s.Finding.Key == finding) is not { } shown)
        {
            await r.Message(404, "no-page");
            return;
        }
        if (!r.Staff.May(Roles.Editor | Roles.Publisher, shown.Finding.First.Language))
        {
            await r.Message(403, "no-right");
            return;
        }
        var time = r.Need<TimeProvider>();
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            if (shown.WaivedBy is null)
                w.Execute("INSERT INTO waivers (id, finding, writer, time) VALUES (@id, @finding, @by, @now) ON CONFLICT (id, finding) DO NOTHING",
                    ("@id", id.ToString()), ("@finding", finding), ("@by", r.Staff.Id.ToString()), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()));
            else w.Execute("DELETE FROM waivers WHERE id = @id AND finding = @finding", ("@id", id.ToString()), ("@finding", finding));
            AuditTrail.Add(w, time, r.Staff.Actor, shown.WaivedBy is null ? "check-waive" : "check-unwaive", r.Address, id, shown.Finding.First.Language, null, shown.Finding.Code);
            w.Commit();
        }
        await r.Go($"/desk/articles/{id}/check", "saved");
    }

    /// <summary><c>/desk/articles/{id}/check</c>: all findings, for whoever writes.</summary>
    public static Task Show(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id) return r.Message(404, "no-page");
        var lines = r.Need<PublishedList>().Find(id)?.Versions ?? [];
        HashSet<string> making;
        using (var reading = r.Need<MainStore>().Read()) making = [.. Drafts.Of(reading, id).Where(d => d.State != DraftState.Published).Select(d => d.Language)];
        if (lines.Count == 0 && making.Count == 0) return r.Message(404, "no-page");
        var onSite = lines.Where(l => l.IsReadable && !making.Contains(l.Language)).ToDictionary(l => l.Language, l => l.Path);
        return r.Page(Slices.Check.Create(new CheckModel(r.Frame(r.Words["check.title"]), id, Of(r, id), r.Names(), onSite)));
    }

    /// <summary>Whether an own address leads to something.</summary>
    internal static bool IsOwn(PublishedList published, string path)
    {
        var plain = path.Split('?', '#')[0];
        // Lists and files stand where they stand; of articles it is known.
        return !plain.Contains("/news/", StringComparison.Ordinal) || plain.EndsWith('/') || published.At(plain) is { IsReadable: true };
    }
}

/// <param name="Frame">The page.</param>
/// <param name="Id">The article.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Names">Of staff.</param>
/// <param name="OnSite">Where readers have the versions that nobody changes now.</param>
public sealed record CheckModel(DeskFrame Frame, Guid Id, IReadOnlyList<Shown> Findings, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<string, string> OnSite)
{
    /// <summary>
    /// Where a passage stands: on the page that it is written on, the script of the page goes to it by its words (they are behind
    /// the #, so that no server and no log has them); of a version that is only public, its block on the site.
    /// </summary>
    public string PlaceOf(Passage passage)
    {
        if (OnSite.TryGetValue(passage.Language, out var path)) return passage.Block is { Length: > 0 } block ? $"{path}#b-{block}" : path;
        var (before, words, after) = passage.Around(60);
        var fragment = FieldOf(passage) is { } field ? field : "passage=" + string.Join('|', new[] { before, words, after }.Select(t => Uri.EscapeDataString(t.Trim('…'))));
        return $"/desk/articles/{Id}/{passage.Language}#{fragment}";
    }

    /// <summary>The field of the form that a passage stands in; null: the text.</summary>
    public static string? FieldOf(Passage passage) => passage.Field switch
    {
        "event" => "event-from",
        "published" => "first-date",
        "source" => "source-url",
        var field => field,
    };
}

using Acta.Desk.Register;
using Acta.Record;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary>A release that waits for its moment, or for a person.</summary>
public sealed record PlannedRelease(Guid Release, DateTimeOffset Due, string? Held, IReadOnlyList<ReleaseItem> Items);

internal static class Planned
{
    /// <summary>The release that a language version waits in.</summary>
    public static PlannedRelease? Of(Reading r, Guid id, string language) => All(r).FirstOrDefault(p => p.Items.Any(i => i.Id == id && i.Language == language));

    /// <summary>All of them, the next one first.</summary>
    public static IReadOnlyList<PlannedRelease> All(Reading r)
    {
        var items = r.Query("SELECT i.release, i.id, i.language, i.digest FROM releases r JOIN release_items i ON i.release = r.release WHERE r.state IN ('scheduled', 'held') ORDER BY i.language",
            row => (Release: Guid.Parse(row.GetString(0)), Item: new ReleaseItem(Guid.Parse(row.GetString(1)), row.GetString(2), Digest.FromBytes((byte[])row[3])))).ToLookup(i => i.Release, i => i.Item);
        return r.Query("SELECT release, due, held FROM releases WHERE state IN ('scheduled', 'held') ORDER BY due",
            row => new PlannedRelease(Guid.Parse(row.GetString(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.IsDBNull(2) ? null : row.GetString(2), [.. items[Guid.Parse(row.GetString(0))]]));
    }

    /// <summary>Why a release waits, in a sentence.</summary>
    public static string Why(DeskWords words, string held) => held.StartsWith('=') ? held[1..] : words["release.held." + held];
}

/// <summary><c>/desk/articles/{id}/release</c>: which language versions go out together, and when.</summary>
internal static class ReleasePage
{
    public static Task Show(DeskRequest r) => ArticleRequest.Id(r) is { } id ? Show(r, id, null, null, 200) : r.Message(404, "no-page");

    public static async Task Do(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id)
        {
            await r.Message(404, "no-page");
            return;
        }
        List<ReleaseItem> items = [];
        foreach (var chosen in await r.Fields("version"))
            if (chosen.Split(' ') is [var language, var hex] && Digest.TryParse(hex, out var digest)) items.Add(new ReleaseItem(id, language, digest));
        items.AddRange(RecordRelease.Items(await r.Fields("record")));
        // What is open goes out by somebody who says that it was seen, never by one button.
        if (await r.Field("seen") != "yes" && IsOpen(r, id))
        {
            await Show(r, id, r.Words["release.unseen"], null, 409);
            return;
        }
        var releasing = r.Need<Releasing>();
        if (await r.Field("when") != "later")
        {
            await Answer(r, id, releasing.Release(items, await r.Field("override") == "yes", r.Staff, r.Address));
            return;
        }
        var due = await DueField.Read(r);
        if (due.At is { } at) await Answer(r, id, releasing.Schedule(items, at, r.Staff, r.Address));
        else await Show(r, id, due.Fault, due.Twice, 400);
    }

    public static async Task Unschedule(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is { } id && Guid.TryParseExact(await r.Field("release"), "D", out var release) && r.Need<Releasing>().Unschedule(release, r.Staff, r.Address)) await r.Go($"/desk/articles/{id}", "unscheduled");
        else await r.Message(409, "release.gone");
    }

    public static async Task Now(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id || !Guid.TryParseExact(await r.Field("release"), "D", out var release)) await r.Message(404, "no-page");
        else if (r.Need<Releasing>().ReleaseNow(release, r.Staff, r.Address) is ReleaseOutcome.Refused refused) await ArticlePage.Show(r, id, refused.In(r), 409);
        else await r.GoOnceFollowed($"/desk/articles/{id}", "released");
    }

    private static bool IsOpen(DeskRequest r, Guid id)
    {
        using var reading = r.Need<MainStore>().Read();
        return IsOpen(Findings.Of(r, id), Sheets(reading, id), r.Need<TimeProvider>().GetUtcNow());
    }

    /// <summary>Whether a finding of the check or a clearance is still open.</summary>
    internal static bool IsOpen(IReadOnlyList<Shown> findings, IReadOnlyList<Clearance.Sheet> sheets, DateTimeOffset now) =>
        findings.Any(f => f.WaivedBy is null) || sheets.Any(s => !s.IsCleared(now));

    private static IReadOnlyList<Clearance.Sheet> Sheets(Reading reading, Guid id) => [.. Clearance.Clearances.Of(reading, id).Where(s => !s.Closed)];

    private static Task Answer(DeskRequest r, Guid id, ReleaseOutcome outcome) => outcome switch
    {
        ReleaseOutcome.Done => r.GoOnceFollowed($"/desk/articles/{id}", "released"),
        ReleaseOutcome.Planned => r.Go($"/desk/articles/{id}", "scheduled"),
        ReleaseOutcome.Refused { Record: not null } refused => Show(r, id, RecordRelease.Said(r, refused), null, 409),
        ReleaseOutcome.Refused refused => Show(r, id, (refused.Language is { } language ? r.Words.LanguageName(language) + ": " : "") + refused.In(r), null, 409),
        _ => throw new InvalidOperationException("a release is done, planned or refused"),
    };

    private static async Task Show(DeskRequest r, Guid id, string? fault, LocalMoment.Twice? twice, int status)
    {
        IReadOnlyList<Draft> drafts;
        Embargo? embargo;
        IReadOnlyList<Clearance.Sheet> sheets;
        IReadOnlyList<NamedRecord> records = [];
        IReadOnlyList<string> kept, behind;
        var published = r.Need<PublishedList>();
        using (var reading = r.Need<MainStore>().Read())
        {
            drafts = [.. Drafts.Of(reading, id).Where(d => d.IsOpen)];
            behind = [.. drafts.Where(d => EditPage.OriginalOf(reading, d, published) is { HasMoved: true }).Select(d => d.Language)];
            embargo = Embargo.Of(reading, id, r.Need<TimeProvider>().GetUtcNow());
            sheets = Sheets(reading, id);
            var all = DraftedRegister.Of(reading);
            kept = [.. drafts.SelectMany(d => Record.Rules.Files(d.Edition)).DistinctBy(f => f.Digest).SelectMany(f => all.Keeping(f, r.Today).Select(p => r.Words.Text("release.kept", ("file", f.Name), ("name", all.NameOf(p, r.Words)), ("date", r.Words.Dates.Partial(p.RestrictedUntil!.Value)))))];
            if (r.Staff.May(RegisterRights.Releasers))
            {
                // Records in the making that the texts name, with what these name in turn: they can go out in the same moment.
                var open = RecordDrafts.Open(reading).Where(d => d.IsOpen).ToList();
                var needed = RecordRelease.Needed(open, drafts.SelectMany(d => Record.Rules.Named(d.Edition)).Select(n => n.Target).Distinct());
                var register = new DraftedRegister(reading, open.Select(d => d.Says));
                records = [.. open.Where(d => needed.Contains(d.Id)).Select(d => new NamedRecord(d, register.NameOf(d.Says, r.Words)))];
            }
        }
        if (drafts.Count == 0) await r.Message(404, "release.none", $"/desk/articles/{id}", r.Words["go.article"]);
        else
        {
            var due = HttpMethods.IsPost(r.Http.Request.Method) ? await r.Field("due") : embargo is null ? "" : OrgTime.Field(embargo.Until, r.Zone);
            await r.Page(Slices.Release.Create(new ReleaseModel(
                r.Frame(r.Words["release.title"]), id, drafts, fault, twice, due, r.Names(), r.Zone.Id, Findings.Of(r, id),
                sheets, embargo, r.Need<TimeProvider>().GetUtcNow())
            {
                Records = records,
                Kept = kept,
                Behind = behind,
                Following = published.Find(id) is { } article ? article.Versions.Where(v => v.IsReadable && v.TranslatedLanguage is not null && article.NewerOriginalOf(v) is null).ToLookup(v => v.TranslatedLanguage!, v => v.Language) : Array.Empty<string>().ToLookup(l => l),
            }), status);
        }
    }
}

public sealed record ReleaseModel(
    DeskFrame Frame, Guid Id, IReadOnlyList<Draft> Drafts, string? Fault, LocalMoment.Twice? Twice, string Due, IReadOnlyDictionary<Guid, string> Names, string Zone,
    IReadOnlyList<Shown> Findings, IReadOnlyList<Clearance.Sheet> Sheets, Embargo? Embargo, DateTimeOffset Now)
{
    public bool IsOpen => ReleasePage.IsOpen(Findings, Sheets, Now);

    /// <summary>Records in the making that the texts name.</summary>
    public IReadOnlyList<NamedRecord> Records { get; init; } = [];

    /// <summary>Files of the texts that a paper keeps back until a day, in sentences.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>The languages whose text in the making is older than its original.</summary>
    public required IReadOnlyList<string> Behind { get; init; }

    /// <summary>By the language of an original, those that readers have a translation of it in that is not older than it yet.</summary>
    public required ILookup<string, string> Following { get; init; }
}

/// <summary>A record in the making with what it is called.</summary>
public sealed record NamedRecord(RecordDraft Draft, string Name);

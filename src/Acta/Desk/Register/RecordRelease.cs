using Acta.Desk.Articles;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary><c>/desk/register/release</c>: which records go out together, and when.</summary>
internal static class RecordRelease
{
    public static Task Show(DeskRequest r) => Show(r, [.. r.Http.Request.Query["id"].Select(i => Guid.TryParseExact(i, "D", out var id) ? id : Guid.Empty)], null, null, 200);

    public static async Task Do(DeskRequest r)
    {
        var items = Items(await r.Fields("record"));
        Guid[] ids = [.. (await r.Fields("shown")).Select(i => Guid.TryParseExact(i, "D", out var id) ? id : Guid.Empty)];
        var releasing = r.Need<Releasing>();
        if (await r.Field("when") != "later")
        {
            await Answer(r, ids, items, releasing.Release(items, false, r.Staff, r.Address));
            return;
        }
        var due = await DueField.Read(r);
        if (due.At is { } at) await Answer(r, ids, items, releasing.Schedule(items, at, r.Staff, r.Address));
        else await Show(r, ids, due.Fault, due.Twice, 400);
    }

    public static async Task Unschedule(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is { } id && Guid.TryParseExact(await r.Field("release"), "D", out var release) && r.Need<Releasing>().Unschedule(release, r.Staff, r.Address)) await r.Go($"/desk/register/{id}", "unscheduled");
        else await r.Message(409, "release.gone");
    }

    public static async Task Now(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id || !Guid.TryParseExact(await r.Field("release"), "D", out var release)) await r.Message(404, "no-page");
        else if (r.Need<Releasing>().ReleaseNow(release, r.Staff, r.Address) is ReleaseOutcome.Refused refused) await EditRecord.Show(r, id, refused.In(r), 409);
        else await r.GoOnceFollowed($"/desk/register/{id}", "released");
    }

    /// <summary>The records that a form has ticked: an id and the digest of what was seen.</summary>
    public static IReadOnlyList<ReleaseItem> Items(IEnumerable<string> ticked) =>
        [.. ticked.Select(t => t.Split(' ') is [var id, var hex] && Guid.TryParseExact(id, "D", out var of) && Digest.TryParse(hex, out var digest) ? new ReleaseItem(of, "", digest) : null).OfType<ReleaseItem>()];

    /// <summary>Those that are in the making, with all in the making that they name or that name them, however far.</summary>
    public static IReadOnlyList<RecordDraft> Together(IReadOnlyList<RecordDraft> open, IEnumerable<Guid> ids)
    {
        var byId = open.Where(d => d.IsOpen).ToDictionary(d => d.Id);
        var (found, next) = (new HashSet<Guid>(), new Queue<Guid>(ids));
        while (next.TryDequeue(out var id))
        {
            if (!byId.TryGetValue(id, out var draft) || !found.Add(id)) continue;
            foreach (var other in draft.Says.References.Select(x => x.Target).Concat(byId.Values.Where(d => d.Says.References.Any(x => x.Target == id)).Select(d => d.Id))) next.Enqueue(other);
        }
        return [.. found.Select(id => byId[id])];
    }

    /// <summary>Those of the drafts that nothing can go out without, since it names them: what is chosen, and what that names that is not public.</summary>
    public static IReadOnlySet<Guid> Needed(IReadOnlyList<RecordDraft> open, IEnumerable<Guid> ids)
    {
        var byId = open.ToDictionary(d => d.Id);
        var (found, next) = (new HashSet<Guid>(), new Queue<Guid>(ids));
        while (next.TryDequeue(out var id))
            if (byId.TryGetValue(id, out var draft) && found.Add(id))
                foreach (var target in draft.Says.References.Select(x => x.Target).Where(t => byId.TryGetValue(t, out var named) && named.Base is null)) next.Enqueue(target);
        return found;
    }

    /// <summary>What a refusal says, with the record's name before it.</summary>
    public static string Said(DeskRequest r, ReleaseOutcome.Refused refused, IReadOnlyList<ReleaseItem>? ticked = null)
    {
        if (refused.Record is not { } id) return refused.In(r);
        using var reading = r.Need<MainStore>().Read();
        // What the publication refuses, it says in English: people are told in the desk's words where these know it.
        var register = new DraftedRegister(reading, RecordDrafts.Open(reading).Where(d => d.Id == id || (ticked ?? []).Any(t => t.Id == d.Id)).Select(d => d.Says));
        var why = refused.Why is not null ? refused.In(r) : register.Find(id) is { } says && register.Against(says, r.Words, r.Today).FirstOrDefault(c => !c.IsWarning) is { Sentence: { } sentence } ? sentence
            : Breaches.Say(r, refused.Code, refused.Sentence!, register.Find(id));
        return register.NameOf(id, r.Words) + ": " + why;
    }

    private static Task Answer(DeskRequest r, Guid[] ids, IReadOnlyList<ReleaseItem> items, ReleaseOutcome outcome) => outcome switch
    {
        ReleaseOutcome.Done => r.GoOnceFollowed(Back(items), "released"),
        ReleaseOutcome.Planned => r.Go(Back(items), "scheduled"),
        ReleaseOutcome.Refused refused => Show(r, ids, Said(r, refused, items), null, 409, items),
        _ => throw new InvalidOperationException("a release is done, planned or refused"),
    };

    // To the page that shows what came of it: one record's own, several in the list.
    private static string Back(IReadOnlyList<ReleaseItem> items) => items.Count == 1 ? $"/desk/register/{items[0].Id}" : "/desk/register";

    private static async Task Show(DeskRequest r, Guid[] ids, string? fault, LocalMoment.Twice? twice, int status, IReadOnlyList<ReleaseItem>? ticked = null)
    {
        List<RecordOut> records;
        using (var reading = r.Need<MainStore>().Read())
        {
            var open = RecordDrafts.Open(reading);
            var together = Together(open, ids);
            var needed = ticked?.Select(t => t.Id).ToHashSet() ?? Needed(open, ids);
            // As it would be with all that is ticked, and nothing else.
            var register = new DraftedRegister(reading, together.Where(d => needed.Contains(d.Id)).Select(d => d.Says));
            records = [.. Ordered(together).Select(d => new RecordOut(
                d, needed.Contains(d.Id), RegisterOf(reading, together).NameOf(d.Says, r.Words), needed.Contains(d.Id) ? register.Against(d.Says, r.Words, r.Today) : [],
                d.Base is null || RecordDrafts.Public(reading, d.Id) is not { } before ? [] : RecordChanges.Between(before.Says, d.Says, register, r.Words)))];
        }
        if (records.Count == 0) await r.Message(404, "record.none-open", "/desk/register", r.Words["register.title"]);
        else
        {
            var due = HttpMethods.IsPost(r.Http.Request.Method) ? await r.Field("due") : "";
            await r.Page(Slices.ReleaseRecords.Create(new ReleaseRecordsModel(r.Frame(r.Words["release.title"]), records, ids, fault, twice, due, r.Names(), r.Zone.Id)), status);
        }
    }

    private static IEnumerable<RecordDraft> Ordered(IReadOnlyList<RecordDraft> drafts) => RecordOrder.Of(drafts.Select(d => d.Says)).Select(s => drafts.First(d => d.Id == s.Id));

    private static DraftedRegister RegisterOf(Reading reading, IReadOnlyList<RecordDraft> drafts) => new(reading, drafts.Select(d => d.Says));
}

/// <summary>A record that may go out.</summary>
/// <param name="Draft">As it is.</param>
/// <param name="IsTicked">Whether it is chosen to begin with.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Against">What it contradicts.</param>
/// <param name="Changes">What differs from what is public.</param>
public sealed record RecordOut(RecordDraft Draft, bool IsTicked, string Name, IReadOnlyList<(string Sentence, bool IsWarning, Guid Other)> Against, IReadOnlyList<RecordChange> Changes);

public sealed record ReleaseRecordsModel(
    DeskFrame Frame, IReadOnlyList<RecordOut> Records, IReadOnlyList<Guid> Shown, string? Fault, LocalMoment.Twice? Twice, string Due, IReadOnlyDictionary<Guid, string> Names, string Zone);

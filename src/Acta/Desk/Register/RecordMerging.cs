using Acta.Desk.Articles;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary><c>/desk/register/{id}/merge</c>: two records that are one, and one that was taken for two.</summary>
internal static class RecordMerging
{
    // What more records than these name is not to be picked through by hand.
    private const int MostShown = 500;

    public static Task Show(DeskRequest r) => Show(r, null, null, null, 200);

    /// <summary>Makes this record one with another: it leads there from now on.</summary>
    public static async Task Merge(DeskRequest r)
    {
        if (await Sought(r, "into")) return;
        if (Here(r) is not { } gone || await Chosen(r, "into") is not { } kept)
        {
            await Show(r, null, r.Words["one.nothing"], null, 400);
            return;
        }
        if (await r.Field("sure") != "yes")
        {
            await Show(r, null, r.Words["one.unsure"], null, 400);
            return;
        }
        await Publish(r, [gone.Id, kept.Id], Proposal.Merge(gone, kept, await Reason(r)), kept.Id, "record-merge");
    }

    /// <summary>Tells this record from another: those that are chosen name the other from now on.</summary>
    public static async Task Split(DeskRequest r)
    {
        if (await Sought(r, "off")) return;
        var moved = (await r.Fields("moved")).Select(m => Guid.TryParseExact(m, "D", out var id) ? id : Guid.Empty).Where(m => m != Guid.Empty).ToList();
        if (Here(r) is not { } from || await Chosen(r, "off") is not { } off || moved.Count == 0)
        {
            await Show(r, null, r.Words["split.nothing"], null, 400);
            return;
        }
        var split = new RecordSplit { Off = off.Id, Moved = moved, Reason = await Reason(r) };
        await Publish(r, [from.Id, off.Id], [new Proposal { Act = Act.Split, Resource = from.Id, Kind = from.Type, Document = split }], from.Id, "record-split");
    }

    private static async Task Publish(DeskRequest r, Guid[] touched, IReadOnlyList<Proposal> proposals, Guid to, string said)
    {
        // Somebody's work would go on from what no longer is.
        if (touched.Any(id => EditRecord.StateOf(r, id)?.Draft is { State: not DraftState.Published }))
        {
            await Show(r, null, r.Words["record.open-draft"], null, 409);
            return;
        }
        if (r.Need<Publisher>().Publish(proposals, r.Staff.Actor) is PublishOutcome.Refused refused) await Show(r, null, Breaches.Say(r, refused.Refusals[0].Code, refused.Refusals[0].Sentence, null), null, 409);
        else await r.GoOnceFollowed($"/desk/register/{to}", said);
    }

    // Without a script: the button beside the search.
    private static async Task<bool> Sought(DeskRequest r, string picker)
    {
        if (await r.Field("do") != "look:" + picker) return false;
        if (Here(r) is { } here) await Show(r, picker, null, [.. FindRecord.Find(r, await r.Field("look." + picker), [here.Type]).Where(f => f.Id != here.Id)], 200, await r.Field("look." + picker));
        else await r.Message(404, "no-page", "/desk/register", r.Words["register.title"]);
        return true;
    }

    private static async Task<RegisterRecord?> Chosen(DeskRequest r, string picker)
    {
        if (!Guid.TryParseExact((await r.Fields(picker)).LastOrDefault(v => v.Length > 0), "D", out var id)) return null;
        using var reading = r.Need<MainStore>().Read();
        return StoredRecords.Find(reading, id) is { Readable: true, Record: { } record } ? record : null;
    }

    private static async Task<Words> Reason(DeskRequest r)
    {
        List<(string, string)> reasons = [];
        foreach (var language in r.Settings?.Languages ?? [])
            if ((await r.Field("reason-" + language)).Normalize() is { Length: > 0 } reason) reasons.Add((language, reason));
        return Words.Of([.. reasons]);
    }

    private static RegisterRecord? Here(DeskRequest r)
    {
        using var reading = r.Need<MainStore>().Read();
        return ArticleRequest.Id(r) is { } id && StoredRecords.Find(reading, id) is { Readable: true, Record: { } record } ? record : null;
    }

    private static Task Show(DeskRequest r, string? picker, string? fault, IReadOnlyList<FoundRecord>? found, int status, string sought = "")
    {
        if (Here(r) is not { } here) return r.Message(404, "no-page", "/desk/register", r.Words["register.title"]);
        using var reading = r.Need<MainStore>().Read();
        var register = DraftedRegister.Of(reading);
        List<(RegisterRecord Record, string Name)> naming = [.. StoredRecords.Naming(reading, here.Id).Take(MostShown)
                .Select(id => StoredRecords.Find(reading, id)).Where(s => s?.Readable == true).Select(s => (s!.Record!, register.NameOf(s.Record!, r.Words)))];
        var frame = r.Frame(r.Words.Text("one.title", ("name", register.NameOf(here, r.Words))));
        PickerModel Picker(string name) => new(frame, name, r.Words[name == "into" ? "one.into" : "split.off"], [here.Type], false)
        {
            Found = picker == name ? found : null,
            Sought = picker == name ? sought : "",
        };
        return r.Page(Slices.RecordMerging.Create(new RecordMergingModel(frame, here, register.NameOf(here, r.Words), naming, Picker("into"), Picker("off"), fault)
        {
            Merged = [.. reading.Query("SELECT resource FROM heads WHERE state = 'merged' AND kind = @kind AND language = ''", row => Guid.Parse(row.GetString(0)), ("@kind", here.Type))
                .Where(id => StoredRecords.Newest(reading, id) is RecordMerger merger && merger.Into == here.Id).Select(id => StoredRecords.Find(reading, id)?.Record).OfType<RegisterRecord>().Select(m => (m.Id, register.NameOf(m, r.Words)))],
        }), status);
    }
}

/// <param name="Frame">The page.</param>
/// <param name="Record">The record it is about.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Naming">Those that name it.</param>
/// <param name="Into">Asks for the one it is.</param>
/// <param name="Off">Asks for the one it is not.</param>
/// <param name="Fault">What is wrong.</param>
public sealed record RecordMergingModel(DeskFrame Frame, RegisterRecord Record, string Name, IReadOnlyList<(RegisterRecord Record, string Name)> Naming, PickerModel Into, PickerModel Off, string? Fault)
{
    /// <summary>Those that were made one with it.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Merged { get; init; } = [];
}

using Acta.Desk.Articles;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary><c>/desk/register/{id}/hand-over</c>: one term ends and, where somebody follows, the next begins: both in one form, and one release.</summary>
internal static class HandOver
{
    public static Task Show(DeskRequest r) => Show(r, new Dictionary<string, string>(), null, null, 200);

    public static async Task Do(DeskRequest r)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in new[] { "end", "start", "role", "look.who" }) typed[name] = await r.Field(name);
        typed["who"] = (await r.Fields("who")).LastOrDefault(v => v.Length > 0) ?? "";
        if ((await r.Field("do")).StartsWith("look:", StringComparison.Ordinal))
        {
            await Show(r, typed, FindRecord.Find(r, typed["look.who"], Kinds), null, 200);
            return;
        }
        if (ArticleRequest.Id(r) is not { } id || EditRecord.StateOf(r, id) is not { Says: Membership term } state || state.Draft?.IsOpen == false)
        {
            await r.Message(404, "no-page", "/desk/register", r.Words["register.title"]);
            return;
        }
        var follows = Guid.TryParseExact(typed["who"], "D", out var who) ? (Guid?)who : null;
        var isEnd = OrgTime.TryPartial(typed["end"], r.Zone, out var end);
        var (isStart, start) = typed["start"].Length == 0 ? (true, (PartialDate?)null) : OrgTime.TryPartial(typed["start"], r.Zone, out var begun) ? (true, begun) : (false, null);
        if (!isEnd || !isStart)
        {
            await Show(r, typed, null, OrgTime.Fault(typed[isEnd ? "start" : "end"], r.Zone, r.Words, "rf.date.wrong"), 400);
            return;
        }
        // Who follows begins on the day after, unless another day is said.
        start ??= end.Precision == DatePrecision.Day ? PartialDate.Of(end.LastDay.AddDays(1)) : end;
        var ended = term with { End = end };
        var next = follows is { } member
            ? new Membership { Id = Guid.NewGuid(), Member = member, Post = term.Post, Organization = term.Organization, Role = typed["role"].Length > 0 ? typed["role"] : term.Post is null ? term.Role : null, Start = start, OnBehalfOf = null }
            : null;
        var breach = RegisterRules.Check(ended).Concat(next is null ? [] : RegisterRules.Check(next)).FirstOrDefault();
        if (breach is not null)
        {
            await Show(r, typed, null, end.LastDay < term.Term.First ? r.Words["hand-over.before"] : Breaches.Say(breach, r.Words, RegisterRules.Check(ended).Count > 0 || next is null ? ended : next).Sentence, 400);
            return;
        }
        var drafts = r.Need<RecordDrafts>();
        _ = long.TryParse(await r.Field("version"), out var version);
        Digest? from = Digest.TryParse(await r.Field("base"), out var named) ? named : null;
        RecordOutcome outcome;
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            outcome = drafts.Save(w, ended, version, from, state.Draft?.Act ?? Act.Revise, state.Draft?.Note, r.Staff, r.Address);
            if (outcome is RecordOutcome.Done && next is not null) outcome = drafts.Save(w, next, 0, null, Act.Publish, null, r.Staff, r.Address);
            if (outcome is RecordOutcome.Done) w.Commit();
        }
        await (outcome switch
        {
            RecordOutcome.Done => r.Go($"/desk/register/release?id={id}" + (next is null ? "" : "&id=" + next.Id), "saved"),
            RecordOutcome.Refused refused => Show(r, typed, null, r.Words[refused.Why], 409),
            _ => Show(r, typed, null, r.Words["draft.changed"], 409),
        });
    }

    private static readonly string[] Kinds = ["person", "organization"];

    private static Task Show(DeskRequest r, Dictionary<string, string> typed, IReadOnlyList<FoundRecord>? found, string? fault, int status)
    {
        if (ArticleRequest.Id(r) is not { } id || EditRecord.StateOf(r, id) is not { Says: Membership term } state) return r.Message(404, "no-page", "/desk/register", r.Words["register.title"]);
        using var reading = r.Need<MainStore>().Read();
        var register = DraftedRegister.Of(reading);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(r.Need<TimeProvider>().GetUtcNow(), r.Zone).DateTime);
        // Who is next in the order of rotation is proposed.
        var proposed = !typed.ContainsKey("who") && term.Role == "chair" && term.Organization is { } of ? NextIn(register, of, term.Member) : null;
        Guid? who = typed.TryGetValue("who", out var chosen) ? Guid.TryParseExact(chosen, "D", out var one) ? one : null : proposed;
        typed.TryAdd("end", (term.End ?? PartialDate.Of(today)).ToString());
        return r.Page(Slices.HandOver.Create(new HandOverModel(
            r.Frame(r.Words["hand-over.title"]), state, term, register.NameOf(term.Member, r.Words), (term.Post ?? term.Organization) is { } place ? (place, register.NameOf(place, r.Words)) : null, typed, fault,
            new PickerModel(r.Frame(""), "who", r.Words["hand-over.who"], Kinds, false)
            {
                Hint = r.Words["hand-over.who.hint"],
                Picked = who is { } picked && register.Find(picked) is { } says ? [FindRecord.Of(r, register, says)] : [],
                Found = found,
                Sought = typed.GetValueOrDefault("look.who", ""),
            })), status);
    }

    /// <summary>Who chairs a body after one of its chairs, by its order of rotation.</summary>
    internal static Guid? NextIn(DraftedRegister register, Guid body, Guid now) =>
        register.Find(body) is Organization { Rotation: { Count: > 1 } rotation } && rotation.ToList().IndexOf(now) is >= 0 and var place ? rotation[(place + 1) % rotation.Count] : null;
}

public sealed record HandOverModel(
    DeskFrame Frame, RecordState State, Membership Term, string Holder, (Guid Id, string Name)? Place, IReadOnlyDictionary<string, string> Typed, string? Fault, PickerModel Picker);

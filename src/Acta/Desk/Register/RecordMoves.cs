using Acta.Access;
using Acta.Desk.Articles;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary>The steps of a record on its way, by their buttons, and the acts on what is public that change no fact.</summary>
internal static class RecordMoves
{
    public static Task Submit(DeskRequest r) => Do(r, RecordStep.Submit);

    public static Task TakeBack(DeskRequest r) => Do(r, RecordStep.TakeBack);

    public static Task Approve(DeskRequest r) => Do(r, RecordStep.Approve);

    public static Task AskChanges(DeskRequest r) => Do(r, RecordStep.AskChanges);

    public static Task Do(DeskRequest r, RecordDraft seen, RecordStep step) => Do(r, seen.Id, seen.Digest, step, "");

    private static async Task Do(DeskRequest r, RecordStep step)
    {
        if (ArticleRequest.Id(r) is not { } id || !Digest.TryParse(await r.Field("digest"), out var digest))
        {
            await r.Message(404, "no-page");
            return;
        }
        var said = await r.Field("comment");
        if (step == RecordStep.AskChanges && said.Length == 0) await EditRecord.Show(r, id, r.Words["changes.no-comment"], 400);
        else await Do(r, id, digest, step, said);
    }

    private static async Task Do(DeskRequest r, Guid id, Digest digest, RecordStep step, string said)
    {
        var outcome = r.Need<RecordDrafts>().Move(id, digest, step, r.Staff, r.Address, (w, d) =>
        {
            var (now, link) = (r.Need<TimeProvider>().GetUtcNow(), $"/desk/register/{d.Id}");
            if (step == RecordStep.Submit) Mails.TellAll(w, now, "review", s => s.Id != r.Staff.Id && s.May(RegisterRights.Writers), link);
            if (step == RecordStep.AskChanges && d.Author != r.Staff.Id) Mails.Tell(w, now, "changes", d.Author, link);
            if (said.Length > 0) Comments.Add(w, d.Id, "", said, null, null, r.Staff.Id, now);
        });
        await (outcome switch
        {
            RecordOutcome.Done => r.Go($"/desk/register/{id}", "step." + step.Word),
            RecordOutcome.Refused { Why: "draft.breach" } => EditRecord.Show(r, id, r.Words["record.breach"], 409),
            RecordOutcome.Refused refused => EditRecord.Show(r, id, r.Words[refused.Why], refused.Why == "draft.not-yours" ? 403 : 409),
            _ => EditRecord.Show(r, id, r.Words["draft.changed"], 409),
        });
    }

    /// <summary>A remark on a record, for those who work here.</summary>
    public static async Task Say(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id || EditRecord.StateOf(r, id) is null)
        {
            await r.Message(404, "no-page");
            return;
        }
        var said = await r.Field("comment");
        if (said.Length == 0)
        {
            await EditRecord.Show(r, id, r.Words["comment.empty"], 400);
            return;
        }
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            Comments.Add(w, id, "", said, null, null, r.Staff.Id, r.Need<TimeProvider>().GetUtcNow());
            w.Commit();
        }
        await r.Go($"/desk/register/{id}", "commented");
    }

    public static async Task Resolve(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is { } id) await Comments.Resolve(r, id, "", $"/desk/register/{id}");
        else await r.Message(404, "no-page");
    }

    public static async Task Discard(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id || !Digest.TryParse(await r.Field("digest"), out var digest))
        {
            await r.Message(404, "no-page");
            return;
        }
        await (r.Need<RecordDrafts>().Discard(id, digest, r.Staff, r.Address) switch
        {
            RecordOutcome.Done done => r.Go(done.Draft.Base is null ? "/desk/register" : $"/desk/register/{id}", "discarded"),
            RecordOutcome.Refused refused => EditRecord.Show(r, id, r.Words[refused.Why], 409),
            _ => EditRecord.Show(r, id, r.Words["draft.changed"], 409),
        });
    }

    public static Task Retire(DeskRequest r) => Tell(r, Act.Retire);

    public static Task Withdraw(DeskRequest r) => Tell(r, Act.Withdraw);

    public static Task Restore(DeskRequest r) => Tell(r, Act.Restore);

    private static async Task Tell(DeskRequest r, Act act)
    {
        if (ArticleRequest.Id(r) is not { } id || EditRecord.StateOf(r, id) is not { Published: { } published } state)
        {
            await r.Message(404, "no-page");
            return;
        }
        if (state.Draft is not null)
        {
            await EditRecord.Show(r, id, r.Words["record.open-draft"], 409);
            return;
        }
        List<(string, string)> reasons = [];
        foreach (var language in r.Settings?.Languages ?? [])
            if ((await r.Field("reason-" + language)).Normalize() is { Length: > 0 } reason) reasons.Add((language, reason));
        if (reasons.Count == 0 && act != Act.Restore)
        {
            await EditRecord.Show(r, id, r.Words["notice.no-reason"], 400);
            return;
        }
        IReadOnlyList<Proposal> proposals = [new() { Act = act, Resource = id, Kind = published.Says.Type, Document = new Notice { Reason = Record.Words.Of([.. reasons]) } }];
        if (act == Act.Restore && published.State == "merged")
        {
            using var reading = r.Need<MainStore>().Read();
            proposals = Proposal.Unmerge(reading, published.Says, Record.Words.Of([.. reasons]));
            // Somebody's work on the one that stayed would bring back what is taken from it.
            if (proposals.Any(p => p.Resource != id && RecordDrafts.Find(reading, p.Resource) is { State: not DraftState.Published }))
            {
                await EditRecord.Show(r, id, r.Words["record.open-draft"], 409);
                return;
            }
        }
        if (r.Need<Publisher>().Publish(proposals, r.Staff.Actor) is PublishOutcome.Refused refused) await EditRecord.Show(r, id, Breaches.Say(r, refused.Refusals[0].Code, refused.Refusals[0].Sentence, published.Says), 409);
        else await r.GoOnceFollowed($"/desk/register/{id}", "act." + act.Word());
    }
}

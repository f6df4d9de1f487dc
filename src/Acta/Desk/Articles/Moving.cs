using Acta.Access;

namespace Acta.Desk.Articles;

/// <summary>The steps of a text on its way, by their buttons.</summary>
internal static class Moving
{
    public static Task Submit(DeskRequest r) => Do(r, Step.Submit);

    public static Task TakeBack(DeskRequest r) => Do(r, Step.TakeBack);

    public static Task Approve(DeskRequest r) => Do(r, Step.Approve);

    public static Task AskChanges(DeskRequest r) => Do(r, Step.AskChanges);

    public static async Task Do(DeskRequest r, Step step)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Need<Drafts>().Find(id, language) is not { } seen)
        {
            await r.Message(404, "no-page");
            return;
        }
        var said = await r.Field("comment");
        if (step == Step.AskChanges && said.Length == 0)
        {
            await EditPage.Show(r, seen, null, r.Words["changes.no-comment"], 400);
            return;
        }
        // The text that the button stood under; after saving with it, the text just saved.
        var digest = Record.Digest.TryParse(await r.Field("digest"), out var named) && r.Http.Request.Query["then"].Count == 0 ? named : seen.Digest;
        var outcome = r.Need<Drafts>().Move(id, language, digest, step, r.Staff, r.Address,
            (w, d) =>
            {
                var link = $"/desk/articles/{d.Id}/{d.Language}";
                var now = r.Need<TimeProvider>().GetUtcNow();
                if (step == Step.Submit && d.Assigned is null) Mails.TellAll(w, now, "review", s => s.Id != r.Staff.Id && s.May(Roles.Editor, d.Language, d.Section), link);
                if (step == Step.AskChanges && d.Author != r.Staff.Id) Mails.Tell(w, now, "changes", d.Author, link);
                if (said.Length > 0) Comments.Add(w, d.Id, d.Language, said, null, null, r.Staff.Id, r.Need<TimeProvider>().GetUtcNow());
            });
        switch (outcome)
        {
            case DraftOutcome.Done:
                await r.Go($"/desk/articles/{id}/{language}", "step." + step.Word);
                break;
            case DraftOutcome.Conflict conflict:
                await EditPage.Show(r, conflict.Now, null, r.Words["draft.changed"], 409);
                break;
            case DraftOutcome.Refused { Why: "draft.breach" }:
                await EditPage.Show(r, seen, null, Record.Rules.Check(seen.Edition with { TranslationOf = null })[0], 409);
                break;
            case DraftOutcome.Refused refused:
                await EditPage.Show(r, seen, null, r.Words[refused.Why], refused.Why == "draft.not-yours" ? 403 : 409);
                break;
        }
    }

    public static async Task Assign(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language)) await r.Message(404, "no-page");
        else
        {
            Guid? to = Guid.TryParseExact(await r.Field("to"), "D", out var person) && r.Need<Access.People>().Find(person) is not null ? person : null;
            if (r.Need<Drafts>().Assign(id, language, to, r.Staff, r.Address) is DraftOutcome.Refused refused) await r.Message(403, refused.Why);
            else await r.Go($"/desk/articles/{id}/{language}", "saved");
        }
    }

    public static async Task Discard(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Need<Drafts>().Find(id, language) is not { } seen) await r.Message(404, "no-page");
        else
        {
            switch (r.Need<Drafts>().Discard(id, language, Record.Digest.TryParse(await r.Field("digest"), out var digest) ? digest : default, r.Staff, r.Address))
            {
                case DraftOutcome.Done done:
                    await r.Go(done.Draft.Base is null ? "/desk/articles" : $"/desk/articles/{id}", "discarded");
                    break;
                case DraftOutcome.Conflict conflict:
                    await EditPage.Show(r, conflict.Now, null, r.Words["draft.changed"], 409);
                    break;
                case DraftOutcome.Refused refused:
                    await EditPage.Show(r, seen, null, r.Words[refused.Why], 403);
                    break;
            }
        }
    }

    /// <summary>Says that a translation stands, although its original was changed.</summary>
    public static async Task Stands(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || !Record.Digest.TryParse(await r.Field("wording"), out var wording))
        {
            await r.Message(404, "no-page");
            return;
        }
        _ = long.TryParse(await r.Field("version"), out var version);
        var outcome = r.Need<Drafts>().Save(id, language, version, d => d with { Source = wording }, r.Staff, r.Address);
        if (outcome is DraftOutcome.Done) await r.Go($"/desk/articles/{id}/{language}", "stands");
        else if (outcome is DraftOutcome.Conflict conflict) await EditPage.Show(r, conflict.Now, null, r.Words["draft.changed"], 409);
        else await r.Message(403, ((DraftOutcome.Refused)outcome).Why);
    }
}

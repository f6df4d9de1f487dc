using Acta.Access;
using Acta.Desk.Articles;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Tests.Access;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

/// <summary>The states of a text, walked at random beside a model of what may be.</summary>
public class StepsTests
{
    private enum Deed
    {
        Write,
        Submit,
        TakeBack,
        Approve,
        AskChanges,
        Release,
        Schedule,
        Unschedule,
        Wait,
        Reopen,
        Discard,
    }

    [Fact]
    public async Task However_people_act_nothing_unapproved_goes_out_and_nothing_written_is_lost()
    {
        await using var site = await DeskSite.Start();
        var people = new List<Staff>();
        foreach (var role in new[] { Roles.Author, Roles.Editor, Roles.Publisher, Roles.Keeper, Roles.Auditor }) people.Add(await site.Add(role));
        var store = site.Serving.Store;
        var drafts = new Drafts(store, site.Time);
        var releasing = new Releasing(store, site.Serving.Views, site.Serving.Publisher, site.Time);
        var random = new Random(20261126);
        var published = new Dictionary<Guid, string>();
        for (var story = 0; story < (TestLength.IsLong ? 200 : 12); story++)
        {
            var author = people[0];
            var kind = random.Next(2) == 0 ? ArticleKind.News : ArticleKind.Statement;
            var edition = World.World.BridgeIn("en") with { Id = Guid.NewGuid(), Slug = $"walk-{story}", Kind = kind };
            var draft = drafts.Create(edition, null, author, null);
            // The model: the state, the text, who wrote since it was public, whether it was ever public.
            var (state, text, isPublic) = (DraftState.Draft, Text(draft), false);
            var writers = new HashSet<Guid> { author.Id };
            var written = new HashSet<string> { text };
            Guid? release = null;
            for (var i = 0; i < 40; i++)
            {
                var now = drafts.Find(draft.Id, "en");
                if (now is null) break;
                Assert.Equal((state, text), (now.State, Text(now)));
                var who = people[random.Next(people.Count)];
                var deed = (Deed)random.Next(11);
                bool writes = who.May(Roles.Author | Roles.Editor | Roles.Publisher), reviews = who.May(Roles.Editor | Roles.Publisher), releases = who.May(Roles.Publisher);
                site.Time.Pass(TimeSpan.FromMinutes(3));
                switch (deed)
                {
                    case Deed.Write:
                        var next = $"Text {story} {i}.";
                        var saved = drafts.Save(draft.Id, "en", now.Version, d => d with { Edition = d.Edition with { Body = BlockIds.Assign(Markdown.Parse(next), d.Edition.Body) } }, who, null) is DraftOutcome.Done;
                        Assert.Equal(writes && state is not (DraftState.Scheduled or DraftState.Published), saved);
                        if (!saved) break;
                        if (state == DraftState.Approved) state = DraftState.Draft;
                        text = next;
                        writers.Add(who.Id);
                        written.Add(next);
                        break;
                    case Deed.Submit:
                        Step_(Step.Submit, writes && state is DraftState.Draft or DraftState.Changes && writes, DraftState.Review);
                        break;
                    case Deed.TakeBack:
                        Step_(Step.TakeBack, writes && state == DraftState.Review, DraftState.Draft);
                        break;
                    case Deed.AskChanges:
                        Step_(Step.AskChanges, reviews && state is DraftState.Review or DraftState.Approved && reviews, DraftState.Changes);
                        break;
                    case Deed.Approve:
                        var mayApprove = reviews && state is DraftState.Draft or DraftState.Review or DraftState.Changes && reviews;
                        Step_(Step.Approve, mayApprove && !(kind == ArticleKind.Statement && writers.Contains(who.Id)), DraftState.Approved);
                        break;
                    case Deed.Release:
                        var outcome = releasing.Release([new ReleaseItem(draft.Id, "en", now.Digest)], overriding: false, who, null);
                        var isOut = outcome is ReleaseOutcome.Done;
                        // A reopened text that nobody changed has nothing to say.
                        Assert.Equal(releases && state == DraftState.Approved && !(isPublic && published[draft.Id] == text), isOut);
                        if (isOut) Out();
                        break;
                    case Deed.Schedule:
                        var planned = releasing.Schedule([new ReleaseItem(draft.Id, "en", now.Digest)], site.Time.GetUtcNow().AddMinutes(9), who, null);
                        var isPlanned = planned is ReleaseOutcome.Planned;
                        Assert.Equal(releases && state == DraftState.Approved && !(isPublic && published[draft.Id] == text), isPlanned);
                        if (isPlanned) (state, release) = (DraftState.Scheduled, ((ReleaseOutcome.Planned)planned).Release);
                        break;
                    case Deed.Unschedule:
                        if (release is { } its && releasing.Unschedule(its, who, null))
                        {
                            Assert.True(releases && state == DraftState.Scheduled);
                            (state, release) = (DraftState.Approved, null);
                        }
                        break;
                    case Deed.Wait:
                        site.Time.Pass(TimeSpan.FromMinutes(5));
                        break;
                    case Deed.Reopen:
                        if (state != DraftState.Published) break;
                        drafts.Reopen(now.Edition, now.Base!.Value, null, Acta.Record.Act.Revise, who, null);
                        state = DraftState.Draft;
                        writers.Clear();
                        break;
                    case Deed.Discard:
                        if (isPublic || random.Next(4) > 0) break;
                        var gone = drafts.Discard(draft.Id, "en", now.Digest, who, null) is DraftOutcome.Done;
                        Assert.Equal((reviews || who == author) && state is not (DraftState.Scheduled or DraftState.Published), gone);
                        break;
                }
                // The server's own schedule may have been quicker; the model follows the clock.
                releasing.Tick();
                if (state == DraftState.Scheduled && drafts.Find(draft.Id, "en")!.State == DraftState.Published) Out();

                void Step_(Step step, bool may, DraftState to)
                {
                    var done = drafts.Move(draft.Id, "en", now.Digest, step, who, null) is DraftOutcome.Done;
                    Assert.True(may == done, $"{step.Word} by {who.Name} in {state}: {done}");
                    if (done) state = to;
                }

                void Out()
                {
                    (state, isPublic, release) = (DraftState.Published, true, null);
                    published[draft.Id] = text;
                    writers.Clear();
                }
            }
            using var reading = store.Read();
            var known = Drafts.Versions(reading, draft.Id, "en").Select(v => Markdown.Write(v.Edition.Body).Trim()).ToHashSet();
            if (drafts.Find(draft.Id, "en") is not null) Assert.Superset(written, known);
        }
        // What is in the log is what was approved, and each release is one entry.
        using var r = store.Read();
        foreach (var (id, text) in published)
            Assert.Equal(text, Markdown.Write(((Edition)Acta.Record.Document.Read(r.Document(Acta.Record.Digest.FromBytes(r.First("SELECT digest FROM heads WHERE resource = @id", row => (byte[])row[0], ("@id", id.ToString()))!)).Bytes!)).Body).Trim());
        Assert.Null(Acta.Verification.StoreAudit.Run(store, site.Serving.Folder, Acta.Store.LogKey.Read(site.Serving.Folder).Verifier, null).Fault);
    }

    private static string Text(Draft draft) => Markdown.Write(draft.Edition.Body).Trim();
}

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

    [Fact]
    public async Task However_people_act_on_an_article_of_two_languages_they_go_out_together_or_not_at_all_not_before_an_embargo_ends_and_not_while_removed()
    {
        await using var site = await DeskSite.Start();
        await site.Serving.StopSchedule();
        var (boss, author, auditor) = (await site.Add(Roles.Publisher), await site.Add(Roles.Author), await site.Add(Roles.Auditor));
        var store = site.Serving.Store;
        var drafts = new Drafts(store, site.Time);
        var releasing = new Releasing(store, site.Serving.Views, site.Serving.Publisher, site.Time);
        var random = new Random(20261127);
        var size = Size();
        var seen = new Dictionary<string, int>();
        for (var story = 0; story < TestLength.Of(16, 300); story++)
        {
            var id = Guid.NewGuid();
            foreach (var language in new[] { "en", "ru" }) drafts.Create(World.World.BridgeIn(language) with { Id = id, Slug = $"pair-{story}", TranslationOf = language == "en" ? null : new TranslatedFrom("en", null) }, null, author, null);
            // The model: what was approved as it stands, what readers have, what is removed, what waits and until when nothing goes out.
            var approved = new HashSet<string>();
            var isPublic = new Dictionary<string, string>();
            var removed = new HashSet<string>();
            (Guid Id, DateTimeOffset Due, string[] Languages)? planned = null;
            DateTimeOffset? embargo = null;
            for (var i = 0; i < 60; i++)
            {
                site.Time.Pass(TimeSpan.FromMinutes(2));
                if (embargo <= site.Time.GetUtcNow()) embargo = null;
                var who = random.Next(4) == 0 ? random.Next(2) == 0 ? author : auditor : boss;
                var language = random.Next(2) == 0 ? "en" : "ru";
                string[] group = random.Next(3) == 0 ? [language] : ["en", "ru"];
                var items = group.Select(l => new ReleaseItem(id, l, Now(l).Digest)).ToList();
                switch (random.Next(16))
                {
                    case 0 or 1:
                        var before = Now(language);
                        if (before.State == DraftState.Published) drafts.Reopen(before.Edition, before.Base!.Value, null, Acta.Record.Act.Revise, who, null);
                        var text = $"Text {story} {i}.";
                        if (drafts.Save(id, language, Now(language).Version, d => d with { Edition = d.Edition with { Body = BlockIds.Assign(Markdown.Parse(text), d.Edition.Body) } }, who, null) is not DraftOutcome.Done) break;
                        Assert.False(who == auditor || planned?.Languages.Contains(language) == true);
                        approved.Remove(language);
                        break;
                    case >= 2 and <= 5:
                        foreach (var l in group)
                            if (drafts.Move(id, l, Now(l).Digest, Step.Approve, who, null) is DraftOutcome.Done)
                            {
                                Assert.Equal(boss, who);
                                approved.Add(l);
                            }
                        break;
                    case 6 or 7:
                        var overriding = random.Next(6) == 0;
                        var going = group.ToDictionary(l => l, l => Text(Now(l)));
                        if (releasing.Release(items, overriding, who, null) is not ReleaseOutcome.Done)
                        {
                            Assert.Equal(size, Size());
                            Count("refused");
                            break;
                        }
                        Assert.True(who == boss && (overriding || (embargo is null && group.All(approved.Contains))), $"{who.Name} released {string.Join('+', group)} under {embargo}");
                        Assert.DoesNotContain(group, removed.Contains);
                        Assert.False(planned is not null && group.Any(planned.Value.Languages.Contains));
                        // Readers are told by an override that silence is over.
                        if (overriding) embargo = null;
                        Out(going);
                        Count(overriding ? "overridden" : group.Length == 2 ? "together" : "alone");
                        break;
                    case 8 or 9 or 10:
                        var due = site.Time.GetUtcNow().AddMinutes(random.Next(1, 12));
                        if (releasing.Schedule(items, due, who, null) is not ReleaseOutcome.Planned plan) break;
                        Assert.True(who == boss && group.All(approved.Contains) && !(embargo > due) && planned?.Languages.Intersect(group).Any() != true);
                        if (planned is not null) Assert.True(releasing.Unschedule(plan.Release, boss, null));
                        else planned = (plan.Release, due, group);
                        break;
                    case 11:
                        if (planned is not { } its || !releasing.Unschedule(its.Id, who, null)) break;
                        Assert.Equal(boss, who);
                        planned = null;
                        break;
                    case 12:
                        embargo = random.Next(4) == 0 ? null : site.Time.GetUtcNow().AddMinutes(random.Next(1, 15));
                        using (var w = store.BeginDeskWrite())
                        {
                            Embargo.Lift(w, id);
                            if (embargo is { } until) w.Execute("INSERT INTO embargoes (id, until, writer) VALUES (@id, @until, @by)", ("@id", id.ToString()), ("@until", until.ToUnixTimeMilliseconds()), ("@by", boss.Id.ToString()));
                            w.Commit();
                        }
                        break;
                    case 13:
                        if (!isPublic.ContainsKey(language)) break;
                        var act = removed.Contains(language) ? Acta.Record.Act.Restore : Acta.Record.Act.Withdraw;
                        Assert.IsType<Acta.Publication.PublishOutcome.Published>(site.Serving.Publisher.Publish([new Acta.Publication.Proposal { Act = act, Resource = id, Kind = "article", Language = language, Document = World.World.NoLonger("A mistake.") }], "test"));
                        if (!removed.Remove(language)) removed.Add(language);
                        size++;
                        Count(act == Acta.Record.Act.Withdraw ? "withdraw" : "restore");
                        break;
                    case 14 or 15:
                        site.Time.Pass(TimeSpan.FromMinutes(5));
                        if (embargo <= site.Time.GetUtcNow()) embargo = null;
                        break;
                }
                if (planned is { } waiting)
                {
                    var then = waiting.Languages.ToDictionary(l => l, l => Text(Now(l)));
                    releasing.Tick();
                    if (Now(waiting.Languages[0]).State == DraftState.Published)
                    {
                        Assert.True(waiting.Due <= site.Time.GetUtcNow() && embargo is null && !waiting.Languages.Any(removed.Contains));
                        planned = null;
                        Out(then);
                        Count("by the clock");
                    }
                    // Held back, it waits for a person, who takes it back here.
                    else if (waiting.Due <= site.Time.GetUtcNow())
                    {
                        Assert.True(releasing.Unschedule(waiting.Id, boss, null));
                        planned = null;
                        Count("held");
                    }
                }
                Assert.Equal(size, Size());
                using var r = store.Read();
                foreach (var l in new[] { "en", "ru" })
                {
                    var head = r.First("SELECT state, digest FROM heads WHERE resource = @id AND language = @language", row => (State: row.GetString(0), Digest: row.IsDBNull(1) ? null : (byte[])row[1]), ("@id", id.ToString()), ("@language", l));
                    Assert.Equal(isPublic.ContainsKey(l), head.Digest is not null);
                    Assert.Equal(removed.Contains(l), head.State == "withdrawn");
                    // What is removed can't be had; what is back is what it was.
                    if (head.Digest is null) continue;
                    var document = r.Document(Acta.Record.Digest.FromBytes(head.Digest));
                    Assert.Equal(removed.Contains(l), document.State == Acta.Store.DocumentState.Withheld);
                    Assert.Equal(isPublic[l], Markdown.Write(((Edition)Acta.Record.Document.Read(document.Bytes!)).Body).Trim());
                }

                void Out(Dictionary<string, string> texts)
                {
                    size += texts.Count;
                    foreach (var (l, said) in texts) (isPublic[l], _) = (said, approved.Remove(l));
                }
            }

            Draft Now(string language) => drafts.Find(id, language)!;
        }
        foreach (var what in new[] { "together", "alone", "overridden", "by the clock", "held", "refused", "withdraw", "restore" }) Assert.True(seen.GetValueOrDefault(what) > 0, $"{what}: {seen.GetValueOrDefault(what)}");
        Assert.Null(Acta.Verification.StoreAudit.Run(store, site.Serving.Folder, Acta.Store.LogKey.Read(site.Serving.Folder).Verifier, null).Fault);

        void Count(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;

        long Size()
        {
            using var r = store.Read();
            return r.Head()!.Size;
        }
    }

    private static string Text(Draft draft) => Markdown.Write(draft.Edition.Body).Trim();
}

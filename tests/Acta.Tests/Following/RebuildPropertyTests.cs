using Acta.Following;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;
using Acta.Tests.Publication;
using Acta.Tests.Views;
using Acta.Tests.World;
using Acta.Views;
using CsCheck;

namespace Acta.Tests.Following;

public sealed class RebuildOnSqliteTests() : RebuildPropertyTests(StoreKind.Sqlite);

public sealed class RebuildOnPostgresTests() : RebuildPropertyTests(StoreKind.Postgres);

public abstract class RebuildPropertyTests(StoreKind kind)
{
    [Fact]
    public void After_a_rebuild_every_answer_is_the_same_whatever_was_published_and_erased()
    {
        RandomActs.Sequences.Sample(acts =>
        {
            using var site = new FollowedSite(kind.NewConnection());
            var settings = Settings(site.Site.Store);
            site.Site.Publish(new Proposal
            {
                Act = Act.Revise, Resource = settings.Id, Kind = "settings",
                Document = settings with { Sections = [.. settings.Sections, new Section("water", Words.Of(("en", "Water")), Words.None)] },
            });
            foreach (var act in acts)
            {
                site.Site.Publisher.Publish([Proposed(site, act)], "test");
                if (act.Variant % 3 == 0) site.Follower.CatchUp();
            }
            site.Follower.CatchUp();
            var now = DateTimeOffset.UtcNow;
            List<string> Answers()
            {
                using var reading = site.Db.Read();
                var q = new Acta.Views.News.NewsQueries(reading);
                var answers = Questions.All(now, (id, language) => Newest(site, id, language)).Select(a => a.Name + " " + Questions.Text(a.Ask(q))).ToList();
                using var store = site.Site.Store.Read();
                foreach (var (language, path) in store.Query("SELECT language, path FROM addresses ORDER BY language, path", r => (r.GetString(0), r.GetString(1))))
                    answers.Add($"{language}/{path} " + Questions.Text(q.Resolve(language, path)));
                return answers;
            }
            var before = Answers();
            site.Follower.Dispose();
            new Rebuild(site.Site.Store, site.Site.Folder, Fold.Views, Fold.Version).Run(null, default);
            site.Db.Dispose();
            Assert.Equal(before, Answers());
        }, iter: TestLength.IsLong ? 300 : kind == StoreKind.Sqlite ? 8 : 3, threads: 1);
    }

    private static Proposal Proposed(FollowedSite site, (int What, int Article, int Language, int Variant) act)
    {
        var (id, language) = (RandomActs.Id(act.Article), RandomActs.Languages[act.Language]);
        var known = Newest(site, id, language) is not null;
        var edition = RandomActs.Edition(act, DateTimeOffset.UtcNow, Newest(site, id, "en")) with { Lead = null, Address = "" };
        var proposal = new Proposal { Act = Act.Publish, Resource = id, Kind = "article", Language = language, Document = edition, OnClash = ClashRule.Number };
        if (!known) return proposal;
        return act.What switch
        {
            < 10 => proposal with { Act = edition.Correction is null ? Act.Revise : Act.Correct },
            < 13 => EmptySite.Notice(Act.Retire, id, act.Variant % 2 == 0 ? null : language),
            < 15 => EmptySite.Notice(Act.Withdraw, id, language),
            < 18 => EmptySite.Notice(Act.Restore, id, language),
            _ => EmptySite.Notice(Act.Erase, id, act.Variant % 2 == 0 ? null : language),
        };
    }

    private static SiteSettings Settings(MainStore store)
    {
        using var r = store.Read();
        return (SiteSettings)Document.Read(r.First("SELECT d.bytes FROM heads h JOIN documents d ON d.digest = h.digest WHERE h.kind = 'settings'", row => (byte[])row[0])!);
    }

    private static Digest? Newest(FollowedSite site, Guid id, string language)
    {
        using var r = site.Site.Store.Read();
        return r.First<Digest?>("SELECT digest FROM heads WHERE resource = @id AND language = @language AND digest IS NOT NULL",
            row => Digest.FromBytes((byte[])row[0]), ("@id", id.ToString()), ("@language", language));
    }
}

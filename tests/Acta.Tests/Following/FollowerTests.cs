using System.Collections.Concurrent;
using System.Text;
using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Tests.Publication;
using Acta.Tests.World;
using Acta.Views;
using Acta.Views.News;

namespace Acta.Tests.Following;

public sealed class FollowerOnSqliteTests() : FollowerTests(StoreKind.Sqlite);

public sealed class FollowerOnPostgresTests() : FollowerTests(StoreKind.Postgres);

public abstract class FollowerTests(StoreKind kind)
{
    [Fact]
    public void What_I_publish_shows_as_soon_as_the_follower_has_it()
    {
        using var site = new FollowedSite(kind.NewConnection());
        var applied = new ConcurrentQueue<Applied>();
        site.Follower.Applied += applied.Enqueue;
        site.Run();
        FollowedSite.Until(() => site.Follower.Position == 1, "the settings are applied");

        var id = Guid.NewGuid();
        var entry = site.Site.Publish(EmptySite.Article(Act.Publish, id, "Ministers met", "They met."))[0];
        FollowedSite.Until(() => site.Follower.Position == 2, "the article is applied");
        Assert.IsType<Resolution.Found>(site.Ask(q => q.Resolve("en", entry.Address!)));
        var last = applied.Last();
        Assert.False(last.All);
        Assert.Contains($"article:{id:N}", last.Tags);
        Assert.Equal(0, site.Follower.Lag);
        Assert.Null(site.Follower.Stopped);
    }

    [Fact]
    public async Task Only_one_follower_folds_and_the_next_takes_over_when_it_ends()
    {
        using var site = new FollowedSite(kind.NewConnection());
        Assert.True(site.Follower.CatchUp());
        using var otherDb = new ViewsDb(site.ViewsFile, TimeProvider.System);
        using var other = site.NewFollower(otherDb);
        using var stop = new CancellationTokenSource();
        Assert.False(other.CatchUp());
        var watching = other.RunAsync(stop.Token);
        FollowedSite.Until(() => other.Position == 1, "the watcher sees what the first has folded");

        site.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "One", "Text."));
        site.Follower.CatchUp();
        FollowedSite.Until(() => other.Position == 2, "the watcher sees the first's commit");
        site.Stop();
        site.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Two", "Text."));
        FollowedSite.Until(() => other.Position == 3, "the other has taken over");
        stop.Cancel();
        await watching;
    }

    [Fact]
    public async Task A_rebuilt_file_takes_over_while_readers_read()
    {
        using var site = new FollowedSite(kind.NewConnection());
        var id = Guid.NewGuid();
        site.Site.Publish(EmptySite.Article(Act.Publish, id, "Before", "Text."));
        site.Run();
        FollowedSite.Until(() => site.Follower.Position == 2, "all is applied");
        var inode = Inode(site.ViewsFile);

        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var seen = 0L;
            while (!stop.IsCancellationRequested)
            {
                using var r = site.Db.Read();
                Assert.True(r.Position >= seen, "a reader was shown an older state");
                seen = r.Position;
                Assert.NotNull(new NewsQueries(r).Current(id, "en"));
            }
            return seen;
        });
        var folded = new Rebuild(site.Site.Store, site.Site.Folder, Fold.Views, Fold.Version).Run(null, default);
        Assert.Equal(2, folded);
        Assert.NotEqual(inode, Inode(site.ViewsFile));
        site.Site.Publish(EmptySite.Article(Act.Revise, id, "After", "Text."));
        FollowedSite.Until(() => site.Ask(q => q.Current(id, "en"))!.Headline == "After", "the new file goes on");
        stop.Cancel();
        Assert.True(await reading >= 2);
        Assert.Equal([$"views-{Fold.Version}.db"], Directory.GetFiles(site.Site.Folder.Path, $"views-{Fold.Version}.db*").Select(Path.GetFileName).Where(f => !f!.EndsWith("-wal") && !f.EndsWith("-shm")));
    }

    [Fact]
    public void An_entry_of_a_later_version_stops_the_follower_with_a_sentence_and_loses_nothing_before_it()
    {
        using var site = new FollowedSite(kind.NewConnection());
        site.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Known", "Text."));
        AppendLeaf(site, """{"act":"transmute","id":"a0000000-0000-4000-8000-000000000009","kind":"article","rev":1,"time":"2025-06-30T04:00:00.000Z","v":2}""");
        site.Run();
        FollowedSite.Until(() => site.Follower.Stopped is not null, "the follower stops");
        Assert.Equal(2, site.Follower.Position);
        Assert.Equal(1, site.Follower.Lag);
        Assert.Contains("entry 2", site.Follower.Stopped);
        Assert.Contains("transmute", site.Follower.Stopped);
        Assert.Single(site.Ask(q => q.Newest(ListKey.All("en"), 5)));
    }

    [Fact]
    public void Kinds_and_document_types_of_a_later_version_are_skipped()
    {
        using var site = new FollowedSite(kind.NewConnection());
        AppendLeaf(site, """{"act":"publish","id":"a0000000-0000-4000-8000-000000000009","kind":"spaceship","more":[1],"rev":1,"time":"2025-06-30T04:00:00.000Z","v":2}""");
        Assert.True(site.Follower.CatchUp());
        Assert.Equal(2, site.Follower.Position);
    }

    [Fact]
    public void A_document_may_be_absent_only_where_it_was_erased()
    {
        using var site = new FollowedSite(kind.NewConnection());
        var entry = site.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Lost", "Text."))[0];
        using (var w = site.Site.Store.BeginWrite())
        {
            w.Execute("UPDATE documents SET bytes = NULL WHERE digest = @digest", ("@digest", entry.Document!.Value.ToBytes()));
            w.Commit();
        }
        site.Run();
        FollowedSite.Until(() => site.Follower.Stopped is not null, "the follower stops");
        Assert.Contains(entry.Document.Value.Hex, site.Follower.Stopped);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_erased_text_is_in_no_byte_of_the_views(bool whileReadersRead)
    {
        const string planted = "Zyxwvut";
        using var site = new FollowedSite(kind.NewConnection());
        var id = Guid.NewGuid();
        var edition = (Edition)EmptySite.Article(Act.Publish, id, planted + " in the headline", planted + " in the text. ").Document! with
        {
            Summary = planted + " in the summary",
            Tags = [planted],
            Place = planted,
            FormerAddresses = ["/" + planted],
        };
        site.Run();
        for (var i = 0; i < 5; i++) site.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), $"Other {i}", "Text."));
        var address = site.Site.Publish(FollowedSite.Publish(edition))[0].Address!;
        site.Site.Publish(FollowedSite.Publish(edition with { Headline = planted + " once more", Slug = "another" }) with { Act = Act.Revise });
        FollowedSite.Until(() => site.Follower.Position == 8, "all is applied");
        Assert.NotEmpty(Containing(site, planted));

        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            while (whileReadersRead && !stop.IsCancellationRequested) site.Ask(q => q.Newest(ListKey.All("en"), 5));
        });
        site.Site.Publish(FollowedSite.Erase(id, "en"));
        FollowedSite.Until(() => site.Follower.Position == 9 && Containing(site, planted).Count == 0, "the text is in no file: " + string.Join(", ", Containing(site, planted)));
        stop.Cancel();
        await reading;
        Assert.Null(site.Ask(q => q.Article(id, "en")));
        Assert.Empty(site.Ask(q => q.TagList("en")));
        var gone = Assert.IsType<Resolution.Gone>(site.Ask(q => q.Resolve("en", address)));
        Assert.Equal("A court said so.", gone.Notice!.Reason["en"]);
    }

    [Fact]
    public void Views_of_another_log_are_thrown_away()
    {
        using var one = new FollowedSite(kind.NewConnection());
        one.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Of the first", "Text."));
        one.Follower.CatchUp();
        one.Stop();
        using var two = new FollowedSite(kind.NewConnection());
        two.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Of the second", "Text."));
        File.Copy(one.ViewsFile, two.ViewsFile);
        Assert.True(two.Follower.CatchUp());
        Assert.Equal(["Of the second"], two.Ask(q => q.Newest(ListKey.All("en"), 5)).Select(a => a.Headline));
    }

    [Fact]
    public void A_damaged_file_of_views_is_made_again()
    {
        using var site = new FollowedSite(kind.NewConnection());
        var id = Guid.NewGuid();
        site.Site.Publish(EmptySite.Article(Act.Publish, id, "Still here", "Text."));
        site.Follower.CatchUp();
        site.Follower.Dispose();
        using (var file = File.OpenWrite(site.ViewsFile)) file.Write("not a database at all"u8);
        using var next = site.NewFollower(site.Db);
        Assert.True(next.CatchUp());
        Assert.Equal("Still here", site.Ask(q => q.Current(id, "en"))!.Headline);
    }

    [Fact]
    public void What_a_broken_off_rebuild_or_an_older_fold_left_is_deleted()
    {
        using var site = new FollowedSite(kind.NewConnection());
        File.WriteAllText(site.ViewsFile + ".rebuilding", "half");
        File.WriteAllText(Path.Combine(site.Site.Folder.Path, "views-0.db"), "old");
        site.Follower.CatchUp();
        Assert.Equal([$"views-{Fold.Version}.db"], Directory.GetFiles(site.Site.Folder.Path, "views-*.db*").Select(Path.GetFileName).Where(f => !f!.EndsWith("-wal") && !f.EndsWith("-shm")));
    }

    private static List<string> Containing(FollowedSite site, string text) =>
        [.. Directory.GetFiles(site.Site.Folder.Path, "views-*").Where(f => Read(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(f => Path.GetFileName(f))];

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static void AppendLeaf(FollowedSite site, string leaf)
    {
        using var w = site.Site.Store.BeginWrite();
        var size = w.Head()!.Size;
        w.Execute("INSERT INTO entries (idx, leaf) VALUES (@idx, @leaf)", ("@idx", size), ("@leaf", Encoding.UTF8.GetBytes(leaf)));
        w.Execute("UPDATE head SET size = @size", ("@size", size + 1));
        w.Commit();
    }

    private static string Inode(string file) => World.ChildProcess.Run("stat", "-c", "%i", file).Output.Trim();
}

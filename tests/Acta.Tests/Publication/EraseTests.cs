using System.Text;
using Acta.Media;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Tests.Following;
using Acta.Tests.World;
using Npgsql;

namespace Acta.Tests.Publication;

public sealed class EraseOnSqliteTests() : EraseTests(StoreKind.Sqlite);

public sealed class EraseOnPostgresTests() : EraseTests(StoreKind.Postgres);

public abstract class EraseTests(StoreKind kind)
{
    private const string Planted = "Zyxwvutsrq";

    [Fact]
    public void An_erased_text_is_in_no_byte_afterwards_free_pages_logs_views_and_files_included()
    {
        using var site = new FollowedSite(kind.NewConnection());
        var library = new MediaLibrary(site.Site.Store, site.Site.Folder, TimeProvider.System);
        site.Site.Publisher.ErasedMedia = library.RemoveErased;
        var file = library.Add(new MemoryStream(Encoding.UTF8.GetBytes($"A file on {Planted}.\n")), "notes.txt");
        var id = Guid.NewGuid();
        var edition = (Edition)EmptySite.Article(Act.Publish, id, Planted + " in the headline", "").Document! with
        {
            Summary = Planted,
            Place = Planted,
            Tags = [Planted],
            Body = [new Paragraph(string.Concat(Enumerable.Repeat(Planted + " in the text. ", 3000))) { Id = "p1" }, new Attachment("Notes", new MediaSource(file, null)) { Id = "f1" }],
        };
        for (var i = 0; i < 5; i++) site.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), $"Other {i}", "Text."));
        var first = site.Site.Publish(FollowedSite.Publish(edition))[0];
        site.Site.Publish(FollowedSite.Publish(edition with { Summary = Planted + " again", Slug = Planted.ToLowerInvariant() }) with { Act = Act.Revise });
        site.Follower.CatchUp();
        Assert.NotEmpty(Containing(site));

        var erased = site.Site.Publish(EmptySite.Notice(Act.Erase, id, "en") with { HideAddresses = true })[0];
        site.Follower.CatchUp();
        Assert.Empty(Containing(site));
        Assert.Null(site.Site.Audit().Fault);

        // The address itself is gone, still answers that it is, and nobody else is given it.
        Assert.Null(erased.Address);
        Assert.IsType<Acta.Views.News.Resolution.Gone>(site.Ask(q => q.Resolve("en", first.Address!)));
        Assert.Equal("clash", site.Site.Refused(FollowedSite.Publish(edition with { Id = Guid.NewGuid(), Body = [] })).Code);
        Assert.Empty(Directory.GetFiles(site.Site.Folder.MediaFolder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_reader_of_an_older_state_delays_the_erasure_of_bytes_and_does_not_hinder_it()
    {
        using var site = new FollowedSite(kind.NewConnection());
        var id = Guid.NewGuid();
        site.Site.Publish(EmptySite.Article(Act.Publish, id, Planted, Planted));
        site.Follower.CatchUp();
        Assert.NotEmpty(Containing(site));
        var reading = site.Site.Store.Read();
        Assert.Equal(2, reading.Head()!.Size);
        var ended = Task.Run(async () =>
        {
            await Task.Delay(400);
            reading.Dispose();
        });
        site.Site.Publish(EmptySite.Notice(Act.Erase, id, "en") with { HideAddresses = true });
        site.Follower.CatchUp();
        await ended;
        Assert.Empty(Containing(site));
    }

    // Every file of the site's folder, and of PostgreSQL the database's own tables. Its write-ahead log keeps what it wrote
    // until the segment is used again: the guide says so.
    private List<string> Containing(FollowedSite site)
    {
        var files = Directory.GetFiles(site.Site.Root, "*", SearchOption.AllDirectories).ToList();
        if (site.Site.Folder.StoreConnection is { } connection)
        {
            NpgsqlConnection.ClearAllPools();
            PostgresCluster.Execute("postgres", "CHECKPOINT");
            using var open = new NpgsqlConnection(connection);
            open.Open();
            using var command = new NpgsqlCommand("SELECT oid FROM pg_database WHERE datname = current_database()", open);
            files.AddRange(Directory.GetFiles(Path.Combine(PostgresCluster.Folder, "data", "base", command.ExecuteScalar()!.ToString()!)));
        }
        return FilesWith.Any(files, Planted, Planted.ToLowerInvariant());
    }
}

using Acta.Following;
using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Tests.Publication;
using Acta.Views;
using Acta.Views.News;

namespace Acta.Tests.Following;

/// <summary>An empty site with a follower of its own, whose views are asked as readers would.</summary>
internal sealed class FollowedSite : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _running;

    public FollowedSite(string? connection = null)
    {
        Site = new EmptySite(connection);
        Db = new ViewsDb(ViewsFile, TimeProvider.System);
        Follower = NewFollower(Db);
    }

    public EmptySite Site { get; }

    public ViewsDb Db { get; }

    public Follower Follower { get; private set; }

    public string ViewsFile => Site.Folder.ViewsFile(Fold.Version);

    public Follower NewFollower(ViewsDb db) => new(Site.Store, Site.Folder, db, Fold.Views, Fold.Version);

    public void Run() => _running = Follower.RunAsync(_stop.Token);

    /// <summary>Stops the follower and gives up its lock.</summary>
    public void Stop()
    {
        _stop.Cancel();
        _running?.Wait();
        Follower.Dispose();
    }

    public T Ask<T>(Func<NewsQueries, T> question)
    {
        using var reading = Db.Read();
        return question(new NewsQueries(reading));
    }

    /// <summary>Waits for what must come to be; in vain for long only where it is broken.</summary>
    public static void Until(Func<bool> condition, string what)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 3_000, $"waited in vain until {what}");
            Thread.Sleep(10);
        }
    }

    public static Proposal Publish(Edition edition) => new() { Act = Act.Publish, Resource = edition.Id, Kind = "article", Language = edition.Language, Document = edition };

    public static Proposal Erase(Guid id, string language) => new()
    {
        Act = Act.Erase, Resource = id, Kind = "article", Language = language,
        Document = new Erasure { Ground = Words.Of(("en", "A court said so.")) },
    };

    public void Dispose()
    {
        Stop();
        Db.Dispose();
        Site.Dispose();
        _stop.Dispose();
    }
}

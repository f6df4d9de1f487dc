using System.Diagnostics;
using Acta.Desk.Articles;
using Acta.Following;
using Acta.Publication;
using Acta.Record;
using Acta.Store;
using Acta.Tests.Publication;
using Acta.Views;

/// <summary>
/// What a program under test runs before its own first line, where a test names this assembly in DOTNET_STARTUP_HOOKS: it
/// ends the process with SIGKILL at a step of a publish, and may play a publisher that tells what was acknowledged.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("ACTA_TEST_KILL_AT") is { Length: > 0 } at) KillAt(at.Split(':')[0], int.Parse(at.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        if (Environment.GetEnvironmentVariable("ACTA_TEST_PUBLISH") is { Length: > 0 } data) Publish(data);
        if (Environment.GetEnvironmentVariable("ACTA_TEST_RELEASE") is { Length: > 0 } desk) Release(desk);
    }

    private static void KillAt(string point, int time)
    {
        var seen = 0;
        Publisher.FaultPoint = name =>
        {
            if (name == point && ++seen == time) Process.GetCurrentProcess().Kill();
        };
    }

    // A server that comes back and carries out what is due.
    private static void Release(string data)
    {
        var folder = DataFolder.Open(data);
        using var store = MainStore.Open(folder);
        using var views = new ViewsDb(folder.ViewsFile(Fold.Version), TimeProvider.System);
        var key = LogKey.Read(folder);
        new Releasing(store, views, new Publisher(store, key, new ReleasedHead(LogKey.MemoryName(key.Verifier)), TimeProvider.System), TimeProvider.System).Tick();
        Environment.Exit(0);
    }

    private static void Publish(string data)
    {
        var folder = DataFolder.Open(data);
        using var store = MainStore.Open(folder);
        var key = LogKey.Read(folder);
        var publisher = new Publisher(store, key, new ReleasedHead(LogKey.MemoryName(key.Verifier)), TimeProvider.System);
        var first = Guid.NewGuid();
        for (var i = 0; i < 5; i++)
        {
            var proposal = i == 2 ? EmptySite.Notice(Act.Erase, first) : EmptySite.Article(Act.Publish, i == 0 ? first : Guid.NewGuid(), $"Headline {i}", $"Text {i}.");
            var published = (PublishOutcome.Published)publisher.Publish([proposal], "child");
            foreach (var entry in published.Entries) Console.WriteLine($"acknowledged {entry.Index} {entry.Document}");
            Console.Out.Flush();
        }
        Environment.Exit(0);
    }
}

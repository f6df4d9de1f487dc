using System.CommandLine;
using Acta.Publication;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta origin</c>: continues a log whose end was lost under a new name, openly.</summary>
internal static class OriginCommand
{
    public static Command Build(Option<string> data)
    {
        var origin = new Option<string>("--origin") { Description = "The new name: host and path, such as news.example.org/log2.", Required = true };
        var command = new Command("origin", "Begins a new log openly with the entries of one whose end was lost.") { data, origin };
        command.SetAction(p => Run(p.GetValue(data)!, p.GetValue(origin)!));
        return command;
    }

    private static int Run(string data, string origin)
    {
        NewSite.CheckOrigin(origin);
        var folder = DataFolder.Open(data);
        using var alone = FolderLock.TakeServer(folder);
        if (folder.Origin == origin && !LogKey.IsChanging(folder)) throw new UserError($"{folder.Path} is the log {origin} already; a new log needs a new name, which no reader has seen before.");
        using var store = MainStore.Open(folder);
        var former = LogKey.Current(folder, folder.Origin == origin ? LogKey.NameOf(folder) : folder.Origin).Verifier;
        var memory = new ReleasedHead(LogKey.MemoryName(former));
        // What the lost entries had erased goes first: it must not come back with the new log.
        Erasures.Apply(store, memory);
        var (renamed, key) = Succession.BeginOrigin(folder, store, origin, memory.Read(), TimeProvider.System, "origin");
        Console.WriteLine($"{renamed.Path} is now the log {origin}, which says openly that it continues {former.Name}.");
        Console.WriteLine($"Readers check the log with: {key}");
        Console.WriteLine("The former key is kept beside it. Tell those who watch the former log why it ended.");
        return 0;
    }
}

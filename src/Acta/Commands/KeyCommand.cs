using System.CommandLine;
using Acta.Publication;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta key</c>: prints the verifier key, or changes the key the log is signed with.</summary>
internal static class KeyCommand
{
    public static Command Build(Option<string> data)
    {
        var change = new Option<bool>("--change") { Description = "Make a new key, name it in the log, and sign with it from then on." };
        var command = new Command("key", "Prints the key that anybody can check the log with.") { data, change };
        command.SetAction(p => p.GetValue(change) ? Change(p.GetValue(data)!) : Print(p.GetValue(data)!));
        return command;
    }

    private static int Print(string data)
    {
        Console.WriteLine(LogKey.Read(DataFolder.Open(data)).Verifier);
        return 0;
    }

    private static int Change(string data)
    {
        var folder = DataFolder.Open(data);
        // A server that runs would go on with the old key.
        using var alone = FolderLock.TakeServer(folder);
        using var store = MainStore.Open(folder);
        var former = LogKey.Current(folder, folder.Origin).Verifier;
        var next = Succession.ChangeKey(folder, store, new ReleasedHead(LogKey.MemoryName(former)), TimeProvider.System, "key");
        Console.WriteLine($"The log names its new key, and signs with it from now on. The former one is kept as keys/log.key.until-{former.KeyId:x8}.");
        Console.WriteLine($"Readers check the log with: {next}");
        return 0;
    }
}

using System.Diagnostics;
using Acta.Following;
using Acta.Store;
using Acta.Views;

namespace Acta.Commands;

/// <summary><c>acta rebuild</c></summary>
internal static class RebuildCommand
{
    public static int Run(string data, CancellationToken stop)
    {
        var folder = DataFolder.Open(data);
        using var store = MainStore.Open(folder);
        var begin = Stopwatch.StartNew();
        var entries = new Rebuild(store, folder, Fold.Views, Fold.Version).Run(null, stop);
        Console.WriteLine($"Made the views anew from {entries:N0} entries in {begin.Elapsed.TotalSeconds:0.0} s.");
        return 0;
    }
}

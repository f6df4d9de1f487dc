using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta serve</c></summary>
internal static class ServeCommand
{
    public static async Task<int> Run(string data, string urls, string? baseUrl, string? metricsUrls)
    {
        await using var serving = Serving.Open(DataFolder.Open(data), baseUrl, TimeProvider.System);
        await serving.Start(urls, metricsUrls);
        Console.WriteLine($"Acta serves {serving.Folder.Path} at {urls.Replace(";", " and ")}");
        if (serving.Publisher.Hold is { } hold) Console.Error.WriteLine(hold);
        await serving.RunToEnd();
        return 0;
    }
}

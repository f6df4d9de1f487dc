using Acta.Following;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Commands;

/// <summary><c>acta serve</c></summary>
internal static class ServeCommand
{
    public static async Task<int> Run(string data, string urls, string? baseUrl, string? metricsUrls)
    {
        if (baseUrl is not null && !(Uri.TryCreate(baseUrl, UriKind.Absolute, out var at) && at.Scheme is "http" or "https" && at.AbsolutePath == "/" && at.Query.Length + at.Fragment.Length == 0))
            throw new UserError($"\"{baseUrl}\" can't begin the addresses; it is a scheme and a host, such as https://news.example.org, without a path.", 2);
        await using var serving = Serving.Open(DataFolder.Open(data), baseUrl, TimeProvider.System);
        await serving.Start(urls, metricsUrls);
        Console.WriteLine($"Acta serves {serving.Folder.Path} at {urls.Replace(";", " and ")}");
        if (IsEmpty(serving.Views)) Console.WriteLine($"Nothing is published yet. Next, in another terminal: acta import SOURCE --data {data} --format text|wxr|jsonfeed|jsonl|popolo|csv");
        if (serving.Publisher.Hold is { } hold) Console.Error.WriteLine(hold);
        await serving.RunToEnd();
        return 0;
    }

    // Readers are told that there is nothing yet; what to do about it is said here, to whom it concerns.
    private static bool IsEmpty(ViewsDb views)
    {
        using var reading = views.Read();
        var news = new NewsQueries(reading);
        return news.Settings() is not { } settings || settings.Languages.All(l => news.Kinds(l).Count == 0);
    }
}

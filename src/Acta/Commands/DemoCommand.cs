using Acta.Media;
using Acta.Store;

namespace Acta.Commands;

/// <summary><c>acta demo</c>: a finished site from samples/, made once and served.</summary>
internal static class DemoCommand
{
    private const string Origin = "demo.example/log";

    public static async Task<int> Run(string data, string urls)
    {
        if (!DataFolder.ExistsAt(data)) Make(data);
        var folder = DataFolder.Open(data);
        if (folder.Origin != Origin) throw new UserError($"{folder.Path} is the data folder of {folder.Origin}, not of the demonstration; name another with --data.");
        await using var serving = Serving.Open(folder, urls.Split(';')[0], TimeProvider.System);
        await serving.Start(urls, null);
        Say(urls.Split(';')[0], data, LogKey.Read(folder).Verifier.ToString());
        await serving.RunToEnd();
        return 0;
    }

    // Made under another name and moved at the end: a demonstration that was interrupted is begun again.
    private static void Make(string data)
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");
        if (!Directory.Exists(samples)) throw new UserError($"The samples are missing at {samples}; run ./acta from a clone of the repository.");
        var making = Path.GetFullPath(data).TrimEnd('/') + ".making";
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        var (folder, store, publisher) = NewSite.Create(making, Origin, null, TimeProvider.System);
        using (store)
        {
            var library = new MediaLibrary(store, folder, TimeProvider.System);
            publisher.ErasedMedia = library.RemoveErased;
            new DemoStory(samples, publisher, library, DateOnly.FromDateTime(DateTime.UtcNow)).Play(Guid.NewGuid());
        }
        Directory.Move(making, Path.GetFullPath(data));
    }

    private static void Say(string url, string data, string key) => Console.WriteLine(
        $"""
         The demonstration of Acta is at {url}/

           {url}/en/                             home, in English
           {url}/ru/                             and in Russian
           {url}/en/sections/interviews/         an interview as speaker turns
           {url}/en/sections/about-this-demonstration/
                                                 samples: corrected, retired, behind, untranslated
           {url}/en/changes/                     what was corrected, retired, removed
           {url}/en/feed.atom                    a feed
           {url}/api/v1/articles                 the same as data
           {url}/log/checkpoint                  the signed head of the public log

         Try, in another terminal:
           ./acta verify --data {data}
           ./acta verify --url {url} --key {key}
           ./acta import my-news.txt --data {data} --format text --lang en

         Ctrl-C ends it; ./acta demo starts it again as it was left.
         """);
}

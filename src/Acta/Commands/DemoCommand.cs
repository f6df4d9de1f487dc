using Acta.Following;
using Acta.Media;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Commands;

/// <summary><c>acta demo</c>: a finished site from samples/, made once and served.</summary>
internal static class DemoCommand
{
    private const string Origin = "demo.example/log";

    public static async Task<int> Run(string data, string urls, string? samples)
    {
        ThrowUnlessHere(urls);
        if (!DataFolder.ExistsAt(data)) Make(data, samples ?? Path.Combine(AppContext.BaseDirectory, "samples"));
        var folder = DataFolder.Open(data);
        if (folder.Origin != Origin) throw new UserError($"{folder.Path} is the data folder of {folder.Origin}, not of the demonstration; name another with --data.");
        await using var serving = Serving.Open(folder, urls.Split(';')[0], TimeProvider.System);
        var accounts = await DemoAccounts.Get(folder, serving.Store);
        await serving.Start(urls, null);
        Say(urls.Split(';')[0].TrimEnd('/'), data, LogKey.Read(folder).Verifier.ToString(), Removed(serving.Views), accounts);
        await serving.RunToEnd();
        return 0;
    }

    // Whoever reaches it may do everything here, with passwords that stand on the screen: nobody else is to reach it.
    private static void ThrowUnlessHere(string urls)
    {
        foreach (var url in urls.Split(';'))
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri) ? !uri.IsLoopback : url.Contains("://+", StringComparison.Ordinal) || url.Contains("://*", StringComparison.Ordinal))
                throw new UserError($"The demonstration is for this machine alone, as its passwords are printed; {url} would open it to others. Use http://127.0.0.1:PORT, or acta init and acta serve for a site of your own.");
    }

    // Made under another name and moved at the end: a demonstration that was interrupted is begun again.
    private static void Make(string data, string samples)
    {
        if (!File.Exists(Path.Combine(samples, "story.txt"))) throw new UserError($"There are no samples at {samples}: its story.txt is missing. Run ./acta from a clone of the repository, or name samples of your own with --samples.");
        var making = Path.GetFullPath(data).TrimEnd('/') + ".making";
        if (File.Exists(data) || (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any()))
            throw new UserError($"{data} is there already and holds something else; name another folder with --data.");
        if (Directory.Exists(making)) Directory.Delete(making, recursive: true);
        var (folder, store, publisher) = NewSite.Create(making, Origin, null, TimeProvider.System);
        using (store)
        {
            var library = new MediaLibrary(store, folder, TimeProvider.System);
            publisher.ErasedMedia = library.RemoveErased;
            new DemoStory(samples, publisher, library, DateOnly.FromDateTime(DateTime.UtcNow)).Play(Guid.NewGuid());
        }
        if (Directory.Exists(data)) Directory.Delete(data);
        Directory.Move(making, Path.GetFullPath(data));
    }

    private static void Say(string url, string data, string key, string? removed, IReadOnlyList<(string Role, string Email, string Password)> accounts) => Console.WriteLine(
        $"""
         The demonstration of Acta is at {url}/

           {url}/en/                             home, in English
           {url}/ru/                             and in Russian
           {url}/en/sections/interviews/         an interview as speaker turns
           {url}/en/sections/about-this-demonstration/
                                                 samples of every kind, and of all that can happen to a text:
                                                 corrected, edited, retired, restored, moved, behind, untranslated
           {url}/en/changes/                     what was corrected, retired, removed
           {url}/{removed}
                                                 what is said where a text was removed
           {url}/en/feed.atom                    a feed
           {url}/api/v1/articles                 the same as data
           {url}/log/checkpoint                  the signed head of the public log

         The desk, where all of it is written (http://localhost, as passkeys refuse bare addresses):
           {AtLocalhost(url)}/desk/sign-in
         {string.Join('\n', accounts.Select(a => $"    {a.Role,-14} {a.Email,-28} {a.Password}"))}

         Try:
           switch the language at the top of any article; turn on dark mode; print; narrow the window
           in another terminal:
             ./acta verify --data {data}
             ./acta verify --url {url} --key {key}
             ./acta import my-news.txt --data {data} --format text --lang en
                 (the site shows it at once)

         Ctrl-C ends it; ./acta demo starts it again as it was left. To begin anew, delete {data}.
         """);

    private static string AtLocalhost(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://localhost:{uri.Port}" : url;

    // Where the sample stood that was removed: no page links there, since nothing is to be had.
    private static string? Removed(ViewsDb views)
    {
        using var reading = views.Read();
        var changes = new NewsQueries(reading).Amendments("en")?.Items ?? [];
        return changes.Select(c => c.Now).FirstOrDefault(r => r.State == ArticleState.Withdrawn) is { } row ? $"en/{row.Address}" : null;
    }
}

using System.Net;

namespace Acta.Tests.World;

/// <summary>The demonstration, started once for all tests that look at it as a visitor does.</summary>
public sealed class RunningDemo : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("acta-demo-").FullName;
    private ChildProcess? _server;

    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All });

    public string Url { get; } = $"http://127.0.0.1:{ChildProcess.FreePort()}";

    public string Printed => _server!.Output;

    public async ValueTask InitializeAsync()
    {
        _server = ChildProcess.Acta(
            new Dictionary<string, string> { ["ACTA_STATE_DIR"] = Path.Combine(_folder, "state") },
            "demo", "--data", Path.Combine(_folder, "data"), "--urls", Url);
        var deadline = DateTime.UtcNow.AddSeconds(90);
        while (true)
        {
            try
            {
                using var ready = await Http.GetAsync(Url + "/readyz");
                // What it prints last stands there a moment after it answers.
                if (ready.IsSuccessStatusCode && Printed.Contains("Ctrl-C ends it", StringComparison.Ordinal)) return;
            }
            catch (HttpRequestException) when (!_server.Process.HasExited)
            {
            }
            if (_server.Process.HasExited || DateTime.UtcNow > deadline) throw new InvalidOperationException("the demonstration did not start:\n" + Printed);
            await Task.Delay(100);
        }
    }

    /// <summary>The page of the sample that was removed, which only the program's own words lead to.</summary>
    public string RemovedPage => new Uri(Printed.Split('\n').Single(l => l.Contains("/sample-withdrawn", StringComparison.Ordinal)).Trim()).AbsolutePath;

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Every page of the site that a link leads to, from the home pages on, with the answer's status.</summary>
    public async Task<IReadOnlyDictionary<string, (int Status, string Html)>> Crawl()
    {
        var seen = new Dictionary<string, (int, string)>();
        var queue = new Queue<string>(["/en/", "/ru/"]);
        while (queue.TryDequeue(out var path))
        {
            if (seen.ContainsKey(path)) continue;
            using var answer = await Http.GetAsync(Url + path);
            var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
            var html = isPage ? await answer.Content.ReadAsStringAsync() : "";
            seen[path] = ((int)answer.StatusCode, html);
            if (!isPage) continue;
            var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
            foreach (var element in document.QuerySelectorAll("a[href], link[href], img[src], source[srcset]"))
            {
                var address = element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("srcset")!.Split(' ')[0];
                if (Uri.TryCreate(new Uri(Url + path), address, out var target) && target.GetLeftPart(UriPartial.Authority) == Url)
                    queue.Enqueue(target.PathAndQuery);
            }
        }
        return seen;
    }
}

/// <summary>The tests that share the one running demonstration.</summary>
[CollectionDefinition("demo")]
public sealed class DemoCollection : ICollectionFixture<RunningDemo>;

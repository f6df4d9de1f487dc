using System.Net;
using System.Text;
using Acta.Commands;
using Acta.Publication;
using Acta.Record.Site;
using Acta.Tests.World;

namespace Acta.Tests.Reader;

/// <summary>A small site, served in this process: tests publish through its own publisher and read as visitors do.</summary>
internal sealed class LiveSite : IAsyncDisposable
{
    public const string Base = "https://news.example.org";

    private readonly TemporaryFolder _folder;

    private LiveSite(TemporaryFolder folder, Serving serving, string url, string metrics) => (_folder, Serving, Url, MetricsUrl) = (folder, serving, url, metrics);

    public Serving Serving { get; }

    public string Url { get; }

    public string MetricsUrl { get; }

    public string DataPath => Serving.Folder.Path;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None });

    public static async Task<LiveSite> Start(SiteSettings? settings = null)
    {
        var folder = new TemporaryFolder();
        var (data, store, publisher) = NewSite.Create(Path.Combine(folder.Path, "data"), World.World.Origin, null, TimeProvider.System);
        NewSite.PublishSettings(publisher, settings ?? World.World.Settings(), "test");
        store.Dispose();
        var (url, metrics) = ($"http://127.0.0.1:{ChildProcess.FreePort()}", $"http://127.0.0.1:{ChildProcess.FreePort()}");
        var serving = Serving.Open(data, Base, TimeProvider.System);
        var site = new LiveSite(folder, serving, url, metrics);
        await serving.Start(url, metrics);
        return site;
    }

    /// <summary>Publishes and waits until readers have it; the refusal's sentence where it was refused.</summary>
    public string? Publish(params Proposal[] proposals)
    {
        if (Serving.Publisher.Publish(proposals, "test") is PublishOutcome.Refused refused) return refused.Refusals[0].Sentence;
        Serving.Follower.CatchUp();
        return null;
    }

    public async Task<(int Status, string Type, byte[] Body, string? Location)> Get(string path)
    {
        using var answer = await Http.GetAsync(Url + path);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "", await answer.Content.ReadAsByteArrayAsync(), answer.Headers.Location?.OriginalString);
    }

    public async Task<string> Text(string path) => Encoding.UTF8.GetString((await Get(path)).Body);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Serving.DisposeAsync();
        _folder.Dispose();
    }
}

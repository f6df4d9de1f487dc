using System.Net;
using Acta.Tests.World;

namespace Acta.Tests.Import;

/// <summary>An old site is taken over and served, by the commands alone.</summary>
public class TakenOverTests
{
    [Fact]
    public async Task Old_addresses_lead_to_the_new_ones_on_the_served_site()
    {
        using var site = new ImportingSite();
        var file = site.Write("old.xml", new WxrText()
            .Post("Bridge opened", "<p>The bridge was opened.</p>", WxrText.Meta("_wp_old_slug", "bridge-first") + WxrText.Category("press", "Press releases"), name: "bridge", id: 41)
            .Post("About us", "<p>We look after the river.</p>", type: "page", name: "about", link: "https://old.example.org/about/", id: 42).Whole);
        var redirects = site.Write("old.csv", "/index.php?id=12,https://old.example.org/2024/05/12/bridge/\n");
        var environment = new Dictionary<string, string> { ["ACTA_STATE_DIR"] = site.Site.State };
        using (var import = ChildProcess.Acta(environment, "import", file, "--data", site.Site.Folder.Path, "--format", "wxr", "--redirects", redirects, "--site", "the old site"))
        {
            await import.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(import.Process.ExitCode == 0, import.Output);
            Assert.Contains("2  published", import.Output);
            Assert.DoesNotContain("\u001b", import.Output, StringComparison.Ordinal);
        }
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        using var server = ChildProcess.Acta(environment, "serve", "--data", site.Site.Folder.Path, "--urls", url);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
        await Ready(http, server);
        foreach (var old in new[] { "/2024/05/12/bridge/", "/2024/05/12/bridge-first/", "/?p=41", "/index.php?id=12" })
        {
            using var answer = await http.GetAsync(old, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.MovedPermanently, "/en/news/2024/05/12/bridge-opened"), (answer.StatusCode, new Uri(new Uri(url), answer.Headers.Location!).AbsolutePath));
        }
        using (var about = await http.GetAsync("/about/", TestContext.Current.CancellationToken))
            Assert.Equal((HttpStatusCode.MovedPermanently, "/en/pages/about"), (about.StatusCode, new Uri(new Uri(url), about.Headers.Location!).AbsolutePath));
        var page = await http.GetStringAsync("/en/news/2024/05/12/bridge-opened", TestContext.Current.CancellationToken);
        Assert.Matches(@"Published 12 May 2024[^.]* on the old site; in this record since", System.Text.RegularExpressions.Regex.Replace(page, "<[^>]+>", ""));
        Assert.Contains("bridge-opened", await http.GetStringAsync("/en/sections/news/", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/2024/05/12/other/", TestContext.Current.CancellationToken)).StatusCode);

        // More comes in while it is served, and shows at once.
        var more = site.Write("more.txt", "13.05.2024\n\nThe ferry stopped.\n");
        using (var import = ChildProcess.Acta(environment, "import", more, "--data", site.Site.Folder.Path, "--format", "text", "--lang", "en", "--json"))
        {
            await import.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(import.Process.ExitCode == 0, import.Output);
            using var report = System.Text.Json.JsonDocument.Parse(import.Output);
            Assert.Equal(1, report.RootElement.GetProperty("counts").GetProperty("published").GetInt32());
            var lines = Assert.Single(report.RootElement.GetProperty("lines").EnumerateArray());
            Assert.Equal((1, 3, "2024-05-13#1 The ferry stopped."), (lines.GetProperty("from").GetInt32(), lines.GetProperty("to").GetInt32(), lines.GetProperty("item").GetString()));
        }
        for (var tries = 0; ; tries++)
        {
            using var ferry = await http.GetAsync("/en/news/2024/05/13/the-ferry-stopped", TestContext.Current.CancellationToken);
            if (ferry.StatusCode == HttpStatusCode.OK) break;
            Assert.True(tries < 200, $"the item did not show: {ferry.StatusCode}\n{server.Output}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task Ready(HttpClient http, ChildProcess server)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync("/readyz", TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
            }
            Assert.True(tries < 600 && !server.Process.HasExited, "the server did not start:\n" + server.Output);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}

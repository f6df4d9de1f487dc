using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Acta.Tests.World;
using Acta.Views;

namespace Acta.Tests.Following;

public sealed partial class RebuildBesideServerTests
{
    [Fact]
    public async Task Every_page_feed_and_answer_is_the_same_byte_for_byte_after_a_rebuild_beside_the_running_server()
    {
        var folder = Directory.CreateTempSubdirectory("acta-rebuild-").FullName;
        var data = Path.Combine(folder, "data");
        var environment = new Dictionary<string, string> { ["ACTA_STATE_DIR"] = Path.Combine(folder, "state") };
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        try
        {
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            Dictionary<string, string> before, after;
            using (var server = ChildProcess.Acta(environment, "demo", "--data", data, "--urls", url))
            {
                await Ready(http, url, server);
                before = await Everything(http, url);
                var file = new FileInfo(Path.Combine(data, $"views-{Fold.Version}.db"));
                var made = ChildProcess.Run("stat", "-c", "%i", file.FullName).Output;
                using (var rebuild = ChildProcess.Acta(environment, "rebuild", "--data", data))
                {
                    await rebuild.Process.WaitForExitAsync();
                    Assert.True(rebuild.Process.ExitCode == 0, rebuild.Output);
                }
                Assert.NotEqual(made, ChildProcess.Run("stat", "-c", "%i", file.FullName).Output);
                after = await Everything(http, url);
            }
            Assert.True(before.Count > 100, $"only {before.Count} addresses were found");
            Assert.Contains(before.Keys, p => p.EndsWith("feed.atom", StringComparison.Ordinal));
            Assert.Contains(before.Keys, p => p.StartsWith("/api/v1/articles/", StringComparison.Ordinal));
            foreach (var form in (string[])["/cards/", "/ninjs?", ".jsonl.gz", "/history", "/media/"])
                Assert.Contains(before, a => a.Key.Contains(form, StringComparison.Ordinal) && a.Value.StartsWith("200", StringComparison.Ordinal));
            // Nothing that any answer names leads nowhere: pages, feeds, sitemaps, pictures, data.
            Assert.DoesNotContain(before, a => a.Value.StartsWith('4') && !a.Value.StartsWith("410", StringComparison.Ordinal));
            Assert.DoesNotContain(before, a => a.Value.StartsWith('5'));
            Assert.Equal(Lines(before), Lines(after));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Lines(Dictionary<string, string> answers) =>
        answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Key + " " + (IsRendition(a.Key) ? a.Value.Split(' ')[0] : a.Value));

    // Made in the background from a file whose bytes are fixed; until one is there, the file itself is the answer.
    private static bool IsRendition(string path) => System.Text.RegularExpressions.Regex.IsMatch(path, "^/media/.+/[0-9]+[.](avif|webp|jpg|png)$");

    private static async Task Ready(HttpClient http, string url, ChildProcess server)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(url + "/readyz");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            Assert.False(server.Process.HasExited || tries > 600, "the demonstration did not start:\n" + server.Output);
            await Task.Delay(100);
        }
    }

    // Every address that any answer names, with its status, its type and a digest of its bytes.
    private static async Task<Dictionary<string, string>> Everything(HttpClient http, string url)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var host = Host().Match(await http.GetStringAsync(url + "/robots.txt")).Groups[1].Value;
        var queue = new Queue<string>(["/en/", "/ru/", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/api/v1/bulk", "/api/v1/openapi.json", "/api/v1/articles?lang=en&limit=3", "/api/v1/articles?modified_since=2020-01-01T00:00:00Z"]);
        while (queue.TryDequeue(out var path))
        {
            if (found.ContainsKey(path)) continue;
            using var answer = await http.GetAsync(url + path);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            found[path] = $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} {answer.Headers.Location} {Convert.ToHexStringLower(SHA256.HashData(bytes))}";
            var type = answer.Content.Headers.ContentType?.MediaType ?? "";
            if (answer.StatusCode != HttpStatusCode.OK || !(type.Contains("html") || type.Contains("xml") || type.Contains("json"))) continue;
            var text = WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes));
            foreach (Match match in Links().Matches(text))
            {
                var to = match.Groups[1].Value;
                // Absolute addresses name the site's own host, which this server stands in for.
                if (Uri.TryCreate(to, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" && absolute.Authority == host) to = absolute.AbsolutePath + absolute.Query;
                if (to.StartsWith('/') && !to.StartsWith("//", StringComparison.Ordinal)) queue.Enqueue(to.Split('#')[0]);
            }
            foreach (Match match in Ids().Matches(text)) if (path.StartsWith("/api/v1/articles?", StringComparison.Ordinal)) queue.Enqueue("/api/v1/articles/" + match.Groups[1].Value);
        }
        return found;
    }

    [GeneratedRegex("""(?:href="|src="|content="(?=http)|<loc>|"url":"|"ninjs":")([^"<]+)""")]
    private static partial Regex Links();

    [GeneratedRegex("Sitemap: https?://([^/]+)/")]
    private static partial Regex Host();

    [GeneratedRegex("""\"id":"([0-9a-f-]{36})","kind":""")]
    private static partial Regex Ids();
}

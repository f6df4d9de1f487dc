using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acta.Tests.World;

namespace Acta.Tests.Feeds;

/// <summary>Every feed, sitemap and piece of JSON-LD of the demonstration, held against schemas and read by programs of others.</summary>
[Collection("demo")]
public sealed partial class FeedSchemaTests(RunningDemo demo)
{
    private static readonly string Folder = Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Feeds");

    [Fact]
    public async Task Every_feed_of_the_demonstration_fits_its_standard_and_a_feed_reader_of_others_finds_the_same_in_all_three_forms()
    {
        var feeds = (await demo.Crawl()).Values.SelectMany(p => FeedLinks().Matches(p.Html).Select(m => m.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(feeds.Count > 30, string.Join('\n', feeds));
        using var folder = new TemporaryFolder();
        var files = new Dictionary<string, List<string>> { ["atom"] = [], ["rss"] = [], ["json"] = [] };
        foreach (var feed in feeds)
        {
            using var answer = await demo.Http.GetAsync(demo.Url + feed);
            Assert.True(answer.IsSuccessStatusCode, feed);
            var form = feed[(feed.LastIndexOf('.') + 1)..];
            Assert.Equal(form switch { "atom" => "application/atom+xml", "rss" => "application/rss+xml", _ => "application/feed+json" }, answer.Content.Headers.ContentType!.MediaType);
            files[form].Add(folder.Write($"{files[form].Count}.{form}", await answer.Content.ReadAsStringAsync()));
        }
        Check("xmllint", ["--noout", "--relaxng", Path.Combine(Folder, "atom.rng"), .. files["atom"]]);
        Check("xmllint", ["--noout", "--relaxng", Path.Combine(Folder, "rss.rng"), .. files["rss"]]);
        Check("node", [Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "schema.mjs"), Path.Combine(Folder, "jsonfeed.schema.json"), .. files["json"]]);

        var read = Check("/usr/bin/python3", [Path.Combine(Folder, "read_feeds.py"), .. files["atom"].Concat(files["rss"])]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(files["atom"].Count + files["rss"].Count, read.Count);
        for (var n = 0; n < files["json"].Count; n++)
        {
            var items = JsonNode.Parse(await File.ReadAllTextAsync(files["json"][n]))!["items"]!.AsArray().Select(i => $"{i!["id"]} {i["url"]} {i["title"]}").ToList();
            foreach (var feed in (JsonNode[])[read[n], read[files["atom"].Count + n]])
            {
                Assert.Equal("", feed["fault"]!.ToString());
                Assert.Equal(items, feed["entries"]!.AsArray().Select(e => $"{e!["id"]} {e["link"]} {e["title"]}"));
            }
        }
    }

    [Fact]
    public async Task Every_sitemap_fits_its_standard_and_leads_only_to_pages_that_are_there()
    {
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        var pages = new List<string>();
        var queue = new Queue<string>(["/sitemap.xml", "/news-sitemap.xml"]);
        while (queue.TryDequeue(out var path))
        {
            var text = await demo.Http.GetStringAsync(demo.Url + path);
            files.Add(folder.Write($"{files.Count}.xml", text));
            foreach (Match match in Addresses().Matches(text))
            {
                var address = new Uri(match.Groups[1].Value).AbsolutePath;
                if (path == "/sitemap.xml") queue.Enqueue(address);
                else pages.Add(address);
            }
        }
        Check("xmllint", ["--noout", "--relaxng", Path.Combine(Folder, "sitemap.rng"), .. files]);
        Assert.True(pages.Distinct().Count() > 40, $"{pages.Count} pages");
        Assert.Contains("/en/people/valery-semerikov", pages);
        foreach (var page in pages.Distinct())
        {
            using var answer = await demo.Http.GetAsync(demo.Url + page);
            Assert.True(answer.IsSuccessStatusCode, $"{page}: {(int)answer.StatusCode}");
            Assert.DoesNotContain("noindex", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task What_pages_tell_search_engines_has_all_that_schema_org_and_news_readers_need()
    {
        // What each type must have and may have, of schema.org's own terms.
        var terms = new Dictionary<string, (string[] Must, string[] May)>
        {
            ["NewsArticle"] = (["@id", "url", "mainEntityOfPage", "headline", "inLanguage", "dateModified", "author", "publisher"], ["@context", "@type", "description", "datePublished", "image", "articleSection", "keywords", "contentLocation", "dateline", "correction", "isBasedOn"]),
            ["WebPage"] = (["@id", "url", "name", "inLanguage", "dateModified", "publisher"], ["@context", "@type", "description", "datePublished", "image"]),
            ["Organization"] = (["@id", "name", "url"], ["@type", "logo"]),
            ["WebSite"] = (["url", "name", "inLanguage"], ["@type"]),
            ["Person"] = (["name"], ["@type"]),
            ["Place"] = (["name"], ["@type"]),
            ["CorrectionComment"] = (["text"], ["@type"]),
        };
        var types = new List<string>();
        foreach (var (path, (status, html)) in await demo.Crawl())
        {
            foreach (Match script in Scripts().Matches(html))
            {
                var data = JsonNode.Parse(script.Groups[1].Value)!.AsObject();
                Assert.Equal("https://schema.org", data["@context"]!.ToString());
                if (data["@graph"] is JsonArray graph) foreach (var node in graph) Look(node!.AsObject(), path);
                else Look(data, path);
                if (data["url"] is { } url) Assert.Contains($"<link rel=\"canonical\" href=\"{url}\">", html);
            }
            Assert.True(status != 200 || html.Length == 0 || html.Contains("property=\"og:title\""), path);
        }
        Assert.Superset(new HashSet<string>(["NewsArticle", "WebPage", "Organization", "WebSite", "CorrectionComment"]), types.ToHashSet());

        void Look(JsonObject node, string path)
        {
            var type = node["@type"]!.ToString();
            types.Add(type);
            var (must, may) = terms[type];
            foreach (var term in must) Assert.True(node.ContainsKey(term), $"{path}: {type} without {term}");
            foreach (var (term, value) in node)
            {
                Assert.True(must.Contains(term) || may.Contains(term), $"{path}: {type} has no {term} at schema.org");
                if (value is JsonObject inner) Look(inner, path);
                if (term.StartsWith("date", StringComparison.Ordinal) && term != "dateline") Assert.Matches("^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]+(Z|[+-][0-9:]+))?)?)?$", value!.ToString());
                if (term is "url" or "@id" or "image" or "logo") Assert.StartsWith(demo.Url, value!.ToString());
            }
        }
    }

    private static string Check(string program, string[] arguments)
    {
        var (exit, output) = ChildProcess.Run(program, arguments);
        Assert.True(exit == 0, output);
        return output;
    }

    [GeneratedRegex("<link rel=\"alternate\" type=\"application/[^\"]+\" title=\"[^\"]*\" href=\"([^\"]+/feed\\.[a-z]+)\"")]
    private static partial Regex FeedLinks();

    [GeneratedRegex("<loc>([^<]+)</loc>")]
    private static partial Regex Addresses();

    [GeneratedRegex("<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}

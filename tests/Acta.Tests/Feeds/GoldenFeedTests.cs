using System.Text;
using Acta.Pages.Feeds;
using Acta.Tests.Pages;
using Acta.Tests.World;

namespace Acta.Tests.Feeds;

/// <summary>Feeds and sitemaps of the River Commission's newsroom, to the byte. ACTA_GOLDEN=write writes them anew.</summary>
public sealed class GoldenFeedTests : IDisposable
{
    private readonly Newsroom _newsroom = new();

    public void Dispose() => _newsroom.Dispose();

    [Theory]
    [InlineData("all.en.atom", "/en/feed.atom")]
    [InlineData("all.ru.rss", "/ru/feed.rss")]
    [InlineData("all.ar.json", "/ar/feed.json")]
    [InlineData("section.en.json", "/en/sections/council/feed.json")]
    [InlineData("kind.en.atom", "/en/kinds/interview/feed.atom")]
    [InlineData("tag.en.rss", "/en/tags/cholpon-ata/feed.rss")]
    [InlineData("sitemap.xml", "/sitemap.xml")]
    [InlineData("sitemap-ru-1.xml", "/sitemap-ru-1.xml")]
    [InlineData("news-sitemap.xml", "/news-sitemap.xml")]
    public void The_feed_is_as_it_was_meant_to_be(string name, string path)
    {
        using var reading = _newsroom.Views.Db.Read();
        var made = Encoding.UTF8.GetString(path switch
        {
            "/sitemap.xml" => Sitemaps.Index(reading, Newsroom.BaseUrl),
            "/sitemap-ru-1.xml" => Sitemaps.File(reading, Newsroom.BaseUrl, "ru", 1)!,
            "/news-sitemap.xml" => Sitemaps.News(reading, Newsroom.BaseUrl),
            _ => FeedMaker.Make(reading, path, Newsroom.BaseUrl, "news.example.org")!.Value.Bytes,
        }).Replace("><", ">\n<", StringComparison.Ordinal);
        // The documents' salts differ each time, and so do their digests.
        made = System.Text.RegularExpressions.Regex.Replace(made, "\"digest\":\"[0-9a-f]{64}\"", "\"digest\":\"…\"");
        var file = Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Feeds", "golden", name);
        if (Environment.GetEnvironmentVariable("ACTA_GOLDEN") == "write") File.WriteAllText(file, made);
        Assert.Equal(File.ReadAllText(file), made);
    }
}

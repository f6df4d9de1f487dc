using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Acta.Record;
using Acta.Record.News;
using Acta.Tests.Publication;
using Acta.Tests.Reader;

namespace Acta.Tests.Feeds;

public sealed class FeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    [Fact]
    public async Task I_can_withdraw_an_article_and_its_feeds_say_so()
    {
        await using var site = await LiveSite.Start();
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Null(site.Publish(Filed(EmptySite.Article(Act.Publish, id, "Too early", "Not decided yet."), "water", "Bridges")));
        Assert.Null(site.Publish(Filed(EmptySite.Article(Act.Publish, other, "In time", "Decided."), "news", "Bridges")));
        var name = (await Items(site, "/en/feed.json"))[1]!["id"]!.ToString();
        string[] with = ["/en/feed", "/en/news/feed", "/en/sections/water/feed", "/en/kinds/news/feed", "/en/tags/bridges/feed"];
        string[] without = ["/en/sections/news/feed", "/en/kinds/statement/feed", "/ru/feed"];
        foreach (var feed in with) Assert.Contains("Not decided yet.", await site.Text(feed + ".atom"));

        Assert.Null(site.Publish(EmptySite.Notice(Act.Withdraw, id, "en")));
        foreach (var feed in with)
        {
            var atom = XElement.Parse(await site.Text(feed + ".atom"));
            var deleted = Assert.Single(atom.Elements(Tombstones + "deleted-entry"));
            Assert.Equal((name, "Because."), (deleted.Attribute("ref")!.Value, deleted.Element(Tombstones + "comment")!.Value));
            var removed = JsonNode.Parse(await site.Text(feed + ".json"))!["_acta"]!["removed"]!.AsArray();
            Assert.Equal(name, Assert.Single(removed)!["id"]!.ToString());
            foreach (var form in (string[])["atom", "rss", "json"]) Assert.DoesNotContain("Not decided yet.", await site.Text($"{feed}.{form}"));
        }
        foreach (var feed in without) Assert.DoesNotContain(name, await site.Text(feed + ".atom"));

        Assert.Null(site.Publish(EmptySite.Notice(Act.Restore, id, "en")));
        Assert.Contains("Not decided yet.", await site.Text("/en/feed.rss"));
        Assert.Empty(XElement.Parse(await site.Text("/en/feed.atom")).Elements(Tombstones + "deleted-entry"));
        Assert.Contains(name, await site.Text("/en/feed.atom"));

        Assert.Null(site.Publish(EmptySite.Notice(Act.Erase, id)));
        foreach (var form in (string[])["atom", "rss", "json"])
        {
            Assert.DoesNotContain("Not decided yet.", await site.Text("/en/feed." + form));
            Assert.DoesNotContain("Too early", await site.Text("/en/feed." + form));
        }
        Assert.Equal(name, Assert.Single(XElement.Parse(await site.Text("/en/feed.atom")).Elements(Tombstones + "deleted-entry")).Attribute("ref")!.Value);
    }

    [Fact]
    public async Task What_I_correct_or_retire_is_told_first_in_every_feed()
    {
        await using var site = await LiveSite.Start();
        var (corrected, retired) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Null(site.Publish(EmptySite.Article(Act.Publish, corrected, "Six stations", "Six.")));
        Assert.Null(site.Publish(EmptySite.Article(Act.Publish, retired, "The lock is closed", "Closed.")));
        var before = DateTimeOffset.Parse((await Items(site, "/en/feed.json"))[1]!["date_modified"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Null(site.Publish(EmptySite.Article(Act.Correct, corrected, "Five stations", "Five.", note: new CorrectionNote("There are five.", true))));
        Assert.Null(site.Publish(EmptySite.Notice(Act.Retire, retired, "en")));
        var items = await Items(site, "/en/feed.json");
        Assert.Contains("There are five.", items.Single(i => i!["title"]!.ToString() == "Five stations")!["content_html"]!.ToString());
        Assert.Contains("Because.", items.Single(i => i!["title"]!.ToString() == "The lock is closed")!["content_html"]!.ToString());
        Assert.True((bool)items.Single(i => i!["title"]!.ToString() == "The lock is closed")!["_acta"]!["retired"]!);
        Assert.Contains("There are five.", await site.Text("/en/feed.rss"));
        Assert.Contains("Because.", await site.Text("/en/feed.atom"));
        Assert.True(XElement.Parse(await site.Text("/en/feed.atom")).Elements(Atom + "entry").All(e => DateTimeOffset.Parse(e.Element(Atom + "updated")!.Value, System.Globalization.CultureInfo.InvariantCulture) >= before));
    }

    [Fact]
    public async Task A_feed_and_a_sitemap_lead_to_the_other_languages_of_an_article()
    {
        await using var site = await LiveSite.Start();
        var id = Guid.NewGuid();
        Assert.Null(site.Publish(EmptySite.Article(Act.Publish, id, "Bridge", "Open."), EmptySite.Article(Act.Publish, id, "Мост", "Открыт.", "ru")));
        var item = Assert.Single(await Items(site, "/en/feed.json"))!;
        var russian = Assert.Single(await Items(site, "/ru/feed.json"))!["url"]!.ToString();
        Assert.Equal(("ru", russian), (item["_acta"]!["languages"]![0]!["language"]!.ToString(), item["_acta"]!["languages"]![0]!["url"]!.ToString()));
        var links = XElement.Parse(await site.Text("/en/feed.atom")).Element(Atom + "entry")!.Elements(Atom + "link").Select(l => (l.Attribute("hreflang")?.Value, l.Attribute("href")!.Value));
        Assert.Contains(("ru", russian), links);
        Assert.Contains($"hreflang=\"ru\" href=\"{russian}\"", await site.Text("/en/feed.rss"));
        XNamespace xhtml = "http://www.w3.org/1999/xhtml";
        foreach (var language in (string[])["en", "ru"])
            Assert.Equal(["en", "ru"], XElement.Parse(await site.Text($"/sitemap-{language}-1.xml")).Descendants(xhtml + "link").Select(l => l.Attribute("hreflang")!.Value));
    }

    [Fact]
    public async Task The_news_sitemap_has_what_was_published_now_and_not_what_came_from_a_former_site()
    {
        await using var site = await LiveSite.Start();
        for (var n = 0; n < 120; n++) Assert.Null(site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), $"News {n}", "Now.")));
        var old = EmptySite.Article(Act.Publish, Guid.NewGuid(), "Old", "Then.");
        Assert.Null(site.Publish(old with { Document = ((Edition)old.Document!) with { FirstPublished = new FirstPublication(PartialDate.Parse("2019-12-25")) } }));
        var text = await site.Text("/news-sitemap.xml");
        Assert.Equal(120, Regex.Count(text, "<url>"));
        Assert.DoesNotContain("Old", text);
        Assert.Contains("<sitemap><loc>https://news.example.org/sitemap-en-1.xml</loc>", await site.Text("/sitemap.xml"));
        Assert.Contains("Sitemap: https://news.example.org/sitemap.xml", await site.Text("/robots.txt"));
    }

    private static Acta.Publication.Proposal Filed(Acta.Publication.Proposal proposal, string section, string tag) =>
        proposal with { Document = ((Edition)proposal.Document!) with { Sections = [section], Tags = [tag] } };

    private static async Task<JsonArray> Items(LiveSite site, string path) => JsonNode.Parse(await site.Text(path))!["items"]!.AsArray();
}

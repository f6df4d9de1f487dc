using System.Text;
using System.Text.Json.Nodes;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Tests.Publication;
using Acta.Tests.Reader;
using Acta.Tests.World;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Register;

public sealed class ProsePublishOnSqliteTests() : ProsePublishTests(StoreKind.Sqlite);

public sealed class ProsePublishOnPostgresTests() : ProsePublishTests(StoreKind.Postgres);

/// <summary>What is written about a record at length is an edition of the record's own id: what may be published.</summary>
public abstract class ProsePublishTests(StoreKind kind)
{
    [Fact]
    public void A_life_is_written_in_each_language_where_the_person_is_and_goes_with_them()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        Assert.Contains("has no record", site.Refused(Prose.Of(cast.Ann.Id, "en", "She was born.")).Sentence);
        // The record and its text may go out together.
        var entries = site.Publish(Cast.New(cast.Ann), Prose.Of(cast.Ann.Id, "en", "She was born."));
        Assert.Equal(["people/ann-example", "people/ann-example"], entries.Select(e => e.Address));
        Assert.Equal(("article", "en"), (entries[1].Entry.Kind, entries[1].Entry.Language));
        Assert.Equal("people/ann-example", site.Publish(Prose.Of(cast.Ann.Id, "ru", "Она родилась."))[0].Address);
        Assert.Contains("published already", site.Refused(Prose.Of(cast.Ann.Id, "ru", "Она родилась.")).Sentence);
        site.Publish(Prose.Of(cast.Ann.Id, "en", "She was born in 1961.", Act.Correct, new CorrectionNote("The year was missing.", false)));
        // News has an id of its own, and a term of office no page to write on.
        Assert.Contains("of the kind prose", site.Refused(EmptySite.Article(Act.Publish, cast.Ann.Id, "News", "Text.", "ar")).Sentence);
        site.Publish(Cast.New(cast.Council), Cast.New(cast.Head), Cast.New(cast.Term(cast.Ann, "2018", null)));
        var term = cast.Term(cast.Bob, "2010", "2011");
        site.Publish(Cast.New(cast.Bob), Cast.New(term));
        Assert.Contains("no page of its own", site.Refused(Prose.Of(term.Id, "en", "A term.")).Sentence);
        // The record moves, and the next version of the text with it.
        site.Publish(Cast.Change(cast.Ann with { Slug = "ann-new" }));
        Assert.Equal("people/ann-new", site.Publish(Prose.Of(cast.Ann.Id, "ru", "Она родилась в 1961 году.", Act.Revise))[0].Address);
        Assert.Null(site.Audit().Fault);
        // Two that are one have one text.
        var merger = new Proposal { Act = Act.Merge, Resource = cast.Ann.Id, Kind = "person", Document = new RecordMerger { Into = cast.Bob.Id } };
        Assert.Contains("(en, ru) would stand on no page", site.Refused(merger).Sentence);
        // Who is deleted takes all that was written about them along.
        var gone = site.Publish(EmptySite.Notice(Act.Erase, cast.Bob.Id) with { Kind = "person" });
        Assert.Single(gone);
        site.Publish(Prose.Of(cast.Council.Id, "en", "It meets."));
        Assert.Equal([null, "en"], site.Publish(EmptySite.Notice(Act.Retire, cast.Council.Id) with { Kind = "organization" }).Select(e => e.Entry.Language));
        Assert.Null(site.Audit().Fault);
    }
}

/// <summary>What readers, programs and another record get of it.</summary>
public sealed class ProseTests
{
    [Fact]
    public async Task I_read_a_persons_life_on_their_page_in_my_language_or_am_told_in_which_it_is()
    {
        await using var site = await Filled();
        var page = await Page(site, "/en/people/ann-example");
        Assert.Equal("Life and work", page.GetElementById("s-prose")!.TextContent);
        Assert.Contains("She was born by the river.", page.QuerySelector(".body")!.TextContent);
        Assert.Null(page.QuerySelector(".body")!.GetAttribute("lang"));
        var elsewhere = await Page(site, "/ar/people/ann-example");
        Assert.Equal(("en", "ltr"), (elsewhere.QuerySelector(".body")!.GetAttribute("lang"), elsewhere.QuerySelector(".body")!.GetAttribute("dir")));
        Assert.Contains("لا توجد نسخة بالعربية", elsewhere.Body!.TextContent);
        Assert.Contains("Она родилась у реки.", (await Page(site, "/ru/people/ann-example")).Body!.TextContent);
        // Corrected with a note, and every version stays.
        Assert.Null(site.Publish(Prose.Of(PublicRegister.Ann.Id, "en", "She was born by the lake.", Act.Correct, new CorrectionNote("It was the lake.", true))));
        page = await Page(site, "/en/people/ann-example");
        Assert.Contains("It was the lake.", page.QuerySelector("section[aria-labelledby=s-prose] .record-note")!.TextContent);
        var history = page.QuerySelector("section[aria-labelledby=s-prose] .record-note a")!.GetAttribute("href")!;
        Assert.Contains("It was the lake.", (await Page(site, history)).Body!.TextContent);
        Assert.Contains("by the river", (await Page(site, history + "/1")).Body!.TextContent);
        Assert.Equal("/en/people/", (await Page(site, history)).QuerySelectorAll(".crumbs a").Skip(1).First().GetAttribute("href"));
        Assert.Equal(200, (await site.Get("/en/people/ann-example/beside/ru")).Status);
        // The text of a decision is called so.
        Assert.Equal("Text", (await Page(site, "/en/decisions/cm-2019-1")).GetElementById("s-prose")!.TextContent);
    }

    [Fact]
    public async Task A_life_is_no_news()
    {
        await using var site = await Filled();
        foreach (var path in new[] { "/en/", "/en/news/", "/en/feed.atom", "/en/news/feed.json", "/news-sitemap.xml", "/en/people/bob-sample" })
            Assert.DoesNotContain("Ann: a life", await site.Text(path), StringComparison.Ordinal);
        Assert.DoesNotContain("people/ann-example", await site.Text("/en/news/"), StringComparison.Ordinal);
        Assert.Equal(404, (await site.Get("/en/kinds/prose/")).Status);
        var maps = string.Concat(await Task.WhenAll(System.Text.RegularExpressions.Regex.Matches(await site.Text("/sitemap.xml"), "<loc>https://[^/]+(/[^<]+)</loc>").Select(m => site.Text(m.Groups[1].Value))));
        Assert.Equal(1, maps.Split("/en/people/ann-example</loc>").Length - 1);
        Assert.Empty(JsonNode.Parse(await site.Text("/api/v1/articles"))!["items"]!.AsArray());
    }

    [Fact]
    public async Task Programs_get_the_texts_with_the_record_and_each_alone()
    {
        await using var site = await Filled();
        var record = JsonNode.Parse(await site.Text($"/api/v1/people/{PublicRegister.Ann.Id}"))!;
        Assert.Equal(["en", "ru"], record["texts"]!.AsArray().Select(t => (string)t!["lang"]!).Order(StringComparer.Ordinal));
        Assert.Contains("by the river", (string?)record["texts"]!.AsArray().Single(t => (string?)t!["lang"] == "en")!["html"]);
        var one = JsonNode.Parse(await site.Text($"/api/v1/articles/{PublicRegister.Ann.Id}?lang=ru"))!;
        Assert.Equal(("prose", $"{LiveSite.Base}/ru/people/ann-example"), ((string?)one["kind"], (string?)one["url"]));
        // Who keeps a copy is told of them like of all that is published.
        Assert.Contains(PublicRegister.Ann.Id.ToString(), await site.Text("/api/v1/articles?modified_since=2000&limit=100"), StringComparison.Ordinal);
    }

    private static async Task<LiveSite> Filled()
    {
        var site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar"] });
        Assert.Null(site.Publish([.. PublicRegister.All.Select(r => Cast.New(r) with { OnClash = ClashRule.Number })]));
        Assert.Null(site.Publish(Prose.Of(PublicRegister.Ann.Id, "en", $"She was born by the river. [Bob](acta:{PublicRegister.Bob.Id}) knew her."), Prose.Of(PublicRegister.Ann.Id, "ru", "Она родилась у реки."), Prose.Of(PublicRegister.Budget.Id, "en", "The Council decides.")));
        return site;
    }

    private static async Task<IHtmlDocument> Page(LiveSite site, string path)
    {
        var (status, _, body, _) = await site.Get(path);
        Assert.Equal((path, 200), (path, status));
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body));
    }
}

internal static class Prose
{
    public static Proposal Of(Guid record, string language, string text, Act act = Act.Publish, CorrectionNote? note = null) => new()
    {
        Act = act,
        Resource = record,
        Kind = "article",
        Language = language,
        Document = new Edition { Id = record, Language = language, Kind = ArticleKind.Prose, Headline = "Ann: a life", Body = [new Paragraph(text) { Id = "p1" }], Correction = note },
    };
}

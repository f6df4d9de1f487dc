using System.Text;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Tests.Reader;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Register;

/// <summary>What a person's and a State's page tells together: what they held, said and attended, and who stands for them where.</summary>
public sealed class RecordPageTests
{
    [Fact]
    public async Task A_persons_page_tells_posts_statements_interviews_and_meetings_each_by_itself()
    {
        await using var site = await Filled();
        Assert.Null(site.Publish(Named(1, ArticleKind.Interview, "Ann answers", "speaker"), Named(2, ArticleKind.Speech, "Ann speaks", "speaker"), Named(3, ArticleKind.Statement, "Ann states", "speaker"), Named(4, ArticleKind.News, "Ann arrives", "about")));
        var page = await Page(site, "/en/people/ann-example");
        Assert.Equal(["Secretary General", "Secretary General"], Names(page, "posts"));
        Assert.Equal(["Ann speaks", "Ann states"], Names(page, "statements").Order());
        Assert.Equal(["Ann answers"], Names(page, "interviews"));
        Assert.Equal(["Ann arrives"], Names(page, "news"));
        Assert.Equal(["First session"], Names(page, "attended"));
        Assert.Contains("Chair of the session", page.QuerySelector("section[aria-labelledby=s-attended] li")!.TextContent);
        // A post that took part was held by somebody.
        Assert.Null(site.Publish(Cast.Change(PublicRegister.Session with { Slug = "first-session", Participants = [new Record.Register.Participant(PublicRegister.Head.Id, Words.None, Words.None)] })));
        Assert.Equal(["First session"], Names(await Page(site, "/en/people/ann-example"), "attended"));
        Assert.Empty(Names(await Page(site, "/en/people/cem-muster"), "attended"));
    }

    [Fact]
    public async Task A_States_page_tells_its_people_in_each_body_and_its_chairmanships()
    {
        await using var site = await Filled();
        var lowland = await Page(site, "/en/states/lowland?as_of=2024-06-01");
        Assert.Equal(["Cem Muster"], Names(lowland, "people"));
        Assert.Equal("Council of Ministers", lowland.QuerySelector("section[aria-labelledby=s-people] .record-details a")!.TextContent);
        var upland = await Page(site, "/en/states/upland?as_of=2020-06-01");
        Assert.Equal(["River Union", "River Union"], Names(upland, "chairs-of"));
        Assert.Equal(["25 December 2019 – 1 January 2021", "from 1 January 2025"], upland.QuerySelectorAll("section[aria-labelledby=s-chairs-of] .record-details").Select(d => d.TextContent.Trim()));
        Assert.Empty(Names(await Page(site, "/en/states/lowland?as_of=2020-06-01"), "people"));
    }

    [Fact]
    public async Task A_place_tells_its_region_and_what_lies_in_it()
    {
        await using var site = await Filled();
        Assert.Equal("Lake region", (await Page(site, "/en/places/riverside")).QuerySelector(".facts dd")!.TextContent.Trim());
        Assert.Equal(["Riverside"], Names(await Page(site, "/en/places/lake-region"), "places"));
    }

    private static IEnumerable<string> Names(IHtmlDocument page, string part) => page.QuerySelectorAll($"section[aria-labelledby=s-{part}] .record-name").Select(n => n.TextContent);

    private static Proposal Named(int n, ArticleKind kind, string headline, string rel)
    {
        var id = Guid.Parse($"d0000000-0000-4000-8000-{n:000000000000}");
        return new Proposal
        {
            Act = Act.Publish, Resource = id, Kind = "article", Language = "en",
            Document = new Edition { Id = id, Language = "en", Kind = kind, Headline = headline, Body = [new Paragraph("Text.") { Id = "p1" }], Records = [new RecordLink(rel, PublicRegister.Ann.Id)] },
        };
    }

    private static async Task<LiveSite> Filled()
    {
        var site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar"] });
        Assert.Null(site.Publish([.. PublicRegister.All.Select(r => Cast.New(r) with { OnClash = ClashRule.Number })]));
        return site;
    }

    private static async Task<IHtmlDocument> Page(LiveSite site, string path)
    {
        var (status, _, body, _) = await site.Get(path);
        Assert.Equal((path, 200), (path, status));
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body));
    }
}

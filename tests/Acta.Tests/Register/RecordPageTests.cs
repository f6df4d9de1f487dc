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
        Assert.Equal(["25 December 2019\u00a0– 1 January 2021", "from 1 January 2025"], upland.QuerySelectorAll("section[aria-labelledby=s-chairs-of] .record-details").Select(d => d.TextContent.Trim()));
        Assert.Empty(Names(await Page(site, "/en/states/lowland?as_of=2020-06-01"), "people"));
    }

    [Fact]
    public async Task A_place_tells_its_region_and_what_lies_in_it()
    {
        await using var site = await Filled();
        Assert.Equal("Lake region", (await Page(site, "/en/places/riverside")).QuerySelector(".facts dd")!.TextContent.Trim());
        Assert.Equal(["Riverside"], Names(await Page(site, "/en/places/lake-region"), "places"));
    }

    [Fact]
    public async Task A_name_in_another_language_is_marked_as_such_and_says_so_quietly()
    {
        await using var site = await Filled();
        Assert.Null(site.Publish(Cast.New(new Record.Register.Person { Id = PublicRegister.Id(90), Name = Words.Of(("ar", "ليلى")) })));
        var list = await Page(site, "/en/people/");
        var line = list.QuerySelectorAll(".record-lines li").Single(l => l.QuerySelector(".record-name")!.TextContent == "ليلى");
        Assert.Equal(("ar", "rtl", "in Arabic"), (line.QuerySelector(".record-name")!.GetAttribute("lang"), line.QuerySelector(".record-name")!.GetAttribute("dir"), line.QuerySelector(".name-note")!.TextContent));
        var page = await Page(site, line.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Equal(("ar", "rtl"), (page.QuerySelector("h1")!.GetAttribute("lang"), page.QuerySelector("h1")!.GetAttribute("dir")));
        Assert.Equal("The register has no English name for it yet; this one is in Arabic.", page.QuerySelector(".name-note")!.TextContent);
        // A decision without an Arabic title, in the list and on its page; one that has it says nothing.
        var decisions = await Page(site, "/ar/decisions/?year=2019");
        Assert.Equal(["بشأن الميزانية", "Rules of procedure|en|ltr|باللغة: الإنجليزية"], decisions.QuerySelectorAll(".found-what").Select(w => w.QuerySelector(".name-note") is { } note ? string.Join('|', w.QuerySelector(".record-name")!.TextContent, w.QuerySelector(".record-name")!.GetAttribute("lang"), w.QuerySelector(".record-name")!.GetAttribute("dir"), note.TextContent) : w.QuerySelector(".record-name")!.TextContent));
        Assert.Null((await Page(site, "/ar/decisions/cm-2019-1")).QuerySelector("h1")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task A_State_and_the_country_of_the_same_name_lead_to_each_other()
    {
        await using var site = await Filled();
        Assert.Equal("/en/places/upland", (await Page(site, "/en/states/upland")).QuerySelector(".facts a[href*='/places/']")!.GetAttribute("href"));
        Assert.Equal("/en/states/upland", (await Page(site, "/en/places/upland")).QuerySelector(".facts a[href*='/states/']")!.GetAttribute("href"));
        Assert.Null((await Page(site, "/en/states/islands")).QuerySelector(".facts a[href*='/places/']"));
    }

    [Fact]
    public async Task Two_who_may_both_have_held_a_post_say_that_only_the_month_is_known()
    {
        await using var site = await Filled();
        Assert.Null(site.Publish(Cast.Change(PublicRegister.All.OfType<Record.Register.Membership>().Single(m => m.Id == PublicRegister.Id(41)) with { Start = PartialDate.Parse("2009-06") })));
        foreach (var path in new[] { "/en/posts/secretary-general", "/en/organizations/secretariat" })
        {
            var both = (await Page(site, path + "?as_of=2009-06-15")).QuerySelector(path.Contains("posts", StringComparison.Ordinal) ? "section[aria-labelledby=s-holder]" : "section[aria-labelledby=s-holders]")!.QuerySelectorAll("li");
            Assert.Equal(["Ann Example", "Bob Sample"], both.Select(l => l.QuerySelector(".record-name")!.TextContent).Order());
            Assert.All(both, l => Assert.Equal("known by month only", l.QuerySelector(".flag")!.TextContent));
        }
        Assert.DoesNotContain("by month only", await site.Text("/en/posts/secretary-general?as_of=2009-07-15"));
    }

    [Fact]
    public async Task A_statement_of_progress_names_who_said_it_and_where()
    {
        await using var site = await Filled();
        Assert.Null(site.Publish(Named(1, ArticleKind.News, "Ann reports", "about")));
        Assert.Null(site.Publish(Cast.New(new Record.Register.AssignedTask
        {
            Id = PublicRegister.Id(70), Name = Words.Of(("en", "Write the report")), Set = PartialDate.Parse("2019"),
            Progress =
            [
                new Record.Register.Progress(PartialDate.Parse("2020"), Words.Of(("en", "Half is written.")), PublicRegister.Ann.Id, null, new Source("Minutes, vol. 4", null)),
                new Record.Register.Progress(PartialDate.Parse("2021"), Words.Of(("en", "All is written.")), null, Guid.Parse("d0000000-0000-4000-8000-000000000001")),
            ],
        })));
        var lines = (await Page(site, "/en/tasks/write-the-report")).QuerySelectorAll("section[aria-labelledby=s-progress] li");
        Assert.Contains("Ann reports", lines[0].QuerySelector("a[href*='/news/']")!.TextContent);
        Assert.Contains("Ann Example", lines[1].TextContent);
        Assert.Contains("Minutes, vol. 4", lines[1].TextContent);
    }

    [Fact]
    public async Task A_persons_new_name_stands_on_every_page_and_alters_no_statement()
    {
        await using var site = await Filled();
        var article = Guid.Parse("d0000000-0000-4000-8000-000000000001");
        var named = Named(1, ArticleKind.Statement, "Of the bridge", "speaker");
        Assert.Null(site.Publish(named with { Document = (Edition)named.Document! with { Body = BlockIds.Assign(Markdown.Parse($"[Ann Example](acta:{PublicRegister.Ann.Id}) opened it."), []) } }));
        var before = await site.Text("/api/v1/articles/" + article + "?lang=en");
        Assert.Null(site.Publish(Cast.Change(PublicRegister.Ann with { Slug = "ann-example", Name = Words.Of(("en", "Ann Novel"), ("ru", "Анна Новел")) })));
        foreach (var path in new[] { "/en/people/ann-example", "/en/posts/secretary-general", "/en/organizations/secretariat", "/en/people/", "/en/events/first-session" })
        {
            var page = (await Page(site, path)).Body!.TextContent;
            Assert.Contains("Ann Novel", page);
        }
        Assert.Equal(before, (await site.Text("/api/v1/articles/" + article + "?lang=en")).Replace("Ann Novel", "Ann Example", StringComparison.Ordinal));
        var body = (await Page(site, new Uri((string)System.Text.Json.Nodes.JsonNode.Parse(before)!["url"]!).AbsolutePath)).QuerySelector(".body")!;
        Assert.Equal("Ann Example opened it.", body.TextContent.Trim());
        Assert.Equal("/en/people/ann-example", body.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_woman_who_holds_a_post_is_called_by_its_feminine_form_where_the_language_has_one()
    {
        await using var site = await Filled();
        Assert.Null(site.Publish(Cast.Change(PublicRegister.Head with { Slug = "secretary-general", Feminine = Words.Of(("ru", "Генеральная секретарь")) })));
        string Title(IHtmlDocument page) => page.QuerySelector("section[aria-labelledby=s-holders] .record-details a")!.TextContent;
        Assert.Equal("Генеральная секретарь", Title(await Page(site, "/ru/organizations/secretariat?as_of=2020-06-01")));
        Assert.Equal("Генеральный секретарь", Title(await Page(site, "/ru/organizations/secretariat?as_of=2015-06-01")));
        Assert.Equal("Secretary General", Title(await Page(site, "/en/organizations/secretariat?as_of=2020-06-01")));
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

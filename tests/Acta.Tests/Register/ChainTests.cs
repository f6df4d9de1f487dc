using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Tests.Publication;
using Acta.Tests.Reader;

namespace Acta.Tests.Register;

/// <summary>Meeting → item of its agenda → paper and decision → news → correction, from end to end and back, by links and by data.</summary>
public sealed class ChainTests
{
    private static readonly Organization Council = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Council")) };
    private static readonly Event Session = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "First session")), Organizers = [Council.Id], When = new DateRange(PartialDate.Parse("2019-12-25")) };
    private static readonly AgendaItem Item = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Budget")), Event = Session.Id, Number = "4" };
    private static readonly AgendaItem Sub = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Bridges")), Event = Session.Id, Parent = Item.Id, Number = "4.1" };
    private static readonly Paper Draft = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Draft budget")), Event = Session.Id, AgendaItems = [Sub.Id] };
    private static readonly Decision Decided = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "On the bridges")), Symbol = "No. 1", Organization = Council.Id, Event = Session.Id, AgendaItem = Sub.Id, Date = PartialDate.Parse("2019-12-25") };
    private static readonly Guid News = Guid.NewGuid();

    [Fact]
    public async Task A_reader_walks_from_a_meeting_to_the_correction_of_the_news_on_its_decision_and_back_again()
    {
        await using var site = await Filled();
        var meeting = await Page(site, "/en/events/first-session");
        var line = meeting.QuerySelectorAll("section[aria-labelledby=s-agenda] li").Single(l => l.TextContent.Contains("Bridges", StringComparison.Ordinal));
        Assert.Equal("1", line.GetAttribute("data-level"));
        var (paper, decision) = (Link(line, "Draft budget"), Link(line, "On the bridges"));
        // The paper and the decision lead back to the very item.
        foreach (var path in new[] { paper, decision })
        {
            var item = Link((await Page(site, path)).QuerySelector(".facts")!, "4.1 Bridges");
            Assert.Equal("/en/events/first-session#" + line.Id, item);
            Assert.NotNull(meeting.GetElementById(item.Split('#')[1]));
            Assert.Equal("/en/events/first-session", Link((await Page(site, path)).QuerySelector(".facts")!, "First session"));
        }
        var news = Link((await Page(site, decision)).QuerySelector("section[aria-labelledby=s-news]")!, "Six bridges are built");
        var article = await Page(site, news);
        Assert.Contains("There are six.", article.Body!.TextContent);
        Assert.Equal(decision, Link(article.Body!, "On the bridges"));
        Assert.Equal("No. 1 On the bridges", article.QuerySelectorAll("dd").Single(d => d.QuerySelector($"a[href='{decision}']") is not null).TextContent.Trim());
        var history = article.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).First(h => h.EndsWith("/history", StringComparison.Ordinal));
        var versions = await Page(site, history);
        Assert.Contains("There are six.", versions.Body!.TextContent);
        Assert.Contains(news, versions.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_program_walks_the_same_way_both_ways()
    {
        await using var site = await Filled();
        var item = (await Items(site, $"agenda-items?event={Session.Id}")).Single(i => (string?)i["title"] == "Bridges");
        Assert.Equal("Draft budget", (string?)Assert.Single(await Items(site, $"papers?agenda_item={item["id"]}"))["title"]);
        var decision = Assert.Single(await Items(site, $"decisions?agenda_item={item["id"]}"));
        var whole = await Data(site, $"decisions/{decision["id"]}");
        var named = Assert.Single(whole["articles"]!.AsArray())!;
        Assert.Equal(("announces", News.ToString()), ((string?)named["rel"], (string?)named["id"]));
        var article = await Data(site, $"articles/{named["id"]}?lang=en");
        Assert.Contains("There are six.", article.ToJsonString());
        Assert.Contains(article["revisions"]!.AsArray(), r => (string?)r!["act"] == "correct");
        // And back.
        var record = Assert.Single(article["records"]!.AsArray())!;
        Assert.Equal(("announces", Decided.Id.ToString()), ((string?)record["rel"], (string?)record["id"]));
        var facts = (await Data(site, $"decisions/{record["id"]}"))["facts"]!;
        var of = (await Data(site, $"agenda-items/{facts["agendaItem"]!["id"]}"))["facts"]!;
        Assert.Equal("First session", (string?)(await Data(site, $"events/{of["event"]!["id"]}"))["title"]);
        Assert.Equal(Item.Id.ToString(), (string?)of["parent"]!["id"]);
    }

    [Fact]
    public async Task A_text_that_names_an_item_of_the_agenda_leads_to_it_and_the_item_to_the_text()
    {
        await using var site = await Filled();
        var told = EmptySite.Article(Act.Publish, Guid.NewGuid(), "What is to be said", "Text.");
        Assert.Null(site.Publish(told with { Document = (Edition)told.Document! with { Body = Acta.Record.Bodies.BlockIds.Assign(Acta.Record.Bodies.Markdown.Parse($"They spoke [about bridges](acta:{Sub.Id})."), []) } }));
        var line = (await Page(site, "/en/events/first-session")).QuerySelectorAll("section[aria-labelledby=s-agenda] li").Single(l => l.TextContent.Contains("Bridges", StringComparison.Ordinal));
        var article = await Page(site, Link(line, "What is to be said"));
        Assert.Equal("/en/events/first-session#" + line.Id, Link(article.QuerySelector(".body")!, "about bridges"));
    }

    [Fact]
    public async Task Asked_as_of_a_day_a_decision_does_not_yet_tell_of_the_news_and_the_amendment_that_came_later()
    {
        await using var site = await Filled();
        Assert.Null(site.Publish(Cast.New(new Decision { Id = Guid.NewGuid(), Name = Words.Of(("en", "On more bridges")), Symbol = "No. 2", Organization = Council.Id, Amends = [Decided.Id], Date = PartialDate.Parse("2020-06-01") })));
        var today = await Page(site, "/en/decisions/no-1");
        Assert.Contains("Amended by No. 2 On more bridges", string.Join(' ', today.QuerySelectorAll(".facts div").Select(d => $"{d.QuerySelector("dt")!.TextContent} {d.QuerySelector("dd")!.TextContent}")));
        Assert.NotNull(today.QuerySelector("#s-news"));
        var then = await Page(site, "/en/decisions/no-1?as_of=2020-01-01");
        Assert.Null(then.QuerySelector("#s-news"));
        Assert.DoesNotContain("No. 2", then.Body!.TextContent);
        var meeting = await Page(site, "/en/events/first-session?as_of=2020-01-01");
        Assert.DoesNotContain("Six bridges are built", meeting.Body!.TextContent);
    }

    private static async Task<LiveSite> Filled()
    {
        var site = await LiveSite.Start();
        Assert.Null(site.Publish([.. new RegisterRecord[] { Council, Session, Item, Sub, Draft, Decided }.Select(Cast.New)]));
        Assert.Null(site.Publish(Naming(EmptySite.Article(Act.Publish, News, "Six bridges are built", "Five."))));
        Assert.Null(site.Publish(Naming(EmptySite.Article(Act.Correct, News, "Six bridges are built", "Six.", note: new CorrectionNote("There are six.", true)))));
        return site;

        static Proposal Naming(Proposal proposal) => proposal with { Document = (Edition)proposal.Document! with { Records = [new RecordLink("announces", Decided.Id)] } };
    }

    private static string Link(AngleSharp.Dom.IElement within, string words) => within.QuerySelectorAll("a").First(a => a.TextContent == words).GetAttribute("href")!;

    private static async Task<IHtmlDocument> Page(LiveSite site, string path)
    {
        var answer = await site.Get(path);
        Assert.Equal((path, 200), (path, answer.Status));
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(answer.Body));
    }

    private static async Task<JsonNode> Data(LiveSite site, string below) => JsonNode.Parse(await site.Text("/api/v1/" + below))!;

    private static async Task<IReadOnlyList<JsonNode>> Items(LiveSite site, string below) => [.. (await Data(site, below))["items"]!.AsArray().Select(i => i!)];
}

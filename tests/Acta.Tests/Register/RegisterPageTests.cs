using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Acta.Tests.World;

namespace Acta.Tests.Register;

/// <summary>What readers see of the register, in the demonstration: who held which office on which day.</summary>
[Collection("demo")]
public sealed class RegisterPageTests(RunningDemo demo)
{
    [Theory]
    [InlineData("2019-12-25", "Valery Semerikov", "Acting Secretary General", "Russia")]
    [InlineData("2025-06-30", "Imangali Tasmagambetov", "Secretary General", "Kyrgyzstan")]
    public async Task The_organisation_as_of_a_day_names_who_was_there_and_nobody_else(string day, string head, string title, string chair)
    {
        var page = await Get($"/en/organizations/collective-security-treaty-organization?as_of={day}");
        var holders = page.QuerySelectorAll("section[aria-labelledby=s-holders] li");
        var line = Assert.Single(holders);
        Assert.Equal(head, line.QuerySelector(".record-name")!.TextContent);
        Assert.Equal(title, line.QuerySelector(".record-details a")!.TextContent);
        Assert.Equal(chair, Fact(page, "Chair"));
        Assert.Equal(["Armenia", "Belarus", "Kazakhstan", "Kyrgyzstan", "Russia", "Tajikistan"], page.QuerySelectorAll("section[aria-labelledby=s-members] .record-name").Select(n => n.TextContent));
        // The day is told, can be changed and left, and goes along with the links.
        Assert.StartsWith("As of ", page.QuerySelector(".as-of-day")!.TextContent);
        Assert.Equal(day, page.QuerySelector("input[name=as_of]")!.GetAttribute("value"));
        Assert.EndsWith($"?as_of={day}", line.QuerySelector(".record-name a")!.GetAttribute("href"));
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task A_post_shows_its_holders_in_their_order_and_a_person_what_they_held()
    {
        var post = await Get("/en/posts/secretary-general?as_of=2019-12-25");
        Assert.Equal(["Valery Semerikov"], post.QuerySelectorAll("section[aria-labelledby=s-holder] .record-name").Select(n => n.TextContent));
        Assert.Equal(["Taalatbek Masadykov", "Imangali Tasmagambetov", "Stanislav Zas", "Yuri Khachaturov", "Nikolai Bordyuzha"], post.QuerySelectorAll("section[aria-labelledby=s-holders] .record-name").Select(n => n.TextContent));
        var person = await Get("/ru/people/valery-semerikov");
        Assert.Equal("Валерий Семериков", person.QuerySelector("h1")!.TextContent.Trim());
        var line = Assert.Single(person.QuerySelectorAll("section[aria-labelledby=s-posts] li"));
        Assert.Contains("Исполняющий обязанности Генерального секретаря", line.TextContent);
        Assert.Contains("в прошлом", line.TextContent);
        // Of a day that nothing is known of, nobody is named: he was stated to hold it in June 2025.
        Assert.Contains("nobody on record", (await Get("/en/organizations/department-for-countering-challenges-and-threats?as_of=2019-12-25")).Body!.TextContent);
        Assert.Contains("as stated on 26 June 2025", (await Get("/en/organizations/department-for-countering-challenges-and-threats?as_of=2025-06-30")).Body!.TextContent);
    }

    [Fact]
    public async Task Where_news_names_a_person_in_an_office_todays_reader_is_told_that_this_has_changed()
    {
        var home = await Get("/en/");
        var interview = home.QuerySelectorAll("a").First(a => a.TextContent.Contains("Valery Semerikov on the Organization", StringComparison.Ordinal)).GetAttribute("href")!;
        var line = Assert.Single((await Get(interview)).QuerySelectorAll("ul.then li"), l => l.TextContent.Contains("Valery Semerikov", StringComparison.Ordinal));
        Assert.Contains("then Acting Secretary General", line.TextContent);
        // Who still holds the office needs no such line.
        Assert.DoesNotContain("Vladimir Putin", line.ParentElement!.TextContent);
    }

    [Fact]
    public async Task A_session_tells_its_stated_count_and_invents_no_items()
    {
        var page = await Get("/en/events/session-of-the-collective-security-council-2019");
        var figure = Assert.Single(page.QuerySelectorAll("section[aria-labelledby=s-figures] li"));
        Assert.Contains("17 issues", figure.TextContent);
        Assert.Contains("Valery Semerikov", figure.TextContent);
        Assert.Null(page.QuerySelector("section[aria-labelledby=s-agenda]"));
        Assert.Contains("does not say they were absent", page.Body!.TextContent);
        var operation = await Get("/en/events/operation-mercenary");
        Assert.Contains("about 600 people", operation.Body!.TextContent);
        Assert.Contains("more than 30 channels", operation.Body.TextContent);
    }

    [Fact]
    public async Task Lists_are_in_the_order_of_the_reader_and_addresses_lead_where_they_should()
    {
        var people = await Get("/en/people/");
        Assert.Equal(["B", "J", "K", "M", "S", "T", "U", "Z"], people.QuerySelectorAll("h2.title").Select(h => h.TextContent));
        Assert.Contains("Secretary General", people.QuerySelectorAll("li").Single(l => l.TextContent.Contains("Masadykov", StringComparison.Ordinal)).TextContent);
        foreach (var (from, to) in new[] { ("/en/people", "/en/people/"), ("/en/people/valery-semerikov/", "/en/people/valery-semerikov"), ("/en/states", "/en/states/") })
        {
            using var answer = await demo.Http.GetAsync(demo.Url + from);
            Assert.Equal((301, to), ((int)answer.StatusCode, answer.Headers.Location!.ToString()));
        }
        foreach (var (path, status) in new[] { ("/en/people/?as_of=2019-13-01", 400), ("/en/people/nobody-of-this-name", 404), ("/en/organizations/kyrgyzstan", 404), ("/en/people/page/9/", 301) })
        {
            using var answer = await demo.Http.GetAsync(demo.Url + path);
            Assert.Equal((path, status), (path, (int)answer.StatusCode));
        }
        Assert.Contains("“2019-13-01” is not a day", (await Get("/en/people/?as_of=2019-13-01", 400)).Body!.TextContent);
    }

    private async Task<IHtmlDocument> Get(string path, int status = 200)
    {
        using var answer = await demo.Http.GetAsync(demo.Url + path);
        Assert.Equal((path, status), (path, (int)answer.StatusCode));
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    private static string? Fact(IHtmlDocument page, string term) => page.QuerySelectorAll(".facts dl > div").FirstOrDefault(d => d.Children[0].TextContent == term)?.Children[1].TextContent.Trim();
}

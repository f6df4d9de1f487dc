using System.Text;
using System.Text.RegularExpressions;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Reader;
using Acta.Tests.World;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Register;

/// <summary>Charts of the register: drawn for the eye, told to the ear, gone through by keyboard, and the same as a table.</summary>
public sealed partial class ChartTests : IAsyncLifetime
{
    private LiveSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar"] });
        Assert.Null(_site.Publish([.. PublicRegister.All.Select(r => Cast.New(r) with { OnClash = ClashRule.Number })]));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    public static TheoryData<string, string, string> Charts => new()
    {
        { "structure", "organizations/river-union?as_of=2021-05-01", "structure" },
        { "holders", "posts/secretary-general?as_of=2021-05-01", "holders-chart" },
        { "chairs", "organizations/river-union?as_of=2021-05-01", "chairs-chart" },
        { "years", "organizations/river-union?as_of=2024-12-31", "years-chart" },
        { "years-all", "events/", "years-chart" },
        { "places", "places/", "places-chart" },
    };

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task Each_chart_is_drawn_in_the_readers_language_as_it_was_meant_to_be(string name, string path, string id)
    {
        foreach (var language in new[] { "en", "ru", "ar" })
        {
            var svg = Svg(await Page($"/{language}/{path}"), id).OuterHtml.Replace("><", ">\n<", StringComparison.Ordinal) + "\n";
            var file = Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Register", "golden", $"chart-{name}.{language}.svg");
            if (Environment.GetEnvironmentVariable("ACTA_GOLDEN") == "write")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, svg);
            }
            Assert.Equal(await File.ReadAllTextAsync(file), svg);
        }
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task The_table_beneath_says_the_same_as_the_chart_in_the_same_order(string name, string path, string id)
    {
        foreach (var language in new[] { "en", "ru", "ar" })
        {
            var page = await Page($"/{language}/{path}");
            var svg = Svg(page, id);
            var things = svg.QuerySelectorAll("[aria-label]").ToList();
            var rows = svg.Closest("figure")!.QuerySelectorAll("tbody tr").ToList();
            Assert.True(things.Count > 1, name);
            Assert.Equal(things.Count, rows.Count);
            foreach (var (thing, row) in things.Zip(rows))
            {
                var spoken = thing.GetAttribute("aria-label")!;
                foreach (var cell in row.Children)
                    foreach (var text in cell.QuerySelectorAll("span").Where(s => s.Children.Length <= 1).Select(s => s.TextContent)) Assert.Contains(text, spoken);
                // What is shown is part of what is said, and leads to the same place.
                Assert.Equal(row.QuerySelector("th a")?.GetAttribute("href"), thing.GetAttribute("href"));
                foreach (var text in thing.QuerySelectorAll("text").Select(t => t.TextContent)) Assert.Contains(text, spoken);
            }
            // Everything that is drawn and not said is hidden from those who listen.
            Assert.All(svg.QuerySelectorAll("rect, path, circle, text"), e => Assert.NotNull(e.Closest("[aria-label], [aria-hidden]")));
            Assert.All(new[] { "aria-labelledby", "aria-describedby" }, a => Assert.NotEmpty(page.GetElementById(svg.GetAttribute(a)!)!.TextContent));
            Assert.DoesNotContain("style=", svg.OuterHtml);
            if (language == "ar") Assert.Empty(Latin().Matches(string.Join(' ', svg.QuerySelectorAll("text").Where(t => !t.HasAttribute("lang")).Select(t => t.TextContent))));
        }
    }

    [Fact]
    public async Task A_chart_is_of_the_day_that_is_asked_for()
    {
        Assert.Equal(["River Union", "Secretariat", "Water department", "Council of Ministers"], await Said("/en/organizations/river-union?as_of=2021-05-01", "structure"));
        Assert.Equal(["River Union", "Secretariat", "Council of Ministers"], await Said("/en/organizations/river-union?as_of=2023-05-01", "structure"));
        Assert.Contains("Lowland, Chair, turn 2, 1 January 2021\u00a0– 2023", await Labels("/en/organizations/river-union?as_of=2021-05-01", "chairs-chart"));
        Assert.Contains("Islands, Next chair, turn 3, 2023\u00a0– 1 January 2025", await Labels("/en/organizations/river-union?as_of=2021-05-01", "chairs-chart"));
        Assert.Contains("Lowland, Next chair, turn 2, 1 January 2021\u00a0– 2023", await Labels("/en/organizations/river-union?as_of=2025-06-30", "chairs-chart"));
        Assert.Equal("2019", (await Said("/en/organizations/river-union?as_of=2019-12-31", "years-chart"))[^1]);
        Assert.Contains("Cem Muster, acting, former, 1 January 2018\u00a0– 2018", await Labels("/en/posts/secretary-general?as_of=2021-05-01", "holders-chart"));
    }

    [Fact]
    public async Task A_town_of_which_nobody_said_where_it_lies_is_no_State()
    {
        Assert.Null(_site.Publish(Cast.New(new Place { Id = Guid.NewGuid(), Name = Words.Of(("en", "Far Harbour")), Classification = "settlement" }) with { OnClash = ClashRule.Number }));
        Assert.Equal(["Lowland", "Upland", "State not given"], await Said("/en/places/", "places-chart"));
        Assert.Equal("Far Harbour", Svg(await Page("/en/places/"), "places-chart").Closest("figure")!.QuerySelectorAll("tbody tr").Last().Children[2].TextContent);
    }

    [Fact]
    public async Task An_end_whose_day_is_not_known_is_dashed_and_said()
    {
        var page = await Page("/en/posts/secretary-general?as_of=2021-05-01");
        var svg = Svg(page, "holders-chart");
        Assert.Equal([2, 0, 1, 0], svg.QuerySelectorAll("a").Select(a => a.QuerySelectorAll(".chart-unsure").Length));
        Assert.Contains("A dashed end", svg.Closest("figure")!.QuerySelector("figcaption")!.TextContent);
        Assert.Equal([false, false, true, false], svg.QuerySelectorAll("a").Select(a => a.QuerySelector(".chart-acting") is not null));
    }

    private async Task<List<string>> Labels(string path, string id) => [.. Svg(await Page(path), id).QuerySelectorAll("[aria-label]").Select(e => e.GetAttribute("aria-label")!)];

    private async Task<List<string>> Said(string path, string id) => [.. (await Labels(path, id)).Select(l => l.Split(", ")[0])];

    private static IElement Svg(IHtmlDocument page, string id) => page.QuerySelectorAll("svg").Single(s => s.GetAttribute("aria-labelledby") == id + "-t");

    private async Task<IHtmlDocument> Page(string path)
    {
        var (status, _, body, _) = await _site.Get(path);
        Assert.Equal((path, 200), (path, status));
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body));
    }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();
}

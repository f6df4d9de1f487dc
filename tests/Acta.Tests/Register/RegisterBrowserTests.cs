using System.Text;
using Acta.Publication;
using Acta.Tests.Browser;
using Acta.Tests.Reader;
using Microsoft.Playwright;

namespace Acta.Tests.Register;

/// <summary>The registers and their charts in a browser, in three scripts: for those who see, listen, or have only a keyboard.</summary>
public sealed class RegisterBrowserTests : IAsyncLifetime
{
    private static readonly string[] Paths =
    [
        "decisions/", "decisions/?body=council-of-ministers&year=2019&status=superseded", "decisions/?year=1999", "decisions/cm-2019-1", "papers/", "papers/?symbol=cm", "papers/cm-2019-inf-1", "changes/", "calendar/2019-12/?as_of=2019-12-25", "people/?q=muller", "people/ann-example",
        "organizations/river-union?as_of=2021-05-01", "posts/secretary-general?as_of=2021-05-01", "states/lowland", "events/", "places/",
        "people/ann-example/record", "decisions/cm-2024-7?as_of=2020-01-01", "decisions/?as_of=2020-01-01&status=in-force", "decisions/?year=abc", "tasks/?as_of=2020-01-01", "events/a-visit-some-day.ics",
    ];

    private LiveSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar"] });
        Assert.Null(_site.Publish([.. PublicRegister.All.Select(r => Cast.New(r) with { OnClash = ClashRule.Number })]));
        Assert.Null(_site.Publish(Cast.Change(PublicRegister.Ann with { Slug = "ann-example", Name = Record.Words.Of(("en", "Ann Example-Sample")), Born = Record.PartialDate.Parse("1970") })));
        Assert.Null(_site.Publish(Prose.Of(PublicRegister.Ann.Id, "en", "She was born by the river."), Prose.Of(PublicRegister.Budget.Id, "en", "The Council decides.")));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_screen(int width, ColorScheme scheme)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BypassCSP = true, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        foreach (var path in new[] { "en", "ru", "ar" }.SelectMany(l => Paths.Select(p => $"/{l}/{p}")))
        {
            await page.GotoAsync(_site.Url + path);
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            faults.AddRange(await Axe.FaultsAndWidth(page, path));
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task The_Nu_checker_finds_no_error()
    {
        var pages = new List<(string, string)>();
        foreach (var path in new[] { "en", "ru", "ar" }.SelectMany(l => Paths.Select(p => $"/{l}/{p}"))) pages.Add((path, Encoding.UTF8.GetString((await _site.Get(path)).Body)));
        NuChecker.FindsNoError(pages);
    }

    [Fact]
    public async Task With_the_keyboard_alone_I_go_through_a_chart_in_its_order_and_see_where_I_am()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        foreach (var language in new[] { "en", "ar" })
        {
            await page.GotoAsync($"{_site.Url}/{language}/posts/secretary-general?as_of=2021-05-01");
            await page.FocusAsync(".chart-scroll");
            var drawn = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.chart-svg a')].map(a => a.getAttribute('aria-label'))");
            Assert.Equal(4, drawn.Length);
            foreach (var label in drawn)
            {
                await page.Keyboard.PressAsync("Tab");
                Assert.Equal(label, await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label')"));
                Assert.Equal("3px", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement.querySelector('.chart-hit')).strokeWidth"));
            }
            await page.Keyboard.PressAsync("Tab");
            Assert.Equal("SUMMARY", await page.EvaluateAsync<string>("() => document.activeElement.tagName"));
            await page.Keyboard.PressAsync("Enter");
            Assert.True(await page.IsVisibleAsync(".chart-table table"));
        }
        // And out of it: a link of the chart leads to whom it shows.
        await page.FocusAsync(".chart-svg a");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => location.pathname === '/ar/people/ann-example'");
    }

    [Fact]
    public async Task On_a_telephone_a_line_of_time_begins_at_its_newest_end_and_the_keyboard_scrolls_it_back()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 800 } });
        var page = await context.NewPageAsync();
        const string sees = "e => { const box = document.querySelector('.chart-scroll').getBoundingClientRect(), it = document.querySelector(e).getBoundingClientRect(); return it.left >= box.left - 30 && it.right <= box.right + 30; }";
        foreach (var (language, older) in new[] { ("en", "ArrowLeft"), ("ar", "ArrowRight") })
        {
            await page.GotoAsync($"{_site.Url}/{language}/posts/secretary-general");
            Assert.True(await page.EvaluateAsync<bool>(sees, ".chart-day"), language);
            Assert.False(await page.EvaluateAsync<bool>(sees, ".chart-svg a .chart-bar"), language);
            await page.FocusAsync(".chart-scroll");
            for (var i = 0; i < 20; i++) await page.Keyboard.PressAsync(older);
            await page.WaitForFunctionAsync($"() => !({sees})('.chart-day')");
            // Where there is room the drawing stands where its page begins.
            await page.SetViewportSizeAsync(1440, 900);
            Assert.True(await page.EvaluateAsync<bool>("() => { const box = document.querySelector('.chart-scroll').getBoundingClientRect(), svg = document.querySelector('.chart-svg').getBoundingClientRect(); return Math.abs(document.dir === 'rtl' ? box.right - svg.right : box.left - svg.left) < 8; }"), language);
            await page.SetViewportSizeAsync(390, 800);
        }
    }

    [Fact]
    public async Task A_chart_tells_a_screen_reader_what_it_shows_and_each_thing_in_it()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{_site.Url}/en/posts/secretary-general?as_of=2021-05-01");
        var tree = await page.Locator(".chart-svg").AriaSnapshotAsync();
        Assert.Contains("group \"Secretary General: holders over time\"", tree);
        Assert.Contains("link \"Cem Muster, acting, former, 1 January 2018 – 2018\"", tree);
        Assert.DoesNotContain("2010", tree);
    }
}

using Acta.Pages;
using Acta.Tests.Pages;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Browser;

/// <summary>
/// Every kind of page in the newsroom of tests, in scripts and states that the demonstration has not: Arabic, Armenian and
/// Georgian, long words, many pictures, wide tables. ACTA_SHOTS=FOLDER also writes a picture of each, to be looked at.
/// </summary>
public sealed class EveryScriptTests : IAsyncLifetime, IDisposable
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("ACTA_SHOTS");
    private readonly Newsroom _newsroom = new(everyScript: true);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.Launch(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    public void Dispose() => _newsroom.Dispose();

    private string[] Pages =>
    [
        "/ar/", "/ar/news/", "/ar/news/2025/", "/ar/news/2025/06/", "/ar/sections/water/", "/ar/kinds/advisory/", "/ar/changes/", "/ar/nothing",
        _newsroom.AddressOf(Newsroom.Session, "ar"), _newsroom.AddressOf(Newsroom.Body, "ar"), _newsroom.AddressOf(Newsroom.Advisory, "ar"), _newsroom.AddressOf(Newsroom.Session, "ar") + "/history",
        "/hy/", "/hy/news/", "/hy/kinds/news/", "/hy/changes/", "/hy/nothing",
        _newsroom.AddressOf(Newsroom.Session, "hy"), _newsroom.AddressOf(Newsroom.Corrected, "hy"), _newsroom.AddressOf(Newsroom.Corrected, "hy") + "/history", _newsroom.AddressOf(Newsroom.Corrected, "hy") + "/history/1",
        "/ka/", _newsroom.AddressOf(Newsroom.Session, "ka"),
        _newsroom.AddressOf(Newsroom.Body), _newsroom.AddressOf(Newsroom.LongWords), _newsroom.AddressOf(Newsroom.ManyPictures), _newsroom.AddressOf(Newsroom.WideTable),
        _newsroom.AddressOf(Newsroom.Behind) + "/beside/ru", _newsroom.AddressOf(Newsroom.Session) + "/beside/ar", _newsroom.AddressOf(Newsroom.Session, "ar") + "/beside/en",
        _newsroom.AddressOf(Newsroom.Interview), _newsroom.AddressOf(Newsroom.Retired), "/en/news/2025/06/28/0011-en", "/en/news/2025/06/28/0012-en",
    ];

    public static TheoryData<int, ColorScheme> Screens => Shots is null
        ? new() { { 1440, ColorScheme.Light }, { 360, ColorScheme.Dark } }
        : new() { { 1440, ColorScheme.Light }, { 768, ColorScheme.Light }, { 360, ColorScheme.Light }, { 1440, ColorScheme.Dark }, { 768, ColorScheme.Dark }, { 360, ColorScheme.Dark } };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Axe_finds_nothing_in_any_script(int width, ColorScheme scheme)
    {
        var faults = new List<string>();
        await Visit(new() { BypassCSP = true, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } }, async (page, path) =>
        {
            faults.AddRange(await Axe.Faults(page, path));
            if (Shots is not null)
                await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(Shots, $"{path.Trim('/').Replace('/', '_')}-{width}-{scheme}.png") });
        });
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void The_Nu_checker_finds_no_error_in_any_script() => NuChecker.FindsNoError(
    [
        .. Pages.Select(p => (p, _newsroom.Get(p).Html)),
        .. ((string[])["en", "ru", "ar", "hy"]).Select(l => ("/failed/" + l, System.Text.Encoding.UTF8.GetString(PageRenderer.Failed(null, new PageRequest("/x", Newsroom.BaseUrl), l).Body))),
    ]);

    // WCAG 2.2, 1.4.10 (320 px wide) and 1.4.12 (spacing that readers set): nothing is wider than the screen, and nothing is cut off.
    [Fact]
    public async Task On_the_narrowest_screen_and_with_wide_spacing_nothing_is_cut_off()
    {
        var faults = new List<string>();
        await Visit(new() { BypassCSP = true, ViewportSize = new() { Width = 320, Height = 640 } }, async (page, path) =>
        {
            await Look("");
            await page.AddStyleTagAsync(new() { Content = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }" });
            await Look("spaced, ");

            async Task Look(string how)
            {
                foreach (var fault in await page.EvaluateAsync<string[]>(CutOff)) faults.Add($"{path}: {how}{fault}");
            }
        });
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task With_the_keyboard_alone_I_see_where_I_am_on_every_step()
    {
        var faults = new List<string>();
        var paths = new[] { "/ar/", "/en/news/", _newsroom.AddressOf(Newsroom.Body) };
        await Visit(new() { BypassCSP = true, ViewportSize = new() { Width = 1440, Height = 900 } }, async (page, path) =>
        {
            for (var step = 0; step < 200; step++)
            {
                await page.Keyboard.PressAsync("Tab");
                var at = await page.EvaluateAsync<string?>("""
                    () => {
                      const e = document.activeElement;
                      if (!e || e === document.body) return null;
                      const s = getComputedStyle(e), r = e.getBoundingClientRect();
                      const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.width > 0 && r.bottom > 0 && r.top < innerHeight;
                      return (seen ? '' : 'unseen: ') + e.tagName + ' ' + (e.textContent || '').trim().slice(0, 40);
                    }
                    """);
                if (at is null) break;
                if (step == 0 && !at.Contains("A ")) faults.Add($"{path}: the first step is not the skip link but {at}");
                if (at.StartsWith("unseen", StringComparison.Ordinal)) faults.Add($"{path}: {at}");
            }
        }, paths);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task With_colours_forced_the_current_page_and_the_links_still_show()
    {
        await Visit(new() { BypassCSP = true, ForcedColors = ForcedColors.Active, ViewportSize = new() { Width = 1440, Height = 900 } }, async (page, path) =>
        {
            var unmarked = await page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('[aria-current]')].filter(e => e.getClientRects().length && !e.closest('.identity')).filter(e => {
                  const s = getComputedStyle(e);
                  return s.textDecorationLine === 'none' && s.outlineStyle === 'none' && s.borderBlockEndStyle === 'none';
                }).map(e => e.textContent.trim())
                """);
            Assert.True(unmarked.Length == 0, $"{path}: {string.Join(", ", unmarked)}");
        }, ["/en/news/", "/en/news/page/1/", "/en/news/2025/06/"]);
    }

    private const string CutOff = """
        () => {
          const faults = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
          for (const e of document.querySelectorAll('body *')) {
            const s = getComputedStyle(e);
            if (e.closest('.unseen, .unnamed, .skip, [popover], small') || s.overflowX === 'auto') continue;
            if ((s.overflowX === 'hidden' || s.overflowY === 'hidden') && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) faults.push(`${e.className || e.tagName} is cut off`);
          }
          return faults;
        }
        """;

    private async Task Visit(BrowserNewContextOptions options, Func<IPage, string, Task> look, string[]? paths = null)
    {
        await using var context = await _browser!.NewContextAsync(options);
        await context.RouteAsync("**/*", Answer);
        var page = await context.NewPageAsync();
        foreach (var path in paths ?? Pages)
        {
            await page.GotoAsync(Newsroom.BaseUrl + path);
            await look(page, path);
        }
    }

    // The pages answer from the newsroom's views: no server is needed to see them.
    private Task Answer(IRoute route)
    {
        var path = new Uri(route.Request.Url).AbsolutePath;
        if (Asset.Find(path) is { } asset) return route.FulfillAsync(new() { ContentType = asset.ContentType, BodyBytes = asset.Bytes });
        if (path.StartsWith("/media/", StringComparison.Ordinal))
        {
            var file = Path.Combine(Corpora.RepositoryRoot, "samples", "media", Path.GetFileName(path));
            return File.Exists(file) ? route.FulfillAsync(new() { ContentType = file.EndsWith(".svg", StringComparison.Ordinal) ? "image/svg+xml" : "image/jpeg", BodyBytes = File.ReadAllBytes(file) }) : route.FulfillAsync(new() { Status = 404 });
        }
        lock (_newsroom)
        {
            var (status, html) = _newsroom.Get(path);
            return status is 301 ? route.FulfillAsync(new() { Status = status, Headers = [new("Location", html)] }) : route.FulfillAsync(new() { Status = status, ContentType = "text/html; charset=utf-8", Body = html });
        }
    }
}

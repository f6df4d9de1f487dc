using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Browser;

[Collection("demo")]
public partial class AccessibilityTests(RunningDemo demo)
{
    public static TheoryData<int, ColorScheme> Screens => new()
    {
        { 1440, ColorScheme.Light },
        { 360, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Axe_finds_nothing_on_any_kind_of_page_of_the_demonstration(int width, ColorScheme scheme)
    {
        var pages = (await demo.Crawl()).Where(p => p.Value.Html.Length > 0).Select(p => p.Key).Append("/en/no-such-page").Append(demo.RemovedPage).ToList();
        Assert.True(pages.Count > 40, $"the crawl found {pages.Count} pages");
        // Every article, and two of each other kind of address in each language: the months of an archive are alike. All with --long.
        if (!TestLength.IsLong) pages = [.. pages.GroupBy(p => p.Count('/') > 5 ? p : Names().Replace(p, "/*")).SelectMany(g => g.Take(2))];
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        // The checker is put into the page by the test, which the site's own content policy rightly forbids.
        await using var context = await browser.NewContextAsync(new() { BypassCSP = true, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        foreach (var path in pages)
        {
            await page.GotoAsync(demo.Url + path);
            faults.AddRange(await Axe.FaultsAndWidth(page, path));
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    // What a path says after its language and its room: /en/news/2025/06/30/some-name is /en/news/*/*/*/*.
    [GeneratedRegex("(?<=^/[^/]+/[^/]+(/[^/]+)*)/[^/]+")]
    private static partial Regex Names();
}

/// <summary>Debian's Chromium, driven without its own network chatter.</summary>
internal static class Chromium
{
    public static async Task<IBrowser> Launch(IPlaywright playwright)
    {
        // Chromium passes over an argument it doesn't know; by this one its process is found again.
        var mark = "--acta-test=" + Guid.NewGuid();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", mark],
        });
        // Keys, scripts and closing wait for ever on a browser that answers no more; one that is dead lets the test go on and fail.
        _ = Task.Delay(TimeSpan.FromMinutes(TestLength.IsLong ? 60 : 10)).ContinueWith(_ => { if (browser.IsConnected) End(mark); }, TaskScheduler.Default);
        return browser;
    }

    private static void End(string mark)
    {
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    if (File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(mark, StringComparison.Ordinal)) process.Kill();
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException or Win32Exception)
                {
                    // It ended meanwhile, or is not ours.
                }
            }
        }
    }
}

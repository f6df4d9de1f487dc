using System.Text.Json;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Browser;

/// <summary>axe-core, asked about a page as it stands. It is put there by the browser itself: the page's content policy, which rightly forbids others to, stands.</summary>
internal static class Axe
{
    private static readonly string Script = File.ReadAllText(Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "node_modules", "axe-core", "axe.min.js"));

    /// <summary>What is wrong by WCAG 2.2 AA and best practice, each with where it stands and what is asked for.</summary>
    public static async Task<IReadOnlyList<string>> Faults(IPage page, string where)
    {
        await page.EvaluateAsync("() => {" + Script + "}");
        var found = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run({ runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })).violations.map(v => ({ id: v.id, help: v.help, at: v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).slice(0, 3).join('; ') }))");
        return [.. found.EnumerateArray().Select(f => $"{where}: {f.GetProperty("id")} {f.GetProperty("help")} at {f.GetProperty("at")}")];
    }

    /// <summary>The same, and whether the page is wider than the screen.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAndWidth(IPage page, string where)
    {
        var faults = await Faults(page, where);
        var wider = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return wider > 0 ? [.. faults, $"{where}: the page is {wider} px wider than the screen"] : faults;
    }

    /// <summary>A page of the desk as it stands: by axe at the width it was opened at, and whether all of it can be read at that and at other widths.</summary>
    /// <param name="page">The page.</param>
    /// <param name="language">The desk's, for the names of pictures, which are taken where <c>ACTA_TEST_SHOTS</c> names a folder.</param>
    /// <param name="widths">The first is that it was opened at.</param>
    public static async Task<IReadOnlyList<string>> FaultsAtWidths(IPage page, string language, params int[] widths)
    {
        var faults = new List<string>(await Faults(page, page.Url));
        foreach (var width in widths)
        {
            if (width != widths[0]) await page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await page.EvaluateAsync<string[]>(Unreadable)).Select(f => $"{page.Url} at {width} px: {f}"));
            if (Environment.GetEnvironmentVariable("ACTA_TEST_SHOTS") is { Length: > 0 } shots)
                await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{language}-{width}{new Uri(page.Url).AbsolutePath.Replace('/', '_')}.png"), FullPage = true });
        }
        if (widths.Length > 1) await page.SetViewportSizeAsync(widths[0], 900);
        return faults;
    }

    // What is wider than the screen, and words that a box cuts off or that end beyond the screen where nothing scrolls to them. What is for
    // screen readers alone has a box of one pixel.
    private const string Unreadable = """
        () => {
          const faults = [], screen = document.documentElement.clientWidth, wider = document.documentElement.scrollWidth - screen;
          if (wider > 0) faults.push(`the page is ${wider} px wider than the screen`);
          const scrolls = e => { for (; e; e = e.parentElement) if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true; return false; };
          const name = e => `${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}${e.className && e.className.trim ? "." + e.className.trim().replaceAll(" ", ".") : ""} “${e.textContent.trim().slice(0, 40)}”`;
          for (const e of document.querySelectorAll("body *")) {
            const style = getComputedStyle(e), box = e.getBoundingClientRect();
            if (!e.checkVisibility() || box.width <= 1 || box.height <= 1 || style.visibility === "hidden" || style.clipPath !== "none" || e.closest("svg, .unseen")) continue;
            const hides = side => ["hidden", "clip"].includes(side);
            if (((hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1) || (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1)) && e.innerText?.trim()) faults.push("cut off: " + name(e));
            const words = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
            if (words && (box.right > screen + 1 || box.left < -1) && !scrolls(e)) faults.push("beyond the screen: " + name(e));
          }
          return faults;
        }
        """;
}

/// <summary>Pages on somebody's way, each looked at as it stands: on a desk and on a telephone.</summary>
internal sealed class Looks
{
    private readonly List<string> _faults = [];
    private int _count;

    public async Task At(IPage page, [System.Runtime.CompilerServices.CallerMemberName] string story = "")
    {
        var language = await page.EvaluateAsync<string>("() => document.documentElement.lang");
        _faults.AddRange(await Axe.FaultsAtWidths(page, $"{story[..Math.Min(24, story.Length)]}-{language}-{++_count}", 1280, 390));
    }

    public void FoundNothing() => Assert.True(_faults.Count == 0, string.Join("\n", _faults));
}

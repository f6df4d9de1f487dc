using System.Text.Json;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Browser;

/// <summary>axe-core, asked about a page as it stands. The context must bypass the page's content policy, which rightly forbids it.</summary>
internal static class Axe
{
    private static readonly string Script = Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "node_modules", "axe-core", "axe.min.js");

    /// <summary>What is wrong by WCAG 2.2 AA and best practice, each with where it stands and what is asked for.</summary>
    public static async Task<IReadOnlyList<string>> Faults(IPage page, string where)
    {
        await page.AddScriptTagAsync(new() { Path = Script });
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
}

using Acta.Tests.World;

namespace Acta.Tests.Browser;

[Collection("demo")]
public class HtmlCheckerTests(RunningDemo demo)
{
    [Fact]
    public async Task The_Nu_checker_finds_no_error_on_any_page_of_the_demonstration() =>
        NuChecker.FindsNoError((await demo.Crawl()).Where(p => p.Value.Html.Length > 0).Select(p => (p.Key, p.Value.Html)));

    [Fact]
    public async Task No_link_of_the_demonstration_leads_nowhere()
    {
        var dead = (await demo.Crawl()).Where(p => p.Value.Status is not (200 or 301 or 302 or 303 or 307 or 308)).Select(p => $"{p.Key}: {p.Value.Status}");
        Assert.Empty(dead);
    }

    [Fact]
    public async Task Every_page_says_that_this_is_a_demonstration()
    {
        foreach (var (path, (_, html)) in await demo.Crawl())
            if (html.Length > 0) Assert.True(html.Contains("demonstration of Acta") || html.Contains("демонстрация Acta"), path);
    }
}

/// <summary>The W3C's checker of HTML, from its npm package.</summary>
internal static class NuChecker
{
    private static readonly string Jar = Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");

    public static void FindsNoError(IEnumerable<(string Path, string Html)> pages)
    {
        var folder = Directory.CreateTempSubdirectory("acta-html-");
        try
        {
            var number = 0;
            foreach (var (path, html) in pages)
                File.WriteAllText(Path.Combine(folder.FullName, $"{number++:0000}-{string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))[..Math.Min(60, path.Length)]}.html"), html);
            Assert.True(number > 0, "there is nothing to check");
            var (exit, output) = ChildProcess.Run("java", "-Xmx512m", "-jar", Jar, "--errors-only", "--skip-non-html", folder.FullName);
            Assert.True(exit == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

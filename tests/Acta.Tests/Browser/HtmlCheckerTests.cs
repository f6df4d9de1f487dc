using Acta.Tests.World;

namespace Acta.Tests.Browser;

[Collection("demo")]
public class HtmlCheckerTests(RunningDemo demo)
{
    private static readonly string Checker = Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");

    [Fact]
    public async Task The_Nu_checker_finds_no_error_on_any_page_of_the_demonstration()
    {
        var folder = Directory.CreateTempSubdirectory("acta-html-");
        try
        {
            var pages = (await demo.Crawl()).Where(p => p.Value.Html.Length > 0).ToList();
            var number = 0;
            foreach (var (path, (_, html)) in pages)
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{number++:0000}-{string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))[..Math.Min(60, path.Length)]}.html"), html);
            var (exit, output) = ChildProcess.Run("java", "-Xmx512m", "-jar", Checker, "--errors-only", "--skip-non-html", folder.FullName);
            Assert.True(exit == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

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

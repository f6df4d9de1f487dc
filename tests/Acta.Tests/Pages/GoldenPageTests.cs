using System.Text;
using System.Text.RegularExpressions;
using Acta.Pages;
using Acta.Tests.Views;

namespace Acta.Tests.Pages;

/// <summary>
/// Whole pages as they are meant to be, in golden/. After a change that is meant: ACTA_GOLDEN=write, and read the difference.
/// </summary>
public sealed partial class GoldenPageTests : IDisposable
{
    private readonly Newsroom _newsroom = new();

    public void Dispose() => _newsroom.Dispose();

    [Theory]
    [InlineData("home.en", "/en/")]
    [InlineData("home.ar", "/ar/")]
    [InlineData("news.en", "/en/news/")]
    [InlineData("news-page-1.ru", "/ru/news/page/1/")]
    [InlineData("year.en", "/en/news/2025/")]
    [InlineData("month.ru", "/ru/news/2025/06/")]
    [InlineData("section.en", "/en/sections/council/")]
    [InlineData("news-item.en", "/en/news/2025/06/29/0001-en")]
    [InlineData("news-item.ar", "/ar/news/2025/06/29/0001-ar")]
    [InlineData("statement.ru", "/ru/news/2025/06/29/0002-ru")]
    [InlineData("advisory.en", "/en/news/2025/06/29/0003-en")]
    [InlineData("interview.en", "/en/news/2019/12/25/0005-en")]
    [InlineData("every-block.en", "/en/news/2025/06/28/0015-en")]
    [InlineData("behind.ru", "/ru/news/2025/06/28/0009-ru")]
    [InlineData("beside.en-ru", "/en/news/2025/06/28/0009-en/beside/ru")]
    [InlineData("beside.en-ar", "/en/news/2025/06/29/0001-en/beside/ar")]
    [InlineData("retired.en", "/en/news/2025/06/28/0010-en")]
    [InlineData("corrected.en", "/en/news/2025/06/29/0014-en")]
    [InlineData("history.en", "/en/news/2025/06/29/0014-en/history")]
    [InlineData("former-version.en", "/en/news/2025/06/29/0014-en/history/1")]
    [InlineData("withdrawn.en", "/en/news/2025/06/28/0011-en")]
    [InlineData("changes.en", "/en/changes/")]
    [InlineData("page.en", "/en/pages/0018-en")]
    [InlineData("missing.ru", "/ru/nothing")]
    [InlineData("announcement.en", "4")]
    [InlineData("speech.en", "6")]
    [InlineData("in-the-media.en", "7")]
    [InlineData("untranslated.en", "8")]
    [InlineData("erased.en", "/en/news/2025/06/28/0012-en")]
    [InlineData("small-edit.en", "13")]
    [InlineData("undated.en", "16")]
    [InlineData("contacts.en", "18")]
    [InlineData("courtesy.ar", "19")]
    [InlineData("kind.en", "/en/kinds/statement/")]
    [InlineData("undated-list.en", "/en/news/undated/")]
    public void The_page_is_as_it_was_meant_to_be(string name, string path)
    {
        // A number is an article's, wherever it stands.
        if (int.TryParse(path, out var article)) path = _newsroom.AddressOf(Newsroom.Id(article), name.Split('.')[1]);
        Holds(name, _newsroom.Get(path).Html);
    }

    [Fact]
    public void A_site_without_articles_and_one_with_a_single_article_have_a_home_too()
    {
        using var views = new FoldedViews(new DateTimeOffset(2025, 7, 3, 6, 0, 0, TimeSpan.Zero));
        var log = new PaperLog(new DateTimeOffset(2025, 6, 14, 4, 0, 0, TimeSpan.Zero));
        log.Settings(World.World.Settings());
        views.Follow(log);
        Holds("home-empty.en", Home());
        log.Publish(World.World.BridgeIn("en"));
        views.Follow(log);
        Holds("home-single.en", Home());

        string Home()
        {
            using var reading = views.Db.Read();
            return Encoding.UTF8.GetString(PageRenderer.Render(reading, new PageRequest("/en/", Newsroom.BaseUrl)).Body);
        }
    }

    private static void Holds(string name, string html)
    {
        html = Steady(html);
        var file = Path.Combine(Folder(), name + ".html");
        if (Environment.GetEnvironmentVariable("ACTA_GOLDEN") == "write") File.WriteAllText(file, html);
        Assert.Equal(File.ReadAllText(file), html);
    }

    // Fingerprints follow the style sheet, and which of the narrow spaces stands before "г." follows the version of CLDR.
    private static string Steady(string html) => Fingerprints().Replace(html, "/assets/$1.css").Replace(' ', ' ').Replace('\u202f', ' ');

    [GeneratedRegex(@"/assets/(site|theme)[0-9a-f.]+css")]
    private static partial Regex Fingerprints();

    private static string Folder() => Path.Combine(World.Corpora.RepositoryRoot, "tests", "Acta.Tests", "Pages", "golden");
}

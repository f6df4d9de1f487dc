using Acta.Pages;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Pages;

public sealed class PageTests : IDisposable
{
    private readonly Newsroom _newsroom = new();

    public void Dispose() => _newsroom.Dispose();

    [Fact]
    public void I_follow_every_link_of_the_site_and_none_is_dead()
    {
        var seen = new HashSet<string> { "/en/", "/ru/", "/ar/" };
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out var path))
        {
            var (status, html) = _newsroom.Get(path);
            Assert.True(status == 200, $"{status} at {path}");
            var page = Parse(html);
            Assert.True(page.QuerySelectorAll("h1").Length == 1, $"one h1 at {path}");
            var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
            Assert.True(ids.Count == ids.Distinct().Count(), $"an id twice at {path}: {string.Join(' ', ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => g.Key))}");
            Assert.Empty(page.QuerySelectorAll("[style], script:not([type='application/ld+json']), style"));
            foreach (var link in page.QuerySelectorAll("a[href], link[rel=stylesheet], link[rel=icon]").Select(a => a.GetAttribute("href")!))
            {
                if (link.StartsWith('#')) Assert.Contains(link[1..], ids);
                else if (link.StartsWith("/assets/", StringComparison.Ordinal)) Assert.NotNull(Asset.Find(link));
                else if (link.StartsWith('/') && !link.StartsWith("/media/", StringComparison.Ordinal) && !link.StartsWith("/api/", StringComparison.Ordinal) && !link.Contains("/feed.", StringComparison.Ordinal) && seen.Add(link)) next.Enqueue(link);
            }
        }
        Assert.True(seen.Count > 100);
    }

    [Fact]
    public void I_read_two_languages_side_by_side_and_see_which_prevails()
    {
        var article = Page(_newsroom.AddressOf(Newsroom.Session));
        var page = Page(article.QuerySelector("a.beside-link[href$='/ar']")!.GetAttribute("href")!);
        Assert.Equal("Where the versions differ, the one in English prevails.", page.QuerySelector(".beside-note")!.TextContent);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.EndsWith(_newsroom.AddressOf(Newsroom.Session), page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        var pairs = page.QuerySelectorAll(".beside-pair").Where(p => p.QuerySelector(".body") is not null).ToList();
        Assert.Equal(["b-p1", "b-p2", "b-p3"], pairs.Select(p => p.Children[0].QuerySelector("[id]")!.Id));
        Assert.Equal(["ar-b-p1", "ar-b-p2", null], pairs.Select(p => p.Children[1].QuerySelector("[id]")?.Id));
        Assert.All(pairs, p => Assert.Equal(("ar", "rtl"), (p.Children[1].GetAttribute("lang"), p.Children[1].GetAttribute("dir"))));
        // The other way round it is the Arabic page; a language that is not there has none.
        Assert.Equal("rtl", Page(page.QuerySelector("nav.languages a[hreflang=ar]")!.GetAttribute("href")!).DocumentElement.GetAttribute("dir"));
        Assert.Equal(404, _newsroom.Get(_newsroom.AddressOf(Newsroom.Untranslated) + "/beside/ru").Status);
        Assert.Equal(404, _newsroom.Get(_newsroom.AddressOf(Newsroom.Session) + "/beside/en").Status);
    }

    [Theory]
    [InlineData("an article as published", "Published 29 June 2025. Unchanged since. History")]
    [InlineData("a small edit", "Published 28 June 2025. Small edit 29 June (see)")]
    [InlineData("a correction", "Published 28 June 2025. Corrected 29 June: There are five stations, not six. (see)")]
    [InlineData("an import", "Published 25 December 2019 on the former site; in this record since 14 June 2025. History")]
    [InlineData("an undated import", "First published on the former site, date unknown; in this record since 14 June 2025. History")]
    public void One_line_under_the_headline_tells_the_history_of(string what, string line)
    {
        var id = what switch
        {
            "a small edit" => Newsroom.SmallEdit,
            "a correction" => Newsroom.Corrected,
            "an import" => Newsroom.Interview,
            "an undated import" => Newsroom.Undated,
            _ => Newsroom.Session,
        };
        var address = _newsroom.AddressOf(id);
        var history = Page(address).QuerySelector(".history")!;
        Assert.Equal(address + "/history", history.QuerySelector("a")!.GetAttribute("href"));
        // What only those hear who do not see where the link stands.
        history.QuerySelector(".unseen")?.Remove();
        Assert.Equal(line, string.Join(' ', history.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void I_read_what_an_article_said_before_it_was_corrected()
    {
        var address = _newsroom.AddressOf(Newsroom.Corrected);
        var former = Page(Page(address + "/history").QuerySelector(".revisions li:last-child a[href*='/history/']")!.GetAttribute("href")!);
        Assert.Contains("Six stations", former.QuerySelector("h1")!.TextContent);
        Assert.Contains("a former version", former.QuerySelector(".notice")!.TextContent);
        Assert.NotNull(former.QuerySelector("meta[name=robots][content=noindex]"));
        // The version in force has its own address only.
        Assert.Equal((301, address), _newsroom.Get(address + "/history/2"));
        Assert.Equal(404, _newsroom.Get(address + "/history/3").Status);
    }

    [Theory]
    [InlineData("/en/news/2025/06/28/0011-en", "removed from the site", "before the ministers had decided", "Published too early")]
    [InlineData("/en/news/2025/06/28/0012-en", "deleted on legal grounds", "by order of a court", "private person.")]
    public void What_was_removed_says_so_at_its_address_and_nothing_of_it_is_left(string path, string says, string why, string gone)
    {
        foreach (var address in (string[])[path, path + "/history", path + "/history/1"])
        {
            var (status, html) = _newsroom.Get(address);
            Assert.Equal(410, status);
            Assert.Contains(says, html);
            Assert.Contains(why, html);
            Assert.DoesNotContain(gone, html);
        }
        Assert.DoesNotContain(gone, _newsroom.Get("/en/changes/").Html);
    }

    [Fact]
    public void What_is_no_longer_current_stays_readable_under_a_dated_banner_that_leads_on()
    {
        var notice = Page(_newsroom.AddressOf(Newsroom.Retired)).QuerySelector(".notice")!;
        Assert.Equal("No longer current since 29 June 2025", notice.QuerySelector(".notice-title")!.TextContent);
        Assert.Contains("The repair is finished", notice.TextContent);
        Assert.Equal(_newsroom.AddressOf(Newsroom.Session), notice.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void The_language_switch_says_where_a_version_is_missing_or_older_than_the_original()
    {
        var languages = Page(_newsroom.AddressOf(Newsroom.Behind)).QuerySelector("nav.languages")!;
        Assert.Contains("older than the original", languages.QuerySelector("li:has([lang=ru])")!.TextContent);
        Assert.Contains("not available", languages.QuerySelector("li:has([lang=ar])")!.TextContent);
        // The narrow space before "г." follows the version of CLDR.
        Assert.Contains("Оригинал (английский) исправлен 28 июня 2025 г.; этот перевод — от 28 июня.", Page(_newsroom.AddressOf(Newsroom.Behind, "ru")).QuerySelector(".translation.behind")!.TextContent.Replace('\u202f', ' ').Replace('\u00a0', ' '));
    }

    [Fact]
    public void A_language_is_called_by_the_readers_word_in_a_sentence_and_by_its_own_in_the_switch()
    {
        var russian = Page(_newsroom.AddressOf(Newsroom.Session, "ru"));
        Assert.Equal("английский", SiteWords.For("ru").LanguageName("en"));
        Assert.Equal("الإنجليزية", SiteWords.For("ar").LanguageName("en"));
        // English sentences, on a page whose language has no words yet.
        Assert.Equal("Russian", SiteWords.For("fr").LanguageName("ru"));
        Assert.Equal("English", russian.QuerySelector("nav.languages [lang=en]")!.TextContent.Trim());
    }

    [Fact]
    public void A_translation_says_what_it_is_and_which_language_prevails()
    {
        var courtesy = Page(_newsroom.AddressOf(Newsroom.Interview)).QuerySelector(".translation")!.TextContent;
        Assert.Contains("Courtesy translation from Russian, for convenience only.", courtesy);
        Assert.Contains("Where the versions differ, the one in Russian prevails.", courtesy);
        Assert.Null(Page(_newsroom.AddressOf(Newsroom.Session)).QuerySelector(".translation"));
    }

    [Fact]
    public void A_journalist_finds_the_deadline_first_and_is_told_when_it_has_passed()
    {
        var address = _newsroom.AddressOf(Newsroom.Advisory);
        Assert.Contains("11 July 2025, 18:00 (UTC+6)", Page(address).QuerySelector(".facts .strong")!.TextContent);
        Assert.Contains("Accreditation until", Page("/en/").QuerySelector(".upcoming")!.TextContent);
        Assert.DoesNotContain("has passed", Page(address).QuerySelector(".facts")!.TextContent);
        _newsroom.Views.Now = new DateTimeOffset(2025, 7, 11, 12, 0, 1, TimeSpan.Zero);
        Assert.Contains("has passed", Page(address).QuerySelector(".facts .strong")!.TextContent);
        Assert.DoesNotContain("Accreditation until", Page("/en/").Body!.TextContent);
    }

    [Fact]
    public void Arabic_pages_read_from_right_to_left()
    {
        var page = Page(_newsroom.AddressOf(Newsroom.Session, "ar"));
        Assert.Equal(("ar", "rtl"), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        // What has no Arabic words is English, and says so.
        Assert.Equal(("en", "ltr"), (page.QuerySelector(".banner")!.GetAttribute("lang"), page.QuerySelector(".banner")!.GetAttribute("dir")));
    }

    [Fact]
    public void Search_engines_and_feed_readers_are_told_what_the_page_is()
    {
        var address = _newsroom.AddressOf(Newsroom.Session);
        var head = Page(address).Head!;
        Assert.Equal(Newsroom.BaseUrl + address, head.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal(["en", "ru", "ar", "x-default"], head.QuerySelectorAll("link[hreflang]").Select(l => l.GetAttribute("hreflang")!));
        Assert.Equal("article", head.QuerySelector("meta[property='og:type']")!.GetAttribute("content"));
        Assert.Equal(["atom", "rss", "json", "ninjs"], head.QuerySelectorAll("link[rel=alternate][type]").Select(l => System.Text.RegularExpressions.Regex.Match(l.GetAttribute("href")!, "feed.([a-z]+)$|(ninjs)").Value.Replace("feed.", "")));
        using var json = System.Text.Json.JsonDocument.Parse(head.QuerySelector("script")!.TextContent);
        Assert.Equal("NewsArticle", json.RootElement.GetProperty("@type").GetString());
        Assert.Equal("Council of Ministers", json.RootElement.GetProperty("articleSection").GetString());
    }

    [Fact]
    public void Lists_end_in_a_slash_and_articles_do_not()
    {
        Assert.Equal((301, "/en/news/"), _newsroom.Get("/en/news"));
        Assert.Equal((301, "/en/"), _newsroom.Get("/en"));
        var address = _newsroom.AddressOf(Newsroom.Session);
        Assert.Equal((301, address), _newsroom.Get(address + "/"));
        Assert.Equal((301, "/en/news/2025/06/"), _newsroom.Get("/en/news/2025/06/29/"));
    }

    [Theory]
    [InlineData("/en/nothing")]
    [InlineData("/en/news/page/0/")]
    [InlineData("/en/news/page/99/")]
    [InlineData("/en/news/page/01/")]
    [InlineData("/en/news/2025/13/")]
    [InlineData("/en/news/1999/")]
    [InlineData("/en/sections/none/")]
    [InlineData("/en/kinds/page/")]
    [InlineData("/en/tags/none/")]
    [InlineData("/xx/")]
    [InlineData("/")]
    [InlineData("/en//")]
    [InlineData("/en/news/2025/06/29/0001-en/history/0")]
    [InlineData("/en/<script>alert(1)</script>")]
    public void There_is_no_such_page_and_it_says_so(string path)
    {
        var (status, html) = _newsroom.Get(path);
        Assert.Equal(404, status);
        Assert.Contains("There is no such page", html);
        Assert.DoesNotContain("<script>alert", html);
    }

    [Fact]
    public void A_failure_is_told_without_the_views()
    {
        var page = PageRenderer.Failed(null, new PageRequest("/en/x", Newsroom.BaseUrl), "ru");
        Assert.Equal(500, page.Status);
        Assert.Contains("У нас что-то пошло не так", System.Text.Encoding.UTF8.GetString(page.Body));
    }

    [Fact]
    public void The_newest_page_has_no_number_and_the_others_keep_theirs()
    {
        var newest = Page("/en/news/");
        Assert.Equal("/en/news/page/1/", newest.QuerySelector(".pager .older")!.GetAttribute("href"));
        var oldest = Page("/en/news/page/1/");
        Assert.Equal("/en/news/page/2/", oldest.QuerySelector(".pager .newer")!.GetAttribute("href"));
        Assert.Equal("1", oldest.QuerySelector(".pager [aria-current]")!.TextContent);
        Assert.Equal("/en/news/", Page("/en/news/page/2/").QuerySelector(".pager .newer")!.GetAttribute("href"));
    }

    private IHtmlDocument Page(string path)
    {
        var (status, html) = _newsroom.Get(path);
        Assert.True(status == 200, $"{status} at {path}");
        return Parse(html);
    }

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}

using Acta.Import.WordPress;
using Acta.Record.News;
using Acta.Tests.World;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Import;

/// <summary>A WordPress site is taken over.</summary>
public class WxrTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public void The_exports_go_in_whole_and_agree_with_the_truth(string language)
    {
        var folder = CorpusFolder.Of(language);
        var truth = CorpusFolder.Truth(folder);
        using var site = new ImportingSite();
        var report = site.Import("wxr", Path.Combine(folder, "wxr.xml"), o => o with { DryRun = true });
        // The site of this test has no French and no Spanish: each item says so.
        if (language != "en") Assert.Equal(truth.Count, report.ProblemCount);
        var imported = Imported.InFile(File.ReadAllBytes(Path.Combine(folder, "wxr.xml")), ".xml", (file, r) => new WxrSource(null, r, null, Acta.Import.MappingFile.Read(null), new HashSet<string>()).Read(file));
        Assert.Empty(imported.Report.Problems);
        Assert.Equal(truth.Select(t => t.Title), imported.Editions.Select(e => e.Headline));
        Assert.Equal(truth.Select(t => t.Date), imported.Editions.Select(e => e.FirstPublished!.Date.ToString()));
        Assert.All(imported.Editions, e => Assert.Equal((language, "Press Office"), (e.Language, e.Byline)));
        Assert.Equal(imported.Items.Select(i => i.Item.Names.First(n => n.StartsWith("https://", StringComparison.Ordinal))), imported.Editions.Select(e => e.FirstPublished!.Url));
        Assert.All(imported.Editions, e => Assert.Contains(new Uri(e.FirstPublished!.Url!).AbsolutePath, e.FormerAddresses));
        var agree = 0;
        for (var i = 0; i < truth.Count; i++)
            if (Letters(Imported.Words(imported.Editions[i].Body)) == Letters(truth[i].Text)) agree++;
        // Where they differ, the truth has words of another element, or an image's words stand in ours.
        Assert.True(agree >= truth.Count * 97 / 100, $"{agree} of {truth.Count} texts agree");
        if (language == "en")
        {
            Assert.Empty(report.Problems);
            Assert.Equal(truth.Count, report["would be published"]);
            Assert.Equal(truth.Count, site.Import("wxr", Path.Combine(folder, "wxr.xml"))["published"]);
            Assert.Equal(truth.Count, site.Import("wxr", Path.Combine(folder, "wxr.xml"))["in the record already"]);
            Assert.Null(site.Site.Audit().Fault);
        }
    }

    [Fact]
    public void Posts_and_pages_go_in_with_their_author_date_zone_and_old_addresses()
    {
        using var site = new ImportingSite();
        var file = site.Write("old.xml", new WxrText()
            .Post("Bridge &amp; ferry", "<p>The bridge was opened.</p>", WxrText.Meta("_wp_old_slug", "bridge-first"), name: "bridge", id: 41)
            .Post("About us", "<p>We look after the river.</p>", type: "page", name: "about", link: "https://old.example.org/about/", id: 42)
            .Post("Without a zone", "<p>Text.</p>", date: "2024-05-12 00:00:00", gmt: "0000-00-00 00:00:00", id: 43).Whole);
        var report = site.Import("wxr", file, o => o with { Site = "the commission's old site" });
        Assert.Empty(report.Problems);
        var editions = site.Editions();
        var bridge = editions["Bridge & ferry"];
        Assert.Equal(("Jane Roe", "2024-05-12T15:30:00+06:00", "the commission's old site", "https://old.example.org/2024/05/12/bridge/"), (bridge.Byline, bridge.FirstPublished!.Date.ToString(), bridge.FirstPublished.Site, bridge.FirstPublished.Url));
        Assert.Equal(["/2024/05/12/bridge/", "/2024/05/12/bridge-first/", "/?p=41"], bridge.FormerAddresses);
        Assert.Equal("news/2024/05/12/bridge-ferry", bridge.Address);
        Assert.Equal((ArticleKind.Page, "pages/about"), (editions["About us"].Kind, editions["About us"].Address));
        Assert.Contains("/?page_id=42", editions["About us"].FormerAddresses);
        Assert.Equal("2024-05-12", editions["Without a zone"].FirstPublished!.Date.ToString());
    }

    [Fact]
    public void What_was_not_public_there_is_reported_and_not_published()
    {
        using var site = new ImportingSite();
        var wxr = new WxrText().Post("Public", "<p>Text.</p>");
        foreach (var status in new[] { "draft", "pending", "private", "future", "trash", "auto-draft", "inherit" }) wxr.Post("A " + status, "<p>Text.</p>", status: status);
        var report = site.Import("wxr", site.Write("old.xml", wxr.Whole.Replace("<wp:post_password><![CDATA[]]>", "<wp:post_password><![CDATA[]]>")));
        Assert.Equal(["Public"], site.Editions().Keys);
        Assert.Equal(7, report["not published there, left out"]);
        Assert.Contains(report.Warnings, w => w.Item == "A draft" && w.Reason == "a draft; it was not published there and is not imported.");
    }

    [Fact]
    public void A_mapping_file_files_categories_tags_and_types_of_content()
    {
        using var site = new ImportingSite();
        var map = site.Write("map.txt", "# where things go\nPress releases = section news\nStatements = kind statement\nmisc = drop\neu = tag European Union\nadvisory = kind advisory\n");
        var file = site.Write("old.xml", new WxrText()
            .Post("One", "<p>Text.</p>", WxrText.Category("press", "Press releases") + WxrText.Category("statements", "Statements") + WxrText.Category("misc", "Miscellaneous") + WxrText.Tag("eu", "EU") + WxrText.Tag("water", "Water"))
            .Post("Two", "<p>Text.</p>", WxrText.Category("news", "News") + WxrText.Category("uncategorized", "Uncategorized"))
            .Post("Three", "<p>Text.</p>", type: "advisory")
            .Post("Four", "<p>Text.</p>", type: "product").Whole);
        var report = site.Import("wxr", file, o => o with { MapFile = map });
        Assert.Empty(report.Problems);
        var editions = site.Editions();
        Assert.Equal((ArticleKind.Statement, "news", "European Union Water"), (editions["One"].Kind, string.Join(' ', editions["One"].Sections), string.Join(' ', editions["One"].Tags)));
        Assert.Equal((ArticleKind.News, "news", 0), (editions["Two"].Kind, string.Join(' ', editions["Two"].Sections), editions["Two"].Tags.Count));
        Assert.Equal(ArticleKind.MediaAdvisory, editions["Three"].Kind);
        Assert.False(editions.ContainsKey("Four"));
        Assert.Contains(report.Lists, l => l.Key.StartsWith("kinds of content left out", StringComparison.Ordinal) && l.Value.ContainsKey("product"));
    }

    [Fact]
    public void Language_versions_joined_by_Polylang_or_WPML_are_one_article()
    {
        using var site = new ImportingSite();
        string Polylang(string language) => WxrText.Term("language", language, language) + WxrText.Term("post_translations", "pll_5f1", "pll_5f1");
        string Wpml(string language) => WxrText.Meta("_wpml_import_language_code", language) + WxrText.Meta("_wpml_import_translation_group", "77");
        var file = site.Write("old.xml", new WxrText()
            .Post("Bridge", "<p>Text.</p>", Polylang("en")).Post("Мост", "<p>Текст.</p>", Polylang("ru"))
            .Post("Ferry", "<p>Text.</p>", Wpml("en")).Post("عبّارة", "<p>نص.</p>", Wpml("ar")).Post("Lonely", "<p>Text.</p>").Whole);
        Assert.Empty(site.Import("wxr", file).Problems);
        var editions = site.Editions();
        Assert.Equal(editions["Bridge"].Id, editions["Мост"].Id);
        Assert.Equal(editions["Ferry"].Id, editions["عبّارة"].Id);
        Assert.Equal(3, editions.Values.Select(e => e.Id).Distinct().Count());
        Assert.Equal("ru", editions["Мост"].Language);
    }

    [Fact]
    public void Classic_text_gets_the_paragraphs_that_WordPress_showed()
    {
        var html = Html("First line\nsecond line\n\nNew paragraph with <b>bold</b>\n\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n\n<blockquote>Quoted\n\ntwice</blockquote>\n<h2>Heading</h2>\nAfter it\n\n<pre>kept\n\n  as is</pre>\n\n<!--more-->\nLast");
        Assert.Equal(["First line second line", "New paragraph with bold", "After it", "Last"], html.QuerySelectorAll("body > p").Select(p => string.Join(' ', p.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.NotNull(html.QuerySelector("body > p > br"));
        Assert.Equal(["one", "two"], html.QuerySelectorAll("ul > li").Select(l => l.TextContent.Trim()));
        Assert.Equal("kept\n\n  as is", html.QuerySelector("pre")!.TextContent);
        Assert.Equal(2, html.QuerySelectorAll("blockquote p").Length);
        Assert.Equal("Heading", html.QuerySelector("body > h2")!.TextContent);
    }

    [Fact]
    public void Blocks_lose_their_comments_and_nothing_else()
    {
        var html = Html("<!-- wp:paragraph {\"dropCap\":true} -->\n<p>One</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:columns --><div class=\"wp-block-columns\"><!-- wp:column --><div class=\"wp-block-column\"><!-- wp:paragraph --><p>Two</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->\n\n<!-- wp:embed {\"url\":\"https://www.youtube.com/watch?v=abc\"} -->\n<figure class=\"wp-block-embed is-type-video\"><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v=abc\n</div></figure>\n<!-- /wp:embed -->\n<!-- wp:separator /-->");
        Assert.Equal(["One", "Two"], html.QuerySelectorAll("p").Select(p => p.TextContent).Where(t => t.Length > 0));
        Assert.Equal("https://www.youtube.com/watch?v=abc", html.QuerySelector("iframe")!.GetAttribute("src"));
        Assert.DoesNotContain("wp:", html.DocumentElement.OuterHtml.Replace("wp-block", ""));
    }

    [Fact]
    public void Captions_galleries_and_recordings_are_read_and_other_shortcodes_stay_as_text()
    {
        var warnings = new List<string>();
        var pictures = new Dictionary<string, Picture> { ["7"] = new("https://old.example.org/a.jpg", "A bridge", "Seen <em>here</em>", "a"), ["8"] = new("https://old.example.org/b.jpg", null, null, "b") };
        var html = new HtmlParser().ParseDocument(ClassicMarkup.ToHtml("[caption id=\"attachment_7\" align=\"aligncenter\" width=\"600\"]<a href=\"x\"><img src=\"https://old.example.org/a.jpg\" alt=\"Bridge\" /></a> The new bridge[/caption]\n\n[gallery ids=\"7,8,9\"]\n\n[video mp4=\"https://old.example.org/v.mp4\"][/video]\n\n[audio src='https://old.example.org/s.mp3']\n\n[embed]https://vimeo.com/1[/embed]\n\n[contact-form-7 id=\"12\" title=\"Write\"]\n\nSee [1], [the report] and [CVE-2025-1].\n\n[quote]Inside[/quote]", pictures, warnings.Add));
        Assert.Equal("The new bridge", html.QuerySelector("figure figcaption")!.TextContent);
        Assert.Equal(["https://old.example.org/a.jpg", "https://old.example.org/b.jpg"], html.QuerySelectorAll(".wp-block-gallery img").Select(i => i.GetAttribute("src")));
        Assert.Equal("https://old.example.org/v.mp4", html.QuerySelector("video")!.GetAttribute("src"));
        Assert.Equal("https://old.example.org/s.mp3", html.QuerySelector("audio")!.GetAttribute("src"));
        Assert.Equal("https://vimeo.com/1", html.QuerySelector("iframe")!.GetAttribute("src"));
        Assert.Contains("[contact-form-7 id=\"12\" title=\"Write\"]", html.Body!.TextContent);
        Assert.Contains("Inside", html.Body.TextContent);
        Assert.Equal(["1 pictures of a gallery are not in the export.", "the shortcode [contact-form-7] of a plugin is kept as text; look what it showed.", "the shortcode [quote] of a plugin is kept as text; look what it showed."], warnings);
    }

    [Fact]
    public void A_warning_about_a_shortcode_names_its_item()
    {
        using var site = new ImportingSite();
        var report = site.Import("wxr", site.Write("old.xml", new WxrText().Post("With a form", "<p>Write:</p>\n\n[contact-form-7 id=\"12\"]").Whole));
        var warning = Assert.Single(report.Warnings);
        Assert.Equal("With a form", warning.Item);
        Assert.Contains("[contact-form-7]", warning.Reason);
        Assert.Contains("[contact-form-7 id=\"12\"]", Imported.Words(site.Editions()["With a form"].Body));
    }

    [Fact]
    public void The_picture_above_a_post_comes_with_its_words()
    {
        using var site = new ImportingSite();
        var report = site.Import("wxr", site.Write("old.xml", new WxrText().Post("Bridge", "<p>Text.</p>", WxrText.Meta("_thumbnail_id", "7")).Attachment(7, "https://old.example.org/a.jpg", "A bridge", "Seen from the bank").Whole));
        var lead = site.Editions()["Bridge"].Lead!;
        Assert.Equal(("https://old.example.org/a.jpg", "A bridge", "Seen from the bank"), (lead.Source.Url, lead.Alt, lead.Caption));
        Assert.Contains(report.RemoteMedia, m => m.Key == "https://old.example.org/a.jpg");
    }

    [Fact]
    public void Broken_XML_is_told_with_its_line_and_nothing_of_it_goes_in()
    {
        using var site = new ImportingSite();
        var whole = new WxrText().Post("First", "<p>Text.</p>").Post("Second", "<p>Text.</p>").Whole;
        var line = whole[..whole.IndexOf("<title>Second", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        var sentence = site.Refused("wxr", site.Write("old.xml", whole.Replace("<title>Second</title>", "<title>Second</titel>")));
        Assert.StartsWith($"old.xml: broken XML at line {line}, column 16 (", sentence);
        Assert.EndsWith("Nothing of it was imported; mend it, or export it again.", sentence);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>")]
    [InlineData("<!DOCTYPE rss SYSTEM \"file:///etc/passwd\">")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")]
    public void An_export_with_a_document_type_is_refused(string doctype)
    {
        using var site = new ImportingSite();
        var whole = new WxrText().Post("First", "<p>&x;</p>").Whole;
        var sentence = site.Refused("wxr", site.Write("old.xml", whole.Replace("<rss ", doctype + "\n<rss ")));
        Assert.Equal("old.xml: a document type definition (<!DOCTYPE) is not taken; WordPress exports have none.", sentence);
    }

    [Fact]
    public void Posts_in_languages_of_the_whole_world_keep_their_letters()
    {
        using var site = new ImportingSite();
        var wxr = new WxrText("ar").Post("افتتاح الجسر", "<p>افتتح الجسر يوم الاثنين.</p>", link: "https://old.example.org/%d8%ac%d8%b3%d8%b1/").Post("جسر ثانٍ", "<p>نص.</p>", link: "https://old.example.org/جسر-ثان/");
        Assert.Empty(site.Import("wxr", site.Write("old.xml", wxr.Whole)).Problems);
        Assert.Equal("ar", site.Editions()["افتتاح الجسر"].Language);
        Assert.Equal("افتتح الجسر يوم الاثنين.", Imported.Words(site.Editions()["افتتاح الجسر"].Body));
    }

    [Fact]
    public void A_large_export_is_read_with_the_memory_of_a_small_one()
    {
        using var site = new ImportingSite();
        var path = Path.Combine(site.Site.Root, "large.xml");
        var paragraph = "<p>" + string.Join(' ', Enumerable.Repeat("The commission met in the mountains.", 250)) + "</p>\n";
        using (var writer = new StreamWriter(path))
        {
            var ends = new WxrText().Whole.Split("</channel>");
            writer.Write(ends[0]);
            for (var i = 0; i < 300; i++)
            {
                var item = new WxrText().Post($"Item {i}", "CONTENT", id: 1000 + i, status: i % 10 == 0 ? "publish" : "draft").Whole;
                var parts = item[item.IndexOf("<item>", StringComparison.Ordinal)..(item.IndexOf("</item>", StringComparison.Ordinal) + 7)].Split("CONTENT");
                writer.Write(parts[0]);
                for (var n = 0; n < 60; n++) writer.Write(paragraph);
                writer.Write(parts[1]);
            }
            writer.Write("</channel>" + ends[1]);
        }
        Assert.True(new FileInfo(path).Length > 160_000_000);
        // The runtime itself refuses more than 96 MiB; collecting beside the work, it may refuse while it is still collecting.
        var limit = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x6000000", ["DOTNET_gcConcurrent"] = "0" };
        using var child = ChildProcess.Acta(limit, "import", path, "--data", site.Site.Folder.Path, "--format", "wxr", "--dry-run", "--quiet");
        child.Process.WaitForExit();
        var output = child.Output.Trim();
        Assert.True(child.Process.ExitCode == 0 && output.Length == 0, output);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static AngleSharp.Html.Dom.IHtmlDocument Html(string content) => new HtmlParser().ParseDocument(ClassicMarkup.ToHtml(content, new Dictionary<string, Picture>(), _ => { }));
}

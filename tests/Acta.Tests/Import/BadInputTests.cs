using System.IO.Compression;
using System.Text;
using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Tests.Publication;
using Acta.Tests.World;

namespace Acta.Tests.Import;

/// <summary>Bad input gets a clear sentence, and nothing half-done.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("text", "news.txt", "", "news.txt is empty; there is nothing to import.")]
    [InlineData("text", "news.txt", "\uFEFF \r\n\n", "news.txt is empty; there is nothing to import.")]
    [InlineData("wxr", "old.xml", "", "old.xml is empty; there is nothing to import.")]
    [InlineData("jsonl", "site.jsonl", "\n", "site.jsonl is empty; there is nothing to import.")]
    [InlineData("text", "news.txt", "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">", "news.txt is not plain text; it looks like a WordPress export. Try --format wxr.")]
    [InlineData("text", "news.txt", "{\"version\":\"https://jsonfeed.org/version/1.1\"}", "news.txt is not plain text; it looks like a JSON Feed. Try --format jsonfeed.")]
    [InlineData("text", "news.txt", "<!DOCTYPE html><html>", "news.txt is not plain text; it looks like an HTML page.")]
    [InlineData("wxr", "old.xml", "30.06.2025\n\nNews.", "old.xml is not a WordPress export; it looks like plain text. Try --format text.")]
    [InlineData("wxr", "old.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>x</title></channel></rss>", "old.xml is not a WordPress export (it names no wp:wxr_version); it looks like an RSS feed.")]
    [InlineData("jsonfeed", "feed.json", "{\"acta\":1,\"document\":{}}", "feed.json is not a JSON Feed; it looks like Acta's interchange form. Try --format jsonl.")]
    [InlineData("jsonl", "site.jsonl", "{\"version\":\"https://jsonfeed.org/version/1.1\"}", "site.jsonl is not Acta's interchange form; it looks like a JSON Feed. Try --format jsonfeed.")]
    [InlineData("jsonl", "site.jsonl", "30.06.2025", "site.jsonl is not Acta's interchange form; it looks like plain text. Try --format text.")]
    [InlineData("text", "news.txt", "a\u0000b", "news.txt is not plain text; it looks like a binary file.")]
    [InlineData("text", "news.txt", "%PDF-1.7", "news.txt is not plain text; it looks like a PDF file.")]
    [InlineData("text", "news.txt", "PK\u0003\u0004rest", "news.txt is not plain text; it looks like a ZIP archive (or an office document).")]
    public void A_file_that_is_not_what_it_was_said_to_be_is_named_with_what_it_looks_like(string format, string name, string content, string sentence)
    {
        using var site = new ImportingSite();
        Assert.Equal(sentence, site.Refused(format, site.Write(name, content)));
    }

    [Theory]
    [InlineData("jsonfeed", "f.json", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\",\"items\":[{\"id\":\"1\",\"title\":\"A \\ufffe \\u0000 b\",\"content_html\":\"<p>c &#xFFFE; d \\uffff</p>\"},{\"id\":\"2\",\"title\":\"Next\",\"content_text\":\"e \\ufffe f\"}]}")]
    [InlineData("text", "f.txt", "30.06.2025\n\nA \uFFFE b\n\nText \uFFFE here.\n\n29.06.2025\n\nNext came.\n")]
    public void What_is_no_character_becomes_the_sign_for_that_and_the_good_ones_go_in(string format, string name, string content)
    {
        using var site = new ImportingSite();
        var report = site.Import(format, site.Write(name, content), o => o with { Language = "en" });
        Assert.Empty(report.Problems);
        Assert.Equal(2, site.Editions().Count);
        Assert.DoesNotContain(site.Editions().Values, e => e.Headline.Any(c => c is '\uFFFE' or '\uFFFF' || char.IsControl(c)));
    }

    [Fact]
    public void What_is_not_there_is_said_not_to_be()
    {
        using var site = new ImportingSite();
        var path = Path.Combine(site.Site.Root, "gone.txt");
        Assert.Equal("gone.txt does not exist; name a file, a folder, or - for standard input.", site.Refused("text", path));
        Directory.CreateDirectory(path);
        Assert.Equal("gone.txt holds no file of the format text (.txt, .text, or these with .gz).", site.Refused("text", path));
        var news = site.Write("news.txt", "30.06.2025\n\nNews.\n");
        Assert.Equal("map.txt does not exist; --map names a file with lines such as: Press releases = section news", site.Refused("text", news, o => o with { MapFile = Path.Combine(site.Site.Root, "map.txt") }));
        Assert.Equal("g.csv does not exist; --groups names a file with the versions of one article on each line.", site.Refused("text", news, o => o with { GroupsFile = Path.Combine(site.Site.Root, "g.csv") }));
        Assert.Equal("r.csv does not exist; --redirects names a file with an old and a newer address on each line.", site.Refused("text", news, o => o with { RedirectsFile = Path.Combine(site.Site.Root, "r.csv") }));
    }

    [Fact]
    public void A_wrong_helping_file_is_told_with_its_line()
    {
        using var site = new ImportingSite();
        var news = site.Write("news.txt", "30.06.2025\n\nNews.\n");
        string Map(string content) => site.Refused("text", news, o => o with { MapFile = site.Write("map.txt", content) });
        Assert.Equal("map.txt, line 2: expected NAME = section SLUG, NAME = tag WORDS, NAME = kind WORD, or NAME = drop.", Map("# ok\nPress releases\n"));
        Assert.Equal("map.txt, line 1: expected NAME = section SLUG, NAME = tag WORDS, NAME = kind WORD, or NAME = drop.", Map("a = place b\n"));
        Assert.StartsWith("map.txt, line 1: \"gossip\" is not a kind of article (news, statement,", Map("a = kind gossip\n"));
        Assert.Equal("map.txt, line 1: this site has no section \"sport\" (it has news); add it to the settings, or name another.", Map("a = section sport\n"));
        Assert.Equal("g.csv, line 2: \"b\" stands in two groups; let it stand in one.", site.Refused("text", news, o => o with { GroupsFile = site.Write("g.csv", "a,b\nb,c\n") }));
        Assert.Equal("r.csv, line 1: expected an old address, a comma, and the newer one.", site.Refused("text", news, o => o with { RedirectsFile = site.Write("r.csv", "/old\n") }));
        Assert.Contains("line 1: byte 1 of the line (0xFF) is not UTF-8", site.Refused("text", news, o => o with { RedirectsFile = site.Write("r.csv", [0xFF, (byte)',']) }));
    }

    [Fact]
    public void Words_that_contradict_the_site_are_told_before_anything_is_read()
    {
        using var site = new ImportingSite();
        var news = site.Write("news.txt", "30.06.2025\n\nNews.\n");
        Assert.Equal("This site has no language it (it has en, ru, ar); add it to the settings, or choose another with --lang.", site.Refused("text", news, o => o with { Language = "it" }));
        Assert.Equal("This site has no section \"sport\" (it has news); add it to the settings, or choose another with --section.", site.Refused("text", news, o => o with { Section = "sport" }));
        Assert.Equal("\"html\" is not a format; choose one of text, wxr, jsonfeed, jsonl, popolo, csv.", site.Refused("html", news));
        Assert.Equal("--fetch-media fetches only from hosts you name: add --allow-host HOST for each.", site.Refused("text", news, o => o with { FetchMedia = true }));
        Assert.Equal("news.txt does not say its language; add --lang en (or another).", site.Refused("text", news, o => o with { Language = null }));
    }

    [Fact]
    public void A_line_that_is_not_UTF_8_keeps_its_item_out_and_is_named()
    {
        using var site = new ImportingSite();
        var file = site.Write("news.txt", [.. "30.06.2025\n\nMinisters met.\n\n29.06.2025\n\nA caf"u8, 0xE9, .. " opened.\n"u8]);
        var problem = Assert.Single(site.Import("text", file).Problems);
        Assert.Equal(("line 5", "line 7: byte 6 of the line (0xE9) is not UTF-8; save the file as UTF-8."), (problem.Where, problem.Reason));
        Assert.Equal(["Ministers met"], site.Editions().Keys);
    }

    [Fact]
    public void A_damaged_gzip_file_is_told()
    {
        using var site = new ImportingSite();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"30.06.2025\n\nItem {i} of {i * 7919 % 10007}.\n\n"))));
        var half = packed.ToArray()[..((int)packed.Length / 2)];
        Assert.Equal("news.txt.gz is a damaged gzip file: it breaks off (or is several joined into one; unpack those first); pack or copy it again.", site.Refused("text", site.Write("news.txt.gz", half)));
    }

    [Theory]
    [InlineData("text", "30.06.2025\n\n", "\n\n29.06.2025\n\nMinisters met.\n")]
    [InlineData("jsonl", "{\"acta\":1,\"document\":{\"headline\":\"", "\"}}\n")]
    [InlineData("wxr", "<?xml version=\"1.0\"?><rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><wp:wxr_version>1.2</wp:wxr_version><item><wp:post_id>1</wp:post_id><content:encoded><![CDATA[", "]]></content:encoded></item></channel></rss>")]
    public void One_endless_line_through_standard_input_takes_no_memory_and_is_named(string format, string before, string after)
    {
        using var site = new ImportingSite();
        // The runtime itself refuses more than 256 MiB; the line has 300 MB.
        using var child = ChildProcess.Acta(new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x10000000", ["ACTA_STATE_DIR"] = site.Site.State }, "import", "-", "--data", site.Site.Folder.Path, "--format", format, "--lang", "en");
        var input = child.Process.StandardInput.BaseStream;
        input.Write(Encoding.UTF8.GetBytes(before));
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("word ", 200_000)));
        for (var i = 0; i < 300; i++) input.Write(chunk);
        input.Write(Encoding.UTF8.GetBytes(after));
        input.Close();
        child.Process.WaitForExit();
        Assert.True(child.Process.ExitCode == 1, child.Output);
        Assert.Matches("(the line has 300,0[0-9]{2},[0-9]{3} bytes; at most [0-9,]+ fit|has an item of more than 33,554,432 bytes)", child.Output);
        Assert.Equal(format == "text" ? 1 : 0, site.Editions().Count);
        Assert.Empty(Directory.GetFiles(site.Site.Folder.Path, ".import-*"));
    }

    [Fact]
    public void A_document_over_eight_MiB_is_refused_by_itself()
    {
        using var site = new ImportingSite();
        // Each line is short enough; together they are not.
        var lines = string.Concat(Enumerable.Range(0, 90).Select(i => new string('x', 100_000) + $" {i}.\n\n"));
        foreach (var atomic in new[] { false, true })
        {
            var problem = Assert.Single(site.Import("text", site.Write("news.txt", "30.06.2025\n\n" + lines), o => o with { Atomic = atomic }).Problems);
            Assert.Matches("9,0[0-9]{2},[0-9]{3} bytes; at most 8,388,608 fit in one document", problem.Reason);
        }
        Assert.Empty(site.Editions());
    }

    [Fact]
    public void An_entry_over_65535_bytes_is_refused_by_publication()
    {
        // An entry holds ids and digests only, so one alone can grow: an act that lists every version of an article.
        using var site = new EmptySite();
        var id = Guid.NewGuid();
        site.Publish([EmptySite.Article(Act.Publish, id, "Ministers met", "Text."), .. Enumerable.Range(0, 1_000).Select(i => EmptySite.Article(Act.Revise, id, "Ministers met", $"Text {i}."))]);
        Assert.Matches("^The entry would take 6[0-9],[0-9]{3} bytes; at most 65,535 fit. ", site.Refused(EmptySite.Notice(Act.Withdraw, id)).Sentence);
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void A_clash_of_addresses_is_refused_or_numbered_as_was_asked()
    {
        using var site = new EmptySite();
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Ministers met", "Text."));
        var slug = "ministers-met";
        var second = EmptySite.Article(Act.Publish, Guid.NewGuid(), "Ministers met", "Text.") is var p ? p with { Document = (Edition)p.Document! with { Slug = slug } } : null!;
        Assert.Contains("ministers-met", site.Refused(second).Sentence);
        Assert.EndsWith("ministers-met-2", site.Publish(second with { OnClash = ClashRule.Number })[0].Address);
    }
}

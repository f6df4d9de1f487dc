using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Tests.Import;

public sealed class FeedTests
{
    [Theory]
    [InlineData("https://jsonfeed.org/version/1")]
    [InlineData("https://jsonfeed.org/version/1.1")]
    public void Both_versions_are_read(string version)
    {
        var imported = Feed.Read(Feed.With(new JsonObject { ["version"] = version, ["home_page_url"] = "https://old.example.org/" }, Feed.Item("1")));
        var edition = Assert.Single(imported.Editions);
        Assert.Equal(("A bridge", "It was opened.", "en"), (edition.Headline, BodyText.Plain(edition.Body).Trim(), edition.Language));
        Assert.Equal("2025-06-30T09:30:00+06:00", edition.FirstPublished!.Date.ToString());
        Assert.Equal(["/1"], edition.FormerAddresses);
    }

    [Fact]
    public void An_item_brings_its_text_authors_tags_pictures_and_files()
    {
        var item = Feed.Item("1", html: "<p>See <a href='plan.html'>the plan</a>.</p><img src=/bridge.jpg alt='The bridge'>");
        item["summary"] = "Opened\n today";
        item["image"] = "/lead.jpg";
        item["external_url"] = "https://paper.example.net/a";
        item["tags"] = new JsonArray("Bridges", " Water  works ");
        item["authors"] = new JsonArray(new JsonObject { ["name"] = "A. Writer" }, new JsonObject { ["url"] = "https://nobody.example" }, new JsonObject { ["name"] = "B. Other" });
        item["attachments"] = new JsonArray(
            new JsonObject { ["url"] = "/plan.pdf", ["mime_type"] = "application/pdf", ["title"] = "The plan" },
            new JsonObject { ["url"] = "/talk.mp3", ["mime_type"] = "audio/mpeg" },
            new JsonObject { ["url"] = "/film.mp4", ["mime_type"] = "video/mp4" },
            new JsonObject { ["url"] = "/more.png", ["mime_type"] = "image/png" });
        var imported = Feed.Read(Feed.Of(item));
        var edition = Assert.Single(imported.Editions);
        Assert.Equal(("Opened today", "A. Writer, B. Other", "https://paper.example.net/a"), (edition.Summary, edition.Byline, edition.Source!.Url));
        Assert.Equal(["Bridges", "Water works"], edition.Tags);
        Assert.Equal("https://old.example.org/lead.jpg", edition.Lead!.Source.Url);
        Assert.Equal([typeof(Paragraph), typeof(ImageBlock), typeof(Attachment), typeof(Recording), typeof(Recording), typeof(ImageBlock)], edition.Body.Select(b => b.GetType()));
        Assert.Equal("See [the plan](https://old.example.org/plan.html).", ((Paragraph)edition.Body[0]).Text);
        Assert.Equal(("The plan", "https://old.example.org/plan.pdf"), (((Attachment)edition.Body[2]).Title, ((Attachment)edition.Body[2]).Source.Url));
        Assert.Equal(6, imported.Items[0].Draft.RemoteMedia.Count);
    }

    [Fact]
    public void Plain_text_keeps_its_paragraphs_and_lines_and_is_no_markup()
    {
        var item = Feed.Item("1");
        item.Remove("content_html");
        item["content_text"] = "One *star* <b>\r\ntwo\r\n\r\n# three";
        Assert.Equal("One \\*star\\* \\<b>\\\ntwo\n\n\\# three\n", Markdown.Write(Markdown.Normal(Feed.Read(Feed.Of(item)).Editions[0].Body)));
    }

    [Fact]
    public void An_item_without_title_is_called_by_its_first_sentence_and_says_so()
    {
        var edition = Feed.Read(Feed.Of(Feed.Item("1", title: null, html: "<p>The ferry stopped. Nobody knows why.</p>"))).Editions[0];
        Assert.Equal(("The ferry stopped", true), (edition.Headline, edition.HeadlineDerived));
        var empty = Feed.Read(Feed.Of(Feed.Item("1", title: " ", html: "<p></p>")));
        Assert.Equal("it has neither a headline nor any text.", Assert.Single(empty.Report.Problems).Reason);
    }

    [Theory]
    [InlineData("2025-06-30T12:00:00Z", "2025-06-30T12:00:00Z")]
    [InlineData("2025-06-30T12:00:00+05:30", "2025-06-30T12:00:00+05:30")]
    [InlineData("2025-06-30T00:00:00Z", "2025-06-30")]
    [InlineData("2025-06-30", "2025-06-30")]
    [InlineData("2025-06", "2025-06")]
    [InlineData("2025", "2025")]
    public void A_date_is_kept_as_exactly_as_it_was_given(string given, string kept)
    {
        var item = Feed.Item("1");
        item["date_published"] = given;
        Assert.Equal(kept, Feed.Read(Feed.Of(item)).Editions[0].FirstPublished!.Date.ToString());
    }

    [Theory]
    [InlineData("2025-02-30")]
    [InlineData("2025-02-30T10:00:00Z")]
    [InlineData("2025-13-01")]
    [InlineData("2025-06-30T25:00:00Z")]
    [InlineData("yesterday")]
    [InlineData("Mon, 30 Jun 2025 10:00:00 GMT")]
    public void An_impossible_date_is_told_and_the_other_items_go_in(string given)
    {
        var item = Feed.Item("1");
        item["date_published"] = given;
        var imported = Feed.Read(Feed.Of(item, Feed.Item("2")));
        Assert.Single(imported.Editions);
        var problem = Assert.Single(imported.Report.Problems);
        Assert.StartsWith("item 1 (line ", problem.Where);
        Assert.Equal($"date_published \"{given}\" is no date (JSON Feed wants 2025-06-30T12:00:00Z).", problem.Reason);
    }

    [Fact]
    public void An_item_without_date_has_none()
    {
        var item = Feed.Item("1");
        item["date_published"] = null;
        Assert.Null(Feed.Read(Feed.Of(item)).Editions[0].FirstPublished!.Date);
    }

    [Fact]
    public void The_extension_names_group_kind_section_and_whose_translation_it_is()
    {
        var item = Feed.Item("1", language: "ru");
        item["_acta"] = new JsonObject { ["group"] = "bridge", ["kind"] = "statement", ["section"] = "news", ["edition"] = "courtesy", ["translates"] = "en" };
        var (source, draft) = Assert.Single(Feed.Read(Feed.Of(item)).Items);
        Assert.Equal(("bridge", "en"), (source.Group, draft.Translates));
        Assert.Equal((ArticleKind.Statement, EditionKind.CourtesyTranslation), (draft.Edition.Kind, draft.Edition.EditionKind));
        Assert.Equal(["news"], draft.Edition.Sections);
        item["_acta"]!["kind"] = "rumour";
        Assert.StartsWith("_acta.kind: ", Assert.Single(Feed.Read(Feed.Of(item)).Report.Problems).Reason);
    }

    [Fact]
    public void The_language_is_the_items_own_else_the_one_given_else_the_feeds()
    {
        var item = Feed.Item("1");
        item.Remove("language");
        var feed = new JsonObject { ["version"] = "https://jsonfeed.org/version/1.1", ["language"] = "ru" };
        Assert.Equal("ru", Feed.Read(Feed.With((JsonObject)feed.DeepClone(), item)).Editions[0].Language);
        Assert.Equal("ar", Feed.Read(Feed.With((JsonObject)feed.DeepClone(), item), "ar").Editions[0].Language);
        Assert.Equal("en", Feed.Read(Feed.With((JsonObject)feed.DeepClone(), Feed.Item("2")), "ar").Editions[0].Language);
        feed.Remove("language");
        Assert.Equal("neither the item nor the feed says its language; add --lang en (or another).", Assert.Single(Feed.Read(Feed.With(feed, item)).Report.Problems).Reason);
    }

    [Fact]
    public void What_the_feed_says_of_itself_may_follow_its_items()
    {
        var imported = Feed.Read("""{"items": [{"id": 7, "content_text": "The ferry stopped."}], "version": "https://jsonfeed.org/version/1.1", "language": "en"}""");
        Assert.Equal("7", Assert.Single(imported.Items).Item.Names[0]);
        Assert.Equal("en", imported.Editions[0].Language);
    }

    [Fact]
    public void Items_that_can_not_be_taken_are_told_one_by_one()
    {
        var json = """
            {"version": "https://jsonfeed.org/version/1.1", "language": "en", "items": [
            {"content_text": "no id"},
            {"id": "", "content_text": "empty id"},
            "text",
            {"id": "3", "content_text": tru},
            {"id": "4", "content_text": "\ud800"},
            {"id": "5", "content_text": "good"}
            ]}
            """;
        var imported = Feed.Read(json);
        Assert.Equal("good", Assert.Single(imported.Editions).Headline);
        Assert.Equal(["item 1 (line 2)", "item 2 (line 3)", "item 3 (line 4)", "item 4 (line 5)", "item 5 (line 6)"], imported.Report.Problems.Select(p => p.Where));
        Assert.Contains("has no id", imported.Report.Problems[0].Reason);
        Assert.Equal("an item must be an object.", imported.Report.Problems[2].Reason);
        Assert.StartsWith("broken JSON at line 5, byte ", imported.Report.Problems[3].Reason);
        Assert.Equal("a text of it is not valid UTF-8, or holds half of a surrogate pair.", imported.Report.Problems[4].Reason);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_told_with_their_item()
    {
        var bytes = Encoding.UTF8.GetBytes(Feed.Of(Feed.Item("1", title: "Br~cke"), Feed.Item("2")));
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0xFC;
        var imported = Feed.Read(bytes);
        Assert.Single(imported.Editions);
        Assert.StartsWith("item 1 ", Assert.Single(imported.Report.Problems).Where);
    }

    [Theory]
    [InlineData("{\"version\": \"https://jsonfeed.org/version/1.1\",\n\"items\": [\n{\"id\": \"1\", \"title\": \"x\"}\n{", "broken JSON at line 4")]
    [InlineData("{\"version\": \"https://jsonfeed.org/version/1.1\",\n\"items\": [\n{\"id\": \"1\",", "what begins at line 3 never ends")]
    [InlineData("{\"version\": \"https://jsonfeed.org/version/1.1\"}", "has no list \"items\"")]
    [InlineData("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []} x", "something follows its end")]
    [InlineData("{\"items\": []}", "names no version")]
    [InlineData("{\"version\": \"https://jsonfeed.org/version/2\", \"items\": []}", "Acta reads JSON Feed 1.0 and 1.1")]
    [InlineData("<rss version='2.0'></rss>", "looks like an RSS feed")]
    [InlineData("  ", "is empty")]
    public void A_file_that_is_no_whole_feed_is_refused_with_the_line(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<UserError>(() => Feed.Read(json)).Message);

    [Fact]
    public void A_gzip_file_is_read_and_a_damaged_one_told()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Feed.Of(Feed.Item("1"))));
        Assert.Single(Feed.Read(packed.ToArray()).Editions);
        var broken = packed.ToArray();
        for (var i = 20; i < broken.Length - 8; i++) broken[i] ^= 0x5A;
        Assert.Contains("damaged gzip", Assert.Throws<UserError>(() => Feed.Read(broken)).Message);
    }

    [Fact]
    public void An_item_beyond_the_limit_is_told_and_the_next_one_read()
    {
        var json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"language\": \"en\", \"items\": [{\"id\": \"1\", \"content_text\": \"" + new string('x', 25 << 20) + "\"}, {\"id\": \"2\", \"content_text\": \"good\"}]}";
        var imported = Feed.Read(json);
        Assert.Equal("good", Assert.Single(imported.Editions).Headline);
        Assert.Contains("the item is larger than ", Assert.Single(imported.Report.Problems).Reason);
    }

    [Fact]
    public void Damaged_feeds_end_in_sentences_never_otherwise()
    {
        var rich = Feed.Item("3", html: "<table><tr><th>a<td>b</table><ul><li>x<li>y</ul><figure><img src=a.jpg><figcaption>c</figcaption></figure>");
        rich["_acta"] = new JsonObject { ["group"] = "g", ["kind"] = "news" };
        rich["tags"] = new JsonArray("t");
        rich["attachments"] = new JsonArray(new JsonObject { ["url"] = "/a.pdf", ["mime_type"] = "application/pdf" });
        var whole = Encoding.UTF8.GetBytes(Feed.Of(Feed.Item("1"), Feed.Item("2", "Мост", "<p>Открыли</p>", "ru"), rich));
        var random = new Random(20250630);
        var signs = "{}[]\",:\\<>&\0\n0123456789eE+-.utf"u8.ToArray();
        for (var n = 0; n < World.TestLength.Of(3_000, 100_000); n++)
        {
            var bytes = (byte[])whole.Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                var at = random.Next(bytes.Length);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes[at] = signs[random.Next(signs.Length)]; break;
                    case 2: bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]]; break;
                    default: bytes = [.. bytes[..at], .. whole.AsSpan(random.Next(whole.Length - 40), random.Next(40)), .. bytes[at..]]; break;
                }
                if (bytes.Length == 0) break;
            }
            Try(bytes);
            if (n % 10 != 0) continue;
            var noise = new byte[random.Next(400)];
            random.NextBytes(noise);
            Try([(byte)'{', .. noise]);
        }

        static void Try(byte[] bytes)
        {
            try
            {
                foreach (var remark in Feed.Read(bytes, "en").Report.Problems) Assert.False(string.IsNullOrWhiteSpace(remark.Reason));
            }
            catch (UserError e)
            {
                Assert.False(string.IsNullOrWhiteSpace(e.Message));
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{e.GetType().Name} for {Convert.ToBase64String(bytes)}\n{e}");
            }
        }
    }
}

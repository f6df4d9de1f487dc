using Acta.Pages;
using Acta.Record.Bodies;
using AngleSharp.Html.Parser;
using CsCheck;

namespace Acta.Tests.Pages;

public class BodyHtmlTests
{
    private static readonly BodyOptions OnPage = new() { Words = SiteWords.For("en") };
    private static readonly BodyOptions InFeed = new() { Words = SiteWords.For("en"), BaseUrl = "https://news.example.org" };

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("\\\\evil.example\\x")]
    public void A_link_of_another_scheme_is_only_words(string url)
    {
        Assert.Null(HtmlText.SafeLink(url));
        var html = BodyHtml.Render([new Attachment("File", new MediaSource(null, url)), new ImageBlock(new Image(new MediaSource(null, url), "Alt")), new Recording(RecordingKind.Video, new MediaSource(null, url), "V", null, [])], OnPage);
        Assert.DoesNotContain("<a ", html);
    }

    [Theory]
    [InlineData("https://example.org/a?b=1&c=2#d")]
    [InlineData("HTTP://example.org")]
    [InlineData("mailto:press@example.org")]
    [InlineData("tel:+996312000000")]
    [InlineData("/en/news/")]
    [InlineData("../a:b")]
    [InlineData("#note")]
    [InlineData("?q=a:b")]
    public void A_link_that_leads_somewhere_stands(string url) => Assert.Equal(url, HtmlText.SafeLink(url));

    [Fact]
    public void Whatever_a_body_says_it_says_it_as_text() => Gen.String.Sample(text =>
    {
        text = new string([.. text.Where(c => c is not ('\0' or '\r') && !char.IsSurrogate(c))]);
        Block[] body =
        [
            new Code(text) { Id = "c" },
            new Turn(text, TurnRole.Question, [new Paragraph("?")]),
            new Attachment(text, MediaSource.Missing),
            new ImageBlock(new Image(MediaSource.Missing, text, null, text, text)),
            new Recording(RecordingKind.Audio, new MediaSource(null, "https://example.org/" + text), text, null, []),
        ];
        foreach (var options in (BodyOptions[])[OnPage, InFeed])
        {
            var html = BodyHtml.Render(body, options);
            var page = new HtmlParser().ParseDocument("<body>" + html);
            Assert.Empty(page.QuerySelectorAll("script, style, iframe, object, [onload], [onclick], [style]"));
            Assert.All(page.QuerySelectorAll("a"), a => Assert.StartsWith("https://example.org/", a.GetAttribute("href")));
            // HTML drops one newline at the start of <pre>; <code> stands between, so that nothing is lost.
            Assert.Equal(text, page.QuerySelector("pre code")!.TextContent);
            if (text.Length > 0) Assert.Equal(text, page.QuerySelector(".speaker")!.TextContent);
        }
    }, iter: 500);

    [Fact]
    public void In_feeds_addresses_are_absolute_and_nothing_has_an_id()
    {
        var html = BodyHtml.Render(
            [new Paragraph("Words") { Id = "p1" }, new ImageBlock(new Image(new MediaSource(Newsroom.Lake, null), "A lake")) { Id = "i1" }, new Footnote("1", [new Paragraph("Note")]) { Id = "n1" }], InFeed);
        Assert.Contains($"src=\"https://news.example.org/media/{Newsroom.Lake.Id}/lake.jpg\"", html);
        Assert.DoesNotContain(" id=", html);
        Assert.Contains("<p>Words</p>", html);
    }

    [Fact]
    public void Notes_stand_at_the_end_in_the_order_of_their_references()
    {
        var html = BodyHtml.Render([new Paragraph("First[^b] then[^a] and[^none]."), new Footnote("a", [new Paragraph("A")]), new Footnote("c", [new Paragraph("C")]), new Footnote("b", [new Paragraph("B")])], OnPage);
        var page = new HtmlParser().ParseDocument(html);
        Assert.Equal(["B", "A", "C"], page.QuerySelectorAll(".notes li").Select(li => li.TextContent[..1]));
        Assert.Equal(["#note-1", "#note-2"], page.QuerySelectorAll("sup a").Select(a => a.GetAttribute("href")!));
        Assert.Contains("[^none]", page.Body!.TextContent);
        Assert.Equal(["#ref-1", "#ref-2"], page.QuerySelectorAll(".back").Select(a => a.GetAttribute("href")!));
    }

    [Fact]
    public void A_cell_never_reaches_out_of_its_group_of_rows()
    {
        var html = BodyHtml.Render([new Table([new TableRow([Cell("a", 5)], Head: true), new TableRow([Cell("b", 5), Cell("c", 1)]), new TableRow([Cell("d", 1)])])], OnPage);
        var page = new HtmlParser().ParseDocument(html);
        Assert.Equal([null, "2", null, null], page.QuerySelectorAll("th, td").Select(c => c.GetAttribute("rowspan")));
        static TableCell Cell(string text, int rows) => new([new Paragraph(text)], RowSpan: rows);
    }

    [Fact]
    public void A_video_whose_address_is_lost_says_so() =>
        Assert.Contains("A video is stated here; its address is missing.", BodyHtml.Render([new Recording(RecordingKind.Video, MediaSource.Missing, null, null, [])], OnPage));
}

using Acta.Html;
using Acta.Record.Bodies;

namespace Acta.Tests.Import;

public sealed class HtmlTests
{
    private static readonly HtmlSourceOptions Old = new(new Uri("https://old.example.org/news/a.html"), "en");

    [Theory]
    [InlineData("Loose <b>words</b>\n<p>and a paragraph", "Loose **words**\n\nand a paragraph\n")]
    [InlineData("<h1>One</h1><h2>Two</h2>", "## One\n\n### Two\n")]
    [InlineData("<h2>Two</h2>", "## Two\n")]
    [InlineData("<ul><li>a<ol start=3><li>b</ol><li><p>c</p><p>d</p></ul>", "- a\n\n  3. b\n\n- c\n\n  d\n")]
    [InlineData("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n\n  - b\n")]
    [InlineData("<p><a href='../x?a=1&amp;b=2'>Report</a> <a href='javascript:alert(1)'>no</a> <a href=' java\tscript:x'>no</a>", "[Report](https://old.example.org/x?a=1&b=2) no no\n")]
    [InlineData("<p><img src=/a.jpg alt='A lake'>Text", "![A lake](https://old.example.org/a.jpg)\n\nText\n")]
    [InlineData("<figure><img src=a.jpg><figcaption>By the <i>lake</i></figcaption></figure>", "::: image\nurl: https://old.example.org/news/a.jpg\ncaption: By the *lake*\n:::\n")]
    [InlineData("<a href=full.jpg><img src=small.jpg alt=x></a>", "![x](https://old.example.org/news/full.jpg)\n")]
    [InlineData("<table><tr><th>a<th>b<tr><td>1<td align=right>2</table>", "::: table\n||| head\n|| {header} a\n|| {header} b\n|||\n|| 1\n|| {end} 2\n:::\n")]
    [InlineData("<table><caption>Sums</caption><tr><td colspan=2 rowspan=0>x<td><ul><li>y</ul></table>", "::: table Sums\n|||\n|| {2x1} x\n|| - y\n:::\n")]
    [InlineData("<table><tr><td><p>One cell</p><p>lays out</p></table>", "One cell\n\nlays out\n")]
    [InlineData("<dl><dt>T<dd>D<dd>E<dt>U<dd><p>x<p>y</dl>", "T\n: D\n: E\n\nU\n: x\n\n  y\n")]
    [InlineData("<blockquote><p>Said</p><cite>Who</cite></blockquote>", "::: quote Who\nSaid\n:::\n")]
    [InlineData("<pre>\n Home <a href='http://h.example/'>http://h.example/</a>\n Work <a href='http://w.example/'>http://w.example/</a>\n</pre>", "Home <http://h.example/>\\\nWork <http://w.example/>\n")]
    [InlineData("<pre><code class='language-cs'>a\n  b</code></pre>", "```cs\na\n  b\n```\n")]
    [InlineData("<p>H<sub>2</sub>O m<sup>2</sup> <tt>x</tt> <q>y</q> <del>z</del>", "H~2~O m^2^ `x` “y” z\n")]
    [InlineData("<p lang=ru>Слово</p><p dir=rtl lang=ar>كلمة</p>", "[Слово]{lang=ru}\n\n[كلمة]{lang=ar dir=rtl}\n")]
    [InlineData("<a href=/x><h3>Head</h3><p>Text</p></a>", "### [Head](https://old.example.org/x)\n\n[Text](https://old.example.org/x)\n")]
    [InlineData("<p>a<sup><a href='#fn1' id='r1'>1</a></sup></p><ol><li id='fn1'>Note <a href='#r1'>↩</a></li></ol>", "a[^1]\n\n[^1]: Note\n")]
    [InlineData("<iframe src='https://www.youtube.com/embed/abc' title='Film'></iframe>", "::: video Film\nurl: https://www.youtube.com/watch?v=abc\n:::\n")]
    [InlineData("<video src=/v.mp4></video><audio><source src=/a.mp3></audio>", "::: video\nurl: https://old.example.org/v.mp4\n:::\n\n::: audio\nurl: https://old.example.org/a.mp3\n:::\n")]
    [InlineData("a<br>b<br><br>c", "a\\\nb\\\n\\\nc\n")]
    [InlineData("<div>a<div>b</div>c</div>", "a\n\nb\n\nc\n")]
    [InlineData("<p>&lt;b&gt; * _ &amp;amp; # 1. -", "\\<b> * \\_ \\&amp; # 1. -\n")]
    [InlineData("<!-- x --><script>y</script><style>z</style>", "")]
    public void A_reader_of_the_old_page_finds_all_of_it(string html, string markdown) =>
        Assert.Equal(markdown, Markdown.Write(HtmlToBlocks.Convert(html, Old).Body));

    [Fact]
    public void What_can_not_be_kept_is_told()
    {
        var converted = HtmlToBlocks.Convert("<form><input type=text value=Name><button>Send</button></form><img src='data:image/png;base64,x' alt=Chart><img src=/p.gif width=1 height=1>", Old);
        Assert.Equal("Chart\n", Markdown.Write(converted.Body));
        Assert.Equal(4, converted.Warnings.Count);
        Assert.Empty(converted.RemoteMedia);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<ul><li>")]
    [InlineData("<blockquote>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<b><p>")]
    [InlineData("<span lang=ru>")]
    [InlineData("<figure><img src=a.jpg><figcaption>")]
    [InlineData("<blockquote>a<cite>b</cite>")]
    [InlineData("<dl><dt>a<dd>")]
    [InlineData("<div class=gallery><img src=a.jpg>")]
    [InlineData("<pre>a<b>")]
    public void Markup_without_end_neither_stops_nor_loses_its_words(string tag)
    {
        var converted = HtmlToBlocks.Convert(string.Concat(Enumerable.Repeat(tag, 3_000)) + "word", Old);
        Assert.Contains("word", BodyText.Plain(converted.Body));
    }

    [Fact]
    public void What_nests_deeper_than_any_page_loses_its_marks_but_no_word()
    {
        var words = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"<div>w{i}")) + string.Concat(Enumerable.Repeat("</div>", 40_000)) + "<p>after <b>all</b></p>";
        var converted = HtmlToBlocks.Convert(words, Old);
        Assert.Equal(Enumerable.Range(0, 40_000).Select(i => $"w{i}").Append("after").Append("all"), BodyText.Plain(converted.Body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("after **all**", ((Paragraph)converted.Body[^1]).Text);
    }

    [Fact]
    public void A_tag_with_too_many_attributes_keeps_the_first_of_them()
    {
        var converted = HtmlToBlocks.Convert("<a href=/x" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $" a{i}=1")) + ">Report</a> rest", Old);
        Assert.Equal("[Report](https://old.example.org/x) rest\n", Markdown.Write(converted.Body));
    }

    [Fact]
    public void Markup_that_would_become_a_page_of_millions_is_refused_with_a_sentence()
    {
        var html = string.Concat(Enumerable.Range(0, 32).Select(i => $"<i a{i}><b a{i}><u a{i}>")) + string.Concat(Enumerable.Repeat("<p>x", 50_000));
        Assert.StartsWith("its HTML leaves so many elements open", Assert.Throws<BadHtml>(() => HtmlToBlocks.Convert(html, Old)).Message);
    }

    [Fact]
    public void The_posts_of_a_real_archive_keep_their_words_links_pictures_cells_and_items()
    {
        var faults = new List<string>();
        var posts = 0;
        foreach (var (id, html, language) in DebianPosts.Read(every: World.TestLength.Of(60, 1)))
        {
            posts++;
            var before = HtmlCensus.Of(html);
            var converted = HtmlToBlocks.Convert(html, new HtmlSourceOptions(DebianPosts.Home, language));
            // A slip such as ttp:// leads nowhere: it is kept as its words, and told.
            before = before with { Links = [.. before.Links.Where(link => !converted.Warnings.Any(w => w.StartsWith("a link that would run", StringComparison.Ordinal) && w.Contains(link[..Math.Min(30, link.Length)], StringComparison.Ordinal)))] };
            var after = HtmlCensus.Of(converted.Body);
            if (before.Compare(after) is { } fault) faults.Add($"{id}: {fault}");
        }
        Assert.True(posts > 500);
        Assert.True(faults.Count == 0, $"{faults.Count} of {posts}\n" + string.Join('\n', faults.Take(20)));
    }
}

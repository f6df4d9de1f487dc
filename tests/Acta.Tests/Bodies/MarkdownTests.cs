using System.Text;
using System.Text.Json.Nodes;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Tests.World;
using CsCheck;

namespace Acta.Tests.Bodies;

public sealed class MarkdownTests
{
    [Fact]
    public void Any_body_comes_back_from_its_markdown() => RandomBodies.Body.Sample(body =>
    {
        var text = Markdown.Write(body);
        Assert.Equal(Show(Markdown.Normal(body)), Show(Markdown.Parse(text)));
        Assert.Equal(text, Markdown.Write(Markdown.Parse(text)));
    }, iter: TestLength.Of(1_500, 40_000), print: body => Show(Markdown.Normal(body)) + "\n" + Markdown.Write(body));

    [Fact]
    public void Whatever_is_typed_reads_and_is_written_the_same_from_then_on() => RandomText.Markdown.Sample(typed =>
    {
        var once = Markdown.Write(Markdown.Parse(typed));
        Assert.Equal(once, Markdown.Write(Markdown.Parse(once)));
        Assert.Equal(Show(Markdown.Parse(typed)), Show(Markdown.Parse(once)));
    }, iter: TestLength.Of(5_000, 100_000));

    [Theory]
    [InlineData("- a\n- b\n\n  c\n    1. d", "list(par(a)|par(b)par(c)list1(par(d)))")]
    [InlineData("a\n===\n\nb\n---\n\n### c ##", "h2(a)h2(b)h3(c)")]
    [InlineData("> a\nb\n\n> c", "quote(par(a b))quote(par(c))")]
    [InlineData("    code\n\n    more", "code(code\n\nmore)")]
    [InlineData("~~~ cs\na\n  b\n~~~", "code(a\n  b)")]
    [InlineData("***\n- - a", "rulelist(list(par(a)))")]
    [InlineData("Term\n: Meaning\n\n  more\n: Other\n\nTwo\n: x", "dl(Term:par(Meaning)par(more)/par(Other);Two:par(x))")]
    [InlineData("[^1]: Note\n\n    more\n\ntext[^1]", "note1(par(Note)par(more))par(text[^1])")]
    [InlineData("[a]: /u\n\n[a] and [a][]", "par([a](/u) and [a](/u))")]
    [InlineData("::: question Press\nHow?\n:::\n::: answer\nWell.\n\n- very\n:::", "q(Press:par(How?))a(:par(Well.)list(par(very)))")]
    [InlineData("| a | b |\n|---|--:|\n| c\\|d | |", "table(head[th(par(a))th(par(b))]row[td(par(c|d))td()])")]
    [InlineData("::: table Sums\n||| head\n|| {header 2x1} Both\n|||\n|| a\n|| {end} 1\n\n   - x\n:::", "table(head[th2x1(par(Both))]row[td(par(a))td(par(1)list(par(x)))])")]
    [InlineData("![A lake](/lake.jpg)", "image(/lake.jpg A lake)")]
    [InlineData("::: image\nurl: /lake.jpg\n:::", "image(/lake.jpg )")]
    [InlineData("::: video Opening\n\nWords\n:::", "video(Opening missing par(Words))")]
    [InlineData("::: nonsense\n:::", "par(\\::: nonsense :::)")]
    [InlineData("1986. A great year", "list1986(par(A great year))")]
    [InlineData("a\n2. b", "par(a 2. b)")]
    [InlineData("- a\n-\n- c", "list(par(a)||par(c))")]
    [InlineData("+ a\n- b", "list(par(a))list(par(b))")]
    public void Text_means_what_the_guide_says(string typed, string meaning) => Assert.Equal(meaning, Short(Markdown.Parse(typed)));

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData(":::: answer\n")]
    [InlineData("[")]
    [InlineData("*a ")]
    [InlineData("|| a\n")]
    [InlineData("x\n: ")]
    [InlineData("`")]
    [InlineData("[a]: b\n")]
    [InlineData("|")]
    public void Text_that_repeats_one_mark_without_end_is_read_in_its_time(string mark)
    {
        var text = string.Concat(Enumerable.Repeat(mark, 60_000));
        var body = Markdown.Parse(text);
        Assert.Equal(Show(body), Show(Markdown.Parse(Markdown.Write(body))));
    }

    [Fact]
    public void Bodies_nested_deeper_than_any_reader_follows_keep_their_words()
    {
        Block block = new Paragraph("innermost");
        for (var i = 0; i < 200; i++) block = i % 2 == 0 ? new Quote([block, new Paragraph("w" + i)]) : new ListBlock([new ListItem([block])]);
        var back = Markdown.Parse(Markdown.Write([block]));
        Assert.Contains("innermost", BodyText.Plain(back));
        Assert.Contains("w198", BodyText.Plain(back));
        Assert.Equal(Show(Markdown.Normal([block])), Show(back));
    }

    internal static string Show(IReadOnlyList<Block> body) =>
        Encoding.UTF8.GetString(CanonicalJson.Write(new JsonArray([.. body.Select(b => (b with { Id = "" }).ToJson())]))).Replace("{\"block\"", "\n{\"block\"");

    private static string Short(IReadOnlyList<Block> blocks) => string.Concat(blocks.Select(b => b switch
    {
        Paragraph p => $"par({p.Text})",
        Heading h => $"h{h.Level}({h.Text})",
        ListBlock l => $"list{(l.Ordered ? l.Start : "")}({string.Join('|', l.Items.Select(i => Short(i.Blocks)))})",
        Quote q => $"quote({Short(q.Blocks)})",
        Code c => $"code({c.Text})",
        Rule => "rule",
        DefinitionList d => $"dl({string.Join(';', d.Items.Select(i => string.Join(',', i.Terms) + ":" + string.Join('/', i.Details.Select(Short))))})",
        Footnote f => $"note{f.Label}({Short(f.Blocks)})",
        Turn t => $"{(t.Role == TurnRole.Question ? "q" : "a")}({t.Speaker}:{Short(t.Blocks)})",
        Table t => $"table({string.Concat(t.Rows.Select(r => $"{(r.Head ? "head" : "row")}[{string.Concat(r.Cells.Select(c => $"{(c.Header ? "th" : "td")}{(c.ColumnSpan > 1 || c.RowSpan > 1 ? $"{c.ColumnSpan}x{c.RowSpan}" : "")}({Short(c.Blocks)})"))}]"))})",
        ImageBlock i => $"image({i.Image.Source.Url} {i.Image.Alt})",
        Recording r => $"{(r.Recorded == RecordingKind.Video ? "video" : "audio")}({r.Title} {(r.Source.IsMissing ? "missing" : r.Source.Url)} {Short(r.Transcript)})",
        _ => b.GetType().Name,
    }));
}

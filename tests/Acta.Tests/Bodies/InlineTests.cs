using System.Text;
using Acta.Record.Bodies;
using CsCheck;

namespace Acta.Tests.Bodies;

public sealed class InlineTests
{
    [Fact]
    public void Any_inlines_come_back_from_their_markdown() => RandomText.Tree.Sample(tree =>
    {
        var text = Inlines.Write(tree);
        Assert.True(text.IsNormalized(NormalizationForm.FormC), text);
        var back = Inlines.Parse(text);
        Assert.True(InlineEquality.Same(back, InlineNormal.Of(tree)), $"{text}\n{Show(InlineNormal.Of(tree))}\n{Show(back)}");
        var line = InlineWriter.Write(InlineNormal.Of(tree), singleLine: true);
        Assert.DoesNotContain('\n', line);
        Assert.True(InlineEquality.Same(Inlines.Parse(line), back), line);
    }, iter: 5_000);

    [Fact]
    public void Whatever_is_typed_reads_and_is_written_the_same_from_then_on() => RandomText.Markdown.Sample(typed =>
    {
        var once = Inlines.Write(Inlines.Parse(typed));
        Assert.Equal(once, Inlines.Write(Inlines.Parse(once)));
    }, iter: 5_000);

    [Fact]
    public void Escaped_characters_mean_just_themselves() => RandomText.Plain.Sample(plain =>
        Assert.Equal(Characters.Line(plain), Inlines.PlainText(Inlines.Escape(plain))), iter: 5_000);

    internal static string Show(IReadOnlyList<Inline> inlines) => string.Concat(inlines.Select(i => i switch
    {
        TextInline t => $"'{t.Value}'",
        CodeInline c => $"code'{c.Value}'",
        LinkInline l => $"link({l.Url}|{l.Title}){Show(l.Children)}",
        SpanInline s => $"span({s.Language} {s.Direction}){Show(s.Children)}",
        PictureInline p => $"pic({p.Url}|{p.Alt})",
        FootnoteReferenceInline f => $"^{f.Label}",
        _ => $"{i.GetType().Name[..^6]}{Show(InlineNormal.Children(i))}",
    } + " ")) is var s ? $"[{s}]" : "";
}

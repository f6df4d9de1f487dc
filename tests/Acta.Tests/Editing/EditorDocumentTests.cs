using System.Text.Json;
using Acta.Desk.Editing;
using Acta.Record.Bodies;
using Acta.Tests.Bodies;
using Acta.Tests.World;
using CsCheck;

namespace Acta.Tests.Editing;

/// <summary>The editor's document says what the blocks say, and gives them back.</summary>
public sealed class EditorDocumentTests
{
    [Fact]
    public void Any_body_comes_back_from_the_editor_as_it_was() => RandomBodies.Body.Sample(body =>
    {
        var normal = BlockIds.Assign(Markdown.Normal(body));
        var back = Through(normal);
        Assert.Equal(MarkdownTests.Show(normal), MarkdownTests.Show(back));
        Assert.Equal(normal.Select(b => b.Id), back.Select(b => b.Id));
    }, iter: TestLength.Of(1_500, 40_000), print: body => MarkdownTests.Show(Markdown.Normal(body)));

    [Fact]
    public void Markdown_that_goes_through_the_editor_is_the_same_markdown() => RandomBodies.Body.Sample(body =>
    {
        var text = Markdown.Write(body);
        Assert.Equal(text, Markdown.Write(Through(Markdown.Parse(text))));
    }, iter: TestLength.Of(1_500, 40_000));

    [Fact]
    public void Whatever_is_typed_as_plain_text_goes_through_the_editor_and_comes_back() => RandomText.Markdown.Sample(typed =>
    {
        var body = Markdown.Parse(typed);
        Assert.Equal(MarkdownTests.Show(body), MarkdownTests.Show(Through(body)));
    }, iter: TestLength.Of(3_000, 60_000));

    [Theory]
    [InlineData("*a **b***")]
    [InlineData("***a** b*")]
    [InlineData("[a *b* `c`](https://e.org \"T\")")]
    [InlineData("**[a](acta:5e771465-0000-4000-8000-000000000001) b**")]
    public void Usual_stress_needs_no_numbers_to_come_back(string text)
    {
        var body = Markdown.Parse(text);
        Assert.DoesNotContain("nest", EditorDocument.Write(body).ToJsonString());
        Assert.Equal(Markdown.Write(body), Markdown.Write(Through(body)));
    }

    [Fact]
    public void Stress_that_the_editor_took_from_some_words_leaves_the_others_as_they_were()
    {
        // "a" strong and linked, "b" linked alone, "c" strong alone: as the editor has it after a change by hand.
        var back = Read("""{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"link","attrs":{"href":"/x","title":null}},{"type":"strong"}]},{"type":"text","text":"b","marks":[{"type":"link","attrs":{"href":"/x","title":null}}]},{"type":"text","text":" c","marks":[{"type":"strong"}]}]}]}""");
        Assert.Equal("[**a**b](/x) **c**\n", Markdown.Write(back));
    }

    [Fact]
    public void A_paragraph_parted_in_two_keeps_its_id_in_the_first()
    {
        var back = Read("""{"type":"doc","content":[{"type":"paragraph","attrs":{"id":"b1"},"content":[{"type":"text","text":"One."}]},{"type":"paragraph","attrs":{"id":"b1"},"content":[{"type":"text","text":"Two."}]}]}""");
        Assert.Equal(["b1", ""], back.Select(b => b.Id));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"paragraph"}""")]
    [InlineData("""{"type":"doc","content":7}""")]
    [InlineData("""{"type":"doc","content":[7]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"script"}]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text"}]}]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"\ud800"}]}]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"blink"}]}]}]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"mention","attrs":{"resource":"x"}}]}]}]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"heading","attrs":{"level":"two"}}]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"bulletList","content":[{"type":"paragraph"}]}]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"image","attrs":{"file":{"id":"x"}}}]}""")]
    [InlineData("""{"type":"doc","content":[{"type":"image","attrs":{"file":"x"}}]}""")]
    public void What_is_no_document_is_refused(string json) => Assert.Throws<FormatException>(() => Read(json));

    internal static IReadOnlyList<Block> Read(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
        return EditorDocument.Read(document.RootElement);
    }

    private static IReadOnlyList<Block> Through(IReadOnlyList<Block> body) => Read(EditorDocument.Write(body).ToJsonString(EditorEndpoints.Written));
}

using Acta.Record.Bodies;
using Acta.Tests.World;

namespace Acta.Tests.Bodies;

/// <summary>The guide is a document that runs: each of its examples means something of its kind and comes back the same.</summary>
public sealed class MarkdownGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Corpora.RepositoryRoot, "docs", "guide", "markdown.md"));

    private static IEnumerable<string> Examples => Markdown.Parse(Guide).OfType<Code>().Where(c => c.Language == "markdown").Select(c => c.Text);

    [Fact]
    public void Each_example_comes_back_with_the_same_meaning() => Assert.All(Examples, example =>
    {
        var body = Markdown.Parse(example);
        Assert.Equal(MarkdownTests.Show(body), MarkdownTests.Show(Markdown.Parse(Markdown.Write(body))));
    });

    [Fact]
    public void The_examples_show_every_kind_of_block()
    {
        var shown = Examples.SelectMany(Markdown.Parse).Select(b => b.Kind).Append("footnote").ToHashSet();
        var all = typeof(Block).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Block)) && t != typeof(UnknownBlock)).SelectMany(Kinds).ToHashSet();
        Assert.Equal(all.Order(), shown.Order());
    }

    [Fact]
    public void The_examples_for_a_newsroom_are_read_as_the_guide_says()
    {
        var body = Examples.SelectMany(Markdown.Parse).ToList();
        Assert.Contains(body, b => b is Quote { Cite: "Annual report, *page 12*", Blocks: [Paragraph { Text: "What was said." }] });
        Assert.Contains(body, b => b is Turn { Speaker: "The Secretary General", Role: TurnRole.Answer, Blocks.Count: 2 });
        Assert.Contains(body, b => b is Turn { Speaker: "MIR 24", Role: TurnRole.Question });
        Assert.Contains(body, b => b is ImageBlock { Image: { Alt: "Ministers at a round table", Credit: "Photo: Press Service", Focal: { X: 500, Y: 300 } } });
        Assert.Contains(body, b => b is Gallery { Caption: "The day in pictures", Images.Count: 2 });
        Assert.Contains(body, b => b is Attachment { Title: "Report of the session", Language: "en" });
        Assert.Contains(body, b => b is Recording { Recorded: RecordingKind.Video, Transcript.Count: 1, Caption: "Filmed by the host" });
        Assert.Contains(body, b => b is Recording { Recorded: RecordingKind.Audio, Source.IsMissing: true });
        Assert.Contains(body, b => b is DefinitionList { Items: [{ Terms: ["Session"], Details.Count: 2 }, { Terms: ["Chair"] }] });
        var spans = Assert.Single(body.OfType<Table>(), t => t.Caption is not null);
        Assert.Equal(2, spans.Rows[0].Cells[0].ColumnSpan);
        Assert.IsType<ListBlock>(spans.Rows[2].Cells[1].Blocks[0]);
    }

    private static IEnumerable<string> Kinds(Type type) => type == typeof(Recording)
        ? ["video", "audio"]
        : [((Block)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)).Kind];
}

namespace Acta.Record.Bodies;

/// <summary>
/// Whole bodies as Markdown, both ways, by the grammar in docs/guide/markdown.md: CommonMark 0.31 without raw HTML, and forms
/// for what a newsroom needs beyond it. What is written reads back as the same body.
/// </summary>
public static class Markdown
{
    /// <summary>The blocks that a Markdown text means, without ids. Any text means something.</summary>
    public static IReadOnlyList<Block> Parse(string markdown) => BodyNormal.Of(BlockBuilder.Build(BlockParser.Parse(Characters.Preformatted(markdown))));

    /// <summary>The canonical Markdown of a body: lines end in \n; empty for an empty body.</summary>
    public static string Write(IReadOnlyList<Block> body) => BlockWriter.Write(BodyNormal.Of(body));

    /// <summary>The one form of bodies that say the same; ids stay.</summary>
    public static IReadOnlyList<Block> Normal(IReadOnlyList<Block> body) => BodyNormal.Of(body);
}

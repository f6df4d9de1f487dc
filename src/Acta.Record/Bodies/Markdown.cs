namespace Acta.Record.Bodies;

/// <summary>Whole bodies as Markdown, both ways. The grammar stands in docs/guide/markdown.md.</summary>
public static class Markdown
{
    /// <summary>The blocks that a Markdown text means.</summary>
    public static IReadOnlyList<Block> Parse(string markdown) =>
        [.. markdown.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => new Paragraph(p.Replace('\n', ' ')))];

    /// <summary>The canonical Markdown of a body.</summary>
    public static string Write(IReadOnlyList<Block> body) => string.Join("\n\n", body.OfType<Paragraph>().Select(p => p.Text));
}

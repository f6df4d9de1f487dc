namespace Acta.Record.Bodies;

/// <summary>
/// Inline Markdown, both ways: CommonMark 0.31 inlines without raw HTML, and <c>^raised^</c>, <c>~lowered~</c>,
/// <c>[^note]</c>, <c>[words]{lang=ru}</c>, <c>[words](acta:ID)</c>. The grammar stands in docs/guide/markdown.md.
/// </summary>
public static class Inlines
{
    /// <summary>What the inline Markdown of a block means, in normal form. Any text means something.</summary>
    public static IReadOnlyList<Inline> Parse(string text) => InlineParser.Parse(text);

    /// <summary>The canonical inline Markdown of these inlines: parsing it gives them back, in normal form.</summary>
    public static string Write(IReadOnlyList<Inline> inlines) => InlineWriter.Write(InlineNormal.Of(inlines), singleLine: false);

    /// <summary>The words of inline Markdown, a line break as \n.</summary>
    public static string PlainText(string text) => InlineNormal.Words(InlineParser.Parse(text));

    /// <summary>The words alone, a line break as \n.</summary>
    public static string PlainText(IReadOnlyList<Inline> inlines) => InlineNormal.Words(inlines);

    /// <summary>Inline Markdown that means just these characters; white space runs together as in any text.</summary>
    public static string Escape(string plain) => Write([new TextInline(plain)]);
}

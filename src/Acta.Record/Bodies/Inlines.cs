namespace Acta.Record.Bodies;

/// <summary>Inline Markdown, both ways. The grammar stands in docs/guide/markdown.md.</summary>
public static class Inlines
{
    /// <summary>What the inline Markdown of a block means.</summary>
    public static IReadOnlyList<Inline> Parse(string text) => text.Length == 0 ? [] : [new TextInline(text)];

    /// <summary>The canonical inline Markdown of these inlines.</summary>
    public static string Write(IReadOnlyList<Inline> inlines) => Escape(PlainText(inlines));

    /// <summary>The words of inline Markdown.</summary>
    public static string PlainText(string text) => PlainText(Parse(text));

    /// <summary>The words alone.</summary>
    public static string PlainText(IReadOnlyList<Inline> inlines) => string.Concat(inlines.OfType<TextInline>().Select(t => t.Value));

    /// <summary>Inline Markdown that means just these characters.</summary>
    public static string Escape(string plain) => plain;
}

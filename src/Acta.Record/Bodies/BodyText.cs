namespace Acta.Record.Bodies;

/// <summary>The words of a body, for search, derived headlines and summaries.</summary>
public static class BodyText
{
    /// <summary>All words, a line for each block.</summary>
    public static string Plain(IReadOnlyList<Block> body) => string.Join('\n', body.OfType<Paragraph>().Select(p => Inlines.PlainText(p.Text)));

    /// <summary>The first sentence, at most <paramref name="max"/> characters.</summary>
    public static string FirstSentence(IReadOnlyList<Block> body, string language, int max = 120) => Summary(body, max);

    /// <summary>The beginning, at most <paramref name="max"/> characters.</summary>
    public static string Summary(IReadOnlyList<Block> body, int max)
    {
        var text = Plain(body);
        return text.Length <= max ? text : text[..max];
    }
}

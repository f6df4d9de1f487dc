using System.Text;

namespace Acta.Record.Bodies;

/// <summary>The words of a body, for search, derived headlines and summaries.</summary>
public static class BodyText
{
    /// <summary>All words in reading order, a line for each block; a cell, a term, a caption has a line of its own.</summary>
    public static string Plain(IReadOnlyList<Block> body)
    {
        var text = new StringBuilder();
        Add(text, body);
        if (text.Length > 0) text.Length--;
        return text.ToString();
    }

    /// <summary>
    /// The first sentence of the body's running text, on one line, at most <paramref name="max"/> characters: where it is longer
    /// it ends after a word with an ellipsis. Empty where there are no words.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="language">BCP 47: in some languages a full stop follows a number that begins no sentence.</param>
    /// <param name="max">The most characters.</param>
    public static string FirstSentence(IReadOnlyList<Block> body, string language, int max = 120)
    {
        var text = Beginning(body, 4 * max);
        var end = SentenceEnd.Find(text, language);
        return Shorten(end < 0 ? text : text[..end], max);
    }

    /// <summary>The beginning on one line, at most <paramref name="max"/> characters; what is cut ends after a word with an ellipsis.</summary>
    public static string Summary(IReadOnlyList<Block> body, int max) => Shorten(Beginning(body, 2 * max + 80), max);

    // Running text first: a headline within the text, a table or a caption stands in only where there is nothing else.
    private static string Beginning(IReadOnlyList<Block> body, int enough)
    {
        var text = new StringBuilder();
        foreach (var block in body.Where(b => b is Paragraph or ListBlock or Quote or Turn))
        {
            Add(text, [block]);
            if (text.Length > enough) break;
        }
        if (text.Length == 0) Add(text, body);
        return Characters.Line(text.ToString());
    }

    private static string Shorten(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = max - 1;
        var word = text.LastIndexOf(' ', end);
        // Scripts without spaces, and very long words, are cut between characters.
        if (word > max / 2) end = word;
        if (char.IsLowSurrogate(text[end])) end--;
        while (end > 0 && char.GetUnicodeCategory(text[end]) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark) end--;
        return text[..end].TrimEnd(' ', ',', ';', ':', '–', '—', '-', '(', '،', '、') + "…";
    }

    private static void Add(StringBuilder text, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Paragraph p: Line(text, p.Text); break;
                case Heading h: Line(text, h.Text); break;
                case ListBlock l:
                    foreach (var item in l.Items) Add(text, item.Blocks);
                    break;
                case Quote q:
                    Add(text, q.Blocks);
                    Line(text, q.Cite);
                    break;
                case Table t:
                    Line(text, t.Caption);
                    foreach (var row in t.Rows)
                        foreach (var cell in row.Cells) Add(text, cell.Blocks);
                    break;
                case DefinitionList d:
                    foreach (var item in d.Items)
                    {
                        foreach (var term in item.Terms) Line(text, term);
                        foreach (var detail in item.Details) Add(text, detail);
                    }
                    break;
                case Code c: Words(text, c.Text); break;
                case Turn t:
                    Words(text, t.Speaker);
                    Add(text, t.Blocks);
                    break;
                case ImageBlock i: Picture(text, i.Image); break;
                case Gallery g:
                    foreach (var image in g.Images) Picture(text, image);
                    Line(text, g.Caption);
                    break;
                case Attachment a: Words(text, a.Title); break;
                case Recording r:
                    Words(text, r.Title);
                    Line(text, r.Caption);
                    Add(text, r.Transcript);
                    break;
                case Footnote f: Add(text, f.Blocks); break;
            }
        }
    }

    private static void Picture(StringBuilder text, Image image)
    {
        Words(text, image.Alt);
        Line(text, image.Caption);
        Words(text, image.Credit);
    }

    private static void Line(StringBuilder text, string? inline)
    {
        if (inline is not null) Words(text, Inlines.PlainText(inline));
    }

    private static void Words(StringBuilder text, string? words)
    {
        if (!string.IsNullOrEmpty(words)) text.Append(words).Append('\n');
    }
}

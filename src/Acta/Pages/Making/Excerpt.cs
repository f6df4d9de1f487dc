using System.Text;
using Acta.Record.Bodies;

namespace Acta.Pages;

/// <summary>The first words of a body, for where no summary was written.</summary>
public static class Excerpt
{
    /// <summary>At most so many characters of plain text, cut at a word.</summary>
    public static string Of(IReadOnlyList<Block> body, int length)
    {
        var text = new StringBuilder();
        foreach (var block in body)
        {
            if (text.Length >= length) break;
            Collect(block, text);
        }
        if (text.Length <= length) return text.ToString();
        var cut = text.ToString(0, length + 1).LastIndexOf(' ');
        return text.ToString(0, cut > length / 2 ? cut : length).TrimEnd(' ', ',', ';', ':', '–', '—') + "…";
    }

    private static void Collect(Block block, StringBuilder text)
    {
        switch (block)
        {
            case Paragraph p: Add(p.Text); break;
            case Quote q: Each(q.Blocks); break;
            case Turn t: Each(t.Blocks); break;
            case ListBlock l: foreach (var item in l.Items) Each(item.Blocks); break;
        }

        void Each(IReadOnlyList<Block> blocks)
        {
            foreach (var inner in blocks) Collect(inner, text);
        }

        void Add(string line)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(BodyHtml.PlainText(line));
        }
    }
}

using System.Globalization;
using Acta.Record.Bodies;
using AngleSharp.Dom;

namespace Acta.Html;

/// <summary>Tables of HTML: head, spans, captions, alignment. Tables that only lay out a page are what stands in them.</summary>
internal static class HtmlTables
{
    /// <param name="Table">The table, or null.</param>
    /// <param name="Layout">The cells of a table that is none, in reading order.</param>
    /// <param name="Beside">What stands in the table but in no cell.</param>
    public sealed record Found(Table? Table, IReadOnlyList<IElement>? Layout, IReadOnlyList<Block> Beside);

    public static Found Read(HtmlSource source, IElement table, Func<IEnumerable<INode>, List<Block>> blocks, Func<IElement, List<Inline>> inline)
    {
        var rows = new List<(IElement Row, bool Head)>();
        var beside = new List<Block>();
        string? caption = null;
        foreach (var part in table.Children)
        {
            switch (part.LocalName)
            {
                case "thead" or "tbody" or "tfoot":
                    foreach (var row in part.Children)
                        if (row.LocalName == "tr") rows.Add((row, part.LocalName == "thead"));
                        else beside.AddRange(blocks([row]));
                    break;
                case "tr": rows.Add((part, false)); break;
                case "caption" when caption is null && !part.Children.Any(source.IsBlock): caption = Inlines.Write(inline(part)); break;
                default: beside.AddRange(blocks([part])); break;
            }
        }
        rows.RemoveAll(r => !r.Row.Children.Any(IsCell));
        if (rows.Count == 0)
        {
            if (caption is { Length: > 0 }) beside.Insert(0, new Paragraph(caption));
            return new Found(null, null, beside);
        }
        var cells = rows.SelectMany(r => r.Row.Children).Where(IsCell).ToList();
        if (cells.Count == 1 || table.GetAttribute("role") is "presentation" or "none") return new Found(null, cells, beside);

        // Without a head of its own, first rows of headers alone are it.
        if (!rows.Exists(r => r.Head))
            for (var i = 0; i < rows.Count - 1 && rows[i].Row.Children.Where(IsCell).All(c => c.LocalName == "th"); i++) rows[i] = (rows[i].Row, true);
        var made = rows.Select(r => new TableRow([.. r.Row.Children.Where(IsCell).Select(c => Cell(c, r.Row, blocks))], r.Head)).ToList();
        foreach (var (row, _) in rows)
            foreach (var other in row.Children)
                if (!IsCell(other)) beside.AddRange(blocks([other]));
        return new Found(new Table(made, caption is { Length: > 0 } ? caption : null), null, beside);
    }

    private static bool IsCell(IElement element) => element.LocalName is "td" or "th";

    private static TableCell Cell(IElement cell, IElement row, Func<IEnumerable<INode>, List<Block>> blocks) => new(
        blocks(cell.ChildNodes),
        cell.LocalName == "th",
        Span(cell.GetAttribute("colspan")),
        Span(cell.GetAttribute("rowspan")),
        Align(cell) ?? Align(row) ?? CellAlign.Start);

    private static int Span(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var n) ? Math.Clamp(n, 1, 1000) : 1;

    private static CellAlign? Align(IElement element)
    {
        var style = element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() ?? "";
        var word = style.Contains("text-align:", StringComparison.Ordinal) ? style[(style.IndexOf("text-align:", StringComparison.Ordinal) + 11)..].Split(';')[0] : element.GetAttribute("align")?.ToLowerInvariant();
        return word switch
        {
            "center" => CellAlign.Center,
            "right" or "end" => CellAlign.End,
            "left" or "start" => CellAlign.Start,
            _ => element.ClassList.Contains("has-text-align-center") ? CellAlign.Center : element.ClassList.Contains("has-text-align-right") ? CellAlign.End : null,
        };
    }
}

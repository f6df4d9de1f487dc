namespace Acta.Record.Bodies;

/// <summary>Tables as people type them: <c>| a | b |</c>, the first row over a line <c>|---|--:|</c>.</summary>
internal static class PipeTable
{
    /// <summary>Where in the lines of a paragraph a table begins, or -1.</summary>
    public static int Find(List<string> lines)
    {
        for (var i = 0; i + 1 < lines.Count; i++)
            if (lines[i].Contains('|', StringComparison.Ordinal) && Aligns(lines[i + 1]) is { } aligns && Cells(lines[i]).Count == aligns.Count) return i;
        return -1;
    }

    /// <summary>The table of these lines, its cells' text still as typed.</summary>
    public static Table Read(List<string> lines, int from)
    {
        var aligns = Aligns(lines[from + 1])!;
        var rows = new List<TableRow> { Row(lines[from], aligns, head: true) };
        for (var i = from + 2; i < lines.Count; i++) rows.Add(Row(lines[i], aligns, head: false));
        // What stands beyond the last column is kept: the table is as wide as its widest row.
        var width = rows.Max(r => r.Cells.Count);
        return new Table([.. rows.Select(r => r with { Cells = [.. r.Cells, .. Enumerable.Repeat(new TableCell([], r.Head), width - r.Cells.Count)] })]);
    }

    private static TableRow Row(string line, List<CellAlign> aligns, bool head)
    {
        var cells = Cells(line);
        while (cells.Count < aligns.Count) cells.Add("");
        return new TableRow([.. cells.Select((text, i) => new TableCell(text.Length == 0 ? [] : [new Paragraph(text)], head, Align: i < aligns.Count ? aligns[i] : CellAlign.Start))], head);
    }

    private static List<CellAlign>? Aligns(string line)
    {
        var text = line.Trim();
        if (text.Length == 0 || !text.Contains('|', StringComparison.Ordinal) || text.AsSpan().ContainsAnyExcept("|-: \t")) return null;
        var aligns = new List<CellAlign>();
        foreach (var cell in Cells(text))
        {
            if (cell.Length == 0 || cell.AsSpan().Trim(':').ContainsAnyExcept('-') || cell.Trim(':').Length == 0) return null;
            aligns.Add((cell[0] == ':', cell[^1] == ':') switch { (true, true) => CellAlign.Center, (false, true) => CellAlign.End, _ => CellAlign.Start });
        }
        return aligns.Count > 0 ? aligns : null;
    }

    // A | after a backslash is a character of its cell.
    private static List<string> Cells(string line)
    {
        var text = line.AsSpan().Trim(" \t");
        if (text.StartsWith('|')) text = text[1..];
        var cells = new List<string>();
        while (true)
        {
            var end = 0;
            while (end < text.Length && !(text[end] == '|' && (end == 0 || text[end - 1] != '\\'))) end++;
            var cell = text[..end].Trim(" \t").ToString().Replace("\\|", "|", StringComparison.Ordinal);
            if (end >= text.Length)
            {
                if (cell.Length > 0 || cells.Count == 0) cells.Add(cell);
                return cells;
            }
            cells.Add(cell);
            text = text[(end + 1)..];
        }
    }

    /// <summary>The lines of a table that can be written so, or null: one head row, no spans, a line of text in each cell.</summary>
    public static List<string>? Write(Table table)
    {
        var rows = table.Rows;
        if (rows.Count == 0 || !rows[0].Head || table.Caption is not null) return null;
        var head = rows[0].Cells;
        if (head.Count == 0) return null;
        var lines = new List<string>(rows.Count + 1);
        for (var r = 0; r < rows.Count; r++)
        {
            if (rows[r].Head != (r == 0) || rows[r].Cells.Count != head.Count) return null;
            var line = new System.Text.StringBuilder("|");
            for (var c = 0; c < head.Count; c++)
            {
                var cell = rows[r].Cells[c];
                if (cell.Header != (r == 0) || cell.ColumnSpan != 1 || cell.RowSpan != 1 || cell.Align != head[c].Align || Line(cell) is not { } text) return null;
                line.Append(text.Length == 0 ? "  |" : $" {text} |");
            }
            lines.Add(line.ToString());
            if (r == 0) lines.Add("|" + string.Concat(head.Select(c => c.Align switch { CellAlign.Center => ":-:|", CellAlign.End => "--:|", _ => "---|" })));
        }
        return lines;
    }

    private static string? Line(TableCell cell) => cell.Blocks switch
    {
        [] => "",
        [Paragraph { Unknown: null } p] => Escape(InlineWriter.Write(Inlines.Parse(p.Text), singleLine: true)),
        [ImageBlock { Unknown: null } i] when BlockWriter.AsPicture(i) is { } picture => Escape(picture),
        _ => null,
    };

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}

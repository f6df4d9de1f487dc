using Acta.Record.Bodies;

namespace Acta.Pages;

public sealed partial class BodyHtml
{
    // A wide table scrolls in a box of its own, so that the page never does; the box can be reached by keyboard and is named.
    private void WriteTable(Table table)
    {
        if (_options.ForFeed) _html.Append("<table>");
        else
        {
            _html.Append("<div class=\"table\"");
            Id(table.Id);
            _html.Append(" role=\"region\" tabindex=\"0\" aria-label=\"");
            HtmlText.Encode(_html, table.Caption is { Length: > 0 } named ? Inlines.PlainText(named) : _options.Words["table"]);
            _html.Append("\"><table>");
        }
        if (table.Caption is { Length: > 0 } caption)
        {
            _html.Append("<caption>");
            Line(caption);
            _html.Append("</caption>");
        }
        _html.Append('\n');
        // The rows of the head stand first; a head row among the others is a row of header cells.
        var head = 0;
        while (head < table.Rows.Count && table.Rows[head].Head) head++;
        WriteRows("thead", table.Rows, 0, head);
        WriteRows("tbody", table.Rows, head, table.Rows.Count);
        _html.Append(_options.ForFeed ? "</table>\n" : "</table></div>\n");
    }

    private void WriteRows(string group, IReadOnlyList<TableRow> rows, int from, int to)
    {
        if (from == to) return;
        _html.Append('<').Append(group).Append(">\n");
        for (var i = from; i < to; i++)
        {
            var row = rows[i];
            _html.Append("<tr>");
            foreach (var cell in row.Cells) WriteCell(cell, row.Head, mostRows: to - i);
            _html.Append("</tr>\n");
        }
        _html.Append("</").Append(group).Append(">\n");
    }

    private void WriteCell(TableCell cell, bool headRow, int mostRows)
    {
        // An empty header names nothing.
        var header = (cell.Header || headRow) && cell.Blocks.Count > 0;
        _html.Append(header ? "<th" : "<td");
        if (header) _html.Append(headRow ? cell.ColumnSpan > 1 ? " scope=\"colgroup\"" : " scope=\"col\"" : " scope=\"row\"");
        if (cell.ColumnSpan > 1) _html.Append(" colspan=\"").Append(cell.ColumnSpan).Append('"');
        // A cell cannot reach out of its group of rows.
        var rows = Math.Min(cell.RowSpan, mostRows);
        if (rows > 1) _html.Append(" rowspan=\"").Append(rows).Append('"');
        if (cell.Align != CellAlign.Start && !_options.ForFeed) _html.Append(cell.Align == CellAlign.End ? " class=\"end\"" : " class=\"center\"");
        _html.Append('>');
        Tight(cell.Blocks);
        _html.Append(header ? "</th>" : "</td>");
    }
}

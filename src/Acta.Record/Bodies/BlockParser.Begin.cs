using System.Globalization;

namespace Acta.Record.Bodies;

internal sealed partial class BlockParser
{
    // The block that begins here, or null where none does.
    private BlockNode? Begin(BlockNode container)
    {
        if (IsBlank) return null;
        if (IsIndented)
        {
            if (_tip is { Kind: BlockKind.Paragraph, IsOpen: true }) return null;
            Skip(4, columns: true);
            return Add(container, BlockKind.IndentedCode);
        }
        var c = At(_next);
        var nests = container.Depth < MaxDepth;
        return c switch
        {
            '>' when nests => Quote(container),
            '#' => AtxHeading(container),
            '`' or '~' => Code(container),
            '=' => SetextHeading(container),
            '-' or '*' or '_' or '+' => (c == '-' ? SetextHeading(container) : null) ?? Rule(container) ?? (nests && c != '_' ? Item(container) : null),
            >= '0' and <= '9' when nests => Item(container),
            ':' when nests => Fence(container) ?? Detail(container),
            '[' when nests => FootnoteText(container),
            '|' when nests => RowOrCell(container),
            _ => null,
        };
    }

    private BlockNode Quote(BlockNode container)
    {
        SkipToNext();
        Skip(1, columns: false);
        if (At(_offset) is ' ' or '\t') Skip(1, columns: true);
        return Add(container, BlockKind.Quote);
    }

    private BlockNode? AtxHeading(BlockNode container)
    {
        var rest = Rest;
        var level = rest.IndexOfAnyExcept('#');
        if (level < 0) level = rest.Length;
        if (level > 6 || (level < rest.Length && rest[level] is not (' ' or '\t'))) return null;
        var text = rest[level..].Trim(" \t");
        // Closing marks, which must stand apart.
        var end = text.TrimEnd('#');
        if (end.Length == 0 || end[^1] is ' ' or '\t') text = end.TrimEnd(" \t");
        var heading = Add(container, BlockKind.Heading);
        heading.Number = level;
        heading.Lines.Add(text.ToString());
        return heading;
    }

    private BlockNode? SetextHeading(BlockNode container)
    {
        if (container.Kind != BlockKind.Paragraph || !container.IsOpen) return null;
        var line = Rest.TrimEnd(" \t");
        if (line.IndexOfAnyExcept(line[0]) >= 0) return null;
        // Lines that only define links are no heading.
        if (LinkDefinitions.Take(container.Lines, null) == container.Lines.Count) return null;
        container.Kind = BlockKind.Heading;
        (container.Marker, container.Number) = (line[0], line[0] == '=' ? 1 : 2);
        CloseUnmatched();
        Close(container);
        return container;
    }

    private BlockNode? Rule(BlockNode container)
    {
        var line = Rest;
        var marks = 0;
        foreach (var c in line)
        {
            if (c == line[0] && c != '+') marks++;
            else if (c is not (' ' or '\t')) return null;
        }
        return marks >= 3 ? Add(container, BlockKind.Rule) : null;
    }

    private BlockNode? Code(BlockNode container)
    {
        var rest = Rest;
        var length = rest.IndexOfAnyExcept(rest[0]);
        if (length < 0) length = rest.Length;
        if (length < 3) return null;
        var info = rest[length..].Trim(" \t");
        if (rest[0] == '`' && info.Contains('`')) return null;
        var word = info.IndexOfAny(' ', '\t');
        var code = Add(container, BlockKind.FencedCode);
        (code.Marker, code.Number, code.Indent) = (_line[_next], length, Indent);
        code.Word = Addresses.Unescape((word < 0 ? info : info[..word]).ToString());
        return code;
    }

    private BlockNode? Item(BlockNode container)
    {
        var rest = Rest;
        int width, number = 0;
        if (rest[0] is '-' or '+' or '*') width = 1;
        else
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9 || rest[digits] is not ('.' or ')')) return null;
            number = int.Parse(rest[..digits], CultureInfo.InvariantCulture);
            width = digits + 1;
        }
        var marker = rest[width - 1];
        if (width < rest.Length && rest[width] is not (' ' or '\t')) return null;
        // What interrupts a paragraph begins with 1, and is not empty.
        if (container.Kind == BlockKind.Paragraph && ((width > 1 && number != 1) || rest[width..].Trim(" \t").IsEmpty)) return null;
        var before = Indent;
        SkipToNext();
        Skip(width, columns: true);
        var padding = Padding();
        var list = container.Kind == BlockKind.List && container.Marker == marker ? container : null;
        if (list is null)
        {
            list = Add(container, BlockKind.List);
            (list.Marker, list.Number) = (marker, number);
        }
        var item = Add(list, BlockKind.Item);
        item.Indent = before + width + padding;
        return item;
    }

    // The columns between a marker and its content: one where none or more than four stand there.
    private int Padding()
    {
        var startColumn = _column;
        var (offset, column, tab) = (_offset, _column, _tabPartlyUsed);
        do Skip(1, columns: true);
        while (_column - startColumn < 5 && At(_offset) is ' ' or '\t');
        var columns = _column - startColumn;
        var blank = _offset >= _line.Length;
        if (columns is >= 1 and < 5 && !blank) return columns;
        (_offset, _column, _tabPartlyUsed) = (offset, column, tab);
        if (At(_offset) is ' ' or '\t') Skip(1, columns: true);
        FindNext();
        return 1;
    }

    private BlockNode? Detail(BlockNode container)
    {
        var rest = Rest;
        if (rest.Length > 1 && rest[1] is not (' ' or '\t')) return null;
        BlockNode definitions;
        if (container.Kind == BlockKind.Definitions) definitions = container;
        else if (container is { Kind: BlockKind.Paragraph, IsOpen: true })
        {
            // The paragraph turns out to be terms.
            CloseUnmatched();
            Close(container);
            var parent = container.Parent!;
            parent.Children.RemoveAt(parent.Children.Count - 1);
            definitions = Add(parent, BlockKind.Definitions);
            definitions.Lines.AddRange(container.Lines);
        }
        else return null;
        var before = Indent;
        SkipToNext();
        Skip(1, columns: true);
        var padding = Padding();
        var detail = Add(definitions, BlockKind.Detail);
        detail.Indent = before + 1 + padding;
        return detail;
    }

    private BlockNode? FootnoteText(BlockNode container)
    {
        if (container.Kind == BlockKind.Paragraph) return null;
        var rest = Rest;
        var end = rest.IndexOf("]:", StringComparison.Ordinal);
        if (end < 3 || rest[1] != '^' || !InlineParser.IsLabel(rest[2..end])) return null;
        var label = rest[2..end].ToString();
        SkipToNext();
        Skip(end + 2, columns: false);
        while (At(_offset) is ' ' or '\t') Skip(1, columns: true);
        var note = Add(container, BlockKind.Footnote);
        (note.Word, note.Indent) = (label, 4);
        return note;
    }

    private BlockNode? Fence(BlockNode container)
    {
        var rest = Rest;
        var colons = rest.IndexOfAnyExcept(':');
        if (colons < 3) return null;
        var words = rest[colons..].Trim(" \t");
        var space = words.IndexOfAny(' ', '\t');
        var word = (space < 0 ? words : words[..space]).ToString();
        if (!FenceWords.All.Contains(word)) return null;
        var fence = Add(container, FenceWords.HoldFacts.Contains(word) ? BlockKind.Facts : BlockKind.Fence);
        fence.Number = colons;
        fence.Word = word;
        fence.Argument = space < 0 ? "" : words[(space + 1)..].Trim(" \t").ToString();
        fence.InHead = word is "video" or "audio";
        // Nothing else stands on this line.
        (_offset, _next) = (_line.Length, _line.Length);
        return fence;
    }

    // In a ::: table: ||| begins a row, || a cell.
    private BlockNode? RowOrCell(BlockNode container)
    {
        var row = container.Kind == BlockKind.Row ? container : null;
        var table = row?.Parent ?? container;
        if (table is not { Kind: BlockKind.Fence, Word: "table" }) return null;
        var rest = Rest;
        if (rest.StartsWith("|||", StringComparison.Ordinal))
        {
            var flags = rest[3..].Trim(" \t");
            if (flags is not ("" or "head")) return null;
            if (row is not null)
            {
                CloseUnmatched();
                while (_tip != table) Close(_tip);
            }
            var begun = Add(table, BlockKind.Row);
            begun.Argument = flags.ToString();
            (_offset, _next) = (_line.Length, _line.Length);
            return begun;
        }
        if (!rest.StartsWith("||", StringComparison.Ordinal) || (rest.Length > 2 && rest[2] is not (' ' or '\t'))) return null;
        row ??= Add(table, BlockKind.Row);
        var before = Indent;
        var facts = rest[2..].TrimStart(" \t");
        var end = facts.StartsWith('{') ? facts.IndexOf('}') : -1;
        var argument = end > 0 && CellFacts.TryRead(facts[1..end], out _) ? facts[1..end].ToString() : null;
        SkipToNext();
        Skip(2, columns: true);
        if (At(_offset) is ' ' or '\t') Skip(1, columns: true);
        if (argument is not null)
        {
            FindNext();
            SkipToNext();
            Skip(end + 1, columns: false);
            if (At(_offset) is ' ' or '\t') Skip(1, columns: true);
        }
        var cell = Add(row, BlockKind.Cell);
        (cell.Indent, cell.Argument) = (before + 3, argument ?? "");
        return cell;
    }
}

/// <summary>The words after <c>:::</c>.</summary>
internal static class FenceWords
{
    public static readonly HashSet<string> HoldFacts = new(StringComparer.Ordinal) { "image", "gallery", "attachment", "json" };

    public static readonly HashSet<string> All = new(HoldFacts, StringComparer.Ordinal) { "question", "answer", "quote", "table", "video", "audio" };
}

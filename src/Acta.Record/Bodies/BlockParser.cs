namespace Acta.Record.Bodies;

/// <summary>
/// Reads the block structure of Markdown line by line, in the manner of CommonMark 0.31's appendix "A parsing strategy":
/// first the open blocks that a line continues, then those it begins, then its text. Containers nest so deep and no deeper,
/// so that a line costs a bounded number of steps.
/// </summary>
internal sealed partial class BlockParser
{
    /// <summary>How deep containers nest; what would stand deeper is text of the last.</summary>
    public const int MaxDepth = 24;

    private readonly BlockNode _document = new(BlockKind.Document, null);
    private BlockNode _tip;
    private BlockNode _matched;
    private string _line = "";
    private int _offset;
    private int _column;
    private bool _tabPartlyUsed;
    private int _next;
    private int _nextColumn;

    private BlockParser() => _tip = _matched = _document;

    private int Indent => _nextColumn - _column;

    private bool IsBlank => _next >= _line.Length;

    private bool IsIndented => Indent >= 4;

    private char At(int position) => position < _line.Length ? _line[position] : '\0';

    private ReadOnlySpan<char> Rest => _line.AsSpan(Math.Min(_next, _line.Length));

    /// <summary>The tree of blocks that the text holds.</summary>
    public static BlockNode Parse(string text)
    {
        var parser = new BlockParser();
        for (var at = 0; at <= text.Length;)
        {
            var end = text.AsSpan(at).IndexOfAny('\n', '\r');
            if (end < 0) end = text.Length - at;
            parser.Take(text.Substring(at, end));
            at += end + 1;
            if (at < text.Length && text[at - 1] == '\r' && text[at] == '\n') at++;
        }
        return parser._document;
    }

    private void Take(string line)
    {
        (_line, _offset, _column, _tabPartlyUsed) = (line, 0, 0, false);
        var container = _document;
        while (container.Children is [.., { IsOpen: true } last])
        {
            FindNext();
            var continues = Continues(last);
            if (continues == Continued.Done) return;
            if (continues == Continued.No) break;
            container = last;
        }
        _matched = container;
        var begunSomething = false;
        if (container.HoldsBlocks || container.Kind == BlockKind.Paragraph)
        {
            while (true)
            {
                FindNext();
                if (!begunSomething && Closes(container)) return;
                if (Begin(container) is not { } begun) break;
                begunSomething = true;
                container = begun;
                if (!container.HoldsBlocks) break;
            }
        }
        if (container.Kind is BlockKind.Rule or BlockKind.Heading && begunSomething) return;
        FindNext();
        // A paragraph goes on in a line that continues none of the containers around it (lazy continuation).
        if (!begunSomething && _tip != container && !IsBlank && _tip.Kind == BlockKind.Paragraph && _tip.IsOpen)
        {
            AddText(_tip);
            return;
        }
        CloseUnmatched();
        switch (container.Kind)
        {
            case BlockKind.FencedCode when begunSomething: break;
            case BlockKind.FencedCode or BlockKind.IndentedCode: AddLine(container); break;
            case BlockKind.Facts when !begunSomething: container.Lines.Add(_line[Math.Min(_offset, _line.Length)..]); break;
            case BlockKind.Facts: break;
            case BlockKind.Paragraph: AddText(container); break;
            default:
                if (!IsBlank) AddText(Add(container, BlockKind.Paragraph));
                break;
        }
    }

    private enum Continued { Yes, No, Done }

    private Continued Continues(BlockNode node)
    {
        switch (node.Kind)
        {
            case BlockKind.Quote:
                if (IsIndented || At(_next) != '>') return Continued.No;
                SkipToNext();
                Skip(1, columns: false);
                if (At(_offset) is ' ' or '\t') Skip(1, columns: true);
                return Continued.Yes;
            case BlockKind.Item or BlockKind.Detail or BlockKind.Cell or BlockKind.Footnote:
                if (IsBlank)
                {
                    if (node.Children.Count == 0) return Continued.No;
                    // White space beyond the indent may be a line of code.
                    Skip(Math.Min(Indent, node.Indent), columns: true);
                    return Continued.Yes;
                }
                if (Indent < node.Indent) return Continued.No;
                Skip(node.Indent, columns: true);
                return Continued.Yes;
            case BlockKind.Fence:
                return node.InHead && TakeFact(node) ? Continued.Done : Continued.Yes;
            case BlockKind.Facts:
                if (ClosingColons() is var colons && colons >= node.Number)
                {
                    Close(node);
                    return Continued.Done;
                }
                return Continued.Yes;
            case BlockKind.FencedCode:
                if (!IsIndented && IsClosingFence(node))
                {
                    Close(node);
                    return Continued.Done;
                }
                for (var i = 0; i < node.Indent && At(_offset) is ' ' or '\t'; i++) Skip(1, columns: true);
                return Continued.Yes;
            case BlockKind.IndentedCode:
                if (IsIndented) Skip(4, columns: true);
                else if (IsBlank) SkipToNext();
                else return Continued.No;
                return Continued.Yes;
            case BlockKind.Paragraph: return IsBlank ? Continued.No : Continued.Yes;
            case BlockKind.Heading or BlockKind.Rule: return Continued.No;
            // A row ends where the next begins; what stands in it is in cells.
            default: return Continued.Yes;
        }
    }

    // "url: …" and the like, straight under the opening line of a recording.
    private bool TakeFact(BlockNode node)
    {
        if (!IsBlank && Facts.IsFact(Rest))
        {
            node.Lines.Add(Rest.ToString());
            return true;
        }
        node.InHead = false;
        return false;
    }

    // A line of colons alone closes the block with as many, else the innermost with fewer, and all that is in it.
    private bool Closes(BlockNode container)
    {
        var colons = ClosingColons();
        if (colons == 0) return false;
        BlockNode? target = null;
        for (var node = container; node is not null && !node.IsIndenting; node = node.Parent)
        {
            if (node.Kind != BlockKind.Fence || node.Number > colons) continue;
            target ??= node;
            if (node.Number != colons) continue;
            target = node;
            break;
        }
        if (target is null) return false;
        CloseUnmatched();
        while (_tip != target.Parent) Close(_tip);
        return true;
    }

    private int ClosingColons()
    {
        if (IsIndented || At(_next) != ':') return 0;
        var line = Rest.TrimEnd(" \t");
        return line.Length >= 3 && line.IndexOfAnyExcept(':') < 0 ? line.Length : 0;
    }

    private bool IsClosingFence(BlockNode node)
    {
        var line = Rest.TrimEnd(" \t");
        return line.Length >= node.Number && line.IndexOfAnyExcept(node.Marker) < 0;
    }

    private void AddText(BlockNode paragraph)
    {
        SkipToNext();
        paragraph.Lines.Add(_line[_offset..]);
    }

    private void AddLine(BlockNode code)
    {
        var lead = "";
        if (_tabPartlyUsed)
        {
            _offset++;
            lead = new string(' ', 4 - (_column % 4));
        }
        code.Lines.Add(lead + (_offset < _line.Length ? _line[_offset..] : ""));
    }

    private BlockNode Add(BlockNode parent, BlockKind kind)
    {
        CloseUnmatched();
        while (!CanHold(parent.Kind, kind))
        {
            Close(parent);
            parent = parent.Parent!;
        }
        // Whatever was still open in it ends here.
        while (_tip != parent) Close(_tip);
        var node = new BlockNode(kind, parent);
        parent.Children.Add(node);
        _tip = _matched = node;
        return node;
    }

    private static bool CanHold(BlockKind parent, BlockKind child) => parent switch
    {
        BlockKind.List => child == BlockKind.Item,
        BlockKind.Definitions => child == BlockKind.Detail,
        BlockKind.Row => child == BlockKind.Cell,
        BlockKind.Paragraph or BlockKind.Heading or BlockKind.Rule or BlockKind.FencedCode or BlockKind.IndentedCode or BlockKind.Facts => false,
        _ => child is not (BlockKind.Item or BlockKind.Detail or BlockKind.Cell),
    };

    private void CloseUnmatched()
    {
        while (_tip != _matched) Close(_tip);
    }

    private void Close(BlockNode node)
    {
        node.IsOpen = false;
        if (node == _tip) _tip = node.Parent!;
        if (node == _matched) _matched = node.Parent!;
    }

    private void FindNext()
    {
        (_next, _nextColumn) = (_offset, _column);
        for (; _next < _line.Length; _next++)
        {
            if (_line[_next] == ' ') _nextColumn++;
            else if (_line[_next] == '\t') _nextColumn += 4 - (_nextColumn % 4);
            else return;
        }
    }

    private void SkipToNext() => (_offset, _column, _tabPartlyUsed) = (_next, _nextColumn, false);

    private void Skip(int count, bool columns)
    {
        while (count > 0 && _offset < _line.Length)
        {
            if (_line[_offset] != '\t')
            {
                _tabPartlyUsed = false;
                _offset++;
                _column++;
                count--;
                continue;
            }
            var toStop = 4 - (_column % 4);
            if (!columns)
            {
                _tabPartlyUsed = false;
                _column += toStop;
                _offset++;
                count--;
                continue;
            }
            _tabPartlyUsed = toStop > count;
            var step = Math.Min(count, toStop);
            _column += step;
            if (!_tabPartlyUsed) _offset++;
            count -= step;
        }
        FindNext();
    }
}

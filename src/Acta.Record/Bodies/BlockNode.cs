namespace Acta.Record.Bodies;

/// <summary>What a piece of Markdown turns out to be while its lines are read.</summary>
internal enum BlockKind
{
    Document, Quote, List, Item, Definitions, Detail, Footnote, Fence, Row, Cell,
    Paragraph, Heading, Rule, FencedCode, IndentedCode, Facts,
}

/// <summary>A block on its way from lines to a <see cref="Block"/>.</summary>
internal sealed class BlockNode(BlockKind kind, BlockNode? parent)
{
    public BlockKind Kind { get; set; } = kind;

    public BlockNode? Parent { get; } = parent;

    /// <summary>How many containers stand around what is in it.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + (kind is BlockKind.List or BlockKind.Definitions or BlockKind.Row ? 0 : 1);

    public List<BlockNode> Children { get; } = [];

    public List<string> Lines { get; } = [];

    public bool IsOpen { get; set; } = true;

    /// <summary>Columns that its continued lines are indented by: items, details, cells, fenced code.</summary>
    public int Indent { get; set; }

    /// <summary>The marker of a list, or the character of a code fence.</summary>
    public char Marker { get; set; }

    /// <summary>The first number of a list, the level of a heading, the length of a fence.</summary>
    public int Number { get; set; }

    /// <summary>The word of a <c>:::</c> block; the label of a footnote; the language of code.</summary>
    public string Word { get; set; } = "";

    /// <summary>What follows the word; the facts of a cell.</summary>
    public string Argument { get; set; } = "";

    /// <summary>Whether the facts at the head of a recording may still go on.</summary>
    public bool InHead { get; set; }

    /// <summary>Whether the lines in it begin with something of its own: a mark, or columns.</summary>
    public bool IsIndenting => Kind is BlockKind.Quote or BlockKind.Item or BlockKind.Detail or BlockKind.Cell or BlockKind.Footnote;

    public bool HoldsBlocks => Kind is not (BlockKind.Paragraph or BlockKind.Heading or BlockKind.Rule or BlockKind.FencedCode or BlockKind.IndentedCode or BlockKind.Facts);
}

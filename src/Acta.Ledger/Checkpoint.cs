using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Acta.Ledger;

/// <summary>
/// What a log signs: its origin, the number of its entries and the root of their tree (C2SP tlog-checkpoint). It says
/// nothing of time: two checkpoints of the same size are the same text.
/// </summary>
/// <param name="Origin">The name of the log: a URL prefix without its scheme, such as <c>example.org/log</c>.</param>
/// <param name="Size">The number of entries, 0 or more.</param>
/// <param name="Root">The root of the tree over them (RFC 6962 §2.1).</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    /// <summary>The text of the note: three lines, each with its newline.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");

    /// <summary>
    /// Reads the text of a checkpoint. Extension lines are refused: no monitor can audit them, and this log writes none.
    /// </summary>
    /// <param name="text">Foreign text: that of a note, without its signatures.</param>
    /// <param name="checkpoint">The checkpoint, when true is returned; its <see cref="Text"/> equals <paramref name="text"/>.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint, [NotNullWhen(false)] out string? reason)
    {
        checkpoint = null;
        reason = null;
        var lines = text.Split('\n');
        if (lines.Length != 4 || lines[3].Length != 0) reason = "A checkpoint has exactly three lines: origin, size and root.";
        else if (lines[0].Length == 0) reason = "The checkpoint's origin is empty.";
        else if (!StrictDecimal.TryParse(lines[1], out var size)) reason = "The checkpoint's size is not a decimal number without leading zeros.";
        else if (!Hash.TryParse(lines[2], out var root)) reason = "The checkpoint's root is not a SHA-256 hash in Base64.";
        else if (size == 0 && root != Hash.Empty) reason = "The checkpoint says the log is empty, but its root is not the empty tree's.";
        else checkpoint = new Checkpoint(lines[0], size, root);
        return checkpoint is not null;
    }

    /// <summary>The origin and size, for messages.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Origin} at {Size} entries");
}

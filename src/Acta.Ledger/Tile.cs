using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Acta.Ledger;

/// <summary>
/// The coordinate of a tile: its level, its index within the level, and its width in hashes, 1 to 256; or the same for a
/// bundle of entries, which stands beside the tile of level 0 with the same index and width (C2SP tlog-tiles, “Merkle Tree”
/// and “Log entries”). A tile narrower than 256 is partial: the right edge of a tree of some size.
/// </summary>
public readonly record struct Tile
{
    /// <summary>The width of a full tile: 256 hashes, 8,192 bytes.</summary>
    public const int FullWidth = 256;

    /// <summary>The highest level a path may name (C2SP tlog-tiles). A tree of fewer than 2^63 entries ends at level 7.</summary>
    public const int MaxLevel = 63;

    private const int EntriesLevel = -1;

    private Tile(int level, long index, int width)
    {
        Level = level;
        Index = index;
        Width = width;
    }

    /// <summary>0 for leaf hashes, n for hashes of full tiles of level n − 1; −1 for a bundle of entries.</summary>
    public int Level { get; }

    /// <summary>The position within the level, from 0.</summary>
    public long Index { get; }

    /// <summary>The number of hashes or entries, 1 to 256.</summary>
    public int Width { get; }

    /// <summary>True for a bundle of entries, false for a tile of hashes.</summary>
    public bool IsEntries => Level == EntriesLevel;

    /// <summary>True when narrower than 256.</summary>
    public bool IsPartial => Width < FullWidth;

    /// <summary>A tile of hashes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A level outside 0–63, a negative index, or a width outside 1–256.</exception>
    public static Tile Hashes(int level, long index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        return Checked(level, index, width);
    }

    /// <summary>A bundle of entries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative index, or a width outside 1–256.</exception>
    public static Tile Entries(long index, int width = FullWidth) => Checked(EntriesLevel, index, width);

    private static Tile Checked(int level, long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        return new Tile(level, index, width);
    }

    /// <summary>How many hashes a whole level holds in a tree of <paramref name="size"/> entries: floor(size / 256^level).</summary>
    public static long HashesAt(int level, long size) => level > 7 ? 0 : size >> (8 * level);

    /// <summary>How wide the tile at this place is in a tree of <paramref name="size"/> entries: 0 (there is none) to 256.</summary>
    public static int WidthAt(int level, long index, long size) =>
        (int)Math.Clamp(HashesAt(level, size) - StartOf(index), 0, FullWidth);

    /// <summary>
    /// True when a tree of <paramref name="size"/> entries holds all of this tile, so that a server may answer with it:
    /// full tiles of the tree, and every partial one that belonged to this or a smaller size.
    /// </summary>
    public bool IsWithin(long size) => WidthAt(IsEntries ? 0 : Level, Index, size) >= Width;

    /// <summary>The bytes of this tile, cut from those stored for its place, which a grown tree may have widened.</summary>
    /// <returns>False when fewer are stored.</returns>
    /// <exception cref="InvalidOperationException">This is a bundle: its entries have no fixed width.</exception>
    public bool TryCut(ReadOnlyMemory<byte> stored, out ReadOnlyMemory<byte> bytes)
    {
        if (IsEntries) throw new InvalidOperationException("A bundle of entries can't be cut by width.");
        var enough = stored.Length >= Width * Hash.Size;
        bytes = enough ? stored[..(Width * Hash.Size)] : default;
        return enough;
    }

    /// <summary>The path below the log's prefix, such as <c>tile/0/x001/x234/067.p/12</c> or <c>tile/entries/000</c> (C2SP tlog-tiles, “Merkle Tree”).</summary>
    public string Path
    {
        get
        {
            var index = Index.ToString("000", CultureInfo.InvariantCulture);
            index = index.PadLeft((index.Length + 2) / 3 * 3, '0');
            var groups = "";
            for (var i = 0; i < index.Length - 3; i += 3) groups += $"x{index.AsSpan(i, 3)}/";
            var level = IsEntries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
            var partial = IsPartial ? string.Create(CultureInfo.InvariantCulture, $".p/{Width}") : "";
            return $"tile/{level}/{groups}{index.AsSpan(index.Length - 3)}{partial}";
        }
    }

    /// <summary>Reads a path below the log's prefix. Only the one canonical spelling of a tile is taken.</summary>
    /// <param name="path">Foreign text, without a leading slash: <c>tile/…</c>.</param>
    /// <param name="tile">The tile, when true is returned.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public static bool TryParse([NotNullWhen(true)] string? path, out Tile tile, [NotNullWhen(false)] out string? reason)
    {
        tile = default;
        reason = "That is not the path of a tile, such as tile/0/x001/234 or tile/entries/007.p/12.";
        if (path is null || path.Length > 64 || !path.StartsWith("tile/", StringComparison.Ordinal)) return false;

        var rest = path.AsSpan(5);
        var slash = rest.IndexOf('/');
        if (slash < 0) return false;
        long level = EntriesLevel;
        if (!rest[..slash].SequenceEqual("entries") && !(StrictDecimal.TryParse(rest[..slash], out level) && level <= MaxLevel)) return false;
        rest = rest[(slash + 1)..];

        long width = FullWidth;
        var partial = rest.IndexOf(".p/", StringComparison.Ordinal);
        if (partial >= 0)
        {
            if (!StrictDecimal.TryParse(rest[(partial + 3)..], out width) || width is < 1 or >= FullWidth) return false;
            rest = rest[..partial];
        }

        // Whatever digits stand there, the path made from their number must be the one that was asked for.
        Span<char> digits = stackalloc char[64];
        var count = 0;
        foreach (var c in rest)
        {
            if (char.IsAsciiDigit(c)) digits[count++] = c;
        }
        if (!long.TryParse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return false;
        var found = new Tile((int)level, index, (int)width);
        if (found.Path != path) return false;
        tile = found;
        reason = null;
        return true;
    }

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    /// <summary>The index of a tile's first hash within its level, or the largest number where that would not fit: no tree reaches it.</summary>
    private static long StartOf(long index) => index > long.MaxValue / FullWidth ? long.MaxValue : index * FullWidth;
}

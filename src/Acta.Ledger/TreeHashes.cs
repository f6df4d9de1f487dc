using System.Numerics;

namespace Acta.Ledger;

/// <summary>
/// The hashes of one tree of a fixed size, read from its tiles, each tile once, and each complete subtree hashed once. A
/// tile that is missing or too short is a broken log.
/// </summary>
internal sealed class TreeHashes(ITileSource source, long size)
{
    private readonly Dictionary<(int Level, long Index), byte[]> _tiles = [];
    private readonly Dictionary<(int Height, long From), Hash> _subtrees = [];

    /// <summary>The tree that an older one has grown into: the complete subtrees it knows stay what they are.</summary>
    public TreeHashes(ITileSource source, long size, TreeHashes older) : this(source, size) => _subtrees = new(older._subtrees);

    public long Size => size;

    /// <summary>The hashes of a tile, exactly as many as a tree of this size has there.</summary>
    public ReadOnlySpan<Hash> Tile(int level, long index)
    {
        var width = Ledger.Tile.WidthAt(level, index, size);
        if (!_tiles.TryGetValue((level, index), out var bytes))
        {
            bytes = source.ReadTile(level, index);
            if (bytes is null || bytes.Length < width * Hash.Size || bytes.Length % Hash.Size != 0)
            {
                var found = bytes is null ? "nothing" : $"{bytes.Length} bytes";
                throw new BrokenLogException($"{Ledger.Tile.Hashes(level, index, width)}: expected {width * Hash.Size} bytes, found {found}.");
            }
            _tiles[(level, index)] = bytes;
        }
        return Hash.In(bytes)[..width];
    }

    /// <summary>The root of the leaves [from, to): MTH(D[from:to]), where from is a multiple of the largest power of two below the length (RFC 6962 §2.1).</summary>
    public Hash Range(long from, long to)
    {
        var length = to - from;
        if (length == 0) return Hash.Empty;
        if (BitOperations.IsPow2(length)) return Subtree(BitOperations.Log2((ulong)length), from);
        var middle = from + Tree.SplitOf(length);
        return Hash.Node(Range(from, middle), Range(middle, to));
    }

    public Hash Root() => Range(0, size);

    /// <summary>A complete subtree: a run of 1, 2, 4 … 128 hashes within one tile, eight heights to a tile.</summary>
    private Hash Subtree(int height, long from)
    {
        if (_subtrees.TryGetValue((height, from), out var known)) return known;
        var level = height / 8;
        var first = from >> (8 * level);
        var hashes = Tile(level, first / Ledger.Tile.FullWidth).Slice((int)(first % Ledger.Tile.FullWidth), 1 << (height % 8));
        return _subtrees[(height, from)] = Tree.Subtree(hashes);
    }
}

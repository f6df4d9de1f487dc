namespace Acta.Ledger;

/// <summary>
/// Tiles that lead up to a known root: partial ones are folded into it, a full one hashes to its place in the tile above.
/// So whoever trusts the root can trust each tile, without trusting where it came from.
/// </summary>
internal sealed class TrustedTiles : ITileSource
{
    private readonly ITileSource _source;
    private readonly long _size;
    private readonly TreeHashes _edge;
    private readonly Dictionary<(int Level, long Index), byte[]> _above = [];
    private (long Index, byte[] Bytes)? _lastLeaves;

    /// <exception cref="BrokenLogException">The tiles of the right edge do not make this root.</exception>
    public TrustedTiles(ITileSource source, long size, Hash root)
    {
        _source = source;
        _size = size;
        _edge = new TreeHashes(source, size);
        var found = _edge.Root();
        if (found != root) throw new BrokenLogException($"The tiles of the first {size} entries have the root {found}; the signed one is {root}.");
    }

    /// <summary>The tile, exactly as wide as the tree has it; null where it has none.</summary>
    /// <exception cref="BrokenLogException">The tile is missing, or does not belong to the tree.</exception>
    public byte[]? ReadTile(int level, long index)
    {
        var width = Tile.WidthAt(level, index, _size);
        if (width == 0) return null;
        if (width < Tile.FullWidth) return System.Runtime.InteropServices.MemoryMarshal.AsBytes(_edge.Tile(level, index)).ToArray();
        if (level == 0 && _lastLeaves is { } last && last.Index == index) return last.Bytes;
        if (_above.TryGetValue((level, index), out var bytes)) return bytes;

        var tile = Tile.Hashes(level, index);
        bytes = _source.ReadTile(level, index);
        if (bytes is null || bytes.Length != Tile.FullWidth * Hash.Size)
        {
            throw new BrokenLogException($"{tile}: expected {Tile.FullWidth * Hash.Size} bytes, found {(bytes is null ? "nothing" : $"{bytes.Length} bytes")}.");
        }
        // The level above has a place for each full tile below, so this ends at a partial tile of the edge.
        var expected = Hash.In(ReadTile(level + 1, index / Tile.FullWidth)!)[(int)(index % Tile.FullWidth)];
        var found = Tree.Subtree(Hash.In(bytes));
        if (found != expected) throw new BrokenLogException($"{tile}: expected a tile of the root {expected}, found one of {found}.");

        // A whole log's leaf tiles can be large and are read in order: one is kept. Those above are a 256th of them.
        if (level == 0) _lastLeaves = (index, bytes);
        else _above[(level, index)] = bytes;
        return bytes;
    }
}

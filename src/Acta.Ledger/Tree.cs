using System.Numerics;
using System.Runtime.InteropServices;

namespace Acta.Ledger;

/// <summary>The Merkle tree over a log's entries (RFC 6962 §2.1), kept as tiles (C2SP tlog-tiles).</summary>
public static class Tree
{
    /// <summary>The root of a tree whose leaf hashes are all at hand.</summary>
    /// <param name="leaves">Hashes made by <see cref="Hash.Leaf"/>, in order; none gives <see cref="Hash.Empty"/>.</param>
    public static Hash Root(ReadOnlySpan<Hash> leaves)
    {
        if (leaves.IsEmpty) return Hash.Empty;
        if (leaves.Length == 1) return leaves[0];
        var left = (int)SplitOf(leaves.Length);
        return Hash.Node(Root(leaves[..left]), Root(leaves[left..]));
    }

    /// <summary>The root of a tree of <paramref name="size"/> entries, from the tiles at its right edge, at most one per level.</summary>
    /// <param name="tiles">A source that may hold a larger tree: one root follows from any prefix of a log.</param>
    /// <param name="size">The number of entries, 0 or more.</param>
    /// <exception cref="BrokenLogException">A tile of the edge is missing or too short.</exception>
    public static Hash Root(ITileSource tiles, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new TreeHashes(tiles, size).Root();
    }

    /// <summary>Adds leaves to a tree. Nothing is written: the caller stores what is returned.</summary>
    /// <param name="tiles">The tree as it stands; only partial tiles at its right edge are read.</param>
    /// <param name="size">How many leaves it has, 0 or more.</param>
    /// <param name="leaves">The hashes to add, in order.</param>
    /// <returns>The new size and root, and every tile that changed or came to be, whole, from level 0 up and left to right.</returns>
    /// <exception cref="BrokenLogException">A tile of the edge is missing or too short.</exception>
    public static TreeGrowth Append(ITileSource tiles, long size, ReadOnlySpan<Hash> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return Append(tiles, new TreeHashes(tiles, size), leaves);
    }

    internal static TreeGrowth Append(ITileSource tiles, TreeHashes before, ReadOnlySpan<Hash> leaves)
    {
        var size = before.Size;
        var newSize = checked(size + leaves.Length);
        var changed = new List<TileBytes>();

        var added = leaves.ToArray();
        for (var level = 0; added.Length > 0; level++)
        {
            // A full tile's root is one more hash on the level above; a partial tile's never is.
            var above = new List<Hash>(added.Length / Tile.FullWidth + 1);
            var position = Tile.HashesAt(level, size);
            for (var rest = added.AsSpan(); rest.Length > 0;)
            {
                var index = position / Tile.FullWidth;
                var old = (int)(position % Tile.FullWidth);
                var more = Math.Min(Tile.FullWidth - old, rest.Length);

                var bytes = new byte[(old + more) * Hash.Size];
                if (old > 0) MemoryMarshal.AsBytes(before.Tile(level, index)).CopyTo(bytes);
                MemoryMarshal.AsBytes(rest[..more]).CopyTo(bytes.AsSpan(old * Hash.Size));
                changed.Add(new TileBytes(Tile.Hashes(level, index, old + more), bytes));
                if (old + more == Tile.FullWidth) above.Add(Subtree(Hash.In(bytes)));

                position += more;
                rest = rest[more..];
            }
            added = [.. above];
        }

        var after = new TreeHashes(new Overlay(tiles, changed), newSize, before);
        return new TreeGrowth(newSize, after.Root(), changed);
    }

    /// <summary>The root of a complete subtree: 1, 2, 4 … 256 hashes.</summary>
    internal static Hash Subtree(ReadOnlySpan<Hash> hashes)
    {
        if (hashes.Length == 1) return hashes[0];
        Span<Hash> row = stackalloc Hash[hashes.Length / 2];
        for (var i = 0; i < row.Length; i++) row[i] = Hash.Node(hashes[2 * i], hashes[2 * i + 1]);
        while (row.Length > 1)
        {
            for (var i = 0; i < row.Length / 2; i++) row[i] = Hash.Node(row[2 * i], row[2 * i + 1]);
            row = row[..(row.Length / 2)];
        }
        return row[0];
    }

    /// <summary>Where RFC 6962 splits a tree of n &gt; 1 leaves: the largest power of two smaller than n.</summary>
    internal static long SplitOf(long n) => 1L << BitOperations.Log2((ulong)(n - 1));

    /// <summary>The tree as it will be: the changed tiles over those that stay.</summary>
    private sealed class Overlay(ITileSource below, List<TileBytes> changed) : ITileSource
    {
        // The edge of the new tree lies in the last changed tile of each level or in tiles that did not change.
        public byte[]? ReadTile(int level, long index) =>
            changed.FindLast(tile => tile.Tile.Level == level && tile.Tile.Index == index)?.Bytes ?? below.ReadTile(level, index);
    }
}

/// <summary>What adding leaves to a tree gives.</summary>
/// <param name="Size">The number of leaves now.</param>
/// <param name="Root">The root now.</param>
/// <param name="Tiles">The tiles to store, whole, from level 0 up and left to right.</param>
public sealed record TreeGrowth(long Size, Hash Root, IReadOnlyList<TileBytes> Tiles);

/// <summary>A tile with its hashes.</summary>
/// <param name="Tile">Where it stands and how wide it is.</param>
/// <param name="Bytes">Its hashes: 32 bytes for each of its width.</param>
public sealed record TileBytes(Tile Tile, byte[] Bytes);

using System.Numerics;

namespace Acta.Ledger;

/// <summary>Proofs that an entry is in a tree, and that one tree is the beginning of another (RFC 6962 §2.1.1, §2.1.2).</summary>
public static class Proof
{
    /// <summary>The longest path there can be in a tree of fewer than 2^63 entries.</summary>
    public const int MaxLength = 63;

    /// <summary>Proves that an entry is in a tree.</summary>
    /// <param name="tiles">The tree's tiles, or those of a larger one it is the beginning of.</param>
    /// <param name="index">The entry, from 0, below <paramref name="size"/>.</param>
    /// <param name="size">The number of entries of the tree.</param>
    /// <returns>The sibling hashes from the leaf's to the root's child (RFC 6962 §2.1.1).</returns>
    /// <exception cref="BrokenLogException">A tile is missing or too short.</exception>
    public static Hash[] Inclusion(ITileSource tiles, long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var hashes = new TreeHashes(tiles, size);
        var path = new List<Hash>();
        Walk(0, size);
        return [.. path];

        void Walk(long from, long to)
        {
            if (to - from == 1) return;
            var middle = from + Tree.SplitOf(to - from);
            if (index < middle)
            {
                Walk(from, middle);
                path.Add(hashes.Range(middle, to));
            }
            else
            {
                Walk(middle, to);
                path.Add(hashes.Range(from, middle));
            }
        }
    }

    /// <summary>Checks that a leaf is at an index of the tree with this root (RFC 9162 §2.1.3.2).</summary>
    /// <param name="leaf">The leaf's hash, <see cref="Hash.Leaf"/> of the entry.</param>
    /// <param name="index">The entry's index.</param>
    /// <param name="size">The number of entries of the tree.</param>
    /// <param name="root">The root to be reached.</param>
    /// <param name="path">The proof.</param>
    /// <returns>False for any proof but the right one; never throws.</returns>
    public static bool VerifyInclusion(in Hash leaf, long index, long size, in Hash root, ReadOnlySpan<Hash> path)
    {
        if (index < 0 || index >= size) return false;
        var (node, last) = (index, size - 1);
        var hash = leaf;
        foreach (var sibling in path)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = Hash.Node(sibling, hash);
                Rise(ref node, ref last);
            }
            else hash = Hash.Node(hash, sibling);
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == root;
    }

    /// <summary>Proves that a tree is the beginning of a larger one.</summary>
    /// <param name="tiles">The larger tree's tiles.</param>
    /// <param name="oldSize">The number of entries of the older tree, 0 or more.</param>
    /// <param name="newSize">The number of entries of the newer tree, not smaller.</param>
    /// <returns>The proof (RFC 6962 §2.1.2); empty when the older tree is empty or the two are the same.</returns>
    /// <exception cref="BrokenLogException">A tile is missing or too short.</exception>
    public static Hash[] Consistency(ITileSource tiles, long oldSize, long newSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        if (oldSize == 0) return [];
        var hashes = new TreeHashes(tiles, newSize);
        var path = new List<Hash>();
        Walk(0, newSize, known: true);
        return [.. path];

        // "Known" is the RFC's b: the subtree is the whole old tree, whose root the verifier has.
        void Walk(long from, long to, bool known)
        {
            if (oldSize == to)
            {
                if (!known) path.Add(hashes.Range(from, to));
                return;
            }
            var middle = from + Tree.SplitOf(to - from);
            if (oldSize <= middle)
            {
                Walk(from, middle, known);
                path.Add(hashes.Range(middle, to));
            }
            else
            {
                Walk(middle, to, known: false);
                path.Add(hashes.Range(from, middle));
            }
        }
    }

    /// <summary>Checks that the tree with the old root is the beginning of the tree with the new root (RFC 9162 §2.1.4.2).</summary>
    /// <param name="oldSize">The number of entries of the older tree.</param>
    /// <param name="oldRoot">Its root.</param>
    /// <param name="newSize">The number of entries of the newer tree.</param>
    /// <param name="newRoot">Its root.</param>
    /// <param name="path">The proof.</param>
    /// <returns>False for any proof but the right one; never throws.</returns>
    public static bool VerifyConsistency(long oldSize, in Hash oldRoot, long newSize, in Hash newRoot, ReadOnlySpan<Hash> path)
    {
        if (oldSize < 0 || oldSize > newSize) return false;
        if (oldSize == newSize) return path.IsEmpty && oldRoot == newRoot && (oldSize > 0 || oldRoot == Hash.Empty);
        if (oldSize == 0) return path.IsEmpty && oldRoot == Hash.Empty;

        // An old tree that is one complete subtree of the new one begins the path itself, and the proof leaves it out.
        Hash first;
        if (BitOperations.IsPow2(oldSize)) first = oldRoot;
        else if (path.IsEmpty) return false;
        else
        {
            first = path[0];
            path = path[1..];
        }

        var (node, last) = (oldSize - 1, newSize - 1);
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }
        var (oldHash, newHash) = (first, first);
        foreach (var hash in path)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                oldHash = Hash.Node(hash, oldHash);
                newHash = Hash.Node(hash, newHash);
                Rise(ref node, ref last);
            }
            else newHash = Hash.Node(newHash, hash);
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot;
    }

    /// <summary>At the right edge a node without a sibling stands for its parent: go up until it is a right child, or the root.</summary>
    private static void Rise(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }
}

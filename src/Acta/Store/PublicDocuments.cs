using Acta.Record;

namespace Acta.Store;

/// <summary>What the public may have of the main store: entries, tiles, the checkpoint and served documents.</summary>
public sealed class PublicDocuments(MainStore store)
{
    /// <summary>A document's state, the entry that decided it, and its bytes while it is served.</summary>
    public (DocumentState State, byte[]? Bytes, long? Entry) Document(Digest digest)
    {
        using var r = store.Read();
        var (state, bytes, entry) = r.Document(digest);
        return (state, state == DocumentState.Served ? bytes : null, entry);
    }

    /// <summary>The released head.</summary>
    public LogHead? Head()
    {
        using var r = store.Read();
        return r.Head();
    }

    /// <summary>One entry's bytes.</summary>
    public byte[]? Leaf(long index)
    {
        using var r = store.Read();
        return r.Leaf(index);
    }

    /// <summary>A run of entries.</summary>
    public List<(long Index, byte[] Leaf)> Leaves(long from, int count)
    {
        using var r = store.Read();
        return r.Leaves(from, count);
    }

    /// <summary>A tile of hashes as stored.</summary>
    public byte[]? Tile(int level, long index)
    {
        using var r = store.Read();
        return r.Tile(level, index);
    }
}

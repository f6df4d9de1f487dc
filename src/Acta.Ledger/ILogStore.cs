namespace Acta.Ledger;

/// <summary>Where the hashes of a tree are read from: a store, a server, a folder.</summary>
public interface ITileSource
{
    /// <summary>
    /// The bytes of the tile at this place (C2SP tlog-tiles, “Merkle Tree”): as many hashes of 32 bytes as are stored,
    /// which may be more than an older tree had there. Null when nothing is.
    /// </summary>
    /// <param name="level">0 for leaf hashes.</param>
    /// <param name="index">The tile's position within the level, from 0.</param>
    byte[]? ReadTile(int level, long index);
}

/// <summary>Where a whole log is read from.</summary>
public interface ILogSource : ITileSource
{
    /// <summary>The entries from <paramref name="first"/> on, in order, at most <paramref name="count"/>: fewer when one is missing, ending before it.</summary>
    /// <param name="first">The index of the first entry wanted, from 0.</param>
    /// <param name="count">How many are wanted, 1 or more.</param>
    IReadOnlyList<byte[]> ReadEntries(long first, int count);
}

/// <summary>
/// What a <see cref="Sequencer"/> writes to. The caller implements it over a transaction of its own that holds the writer's
/// lock from the first read to the commit, so nobody else appends in between. Reads see what was written before them in the
/// same transaction, and come from the store, not from a copy in memory: they are how a fault is found before it is signed.
/// Every method throws when the store fails; the caller then rolls back and nothing has happened.
/// </summary>
public interface ILogStore : ILogSource
{
    /// <summary>The head last written; null in a store where no log has begun.</summary>
    Head? ReadHead();

    /// <summary>Stores entries under consecutive indexes. An index already taken must make it throw: the index has no gaps and no second writer.</summary>
    /// <param name="first">The index of the first.</param>
    /// <param name="entries">One or more, none longer than <see cref="EntryBundle.MaxEntrySize"/>.</param>
    void WriteEntries(long first, IReadOnlyList<byte[]> entries);

    /// <summary>Stores the whole bytes of a tile, over those of the partial tile that may stand there.</summary>
    void WriteTile(int level, long index, byte[] bytes);

    /// <summary>Stores the head, over the last one. It is the last write of an append.</summary>
    void WriteHead(Head head);
}

using System.Text;

namespace Acta.Ledger;

/// <summary>
/// The one way a log grows. It gives entries their indexes, from 0 and without gaps, keeps the tree, and signs: a head is
/// signed only after the last head's promise was checked against what is stored, and after everything just written was
/// read back and hashed again.
/// </summary>
/// <remarks>
/// <para>It runs inside a transaction of the caller (<see cref="ILogStore"/>), and never commits: the caller's commit is the
/// moment the entries exist. Whatever goes wrong throws, the caller rolls back, and the log is as it was.</para>
/// <para>Checkpoints hold no time, and Ed25519 has no randomness: appending the same entries to the same log gives the same
/// bytes, so a step that was rolled back can be repeated without signing two different heads of one size.</para>
/// <para>A signed head that was never committed has not left this process: the caller must not show one to anybody before
/// its commit. Whether the store itself has gone back behind a head it once showed can't be seen from inside it;
/// that takes a memory outside the store.</para>
/// </remarks>
public sealed class Sequencer
{
    private readonly IReadOnlyList<NoteSigner> _signers;
    private readonly IReadOnlyList<NoteVerifier> _keys;

    // The signed checkpoint verified last: the same text need not be verified again. Any thread may replace it.
    private volatile SignedCheckpoint? _lastVerified;

    /// <summary>A sequencer of the log named by its key.</summary>
    /// <param name="signer">The log's key, whose name is the origin (C2SP tlog-checkpoint, “Signatures”).</param>
    /// <param name="alsoSigning">Keys that sign beside it, such as the old one while a key is being changed.</param>
    /// <param name="formerKeys">Keys that no longer sign, but that may have signed the last head.</param>
    /// <exception cref="ArgumentException">A key that signs or has signed is not of type 0x01.</exception>
    public Sequencer(NoteSigner signer, IReadOnlyList<NoteSigner>? alsoSigning = null, IReadOnlyList<NoteVerifier>? formerKeys = null)
    {
        _signers = [signer, .. alsoSigning ?? []];
        _keys = [.. _signers.Select(each => each.Verifier), .. formerKeys ?? []];
        if (_keys.Any(key => key.Type != NoteKeyType.Ed25519)) throw new ArgumentException("A log signs with keys of type 0x01.", nameof(signer));
    }

    /// <summary>The log's origin.</summary>
    public string Origin => _signers[0].Name;

    /// <summary>The keys a head of this log may be signed by.</summary>
    public IReadOnlyList<NoteVerifier> Keys => _keys;

    /// <summary>Begins a log by signing the head of an empty tree, for logs that show a checkpoint before their first entry.</summary>
    /// <exception cref="InvalidOperationException">A log has already begun here.</exception>
    /// <exception cref="BrokenLogException">There is no head, but there are entries or tiles.</exception>
    public Head Begin(ILogStore store)
    {
        if (CheckHead(store) is not null) throw new InvalidOperationException("A log has already begun in this store.");
        var head = Sign(0, Hash.Empty);
        store.WriteHead(head);
        return head;
    }

    /// <summary>
    /// Begins a log with the entries that another one left behind, under the same indexes: reads all of them again, and signs
    /// the head they have under this origin. For an operator whose log was lost in part and is openly continued under a new name.
    /// </summary>
    /// <param name="store">The caller's transaction; its head is the other log's, whose signature the caller has checked.</param>
    /// <returns>The head of the same size and root, under this log's name.</returns>
    /// <exception cref="BrokenLogException">The entries and tiles are not what the head says, or more is stored.</exception>
    public Head BeginWith(ILogStore store)
    {
        var former = store.ReadHead() ?? throw new BrokenLogException("There is no head whose entries could be kept.");
        if (LogAudit.Run(store, former.Size, former.Root).Fault is { } fault) throw new BrokenLogException(fault.ToString());
        if (store.ReadEntries(former.Size, 1).Count > 0) throw new BrokenLogException($"Entry {former.Size} is stored, but the head says there are only {former.Size} entries.");
        var head = Sign(former.Size, former.Root);
        store.WriteHead(head);
        return head;
    }

    /// <summary>
    /// Reads the head and checks that it is what this log signed and what is stored: the signature, the numbers beside it,
    /// the root recomputed from the tiles at the right edge, and that nothing lies beyond it.
    /// </summary>
    /// <returns>The head; null where no log has begun and nothing is stored.</returns>
    /// <exception cref="BrokenLogException">The promise is broken; the message says what was expected and what was found.</exception>
    public Head? CheckHead(ILogStore store) => CheckHead(store, out _);

    private Head? CheckHead(ILogStore store, out TreeHashes hashes)
    {
        var head = store.ReadHead();
        var size = head?.Size ?? 0;
        hashes = new TreeHashes(store, size);
        if (head is not null)
        {
            var signed = Verified(head.Checkpoint, "The stored head is not one this log signed.");
            if (signed.Size != size || signed.Root != head.Root)
            {
                throw new BrokenLogException($"The stored head says {size} entries and root {head.Root}; its signed checkpoint says {signed.Size} and {signed.Root}.");
            }
            ThrowIfRootDiffers(hashes, size, head.Root);
        }

        // What lies beyond the head was never signed: half a transaction the store should have forgotten, or a head put back.
        if (store.ReadEntries(size, 1).Count > 0) throw new BrokenLogException($"Entry {size} is stored, but the head says there are only {size} entries.");
        if (head is null && store.ReadTile(0, 0) is not null) throw new BrokenLogException("Tiles are stored, but there is no head.");
        return head;
    }

    /// <summary>Appends entries as the next indexes, all or none, and signs the new head.</summary>
    /// <param name="store">The caller's transaction, which holds the writer's lock.</param>
    /// <param name="entries">One or more, opaque bytes, none longer than <see cref="EntryBundle.MaxEntrySize"/>.</param>
    /// <returns>The new head. The last entry's index is its size − 1.</returns>
    /// <exception cref="ArgumentException">There is no entry, or one is too long; nothing was written.</exception>
    /// <exception cref="BrokenLogException">What is stored is not what was signed or written; the caller must roll back.</exception>
    public Head Append(ILogStore store, IReadOnlyList<byte[]> entries)
    {
        if (entries.Count == 0) throw new ArgumentException("There is nothing to append.", nameof(entries));
        foreach (var entry in entries)
        {
            if (entry.Length > EntryBundle.MaxEntrySize) throw new ArgumentException($"An entry is at most {EntryBundle.MaxEntrySize} bytes; one has {entry.Length}.", nameof(entries));
        }

        // 1. Is the last promise still kept? Signing on top of a damaged tree would make the damage official.
        //    A crash here: nothing was written.
        var head = CheckHead(store, out var before);
        var (size, root) = (head?.Size ?? 0, head?.Root ?? Hash.Empty);

        // 2. Entries, then the tiles they change. A crash between any two of these writes: the transaction was never
        //    committed, and the store forgets it. A store that kept half of it would be caught by step 1 of the next append.
        var leaves = new Hash[entries.Count];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = Hash.Leaf(entries[i]);
        var growth = Tree.Append(store, before, leaves);
        store.WriteEntries(size, entries);
        foreach (var tile in growth.Tiles) store.WriteTile(tile.Tile.Level, tile.Tile.Index, tile.Bytes);

        // 3. Read back what the store now holds and hash it anew: one flipped bit between here and the disk, once signed,
        //    ends a log. A crash here: as above.
        ReadBack(store, size, root, entries, growth);

        // 4. Sign, and store the head last. A crash here: the signature is lost with the transaction and nobody has seen
        //    it; the next append makes the same one, or another over other entries, and only a committed one is ever shown.
        var next = Sign(growth.Size, growth.Root);
        store.WriteHead(next);

        // 5. The commit is the caller's. A crash before it: nothing happened. A crash after it: everything did.
        return next;
    }

    private static void ReadBack(ILogStore store, long size, Hash root, IReadOnlyList<byte[]> entries, TreeGrowth growth)
    {
        // The old tree must still be the beginning of the new one: its root again, from the tiles as they are now.
        var hashes = new TreeHashes(store, growth.Size);
        ThrowIfRootDiffers(hashes, size, root);

        // Every new entry must be there as given, and hash to its place in a stored tile.
        for (var index = size; index < growth.Size;)
        {
            var tile = index / Tile.FullWidth;
            var row = hashes.Tile(0, tile);
            var count = (int)Math.Min(growth.Size - index, Tile.FullWidth - index % Tile.FullWidth);
            var stored = store.ReadEntries(index, count);
            for (var i = 0; i < count; i++, index++)
            {
                if (i >= stored.Count) throw new BrokenLogException($"Entry {index} was written, but reading it back found nothing.");
                if (!stored[i].AsSpan().SequenceEqual(entries[(int)(index - size)])) throw new BrokenLogException($"Entry {index} came back from the store with other bytes than were written.");
                var (expected, found) = (Hash.Leaf(stored[i]), row[(int)(index % Tile.FullWidth)]);
                if (found != expected) throw new BrokenLogException($"Entry {index} hashes to {expected}, but {Tile.Hashes(0, tile, row.Length)} came back with {found}.");
            }
        }

        // Every tile that was completed must hash to its place in the tile above.
        foreach (var (tile, _) in growth.Tiles)
        {
            if (tile.IsPartial) continue;
            var expected = Tree.Subtree(hashes.Tile(tile.Level, tile.Index));
            var found = hashes.Tile(tile.Level + 1, tile.Index / Tile.FullWidth)[(int)(tile.Index % Tile.FullWidth)];
            if (found != expected) throw new BrokenLogException($"{tile} hashes to {expected}, but the tile above it came back with {found}.");
        }

        var newRoot = hashes.Root();
        if (newRoot != growth.Root) throw new BrokenLogException($"The tiles came back with the root {newRoot}, not the {growth.Root} that was computed before writing.");
    }

    private Head Sign(long size, Hash root)
    {
        var note = Note.Sign(new Checkpoint(Origin, size, root).Text, _signers);
        // A signature nobody can verify is as bad as a wrong one.
        Verified(note.ToString(), "The checkpoint just signed does not verify.");
        return new Head(size, root, note.ToString());
    }

    private Checkpoint Verified(string checkpoint, string otherwise)
    {
        var last = _lastVerified;
        var bytes = Encoding.UTF8.GetBytes(checkpoint);
        if (last is null || !bytes.AsSpan().SequenceEqual(last.Bytes.Span))
        {
            if (!SignedCheckpoint.TryOpen(bytes, Origin, _keys, out last, out var reason)) throw new BrokenLogException($"{otherwise} {reason}");
            _lastVerified = last;
        }
        return last.Checkpoint;
    }

    private static void ThrowIfRootDiffers(TreeHashes hashes, long size, Hash expected)
    {
        var found = hashes.Range(0, size);
        if (found != expected) throw new BrokenLogException($"The stored tiles of the first {size} entries have the root {found}; the signed head says {expected}.");
    }
}

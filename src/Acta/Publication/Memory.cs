using System.Text;
using Acta.Ledger;
using Acta.Store;

namespace Acta.Publication;

/// <summary>Measures the store by the highest head ever released: a store behind it, or beside it, signs nothing.</summary>
internal static class Memory
{
    /// <summary>A sentence why the store may not be written, or null. A store ahead of the memory is remembered now.</summary>
    /// <exception cref="UserError">The store's head was not signed by this key.</exception>
    public static string? Compare(MainStore store, IReadOnlyList<NoteVerifier> keys, ReleasedHead released)
    {
        using var reading = store.Read();
        var head = reading.Head();
        if (head is not null && !SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(head.Checkpoint), keys[0].Name, keys, out _, out var reason))
            throw new UserError($"The log's last head was not signed by the key at hand ({reason.TrimEnd('.')}); put back the key of this log.");
        if (released.Read() is not { } text)
        {
            if (head is not null) released.Release(head.Size, head.Checkpoint);
            return null;
        }
        if (!SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(text), keys[0].Name, keys, out var remembered, out _))
            throw new UserError($"The memory of released heads in {released.Folder} is damaged or another log's; move it away only if you know that no newer copy of this log exists.");
        var (size, root) = (remembered.Checkpoint.Size, remembered.Checkpoint.Root);
        if ((head?.Size ?? 0) < size)
        {
            return $"This store holds {head?.Size ?? 0} entries, but {size} were already released and signed (remembered in {released.Folder}): it is an old backup, a copy or a lagging replica. "
                + $"It is served read-only and signs nothing. Put back a newer copy; if there is none, begin a new log openly: acta origin --data {store.Folder.Path} --origin HOST/NEW-NAME";
        }
        if (Tree.Root(new StoredLog(reading), size) != root)
        {
            return $"The first {size} entries of this store are not those that were released and signed (remembered in {released.Folder}): the history was forked. "
                + "It is served read-only and signs nothing. Put back the store that was released, and keep this one as evidence.";
        }
        if (head is not null) released.Release(head.Size, head.Checkpoint);
        return null;
    }
}

using Acta.Record;
using Acta.Store;

namespace Acta.Following;

/// <summary>Reads entries and their documents from the main store and parses them, ahead of whoever writes.</summary>
internal sealed class LogSource(MainStore store)
{
    private const int MostEntries = 256;
    private const int AboutBytes = 4 << 20;

    private int _count = MostEntries;

    /// <summary>
    /// The entries from an index on: a batch, empty at the head, and the size of the log. Where an entry can't be followed,
    /// the batch ends before it and the sentence says why.
    /// </summary>
    public Batch Next(long from)
    {
        using var r = store.Read();
        var size = r.Head()?.Size ?? 0;
        var count = (int)Math.Min(_count, size - from);
        if (count <= 0) return new Batch([], size, null);
        var brought = new Dictionary<Digest, (byte[]? Bytes, DocumentState State)>();
        foreach (var (digest, bytes, state) in r.DocumentsOf(from, count)) brought[digest] = (bytes, state);

        var entries = new List<PreparedEntry>(count);
        var read = 0L;
        foreach (var (index, leaf) in r.Leaves(from, count))
        {
            try
            {
                var entry = Entry.Read(leaf);
                var documents = new List<StoredDocument>(entry.Documents.Count);
                foreach (var digest in entry.Documents)
                {
                    var stored = Read(r, index, digest, brought);
                    documents.Add(stored);
                    read += stored.Bytes?.Length ?? 0;
                }
                entries.Add(new PreparedEntry(new LogEntry(index, entry, leaf), documents));
            }
            catch (RecordFormatException e)
            {
                return new Batch(entries, size, $"The views stop before entry {index}: {e.Message}. Run the newest Acta, or look at the log with: acta verify");
            }
        }
        // Batches of about the same weight, whatever the documents weigh.
        _count = (int)Math.Clamp(read == 0 ? MostEntries : AboutBytes * (long)count / read, 8, MostEntries);
        return new Batch(entries, size, null);
    }

    /// <summary>The leaf of an entry, to tell this log from another.</summary>
    public byte[]? Leaf(long index)
    {
        using var r = store.Read();
        return r.Leaf(index);
    }

    private static StoredDocument Read(Reading r, long index, Digest digest, Dictionary<Digest, (byte[]? Bytes, DocumentState State)> brought)
    {
        // A notice for several language versions comes with the first of their entries and is named by all.
        if (!brought.TryGetValue(digest, out var found) || found.State == DocumentState.Erased)
        {
            var (state, bytes, by) = r.Document(digest);
            found = (bytes, state);
            // Absent only where a later entry erased it; an old backup may not hold that entry, and forgets the text all the same.
            if (state == DocumentState.Erased && !(by > index)) found = (null, DocumentState.Unknown);
        }
        if (found.State == DocumentState.Erased) return new StoredDocument(digest, null, null);
        if (found.Bytes is null) throw new RecordFormatException("", $"its document {digest} is not in the store, and no later entry erased it");
        return new StoredDocument(digest, found.Bytes, Document.Read(found.Bytes));
    }

    internal sealed record Batch(IReadOnlyList<PreparedEntry> Entries, long Size, string? Stop);
}

using System.Collections.Concurrent;
using Acta.Ledger;
using Acta.Record;
using Acta.Store;

namespace Acta.Verification;

/// <summary>
/// Every stored document against its entry: one thread reads rows as they lie in the store, the others hash and parse. Of
/// several faults the one of the lowest entry is named.
/// </summary>
internal sealed class DocumentPass(ExpectedRecord record, ExpectedFacts facts)
{
    // Enough to keep every core busy, little enough to keep memory flat: batches of about this many bytes.
    private const int BatchBytes = 1 << 20;

    private readonly Lock _gate = new();
    private LogFault? _first;
    private long _firstEntry = long.MaxValue;
    private long _right;
    private long _erased;

    private sealed record Row(Digest Digest, long Entry, string Resource, string Language, long State, long? ErasedBy, byte[]? Bytes);

    public long Right => _right;

    public long Erased => _erased;

    public LogFault? Run(Reading reading)
    {
        using var batches = new BlockingCollection<List<Row>>(8);
        var workers = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Factory.StartNew(() => Work(batches), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            Read(reading, batches);
        }
        finally
        {
            batches.CompleteAdding();
            Task.WaitAll(workers);
        }
        foreach (var (digest, document) in record.Documents)
            if (!document.Seen) Keep(document.Entry, new LogFault($"entry {document.Entry}", $"its document {digest}", "nothing"));
        return _first;
    }

    private static void Read(Reading reading, BlockingCollection<List<Row>> batches)
    {
        var batch = new List<Row>();
        var bytes = 0;
        reading.Each("SELECT digest, entry_idx, resource, language, state, erased_by, bytes FROM documents", r =>
        {
            var row = new Row(Digest.FromBytes((byte[])r[0]), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetInt64(4), r.IsDBNull(5) ? null : r.GetInt64(5), r.IsDBNull(6) ? null : (byte[])r[6]);
            batch.Add(row);
            if ((bytes += 200 + (row.Bytes?.Length ?? 0)) < BatchBytes) return;
            batches.Add(batch);
            (batch, bytes) = ([], 0);
        });
        if (batch.Count > 0) batches.Add(batch);
    }

    private void Work(BlockingCollection<List<Row>> batches)
    {
        foreach (var batch in batches.GetConsumingEnumerable())
            foreach (var row in batch)
                if (Check(row) is { } fault) Keep(row.Entry, fault);
    }

    private LogFault? Check(Row row)
    {
        if (!record.Documents.TryGetValue(row.Digest, out var brought)) return new LogFault($"document {row.Digest}", "one that an entry brought", $"one that claims entry {row.Entry}");
        brought.Seen = true;
        var version = brought.Version;
        var place = $"entry {brought.Entry}, document {row.Digest}";
        if (row.Entry != brought.Entry) return new LogFault(place, $"to be kept as of entry {brought.Entry}", $"entry {row.Entry}");
        if (row.Resource != version.Resource.ToString() || row.Language != version.Language) return new LogFault(place, $"to be kept as of {version}", $"{row.Resource} ({row.Language})");
        if (row.State != (long)brought.State) return new LogFault(place, $"to be {Word(brought.State)}", Word((DocumentState)row.State));
        if (row.ErasedBy != brought.ErasedBy) return new LogFault(place, $"to be erased by {Said(brought.ErasedBy)}", Said(row.ErasedBy));
        if (brought.State == DocumentState.Erased)
        {
            if (row.Bytes is not null) return new LogFault(place, $"no bytes, because entry {brought.ErasedBy} erased it", $"{row.Bytes.Length} bytes");
            Interlocked.Increment(ref _erased);
            return null;
        }
        if (row.Bytes is null) return new LogFault(place, "its bytes", "nothing, and no entry erased it");
        var found = Digest.Of(row.Bytes);
        if (found != row.Digest) return new LogFault(place, "bytes of that digest", $"bytes of the digest {found}");
        try
        {
            if (facts.Add(brought, row.Digest, Document.Read(row.Bytes)) is { } fault) return fault;
        }
        catch (RecordFormatException e)
        {
            return new LogFault(place, "a document that this version of Acta can read", e.Message);
        }
        Interlocked.Increment(ref _right);
        return null;
    }

    private void Keep(long entry, LogFault fault)
    {
        lock (_gate)
        {
            if (entry >= _firstEntry) return;
            (_firstEntry, _first) = (entry, fault);
        }
    }

    private static string Word(DocumentState state) => state switch { DocumentState.Served => "served", DocumentState.Withheld => "withheld", DocumentState.Erased => "erased", _ => $"state {(long)state}" };

    private static string Said(long? entry) => entry is { } e ? $"entry {e}" : "no entry";
}

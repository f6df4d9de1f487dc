using Acta.Ledger;
using Acta.Store;

namespace Acta.Publication;

/// <summary>The sequencer's store: rows of the transaction that a publish runs in.</summary>
internal sealed class LedgerRows(Writing writing, DateTimeOffset time) : StoredLog(writing), ILogStore
{
    private readonly Writing _writing = writing;

    public Head? ReadHead() => _writing.Head() is { } head ? new Head(head.Size, new Hash(head.Root), head.Checkpoint) : null;

    public void WriteEntries(long first, IReadOnlyList<byte[]> entries)
    {
        _writing.ExecuteMany("INSERT INTO entries (idx, leaf) VALUES (@idx, @leaf)",
            [.. entries.Select((e, i) => new (string, object?)[] { ("@idx", first + i), ("@leaf", e) })]);
        Publisher.FaultPoint?.Invoke("after-entries");
    }

    public void WriteTile(int level, long index, byte[] bytes)
    {
        _writing.Execute("INSERT INTO tiles (level, idx, bytes) VALUES (@level, @idx, @bytes) ON CONFLICT (level, idx) DO UPDATE SET bytes = excluded.bytes",
            ("@level", (long)level), ("@idx", index), ("@bytes", bytes));
        Publisher.FaultPoint?.Invoke("after-tile");
    }

    public void WriteHead(Head head) => _writing.Execute(
        "UPDATE head SET size = @size, root = @root, checkpoint = @checkpoint, time = @time",
        ("@size", head.Size), ("@root", head.Root.Span.ToArray()), ("@checkpoint", head.Checkpoint), ("@time", time.ToUnixTimeMilliseconds()));
}

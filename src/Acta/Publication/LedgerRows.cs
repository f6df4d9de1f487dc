using Acta.Ledger;
using Acta.Store;

namespace Acta.Publication;

/// <summary>The sequencer's store: rows of the transaction that a publish runs in.</summary>
internal sealed class LedgerRows(Reading reading, DateTimeOffset time) : ILogStore
{
    private Writing Writing => (Writing)reading;

    public Head? ReadHead() => reading.Head() is { } head ? new Head(head.Size, new Hash(head.Root), head.Checkpoint) : null;

    public byte[]? ReadTile(int level, long index) => reading.Tile(level, index);

    public IReadOnlyList<byte[]> ReadEntries(long first, int count)
    {
        var rows = reading.Leaves(first, count);
        var entries = new List<byte[]>(rows.Count);
        foreach (var (index, leaf) in rows)
        {
            if (index != first + entries.Count) break;
            entries.Add(leaf);
        }
        return entries;
    }

    public void WriteEntries(long first, IReadOnlyList<byte[]> entries) => Writing.ExecuteMany(
        "INSERT INTO entries (idx, leaf) VALUES (@idx, @leaf)",
        [.. entries.Select((e, i) => new (string, object?)[] { ("@idx", first + i), ("@leaf", e) })]);

    public void WriteTile(int level, long index, byte[] bytes) => Writing.Execute(
        "INSERT INTO tiles (level, idx, bytes) VALUES (@level, @idx, @bytes) ON CONFLICT (level, idx) DO UPDATE SET bytes = excluded.bytes",
        ("@level", (long)level), ("@idx", index), ("@bytes", bytes));

    public void WriteHead(Head head) => Writing.Execute(
        "UPDATE head SET size = @size, root = @root, checkpoint = @checkpoint, time = @time",
        ("@size", head.Size), ("@root", head.Root.Span.ToArray()), ("@checkpoint", head.Checkpoint), ("@time", time.ToUnixTimeMilliseconds()));
}

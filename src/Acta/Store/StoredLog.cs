using Acta.Ledger;

namespace Acta.Store;

/// <summary>The log as one snapshot of the main store holds it.</summary>
public class StoredLog(Reading reading) : ILogSource
{
    /// <inheritdoc/>
    public byte[]? ReadTile(int level, long index) => reading.Tile(level, index);

    /// <inheritdoc/>
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
}

using System.Runtime.InteropServices;

namespace Acta.Ledger;

/// <summary>The first thing found wrong in a log.</summary>
/// <param name="Place">Where: an entry, a tile's path, or the root.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Found">What is.</param>
public sealed record LogFault(string Place, string Expected, string Found)
{
    /// <summary>A sentence.</summary>
    public override string ToString() => $"{Place}: expected {Expected}, found {Found}.";
}

/// <summary>What reading a whole log again found.</summary>
/// <param name="Entries">How many entries were read and found right.</param>
/// <param name="Tiles">How many tiles were read and found right.</param>
/// <param name="Fault">The first fault; null when all is as signed.</param>
public sealed record LogAudit(long Entries, long Tiles, LogFault? Fault)
{
    /// <summary>
    /// Reads every entry and every tile of a log, hashes the entries again, and compares each tile and the root
    /// (RFC 6962 §2.1, C2SP tlog-tiles). It holds one tile per level in memory, whatever the log's size.
    /// </summary>
    /// <param name="log">The log, or a larger one it is the beginning of.</param>
    /// <param name="size">How many entries to check: a signed checkpoint's size.</param>
    /// <param name="root">The root they must have: the same checkpoint's.</param>
    /// <param name="onEntry">Is shown each entry found right, with its index, in order.</param>
    /// <returns>The counts, and the first fault. What the source itself throws, such as a failing disk, is not caught.</returns>
    public static LogAudit Run(ILogSource log, long size, Hash root, Action<long, byte[]>? onEntry = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var audit = new Pass(log, size, root, onEntry);
        LogFault? fault;
        try { fault = audit.Check(); }
        catch (BrokenLogException e) { fault = new LogFault("the log", "tiles and entries as signed", e.Message.TrimEnd('.')); }
        return new LogAudit(audit.Entries, audit.Tiles, fault);
    }

    private sealed class Pass(ILogSource log, long size, Hash root, Action<long, byte[]>? onEntry) : ITileSource
    {
        // For each level, the hashes of the tile that is being filled, made from the entries alone.
        private readonly List<Row> _rows = [new Row()];

        public long Entries { get; private set; }

        public long Tiles { get; private set; }

        public LogFault? Check()
        {
            for (long first = 0; first < size; first += Tile.FullWidth)
            {
                var width = (int)Math.Min(Tile.FullWidth, size - first);
                var entries = log.ReadEntries(first, width);
                if (entries.Count < width) return new LogFault($"entry {first + entries.Count}", "an entry", "nothing");
                foreach (var entry in entries) _rows[0].Add(Hash.Leaf(entry));

                if (CompareTile(0) is { } fault) return fault;
                for (var i = 0; i < width; i++) onEntry?.Invoke(first + i, entries[i]);
                Entries += width;

                for (var level = 0; _rows[level].Count == Tile.FullWidth; level++)
                {
                    if (level + 1 == _rows.Count) _rows.Add(new Row());
                    _rows[level + 1].Add(Tree.Subtree(_rows[level].Hashes));
                    _rows[level].Clear();
                    if (_rows[level + 1].Count == Tile.FullWidth && CompareTile(level + 1) is { } above) return above;
                }
            }

            for (var level = 1; level < _rows.Count; level++)
            {
                if (_rows[level].Count > 0 && CompareTile(level) is { } fault) return fault;
            }
            var found = Tree.Root(this, size);
            return found == root ? null : new LogFault($"the root of {size} entries", $"{root}, as signed", found.ToString());
        }

        /// <summary>The tile at the right edge, from the entries.</summary>
        byte[]? ITileSource.ReadTile(int level, long index) => MemoryMarshal.AsBytes(_rows[level].Hashes).ToArray();

        private LogFault? CompareTile(int level)
        {
            var row = _rows[level];
            var tile = Tile.Hashes(level, row.Index, row.Count);
            var stored = log.ReadTile(level, row.Index);
            var found = Hash.In(stored);
            if (stored is null || found.Length < row.Count || stored.Length % Hash.Size != 0)
            {
                return new LogFault(tile.Path, $"{row.Count * Hash.Size} bytes", stored is null ? "nothing" : $"{stored.Length} bytes");
            }
            var same = row.Hashes.CommonPrefixLength(found);
            if (same >= row.Count)
            {
                Tiles++;
                return null;
            }

            // Entry and tile disagree. If the tile leads up to the signed root, it is the entry that was altered.
            if (level == 0 && IsSigned(tile)) return new LogFault($"entry {row.Index * Tile.FullWidth + same}", $"the leaf hash {found[same]}, as signed", row.Hashes[same].ToString());
            return new LogFault($"{tile.Path}, hash {same}", $"{row.Hashes[same]}, as the entries give", found[same].ToString());
        }

        private bool IsSigned(Tile tile)
        {
            try { return new TrustedTiles(log, size, root).ReadTile(tile.Level, tile.Index) is not null; }
            catch (BrokenLogException) { return false; }
        }
    }

    private sealed class Row
    {
        private readonly Hash[] _hashes = new Hash[Tile.FullWidth];

        public int Count { get; private set; }

        public long Index { get; private set; }

        public ReadOnlySpan<Hash> Hashes => _hashes.AsSpan(0, Count);

        public void Add(Hash hash) => _hashes[Count++] = hash;

        public void Clear()
        {
            Count = 0;
            Index++;
        }
    }
}

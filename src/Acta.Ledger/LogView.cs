using System.Diagnostics.CodeAnalysis;

namespace Acta.Ledger;

/// <summary>
/// A log at one signed checkpoint. The <c>Try…</c> methods believe nothing that does not hash up to that checkpoint; the
/// <see cref="ILogSource"/> methods give what was fetched, for <see cref="LogAudit"/> to check. Not for several threads at once.
/// </summary>
public sealed class LogView : ILogSource
{
    private readonly LogFetch _fetch;
    private TrustedTiles? _trusted;

    internal LogView(LogFetch fetch, SignedCheckpoint checkpoint)
    {
        _fetch = fetch;
        Signed = checkpoint;
    }

    /// <summary>The checkpoint all is held against.</summary>
    public SignedCheckpoint Signed { get; }

    private Checkpoint Head => Signed.Checkpoint;

    /// <summary>Reads entries, each of them proved to be in the log at its index.</summary>
    /// <param name="first">The index of the first, from 0.</param>
    /// <param name="count">How many; all below the checkpoint's size.</param>
    /// <param name="entries">Their bytes, when true is returned.</param>
    /// <param name="reason">A sentence naming the first fault, when false is returned.</param>
    public bool TryReadEntries(long first, int count, [NotNullWhen(true)] out IReadOnlyList<byte[]>? entries, [NotNullWhen(false)] out string? reason)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        entries = null;
        if (first > Head.Size - count)
        {
            reason = $"The log has {Head.Size} entries; there is no entry {Math.Max(first, Head.Size)}.";
            return false;
        }
        return Try(() =>
        {
            var found = ReadEntries(first, count);
            for (var i = 0; i < count; i++)
            {
                var index = first + i;
                if (i >= found.Count) throw new BrokenLogException($"Entry {index} is missing from its bundle.");
                var row = Hash.In(Trusted().ReadTile(0, index / Tile.FullWidth));
                var (expected, hash) = (row[(int)(index % Tile.FullWidth)], Hash.Leaf(found[i]));
                if (hash != expected) throw new BrokenLogException($"Entry {index}: expected the leaf hash {expected}, as signed, found {hash}.");
            }
            return found;
        }, out entries, out reason);
    }

    /// <summary>Makes a proof of an entry, from tiles that hash up to the checkpoint (C2SP tlog-proof).</summary>
    /// <param name="index">The entry, below the checkpoint's size.</param>
    /// <param name="proof">The proof, when true is returned.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public bool TryProve(long index, [NotNullWhen(true)] out TlogProof? proof, [NotNullWhen(false)] out string? reason)
    {
        if (index >= 0 && index < Head.Size) return Try(() => TlogProof.Of(Trusted(), index, Signed), out proof, out reason);
        proof = null;
        reason = $"The log has {Head.Size} entries; there is no entry {index}.";
        return false;
    }

    /// <summary>
    /// Checks that the log has kept an earlier checkpoint's promise: the first entries of this tree have that one's root.
    /// It is computed from tiles that hash up to this checkpoint, which proves as much as a consistency proof (RFC 6962 §2.1.2).
    /// </summary>
    /// <param name="earlier">A checkpoint one knows, of the same origin.</param>
    /// <param name="reason">A sentence, when false is returned: a log that shrank or was rewritten, or whose tiles are damaged.</param>
    public bool TryExtends(Checkpoint earlier, [NotNullWhen(false)] out string? reason)
    {
        if (earlier.Origin != Head.Origin) reason = $"The earlier checkpoint is of another log: “{earlier.Origin}”, not “{Head.Origin}”.";
        else if (earlier.Size > Head.Size) reason = $"The log has {Head.Size} entries; it once signed {earlier.Size}.";
        else if (!Try(() => (object)Tree.Root(Trusted(), earlier.Size), out var root, out reason)) return false;
        else if ((Hash)root != earlier.Root) reason = $"The log was rewritten: its first {earlier.Size} entries have the root {root}; it once signed {earlier.Root}.";
        return reason is null;
    }

    /// <summary>Reads and checks the whole log (<see cref="LogAudit.Run"/>).</summary>
    public LogAudit Audit(Action<long, byte[]>? onEntry = null) => LogAudit.Run(this, Head.Size, Head.Root, onEntry);

    /// <summary>Fetches a tile as wide as the checkpoint's tree has it; not verified. Null where the log has none.</summary>
    /// <exception cref="BrokenLogException">The tile has another length than its path says.</exception>
    public byte[]? ReadTile(int level, long index)
    {
        var width = Tile.WidthAt(level, index, Head.Size);
        if (width == 0) return null;
        var bytes = Fetch(Tile.Hashes(level, index, width), out var fetched);
        if (bytes is not null && bytes.Length != fetched.Width * Hash.Size)
        {
            throw new BrokenLogException($"{fetched}: expected {fetched.Width * Hash.Size} bytes, found {bytes.Length}.");
        }
        return bytes?[..(width * Hash.Size)];
    }

    /// <summary>Fetches entries below the checkpoint's size; not verified. They end before the first that is missing.</summary>
    /// <exception cref="BrokenLogException">A bundle is malformed.</exception>
    public IReadOnlyList<byte[]> ReadEntries(long first, int count)
    {
        var entries = new List<byte[]>(count);
        while (entries.Count < count)
        {
            var next = first + entries.Count;
            var index = next / Tile.FullWidth;
            var skip = (int)(next % Tile.FullWidth);
            var width = Tile.WidthAt(0, index, Head.Size);
            if (skip >= width || Fetch(Tile.Entries(index, width), out var fetched) is not { } bytes) break;
            if (!EntryBundle.TryDecode(bytes, fetched.Width, out var bundle, out var reason)) throw new BrokenLogException($"{fetched}: {reason}");
            entries.AddRange(bundle[skip..Math.Min(width, skip + count - entries.Count)]);
        }
        return entries;
    }

    /// <summary>A partial tile may be gone once the full one exists (C2SP tlog-tiles, “Partial Tiles”): then that is fetched.</summary>
    private byte[]? Fetch(Tile tile, out Tile fetched)
    {
        fetched = tile;
        if (_fetch(tile.Path) is { } bytes) return bytes;
        if (!tile.IsPartial) return null;
        fetched = tile.IsEntries ? Tile.Entries(tile.Index) : Tile.Hashes(tile.Level, tile.Index);
        return _fetch(fetched.Path);
    }

    private TrustedTiles Trusted() => _trusted ??= new TrustedTiles(this, Head.Size, Head.Root);

    /// <summary>Here a broken log is somebody else's, and expected: the fault becomes an answer.</summary>
    private static bool Try<T>(Func<T> read, [NotNullWhen(true)] out T? result, [NotNullWhen(false)] out string? reason) where T : class
    {
        try
        {
            result = read();
            reason = null;
            return true;
        }
        catch (BrokenLogException broken)
        {
            result = null;
            reason = broken.Message;
            return false;
        }
    }
}

using System.Text;
using Acta.Ledger;
using CsCheck;
using Hash = Acta.Ledger.Hash;

namespace Acta.Tests.Ledger;

/// <summary>Logs to try things on, and the definitions of RFC 6962 written down as plainly as the RFC does.</summary>
internal static class LedgerSamples
{
    public static readonly NoteSigner Key = new("example.org/log", [.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    public static readonly NoteSigner OtherKey = new("example.org/log", new byte[32]);

    public static readonly NoteSigner Witness = new("witness.example/w1", [.. Enumerable.Range(51, 32).Select(i => (byte)i)], NoteKeyType.Cosignature);

    public static byte[] Entry(long index) => Encoding.UTF8.GetBytes($"entry {index}");

    public static byte[][] Entries(long first, int count) => [.. Enumerable.Range(0, count).Select(i => Entry(first + i))];

    public static Hash[] Leaves(int count) => [.. Entries(0, count).Select(entry => Hash.Leaf(entry))];

    /// <summary>RFC 6962 §2.1, word for word.</summary>
    public static Hash Mth(ReadOnlySpan<Hash> leaves)
    {
        if (leaves.Length == 0) return Hash.Empty;
        if (leaves.Length == 1) return leaves[0];
        var k = 1;
        while (k * 2 < leaves.Length) k *= 2;
        return Hash.Node(Mth(leaves[..k]), Mth(leaves[k..]));
    }

    /// <summary>RFC 6962 §2.1.1, word for word.</summary>
    public static Hash[] Path(int m, ReadOnlySpan<Hash> d)
    {
        if (d.Length == 1) return [];
        var k = 1;
        while (k * 2 < d.Length) k *= 2;
        return m < k ? [.. Path(m, d[..k]), Mth(d[k..])] : [.. Path(m - k, d[k..]), Mth(d[..k])];
    }

    /// <summary>RFC 6962 §2.1.2, word for word.</summary>
    public static Hash[] SubProof(int m, ReadOnlySpan<Hash> d, bool b)
    {
        if (m == d.Length) return b ? [] : [Mth(d)];
        var k = 1;
        while (k * 2 < d.Length) k *= 2;
        return m <= k ? [.. SubProof(m, d[..k], b), Mth(d[k..])] : [.. SubProof(m - k, d[k..], false), Mth(d[..k])];
    }

    /// <summary>A log grown in these batches.</summary>
    public static MemoryStore Log(params IEnumerable<int> batches)
    {
        var store = new MemoryStore();
        var sequencer = new Sequencer(Key);
        foreach (var batch in batches.Where(batch => batch > 0))
        {
            sequencer.Append(store, Entries(store.CommittedEntries.Count, batch));
            store.Commit();
        }
        return store;
    }

    public static SignedCheckpoint Signed(MemoryStore store)
    {
        Assert.True(SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(store.CommittedHead!.Checkpoint), Key.Name, [Key.Verifier], out var signed, out var reason), reason);
        return signed;
    }

    /// <summary>The log's resources as a server gives them, made from the store without the code under test where that is simple.</summary>
    public static LogFetch Serve(MemoryStore store) => path =>
    {
        if (path == "checkpoint") return Encoding.UTF8.GetBytes(store.CommittedHead!.Checkpoint);
        if (!Tile.TryParse(path, out var tile, out _) || !tile.IsWithin(store.CommittedEntries.Count)) return null;
        if (tile.IsEntries) return EntryBundle.Encode([.. store.CommittedEntries.Skip((int)tile.Index * 256).Take(tile.Width)]);
        return store.Tiles[(tile.Level, tile.Index)][..(tile.Width * 32)];
    };

    public static LogReader Reader(LogFetch fetch) => new(fetch, Key.Name, [Key.Verifier]);

    /// <summary>Sizes with the edges of tiles among them.</summary>
    public static readonly Gen<int> Size = Gen.Frequency(
        (4, Gen.Int[0, 3000]),
        (1, Gen.OneOf([.. new[] { 0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 2048, 2816 }.Select(n => Gen.Const(n))])));

    /// <summary>Bytes with one bit turned over.</summary>
    public static byte[] Flipped(byte[] bytes, int bit)
    {
        var copy = bytes.ToArray();
        copy[bit / 8 % copy.Length] ^= (byte)(1 << (bit % 8));
        return copy;
    }
}

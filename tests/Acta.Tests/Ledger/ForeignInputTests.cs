using System.Text;
using Acta.Ledger;
using CsCheck;

namespace Acta.Tests.Ledger;

/// <summary>Whatever bytes a stranger sends, a parser says no with a reason, or yes to exactly what it would write itself.</summary>
public sealed class ForeignInputTests
{
    private static readonly MemoryStore s_log = LedgerSamples.Log(300);
    private static readonly byte[] s_note = Note.Sign("a text\n\nof lines\n", LedgerSamples.Key).With(LedgerSamples.Witness.Cosign("a text\n\nof lines\n", 7)).ToBytes();
    private static readonly byte[] s_proof = (TlogProof.Of(s_log, 17, LedgerSamples.Signed(s_log)) with { Extra = [1, 2] }).ToBytes();
    private static readonly byte[] s_bundle = EntryBundle.Encode(LedgerSamples.Entries(0, 9));

    [Fact]
    public void Notes() => Try(s_note, bytes =>
    {
        if (!Note.TryParse(bytes, out var note, out var reason))
        {
            Assert.NotEmpty(reason);
            return;
        }
        Assert.Equal(bytes, note.ToBytes());
        if (!note.TryVerify([LedgerSamples.Key.Verifier, LedgerSamples.Witness.Verifier], out _, out reason)) Assert.NotEmpty(reason);
        Checkpoint.TryParse(note.Text, out _, out _);
    });

    [Fact]
    public void Signed_checkpoints() => Try(Encoding.UTF8.GetBytes(s_log.CommittedHead!.Checkpoint), bytes =>
    {
        if (SignedCheckpoint.TryOpen(bytes, "example.org/log", [LedgerSamples.Key.Verifier], out var signed, out var reason)) Assert.Equal(s_log.CommittedHead.Root, signed.Checkpoint.Root);
        else Assert.NotEmpty(reason);
    });

    [Fact]
    public void Checkpoints() => Try(Encoding.UTF8.GetBytes(LedgerSamples.Signed(s_log).Checkpoint.Text), bytes =>
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (Checkpoint.TryParse(text, out var checkpoint, out var reason)) Assert.Equal(text, checkpoint.Text);
        else Assert.NotEmpty(reason);
    });

    [Fact]
    public void Proofs() => Try(s_proof, bytes =>
    {
        if (!TlogProof.TryParse(bytes, out var proof, out var reason)) Assert.NotEmpty(reason);
        else
        {
            Assert.Equal(bytes, proof.ToBytes());
            proof.TryVerify(LedgerSamples.Entry(17), "example.org/log", [LedgerSamples.Key.Verifier], out _);
        }
    });

    [Fact]
    public void Paths() => Try(Encoding.UTF8.GetBytes("tile/0/x001/x234/067.p/12"), bytes =>
    {
        var path = Encoding.Latin1.GetString(bytes);
        if (Tile.TryParse(path, out var tile, out var reason)) Assert.Equal(path, tile.Path);
        else Assert.NotEmpty(reason);
    });

    [Fact]
    public void Bundles() => Try(s_bundle, bytes =>
    {
        foreach (var width in new[] { 1, 8, 9, 10, 256 })
        {
            if (EntryBundle.TryDecode(bytes, width, out var entries, out var reason)) Assert.Equal(bytes, EntryBundle.Encode(entries));
            else Assert.NotEmpty(reason);
        }
    });

    [Fact]
    public void Verifier_keys() => Try(Encoding.UTF8.GetBytes(LedgerSamples.Key.Verifier.ToString()), bytes =>
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (NoteVerifier.TryParse(text, out var key, out var reason)) Assert.Equal(text, key.ToString());
        else Assert.NotEmpty(reason);
    });

    [Fact]
    public void Private_keys() => Try(Encoding.UTF8.GetBytes(LedgerSamples.Key.ExportPrivateKey()), bytes =>
    {
        var text = Encoding.Latin1.GetString(bytes);
        if (NoteSigner.TryParse(text, out var key, out var reason)) Assert.Equal(text.Trim(), key.ExportPrivateKey());
        else Assert.NotEmpty(reason);
    });

    [Fact]
    public void Whole_logs() => Try(s_bundle, bytes =>
    {
        var serve = LedgerSamples.Serve(s_log);
        foreach (var bad in new[] { "tile/entries/000", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1" })
        {
            var view = LedgerSamples.Reader(path => path == bad ? bytes : serve(path)).At(LedgerSamples.Signed(s_log));
            Assert.NotNull(view.Audit().Fault);
            if (!view.TryReadEntries(290, 3, out _, out var reason)) Assert.NotEmpty(reason);
        }
    }, 300);

    /// <summary>Noise, and the good bytes with parts changed, cut out, doubled or moved.</summary>
    private static void Try(byte[] good, Action<byte[]> parse, int iterations = 3000)
    {
        parse(good);
        var noise = Gen.Byte.Array[0, 300];
        var likely = Gen.OneOf(Gen.Byte, Gen.Const((byte)'\n'), Gen.Const((byte)'+'), Gen.Const((byte)'/'), Gen.Const((byte)' '), Gen.Const((byte)0), Gen.Byte[(byte)'0', (byte)'9'], Gen.Byte[(byte)'A', (byte)'Z']);
        var edits = Gen.Select(Gen.Int[0, 4], Gen.Int[0, good.Length], Gen.Int[0, 12], likely.Array[0, 6]).Array[1, 4].Select(list =>
        {
            var bytes = good.ToList();
            foreach (var (kind, place, length, fill) in list)
            {
                var at = Math.Min(place, bytes.Count);
                var run = Math.Min(length, bytes.Count - at);
                var cut = bytes.GetRange(at, run);
                if (kind != 1) bytes.RemoveRange(at, run);
                if (kind == 2) bytes.AddRange(cut);
                else if (kind != 0) bytes.InsertRange(at, kind == 3 ? fill : cut);
                if (kind == 4 && run > 0) bytes[at] ^= (byte)(1 << (length % 8));
            }
            return bytes.ToArray();
        });
        Gen.Frequency((1, noise), (4, edits)).Sample(parse, iter: iterations, threads: 2);
    }
}

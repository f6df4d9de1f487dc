using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Acta.Ledger;

/// <summary>
/// A proof one can keep and check without a network: the checkpoint, the index and the path from the entry to its root
/// (C2SP tlog-proof). Its file extension is <c>.tlog-proof</c>.
/// </summary>
/// <param name="Index">The entry's index, from 0.</param>
/// <param name="Path">The sibling hashes, from the leaf's to the root's child (RFC 6962 §2.1.1).</param>
/// <param name="Checkpoint">The signed checkpoint, witnesses' cosignatures included.</param>
/// <param name="Extra">What an application adds; nobody signs it. Null when there is none.</param>
public sealed record TlogProof(long Index, IReadOnlyList<Hash> Path, Note Checkpoint, byte[]? Extra = null)
{
    private const string FirstLine = "c2sp.org/tlog-proof@v1";

    /// <summary>Proves that an entry is in the log a checkpoint speaks of.</summary>
    /// <param name="tiles">The log's tiles.</param>
    /// <param name="index">The entry, below the checkpoint's size.</param>
    /// <param name="checkpoint">The signed checkpoint.</param>
    /// <exception cref="BrokenLogException">A tile is missing or too short.</exception>
    public static TlogProof Of(ITileSource tiles, long index, SignedCheckpoint checkpoint) =>
        new(index, Proof.Inclusion(tiles, index, checkpoint.Checkpoint.Size), checkpoint.Note);

    /// <summary>Reads a proof strictly.</summary>
    /// <param name="bytes">Foreign bytes.</param>
    /// <param name="proof">The proof, when true is returned; its <see cref="ToBytes"/> equals <paramref name="bytes"/>. It is not verified.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TlogProof? proof, [NotNullWhen(false)] out string? reason)
    {
        proof = null;
        var gap = bytes.IndexOf("\n\n"u8);
        if (gap < 0) return Refuse("The proof has no empty line before its checkpoint.", out reason);
        if (!Ascii.IsValid(bytes[..gap])) return Refuse("The proof's lines hold a character they can't.", out reason);

        var lines = new Queue<string>(Encoding.ASCII.GetString(bytes[..gap]).Split('\n'));
        if (lines.Dequeue() != FirstLine) return Refuse($"The proof does not begin with {FirstLine}.", out reason);

        byte[]? extra = null;
        if (lines.TryPeek(out var line) && line.StartsWith("extra ", StringComparison.Ordinal))
        {
            if (!StrictBase64.TryDecode(line.AsSpan(6), out extra)) return Refuse("The proof's extra data is not Base64.", out reason);
            lines.Dequeue();
        }
        if (!lines.TryDequeue(out line) || !line.StartsWith("index ", StringComparison.Ordinal) || !StrictDecimal.TryParse(line.AsSpan(6), out var index))
        {
            return Refuse("The proof has no index line with a decimal number.", out reason);
        }
        if (lines.Count > Proof.MaxLength) return Refuse($"The proof has more than {Proof.MaxLength} hashes.", out reason);
        var path = new List<Hash>();
        while (lines.TryDequeue(out line))
        {
            if (!Hash.TryParse(line, out var hash)) return Refuse($"Hash {path.Count + 1} of the proof is not a SHA-256 hash in Base64.", out reason);
            path.Add(hash);
        }

        if (!Note.TryParse(bytes[(gap + 2)..], out var note, out reason)) return false;
        proof = new TlogProof(index, path, note, extra);
        return true;
    }

    /// <summary>Checks that the entry is in the log, by the log's signature alone. Witnesses' signatures are for <see cref="Note.TryVerify"/> on the checkpoint.</summary>
    /// <param name="entry">The entry's bytes.</param>
    /// <param name="origin">The log.</param>
    /// <param name="logKeys">The log's keys.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public bool TryVerify(ReadOnlySpan<byte> entry, string origin, IReadOnlyCollection<NoteVerifier> logKeys, [NotNullWhen(false)] out string? reason)
    {
        if (!SignedCheckpoint.TryOpen(Checkpoint.ToBytes(), origin, logKeys, out var signed, out reason)) return false;
        var (size, root) = (signed.Checkpoint.Size, signed.Checkpoint.Root);
        if (Proof.VerifyInclusion(Hash.Leaf(entry), Index, size, root, [.. Path])) return true;
        return Refuse(string.Create(CultureInfo.InvariantCulture, $"The proof does not lead from these bytes as entry {Index} to the root of {signed.Checkpoint}."), out reason);
    }

    /// <summary>The proof as it is stored, in UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>The proof's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        if (Extra is not null) text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path) text.Append(hash).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    private static bool Refuse(string sentence, out string? reason)
    {
        reason = sentence;
        return false;
    }
}

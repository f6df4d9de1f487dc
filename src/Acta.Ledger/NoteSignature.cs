using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Acta.Ledger;

/// <summary>
/// One signature line of a note: <c>— name base64(key ID ‖ signature)</c> (C2SP signed-note, “Signatures”). It says who
/// claims to have signed; only a <see cref="NoteVerifier"/> can tell whether that is so.
/// </summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">The four bytes that tell keys of one name apart, as a big-endian number.</param>
/// <param name="Bytes">The signature without the key ID: 64 bytes for Ed25519, 72 for a cosignature (its time first).</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The line, without its newline: the form in which a witness answers (C2SP tlog-witness).</summary>
    public string Line
    {
        get
        {
            var bytes = new byte[4 + Bytes.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
            Bytes.Span.CopyTo(bytes.AsSpan(4));
            return $"\u2014 {Name} {Convert.ToBase64String(bytes)}";
        }
    }

    /// <summary>Reads a signature line.</summary>
    /// <param name="line">Foreign text, without its newline.</param>
    /// <param name="signature">The signature, when true is returned.</param>
    /// <returns>False when the line has another form; never throws.</returns>
    public static bool TryParse(ReadOnlySpan<char> line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith("\u2014 ", StringComparison.Ordinal)) return false;
        line = line[2..];
        var space = line.IndexOf(' ');
        if (space < 0 || !NoteKey.IsName(line[..space])) return false;
        if (!StrictBase64.TryDecode(line[(space + 1)..], out var bytes) || bytes.Length < 5) return false;
        signature = new NoteSignature(line[..space].ToString(), BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
        return true;
    }
}

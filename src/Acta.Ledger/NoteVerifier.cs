using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Acta.Ledger;

/// <summary>
/// A public key that tells whether a signature on a note is its own: a log's (0x01) or a witness's (0x04). Its text form,
/// the <em>verifier key</em>, is what people exchange (C2SP signed-note, “Verifier keys”).
/// </summary>
public sealed class NoteVerifier
{
    private const int SignatureSize = 64;

    private readonly byte[] _publicKey;

    /// <summary>A key of a name.</summary>
    /// <param name="name">Not empty; no Unicode space, plus sign or control character. A log's is its origin.</param>
    /// <param name="type">What the key signs.</param>
    /// <param name="publicKey">32 bytes (RFC 8032 §5.1.5).</param>
    /// <exception cref="ArgumentException">The name, the type or the length is none of these.</exception>
    public NoteVerifier(string name, NoteKeyType type, ReadOnlySpan<byte> publicKey)
    {
        if (!NoteKey.IsName(name)) throw new ArgumentException("A key's name is not empty and holds no space, plus or control character.", nameof(name));
        if (type is not (NoteKeyType.Ed25519 or NoteKeyType.Cosignature)) throw new ArgumentException($"Keys of type {(byte)type} are not known here.", nameof(type));
        if (publicKey.Length != NoteKey.PublicKeySize) throw new ArgumentException($"An Ed25519 public key is {NoteKey.PublicKeySize} bytes, not {publicKey.Length}.", nameof(publicKey));
        Name = name;
        Type = type;
        _publicKey = publicKey.ToArray();
        KeyId = NoteKey.Id(name, type, publicKey);
    }

    /// <summary>The key's name.</summary>
    public string Name { get; }

    /// <summary>What the key signs.</summary>
    public NoteKeyType Type { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), big-endian.</summary>
    public uint KeyId { get; }

    /// <summary>The public key: 32 bytes.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>Reads a verifier key, <c>name+hex8+base64</c>.</summary>
    /// <param name="text">Foreign text.</param>
    /// <param name="verifier">The key, when true is returned; its <see cref="ToString"/> equals <paramref name="text"/>.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out NoteVerifier? verifier, [NotNullWhen(false)] out string? reason)
    {
        verifier = null;
        reason = "That is not a verifier key of an Ed25519 log or witness, such as example.org/log+530d903a+AekyeRr….";
        if (!NoteKey.TryDecode(text, out var name, out var id, out var type, out var key)) return false;
        var found = new NoteVerifier(name, type, key);
        if (found.KeyId != id)
        {
            reason = string.Create(CultureInfo.InvariantCulture, $"The verifier key is damaged: its key ID should be {found.KeyId:x8}, not {id:x8}.");
            return false;
        }
        verifier = found;
        reason = null;
        return true;
    }

    /// <summary>True when a signature line claims this key: the same name and the same key ID. Any other is an unknown key's.</summary>
    public bool IsOf(NoteSignature signature) => signature.KeyId == KeyId && signature.Name == Name;

    /// <summary>
    /// Verifies a signature that claims this key: Ed25519 over the text for 0x01; for 0x04 over
    /// <see cref="CosignedMessage"/> with the signature's own time (C2SP tlog-cosignature, “Ed25519 signed message”).
    /// </summary>
    /// <param name="text">The note's text, its last newline included.</param>
    /// <param name="signature">The signature line.</param>
    /// <param name="time">For a cosignature, when the witness says it signed, in seconds since 1970; otherwise null.</param>
    /// <returns>False for a wrong signature, and for one that claims another key.</returns>
    public bool Verify(string text, NoteSignature signature, out long? time)
    {
        time = null;
        if (!IsOf(signature)) return false;
        var bytes = signature.Bytes.Span;
        if (Type == NoteKeyType.Ed25519) return bytes.Length == SignatureSize && Verify(Encoding.UTF8.GetBytes(text), bytes);

        if (bytes.Length != 8 + SignatureSize) return false;
        var seconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (seconds < 0 || !Verify(CosignedMessage(text, seconds), bytes[8..])) return false;
        time = seconds;
        return true;
    }

    /// <summary>What a witness signs: <c>cosignature/v1</c>, <c>time</c> and the whole text (C2SP tlog-cosignature).</summary>
    /// <param name="text">The text of the checkpoint's note.</param>
    /// <param name="time">Seconds since 1970, not negative.</param>
    public static byte[] CosignedMessage(string text, long time)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{text}"));
    }

    /// <summary>The verifier key: <c>name+hex8+base64(type ‖ public key)</c>.</summary>
    public override string ToString() => NoteKey.Encode(Name, KeyId, Type, _publicKey);

    private bool Verify(byte[] message, ReadOnlySpan<byte> signature) =>
        Ed25519.Verify(signature.ToArray(), 0, _publicKey, 0, message, 0, message.Length);
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Acta.Ledger;

/// <summary>
/// A private Ed25519 key that signs notes (C2SP signed-note, “Ed25519 signatures”) or, as a witness, cosigns checkpoints
/// (C2SP tlog-cosignature). Ed25519 is deterministic: the same text always gets the same signature (RFC 8032 §5.1.6).
/// </summary>
public sealed class NoteSigner
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly byte[] _seed;
    private readonly byte[] _publicKey;

    /// <summary>A key from its 32-byte seed.</summary>
    /// <param name="name">The key's name; for a log its origin. The rules are those of <see cref="NoteVerifier"/>.</param>
    /// <param name="seed">The private key of RFC 8032 §5.1.5: 32 random bytes.</param>
    /// <param name="type">What the key signs.</param>
    /// <exception cref="ArgumentException">The name or the length is wrong.</exception>
    public NoteSigner(string name, ReadOnlySpan<byte> seed, NoteKeyType type = NoteKeyType.Ed25519)
    {
        if (seed.Length != Ed25519.SecretKeySize) throw new ArgumentException($"An Ed25519 seed is {Ed25519.SecretKeySize} bytes, not {seed.Length}.", nameof(seed));
        _seed = seed.ToArray();
        _publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(_seed, 0, _publicKey, 0);
        Verifier = new NoteVerifier(name, type, _publicKey);
    }

    /// <summary>The public half.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>The key's name.</summary>
    public string Name => Verifier.Name;

    /// <summary>Makes a new key from the operating system's random bytes.</summary>
    public static NoteSigner Generate(string name, NoteKeyType type = NoteKeyType.Ed25519) =>
        new(name, RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize), type);

    /// <summary>
    /// Reads the text form of a private key, <c>PRIVATE+KEY+name+hex8+base64(type ‖ seed)</c>, which Go's
    /// <c>golang.org/x/mod/sumdb/note</c> writes as well. White space around it, such as a file's last newline, is let pass.
    /// </summary>
    /// <param name="text">The content of a key file or environment variable.</param>
    /// <param name="signer">The key, when true is returned.</param>
    /// <param name="reason">A sentence, when false is returned; it never repeats the text.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out NoteSigner? signer, [NotNullWhen(false)] out string? reason)
    {
        signer = null;
        reason = $"That is not a private key of the form {Prefix}name+hash+base64.";
        text = text.Trim();
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        if (!NoteKey.TryDecode(text[Prefix.Length..], out var name, out var id, out var type, out var seed)) return false;
        var found = new NoteSigner(name, seed, type);
        if (found.Verifier.KeyId != id)
        {
            reason = "The private key is damaged: its hash does not fit its name and key.";
            return false;
        }
        signer = found;
        reason = null;
        return true;
    }

    /// <summary>The private key's text form, a secret: <c>PRIVATE+KEY+name+hex8+base64(type ‖ seed)</c>.</summary>
    public string ExportPrivateKey() => Prefix + NoteKey.Encode(Name, Verifier.KeyId, Verifier.Type, _seed);

    /// <summary>Signs the text of a note with a key of type 0x01.</summary>
    /// <param name="text">The text, its last newline included; <see cref="Note.Sign"/> checks its form.</param>
    /// <exception cref="InvalidOperationException">This is a cosigning key.</exception>
    public NoteSignature Sign(string text)
    {
        if (Verifier.Type != NoteKeyType.Ed25519) throw new InvalidOperationException("A cosigning key signs with a time: use Cosign.");
        return new NoteSignature(Name, Verifier.KeyId, SignBytes(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Cosigns the text of a checkpoint with a key of type 0x04 (C2SP tlog-cosignature).</summary>
    /// <param name="text">The text of the checkpoint's note.</param>
    /// <param name="time">Seconds since 1970, not negative.</param>
    /// <exception cref="InvalidOperationException">This is not a cosigning key.</exception>
    public NoteSignature Cosign(string text, long time)
    {
        if (Verifier.Type != NoteKeyType.Cosignature) throw new InvalidOperationException("Only a cosigning key (type 0x04) cosigns.");
        var signature = new byte[8 + Ed25519.SignatureSize];
        BinaryPrimitives.WriteInt64BigEndian(signature, time);
        SignBytes(NoteVerifier.CosignedMessage(text, time)).CopyTo(signature.AsSpan(8));
        return new NoteSignature(Name, Verifier.KeyId, signature);
    }

    /// <summary>The public half's text: a signer never prints its secret by accident.</summary>
    public override string ToString() => Verifier.ToString();

    private byte[] SignBytes(byte[] message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, 0, _publicKey, 0, message, 0, message.Length, signature, 0);
        return signature;
    }
}

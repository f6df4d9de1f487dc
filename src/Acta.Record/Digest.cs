using System.Security.Cryptography;

namespace Acta.Record;

/// <summary>The SHA-256 digest of a document's canonical bytes: the name it is stored under and logged by.</summary>
/// <param name="Hex">64 lower-case hexadecimal digits.</param>
public readonly record struct Digest(string Hex)
{
    /// <summary>The digest of these bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) => FromBytes(SHA256.HashData(bytes));

    /// <summary>A digest from its 32 bytes.</summary>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(bytes));

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Digest Parse(string hex) => TryParse(hex, out var digest) ? digest : throw new FormatException("expected 64 lower-case hexadecimal digits");

    /// <summary>Reads 64 lower-case hexadecimal digits; false for anything else.</summary>
    public static bool TryParse(string? hex, out Digest digest)
    {
        digest = default;
        if (hex is not { Length: 64 } || hex.AsSpan().ContainsAnyExcept("0123456789abcdef")) return false;
        digest = new Digest(hex);
        return true;
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToBytes() => Convert.FromHexString(Hex);

    /// <inheritdoc/>
    public override string ToString() => Hex;
}

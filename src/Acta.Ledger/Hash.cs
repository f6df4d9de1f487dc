using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Acta.Ledger;

/// <summary>
/// A SHA-256 hash in a Merkle tree: 32 bytes, compared by value (RFC 6962 §2.1).
/// It is laid out as exactly 32 bytes, so a tile's bytes can be read as hashes without copying.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = Size)]
public readonly struct Hash : IEquatable<Hash>
{
    private readonly ulong _a, _b, _c, _d;

    /// <summary>The length of a hash: 32 bytes.</summary>
    public const int Size = 32;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).</summary>
    public static readonly Hash Empty = OfBytes([]);

    /// <summary>Copies a hash out of exactly 32 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 32 bytes long.</exception>
    public Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"A hash is {Size} bytes, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<Hash>(bytes);
    }

    /// <summary>The 32 bytes, in place: valid as long as the hash itself is.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Span => MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in this));

    /// <summary>The hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1). Any length is hashed; the limit of a bundle is <see cref="EntryBundle.MaxEntrySize"/>.</summary>
    public static Hash Leaf(ReadOnlySpan<byte> entry)
    {
        // One contiguous buffer: a one-shot SHA-256 is several times faster than an incremental one on small entries.
        byte[]? rented = null;
        var input = entry.Length < 2048 ? stackalloc byte[entry.Length + 1] : (rented = ArrayPool<byte>.Shared.Rent(entry.Length + 1));
        input[0] = 0x00;
        entry.CopyTo(input[1..]);
        var hash = OfBytes(input[..(entry.Length + 1)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>The hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1).</summary>
    public static Hash Node(in Hash left, in Hash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Size];
        input[0] = 0x01;
        left.Span.CopyTo(input[1..]);
        right.Span.CopyTo(input[(1 + Size)..]);
        return OfBytes(input);
    }

    /// <summary>Reads a hash from canonical standard Base64 (44 characters), the form of checkpoints and proofs.</summary>
    /// <returns>False when the text is anything else; never throws.</returns>
    public static bool TryParse(ReadOnlySpan<char> base64, out Hash hash)
    {
        hash = default;
        if (!StrictBase64.TryDecode(base64, out var bytes) || bytes.Length != Size) return false;
        hash = new Hash(bytes);
        return true;
    }

    /// <summary>Sees a sequence of hashes in bytes, in place; a tail shorter than a hash is left out.</summary>
    public static ReadOnlySpan<Hash> In(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, Hash>(bytes);

    /// <summary>Standard Base64, as in checkpoints and proofs.</summary>
    public override string ToString() => Convert.ToBase64String(Span);

    /// <inheritdoc/>
    public bool Equals(Hash other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _a.GetHashCode();

    /// <summary>Equal bytes.</summary>
    public static bool operator ==(Hash left, Hash right) => left.Equals(right);

    /// <summary>Different bytes.</summary>
    public static bool operator !=(Hash left, Hash right) => !left.Equals(right);

    private static Hash OfBytes(ReadOnlySpan<byte> input)
    {
        Hash hash = default;
        SHA256.HashData(input, MemoryMarshal.AsBytes(new Span<Hash>(ref hash)));
        return hash;
    }
}

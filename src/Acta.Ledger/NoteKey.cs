using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acta.Ledger;

/// <summary>What a key signs (C2SP signed-note, “Signature types”).</summary>
public enum NoteKeyType : byte
{
    /// <summary>0x01: Ed25519 over the note's text, as a log signs its checkpoints.</summary>
    Ed25519 = 0x01,

    /// <summary>0x04: a timestamped Ed25519 cosignature, as a witness signs a log's checkpoint (C2SP tlog-cosignature).</summary>
    Cosignature = 0x04,
}

/// <summary>The rules of names, key IDs and their text forms, shared by signers and verifiers (C2SP signed-note, “Format” and “Verifier keys”).</summary>
internal static class NoteKey
{
    public const int PublicKeySize = 32;

    /// <summary>Names are not empty and hold no Unicode space, no plus, and nothing a note couldn't hold.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return false;
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(name, out var rune, out var length) != OperationStatus.Done) return false;
            if (rune.Value is '+' or < 0x20 || Rune.IsWhiteSpace(rune)) return false;
            name = name[length..];
        }
        return true;
    }

    /// <summary>SHA-256(name ‖ 0x0A ‖ type ‖ public key), its first four bytes.</summary>
    public static uint Id(string name, NoteKeyType type, ReadOnlySpan<byte> publicKey)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input));
    }

    /// <summary><c>name+hex8+base64(type ‖ key)</c>.</summary>
    public static string Encode(string name, uint id, NoteKeyType type, ReadOnlySpan<byte> key) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}+{id:x8}+{Convert.ToBase64String([(byte)type, .. key])}");

    /// <summary>Takes that text apart; whether the ID fits the public key is for the caller to check.</summary>
    public static bool TryDecode(string text, [NotNullWhen(true)] out string? name, out uint id, out NoteKeyType type, out byte[] key)
    {
        (name, id, type, key) = (null, 0, default, []);
        var parts = text.Split('+', 3);   // the Base64 may hold a plus, the name can't
        if (parts.Length != 3 || !IsName(parts[0])) return false;
        if (parts[1].Length != 8 || parts[1].AsSpan().ContainsAnyExcept("0123456789abcdef")) return false;
        if (!StrictBase64.TryDecode(parts[2], out var bytes) || bytes.Length != 1 + PublicKeySize) return false;
        id = uint.Parse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        type = (NoteKeyType)bytes[0];
        if (type is not (NoteKeyType.Ed25519 or NoteKeyType.Cosignature)) return false;
        key = bytes[1..];
        name = parts[0];
        return true;
    }
}

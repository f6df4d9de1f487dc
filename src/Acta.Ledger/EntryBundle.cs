using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Acta.Ledger;

/// <summary>
/// Up to 256 entries in a row, each as a big-endian 16-bit length and its bytes (C2SP tlog-tiles, “Log entries”).
/// </summary>
public static class EntryBundle
{
    /// <summary>The longest entry a bundle can hold: 65,535 bytes.</summary>
    public const int MaxEntrySize = ushort.MaxValue;

    /// <summary>Writes a bundle.</summary>
    /// <param name="entries">1 to 256 entries, in the order of their indexes.</param>
    /// <exception cref="ArgumentException">No entry, more than 256, or one longer than <see cref="MaxEntrySize"/>.</exception>
    public static byte[] Encode(IReadOnlyList<byte[]> entries)
    {
        if (entries.Count is < 1 or > Tile.FullWidth) throw new ArgumentException($"A bundle holds 1 to 256 entries, not {entries.Count}.", nameof(entries));
        var length = 0;
        foreach (var entry in entries)
        {
            if (entry.Length > MaxEntrySize) throw new ArgumentException($"An entry is at most {MaxEntrySize} bytes; one has {entry.Length}.", nameof(entries));
            length += 2 + entry.Length;
        }

        var bundle = new byte[length];
        var rest = bundle.AsSpan();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.CopyTo(rest[2..]);
            rest = rest[(2 + entry.Length)..];
        }
        return bundle;
    }

    /// <summary>Reads a bundle of exactly <paramref name="width"/> entries.</summary>
    /// <param name="bundle">Foreign bytes.</param>
    /// <param name="width">How many entries the bundle's path promised, 1 to 256.</param>
    /// <param name="entries">The entries, when true is returned.</param>
    /// <param name="reason">A sentence, when false is returned.</param>
    public static bool TryDecode(ReadOnlySpan<byte> bundle, int width, [NotNullWhen(true)] out byte[][]? entries, [NotNullWhen(false)] out string? reason)
    {
        entries = null;
        var found = new List<byte[]>(Math.Clamp(width, 0, Tile.FullWidth));
        while (!bundle.IsEmpty)
        {
            if (bundle.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bundle) is var length && bundle.Length < 2 + length)
            {
                reason = $"The bundle ends in the middle of its entry {found.Count}.";
                return false;
            }
            if (found.Count == width)
            {
                reason = $"The bundle holds more than the {width} entries its path says.";
                return false;
            }
            found.Add(bundle.Slice(2, length).ToArray());
            bundle = bundle[(2 + length)..];
        }
        if (found.Count != width)
        {
            reason = $"The bundle holds {found.Count} entries; its path says {width}.";
            return false;
        }
        entries = [.. found];
        reason = null;
        return true;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Acta.Media;

/// <summary>
/// A picture without what its readers must not learn: where it was taken, with which camera, what an editor's program wrote
/// into it. Its pixels stay as they are, bit for bit; so do its orientation, colour profile, copyright and author. What stands
/// behind the picture's end, where another file may hide, is left out.
/// </summary>
internal static class CleanCopy
{
    /// <summary>Null where the picture is broken.</summary>
    public static byte[]? Of(string type, byte[] file)
    {
        try
        {
            return type switch
            {
                "image/jpeg" => Jpeg(file),
                "image/png" => Png(file),
                "image/webp" => WebP(file),
                "image/gif" => Gif(file),
                _ => file,
            };
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static byte[]? Jpeg(byte[] f)
    {
        var made = new MemoryStream(f.Length);
        made.Write(f, 0, 2);
        var (exif, at) = (0L, 2);
        while (at + 4 <= f.Length)
        {
            if (f[at] != 0xFF) return null;
            var marker = f[at + 1];
            if (marker == 0xFF) { at++; continue; }
            if (marker == 0xD9)
            {
                made.Write(f, at, 2);
                return made.ToArray();
            }
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(f.AsSpan(at + 2));
            var body = f.AsSpan((at + 4)..end);
            if (marker == 0xE1 && exif == 0 && body.StartsWith("Exif\0\0"u8))
            {
                if (SmallExif(body[6..]) is { } kept)
                {
                    made.Write([0xFF, 0xE1, (byte)((kept.Length + 8) >> 8), (byte)(kept.Length + 8)]);
                    made.Write("Exif\0\0"u8);
                    made.Write(kept);
                }
                exif = 1;
            }
            // Of the application segments those that tell how the pixels are to be read; no comments.
            var isKept = marker switch { 0xE0 => body.StartsWith("JFIF\0"u8), 0xE2 => body.StartsWith("ICC_PROFILE\0"u8), 0xEE => body.StartsWith("Adobe"u8), >= 0xE0 and <= 0xEF or 0xFE => false, _ => true };
            if (isKept) made.Write(f, at, end - at);
            at = end;
            if (marker != 0xDA) continue;
            // The pixels, until a marker that is neither a stuffed byte nor a restart.
            var pixels = at;
            while (at + 1 < f.Length && !(f[at] == 0xFF && f[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))) at++;
            made.Write(f, pixels, at - pixels);
        }
        // The end is missing: what there is of the pixels is shown by every program; it is closed here.
        made.Write([0xFF, 0xD9]);
        return made.ToArray();
    }

    // Orientation, author and copyright alone, in a table of our own.
    private static byte[]? SmallExif(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14) return null;
        var isLittle = tiff[0] == 'I';
        ushort U16(ReadOnlySpan<byte> s) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(s) : BinaryPrimitives.ReadUInt16BigEndian(s);
        uint U32(ReadOnlySpan<byte> s) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(s) : BinaryPrimitives.ReadUInt32BigEndian(s);
        var at = (int)Math.Min(U32(tiff[4..]), int.MaxValue);
        if (at > tiff.Length - 2) return null;
        var (count, orientation) = (U16(tiff[at..]), 0);
        var texts = new List<(ushort Tag, byte[] Text)>();
        for (var i = 0; i < count && at + 2 + (i + 1) * 12 <= tiff.Length; i++)
        {
            var entry = tiff.Slice(at + 2 + i * 12, 12);
            var (tag, size) = (U16(entry), U32(entry[4..]));
            if (tag == 0x0112) orientation = U16(entry[8..]);
            if (tag is not (0x013B or 0x8298) || U16(entry[2..]) != 2 || size is 0 or > 500) continue;
            var from = size <= 4 ? 0 : (int)Math.Min(U32(entry[8..]), int.MaxValue);
            var all = size <= 4 ? entry[8..] : tiff;
            if (from <= all.Length - (int)size) texts.Add((tag, all.Slice(from, (int)size).ToArray()));
        }
        if (orientation is < 2 or > 8) orientation = 0;
        var entries = texts.Count + (orientation > 0 ? 1 : 0);
        if (entries == 0) return null;
        var made = new MemoryStream();
        Span<byte> four = stackalloc byte[4];
        made.Write("MM\0*\0\0\0\x08"u8);
        Put16(entries);
        if (orientation > 0)
        {
            Put16(0x0112);
            Put16(3);
            Put32(1);
            Put16(orientation);
            Put16(0);
        }
        var next = 8 + 2 + entries * 12 + 4;
        foreach (var (tag, text) in texts.OrderBy(t => t.Tag))
        {
            var padded = Math.Max(text.Length, 5);
            Put16(tag);
            Put16(2);
            Put32(padded);
            Put32(next);
            next += padded;
        }
        Put32(0);
        foreach (var (_, text) in texts.OrderBy(t => t.Tag)) made.Write([.. text, .. new byte[Math.Max(0, 5 - text.Length)]]);
        return made.ToArray();

        void Put16(int value) => made.Write([(byte)(value >> 8), (byte)value]);
        void Put32(int value) => made.Write([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
    }

    private static byte[]? Png(byte[] f)
    {
        string[] kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "iCCP", "sRGB", "gAMA", "cHRM", "cICP", "sBIT", "pHYs", "bKGD", "acTL", "fcTL", "fdAT"];
        var made = new MemoryStream(f.Length);
        made.Write(f, 0, 8);
        for (var at = 8; at + 12 <= f.Length;)
        {
            var length = checked(12 + (int)BinaryPrimitives.ReadUInt32BigEndian(f.AsSpan(at)));
            if (length > f.Length - at) return null;
            var name = Encoding.Latin1.GetString(f, at + 4, 4);
            if (kept.Contains(name)) made.Write(f, at, length);
            if (name == "IEND") return made.ToArray();
            at += length;
        }
        return null;
    }

    private static byte[]? WebP(byte[] f)
    {
        string[] kept = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];
        var made = new MemoryStream(f.Length);
        made.Write(f, 0, 12);
        var end = Math.Min(f.Length, checked(8L + BinaryPrimitives.ReadUInt32LittleEndian(f.AsSpan(4))));
        for (var at = 12; at + 8 <= end;)
        {
            var size = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(f.AsSpan(at + 4)));
            var length = checked(8 + size + (size & 1));
            if (8 + size > end - at) return null;
            var name = Encoding.Latin1.GetString(f, at, 4);
            if (kept.Contains(name))
            {
                var chunk = f.AsSpan(at, Math.Min(length, f.Length - at)).ToArray();
                // It has neither Exif nor XMP any more.
                if (name == "VP8X") chunk[8] = (byte)(chunk[8] & ~0x0C);
                made.Write(chunk);
            }
            at += length;
        }
        var bytes = made.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)(bytes.Length - 8));
        return bytes;
    }

    private static byte[]? Gif(byte[] f)
    {
        var made = new MemoryStream(f.Length);
        static int Table(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
        var at = 13 + Table(f[10]);
        made.Write(f, 0, at);
        while (f[at] != 0x3B)
        {
            var begin = at;
            var isKept = f[at] == 0x2C || f[at + 1] == 0xF9 || (f[at + 1] == 0xFF && Encoding.Latin1.GetString(f, at + 3, 11) is "NETSCAPE2.0" or "ANIMEXTS1.0");
            if (f[at] == 0x2C) at += 10 + Table(f[at + 9]) + 1;
            else if (f[at] == 0x21) at += 2;
            else return null;
            while (f[at] != 0) at += f[at] + 1;
            at++;
            if (isKept) made.Write(f, begin, at - begin);
        }
        made.WriteByte(0x3B);
        return made.ToArray();
    }

    /// <summary>Takes out of a film, in place, the boxes in which telephones write where it was made; everything else stays where it is.</summary>
    public static void Film(FileStream film)
    {
        Boxes(0, film.Length, 0);

        void Boxes(long from, long to, int depth)
        {
            Span<byte> head = stackalloc byte[16];
            while (from + 8 <= to)
            {
                film.Position = from;
                if (film.ReadAtLeast(head, 16, throwOnEndOfStream: false) < 8) return;
                var name = Encoding.Latin1.GetString(head[4..8]);
                long size = BinaryPrimitives.ReadUInt32BigEndian(head);
                var begin = size == 1 ? 16 : 8;
                if (size == 1) size = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(head[8..]), long.MaxValue);
                if (size == 0) size = to - from;
                if (size < begin || size > to - from) return;
                if (name is "moov" or "trak" && depth < 3) Boxes(from + begin, from + size, depth + 1);
                else if (name is "udta" or "meta" && depth is > 0 and < 3 || name == "meta" && depth == 0)
                {
                    film.Position = from + 4;
                    film.Write("free"u8);
                    film.Position = from + begin;
                    var zeros = new byte[8192];
                    for (var left = size - begin; left > 0; left -= zeros.Length) film.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
                }
                from += size;
            }
        }
    }
}

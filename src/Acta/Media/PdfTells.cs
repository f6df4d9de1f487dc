using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Acta.Media;

/// <summary>
/// What a PDF says of the people behind it: the document information (ISO 32000-1 §14.3.3), its XMP, and whether it holds
/// comments or other files. Nothing is laid out: the bytes are looked through, packed objects as well, in windows of bounded size.
/// </summary>
internal static class PdfTells
{
    private const int Window = 8 << 20;

    // What starts in a window and goes on behind it.
    private const int Overlap = 1 << 20;

    // Of all packed objects together.
    private const int MostUnpacked = 64 << 20;

    private static readonly (string Name, string Kind)[] Keys = [("/Author", "author"), ("/Title", "title"), ("/Subject", "subject"), ("/Keywords", "subject"), ("/Company", "company")];

    public static void Read(string path, FileTells.Tells tells)
    {
        using var stream = File.OpenRead(path);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Window, stream.Length));
        try
        {
            var unpacked = 0;
            var isLocked = IsLocked(stream, buffer);
            if (isLocked) tells.Add(FileTells.Closed, "");
            for (long at = 0; ; at += Window - Overlap)
            {
                stream.Position = at;
                var read = stream.ReadAtLeast(buffer.AsSpan(0, Math.Min(buffer.Length, Window)), Math.Min(buffer.Length, Window), throwOnEndOfStream: false);
                var part = buffer.AsSpan(0, read);
                Look(part, isLocked, tells);
                if (!isLocked) Unpack(part, ref unpacked, tells);
                if (at + read >= stream.Length) return;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The trailer, plain or as the dictionary of a stream, stands at the end; of a file made for the web, at the beginning.
    private static bool IsLocked(FileStream stream, byte[] buffer)
    {
        foreach (var from in new[] { 0, Math.Max(0, stream.Length - 65536) })
        {
            stream.Position = from;
            var part = buffer.AsSpan(0, Math.Min(buffer.Length, 65536));
            if (part[..stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false)].IndexOf("/Encrypt "u8) >= 0) return true;
        }
        return false;
    }

    private static void Look(ReadOnlySpan<byte> part, bool isLocked, FileTells.Tells tells)
    {
        // The words of a locked document are locked, its XMP need not be.
        if (!isLocked)
            foreach (var mark in new[] { "/Author", "/Producer", "/CreationDate" })
                foreach (var at in All(part, Encoding.ASCII.GetBytes(mark)))
                    if (Dictionary(part, at) is var (from, to)) Information(part[from..to], tells);
        foreach (var at in All(part, "<x:xmpmeta"u8.ToArray()))
        {
            var end = part[at..].IndexOf("</x:xmpmeta>"u8);
            if (end < 0) continue;
            try
            {
                FileTells.Xml(new MemoryStream(part.Slice(at, end + 12).ToArray()), tells);
            }
            catch (XmlException)
            {
                tells.Add(FileTells.Closed, "");
            }
        }
        if (part.IndexOf("/Subtype/Popup"u8) >= 0 || part.IndexOf("/Subtype /Popup"u8) >= 0) tells.Add(FileTells.Comments, "");
        if (part.IndexOf("/EmbeddedFile"u8) >= 0) tells.Add("files", "");
    }

    // Streams that are packed and hold objects or XMP, where they stand in the file.
    private static void Unpack(ReadOnlySpan<byte> part, ref int unpacked, FileTells.Tells tells)
    {
        foreach (var at in All(part, "stream"u8.ToArray()))
        {
            if (unpacked > MostUnpacked) return;
            if (at >= 3 && part.Slice(at - 3, 3).SequenceEqual("end"u8)) continue;
            var head = part[Math.Max(0, at - 400)..at];
            var begin = head.LastIndexOf(" obj"u8);
            if (begin > 0) head = head[begin..];
            if (head.IndexOf("/FlateDecode"u8) < 0 || (head.IndexOf("/ObjStm"u8) < 0 && head.IndexOf("/Metadata"u8) < 0)) continue;
            var from = at + 6;
            while (from < part.Length && part[from] is (byte)'\r' or (byte)'\n') from++;
            var end = part[from..].IndexOf("endstream"u8);
            if (end < 0) continue;
            using var content = new MemoryStream();
            try
            {
                using var packed = new ZLibStream(new MemoryStream(part.Slice(from, end).ToArray()), CompressionMode.Decompress);
                FileTells.CopyUpTo(packed, content, 4 << 20);
            }
            catch (InvalidDataException)
            {
                // What could be read of it counts.
            }
            unpacked += (int)content.Length;
            Look(content.GetBuffer().AsSpan(0, (int)content.Length), false, tells);
        }
    }

    private static List<int> All(ReadOnlySpan<byte> part, ReadOnlySpan<byte> what)
    {
        var found = new List<int>();
        for (var at = 0; found.Count < 20_000;)
        {
            var next = part[at..].IndexOf(what);
            if (next < 0) break;
            found.Add(at + next);
            at += next + what.Length;
        }
        return found;
    }

    // The document information has no dictionary within: from the last << to the next >>.
    private static (int From, int To)? Dictionary(ReadOnlySpan<byte> part, int at)
    {
        var start = Math.Max(0, at - 8192);
        var from = part[start..at].LastIndexOf("<<"u8);
        var to = part[at..Math.Min(part.Length, at + 8192)].IndexOf(">>"u8);
        return from < 0 ? null : (start + from, to < 0 ? Math.Min(part.Length, at + 8192) : at + to + 1);
    }

    private static void Information(ReadOnlySpan<byte> dictionary, FileTells.Tells tells)
    {
        foreach (var (name, kind) in Keys)
        {
            var at = dictionary.IndexOf(Encoding.ASCII.GetBytes(name));
            if (at < 0) continue;
            at += name.Length;
            while (at < dictionary.Length && dictionary[at] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t') at++;
            if (at < dictionary.Length && dictionary[at] == '(') tells.Add(kind, Words(Literal(dictionary[(at + 1)..])));
            else if (at < dictionary.Length && dictionary[at] == '<') tells.Add(kind, Words(Hexadecimal(dictionary[(at + 1)..])));
        }
    }

    // §7.3.4.2: brackets in balance, escapes, octal numbers.
    private static byte[] Literal(ReadOnlySpan<byte> s)
    {
        var bytes = new List<byte>();
        var depth = 1;
        for (var i = 0; i < s.Length && bytes.Count < 2000; i++)
        {
            if (s[i] == '(') depth++;
            if (s[i] == ')' && --depth == 0) break;
            if (s[i] != '\\' || i + 1 == s.Length)
            {
                bytes.Add(s[i]);
                continue;
            }
            i++;
            if (s[i] is >= (byte)'0' and <= (byte)'7')
            {
                var value = 0;
                for (var digits = 0; digits < 3 && i < s.Length && s[i] is >= (byte)'0' and <= (byte)'7'; digits++, i++) value = value * 8 + s[i] - '0';
                i--;
                bytes.Add((byte)value);
            }
            else if (s[i] is not ((byte)'\r' or (byte)'\n')) bytes.Add(s[i] switch { (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, (byte)'b' => 8, (byte)'f' => 12, var same => same });
        }
        return [.. bytes];
    }

    private static byte[] Hexadecimal(ReadOnlySpan<byte> s)
    {
        var end = s.IndexOf((byte)'>');
        var digits = string.Concat(Encoding.ASCII.GetString(end < 0 ? s : s[..end]).Where(char.IsAsciiHexDigit));
        return Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0");
    }

    // UTF-16 or UTF-8 with their marks, else PDFDocEncoding, which is Latin 1 but for a few signs.
    private static string Words(byte[] bytes) => bytes switch
    {
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2)),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes.AsSpan(2)),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes.AsSpan(3)),
        _ => Encoding.Latin1.GetString(bytes),
    };
}

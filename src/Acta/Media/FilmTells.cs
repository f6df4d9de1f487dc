using System.Buffers.Binary;
using System.Text;

namespace Acta.Media;

/// <summary>Whether a film may still say where it was made: in a track beside picture and sound, or in tags.</summary>
internal static class FilmTells
{
    public static void Read(string path, FileTells.Tells tells)
    {
        using var film = File.OpenRead(path);
        var head = new byte[4];
        film.ReadExactly(head);
        if (head[0] == 0x1A) Tags(film, tells);
        else Boxes(film, 0, film.Length, 0, tells);
    }

    // ISO 14496-12: a track that is neither picture nor sound, nor text, has measurements: of place with many cameras.
    private static void Boxes(FileStream film, long from, long to, int depth, FileTells.Tells tells)
    {
        Span<byte> head = stackalloc byte[20];
        while (from + 8 <= to)
        {
            film.Position = from;
            head.Clear();
            if (film.ReadAtLeast(head, 20, throwOnEndOfStream: false) < 8) return;
            var name = Encoding.Latin1.GetString(head[4..8]);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            var begin = size == 1 ? 16 : 8;
            if (size == 1) size = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(head[8..]), long.MaxValue);
            if (size == 0) size = to - from;
            if (size < begin || size > to - from) return;
            if (name is "moov" or "trak" or "mdia" && depth < 4) Boxes(film, from + begin, from + size, depth + 1, tells);
            else if (name == "hdlr" && depth == 3 && Encoding.Latin1.GetString(head[16..20]) is "meta" or "camm" or "gps ") tells.Add("place", "");
            from += size;
        }
    }

    // The tags of WebM are words, and stand at its beginning or end.
    private static void Tags(FileStream film, FileTells.Tells tells)
    {
        var part = new byte[1 << 20];
        foreach (var from in new[] { 0, Math.Max(0, film.Length - part.Length) })
        {
            film.Position = from;
            if (part.AsSpan(0, film.ReadAtLeast(part, part.Length, throwOnEndOfStream: false)).IndexOf("LOCATION"u8) >= 0) tells.Add("place", "");
        }
    }
}

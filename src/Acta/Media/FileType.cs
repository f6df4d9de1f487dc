using System.Text;

namespace Acta.Media;

/// <summary>The media type of a file by its first bytes: a name proves nothing.</summary>
internal static class FileType
{
    private static readonly (string Type, int At, byte[] Bytes)[] Signatures =
    [
        ("image/jpeg", 0, [0xFF, 0xD8, 0xFF]),
        ("image/png", 0, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/gif", 0, "GIF8"u8.ToArray()),
        ("image/webp", 8, "WEBP"u8.ToArray()),
        ("image/avif", 4, "ftypavif"u8.ToArray()),
        ("image/tiff", 0, [0x49, 0x49, 0x2A, 0x00]),
        ("image/tiff", 0, [0x4D, 0x4D, 0x00, 0x2A]),
        ("application/pdf", 0, "%PDF-"u8.ToArray()),
        ("video/mp4", 4, "ftyp"u8.ToArray()),
        ("video/webm", 0, [0x1A, 0x45, 0xDF, 0xA3]),
        ("audio/mpeg", 0, "ID3"u8.ToArray()),
        ("audio/mpeg", 0, [0xFF, 0xFB]),
        ("audio/ogg", 0, "OggS"u8.ToArray()),
        ("audio/wav", 8, "WAVE"u8.ToArray()),
        ("application/msword", 0, [0xD0, 0xCF, 0x11, 0xE0]),
    ];

    // A ZIP is named by what stands in it; the ending of the name is believed only among these.
    private static readonly Dictionary<string, string> Packed = new(StringComparer.OrdinalIgnoreCase)
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".epub"] = "application/epub+zip",
    };

    public static string Of(ReadOnlySpan<byte> head, string name)
    {
        foreach (var (type, at, bytes) in Signatures)
            if (head.Length >= at + bytes.Length && head.Slice(at, bytes.Length).SequenceEqual(bytes)) return type;
        if (head.StartsWith("PK\x03\x04"u8)) return Packed.GetValueOrDefault(Path.GetExtension(name), "application/zip");
        if (IsText(head))
        {
            var start = Encoding.UTF8.GetString(head[..Math.Min(head.Length, 512)]).TrimStart('\uFEFF', ' ', '\n', '\r', '\t');
            if (start.Contains("<svg", StringComparison.Ordinal)) return "image/svg+xml";
            return Path.GetExtension(name).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? "text/csv" : "text/plain";
        }
        return "application/octet-stream";
    }

    private static bool IsText(ReadOnlySpan<byte> head) => !head.ContainsAnyInRange((byte)0, (byte)8);
}

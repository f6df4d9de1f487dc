using System.Text;
using Acta.Store;

namespace Acta.Import.Lines;

/// <summary>One line of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Without its end; empty where a fault makes it unreadable.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Fault">Why it can't be read, as a sentence; null for a good line.</param>
internal readonly record struct Utf8Line(long Number, string Text, long Bytes, string? Fault);

/// <summary>Lines of UTF-8, one at a time: a line of two gigabytes is passed over, not held.</summary>
internal static class Utf8Lines
{
    /// <summary>The longest line taken: a whole document with room for its escapes.</summary>
    public const int MaxLine = 24 << 20;

    private static readonly UTF8Encoding Strict = new(false, true);

    /// <exception cref="UserError">The packed file is damaged, or the disk fails.</exception>
    public static IEnumerable<Utf8Line> Read(InputFile file, int maxLine = MaxLine)
    {
        using var stream = file.Open();
        var buffer = new byte[1 << 16];
        var (start, end) = (0, 0);
        long number = 0, dropped = 0;
        while (true)
        {
            var at = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (at >= 0)
            {
                yield return Line(buffer.AsSpan(start, at - start), ++number, dropped, maxLine);
                (start, dropped) = (at + 1, 0);
                continue;
            }
            if (end - start > maxLine)
            {
                dropped += end - start;
                start = end;
            }
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = ReadSome(file, stream, buffer, end);
            if (read == 0)
            {
                if (end > start || dropped > 0) yield return Line(buffer.AsSpan(start, end - start), ++number, dropped, maxLine);
                yield break;
            }
            end += read;
        }
    }

    private static int ReadSome(InputFile file, Stream stream, byte[] buffer, int at)
    {
        try
        {
            return stream.Read(buffer, at, buffer.Length - at);
        }
        catch (InvalidDataException)
        {
            throw new UserError($"{file.Name} is a damaged gzip file: it breaks off; pack or copy it again.");
        }
        catch (IOException e)
        {
            throw new UserError($"{file.Name} can't be read to its end: {e.Message.TrimEnd('.')}.");
        }
    }

    private static Utf8Line Line(ReadOnlySpan<byte> bytes, long number, long dropped, int maxLine)
    {
        var length = bytes.Length + dropped;
        if (length > maxLine) return new(number, "", length, $"the line has {length:N0} bytes; at most {maxLine:N0} fit.");
        if (number == 1 && bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.EndsWith("\r"u8)) bytes = bytes[..^1];
        try
        {
            return new(number, Strict.GetString(bytes), length, null);
        }
        catch (DecoderFallbackException e)
        {
            var at = e.Index < 0 ? 0 : e.Index;
            return new(number, Encoding.UTF8.GetString(bytes), length, $"byte {at + 1} of the line ({(at < bytes.Length ? "0x" + bytes[at].ToString("X2") : "?")}) is not UTF-8; save the file as UTF-8.");
        }
    }
}

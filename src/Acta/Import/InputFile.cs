using System.Text;
using Acta.Store;

namespace Acta.Import;

/// <summary>One file to import, plain or gzip; it can be read from its beginning more than once.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">What to call it when speaking to people.</param>
internal sealed record InputFile(string Path, string Name)
{
    /// <summary>Its length on the disk, for the progress.</summary>
    public long Length => new FileInfo(Path).Length;

    /// <summary>How much of it has been read by the pass that runs.</summary>
    public long Position => Interlocked.Read(ref _position);

    private long _position;

    /// <exception cref="UserError">It can't be read.</exception>
    public Stream Open()
    {
        Interlocked.Exchange(ref _position, 0);
        FileStream? stream = null;
        try
        {
            stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            var isGzip = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
            stream.Position = 0;
            var counted = new CountingStream(stream, n => Interlocked.Add(ref _position, n));
            return isGzip ? new WholeGzip(counted, stream, Name) : counted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new UserError($"{Name} can't be read: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Its first bytes, unpacked.</summary>
    /// <exception cref="UserError">It is empty, or damaged at its beginning.</exception>
    public byte[] Beginning(int bytes = 8192)
    {
        try
        {
            using var stream = Open();
            var buffer = new byte[bytes];
            var read = stream.ReadAtLeast(buffer, bytes, throwOnEndOfStream: false);
            if (buffer.AsSpan(0, read).Trim("\uFEFF \t\r\n"u8).IsEmpty && read < bytes) throw new UserError($"{Name} is empty; there is nothing to import.");
            return buffer[..read];
        }
        catch (InvalidDataException)
        {
            throw new UserError($"{Name} is a damaged gzip file; pack or copy it again.");
        }
    }

    /// <summary>The files that SOURCE means: one, those of a folder that look like the format, or standard input.</summary>
    /// <exception cref="UserError">There is none, or it can't be read.</exception>
    public static IReadOnlyList<InputFile> Find(string source, string format, string spoolFolder)
    {
        if (source == "-") return [Spool(spoolFolder)];
        if (File.Exists(source)) return [new InputFile(System.IO.Path.GetFullPath(source), source)];
        if (!Directory.Exists(source)) throw new UserError($"{source} does not exist; name a file, a folder, or - for standard input.");
        string[] endings = format switch
        {
            "text" => [".txt", ".text"],
            "wxr" => [".xml", ".wxr"],
            "jsonfeed" or "popolo" => [".json"],
            "csv" => [".csv"],
            _ => [".jsonl", ".ndjson"],
        };
        try
        {
            var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
                .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase) || f.EndsWith(e + ".gz", StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal)
                .Select(f => new InputFile(System.IO.Path.GetFullPath(f), f)).ToList();
            return files.Count > 0 ? files : throw new UserError($"{source} holds no file of the format {format} ({string.Join(", ", endings)}, or these with .gz).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{source} can't be read: {e.Message.TrimEnd('.')}.");
        }
    }

    // Some formats are read twice; standard input can be read once.
    private static InputFile Spool(string folder)
    {
        var path = System.IO.Path.Combine(folder, $".import-{Guid.NewGuid():N}");
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            using var input = Console.OpenStandardInput();
            input.CopyTo(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            System.IO.File.Delete(path);
            throw new UserError($"Standard input can't be kept in {folder} while it is read: {e.Message.TrimEnd('.')}.");
        }
        return new InputFile(path, "standard input") { IsSpooled = true };
    }

    /// <summary>Whether it is a copy of standard input, to be deleted afterwards.</summary>
    public bool IsSpooled { get; private init; }

    /// <summary>What these first bytes look like, and the format to name for them, if any.</summary>
    public static (string Looks, string? Format) Sniff(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF"u8)) return ("a PDF file", null);
        if (head.StartsWith("PK\x03\x04"u8)) return ("a ZIP archive (or an office document)", null);
        if (head.StartsWith("SQLite format 3"u8)) return ("an SQLite database", null);
        if (head.StartsWith("\xFF\xD8\xFF"u8) || head is [0xFF, 0xD8, 0xFF, ..]) return ("a JPEG picture", null);
        if (head is [0x89, (byte)'P', (byte)'N', (byte)'G', ..]) return ("a PNG picture", null);
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return ("text in UTF-16 (save it as UTF-8)", null);
        if (head.IndexOf((byte)0) >= 0) return ("a binary file", null);
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return ("an HTML page", null);
        if (text.StartsWith('<'))
        {
            if (text.Contains("wordpress.org/export", StringComparison.Ordinal)) return ("a WordPress export", "wxr");
            if (text.Contains("<rss", StringComparison.Ordinal)) return ("an RSS feed", null);
            if (text.Contains("<feed", StringComparison.Ordinal)) return ("an Atom feed", null);
            return ("XML", null);
        }
        if (text.StartsWith('{'))
        {
            if (text.Contains("jsonfeed.org/version", StringComparison.Ordinal)) return ("a JSON Feed", "jsonfeed");
            return text.Contains("\"acta\":", StringComparison.Ordinal) ? ("Acta's interchange form", "jsonl") : ("JSON", null);
        }
        // "[04.03.2024]" is a date.
        return text.StartsWith('[') && text[1..].TrimStart() is ['{' or '[' or '"' or ']', ..] ? ("a JSON list", null) : ("plain text", "text");
    }

    /// <summary>The sentence for a file that is something else than it was said to be.</summary>
    public UserError IsNot(string what, ReadOnlySpan<byte> head)
    {
        var (looks, format) = Sniff(head);
        return new UserError($"{Name} is not {what}; it looks like {looks}." + (format is null ? "" : $" Try --format {format}."));
    }

    private sealed class CountingStream(Stream inner, Action<int> read) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var n = inner.Read(buffer);
            read(n);
            return n;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

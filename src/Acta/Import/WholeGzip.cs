using System.Buffers.Binary;
using System.IO.Compression;
using Acta.Store;

namespace Acta.Import;

/// <summary>Unpacks a gzip file and sees at its end whether it was whole: the runtime's own stream ends in silence where a file breaks off.</summary>
internal sealed class WholeGzip(Stream packed, FileStream file, string name) : Stream
{
    private readonly GZipStream _inner = new(packed, CompressionMode.Decompress);
    private long _length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="UserError">It ends before its end.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _inner.Read(buffer);
        _length += read;
        if (read == 0 && buffer.Length > 0 && StatedLength() != (uint)_length)
            throw new UserError($"{name} is a damaged gzip file: it breaks off (or is several joined into one; unpack those first); pack or copy it again.");
        return read;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    // The last four bytes of a gzip file: the length of what is in it, RFC 1952.
    private uint? StatedLength()
    {
        if (file.Length < 18) return null;
        Span<byte> last = stackalloc byte[4];
        RandomAccess.Read(file.SafeFileHandle, last, file.Length - 4);
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }
}

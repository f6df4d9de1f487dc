using Acta.Store;

namespace Acta.Import.WordPress;

/// <summary>
/// Passes an export on and breaks off where one item grows beyond what any document takes: the reader of XML holds an element
/// in memory, and an endless one would fill it.
/// </summary>
internal sealed class ItemLimit(Stream inner, string name) : Stream
{
    private const long MaxItem = 32L << 20;

    private static ReadOnlySpan<byte> End => "item>"u8;

    // The last bytes of the piece before, for an end that lies across two pieces.
    private readonly byte[] _border = new byte[End.Length * 2 - 2];
    private long _since;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => inner.Length;
    public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="UserError">An item is too long.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var piece = buffer[..read];
        var kept = End.Length - 1;
        piece[..Math.Min(kept, read)].CopyTo(_border.AsSpan(kept));
        _since += read;
        if (piece.LastIndexOf(End) is >= 0 and var at) _since = read - at;
        else if (_border.AsSpan(0, kept + Math.Min(kept, read)).IndexOf(End) >= 0) _since = read;
        if (read >= kept) piece[^kept..].CopyTo(_border);
        else if (read > 0) _border.AsSpan(read, kept).ToArray().CopyTo(_border, 0);
        return _since <= MaxItem
            ? read
            : throw new UserError($"{name} has an item of more than {MaxItem:N0} bytes; no document is so long. Nothing of the file was imported; take that item out of it.");
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

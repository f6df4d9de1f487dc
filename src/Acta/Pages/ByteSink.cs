using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using RazorSlices;

namespace Acta.Pages;

/// <summary>Collects a page's bytes in memory: pages are rendered whole, then cached or sent.</summary>
internal sealed class ByteSink : PipeWriter
{
    // Every script as itself: only what HTML gives a meaning is encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    [ThreadStatic] private static ArrayBufferWriter<byte>? t_buffer;

    private readonly ArrayBufferWriter<byte> _buffer;

    private ByteSink(ArrayBufferWriter<byte> buffer) => _buffer = buffer;

    /// <summary>The slice's bytes. Our slices await nothing but each other, so they end where they began.</summary>
    public static byte[] Render(RazorSlice slice)
    {
        using (slice)
        {
            var buffer = t_buffer ?? new ArrayBufferWriter<byte>(64 * 1024);
            t_buffer = null;
            buffer.ResetWrittenCount();
            var rendering = slice.RenderAsync(new ByteSink(buffer), Encoder);
            if (!rendering.IsCompleted) throw new InvalidOperationException("a page waited for something");
            rendering.GetAwaiter().GetResult();
            var bytes = buffer.WrittenSpan.ToArray();
            if (buffer.Capacity <= 1 << 20) t_buffer = buffer;
            return bytes;
        }
    }

    public override void Advance(int bytes) => _buffer.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(new FlushResult(false, false));

    public override void CancelPendingFlush() { }

    public override void Complete(Exception? exception = null) { }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => 0;
}

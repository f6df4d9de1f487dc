using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Acta.Reader;

/// <summary>What a route answers with: made once, kept, and given to everybody.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Body">The bytes, not compressed.</param>
/// <param name="Location">Where to go instead, percent-encoded.</param>
/// <param name="Language">The content's language.</param>
/// <param name="CacheControl">Null: it is asked for again each time, and answered 304 while it is the same.</param>
public sealed record Content(int Status, string ContentType, byte[] Body, string? Location = null, string? Language = null, string? CacheControl = null)
{
    /// <summary>The moment the content says it last changed, for <c>Last-Modified</c>.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Whether a script of ours goes with it; any other is forbidden.</summary>
    public bool HasScript { get; init; }

    /// <summary>The name it is saved under, for what is to be saved rather than shown.</summary>
    public string? FileName { get; init; }

    /// <summary>The article that its readings are counted for.</summary>
    public Guid Article { get; init; }

    /// <summary>Where they are counted; null where nothing is.</summary>
    public ReadCounter? Counter { get; init; }
}

/// <summary>A content coding of a body (RFC 9110 §8.4.1).</summary>
public enum Coding
{
    /// <summary>As it is.</summary>
    Identity,
    /// <summary>gzip.</summary>
    Gzip,
    /// <summary>brotli.</summary>
    Brotli,
}

/// <summary>An answer with everything about it computed: header values, the body in each encoding asked for so far.</summary>
public sealed class Answer
{
    private static readonly StringValues Vary = "Accept-Encoding";
    private static readonly StringValues AskAgain = "no-cache";

    private readonly byte[] _identity;
    private readonly string _hash;
    private readonly Form?[] _forms = new Form?[3];
    private int _uses;

    public Answer(Content content)
    {
        Content = content;
        _identity = content.Body;
        _hash = Convert.ToHexStringLower(SHA256.HashData(content.Body).AsSpan(0, 12));
        ContentType = content.ContentType;
        CacheControl = content.CacheControl is null ? AskAgain : content.CacheControl;
        Compressible = content.Body.Length >= 256 && (content.ContentType.StartsWith("text/", StringComparison.Ordinal) || content.ContentType.Contains("xml") || content.ContentType.Contains("json"));
    }

    /// <summary>What it was made of.</summary>
    public Content Content { get; }

    public StringValues ContentType { get; }

    public StringValues CacheControl { get; }

    public StringValues VaryBy => Compressible ? Vary : default;

    /// <summary>Whether it is worth compressing.</summary>
    public bool Compressible { get; }

    /// <summary>The numbers of the tags it was read from, to be dropped when one is touched.</summary>
    public ulong[] Tags { get; init; } = [];

    /// <summary>When it stops being true by the clock alone.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Bytes kept for it, about: the body, half as many again for its compressed forms, and its tags here and in the cache.</summary>
    public long Size => 512 + (_identity.Length * 3L / 2) + (Tags.Length * 48L);

    /// <summary>Whether it was used since the cache last looked.</summary>
    public bool Referenced { get; set; } = true;

    /// <summary>The body in an encoding if it is at hand, else null.</summary>
    public Form? Made(Coding coding)
    {
        var form = Volatile.Read(ref _forms[(int)(Compressible ? coding : Coding.Identity)]);
        if (form is null) return null;
        if (!Referenced) Referenced = true;
        if (!form.IsBest && Interlocked.Increment(ref _uses) == 2) ThreadPool.UnsafeQueueUserWorkItem(static a => a.Improve(), this, preferLocal: false);
        return form;
    }

    /// <summary>The body in an encoding. The first answer is compressed quickly, so that nobody waits; one that is asked for again gets the best there is.</summary>
    public Form In(Coding coding)
    {
        if (Made(coding) is { } made) return made;
        Interlocked.Increment(ref _uses);
        return Make(Compressible ? coding : Coding.Identity, CompressionLevel.Fastest);
    }

    /// <summary>Whether the reader has these bytes already.</summary>
    public bool Matches(StringValues ifNoneMatch)
    {
        foreach (var value in ifNoneMatch)
            if (value is not null && (value == "*" || value.Contains(_hash, StringComparison.Ordinal))) return true;
        return false;
    }

    private void Improve()
    {
        Make(Coding.Brotli, CompressionLevel.SmallestSize);
        Make(Coding.Gzip, CompressionLevel.SmallestSize);
    }

    private Form Make(Coding coding, CompressionLevel level)
    {
        var (body, suffix) = coding switch
        {
            Coding.Brotli => (Compressed(s => new BrotliStream(s, new BrotliCompressionOptions { Quality = level == CompressionLevel.Fastest ? 3 : 10 })), "-br"),
            Coding.Gzip => (Compressed(s => new GZipStream(s, level)), "-gz"),
            _ => (_identity, ""),
        };
        // One ETag for each encoding, the same however well it is compressed: the content is.
        var form = new Form(body, $"\"{_hash}{suffix}\"", coding switch { Coding.Brotli => "br", Coding.Gzip => "gzip", _ => default(StringValues) }, coding == Coding.Identity || level != CompressionLevel.Fastest);
        Volatile.Write(ref _forms[(int)coding], form);
        return form;
    }

    private byte[] Compressed(Func<Stream, Stream> over)
    {
        using var output = new MemoryStream(_identity.Length / 3 + 64);
        using (var compressor = over(output)) compressor.Write(_identity);
        return output.ToArray();
    }

    /// <summary>A body in one encoding with its header values.</summary>
    /// <param name="Body">The bytes.</param>
    /// <param name="ETag">With quotes.</param>
    /// <param name="ContentEncoding">Empty for identity.</param>
    /// <param name="IsBest">Whether compressing it better is not worth the while.</param>
    public sealed record Form(byte[] Body, StringValues ETag, StringValues ContentEncoding, bool IsBest)
    {
        /// <summary>For a range of a file, the whole length.</summary>
        public string Length { get; } = Body.Length.ToString(CultureInfo.InvariantCulture);
    }
}

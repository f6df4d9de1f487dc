using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Acta.Following;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Views.News;
using Microsoft.Win32.SafeHandles;

namespace Acta.Reader.Api;

/// <summary>
/// All public articles of a language as gzipped lines of JSON: the same bytes for the same state of the log. The file has no
/// name in the data folder: however this process ends, its text is gone with it, so that an erasure need not look for it.
/// </summary>
internal sealed class BulkFile : IDisposable
{
    // A reading holds a snapshot open, which the follower's tidying waits for: many short ones, then.
    private const int TextsAtOnce = 200;

    private BulkFile(SafeFileHandle handle) => Handle = handle;

    public SafeFileHandle Handle { get; }

    public required string Language { get; init; }

    /// <summary>Entries in the log it was made of.</summary>
    public required long Position { get; init; }

    /// <summary>The site's day it was made on.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The documents in it.</summary>
    public required IReadOnlyList<Digest> Documents { get; init; }

    public required long Size { get; init; }

    /// <summary>SHA-256 of the file as it is sent.</summary>
    public required byte[] Sha256 { get; init; }

    public string ETag => $"\"{Convert.ToHexStringLower(Sha256)}\"";

    public static BulkFile Make(ViewsDb views, string language, string folder, ArticleJson articles)
    {
        IReadOnlyList<long> versions;
        long position;
        DateOnly day;
        using (var reading = views.Read())
        {
            var news = new NewsQueries(reading);
            (versions, position, day) = (news.AllReadable(language), reading.Position, news.Today());
        }
        var name = Path.Combine(folder, ".bulk-" + Guid.NewGuid().ToString("N"));
        var handle = File.OpenHandle(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
        try
        {
            File.Delete(name);
            using var output = new Hashing(handle);
            var documents = new List<Digest>(versions.Count);
            using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
            using (var json = new Utf8JsonWriter(gzip, ArticleJson.Options))
            {
                foreach (var chunk in versions.Chunk(TextsAtOnce))
                {
                    using var reading = views.Read();
                    foreach (var (row, document) in new NewsQueries(reading).Texts(chunk))
                    {
                        Line(json, articles, row, document);
                        json.Flush();
                        gzip.WriteByte((byte)'\n');
                        json.Reset();
                        documents.Add(row.Digest!.Value);
                    }
                }
            }
            return new BulkFile(handle) { Language = language, Position = position, Day = day, Documents = documents, Size = output.Written, Sha256 = output.Sum() };
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Whether everything in it may still be read.</summary>
    public bool IsPublic(ViewsDb views)
    {
        using var reading = views.Read();
        return new NewsQueries(reading).AllServed(Documents);
    }

    public void Dispose() => Handle.Dispose();

    private static void Line(Utf8JsonWriter json, ArticleJson articles, ArticleRow row, byte[] document)
    {
        json.WriteStartObject();
        articles.Facts(json, row);
        json.WriteString("text", BodyText.Plain(((Edition)Record.Document.Read(document)).Body));
        json.WritePropertyName("document");
        json.WriteRawValue(document, skipInputValidation: true);
        json.WriteEndObject();
    }

    private sealed class Hashing(SafeFileHandle to) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Written { get; private set; }

        public byte[] Sum() => _hash.GetHashAndReset();

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            RandomAccess.Write(to, bytes, Written);
            _hash.AppendData(bytes);
            Written += bytes.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}

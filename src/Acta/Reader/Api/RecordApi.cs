using System.Globalization;
using System.Text;
using Acta.Ledger;
using Acta.Record;
using Acta.Store;

namespace Acta.Reader.Api;

/// <summary>The record itself: entries, documents by digest, proofs that an entry stands in the log.</summary>
public sealed class RecordApi(PublicDocuments documents, LogEndpoints log, NoteVerifier key)
{
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <summary><c>/api/v1/entries/{index}</c>: exactly the leaf's bytes.</summary>
    public Task Entry(HttpContext http) => Index(http) is { } index && documents.Leaf(index) is { } leaf
        ? Answering.Write(http, new Answer(new Content(200, "application/json; charset=utf-8", leaf, CacheControl: Immutable)))
        : Problem.Write(http, 404, "not-found", "There is no entry with this record number.");

    /// <summary><c>/api/v1/documents/{digest}</c>: the document's bytes; 410 where an entry withheld or erased it.</summary>
    public Task Document(HttpContext http)
    {
        if (!Digest.TryParse((string?)http.Request.RouteValues["digest"], out var digest)) return Problem.Write(http, 404, "not-found", "A document is named by the 64 lower-case hexadecimal digits of its SHA-256 digest.");
        var (state, bytes, entry) = documents.Document(digest);
        return state switch
        {
            // It may be withheld or erased one day, so it is asked for again.
            DocumentState.Served => Answering.Write(http, new Answer(new Content(200, "application/json; charset=utf-8", bytes!))),
            DocumentState.Withheld => Problem.Write(http, 410, "withheld", "This document was removed from the site."),
            DocumentState.Erased => Problem.Write(http, 410, "erased", $"This document was deleted on legal grounds by entry {entry}."),
            _ => Problem.Write(http, 404, "not-found", "There is no document with this digest."),
        };
    }

    /// <summary><c>/api/v1/proofs/{index}</c>: a proof that the entry stands in the log (C2SP tlog-proof).</summary>
    public Task Proof(HttpContext http)
    {
        if (Index(http) is not { } index || log.Published() is not { } head
            || !SignedCheckpoint.TryOpen(Encoding.UTF8.GetBytes(head.Checkpoint), key.Name, [key], out var signed, out _) || index >= head.Size)
            return Problem.Write(http, 404, "not-found", "There is no entry with this record number.");
        var proof = TlogProof.Of(new Tiles(documents), index, signed);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{index}.tlog-proof\"";
        return Answering.Write(http, new Answer(new Content(200, "text/plain; charset=utf-8", proof.ToBytes())));
    }

    private long? Index(HttpContext http) =>
        long.TryParse((string?)http.Request.RouteValues["index"], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < (log.Published()?.Size ?? 0) ? index : null;

    private sealed class Tiles(PublicDocuments documents) : ITileSource
    {
        public byte[]? ReadTile(int level, long index) => documents.Tile(level, index);
    }
}

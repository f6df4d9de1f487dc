using System.Text;
using Acta.Ledger;
using Acta.Store;

namespace Acta.Reader;

/// <summary>The log as monitors, mirrors and witnesses read it (C2SP tlog-tiles): checkpoint, tiles, bundles of entries.</summary>
public sealed class LogEndpoints(PublicDocuments documents, ReleasedHead released)
{
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <summary><c>/log/checkpoint</c></summary>
    public Task Checkpoint(HttpContext http)
    {
        if (Published() is not { } head) return Answering.Plain(http, 404, "This log has no entry yet.");
        return Send(http, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(head.Checkpoint), "public, max-age=1");
    }

    /// <summary><c>/log/tile/…</c>: hashes and entries, whole and partial ones.</summary>
    public Task Tile(HttpContext http)
    {
        var path = "tile/" + (string)http.Request.RouteValues["path"]!;
        if (!Ledger.Tile.TryParse(path, out var tile, out var reason)) return Answering.Plain(http, 404, $"There is no such tile: {reason}");
        // Nothing beyond the published head exists for the public.
        if (Published() is not { } head || !tile.IsWithin(head.Size)) return Answering.Plain(http, 404, "There is no such tile yet.");
        var bytes = tile.IsEntries ? Bundle(tile) : Hashes(tile);
        return Send(http, "application/octet-stream", bytes, Immutable);
    }

    /// <summary>
    /// The head the public may know: the committed one, remembered on disk outside the data folder before it is shown for the
    /// first time, whichever process committed it.
    /// </summary>
    public LogHead? Published()
    {
        var head = documents.Head();
        if (head is not null) released.Release(head.Size, head.Checkpoint);
        return head;
    }

    private byte[] Hashes(Tile tile)
    {
        var stored = documents.Tile(tile.Level, tile.Index);
        if (stored is null || !tile.TryCut(stored, out var bytes)) throw new BrokenLogException($"{tile} lies within the log, but the store does not hold it.");
        return bytes.ToArray();
    }

    private byte[] Bundle(Tile tile)
    {
        var entries = documents.Leaves(tile.Index * Ledger.Tile.FullWidth, tile.Width);
        if (entries.Count != tile.Width) throw new BrokenLogException($"{tile} lies within the log, but the store holds only {entries.Count} of its entries.");
        return EntryBundle.Encode([.. entries.Select(e => e.Leaf)]);
    }

    private static Task Send(HttpContext http, string type, byte[] bytes, string cache)
    {
        var response = http.Response;
        response.ContentType = type;
        response.Headers.CacheControl = cache;
        Headers.Protect(response.Headers, Answering.IsSecure(http.Request), isPage: false);
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(bytes).AsTask();
    }
}

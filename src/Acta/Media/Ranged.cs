using Microsoft.Net.Http.Headers;

namespace Acta.Media;

/// <summary>Files that may be asked for in part or conditionally (RFC 9110 §13 and §14).</summary>
internal static class Ranged
{
    /// <summary>Whether one of the tags the reader has is this one, compared as If-None-Match does: weakly.</summary>
    public static bool Has(HttpRequest request, string etag)
    {
        foreach (var value in request.Headers.IfNoneMatch)
            foreach (var tag in (value ?? "").Split(',', StringSplitOptions.TrimEntries))
                if (tag == "*" || tag == etag || (tag.StartsWith("W/", StringComparison.Ordinal) && tag.AsSpan(2).SequenceEqual(etag))) return true;
        return false;
    }

    /// <summary>Sends a part of a kept file: from this machine's disk by the system itself, from elsewhere as it comes.</summary>
    public static Task Send(HttpContext http, IMediaStorage storage, Guid id, (long From, long Count) part) =>
        storage.PathOf(id) is { } path ? http.Response.SendFileAsync(path, part.From, part.Count, http.RequestAborted) : Copy(http, storage, id, part);

    private static async Task Copy(HttpContext http, IMediaStorage storage, Guid id, (long From, long Count) part)
    {
        Stream content;
        try
        {
            content = storage.Open(id, part.From, part.Count);
        }
        catch (IOException)
        {
            // Nobody may keep this in the file's place.
            http.Response.Clear();
            http.Response.StatusCode = 503;
            http.Response.Headers.RetryAfter = "30";
            http.Response.Headers.CacheControl = "no-store";
            return;
        }
        await using (content)
        {
            var buffer = new byte[81920];
            for (var left = part.Count; left > 0;)
            {
                var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), http.RequestAborted);
                // Torn in the middle: the connection is cut, so that nobody takes what came for the whole.
                if (read == 0) throw new IOException($"The file {id} ended too early.");
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                left -= read;
            }
        }
    }

    /// <summary>Which bytes to send, with status and headers set; null where the range lies outside and nothing is sent.</summary>
    public static (long From, long Count)? Begin(HttpContext http, long size)
    {
        long from = 0, to = size - 1;
        // One range is answered as one part; several are answered with the whole, as RFC 9110 §14.2 allows.
        var range = HttpMethods.IsGet(http.Request.Method) ? http.Request.GetTypedHeaders().Range : null;
        var ifRange = http.Request.Headers.IfRange;
        if (range is { Unit.Value: "bytes", Ranges.Count: 1 } && (ifRange.Count == 0 || ifRange == http.Response.Headers.ETag))
        {
            var wanted = range.Ranges.First();
            (from, to) = wanted.From is { } first ? (first, Math.Min(wanted.To ?? to, to)) : (Math.Max(0, size - wanted.To!.Value), to);
            if (from > to || from >= size)
            {
                http.Response.Headers.ContentRange = $"bytes */{size}";
                http.Response.StatusCode = 416;
                return null;
            }
            http.Response.StatusCode = 206;
            http.Response.Headers.ContentRange = new ContentRangeHeaderValue(from, to, size).ToString();
        }
        http.Response.ContentLength = to - from + 1;
        return (from, to - from + 1);
    }
}

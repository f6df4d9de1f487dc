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

using Acta.Following;
using Acta.Media;
using Acta.Store;
using Acta.Views.News;
using Microsoft.Net.Http.Headers;

namespace Acta.Reader;

/// <summary><c>/media/{id}/{name}</c>: a file of ours, whole or a range of it, while a served document uses it.</summary>
public sealed class MediaEndpoint(ViewsDb views, DataFolder folder)
{
    public Task Get(HttpContext http)
    {
        if (!Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id)) return Answering.Plain(http, 404, "There is no such file.");
        MediaAnswer answer;
        using (var reading = views.Read()) answer = new NewsQueries(reading).Media(id);
        if (answer is MediaAnswer.Gone) return Answering.Plain(http, 410, "This file was removed.");
        if (answer is not MediaAnswer.Served { File: var file }) return Answering.Plain(http, 404, "There is no such file.");
        var address = $"/media/{file.Id}/{Uri.EscapeDataString(file.Name)}";
        if ((string?)http.Request.RouteValues["name"] != file.Name) return Moved(http, address);

        var path = MediaLibrary.PathOf(folder, id);
        var headers = http.Response.Headers;
        Headers.Protect(headers, Answering.IsSecure(http.Request), isPage: false);
        // A drawing may hold scripts: it is shown, never run.
        if (file.Type == "image/svg+xml") headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.ETag = $"\"{file.Digest.Hex[..24]}\"";
        // The id names these bytes for ever; only their being public can end.
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.AcceptRanges = "bytes";
        http.Response.ContentType = file.Type;
        var shown = file.Type.StartsWith("image/", StringComparison.Ordinal) || file.Type.StartsWith("video/", StringComparison.Ordinal) || file.Type.StartsWith("audio/", StringComparison.Ordinal) || file.Type is "application/pdf" or "text/plain";
        headers.ContentDisposition = $"{(shown ? "inline" : "attachment")}; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}";
        if (http.Request.Headers.IfNoneMatch == headers.ETag) return Status(http, 304);
        return Send(http, path, file.Size);
    }

    private static async Task Send(HttpContext http, string path, long size)
    {
        long from = 0, to = size - 1;
        // One range is answered as one part; several are answered with the whole, as RFC 9110 §14.2 allows.
        var range = http.Request.GetTypedHeaders().Range;
        var ifRange = http.Request.Headers.IfRange;
        if (range is { Unit.Value: "bytes", Ranges.Count: 1 } && (ifRange.Count == 0 || ifRange == http.Response.Headers.ETag))
        {
            var wanted = range.Ranges.First();
            (from, to) = wanted.From is { } first ? (first, Math.Min(wanted.To ?? to, to)) : (Math.Max(0, size - wanted.To!.Value), to);
            if (from > to || from >= size)
            {
                http.Response.Headers.ContentRange = $"bytes */{size}";
                http.Response.StatusCode = 416;
                return;
            }
            http.Response.StatusCode = 206;
            http.Response.Headers.ContentRange = new ContentRangeHeaderValue(from, to, size).ToString();
        }
        http.Response.ContentLength = to - from + 1;
        if (HttpMethods.IsHead(http.Request.Method)) return;
        await http.Response.SendFileAsync(path, from, to - from + 1, http.RequestAborted);
    }

    private static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task Moved(HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        return Status(http, 301);
    }
}

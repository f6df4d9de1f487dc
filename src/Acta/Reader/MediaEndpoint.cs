using Acta.Following;
using Acta.Media;
using Acta.Store;
using Acta.Views.News;

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
        if (Ranged.Has(http.Request, headers.ETag!)) return Status(http, 304);
        return Ranged.Begin(http, file.Size) is { } part && !HttpMethods.IsHead(http.Request.Method)
            ? http.Response.SendFileAsync(path, part.From, part.Count, http.RequestAborted)
            : Task.CompletedTask;
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

using Acta.Following;
using Acta.Media;
using Acta.Record.Bodies;
using Acta.Views.News;

namespace Acta.Reader;

/// <summary><c>/media/{id}/{name}</c>: a file of ours, whole or a range of it, while a served document uses it.</summary>
public sealed class MediaEndpoint(ViewsDb views, IMediaStorage storage, RenditionMaker renditions)
{
    public Task Get(HttpContext http)
    {
        if (!Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id)) return Answering.Plain(http, 404, "There is no such file.");
        MediaAnswer answer;
        using (var reading = views.Read()) answer = new NewsQueries(reading).Media(id);
        if (answer is MediaAnswer.Kept { Until: var until }) return Answering.Plain(http, 404, $"This file is not shown before the end of {until:yyyy-MM-dd}.");
        if (answer is MediaAnswer.Gone) return Answering.Plain(http, 410, "This file was removed.");
        if (answer is not MediaAnswer.Served { File: var file }) return Answering.Plain(http, 404, "There is no such file.");
        var address = $"/media/{file.Id}/{Uri.EscapeDataString(file.Name)}";
        if ((string?)http.Request.RouteValues["name"] != file.Name) return Moved(http, address);

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
            ? Ranged.Send(http, storage, id, part)
            : Task.CompletedTask;
    }

    /// <summary><c>/media/{id}/w/{width}.{format}</c>: a smaller picture, public as long as the file is.</summary>
    public Task Rendition(HttpContext http)
    {
        if (!Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id)) return Answering.Plain(http, 404, "There is no such file.");
        MediaAnswer answer;
        using (var reading = views.Read()) answer = new NewsQueries(reading).Media(id);
        if (answer is MediaAnswer.Kept { Until: var until }) return Answering.Plain(http, 404, $"This file is not shown before the end of {until:yyyy-MM-dd}.");
        if (answer is MediaAnswer.Gone) return Answering.Plain(http, 410, "This file was removed.");
        if (answer is not MediaAnswer.Served { File: var file } || Renditions.Parse(file, (string)http.Request.RouteValues["rendition"]!) is not var (width, format)) return Answering.Plain(http, 404, "There is no such file.");

        var headers = http.Response.Headers;
        Headers.Protect(headers, Answering.IsSecure(http.Request), isPage: false);
        var path = renditions.Find(file, width, format);
        // Not made yet: the picture itself meanwhile, and nobody keeps it in the other's place.
        if (path is null) renditions.Wish(file);
        headers.CacheControl = path is null ? "no-cache" : "public, max-age=31536000, immutable";
        headers.ETag = path is null ? $"\"{file.Digest.Hex[..24]}\"" : $"\"{file.Digest.Hex[..24]}-{width}{format}\"";
        http.Response.ContentType = path is null ? file.Type : Renditions.TypeOf(format);
        if (Ranged.Has(http.Request, headers.ETag!)) return Status(http, 304);
        if (Ranged.Begin(http, path is null ? file.Size : new FileInfo(path).Length) is not { } part || HttpMethods.IsHead(http.Request.Method)) return Task.CompletedTask;
        return path is null ? Ranged.Send(http, storage, id, part) : http.Response.SendFileAsync(path, part.From, part.Count, http.RequestAborted);
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

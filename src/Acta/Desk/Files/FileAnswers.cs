using Acta.Desk.Articles;
using Acta.Desk.Clearance;
using Acta.Following;
using Acta.Media;
using Acta.Record.Bodies;
using Acta.Views.News;

namespace Acta.Desk.Files;

/// <summary>
/// Files that are not public yet: for those who work here, and for whoever has the link of a preview or a clearance those that
/// its page shows.
/// What came from outside is shown, never run.
/// </summary>
internal static class FileAnswers
{
    public static Task Show(DeskRequest r) => Send(r, FileRows.Find(r, r.Value("id")), r.Value("name"), null);

    public static Task Rendition(DeskRequest r) => Send(r, FileRows.Find(r, r.Value("id")), null, r.Value("rendition"));

    public static Task ShowPreviewed(DeskRequest r) => Send(r, Previewed(r), r.Value("name"), null);

    public static Task PreviewedRendition(DeskRequest r) => Send(r, Previewed(r), null, r.Value("rendition"));

    public static Task ShowCleared(DeskRequest r) => Send(r, Cleared(r), r.Value("name"), null);

    public static Task ClearedRendition(DeskRequest r) => Send(r, Cleared(r), null, r.Value("rendition"));

    /// <summary>A page's HTML, its files asked for where it is known who may see them.</summary>
    public static string Under(string prefix, string html) =>
        html.Replace("\"/media/", "\"" + prefix, StringComparison.Ordinal).Replace(", /media/", ", " + prefix, StringComparison.Ordinal);

    private static MediaFile? Cleared(DeskRequest r)
    {
        var clearances = r.Need<Clearances>();
        return clearances.Find(r.Value("token")) is var (sheet, _) && FileRows.Find(r, r.Value("id")) is { } file
            && sheet.Texts.Any(t => clearances.Text(sheet, t) is { } edition && Acta.Record.Rules.Files(edition).Any(f => f.Id == file.Id)) ? file : null;
    }

    // What the text itself uses, and what its page has around it, which is public.
    private static MediaFile? Previewed(DeskRequest r)
    {
        if (Previews.DraftOf(r) is not { } draft || FileRows.Find(r, r.Value("id")) is not { } file) return null;
        if (Acta.Record.Rules.Files(draft.Edition).Any(f => f.Id == file.Id)) return file;
        using var reading = r.Need<ViewsDb>().Read();
        return new NewsQueries(reading).Media(file.Id) is MediaAnswer.Served ? file : null;
    }

    private static Task Send(DeskRequest r, MediaFile? file, string? name, string? rendition)
    {
        var http = r.Http;
        if (file is null || (name is not null && Uri.UnescapeDataString(name) != file.Name)) return r.Message(404, "no-page");
        var storage = r.Need<MediaLibrary>().Storage;
        var (path, type) = ((string?)null, file.Type);
        if (rendition is not null)
        {
            if (Renditions.Parse(file, rendition) is not var (width, format)) return r.Message(404, "no-page");
            if (r.Need<RenditionMaker>().Find(file, width, format) is { } made) (path, type) = (made, Renditions.TypeOf(format));
            else r.Need<RenditionMaker>().Wish(file);
        }
        if (path is null && storage.PathOf(file.Id) is { } here && !File.Exists(here)) return r.Message(404, "no-page");
        var headers = http.Response.Headers;
        var isShown = type is "application/pdf" || (type != "image/svg+xml" && (type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal) || type.StartsWith("audio/", StringComparison.Ordinal)));
        headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'" + (type == "application/pdf" ? "" : "; sandbox");
        headers.ContentDisposition = $"{(isShown ? "inline" : "attachment")}; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}";
        headers.AcceptRanges = "bytes";
        headers.ETag = $"\"{file.Digest.Hex[..24]}{(rendition is null ? "" : "-" + rendition)}\"";
        http.Response.ContentType = type;
        if (Ranged.Begin(http, path is null ? file.Size : new FileInfo(path).Length) is not { } part || HttpMethods.IsHead(http.Request.Method)) return Task.CompletedTask;
        return path is null ? Ranged.Send(http, storage, file.Id, part) : http.Response.SendFileAsync(path, part.From, part.Count, http.RequestAborted);
    }
}

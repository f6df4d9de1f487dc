using System.Globalization;
using Acta.Record.Bodies;
using AngleSharp.Dom;

namespace Acta.Html;

/// <summary>Pictures, recordings and files in HTML.</summary>
internal static class HtmlMedia
{
    private static readonly string[] PictureEndings = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".tif", ".tiff", ".bmp"];

    public static bool IsPicture(string url) => PictureEndings.Any(e => PathOf(url).EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>The address of the picture itself: scripts that load pictures late keep it elsewhere.</summary>
    public static string? AddressOf(IElement image)
    {
        var src = image.GetAttribute("src");
        foreach (var late in new[] { "data-orig-file", "data-large-file", "data-lazy-src", "data-src", "data-original" })
            if (image.GetAttribute(late) is { Length: > 0 } address && !address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && (late is not "data-large-file" || src is null)) return address;
        if (!string.IsNullOrWhiteSpace(src) && !src.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return src;
        // The widest of a set.
        var set = image.GetAttribute("srcset") ?? image.GetAttribute("data-srcset") ?? image.ParentElement?.QuerySelector("source[srcset]")?.GetAttribute("srcset");
        return set?.Split(',').Select(p => p.Trim().Split(' ')).Where(p => p[0].Length > 0)
            .OrderByDescending(p => p.Length > 1 && double.TryParse(p[1].TrimEnd('w', 'x'), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : 0).Select(p => p[0]).FirstOrDefault();
    }

    public static bool IsPixel(IElement image) => image.GetAttribute("width") is "1" or "0" && image.GetAttribute("height") is "1" or "0";

    /// <summary>Smaller than a line or two: a sign, a flag.</summary>
    public static bool IsSmall(IElement image) =>
        image.ClassList.Contains("emoji") || image.ClassList.Contains("wp-smiley")
        || int.TryParse(image.GetAttribute("height")?.Replace("px", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var height) && height <= 40
        || int.TryParse(image.GetAttribute("width")?.Replace("px", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width <= 40;

    public static bool IsGallery(IElement element) =>
        element.ClassList.Any(c => c.Contains("gallery", StringComparison.OrdinalIgnoreCase)) && string.IsNullOrWhiteSpace(string.Concat(HtmlSource.Words(element).Split('\n')).Trim());

    /// <summary>Every picture in an element, with the caption of its own figure.</summary>
    public static List<Image> Images(HtmlSource source, IElement element)
    {
        var images = new List<Image>();
        var captioned = new HashSet<IElement>();
        foreach (var image in element.QuerySelectorAll("img"))
        {
            if (IsPixel(image) || AddressOf(image) is not { } address) continue;
            var link = image.Closest("a")?.GetAttribute("href");
            var url = source.Address(link) is { } full && IsPicture(full) ? source.Media(full) : source.Media(address);
            if (url is null) continue;
            var figure = image.Closest("figure");
            // Several pictures of one figure share its caption: it stands with the first.
            var caption = figure is not null && figure != element && captioned.Add(figure) ? figure.QuerySelector("figcaption")?.TextContent : null;
            images.Add(new Image(new MediaSource(null, url), image.GetAttribute("alt"), string.IsNullOrWhiteSpace(caption) ? null : Inlines.Escape(caption)));
        }
        return images;
    }

    /// <summary>Whether pictures in it lead to something other than pictures.</summary>
    public static bool LeadsElsewhere(HtmlSource source, IElement element) =>
        element.QuerySelectorAll("a[href]").Any(a => a.QuerySelector("img") is not null && source.Address(a.GetAttribute("href")) is { } url && !IsPicture(url));

    /// <summary>A file block of WordPress.</summary>
    public static Attachment? Attachment(HtmlSource source, IElement element)
    {
        if (!element.ClassList.Contains("wp-block-file")) return null;
        var link = element.QuerySelectorAll("a[href]").FirstOrDefault(a => !string.IsNullOrWhiteSpace(a.TextContent));
        return link is not null && source.Media(link.GetAttribute("href")) is { } url ? new Attachment(link.TextContent.Trim(), new MediaSource(null, url)) : null;
    }

    /// <summary>The page where a video that is embedded from a known service can be watched.</summary>
    public static string? VideoAddress(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) return null;
        var host = uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host;
        var last = uri.AbsolutePath.TrimEnd('/').Split('/')[^1];
        return host switch
        {
            "youtube.com" or "youtube-nocookie.com" when uri.AbsolutePath.StartsWith("/embed/", StringComparison.Ordinal) && last != "videoseries" => "https://www.youtube.com/watch?v=" + last,
            "player.vimeo.com" when uri.AbsolutePath.StartsWith("/video/", StringComparison.Ordinal) => "https://vimeo.com/" + last,
            "rutube.ru" when uri.AbsolutePath.Contains("/embed/", StringComparison.Ordinal) => $"https://rutube.ru/video/{last}/",
            "dailymotion.com" when uri.AbsolutePath.Contains("/embed/", StringComparison.Ordinal) => "https://www.dailymotion.com/video/" + last,
            "youtube.com" or "youtu.be" or "vimeo.com" or "rutube.ru" or "vk.com" or "vkvideo.ru" or "ok.ru" or "dailymotion.com" => url,
            _ => null,
        };
    }

    private static string PathOf(string url)
    {
        var end = url.IndexOfAny(['?', '#']);
        return end < 0 ? url : url[..end];
    }
}

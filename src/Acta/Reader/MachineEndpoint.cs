using System.Text;
using Acta.Following;
using Acta.Pages;
using Acta.Pages.Feeds;

namespace Acta.Reader;

/// <summary>Feeds, sitemaps, and the small files that machines look for first.</summary>
public sealed class MachineEndpoint(PageCache cache, SiteAddress address, TimeProvider time)
{
    private static readonly Content NoSuchFile = new(404, "text/plain; charset=utf-8", "There is no such file.\n"u8.ToArray());

    /// <summary><c>/{lang}/…/feed.atom|rss|json</c></summary>
    public Task Feed(HttpContext http) => Give(http, (r, path) => FeedMaker.Make(r, path, address.Base, address.Authority) is { } feed
        ? new Content(200, feed.ContentType, feed.Bytes) { Modified = feed.Changed }
        : NoSuchFile);

    /// <summary><c>/{lang}/calendar.ics?body=…</c>, and <c>/{lang}/events/{slug}.ics</c></summary>
    public Task Calendar(HttpContext http)
    {
        // A feed tells what is to come from today on.
        var only = PageEndpoint.OnlyOf(http.Request).Only with { AsOf = null };
        var path = http.Request.Path.Value!;
        var isOne = path.Split('/').Length == 4;
        return Answering.Write(http, cache.Get(Uri.EscapeDataString(path).Replace("%2F", "/") + (isOne ? "" : only.Query), r =>
            PageRenderer.Calendar(r, new PageRequest(path, address.Base) { Only = only }, address.Authority) switch
            {
                ({ } bytes, _) => new Content(200, "text/calendar; charset=utf-8", bytes) { Language = path.Split('/')[1] },
                (_, { } page) => PageEndpoint.ContentOf(page),
                _ => NoSuchFile,
            }));
    }

    /// <summary><c>/sitemap.xml</c></summary>
    public Task SitemapIndex(HttpContext http) => Give(http, (r, _) => Xml(Sitemaps.Index(r, address.Base)));

    /// <summary><c>/sitemap-{lang}-{n}.xml</c></summary>
    public Task Sitemap(HttpContext http) => Give(http, (r, _) =>
        int.TryParse((string?)http.Request.RouteValues["chunk"], out var chunk) && chunk > 0 && Sitemaps.File(r, address.Base, (string)http.Request.RouteValues["lang"]!, chunk) is { } bytes ? Xml(bytes) : NoSuchFile);

    /// <summary><c>/news-sitemap.xml</c></summary>
    public Task NewsSitemap(HttpContext http) => Give(http, (r, _) => Xml(Sitemaps.News(r, address.Base)));

    /// <summary><c>/favicon.ico</c>: where programs look that read no page; to the emblem, or the icon in the site's colours.</summary>
    public Task Icon(HttpContext http) => Give(http, (r, _) =>
    {
        var settings = new Views.News.NewsQueries(r).Settings();
        return new Content(302, "text/plain", [], settings?.Emblem is { } emblem ? BodyHtml.MediaAddress(emblem) : Theme.IconAddress(settings?.Colours));
    });

    /// <summary><c>/robots.txt</c></summary>
    public Task Robots(HttpContext http) => Give(http, (_, _) => Text($"User-agent: *\nAllow: /\n\nSitemap: {address.Base}/sitemap.xml\nSitemap: {address.Base}/news-sitemap.xml\n"));

    /// <summary><c>/.well-known/security.txt</c> (RFC 9116): whom to tell of a hole, valid for a year from the first of this month.</summary>
    public Task Security(HttpContext http) => Give(http, (r, _) =>
    {
        var now = time.GetUtcNow();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        r.ExpiresAt(month.AddMonths(1));
        var contact = new Views.News.NewsQueries(r).Settings()?.PressContact?.Email;
        return Text($"Contact: {(contact is null ? address.Base + "/" : "mailto:" + contact)}\nExpires: {month.AddYears(1).AddDays(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}\nCanonical: {address.Base}/.well-known/security.txt\n");
    });

    private Task Give(HttpContext http, Func<ViewReading, string, Content> make)
    {
        var path = http.Request.Path.Value!;
        return Answering.Write(http, cache.Get(Uri.EscapeDataString(path).Replace("%2F", "/"), r => make(r, path)));
    }

    private static Content Xml(byte[] bytes) => new(200, "application/xml; charset=utf-8", bytes);

    private static Content Text(string text) => new(200, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
}

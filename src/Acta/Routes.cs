using Acta.Desk;
using Acta.Following;
using Acta.Reader;
using Acta.Reader.Api;

namespace Acta;

/// <summary>Every route, in one table. Kept pages are answered before it is looked at (<see cref="HotServer"/>).</summary>
internal static class Routes
{
    public static void Map(WebApplication app, Serving s)
    {
        // The log (C2SP tlog-tiles)
        Get(app, "/log/checkpoint", s.Log.Checkpoint);
        Get(app, "/log/tile/{**path}", s.Log.Tile);

        // Files
        Get(app, "/media/{id}/{name}", s.Media.Get);
        Get(app, "/media/{id}/w/{rendition}", s.Media.Rendition);
        Get(app, "/assets/desk/{name}", DeskAssets.Get);
        Get(app, "/assets/{**name}", AssetEndpoint.Get);
        Get(app, "/cards/{id}/{name}", s.Cards.Get);

        // Data
        Get(app, "/api/v1/articles", s.Articles.List);
        Get(app, "/api/v1/articles/{id}", s.Articles.One);
        Get(app, "/api/v1/articles/{id}/ninjs", s.Articles.Ninjs);
        Get(app, "/api/v1/people", s.Records.List);
        Get(app, "/api/v1/people/{id}", s.Records.One);
        Get(app, "/api/v1/organizations", s.Records.List);
        Get(app, "/api/v1/organizations/{id}", s.Records.One);
        Get(app, "/api/v1/posts", s.Records.List);
        Get(app, "/api/v1/posts/{id}", s.Records.One);
        Get(app, "/api/v1/memberships", s.Records.List);
        Get(app, "/api/v1/memberships/{id}", s.Records.One);
        Get(app, "/api/v1/states", s.Records.List);
        Get(app, "/api/v1/states/{id}", s.Records.One);
        Get(app, "/api/v1/places", s.Records.List);
        Get(app, "/api/v1/places/{id}", s.Records.One);
        Get(app, "/api/v1/events", s.Records.List);
        Get(app, "/api/v1/events/{id}", s.Records.One);
        Get(app, "/api/v1/agenda-items", s.Records.List);
        Get(app, "/api/v1/agenda-items/{id}", s.Records.One);
        Get(app, "/api/v1/papers", s.Records.List);
        Get(app, "/api/v1/papers/{id}", s.Records.One);
        Get(app, "/api/v1/decisions", s.Records.List);
        Get(app, "/api/v1/decisions/{id}", s.Records.One);
        Get(app, "/api/v1/tasks", s.Records.List);
        Get(app, "/api/v1/tasks/{id}", s.Records.One);
        Get(app, "/api/v1/bulk", s.Bulk.List);
        Get(app, "/api/v1/bulk/{lang}.jsonl.gz", s.Bulk.Get);
        Get(app, "/api/v1/bulk/register/{form}", s.RegisterFiles.Get);
        Get(app, "/api/v1/entries/{index}", s.Record.Entry);
        Get(app, "/api/v1/documents/{digest}", s.Record.Document);
        Get(app, "/api/v1/proofs/{index}", s.Record.Proof);
        Get(app, "/api/v1/openapi.json", OpenApi.Get);
        Get(app, "/api/{**path}", http => Problem.Write(http, 404, "not-found", "There is no such address; /api/v1/openapi.json tells what there is."));

        // Feeds and what machines look for first
        foreach (var form in new[] { "atom", "rss", "json" })
        {
            Get(app, $"/{{lang}}/feed.{form}", s.Machines.Feed);
            Get(app, $"/{{lang}}/news/feed.{form}", s.Machines.Feed);
            Get(app, $"/{{lang}}/sections/{{slug}}/feed.{form}", s.Machines.Feed);
            Get(app, $"/{{lang}}/kinds/{{kind}}/feed.{form}", s.Machines.Feed);
            Get(app, $"/{{lang}}/tags/{{tag}}/feed.{form}", s.Machines.Feed);
        }
        Get(app, "/{lang}/calendar.ics", s.Machines.Calendar);
        Get(app, "/{lang}/events/{slug}.ics", s.Machines.Calendar);
        Get(app, "/sitemap.xml", s.Machines.SitemapIndex);
        Get(app, "/sitemap-{lang}-{chunk:int}.xml", s.Machines.Sitemap);
        Get(app, "/news-sitemap.xml", s.Machines.NewsSitemap);
        Get(app, "/robots.txt", s.Machines.Robots);
        Get(app, "/favicon.ico", s.Machines.Icon);
        Get(app, "/.well-known/security.txt", s.Machines.Security);

        // The register as tables and references
        Get(app, "/{lang}/decisions.csv", s.RegisterTables.Table);
        Get(app, "/{lang}/papers.csv", s.RegisterTables.Table);
        Get(app, "/{lang}/decisions/{slug}/cite.ris", s.RegisterTables.Cite);
        Get(app, "/{lang}/decisions/{slug}/cite.json", s.RegisterTables.Cite);

        // For machines that look after the server
        Get(app, "/healthz", http => Answering.Plain(http, 200, "alive"));
        Get(app, "/readyz", http => Ready(http, s.Follower));

        // For those who work here: DeskRoutes says which addresses there are, and who may use them
        app.Map("/desk/{**path}", s.Desk.Handle);
        app.Map("/invite/{**path}", s.Desk.Handle);
        app.Map("/preview/{**path}", s.Desk.Handle);
        app.Map("/clearance/{**path}", s.Desk.Handle);

        // For readers
        Get(app, "/", s.Pages.Front);
        Get(app, "/{lang}", s.Pages.Page);
        Get(app, "/{lang}/{**path}", s.Pages.Page);
        Get(app, "/{**path}", s.Pages.NotFound);
    }

    private static void Get(WebApplication app, string pattern, RequestDelegate handler) =>
        app.MapMethods(pattern, ["GET", "HEAD"], handler);

    private static Task Ready(HttpContext http, Follower follower) => follower.Lag == 0
        ? Answering.Plain(http, 200, $"ready, at {follower.Position} entries")
        : Answering.Plain(http, 503, $"following the log, {follower.Lag} entries behind");
}

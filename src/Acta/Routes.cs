using Acta.Following;
using Acta.Reader;

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
        Get(app, "/assets/{**name}", AssetEndpoint.Get);

        // For machines that look after the server
        Get(app, "/healthz", http => Answering.Plain(http, 200, "alive"));
        Get(app, "/readyz", http => Ready(http, s.Follower));

        // For readers
        Get(app, "/", s.Pages.Front);
        Get(app, "/{lang}", s.Pages.Page);
        Get(app, "/{lang}/{**path}", s.Pages.Page);
        app.MapFallback(s.Pages.NotFound);
    }

    private static void Get(WebApplication app, string pattern, RequestDelegate handler) =>
        app.MapMethods(pattern, ["GET", "HEAD"], handler);

    private static Task Ready(HttpContext http, Follower follower) => follower.Lag == 0
        ? Answering.Plain(http, 200, $"ready, at {follower.Position} entries")
        : Answering.Plain(http, 503, $"following the log, {follower.Lag} entries behind");
}

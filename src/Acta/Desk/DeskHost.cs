using System.Text.Json;
using Acta.Access;
using Acta.Desk.Articles;
using Acta.Desk.Clearance;
using Acta.Desk.Register;
using Acta.Desk.Site;
using Acta.Desk.Translation;
using Acta.Desk.Upkeep;
using Acta.Following;
using Acta.Media;
using Acta.Publication;
using Acta.Record.Site;
using Acta.Store;
using Acta.Views.News;
using Microsoft.AspNetCore.Http.Features;

namespace Acta.Desk;

/// <summary>
/// The desk within the server: its own services and its own pipeline, composed when somebody first comes to it. Readers'
/// requests never pass through here, and a start does not wait for it.
/// </summary>
internal sealed class DeskHost : IDisposable
{
    private readonly MainStore _store;
    private readonly ViewsDb _views;
    private readonly Lazy<Publisher> _publisher;
    private readonly Lazy<Releasing> _releasing;
    private readonly Lazy<SitePlans> _sitePlans;
    private readonly Lazy<Clearances> _clearances;
    private readonly TimeProvider _time;
    private readonly MediaLibrary _library;
    private readonly RenditionMaker _renditions;
    private readonly OpenIdSettings? _openId;
    private readonly Lazy<(ServiceProvider Services, RequestDelegate Pipeline)> _desk;

    /// <exception cref="UserError">The organisation's sign-in is set up wrongly.</exception>
    public DeskHost(MainStore store, ViewsDb views, Func<Publisher> publisher, MediaLibrary library, RenditionMaker renditions, TimeProvider time)
    {
        (_store, _views, _time, _library, _renditions) = (store, views, time, library, renditions);
        // The publisher is still looking at the log when routes are made.
        _publisher = new(publisher);
        _releasing = new(() => new Releasing(store, views, _publisher.Value, time, library));
        _sitePlans = new(() => new SitePlans(store, _publisher.Value, time));
        _clearances = new(() => new Clearances(store, time, SendsMail));
        _openId = OpenIdSettings.Read(store.Folder);
        _desk = new(Compose);
    }

    /// <summary>Whether mail is sent; without it, links are handed on by hand.</summary>
    public bool SendsMail { get; init; }

    /// <summary>Answers a request to the desk or to one of its links.</summary>
    public async Task Handle(HttpContext http)
    {
        var (services, pipeline) = _desk.Value;
        if (http.Request.Headers["X-Forwarded-Proto"] == "https") http.Request.Scheme = "https";
        DeskHeaders.Protect(http);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && http.Request.Headers["Sec-Fetch-Site"] is ["cross-site"])
        {
            await DeskHeaders.Plain(http, 403, "Another site sent this form; nothing was done.");
            return;
        }
        await using var scope = services.CreateAsyncScope();
        var outer = http.RequestServices;
        var accessor = services.GetRequiredService<IHttpContextAccessor>();
        http.RequestServices = scope.ServiceProvider;
        accessor.HttpContext = http;
        try
        {
            await pipeline(http);
        }
        catch (Exception e) when ((e is UserError || e.InnerException is UserError) && !http.Response.HasStarted)
        {
            // The database is away, its disk full: told in full to whoever looks after the server, in short to whoever asks.
            await Console.Error.WriteLineAsync($"acta: {Told(http.Request)}: {(e as UserError ?? e.InnerException)!.Message}");
            await DeskHeaders.Plain(http, 503, DeskWords.For(DeskWords.Choose(null, default, http.Request.Headers.AcceptLanguage))["away"]);
        }
        finally
        {
            accessor.HttpContext = null;
            http.RequestServices = outer;
        }
    }

    /// <summary>Releases what is due, as long as the server runs; another server on the same store may do it as well.</summary>
    public async Task RunSchedule(CancellationToken stop)
    {
        // A look costs one indexed read. What another server schedules for the next second is seen in time.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        string? trouble = null;
        try
        {
            do
            {
                try
                {
                    _releasing.Value.Tick();
                    _sitePlans.Value.Tick();
                    _clearances.Value.Tick();
                    trouble = null;
                }
                catch (UserError e)
                {
                    // The database is away: the next look tries again, and it is said once.
                    if (trouble != e.Message) await Console.Error.WriteLineAsync($"acta: scheduled releases: {e.Message}");
                    trouble = e.Message;
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private (ServiceProvider, RequestDelegate) Compose()
    {
        var services = new ServiceCollection();
        services.AddAccess(_store, _time, _openId);
        services.AddSingleton(_views);
        services.AddSingleton(_publisher.Value);
        services.AddSingleton(_library);
        services.AddSingleton(_renditions);
        services.AddSingleton(new Uploads(_store.Folder, _library, _time));
        services.AddSingleton<PublishedList>();
        services.AddSingleton<KnownOffices>();
        services.AddSingleton<PublicFaults>();
        services.AddSingleton<TranslationList>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<RecordDrafts>();
        services.AddSingleton<RegisterList>();
        services.AddSingleton(_clearances.Value);
        services.AddSingleton(_releasing.Value);
        services.AddSingleton(_sitePlans.Value);
        if (_openId is not null) services.AddSingleton(_openId);
        if (SendsMail) services.AddSingleton(new MailOn());
        services.AddAntiforgery(o =>
        {
            o.FormFieldName = DeskFrame.FormField;
            o.HeaderName = "X-Form-Token";
            o.SuppressXFrameOptionsHeader = true;
            o.Cookie.Name = "acta-form";
            o.Cookie.Path = "/";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        var provider = services.BuildServiceProvider();
        var pipeline = new ApplicationBuilder(provider);
        pipeline.UseAuthentication();
        pipeline.Run(Dispatch);
        return (provider, pipeline.Build());
    }

    private async Task Dispatch(HttpContext http)
    {
        var path = http.Request.Path.Value is "/desk" ? "/desk/" : http.Request.Path.Value!;
        var method = HttpMethods.IsHead(http.Request.Method) ? "GET" : http.Request.Method;
        var who = http.Features.Get<SignedIn>();
        var found = DeskRoutes.Find(method, path);
        if (who is null && found is not { Route.Who.Strangers: true })
        {
            await TurnAway(http, method, path);
            return;
        }
        var request = new DeskRequest(http, who, Settings(), found?.Values ?? []);
        // Only who may send so much may send more than others.
        if (found is { Route.Body: { } most } && found.Value.Route.Who.Admits(who) && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
        if (found is not { Route: var route }) await (DeskRoutes.HasPath(path) ? request.Message(405, "no-method") : request.Message(404, "no-page"));
        else if (!route.Who.Admits(who)) await request.Message(403, "no-right");
        else if (method == "POST" && !route.OwnFormCheck && !await request.IsReadable()) await (request.WantsJson ? request.Json(JsonSerializer.Serialize(new { refused = request.Words["unread-form.text"] })) : request.Message(400, "unread-form"));
        else if (method == "POST" && !route.OwnFormCheck && !await request.IsOurForm()) await request.Message(400, "old-form");
        else if (route.Proof && !request.Need<Sessions>().IsProved(who!.Session)) await request.AskProof(path);
        else await route.Do(request);
    }

    /// <summary>What was asked for, as it may be printed: the address of a link handed on opens what it leads to.</summary>
    public static string Told(HttpRequest request)
    {
        var path = request.Path.Value!;
        var link = DeskRoutes.Links.FirstOrDefault(l => path.StartsWith(l, StringComparison.OrdinalIgnoreCase));
        return $"{request.Method} {(link is null ? path : link + "…")}";
    }

    // The same for every address there is and there is not: strangers learn nothing from asking.
    private Task TurnAway(HttpContext http, string method, string path)
    {
        if (method != "GET")
        {
            var request = new DeskRequest(http, null, Settings(), new Dictionary<string, string>());
            return request.WantsJson ? DeskHeaders.Plain(http, 401, "Sign in at /desk/sign-in first; nothing was done.") : request.Message(401, "signed-out", "/desk/sign-in", request.Words["sign-in"]);
        }
        http.Response.StatusCode = 302;
        http.Response.Headers.Location = path == "/desk/" ? "/desk/sign-in" : "/desk/sign-in?to=" + Uri.EscapeDataString(path + http.Request.QueryString);
        return Task.CompletedTask;
    }

    private SiteSettings? Settings()
    {
        using var reading = _views.Read();
        return new NewsQueries(reading).Settings();
    }

    public void Dispose()
    {
        if (_desk.IsValueCreated) _desk.Value.Services.Dispose();
    }
}

/// <summary>Stands among the desk's services where mail is sent.</summary>
internal sealed class MailOn;

using System.Diagnostics;
using System.Net.Sockets;
using Acta.Desk;
using Acta.Export;
using Acta.Following;
using Acta.Ledger;
using Acta.Media;
using Acta.Notify;
using Acta.Pages;
using Acta.Publication;
using Acta.Reader;
using Acta.Reader.Api;
using Acta.Record.Register;
using Acta.Store;
using Acta.Views;
using Acta.Views.Register;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Acta;

/// <summary>One running server, composed: store, publisher, follower, views, cache, Kestrel.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly FolderLock _lock;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _stopSchedule = new();
    private readonly Task<WebApplication> _building;
    private readonly Task _first;
    private Task _following = Task.CompletedTask;
    private Task _schedule = Task.CompletedTask;
    private Task _tally = Task.CompletedTask;
    private Task _mailing = Task.CompletedTask;
    private readonly MailSender? _sender;
    private WebApplication? _app;
    private WebApplication? _metrics;

    // A kept page is answered by the thread that heard of the request, without a hop to another (docs/performance.md). The
    // runtime reads this once, before the first socket.
    static Serving() => Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

    private Serving(DataFolder folder, FolderLock folderLock, MainStore store, NoteSigner key, string? baseUrl, TimeProvider time, IMediaStorage? files)
    {
        _lock = folderLock;
        Folder = folder;
        Store = store;
        Library = new MediaLibrary(store, folder, time, files);
        Views = new ViewsDb(folder.ViewsFile(Fold.Version), time);
        Follower = new Follower(store, folder, Views, Fold.Views, Fold.Version);
        Cache = new PageCache(Views, time);
        Follower.Applied += Cache.Drop;
        var documents = new PublicDocuments(store);
        var released = new ReleasedHead(LogKey.MemoryName(key.Verifier));
        Log = new LogEndpoints(documents, released);
        Renditions = new RenditionMaker(folder, Library.Storage);
        Media = new MediaEndpoint(Views, Library.Storage, Renditions);
        var address = new SiteAddress((baseUrl ?? "https://" + folder.Origin.Split('/')[0]).TrimEnd('/'), folder.Origin.Split('/', ':')[0]);
        Tally = new ReadTally(store, Views, time, Uri.TryCreate(address.Base, UriKind.Absolute, out var at) ? at.Host : address.Authority);
        Pages = new PageEndpoint(Cache, address, Tally);
        Cards = new CardEndpoint(Cache, Library.Storage);
        Machines = new MachineEndpoint(Cache, address, time);
        Articles = new ArticlesApi(Cache, address);
        Records = new RecordsApi(Cache, address);
        RegisterFiles = new RegisterFiles(Views, form => RegisterExport.File(Store, folder, form));
        Bulk = new BulkApi(Views, folder, address, RegisterFiles);
        RegisterTables = new RegisterTables(Cache, address);
        Follower.Applied += Bulk.Look;
        Record = new RecordApi(documents, Log, key.Verifier);
        var mail = MailSettings.Read(folder);
        if (mail is not null) _sender = new MailSender(store, mail, address.Base, time);
        Desk = new DeskHost(store, Views, () => Publisher!, Library, Renditions, time) { SendsMail = mail is not null };

        // A start is mostly code met for the first time; what does not depend on one another is met on several cores at once.
        _building = Task.Run(() =>
        {
            var app = Build(hot: true);
            Routes.Map(app, this);
            return app;
        });
        _first = Task.Run(() => PageRenderer.Failed(null, new PageRequest("/", address.Base), "en"));
        Publisher = new Publisher(store, key, released, time) { ErasedMedia = Library.RemoveErased };
    }

    public DataFolder Folder { get; }

    public MainStore Store { get; }

    public Publisher Publisher { get; }

    public MediaLibrary Library { get; }

    public ViewsDb Views { get; }

    public Follower Follower { get; }

    /// <summary>Ends when what the register says was read into memory: some seconds after the start, in which answers are slower.</summary>
    public Task RegisterRead { get; private set; } = Task.CompletedTask;

    public PageCache Cache { get; }

    public Figures Figures { get; } = new();

    public LogEndpoints Log { get; }

    public MediaEndpoint Media { get; }

    public RenditionMaker Renditions { get; }

    public PageEndpoint Pages { get; }

    public CardEndpoint Cards { get; }

    public MachineEndpoint Machines { get; }

    public ArticlesApi Articles { get; }

    public RecordsApi Records { get; }

    public RegisterTables RegisterTables { get; }

    public BulkApi Bulk { get; }

    public RegisterFiles RegisterFiles { get; }

    public RecordApi Record { get; }

    public DeskHost Desk { get; }

    public ReadTally Tally { get; }

    /// <summary>Opens the data folder for serving.</summary>
    /// <param name="folder">Of the site.</param>
    /// <param name="baseUrl">What absolute addresses begin with; null for that of the origin.</param>
    /// <param name="time">The clock.</param>
    /// <param name="files">Where files are kept; null for the data folder.</param>
    /// <exception cref="UserError">Another server has it, or it can't be opened.</exception>
    public static Serving Open(DataFolder folder, string? baseUrl, TimeProvider time, IMediaStorage? files = null)
    {
        var folderLock = FolderLock.TakeServer(folder);
        MainStore? store = null;
        try
        {
            var key = Task.Run(() => LogKey.Read(folder));
            store = MainStore.Open(folder);
            var serving = new Serving(folder, folderLock, store, key.GetAwaiter().GetResult(), baseUrl, time, files);
            serving.Library.RemoveErased();
            return serving;
        }
        catch
        {
            store?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Begins to answer at these addresses; the views are caught up before the first answer.</summary>
    /// <exception cref="UserError">An address can't be listened on.</exception>
    public async Task Start(string urls, string? metricsUrls)
    {
        Follower.CatchUp();
        _following = Follower.RunAsync(_stop.Token);
        await _first;
        _app = await _building;
        await Listen(_app, urls);
        _schedule = Task.Run(() => Desk.RunSchedule(_stopSchedule.Token));
        if (_sender is not null) _mailing = Task.Run(() => _sender.Run(_stop.Token));
        _tally = Task.Run(() => Tally.Run(_stop.Token));
        RegisterRead = Task.Run(ReadRegister);
        if (metricsUrls is null) return;
        _metrics = Build(hot: false);
        _metrics.MapGet("/metrics", (RequestDelegate)(http =>
        {
            http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            return http.Response.WriteAsync(Figures.Print(
            [
                ("acta_log_entries", "Entries in the log that are applied to the views.", Follower.Position),
                ("acta_follower_lag_entries", "Entries in the log not applied yet.", Follower.Lag),
                ("acta_kept_pages", "Answers kept.", Cache.Count),
                ("acta_kept_bytes", "Bytes of answers kept.", Cache.Bytes),
                ("process_resident_memory_bytes", "Memory.", Environment.WorkingSet),
            ]));
        }));
        await Listen(_metrics, metricsUrls);
    }

    /// <summary>Runs until told to stop (SIGTERM, Ctrl-C), then ends within five seconds.</summary>
    public async Task RunToEnd() => await _app!.WaitForShutdownAsync();

    /// <summary>Carries out no more scheduled releases: another server does, or the next start.</summary>
    public async Task StopSchedule()
    {
        await _stopSchedule.CancelAsync();
        await _schedule;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_metrics is not null) await _metrics.DisposeAsync();
        await _stop.CancelAsync();
        await StopSchedule();
        await _following;
        await _tally;
        await RegisterRead;
        await _mailing;
        Desk.Dispose();
        Renditions.Dispose();
        Follower.Dispose();
        Bulk.Dispose();
        RegisterFiles.Dispose();
        Views.Dispose();
        Store.Dispose();
        _lock.Dispose();
        _stop.Dispose();
        _stopSchedule.Dispose();
    }

    // What the register says is read before somebody asks: parsing a record takes ten times as long as looking it up. In short
    // readings, each followed by a rest of about its length, for readers come first.
    private async Task ReadRegister()
    {
        foreach (var kind in RegisterRecord.Kinds)
        {
            for (long? after = -1; after is { } entry && !_stop.IsCancellationRequested && RecordCache.HasRoom;)
            {
                using (var reading = Views.Read()) after = new RegisterQueries(reading).Read(kind, entry, 100);
                await Task.Delay(1);
            }
        }
    }

    private WebApplication Build(bool hot)
    {
        // The empty builder: no configuration files, no logging providers, nothing that a start would wait for.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(o => o.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(Limit);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(4));
        if (hot)
        {
            var kestrel = builder.Services.Last(s => s.ServiceType == typeof(IServer));
            builder.Services.Remove(kestrel);
            builder.Services.AddSingleton<IServer>(s => new HotServer((IServer)ActivatorUtilities.CreateInstance(s, kestrel.ImplementationType!), Cache, Figures, Tally));
        }
        var app = builder.Build();
        if (hot) app.Use((RequestDelegate next) => http => Guarded(http, next));
        app.UseRouting();
        app.UseEndpoints(_ => { });
        return app;
    }

    private static void Limit(KestrelServerOptions k)
    {
        k.AddServerHeader = false;
        k.Limits.MaxConcurrentConnections = 10_000;
        k.Limits.MaxRequestBodySize = 1 << 20;
        k.Limits.MaxRequestLineSize = 8 << 10;
        k.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        k.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
    }

    // The last resort: a fault here becomes an honest page for the reader and a line for whoever looks after the server.
    private async Task Guarded(HttpContext http, RequestDelegate next)
    {
        var begin = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
            if (http.Response is { StatusCode: 405, HasStarted: false }) await Answering.Plain(http, 405, "This address is only read: use GET or HEAD.");
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The reader went away.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await Console.Error.WriteLineAsync($"acta: {DeskHost.Told(http.Request)}: {e}");
            http.Response.Clear();
            await Pages.Failed(http);
        }
        Figures.Miss(http.Response.StatusCode, begin);
    }

    private static async Task Listen(WebApplication app, string urls)
    {
        try
        {
            foreach (var url in urls.Split(';'))
            {
                if (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) throw new UserError($"{url}: Acta speaks plain HTTP to the web server before it, which has the certificate; name it like http://127.0.0.1:8080.", 2);
                app.Urls.Add(url);
            }
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new UserError($"The address {urls} is in use by another program; choose another with --urls http://127.0.0.1:PORT.");
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or SocketException or IOException)
        {
            throw new UserError($"{urls} can't be listened on ({e.Message.TrimEnd('.')}); name it like http://127.0.0.1:8080.");
        }
    }
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace Acta.Reader;

/// <summary>
/// Kestrel with kept pages answered before anything else: no HttpContext, no logging scope, no routing. A request that is not
/// a plain GET of a kept page goes to the hosting application as if this class were not there. Measured in docs/performance.md.
/// </summary>
public sealed class HotServer(IServer kestrel, PageCache cache, Figures figures, ReadTally tally) : IServer
{
    /// <inheritdoc/>
    public IFeatureCollection Features => kestrel.Features;

    /// <inheritdoc/>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => kestrel.StartAsync(new HotPages<TContext>(application, cache, figures, tally), cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => kestrel.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => kestrel.Dispose();
}

/// <summary>A request on its way: hot, or handed on.</summary>
/// <typeparam name="TContext">The hosting application's own.</typeparam>
internal sealed class HotContext<TContext>
{
    public IFeatureCollection Request { get; set; } = null!;

    public Answer? Answer { get; set; }

    /// <summary>What is sent; null where the request is handed on.</summary>
    public Answer.Form? Form { get; set; }

    public TContext? Inner { get; set; }
}

internal sealed class HotPages<TContext>(IHttpApplication<TContext> inner, PageCache cache, Figures figures, ReadTally tally) : IHttpApplication<HotContext<TContext>>
    where TContext : notnull
{
    public HotContext<TContext> CreateContext(IFeatureCollection features)
    {
        // Kestrel keeps one context for each connection's requests, which come one after another.
        var container = features as IHostContextContainer<HotContext<TContext>>;
        var context = container?.HostContext ?? new HotContext<TContext>();
        if (container is not null) container.HostContext = context;
        context.Request = features;
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        context.Form = null;
        if (request.Method == "GET" && request.Headers.Range.Count == 0 && request.Headers.IfModifiedSince.Count == 0 && cache.Find(request.RawTarget) is { } answer)
        {
            context.Answer = answer;
            context.Form = answer.Made(Headers.CodingFor(request.Headers.AcceptEncoding));
        }
        context.Inner = context.Form is null ? inner.CreateContext(features) : default;
        return context;
    }

    public Task ProcessRequestAsync(HotContext<TContext> context)
    {
        if (context.Form is not { } form) return Elsewhere(context.Inner!);
        var answer = context.Answer!;
        var request = context.Request.GetRequiredFeature<IHttpRequestFeature>();
        var response = context.Request.GetRequiredFeature<IHttpResponseFeature>();
        if (answer.Content.Counter is not null) tally.Read(answer.Content, request.Headers.UserAgent, request.Headers.Referer);
        var unchanged = request.Headers.IfNoneMatch is { Count: > 0 } etags && answer.Matches(etags);
        Answering.Head(response.Headers, answer, form, request.Scheme == "https" || request.Headers["X-Forwarded-Proto"] == "https");
        if (unchanged)
        {
            response.StatusCode = 304;
            figures.Hit(304);
            return Task.CompletedTask;
        }
        response.StatusCode = answer.Content.Status;
        response.Headers.ContentLength = form.Body.Length;
        var written = context.Request.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(form.Body);
        figures.Hit(answer.Content.Status);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    public void DisposeContext(HotContext<TContext> context, Exception? exception)
    {
        if (context.Form is null) inner.DisposeContext(context.Inner!, exception);
    }

    // Kept answers are written by the thread that met the request on the network; whatever takes longer must not hold up
    // the other connections of that thread.
    private async Task Elsewhere(TContext context)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await inner.ProcessRequestAsync(context);
    }
}

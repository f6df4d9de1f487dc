using System.Buffers;
using System.Collections.Concurrent;
using Acta.Following;
using Acta.Store;
using Acta.Views.News;
using Microsoft.Extensions.Primitives;

namespace Acta.Reader;

/// <summary>What of a page is counted.</summary>
public sealed class ReadCounter
{
    private long _reads;

    public void Add() => Interlocked.Increment(ref _reads);

    internal long Take() => Interlocked.Exchange(ref _reads, 0);
}

/// <summary>
/// How often each article was read, and which addresses were asked for in vain: by day, language and the site that led there.
/// No cookie, no network address, nothing of a reader is kept; programs that say they are programs are not counted. Held in
/// memory and written once a minute, so a crash loses a minute of counts and nothing else.
/// </summary>
public sealed class ReadTally(MainStore store, ViewsDb views, TimeProvider time, string ownHost)
{
    /// <summary>Sites and addresses remembered between two writings; more than these are counted without their name.</summary>
    private const int MostNames = 2000;

    /// <summary>Addresses kept in the store.</summary>
    private const int MostMisses = 5000;

    private static readonly SearchValues<string> Programs = SearchValues.Create(["bot", "crawl", "spider", "curl/", "wget", "python", "java/", "go-http", "feed", "monitor", "preview"], StringComparison.OrdinalIgnoreCase);

    // Asked for by those who look for holes, not by readers.
    private static readonly SearchValues<string> Probes = SearchValues.Create([".php", ".asp", ".env", ".git", "wp-", "cgi-bin", "/.", "%"], StringComparison.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<(Guid, string), ReadCounter> _direct = new();
    private readonly ConcurrentDictionary<(Guid, string, string), long> _led = new();
    private readonly ConcurrentDictionary<string, long> _misses = new();

    /// <summary>The counter of an article's page in a language.</summary>
    public ReadCounter CounterOf(Guid article, string language) => _direct.GetOrAdd((article, language), _ => new ReadCounter());

    /// <summary>Somebody reads a page.</summary>
    public void Read(Content content, StringValues agent, StringValues referer)
    {
        if (content.Counter is not { } counter || (agent.Count > 0 && agent[0].AsSpan().ContainsAny(Programs))) return;
        if (referer.Count > 0 && Site(referer[0]) is { } site)
        {
            // How many there are is asked only for a new one, for it takes all locks.
            var from = (content.Article, content.Language!, site);
            _led.AddOrUpdate(_led.ContainsKey(from) || _led.Count < MostNames ? from : (content.Article, content.Language!, ""), 1, static (_, n) => n + 1);
        }
        else
        {
            counter.Add();
        }
    }

    /// <summary>Somebody asks for a page that is not there.</summary>
    public void Missed(string path, StringValues agent)
    {
        if (path.Length > 300 || path.AsSpan().ContainsAny(Probes) || path.Any(char.IsControl) || (agent.Count > 0 && agent[0].AsSpan().ContainsAny(Programs))) return;
        if (_misses.ContainsKey(path) || _misses.Count < MostNames) _misses.AddOrUpdate(path, 1, static (_, n) => n + 1);
    }

    /// <summary>Writes what was counted since the last writing.</summary>
    public void Write()
    {
        var reads = _led.Keys.Select(k => _led.TryRemove(k, out var n) ? (k.Item1, k.Item2, k.Item3, n) : default)
            .Concat(_direct.Select(c => (c.Key.Item1, c.Key.Item2, "", c.Value.Take()))).Where(r => r.Item4 > 0).ToList();
        var misses = _misses.Keys.Select(k => (k, n: _misses.TryRemove(k, out var n) ? n : 0)).Where(m => m.n > 0).ToList();
        if (reads.Count + misses.Count == 0) return;
        var day = Today();
        using var w = store.BeginDeskWrite();
        w.ExecuteMany("INSERT INTO reads (day, id, language, site, count) VALUES (@day, @id, @language, @site, @n) ON CONFLICT (day, id, language, site) DO UPDATE SET count = reads.count + excluded.count",
            [.. reads.Select(r => new (string, object?)[] { ("@day", day), ("@id", r.Item1.ToString()), ("@language", r.Item2), ("@site", r.Item3), ("@n", r.Item4) })]);
        w.ExecuteMany("INSERT INTO misses (path, count, last) VALUES (@path, @n, @now) ON CONFLICT (path) DO UPDATE SET count = misses.count + excluded.count, last = excluded.last",
            [.. misses.Select(m => new (string, object?)[] { ("@path", m.k), ("@n", m.n), ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()) })]);
        if (misses.Count > 0)
            w.Execute("DELETE FROM misses WHERE path IN (SELECT path FROM misses ORDER BY count DESC, last DESC LIMIT 100000 OFFSET @most)", ("@most", (long)MostMisses));
        w.Commit();
    }

    /// <summary>Writes once a minute as long as the server runs, and once at its end.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await TryWrite();
        }
        catch (OperationCanceledException)
        {
            await TryWrite();
        }
    }

    // Counts are no reason to trouble anybody: what can't be written now is lost, and said where the server's troubles are.
    private async Task TryWrite()
    {
        try
        {
            Write();
        }
        catch (UserError e)
        {
            await Console.Error.WriteLineAsync($"acta: counts of reading: {e.Message}");
        }
    }

    private long Today()
    {
        using var reading = views.Read();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), SiteZone.Of(new NewsQueries(reading).Settings()?.TimeZone)).DateTime);
        return (today.Year * 10000) + (today.Month * 100) + today.Day;
    }

    // The other site's name alone: what somebody searched for there is nobody's business.
    private string? Site(string? referer) =>
        referer is not null && Uri.TryCreate(referer, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host is { Length: > 0 and <= 100 } host && host != ownHost && !uri.IsLoopback ? host : null;
}

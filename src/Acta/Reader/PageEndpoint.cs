using System.Globalization;
using Acta.Following;
using Acta.Pages;
using Acta.Views.News;

namespace Acta.Reader;

/// <summary>The HTML pages, the front door that finds a reader's language, and addresses of former sites.</summary>
public sealed class PageEndpoint(PageCache cache, SiteAddress address, ReadTally tally)
{
    private const int MaxTarget = 2048;

    /// <summary><c>/{lang}/…</c></summary>
    public Task Page(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path.Length + http.Request.QueryString.Value!.Length > MaxTarget) return NotFound(http);
        // A page is one address: what stands behind a question mark is dropped, so that it does not fill the cache.
        DateOnly? day = null;
        List<(string Name, string Value)> asked = [];
        if (http.Request.QueryString.HasValue)
        {
            var former = cache.Fresh(r => Former(r, path + http.Request.QueryString.Value));
            if (former.Content.Status != 404) return Answering.Write(http, former);
            // But for the day that the register is asked as of,
            if (http.Request.Query.TryGetValue("as_of", out var date))
            {
                if (!DateOnly.TryParseExact(date.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known))
                    return Answering.Write(http, cache.Fresh(r => Of(PageRenderer.NotADay(r, new PageRequest(path, address.Base), date.ToString()))));
                day = known;
            }
            // and what a list is filtered by. A form sends its empty fields along; the address to share has none.
            var names = PageRenderer.Parameters(path);
            foreach (var name in names)
                if (http.Request.Query[name].FirstOrDefault()?.Trim() is { Length: > 0 } value) asked.Add((name, value));
            if (names.Any(n => http.Request.Query.TryGetValue(n, out var given) && given.ToString().Length == 0))
                return Answering.Write(http, new Answer(new Content(302, "text/plain", [], Escape(path) + Behind(day, asked))));
        }
        if (path.Split('/', 4) is ["", _, "calendar", ..]) return Calendar(http, path);
        var key = Uri.EscapeDataString(path).Replace("%2F", "/") + Behind(day, asked);
        // What is typed is without number: it is answered, not kept.
        var answer = asked.Any(a => RegisterFilters.IsTyped(a.Name)) ? cache.Fresh(r => Render(r, path, day, asked: asked)) : cache.Get(key, r => Render(r, path, day, asked: asked));
        if (answer.Content.Status == 404) tally.Missed(path, http.Request.Headers.UserAgent);
        else if (HttpMethods.IsGet(http.Request.Method)) tally.Read(answer.Content, http.Request.Headers.UserAgent, http.Request.Headers.Referer);
        return Answering.Write(http, answer);
    }

    // A form sends its empty fields along: the address that is shared has none, and one order.
    private Task Calendar(HttpContext http, string path)
    {
        var (only, isWritten) = OnlyOf(http.Request);
        // A month, a year and a page are addresses of their own.
        foreach (var name in new[] { "month", "year", "page" })
        {
            if (http.Request.Query[name].FirstOrDefault() is not { Length: > 0 } value) continue;
            return Answering.Write(http, PageRenderer.CalendarAt(path, name, value) is { } there
                ? new Answer(new Content(301, "text/plain", [], Escape(there) + only.Query))
                : cache.Fresh(r => Render(r, path, null, only with { Wrong = (name, value) })));
        }
        var address = Uri.EscapeDataString(path).Replace("%2F", "/") + only.Query;
        if (!isWritten) return Answering.Write(http, new Answer(new Content(301, "text/plain", [], address)));
        var answer = cache.Get(address, r => Render(r, path, only.AsOf, only) is var made && made.Status == 301 ? made with { Location = made.Location + only.Query } : made);
        if (answer.Content.Status == 404) tally.Missed(path, http.Request.Headers.UserAgent);
        return Answering.Write(http, answer);
    }

    /// <summary>Which events a calendar is asked for; and whether the address says so in its one form, but for what others add to links.</summary>
    internal static (CalendarOnly Only, bool IsWritten) OnlyOf(HttpRequest request)
    {
        var query = request.Query;
        var day = DateOnly.TryParseExact(Of("as_of"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null;
        var only = new CalendarOnly(day, Of("body"), Of("kind"), Of("place"));
        return (only, request.QueryString.Value == only.Query || query.Keys.Any(k => !CalendarOnly.Names.Contains(k)) || query.Keys.All(k => query[k].ToString() == Of(k)) && query.Keys.SequenceEqual(query.Keys.Order(StringComparer.Ordinal)));

        string? Of(string name) => query[name].FirstOrDefault(v => v?.Length > 0);
    }

    /// <summary><c>/</c>: to the reader's language.</summary>
    public Task Front(HttpContext http)
    {
        if (http.Request.QueryString.HasValue)
        {
            var former = cache.Fresh(r => Former(r, "/" + http.Request.QueryString.Value));
            if (former.Content.Status != 404) return Answering.Write(http, former);
        }
        var languages = cache.Get("\0languages", Languages).Content.Language!.Split(',');
        var language = Headers.LanguageFor(http.Request.Headers.AcceptLanguage, languages);
        http.Response.Headers.Vary = "Accept-Language";
        return Answering.Write(http, new Answer(new Content(302, "text/plain", [], $"/{language}/")));
    }

    /// <summary>Everything else: an address of a former site, or nothing.</summary>
    public Task Other(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path.Length + http.Request.QueryString.Value!.Length > MaxTarget) return NotFound(http);
        var former = cache.Fresh(r => Former(r, path + http.Request.QueryString.Value));
        return former.Content.Status == 404 ? NotFound(http) : Answering.Write(http, former);
    }

    /// <summary>Says in the reader's language that there is no such page.</summary>
    public Task NotFound(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        tally.Missed(path, http.Request.Headers.UserAgent);
        var languages = cache.Get("\0languages", Languages).Content.Language!.Split(',');
        var language = languages.FirstOrDefault(l => path.StartsWith($"/{l}/", StringComparison.Ordinal)) ?? Headers.LanguageFor(http.Request.Headers.AcceptLanguage, languages);
        return Answering.Write(http, cache.Fresh(r => Of(PageRenderer.NotFound(r, new PageRequest(path, address.Base), language))));
    }

    /// <summary>Says that something failed here, with a number that stands in the log as well.</summary>
    public Task Failed(HttpContext http)
    {
        var page = PageRenderer.Failed(null, new PageRequest("/", address.Base), "en");
        return Answering.Write(http, new Answer(Of(page)));
    }

    /// <summary>The page at a path, from one snapshot.</summary>
    public Content Render(ViewReading reading, string path, DateOnly? day = null, CalendarOnly? only = null, IReadOnlyList<(string Name, string Value)>? asked = null)
    {
        var request = new PageRequest(path, address.Base, day) { Query = asked ?? [] };
        var page = PageRenderer.Render(reading, only is null ? request : request with { Only = only });
        if (page.Status != 404) return Of(page);
        return Former(reading, path) is { Status: 301 } moved ? moved : Of(page);
    }

    private static Content Former(ViewReading reading, string pathAndQuery) => new NewsQueries(reading).ResolveFormer(pathAndQuery) is Resolution.Moved moved
        ? new Content(301, "text/plain", [], Escape($"/{moved.Language}/{moved.Address}"))
        : new Content(404, "text/plain", []);

    private static Content Languages(ViewReading reading) =>
        new(200, "text/plain", [], Language: string.Join(',', new NewsQueries(reading).Settings()?.Languages ?? ["en"]));

    /// <summary>A page that is no article's, as an answer.</summary>
    internal static Content ContentOf(RenderedPage page) => new(page.Status, page.ContentType, page.Body, page.Location is null ? null : Escape(page.Location), page.Language);

    private Content Of(RenderedPage page) =>
        ContentOf(page) with
        {
            Article = page.Article ?? default,
            HasScript = page.HasScript,
            Counter = page is { Article: { } article, Language: { } language } ? tally.CounterOf(article, language) : null,
        };

    private static string Behind(DateOnly? day, List<(string Name, string Value)> asked)
    {
        if (day is { } of) asked = [("as_of", of.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), .. asked];
        return asked.Count == 0 ? "" : "?" + string.Join('&', asked.Select(a => a.Name + "=" + Uri.EscapeDataString(a.Value)));
    }

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}

/// <summary>Where the site is: the beginning of every absolute address.</summary>
/// <param name="Base">Such as <c>https://news.example.org</c>, no slash at its end.</param>
/// <param name="Authority">The host of the log's origin, which ids are made from: the same wherever the site is served.</param>
public sealed record SiteAddress(string Base, string Authority);

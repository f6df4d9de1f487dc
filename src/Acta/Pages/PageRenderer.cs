using System.Globalization;
using Acta.Following;
using Acta.Record;
using Acta.Record.Register;
using Acta.Record.Site;

namespace Acta.Pages;

/// <summary>What is asked for.</summary>
/// <param name="Path">The decoded path, language first: <c>/en/news/2025/06/</c>.</param>
/// <param name="BaseUrl">The origin of absolute addresses, such as <c>https://example.org</c>.</param>
/// <param name="AsOf">The day it is asked as of, for pages of the register; null: the site's today.</param>
public sealed record PageRequest(string Path, string BaseUrl, DateOnly? AsOf = null)
{
    /// <summary>Which events the calendar shows.</summary>
    public CalendarOnly Only { get; init; } = new();

    /// <summary>What else it is asked by, of <see cref="PageRenderer.Parameters"/>, in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];
}

/// <summary>What stands behind the question mark of a calendar's address: seen from this day, and only events of this body, kind and place.</summary>
/// <param name="AsOf">The day what is past and to come is told from; null: today.</param>
/// <param name="Body">The last part of the address of a body or State.</param>
/// <param name="Kind">A kind of event.</param>
/// <param name="Place">The last part of the address of a place.</param>
public sealed record CalendarOnly(DateOnly? AsOf = null, string? Body = null, string? Kind = null, string? Place = null)
{
    /// <summary>The names, in the order of the address.</summary>
    public static IReadOnlyList<string> Names { get; } = ["as_of", "body", "kind", "place"];

    /// <summary>A month, a year or a page that is asked for and is none.</summary>
    public (string Name, string Value)? Wrong { get; init; }

    /// <summary>Which events, without the day.</summary>
    public IReadOnlyList<(string Name, string Value)> Filter => [.. new[] { ("body", Body), ("kind", Kind), ("place", Place) }.Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!))];

    /// <summary>The one form it is written in: the question mark and all; nothing where all events are shown.</summary>
    public string Query => Written(AsOf is { } day ? [("as_of", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), .. Filter] : Filter);

    /// <summary>The same without the day: of a feed, which has none.</summary>
    public string FilterQuery => Written(Filter);

    private static string Written(IReadOnlyList<(string Name, string Value)> asked) => string.Join('&', asked.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}")) is { Length: > 0 } query ? "?" + query : "";
}

/// <summary>A page, or where to go instead.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">HTML in UTF-8; empty for a redirect.</param>
/// <param name="Location">For a redirect: the path to go to, not yet percent-encoded.</param>
/// <param name="Language">The page's language; null for a redirect.</param>
public sealed record RenderedPage(int Status, byte[] Body, string? Location = null, string? Language = null)
{
    /// <summary>The article whose page it is, as it stands now.</summary>
    public Guid? Article { get; init; }

    /// <summary>Whether a script of ours goes with it.</summary>
    public bool HasScript { get; init; }

    /// <summary>The media type.</summary>
    public string ContentType => "text/html; charset=utf-8";
}

/// <summary>
/// Model to HTML: every public page, by its path. A page is a pure function of the snapshot, the path and, where it says
/// "today", the site's date; the reading knows afterwards what it depends on and when it expires.
/// </summary>
public static class PageRenderer
{
    /// <summary>The page at a path below a language; 404 and 410 are pages too.</summary>
    public static RenderedPage Render(ViewReading reading, PageRequest request) => new PageMaker(reading, request).Make();

    /// <summary>What a page may be asked by behind a question mark, in the order its address has them.</summary>
    public static IReadOnlyList<string> Parameters(string path) => RegisterFilters.Parameters(path);

    /// <summary>A text in the making, as its page would be, under a banner that says what it is.</summary>
    public static RenderedPage Preview(ViewReading reading, PageRequest request, Record.News.Edition edition, Banner banner) =>
        new PageMaker(reading, request, edition.Language).MakePreview(edition, banner);

    /// <summary>A record's page as it would be with what is in the making; null where there is none of it.</summary>
    public static RenderedPage? Preview(ViewReading reading, PageRequest request, Guid record, IReadOnlyDictionary<Guid, RegisterRecord> drafts, Banner banner, string address) =>
        new PageMaker(reading, request).MakePreview(record, drafts, banner, address);

    /// <summary>A page as it would be under other settings of the site.</summary>
    public static RenderedPage Preview(ViewReading reading, PageRequest request, SiteSettings settings) => new PageMaker(reading, request, null, settings).Make();

    /// <summary>The calendar of all events a filter lets through, or of the one at a path, as iCalendar, with ids on the host of the log's origin; or the page that says why there is none. Neither: there never was.</summary>
    public static (byte[]? Calendar, RenderedPage? Instead) Calendar(ViewReading reading, PageRequest request, string authority) => new PageMaker(reading, request).MakeICalendar(authority);

    /// <summary>Where a month, year or page of the calendar stands that was asked for behind a question mark; null: there is none such.</summary>
    public static string? CalendarAt(string path, string name, string value)
    {
        string[] parts = path.Split('/');
        if (name == "page") return parts is [.., "list" or "past", ""] && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? $"{path}page/{n}/" : null;
        return PartialDate.TryParse(value, out var date) && PageMaker.IsInCalendar(date) && date.Precision == (name == "month" ? DatePrecision.Month : DatePrecision.Year) ? $"/{parts[1]}/calendar/{value}/" : null;
    }

    /// <summary>Says that what was asked as of is no day.</summary>
    public static RenderedPage NotADay(ViewReading reading, PageRequest request, string day) => new PageMaker(reading, request).NotADay(day);

    /// <summary>Says that no such page exists, for paths outside the languages; in the language the reader prefers.</summary>
    public static RenderedPage NotFound(ViewReading reading, PageRequest request, string language) => new PageMaker(reading, request, language).NotFound();

    /// <summary>Says that something failed here: made without the views, which may be what failed.</summary>
    public static RenderedPage Failed(SiteSettings? settings, PageRequest request, string language)
    {
        var frame = new PageFrame
        {
            Settings = settings ?? PageMaker.Unnamed,
            Language = language,
            BaseUrl = request.BaseUrl,
            Path = request.Path,
            Title = SiteWords.For(language)["failed.title"],
            NoIndex = true,
        };
        return PageMaker.Message(new MessagePage(frame, 500, frame.Title, [frame.Words["failed.text"]])
        {
            Links = [new CountedLink(frame.Words["go.home"], frame.Home, Language: frame.WordsLanguage)],
        });
    }
}

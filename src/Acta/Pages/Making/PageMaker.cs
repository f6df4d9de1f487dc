using System.Globalization;
using Acta.Following;
using Acta.Record;
using Acta.Record.Site;
using Acta.Views.News;

namespace Acta.Pages;

/// <summary>Makes the page at one path from one snapshot: reads the path, asks the views, fills the model.</summary>
internal sealed partial class PageMaker
{
    /// <summary>What a site is called before anything was published.</summary>
    public static readonly SiteSettings Unnamed = new() { Id = Guid.Empty, Name = Record.Words.Of(("en", "Acta")), Languages = ["en"], TimeZone = "UTC" };

    // The register has no first page: its lists lead to each other, and a reader begins with the first of these that has something.
    private static readonly string[] s_entrances = ["organizations", "people", "posts", "events", "places", "papers", "decisions", "tasks"];

    private readonly ViewReading _reading;
    private readonly NewsQueries _news;
    private readonly PageRequest _request;
    private readonly SiteSettings _settings;
    private readonly TimeZoneInfo _zone;
    private readonly string _language;
    private readonly bool _known;
    private readonly SiteWords _words;

    public PageMaker(ViewReading reading, PageRequest request, string? language = null, SiteSettings? settings = null)
    {
        _reading = reading;
        _request = request;
        _news = new NewsQueries(reading);
        _settings = settings ?? _news.Settings() ?? Unnamed;
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(_settings.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        language ??= request.Path.Split('/', 3) is ["", var first, ..] ? first : "";
        _known = _settings.Languages.Contains(language);
        _language = _known ? language : _settings.Languages[0];
        _words = SiteWords.For(_language);
    }

    private DateWords Dates => _words.Dates;

    // Dates within sentences: in the language of the sentence.
    private DateWords Said => _words.SentenceDates;

    private string Home => $"/{_language}/";

    /// <summary>Reads the path. Lists end in a slash, articles do not; the other form redirects.</summary>
    public RenderedPage Make()
    {
        if (!_known) return NotFound();
        var below = _request.Path.Length > Home.Length ? _request.Path[Home.Length..] : "";
        if (below.Length == 0) return _request.Path == Home ? MakeHome() : Moved("");
        var isList = below.EndsWith('/');
        string[] parts = below.TrimEnd('/').Split('/');
        var (list, number) = parts is [.. var before, "page", var n] && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && n[0] != '0'
            ? (before, (int?)page)
            : (parts, null);
        RenderedPage? made = list switch
        {
            ["news"] => MakeNews(number),
            ["news", "undated"] => MakePeriod(0, null, number),
            ["news", var y] when Number(y, 4) is { } year => MakePeriod(year, null, number),
            ["news", var y, var m] when Number(y, 4) is { } year && Number(m, 2) is >= 1 and <= 12 and { } month => MakePeriod(year, month, number),
            ["sections", var slug] => MakeSection(slug, number),
            ["kinds", var word] => MakeKind(word, number),
            ["tags", var key] => MakeTag(key, number),
            ["changes"] => MakeChanges(number),
            ["calendar", .. var which] => MakeCalendar(which, number),
            _ => null,
        };
        if (made is not null) return isList || made.Status != 200 ? made : Moved(below + "/");
        // A day has no page of its own: the month's page has it.
        if (parts is ["news", { Length: 4 } ofYear, { Length: 2 } ofMonth, { Length: 2 } ofDay] && Number(ofYear, 4) is not null && Number(ofMonth, 2) is not null && Number(ofDay, 2) is not null)
            return Moved($"news/{ofYear}/{ofMonth}/");
        if (MakeRegister(list, number, isList) is { } record) return record.Status == 200 && list.Length == 1 && !isList ? Moved(below + "/") : record;
        return MakeAddressed(below.TrimEnd('/'), isList);
    }

    // An article or standing page, its history, or one of its former versions.
    private RenderedPage MakeAddressed(string path, bool slashed)
    {
        string[] parts = path.Split('/');
        return parts switch
        {
            [.. var before, "history"] => At(before, found => slashed ? Moved(path) : MakeHistory(found)),
            [.. var before, "history", var n] when Number(n) is { } revision => At(before, found => slashed ? Moved(path) : MakeRevision(found, revision)),
            [.. var before, "beside", var other] when Rules.IsLanguage(other) => At(before, found => slashed ? Moved(path) : MakeBeside(found, other)),
            _ => At(parts, found => slashed ? Moved(path) : MakeArticle(found)),
        };

        RenderedPage At(string[] address, Func<ArticleRow, RenderedPage> make) => _news.Resolve(_language, string.Join('/', address)) switch
        {
            Resolution.Found found => make(found.Row),
            Resolution.Moved moved => new RenderedPage(301, [], $"/{moved.Language}/{moved.Address}{path[string.Join('/', address).Length..]}"),
            Resolution.Gone gone => MakeGone(gone),
            _ => NotFound(),
        };
    }

    private RenderedPage Moved(string below) => new(301, [], Home + below);

    private static int? Number(string text, int? digits = null) =>
        (digits is null || text.Length == digits) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && (digits is not null || text[0] != '0') ? n : null;

    private PageFrame Frame(string title) => new()
    {
        Settings = _settings,
        Language = _language,
        BaseUrl = _request.BaseUrl,
        Path = _request.Path,
        Title = title,
        Menu = Menu(),
        Register = RegisterEntrances(),
        Urgent = Urgent(),
    };

    private List<CountedLink> RegisterEntrances()
    {
        List<CountedLink> links = [];
        if (s_entrances.FirstOrDefault(f => Register.Any(RegisterFilters.KindOf(f))) is { } first) links.Add(new CountedLink(_words["register"], $"{Home}{first}/", Language: _words.Borrowed));
        if (Register.Any("event")) links.Add(new CountedLink(_words["calendar"], Home + "calendar/", Language: _words.Borrowed));
        if (Register.Any("decision")) links.Add(new CountedLink(_words["register.decisions"], Home + "decisions/", Language: _words.Borrowed));
        return links;
    }

    // Said in the page's own language or not at all; it ends by itself.
    private UrgentLine? Urgent()
    {
        if (_settings.Urgent is not { } urgent || urgent.Text.For(_language) is not { } text || text.Language != _language) return null;
        if (urgent.Until is { } until)
        {
            var ends = until.HasTime ? until.Start : SiteZone.EndOf(until.LastDay, _zone);
            if (ends <= _reading.Now) return null;
            _reading.ExpiresAt(ends);
        }
        var to = urgent.To is { } there && HtmlText.SafeLink(there) is { } link ? link.Contains(':') || link.StartsWith('/') ? link : Home + link : null;
        return new UrgentLine(text.Text, to);
    }

    // A list stands at the same address in every language; an article or page has its own in each, so a reader of a
    // language without it is led to one that has it.
    private List<MenuLink> Menu()
    {
        if (_settings.Menu.Count == 0) return Sections();
        var menu = new List<MenuLink>(_settings.Menu.Count);
        foreach (var item in _settings.Menu)
        {
            if (item.Label.For(_language) is not { } label || HtmlText.SafeLink(item.To) is not { } to) continue;
            if (to.Contains(':') || to.StartsWith('/')) menu.Add(new MenuLink(label.Text, label.Language, to));
            else if (to.Length == 0 || to.EndsWith('/')) menu.Add(new MenuLink(label.Text, label.Language, Home + to));
            else if (InSomeLanguage(to) is { } row) menu.Add(new MenuLink(label.Text, label.Language, $"/{row.Language}/{row.Address}", row.Language == _language ? null : row.Language));
        }
        return menu;
    }

    // A new site has no menu yet: all news, and the sections there are.
    private List<MenuLink> Sections()
    {
        var menu = new List<MenuLink> { new(_words["news.all"], _words.Borrowed ?? _language, Home + "news/") };
        foreach (var section in _settings.Sections.Count > 1 ? _settings.Sections : [])
            if (section.Name.For(_language) is { } name) menu.Add(new MenuLink(name.Text, name.Language, $"{Home}sections/{section.Slug}/"));
        return menu;
    }

    private ArticleRow? InSomeLanguage(string address)
    {
        foreach (var language in _settings.Languages.Prepend(_language).Distinct())
        {
            if (_news.Resolve(language, address) is not Resolution.Found found) continue;
            return language != _language && _news.Current(found.Row.Id, _language) is { Readable: true } own ? own : found.Row;
        }
        return null;
    }

    // The page at the same place in each language, for pages that every language has.
    private IReadOnlyList<PageVersion> InEveryLanguage(Func<string, string?> below, bool same = true) =>
    [
        .. _settings.Languages.Select(l => l == _language
            ? new PageVersion(l, VersionState.Here, _request.Path) { Same = same }
            : below(l) is { } address ? new PageVersion(l, VersionState.There, $"/{l}/{address}") { Same = same } : new PageVersion(l, VersionState.Missing, null)),
    ];

    private IReadOnlyList<FeedLink> Feeds(string below, string title) =>
    [
        new FeedLink(title, $"{Home}{below}feed.atom", "application/atom+xml"),
        new FeedLink(title, $"{Home}{below}feed.rss", "application/rss+xml"),
        new FeedLink(title, $"{Home}{below}feed.json", "application/feed+json"),
    ];

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone);

    private string DayOf(DateTimeOffset moment) => Said.Day(DateOnly.FromDateTime(Local(moment).DateTime));

    private static string Machine(DateTimeOffset moment) => PartialDate.Of(moment).ToString();

    private (string Text, string? Language)? In(Words words) =>
        words.For(_language) is { } w ? (w.Text, w.Language == _language ? null : w.Language) : null;

    /// <summary>A link to another article in the page's language, or in the first that has it.</summary>
    private CountedLink? LinkTo(Guid id, string word)
    {
        var row = _news.Current(id, _language) is { Readable: true } own ? own : _news.Languages(id).FirstOrDefault(l => l.Row.Readable)?.Row;
        return row is null ? null : new CountedLink(_words.Text(word, ("headline", row.Headline)), $"/{row.Language}/{row.Address}");
    }

    // An article in the page's language, or a record of the register, an agenda item where its meeting is; what is neither is words alone.
    private string? Mention(Guid id) => _news.Current(id, _language) is { Readable: true } row ? Home + row.Address
        : Register.Row(id) is { Readable: true, Address.Length: > 0 } record ? Home + record.Address
        : Register.Find<Record.Register.AgendaItem>(id) is { } item ? AgendaAddress(item) : null;

    private BodyOptions BodyOptions => new() { Words = _words, Mention = Mention };
}

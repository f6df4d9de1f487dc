using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Views.News;

namespace Acta.Pages.Feeds;

/// <summary>An article as feeds tell of it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Edition">The document.</param>
/// <param name="Id">Its lasting id, a tag URI (RFC 4151).</param>
/// <param name="Url">Its page.</param>
/// <param name="Html">The body, links absolute.</param>
/// <param name="Notice">Words a reader must see first: that it is no longer current, that it was corrected.</param>
/// <param name="Others">Its pages in other languages.</param>
internal sealed record FeedItem(ArticleRow Row, Edition Edition, string Id, string Url, string Html, string? Notice, IReadOnlyList<(string Language, string Url)> Others);

/// <summary>An article that feeds must take back.</summary>
/// <param name="Id">Its lasting id.</param>
/// <param name="Url">Where it stood.</param>
/// <param name="When">It was removed.</param>
/// <param name="Reason">The public reason.</param>
internal sealed record RemovedItem(string Id, string Url, DateTimeOffset When, string? Reason);

/// <summary>A feed before it takes the form of Atom, RSS or JSON.</summary>
internal sealed record Feed
{
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required string BaseUrl { get; init; }
    /// <summary>The list it is of.</summary>
    public required string Home { get; init; }
    /// <summary>Its own address, without the ending.</summary>
    public required string Self { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset Updated { get; init; }
    public required string Organisation { get; init; }
    public string? Icon { get; init; }
    public IReadOnlyList<FeedItem> Items { get; init; } = [];
    public IReadOnlyList<RemovedItem> Removed { get; init; } = [];
}

/// <summary>Feeds of every list: all articles of a language, a section, a kind, a tag.</summary>
public static class FeedMaker
{
    private const int Items = 50;

    /// <summary>The feed at a path such as <c>/en/sections/secretariat/feed.atom</c>, or null where there is no such list; and the last moment anything could have changed it.</summary>
    public static (byte[] Bytes, string ContentType, DateTimeOffset? Changed)? Make(ViewReading reading, string path, string baseUrl, string authority)
    {
        var news = new NewsQueries(reading);
        if (news.Settings() is not { } settings) return null;
        string[] parts = path.Trim('/').Split('/');
        if (!settings.Languages.Contains(parts[0]) || !parts[^1].StartsWith("feed.", StringComparison.Ordinal)) return null;
        var language = parts[0];
        var words = SiteWords.For(language);
        (ListKey Key, string Title)? list = parts[1..^1] switch
        {
            [] => (ListKey.All(language), words["feed.all"]),
            ["news"] => (ListKey.All(language), words["feed.all"]),
            ["sections", var slug] when settings.Sections.FirstOrDefault(s => s.Slug == slug) is { } s => (ListKey.Section(language, slug), s.Name.For(language)?.Text ?? slug),
            ["kinds", var word] when KindOf(word) is { } kind => (ListKey.Kind(language, kind), words["kinds." + word]),
            ["tags", var tag] when news.TagLabel(ListKey.Tag(language, tag)) is { } label => (ListKey.Tag(language, tag), label),
            _ => null,
        };
        if (list is not { } found) return null;
        var feed = Gather(reading, news, settings, language, words, found.Key, found.Title, string.Join('/', parts[..^1]), baseUrl, authority);
        var changed = news.LastEntryTime();
        return parts[^1] switch
        {
            "feed.atom" => (Atom.Write(feed), "application/atom+xml; charset=utf-8", changed),
            "feed.rss" => (Rss.Write(feed), "application/rss+xml; charset=utf-8", changed),
            "feed.json" => (JsonFeed.Write(feed), "application/feed+json; charset=utf-8", changed),
            _ => null,
        };
    }

    /// <summary>The lasting id of a language version, a tag URI (RFC 4151).</summary>
    /// <param name="authority">The host of the log's origin: an address that the site moves to changes no id.</param>
    /// <param name="row">The language version.</param>
    public static string IdOf(string authority, ArticleRow row) =>
        $"tag:{authority},{row.RecordedAt.UtcDateTime:yyyy-MM-dd}:article/{row.Id}/{row.Language}";

    private static Feed Gather(ViewReading reading, NewsQueries news, SiteSettings settings, string language, SiteWords words, ListKey key, string title, string below, string baseUrl, string authority)
    {
        var options = new BodyOptions { Words = words, BaseUrl = baseUrl };
        var items = new List<FeedItem>();
        foreach (var row in news.Newest(key, Items))
        {
            if (news.Edition(row) is not { } edition) continue;
            var notice = row.State == ArticleState.Retired
                ? words["retired"] + Reason(news.NoticeOf(row), language)
                : edition.Correction is { } correction ? words["act.correct"] + ": " + correction.Note : null;
            var others = news.Languages(row.Id).Select(l => l.Row).Where(r => r.Readable && r.Language != language)
                .Select(r => (r.Language, $"{baseUrl}/{r.Language}/{HtmlText.Path(r.Address)}")).ToList();
            items.Add(new FeedItem(row, edition, IdOf(authority, row), $"{baseUrl}/{language}/{HtmlText.Path(row.Address)}", BodyHtml.Render(edition.Body, options), notice, others));
        }
        // A removed article may have lost all but its address: then every feed of the language takes it back.
        var removed = news.Removed(language, Items)
            .Where(r => r.State == ArticleState.Erased || (r.Kind.IsNews() && key.Facet switch
            {
                Facet.Section => r.Sections.Contains(key.Key),
                Facet.Kind => r.Kind.Word() == key.Key,
                Facet.Tag => r.Tags.Any(t => TagKeys.Of(t) == key.Key),
                _ => true,
            }))
            .Select(r => new RemovedItem(IdOf(authority, r), $"{baseUrl}/{language}/{HtmlText.Path(r.Address)}", r.ChangedAt, news.NoticeOf(r)?.Reason.For(language)?.Text))
            .ToList();
        var name = settings.Name.For(language)?.Text ?? "";
        return new Feed
        {
            Title = $"{settings.ShortName.For(language)?.Text ?? name} – {title}",
            Language = language,
            BaseUrl = baseUrl,
            Home = key.Facet == Facet.All ? $"{baseUrl}/{language}/news/" : $"{baseUrl}/{HtmlText.Path(below)}/",
            Self = $"{baseUrl}/{HtmlText.Path(below)}/feed",
            Id = $"tag:{authority},2026:feed/{below}",
            Updated = items.Select(i => Updated(i.Row)).Concat(removed.Select(r => r.When)).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
            Organisation = name,
            Icon = settings.Emblem is { } emblem ? baseUrl + BodyHtml.MediaAddress(emblem) : null,
            Items = items,
            Removed = removed,
        };
    }

    /// <summary>When an article changed last for those who follow it: never before it was published.</summary>
    internal static DateTimeOffset Updated(ArticleRow row) =>
        row.Date is { } date && date.Start > row.PublicChange ? date.Start : row.PublicChange;

    private static string Reason(ShownNotice? notice, string language) => notice?.Reason.For(language) is { } reason ? ": " + reason.Text : "";

    private static ArticleKind? KindOf(string word)
    {
        foreach (var kind in Enum.GetValues<ArticleKind>())
            if (kind.IsNews() && kind.Word() == word) return kind;
        return null;
    }
}

using Acta.Record.Site;

namespace Acta.Pages;

/// <summary>What every page has around its own content: whose site it is, which page it is, in which languages it is to be had.</summary>
public sealed record PageFrame
{
    /// <summary>The site's settings.</summary>
    public required SiteSettings Settings { get; init; }

    /// <summary>The page's language, BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>The origin of absolute addresses, such as <c>https://example.org</c>.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The page's own address, language and all: <c>/en/news/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What the page is called, without the site's name.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence or two for search engines and previews.</summary>
    public string? Description { get; init; }

    /// <summary>The main menu.</summary>
    public IReadOnlyList<MenuLink> Menu { get; init; } = [];

    /// <summary>Where the register is entered, where it has something: its lists, the calendar, the decisions.</summary>
    public IReadOnlyList<CountedLink> Register { get; init; } = [];

    /// <summary>What is said above all else.</summary>
    public UrgentLine? Urgent { get; init; }

    /// <summary>The page in each language of the site, this one included.</summary>
    public IReadOnlyList<PageVersion> Versions { get; init; } = [];

    /// <summary>The way from the home page to here, both ends left out.</summary>
    public IReadOnlyList<Crumb> Crumbs { get; init; } = [];

    /// <summary>Feeds of what the page lists.</summary>
    public IReadOnlyList<FeedLink> Feeds { get; init; } = [];

    /// <summary>Search engines are asked to leave the page alone: former versions, errors.</summary>
    public bool NoIndex { get; init; }

    /// <summary>The path of the page that search engines are led to instead.</summary>
    public string? Canonical { get; init; }

    /// <summary>OpenGraph's and schema.org's view of an article.</summary>
    public ArticleData? Article { get; init; }

    /// <summary>The picture for previews.</summary>
    public CardImage? Image { get; init; }

    /// <summary>JSON-LD, safe to stand in a script element.</summary>
    public string? JsonLd { get; init; }

    /// <summary>A script that the page works without; null: none, as on most.</summary>
    public string? Script { get; init; }

    /// <summary>The home page, an error or a page of a removed article has no breadcrumb.</summary>
    public bool IsHome { get; init; }

    /// <summary>The words of the page's language.</summary>
    public SiteWords Words => SiteWords.For(Language);

    /// <summary>Dates in the page's language.</summary>
    public DateWords Dates => Words.Dates;

    /// <summary><c>rtl</c> or <c>ltr</c>.</summary>
    public string Direction => DirectionOf(Language);

    /// <summary>The home page in the page's language.</summary>
    public string Home => $"/{Language}/";

    /// <summary>The site's name, with the language it is in.</summary>
    public (string Text, string Language) Name => Settings.Name.For(Language) ?? ("", Language);

    /// <summary>Its short name, or its name.</summary>
    public (string Text, string Language) ShortName => Settings.ShortName.For(Language) ?? Name;

    /// <summary>The language attribute of a text, where it is not the page's own.</summary>
    public string? Foreign(string language) => language == Language ? null : language;

    /// <summary>The direction attribute of a text, where it is not the page's own.</summary>
    public string? ForeignDirection(string language) => DirectionOf(language) is var d && d == Direction ? null : d;

    /// <summary>The language attribute of words of ours: <c>en</c> on pages whose language has none yet.</summary>
    public string? WordsLanguage => Words.Borrowed;

    /// <summary>The direction attribute of words of ours.</summary>
    public string? WordsDirection => Words.Borrowed is { } borrowed ? ForeignDirection(borrowed) : null;

    private static string DirectionOf(string language) => DateWords.IsRightToLeft(language) ? "rtl" : "ltr";
}

/// <summary>An item of the main menu.</summary>
/// <param name="Label">Its words.</param>
/// <param name="Language">The language of the words.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="HrefLanguage">The language there, where it is not the page's.</param>
public sealed record MenuLink(string Label, string Language, string Href, string? HrefLanguage = null);

/// <summary>An urgent notice.</summary>
/// <param name="Text">What is said.</param>
/// <param name="Href">Where more is said.</param>
public sealed record UrgentLine(string Text, string? Href);

/// <summary>A step of the breadcrumb.</summary>
/// <param name="Label">Its words.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Language">The language of the words, where it is not the page's.</param>
public sealed record Crumb(string Label, string Href, string? Language = null);

/// <summary>A feed of what the page lists.</summary>
/// <param name="Title">What it holds.</param>
/// <param name="Href">Its address.</param>
/// <param name="Type">Its media type.</param>
public sealed record FeedLink(string Title, string Href, string Type);

/// <summary>A preview's picture.</summary>
/// <param name="Href">Its address, absolute or below the site.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Alt">What it shows.</param>
public sealed record CardImage(string Href, int? Width, int? Height, string? Alt);

/// <summary>What OpenGraph says of an article.</summary>
/// <param name="Published">RFC 3339 date or time.</param>
/// <param name="Modified">RFC 3339 time.</param>
/// <param name="Section">Its main section.</param>
/// <param name="Tags">Its tags.</param>
public sealed record ArticleData(string? Published, string? Modified, string? Section, IReadOnlyList<string> Tags);

/// <summary>How the page stands in one language.</summary>
public enum VersionState
{
    /// <summary>This page.</summary>
    Here,
    /// <summary>It is there.</summary>
    There,
    /// <summary>It is there, older than the original it was made from.</summary>
    Behind,
    /// <summary>There is none.</summary>
    Missing,
}

/// <summary>The page in one language.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Href">Its address; null where there is none.</param>
/// <param name="Note">What it is, such as "courtesy translation"; in the page's language.</param>
public sealed record PageVersion(string Language, VersionState State, string? Href, string? Note = null)
{
    /// <summary>Whether it says the same in that language, rather than being the nearest there is.</summary>
    public bool Same { get; init; } = true;

    /// <summary>Where it stands beside this page's language, passage by passage.</summary>
    public string? Beside { get; init; }

    /// <summary>The language's name in itself.</summary>
    public string Name => DateWords.NameOf(Language);
}

namespace Acta.Pages;

/// <summary>An article in two languages, passage by passage.</summary>
/// <param name="Frame">The page.</param>
/// <param name="Headline">The headline in the page's language.</param>
/// <param name="Article">The article's address in it.</param>
/// <param name="Notes">Which prevails, and what is older than its original.</param>
/// <param name="Here">The page's language.</param>
/// <param name="There">The other one.</param>
/// <param name="Pairs">The passages, in reading order.</param>
public sealed record BesidePage(
    PageFrame Frame, string Headline, string Article, IReadOnlyList<string> Notes, BesideSide Here, BesideSide There, IReadOnlyList<BesidePair> Pairs);

/// <summary>One of the two languages.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="Headline">Of the article in it.</param>
/// <param name="Href">The article in it alone.</param>
/// <param name="Summary">In it, where there is one.</param>
/// <param name="Note">What it is, such as "Official translation"; in the page's language.</param>
public sealed record BesideSide(string Language, string Headline, string Href, string? Summary, string? Note)
{
    /// <summary>The language's name in itself.</summary>
    public string Name => DateWords.NameOf(Language);
}

/// <summary>A passage in both languages, as HTML; null where one of them has none.</summary>
public sealed record BesidePair(string? Here, string? There);

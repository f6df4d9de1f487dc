using System.Security.Cryptography;
using System.Text;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Views.News;

namespace Acta.Pages;

/// <summary>
/// What stands on the picture that previews of a page show: the organisation, what kind of text it is, its headline. The
/// picture's address ends in a fingerprint of all that, so that a changed text has another picture at another address.
/// </summary>
public sealed record CardFacts
{
    /// <summary>In pixels.</summary>
    public const int Width = 1200;

    /// <summary>In pixels.</summary>
    public const int Height = 630;

    // Goes up when the same facts are drawn otherwise.
    private const int Drawing = 1;

    private CardFacts()
    {
    }

    public required string Language { get; init; }

    public required string Organisation { get; init; }

    /// <summary>The headline; of the home page, null: the organisation's name is all.</summary>
    public string? Headline { get; init; }

    /// <summary>The kind of text and the day of its first publication.</summary>
    public string? Label { get; init; }

    /// <summary><c>rrggbb</c></summary>
    public required string Primary { get; init; }

    /// <summary><c>rrggbb</c></summary>
    public required string Accent { get; init; }

    public MediaFile? Emblem { get; init; }

    public string Fingerprint { get; private init; } = "";

    /// <summary>The card of the site itself in a language.</summary>
    public static CardFacts Of(SiteSettings settings, string language) => Whole(settings, language, null, null);

    /// <summary>The card of an article.</summary>
    public static CardFacts Of(SiteSettings settings, ArticleRow row)
    {
        var words = SiteWords.For(row.Language);
        var kind = !row.Kind.IsNews() ? null : words["kind." + row.Kind.Word()];
        var label = string.Join("  ·  ", new[] { kind, row.Date is { } date && kind is not null ? words.Dates.Partial(date.HasTime ? PartialDate.Of(date.FirstDay) : date) : null }.OfType<string>());
        return Whole(settings, row.Language, row.Headline, label.Length == 0 ? null : label);
    }

    /// <summary>Where an article's card is.</summary>
    public string AddressOf(Guid article) => $"/cards/{article}/{Language}-{Fingerprint}.png";

    /// <summary>Where the site's card is.</summary>
    public string AddressOfSite => $"/cards/site/{Language}-{Fingerprint}.png";

    private static CardFacts Whole(SiteSettings settings, string language, string? headline, string? label)
    {
        var (primary, accent) = Theme.Pair(settings.Colours);
        var facts = new CardFacts
        {
            Language = language,
            Organisation = settings.Name.For(language)?.Text ?? "",
            Headline = headline,
            Label = label,
            Primary = primary,
            Accent = accent,
            Emblem = settings.Emblem,
        };
        var said = string.Join('\n', Drawing, language, facts.Organisation, headline, label, primary, accent, settings.Emblem?.Digest.Hex);
        return facts with { Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 6)) };
    }
}

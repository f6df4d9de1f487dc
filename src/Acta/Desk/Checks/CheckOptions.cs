namespace Acta.Desk.Checks;

/// <summary>What a check must know beside the texts.</summary>
public sealed record CheckOptions
{
    /// <summary>Whether an own address, such as <c>/en/news/2025/06/30/slug</c>, leads to something; null: own addresses are not looked at.</summary>
    public Func<string, bool>? OwnAddress { get; init; }

    /// <summary>The site's own origins, such as <c>https://news.example.org</c>.</summary>
    public IReadOnlyList<string> OwnOrigins { get; init; } = [];

    /// <summary>The day of the release in the organisation's zone, where it is known.</summary>
    public DateOnly? ReleaseDay { get; init; }

    /// <summary>Notices that the law asks for; none by default.</summary>
    public IReadOnlyList<LegalNotice> LegalNotices { get; init; } = [];

    /// <summary>Who held which post when; null: titles are only compared between versions.</summary>
    public Officeholders? Officeholders { get; init; }
}

/// <summary>What must stand in a text of one language that names a body, for as long as the law asks for it.</summary>
/// <param name="Language">The language of the text; a notice is asked for where its readers are.</param>
/// <param name="Names">The body's names as they are written, each sought in any case.</param>
/// <param name="Wording">The notice, as it must be printed.</param>
/// <param name="From">The first day it is asked for.</param>
/// <param name="Until">The last day.</param>
public sealed record LegalNotice(string Language, IReadOnlyList<string> Names, string Wording, DateOnly? From = null, DateOnly? Until = null);

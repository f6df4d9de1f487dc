using Acta.Desk.Checks;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Tests.Desk.Checks;

/// <summary>Versions of one article, and what the check says of them.</summary>
internal static class Versions
{
    public static readonly SiteSettings Site = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Bridges")), Languages = ["en", "ru", "fr"], TimeZone = "Europe/Moscow" };

    public static Edition Of(string language, string markdown, string headline = "—") => new()
    {
        Id = World.World.Bridge,
        Language = language,
        Kind = ArticleKind.News,
        Headline = headline,
        Body = BlockIds.Assign(Markdown.Parse(markdown)),
    };

    public static IReadOnlyList<Finding> Look(params Edition[] versions) => ReleaseCheck.Look(versions, Site, new CheckOptions());

    public static IReadOnlyList<Finding> Look(CheckOptions options, params Edition[] versions) => ReleaseCheck.Look(versions, Site, options);

    /// <summary>What is between two texts, as "code: first | second".</summary>
    public static string[] Between(string language, string text, string other, string translation) =>
        [.. Look(Of(language, text), Of(other, translation)).Where(f => f.Second is not null).Select(f => $"{f.Code}: {f.First.Quote} | {f.Second!.Quote}")];
}

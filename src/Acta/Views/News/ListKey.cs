using Acta.Record.News;

namespace Acta.Views.News;

/// <summary>By what a list is made.</summary>
public enum Facet
{
    /// <summary>All articles of a language, standing pages aside.</summary>
    All,
    /// <summary>A section's.</summary>
    Section,
    /// <summary>Of one kind.</summary>
    Kind,
    /// <summary>With a tag.</summary>
    Tag,
}

/// <summary>One list of a language.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="Facet">By what it is made.</param>
/// <param name="Key">The section's slug, the kind's word, the tag's key.</param>
public sealed record ListKey(string Language, Facet Facet = Facet.All, string Key = "")
{
    /// <summary>All articles.</summary>
    public static ListKey All(string language) => new(language);

    /// <summary>A section's.</summary>
    public static ListKey Section(string language, string slug) => new(language, Facet.Section, slug);

    /// <summary>Of one kind; of <see cref="ArticleKind.Page"/>, the standing pages.</summary>
    public static ListKey Kind(string language, ArticleKind kind) => new(language, Facet.Kind, kind.Word());

    /// <summary>With a tag, as published or as addressed.</summary>
    public static ListKey Tag(string language, string tag) => new(language, Facet.Tag, TagKeys.Of(tag));

    /// <inheritdoc/>
    public override string ToString() => $"{Language}/{(int)Facet}/{Key}";

    /// <summary>The lists an article stands in.</summary>
    internal static IEnumerable<ListKey> Of(ArticleRow a)
    {
        if (!a.Readable || a.Kind == ArticleKind.Prose) yield break;
        yield return Kind(a.Language, a.Kind);
        if (a.Kind == ArticleKind.Page) yield break;
        yield return All(a.Language);
        foreach (var section in a.Sections) yield return Section(a.Language, section);
        foreach (var tag in a.Tags) yield return Tag(a.Language, tag);
    }
}

using Acta.Record;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary><c>/desk/articles/new</c>, and a new language version of an article.</summary>
internal static class NewArticle
{
    public static Task Show(DeskRequest r) => Show(r, null, 200);

    public static async Task Create(DeskRequest r)
    {
        var language = await r.Field("language");
        var kind = await r.Field("kind");
        var section = await r.Field("section");
        if (r.Settings is not { } settings || !settings.Languages.Contains(language) || !ArticleWords.IsKind(kind) || (section.Length > 0 && settings.Sections.All(s => s.Slug != section)))
        {
            await Show(r, r.Words["new.wrong"], 400);
            return;
        }
        var main = section.Length > 0 ? section : null;
        if (!r.Staff.MayWrite(language, main, isTranslation: false))
        {
            await Show(r, r.Words["new.not-yours"], 403);
            return;
        }
        var edition = new Edition
        {
            Id = Guid.NewGuid(),
            Language = language,
            Kind = ArticleKinds.Parse(kind),
            Headline = (await r.Field("headline")).Normalize(),
            Sections = main is null ? [] : [main],
            PressContact = ArticleKinds.Parse(kind) is ArticleKind.Page ? null : settings.PressContact,
        };
        var draft = r.Need<Drafts>().Create(edition, null, r.Staff, r.Address);
        await r.Go($"/desk/articles/{draft.Id}/{draft.Language}");
    }

    /// <summary>Begins a translation: the original's text, block by block with its ids, waits to be written over.</summary>
    public static async Task Translate(DeskRequest r)
    {
        var language = await r.Field("language");
        var from = await r.Field("from");
        if (ArticleRequest.Id(r) is not { } id || r.Settings is not { } settings || !settings.Languages.Contains(language) || language == from)
        {
            await r.Message(404, "no-page");
            return;
        }
        var (store, published) = (r.Need<MainStore>(), r.Need<PublishedList>());
        Edition? original;
        Digest? digest;
        using (var reading = store.Read())
        {
            if (Drafts.Find(reading, id, language) is { State: not DraftState.Published } || published.Find(id)?.Versions.Any(v => v.Language == language) == true)
            {
                await r.Go($"/desk/articles/{id}/{language}");
                return;
            }
            digest = published.Find(id)?.In(from) is { IsReadable: true } line ? line.Digest : null;
            original = digest is { } d ? (Edition)Document.Read(reading.Document(d).Bytes!) : Drafts.Find(reading, id, from)?.Edition;
        }
        if (original is null)
        {
            await r.Message(404, "no-page");
            return;
        }
        if (!r.Staff.MayWrite(language, Rights.MainSection(original.Sections), isTranslation: true))
        {
            await r.Message(403, "no-right");
            return;
        }
        var edition = original with
        {
            Language = language,
            Slug = "",
            Address = "",
            Salt = "",
            FormerAddresses = [],
            Correction = null,
            EditionKind = EditionKind.OfficialTranslation,
            TranslationOf = new TranslatedFrom(from, digest),
            Prevailing = original.Prevailing,
        };
        r.Need<Drafts>().Create(edition, Wording.Of(original), r.Staff, r.Address);
        await r.Go($"/desk/articles/{id}/{language}");
    }

    private static Task Show(DeskRequest r, string? fault, int status) => r.Page(Slices.NewArticle.Create(new NewArticleModel(r.Frame(r.Words["new.title"]), fault)), status);
}

public sealed record NewArticleModel(DeskFrame Frame, string? Fault);

/// <summary>What an address of an article names.</summary>
internal static class ArticleRequest
{
    public static Guid? Id(DeskRequest r) => Guid.TryParseExact(r.Value("id"), "D", out var id) ? id : null;

    /// <summary>The language version of the address; null where it can't be one.</summary>
    public static (Guid Id, string Language)? Version(DeskRequest r) => Id(r) is { } id && Rules.IsLanguage(r.Value("lang")) ? (id, r.Value("lang")) : null;
}

/// <summary>The words by which forms name kinds.</summary>
internal static class ArticleWords
{
    // What is written about a record begins at the record.
    public static IReadOnlyList<string> Kinds { get; } = [.. Enum.GetValues<ArticleKind>().Where(k => k != ArticleKind.Prose).Select(k => k.Word())];

    public static bool IsKind(string word) => Kinds.Contains(word);
}

using System.Globalization;
using Acta.Desk.Articles;
using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Desk.Translation;

/// <summary><c>/desk/translations</c>: what is to be translated, across all articles.</summary>
internal static class TranslationsPage
{
    public const int PageSize = 25;

    public static Task Show(DeskRequest r)
    {
        var query = r.Http.Request.Query;
        var languages = TranslationList.LanguagesOf(r.Staff, r.Settings?.Languages ?? []);
        var language = languages.Contains(query["language"].ToString()) ? query["language"].ToString() : "";
        using var reading = r.Need<MainStore>().Read();
        var found = r.Need<TranslationList>().Find(reading, r.Staff, r.Settings?.Languages ?? [], language.Length > 0 ? [language] : languages);
        var counts = found.Counts;
        // Opened without a wish, it shows the most urgent that there is.
        var show = query["show"].ToString() is var wish && TranslationList.Shows.Contains(wish) ? wish : TranslationList.Shows.FirstOrDefault(counts.ContainsKey) ?? TranslationList.Shows[0];
        var total = counts.GetValueOrDefault(show);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        using var views = r.Need<ViewsDb>().Read();
        var rows = found.Page(show, (page - 1) * PageSize, PageSize).Select(i => new TranslationRow(i, i.Show == "behind" ? Behind(r, reading, new NewsQueries(views), i) : null)).ToList();
        return r.Page(Slices.Translations.Create(new TranslationsModel(r.Frame(r.Words["translations.title"]), languages, language, show, counts, rows, page, pages)));
    }

    // What changed in the original since, and from when on.
    private static BehindBy Behind(DeskRequest r, Reading reading, NewsQueries news, TranslationItem item)
    {
        Edition? before = null, now;
        Digest? made;
        if (item.Draft is { } line && Drafts.Find(reading, line.Id, line.Language) is { Source: { } source } draft)
        {
            before = AgencyFiles.AsItWas(r, reading, draft, source);
            now = EditPage.OriginalOf(reading, draft, r.Need<PublishedList>())?.Edition;
            made = draft.Edition.TranslationOf?.Digest;
        }
        else
        {
            made = item.Public?.TranslatedDigest;
            before = Read(reading, made);
            now = Read(reading, item.Original?.Digest);
        }
        var revisions = made is null ? [] : news.Revisions(item.Id, item.From);
        var since = revisions.SkipWhile(v => v.Row.Digest != made).FirstOrDefault(v => v.Row.Digest is { } d && d != made)?.Row.ChangedAt;
        return new BehindBy(since ?? item.Time, before is null || now is null || made is not null && made == item.Original?.Digest ? null : SourceChanges.Between(before, now, null, r.Zone).Count);
    }

    private static Edition? Read(Reading reading, Digest? digest) => digest is { } d && reading.Document(d).Bytes is { } bytes ? Document.Read(bytes) as Edition : null;
}

/// <summary>How a translation is older than its original.</summary>
/// <param name="Since">When the original was changed first after it.</param>
/// <param name="Passages">How many passages changed; null where that is no longer known.</param>
public sealed record BehindBy(DateTimeOffset Since, int? Passages);

public sealed record TranslationRow(TranslationItem Item, BehindBy? Behind);

public sealed record TranslationsModel(
    DeskFrame Frame, IReadOnlyList<string> Languages, string Language, string Show, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<TranslationRow> Rows, int Page, int Pages)
{
    /// <summary>The page's address, with one thing changed.</summary>
    public string With(string? show = null, int page = 1) =>
        $"/desk/translations?show={show ?? Show}" + (Language.Length > 0 ? "&language=" + Language : "") + (page > 1 ? "&page=" + page.ToString(CultureInfo.InvariantCulture) : "");
}

using Acta.Desk.Articles;
using Acta.Desk.Translation;
using Acta.Desk.Upkeep;
using Acta.Following;
using Acta.Store;

namespace Acta.Desk.Home;

/// <summary>The desk, as one finds it after signing in: what waits, what goes out, what is behind, and whether all is well.</summary>
internal static class HomePage
{
    private const int Most = 12;

    public static Task Show(DeskRequest r)
    {
        if (!r.Staff.May(Rights.Readers | Access.Roles.Administrator)) return r.Page(Slices.Home.Create(new HomeModel(r.Frame(r.Words["home.title"]), null)));
        IReadOnlyList<DraftLine> drafts;
        IReadOnlyList<PlannedRelease> planned;
        FoundTranslations translations;
        long size;
        using (var reading = r.Need<MainStore>().Read())
        {
            // An administrator sets things up and reads no text that is not public.
            drafts = r.Staff.May(Rights.Readers) ? Drafts.Open(reading) : [];
            planned = r.Staff.May(Rights.Readers) ? Planned.All(reading) : [];
            size = reading.Head()?.Size ?? 0;
            translations = r.Need<TranslationList>().Find(reading, r.Staff, r.Settings?.Languages ?? [], TranslationList.LanguagesOf(r.Staff, r.Settings?.Languages ?? []));
        }
        long position;
        using (var views = r.Need<ViewsDb>().Read()) position = views.Position;
        var faults = r.Staff.May(Rights.Readers) ? r.Need<PublicFaults>().Found(position) : null;
        var held = planned.Where(p => p.Held is not null).SelectMany(p => p.Items).Select(i => (i.Id, i.Language)).ToHashSet();
        var published = r.Need<PublishedList>();
        var languages = r.Settings?.Languages ?? [];
        var work = drafts.GroupBy(d => d.Id).Take(Most).Select(g => new WorkRow(
            g.Key, g.OrderBy(d => d.Language == r.Words.Language ? 0 : 1).ThenBy(d => languages.ToList().IndexOf(d.Language)).First(), published.Find(g.Key)?.In(r.Words.Language) is { IsReadable: true } own && g.All(d => d.Language != own.Language) ? (own.Headline, own.Language) : null,
            [.. languages.Select(l => CellOf(l, g, published.Find(g.Key), held))])).ToList();
        return r.Page(Slices.Home.Create(new HomeModel(r.Frame(r.Words["home.title"]), new HomeWork(
            [.. drafts.Where(d => ArticlesPage.IsWaiting(d, r.Staff, held)).Take(Most)],
            [.. planned.Take(Most).Select(p => new GoingOut(p, p.Items.Select(i => drafts.FirstOrDefault(d => d.Id == i.Id && d.Language == i.Language)).OfType<DraftLine>().ToList()))],
            languages, work, drafts.Select(d => d.Id).Distinct().Count(),
            translations.Page("behind", 0, Most), translations.Counts, faults?.Links ?? 0, faults?.Pictures ?? 0, size, size - position, r.Staff.May(Rights.Readers)))));
    }

    // A public translation of an original that has changed since.
    private static bool IsBehind(PublicLine v, PublicArticle article) =>
        v.IsReadable && article.NewerOriginalOf(v) is { IsReadable: true };

    private static string CellOf(string language, IEnumerable<DraftLine> drafts, PublicArticle? article, HashSet<(Guid, string)> held) =>
        drafts.FirstOrDefault(d => d.Language == language) is { } draft
            ? held.Contains((draft.Id, language)) ? "held" : draft.State.Word()
            : article?.In(language) is { } line ? IsBehind(line, article) ? "behind" : ArticlesPage.StateWord(line.State) : "missing";
}

/// <summary>One article in the making, with its state in each language of the site.</summary>
/// <param name="Id">The article.</param>
/// <param name="First">A version in the making, in the reader's language where there is one.</param>
/// <param name="Own">The public headline in the reader's language, where nothing is in the making in it.</param>
/// <param name="Cells">The state in each language.</param>
public sealed record WorkRow(Guid Id, DraftLine First, (string Headline, string Language)? Own, IReadOnlyList<string> Cells)
{
    /// <summary>What it is called, and in which language.</summary>
    public (string Headline, string Language) Called => Own ?? (First.Headline, First.Language);
}

/// <summary>A release to come.</summary>
public sealed record GoingOut(PlannedRelease Release, IReadOnlyList<DraftLine> Texts);

public sealed record HomeWork(
    IReadOnlyList<DraftLine> Waiting, IReadOnlyList<GoingOut> GoingOut, IReadOnlyList<string> Languages, IReadOnlyList<WorkRow> Work, int InWork,
    IReadOnlyList<TranslationItem> Behind, IReadOnlyDictionary<string, int> Translations, int BrokenLinks, int WordlessPictures, long Entries, long Lag, bool Reads);

public sealed record HomeModel(DeskFrame Frame, HomeWork? Work);

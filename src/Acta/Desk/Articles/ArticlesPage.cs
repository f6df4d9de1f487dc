using Acta.Access;
using Acta.Record.News;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Desk.Articles;

/// <summary><c>/desk/articles</c>: every text, public or in the making, by what is to be done with it.</summary>
internal static class ArticlesPage
{
    public const int PageSize = 50;

    /// <summary>The ways to look at it; the first is the usual one.</summary>
    public static readonly IReadOnlyList<string> Shows = ["work", "mine", "waiting", "scheduled", "public", "all"];

    public static Task Show(DeskRequest r)
    {
        var query = r.Http.Request.Query;
        var asked = new ArticlesQuery(
            Shows.Contains(query["show"].ToString()) ? query["show"].ToString() : "work", query["language"].ToString(), query["section"].ToString(), query["state"].ToString(),
            query["q"].ToString().Trim(), int.TryParse(query["page"], out var page) && page > 0 ? page : 1);
        IReadOnlyList<DraftLine> drafts;
        IReadOnlySet<(Guid, string)> held;
        using (var reading = r.Need<MainStore>().Read())
        {
            drafts = Drafts.Open(reading);
            held = reading.Query("SELECT i.id, i.language FROM releases r JOIN release_items i ON i.release = r.release WHERE r.state = 'held'", row => (Guid.Parse(row.GetString(0)), row.GetString(1))).ToHashSet();
        }
        var found = Find(r, asked, drafts, held);
        var names = r.Names();
        var shown = found.Skip((asked.Page - 1) * PageSize).Take(PageSize).ToList();
        return r.Page(Slices.Articles.Create(new ArticlesModel(
            r.Frame(r.Words["articles.title"]), asked, shown, found.Count, names,
            Shows.ToDictionary(s => s, s => s is "work" or "mine" or "waiting" or "scheduled" ? drafts.Where(d => IsShown(s, d, r.Staff, held)).Select(d => d.Id).Distinct().Count() : -1))));
    }

    private static List<ArticleItem> Find(DeskRequest r, ArticlesQuery asked, IReadOnlyList<DraftLine> drafts, IReadOnlySet<(Guid, string)> held)
    {
        var published = r.Need<PublishedList>();
        var byArticle = drafts.ToLookup(d => d.Id);
        var items = drafts.Where(d => IsShown(asked.Show, d, r.Staff, held)).GroupBy(d => d.Id)
            .Select(g => Item(g.Key, byArticle[g.Key], published.Find(g.Key), held));
        if (asked.Show is "public" or "all")
        {
            // Under "all", what is in the making stands there already.
            items = items.Concat(published.All().Where(a => asked.Show == "public" || !byArticle.Contains(a.Id)).Select(a => Item(a.Id, byArticle[a.Id], a, held)));
            if (asked.Show == "all") items = items.OrderByDescending(i => i.Changed);
        }
        return [.. items.Where(i => Matches(i, asked))];
    }

    /// <summary>Whether a draft belongs under one of the ways to look.</summary>
    public static bool IsShown(string show, DraftLine d, Staff me, IReadOnlySet<(Guid, string)> held) => show switch
    {
        "mine" => d.Author == me.Id || d.ChangedBy == me.Id || d.Assigned == me.Id,
        "waiting" => IsWaiting(d, me, held),
        "scheduled" => d.State == DraftState.Scheduled,
        "public" => false,
        _ => true,
    };

    /// <summary>Whether it is this person's turn.</summary>
    public static bool IsWaiting(DraftLine d, Staff me, IReadOnlySet<(Guid, string)> held) =>
        d.Assigned is { } to ? to == me.Id : d.State switch
        {
            DraftState.Review => me.MayReview(d) && d.ChangedBy != me.Id,
            DraftState.Changes => d.Author == me.Id,
            DraftState.Approved => me.MayRelease(d.Language, d.Section),
            DraftState.Scheduled => held.Contains((d.Id, d.Language)) && me.MayRelease(d.Language, d.Section),
            _ => false,
        };

    private static ArticleItem Item(Guid id, IEnumerable<DraftLine> drafts, PublicArticle? article, IReadOnlySet<(Guid, string)> held)
    {
        var chips = new List<VersionChip>();
        var seen = new HashSet<string>();
        foreach (var d in drafts.OrderBy(d => d.Base is null ? 1 : 0))
        {
            seen.Add(d.Language);
            chips.Add(new VersionChip(d.Language, held.Contains((d.Id, d.Language)) ? "held" : d.State.Word(), d.Headline, d.Changed, d.ChangedBy, d.Kind, d.Sections, Address: article?.Versions.FirstOrDefault(v => v.Language == d.Language)?.Address));
        }
        foreach (var v in article?.Versions ?? [])
            if (seen.Add(v.Language)) chips.Add(new VersionChip(v.Language, StateWord(v.State), v.Headline, v.Changed, null, v.Kind, v.Sections, v.Address));
        return new ArticleItem(id, chips);
    }

    public static string StateWord(ArticleState state) => state switch { ArticleState.Retired => "retired", ArticleState.Withdrawn => "withdrawn", ArticleState.Erased => "erased", _ => "published" };

    private static bool Matches(ArticleItem item, ArticlesQuery asked)
    {
        if (asked.Section.Length > 0 && !item.Versions.Any(v => v.Sections.Contains(asked.Section))) return false;
        // A state in a language is that language's: "Russian, in review".
        if ((asked.Language.Length > 0 || asked.State.Length > 0) && !item.Versions.Any(v => (asked.Language.Length == 0 || v.Language == asked.Language) && (asked.State.Length == 0 || v.State == asked.State))) return false;
        if (asked.Text.Length == 0) return true;
        // Somebody pastes the address of a page: it names one article.
        return item.Versions.Any(v => v.Headline.Contains(asked.Text, StringComparison.OrdinalIgnoreCase) || (v.Address is { Length: > 0 } address && asked.Text.EndsWith(address, StringComparison.Ordinal)))
            || item.Id.ToString() == asked.Text;
    }
}

/// <summary>What is asked of the list.</summary>
public sealed record ArticlesQuery(string Show, string Language, string Section, string State, string Text, int Page)
{
    /// <summary>The list's address, with one thing changed.</summary>
    public string With(string? show = null, int page = 1)
    {
        var parts = new[] { ("show", show ?? Show), ("language", Language), ("section", Section), ("state", State), ("q", Text), ("page", page == 1 ? "" : page.ToString(System.Globalization.CultureInfo.InvariantCulture)) };
        return "/desk/articles?" + string.Join('&', parts.Where(p => p.Item2.Length > 0).Select(p => p.Item1 + "=" + Uri.EscapeDataString(p.Item2)));
    }
}

/// <summary>One language version in the list.</summary>
public sealed record VersionChip(string Language, string State, string Headline, DateTimeOffset Changed, Guid? ChangedBy, ArticleKind Kind, IReadOnlyList<string> Sections, string? Address);

/// <summary>One article in the list.</summary>
public sealed record ArticleItem(Guid Id, IReadOnlyList<VersionChip> Versions)
{
    public DateTimeOffset Changed => Versions.Max(v => v.Changed);

    public VersionChip Newest => Versions.MaxBy(v => v.Changed)!;

    /// <summary>The version in the desk's language, else the first.</summary>
    public VersionChip Shown(string language) => Versions.FirstOrDefault(v => v.Language == language && v.Headline.Length > 0) ?? Versions.FirstOrDefault(v => v.Headline.Length > 0) ?? Versions[0];
}

public sealed record ArticlesModel(DeskFrame Frame, ArticlesQuery Asked, IReadOnlyList<ArticleItem> Items, int Total, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<string, int> Counts);

using System.Collections.Concurrent;
using Acta.Access;
using Acta.Desk.Articles;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Desk.Translation;

/// <summary>One language version that a translator has something to do with, or that waits for its release.</summary>
/// <param name="Show">Where it stands: behind, draft, missing or ready.</param>
/// <param name="Id">The article.</param>
/// <param name="Language">To translate into.</param>
/// <param name="From">The original's language.</param>
/// <param name="Headline">The original's.</param>
/// <param name="Time">Of the last change: the translation's in the making, else the original's.</param>
/// <param name="MayWrite">Whether the one who asks may write it.</param>
public sealed record TranslationItem(string Show, Guid Id, string Language, string From, string Headline, DateTimeOffset Time, bool MayWrite)
{
    /// <summary>In the making.</summary>
    public DraftLine? Draft { get; init; }

    /// <summary>As readers have it.</summary>
    public PublicLine? Public { get; init; }

    /// <summary>The original as readers have it.</summary>
    public PublicLine? Original { get; init; }
}

/// <summary>
/// What is to be translated, from the list of what is public and the drafts. What public articles lack is worked out once after a
/// publication and kept; no document is read but the originals of translations in the making, and each of these once.
/// </summary>
public sealed class TranslationList(PublishedList published)
{
    /// <summary>The ways to look at it, the most urgent first.</summary>
    public static readonly IReadOnlyList<string> Shows = ["behind", "draft", "missing", "ready"];

    // A text's wording by the digest of the text; digests alone, so that nothing of a text is kept.
    private readonly ConcurrentDictionary<Digest, Digest> _wordings = [];

    // Replaced as a whole; two requests that make it at once make the same.
    private Known? _known;

    /// <summary>The languages somebody may translate into, of those of the site; whoever reads everything sees all.</summary>
    public static IReadOnlyList<string> LanguagesOf(Staff me, IReadOnlyList<string> languages) =>
        me.May(Roles.Auditor) ? languages : [.. languages.Where(l => me.Grants.Any(g => (g.Role & Rights.Writers) != 0 && (g.Languages.Count == 0 || g.Languages.Contains(l))))];

    /// <summary>Everything that is to be done.</summary>
    /// <param name="reading">The main store.</param>
    /// <param name="me">Who asks.</param>
    /// <param name="site">The languages of the site.</param>
    /// <param name="into">Those that are asked for.</param>
    public FoundTranslations Find(Reading reading, Staff me, IReadOnlyList<string> site, IReadOnlyList<string> into)
    {
        var known = Gaps(site);
        var open = Drafts.Open(reading).ToLookup(d => d.Id);
        var isAsked = site.Select(into.Contains).ToArray();
        // Rights that hold for every section need not be asked section by section.
        var isFree = site.Select((l, i) => isAsked[i] && (me.May(Roles.Auditor) || me.MayWrite(l, null, isTranslation: true))).ToArray();
        var found = new FoundTranslations(known.Gaps, open, site, me, isAsked, isFree);
        foreach (var article in open)
        {
            foreach (var item in Of(reading, me, into, article.Key, published.Find(article.Key), article)) found.Add(item);
        }
        found.Count();
        return found;
    }

    /// <summary>Whether a text in the making is older than the original it was made from.</summary>
    /// <param name="reading">The main store.</param>
    /// <param name="draft">The text.</param>
    /// <param name="drafts">Everything of its article that is in the making.</param>
    public bool IsBehind(Reading reading, DraftLine draft, IEnumerable<DraftLine> drafts)
    {
        var (original, own) = Originals(published.Find(draft.Id), drafts);
        return draft.Language != (original?.Language ?? own?.Language) && StateOf(reading, draft, original, own) == "behind";
    }

    private static (PublicLine?, DraftLine?) Originals(PublicArticle? article, IEnumerable<DraftLine> drafts)
    {
        var original = OriginalOf(article);
        return (original, original is null ? drafts.FirstOrDefault(d => d.Source is null) : drafts.FirstOrDefault(d => d.Language == original.Language));
    }

    private Known Gaps(IReadOnlyList<string> site)
    {
        var all = published.All();
        if (_known is { } known && ReferenceEquals(known.All, all) && known.Site.SequenceEqual(site)) return known;
        var gaps = new List<TranslationGaps>();
        foreach (var article in all)
        {
            if (OriginalOf(article) is not { } original) continue;
            List<int> missing = [], behind = [];
            for (var i = 0; i < site.Count; i++)
                if (site[i] != original.Language && StateOf(article, original, site[i]) is { } show) (show == "behind" ? behind : missing).Add(i);
            if (missing.Count + behind.Count > 0) gaps.Add(new TranslationGaps(article, original, [.. missing], [.. behind]));
        }
        return _known = new Known(all, [.. site], gaps);
    }

    private static PublicLine? OriginalOf(PublicArticle? article) =>
        article?.Versions.FirstOrDefault(v => v.IsReadable && v.EditionKind == EditionKind.Original) ?? article?.Versions.FirstOrDefault(v => v.IsReadable);

    // Of what is no longer current nobody waits for a translation; what was removed stays so.
    private static string? StateOf(PublicArticle article, PublicLine original, string language) => article.In(language) is not { } line
        ? original.State == ArticleState.Live ? "missing" : null
        : line.IsReadable && article.NewerOriginalOf(line) is { IsReadable: true } ? "behind" : null;

    private IEnumerable<TranslationItem> Of(Reading reading, Staff me, IReadOnlyList<string> into, Guid id, PublicArticle? article, IEnumerable<DraftLine> drafts)
    {
        var (original, own) = Originals(article, drafts);
        if ((original?.Language ?? own?.Language) is not { } from) yield break;
        foreach (var language in into)
        {
            var draft = drafts.FirstOrDefault(d => d.Language == language);
            // What is written for itself is no translation.
            if (language == from || (draft is { Source: null } && article?.In(language) is null or { EditionKind: EditionKind.Original })) continue;
            var mayWrite = me.MayWrite(language, draft?.Section ?? original?.Section ?? own?.Section, isTranslation: true);
            if (!mayWrite && !me.May(Roles.Auditor)) continue;
            var show = draft is not null ? StateOf(reading, draft, original, own) : original is null ? "missing" : StateOf(article!, original, language);
            if (show is null) continue;
            var time = draft is not null && show != "behind" ? draft.Changed : own?.Changed ?? original!.Changed;
            yield return new TranslationItem(show, id, language, from, own?.Headline is { Length: > 0 } now ? now : original?.Headline ?? "", time, mayWrite)
            {
                Draft = draft,
                Public = article?.In(language),
                Original = original,
            };
        }
    }

    private string StateOf(Reading reading, DraftLine draft, PublicLine? original, DraftLine? own) =>
        draft.Source is { } source && WordingOf(reading, draft.Id, original, own) is { } wording && wording != source ? "behind"
        : draft.State is DraftState.Approved or DraftState.Scheduled ? "ready" : "draft";

    private Digest? WordingOf(Reading reading, Guid id, PublicLine? original, DraftLine? own)
    {
        if ((own?.Digest ?? original?.Digest) is not { } digest) return null;
        if (_wordings.TryGetValue(digest, out var known)) return known;
        var edition = own is not null ? Drafts.Find(reading, id, own.Language)?.Edition : reading.Document(digest).Bytes is { } bytes ? Document.Read(bytes) as Edition : null;
        if (edition is null) return null;
        if (_wordings.Count > 20_000) _wordings.Clear();
        return _wordings[digest] = Wording.Of(edition);
    }

    private sealed record Known(IReadOnlyList<PublicArticle> All, IReadOnlyList<string> Site, IReadOnlyList<TranslationGaps> Gaps);
}

/// <summary>The languages of the site, by their places, that a public article lacks, or has older than its original.</summary>
internal sealed record TranslationGaps(PublicArticle Article, PublicLine Original, int[] Missing, int[] Behind);

/// <summary>What was found, counted; lines are made for the page that is shown alone.</summary>
public sealed class FoundTranslations
{
    private readonly IReadOnlyList<TranslationGaps> _gaps;
    private readonly ILookup<Guid, DraftLine> _open;
    private readonly IReadOnlyList<string> _site;
    private readonly Staff _me;
    private readonly bool[] _isAsked;
    private readonly bool[] _isFree;
    private readonly Dictionary<string, List<TranslationItem>> _items = TranslationList.Shows.ToDictionary(s => s, _ => new List<TranslationItem>());
    private readonly Dictionary<string, int> _counts = [];

    internal FoundTranslations(IReadOnlyList<TranslationGaps> gaps, ILookup<Guid, DraftLine> open, IReadOnlyList<string> site, Staff me, bool[] isAsked, bool[] isFree) =>
        (_gaps, _open, _site, _me, _isAsked, _isFree) = (gaps, open, site, me, isAsked, isFree);

    /// <summary>How many there are; what there is none of is not in it.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Some of one kind, the newest first.</summary>
    public IReadOnlyList<TranslationItem> Page(string show, int skip, int take)
    {
        var items = _items[show];
        if (show != "missing") return [.. items.Skip(skip).Take(take)];
        var page = new List<TranslationItem>(take);
        var next = 0;
        foreach (var gap in _gaps)
        {
            if (_open.Contains(gap.Article.Id)) continue;
            for (; next < items.Count && items[next].Time >= gap.Article.Changed; next++) Take(() => items[next]);
            foreach (var place in gap.Missing)
                if (IsMine(gap, place)) Take(() => Item(gap, place, show));
            if (page.Count == take) return page;
        }
        for (; next < items.Count; next++) Take(() => items[next]);
        return page;

        void Take(Func<TranslationItem> make)
        {
            if (skip > 0) skip--;
            else if (page.Count < take) page.Add(make());
        }
    }

    internal void Add(TranslationItem item) => _items[item.Show].Add(item);

    internal void Count()
    {
        var missing = 0;
        foreach (var gap in _gaps)
        {
            // What somebody works on was looked at by itself.
            if (_open.Contains(gap.Article.Id)) continue;
            foreach (var place in gap.Missing)
                if (IsMine(gap, place)) missing++;
            foreach (var place in gap.Behind)
                if (IsMine(gap, place)) Add(Item(gap, place, "behind"));
        }
        foreach (var (show, items) in _items)
        {
            items.Sort((a, b) => b.Time.CompareTo(a.Time));
            if (items.Count + (show == "missing" ? missing : 0) is > 0 and var count) _counts[show] = count;
        }
    }

    private bool IsMine(TranslationGaps gap, int place) => _isFree[place] || (_isAsked[place] && _me.MayWrite(_site[place], gap.Original.Section, isTranslation: true));

    private TranslationItem Item(TranslationGaps gap, int place, string show)
    {
        var (language, original) = (_site[place], gap.Original);
        var mayWrite = _me.MayWrite(language, original.Section, isTranslation: true);
        return new TranslationItem(show, gap.Article.Id, language, original.Language, original.Headline, show == "missing" ? gap.Article.Changed : original.Changed, mayWrite)
        {
            Public = gap.Article.In(language),
            Original = original,
        };
    }
}

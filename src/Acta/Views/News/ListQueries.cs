using Acta.Record.News;

namespace Acta.Views.News;

public sealed partial class NewsQueries
{
    /// <summary>
    /// A page of a list, of all of it or of one year or month. Pages are numbered from the oldest, so that a full page keeps
    /// its articles; without a number, the newest. Within a page the newest comes first. Null: there is no such page.
    /// </summary>
    public ListPage? Page(ListKey key, int? number = null, int? year = null, int? month = null)
    {
        var list = ListOf(key);
        var spans = Spans(list, year, month);
        var total = spans.Sum(s => s.Count);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        if (number is < 1 || number > pages)
        {
            // It may come to be.
            r.Tag(year is { } y ? Tags.Year(key, y) : Tags.Pages(key));
            return null;
        }
        var first = number is { } n ? (n - 1) * PageSize : Math.Max(0, total - PageSize);
        var items = Slice(list, spans, first, Math.Min(PageSize, total - first));
        if (year is { } of) r.Tag(Tags.Year(key, of));
        else
        {
            r.Tag(Tags.Pages(key));
            // What is on a full page changes with what comes before its end; on the newest page with what comes after, too.
            if (items.Count > 0) r.Tag(Tags.UpTo(key, (int)(items[0].Sort / Filing.YearOfSort)));
            if (items.Count < PageSize || number is null) r.Tag(Tags.Newest(key));
        }
        var older = number is { } m ? m - 1 : first == 0 ? 0 : ((first - 1) / PageSize) + 1;
        return new ListPage(items, number, pages, number is null || year is not null ? total : null, older >= 1 ? older : null, number is { } p && p < pages ? p + 1 : null);
    }

    /// <summary>The newest of a list, at most 100.</summary>
    public IReadOnlyList<ArticleRow> Newest(ListKey key, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Tags.NewestReach);
        r.Tag(Tags.Newest(key));
        return ListOf(key) is { } list ? Listed(list, "1", "DESC", count, 0) : [];
    }

    /// <summary>The articles just before one in a list, newest first: what a reader of it may want next, the same until something older comes.</summary>
    public IReadOnlyList<ArticleRow> Before(ListKey key, ArticleRow of, int count)
    {
        r.Tag(Tags.UpTo(key, (int)(of.Sort / Filing.YearOfSort)));
        return ListOf(key) is { } list ? Listed(list, "(l.sort, l.edition) < (@sort, @edition)", "DESC", count, 0, of.Sort, of.Edition) : [];
    }

    /// <summary>
    /// A stretch of a list, newest first, after a place in it; filtered by further lists of the same language, and by days
    /// (yyyyMMdd, both included). For the API, whose lists page by cursor.
    /// </summary>
    public IReadOnlyList<ArticleRow> After(ListKey key, (long Sort, long Edition)? after, int count, IReadOnlyList<ListKey>? also = null, int? fromDay = null, int? toDay = null)
    {
        var from = (fromDay ?? 0) * 100_000L;
        var to = ((toDay ?? 99_999_999) * 100_000L) + 99_999;
        r.Tag(Tags.UpTo(key, (int)(Math.Min(after?.Sort ?? to, to) / Filing.YearOfSort)));
        r.Tag(Tags.Counts(key));
        foreach (var other in also ?? []) r.Tag(Tags.Counts(other));
        if (ListOf(key) is not { } list) return [];
        var filter = "";
        foreach (var other in also ?? [])
        {
            if (ListOf(other) is not { } its) return [];
            filter += $" AND EXISTS (SELECT 1 FROM listing o WHERE o.list = {its} AND o.sort = l.sort AND o.edition = l.edition AND o.until_index IS NULL)";
        }
        var rows = r.Query(
            $"""
            SELECT {ArticleColumns.All} FROM listing l JOIN versions v ON v.edition = l.edition AND v.until_index IS NULL
            WHERE l.list = @list AND l.until_index IS NULL AND (l.sort, l.edition) < (@sort, @edition) AND l.sort BETWEEN @from AND @to{filter}
            ORDER BY l.sort DESC, l.edition DESC LIMIT @count
            """,
            ArticleColumns.Read,
            ("@list", list), ("@sort", after?.Sort ?? long.MaxValue), ("@edition", after?.Edition ?? long.MaxValue), ("@from", from), ("@to", to), ("@count", count));
        foreach (var row in rows) r.Tag(Tags.Row(row.Edition));
        return rows;
    }

    /// <summary>The months of a list with how many articles each holds, oldest first. Month 0: only the year is known; year 0: undated.</summary>
    public IReadOnlyList<MonthCount> Archive(ListKey key)
    {
        r.Tag(Tags.Counts(key));
        return [.. Months(ListOf(key)).Select(m => new MonthCount((int)(m.Month / 100), (int)(m.Month % 100), m.Count))];
    }

    /// <summary>The months in which a list holds articles, oldest first: as <see cref="Archive"/>, but the same until a month comes or goes.</summary>
    public IReadOnlyList<(int Year, int Month)> Months(ListKey key)
    {
        r.Tag(Tags.Months(key));
        return [.. Months(ListOf(key)).Select(m => ((int)(m.Month / 100), (int)(m.Month % 100)))];
    }

    /// <summary>How many articles a list holds.</summary>
    public int Count(ListKey key)
    {
        r.Tag(Tags.Counts(key));
        return (int)(r.Number("SELECT SUM(n) FROM counts WHERE list = @list", ("@list", ListOf(key))) ?? 0);
    }

    /// <summary>The tags of a language with how many articles have each, in the language's own alphabetical order.</summary>
    public IReadOnlyList<TagCount> TagList(string language)
    {
        r.Tag(Tags.Lists(language));
        var tags = r.Query(
            """
            SELECT l.list, l.key, (SELECT SUM(n) FROM counts c WHERE c.list = l.list) AS total FROM lists l
            WHERE l.language = @language AND l.facet = @facet AND total > 0
            """,
            row => (List: row.GetInt64(0), Key: row.GetString(1), Count: row.GetInt32(2)), ("@language", language), ("@facet", (int)Facet.Tag));
        return [.. tags.Select(t => new TagCount(t.Key, Label(t.List, t.Key), t.Count)).OrderBy(t => t.Label, Collation.Of(language)).ThenBy(t => t.Key, StringComparer.Ordinal)];
    }

    /// <summary>A tag as it is written where it was used last; null where nothing readable has it.</summary>
    public string? TagLabel(ListKey tag)
    {
        r.Tag(Tags.Newest(tag));
        return ListOf(tag) is { } list && Listed(list, "1", "DESC", 1, 0).Count > 0 ? Label(list, tag.Key) : null;
    }

    /// <summary>The kinds that a language has articles of.</summary>
    public IReadOnlyList<ArticleKind> Kinds(string language)
    {
        foreach (var kind in Enum.GetValues<ArticleKind>()) r.Tag(Tags.Months(ListKey.Kind(language, kind)));
        return [.. r.Query(
            "SELECT key FROM lists l WHERE language = @language AND facet = @facet AND EXISTS (SELECT 1 FROM counts c WHERE c.list = l.list)",
            row => ArticleKinds.Parse(row.GetString(0)), ("@language", language), ("@facet", (int)Facet.Kind)).Order()];
    }

    /// <summary>What is kept at the top of lists today, newest first.</summary>
    public IReadOnlyList<ArticleRow> Pinned(string language)
    {
        r.Tag(Tags.Pinned(language));
        var rows = Rows("WHERE language = @language AND until_index IS NULL AND pinned_ends IS NOT NULL AND pinned_ends > @now AND state = 0 ORDER BY sort DESC, edition DESC",
            ("@language", language), ("@now", r.Now.ToUnixTimeMilliseconds()));
        foreach (var row in rows) r.ExpiresAt(row.PinnedEnds!.Value);
        return rows;
    }

    /// <summary>Advisories and announcements of what is still ahead (an advisory's deadline, else the end of the event), the next first.</summary>
    public IReadOnlyList<ArticleRow> Upcoming(string language)
    {
        r.Tag(Tags.Upcoming(language));
        var rows = Rows("WHERE language = @language AND until_index IS NULL AND upcoming_ends IS NOT NULL AND upcoming_ends > @now AND state = 0 ORDER BY upcoming_ends, edition",
            ("@language", language), ("@now", r.Now.ToUnixTimeMilliseconds()));
        foreach (var row in rows) r.ExpiresAt(row.UpcomingEnds!.Value);
        return rows;
    }

    /// <summary>The standing pages of a language, in its own alphabetical order.</summary>
    public IReadOnlyList<ArticleRow> StandingPages(string language)
    {
        var key = ListKey.Kind(language, ArticleKind.Page);
        r.Tag(Tags.Counts(key));
        return ListOf(key) is { } list
            ? [.. Listed(list, "1", "ASC", int.MaxValue, 0).OrderBy(p => p.Headline, Collation.Of(language)).ThenBy(p => p.Edition)]
            : [];
    }

    // How many a list holds by year; or, of one year, by month.
    private List<(long From, long To, int Count)> Spans(long? list, int? year, int? month) => year is { } y
        ? [.. Months(list, month is { } m ? (y * 100) + m : y * 100, month is { } only ? (y * 100) + only : (y * 100) + 99).Select(s => (s.Month, s.Month, s.Count))]
        : r.Query("SELECT month / 100, SUM(n) FROM counts WHERE list = @list GROUP BY month / 100 ORDER BY 1",
            row => (row.GetInt64(0) * 100, (row.GetInt64(0) * 100) + 99, row.GetInt32(1)), ("@list", list));

    private List<(long Month, int Count)> Months(long? list, long from = 0, long to = long.MaxValue) => r.Query(
        "SELECT month, n FROM counts WHERE list = @list AND month BETWEEN @from AND @to ORDER BY month", row => (row.GetInt64(0), row.GetInt32(1)),
        ("@list", list), ("@from", from), ("@to", to));

    // Finds the month the slice begins in by the counts, then skips within that month only.
    private List<ArticleRow> Slice(long? list, List<(long From, long To, int Count)> spans, int first, int count)
    {
        if (count <= 0) return [];
        var skip = first;
        var at = 0;
        while (skip >= spans[at].Count) skip -= spans[at++].Count;
        var begin = spans[at].From;
        if (spans[at].To != begin)
        {
            foreach (var (month, n) in Months(list, begin, spans[at].To))
            {
                begin = month;
                if (skip < n) break;
                skip -= n;
            }
        }
        var rows = Listed(list!.Value, "l.sort BETWEEN @sort AND @edition", "ASC", count, skip, begin * Filing.MonthOfSort, ((spans[^1].To + 1) * Filing.MonthOfSort) - 1);
        rows.Reverse();
        return rows;
    }

    private List<ArticleRow> Listed(long list, string where, string order, int count, int skip, long sort = 0, long edition = 0)
    {
        // The places are found in the list alone; only the rows shown are fetched.
        var rows = r.Query(
            $"""
            SELECT {ArticleColumns.All} FROM (
                SELECT l.edition FROM listing l WHERE l.list = @list AND l.until_index IS NULL AND {where} AND (@sort IS @sort) AND (@edition IS @edition)
                ORDER BY l.sort {order}, l.edition {order} LIMIT @count OFFSET @skip) p
            CROSS JOIN versions v ON v.edition = p.edition AND v.until_index IS NULL
            """,
            ArticleColumns.Read, ("@list", list), ("@count", count), ("@skip", skip), ("@sort", sort), ("@edition", edition));
        var sign = order == "ASC" ? 1 : -1;
        rows.Sort((a, b) => sign * (a.Sort, a.Edition).CompareTo((b.Sort, b.Edition)));
        foreach (var row in rows) r.Tag(Tags.Row(row.Edition));
        return rows;
    }

    private long? ListOf(ListKey key) => r.Number("SELECT list FROM lists WHERE language = @language AND facet = @facet AND key = @key",
        ("@language", key.Language), ("@facet", (int)key.Facet), ("@key", key.Key));

    private string Label(long list, string key)
    {
        var newest = Listed(list, "1", "DESC", 1, 0).FirstOrDefault();
        return newest?.Tags.FirstOrDefault(t => TagKeys.Of(t) == key) ?? key;
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Number">Its number, from the oldest; null for the newest articles, which have no number of their own.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Total">How many articles the list holds; null on a numbered page of all of it, which need not change with each new article.</param>
/// <param name="Older">The page to go on to for older articles.</param>
/// <param name="Newer">The page with newer articles; on the last numbered page and on the newest: null.</param>
public sealed record ListPage(IReadOnlyList<ArticleRow> Items, int? Number, int Pages, int? Total, int? Older, int? Newer);

/// <summary>How many articles a month of a list holds. Month 0: only the year is known; year 0: undated.</summary>
public sealed record MonthCount(int Year, int Month, int Count);

/// <summary>A tag of a language.</summary>
/// <param name="Key">For addresses.</param>
/// <param name="Label">As written where it was used last.</param>
/// <param name="Count">How many readable articles have it.</param>
public sealed record TagCount(string Key, string Label, int Count);

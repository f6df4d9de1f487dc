using Acta.Following;

namespace Acta.Views.News;

/// <summary>Says which readings are out of date once a version has taken another's place; runs after both are filed.</summary>
internal static class Touching
{
    public static void Changed(ViewWriter w, ArticleRow? before, ArticleRow after)
    {
        if (w.CatchingUp) return;
        w.Touch(Tags.Article(after.Id));
        w.Touch(Tags.Row(after.Edition));
        w.Touch(Tags.Changes(after.Language));
        foreach (var address in new[] { before?.Address, after.Address }.OfType<string>().Distinct())
            w.Touch(Tags.Path(after.Language + "/" + address));
        foreach (var path in (before?.FormerAddresses ?? []).Concat(after.FormerAddresses).Distinct()) w.Touch(Tags.Path(path));
        if (before?.PinnedEnds is not null || after.PinnedEnds is not null) w.Touch(Tags.Pinned(after.Language));
        if (before?.UpcomingEnds is not null || after.UpcomingEnds is not null) w.Touch(Tags.Upcoming(after.Language));

        var was = before is null ? [] : ListKey.Of(before).ToHashSet();
        var now = ListKey.Of(after).ToHashSet();
        foreach (var list in was.Union(now))
        {
            var moved = before is not null && before.Sort != after.Sort;
            if (was.Contains(list) && now.Contains(list) && !moved) continue;
            var grew = (now.Contains(list) ? 1 : 0) - (was.Contains(list) ? 1 : 0);
            if (was.Contains(list)) Moved(w, list, before!, grew, left: true);
            if (now.Contains(list)) Moved(w, list, after, grew, left: false);
        }
    }

    // A version came into a list at its place, or left it; all in all the list grew by as many.
    private static void Moved(ViewWriter w, ListKey key, ArticleRow at, int grew, bool left)
    {
        var year = (int)(at.Sort / Filing.YearOfSort);
        w.Touch(Tags.Year(key, year));
        w.Touch(Tags.UpTo(key, year));
        w.Touch(Tags.Counts(key));
        w.Touch(Tags.Lists(key.Language));

        var list = w.Sql.Number("SELECT list FROM lists WHERE language = @language AND facet = @facet AND key = @key",
            ("@language", key.Language), ("@facet", (int)key.Facet), ("@key", key.Key));
        var total = 0L;
        foreach (var (month, n) in w.Sql.Query("SELECT month, n FROM counts WHERE list = @list", r => (r.GetInt64(0), r.GetInt64(1)), ("@list", list)))
        {
            total += n;
            if (month / 100 > year) w.Touch(Tags.UpTo(key, (int)(month / 100)));
        }
        // Pages of the whole list and of its year number by these.
        if (PageCount(total) != PageCount(total - grew)) w.Touch(Tags.Pages(key));
        var inMonth = w.Sql.Number("SELECT n FROM counts WHERE list = @list AND month = @month", ("@list", list), ("@month", at.Sort / Filing.MonthOfSort)) ?? 0;
        if (inMonth == (left ? 0 : 1)) w.Touch(Tags.Months(key));

        var newer = w.Sql.Number("SELECT COUNT(*) FROM (SELECT 1 FROM listing WHERE list = @list AND sort > @sort AND until_index IS NULL LIMIT @reach)",
            ("@list", list), ("@sort", at.Sort), ("@reach", Tags.NewestReach));
        if (newer < Tags.NewestReach) w.Touch(Tags.Newest(key));

        if (key.Facet != Facet.All) return;
        w.Touch(Tags.Near(at.Edition));
        foreach (var neighbour in Neighbours.Of(w.Sql, list!.Value, at.Sort, at.Edition)) w.Touch(Tags.Near(neighbour));
    }

    private static long PageCount(long total) => (total + NewsQueries.PageSize - 1) / NewsQueries.PageSize;
}

/// <summary>What stands next to a place in a list.</summary>
internal static class Neighbours
{
    public static IEnumerable<long> Of(Statements sql, long list, long sort, long edition) =>
        new[] { Older(sql, list, sort, edition), Newer(sql, list, sort, edition) }.OfType<long>();

    public static long? Older(Statements sql, long list, long sort, long edition) => sql.Number(
        """
        SELECT edition FROM listing WHERE list = @list AND (sort, edition) < (@sort, @edition) AND until_index IS NULL
        ORDER BY sort DESC, edition DESC LIMIT 1
        """, ("@list", list), ("@sort", sort), ("@edition", edition));

    public static long? Newer(Statements sql, long list, long sort, long edition) => sql.Number(
        """
        SELECT edition FROM listing WHERE list = @list AND (sort, edition) > (@sort, @edition) AND until_index IS NULL
        ORDER BY sort, edition LIMIT 1
        """, ("@list", list), ("@sort", sort), ("@edition", edition));
}

using Acta.Following;

namespace Acta.Views.News;

/// <summary>
/// Where a version is found: lists and their counts, addresses. All of it follows from the version's row alone, so it can
/// be taken out and filed again.
/// </summary>
internal static class Filing
{
    /// <summary>Files a version, over or not.</summary>
    public static void Add(ViewWriter w, ArticleRow a)
    {
        foreach (var key in ListKey.Of(a))
        {
            var list = ListOf(w, key);
            w.Sql.Run("INSERT INTO listing (list, sort, edition, from_index, until_index) VALUES (@list, @sort, @edition, @from, @until)",
                ("@list", list), ("@sort", a.Sort), ("@edition", a.Edition), ("@from", a.Entry), ("@until", a.Until));
            if (a.Until is null)
                w.Sql.Run("INSERT INTO counts (list, month, n) VALUES (@list, @month, 1) ON CONFLICT (list, month) DO UPDATE SET n = n + 1",
                    ("@list", list), ("@month", a.Sort / MonthOfSort));
        }
        if (a.Address.Length > 0)
            w.Sql.Run("INSERT INTO addresses (language, path, edition, from_index, until_index) VALUES (@language, @path, @edition, @from, @until)",
                ("@language", a.Language), ("@path", a.Address), ("@edition", a.Edition), ("@from", a.Entry), ("@until", a.Until));
        foreach (var path in a.FormerAddresses)
            w.Sql.Run("INSERT INTO former_addresses (path, edition, from_index, until_index) VALUES (@path, @edition, @from, @until) ON CONFLICT DO NOTHING",
                ("@path", path), ("@edition", a.Edition), ("@from", a.Entry), ("@until", a.Until));
    }

    /// <summary>Ends a version that is in force.</summary>
    public static void End(ViewWriter w, ArticleRow a, long until)
    {
        foreach (var key in ListKey.Of(a))
        {
            var list = ListOf(w, key);
            w.Sql.Run("UPDATE listing SET until_index = @until WHERE list = @list AND sort = @sort AND edition = @edition AND from_index = @from",
                ("@until", until), ("@list", list), ("@sort", a.Sort), ("@edition", a.Edition), ("@from", a.Entry));
            Uncount(w, list, a.Sort);
        }
        w.Sql.Run("UPDATE addresses SET until_index = @until WHERE language = @language AND path = @path AND edition = @edition AND from_index = @from",
            ("@until", until), ("@language", a.Language), ("@path", a.Address), ("@edition", a.Edition), ("@from", a.Entry));
        foreach (var path in a.FormerAddresses)
            w.Sql.Run("UPDATE former_addresses SET until_index = @until WHERE path = @path AND edition = @edition AND from_index = @from",
                ("@until", until), ("@path", path), ("@edition", a.Edition), ("@from", a.Entry));
    }

    /// <summary>Takes a version out as if it had never been filed.</summary>
    public static void Remove(ViewWriter w, ArticleRow a)
    {
        foreach (var key in ListKey.Of(a))
        {
            var list = ListOf(w, key);
            w.Sql.Run("DELETE FROM listing WHERE list = @list AND sort = @sort AND edition = @edition AND from_index = @from",
                ("@list", list), ("@sort", a.Sort), ("@edition", a.Edition), ("@from", a.Entry));
            if (a.Until is null) Uncount(w, list, a.Sort);
        }
        w.Sql.Run("DELETE FROM addresses WHERE language = @language AND path = @path AND edition = @edition AND from_index = @from",
            ("@language", a.Language), ("@path", a.Address), ("@edition", a.Edition), ("@from", a.Entry));
        foreach (var path in a.FormerAddresses)
            w.Sql.Run("DELETE FROM former_addresses WHERE path = @path AND edition = @edition AND from_index = @from",
                ("@path", path), ("@edition", a.Edition), ("@from", a.Entry));
    }

    /// <summary>Turns <see cref="ArticleRow.Sort"/> into a month, yyyyMM.</summary>
    public const long MonthOfSort = 10_000_000;

    /// <summary>Turns <see cref="ArticleRow.Sort"/> into a year.</summary>
    public const long YearOfSort = 1_000_000_000;

    private static void Uncount(ViewWriter w, long list, long sort)
    {
        var month = sort / MonthOfSort;
        w.Sql.Run("UPDATE counts SET n = n - 1 WHERE list = @list AND month = @month", ("@list", list), ("@month", month));
        w.Sql.Run("DELETE FROM counts WHERE list = @list AND month = @month AND n = 0", ("@list", list), ("@month", month));
    }

    private static long ListOf(ViewWriter w, ListKey key)
    {
        (string, object?)[] parameters = [("@language", key.Language), ("@facet", (int)key.Facet), ("@key", key.Key)];
        return w.Sql.Number("SELECT list FROM lists WHERE language = @language AND facet = @facet AND key = @key", parameters)
            ?? w.Sql.Number("INSERT INTO lists (language, facet, key) VALUES (@language, @facet, @key) RETURNING list", parameters)!.Value;
    }
}

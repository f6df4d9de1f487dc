namespace Acta.Views.News;

public sealed partial class NewsQueries
{
    /// <summary>
    /// A page of what was done to published texts of a language: every act but the first publication, numbered from the
    /// oldest; without a number, the newest. Within a page the newest comes first. Null: there is no such page.
    /// </summary>
    public ChangesPage? Amendments(string language, int? number = null)
    {
        r.Tag(Tags.Changes(language));
        var total = (int)r.Number("SELECT COUNT(*) FROM versions WHERE language = @language AND edition <> from_index", ("@language", language))!.Value;
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        if (number is < 1 || number > pages) return null;
        var first = number is { } n ? (n - 1) * PageSize : Math.Max(0, total - PageSize);
        var rows = r.Query(
            $"""
            SELECT {ArticleColumns.All}, d.withheld_by IS NULL AND d.digest IS NOT NULL, n.bytes, c.until_index, c.packed
            FROM versions v JOIN versions c ON c.edition = v.edition AND c.until_index IS NULL
            LEFT JOIN documents d ON d.digest = v.digest LEFT JOIN documents n ON n.digest = v.notice
            WHERE v.language = @language AND v.edition <> v.from_index ORDER BY v.change LIMIT @count OFFSET @first
            """,
            row =>
            {
                const int after = ArticleColumns.Count;
                var version = ArticleColumns.Read(row);
                r.Tag(Tags.Row(version.Edition));
                return new Change(
                    new Revision(version, row.GetBoolean(after), row.IsDBNull(after + 1) ? null : NoticeIn((byte[])row[after + 1])),
                    ArticleColumns.Read(row, after + 2));
            },
            ("@language", language), ("@first", first), ("@count", Math.Min(PageSize, total - first)));
        rows.Reverse();
        var older = number is { } m ? m - 1 : first == 0 ? 0 : ((first - 1) / PageSize) + 1;
        return new ChangesPage(rows, number, pages, older >= 1 ? older : null, number is { } p && p < pages ? p + 1 : null);
    }

    /// <summary>The articles just before one in a list, newest first: what a reader of it may want next, the same until something older comes.</summary>
    public IReadOnlyList<ArticleRow> Before(ListKey key, ArticleRow of, int count)
    {
        r.Tag(Tags.UpTo(key, (int)(of.Sort / Filing.YearOfSort)));
        return ListOf(key) is { } list ? Listed(list, "(l.sort, l.edition) < (@sort, @edition)", "DESC", count, 0, of.Sort, of.Edition) : [];
    }
}

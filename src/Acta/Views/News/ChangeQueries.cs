using Acta.Views.Register;

namespace Acta.Views.News;

public sealed partial class NewsQueries
{
    /// <summary>
    /// A page of what was done to published texts of a language, and to records of the register: every act but the first
    /// publication, numbered from the oldest; without a number, the newest. Within a page the newest comes first. Null: there is
    /// no such page.
    /// </summary>
    public ChangesPage? Amendments(string language, int? number = null)
    {
        r.Tag(Tags.Changes(language));
        r.Tag(RegisterTags.Amended);
        const string texts = "versions WHERE language = @language AND amendment IS NOT NULL", records = "records WHERE revision > 1";
        var total = (int)((r.Number("SELECT MAX(amendment) FROM " + texts, ("@language", language)) ?? 0) + (r.Number("SELECT COUNT(*) FROM " + records) ?? 0));
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        if (number is < 1 || number > pages) return null;
        var first = number is { } n ? (n - 1) * PageSize : Math.Max(0, total - PageSize);
        var entries = r.Query($"SELECT from_index FROM (SELECT from_index FROM {texts} UNION ALL SELECT from_index FROM {records}) ORDER BY from_index LIMIT @count OFFSET @first", row => row.GetInt64(0), ("@language", language), ("@first", first), ("@count", PageSize));
        var (from, to) = entries.Count > 0 ? (entries[0], entries[^1]) : (0, -1);
        var rows = r.Query(
            $"""
            SELECT {ArticleColumns.All}, d.withheld_by IS NULL AND d.digest IS NOT NULL, n.bytes, c.until_index, c.packed
            FROM versions v JOIN versions c ON c.edition = v.edition AND c.until_index IS NULL
            LEFT JOIN documents d ON d.digest = v.digest LEFT JOIN documents n ON n.digest = v.notice
            WHERE v.language = @language AND v.amendment IS NOT NULL AND v.from_index BETWEEN @from AND @to ORDER BY v.amendment DESC
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
            ("@language", language), ("@from", from), ("@to", to));
        var ofRecords = r.Query($"SELECT {RecordRow.Columns} FROM records WHERE revision > 1 AND from_index BETWEEN @from AND @to ORDER BY from_index DESC", RecordRow.Read, ("@from", from), ("@to", to));
        var older = number is { } m ? m - 1 : first == 0 ? 0 : ((first - 1) / PageSize) + 1;
        return new ChangesPage(rows, ofRecords, number, pages, older >= 1 ? older : null, number is { } p && p < pages ? p + 1 : null);
    }

    /// <summary>
    /// Language versions in the order they last changed, after an entry, in whatever state: those no longer readable are for
    /// the reader of the list to delete. Standing pages among them.
    /// </summary>
    public IReadOnlyList<ArticleRow> ModifiedAfter(long entry, int count, string? language = null)
    {
        r.Tag(Tags.Everything);
        return language is null
            ? Rows("WHERE until_index IS NULL AND from_index > @entry ORDER BY from_index LIMIT @count", ("@entry", entry), ("@count", count))
            : Rows("WHERE until_index IS NULL AND language = @language AND from_index > @entry ORDER BY from_index LIMIT @count",
                ("@entry", entry), ("@count", count), ("@language", language));
    }

    /// <summary>The entry to ask <see cref="ModifiedAfter"/> with for all changes at or after a moment.</summary>
    public long EntryBefore(DateTimeOffset moment)
    {
        r.Tag(Tags.Everything);
        // Rows stand in the order of their entries, whose times never decrease: found by halving.
        long low = 1, high = (r.Number("SELECT MAX(version) FROM versions") ?? 0) + 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var time = r.Number("SELECT time FROM versions WHERE version >= @v ORDER BY version LIMIT 1", ("@v", middle));
            if (time < moment.ToUnixTimeMilliseconds()) low = middle + 1;
            else high = middle;
        }
        return (r.Number("SELECT from_index FROM versions WHERE version >= @v ORDER BY version LIMIT 1", ("@v", low)) ?? r.Position) - 1;
    }

    /// <summary>
    /// The moment of the last entry on articles or settings: nothing read now changed later. It is not watched: an answer
    /// that is kept because no later entry touched it may go on naming the moment it was made for.
    /// </summary>
    public DateTimeOffset? LastEntryTime() =>
        r.Number("SELECT MAX(t) FROM (SELECT MAX(time) AS t FROM settings UNION ALL SELECT * FROM (SELECT time FROM versions ORDER BY version DESC LIMIT 1))") is { } ms ? ArticleColumns.Time(ms) : null;

    /// <summary>What was lately withdrawn or erased in a language, newest first: feeds tell of it.</summary>
    public IReadOnlyList<ArticleRow> Removed(string language, int count)
    {
        r.Tag(Tags.Changes(language));
        return Rows("WHERE language = @language AND until_index IS NULL AND state >= 2 ORDER BY from_index DESC LIMIT @count", ("@language", language), ("@count", count));
    }

    /// <summary>The readable language versions of a language for a sitemap, the longest unchanged first, by chunks of <paramref name="size"/> from 1; standing pages among them.</summary>
    public IReadOnlyList<SitemapRow> Sitemap(string language, int chunk, int size)
    {
        r.Tag(Tags.Changes(language));
        r.Tag(Tags.Everything);
        // What is written about a record stands on the record's page, which is listed with the register.
        var rows = r.Query(
            """
            SELECT v.id, v.address, v.time FROM versions v
            WHERE v.language = @language AND v.until_index IS NULL AND v.state < 2 AND (v.address GLOB 'news/*' OR v.address GLOB 'pages/*') ORDER BY v.from_index LIMIT @size OFFSET @skip
            """,
            row => (Id: (byte[])row[0], Address: row.GetString(1), Changed: ArticleColumns.Time(row.GetInt64(2))),
            ("@language", language), ("@size", size), ("@skip", (chunk - 1) * size));
        var result = new List<SitemapRow>(rows.Count);
        foreach (var row in rows)
        {
            var others = r.Query("SELECT language, address FROM versions WHERE id = @id AND until_index IS NULL AND state < 2 ORDER BY language",
                its => (its.GetString(0), its.GetString(1)), ("@id", row.Id));
            result.Add(new SitemapRow(new Guid(row.Id, bigEndian: true), row.Address, row.Changed, others));
        }
        return result;
    }

    /// <summary>How many readable articles, standing pages included, each language has; and when one changed last.</summary>
    public IReadOnlyList<LanguageCount> LanguageCounts()
    {
        r.Tag(Tags.Everything);
        return r.Query(
            """
            SELECT l.language, SUM((SELECT COALESCE(SUM(n), 0) FROM counts c WHERE c.list = l.list)),
                (SELECT time FROM versions v WHERE v.language = l.language AND v.until_index IS NULL ORDER BY from_index DESC LIMIT 1)
            FROM lists l WHERE l.facet = @kinds GROUP BY l.language ORDER BY l.language
            """,
            row => new LanguageCount(row.GetString(0), row.GetInt32(1), ArticleColumns.Time(row.GetInt64(2))), ("@kinds", (int)Facet.Kind));
    }
}

/// <summary>One change in the list of changes.</summary>
/// <param name="Revision">What changed, as it was then.</param>
/// <param name="Now">What readers have of the article now.</param>
public sealed record Change(Revision Revision, ArticleRow Now);

/// <summary>A page of changes.</summary>
/// <param name="Items">Texts, newest first.</param>
/// <param name="Records">Records as they were after each change, newest first.</param>
/// <param name="Number">Its number, from the oldest; null for the newest.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Older">The page to go on to for older changes.</param>
/// <param name="Newer">The page with newer ones.</param>
public sealed record ChangesPage(IReadOnlyList<Change> Items, IReadOnlyList<RecordRow> Records, int? Number, int Pages, int? Older, int? Newer);

/// <summary>A readable article for a sitemap.</summary>
/// <param name="Id">The article.</param>
/// <param name="Address">Below the language.</param>
/// <param name="Changed">Its last change here.</param>
/// <param name="Languages">All its readable language versions, this one among them, with their addresses.</param>
public sealed record SitemapRow(Guid Id, string Address, DateTimeOffset Changed, IReadOnlyList<(string Language, string Address)> Languages);

/// <summary>What a language holds.</summary>
public sealed record LanguageCount(string Language, int Articles, DateTimeOffset Changed);

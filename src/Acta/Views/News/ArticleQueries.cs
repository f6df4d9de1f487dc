using Acta.Record;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Views.News;

public sealed partial class NewsQueries
{
    /// <summary>What answers at an address below a language.</summary>
    public Resolution Resolve(string language, string path)
    {
        r.Tag(Tags.Path(language + "/" + path));
        var editions = r.Query("SELECT edition, MAX(until_index IS NULL), MAX(from_index) FROM addresses WHERE language = @language AND path = @path GROUP BY edition ORDER BY 2 DESC, 3 DESC",
            row => row.GetInt64(0), ("@language", language), ("@path", path));
        foreach (var edition in editions)
        {
            var row = Current(edition);
            if (row.Readable) return row.Address == path ? new Resolution.Found(row) : new Resolution.Moved(row.Language, row.Address);
            return new Resolution.Gone(row, NoticeOf(row));
        }
        return GoneBy(language + "/" + path) is { } erasure
            ? new Resolution.Gone(null, BytesOf(erasure) is { } bytes ? NoticeIn(bytes) : null, ErasedAt(erasure))
            : new Resolution.None();
    }

    // What is erased stays so: the entry that did it is the last of its language version.
    private DateTimeOffset? ErasedAt(Digest erasure) => r.Number(
        "SELECT v.time FROM documents d JOIN versions v ON v.from_index = d.from_index AND v.until_index IS NULL WHERE d.digest = @digest",
        ("@digest", erasure.ToBytes())) is { } time ? ArticleColumns.Time(time) : null;

    /// <summary>What answers at an address of a former site (path and query): the article there now, if there is one.</summary>
    public Resolution ResolveFormer(string pathAndQuery)
    {
        r.Tag(Tags.Path(pathAndQuery));
        var editions = r.Query("SELECT edition FROM former_addresses WHERE path = @path AND until_index IS NULL ORDER BY from_index DESC", row => row.GetInt64(0), ("@path", pathAndQuery));
        if (editions.Count == 0) return new Resolution.None();
        var current = Current(editions[0]);
        return current.Readable ? new Resolution.Moved(current.Language, current.Address) : new Resolution.Gone(current, NoticeOf(current));
    }

    /// <summary>An article with everything its page shows; null where there is none readable in the language.</summary>
    public ArticleFull? Article(Guid id, string language) =>
        Current(id, language) is { Readable: true } row && EditionOf(row.Digest) is { } edition ? Full(row, edition) : null;

    /// <inheritdoc cref="Article(Guid, string)"/>
    public ArticleFull? Article(ArticleRow row) => Article(row.Id, row.Language);

    /// <summary>A language version as it is now, in whatever state; null where there never was one.</summary>
    public ArticleRow? Current(Guid id, string language)
    {
        r.Tag(Tags.Article(id));
        return Row("WHERE id = @id AND language = @language AND until_index IS NULL", ("@id", ArticleColumns.Blob(id)), ("@language", language));
    }

    /// <summary>The document of a row that readers may read; null where it is withheld or erased.</summary>
    public Edition? Edition(ArticleRow row) => row.Readable ? EditionOf(row.Digest) : null;

    /// <summary>All language versions of an article, in whatever state, ordered by language tag; and which of them are behind.</summary>
    public IReadOnlyList<LanguageVersion> Languages(Guid id)
    {
        r.Tag(Tags.Article(id));
        var rows = r.Query($"SELECT {ArticleColumns.All} FROM versions v WHERE id = @id AND until_index IS NULL ORDER BY language", ArticleColumns.Read, ("@id", ArticleColumns.Blob(id)));
        return [.. rows.Select(row => new LanguageVersion(row, IsBehind(row, rows)))];
    }

    /// <summary>The changes of a language version, oldest first.</summary>
    public IReadOnlyList<Revision> Revisions(Guid id, string language)
    {
        r.Tag(Tags.Article(id));
        return r.Query(
            $"""
            SELECT {ArticleColumns.All}, d.withheld_by IS NULL AND d.digest IS NOT NULL, n.bytes
            FROM versions v LEFT JOIN documents d ON d.digest = v.digest LEFT JOIN documents n ON n.digest = v.notice
            WHERE v.id = @id AND v.language = @language ORDER BY v.from_index
            """,
            row => new Revision(
                ArticleColumns.Read(row),
                row.GetBoolean(ArticleColumns.Count),
                row.IsDBNull(ArticleColumns.Count + 1) ? null : NoticeIn((byte[])row[ArticleColumns.Count + 1])),
            ("@id", ArticleColumns.Blob(id)), ("@language", language));
    }

    /// <summary>One revision with its text as it then was; the document is null where it may not be read any more.</summary>
    public (Revision Revision, Edition? Edition)? RevisionAt(Guid id, string language, int revision) =>
        Revisions(id, language).FirstOrDefault(v => v.Row.Revision == revision) is { } found
            ? (found, found.Served ? EditionOf(found.Row.Digest) : null)
            : null;

    /// <summary>The older and the newer article in the list of all articles.</summary>
    public (ArticleRow? Older, ArticleRow? Newer) Neighbours(ArticleRow of)
    {
        r.Tag(Tags.Near(of.Edition));
        if (ListOf(ListKey.All(of.Language)) is not { } list || !of.Readable || !of.Kind.IsNews()) return (null, null);
        return (
            Listed(list, "(l.sort, l.edition) < (@sort, @edition)", "DESC", 1, 0, of.Sort, of.Edition).FirstOrDefault(),
            Listed(list, "(l.sort, l.edition) > (@sort, @edition)", "ASC", 1, 0, of.Sort, of.Edition).FirstOrDefault());
    }

    /// <summary>The public notice in force over a row: why it was retired, withdrawn, restored or erased.</summary>
    public ShownNotice? NoticeOf(ArticleRow row) => BytesOf(row.NoticeDigest) is { } bytes ? NoticeIn(bytes) : null;

    private ArticleRow Current(long edition)
    {
        var row = Row("WHERE edition = @edition AND until_index IS NULL", ("@edition", edition))!;
        r.Tag(Tags.Article(row.Id));
        return row;
    }

    private ArticleFull Full(ArticleRow row, Edition edition)
    {
        var languages = Languages(row.Id);
        return new ArticleFull(row, edition, languages, languages.Single(l => l.Row.Language == row.Language).Behind, Revisions(row.Id, row.Language), NoticeOf(row));
    }

    // Made from a version of our own that is no longer the current one, or from words that it had before it was public. Of an original that is gone nothing can be said.
    private static bool IsBehind(ArticleRow row, List<ArticleRow> all) =>
        row is { Readable: true, TranslatedDigest: { } from }
        && all.FirstOrDefault(o => o.Language == row.TranslatedLanguage) is { Readable: true, Digest: { } now }
        && (from != now || row.TranslatedOlder);

    private static ShownNotice? NoticeIn(byte[] bytes) => Record.Document.Read(bytes) switch
    {
        Notice notice => new ShownNotice(notice.Reason, notice.Replacement),
        Erasure erasure => new ShownNotice(erasure.Ground, null),
        _ => null,
    };
}

/// <summary>What answers at an address.</summary>
public abstract record Resolution
{
    /// <summary>A readable article.</summary>
    public sealed record Found(ArticleRow Row) : Resolution;

    /// <summary>An article that now stands at another address below the language.</summary>
    public sealed record Moved(string Language, string Address) : Resolution;

    /// <summary>Removed from the site or deleted: 410 with the public notice. The row is null where nothing is left but the address; then the moment of the erasure stands here.</summary>
    public sealed record Gone(ArticleRow? Row, ShownNotice? Notice, DateTimeOffset? ErasedAt = null) : Resolution;

    /// <summary>Nothing, and there never was.</summary>
    public sealed record None : Resolution;
}

/// <summary>Why something was retired, withdrawn, restored or erased, as told to readers.</summary>
/// <param name="Reason">Plain text per language.</param>
/// <param name="Replacement">The article that takes its place.</param>
public sealed record ShownNotice(Words Reason, Guid? Replacement);

/// <summary>A language version of an article.</summary>
/// <param name="Row">The version as it is now, in whatever state.</param>
/// <param name="Behind">It was translated from a text that has changed since.</param>
public sealed record LanguageVersion(ArticleRow Row, bool Behind);

/// <summary>One change of a language version.</summary>
/// <param name="Row">What it was from then on.</param>
/// <param name="Served">Whether its text of then may still be read.</param>
/// <param name="Notice">The notice that came with it.</param>
public sealed record Revision(ArticleRow Row, bool Served, ShownNotice? Notice);

/// <summary>An article with everything its page shows.</summary>
/// <param name="Row">The row.</param>
/// <param name="Edition">Its document.</param>
/// <param name="Languages">All language versions, this one among them, in whatever state.</param>
/// <param name="Behind">This version was translated from a text that has changed since.</param>
/// <param name="Revisions">Its changes, oldest first.</param>
/// <param name="Notice">The notice in force: of a retirement.</param>
public sealed record ArticleFull(
    ArticleRow Row, Edition Edition, IReadOnlyList<LanguageVersion> Languages, bool Behind, IReadOnlyList<Revision> Revisions, ShownNotice? Notice);

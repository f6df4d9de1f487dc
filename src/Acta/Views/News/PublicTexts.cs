using Acta.Record;

namespace Acta.Views.News;

public sealed partial class NewsQueries
{
    /// <summary>
    /// All readable language versions of a language, in the order of their first entries, named by rows that stay what they
    /// are whatever is published later: so that a long reading can be done in many short ones (<see cref="Texts"/>).
    /// </summary>
    public IReadOnlyList<long> AllReadable(string language) =>
        r.Query("SELECT version FROM versions WHERE language = @language AND until_index IS NULL AND state < 2 ORDER BY edition", row => row.GetInt64(0), ("@language", language));

    /// <summary>Rows of <see cref="AllReadable"/> with their documents; those removed since are left out.</summary>
    public IReadOnlyList<(ArticleRow Row, byte[] Document)> Texts(IEnumerable<long> versions)
    {
        var texts = new List<(ArticleRow, byte[])>();
        foreach (var version in versions)
            texts.AddRange(r.Query(
                $"SELECT {ArticleColumns.All}, d.bytes FROM versions v JOIN documents d ON d.digest = v.digest AND d.withheld_by IS NULL WHERE v.version = @version",
                row => (ArticleColumns.Read(row), (byte[])row[ArticleColumns.Count]), ("@version", version)));
        return texts;
    }

    /// <summary>Whether all of these documents may still be read.</summary>
    public bool AllServed(IEnumerable<Digest> documents)
    {
        foreach (var digest in documents)
            if (r.Number("SELECT 1 FROM documents WHERE digest = @digest AND withheld_by IS NULL", ("@digest", digest.ToBytes())) is null) return false;
        return true;
    }
}

using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Views.News;

namespace Acta.Desk.Articles;

/// <summary>A language version as it is public, or was.</summary>
public sealed record PublicLine(
    Guid Id, string Language, long Entry, ArticleKind Kind, string Headline, IReadOnlyList<string> Sections, ArticleState State, DateTimeOffset Changed, string Address,
    Digest? Digest, EditionKind EditionKind, string? TranslatedLanguage, Digest? TranslatedDigest, bool TranslatedOlder)
{
    public string? Section => Rights.MainSection(Sections);

    /// <summary>Whether readers can read it.</summary>
    public bool IsReadable => State is ArticleState.Live or ArticleState.Retired;

    /// <summary>The page's path, language and all.</summary>
    public string Path => $"/{Language}/{Address}";
}

/// <summary>An article with all language versions that are public, or were.</summary>
public sealed record PublicArticle(Guid Id, IReadOnlyList<PublicLine> Versions)
{
    public DateTimeOffset Changed { get; } = Versions.Max(v => v.Changed);

    public PublicLine? In(string language) => Versions.FirstOrDefault(v => v.Language == language);

    /// <summary>The original that a translation of it is older than; null where it is not.</summary>
    public PublicLine? NewerOriginalOf(PublicLine translation) =>
        translation is { TranslatedLanguage: { } from, TranslatedDigest: { } digest } && In(from) is { Digest: { } now } original && (now != digest || translation.TranslatedOlder) ? original : null;
}

/// <summary>
/// What is public, as the desk lists and searches it: kept in memory, and brought up to the views' position when it is asked
/// for. Some 10 MB for 37,211 articles, read once.
/// </summary>
public sealed class PublishedList(ViewsDb views)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, PublicArticle> _articles = [];
    private readonly Dictionary<string, PublicLine> _paths = new(StringComparer.Ordinal);
    private IReadOnlyList<PublicArticle> _newest = [];
    private long _position = -1;
    private long _entry = -1;

    /// <summary>All articles, the newest change first.</summary>
    public IReadOnlyList<PublicArticle> All()
    {
        using var reading = views.Read();
        lock (_gate)
        {
            if (reading.Position <= _position) return _newest;
            foreach (var article in new NewsQueries(reading).ModifiedAfter(_entry, int.MaxValue).GroupBy(r => r.Id))
            {
                var others = _articles.TryGetValue(article.Key, out var known) ? known.Versions.Where(v => article.All(a => a.Language != v.Language)) : [];
                _articles[article.Key] = new PublicArticle(article.Key, [.. others.Concat(article.Select(Line)).OrderBy(v => v.EditionKind == EditionKind.Original ? 0 : 1).ThenBy(v => v.Entry)]);
                foreach (var line in _articles[article.Key].Versions)
                    if (line.Address.Length > 0) _paths[line.Path] = line;
                _entry = Math.Max(_entry, article.Max(a => a.Entry));
            }
            _newest = [.. _articles.Values.OrderByDescending(a => a.Changed)];
            _position = reading.Position;
            return _newest;
        }
    }

    /// <summary>One article; null where none was ever public.</summary>
    public PublicArticle? Find(Guid id)
    {
        All();
        lock (_gate) return _articles.GetValueOrDefault(id);
    }

    /// <summary>What an address names that somebody copied: the end of it is a page's path. Null where nothing stands there now.</summary>
    public PublicLine? At(string address)
    {
        All();
        lock (_gate)
            for (var i = address.IndexOf('/', StringComparison.Ordinal); i >= 0; i = address.IndexOf('/', i + 1))
                if (_paths.TryGetValue(address[i..], out var line) && _articles[line.Id].In(line.Language) is { } now && now.Address == line.Address) return now;
        return null;
    }

    private static PublicLine Line(ArticleRow r) => new(
        r.Id, r.Language, r.Entry, r.Kind, r.Headline, r.Sections, r.State, r.ChangedAt, r.Address, r.Digest, r.EditionKind, r.TranslatedLanguage, r.TranslatedDigest, r.TranslatedOlder);
}

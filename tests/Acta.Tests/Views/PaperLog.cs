using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Tests.Views;

/// <summary>
/// Entries and documents in memory, as publication makes them: for tests of the fold alone, thousands of acts of them. The
/// tests of the whole way go through Publisher.
/// </summary>
internal sealed class PaperLog(DateTimeOffset start)
{
    private readonly Dictionary<Digest, (byte[] Bytes, Document Document)> _documents = [];
    private readonly HashSet<Digest> _erased = [];
    private readonly Dictionary<(Guid, string?), List<Digest>> _brought = [];
    private readonly Dictionary<(Guid, string?), int> _revisions = [];
    private readonly List<Entry> _entries = [];

    public DateTimeOffset Now { get; set; } = start;

    public int Size => _entries.Count;

    public long Settings(SiteSettings settings) => Add(Act.Publish, settings.Id, "settings", null, settings);

    public long Publish(Edition edition, Act? act = null)
    {
        var key = (edition.Id, (string?)edition.Language);
        act ??= _revisions.ContainsKey(key) ? Act.Revise : Act.Publish;
        if (edition.Address.Length == 0)
        {
            var slug = edition.Id.ToString("N")[^4..] + "-" + edition.Language;
            var day = edition.FirstPublished is { } first ? first.Date?.ToString().Replace('-', '/') ?? "undated" : Now.ToString("yyyy/MM/dd");
            edition = edition with { Slug = slug, Address = edition.Kind == ArticleKind.Page ? "pages/" + slug : $"news/{day}/{slug}" };
        }
        return Add(act.Value, edition.Id, "article", edition.Language, edition);
    }

    public long Retire(Guid id, string language, Notice notice) => Add(Act.Retire, id, "article", language, notice);

    public long Withdraw(Guid id, string language, Notice notice) => Add(Act.Withdraw, id, "article", language, notice, withheld: [.. Editions(id, language)]);

    public long Restore(Guid id, string language, Notice notice) => Add(Act.Restore, id, "article", language, notice, served: [.. Editions(id, language)]);

    public long Erase(Guid id, string language, Erasure erasure, int? only = null)
    {
        var digests = only is { } n ? [Editions(id, language)[n]] : Editions(id, language);
        foreach (var digest in digests) _erased.Add(digest);
        return Add(Act.Erase, id, "article", language, erasure, erased: digests);
    }

    public Digest DigestOf(Guid id, string language, int n = 0) => Editions(id, language)[n];

    public Digest? FirstDigestOf(Guid id, string language) => Editions(id, language) is [var first, ..] ? first : null;

    public bool Has(Guid id, string language) => _revisions.ContainsKey((id, language));

    /// <summary>The entries from an index, with the documents that the store has by now.</summary>
    public List<PreparedEntry> From(long index, bool asOfThen = false) =>
        [.. _entries.Skip((int)index).Select((e, i) => new PreparedEntry(
            new LogEntry(index + i, e, e.ToBytes()),
            [.. e.Documents.Select(d => _erased.Contains(d) && !asOfThen ? new StoredDocument(d, null, null) : new StoredDocument(d, _documents[d].Bytes, _documents[d].Document))]))];

    public long Add(Act act, Guid resource, string kind, string? language, Document? document,
        IReadOnlyList<Digest>? withheld = null, IReadOnlyList<Digest>? served = null, IReadOnlyList<Digest>? erased = null)
    {
        List<Digest> digests = [];
        if (document is not null)
        {
            document = Document.Salted(document);
            var bytes = document.ToBytes();
            var digest = Digest.Of(bytes);
            _documents[digest] = (bytes, Document.Read(bytes));
            digests.Add(digest);
            if (document is Edition)
            {
                if (!_brought.TryGetValue((resource, language), out var brought)) _brought[(resource, language)] = brought = [];
                brought.Add(digest);
            }
        }
        var revision = _revisions[(resource, language)] = _revisions.GetValueOrDefault((resource, language)) + 1;
        _entries.Add(new Entry
        {
            Act = act, Resource = resource, Kind = kind, Language = language, Revision = revision, Time = Now,
            Documents = digests, Withheld = withheld ?? [], Served = served ?? [], Erased = erased ?? [],
        });
        return _entries.Count - 1;
    }

    private List<Digest> Editions(Guid id, string language) => _brought.GetValueOrDefault((id, language)) ?? [];
}

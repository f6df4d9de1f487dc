using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary>The register as it would be with what is in the making: the main store, with drafts laid over it.</summary>
/// <param name="reading">The store.</param>
/// <param name="drafts">Those that are laid over it.</param>
internal sealed class DraftedRegister(Reading reading, IEnumerable<RegisterRecord> drafts) : RegisterFacts
{
    private readonly Dictionary<Guid, RegisterRecord?> _records = drafts.ToDictionary(d => d.Id, d => (RegisterRecord?)d);
    private readonly List<RegisterRecord> _drafts = [.. drafts];
    private DraftedRegister? _public;

    /// <summary>With everything that is in the making.</summary>
    public static DraftedRegister Of(Reading reading, RegisterRecord? also = null) =>
        new(reading, [.. RecordDrafts.Open(reading).Select(d => d.Says).Where(d => d.Id != also?.Id), .. also is null ? Array.Empty<RegisterRecord>() : [also]]);

    /// <summary>As it is public, without what is in the making.</summary>
    public DraftedRegister Public => _public ??= new(reading, []);

    /// <inheritdoc/>
    public override RegisterRecord? Find(Guid id)
    {
        if (_records.TryGetValue(id, out var known)) return known;
        var head = reading.First("SELECT state, digest FROM heads WHERE resource = @id AND language = ''", row => (State: row.GetString(0), Digest: row.IsDBNull(1) ? null : (byte[])row[1]), ("@id", id.ToString()));
        return _records[id] = head is { State: "live" or "retired", Digest: { } digest } ? RecordCache.Get(Digest.FromBytes(digest), d => reading.Document(d).Bytes) : null;
    }

    /// <inheritdoc/>
    public override IEnumerable<RegisterRecord> Naming(string member, Guid target) =>
        reading.Query("SELECT resource FROM refs WHERE kind = @kind AND target = @target", r => Guid.Parse(r.GetString(0)), ("@kind", "record:" + member), ("@target", target.ToString()))
            .Concat(_drafts.Where(d => d.References.Any(x => x.Member == member && x.Target == target)).Select(d => d.Id)).Distinct()
            .Select(Find).OfType<RegisterRecord>().Where(r => r.References.Any(x => x.Member == member && x.Target == target));

    /// <summary>What people call a record: its name, else what a term or an unnamed paper is known by.</summary>
    public string NameOf(Guid id, DeskWords words) => Find(id) is { } record ? NameOf(record, words) : words["record.unknown"];

    /// <inheritdoc cref="NameOf(Guid, DeskWords)"/>
    public string NameOf(RegisterRecord record, DeskWords words) => record switch
    {
        Membership m => words.Text(m.Role is { Length: > 0 } role ? "record.term-as" : "record.term", ("who", NameOf(m.Member, words)), ("where", (m.Post ?? m.Organization) is { } place ? NameOf(place, words) : ""), ("role", m.Role is { } r ? RecordFields.Word(words, "role", r) : "")),
        _ => Called(record, words),
    };

    /// <summary>What a record is called by what it says itself.</summary>
    public static string Called(RegisterRecord record, DeskWords words) => record switch
    {
        _ when record.Name.For(words.Language) is { Text.Length: > 0 } name => name.Text,
        Decision { Symbol: { } symbol } => symbol,
        Paper { Symbol: { } symbol } => symbol,
        _ => words["record.unnamed"],
    };

    /// <summary>From when until when, in words.</summary>
    public static string Dates(Term term, DeskWords words) => (term.Start, term.End) switch
    {
        ({ } start, { } end) => start == end ? words.Dates.Partial(start) : words.Dates.Partial(start) + " – " + words.Dates.Partial(end),
        ({ } start, null) => words.Text("record.since", ("date", words.Dates.Partial(start))),
        (null, { } end) => words.Text("record.until", ("date", words.Dates.Partial(end))),
        _ => "",
    };

    /// <summary>What shows the bytes of a file to the public: articles and records that are on the site, but for one, and for papers that are kept back themselves.</summary>
    public IEnumerable<(Guid Id, string Kind)> Showing(MediaFile file, Guid but, DateOnly today) =>
        reading.Query("SELECT DISTINCT r.resource, h.kind FROM refs r JOIN heads h ON h.resource = r.resource AND h.language = r.language JOIN media m ON m.id = r.target WHERE r.kind = 'media' AND m.sha256 = @sha AND m.erased_by IS NULL AND h.state IN ('live', 'retired') AND r.resource <> @but",
            r => (Guid.Parse(r.GetString(0)), r.GetString(1)), ("@sha", file.Digest.ToBytes()), ("@but", but.ToString())).Where(u => u.Item2 != "paper" || Find(u.Item1) is not Paper { RestrictedUntil: { } until } || today > until.LastDay);

    /// <summary>Papers that keep the bytes of a file back as of a day.</summary>
    public IEnumerable<Paper> Keeping(MediaFile file, DateOnly today) =>
        reading.Query("SELECT DISTINCT r.resource FROM refs r JOIN heads h ON h.resource = r.resource AND h.language = r.language JOIN media m ON m.id = r.target WHERE r.kind = 'media' AND m.sha256 = @sha AND h.kind = 'paper'", r => Guid.Parse(r.GetString(0)), ("@sha", file.Digest.ToBytes()))
            .Concat(_drafts.OfType<Paper>().Where(p => p.Files.Any(f => f.Digest == file.Digest)).Select(p => p.Id)).Distinct().Select(Find).OfType<Paper>().Where(p => p.RestrictedUntil is { } until && today <= until.LastDay && p.Files.Any(f => f.Digest == file.Digest));

    /// <summary>What kind of record it is, as people say it: a State is one and no body, wherever it is listed.</summary>
    public static string KindOf(RegisterRecord record, DeskWords words) => words["kind-of." + (record is Organization { IsState: true } ? "state" : record.Type)];

    /// <summary>What a record contradicts, and what is doubtful of it as of a day, in sentences of the desk; the graver first.</summary>
    public IReadOnlyList<(string Sentence, bool IsWarning, Guid Other)> Against(RegisterRecord record, DeskWords words, DateOnly today) =>
        [.. Contradictions.Of(record, this).Select(c => (Sentence(c, words), c.IsWarning, c.Other)).Concat(Doubts.Of(record, this, words, today).Select(d => (d.Sentence, true, d.Other))).Distinct()];

    // By its code, with the other record's name and days; what has no words here is told as the record tells it.
    private string Sentence(Contradiction c, DeskWords words)
    {
        var key = "contradiction." + c.Code + (c is { Code: "holders", IsWarning: true } ? ".warning" : "");
        if (!DeskWords.Has(key)) return c.Sentence;
        var other = Find(c.Other);
        var term = other switch { Membership m => m.Term, Post p => p.Life, Organization o => o.Life, Person p => new Term(p.Born, p.Died), Decision d => new Term(d.Date, d.Date), _ => default };
        var dates = Dates(term, words);
        // Whichever of the two is looked at: the body, and the post of it that it holds.
        var post = other as Post ?? (other is Membership { Post: { } held } ? Find(held) as Post : null);
        return words.Text(key, ("post", post is null ? "" : NameOf(post, words)), ("body", post is null ? "" : NameOf(post.Organization, words)), ("other", (other is null ? words["record.unknown"] : NameOf(other, words)) + (dates.Length > 0 ? $" ({dates})" : "")));
    }
}

using System.Text;
using Acta.Record;
using Acta.Record.Register;

namespace Acta.Import.Register;

/// <summary>Which record that is here already one of a source may be: by a key elsewhere, or by what it is called where only one is called so.</summary>
internal sealed class Matching
{
    private readonly Dictionary<(string Kind, string Scheme, string Value), List<RegisterRecord>> _byKey = [];
    private readonly Dictionary<(string Kind, string Called), List<RegisterRecord>> _byName = [];

    /// <param name="here">The records that readers may read.</param>
    public Matching(IEnumerable<RegisterRecord> here)
    {
        foreach (var record in here)
        {
            foreach (var identifier in record.Identifiers) Add(_byKey, (record.Type, identifier.Scheme, identifier.Value), record);
            foreach (var called in Called(record)) Add(_byName, (record.Type, called), record);
        }
    }

    /// <summary>The one it is; or why that is doubtful, and which it may be; or nothing at all.</summary>
    public (RegisterRecord? Is, string? Why, IReadOnlyList<RegisterRecord> Candidates) Find(RegisterRecord record)
    {
        var byKey = record.Identifiers.SelectMany(i => _byKey.GetValueOrDefault((record.Type, i.Scheme, i.Value)) ?? []).DistinctBy(r => r.Id).ToList();
        if (byKey.Count > 1) return (null, $"Its keys elsewhere are of {byKey.Count} records here.", byKey);
        if (byKey is [var one]) return Against(record, one) is { } against ? (null, $"It has a key of a record here, but {against}.", byKey) : (one, null, byKey);
        var byName = Called(record).SelectMany(c => _byName.GetValueOrDefault((record.Type, c)) ?? []).DistinctBy(r => r.Id).ToList();
        if (byName.Count > 1) return (null, $"{byName.Count} records here are called so.", byName);
        // Two people may be called alike: a name alone tells nothing, a day of birth or death beside it does.
        if (byName is [Person known] && record is Person person && !person.Identifiers.Any(known.Identifiers.Contains) && !(person.Born is { } a && known.Born is { } b && !Differ(a, b)) && !(person.Died is { } c && known.Died is { } d && !Differ(c, d)))
            return (null, Against(record, known) is { } other ? $"One here is called so, but {other}." : "One here is called so, and nothing else tells that they are the same person.", byName);
        if (byName is [var same]) return Against(record, same) is { } against ? (null, $"One here is called so, but {against}.", byName) : (same, null, byName);
        return (null, null, []);
    }

    // What stands against two being one; a part of a sentence.
    private static string? Against(RegisterRecord a, RegisterRecord b)
    {
        foreach (var identifier in a.Identifiers)
            if (b.Identifiers.Any(i => i.Scheme == identifier.Scheme) && !b.Identifiers.Contains(identifier)) return $"the keys of {identifier.Scheme} differ";
        return (a, b) switch
        {
            (Person p, Person q) when Differ(p.Born, q.Born) => $"one was born {p.Born}, the other {q.Born}",
            (Person p, Person q) when Differ(p.Died, q.Died) => $"one died {p.Died}, the other {q.Died}",
            (Person { Gender: { } g }, Person { Gender: { } h }) when g != h => $"one is {g}, the other {h}",
            (Organization o, Organization p) when Differ(o.Founded, p.Founded) => $"one was founded {o.Founded}, the other {p.Founded}",
            (Organization o, Organization p) when Differ(o.Dissolved, p.Dissolved) => $"one was dissolved {o.Dissolved}, the other {p.Dissolved}",
            (Organization { Classification: { } c }, Organization { Classification: { } d }) when c != d => $"one is a {c}, the other a {d}",
            (Organization { Parent: { } c }, Organization { Parent: { } d }) when c != d => "they are of different bodies",
            (Place { Classification: { } c }, Place { Classification: { } d }) when c != d => $"one is a {c}, the other a {d}",
            (Place { Parent: { } c }, Place { Parent: { } d }) when c != d => "they lie in different places",
            (Membership m, Membership n) when Differ(m.End, n.End) => $"one ends {m.End}, the other {n.End}",
            _ => null,
        };
    }

    private static bool Differ(PartialDate? a, PartialDate? b) => a is { } x && b is { } y && (x.LastDay < y.FirstDay || y.LastDay < x.FirstDay);

    // What a record is known by among those of its kind.
    private static IEnumerable<string> Called(RegisterRecord record)
    {
        var names = record.Name.All.Values.Select(Fold).Where(n => n.Length > 0).Distinct();
        return record switch
        {
            Membership m => [string.Join('|', m.Member, m.Post, m.Post is null ? m.Organization : null, m.OnBehalfOf, m.Role, m.Start)],
            Post p => names.Select(n => $"{p.Organization}|{n}"),
            Event e => names.Select(n => $"{e.When?.From}|{n}"),
            AgendaItem i => names.Select(n => $"{i.Event}|{i.Number}|{n}"),
            Decision { Symbol: { } symbol } d => [$"{d.Organization}|{symbol}"],
            Decision d => names.Select(n => $"{d.Organization}|{d.Date}|{n}"),
            Paper { Symbol: { } symbol } => [symbol],
            Paper p => names.Select(n => $"{p.Event}|{p.Date}|{n}"),
            AssignedTask t => names.Select(n => $"{t.SetBy}|{t.Owner}|{n}"),
            _ => names,
        };
    }

    private static string Fold(string name) => string.Join(' ', name.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void Add<T>(Dictionary<T, List<RegisterRecord>> index, T key, RegisterRecord record) where T : notnull
    {
        if (!index.TryGetValue(key, out var records)) index[key] = records = [];
        records.Add(record);
    }
}

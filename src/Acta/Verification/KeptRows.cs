using Acta.Ledger;
using Acta.Record;
using Acta.Store;

namespace Acta.Verification;

/// <summary>What publication keeps beside the log to decide quickly: heads, addresses, references. All of it must follow from the documents.</summary>
internal sealed class KeptRows(Reading reading, ExpectedRecord record, ExpectedFacts facts)
{
    // The address that answers for each language version.
    private readonly Dictionary<(string Resource, string Language), string?> _current = [];

    public LogFault? Check(Action<string> at)
    {
        at("heads");
        if (CheckHeads() is { } head) return head;
        at("addresses");
        if (CheckAddresses() is { } address) return address;
        at("references");
        return CheckReferences();
    }

    private LogFault? CheckHeads()
    {
        LogFault? fault = null;
        var seen = 0;
        reading.Each("SELECT resource, language, kind, state, revision, entry_idx, first_idx, digest, address FROM heads ORDER BY entry_idx", r =>
        {
            if (fault is not null) return;
            var (resource, language) = (r.GetString(0), r.GetString(1));
            if (!Guid.TryParseExact(resource, "D", out var id) || !record.Versions.TryGetValue((id, language), out var version))
            {
                fault = new LogFault($"the head of {resource} ({language})", "a resource that an entry names", "one of no entry");
                return;
            }
            seen++;
            var address = r.IsDBNull(8) ? null : r.GetString(8);
            _current[(resource, language)] = address;
            var digest = r.IsDBNull(7) ? null : (Digest?)Digest.FromBytes((byte[])r[7]);
            var expected = $"{version.Kind}, {version.State}, revision {version.Revision}, entry {version.Last}, first entry {version.First}, text {version.Digest?.Hex ?? "none"}";
            var found = $"{r.GetString(2)}, {r.GetString(3)}, revision {r.GetInt64(4)}, entry {r.GetInt64(5)}, first entry {r.GetInt64(6)}, text {digest?.Hex ?? "none"}";
            if (expected != found) fault = new LogFault($"entry {version.Last}, the head of {version}", expected, found);
            else if (!IsAddressOf(version, address)) fault = new LogFault($"entry {version.Last}, the head of {version}", $"the address {AddressOf(version) ?? "none"}", address ?? "none");
        });
        if (fault is not null || seen == record.Versions.Count) return fault;
        var missing = record.Versions.Values.Where(v => !_current.ContainsKey((v.Resource.ToString(), v.Language))).MinBy(v => v.Last)!;
        return new LogFault($"entry {missing.Last}", $"a head of {missing}", "none");
    }

    // Of an erased text no document says the address any more, but its erasure lists those it had, unless they had to go too.
    private bool IsAddressOf(ExpectedVersion version, string? address) => version.State == "erased"
        ? address is null || (facts.Gone.TryGetValue((version.Language, address), out var of) && of == version.Resource)
        : address == AddressOf(version);

    private static string? AddressOf(ExpectedVersion version) => version.Documents.FindLast(d => d.Address is not null)?.Address;

    private LogFault? CheckAddresses()
    {
        var expected = new Dictionary<(string, string), (Guid Resource, long Entry)>();
        foreach (var version in record.Versions.Values)
            foreach (var document in version.Documents)
                if (document.Address is { } path) expected.TryAdd((version.Language, path), (version.Resource, document.Entry));
        foreach (var (key, resource) in facts.Gone) expected.TryAdd(key, (resource, record.Versions[(resource, key.Language)].Last));

        LogFault? fault = null;
        reading.Each("SELECT language, path, resource, current FROM addresses ORDER BY language, path", r =>
        {
            if (fault is not null) return;
            var (language, path, resource, current) = (r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3));
            if (!expected.Remove((language, path), out var of)) fault = new LogFault($"the address {language}/{path}", "one that a document names", $"one of {resource} that none does");
            else if (of.Resource.ToString() != resource) fault = new LogFault($"entry {of.Entry}, the address {language}/{path}", $"to be of {of.Resource}", resource);
            else if (current != (_current.GetValueOrDefault((resource, language)) == path ? 1 : 0)) fault = new LogFault($"entry {of.Entry}, the address {language}/{path}", current == 0 ? "to be the current one" : "to redirect", current == 0 ? "one that redirects" : "one marked current");
        });
        if (fault is not null || expected.Count == 0) return fault;
        var ((l, p), (_, entry)) = expected.MinBy(e => e.Value.Entry);
        return new LogFault($"entry {entry}", $"the address {l}/{p}", "none");
    }

    private LogFault? CheckReferences()
    {
        var missing = facts.References.ToDictionary();
        LogFault? fault = null;
        reading.Each("SELECT resource, language, kind, target FROM refs", r =>
        {
            if (fault is not null) return;
            var (resource, language, kind, target) = (r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3));
            // What an erased text leaned on can't be read again.
            if (Guid.TryParseExact(resource, "D", out var id) && (missing.Remove((id, language, kind, target)) || (record.Versions.TryGetValue((id, language), out var v) && v.State == "erased"))) return;
            fault = new LogFault($"the reference of {resource} ({language}) to {kind} {target}", "one that a document makes", "one that none does");
        });
        if (fault is not null) return fault;
        if (missing.Count > 0)
        {
            var (key, entry) = missing.MinBy(m => m.Value);
            return new LogFault($"entry {entry}", $"the reference to {key.Kind} {key.Target}", "none");
        }
        foreach (var (key, entry) in facts.References)
            if (key.Kind == "translation" && !record.Documents.ContainsKey(Digest.Parse(key.Target))) return new LogFault($"entry {entry}", $"the version {key.Target} that it translates", "nothing of that digest");
        return null;
    }
}

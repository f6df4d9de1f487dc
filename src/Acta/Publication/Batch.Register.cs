using Acta.Record;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Publication;

internal sealed partial class Batch
{
    private const string RecordReference = "record:";

    private readonly HashSet<Guid> _relinked = [];
    private readonly Dictionary<Guid, RegisterRecord?> _records = [];

    // By member and target: the records of this batch that name it so.
    private readonly Dictionary<(string, Guid), HashSet<Guid>> _naming = [];

    private (string Code, string Sentence)? AddRecord(Proposal p, RegisterRecord record)
    {
        if (p.Kind != record.Type || record.Id != p.Resource || p.Language is not null)
            throw new ArgumentException("The proposal and its record name different resources.", nameof(p));
        var name = RegisterRules.NameOf(record);
        if (Settings is null) return ("settings", $"{name}: the site has no settings yet; publish them first.");
        var head = HeadOf(p.Resource, null);
        if (head is not null && head.Kind != record.Type) return ("kind", $"{name} is a {head.Kind} and can't become a {record.Type}.");
        if (p.Act == Act.Publish && head is not null) return ("exists", $"{name} is in the register already; use a small edit or a correction, or restore it.");
        if (p.Act != Act.Publish && head is null) return ("missing", $"{name} is not in the register; publish it first.");
        if (head?.State == "withdrawn") return ("withdrawn", $"{name} was removed from the site; restore it before changing it.");
        if (head?.State == "erased") return ("erased", $"{name} was deleted on legal grounds; it can't come back under the same id.");
        if (RegisterRules.Check(record) is { Count: > 0 } breaches) return ("rule", $"{name}: {breaches[0]}");
        if (Contradictions.Of(record, new Facts(this)).FirstOrDefault(c => !c.IsWarning) is { } contradiction) return (contradiction.Code, contradiction.Sentence);
        foreach (var file in record.Files)
            if (!HasMedia(file)) return ("media", $"{name} uses the file {file.Name}, which is not in the media library; add it first.");

        string? address = null;
        if (RecordAddress.Folder(record) is { } folder)
        {
            address = AddressFor(p, folder, record, head);
            if (address is null) return ("clash", $"{name}: the address {folder}{SlugOf(record)} is another record's already; choose another last part.");
            record = record with { Slug = address[folder.Length..] };
        }
        if (p.Act != Act.Publish && head!.Digest is { } before && StoredContent(before) is { } content && content.AsSpan().SequenceEqual(record.ContentBytes()))
            return ("unchanged", $"{name}: nothing was changed.");

        var refusal = Append(p, record.Type, record, head, "live", address, out _);
        if (refusal is not null) return refusal;
        if (head?.Address is { } old && old != address) _addresses[("", old)] = (p.Resource, false);
        if (address is not null) _addresses[("", address)] = (p.Resource, true);
        Link(record);
        foreach (var file in record.Files) _references.Add((p.Resource, null, "media", file.Id.ToString()));
        return null;
    }

    private void Link(RegisterRecord record)
    {
        _relinked.Add(record.Id);
        _references.RemoveWhere(r => r.Resource == record.Id && r.Language is null && r.Kind.StartsWith(RecordReference, StringComparison.Ordinal));
        _records[record.Id] = record;
        foreach (var reference in record.References)
        {
            _references.Add((record.Id, null, RecordReference + reference.Member, reference.Target.ToString()));
            var key = (reference.Member, reference.Target);
            if (!_naming.TryGetValue(key, out var naming)) _naming[key] = naming = [];
            naming.Add(record.Id);
        }
    }

    private string? AddressFor(Proposal p, string folder, RegisterRecord record, Head? head)
    {
        // A body that turns out to be a State moves to the States.
        if (head?.Address is { } frozen && frozen.StartsWith(folder, StringComparison.Ordinal) && (record.Slug.Length == 0 || frozen == folder + record.Slug)) return frozen;
        return Free(p, folder, SlugOf(record));
    }

    private string SlugOf(RegisterRecord record)
    {
        if (record.Slug.Length > 0) return record.Slug;
        var symbol = record switch { Decision d => d.Symbol, Paper paper => paper.Symbol, _ => null };
        var (text, language) = symbol is not null ? (symbol, "en") : record.Name.For("en") ?? ("", "en");
        // The same in every language, so in letters that every keyboard has.
        return Slugs.From(text, language);
    }

    // What other records are built on can't be taken out from under them.
    private (string Code, string Sentence)? InUse(Proposal p)
    {
        if (p.Act != Act.Withdraw || FactOf(p.Resource) is not { } record) return null;
        var user = store.Query("SELECT DISTINCT resource FROM refs WHERE kind LIKE 'record:%' AND target = @id", r => Guid.Parse(r.GetString(0)), ("@id", p.Resource.ToString()))
            .Concat(_naming.Where(n => n.Key.Item2 == p.Resource).SelectMany(n => n.Value)).Select(FactOf).OfType<RegisterRecord>().FirstOrDefault(r => r.References.Any(x => x.Target == p.Resource));
        return user is null ? null : ("in-use", $"{RegisterRules.NameOf(record)} can't be removed: {RegisterRules.NameOf(user)} names it; remove or change that first.");
    }

    // A record as this batch leaves it; null: none, or one that is removed or deleted.
    private RegisterRecord? FactOf(Guid id)
    {
        if (_records.TryGetValue(id, out var known)) return known;
        RegisterRecord? record = null;
        if (HeadOf(id, null) is { State: "live" or "retired", Digest: { } digest } head && RegisterRecord.Kinds.Contains(head.Kind))
            record = RecordCache.Get(digest, d => store.Document(d).Bytes);
        return _records[id] = record;
    }

    private sealed class Facts(Batch batch) : RegisterFacts
    {
        public override RegisterRecord? Find(Guid id) => batch.FactOf(id);

        public override IEnumerable<RegisterRecord> Naming(string member, Guid target)
        {
            var ids = batch.StoredNaming(member, target).Concat(batch._naming.TryGetValue((member, target), out var naming) ? naming : []);
            // What this batch changed may name something else by now.
            return ids.Distinct().Select(batch.FactOf).OfType<RegisterRecord>().Where(r => r.References.Any(x => x.Member == member && x.Target == target));
        }
    }

    private List<Guid> StoredNaming(string member, Guid target) => store.Query(
        "SELECT resource FROM refs WHERE kind = @kind AND target = @target", r => Guid.Parse(r.GetString(0)), ("@kind", RecordReference + member), ("@target", target.ToString()));
}

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
        if (p.Act != Act.Correct && record.Correction is not null) record = record with { Correction = null };
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
        var user = NamingAny(p.Resource).Select(FactOf).FirstOrDefault();
        return user is null ? null : ("in-use", $"{RegisterRules.NameOf(record)} can't be removed: {RegisterRules.NameOf(user)} names it; remove or change that first.");
    }

    // Two records are one: those that name the first name the second from now on, and its address leads there.
    private (string Code, string Sentence)? AddMerger(Proposal p)
    {
        if (p.Document is not RecordMerger merger || p.Language is not null) throw new ArgumentException("The act merge needs a merger.", nameof(p));
        if (FactOf(p.Resource) is not { } gone) return Missing(p.Resource);
        if (FactOf(merger.Into) is not { } kept) return Missing(merger.Into);
        if (Merging.Refusal(gone, kept, FactOf) is { } contradiction) return (contradiction.Code, contradiction.Sentence);
        // A text about the one that goes would stand on no page.
        var texts = store.Query("SELECT language FROM heads WHERE resource = @id AND language <> ''", r => r.GetString(0), ("@id", gone.Id.ToString()))
            .Concat(_heads.Keys.Where(k => k.Item1 == gone.Id).Select(k => k.Item2).OfType<string>()).Distinct().Where(l => HeadOf(gone.Id, l) is { State: "live" or "retired" }).Order(StringComparer.Ordinal).ToList();
        if (texts.Count > 0) return ("texts", $"{RegisterRules.NameOf(gone)} can't be merged into {RegisterRules.NameOf(kept)}: what is written about it ({string.Join(", ", texts)}) would stand on no page; put it into the text about the other, and remove it from the site first.");
        if (Lead(p, NamingAny(gone.Id), gone.Id, kept.Id) is { } refusal) return (refusal.Code, $"{RegisterRules.NameOf(gone)} can't be merged into {RegisterRules.NameOf(kept)}: {refusal.Sentence}");
        var head = HeadOf(p.Resource, null)!;
        if (Append(p, head.Kind, merger, head, "merged", head.Address, null) is { } unfit) return unfit;
        _records.Remove(gone.Id);
        return null;
    }

    // Some of those that name a record meant another.
    private (string Code, string Sentence)? AddSplit(Proposal p)
    {
        if (p.Document is not RecordSplit split || p.Language is not null) throw new ArgumentException("The act split needs a split.", nameof(p));
        if (FactOf(p.Resource) is not { } from) return Missing(p.Resource);
        if (FactOf(split.Off) is not { } off) return Missing(split.Off);
        if (from.Id == off.Id || from.Type != off.Type) return ("split", $"{RegisterRules.NameOf(from)} can be split into itself and another {from.Type}, and {RegisterRules.NameOf(off)} is {(from.Id == off.Id ? "the same" : "a " + off.Type)}.");
        foreach (var moved in split.Moved)
            if (FactOf(moved) is not { } record) return Missing(moved);
            else if (record.References.All(r => r.Target != from.Id)) return ("split", $"{RegisterRules.NameOf(record)} doesn't name {RegisterRules.NameOf(from)}; leave it out.");
        if (Lead(p, split.Moved, from.Id, off.Id) is { } refusal) return refusal;
        var head = HeadOf(p.Resource, null)!;
        return Append(p, head.Kind, split, head, head.State, head.Address, null);
    }

    // Has records name another where they named one; one that is no longer current stays so.
    private (string Code, string Sentence)? Lead(Proposal p, IReadOnlyList<Guid> records, Guid from, Guid to)
    {
        foreach (var record in records.Select(FactOf).OfType<RegisterRecord>())
        {
            var notice = HeadOf(record.Id, null)!.State == "retired" ? StoredRecords.Newest(store, record.Id) as Record.Site.Notice : null;
            var revision = p with { Act = Act.Revise, Resource = record.Id, Kind = record.Type, Document = Merging.Renamed(record, from, to) };
            if (AddRecord(revision, (RegisterRecord)revision.Document!) is { } refusal) return refusal;
            if (notice is not null && AddNotice(revision with { Act = Act.Retire, Document = notice with { Salt = "" } }) is { } unfit) return unfit;
        }
        return null;
    }

    private static (string, string) Missing(Guid id) => ("missing", $"There is no record {id}, or it is not on the site; name one that is.");

    private List<Guid> NamingAny(Guid target) =>
        [.. StoredRecords.Naming(store, target).Concat(_naming.Where(n => n.Key.Item2 == target).SelectMany(n => n.Value)).Distinct().Where(id => FactOf(id)?.References.Any(x => x.Target == target) ?? false)];

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

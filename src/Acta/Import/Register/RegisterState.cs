using Acta.Record.Register;

namespace Acta.Import.Register;

/// <summary>The register as an import would leave it, held in memory: what is planned is checked against it before anything is appended.</summary>
internal sealed class RegisterState : RegisterFacts
{
    private readonly Dictionary<Guid, RegisterRecord> _records = [];
    private readonly Dictionary<(string, Guid), HashSet<Guid>> _naming = [];

    /// <inheritdoc/>
    public override RegisterRecord? Find(Guid id) => _records.GetValueOrDefault(id);

    /// <inheritdoc/>
    public override IEnumerable<RegisterRecord> Naming(string member, Guid target) =>
        _naming.TryGetValue((member, target), out var ids) ? ids.Select(id => _records[id]) : [];

    /// <summary>All of it.</summary>
    public IEnumerable<RegisterRecord> All => _records.Values;

    /// <summary>Puts a record there, in the place of what it was.</summary>
    public void Set(RegisterRecord record)
    {
        if (_records.TryGetValue(record.Id, out var before))
            foreach (var reference in before.References) _naming[(reference.Member, reference.Target)].Remove(record.Id);
        _records[record.Id] = record;
        foreach (var reference in record.References)
        {
            if (!_naming.TryGetValue((reference.Member, reference.Target), out var naming)) _naming[(reference.Member, reference.Target)] = naming = [];
            naming.Add(record.Id);
        }
    }
}

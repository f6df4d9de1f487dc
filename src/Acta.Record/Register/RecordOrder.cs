namespace Acta.Record.Register;

/// <summary>The order in which records can come into a register that has none of them.</summary>
public static class RecordOrder
{
    private static readonly string[] s_kinds =
        [Place.TypeName, Organization.TypeName, Person.TypeName, Post.TypeName, Membership.TypeName, Event.TypeName, AgendaItem.TypeName, Paper.TypeName, Decision.TypeName, AssignedTask.TypeName];

    /// <summary>
    /// Each record after those that it names, otherwise by kind and id: the same records always stand in the same order. Of records
    /// that name one another in a circle, one comes before what it names (<see cref="Loosened"/>).
    /// </summary>
    public static IReadOnlyList<RegisterRecord> Of(IEnumerable<RegisterRecord> records)
    {
        var all = records.OrderBy(r => Array.IndexOf(s_kinds, r.Type)).ThenBy(r => r.Id).ToList();
        var byId = all.ToDictionary(r => r.Id);
        var ordered = new List<RegisterRecord>(all.Count);
        var seen = new HashSet<Guid>();
        // Chains of meetings are thousands long: a stack of our own.
        var open = new Stack<(RegisterRecord Record, IEnumerator<Guid> Names)>();
        foreach (var record in all)
        {
            if (seen.Add(record.Id)) open.Push((record, Names(record)));
            while (open.Count > 0)
            {
                var (top, names) = open.Peek();
                if (!names.MoveNext())
                {
                    ordered.Add(top);
                    open.Pop();
                }
                else if (byId.TryGetValue(names.Current, out var named) && seen.Add(named.Id))
                {
                    open.Push((named, Names(named)));
                }
            }
        }
        return ordered;
    }

    /// <summary>A record without those of its references that can be added by a later act, where what they name is not there yet.</summary>
    public static RegisterRecord Loosened(RegisterRecord record, Func<Guid, bool> isThere) => record switch
    {
        Organization o => o with { Predecessors = [.. o.Predecessors.Where(isThere)], Rotation = [.. o.Rotation.Where(isThere)] },
        Event e => e with { Previous = e.Previous is { } previous && isThere(previous) ? previous : null, Prepares = [.. e.Prepares.Where(isThere)] },
        Decision d => d with { Amends = [.. d.Amends.Where(isThere)], Supersedes = [.. d.Supersedes.Where(isThere)] },
        _ => record,
    };

    private static IEnumerator<Guid> Names(RegisterRecord record) => record.References.Select(r => r.Target).GetEnumerator();
}

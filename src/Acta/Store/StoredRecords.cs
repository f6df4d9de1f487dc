using Acta.Record;
using Acta.Record.Register;

namespace Acta.Store;

/// <summary>A record of the register as the store has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="State">live, retired, withdrawn or erased.</param>
/// <param name="Record">What it says; null where it is erased, or of a later schema.</param>
public sealed record StoredRecord(Guid Id, string Kind, string State, RegisterRecord? Record)
{
    /// <summary>Whether readers may read it.</summary>
    public bool Readable => State is "live" or "retired" && Record is not null;
}

/// <summary>The register as it stands, read from the store itself.</summary>
public static class StoredRecords
{
    /// <summary>Every record, whatever its state, ordered by id.</summary>
    public static IReadOnlyList<StoredRecord> All(Reading reading)
    {
        var kinds = string.Join(", ", RegisterRecord.Kinds.Select(k => $"'{k}'"));
        return [.. reading.Query($"SELECT h.resource, h.kind, h.state, h.digest, d.bytes FROM heads h LEFT JOIN documents d ON d.digest = h.digest WHERE h.language = '' AND h.kind IN ({kinds}) ORDER BY h.resource",
            r => new StoredRecord(Guid.Parse(r.GetString(0)), r.GetString(1), r.GetString(2), r.IsDBNull(3) || r.IsDBNull(4) ? null : RecordCache.Get(Digest.FromBytes((byte[])r[3]), _ => (byte[])r[4])))];
    }

    /// <summary>One record, whatever its state; null where there is none.</summary>
    public static StoredRecord? Find(Reading reading, Guid id) => reading.First("SELECT h.kind, h.state, h.digest, d.bytes FROM heads h LEFT JOIN documents d ON d.digest = h.digest WHERE h.resource = @id AND h.language = ''",
        r => new StoredRecord(id, r.GetString(0), r.GetString(1), r.IsDBNull(2) || r.IsDBNull(3) ? null : RecordCache.Get(Digest.FromBytes((byte[])r[2]), _ => (byte[])r[3])), ("@id", id.ToString())) is { } found && RegisterRecord.Kinds.Contains(found.Kind) ? found : null;

    /// <summary>The records that ever named another in some member, whatever their state, ordered by id; what they say now must be looked at.</summary>
    public static List<Guid> Naming(Reading reading, Guid target) => reading.Query(
        "SELECT DISTINCT resource FROM refs WHERE kind LIKE 'record:%' AND target = @id ORDER BY resource", r => Guid.Parse(r.GetString(0)), ("@id", target.ToString()));

    /// <summary>All documents of a record that are served, each with its entry, the oldest first.</summary>
    public static List<(long Entry, Document Document)> Said(Reading reading, Guid id) => reading.Query(
        "SELECT entry_idx, bytes FROM documents WHERE resource = @id AND language = '' AND state = 0 ORDER BY entry_idx", r => (r.GetInt64(0), Document.Read((byte[])r[1])), ("@id", id.ToString()));

    /// <summary>The document of the newest act on a record: the notice of one that is no longer current.</summary>
    public static Document? Newest(Reading reading, Guid id) => reading.First(
        "SELECT bytes FROM documents WHERE resource = @id AND language = '' AND state = 0 ORDER BY entry_idx DESC", r => (byte[])r[0], ("@id", id.ToString())) is { } bytes ? Document.Read(bytes) : null;
}

using Acta.Record;
using Acta.Record.Register;

namespace Acta.Store;

/// <summary>Records of the register that were read lately, by their digests, which name fixed bytes: reading one takes ten times as long as looking it up.</summary>
public static class RecordCache
{
    private const int Most = 200_000;

    private static readonly BoundedMap<Digest, RegisterRecord> s_records = new(Most);

    /// <summary>Whether there is room for many more.</summary>
    public static bool HasRoom => s_records.Count < Most * 3 / 4;

    /// <summary>Forgets all of it, as what was deleted must be.</summary>
    public static void Clear() => s_records.Clear();

    /// <summary>The record of a digest; null where there are no bytes, or they are no record of the register.</summary>
    public static RegisterRecord? Get(Digest digest, Func<Digest, byte[]?> read)
    {
        if (s_records.Get(digest) is { } known) return known;
        if (read(digest) is not { } bytes || Document.Read(bytes) is not RegisterRecord record) return null;
        if (!s_records.HasRoom) s_records.Clear();
        s_records.Put(digest, record);
        return record;
    }
}

using Acta.Record;
using Acta.Store;

namespace Acta.Publication;

/// <summary>
/// Applies erasures again to a store from before them (an old backup), and remembers those of this store that a crash kept
/// from being remembered. The views go with them: they are made again without the text.
/// </summary>
public static class Erasures
{
    /// <summary>Applies what is remembered and not here, and remembers what is here and was not.</summary>
    public static void Apply(MainStore store, ReleasedHead released)
    {
        var remembered = released.Erased();
        List<(Digest Digest, long Entry)> here;
        List<(Digest Digest, long Entry, Guid Resource, string Language)> again = [];
        using (var reading = store.Read())
        {
            here = reading.Query("SELECT digest, erased_by FROM documents WHERE state = 2", r => (Digest.FromBytes((byte[])r[0]), r.GetInt64(1)));
            foreach (var (digest, entry) in remembered)
                if (reading.First("SELECT resource, language FROM documents WHERE digest = @digest AND state <> 2", r => ((Guid, string)?)(Guid.Parse(r.GetString(0)), r.GetString(1)), ("@digest", digest.ToBytes())) is var (resource, language))
                    again.Add((digest, entry, resource, language));
        }
        if (here.Where(e => !remembered.ContainsKey(e.Digest)).ToList() is { Count: > 0 } unknown) released.AddErased(unknown);
        if (again.Count == 0) return;

        // First, so that a crash in between leaves no view of a text that the store has forgotten.
        store.Folder.DeleteViews();
        using var w = store.BeginWrite();
        foreach (var (digest, entry, resource, language) in again)
        {
            w.Execute("UPDATE documents SET state = 2, bytes = NULL, erased_by = @by WHERE digest = @digest", ("@by", entry), ("@digest", digest.ToBytes()));
            Batch.EraseMedia(w, resource, language, entry, long.MaxValue);
            Batch.EraseDrafts(w, resource, language);
        }
        w.Execute("INSERT INTO meta (name, value) VALUES ('scrub', 'due') ON CONFLICT (name) DO NOTHING");
        w.Commit();
    }
}

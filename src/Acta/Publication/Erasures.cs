using System.Text;
using Acta.Record;
using Acta.Store;

namespace Acta.Publication;

/// <summary>
/// Applies erasures again to a store from before them (an old backup), and remembers those of this store that a crash kept
/// from being remembered. The views go with them: they are made again without the text. And what an erasure takes with it.
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
            EraseMedia(w, resource, language, entry, long.MaxValue);
            EraseDrafts(w, resource, language);
        }
        w.Execute("INSERT INTO meta (name, value) VALUES ('scrub', 'due') ON CONFLICT (name) DO NOTHING");
        w.Commit();
    }

    /// <summary>The files that go with a text: it uses them, and nothing else that is left does, be it public or in the making.</summary>
    /// <param name="reading">The store.</param>
    /// <param name="resource">Of the text.</param>
    /// <param name="language">Of the text.</param>
    /// <param name="size">Files that were erased by an entry from here on are taken again.</param>
    internal static IReadOnlyList<(Guid Id, string Name)> FilesOnlyOf(Reading reading, Guid resource, string? language, long size)
    {
        var key = new (string, object?)[] { ("@id", resource.ToString()), ("@language", language ?? ""), ("@size", size) };
        var files = reading.Query(
            "SELECT id, name FROM media WHERE (erased_by IS NULL OR erased_by >= @size) "
            + "AND id IN (SELECT target FROM refs WHERE resource = @id AND language = @language AND kind = 'media') "
            + "AND id NOT IN (SELECT r.target FROM refs r JOIN heads h ON h.resource = r.resource AND h.language = r.language WHERE r.kind = 'media' AND h.state <> 'erased' AND NOT (r.resource = @id AND r.language = @language)) ORDER BY name",
            r => (Id: Guid.Parse(r.GetString(0)), r.GetString(1)), key);
        if (files.Count == 0) return files;
        var left = files.ToList();
        foreach (var bytes in reading.Query(
            "SELECT edition FROM drafts WHERE state <> 'published' AND NOT (id = @id AND language = @language) UNION ALL SELECT record FROM record_drafts WHERE state <> 'published' AND id <> @id UNION ALL SELECT settings FROM site_plans WHERE state IN ('draft', 'scheduled', 'held')", r => (byte[])r[0], key[..2]))
            left.RemoveAll(f => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(f.Id.ToString())) >= 0);
        return left;
    }

    // The rows say now that they are gone, the bytes go after the commit.
    internal static void EraseMedia(Writing writing, Guid resource, string? language, long by, long size)
    {
        foreach (var (id, _) in FilesOnlyOf(writing, resource, language, size)) writing.Execute("UPDATE media SET erased_by = @by, tells = NULL WHERE id = @id", ("@by", by), ("@id", id.ToString()));
    }

    /// <summary>The condition of <c>mails</c> that still wait and lead to a text. They hold no word of it, but nobody is to be called to what is gone.</summary>
    internal const string MailsThatLeadThere = "state = 'waiting' AND (link = '/desk/articles/' || @id OR link LIKE '/desk/articles/' || @id || '/' || @language || '%')";

    /// <summary>What is in the making of a text goes with it: drafts, former drafts, comments, links to previews, mails that lead there.</summary>
    internal static void EraseDrafts(Writing writing, Guid resource, string? language)
    {
        writing.Execute("DELETE FROM waivers WHERE id = @id", ("@id", resource.ToString()));
        writing.Execute("DELETE FROM clearance_remarks WHERE language = @language AND sheet IN (SELECT sheet FROM clearances WHERE id = @id)", ("@id", resource.ToString()), ("@language", language ?? ""));
        writing.Execute("UPDATE clearance_answers SET comment = NULL WHERE language = @language AND party IN (SELECT p.party FROM clearance_parties p JOIN clearances c ON c.sheet = p.sheet WHERE c.id = @id)",
            ("@id", resource.ToString()), ("@language", language ?? ""));
        writing.Execute("DELETE FROM mails WHERE " + MailsThatLeadThere, ("@id", resource.ToString()), ("@language", language ?? ""));
        foreach (var table in new[] { "drafts", "draft_versions", "comments", "release_items", "preview_links", "presence", "erasure_requests" })
            writing.Execute($"DELETE FROM {table} WHERE id = @id AND language = @language", ("@id", resource.ToString()), ("@language", language ?? ""));
        if (language is not null) return;
        foreach (var table in new[] { "record_drafts", "record_draft_versions" }) writing.Execute($"DELETE FROM {table} WHERE id = @id", ("@id", resource.ToString()));
    }
}

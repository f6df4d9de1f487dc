using Acta.Following;
using Acta.Record;
using Acta.Record.Register;
using Acta.Record.Site;

namespace Acta.Views.News;

/// <summary>Keeps the documents an entry brings, and what entries do to documents: withheld, served again, erased.</summary>
internal static class Documents
{
    public static void Take(ViewWriter w, LogEntry entry)
    {
        foreach (var digest in entry.Entry.Documents)
        {
            var stored = w.Stored(digest);
            if (stored.Bytes is null) continue;
            w.Sql.Run("INSERT INTO documents (digest, from_index, bytes) VALUES (@digest, @index, @bytes) ON CONFLICT (digest) DO NOTHING",
                ("@digest", digest.ToBytes()), ("@index", entry.Index), ("@bytes", stored.Bytes));
            var paper = stored.Document as Paper;
            foreach (var file in MediaIn.Files(stored.Document))
            {
                w.Sql.Run(
                    """
                    INSERT INTO media (media, digest, name, type, size, sha256, width, height, kept_by, kept_until)
                    VALUES (@media, @digest, @name, @type, @size, @sha256, @width, @height, @by, @until) ON CONFLICT DO NOTHING
                    """,
                    ("@media", ArticleColumns.Blob(file.Id)), ("@digest", digest.ToBytes()), ("@name", file.Name), ("@type", file.Type),
                    ("@size", file.Size), ("@sha256", file.Digest.ToBytes()), ("@width", file.Width), ("@height", file.Height),
                    ("@by", paper is null ? null : ArticleColumns.Blob(paper.Id)), ("@until", paper?.RestrictedUntil?.LastDay.DayNumber));
                w.Touch(Tags.Media(file.Id));
            }
        }
        foreach (var digest in entry.Entry.Withheld) Withheld(w, digest, entry.Index);
        foreach (var digest in entry.Entry.Served) Withheld(w, digest, null);
        foreach (var digest in entry.Entry.Erased) Erase(w, digest, entry.Index);
        if (entry.Entry.Act == Act.Erase) KeepGoneAddresses(w, entry);
    }

    private static void Withheld(ViewWriter w, Digest digest, long? by)
    {
        w.Sql.Run("UPDATE documents SET withheld_by = @by WHERE digest = @digest", ("@by", by), ("@digest", digest.ToBytes()));
        Touch(w, digest);
    }

    private static void Erase(ViewWriter w, Digest digest, long by)
    {
        Touch(w, digest);
        w.Sql.Run("DELETE FROM media WHERE digest = @digest", ("@digest", digest.ToBytes()));
        w.Sql.Run("DELETE FROM documents WHERE digest = @digest", ("@digest", digest.ToBytes()));
        w.Sql.Run("INSERT INTO erased_documents (digest, by_index) VALUES (@digest, @by) ON CONFLICT DO NOTHING", ("@digest", digest.ToBytes()), ("@by", by));
    }

    private static void Touch(ViewWriter w, Digest digest)
    {
        w.Touch(Tags.Document(digest));
        if (w.CatchingUp) return;
        foreach (var media in w.Sql.Query("SELECT media FROM media WHERE digest = @digest", r => new Guid((byte[])r[0], bigEndian: true), ("@digest", digest.ToBytes())))
            w.Touch(Tags.Media(media));
    }

    private static void KeepGoneAddresses(ViewWriter w, LogEntry entry)
    {
        foreach (var digest in entry.Entry.Documents)
        {
            if (w.Document(digest) is not Erasure erasure) continue;
            foreach (var address in erasure.Addresses)
            {
                w.Sql.Run("INSERT INTO gone (path, digest, by_index) VALUES (@path, @digest, @by) ON CONFLICT DO NOTHING",
                    ("@path", address), ("@digest", digest.ToBytes()), ("@by", entry.Index));
                w.Touch(Tags.Path(address));
            }
            foreach (var hash in erasure.AddressHashes)
                w.Sql.Run("INSERT INTO gone_hashes (hash, digest, by_index) VALUES (@hash, @digest, @by) ON CONFLICT DO NOTHING",
                    ("@hash", Convert.FromHexString(hash)), ("@digest", digest.ToBytes()), ("@by", entry.Index));
            if (erasure.AddressHashes.Count > 0) w.Touch(Tags.GoneHashes);
        }
    }

    /// <summary>What an erasure keeps of an address that must itself go.</summary>
    public static byte[] HashOf(string salt, string address) => Convert.FromHexString(Erasure.HashOf(salt, address));
}

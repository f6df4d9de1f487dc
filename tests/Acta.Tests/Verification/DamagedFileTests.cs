using Acta.Record;
using Acta.Store;
using Acta.Tests.Publication;
using Acta.Tests.World;
using Acta.Verification;
using Microsoft.Data.Sqlite;

namespace Acta.Tests.Verification;

/// <summary>What a bad disk does: bytes flipped anywhere in the file, and a write-ahead log that ends in the middle.</summary>
public sealed class DamagedFileTests
{
    private const string Rows = """
        SELECT hex(one)||size||hex(root)||checkpoint||time FROM head UNION ALL SELECT idx||hex(leaf) FROM entries UNION ALL SELECT level||' '||idx||hex(bytes) FROM tiles
        UNION ALL SELECT hex(digest)||entry_idx||resource||language||state||coalesce(erased_by, '-')||coalesce(hex(bytes), '-') FROM documents
        UNION ALL SELECT resource||language||kind||state||revision||entry_idx||first_idx||coalesce(hex(digest), '-')||coalesce(address, '-') FROM heads
        UNION ALL SELECT language||path||resource||current FROM addresses UNION ALL SELECT resource||language||kind||target FROM refs
        UNION ALL SELECT id||name||type||size||hex(sha256)||coalesce(width, '-')||coalesce(height, '-')||coalesce(erased_by, '-') FROM media
        """;

    [Fact]
    public void A_byte_flipped_anywhere_in_the_file_is_found_or_changed_nothing_of_the_record()
    {
        using var site = VerifyTests.BusySite(null);
        site.Restart(() =>
        {
            var whole = File.ReadAllBytes(site.Folder.MainFile);
            var rows = Dump(site.Folder.MainFile);
            var random = new Random(20260102);
            var found = 0;
            for (var i = 0; i < (TestLength.IsLong ? 4000 : 90); i++)
            {
                var bytes = whole.ToArray();
                // Most of a young file is empty space: two of three flips hit what is used.
                int at;
                do at = random.Next(bytes.Length); while (i % 3 != 0 && bytes[at] == 0);
                bytes[at] ^= (byte)(1 << random.Next(8));
                foreach (var file in Directory.GetFiles(site.Folder.Path, "acta.db*")) File.Delete(file);
                File.WriteAllBytes(site.Folder.MainFile, bytes);
                if (IsFound(site)) found++;
                else Assert.True(rows == Dump(site.Folder.MainFile), $"the flip at {at} changed the record and was not found");
            }
            Assert.True(found > 12, $"only {found} flips were found");
            foreach (var file in Directory.GetFiles(site.Folder.Path, "acta.db*")) File.Delete(file);
            File.WriteAllBytes(site.Folder.MainFile, whole);
        });
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void A_torn_write_ahead_log_gives_back_a_whole_earlier_state_and_the_memory_tells_that_it_is_one()
    {
        using var site = new EmptySite();
        site.Restart();
        for (var i = 0; i < 6; i++) site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), $"Headline {i}", new string('x', 5000)));
        // As a power loss leaves them: the file and its log, copied while the store is open.
        var (main, wal) = (File.ReadAllBytes(site.Folder.MainFile), Shared(site.Folder.MainFile + "-wal"));
        Assert.True(wal.Length > 60_000);
        var random = new Random(20260103);
        var sizes = new HashSet<long>();
        site.Restart(() =>
        {
            for (var i = 0; i < 25; i++)
            {
                foreach (var file in Directory.GetFiles(site.Folder.Path, "acta.db*")) File.Delete(file);
                File.WriteAllBytes(site.Folder.MainFile, main);
                var torn = wal[..random.Next(wal.Length)];
                if (i % 2 == 1 && torn.Length > 0) torn[random.Next(torn.Length)] ^= 0x10;
                File.WriteAllBytes(site.Folder.MainFile + "-wal", torn);
                using (MainStore.Open(site.Folder)) { }
                using var store = MainStore.OpenToRead(site.Folder);
                var key = LogKey.Read(site.Folder).Verifier;
                var alone = StoreAudit.Run(store, site.Folder, key, null);
                Assert.Null(alone.Fault);
                sizes.Add(alone.Entries);
                var remembered = StoreAudit.Run(store, site.Folder, key, site.Released.Read());
                Assert.Equal(alone.Entries < 7, remembered.IsFork);
            }
            foreach (var file in Directory.GetFiles(site.Folder.Path, "acta.db*")) File.Delete(file);
            File.WriteAllBytes(site.Folder.MainFile, main);
            File.WriteAllBytes(site.Folder.MainFile + "-wal", wal);
        });
        Assert.True(sizes.Count > 2, string.Join(", ", sizes));
        Assert.Equal(7, site.Audit().Entries);
    }

    private static bool IsFound(EmptySite site)
    {
        try
        {
            using var store = MainStore.OpenToRead(site.Folder);
            return StoreAudit.Run(store, site.Folder, LogKey.Read(site.Folder).Verifier, site.Released.Read()).Fault is not null;
        }
        catch (UserError)
        {
            return true;
        }
    }

    private static string Dump(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Rows;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read()) lines.Add(reader.GetString(0));
        return string.Join("\n", lines.Order(StringComparer.Ordinal));
    }

    private static byte[] Shared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

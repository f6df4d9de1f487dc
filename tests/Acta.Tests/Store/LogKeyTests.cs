using Acta.Ledger;
using Acta.Store;
using Acta.Tests.Publication;

namespace Acta.Tests.Store;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LogKeyTests
{
    [Fact]
    public void The_key_file_is_its_owners_alone_and_refused_otherwise()
    {
        using var site = new EmptySite();
        var file = Path.Combine(site.Folder.KeysFolder, "log.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        foreach (var more in new[] { UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.OtherWrite })
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
            Assert.Contains($"chmod 600 {file}", Assert.Throws<UserError>(() => LogKey.Read(site.Folder)).Message);
        }
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(site.Folder.Origin, LogKey.Read(site.Folder).Name);
    }

    [Fact]
    public void A_missing_damaged_or_foreign_key_is_refused_and_never_shown()
    {
        using var site = new EmptySite();
        var file = Path.Combine(site.Folder.KeysFolder, "log.key");
        var key = File.ReadAllText(file);
        void Put(string text)
        {
            File.WriteAllText(file, text);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        Put(key[..^6] + "AAAAA\n");
        var damaged = Assert.Throws<UserError>(() => LogKey.Read(site.Folder)).Message;
        Assert.Contains("is not a private key of a log", damaged);
        Assert.DoesNotContain(key[30..50], damaged);
        Put(NoteSigner.Generate("other.example/log").ExportPrivateKey());
        Assert.Contains("holds the key of other.example/log, but this data folder is the log news.example.org/log", Assert.Throws<UserError>(() => LogKey.Read(site.Folder)).Message);

        // Another key of the same name signs nothing on top of this log either.
        Put(NoteSigner.Generate(site.Folder.Origin).ExportPrivateKey());
        Assert.Contains("was not signed by the key at hand", Assert.Throws<UserError>(() => site.Restart()).Message);
        File.Delete(file);
        Assert.Contains("is missing; put the key back from its backup, or give it in ACTA_LOG_KEY", Assert.Throws<UserError>(() => LogKey.Read(site.Folder)).Message);
    }

    [Fact]
    public void A_torn_memory_of_the_released_head_falls_back_to_the_one_before()
    {
        var folder = Directory.CreateTempSubdirectory("acta-memory-").FullName;
        try
        {
            var memory = new ReleasedHead("k", folder);
            Assert.Null(memory.Read());
            memory.Release(1, "one");
            memory.Release(2, "two");
            memory.Release(1, "older");
            Assert.Equal("two", new ReleasedHead("k", folder).Read());
            var file = Path.Combine(folder, "k", "released");
            var bytes = File.ReadAllBytes(file);
            for (var i = 4096; i < 8192; i++) bytes[i] = 0x55;
            File.WriteAllBytes(file, bytes);
            Assert.Equal("one", new ReleasedHead("k", folder).Read());

            var (first, second) = (Acta.Record.Digest.Of("1"u8), Acta.Record.Digest.Of("2"u8));
            memory.AddErased([(first, 7)]);
            File.AppendAllText(Path.Combine(folder, "k", "erased"), "0123");
            memory.AddErased([(second, 9)]);
            Assert.Equal([(first, 7), (second, 9)], new ReleasedHead("k", folder).Erased().Select(e => (e.Key, e.Value)).OrderBy(e => e.Value));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

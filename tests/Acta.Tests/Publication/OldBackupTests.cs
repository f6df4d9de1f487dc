using Acta.Media;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Store;
using Acta.Tests.World;

namespace Acta.Tests.Publication;

public sealed class OldBackupOnSqliteTests() : OldBackupTests(StoreKind.Sqlite);

public sealed class OldBackupOnPostgresTests() : OldBackupTests(StoreKind.Postgres);

public abstract class OldBackupTests(StoreKind kind)
{
    [Fact]
    public void A_restored_old_backup_signs_nothing_says_why_and_forgets_again_what_was_erased()
    {
        using var site = new EmptySite(kind.NewConnection());
        var secret = Guid.NewGuid();
        var entry = site.Publish(EmptySite.Article(Act.Publish, secret, "A person", "Of whom nothing may remain."))[0];
        var restore = site.Backup();
        site.Publish(EmptySite.Notice(Act.Erase, secret));
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Lost", "After the backup."));

        restore();
        Assert.Contains("holds 2 entries, but 4 were already released and signed", site.Publisher.Hold);
        Assert.Contains($"acta origin --data {site.Folder.Path} --origin HOST/NEW-NAME", site.Publisher.Hold);
        Assert.Equal("held", site.Refused(EmptySite.Article(Act.Publish, Guid.NewGuid(), "New", "Text.")).Code);
        using (var r = site.Store.Read())
        {
            Assert.Equal((DocumentState.Erased, null), (r.Document(entry.Document!.Value).State, r.Document(entry.Document.Value).Bytes));
            Assert.Equal(2, r.Head()!.Size);
        }
        var audit = site.Audit();
        Assert.True(audit.IsFork);
        Assert.Contains("expected at least 4 entries", audit.Fault!.ToString());
    }

    [Fact]
    public void Where_the_end_of_a_log_is_lost_it_is_continued_openly_under_a_new_name()
    {
        using var site = new EmptySite(kind.NewConnection());
        var (secret, kept) = (Guid.NewGuid(), Guid.NewGuid());
        var library = new MediaLibrary(site.Store, site.Folder, TimeProvider.System);
        var file = library.Add(new MemoryStream("A file.\n"u8.ToArray()), "person.txt");
        var person = EmptySite.Article(Act.Publish, secret, "A person", "Of whom nothing may remain.");
        site.Publish(person with { Document = (Edition)person.Document! with { Body = [new Attachment("File", new MediaSource(file, null)) { Id = "f1" }] } });
        var entry = site.Publish(EmptySite.Article(Act.Publish, kept, "Kept", "In the backup."))[0];
        byte[] leaf;
        using (var r = site.Store.Read()) leaf = r.Leaf(entry.Index)!;
        var restore = site.Backup();
        site.Publish(EmptySite.Notice(Act.Erase, secret));
        var lost = site.Released.Read();
        restore();

        var former = LogKey.Read(site.Folder).Verifier;
        var (renamed, key) = Succession.BeginOrigin(site.Folder, site.Store, "news.example.org/log2", lost, TimeProvider.System, "test", site.State);
        Assert.Equal(("news.example.org/log2", "news.example.org/log2"), (renamed.Origin, key.Name));
        Assert.True(File.Exists(Path.Combine(site.Folder.KeysFolder, $"log.key.until-{former.KeyId:x8}")));
        site.Reopen();
        new MediaLibrary(site.Store, site.Folder, TimeProvider.System).RemoveErased();
        Assert.Empty(Directory.GetFiles(site.Folder.MediaFolder, "*", SearchOption.AllDirectories));
        Assert.Null(site.Publisher.Hold);
        using (var r = site.Store.Read())
        {
            Assert.Equal(leaf, r.Leaf(entry.Index));
            var begun = Entry.Read(r.Leaf(3)!);
            Assert.Equal(Act.Origin, begun.Act);
            var statement = Assert.IsType<LogStatement>(Document.Read(r.Document(begun.Documents[0]).Bytes!));
            Assert.Equal(("news.example.org/log2", "news.example.org/log", lost), (statement.Origin, statement.FormerOrigin, statement.LostHead));
            var erased = Entry.Read(r.Leaf(4)!);
            Assert.Equal((Act.Erase, secret), (erased.Act, erased.Resource));
        }
        Assert.Null(site.Audit().Fault);
        site.Publish(EmptySite.Article(Act.Revise, kept, "Kept", "And gone on with."));
        Assert.Equal("erased", site.Refused(EmptySite.Article(Act.Revise, secret, "A person", "Back again.")).Code);
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void A_history_that_was_forked_is_told_from_one_that_is_behind()
    {
        using var site = new EmptySite(kind.NewConnection());
        var restore = site.Backup();
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "The released one", "Text."));
        restore();
        // Somebody takes the memory away, publishes, and puts it back: another history under the same key.
        Directory.Move(site.State, site.State + ".away");
        site.Restart();
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Another", "Text."));
        site.Restart(() =>
        {
            Directory.Delete(site.State, recursive: true);
            Directory.Move(site.State + ".away", site.State);
        });
        Assert.Contains("the history was forked", site.Publisher.Hold);
        Assert.Equal("held", site.Refused(EmptySite.Article(Act.Publish, Guid.NewGuid(), "New", "Text.")).Code);
        Assert.True(site.Audit().IsFork);
    }

    [Fact]
    public void The_key_can_be_changed_and_the_log_verifies_across_the_change()
    {
        using var site = new EmptySite(kind.NewConnection());
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Before", "Text."));
        var former = LogKey.Read(site.Folder);
        var late = new Publisher(site.Store, former, site.Released, TimeProvider.System);
        var next = Succession.ChangeKey(site.Folder, site.Store, site.Released, TimeProvider.System, "test");
        Assert.NotEqual(former.Verifier.ToString(), next.ToString());

        // The checkpoint that names the new key is signed by both; who still holds the old one alone is told to start again.
        string both;
        using (var r = site.Store.Read()) both = r.Head()!.Checkpoint;
        foreach (var key in new[] { former.Verifier, next })
            Assert.True(Acta.Ledger.SignedCheckpoint.TryOpen(System.Text.Encoding.UTF8.GetBytes(both), key.Name, [key], out _, out _));
        var refused = Assert.IsType<PublishOutcome.Refused>(late.Publish([EmptySite.Article(Act.Publish, Guid.NewGuid(), "Late", "Text.")], "test"));
        Assert.Contains("start it again", refused.Refusals[0].Sentence);

        site.Restart();
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "After", "Text."));
        using (var r = site.Store.Read())
            Assert.False(Acta.Ledger.SignedCheckpoint.TryOpen(System.Text.Encoding.UTF8.GetBytes(r.Head()!.Checkpoint), former.Name, [former.Verifier], out _, out _));
        Assert.Null(site.Audit().Fault);

        // Nobody can name a key that does not sign.
        var stranger = Acta.Ledger.NoteSigner.Generate(site.Folder.Origin).Verifier.ToString();
        Assert.Equal("key", site.Refused(new Proposal { Act = Act.Key, Resource = Guid.NewGuid(), Kind = "log", Document = new LogStatement { Origin = site.Folder.Origin, Key = stranger } }).Code);
        site.Publish(new Proposal { Act = Act.Policy, Resource = Guid.NewGuid(), Kind = "log", Document = new LogStatement { Origin = site.Folder.Origin, Policy = "none" } });
        Assert.Null(site.Audit().Fault);
    }
}

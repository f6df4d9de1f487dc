using Acta.Store;
using Acta.Tests.Publication;
using Acta.Tests.World;

namespace Acta.Tests.Store;

public sealed class StoreOnSqliteTests() : StoreTests(StoreKind.Sqlite)
{
    [Theory]
    [InlineData("PRAGMA synchronous = NORMAL", "synchronous=FULL")]
    [InlineData("PRAGMA secure_delete = OFF", "secure_delete")]
    [InlineData("PRAGMA journal_mode = DELETE", "write-ahead log")]
    public void A_setting_that_would_lose_a_commit_or_keep_an_erased_text_is_refused(string setting, string said)
    {
        using var site = new EmptySite();
        site.Restart(() =>
        {
            using var session = new Session(new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={site.Folder.MainFile};Pooling=false"));
            session.Connection.Open();
            foreach (var sql in new[] { "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON" }) session.Command(sql, []).ExecuteScalar();
            SqliteStore.ThrowUnlessSafe(session, site.Folder.MainFile);
            session.Command(setting, []).ExecuteScalar();
            Assert.Contains(said, Assert.Throws<UserError>(() => SqliteStore.ThrowUnlessSafe(session, site.Folder.MainFile)).Message);
        });
    }
}

public sealed class StoreOnPostgresTests() : StoreTests(StoreKind.Postgres)
{
    [Fact]
    public void A_publish_waits_for_the_disk_whatever_the_database_would_do_by_itself()
    {
        using var site = new EmptySite(StoreKind.Postgres.NewConnection());
        var database = new Npgsql.NpgsqlConnectionStringBuilder(site.Folder.StoreConnection).Database!;
        PostgresCluster.Execute("postgres", $"ALTER DATABASE {database} SET synchronous_commit = off");
        site.Restart();
        using (var r = site.Store.Read()) Assert.Equal("off", r.Scalar<string>("SHOW synchronous_commit"));
        using var w = site.Store.BeginWrite();
        Assert.Equal("on", w.Scalar<string>("SHOW synchronous_commit"));
    }

    [Fact]
    public void After_the_database_was_restarted_publishing_goes_on()
    {
        using var site = new EmptySite(StoreKind.Postgres.NewConnection());
        for (var i = 0; i < 3; i++) { using var r = site.Store.Read(); Count(r); }
        var database = new Npgsql.NpgsqlConnectionStringBuilder(site.Folder.StoreConnection).Database!;
        using (var held = site.Store.BeginWrite())
        {
            PostgresCluster.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
            Assert.True(Assert.Throws<UserError>(() => held.Execute("DELETE FROM meta")).IsUnreachable);
        }
        Thread.Sleep(1100);
        site.Publish(EmptySite.Article(Acta.Record.Act.Publish, Guid.NewGuid(), "News", "Text."));
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void A_database_that_is_away_is_said_to_be_unreachable()
    {
        var error = Assert.Throws<UserError>(() => new PostgresStore($"Host=127.0.0.1;Port={ChildProcess.FreePort()};Username=acta;Database=x", readOnly: false) { Folder = null! });
        Assert.True(error.IsUnreachable);
        Assert.Contains("can't be reached", error.Message);
    }
}

public abstract class StoreTests(StoreKind kind)
{
    [Fact]
    public void A_store_of_the_time_before_there_was_a_desk_is_brought_up_and_keeps_what_it_has()
    {
        using var site = new EmptySite(kind.NewConnection());
        using (var w = site.Store.BeginWrite())
        {
            foreach (var table in Schema.DeskTables.Except(["media", "audit", "outbox", "import_state"])) w.Execute($"DROP TABLE {table}");
            foreach (var column in new[] { "address", "subject", "detail" }) w.Execute($"ALTER TABLE audit DROP COLUMN {column}");
            foreach (var column in new[] { "focal_x", "focal_y", "tells" }) w.Execute($"ALTER TABLE media DROP COLUMN {column}");
            w.Execute("DELETE FROM migrations WHERE id > 1");
            w.Commit();
        }
        site.Restart();
        using var r = site.Store.Read();
        Assert.Equal("publish", r.Scalar<string>("SELECT act FROM audit WHERE address IS NULL"));
        Assert.Equal(0, r.Scalar<long>("SELECT COUNT(*) FROM users"));
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void What_is_written_is_seen_by_its_writer_at_once_and_by_readers_after_the_commit()
    {
        using var site = new EmptySite(kind.NewConnection());
        using var before = site.Store.Read();
        Assert.Equal(0, Count(before));
        using (var w = site.Store.BeginWrite())
        {
            w.Execute("INSERT INTO meta (name, value) VALUES ('x', 'y')");
            Assert.Equal(1, Count(w));
            using (var beside = site.Store.Read()) Assert.Equal(0, Count(beside));
            w.Commit();
        }
        // A snapshot stays what it was.
        Assert.Equal(0, Count(before));
        using var after = site.Store.Read();
        Assert.Equal(1, Count(after));
    }

    [Fact]
    public void What_is_not_committed_never_happened()
    {
        using var site = new EmptySite(kind.NewConnection());
        using (var w = site.Store.BeginWrite()) w.Execute("INSERT INTO meta (name, value) VALUES ('x', 'y')");
        using var r = site.Store.Read();
        Assert.Equal(0, Count(r));
    }

    [Fact]
    public async Task Two_writers_take_turns_in_one_process_and_in_two()
    {
        using var site = new EmptySite(kind.NewConnection());
        using var other = MainStore.Open(site.Folder);
        foreach (var store in new[] { site.Store, other })
        {
            var first = site.Store.BeginWrite();
            var second = Task.Run(() =>
            {
                using var w = store.BeginWrite();
                w.Execute("UPDATE meta SET value = value || 'b' WHERE name = 'x'");
                w.Commit();
            });
            first.Execute("DELETE FROM meta");
            first.Execute("INSERT INTO meta (name, value) VALUES ('x', 'a')");
            first.Commit();
            first.Dispose();
            await second;
            using var r = site.Store.Read();
            Assert.Equal("ab", r.Scalar<string>("SELECT value FROM meta WHERE name = 'x'"));
        }
    }

    [Fact]
    public async Task A_commit_of_another_process_wakes_who_waits_for_it()
    {
        using var site = new EmptySite(kind.NewConnection());
        using var other = MainStore.Open(site.Folder);
        var waiting = Task.Run(() => other.WaitForChange(1, TimeSpan.FromMinutes(1), CancellationToken.None));
        site.Publish(EmptySite.Article(Acta.Record.Act.Publish, Guid.NewGuid(), "News", "Text."));
        Assert.True(await waiting);
        Assert.False(other.WaitForChange(2, TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public void Two_numbers_of_an_index_can_never_be_the_same_entry()
    {
        using var site = new EmptySite(kind.NewConnection());
        using var w = site.Store.BeginWrite();
        Assert.ThrowsAny<System.Data.Common.DbException>(() => w.Execute("INSERT INTO entries (idx, leaf) SELECT idx, leaf FROM entries"));
    }

    [Fact]
    public void A_store_of_an_older_version_is_brought_up_and_keeps_what_it_has()
    {
        using var site = new EmptySite(kind.NewConnection());
        var article = site.Publish(EmptySite.Article(Acta.Record.Act.Publish, Guid.NewGuid(), "News", "Text."))[0];
        // The program of tomorrow has one step more: this store is then the older one.
        (string Name, string[] Sql)[] tomorrow = [.. Schema.Steps, ("something more", ["CREATE TABLE more (id {int} PRIMARY KEY, what {blob})", "ALTER TABLE heads ADD COLUMN more {int}", "INSERT INTO more (id) VALUES (7)"])];
        using (var w = site.Store.BeginWrite())
        {
            Migrations.Apply(w, tomorrow);
            Migrations.Apply(w, tomorrow);
            w.Commit();
        }
        using (var r = site.Store.Read())
        {
            Assert.Equal(7, r.Scalar<long>("SELECT id FROM more"));
            Assert.Equal(DocumentState.Served, r.Document(article.Document!.Value).State);
            Assert.Equal([.. tomorrow.Select((s, i) => $"{i + 1} {s.Name}")], r.Query("SELECT id, name FROM migrations ORDER BY id", m => $"{m.GetInt64(0)} {m.GetString(1)}"));
        }
        // And this program is the older one of that store: it says so and touches nothing.
        var refused = Assert.Throws<UserError>(() => MainStore.Open(site.Folder));
        Assert.Contains($"made by a newer Acta (it is at step {tomorrow.Length}, this program knows {Schema.Steps.Length})", refused.Message);
        Assert.Contains("newer Acta", Assert.Throws<UserError>(() => MainStore.OpenToRead(site.Folder)).Message);
    }

    [Fact]
    public void A_store_that_was_not_brought_up_is_not_read_as_if_it_were()
    {
        using var site = new EmptySite(kind.NewConnection());
        using (var w = site.Store.BeginWrite())
        {
            w.Execute("DELETE FROM migrations");
            w.Commit();
        }
        Assert.Contains("older Acta", Assert.Throws<UserError>(() => MainStore.OpenToRead(site.Folder)).Message);
    }

    private protected static long Count(Reading r) => r.Scalar<long>("SELECT COUNT(*) FROM meta WHERE name = 'x'");
}

using Acta.Media;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Store;
using Acta.Tests.Publication;
using Acta.Tests.World;
using Acta.Verification;

namespace Acta.Tests.Verification;

public sealed class VerifyOnSqliteTests() : VerifyTests(StoreKind.Sqlite);

public sealed class VerifyOnPostgresTests() : VerifyTests(StoreKind.Postgres);

public abstract class VerifyTests(StoreKind kind)
{
    /// <summary>A site with something of everything: all acts, a file, a translation, a moved address.</summary>
    internal static EmptySite BusySite(string? connection)
    {
        var site = new EmptySite(connection);
        var (moved, gone, hidden) = (Guid.Parse("a0000000-0000-4000-8000-00000000000a"), Guid.NewGuid(), Guid.NewGuid());
        var picture = new MediaLibrary(site.Store, site.Folder, TimeProvider.System).Add(new MemoryStream("A file.\n"u8.ToArray()), "notes.txt");
        var original = site.Publish(With(EmptySite.Article(Act.Publish, moved, "Ministers met", "They met on Monday."), e => e with
        {
            Body = [.. e.Body, new Attachment("Notes", new MediaSource(picture, null)) { Id = "f1" }],
        }))[0];
        site.Publish(With(EmptySite.Article(Act.Publish, moved, "Министры встретились", "В понедельник.", "ru"), e => e with
        {
            EditionKind = EditionKind.OfficialTranslation,
            TranslationOf = new TranslatedFrom("en", original.Document),
        }));
        site.Publish(With(EmptySite.Article(Act.Revise, moved, "Ministers met in Vienna", "They met on Monday."), e => e with { Slug = "ministers-met-in-vienna" }));
        site.Publish(EmptySite.Article(Act.Publish, gone, "A name", "Of a person."));
        site.Publish(EmptySite.Article(Act.Correct, gone, "A name", "Of somebody.", note: new CorrectionNote("Another person.", false)));
        site.Publish(EmptySite.Notice(Act.Erase, gone));
        site.Publish(EmptySite.Article(Act.Publish, hidden, "Not for long", "Text."));
        site.Publish(EmptySite.Notice(Act.Withdraw, hidden));
        site.Publish(EmptySite.Notice(Act.Retire, moved, "ru"));
        return site;
    }

    private static Proposal With(Proposal proposal, Func<Edition, Edition> change) => proposal with { Document = change((Edition)proposal.Document!) };

    [Fact]
    public void A_site_with_every_act_on_it_is_found_right_beside_its_writer()
    {
        using var site = BusySite(kind.NewConnection());
        var audit = site.Audit();
        Assert.Null(audit.Fault);
        Assert.Equal((10, 8, 2, 1, 1), (audit.Entries, audit.Documents, audit.Erased, audit.Tiles, audit.Files));
        // While somebody writes, and hasn't committed, it reads what was committed.
        using var w = site.Store.BeginWrite();
        w.Execute("DELETE FROM documents");
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void Whatever_was_altered_is_named_with_its_entry_what_was_expected_and_what_was_found()
    {
        using var site = BusySite(kind.NewConnection());
        var postgres = kind == StoreKind.Postgres;
        string Flip(string column) => postgres ? $"set_byte({column}, 40, get_byte({column}, 40) # 1)" : $"CAST(substr({column}, 1, 40) || x'20' || substr({column}, 42) AS BLOB)";
        var zeros = postgres ? "decode(repeat('00', 32), 'hex')" : "zeroblob(32)";
        (string Table, string Sql, string Place)[] damages =
        [
            ("documents", $"UPDATE documents SET bytes = {Flip("bytes")} WHERE entry_idx = 2", "entry 2, document "),
            ("documents", "UPDATE documents SET bytes = NULL WHERE entry_idx = 3", "entry 3, document "),
            ("documents", "UPDATE documents SET state = 1 WHERE entry_idx = 1", "entry 1, document "),
            ("documents", "UPDATE documents SET state = 0 WHERE entry_idx = 7", "entry 7, document "),
            ("documents", "UPDATE documents SET erased_by = 5 WHERE entry_idx = 4", "entry 4, document "),
            ("documents", "UPDATE documents SET language = 'ru' WHERE entry_idx = 1", "entry 1, document "),
            ("documents", "UPDATE documents SET entry_idx = 2 WHERE entry_idx = 3", "entry 3, document "),
            ("documents", "DELETE FROM documents WHERE entry_idx = 8", "entry 8: expected its document "),
            ("documents", $"INSERT INTO documents (digest, entry_idx, resource, language, state) VALUES ({zeros}, 3, 'x', 'en', 0)", "document 0000"),
            ("entries", $"UPDATE entries SET leaf = {Flip("leaf")} WHERE idx = 5", "entry 5: expected the leaf hash "),
            ("entries", "DELETE FROM entries WHERE idx = 6", "entry 6: expected an entry, found nothing"),
            ("entries", $"INSERT INTO entries (idx, leaf) VALUES (10, {zeros})", "entry 10: expected nothing beyond the 10 entries"),
            ("tiles", $"UPDATE tiles SET bytes = {Flip("bytes")}", "tile/0/000.p/10, hash 1: expected "),
            ("tiles", "DELETE FROM tiles", "tile/0/000.p/10: expected 320 bytes, found nothing"),
            ("tiles", $"INSERT INTO tiles (level, idx, bytes) VALUES (1, 0, {zeros})", "tile 1/0: expected nothing beyond"),
            ("head", "UPDATE head SET size = 9", "the head: expected 10 entries"),
            ("head", $"UPDATE head SET root = {zeros}", "the head: expected the root "),
            ("head", "UPDATE head SET checkpoint = replace(checkpoint, 'log', 'lag')", "the checkpoint: expected one signed by "),
            ("head", "UPDATE head SET time = time + 1", "the head: expected the time "),
            ("heads", "UPDATE heads SET state = 'live' WHERE state = 'withdrawn'", "entry 8, the head of article "),
            ("heads", "UPDATE heads SET revision = 7 WHERE kind = 'settings'", "entry 0, the head of settings "),
            ("heads", "UPDATE heads SET address = 'news/x' WHERE entry_idx = 3", "entry 3, the head of article "),
            ("heads", "UPDATE heads SET digest = NULL WHERE entry_idx = 3", "entry 3, the head of article "),
            ("heads", "DELETE FROM heads WHERE entry_idx = 9", "entry 9: expected a head of article "),
            ("heads", "INSERT INTO heads (resource, language, kind, state, revision, entry_idx, first_idx) VALUES ('a0000000-0000-4000-8000-00000000000a', 'fr', 'article', 'live', 1, 2, 2)", "the head of a0000000"),
            ("addresses", "UPDATE addresses SET resource = 'a0000000-0000-4000-8000-00000000000b' WHERE current = 0", "entry 1, the address en/news/"),
            ("addresses", "UPDATE addresses SET current = 1 WHERE current = 0", "entry 1, the address en/news/"),
            ("addresses", "DELETE FROM addresses WHERE language = 'ru'", "entry 2: expected the address ru/news/"),
            ("addresses", "INSERT INTO addresses (language, path, resource, current) VALUES ('en', 'news/stray', 'a0000000-0000-4000-8000-00000000000a', 0)", "the address en/news/stray"),
            ("refs", "DELETE FROM refs WHERE kind = 'translation'", "entry 2: expected the reference to translation "),
            ("refs", "UPDATE refs SET target = 'x' WHERE kind = 'media'", "the reference of a0000000-0000-4000-8000-00000000000a (en) to media x"),
            ("media", $"UPDATE media SET sha256 = {zeros}", "entry 1, file "),
            ("media", "UPDATE media SET size = 3", "entry 1, file "),
            ("media", "UPDATE media SET name = 'other.txt'", "entry 1, file "),
            ("media", "UPDATE media SET erased_by = 6", "entry 1, file "),
            ("media", "DELETE FROM media", "entry 1, file "),
        ];
        var wrong = new List<string>();
        foreach (var (table, sql, place) in damages)
        {
            Damaged(site, table, sql, () =>
            {
                var found = site.Audit().Fault?.ToString() ?? "nothing";
                if (!found.StartsWith(place, StringComparison.Ordinal)) wrong.Add($"{sql}\n  gave: {found}");
            });
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void Any_one_value_changed_in_any_row_is_found()
    {
        using var site = BusySite(kind.NewConnection());
        var random = new Random(20260101);
        string[] tables = ["entries", "tiles", "head", "documents", "heads", "addresses", "refs", "media"];
        for (var i = 0; i < (TestLength.IsLong ? 2000 : 32); i++)
        {
            var table = tables[i % tables.Length];
            var (column, sql) = RandomChange(site, table, random);
            // Not part of the record: when a file came in.
            if (column == "added") continue;
            Damaged(site, table, sql, () => Assert.True(site.Audit().Fault is not null, $"not found: {sql}"));
        }
    }

    [Fact]
    public void An_altered_and_a_missing_file_are_named()
    {
        using var site = BusySite(kind.NewConnection());
        var file = Directory.GetFiles(site.Folder.MediaFolder, "*", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[2] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains($"{file}: expected the digest ", site.Audit().Fault!.ToString());
        File.Delete(file);
        Assert.EndsWith($"{file}: expected 8 bytes, found nothing.", site.Audit().Fault!.ToString());
    }

    [Fact]
    public void An_old_backup_and_a_forked_history_are_told_from_damage()
    {
        using var site = BusySite(kind.NewConnection());
        string old;
        using (var r = site.Store.Read()) old = r.Head()!.Checkpoint;
        using var other = BusySite(kind.NewConnection());
        var key = LogKey.Read(site.Folder);
        using var store = MainStore.OpenToRead(site.Folder);
        AuditResult Against(long size, string root) => StoreAudit.Run(store, site.Folder, key.Verifier,
            Acta.Ledger.Note.Sign(new Acta.Ledger.Checkpoint(key.Name, size, new Acta.Ledger.Hash(Convert.FromHexString(root))).Text, [key]).ToString());
        Assert.Null(StoreAudit.Run(store, site.Folder, key.Verifier, old).Fault);
        var behind = Against(11, new string('1', 64));
        Assert.True(behind.IsFork);
        Assert.Contains("the log: expected at least 11 entries, which were already released and signed, found 10", behind.Fault!.ToString());
        var forked = Against(4, new string('1', 64));
        Assert.True(forked.IsFork);
        Assert.Contains("the history was forked", forked.Fault!.ToString());
    }

    /// <summary>Does something to a table, looks, and puts the table back as it was.</summary>
    private static void Damaged(EmptySite site, string table, string sql, Action look)
    {
        void Do(params string[] statements)
        {
            using var w = site.Store.BeginWrite();
            foreach (var statement in statements) w.Execute(statement);
            w.Commit();
        }
        Do($"CREATE TABLE saved AS SELECT * FROM {table}", sql);
        try
        {
            look();
        }
        finally
        {
            Do($"DELETE FROM {table}", $"INSERT INTO {table} SELECT * FROM saved", "DROP TABLE saved");
        }
    }

    /// <summary>A statement that changes one value of one row of a table.</summary>
    private (string Column, string Sql) RandomChange(EmptySite site, string table, Random random)
    {
        using var r = site.Store.Read();
        var order = table switch { "entries" => "idx", "tiles" => "level, idx", "head" => "one", "documents" => "digest", "heads" => "resource, language", "addresses" => "language, path", "refs" => "resource, language, kind, target", _ => "id" };
        var rows = r.Query($"SELECT * FROM {table} ORDER BY {order}", row => Enumerable.Range(0, row.FieldCount).Select(i => (Name: row.GetName(i), Value: row.IsDBNull(i) ? null : row.GetValue(i))).ToArray());
        var chosen = rows[random.Next(rows.Count)];
        var columns = chosen.Where(c => c.Value is not null && c.Name is not ("one" or "added")).ToArray();
        var (name, value) = columns[random.Next(columns.Length)];
        var where = string.Join(" AND ", order.Split(", ").Select(k => $"{k} = {Literal(chosen.First(c => c.Name == k).Value!)}"));
        return (name, $"UPDATE {table} SET {name} = {Literal(Changed(value!, random))} WHERE {where}");
    }

    private static object Changed(object value, Random random)
    {
        switch (value)
        {
            case byte[] bytes:
                bytes = [.. bytes];
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case string text:
                var at = random.Next(Math.Max(1, text.Length));
                return text.Length == 0 ? "x" : text[..at] + (text[at] == 'q' ? 'r' : 'q') + text[(at + 1)..];
            default:
                return Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) + 1000;
        }
    }

    private string Literal(object value) => value switch
    {
        byte[] bytes when kind == StoreKind.Postgres => $"'\\x{Convert.ToHexStringLower(bytes)}'::bytea",
        byte[] bytes => $"x'{Convert.ToHexStringLower(bytes)}'",
        string text => $"'{text.Replace("'", "''")}'",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}

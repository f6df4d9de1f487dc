using System.Data.Common;
using Acta.Access;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Clearance;

/// <summary>
/// Clearance by people without accounts. What they are asked about is a digest; whether their word still holds is found by
/// comparing it with the text as it is, so no change can be overlooked.
/// </summary>
/// <param name="store">The main store.</param>
/// <param name="time">The clock.</param>
/// <param name="sendsMail">Whether parties with an address are written to when they are asked.</param>
public sealed class Clearances(MainStore store, TimeProvider time, bool sendsMail = false)
{
    private const string Columns = "sheet, id, in_order, silence, deadline, creator, created, closed";

    /// <summary>The sheets of an article, the newest first.</summary>
    public static IReadOnlyList<Sheet> Of(Reading r, Guid article) =>
        [.. r.Query($"SELECT {Columns} FROM clearances WHERE id = @id ORDER BY created DESC", Head, ("@id", article.ToString())).Select(h => Whole(r, h))];

    /// <summary>The sheet and the party that a link names; null where it names none, or the sheet is closed.</summary>
    public (Sheet Sheet, Party Party)? Find(string token)
    {
        using var r = store.Read();
        var found = r.First("SELECT p.sheet, p.party FROM clearance_parties p JOIN clearances c ON c.sheet = p.sheet WHERE p.token = @token AND c.closed IS NULL AND p.asked IS NOT NULL",
            row => ((string, Guid)?)(row.GetString(0), Guid.Parse(row.GetString(1))), ("@token", LinkToken.DigestOf(token)));
        if (found is not var (sheet, party)) return null;
        var whole = Whole(r, r.First($"SELECT {Columns} FROM clearances WHERE sheet = @sheet", Head, ("@sheet", sheet))!);
        return (whole, whole.Parties.First(p => p.Id == party));
    }

    /// <summary>The text of a sheet as a party reads it: exactly the one asked about, also where it was changed since.</summary>
    public Edition? Text(Sheet sheet, AskedText text)
    {
        using var r = store.Read();
        return r.First("SELECT edition FROM draft_versions WHERE id = @id AND language = @language AND digest = @digest UNION ALL SELECT edition FROM drafts WHERE id = @id AND language = @language AND digest = @digest",
            row => (Edition)Document.Read((byte[])row[0]), ("@id", sheet.Article.ToString()), ("@language", text.Language), ("@digest", text.Asked.ToBytes()));
    }

    /// <summary>Asks for clearance.</summary>
    /// <returns>The links' tokens, shown once, by party.</returns>
    public IReadOnlyList<(string Name, string Token)> Make(
        Guid article, IReadOnlyList<(string Language, Digest Digest)> texts, IReadOnlyList<(string Name, string Email)> parties, bool inOrder, bool silence, DateTimeOffset deadline, Staff by, string? address)
    {
        var (sheet, now) = (Guid.NewGuid(), Ms(time.GetUtcNow()));
        List<(string, string)> links = [];
        using var w = store.BeginDeskWrite();
        w.Execute("INSERT INTO clearances (sheet, id, in_order, silence, deadline, creator, created) VALUES (@sheet, @id, @order, @silence, @deadline, @by, @now)",
            ("@sheet", sheet.ToString()), ("@id", article.ToString()), ("@order", inOrder ? 1L : 0L), ("@silence", silence ? 1L : 0L), ("@deadline", Ms(deadline)), ("@by", by.Id.ToString()), ("@now", now));
        foreach (var (language, digest) in texts)
        {
            w.Execute("INSERT INTO clearance_texts (sheet, language, digest) VALUES (@sheet, @language, @digest)", ("@sheet", sheet.ToString()), ("@language", language), ("@digest", digest.ToBytes()));
            AuditTrail.Add(w, time, by.Actor, "clearance-ask", address, article, language, digest.ToBytes(), sheet.ToString());
        }
        for (var i = 0; i < parties.Count; i++)
        {
            var token = LinkToken.New(24);
            links.Add((parties[i].Name, token));
            if (sendsMail && parties[i].Email.Length > 0 && !(inOrder && i > 0)) Mail(w, parties[i].Name, parties[i].Email, token, LanguageOf(w, by.Id));
            w.Execute("INSERT INTO clearance_parties (party, sheet, place, name, email, token, asked) VALUES (@party, @sheet, @place, @name, @email, @token, @asked)",
                ("@party", Guid.NewGuid().ToString()), ("@sheet", sheet.ToString()), ("@place", (long)i), ("@name", parties[i].Name), ("@email", parties[i].Email), ("@token", LinkToken.DigestOf(token)),
                ("@asked", inOrder && i > 0 ? null : now));
        }
        w.Commit();
        return links;
    }

    /// <summary>Takes a party's word on texts exactly as they were shown; what was changed meanwhile, or answered, is refused.</summary>
    /// <returns>Whether all of it was taken.</returns>
    public bool Say(string token, IReadOnlyList<(string Language, Digest Digest, bool Approves)> words, string? comment, string? address)
    {
        using var w = store.BeginDeskWrite();
        var row = w.First("SELECT p.party, p.sheet FROM clearance_parties p JOIN clearances c ON c.sheet = p.sheet WHERE p.token = @token AND c.closed IS NULL AND p.asked IS NOT NULL" + (w.IsPostgres ? " FOR UPDATE OF c" : ""),
            r => ((Guid, string)?)(Guid.Parse(r.GetString(0)), r.GetString(1)), ("@token", LinkToken.DigestOf(token)));
        if (row is not var (partyId, sheetId)) return false;
        var sheet = Whole(w, w.First($"SELECT {Columns} FROM clearances WHERE sheet = @sheet", Head, ("@sheet", sheetId))!);
        var party = sheet.Parties.First(p => p.Id == partyId);
        var now = time.GetUtcNow();
        foreach (var (language, digest, approves) in words)
        {
            if (sheet.Texts.FirstOrDefault(t => t.Language == language) is not { IsChanged: false } text || text.Asked != digest) return false;
            if (sheet.WordOf(party, text, now) is not (Word.Waiting or Word.Late or Word.Objected)) return false;
            w.Execute("INSERT INTO clearance_answers (party, language, digest, answer, time, address, comment) VALUES (@party, @language, @digest, @answer, @now, @address, @comment) "
                + "ON CONFLICT (party, language, digest) DO UPDATE SET answer = excluded.answer, time = excluded.time, address = excluded.address, comment = excluded.comment",
                ("@party", party.Id.ToString()), ("@language", language), ("@digest", digest.ToBytes()), ("@answer", approves ? "approved" : "objected"), ("@now", Ms(now)), ("@address", address), ("@comment", comment));
            AuditTrail.Add(w, time, "party:" + party.Id, approves ? "clearance-approve" : "clearance-object", address, sheet.Article, language, digest.ToBytes(), sheet.Id.ToString());
        }
        AskNext(w, sheetId, now);
        w.Commit();
        return true;
    }

    /// <summary>Keeps a remark on a passage.</summary>
    public void Remark(Sheet sheet, Party party, string language, string? quote, string text)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("INSERT INTO clearance_remarks (remark, sheet, party, language, quote, text, time) VALUES (@remark, @sheet, @party, @language, @quote, @text, @now)",
            ("@remark", Guid.NewGuid().ToString()), ("@sheet", sheet.Id.ToString()), ("@party", party.Id.ToString()), ("@language", language), ("@quote", quote), ("@text", text), ("@now", Ms(time.GetUtcNow())));
        w.Commit();
    }

    /// <summary>Asks everybody anew, about the texts as they are now, until a new deadline. What was said of former texts stays on record.</summary>
    public void AskAgain(Guid sheet, DateTimeOffset deadline, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (w.First($"SELECT {Columns} FROM clearances WHERE sheet = @sheet AND closed IS NULL", Head, ("@sheet", sheet.ToString())) is not { } head) return;
        var whole = Whole(w, head);
        foreach (var text in whole.Texts)
        {
            if (text.Now is not { } digest) continue;
            w.Execute("UPDATE clearance_texts SET digest = @digest WHERE sheet = @sheet AND language = @language", ("@digest", digest.ToBytes()), ("@sheet", sheet.ToString()), ("@language", text.Language));
            AuditTrail.Add(w, time, by.Actor, "clearance-ask", address, whole.Article, text.Language, digest.ToBytes(), sheet.ToString());
        }
        w.Execute("UPDATE clearances SET deadline = @deadline, settled = NULL WHERE sheet = @sheet", ("@deadline", Ms(deadline)), ("@sheet", sheet.ToString()));
        if (whole.InOrder) w.Execute("UPDATE clearance_parties SET asked = NULL WHERE sheet = @sheet AND place > 0", ("@sheet", sheet.ToString()));
        foreach (var party in whole.Parties)
            if (!whole.InOrder || party.Place == 0) Write(w, whole, party);
        w.Commit();
    }

    /// <summary>A new link for a party; the former opens nothing any more.</summary>
    public string? NewLink(Guid party)
    {
        var token = LinkToken.New(24);
        using var w = store.BeginDeskWrite();
        if (w.Execute("UPDATE clearance_parties SET token = @token WHERE party = @party", ("@token", LinkToken.DigestOf(token)), ("@party", party.ToString())) == 0) return null;
        w.Commit();
        return token;
    }

    /// <summary>Closes a sheet: its links open nothing any more; what was said stays.</summary>
    public void Close(Guid sheet, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (w.Execute("UPDATE clearances SET closed = @now WHERE sheet = @sheet AND closed IS NULL", ("@now", Ms(time.GetUtcNow())), ("@sheet", sheet.ToString())) == 0) return;
        AuditTrail.Add(w, time, by.Actor, "clearance-close", address, detail: sheet.ToString());
        w.Commit();
    }

    /// <summary>Writes down, once, who consented by silence: asked, silent until the deadline, and the text unchanged.</summary>
    public void Tick()
    {
        List<Guid> due;
        using (var r = store.Read())
            due = r.Query("SELECT sheet FROM clearances WHERE silence = 1 AND closed IS NULL AND settled IS NULL AND deadline <= @now", row => Guid.Parse(row.GetString(0)), ("@now", Ms(time.GetUtcNow())));
        foreach (var id in due)
        {
            using var w = store.BeginDeskWrite();
            // Whoever comes second finds it settled.
            if (w.Execute("UPDATE clearances SET settled = @now WHERE sheet = @sheet AND settled IS NULL", ("@now", Ms(time.GetUtcNow())), ("@sheet", id.ToString())) == 0) continue;
            var sheet = Whole(w, w.First($"SELECT {Columns} FROM clearances WHERE sheet = @sheet", Head, ("@sheet", id.ToString()))!);
            foreach (var text in sheet.Texts)
                foreach (var party in sheet.Parties)
                {
                    if (sheet.WordOf(party, text, time.GetUtcNow()) != Word.Late) continue;
                    w.Execute("INSERT INTO clearance_answers (party, language, digest, answer, time) VALUES (@party, @language, @digest, 'silence', @now)",
                        ("@party", party.Id.ToString()), ("@language", text.Language), ("@digest", text.Asked.ToBytes()), ("@now", Ms(sheet.Deadline)));
                    AuditTrail.Add(w, time, "party:" + party.Id, "clearance-silence", null, sheet.Article, text.Language, text.Asked.ToBytes(), sheet.Id.ToString());
                }
            w.Commit();
        }
    }

    // In order: the next is asked when all before have agreed to everything.
    private void AskNext(Writing w, string sheetId, DateTimeOffset now)
    {
        var sheet = Whole(w, w.First($"SELECT {Columns} FROM clearances WHERE sheet = @sheet", Head, ("@sheet", sheetId))!);
        if (!sheet.InOrder) return;
        foreach (var party in sheet.Parties)
        {
            if (party.Asked is null)
            {
                w.Execute("UPDATE clearance_parties SET asked = @now WHERE party = @party", ("@now", Ms(now)), ("@party", party.Id.ToString()));
                Write(w, sheet, party);
                return;
            }
            if (sheet.Texts.Any(t => sheet.WordOf(party, t, now) is not (Word.Approved or Word.Silence))) return;
        }
    }

    // The link of a mail is a new one: of those that were made before only digests are known.
    private void Write(Writing w, Sheet sheet, Party party)
    {
        if (!sendsMail || party.Email.Length == 0) return;
        var token = LinkToken.New(24);
        w.Execute("UPDATE clearance_parties SET token = @token WHERE party = @party", ("@token", LinkToken.DigestOf(token)), ("@party", party.Id.ToString()));
        Mail(w, party.Name, party.Email, token, LanguageOf(w, sheet.Creator));
    }

    private void Mail(Writing w, string name, string email, string token, string language) => Mails.Send(w, time.GetUtcNow(), "clearance", name, email, language, "/clearance/" + token);

    // Nobody knows theirs: they are written to in that of whoever asks.
    private static string LanguageOf(Reading r, Guid user) => DeskWords.Choose(r.First("SELECT language FROM users WHERE id = @id", row => row.IsDBNull(0) ? null : row.GetString(0), ("@id", user.ToString())), default, default);

    private static Sheet Head(DbDataReader r) => new(
        Guid.Parse(r.GetString(0)), Guid.Parse(r.GetString(1)), r.GetInt64(2) == 1, r.GetInt64(3) == 1, Time(r.GetInt64(4)), Guid.Parse(r.GetString(5)), Time(r.GetInt64(6)), !r.IsDBNull(7), [], [], [], []);

    private static Sheet Whole(Reading r, Sheet head)
    {
        var key = new (string, object?)[] { ("@sheet", head.Id.ToString()) };
        // The newest version is the text as it stands, also once it is public and has got its address.
        var now = r.Query("SELECT v.language, v.digest FROM draft_versions v WHERE v.id = @id AND v.number = (SELECT MAX(n.number) FROM draft_versions n WHERE n.id = v.id AND n.language = v.language)",
            row => (row.GetString(0), Digest.FromBytes((byte[])row[1])), ("@id", head.Article.ToString())).ToDictionary(v => v.Item1, v => v.Item2);
        return head with
        {
            Texts = r.Query("SELECT language, digest FROM clearance_texts WHERE sheet = @sheet ORDER BY language",
                row => new AskedText(row.GetString(0), Digest.FromBytes((byte[])row[1]), now.TryGetValue(row.GetString(0), out var digest) ? digest : null), key),
            Parties = r.Query("SELECT party, place, name, email, asked FROM clearance_parties WHERE sheet = @sheet ORDER BY place",
                row => new Party(Guid.Parse(row.GetString(0)), (int)row.GetInt64(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : Time(row.GetInt64(4))), key),
            Answers = r.Query("SELECT a.party, a.language, a.digest, a.answer, a.time, a.comment FROM clearance_answers a JOIN clearance_parties p ON p.party = a.party WHERE p.sheet = @sheet ORDER BY a.time",
                row => new Answer(Guid.Parse(row.GetString(0)), row.GetString(1), Digest.FromBytes((byte[])row[2]), row.GetString(3), Time(row.GetInt64(4)), row.IsDBNull(5) ? null : row.GetString(5)), key),
            Remarks = r.Query("SELECT party, language, quote, text, time FROM clearance_remarks WHERE sheet = @sheet ORDER BY time",
                row => new Remark(Guid.Parse(row.GetString(0)), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), Time(row.GetInt64(4))), key),
        };
    }

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static long Ms(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();
}

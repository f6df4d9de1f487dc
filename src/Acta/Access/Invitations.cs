using System.Data.Common;
using Acta.Store;

namespace Acta.Access;

/// <summary>A link by which somebody makes an account of their own, once, within a week.</summary>
/// <param name="Id">Names it, opens nothing.</param>
/// <param name="Email">Whom it is for.</param>
/// <param name="Name">How they are called.</param>
/// <param name="Grant">What they will be.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">Until when it opens.</param>
public sealed record Invitation(string Id, string Email, string Name, Grant Grant, DateTimeOffset Created, DateTimeOffset Expires);

/// <summary>Invitations; of their links, the store has only digests.</summary>
public sealed class Invitations(MainStore store, TimeProvider time)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromDays(7);

    private const string Columns = "id, email, name, role, languages, sections, created, expires";

    /// <summary>Makes one and gives the token of its link, which is shown once. A former one for the same address is void.</summary>
    public string Make(string email, string name, Grant grant, Staff by, string? address)
    {
        var token = LinkToken.New(32);
        var now = time.GetUtcNow();
        using var w = store.BeginDeskWrite();
        w.Execute("DELETE FROM invitations WHERE email = @email AND used IS NULL", ("@email", email));
        w.Execute(
            "INSERT INTO invitations (digest, id, email, name, role, languages, sections, invited_by, created, expires) VALUES (@digest, @id, @email, @name, @role, @languages, @sections, @by, @now, @expires)",
            ("@digest", LinkToken.DigestOf(token)), ("@id", Guid.NewGuid().ToString("N")), ("@email", email), ("@name", name), ("@role", grant.Role.Word()), ("@languages", string.Join(' ', grant.Languages)),
            ("@sections", string.Join(' ', grant.Sections)), ("@by", by.Id.ToString()), ("@now", now.ToUnixTimeMilliseconds()), ("@expires", (now + Lasting).ToUnixTimeMilliseconds()));
        AuditTrail.Add(w, time, by.Actor, "invite", address, detail: grant.ToString());
        w.Commit();
        return token;
    }

    /// <summary>The invitation a link opens; null where there is none, or it was used, withdrawn or is over.</summary>
    public Invitation? Find(string token)
    {
        using var r = store.Read();
        return r.First($"SELECT {Columns} FROM invitations WHERE digest = @digest AND used IS NULL AND expires > @now", Read, ("@digest", LinkToken.DigestOf(token)), ("@now", Now));
    }

    /// <summary>Those still open, the newest first.</summary>
    public IReadOnlyList<Invitation> Open()
    {
        using var r = store.Read();
        return r.Query($"SELECT {Columns} FROM invitations WHERE used IS NULL AND expires > @now ORDER BY created DESC", Read, ("@now", Now));
    }

    /// <summary>Uses it up; false where somebody was quicker.</summary>
    public bool Use(string token)
    {
        using var w = store.BeginDeskWrite();
        var used = w.Execute("UPDATE invitations SET used = @now WHERE digest = @digest AND used IS NULL AND expires > @now", ("@digest", LinkToken.DigestOf(token)), ("@now", Now)) == 1;
        w.Commit();
        return used;
    }

    /// <summary>Makes it open again, where the account could not be made after all.</summary>
    public void GiveBack(string token)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("UPDATE invitations SET used = NULL WHERE digest = @digest", ("@digest", LinkToken.DigestOf(token)));
        w.Commit();
    }

    /// <summary>Withdraws one.</summary>
    public void Withdraw(string id, Staff by, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (w.Execute("DELETE FROM invitations WHERE id = @id AND used IS NULL", ("@id", id)) == 1) AuditTrail.Add(w, time, by.Actor, "invite-withdraw", address);
        w.Commit();
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();


    private static Invitation Read(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), new Grant(RoleWords.Parse(r.GetString(3)), StaffRows.List(r.GetString(4)), StaffRows.List(r.GetString(5))),
        DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(6)), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(7)));
}

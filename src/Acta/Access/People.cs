using Acta.Store;
using Microsoft.AspNetCore.Identity;

namespace Acta.Access;

/// <summary>Who works at the desk, and as what. Each change stands in the audit trail, in its own transaction.</summary>
public sealed class People(MainStore store, TimeProvider time)
{
    /// <summary>Everybody, by name.</summary>
    public IReadOnlyList<Staff> All()
    {
        using var r = store.Read();
        return StaffRows.All(r);
    }

    /// <summary>One account.</summary>
    public Staff? Find(Guid id)
    {
        using var r = store.Read();
        return StaffRows.Find(r, "WHERE u.id = @id", ("@id", id.ToString()));
    }

    /// <summary>One account by its address.</summary>
    public Staff? Find(string email)
    {
        using var r = store.Read();
        return StaffRows.Find(r, "WHERE u.email_key = @key", ("@key", new UpperInvariantLookupNormalizer().NormalizeEmail(email.Trim())));
    }

    /// <summary>Whether this is something mail can be sent to: one @ between a name and a host, no spaces.</summary>
    public static bool IsEmail(string email) =>
        email.Length <= 254 && email.IndexOf('@') is > 0 and var at && at == email.LastIndexOf('@') && at < email.Length - 1 && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "<>,;:\"()[]\\".Contains(c))
        && System.Net.Mail.MailAddress.TryCreate(email, out _);

    /// <summary>Gives a role, or changes the languages and sections of one.</summary>
    public void Give(Guid user, Grant grant, string actor, string? address)
    {
        using var w = store.BeginDeskWrite();
        StaffRows.SetGrant(w, user, grant);
        AuditTrail.Add(w, time, actor, "role-give", address, user, grant.ToString());
        w.Commit();
    }

    /// <summary>Takes a role away.</summary>
    /// <returns>False where it is the last administrator's.</returns>
    public bool Take(Guid user, Roles role, string actor, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (role == Roles.Administrator && IsLastAdministrator(w, user)) return false;
        if (w.Execute("DELETE FROM user_roles WHERE user_id = @user AND role = @role", ("@user", user.ToString()), ("@role", role.Word())) == 0) return true;
        AuditTrail.Add(w, time, actor, "role-take", address, user, role.Word());
        w.Commit();
        return true;
    }

    /// <summary>Lets an account sign in, or not any more; its sessions end at once.</summary>
    /// <returns>False where it is the last administrator's.</returns>
    public bool Disable(Guid user, bool disabled, string actor, string? address)
    {
        using var w = store.BeginDeskWrite();
        if (disabled && IsLastAdministrator(w, user)) return false;
        w.Execute("UPDATE users SET disabled = @disabled, version = version + 1 WHERE id = @user", ("@disabled", disabled ? 1L : 0L), ("@user", user.ToString()));
        if (disabled) w.Execute("DELETE FROM sessions WHERE user_id = @user", ("@user", user.ToString()));
        AuditTrail.Add(w, time, actor, disabled ? "account-disable" : "account-enable", address, user);
        w.Commit();
        return true;
    }

    // Without one, nobody could be let in any more but by the command line.
    private static bool IsLastAdministrator(Writing w, Guid user)
    {
        // On PostgreSQL two administrators taking each other's role at once wait for one another here.
        if (w.IsPostgres) w.Execute("LOCK TABLE user_roles IN SHARE ROW EXCLUSIVE MODE");
        var others = w.Scalar<long>("SELECT COUNT(*) FROM user_roles g JOIN users u ON u.id = g.user_id WHERE g.role = 'administrator' AND u.disabled = 0 AND u.id <> @user", ("@user", user.ToString()));
        return others == 0 && w.Scalar<long>("SELECT COUNT(*) FROM user_roles g JOIN users u ON u.id = g.user_id WHERE g.role = 'administrator' AND u.disabled = 0 AND u.id = @user", ("@user", user.ToString())) > 0;
    }
}

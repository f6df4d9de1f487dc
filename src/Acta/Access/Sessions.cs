using System.Data.Common;
using System.Security.Cryptography;
using Acta.Store;

namespace Acta.Access;

/// <summary>One browser that is signed in.</summary>
/// <param name="Handle">Names it, opens nothing.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Method">How it was signed in: <c>password</c>, <c>code</c>, <c>passkey</c>, <c>openid</c>.</param>
/// <param name="Created">When it was signed in.</param>
/// <param name="Seen">When it was last used, within five minutes.</param>
/// <param name="Proved">When whoever sits there last proved who it is.</param>
/// <param name="Address">From where.</param>
/// <param name="Agent">What the browser calls itself.</param>
public sealed record DeskSession(string Handle, Guid User, string Method, DateTimeOffset Created, DateTimeOffset Seen, DateTimeOffset Proved, string? Address, string? Agent);

/// <summary>Who asks: the session of a request with its account as it is now, so that a role taken away is gone at once.</summary>
public sealed record SignedIn(DeskSession Session, Staff Staff);

/// <summary>Sessions, kept here and not in the browser: one can see them, and end them.</summary>
public sealed class Sessions(MainStore store, TimeProvider time)
{
    /// <summary>A session unused for so long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>Every session is over after so long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How long a proof of who one is lasts for dangerous acts.</summary>
    public static readonly TimeSpan Proof = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    private const string Columns = "s.handle, s.user_id, s.method, s.created, s.seen, s.proved, s.address, s.agent";

    /// <summary>Begins a session and gives its token, which is nowhere kept.</summary>
    public string Begin(Staff staff, string method, string? address, string? agent)
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        var now = time.GetUtcNow();
        using var w = store.BeginDeskWrite();
        w.Execute("DELETE FROM sessions WHERE seen < @idle OR created < @oldest", ("@idle", (now - Idle).ToUnixTimeMilliseconds()), ("@oldest", (now - Longest).ToUnixTimeMilliseconds()));
        w.Execute(
            "INSERT INTO sessions (digest, handle, user_id, stamp, method, created, seen, proved, address, agent) VALUES (@digest, @handle, @user, @stamp, @method, @now, @now, @now, @address, @agent)",
            ("@digest", DigestOf(token)), ("@handle", Guid.NewGuid().ToString("N")), ("@user", staff.Id.ToString()), ("@stamp", staff.Stamp), ("@method", method), ("@now", now.ToUnixTimeMilliseconds()),
            ("@address", address), ("@agent", agent is { Length: > 200 } ? agent[..200] : agent));
        AuditTrail.Add(w, time, staff.Actor, "sign-in", address, staff.Id, method);
        w.Commit();
        return token;
    }

    /// <summary>The session a token opens, with its account; null where there is none, it is over, or the account is disabled.</summary>
    public SignedIn? Find(string token)
    {
        if (token.Length != 43) return null;
        var digest = DigestOf(token);
        var now = time.GetUtcNow();
        SignedIn found;
        using (var r = store.Read())
        {
            var session = r.First($"SELECT {Columns} FROM sessions s JOIN users u ON u.id = s.user_id AND u.stamp = s.stamp AND u.disabled = 0 WHERE s.digest = @digest", Read, ("@digest", digest));
            if (session is null || session.Seen + Idle < now || session.Created + Longest < now) return null;
            found = new SignedIn(session, StaffRows.Find(r, "WHERE u.id = @id", ("@id", session.User.ToString()))!);
        }
        if (found.Session.Seen + SeenEvery < now) Set("seen", found.Session.Handle);
        return found;
    }

    /// <summary>Open sessions of an account, the newest first.</summary>
    public IReadOnlyList<DeskSession> Of(Guid user)
    {
        var now = time.GetUtcNow();
        using var r = store.Read();
        return r.Query(
            $"SELECT {Columns} FROM sessions s JOIN users u ON u.id = s.user_id AND u.stamp = s.stamp WHERE s.user_id = @user AND s.seen >= @idle AND s.created >= @oldest ORDER BY s.seen DESC, s.created DESC",
            Read, ("@user", user.ToString()), ("@idle", (now - Idle).ToUnixTimeMilliseconds()), ("@oldest", (now - Longest).ToUnixTimeMilliseconds()));
    }

    /// <summary>Ends the session a token opens.</summary>
    public void EndByToken(string token)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("DELETE FROM sessions WHERE digest = @digest", ("@digest", DigestOf(token)));
        w.Commit();
    }

    /// <summary>Ends one session of an account; false where it has none of that handle.</summary>
    public bool End(Staff staff, string handle, string? address)
    {
        using var w = store.BeginDeskWrite();
        var ended = w.Execute("DELETE FROM sessions WHERE user_id = @user AND handle = @handle", ("@user", staff.Id.ToString()), ("@handle", handle)) == 1;
        if (ended) AuditTrail.Add(w, time, staff.Actor, "session-end", address, staff.Id);
        w.Commit();
        return ended;
    }

    /// <summary>Ends all sessions of an account but one.</summary>
    public void EndOthers(Guid user, string? but)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("DELETE FROM sessions WHERE user_id = @user AND handle <> @but", ("@user", user.ToString()), ("@but", but ?? ""));
        w.Commit();
    }

    /// <summary>Whoever sits there has just proved who it is.</summary>
    public void Prove(string handle) => Set("proved", handle);

    /// <summary>Whether the last proof is fresh enough for a dangerous act.</summary>
    public bool IsProved(DeskSession session) => session.Proved + Proof >= time.GetUtcNow();

    /// <summary>The account's ways of signing in were changed from this session: it goes on, every other is over.</summary>
    public void GoOnAlone(Staff staff, string handle)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("UPDATE sessions SET stamp = @stamp WHERE user_id = @user AND handle = @handle", ("@stamp", staff.Stamp), ("@user", staff.Id.ToString()), ("@handle", handle));
        w.Execute("DELETE FROM sessions WHERE user_id = @user AND handle <> @handle", ("@user", staff.Id.ToString()), ("@handle", handle));
        w.Commit();
    }

    private void Set(string column, string handle)
    {
        using var w = store.BeginDeskWrite();
        w.Execute($"UPDATE sessions SET {column} = @now WHERE handle = @handle", ("@now", time.GetUtcNow().ToUnixTimeMilliseconds()), ("@handle", handle));
        w.Commit();
    }

    private static byte[] DigestOf(string token) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token));

    private static DeskSession Read(DbDataReader r) => new(
        r.GetString(0), Guid.Parse(r.GetString(1)), r.GetString(2), Moment(r, 3), Moment(r, 4), Moment(r, 5), r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(7) ? null : r.GetString(7));

    private static DateTimeOffset Moment(DbDataReader r, int at) => DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(at));
}

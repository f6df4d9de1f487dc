using System.Data.Common;
using Acta.Store;

namespace Acta.Access;

/// <summary>Accounts as rows, and back.</summary>
internal static class StaffRows
{
    private const string Columns = "u.id, u.email, u.email_key, u.name, u.language, u.password_hash, u.stamp, u.two_factor, u.authenticator_key, u.last_code, u.disabled, u.created, u.version";

    /// <summary>One account with its roles; <c>rest</c> follows the table, such as <c>WHERE u.id = @id</c>.</summary>
    public static Staff? Find(Reading r, string rest, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var staff = r.First($"SELECT {Columns} FROM users u {rest}", Read, parameters);
        if (staff is not null) staff.Grants = GrantsOf(r, staff.Id);
        return staff;
    }

    /// <summary>Everybody, by name.</summary>
    public static IReadOnlyList<Staff> All(Reading r)
    {
        var grants = r.Query("SELECT user_id, role, languages, sections FROM user_roles", row => (User: row.GetString(0), Grant: Grant(row, 1))).ToLookup(g => g.User, g => g.Grant);
        var all = r.Query($"SELECT {Columns} FROM users u ORDER BY u.name, u.email_key", Read);
        foreach (var staff in all) staff.Grants = Ordered(grants[staff.Id.ToString()]);
        return all;
    }

    public static void Insert(Writing w, Staff s) => w.Execute(
        "INSERT INTO users (id, email, email_key, name, language, password_hash, stamp, two_factor, authenticator_key, last_code, disabled, created, version) "
        + "VALUES (@id, @email, @key, @name, @language, @hash, @stamp, @two, @auth, @last, @disabled, @created, @version)",
        [.. Values(s), ("@created", s.Created.ToUnixTimeMilliseconds()), ("@version", s.Version)]);

    /// <summary>False where somebody changed it since it was read.</summary>
    public static bool Update(Writing w, Staff s)
    {
        var changed = w.Execute(
            "UPDATE users SET email = @email, email_key = @key, name = @name, language = @language, password_hash = @hash, stamp = @stamp, two_factor = @two, "
            + "authenticator_key = @auth, last_code = @last, disabled = @disabled, version = version + 1 WHERE id = @id AND version = @version",
            [.. Values(s), ("@version", s.Version)]) == 1;
        if (changed) s.Version++;
        return changed;
    }

    public static void SetGrant(Writing w, Guid user, Grant grant) => w.Execute(
        "INSERT INTO user_roles (user_id, role, languages, sections) VALUES (@user, @role, @languages, @sections) "
        + "ON CONFLICT (user_id, role) DO UPDATE SET languages = excluded.languages, sections = excluded.sections",
        ("@user", user.ToString()), ("@role", grant.Role.Word()), ("@languages", string.Join(' ', grant.Languages)), ("@sections", string.Join(' ', grant.Sections)));

    private static (string, object?)[] Values(Staff s) =>
    [
        ("@id", s.Id.ToString()), ("@email", s.Email), ("@key", s.EmailKey), ("@name", s.Name), ("@language", s.Language), ("@hash", s.PasswordHash), ("@stamp", s.Stamp),
        ("@two", s.TwoFactor ? 1L : 0L), ("@auth", s.AuthenticatorKey), ("@last", s.LastCode), ("@disabled", s.Disabled ? 1L : 0L),
    ];

    private static Staff Read(DbDataReader r) => new()
    {
        Id = Guid.Parse(r.GetString(0)),
        Email = r.GetString(1),
        EmailKey = r.GetString(2),
        Name = r.GetString(3),
        Language = Text(r, 4),
        PasswordHash = Text(r, 5),
        Stamp = r.GetString(6),
        TwoFactor = r.GetInt64(7) != 0,
        AuthenticatorKey = Text(r, 8),
        LastCode = Text(r, 9),
        Disabled = r.GetInt64(10) != 0,
        Created = DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(11)),
        Version = r.GetInt64(12),
    };

    private static IReadOnlyList<Grant> GrantsOf(Reading r, Guid user) =>
        Ordered(r.Query("SELECT role, languages, sections FROM user_roles WHERE user_id = @user", row => Grant(row, 0), ("@user", user.ToString())));

    // A role this program does not know, of a newer one, gives nothing.
    private static IReadOnlyList<Grant> Ordered(IEnumerable<Grant> grants) => [.. grants.Where(g => g.Role != Roles.None).OrderBy(g => g.Role)];

    private static Grant Grant(DbDataReader r, int at) => new(RoleWords.Parse(r.GetString(at)), List(r.GetString(at + 1)), List(r.GetString(at + 2)));

    internal static IReadOnlyList<string> List(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(DbDataReader r, int at) => r.IsDBNull(at) ? null : r.GetString(at);
}

using System.Data.Common;
using Microsoft.AspNetCore.Identity;

namespace Acta.Access;

/// <summary>Passkeys, and accounts elsewhere (OpenID Connect).</summary>
public sealed partial class StaffStore
{
    private const string PasskeyColumns = "credential, public_key, created, sign_count, transports, verified, backup_eligible, backed_up, attestation, client_data, name";

    public Task AddOrUpdatePasskeyAsync(Staff user, UserPasskeyInfo passkey, CancellationToken stop)
    {
        using var w = store.BeginDeskWrite();
        // A credential belongs to whom it was made for: the same bytes again for somebody else change nothing.
        w.Execute(
            $"INSERT INTO user_passkeys (user_id, {PasskeyColumns}) VALUES (@user, @credential, @key, @created, @count, @transports, @verified, @eligible, @backed, @attestation, @client, @name) "
            + "ON CONFLICT (credential) DO UPDATE SET sign_count = excluded.sign_count, verified = excluded.verified, backed_up = excluded.backed_up, name = excluded.name WHERE user_passkeys.user_id = excluded.user_id",
            ("@user", user.Id.ToString()), ("@credential", passkey.CredentialId), ("@key", passkey.PublicKey), ("@created", passkey.CreatedAt.ToUnixTimeMilliseconds()), ("@count", (long)passkey.SignCount),
            ("@transports", string.Join(' ', passkey.Transports ?? [])), ("@verified", passkey.IsUserVerified ? 1L : 0L), ("@eligible", passkey.IsBackupEligible ? 1L : 0L), ("@backed", passkey.IsBackedUp ? 1L : 0L),
            ("@attestation", passkey.AttestationObject), ("@client", passkey.ClientDataJson), ("@name", passkey.Name));
        w.Commit();
        return Task.CompletedTask;
    }

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Staff user, CancellationToken stop)
    {
        using var r = store.Read();
        return Task.FromResult<IList<UserPasskeyInfo>>(r.Query($"SELECT {PasskeyColumns} FROM user_passkeys WHERE user_id = @user ORDER BY created", Passkey, ("@user", user.Id.ToString())));
    }

    public Task<Staff?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken stop) =>
        Task.FromResult(Find("JOIN user_passkeys p ON p.user_id = u.id WHERE p.credential = @credential", ("@credential", credentialId)));

    public Task<UserPasskeyInfo?> FindPasskeyAsync(Staff user, byte[] credentialId, CancellationToken stop)
    {
        using var r = store.Read();
        return Task.FromResult(r.First($"SELECT {PasskeyColumns} FROM user_passkeys WHERE user_id = @user AND credential = @credential", Passkey, ("@user", user.Id.ToString()), ("@credential", credentialId)));
    }

    public Task RemovePasskeyAsync(Staff user, byte[] credentialId, CancellationToken stop)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("DELETE FROM user_passkeys WHERE user_id = @user AND credential = @credential", ("@user", user.Id.ToString()), ("@credential", credentialId));
        w.Commit();
        return Task.CompletedTask;
    }

    private static UserPasskeyInfo Passkey(DbDataReader r) => new(
        (byte[])r[0], (byte[])r[1], DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2)), (uint)r.GetInt64(3), [.. StaffRows.List(r.GetString(4))],
        r.GetInt64(5) != 0, r.GetInt64(6) != 0, r.GetInt64(7) != 0, (byte[])r[8], (byte[])r[9])
    {
        Name = r.IsDBNull(10) ? null : r.GetString(10),
    };

    public Task AddLoginAsync(Staff user, UserLoginInfo login, CancellationToken stop)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("INSERT INTO user_logins (provider, subject, user_id, name) VALUES (@provider, @subject, @user, @name)",
            ("@provider", login.LoginProvider), ("@subject", login.ProviderKey), ("@user", user.Id.ToString()), ("@name", login.ProviderDisplayName));
        w.Commit();
        return Task.CompletedTask;
    }

    public Task RemoveLoginAsync(Staff user, string loginProvider, string providerKey, CancellationToken stop)
    {
        using var w = store.BeginDeskWrite();
        w.Execute("DELETE FROM user_logins WHERE user_id = @user AND provider = @provider AND subject = @subject", ("@user", user.Id.ToString()), ("@provider", loginProvider), ("@subject", providerKey));
        w.Commit();
        return Task.CompletedTask;
    }

    public Task<IList<UserLoginInfo>> GetLoginsAsync(Staff user, CancellationToken stop)
    {
        using var r = store.Read();
        return Task.FromResult<IList<UserLoginInfo>>(r.Query(
            "SELECT provider, subject, name FROM user_logins WHERE user_id = @user", row => new UserLoginInfo(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)), ("@user", user.Id.ToString())));
    }

    public Task<Staff?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken stop) => Task.FromResult(
        Find("JOIN user_logins l ON l.user_id = u.id WHERE l.provider = @provider AND l.subject = @subject", ("@provider", loginProvider), ("@subject", providerKey)));
}

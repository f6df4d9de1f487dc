using Acta.Store;
using Microsoft.AspNetCore.Identity;

namespace Acta.Access;

/// <summary>Where ASP.NET Core Identity finds accounts: the main store's tables.</summary>
public sealed partial class StaffStore(MainStore store, Secrets secrets) :
    IUserPasswordStore<Staff>, IUserEmailStore<Staff>, IUserSecurityStampStore<Staff>, IUserTwoFactorStore<Staff>,
    IUserAuthenticatorKeyStore<Staff>, IUserTwoFactorRecoveryCodeStore<Staff>, IUserLoginStore<Staff>, IUserPasskeyStore<Staff>
{
    public Task<IdentityResult> CreateAsync(Staff user, CancellationToken stop)
    {
        using var w = store.BeginDeskWrite();
        if (StaffRows.Find(w, "WHERE u.email_key = @key", ("@key", user.EmailKey)) is not null)
            return Task.FromResult(IdentityResult.Failed(new IdentityErrorDescriber().DuplicateEmail(user.Email)));
        StaffRows.Insert(w, user);
        foreach (var grant in user.Grants) StaffRows.SetGrant(w, user.Id, grant);
        w.Commit();
        return Task.FromResult(IdentityResult.Success);
    }

    public Task<IdentityResult> UpdateAsync(Staff user, CancellationToken stop)
    {
        using var w = store.BeginDeskWrite();
        if (!StaffRows.Update(w, user)) return Task.FromResult(IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure()));
        if (_codes is { } codes && codes.User == user.Id) WriteCodes(w, user.Id, codes.Digests);
        w.Commit();
        _codes = null;
        return Task.FromResult(IdentityResult.Success);
    }

    // What an account did stands in the audit trail under its id, so accounts are disabled, never deleted.
    public Task<IdentityResult> DeleteAsync(Staff user, CancellationToken stop) => throw new NotSupportedException("accounts are disabled, not deleted");

    public Task<Staff?> FindByIdAsync(string userId, CancellationToken stop) => Task.FromResult(Find("WHERE u.id = @id", ("@id", userId)));

    public Task<Staff?> FindByNameAsync(string normalizedUserName, CancellationToken stop) => FindByEmailAsync(normalizedUserName, stop);

    public Task<Staff?> FindByEmailAsync(string normalizedEmail, CancellationToken stop) => Task.FromResult(Find("WHERE u.email_key = @key", ("@key", normalizedEmail)));

    private Staff? Find(string rest, params ReadOnlySpan<(string, object?)> parameters)
    {
        using var r = store.Read();
        return StaffRows.Find(r, rest, parameters);
    }

    public Task<string> GetUserIdAsync(Staff user, CancellationToken stop) => Task.FromResult(user.Id.ToString());

    // One signs in by address: it is the name of the account too.
    public Task<string?> GetUserNameAsync(Staff user, CancellationToken stop) => GetEmailAsync(user, stop);

    public Task SetUserNameAsync(Staff user, string? userName, CancellationToken stop) => SetEmailAsync(user, userName, stop);

    public Task<string?> GetNormalizedUserNameAsync(Staff user, CancellationToken stop) => GetNormalizedEmailAsync(user, stop);

    public Task SetNormalizedUserNameAsync(Staff user, string? normalizedName, CancellationToken stop) => SetNormalizedEmailAsync(user, normalizedName, stop);

    public Task<string?> GetEmailAsync(Staff user, CancellationToken stop) => Task.FromResult<string?>(user.Email);

    public Task SetEmailAsync(Staff user, string? email, CancellationToken stop)
    {
        user.Email = email!;
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedEmailAsync(Staff user, CancellationToken stop) => Task.FromResult<string?>(user.EmailKey);

    public Task SetNormalizedEmailAsync(Staff user, string? normalizedEmail, CancellationToken stop)
    {
        user.EmailKey = normalizedEmail!;
        return Task.CompletedTask;
    }

    // An account is made by an administrator or accepted by a link: there is nothing left to confirm.
    public Task<bool> GetEmailConfirmedAsync(Staff user, CancellationToken stop) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(Staff user, bool confirmed, CancellationToken stop) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Staff user, CancellationToken stop) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Staff user, CancellationToken stop) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(Staff user, string? passwordHash, CancellationToken stop)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Staff user, CancellationToken stop) => Task.FromResult<string?>(user.Stamp);

    public Task SetSecurityStampAsync(Staff user, string stamp, CancellationToken stop)
    {
        user.Stamp = stamp;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // The store is the server's.
    }
}

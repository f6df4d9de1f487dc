using System.Security.Cryptography;
using System.Text;
using Acta.Store;

namespace Acta.Access;

/// <summary>Codes of an authenticator, and the ones on paper.</summary>
public sealed partial class StaffStore
{
    // Written with the account by UpdateAsync, which Identity calls after it made new ones.
    private (Guid User, byte[][] Digests)? _codes;

    public Task<bool> GetTwoFactorEnabledAsync(Staff user, CancellationToken stop) => Task.FromResult(user.TwoFactor);

    public Task SetTwoFactorEnabledAsync(Staff user, bool enabled, CancellationToken stop)
    {
        user.TwoFactor = enabled;
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(Staff user, CancellationToken stop) =>
        Task.FromResult(user.AuthenticatorKey is { } key ? secrets.Open(key) : null);

    public Task SetAuthenticatorKeyAsync(Staff user, string key, CancellationToken stop)
    {
        user.AuthenticatorKey = secrets.Close(key);
        user.LastCode = null;
        return Task.CompletedTask;
    }

    public Task ReplaceCodesAsync(Staff user, IEnumerable<string> recoveryCodes, CancellationToken stop)
    {
        _codes = (user.Id, [.. recoveryCodes.Select(DigestOf)]);
        return Task.CompletedTask;
    }

    public Task<bool> RedeemCodeAsync(Staff user, string code, CancellationToken stop)
    {
        using var w = store.BeginDeskWrite();
        var redeemed = w.Execute("DELETE FROM user_codes WHERE user_id = @user AND digest = @digest", ("@user", user.Id.ToString()), ("@digest", DigestOf(code))) == 1;
        w.Commit();
        return Task.FromResult(redeemed);
    }

    public Task<int> CountCodesAsync(Staff user, CancellationToken stop)
    {
        using var r = store.Read();
        return Task.FromResult((int)r.Scalar<long>("SELECT COUNT(*) FROM user_codes WHERE user_id = @user", ("@user", user.Id.ToString())));
    }

    private static void WriteCodes(Writing w, Guid user, byte[][] digests)
    {
        w.Execute("DELETE FROM user_codes WHERE user_id = @user", ("@user", user.ToString()));
        foreach (var digest in digests) w.Execute("INSERT INTO user_codes (user_id, digest) VALUES (@user, @digest)", ("@user", user.ToString()), ("@digest", digest));
    }

    // A code has 80 random bits: a plain digest of it can't be guessed back. Hyphens and case are for people.
    private static byte[] DigestOf(string code) =>
        SHA256.HashData(Encoding.ASCII.GetBytes(new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)])));
}

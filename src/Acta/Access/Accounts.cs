using Microsoft.AspNetCore.Identity;

namespace Acta.Access;

/// <summary>Makes accounts: for the command line, the demonstration and invitations alike.</summary>
public static class Accounts
{
    /// <summary>Makes an account with a role.</summary>
    /// <returns>Null when done, else the word for what is wrong: <c>password.…</c> or <c>email.taken</c>.</returns>
    public static async Task<string?> Add(IServiceProvider access, Staff staff, string? password, string actor, string? address)
    {
        var users = access.GetRequiredService<UserManager<Staff>>();
        var result = password is null ? await users.CreateAsync(staff) : await users.CreateAsync(staff, password);
        if (!result.Succeeded) return WordFor(result);
        access.GetRequiredService<AuditTrail>().Add(actor, "account-add", address, staff.Id, string.Join("; ", staff.Grants));
        return null;
    }

    /// <summary>Gives an account a new password without the old one, which ends its sessions: for whoever runs the server.</summary>
    /// <returns>Null when done, else the word for what is wrong.</returns>
    public static async Task<string?> SetPassword(IServiceProvider access, Staff staff, string password, bool withoutSecondStep, string actor)
    {
        var users = access.GetRequiredService<UserManager<Staff>>();
        if (PasswordRules.FaultOf(password, staff) is { } fault) return fault;
        if (withoutSecondStep) (staff.TwoFactor, staff.AuthenticatorKey) = (false, null);
        staff.PasswordHash = users.PasswordHasher.HashPassword(staff, password);
        // The new stamp ends every session.
        var result = await users.UpdateSecurityStampAsync(staff);
        if (!result.Succeeded) return WordFor(result);
        access.GetRequiredService<AuditTrail>().Add(actor, withoutSecondStep ? "authenticator-off" : "password-set", null, staff.Id);
        return null;
    }

    /// <summary>The word for what is wrong, which there is a sentence for.</summary>
    public static string WordFor(IdentityResult result) => result.Errors.Select(e => e.Code).FirstOrDefault(c => c.StartsWith("password.", StringComparison.Ordinal))
        ?? (result.Errors.Any(e => e.Code is "DuplicateEmail" or "DuplicateUserName") ? "email.taken" : result.Errors.Any(e => e.Code == "ConcurrencyFailure") ? "changed-meanwhile" : "email.wrong");
}

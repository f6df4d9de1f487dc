using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Acta.Access;

/// <summary>What became of a try to sign in.</summary>
public abstract record Entry
{
    /// <summary>Signed in.</summary>
    public sealed record In(Staff Staff) : Entry;

    /// <summary>The password was right; now a code is asked for.</summary>
    public sealed record NeedsCode : Entry;

    /// <summary>Refused: whether there is such an account is not told.</summary>
    public sealed record Wrong : Entry;

    /// <summary>Too many tries.</summary>
    public sealed record Wait(TimeSpan For) : Entry;
}

/// <summary>The ways in: password and code, passkey, another organisation's word. Each ends in a new session.</summary>
public sealed class Entrance(UserManager<Staff> users, SignInManager<Staff> signIn, IPasswordHasher<Staff> hasher, Attempts attempts, AuditTrail audit)
{
    // A hash that no password is looked for in earnest: checking it takes as long as checking a real one.
    private static string? s_nobody;

    /// <summary>Tries an address with a password.</summary>
    public async Task<Entry> Password(HttpContext http, string email, string password)
    {
        var address = ClientAddress.Of(http);
        if (attempts.Take(email, address) is { } wait) return new Entry.Wait(wait);
        if (await Check(email, password) is not { } staff)
        {
            // Not which account: this line is written alike for accounts there are and there are not.
            audit.Add("stranger", "sign-in-refused", address, detail: "password");
            return new Entry.Wrong();
        }
        attempts.GiveBack(email, address);
        if (staff.TwoFactor)
        {
            // Identity finds the account under this scheme by the name; the stamp ends it when the password is changed meanwhile.
            var half = new ClaimsIdentity([new Claim(ClaimTypes.Name, staff.Id.ToString()), new Claim("stamp", staff.Stamp)], IdentityConstants.TwoFactorUserIdScheme);
            await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(half));
            return new Entry.NeedsCode();
        }
        return await Admit(staff, "password");
    }

    /// <summary>Tries a code of the authenticator, or one from paper, after the password was right.</summary>
    public async Task<Entry> Code(HttpContext http, string code)
    {
        if (await Halfway(http) is not { } staff) return new Entry.Wrong();
        var address = ClientAddress.Of(http);
        if (attempts.Take(CodesOf(staff), address) is { } wait) return new Entry.Wait(wait);
        if (!await IsCode(staff, code))
        {
            audit.Add("stranger", "sign-in-refused", address, staff.Id, "code");
            return new Entry.Wrong();
        }
        attempts.GiveBack(CodesOf(staff), address);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        return await Admit(staff, "code");
    }

    /// <summary>Whose password was right a moment ago, in this browser.</summary>
    public async Task<Staff?> Halfway(HttpContext http)
    {
        var half = await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        var staff = half.Principal?.FindFirstValue(ClaimTypes.Name) is { } id ? await users.FindByIdAsync(id) : null;
        return staff is { Disabled: false, TwoFactor: true } && half.Principal!.FindFirstValue("stamp") == staff.Stamp ? staff : null;
    }

    /// <summary>Tries a passkey's answer to the challenge this browser was given.</summary>
    public async Task<Entry> Passkey(HttpContext http, string credential)
    {
        var address = ClientAddress.Of(http);
        if (attempts.Take(null, address) is { } wait) return new Entry.Wait(wait);
        if (await PasskeyOwner(http, credential) is { } staff)
        {
            attempts.GiveBack(null, address);
            return await Admit(staff, "passkey");
        }
        audit.Add("stranger", "sign-in-refused", address, detail: "passkey");
        return new Entry.Wrong();
    }

    /// <summary>Lets in by another organisation's word.</summary>
    public Task<Entry> OpenId(Staff staff) => Admit(staff, "openid");

    /// <summary>Whether whoever sits at a session is still who signed in: by password and, where it is asked for, code.</summary>
    public async Task<Entry> Again(HttpContext http, Staff staff, string password, string? code)
    {
        var address = ClientAddress.Of(http);
        if (attempts.Take(staff.Email, address) is { } wait) return new Entry.Wait(wait);
        var right = await Check(staff.Email, password) is not null;
        if (!right || (staff.TwoFactor && !await IsCode(staff, code ?? ""))) return new Entry.Wrong();
        attempts.GiveBack(staff.Email, address);
        return new Entry.In(staff);
    }

    /// <summary>Whose passkey answered the challenge; null for nobody's, or an account that is disabled.</summary>
    public async Task<Staff?> PasskeyOwner(HttpContext http, string credential)
    {
        if (credential.Length == 0) return null;
        try
        {
            var result = await signIn.PerformPasskeyAssertionAsync(credential);
            if (!result.Succeeded || result.User.Disabled) return null;
            // Its counter moves: a copy of the key would be found out by it.
            await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
            return result.User;
        }
        catch (InvalidOperationException)
        {
            // No challenge was given to this browser, or it is over.
            return null;
        }
    }

    private async Task<Staff?> Check(string email, string password)
    {
        s_nobody ??= hasher.HashPassword(new Staff(), Guid.NewGuid().ToString());
        var staff = await users.FindByEmailAsync(email);
        if (staff is { PasswordHash: not null, Disabled: false }) return await users.CheckPasswordAsync(staff, password) ? staff : null;
        hasher.VerifyHashedPassword(new Staff(), s_nobody, password);
        return null;
    }

    private async Task<bool> IsCode(Staff staff, string code) =>
        await users.VerifyTwoFactorTokenAsync(staff, TokenOptions.DefaultAuthenticatorProvider, code.Replace(" ", "", StringComparison.Ordinal))
        || (await users.RedeemTwoFactorRecoveryCodeAsync(staff, code)).Succeeded;

    private async Task<Entry> Admit(Staff staff, string method)
    {
        await signIn.SignInWithClaimsAsync(staff, isPersistent: false, [new Claim(ClaimTypes.AuthenticationMethod, method)]);
        return new Entry.In(staff);
    }

    private static string CodesOf(Staff staff) => "codes of " + staff.Id;
}

using System.Globalization;
using System.Security.Claims;
using Acta.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;

namespace Acta.Desk.SignIn;

/// <summary>
/// Signing in by the organisation's own OpenID provider. It opens accounts that there are: it knows them by the subject it
/// gave before, else, the first time, by an address that it says it has verified. It makes none.
/// </summary>
internal static class OpenIdSignIn
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public static Task Begin(DeskRequest r) => Challenge(r, PasswordSignIn.Destination(r), again: false);

    public static Task Confirm(DeskRequest r) => Challenge(r, LocalPath.Of(r.Http.Request.Query["to"]) ?? "/desk/", again: true);

    public static async Task Done(DeskRequest r)
    {
        var users = r.Need<UserManager<Staff>>();
        var login = await r.Need<SignInManager<Staff>>().GetExternalLoginInfoAsync();
        await r.Http.SignOutAsync(IdentityConstants.ExternalScheme);
        var staff = login is null ? null : await Owner(r, users, login);
        if (staff is null)
        {
            // Whoever comes here without the provider's word leaves no line: the trail is kept for ever, and this address is open.
            if (login is not null) r.Need<AuditTrail>().Add("stranger", "sign-in-refused", r.Address, detail: "openid");
            await r.Go("/desk/sign-in", "openid-refused");
        }
        else if (r.Who is { } who && who.Staff.Id == staff.Id)
        {
            // Whoever is signed in already proves it again only by having been asked just now.
            if (AskedAt(login!.Principal) is { } asked && asked + Fresh > r.Need<TimeProvider>().GetUtcNow()) r.Need<Sessions>().Prove(who.Session.Handle);
            await r.Go(PasswordSignIn.Destination(r));
        }
        else
        {
            await r.Need<Entrance>().OpenId(staff);
            await r.Go(PasswordSignIn.Destination(r));
        }
    }

    private static async Task Challenge(DeskRequest r, string to, bool again)
    {
        if (r.Http.RequestServices.GetService<OpenIdSettings>() is not { } openId)
        {
            await r.Message(404, "no-page");
            return;
        }
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = "/desk/sign-in/openid/done?to=" + Uri.EscapeDataString(to) };
        properties.Items["LoginProvider"] = OpenIdSettings.Scheme;
        if (again) (properties.Prompt, properties.MaxAge) = ("login", TimeSpan.Zero);
        try
        {
            await r.Http.ChallengeAsync(OpenIdSettings.Scheme, properties);
        }
        catch (InvalidOperationException e)
        {
            // The provider does not answer, or not as OpenID providers do.
            await Console.Error.WriteLineAsync($"acta: {openId.Authority} could not be asked to sign somebody in: {e.InnerException?.Message ?? e.Message}");
            await r.Go("/desk/sign-in", "openid-away");
        }
    }

    private static async Task<Staff?> Owner(DeskRequest r, UserManager<Staff> users, ExternalLoginInfo login)
    {
        if (await users.FindByLoginAsync(login.LoginProvider, login.ProviderKey) is { } known) return known.Disabled ? null : known;
        var verified = login.Principal.FindFirstValue("email_verified");
        if (!string.Equals(verified, "true", StringComparison.OrdinalIgnoreCase) || login.Principal.FindFirstValue("email") is not { Length: > 0 } email) return null;
        if (await users.FindByEmailAsync(email) is not { Disabled: false } staff) return null;
        // Somebody else at the provider has this address now: who had it before keeps the account until a person looks.
        if ((await users.GetLoginsAsync(staff)).Any(l => l.LoginProvider == login.LoginProvider)) return null;
        if (!(await users.AddLoginAsync(staff, new UserLoginInfo(login.LoginProvider, login.ProviderKey, login.ProviderDisplayName))).Succeeded) return null;
        r.Need<AuditTrail>().Add(staff.Actor, "openid-link", r.Address, staff.Id);
        return staff;
    }

    private static DateTimeOffset? AskedAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}

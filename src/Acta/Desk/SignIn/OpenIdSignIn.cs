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

    // Who was refused is asked there who they are: else they would be refused as the same one for ever.
    public static Task Begin(DeskRequest r) => Challenge(r, PasswordSignIn.Destination(r), again: false, anew: r.Http.Request.Query["anew"] == "yes");

    public static Task Confirm(DeskRequest r) => Challenge(r, PasswordSignIn.Destination(r), again: true, anew: true);

    public static async Task Done(DeskRequest r)
    {
        var users = r.Need<UserManager<Staff>>();
        var login = await r.Need<SignInManager<Staff>>().GetExternalLoginInfoAsync();
        await r.Http.SignOutAsync(IdentityConstants.ExternalScheme);
        var staff = login is null ? null : await Owner(r, users, login);
        var to = PasswordSignIn.Destination(r);
        if (r.Who is { } who && r.Http.Request.Query["again"] == "yes")
        {
            // Whoever is signed in proves it again only by having been asked just now, as who they are here.
            var isThey = staff?.Id == who.Staff.Id;
            var isFresh = isThey && AskedAt(login!.Principal) is { } asked && asked + Fresh > r.Need<TimeProvider>().GetUtcNow();
            if (isFresh) r.Need<Sessions>().Prove(who.Session.Handle);
            await (isFresh ? r.Go(to, "proved") : r.Go("/desk/confirm?to=" + Uri.EscapeDataString(to), isThey ? "openid-old" : "openid-other"));
        }
        else if (staff is null)
        {
            // Whoever comes here without the provider's word leaves no line: the trail is kept for ever, and this address is open.
            if (login is not null) r.Need<AuditTrail>().Add("stranger", "sign-in-refused", r.Address, detail: "openid");
            await r.Go("/desk/sign-in" + (to == "/desk/" ? "" : "?to=" + Uri.EscapeDataString(to)), "openid-refused");
        }
        else
        {
            if (r.Who?.Staff.Id != staff.Id) await r.Need<Entrance>().OpenId(staff);
            await r.Go(to);
        }
    }

    private static async Task Challenge(DeskRequest r, string to, bool again, bool anew)
    {
        if (r.Http.RequestServices.GetService<OpenIdSettings>() is not { } openId)
        {
            await r.Message(404, "no-page");
            return;
        }
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = $"/desk/sign-in/openid/done?to={Uri.EscapeDataString(to)}{(again ? "&again=yes" : "")}" };
        properties.Items["LoginProvider"] = OpenIdSettings.Scheme;
        if (anew) properties.Prompt = "login";
        if (again) properties.MaxAge = TimeSpan.Zero;
        try
        {
            await r.Http.ChallengeAsync(OpenIdSettings.Scheme, properties);
        }
        catch (InvalidOperationException e)
        {
            // The provider does not answer, or not as OpenID providers do.
            await Console.Error.WriteLineAsync($"acta: {openId.Authority} could not be asked to sign somebody in: {e.InnerException?.Message ?? e.Message}");
            await (again ? r.Go("/desk/confirm?to=" + Uri.EscapeDataString(to), "openid-away") : r.Go("/desk/sign-in", "openid-away"));
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

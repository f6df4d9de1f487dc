using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Acta.Access;

/// <summary>
/// The cookie of the desk: a random token that names a session in the store, and nothing else. Every sign-in begins a new
/// session and ends the one the browser came with, so a token that somebody planted there before is worth nothing after.
/// </summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions, UserManager<Staff> users)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[CookieName] is not { Length: > 0 } token || sessions.Find(token) is not { } found) return Task.FromResult(AuthenticateResult.NoResult());
        Context.Features.Set(found);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(found), Scheme.Name)));
    }

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        var staff = await users.FindByIdAsync(user.FindFirstValue(ClaimTypes.NameIdentifier)!) ?? throw new InvalidOperationException("nobody of this id");
        if (Request.Cookies[CookieName] is { Length: > 0 } former) sessions.EndByToken(former);
        var token = sessions.Begin(staff, user.FindFirstValue(ClaimTypes.AuthenticationMethod) ?? "password", ClientAddress.Of(Context), Request.Headers.UserAgent.ToString());
        Response.Cookies.Append(CookieName, token, Cookie());
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (Request.Cookies[CookieName] is { Length: > 0 } token) sessions.EndByToken(token);
        Context.Features.Set<SignedIn>(null);
        Response.Cookies.Delete(CookieName, Cookie());
        return Task.CompletedTask;
    }

    // Forms are bound to the session as well as to the account: one kept from a former session is refused.
    private static ClaimsPrincipal PrincipalOf(SignedIn found) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, found.Staff.Id + " " + found.Session.Handle), new Claim(ClaimTypes.Name, found.Staff.Name)], IdentityConstants.ApplicationScheme));

    // "__Host-" makes browsers refuse one set by another host of the domain or without encryption.
    private string CookieName => Request.IsHttps ? "__Host-acta-desk" : "acta-desk";

    private CookieOptions Cookie() => new() { HttpOnly = true, Secure = Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}

/// <summary>From where a request comes.</summary>
public static class ClientAddress
{
    /// <summary>
    /// The address of the other end; where that is a proxy on this machine, the one it names last. An IPv6 network of 64 bits
    /// counts as one: whoever has one has all of it.
    /// </summary>
    public static string Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (IPAddress.IsLoopback(address) && http.Request.Headers["X-Forwarded-For"] is { Count: > 0 } forwarded
            && IPAddress.TryParse(forwarded[^1]!.Split(',')[^1].Trim(), out var named)) address = named;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }
}

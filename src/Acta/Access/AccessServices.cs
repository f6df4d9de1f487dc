using Acta.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acta.Access;

/// <summary>
/// ASP.NET Core Identity over the main store. Composed apart from the server that readers use, and only when somebody comes
/// to the desk: reading pays nothing for it, in time or at a start.
/// </summary>
public static class AccessServices
{
    /// <summary>Work of PBKDF2 with SHA-512, as OWASP advises (2023).</summary>
    private const int HashRounds = 210_000;

    /// <summary>Adds accounts, ways to sign in, sessions and the audit trail.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, MainStore store, TimeProvider time, OpenIdSettings? openId = null)
    {
        services.AddLogging();
        services.AddSingleton(time);
        services.AddSingleton(store);
        services.AddSingleton<Sessions>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<Secrets>();
        services.AddSingleton<People>();
        services.AddSingleton<Invitations>();
        services.AddScoped<Entrance>();
        services.AddHttpContextAccessor();

        services.AddDataProtection().SetApplicationName("acta");
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = new KeyFiles(store.Folder));

        services.AddScoped<IPasswordValidator<Staff>, PasswordRules>();
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = HashRounds);
        services.AddIdentityCore<Staff>(o =>
            {
                o.User.RequireUniqueEmail = true;
                o.User.AllowedUserNameCharacters = null!;
                // Our own rules say more about less; see PasswordRules.
                o.Password = new PasswordOptions { RequiredLength = 1, RequireDigit = false, RequireLowercase = false, RequireNonAlphanumeric = false, RequireUppercase = false };
            })
            .AddUserManager<StaffManager>()
            .AddSignInManager()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<IUserStore<Staff>, StaffStore>();
        services.TryAddScoped<IPasskeyHandler<Staff>, PasskeyHandler<Staff>>();
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "required";
            // The page that asked the key must be one of this very address, and not framed in another's.
            o.ValidateOrigin = c => ValueTask.FromResult(!c.CrossOrigin && c.Origin == $"{c.HttpContext.Request.Scheme}://{c.HttpContext.Request.Host}");
        });

        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme);
        authentication.AddScheme<AuthenticationSchemeOptions, SessionHandler>(IdentityConstants.ApplicationScheme, null);
        // Between two steps of a sign-in: for five minutes, and only to the desk.
        authentication.AddTwoFactorUserIdCookie().Configure(o => Short(o.Cookie, "acta-halfway"));
        authentication.AddExternalCookie().Configure(o => Short(o.Cookie, "acta-elsewhere"));
        authentication.AddTwoFactorRememberMeCookie();
        if (openId is not null) authentication.AddOpenIdConnect(OpenIdSettings.Scheme, openId.Name, o => Configure(o, openId));
        return services;
    }

    private static void Short(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.Path = "/desk";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static void Configure(OpenIdConnectOptions o, OpenIdSettings settings)
    {
        o.Authority = settings.Authority;
        o.ClientId = settings.ClientId;
        o.ClientSecret = settings.ClientSecret;
        o.RequireHttpsMetadata = !settings.IsLocal;
        o.CallbackPath = OpenIdSettings.Callback;
        o.SignInScheme = IdentityConstants.ExternalScheme;
        // A code in the address, bound to this browser by PKCE, state and nonce: nothing needs a cookie across sites.
        o.ResponseType = "code";
        o.ResponseMode = "query";
        o.UsePkce = true;
        o.MapInboundClaims = false;
        o.GetClaimsFromUserInfoEndpoint = true;
        o.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
        o.Scope.Clear();
        foreach (var scope in new[] { "openid", "email", "profile" }) o.Scope.Add(scope);
        // Broken off there: back to where it was begun, which says so. Come back without what this browser was given: to the sign-in page.
        o.Events.OnRemoteFailure = failed =>
        {
            failed.Response.Redirect(failed.Properties?.RedirectUri ?? "/desk/sign-in?said=openid-refused");
            failed.HandleResponse();
            return Task.CompletedTask;
        };
        foreach (var cookie in new[] { o.CorrelationCookie, o.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }
}

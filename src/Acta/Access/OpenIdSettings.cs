using Acta.Store;

namespace Acta.Access;

/// <summary>
/// The organisation's own sign-in, where it has one: <c>openid.json</c> in the data folder's <c>keys/</c>, or the variables
/// <c>ACTA_OPENID_AUTHORITY</c>, <c>_CLIENT_ID</c>, <c>_CLIENT_SECRET</c> and <c>_NAME</c>.
/// </summary>
/// <param name="Authority">The address of the OpenID provider.</param>
/// <param name="ClientId">Acta's name there.</param>
/// <param name="ClientSecret">Acta's secret there; none for a public client.</param>
/// <param name="Name">What the button calls it.</param>
public sealed record OpenIdSettings(string Authority, string ClientId, string? ClientSecret, string Name)
{
    /// <summary>The authentication scheme, and the provider's name in the store.</summary>
    public const string Scheme = "openid";

    /// <summary>Where the provider sends people back to.</summary>
    public const string Callback = "/desk/sign-in/openid/callback";

    /// <summary>The settings, or null where there are none.</summary>
    /// <exception cref="UserError">They are damaged, or can be read by others.</exception>
    public static OpenIdSettings? Read(DataFolder folder)
    {
        if (Variable("AUTHORITY") is { } named)
            return Checked(named, Variable("CLIENT_ID"), Variable("CLIENT_SECRET"), Variable("NAME"), "the variables ACTA_OPENID_…");
        return SecretFile.Read(folder, "openid.json", "{\"authority\": \"https://…\", \"clientId\": \"…\", \"clientSecret\": \"…\", \"name\": \"…\"}", (json, file) =>
        {
            string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
            return Checked(Text("authority"), Text("clientId"), Text("clientSecret"), Text("name"), file);
        });
    }

    /// <summary>Whether the provider is on this machine: only then may it do without encryption.</summary>
    public bool IsLocal => new Uri(Authority).IsLoopback;

    private static OpenIdSettings Checked(string? authority, string? clientId, string? secret, string? name, string where)
    {
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
            throw new UserError($"The sign-in of the organisation needs an authority that begins with https:// in {where}.");
        if (string.IsNullOrWhiteSpace(clientId)) throw new UserError($"The sign-in of the organisation needs a client id in {where}.");
        return new OpenIdSettings(authority, clientId, secret, string.IsNullOrWhiteSpace(name) ? uri.Host : name);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable("ACTA_OPENID_" + name) is { Length: > 0 } value ? value : null;
}

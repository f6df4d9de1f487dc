using Acta.Access;

namespace Acta.Desk.SignIn;

/// <summary><c>/desk/sign-in</c>: address and password.</summary>
internal static class PasswordSignIn
{
    public static Task Show(DeskRequest r) => r.Who is null ? Form(r, "", null, 200) : r.Go(Destination(r));

    public static async Task Try(DeskRequest r)
    {
        if (!await IsOurs(r))
        {
            await Form(r, await r.Field("email"), r.Words["sign-in.again"], 400);
            return;
        }
        var email = await r.Field("email");
        switch (await r.Need<Entrance>().Password(r.Http, email, await r.Raw("password")))
        {
            case Entry.In:
                await r.Go(Destination(r));
                break;
            case Entry.NeedsCode:
                await r.Go("/desk/sign-in/code" + Kept(r));
                break;
            case Entry.Wait wait:
                await TooMany(r, wait.For);
                break;
            default:
                await Form(r, email, r.Words["sign-in.wrong"], 401);
                break;
        }
    }

    /// <summary>Where whoever signs in wanted to go.</summary>
    public static string Destination(DeskRequest r) => LocalPath.Of(r.Http.Request.Query["to"]) ?? "/desk/";

    /// <summary>What of a page's query goes on through all steps: where to, and the language.</summary>
    public static string Kept(DeskRequest r)
    {
        var query = r.Http.Request.Query;
        var kept = new[] { ("to", LocalPath.Of(query["to"])), ("lang", query.ContainsKey("lang") ? r.Words.Language : null) };
        var text = string.Join('&', kept.Where(k => k.Item2 is not null).Select(k => k.Item1 + "=" + Uri.EscapeDataString(k.Item2!)));
        return text.Length == 0 ? "" : "?" + text;
    }

    /// <summary>Says how long to wait; the same for accounts there are and there are not.</summary>
    public static Task TooMany(DeskRequest r, TimeSpan wait)
    {
        r.Http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Form(r, "", r.Words.Text("sign-in.wait", ("minutes", (int)Math.Ceiling(wait.TotalMinutes))), 429);
    }

    /// <summary>What went wrong on another way in that ends here: a fault of the form, not news above it.</summary>
    public static string? Trouble(DeskRequest r) =>
        r.Http.Request.Query["said"].ToString() is "openid-refused" or "openid-away" or "openid-old" or "openid-other" or "passkey-refused" ? r.Words["said." + r.Http.Request.Query["said"]] : null;

    private static Task Form(DeskRequest r, string email, string? fault, int status) =>
        r.Page(Slices.SignIn.Create(new SignInModel(r.Frame(r.Words["sign-in.title"], (fault ??= Trouble(r)) is null ? null : ""), email, fault, Kept(r), r.Http.RequestServices.GetService<OpenIdSettings>()?.Name) { IsRefused = r.Http.Request.Query["said"] == "openid-refused" }), status);

    // Every browser says where a form came from. A program that says nothing of the kind is none, holds no cookies that another
    // site could misuse, and may sign in with address and password alone.
    private static async Task<bool> IsOurs(DeskRequest r) =>
        await r.IsOurForm() || (r.Http.Request.Headers.Origin.Count == 0 && r.Http.Request.Headers["Sec-Fetch-Site"].Count == 0);
}

/// <summary>The form.</summary>
/// <param name="Frame">Around it.</param>
/// <param name="Email">As it was typed.</param>
/// <param name="Fault">What went wrong.</param>
/// <param name="Query">Where to go on to, kept over a try that fails.</param>
/// <param name="OpenId">The organisation's sign-in, where it has one.</param>
public sealed record SignInModel(DeskFrame Frame, string Email, string? Fault, string Query, string? OpenId)
{
    /// <summary>Whether the organisation's sign-in has just named somebody whom nobody knows here.</summary>
    public bool IsRefused { get; init; }

    public string OpenIdQuery => IsRefused ? Query + (Query.Length == 0 ? "?" : "&") + "anew=yes" : Query;
}

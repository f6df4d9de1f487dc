using Acta.Access;
using Microsoft.AspNetCore.Identity;

namespace Acta.Desk.SignIn;

/// <summary><c>/desk/confirm</c>: whoever sits there proves again who it is, then goes on to the dangerous act.</summary>
internal static class ConfirmPage
{
    public static Task Show(DeskRequest r) => Form(r, null, 200);

    public static async Task Try(DeskRequest r)
    {
        switch (await r.Need<Entrance>().Again(r.Http, r.Staff, await r.Raw("password"), await r.Field("code")))
        {
            case Entry.In:
                await Proved(r);
                break;
            case Entry.Wait wait:
                await Form(r, r.Words.Text("sign-in.wait", ("minutes", (int)Math.Ceiling(wait.For.TotalMinutes))), 429);
                break;
            default:
                await Form(r, r.Words["confirm.wrong"], 401);
                break;
        }
    }

    public static async Task TryPasskey(DeskRequest r)
    {
        if (await r.Need<Entrance>().PasskeyOwner(r.Http, await r.Raw("credential")) is { } owner && owner.Id == r.Staff.Id) await Proved(r);
        else await Form(r, r.Words["said.passkey-refused"], 401);
    }

    private static Task Proved(DeskRequest r)
    {
        r.Need<Sessions>().Prove(r.Who!.Session.Handle);
        return r.Go(LocalPath.Of(r.Http.Request.Query["to"]) ?? "/desk/", "proved");
    }

    private static async Task Form(DeskRequest r, string? fault, int status)
    {
        var users = r.Need<UserManager<Staff>>();
        var openId = r.Http.RequestServices.GetService<OpenIdSettings>();
        var linked = openId is not null && (await users.GetLoginsAsync(r.Staff)).Count > 0;
        await r.Page(Slices.Confirm.Create(new ConfirmModel(
            r.Frame(r.Words["confirm.title"], (fault ??= PasswordSignIn.Trouble(r)) is null ? null : ""), fault, PasswordSignIn.Kept(r), r.Staff.PasswordHash is not null, r.Staff.TwoFactor, (await users.GetPasskeysAsync(r.Staff)).Count > 0, linked ? openId!.Name : null)), status);
    }
}

public sealed record ConfirmModel(DeskFrame Frame, string? Fault, string Query, bool HasPassword, bool TwoFactor, bool HasPasskey, string? OpenId);

using Acta.Access;
using Microsoft.AspNetCore.Identity;

namespace Acta.Desk.SignIn;

/// <summary>Signing in by a passkey: a challenge, and the answer to it.</summary>
internal static class PasskeySignIn
{
    // The same for everybody: which passkeys there are, the browser knows and we do not tell.
    public static async Task Options(DeskRequest r) => await r.Json(await r.Need<SignInManager<Staff>>().MakePasskeyRequestOptionsAsync(null));

    public static async Task Try(DeskRequest r)
    {
        switch (await r.Need<Entrance>().Passkey(r.Http, await r.Raw("credential")))
        {
            case Entry.In:
                await r.Go(PasswordSignIn.Destination(r));
                break;
            case Entry.Wait wait:
                await PasswordSignIn.TooMany(r, wait.For);
                break;
            default:
                await r.Go("/desk/sign-in" + PasswordSignIn.Kept(r), "passkey-refused");
                break;
        }
    }
}

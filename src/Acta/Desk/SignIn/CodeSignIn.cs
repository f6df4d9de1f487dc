using Acta.Access;

namespace Acta.Desk.SignIn;

/// <summary><c>/desk/sign-in/code</c>: the second step, for accounts that have one.</summary>
internal static class CodeSignIn
{
    public static async Task Show(DeskRequest r)
    {
        if (await r.Need<Entrance>().Halfway(r.Http) is null) await r.Go("/desk/sign-in" + PasswordSignIn.Kept(r));
        else await Form(r, null, 200);
    }

    public static async Task Try(DeskRequest r)
    {
        if (await r.Need<Entrance>().Halfway(r.Http) is null)
        {
            await r.Go("/desk/sign-in" + PasswordSignIn.Kept(r));
            return;
        }
        switch (await r.Need<Entrance>().Code(r.Http, await r.Field("code")))
        {
            case Entry.In:
                await r.Go(PasswordSignIn.Destination(r));
                break;
            case Entry.Wait wait:
                await PasswordSignIn.TooMany(r, wait.For);
                break;
            default:
                await Form(r, r.Words["code.wrong"], 401);
                break;
        }
    }

    private static Task Form(DeskRequest r, string? fault, int status) =>
        r.Page(Slices.Code.Create(new CodeModel(r.Frame(r.Words["code.title"]), fault, PasswordSignIn.Kept(r))), status);
}

public sealed record CodeModel(DeskFrame Frame, string? Fault, string Query);

using Acta.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Acta.Desk.SignIn;

/// <summary><c>/desk/sign-out</c></summary>
internal static class SignOut
{
    public static async Task Do(DeskRequest r)
    {
        r.Need<AuditTrail>().Add(r.Staff.Actor, "sign-out", r.Address, r.Staff.Id);
        await r.Http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await r.Go("/desk/sign-in", "signed-out");
    }
}

using Acta.Access;
using Microsoft.AspNetCore.Identity;

namespace Acta.Desk.Account;

/// <summary>A new password; the old one is asked for, and every other session ends.</summary>
internal static class PasswordChange
{
    public static async Task Do(DeskRequest r)
    {
        var users = r.Need<UserManager<Staff>>();
        var next = await r.Raw("new");
        if (next != await r.Raw("repeated"))
        {
            await AccountPage.Show(r, r.Words["password.differ"], 400);
            return;
        }
        if (r.Staff.PasswordHash is null && !r.Need<Sessions>().IsProved(r.Who!.Session))
        {
            await r.AskProof("/desk/account");
            return;
        }
        if (r.Staff.PasswordHash is not null && await Refused(r) is { } refusal)
        {
            await AccountPage.Show(r, refusal, 400);
            return;
        }
        var old = await r.Raw("old");
        var result = r.Staff.PasswordHash is null ? await users.AddPasswordAsync(r.Staff, next) : await users.ChangePasswordAsync(r.Staff, old, next);
        if (!result.Succeeded)
        {
            await AccountPage.Show(r, r.Words[Accounts.WordFor(result)], 400);
            return;
        }
        r.Need<Sessions>().GoOnAlone(r.Staff, r.Who!.Session.Handle);
        r.Need<AuditTrail>().Add(r.Staff.Actor, "password-change", r.Address, r.Staff.Id);
        await r.Go("/desk/account", "password-changed");
    }

    // Guessing the old password from a session left open is limited like guessing it at the door.
    private static async Task<string?> Refused(DeskRequest r)
    {
        var attempts = r.Need<Attempts>();
        if (attempts.Take(r.Staff.Email, r.Address) is { } wait) return r.Words.Text("sign-in.wait", ("minutes", (int)Math.Ceiling(wait.TotalMinutes)));
        if (!await r.Need<UserManager<Staff>>().CheckPasswordAsync(r.Staff, await r.Raw("old"))) return r.Words["password.old-wrong"];
        attempts.GiveBack(r.Staff.Email, r.Address);
        return null;
    }
}

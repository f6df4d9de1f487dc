using Acta.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Acta.Desk.Account;

/// <summary>Passkeys of one's own account.</summary>
internal static class Passkeys
{
    private const int MostNameLetters = 60;

    public static async Task Options(DeskRequest r) => await r.Json(await r.Need<SignInManager<Staff>>().MakePasskeyCreationOptionsAsync(
        new PasskeyUserEntity { Id = r.Staff.Id.ToString(), Name = r.Staff.Email, DisplayName = r.Staff.Name }));

    public static async Task Add(DeskRequest r)
    {
        if (await Made(r) is not { } passkey)
        {
            await AccountPage.Show(r, r.Words["said.passkey-refused"], 400);
            return;
        }
        var name = await r.Field("name");
        passkey.Name = name.Length is 0 or > MostNameLetters ? r.Words.Text("passkey.named", ("date", r.Words.Dates.Day(DateOnly.FromDateTime(passkey.CreatedAt.UtcDateTime)))) : name;
        await r.Need<UserManager<Staff>>().AddOrUpdatePasskeyAsync(r.Staff, passkey);
        r.Need<AuditTrail>().Add(r.Staff.Actor, "passkey-add", r.Address, r.Staff.Id);
        await r.Go("/desk/account", "passkey-added");
    }

    public static async Task Remove(DeskRequest r)
    {
        byte[] id;
        try
        {
            id = WebEncoders.Base64UrlDecode(await r.Field("passkey"));
        }
        catch (FormatException)
        {
            await r.Go("/desk/account");
            return;
        }
        // Only among one's own, whatever id was sent. Who signed in with it elsewhere is signed out.
        var users = r.Need<UserManager<Staff>>();
        if (await users.GetPasskeyAsync(r.Staff, id) is not null)
        {
            await users.RemovePasskeyAsync(r.Staff, id);
            await users.UpdateSecurityStampAsync(r.Staff);
            r.Need<Sessions>().GoOnAlone(r.Staff, r.Who!.Session.Handle);
            r.Need<AuditTrail>().Add(r.Staff.Actor, "passkey-remove", r.Address, r.Staff.Id);
        }
        await r.Go("/desk/account", "passkey-removed");
    }

    private static async Task<UserPasskeyInfo?> Made(DeskRequest r)
    {
        if (await r.Raw("credential") is not { Length: > 0 } credential) return null;
        try
        {
            var result = await r.Need<SignInManager<Staff>>().PerformPasskeyAttestationAsync(credential);
            return result.Succeeded && result.UserEntity.Id == r.Staff.Id.ToString() ? result.Passkey : null;
        }
        catch (InvalidOperationException)
        {
            // No challenge was given to this browser, or it is over.
            return null;
        }
    }
}

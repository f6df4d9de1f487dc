using System.Text;
using Acta.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace Acta.Desk.Account;

/// <summary>
/// A code from a telephone after the password. The key that is offered is kept nowhere until a code of it has come back: it
/// stands, encrypted, in the form alone.
/// </summary>
internal static class Authenticator
{
    private const int CodeCount = 10;

    public static Task Show(DeskRequest r) => Form(r, r.Need<UserManager<Staff>>().GenerateNewAuthenticatorKey(), null, 200);

    public static async Task TurnOn(DeskRequest r)
    {
        var users = r.Need<UserManager<Staff>>();
        string key;
        try
        {
            key = Sealer(r).Unprotect(await r.Field("key"));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Open for more than half an hour, or another account's.
            await r.Message(400, "old-form", "/desk/account/authenticator", r.Words["authenticator.title"]);
            return;
        }
        // Set on the account as it stands here; it is kept with the first code that is right, and not before.
        await ((IUserAuthenticatorKeyStore<Staff>)r.Need<IUserStore<Staff>>()).SetAuthenticatorKeyAsync(r.Staff, key, default);
        if (!await users.VerifyTwoFactorTokenAsync(r.Staff, TokenOptions.DefaultAuthenticatorProvider, (await r.Field("code")).Replace(" ", "", StringComparison.Ordinal)))
        {
            await Form(r, key, r.Words["code.wrong"], 400);
            return;
        }
        await users.SetTwoFactorEnabledAsync(r.Staff, true);
        await ShowCodes(r, "authenticator-on");
    }

    public static async Task TurnOff(DeskRequest r)
    {
        var users = r.Need<UserManager<Staff>>();
        await users.SetTwoFactorEnabledAsync(r.Staff, false);
        r.Staff.AuthenticatorKey = null;
        await users.GenerateNewTwoFactorRecoveryCodesAsync(r.Staff, 0);
        r.Need<Sessions>().GoOnAlone(r.Staff, r.Who!.Session.Handle);
        r.Need<AuditTrail>().Add(r.Staff.Actor, "authenticator-off", r.Address, r.Staff.Id);
        await r.Go("/desk/account", "authenticator-off");
    }

    public static Task NewCodes(DeskRequest r) => r.Staff.TwoFactor ? ShowCodes(r, "codes-new") : r.Go("/desk/account");

    // Shown this once: the store keeps only their digests.
    private static async Task ShowCodes(DeskRequest r, string act)
    {
        var codes = await r.Need<UserManager<Staff>>().GenerateNewTwoFactorRecoveryCodesAsync(r.Staff, CodeCount);
        r.Need<Sessions>().GoOnAlone(r.Staff, r.Who!.Session.Handle);
        r.Need<AuditTrail>().Add(r.Staff.Actor, act, r.Address, r.Staff.Id);
        await r.Page(Slices.Codes.Create(new CodesModel(r.Frame(r.Words["codes.title"]), [.. codes!])));
    }

    private static Task Form(DeskRequest r, string key, string? fault, int status)
    {
        var frame = r.Frame(r.Words["authenticator.title"]);
        var (issuer, account) = (Uri.EscapeDataString(frame.Site), Uri.EscapeDataString(r.Staff.Email));
        var address = $"otpauth://totp/{issuer}:{account}?secret={key}&issuer={issuer}&digits=6&period=30";
        var (path, size) = Picture(address);
        var spelt = string.Join(' ', key.Chunk(4).Select(c => new string(c)));
        return r.Page(Slices.Authenticator.Create(new AuthenticatorModel(frame, Sealer(r).Protect(key, TimeSpan.FromMinutes(30)), spelt, path, size, fault)), status);
    }

    private static ITimeLimitedDataProtector Sealer(DeskRequest r) =>
        r.Need<IDataProtectionProvider>().CreateProtector("Acta.Desk.Authenticator", r.Staff.Id.ToString()).ToTimeLimitedDataProtector();

    // Drawn here as one path: the page needs no script, and the key goes to nobody else's server.
    private static (string Path, int Size) Picture(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        var rows = code.ModuleMatrix;
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Count; x++)
                if (rows[y][x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (path.ToString(), rows.Count);
    }
}

public sealed record AuthenticatorModel(DeskFrame Frame, string SealedKey, string Key, string Picture, int Size, string? Fault);

public sealed record CodesModel(DeskFrame Frame, IReadOnlyList<string> Codes);

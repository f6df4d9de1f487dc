using Acta.Access;
using Microsoft.AspNetCore.Identity;

namespace Acta.Desk.Account;

/// <summary><c>/desk/account</c>: one's own account.</summary>
internal static class AccountPage
{
    public static Task Show(DeskRequest r) => Show(r, null, 200);

    /// <summary>The page, with what is wrong with a form on it.</summary>
    public static async Task Show(DeskRequest r, string? fault, int status)
    {
        var users = r.Need<UserManager<Staff>>();
        bool wants;
        using (var reading = r.Need<Store.MainStore>().Read()) wants = Mails.Wants(reading, r.Staff.Id);
        var model = new AccountModel(
            r.Frame(r.Words["account.title"]), r.Staff, fault, r.Need<Sessions>().Of(r.Staff.Id), r.Who!.Session.Handle,
            [.. await users.GetPasskeysAsync(r.Staff)], await users.CountRecoveryCodesAsync(r.Staff), wants);
        await r.Page(Slices.Account.Create(model), status);
    }

    public static async Task Profile(DeskRequest r)
    {
        var (name, language) = (await r.Field("name"), await r.Field("language"));
        if (name.Length is 0 or > 100)
        {
            await Show(r, r.Words["name.wrong"], 400);
            return;
        }
        using (var w = r.Need<Store.MainStore>().BeginDeskWrite())
        {
            Mails.Want(w, r.Staff.Id, await r.Field("mail") == "yes");
            w.Commit();
        }
        r.Staff.Name = name;
        r.Staff.Language = DeskWords.Languages.Contains(language) ? language : null;
        if (!(await r.Need<UserManager<Staff>>().UpdateAsync(r.Staff)).Succeeded) await Show(r, r.Words["changed-meanwhile"], 409);
        else await r.Go("/desk/account", "saved");
    }

    public static async Task EndSession(DeskRequest r)
    {
        // Only among one's own: another account's handle finds nothing here.
        r.Need<Sessions>().End(r.Staff, await r.Field("session"), r.Address);
        await r.Go("/desk/account", "session-ended");
    }

    public static Task EndOthers(DeskRequest r)
    {
        r.Need<Sessions>().EndOthers(r.Staff.Id, r.Who!.Session.Handle);
        r.Need<AuditTrail>().Add(r.Staff.Actor, "session-end-others", r.Address, r.Staff.Id);
        return r.Go("/desk/account", "sessions-ended");
    }
}

public sealed record AccountModel(
    DeskFrame Frame, Staff Staff, string? Fault, IReadOnlyList<DeskSession> Sessions, string Here, IReadOnlyList<UserPasskeyInfo> Passkeys, int Codes, bool WantsMail);

using Acta.Access;
using Microsoft.AspNetCore.Identity;

namespace Acta.Desk.SignIn;

/// <summary><c>/invite/{token}</c>: who was invited chooses a password, once.</summary>
internal static class InvitePage
{
    public static Task Show(DeskRequest r) =>
        r.Need<Invitations>().Find(r.Value("token")) is { } invitation ? Form(r, invitation, invitation.Name, null, 200) : Gone(r);

    public static async Task Accept(DeskRequest r)
    {
        var (token, invitations) = (r.Value("token"), r.Need<Invitations>());
        if (invitations.Find(token) is not { } invitation)
        {
            await Gone(r);
            return;
        }
        var (name, password) = (await r.Field("name"), await r.Raw("password"));
        if (name.Length is 0 or > 100) await Form(r, invitation, name, r.Words["name.wrong"], 400);
        else if (password != await r.Raw("repeated")) await Form(r, invitation, name, r.Words["password.differ"], 400);
        else if (!invitations.Use(token)) await Gone(r);
        else
        {
            // Of the form, only name and password count; what the account may do stands in the invitation.
            var staff = new Staff { Email = invitation.Email, Name = name, Language = r.Words.Language, Created = r.Need<TimeProvider>().GetUtcNow(), Grants = [invitation.Grant] };
            if (await Accounts.Add(r.Http.RequestServices, staff, password, staff.Actor, r.Address) is { } fault)
            {
                invitations.GiveBack(token);
                await Form(r, invitation, name, r.Words[fault], 400);
                return;
            }
            await r.Need<SignInManager<Staff>>().SignInAsync(staff, isPersistent: false);
            await r.Go("/desk/", "welcome");
        }
    }

    private static Task Form(DeskRequest r, Invitation invitation, string name, string? fault, int status) =>
        r.Page(Slices.Invite.Create(new InviteModel(r.Frame(r.Words["invite.title"]), invitation, name, fault)), status);

    private static Task Gone(DeskRequest r) => r.Message(404, "invite.gone", "/desk/sign-in", r.Words["sign-in.title"]);
}

public sealed record InviteModel(DeskFrame Frame, Invitation Invitation, string Name, string? Fault);

using Acta.Access;

namespace Acta.Desk.People;

/// <summary>Invitations by link: the administrator hands it on.</summary>
internal static class Inviting
{
    public static async Task Make(DeskRequest r)
    {
        var (email, name) = (await r.Field("email"), await r.Field("name"));
        if (!Access.People.IsEmail(email)) await PeoplePage.Show(r, r.Words["email.wrong"], null, 400);
        else if (name.Length is 0 or > 100) await PeoplePage.Show(r, r.Words["name.wrong"], null, 400);
        else if (await GrantForm.Read(r) is not { } grant) await PeoplePage.Show(r, r.Words["role.wrong"], null, 400);
        else if (r.Need<Access.People>().Find(email) is not null) await PeoplePage.Show(r, r.Words["email.taken"], null, 400);
        else
        {
            var token = r.Need<Invitations>().Make(email, name, grant, r.Staff, r.Address);
            if (r.Http.RequestServices.GetService<MailOn>() is not null)
            {
                using var w = r.Need<Store.MainStore>().BeginDeskWrite();
                Mails.Send(w, r.Need<TimeProvider>().GetUtcNow(), "invite", name, email, r.Words.Language, "/invite/" + token);
                w.Commit();
            }
            await PeoplePage.Show(r, null, $"{r.Http.Request.Scheme}://{r.Http.Request.Host}/invite/{token}", 200);
        }
    }

    public static Task Withdraw(DeskRequest r)
    {
        r.Need<Invitations>().Withdraw(r.Value("id"), r.Staff, r.Address);
        return r.Go("/desk/people", "invitation-withdrawn");
    }
}

using Acta.Access;

namespace Acta.Desk.People;

/// <summary><c>/desk/people/{id}</c>: one account, for administrators to change and auditors to read.</summary>
internal static class PersonPage
{
    public static Task Show(DeskRequest r) => Find(r) is { } staff ? Show(r, staff, null, 200) : r.Message(404, "no-page");

    public static async Task Give(DeskRequest r)
    {
        if (Find(r) is not { } staff) await r.Message(404, "no-page");
        else if (await GrantForm.Read(r) is not { } grant) await Show(r, staff, r.Words["role.wrong"], 400);
        else
        {
            r.Need<Access.People>().Give(staff.Id, grant, r.Staff.Actor, r.Address);
            await r.Go("/desk/people/" + staff.Id, "saved");
        }
    }

    public static async Task Take(DeskRequest r)
    {
        if (Find(r) is not { } staff) await r.Message(404, "no-page");
        else if (RoleWords.Parse(await r.Field("role")) is Roles.None) await Show(r, staff, r.Words["role.wrong"], 400);
        else if (!r.Need<Access.People>().Take(staff.Id, RoleWords.Parse(await r.Field("role")), r.Staff.Actor, r.Address)) await Show(r, staff, r.Words["people.last"], 409);
        else await r.Go(r.Staff.Id == staff.Id ? "/desk/" : "/desk/people/" + staff.Id, "saved");
    }

    public static Task Disable(DeskRequest r) => Set(r, disabled: true);

    public static Task Enable(DeskRequest r) => Set(r, disabled: false);

    private static Task Set(DeskRequest r, bool disabled)
    {
        if (Find(r) is not { } staff) return r.Message(404, "no-page");
        return r.Need<Access.People>().Disable(staff.Id, disabled, r.Staff.Actor, r.Address)
            ? r.Go("/desk/people/" + staff.Id, disabled ? "disabled" : "enabled")
            : Show(r, staff, r.Words["people.last"], 409);
    }

    private static Staff? Find(DeskRequest r) => Guid.TryParseExact(r.Value("id"), "D", out var id) ? r.Need<Access.People>().Find(id) : null;

    private static Task Show(DeskRequest r, Staff staff, string? fault, int status) => r.Page(
        Slices.Person.Create(new PersonModel(r.Frame(staff.Name), staff, r.Need<Sessions>().Of(staff.Id), r.Staff.May(Roles.Administrator), fault)), status);
}

public sealed record PersonModel(DeskFrame Frame, Staff Staff, IReadOnlyList<DeskSession> Sessions, bool MayChange, string? Fault);

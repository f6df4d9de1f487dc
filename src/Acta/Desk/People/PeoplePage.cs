using Acta.Access;

namespace Acta.Desk.People;

/// <summary><c>/desk/people</c>: who works here, and who is invited.</summary>
internal static class PeoplePage
{
    public static Task Show(DeskRequest r) => Show(r, null, null, 200);

    /// <summary>The page, with what is wrong with the invitation, or with its link.</summary>
    public static Task Show(DeskRequest r, string? fault, string? link, int status) => r.Page(
        Slices.People.Create(new PeopleModel(r.Frame(r.Words["people.title"]), r.Need<Access.People>().All(), r.Need<Invitations>().Open(), r.Staff.May(Roles.Administrator), fault, link)
        {
            Typed = fault is null ? null : r.Http.Request.Form,
        }), status);
}

public sealed record PeopleModel(DeskFrame Frame, IReadOnlyList<Staff> People, IReadOnlyList<Invitation> Invitations, bool MayChange, string? Fault, string? Link)
{
    /// <summary>What was typed into the invitation that was refused.</summary>
    public IFormCollection? Typed { get; init; }
}

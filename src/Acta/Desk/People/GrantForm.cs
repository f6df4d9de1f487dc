using Acta.Access;

namespace Acta.Desk.People;

/// <summary>A role with its languages and sections, as a form names it.</summary>
internal static class GrantForm
{
    /// <summary>The grant; null where there is no such role. Of languages and sections, only those of the site count.</summary>
    public static async Task<Grant?> Read(DeskRequest r)
    {
        var role = RoleWords.Parse(await r.Field("role"));
        if (role == Roles.None) return null;
        var languages = (await r.Fields("language")).Where(l => r.Settings?.Languages.Contains(l) == true);
        var sections = (await r.Fields("section")).Where(s => r.Settings?.Sections.Any(known => known.Slug == s) == true);
        return new Grant(role, [.. languages], [.. sections]);
    }
}

/// <summary>The fields of a role, as they were typed where they were refused.</summary>
public sealed record GrantFieldsModel(DeskFrame Frame, IFormCollection? Typed);

namespace Acta.Access;

/// <summary>What somebody may be at the desk. Nothing is allowed that no role allows.</summary>
[Flags]
public enum Roles
{
    None = 0,
    /// <summary>Writes articles.</summary>
    Author = 1,
    /// <summary>Translates, into named languages.</summary>
    Translator = 2,
    /// <summary>Reviews and approves.</summary>
    Editor = 4,
    /// <summary>Releases, schedules, corrects, withdraws.</summary>
    Publisher = 8,
    /// <summary>Keeps people and bodies, posts and meetings.</summary>
    Keeper = 16,
    /// <summary>Says who works at the desk, and sets up the site.</summary>
    Administrator = 32,
    /// <summary>Reads all, changes nothing.</summary>
    Auditor = 64,
}

/// <summary>The words for roles on the command line, in the store and in the audit trail.</summary>
public static class RoleWords
{
    /// <summary>Every role with its word, in the order shown.</summary>
    public static IReadOnlyList<(Roles Role, string Word)> All { get; } =
    [
        (Roles.Author, "author"), (Roles.Translator, "translator"), (Roles.Editor, "editor"), (Roles.Publisher, "publisher"),
        (Roles.Keeper, "keeper"), (Roles.Administrator, "administrator"), (Roles.Auditor, "auditor"),
    ];

    /// <summary>One role's word.</summary>
    public static string Word(this Roles role) => All.First(r => r.Role == role).Word;

    /// <summary>The role a word names, or none.</summary>
    public static Roles Parse(string? word) => All.FirstOrDefault(r => r.Word == word).Role;
}

/// <summary>One role of one person, perhaps for some languages and sections only.</summary>
/// <param name="Role">One role.</param>
/// <param name="Languages">BCP 47; none means all.</param>
/// <param name="Sections">Slugs; none means all.</param>
public sealed record Grant(Roles Role, IReadOnlyList<string> Languages, IReadOnlyList<string> Sections)
{
    /// <summary>Whether it reaches to a language and a section; null stands for what has none.</summary>
    public bool Covers(string? language, string? section) =>
        (language is null || Languages.Count == 0 || Languages.Contains(language, StringComparer.OrdinalIgnoreCase))
        && (section is null || Sections.Count == 0 || Sections.Contains(section, StringComparer.Ordinal));

    /// <summary>As the audit trail names it: <c>translator en,ru news</c>.</summary>
    public override string ToString() =>
        string.Join(' ', new[] { Role.Word(), string.Join(',', Languages), Sections.Count == 0 ? "" : "in " + string.Join(',', Sections) }.Where(p => p.Length > 0));
}

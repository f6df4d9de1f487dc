namespace Acta.Access;

/// <summary>Somebody who may sign in at the desk.</summary>
public sealed class Staff
{
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The address as it was given.</summary>
    public string Email { get; set; } = "";

    /// <summary>The address as it is compared.</summary>
    public string EmailKey { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>The language of the desk for this person; null: as the browser asks.</summary>
    public string? Language { get; set; }

    /// <summary>Null for who signs in by other means only.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with every change of how one signs in; sessions of a former stamp are over.</summary>
    public string Stamp { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether a code is asked for after the password.</summary>
    public bool TwoFactor { get; set; }

    /// <summary>Encrypted.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>The digest of the code that was used last.</summary>
    public string? LastCode { get; set; }

    public bool Disabled { get; set; }

    public DateTimeOffset Created { get; init; }

    /// <summary>Counts the changes: one made on an older state is refused.</summary>
    public long Version { get; set; } = 1;

    public IReadOnlyList<Grant> Grants { get; set; } = [];

    /// <summary>All roles together.</summary>
    public Roles Roles => Grants.Aggregate(Roles.None, (all, g) => all | g.Role);

    /// <summary>Whether one of these roles reaches to a language and a section; null stands for what has none.</summary>
    public bool May(Roles any, string? language = null, string? section = null) =>
        !Disabled && Grants.Any(g => (g.Role & any) != 0 && g.Covers(language, section));

    /// <summary>The actor's name in the audit trail: who it was then is found by it, and nothing personal stands there.</summary>
    public string Actor => ActorOf(Id);

    /// <summary>The actor's name of an account.</summary>
    public static string ActorOf(Guid id) => "user:" + id;
}

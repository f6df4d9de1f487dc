namespace Acta.Record.Register;

/// <summary>Where the pages of records are, below the language.</summary>
public static class RecordAddress
{
    /// <summary>
    /// The part before a record's slug, such as <c>people/</c>; null for those that are shown on the page of another: terms of
    /// office, and items of an agenda.
    /// </summary>
    public static string? Folder(RegisterRecord record) => record switch
    {
        Person => "people/",
        Organization { IsState: true } => "states/",
        Organization => "organizations/",
        Post => "posts/",
        Place => "places/",
        Event => "events/",
        Paper => "papers/",
        Decision => "decisions/",
        AssignedTask => "tasks/",
        _ => null,
    };

    /// <summary>The folders, in the order they are shown.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["people", "organizations", "posts", "states", "places", "events", "papers", "decisions", "tasks"];
}

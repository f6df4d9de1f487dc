using Acta.Store;

namespace Acta.Import;

/// <summary>What the user asks of an import.</summary>
internal sealed record ImportOptions
{
    public required string Source { get; init; }

    public required string Format { get; init; }

    /// <summary>The language of items that name none.</summary>
    public string? Language { get; init; }

    /// <summary>The section of items that the source puts in none of ours; null: <c>news</c>, where the site has it.</summary>
    public string? Section { get; init; }

    /// <summary>What the former site is called by readers.</summary>
    public string? Site { get; init; }

    public string? GroupsFile { get; init; }

    public string? MapFile { get; init; }

    public string? RedirectsFile { get; init; }

    public bool DryRun { get; init; }

    public bool Update { get; init; }

    public bool Atomic { get; init; }

    public bool FetchMedia { get; init; }

    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Hosts on private networks may be asked too.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>Where the whole report goes; null: its beginning is printed.</summary>
    public string? ReportFile { get; init; }

    /// <summary>Where a person settles which doubtful records are ones that are here; null: doubts are told, and nothing goes in.</summary>
    public string? SettleFile { get; init; }

    public static readonly string[] Formats = ["text", "wxr", "jsonfeed", "jsonl", "popolo", "csv"];

    /// <exception cref="UserError">The words contradict each other.</exception>
    public void Check()
    {
        if (!Formats.Contains(Format)) throw new UserError($"\"{Format}\" is not a format; choose one of {string.Join(", ", Formats)}.", 2);
        if (Language is not null && !Record.Rules.IsLanguage(Language)) throw new UserError($"\"{Language}\" is not a language tag such as en, ru or zh-Hant.", 2);
        if (SettleFile is not null && Format is not ("popolo" or "csv")) throw new UserError("--settle goes with --format popolo and csv.", 2);
        if (FetchMedia && AllowedHosts.Count == 0) throw new UserError("--fetch-media fetches only from hosts you name: add --allow-host HOST for each.", 2);
    }
}

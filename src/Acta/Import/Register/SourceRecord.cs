using System.Text.Json.Nodes;
using Acta.Record.Bodies;
using Acta.Record.Site;

namespace Acta.Import.Register;

/// <summary>A record of the register as a source has it.</summary>
internal sealed record SourceRecord
{
    /// <summary>The file, as given.</summary>
    public required string File { get; init; }

    /// <summary>Where in it: "line 12", "persons[3]".</summary>
    public required string Where { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What the source calls it among those of its kind.</summary>
    public required string Key { get; init; }

    /// <summary>What to call it when speaking to people.</summary>
    public required string Name { get; init; }

    /// <summary>Its JSON, with the source's keys where ids will stand.</summary>
    public required JsonObject Document { get; init; }

    /// <summary>It was written out by an Acta: keys are ids.</summary>
    public bool IsOurs { get; init; }

    /// <summary>It is published and then marked as no longer current with this notice.</summary>
    public Notice? Retired { get; init; }

    /// <summary>It is published and then merged into another.</summary>
    public Acta.Record.Register.RecordMerger? Merged { get; init; }

    /// <summary>Where the source has a file that the record uses; null: it has none.</summary>
    public Func<MediaFile, LinkedFile?> FileFor { get; init; } = _ => null;
}

/// <summary>How a form of exchange is taken in.</summary>
/// <param name="AllOrNone">Nothing is appended unless every record is good.</param>
/// <param name="ByIdOnly">Records are known by their ids alone, and one replaces the other whole.</param>
/// <param name="ChangesExisting">What is here already is changed to what the source says.</param>
internal sealed record RegisterManner(bool AllOrNone, bool ByIdOnly, bool ChangesExisting);

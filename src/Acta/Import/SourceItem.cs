using Acta.Record.News;

namespace Acta.Import;

/// <summary>
/// One language version of one article as its source has it. What it is called is known at once; its text is converted later,
/// on another thread, and only where the record does not have it yet.
/// </summary>
internal sealed record SourceItem
{
    /// <summary>The file, as given.</summary>
    public required string File { get; init; }

    /// <summary>Where in it: "line 12", "item 3".</summary>
    public required string Where { get; init; }

    /// <summary>What the source calls it; the same at every import of the same source.</summary>
    public required string Key { get; init; }

    /// <summary>What joins it with its versions in other languages, where the source says so.</summary>
    public string? Group { get; init; }

    /// <summary>Other names a groups file may call it by: its address, its number.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The id, where the source is a record of Acta's own.</summary>
    public Guid? Id { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>What to call it when speaking to people.</summary>
    public required string Title { get; init; }

    /// <summary>About how many bytes it holds in memory, so that what is on its way stays bounded.</summary>
    public int Weight { get; init; }

    /// <summary>Converts it. Its edition has no id yet, nor have its blocks.</summary>
    public required Func<Draft> Convert { get; init; }
}

/// <summary>What a source item became.</summary>
/// <param name="Edition">Ready but for ids.</param>
internal sealed record Draft(Edition Edition)
{
    /// <summary>What a person should look at.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Addresses of pictures, recordings and files elsewhere.</summary>
    public IReadOnlyList<string> RemoteMedia { get; init; } = [];

    /// <summary>The language of our own version that it translates; its digest is put in when that one is published.</summary>
    public string? Translates { get; init; }

    /// <summary>It is published and then marked as no longer current with this notice.</summary>
    public Record.Site.Notice? Retired { get; init; }

    /// <summary>It is published and then corrected with this note, as it was in the record it comes from.</summary>
    public CorrectionNote? Correction { get; init; }

    /// <summary>The block ids are the source's own and are kept.</summary>
    public bool KeepsBlockIds { get; init; }

    /// <summary>Files that must be in the media library first.</summary>
    public IReadOnlyList<LinkedFile> Files { get; init; } = [];
}

/// <summary>A file that stands beside an interchange file.</summary>
/// <param name="File">What the document calls it.</param>
/// <param name="Path">Where it is.</param>
internal sealed record LinkedFile(Record.Bodies.MediaFile File, string Path);

/// <summary>An item that can't be taken as it is; the others can.</summary>
/// <param name="reason">A sentence: what is wrong, and what to do where that is not plain.</param>
internal sealed class BadItem(string reason) : Exception(reason);

/// <summary>Something that reads one format.</summary>
internal interface ISource
{
    /// <summary>The items of one file, in its order. What it can't take, it says to the report.</summary>
    /// <exception cref="Store.UserError">The file is not of this format, or breaks off.</exception>
    IEnumerable<SourceItem> Read(InputFile file);
}

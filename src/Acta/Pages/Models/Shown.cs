using Acta.Record.News;

namespace Acta.Pages;

/// <summary>An article in a list, and how it is set there.</summary>
public sealed record CardShown(PageFrame Frame, Card Card)
{
    /// <summary>The level of its heading.</summary>
    public int Level { get; init; } = 3;

    /// <summary>How large: "lead", "beside", "small" or as in lists.</summary>
    public string Style { get; init; } = "";

    /// <summary>With its picture.</summary>
    public bool Picture { get; init; }

    /// <summary>With its summary.</summary>
    public bool Summary { get; init; } = true;

    /// <summary>With its date, where no heading says it.</summary>
    public bool Dated { get; init; }
}

/// <summary>Days of a list.</summary>
public sealed record DaysShown(PageFrame Frame, IReadOnlyList<DayGroup> Days);

/// <summary>Links to the pages of a list.</summary>
public sealed record PagerShown(PageFrame Frame, Pager Pager);

/// <summary>Links with counts.</summary>
public sealed record LinksShown(PageFrame Frame, IReadOnlyList<CountedLink> Links);

/// <summary>Who an article comes from.</summary>
public sealed record SourceShown(PageFrame Frame, Source Source);

/// <summary>How many, where it is said.</summary>
public sealed record CountShown(PageFrame Frame, long? Count);

/// <summary>A notice.</summary>
public sealed record BannerShown(PageFrame Frame, Banner Banner);

namespace Acta.Pages;

/// <summary>One value a list can be filtered by.</summary>
/// <param name="Value">As it stands in the address.</param>
/// <param name="Label">As readers see it.</param>
/// <param name="Language">The language of the label, where it is not the page's.</param>
/// <param name="IsChosen">Whether it is asked for.</param>
public sealed record FilterOption(string Value, string Label, string? Language, bool IsChosen);

/// <summary>A field of a filter: a choice, or what is typed.</summary>
/// <param name="Name">Of the parameter.</param>
/// <param name="Label">Above it.</param>
/// <param name="Value">What is asked for.</param>
/// <param name="Options">What there is to choose; null: it is typed.</param>
public sealed record FilterField(string Name, string Label, string? Value, IReadOnlyList<FilterOption>? Options = null);

/// <summary>The filter of a list.</summary>
/// <param name="Address">The list's own, without a filter.</param>
/// <param name="Fields">What it can be asked by.</param>
public sealed record ListFilter(string Address, IReadOnlyList<FilterField> Fields)
{
    /// <summary>Whether something is asked for.</summary>
    public bool IsSet => Fields.Any(f => f.Value is not null);

    /// <summary>The day the list is shown as of, which goes along.</summary>
    public string? Day { get; init; }

    /// <summary>The whole list, of the same day.</summary>
    public string Clear => Day is null ? Address : $"{Address}?as_of={Day}";
}

/// <summary>A paper in one language.</summary>
/// <param name="Name">Of the language, in itself.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="Href">The file; null where there is none to be had.</param>
/// <param name="Note">Its type and size, or that it is missing.</param>
public sealed record LanguageCell(string Name, string Language, string? Href, string Note);

/// <summary>A decision or paper in its list.</summary>
/// <param name="Name">What it is called.</param>
public sealed record FoundRow(NameLink Name)
{
    /// <summary>Its symbol.</summary>
    public string? Symbol { get; init; }

    /// <summary>The body, the meeting.</summary>
    public IReadOnlyList<NameLink> Details { get; init; } = [];

    /// <summary>What else is said in words, such as how it was adopted.</summary>
    public string? Remark { get; init; }

    /// <summary>Its date.</summary>
    public string? Date { get; init; }

    /// <summary>Whether it is in force.</summary>
    public string? Status { get; init; }

    /// <summary>It is no longer in force.</summary>
    public bool IsOver { get; init; }

    /// <summary>The languages it is, or should be, to be had in.</summary>
    public IReadOnlyList<LanguageCell> Languages { get; init; } = [];
}

/// <summary>Rows under a heading.</summary>
/// <param name="Title">The year; empty: no heading.</param>
/// <param name="Rows">What stands there.</param>
public sealed record FoundGroup(string Title, IReadOnlyList<FoundRow> Rows);

/// <summary>A page of the decisions or the papers, as they are asked for.</summary>
public sealed record FoundPage(PageFrame Frame, string Heading)
{
    /// <summary>The day it is shown as of.</summary>
    public required AsOfControl AsOf { get; init; }

    /// <summary>The lists of the register.</summary>
    public IReadOnlyList<CountedLink> Kinds { get; init; } = [];

    /// <summary>The filter.</summary>
    public required ListFilter Filter { get; init; }

    /// <summary>How many were found, in words.</summary>
    public required string Count { get; init; }

    /// <summary>What was found.</summary>
    public IReadOnlyList<FoundGroup> Groups { get; init; } = [];

    /// <summary>The numbered pages; 0 stands for a gap.</summary>
    public IReadOnlyList<CountedLink> Pages { get; init; } = [];

    /// <summary>The same as a table and as data.</summary>
    public IReadOnlyList<CountedLink> Files { get; init; } = [];
}

/// <summary>A filter on a page.</summary>
public sealed record FilterShown(PageFrame Frame, ListFilter Filter);

/// <summary>The numbered pages of a list.</summary>
public sealed record PagesShown(PageFrame Frame, IReadOnlyList<CountedLink> Pages);

/// <summary>How to cite a decision.</summary>
/// <param name="Address">The address that stays.</param>
/// <param name="Text">The reference, to be copied.</param>
/// <param name="Files">The same for programs that keep references.</param>
public sealed record HowToCite(string Address, string Text, IReadOnlyList<CountedLink> Files);

namespace Acta.Pages;

/// <summary>A chart, and the table that says the same.</summary>
/// <param name="Id">On its page.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Heads">The heads of the table's columns.</param>
/// <param name="Rows">Its rows, one for each thing that is drawn, in the same order; a cell may hold several names.</param>
public sealed record Chart(string Id, string Title, string Svg, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<IReadOnlyList<NameLink>>> Rows)
{
    /// <summary>Whether what is newest stands at its end: where it is wider than the screen, that end is shown first.</summary>
    public bool EndsNewest { get; init; }

    /// <summary>How to read it.</summary>
    public string? Note { get; init; }
}

/// <summary>A chart on a page.</summary>
public sealed record ChartShown(PageFrame Frame, Chart Chart);

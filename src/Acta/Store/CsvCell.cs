using System.Text.RegularExpressions;

namespace Acta.Store;

/// <summary>
/// Cells that a spreadsheet would take for a formula begin with an apostrophe, which takes them as text; numbers are numbers. Reading
/// takes the apostrophe away, so that nothing is changed by writing out and reading in.
/// </summary>
public static partial class CsvCell
{
    /// <summary>The cell as it is written.</summary>
    public static string Guarded(string cell) => Formula().IsMatch(cell) && !Number().IsMatch(cell) ? "'" + cell : cell;

    /// <summary>The cell as it was.</summary>
    public static string Unguarded(string cell) => cell.StartsWith('\'') && Formula().IsMatch(cell) ? cell[1..] : cell;

    [GeneratedRegex(@"^'*[=+\-@\t\r\n]")]
    private static partial Regex Formula();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex Number();
}

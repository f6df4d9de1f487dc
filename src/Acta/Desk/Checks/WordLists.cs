using System.Reflection;

namespace Acta.Desk.Checks;

/// <summary>The lists of words that the check knows, a file each beside it.</summary>
internal static class WordLists
{
    /// <summary>The lines of a list such as <c>titles.txt</c>, without remarks and empty ones.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("checks/" + name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }
}

namespace Acta.Record;

/// <summary>Foreign bytes are not a well-formed entry or document.</summary>
/// <param name="path">Where in the value, such as <c>body[3].text</c>; empty for the whole.</param>
/// <param name="problem">What is wrong there, in plain words.</param>
public sealed class RecordFormatException(string path, string problem)
    : FormatException(path.Length == 0 ? problem : $"{path}: {problem}")
{
    /// <summary>Where in the value; empty for the whole.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong there.</summary>
    public string Problem { get; } = problem;
}

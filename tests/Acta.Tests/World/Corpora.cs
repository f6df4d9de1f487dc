namespace Acta.Tests.World;

/// <summary>Real inputs that stand beside the repository on the machines that have them; elsewhere their tests are skipped, saying so.</summary>
internal static class Corpora
{
    public static string RepositoryRoot { get; } = Find(AppContext.BaseDirectory, folder => File.Exists(Path.Combine(folder, "Acta.slnx")))
        ?? throw new InvalidOperationException("the tests run from within the repository");

    private static readonly string? Shared = Find(RepositoryRoot, folder => Directory.Exists(Path.Combine(folder, "shared", "corpora")));

    /// <summary>A file or folder of <c>../shared</c>, or the test is skipped.</summary>
    public static string Need(params string[] parts)
    {
        if (Shared is null) Assert.Skip("../shared is not beside this repository");
        var path = Path.Combine([Shared, "shared", .. parts]);
        if (!Path.Exists(path)) Assert.Skip($"../shared/{string.Join('/', parts)} is not there");
        return path;
    }

    private static string? Find(string from, Func<string, bool> wanted)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (wanted(folder.FullName)) return folder.FullName;
        return null;
    }
}

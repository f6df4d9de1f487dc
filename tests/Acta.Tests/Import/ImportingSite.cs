using System.Text;
using Acta.Commands;
using Acta.Import;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;
using Acta.Tests.Publication;

namespace Acta.Tests.Import;

/// <summary>An empty site in English, Russian and Arabic that sources are imported into, as the command does it.</summary>
internal sealed class ImportingSite(string? connection = null) : IDisposable
{
    public EmptySite Site { get; } = new(connection);

    /// <summary>A file beside the data folder.</summary>
    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Site.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public ImportReport Import(string format, string source, Func<ImportOptions, ImportOptions>? change = null)
    {
        var options = new ImportOptions { Source = source, Format = format, Language = format == "text" ? "en" : null };
        options = change?.Invoke(options) ?? options;
        options.Check();
        var report = new ImportReport();
        var files = InputFile.Find(options.Source, options.Format, Site.Folder.Path);
        ImportCommand.Import(Site.Folder, Site.Store, Site.Publisher, options, files, report, (run, from) => run.Run(from, files, TestContext.Current.CancellationToken));
        return report;
    }

    /// <summary>The sentence that refuses it.</summary>
    public string Refused(string format, string source, Func<ImportOptions, ImportOptions>? change = null)
    {
        var before = Size;
        var sentence = Assert.Throws<UserError>(() => Import(format, source, change)).Message;
        Assert.Equal(before, Size);
        return sentence.Replace(Site.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    public long Size
    {
        get
        {
            using var reading = Site.Store.Read();
            return reading.Head()!.Size;
        }
    }

    /// <summary>Every language version that stands, by its headline.</summary>
    public IReadOnlyDictionary<string, Edition> Editions()
    {
        using var reading = Site.Store.Read();
        return reading.Query("SELECT digest FROM heads WHERE kind = 'article' AND digest IS NOT NULL", r => Digest.FromBytes((byte[])r[0]))
            .Select(d => (Edition)Document.Read(reading.Document(d).Bytes!)).ToDictionary(e => e.Headline, StringComparer.Ordinal);
    }

    public void Dispose() => Site.Dispose();
}

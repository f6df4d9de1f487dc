using System.Text;
using Acta.Import;
using Acta.Import.Text;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Tests.Import;

/// <summary>Sources read without a store: the drafts and the report.</summary>
internal sealed class Imported
{
    private Imported(IReadOnlyList<(SourceItem Item, Draft Draft)> items, ImportReport report) => (Items, Report) = (items, report);

    public IReadOnlyList<(SourceItem Item, Draft Draft)> Items { get; }

    public ImportReport Report { get; }

    public IReadOnlyList<Edition> Editions => [.. Items.Select(i => i.Draft.Edition)];

    public static Imported Text(string text, string language = "en") => FromText(Encoding.UTF8.GetBytes(text), language);

    public static Imported FromText(byte[] bytes, string language) => InFile(bytes, ".txt", (file, report) => new TextSource(language, report, null).Read(file));

    public static Imported TextFile(string path, string language)
    {
        var report = new ImportReport();
        return Drain(new TextSource(language, report, null).Read(new InputFile(path, path)), report);
    }

    public static Imported InFile(byte[] bytes, string ending, Func<InputFile, ImportReport, IEnumerable<SourceItem>> read)
    {
        var path = Path.Combine(Path.GetTempPath(), $"acta-import-{Guid.NewGuid():N}{ending}");
        File.WriteAllBytes(path, bytes);
        try
        {
            var report = new ImportReport();
            return Drain(read(new InputFile(path, "dump" + ending), report), report);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Imported Drain(IEnumerable<SourceItem> items, ImportReport report)
    {
        var drafts = new List<(SourceItem, Draft)>();
        foreach (var item in items)
        {
            try
            {
                drafts.Add((item, item.Convert()));
            }
            catch (BadItem e)
            {
                report.Problem(item.File, item.Where, item.Title, e.Message);
            }
        }
        return new Imported(drafts, report);
    }

    /// <summary>The words of a body, one space between them.</summary>
    public static string Words(IReadOnlyList<Block> body) => string.Join(' ', BodyText.Plain(body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

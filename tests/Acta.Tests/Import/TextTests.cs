using System.Text.Json;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Tests.World;

namespace Acta.Tests.Import;

public class TextTests
{
    [Fact]
    public void The_founding_text_gives_five_news_items_and_the_interview()
    {
        var file = Directory.GetFiles(Corpora.Need("corpora", "seed"), "*.txt")[0];
        var imported = Imported.TextFile(file, "en");

        Assert.Equal(6, imported.Editions.Count);
        Assert.Equal(["2025-06-30", "2025-06-30", "2025-06-26", "2025-06-26", "2025-06-26", "2019-12-25"], imported.Editions.Select(e => e.FirstPublished!.Date.ToString()));
        Assert.All(imported.Editions.Take(5), e => Assert.True(e is { Kind: ArticleKind.News, HeadlineDerived: true, Body.Count: 1 }));

        var interview = imported.Editions[5];
        Assert.Equal(ArticleKind.Interview, interview.Kind);
        Assert.False(interview.HeadlineDerived);
        Assert.EndsWith("in 2019", interview.Headline);
        Assert.StartsWith("https://mir24.tv/news/16391437/", interview.Source!.Url);
        Assert.Equal("Valery Semerikov", interview.Speaker);
        var turns = interview.Body.OfType<Turn>().ToList();
        Assert.Equal([TurnRole.Question, TurnRole.Answer, TurnRole.Question, TurnRole.Answer, TurnRole.Question, TurnRole.Answer], turns.Select(t => t.Role));
        Assert.All(turns, t => Assert.Single(t.Blocks));
        Assert.Equal("Valery Semerikov", turns[1].Speaker);
        var video = Assert.IsType<Recording>(interview.Body[^1]);
        Assert.True(video.Source.IsMissing);

        Assert.DoesNotContain(imported.Editions, e => Imported.Words(e.Body).Contains("Back to the", StringComparison.Ordinal));
        Assert.Equal(["Go back", "Back to the section", "Back to the all news"], imported.Report.Lines.Where(l => l.Item is null && l.Why.StartsWith("navigation", StringComparison.Ordinal)).Select(l => l.Text));
        AssertEveryLineIsAccountedFor(imported, File.ReadAllLines(file).Length);
        Assert.Equal(0, imported.Report.ProblemCount);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public void The_dumps_agree_with_the_truth(string language)
    {
        var folder = CorpusFolder.Of(language);
        var truth = CorpusFolder.Truth(folder);
        foreach (var dump in new[] { "dump_dotted.txt", "dump_localised.txt" })
        {
            var path = Path.Combine(folder, dump);
            var imported = Imported.TextFile(path, language);
            Assert.Equal(truth.Count, imported.Editions.Count);
            Assert.Equal(truth.Select(t => t.Date), imported.Editions.Select(e => e.FirstPublished!.Date.ToString()));
            for (var i = 0; i < truth.Count; i++)
            {
                var edition = imported.Editions[i];
                var words = Squeezed((edition.HeadlineDerived ? "" : edition.Headline + " ") + Imported.Words(edition.Body));
                // The dotted dump sets a full stop after the title and ends each text after 3,000 characters.
                var expected = Squeezed(edition.HeadlineDerived ? $"{truth[i].Title}. {truth[i].Text}" : $"{truth[i].Title} {truth[i].Text}");
                if (dump == "dump_dotted.txt") Assert.StartsWith(words, expected);
                else Assert.Equal(expected, words);
            }
            if (dump == "dump_localised.txt") Assert.Equal(truth.Select(t => t.Title), imported.Editions.Select(e => e.Headline));
            AssertEveryLineIsAccountedFor(imported, File.ReadAllLines(path).Length);
        }
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static void AssertEveryLineIsAccountedFor(Imported imported, int lines)
    {
        var told = new HashSet<long>();
        foreach (var fate in imported.Report.Lines)
            for (var n = fate.From; n <= fate.To; n++) told.Add(n);
        Assert.Empty(Enumerable.Range(1, lines).Select(n => (long)n).Except(told).Take(20));
    }
}

internal static class CorpusFolder
{
    private static readonly Lock Gate = new();

    /// <summary>The real posts of a language in all their forms, unpacked once for a test run.</summary>
    public static string Of(string language)
    {
        var archive = Corpora.Need("corpora", "imports", language + ".tar.gz");
        var target = Path.Combine(Path.GetTempPath(), "acta-corpora-" + new FileInfo(archive).Length, language);
        lock (Gate)
        {
            if (File.Exists(Path.Combine(target, language, "truth.jsonl"))) return Path.Combine(target, language);
            Directory.CreateDirectory(target);
            using var file = File.OpenRead(archive);
            using var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress);
            System.Formats.Tar.TarFile.ExtractToDirectory(gzip, target, overwriteFiles: true);
        }
        return Path.Combine(target, language);
    }

    public static IReadOnlyList<(string Id, string Date, string Title, string Text)> Truth(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "truth.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).Select(e =>
            (e.GetProperty("id").GetString()!, e.GetProperty("date").GetString()!, e.GetProperty("title").GetString()!, e.GetProperty("text").GetString()!))];
}

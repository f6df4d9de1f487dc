using System.IO.Compression;
using System.Text;
using Acta.Export;
using Acta.Media;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Tests.Publication;
using Acta.Tests.World;

namespace Acta.Tests.Import;

public sealed class JsonlOnSqliteTests() : JsonlTests(StoreKind.Sqlite);

public sealed class JsonlOnPostgresTests() : JsonlTests(StoreKind.Postgres);

/// <summary>Acta's own interchange form, out and in again.</summary>
public abstract class JsonlTests(StoreKind kind)
{
    [Fact]
    public void A_record_made_from_an_export_exports_the_same_bytes()
    {
        using var first = new ImportingSite(kind.NewConnection());
        Fill(first.Site);
        var (lines, folder) = Export(first, "first");
        Assert.Equal(7, lines);

        using var second = new ImportingSite(kind.NewConnection());
        var report = second.Import("jsonl", Path.Combine(folder, "site.jsonl"));
        Assert.Empty(report.Problems);
        Assert.Equal(7, report["published"]);
        var (_, copy) = Export(second, "second");
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "site.jsonl")), File.ReadAllText(Path.Combine(copy, "site.jsonl")));
        Assert.Equal(Files(folder), Files(copy));
        Assert.Null(second.Site.Audit().Fault);
        // Translations name the version that they translate, by its digest here.
        var original = second.Editions()["Ministers met"];
        var translation = second.Editions()["Министры встретились"];
        Assert.Equal("en", translation.TranslationOf!.Language);
        Assert.Equal(original.Id, translation.Id);

        var again = second.Import("jsonl", Path.Combine(folder, "site.jsonl"));
        Assert.Equal((0, 7), (again["published"], again["in the record already"]));
        var update = second.Import("jsonl", Path.Combine(folder, "site.jsonl"), o => o with { Update = true });
        Assert.Equal((0, 7, 0), (update["revised"], update["unchanged"], update.ProblemCount));
    }

    [Fact]
    public void Packed_and_through_standard_input_it_is_the_same()
    {
        using var site = new ImportingSite(kind.NewConnection());
        site.Site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Ministers met", "On Monday."));
        using var plain = new MemoryStream();
        new JsonlExport(site.Site.Store, site.Site.Folder).Write(plain, null, _ => { }, TestContext.Current.CancellationToken);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(plain.ToArray());
        using var other = new ImportingSite(kind.NewConnection());
        Assert.Equal(1, other.Import("jsonl", other.Write("site.jsonl.gz", packed.ToArray()))["published"]);
    }

    [Fact]
    public void Bad_lines_are_told_with_their_number_and_the_good_ones_go_in()
    {
        using var site = new ImportingSite(kind.NewConnection());
        site.Site.Publish(EmptySite.Article(Act.Publish, Guid.Parse("a0000000-0000-4000-8000-00000000000a"), "Ministers met", "On Monday."));
        using var export = new MemoryStream();
        new JsonlExport(site.Site.Store, site.Site.Folder).Write(export, null, _ => { }, TestContext.Current.CancellationToken);
        var good = Encoding.UTF8.GetString(export.ToArray()).TrimEnd();
        string[] lines =
        [
            good,
            "{\"acta\":1,\"document\":{\"type\":",
            "{\"acta\":2,\"document\":{}}",
            "{\"acta\":1}",
            "{\"document\":{}}",
            "[1]",
            "",
            "{\"acta\":1,\"document\":7}",
            good.Replace("\"v\":1", "\"v\":99"),
            good.Replace("\"lang\":\"en\"", "\"lang\":\"tlh\""),
            good,
            good.Replace("-00000000000a\"", "-00000000000b\"").Replace("\"sections\":[\"news\"]", "\"sections\":[\"sport\"]").Replace("\"kind\":\"news\"", "\"kind\":\"gossip\""),
            good.Replace("-00000000000a\"", "-00000000000c\"").Replace("Ministers met", "Ministers met again"),
            good.Replace("-00000000000a\"", "-00000000000d\"").Replace("\"headline\":\"Ministers met\"", "\"headline\":\"\""),
            good.Replace("-00000000000a\"", "-00000000000e\"").TrimEnd('}') + "},\"links\":{\"media\":[]},\"retired\":{\"type\":\"settings\"}}",
        ];
        using var other = new ImportingSite(kind.NewConnection());
        var report = other.Import("jsonl", other.Write("site.jsonl", string.Join('\n', lines) + "\n"));
        Assert.Equal(2, report["published"]);
        var told = report.Problems.ToDictionary(p => p.Where, p => p.Reason);
        Assert.Equal(["line 10", "line 11", "line 12", "line 14", "line 15", "line 2", "line 3", "line 4", "line 5", "line 6", "line 8", "line 9"], told.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("line 2", told["line 2"]);
        Assert.Equal("the line is of version 2 of the interchange form; this program reads 1. Take a newer Acta.", told["line 3"]);
        Assert.Contains("99", told["line 9"]);
        Assert.Equal("this site has no language tlh (it has en, ru, ar); add it to the settings, or give another with --lang.", told["line 10"]);
        Assert.StartsWith("the source has a second item of the id", told["line 11"]);
        Assert.All(told.Values, r => Assert.EndsWith(".", r));
        Assert.Null(other.Site.Audit().Fault);
    }

    [Fact]
    public void A_file_whose_bytes_differ_or_that_lies_elsewhere_is_refused()
    {
        using var first = new ImportingSite(kind.NewConnection());
        Fill(first.Site);
        var (_, folder) = Export(first, "first");
        var text = File.ReadAllText(Path.Combine(folder, "site.jsonl"));
        File.WriteAllText(Path.Combine(folder, "evil.jsonl"), text.Replace("\"path\":\"media/", "\"path\":\"../media/"));
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "media"), "*", SearchOption.AllDirectories)) File.WriteAllText(file, "Other bytes.");
        using var second = new ImportingSite(kind.NewConnection());
        Assert.Contains("holds other bytes than its document names", Assert.Single(second.Import("jsonl", Path.Combine(folder, "site.jsonl"), o => o with { DryRun = false }).Problems).Reason);
        Assert.Contains("leads outside the folder of the file", Assert.Single(second.Import("jsonl", Path.Combine(folder, "evil.jsonl")).Problems).Reason);
        Directory.Delete(Path.Combine(folder, "media"), recursive: true);
        Assert.Contains("is missing; put it back beside the import", Assert.Single(second.Import("jsonl", Path.Combine(folder, "site.jsonl")).Problems).Reason);
    }

    private static (long Lines, string Folder) Export(ImportingSite site, string name)
    {
        var folder = Path.Combine(site.Site.Root, name);
        Directory.CreateDirectory(folder);
        using var output = File.Create(Path.Combine(folder, "site.jsonl"));
        return (new JsonlExport(site.Site.Store, site.Site.Folder).Write(output, folder, _ => { }, TestContext.Current.CancellationToken), folder);
    }

    private static IReadOnlyList<(string, string)> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(folder, f), System.Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))))).Order()];

    // Something of everything that the public can read, and of what it can't.
    private static void Fill(EmptySite site)
    {
        var (met, gone, hidden, mended, over) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var picture = new MediaLibrary(site.Store, site.Folder, TimeProvider.System).Add(new MemoryStream("A file.\n"u8.ToArray()), "notes.txt");
        var original = site.Publish(With(EmptySite.Article(Act.Publish, met, "Ministers met", "They met on *Monday*."), e => e with
        {
            Body = [.. e.Body, new Heading(2, "Papers") { Id = "h1" }, new Attachment("Notes", new MediaSource(picture, null)) { Id = "f1" }],
            Tags = ["Meetings"],
            Sections = ["news"],
            FormerAddresses = ["/old/1.html"],
        }))[0];
        var russian = site.Publish(With(EmptySite.Article(Act.Publish, met, "Министры встретились", "В понедельник.", "ru"), e => e with { EditionKind = EditionKind.OfficialTranslation, TranslationOf = new TranslatedFrom("en", original.Document) }))[0];
        site.Publish(With(EmptySite.Article(Act.Publish, met, "اجتمع الوزراء", "يوم الاثنين.", "ar"), e => e with { EditionKind = EditionKind.CourtesyTranslation, TranslationOf = new TranslatedFrom("ru", russian.Document) }));
        site.Publish(EmptySite.Article(Act.Publish, mended, "The level rose", "By one metre."));
        site.Publish(EmptySite.Article(Act.Correct, mended, "The level rose", "By two metres.", note: new CorrectionNote("It was two metres.", true)));
        site.Publish(EmptySite.Article(Act.Publish, over, "A rule", "In force."));
        site.Publish(new Proposal { Act = Act.Retire, Resource = over, Kind = "article", Document = new Notice { Reason = Acta.Record.Words.Of(("en", "A newer rule is in force."), ("ru", "Действует новое.")) } });
        site.Publish(EmptySite.Article(Act.Publish, gone, "A name", "Of a person."));
        site.Publish(EmptySite.Notice(Act.Erase, gone));
        site.Publish(EmptySite.Article(Act.Publish, hidden, "Not for long", "Text."));
        site.Publish(EmptySite.Notice(Act.Withdraw, hidden));
        site.Publish(With(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Interview of the year", "Text."), e => e with
        {
            Kind = ArticleKind.Interview,
            Speaker = "The chair",
            Source = new Source("River TV", "https://tv.example.org/1"),
            FirstPublished = new FirstPublication(PartialDate.Parse("2019-12-25"), "the former site", "https://old.example.org/1"),
            Body = [new Turn(null, TurnRole.Question, [new Paragraph("How was it?")]) { Id = "q1" }, new Turn("The chair", TurnRole.Answer, [new Paragraph("Tense.")]) { Id = "a1" }, new Recording(RecordingKind.Video, MediaSource.Missing, "Video", null, []) { Id = "v1" }],
        }));
        site.Publish(With(EmptySite.Article(Act.Publish, Guid.NewGuid(), "About", "We are."), e => e with { Kind = ArticleKind.Page, Sections = [] }));
    }

    private static Proposal With(Proposal proposal, Func<Edition, Edition> change) => proposal with { Document = change((Edition)proposal.Document!) };
}

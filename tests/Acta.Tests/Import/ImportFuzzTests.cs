using System.Text;
using Acta.Export;
using Acta.Import;
using Acta.Import.Lines;
using Acta.Import.Text;
using Acta.Import.WordPress;
using Acta.Store;
using Acta.Tests.World;

namespace Acta.Tests.Import;

/// <summary>Whatever bytes come, an importer ends with items, problems told, or one sentence; it never breaks and never hangs.</summary>
public class ImportFuzzTests
{
    private static int Runs => TestLength.IsLong ? 20_000 : 400;

    [Fact]
    public void Texts_of_any_bytes_end_in_items_or_a_sentence() => Fuzz(
        ["30.06.2025\n\nMinisters met. They agreed.\n\n* * *\n\nFerry stopped\n\n29 June 2025\nhttps://x.example/1\n\nQ: Why?\n\nA: Because.\n\nQ: And?\n\nA: So.\n\nGo back\n"u8.ToArray(), Encoding.UTF8.GetBytes("2025年6月30日\n\n部长们开会。\n\n٣٠ يونيو ٢٠٢٥\n\nاجتمع الوزراء.\n\n30 июня 2025 г.\n\n— Как?\n\n— Так.\n")],
        (file, report) => new TextSource("en", report, null).Read(file));

    [Fact]
    public void Exports_of_WordPress_of_any_bytes_end_in_items_or_a_sentence() => Fuzz(
        [Encoding.UTF8.GetBytes(new WxrText().Post("Bridge & ferry", "One\n\n[caption id=\"x\"]<img src=\"a.jpg\"> Words[/caption]\n\n[gallery ids=\"7\"]<table><tr><td>1</td></tr></table>", WxrText.Category("press", "Press") + WxrText.Meta("_thumbnail_id", "7") + WxrText.Meta("_wp_old_slug", "b")).Attachment(7, "https://old.example.org/a.jpg", "Alt", "Caption").Whole)],
        (file, report) => new WxrSource("en", report, null, MappingFile.Read(null), new HashSet<string>()).Read(file));

    [Fact]
    public void Interchange_files_of_any_bytes_end_in_items_or_a_sentence()
    {
        using var site = new ImportingSite();
        site.Import("text", site.Write("news.txt", "25.12.2019\nThe interview of the year\n\nQ: Why?\n\nA: Because.\n\nQ: And?\n\nA: So.\n\nContinue in the video version.\n\n30.06.2025\n\nMinisters met.\n"));
        using var export = new MemoryStream();
        new JsonlExport(site.Site.Store, site.Site.Folder).Write(export, null, _ => { }, TestContext.Current.CancellationToken);
        Fuzz([export.ToArray()], (file, report) => new JsonlSource(report).Read(file));
    }

    private static void Fuzz(byte[][] samples, Func<InputFile, ImportReport, IEnumerable<SourceItem>> read)
    {
        var seed = TestLength.IsLong ? Random.Shared.Next() : 7;
        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(seed + run);
            var bytes = Mutated(samples, random);
            try
            {
                Imported.InFile(bytes, ".txt", read);
            }
            catch (UserError)
            {
                // One sentence that refuses the whole file.
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed + run}: {e}\n{Encoding.UTF8.GetString(bytes)}");
            }
        }
    }

    private static byte[] Mutated(byte[][] samples, Random random)
    {
        if (random.Next(20) == 0)
        {
            var noise = new byte[random.Next(3000)];
            random.NextBytes(noise);
            return noise;
        }
        var bytes = new List<byte>(samples[random.Next(samples.Length)]);
        for (var change = random.Next(1, 12); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
                case 3: bytes.InsertRange(at, Enumerable.Repeat(bytes[at], random.Next(1, 200))); break;
                case 4: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tricks[random.Next(Tricks.Length)])); break;
                case 5: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                default: bytes.RemoveRange(at, random.Next(5) == 0 ? bytes.Count - at : length); break;
            }
        }
        return [.. bytes];
    }

    private static readonly string[] Tricks =
    [
        "\n", "\r\n\r\n", "\0", "\uFEFF", "]]>", "<![CDATA[", "<!--", "-->", "&#0;", "&#xD800;", "&lt;", "&nope;", "</item>", "<item>", "<item/>", "</channel>", "\"", "\\u0000", "\\ud800", "{", "}", "[", "]", "null", "1e999", "-1", "9999999999999999999999",
        "31.02.2025", "0000-00-00", "2025-06-30", "99999", "ff", "\u0301", "\u202E", "😀", "مرحبا", "::", "**", "— ", "Q: ", "[gallery ids=\"1,2\"]", "[/caption]", "<p><p><table><tr><td colspan=\"99999\">", "<iframe src=\"javascript:x\">", "https://", "http://[::1", "?", new string('a', 5000), new string('(', 300), new string('\n', 50),
    ];
}

using System.Text;
using System.Text.Json.Nodes;
using Acta.Record;
using Acta.Tests.World;
using CsCheck;

namespace Acta.Tests.Documents;

/// <summary>
/// Every schema version ever shipped stays readable, byte for byte: golden/v1 is never edited. A new version gets a folder of
/// its own (ACTA_GOLDEN=write makes what is missing, and changes nothing that is there).
/// </summary>
public sealed class GoldenRecordTests
{
    private static readonly string Folder = Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Documents", "golden");

    public static IEnumerable<TheoryDataRow<string>> Documents => Directory.GetFiles(Folder, "document-*.json", SearchOption.AllDirectories).Select(f => new TheoryDataRow<string>(Path.GetRelativePath(Folder, f)));

    public static IEnumerable<TheoryDataRow<string>> Entries => Directory.GetFiles(Folder, "entry-*.json", SearchOption.AllDirectories).Select(f => new TheoryDataRow<string>(Path.GetRelativePath(Folder, f)));

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_of_any_version_reads_and_gives_its_bytes(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));
        Assert.Equal(bytes, Document.Read(bytes).ToBytes());
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_of_any_version_reads_and_gives_its_bytes(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file));
        Assert.Equal(bytes, Entry.Read(bytes).ToBytes());
    }

    [Fact]
    public void What_is_written_today_is_what_this_version_has_always_written()
    {
        foreach (var (name, bytes) in Today())
        {
            var file = Path.Combine(Folder, $"v{Document.CurrentVersion}", name + ".json");
            if (!File.Exists(file) && Environment.GetEnvironmentVariable("ACTA_GOLDEN") == "write")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, bytes);
            }
            Assert.True(File.Exists(file), $"{name} has no golden file");
            Assert.Equal(File.ReadAllText(file), Encoding.UTF8.GetString(bytes));
        }
    }

    [Fact]
    public void Members_of_a_later_version_are_kept()
    {
        foreach (var (name, bytes) in Today())
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            json["later"] = new JsonObject { ["a"] = new JsonArray(1, "x", null) };
            if (json["body"] is JsonArray { Count: > 0 } body)
            {
                body[0]!["mood"] = "grave";
                body.Add(new JsonObject { ["block"] = "map", ["id"] = "m1", ["at"] = "42,74" });
            }
            var later = CanonicalJson.Write(json);
            Assert.Equal(later, name.StartsWith("entry", StringComparison.Ordinal) ? Entry.Read(later).ToBytes() : Document.Read(later).ToBytes());
        }
        var unknown = """{"lines":[1],"salt":"","type":"minutes","v":7}"""u8.ToArray();
        Assert.Equal(unknown, Document.Read(unknown).ToBytes());
    }

    [Fact]
    public void An_unknown_act_stops_whoever_follows_with_a_sentence()
    {
        var json = JsonNode.Parse(Today().First(t => t.Name == "entry-publish").Bytes)!;
        json["act"] = "abolish";
        var refused = Assert.Throws<RecordFormatException>(() => Entry.Read(CanonicalJson.Write(json)));
        Assert.Contains("abolish", refused.Message);
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_never_anything_else_happens()
    {
        var goldens = Today().ToList();
        Gen.Select(Gen.Int[0, goldens.Count - 1], Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 6], Gen.Int[0, 3]).Sample((which, flips, how) =>
        {
            var (name, original) = goldens[which];
            var bytes = (byte[])original.Clone();
            foreach (var (at, value) in flips) bytes[at % bytes.Length] = value;
            if (how == 1) bytes = bytes[..(flips[0].Item1 % bytes.Length)];
            if (how == 2) bytes = [.. bytes, .. bytes];
            try
            {
                if (name.StartsWith("entry", StringComparison.Ordinal)) Entry.Read(bytes).ToBytes();
                else Document.Read(bytes).ToBytes();
            }
            catch (RecordFormatException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }, iter: TestLength.Of(3_000, 100_000));
    }

    [Fact]
    public void Values_of_the_wrong_kind_are_named_by_their_place()
    {
        var json = JsonNode.Parse(Today().First(t => t.Name == "document-edition").Bytes)!;
        json["body"]![4]!["rows"]![0]!["cells"]![0]!["columns"] = 1001;
        var refused = Assert.Throws<RecordFormatException>(() => Document.Read(CanonicalJson.Write(json)));
        Assert.Equal("body[4].rows[0].cells[0].columns", refused.Path);
        json = JsonNode.Parse(Today().First(t => t.Name == "document-edition").Bytes)!;
        json["firstPublished"]!["date"] = "2025-02-31";
        refused = Assert.Throws<RecordFormatException>(() => Document.Read(CanonicalJson.Write(json)));
        Assert.Equal("firstPublished.date", refused.Path);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Today() =>
        EveryField.Documents.Select(d => ("document-" + d.Name, d.Document.ToBytes()))
            .Concat(EveryField.Entries.Select(e => ("entry-" + e.Name, e.Entry.ToBytes())));
}

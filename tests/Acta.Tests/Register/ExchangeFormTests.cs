using System.Text.Json.Nodes;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Tests.Register;

/// <summary>The forms of exchange hold all that a record can say.</summary>
public class ExchangeFormTests
{
    public static TheoryData<string> Kinds => [.. RegisterRecord.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_table_holds_all_that_a_record_of_a_kind_can_say(string kind)
    {
        var record = Of(kind);
        var json = JsonNode.Parse(record.ContentBytes())!.AsObject();
        var back = new JsonObject { ["type"] = kind, ["v"] = 1, ["salt"] = "" };
        foreach (var column in RecordTable.Columns(kind))
            foreach (var language in column.Kind == CellKind.Words ? ["en", "ru"] : new string?[] { null })
                RecordTable.Put(back, column, CsvCell.Unguarded(CsvCell.Guarded(RecordTable.Cell(json, column, language))), language);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(record.ContentBytes()), System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(back)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_members_that_name_other_records_are_known_by_their_paths(string kind)
    {
        var record = Of(kind);
        var json = JsonNode.Parse(record.ContentBytes())!.AsObject();
        var met = new List<(string, string, string)>();
        RecordMembers.MapReferences(json, kind, (path, kinds, key) =>
        {
            met.Add((path, string.Join(' ', kinds), key));
            return "x";
        });
        Assert.Equal(record.References.Select(r => (r.Member, string.Join(' ', r.Kinds), r.Target.ToString())).Order(), met.Order());
        Assert.DoesNotContain(record.References, r => json.ToJsonString().Contains(r.Target.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("'=1", "''=1")]
    [InlineData("-42.65", "-42.65")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("\t=x", "'\t=x")]
    [InlineData("plain", "plain")]
    [InlineData("'tis", "'tis")]
    [InlineData("", "")]
    public void A_cell_that_looks_like_a_formula_is_written_as_text_and_read_as_it_was(string cell, string written)
    {
        Assert.Equal(written, CsvCell.Guarded(cell));
        Assert.Equal(cell, CsvCell.Unguarded(written));
    }

    [Fact]
    public void Records_stand_after_those_that_they_name_however_long_the_chain()
    {
        var events = Enumerable.Range(0, 20_000).Select(n => new Event { Id = EveryRecord.Id(20_000 - n), Name = Words.Of(("en", "E")), Previous = n == 0 ? null : EveryRecord.Id(20_001 - n) }).ToList();
        var place = new Dictionary<Guid, int>();
        foreach (var (i, e) in RecordOrder.Of(events.AsEnumerable().Reverse()).Index()) place[e.Id] = i;
        Assert.All(events.Skip(1), e => Assert.True(place[e.Previous!.Value] < place[e.Id]));
    }

    private static RegisterRecord Of(string kind) => EveryRecord.All.Single(r => r.Type == kind);
}

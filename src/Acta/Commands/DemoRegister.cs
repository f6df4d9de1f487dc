using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acta.Publication;
using Acta.Record;
using Acta.Store;

namespace Acta.Commands;

/// <summary>
/// The demonstration's register: <c>samples/register.jsonl</c>, a record on each line as its document is, but that ids are names
/// such as <c>@secretariat</c>. All of it goes out in one publish.
/// </summary>
internal sealed partial class DemoRegister
{
    private readonly Dictionary<string, Guid> _ids = new(StringComparer.Ordinal);

    /// <summary>The records, with ids of their own for this demonstration.</summary>
    /// <param name="path">The file.</param>
    public IReadOnlyList<Proposal> Read(string path) =>
        [.. File.ReadAllLines(path).Where(l => l.Length > 0).Select((line, i) => Of(NamedId().Replace(line, m => '"' + IdOf(m.Groups[1].Value).ToString() + '"'), i + 1))];

    /// <summary>The id of a name.</summary>
    public Guid IdOf(string name)
    {
        if (!_ids.TryGetValue(name.TrimStart('@'), out var id)) _ids[name.TrimStart('@')] = id = Guid.NewGuid();
        return id;
    }

    private static Proposal Of(string line, int number)
    {
        try
        {
            var json = JsonNode.Parse(line)!.AsObject();
            json["v"] = Document.CurrentVersion;
            json["salt"] = "";
            if (Document.Read(CanonicalJson.Write(json)) is Acta.Record.Register.RegisterRecord record) return new Proposal { Act = Act.Publish, Resource = record.Id, Kind = record.Type, Document = record };
            throw new UserError($"samples/register.jsonl, line {number}: it is no record of the register");
        }
        catch (Exception e) when (e is RecordFormatException or System.Text.Json.JsonException)
        {
            throw new UserError($"samples/register.jsonl, line {number}: {e.Message}");
        }
    }

    [GeneratedRegex("\"@([a-z0-9-]+)\"")]
    private static partial Regex NamedId();
}

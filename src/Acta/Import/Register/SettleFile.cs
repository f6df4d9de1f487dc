using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Import.Register;

/// <summary>A record that may be one that is here already, or may not.</summary>
/// <param name="Source">The record of the source.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Candidates">Those here that it may be.</param>
internal sealed record Doubt(SourceRecord Source, string Why, IReadOnlyList<RegisterRecord> Candidates);

/// <summary>
/// The file in which a person settles what an import doesn't guess: for each doubtful record the candidates, and <c>is</c> for
/// the answer, an id or <c>new</c>.
/// </summary>
internal sealed class SettleFile
{
    private const string About = "For each record write into \"is\" the id of the one here that it is, or \"new\"; then import again with the same --settle.";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string? _path;
    private readonly List<JsonObject> _settled = [];
    private readonly Dictionary<(string, string), string> _answers = [];

    /// <exception cref="UserError">The file is there and can't be read.</exception>
    public SettleFile(string? path)
    {
        _path = path;
        if (path is null || !File.Exists(path)) return;
        try
        {
            foreach (var doubt in (JsonNode.Parse(File.ReadAllBytes(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })?["doubts"] as JsonArray ?? throw new UserError($"{path} has no list \"doubts\"; let an import write it anew under another name.")).OfType<JsonObject>())
            {
                if (doubt["is"]?.ToString() is not { Length: > 0 } answer) continue;
                _answers[(doubt["kind"]?.ToString() ?? "", doubt["key"]?.ToString() ?? "")] = answer;
                _settled.Add(doubt);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserError($"{path} can't be read: {e.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>What was written of a record: an id, <c>new</c>, or null.</summary>
    public string? AnswerFor(SourceRecord source) => _answers.GetValueOrDefault((source.Kind, source.Key));

    /// <summary>Writes the doubts that are left, after those that are settled.</summary>
    /// <exception cref="UserError">It can't be written.</exception>
    public void Write(IReadOnlyList<Doubt> doubts)
    {
        if (_path is null) return;
        var list = new JsonArray([.. _settled.Select(s => (JsonNode)s.DeepClone())]);
        foreach (var doubt in doubts)
            list.Add(new JsonObject
            {
                ["kind"] = doubt.Source.Kind,
                ["key"] = doubt.Source.Key,
                ["name"] = doubt.Source.Name,
                ["why"] = doubt.Why,
                ["candidates"] = new JsonArray([.. doubt.Candidates.Select(c => (JsonNode)new JsonObject { ["id"] = c.Id.ToString(), ["name"] = c.Name.For("en")?.Text, ["identifiers"] = new JsonArray([.. c.Identifiers.Select(i => (JsonNode)$"{i.Scheme}:{i.Value}")]) })]),
                ["is"] = "",
            });
        try
        {
            File.WriteAllText(_path, new JsonObject { ["about"] = About, ["doubts"] = list }.ToJsonString(Readable) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{_path} can't be written: {e.Message.TrimEnd('.')}.");
        }
    }
}

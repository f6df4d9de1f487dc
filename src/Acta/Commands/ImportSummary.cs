using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Import;
using Acta.Store;

namespace Acta.Commands;

/// <summary>Tells what an import did: its counts, its first problems, and what a person should look at; the whole as JSON.</summary>
internal static class ImportSummary
{
    private const int First = 10;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Tell(ImportReport report, ImportOptions options, TimeSpan took, bool json, bool quiet)
    {
        if (json) Console.WriteLine(Whole(report).ToJsonString(Readable));
        else Print(report, options, took, quiet);
        if (options.ReportFile is null) return;
        try
        {
            File.WriteAllText(options.ReportFile, Whole(report).ToJsonString(Readable) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The import is done, but its report can't be written to {options.ReportFile}: {e.Message.TrimEnd('.')}.");
        }
    }

    private static void Print(ImportReport report, ImportOptions options, TimeSpan took, bool quiet)
    {
        foreach (var problem in report.Problems.Take(First)) Console.Error.WriteLine($"problem: {problem}");
        if (report.ProblemCount > First) Console.Error.WriteLine($"… and {report.ProblemCount - First:N0} more{All(options)}.");
        if (quiet) return;
        foreach (var warning in report.Warnings.Take(First)) Console.WriteLine($"look at: {warning}");
        if (report.WarningCount > First) Console.WriteLine($"… and {report.WarningCount - First:N0} more to look at{All(options)}.");
        var dropped = report.Lines.Where(l => l.Item is null && l.Why != "blank").ToList();
        foreach (var line in dropped.Take(First)) Console.WriteLine($"left out: {line.File}, line {line.From} ({line.Why.TrimEnd('.')}): {Cut(line.Text)}");
        if (dropped.Count > First) Console.WriteLine($"… and {dropped.Count - First:N0} more lines left out{All(options)}.");
        foreach (var (list, members) in report.Lists) Console.WriteLine($"{list}: {string.Join(", ", members.OrderByDescending(m => m.Value).Take(First).Select(m => $"{m.Key} ({m.Value:N0})"))}{(members.Count > First ? ", …" : "")}");
        if (report.RemoteMedia.Count > 0)
        {
            var hosts = report.RemoteMedia.GroupBy(m => Uri.TryCreate(m.Key, UriKind.Absolute, out var uri) ? uri.Host : "(relative)").OrderByDescending(g => g.Count()).Take(First).Select(g => $"{g.Key} ({g.Count():N0})");
            Console.WriteLine($"media elsewhere: {report.RemoteMedia.Count:N0} on {string.Join(", ", hosts)}{(options.FetchMedia ? "" : "; fetch them with --fetch-media --allow-host HOST")}");
        }
        foreach (var (what, count) in report.Counts.Where(c => c.Value > 0).OrderBy(c => Place(c.Key))) Console.WriteLine($"{count,9:N0}  {what}");
        var isNothing = report.ProblemCount > 0 && WentIn(report) == 0;
        var problems = $"{report.ProblemCount:N0} {(report.ProblemCount == 1 ? "problem" : "problems")}";
        // Records of popolo and csv name one another, and go in together or not at all; so does what --atomic asks for.
        var why = options.Atomic ? ": --atomic wants every item good" : options.Format is "popolo" or "csv" ? ": all of it goes in, or nothing" : "";
        Console.WriteLine($"{(options.DryRun || isNothing ? "Looked at" : "Imported")} in {took.TotalSeconds:0.0} s; {problems}, {report.WarningCount:N0} to look at."
            + (options.DryRun ? " Nothing was changed." : !isNothing ? "" : $" Nothing was imported{why}; mend the {problems} above and import again."));
    }

    /// <summary>How many items and records are in the record by this import.</summary>
    public static long WentIn(ImportReport report) => s_wentIn.Sum(what => report[what]);

    private static readonly string[] s_wentIn = ["published", "revised", "records made", "records changed"];

    // What was read, what went in, what was there; the rest by name.
    private static int Place(string what) => Array.IndexOf(Order, what) is >= 0 and var at ? at : Order.Length;

    private static readonly string[] Order = ["items read", "published", "would be published", "revised", "would be revised", "unchanged", "in the record already"];

    private static string All(ImportOptions options) => options.ReportFile is { } file ? $" in {file}" : " (all of them: --report FILE)";

    private static string Cut(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..59] + "…";

    private static JsonObject Whole(ImportReport report) => new()
    {
        ["counts"] = new JsonObject(report.Counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
        ["problemCount"] = report.ProblemCount,
        ["problems"] = List(report.Problems),
        ["warningCount"] = report.WarningCount,
        ["warnings"] = List(report.Warnings),
        ["lists"] = new JsonObject(report.Lists.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)new JsonObject(l.Value.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)))))),
        ["remoteMedia"] = new JsonArray([.. report.RemoteMedia.Select(m => (JsonNode?)m.Key)]),
        ["lines"] = new JsonArray([.. report.Lines.Select(l => (JsonNode?)new JsonObject { ["file"] = l.File, ["from"] = l.From, ["to"] = l.To, ["item"] = l.Item, ["why"] = l.Why.Length == 0 ? null : l.Why, ["text"] = l.Text })]),
    };

    private static JsonArray List(IReadOnlyList<Remark> remarks) =>
        new([.. remarks.Select(r => (JsonNode?)new JsonObject { ["file"] = r.File, ["where"] = r.Where, ["item"] = r.Item, ["reason"] = r.Reason })]);
}

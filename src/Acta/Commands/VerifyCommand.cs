using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Ledger;
using Acta.Store;
using Acta.Verification;

namespace Acta.Commands;

/// <summary><c>acta verify</c>: reads everything again, here or from outside, and names the first fault.</summary>
internal static class VerifyCommand
{
    private const int Failed = 1;
    private const int WrongWords = 2;
    private const int Fork = 3;
    private const int Wrong = 4;
    private const int Unreachable = 5;

    public static Command Build(Option<string> data)
    {
        var url = new Option<string?>("--url") { Description = "The address of a site whose log is checked from outside, such as https://news.example.org." };
        var key = new Option<string?>("--key") { Description = "The log's key, as its owner gives it; for a data folder, where its own key file is not at hand." };
        var state = new Option<string?>("--state") { Description = "A file that keeps the last checkpoint seen, so that a rewritten history is found the next time." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("verify", "Reads everything again, in a data folder or from outside, and names the first fault.") { data, url, key, state, json };
        command.SetAction(p => Tell(p.GetValue(url) is { } address
            ? Served(address, p.GetValue(key), p.GetValue(state))
            : Folder(p.GetValue(data)!, p.GetValue(key)), p.GetValue(json)));
        return command;
    }

    private sealed record Outcome(int ExitCode, string Sentence, AuditResult? Audit = null);

    private static Outcome Folder(string data, string? givenKey)
    {
        var folder = DataFolder.Open(data);
        if (givenKey is null && !LogKey.IsAtHand(folder)) throw new UserError($"{folder.Path} has no key of its own to check with; name the log's key with --key (its owner prints it with: acta key).", WrongWords);
        var key = givenKey is null ? LogKey.Read(folder).Verifier : Parse(givenKey);
        if (key.Name != folder.Origin) throw new UserError($"That is the key of {key.Name}, but {folder.Path} is the log {folder.Origin}.", WrongWords);
        // Read before the snapshot: a server may release more while this reads.
        var remembered = new ReleasedHead(LogKey.MemoryName(key)).Read();
        var watch = Stopwatch.StartNew();
        try
        {
            using var store = MainStore.OpenToRead(folder);
            return Judge(StoreAudit.Run(store, folder, key, remembered), folder.Path, key, watch.Elapsed, "erased");
        }
        catch (UserError e)
        {
            return new Outcome(e.IsUnreachable ? Unreachable : e.IsDamage ? Wrong : Failed, e.Message);
        }
    }

    private static Outcome Served(string address, string? givenKey, string? stateFile)
    {
        if (givenKey is null) throw new UserError("A log is checked by its key: name it with --key (its owner prints it with: acta key).", WrongWords);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) throw new UserError($"\"{address}\" is not an address such as https://news.example.org.", WrongWords);
        var key = Parse(givenKey);
        var watch = Stopwatch.StartNew();
        try
        {
            return Judge(ServedAudit.Run(url, key, stateFile), address, key, watch.Elapsed, "withheld or erased");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return new Outcome(Unreachable, $"{address} can't be reached, or does not answer as it should ({e.Message.TrimEnd('.')}).");
        }
    }

    private static Outcome Judge(AuditResult audit, string where, NoteVerifier key, TimeSpan took, string absent) => audit.Fault is { } fault
        ? new Outcome(audit.IsFork ? Fork : Wrong, fault.ToString(), audit)
        : new Outcome(0, $"{where} is right: {audit.Entries:N0} entries, {audit.Documents:N0} documents ({audit.Erased:N0} more {absent}), {audit.Tiles:N0} tiles, {audit.Files:N0} files, signed by {key}; read in {took.TotalSeconds:0.0} s.", audit);

    private static int Tell(Outcome outcome, bool json)
    {
        if (json)
        {
            var o = new JsonObject { ["ok"] = outcome.ExitCode == 0, ["exit"] = outcome.ExitCode, ["sentence"] = outcome.Sentence };
            if (outcome.Audit is { } a)
            {
                (o["entries"], o["documents"], o["erased"], o["tiles"], o["files"]) = (a.Entries, a.Documents, a.Erased, a.Tiles, a.Files);
                if (a.Fault is { } f) o["fault"] = new JsonObject { ["place"] = f.Place, ["expected"] = f.Expected, ["found"] = f.Found };
            }
            Console.WriteLine(o.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        }
        else if (outcome.ExitCode == 0) Console.WriteLine(outcome.Sentence);
        else Console.Error.WriteLine($"acta: {outcome.Sentence}");
        return outcome.ExitCode;
    }

    private static NoteVerifier Parse(string key) =>
        NoteVerifier.TryParse(key.Trim(), out var verifier, out var reason) ? verifier : throw new UserError(reason, WrongWords);
}

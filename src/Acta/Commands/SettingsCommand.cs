using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Media;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Commands;

/// <summary>
/// <c>acta settings</c>: prints what readers see of the site itself (name, languages, sections, menu, emblem, colours) as a JSON
/// file, and publishes such a file as the new settings.
/// </summary>
internal static class SettingsCommand
{
    // What belongs to the document and not to whoever edits it.
    private static readonly string[] Kept = ["type", "v", "salt", "id", "emblem"];

    public static Command Build(Option<string> data)
    {
        var file = new Argument<FileInfo?>("FILE") { Description = "Settings as this command prints them, changed; without it they are printed.", Arity = ArgumentArity.ZeroOrOne };
        var emblem = new Option<FileInfo?>("--emblem") { Description = "A drawing or picture that becomes the emblem." };
        var command = new Command("settings", "Prints the site's settings (name, languages, sections, menu, colours), or publishes changed ones.") { file, emblem, data };
        command.SetAction(p => Run(p.GetValue(data)!, p.GetValue(file), p.GetValue(emblem)));
        return command;
    }

    private static int Run(string data, FileInfo? file, FileInfo? emblem)
    {
        var folder = DataFolder.Open(data);
        using var store = MainStore.Open(folder);
        var now = Current(store);
        if (file is null && emblem is null)
        {
            Console.WriteLine(Readable(now));
            return 0;
        }
        var next = file is null ? now : Changed(now, file);
        if (emblem is not null) next = next with { Emblem = new MediaLibrary(store, folder, TimeProvider.System).Add(emblem.FullName) };
        var key = LogKey.Read(folder);
        var publisher = new Publisher(store, key, new ReleasedHead(LogKey.MemoryName(key.Verifier)), TimeProvider.System);
        var outcome = publisher.Publish([new Proposal { Act = Act.Revise, Resource = now.Id, Kind = "settings", Document = next }], "settings");
        if (outcome is PublishOutcome.Refused refused) throw new UserError(refused.Refusals[0].Sentence);
        Console.WriteLine("Published. Readers of a running server see it at once.");
        return 0;
    }

    private static SiteSettings Current(MainStore store)
    {
        using var reading = store.Read();
        return CurrentSettings.Of(reading)?.Settings ?? throw new UserError("The site has no settings yet; make the data folder with acta init.");
    }

    private static string Readable(SiteSettings settings)
    {
        var o = JsonNode.Parse(settings.ToBytes())!.AsObject();
        foreach (var name in Kept) o.Remove(name);
        // What can be set and is not, so that nobody has to look it up.
        foreach (var name in new[] { "shortName", "tagline", "banner", "footer", "reuseTerms" }) o.TryAdd(name, new JsonObject());
        o.TryAdd("menu", new JsonArray());
        o.TryAdd("colours", null);
        return o.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static SiteSettings Changed(SiteSettings now, FileInfo file)
    {
        JsonObject o;
        try
        {
            o = JsonNode.Parse(File.ReadAllBytes(file.FullName)) as JsonObject ?? throw new UserError($"{file} is not an object of settings; begin with what acta settings prints.");
        }
        catch (JsonException e)
        {
            throw new UserError($"{file}, line {e.LineNumber + 1}: this is not JSON; mend the line.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{file} can't be read ({e.Message.TrimEnd('.')}).");
        }
        foreach (var (name, value) in JsonNode.Parse(now.ToBytes())!.AsObject())
            if (Kept.Contains(name)) o[name] = value?.DeepClone();
        foreach (var (name, value) in o.ToList())
            if (value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 }) o.Remove(name);
        try
        {
            var next = (SiteSettings)Document.Read(CanonicalJson.Write(o));
            if (next.Unknown is { Count: > 0 } unknown) throw new UserError($"{file}: there is no setting \"{unknown.First().Key}\"; acta settings prints those there are.");
            if (Rules.Check(next) is { Count: > 0 } breaches) throw new UserError($"{file}: {breaches[0]}");
            return next;
        }
        catch (RecordFormatException e)
        {
            throw new UserError($"{file}: {e.Message.TrimEnd('.')}.");
        }
    }
}

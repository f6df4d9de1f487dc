using System.Text.Json;
using Acta.Media;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Commands;

/// <summary>Publishes the samples in the order that <c>samples/story.txt</c> tells, each act as a press office would do it.</summary>
internal sealed class DemoStory(string samples, Publisher publisher, MediaLibrary media, DateOnly today)
{
    private const string Actor = "demo";

    private readonly Dictionary<string, MediaFile> _files = new(StringComparer.Ordinal);
    private readonly DemoRegister _register = new();
    private readonly Dictionary<string, Guid> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Language), Digest> _published = [];

    /// <summary>The file that holds the site's settings is published first; then the acts, line by line.</summary>
    public void Play(Guid settingsId)
    {
        Publish(Act.Publish, settingsId, "settings", null, Settings(settingsId));
        if (Path.Combine(samples, "register.jsonl") is var register && File.Exists(register) && publisher.Publish(_register.Read(register), Actor) is PublishOutcome.Refused unfit)
            throw new UserError($"The demonstration could not be made: {unfit.Refusals[0].Sentence}");
        var lines = File.ReadAllLines(Path.Combine(samples, "story.txt")).Where(l => l.Length > 0 && l[0] != '#').ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var words = lines[i].Split(' ');
            var notes = lines.Skip(i + 1).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal)).Select(l => l.Trim().Split(": ", 2)).ToList();
            i += notes.Count;
            Perform(words, notes);
        }
    }

    private void Perform(string[] words, List<string[]> notes)
    {
        switch (words)
        {
            case ["publish", var name]:
                PublishAllLanguages(name);
                break;
            case ["revise" or "correct", var name, var language, var file]:
                var note = notes is [[var weight, var text]] ? new CorrectionNote(text, weight == "major") : null;
                Edit(note is null ? Act.Revise : Act.Correct, name, language, Path.Combine(samples, file), note);
                break;
            case ["retire" or "withdraw" or "restore" or "erase", var name]:
                var act = Acts.Parse(words[0]);
                var said = Words.Of([.. notes.Select(n => (n[0], n[1]))]);
                Publish(act, _ids[name], "article", null, act == Act.Erase ? new Erasure { Ground = said } : new Notice { Reason = said });
                break;
            default:
                throw new UserError($"samples/story.txt: \"{string.Join(' ', words)}\" is not an act of the story");
        }
    }

    // An original goes out before its translations, so that these can name it.
    private void PublishAllLanguages(string name)
    {
        var id = _ids[name] = Guid.NewGuid();
        var files = Directory.GetFiles(samples, name + ".*.md")
            .Where(f => Path.GetFileName(f).Split('.').Length == 3)
            .Select(f => (Path: f, Sample: new SampleFile(f)))
            .OrderBy(f => f.Sample.TranslationOf is null ? 0 : 1).ThenBy(f => f.Path, StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0) throw new UserError($"samples/story.txt: \"publish {name}\" names no file {name}.LANG.md in {samples}");
        foreach (var (path, sample) in files)
        {
            var original = sample.TranslationOf is { } from ? _published[(name, from)] : (Digest?)null;
            Keep(name, Publish(Act.Publish, id, "article", SampleFile.LanguageOf(path), sample.ToEdition(id, today, original, Sample, _register.IdOf)));
        }
    }

    private void Edit(Act act, string name, string language, string path, CorrectionNote? note)
    {
        var edition = new SampleFile(path).ToEdition(_ids[name], today, null, Sample, _register.IdOf) with { Correction = note };
        Keep(name, Publish(act, _ids[name], "article", language, edition));
    }

    private void Keep(string name, PublishedEntry entry) => _published[(name, entry.Entry.Language!)] = entry.Document!.Value;

    private PublishedEntry Publish(Act act, Guid id, string kind, string? language, Document document) =>
        publisher.Publish([new Proposal { Act = act, Resource = id, Kind = kind, Language = language, Document = document }], Actor) switch
        {
            PublishOutcome.Published published => published.Entries[^1],
            PublishOutcome.Refused refused => throw new UserError($"The demonstration could not be made: {refused.Refusals[0].Sentence}"),
            _ => throw new InvalidOperationException("a publish is either accepted or refused"),
        };

    private MediaFile Sample(string name) => _files.TryGetValue(name, out var file)
        ? file
        : _files[name] = media.Add(Path.Combine(samples, "media", name));

    private SiteSettings Settings(Guid id)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(samples, "site.json")));
        var root = json.RootElement;
        return new SiteSettings
        {
            Id = id,
            Name = WordsOf(root, "name"),
            ShortName = WordsOf(root, "shortName"),
            Tagline = WordsOf(root, "tagline"),
            Languages = [.. root.GetProperty("languages").EnumerateArray().Select(l => l.GetString()!)],
            TimeZone = root.GetProperty("timeZone").GetString()!,
            Sections = [.. root.GetProperty("sections").EnumerateArray().Select(s => new Section(s.GetProperty("slug").GetString()!, WordsOf(s, "name"), WordsOf(s, "description")))],
            Menu = [.. root.GetProperty("menu").EnumerateArray().Select(m => new MenuItem(m.GetProperty("to").GetString()!, WordsOf(m, "label")))],
            Emblem = Sample(root.GetProperty("emblem").GetString()!),
            Colours = new Colours(root.GetProperty("colours").GetProperty("primary").GetString()!, root.GetProperty("colours").GetProperty("accent").GetString()),
            Banner = WordsOf(root, "banner"),
            Footer = WordsOf(root, "footer"),
            PressContact = root.TryGetProperty("pressContact", out var press)
                ? new Contact(press.GetProperty("name").GetString()!, press.GetProperty("phone").GetString(), press.GetProperty("email").GetString())
                : null,
            ReuseTerms = WordsOf(root, "reuseTerms"),
        };
    }

    private static Words WordsOf(JsonElement element, string name) => element.TryGetProperty(name, out var words)
        ? Words.Of([.. words.EnumerateObject().Select(w => (w.Name, w.Value.GetString()!))])
        : Words.None;
}

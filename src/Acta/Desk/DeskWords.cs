using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Acta.Pages;
using Microsoft.Extensions.Primitives;

namespace Acta.Desk;

/// <summary>The words of the desk in one language, from <c>Desk/Words/{language}.json</c>. To add a language: add a file.</summary>
public sealed class DeskWords
{
    private static readonly FrozenDictionary<string, DeskWords> Files = ReadAll();

    private readonly FrozenDictionary<string, string> _words;

    private DeskWords(string language, FrozenDictionary<string, string> words) => (Language, _words, Dates) = (language, words, SiteWords.For(language).Dates);

    public string Language { get; }

    public DateWords Dates { get; }

    /// <summary>The languages of the desk, in the order shown.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. Files.Keys.Order(StringComparer.Ordinal)];

    public static DeskWords For(string language) => Files[language];

    public static bool Has(string key) => Files["en"]._words.ContainsKey(key);

    /// <summary>"2.3 MB".</summary>
    public string Size(long bytes) => SiteWords.For(Language).Size(bytes);

    /// <summary>A language's name in this one; of languages that no words name: in itself.</summary>
    public string LanguageName(string language) => SiteWords.For(Language).LanguageName(language);

    /// <summary>Who an actor or subject of the audit trail is: an account as it is called now, somebody outside, or the program itself.</summary>
    public string Actor(string actor, IReadOnlyDictionary<Guid, string> names) =>
        Guid.TryParse(actor.StartsWith("user:", StringComparison.Ordinal) ? actor[5..] : actor, out var id) && names.TryGetValue(id, out var name) ? name
        : actor.StartsWith("party:", StringComparison.Ordinal) ? this["actor.party"]
        : Has("actor." + actor) ? this["actor." + actor] : actor;

    /// <summary>The names of all words.</summary>
    public static IEnumerable<string> Keys(string language) => Files[language]._words.Keys;

    public string this[string key] => _words.TryGetValue(key, out var word) ? word : throw new InvalidOperationException($"there is no word \"{key}\" in Desk/Words/{Language}.json");

    /// <summary>A sentence, its <c>{names}</c> replaced.</summary>
    public string Text(string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var text = this[key];
        foreach (var (name, value) in values) text = text.Replace("{" + name + "}", Convert.ToString(value, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }

    /// <summary>The language of the desk: as the account says, as the page's switch says, as the browser asks, or English.</summary>
    public static string Choose(string? own, StringValues switched, StringValues accepted)
    {
        if (own is not null && Files.ContainsKey(own)) return own;
        if (switched is [{ } named] && Files.ContainsKey(named)) return named;
        foreach (var range in accepted.ToString().Split(',', StringSplitOptions.TrimEntries))
            if (range.Split('-', ';')[0].ToLowerInvariant() is var primary && Files.ContainsKey(primary)) return primary;
        return "en";
    }

    private static FrozenDictionary<string, DeskWords> ReadAll()
    {
        const string prefix = "desk-words/";
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, DeskWords>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(stream);
            var language = name[prefix.Length..^".json".Length];
            files[language] = new DeskWords(language, json.RootElement.EnumerateObject().ToFrozenDictionary(w => w.Name, w => w.Value.GetString()!));
        }
        return files.ToFrozenDictionary();
    }
}

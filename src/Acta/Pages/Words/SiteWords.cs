using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Acta.Pages;

/// <summary>
/// The words on the pages in one language, from <c>Pages/Words/{language}.json</c>. A language without a file, or a word
/// missing from it, shows the English one, marked <c>lang="en"</c>. To add a language: add a file.
/// </summary>
public sealed class SiteWords
{
    private static readonly ConcurrentDictionary<string, SiteWords> Languages = new(StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, Dictionary<string, JsonElement>> Files = ReadAll();

    private readonly Dictionary<string, JsonElement>[] _own;

    private SiteWords(string language)
    {
        Language = language;
        Dates = new DateWords(language);
        _own = [.. Candidates(language).Where(Files.ContainsKey).Select(c => Files[c])];
    }

    /// <summary>The words for a language; any BCP 47 tag has an answer.</summary>
    public static SiteWords For(string language) => Languages.GetOrAdd(language, l => new SiteWords(l));

    /// <summary>The languages that have a file of words.</summary>
    public static IEnumerable<string> Translated => Files.Keys;

    /// <summary>The names of the words in a language's file.</summary>
    internal static IEnumerable<string> Keys(string language) => Files[language].Keys.Order(StringComparer.Ordinal);

    /// <summary>BCP 47.</summary>
    public string Language { get; }

    /// <summary>Dates in the language.</summary>
    public DateWords Dates { get; }

    /// <summary>The language the words themselves are in, where it is not the page's: <c>en</c> while nobody has translated them.</summary>
    public string? Borrowed => _own.Length == 0 ? "en" : null;

    /// <summary>Dates for within a sentence of these words: an English sentence takes English ones.</summary>
    public DateWords SentenceDates => Borrowed is { } borrowed ? For(borrowed).Dates : Dates;

    /// <summary>Whether there is such a word.</summary>
    public static bool Knows(string key) => Files["en"].ContainsKey(key);

    /// <summary>The word as plain text, for attributes and titles.</summary>
    public string this[string key] => Find(key, null).Text;

    /// <summary>The sentence as plain text, its <c>{names}</c> replaced.</summary>
    public string Text(string key, params ReadOnlySpan<(string Name, object Value)> values) => Fill(Find(key, CountOf(values)).Text, values);

    /// <summary>The word as HTML, marked where it is English on a page that is not.</summary>
    public HtmlString Html(string key, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var (text, foreign) = Find(key, CountOf(values));
        var html = new StringBuilder(text.Length + 32);
        if (foreign) html.Append("<span lang=\"en\" dir=\"ltr\">");
        HtmlText.Encode(html, Fill(text, values));
        if (foreign) html.Append("</span>");
        return new HtmlString(html.ToString());
    }

    /// <summary>A language's name within a sentence of these words; of languages that no words name: in English where the sentence is, else in itself.</summary>
    public string LanguageName(string language) => Knows("lang." + language) ? this["lang." + language] : SentenceDates.NameHere(language);

    /// <summary>"2.3 MB", in decimal units as file managers show them.</summary>
    public string Size(long bytes) => bytes switch
    {
        < 1_000 => Text("size.bytes", ("n", bytes)),
        < 1_000_000 => Text("size.kilobytes", ("n", bytes / 1_000)),
        < 1_000_000_000 => Text("size.megabytes", ("n", Dates.Tenths(bytes / 1e6))),
        _ => Text("size.gigabytes", ("n", Dates.Tenths(bytes / 1e9))),
    };

    private (string Text, bool Foreign) Find(string key, long? count)
    {
        foreach (var file in _own)
            if (file.TryGetValue(key, out var value)) return (Choose(value, Language, count), false);
        return Files["en"].TryGetValue(key, out var english)
            ? (Choose(english, "en", count), true)
            : throw new InvalidOperationException($"there is no word \"{key}\" in Pages/Words/en.json");
    }

    private static string Choose(JsonElement value, string language, long? count)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        var form = Plurals.Form(language, count ?? 0);
        return (value.TryGetProperty(form, out var text) ? text : value.GetProperty("other")).GetString()!;
    }

    // The plural form follows the value named "count".
    private static long? CountOf(ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
            if (name == "count") return Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return null;
    }

    private string Fill(string text, ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
        {
            var shown = value is int or long ? Dates.Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)) : value.ToString();
            // A date that ends in a full stop ("30 июня 2025 г.") takes the sentence's along.
            if (shown is not null && shown.EndsWith('.')) text = text.Replace("{" + name + "}.", shown, StringComparison.Ordinal);
            text = text.Replace("{" + name + "}", shown, StringComparison.Ordinal);
        }
        return text;
    }

    // "sr-Latn-RS" looks for itself, then "sr-Latn", then "sr".
    private static IEnumerable<string> Candidates(string language)
    {
        for (var tag = language; tag.Length > 0; tag = tag[..Math.Max(0, tag.LastIndexOf('-'))]) yield return tag;
    }

    private static Dictionary<string, Dictionary<string, JsonElement>> ReadAll()
    {
        const string prefix = "words/";
        var files = new Dictionary<string, Dictionary<string, JsonElement>>(StringComparer.OrdinalIgnoreCase);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            files[name[prefix.Length..^".json".Length]] = JsonDocument.Parse(stream).RootElement.EnumerateObject().ToDictionary(w => w.Name, w => w.Value);
        }
        return files;
    }
}

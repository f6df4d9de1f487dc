namespace Acta.Record;

/// <summary>One text in several languages: a name of a section, of the site, of a body.</summary>
/// <param name="All">BCP 47 language tag → text.</param>
public sealed record Words(IReadOnlyDictionary<string, string> All)
{
    /// <summary>No text in any language.</summary>
    public static Words None { get; } = new(new Dictionary<string, string>());

    /// <summary>Whether there is no text at all.</summary>
    public bool IsEmpty => All.Count == 0;

    /// <summary>A text in the language, or null.</summary>
    public string? this[string language] => All.GetValueOrDefault(language);

    /// <summary>
    /// The text for a reader of the language, with the language it is in: that one, else English, else the first by tag.
    /// </summary>
    public (string Text, string Language)? For(string language)
    {
        if (All.TryGetValue(language, out var text)) return (text, language);
        if (All.TryGetValue("en", out text)) return (text, "en");
        foreach (var (other, words) in All.OrderBy(w => w.Key, StringComparer.Ordinal)) return (words, other);
        return null;
    }

    /// <summary>Words from pairs of language tag and text.</summary>
    public static Words Of(params ReadOnlySpan<(string Language, string Text)> words)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (language, text) in words) all[language] = text;
        return new Words(all);
    }
}

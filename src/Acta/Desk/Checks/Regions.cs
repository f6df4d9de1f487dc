using System.Collections.Concurrent;
using System.Globalization;

namespace Acta.Desk.Checks;

/// <summary>What countries are called in each language, as CLDR has it.</summary>
internal static class Regions
{
    // What everybody calls them beside their names, by the beginnings of words: adjectives, those who live there, initials.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["GB"] = "britain british england english uk британ англ",
        ["FR"] = "fren franc franç фран",
        ["US"] = "usa us améric americ ameri амери america сша états",
        ["NL"] = "oland holand niederl hollan holland dutch нидерл голланд",
        ["RU"] = "russia росс рф",
        ["KG"] = "kyrgyz кыргыз киргиз",
        ["BY"] = "белорус belarus byeloruss",
        ["DE"] = "tedesc alleman aleman saks němec niemc german deutsch фрг немец",
        ["CN"] = "chin čín chiń кнр китай",
        ["CH"] = "swiss швейцар",
        ["TW"] = "taiwan tajwan tchaj тайван",
        ["KR"] = "korea коре",
        ["KP"] = "korea коре кндр",
        ["AE"] = "emirat эмират оаэ",
        ["CD"] = "congo конго",
        ["CG"] = "congo конго",
    };

    private static readonly Lazy<string[]> s_codes = new(Codes);

    private static readonly ConcurrentDictionary<string, Lexicon> s_lexicons = [];

    private sealed record Lexicon(Dictionary<string, List<(string Code, IReadOnlyList<string> Words)>> ByKey, Dictionary<string, string> Names, HashSet<string> Beginnings);

    /// <summary>How many words from here on are the name of a country, and its code.</summary>
    public static (int Length, string Code) At(IReadOnlyList<Lexeme> words, int at, string language)
    {
        var best = (Length: 0, Code: "");
        if (!Of(language).ByKey.TryGetValue(Key(words[at].Plain), out var here)) return best;
        foreach (var (code, name) in here)
            if (name.Count > best.Length && Stands(words, at, name)) best = (name.Count, code);
        return best;
    }

    // In any case: more strictly than other words, since names are short and of many tongues.
    private static bool Stands(IReadOnlyList<Lexeme> words, int at, IReadOnlyList<string> name)
    {
        if (!Titles.Stands(words, at, name)) return false;
        for (var i = 0; i < name.Count; i++)
        {
            var (wanted, word) = (name[i], words[at + i].Plain);
            if (wanted == word) continue;
            // Short names are other words with an ending: Чад, Мали.
            if (wanted.Length < 5 || word.Length > wanted.Length + 2) return false;
            var shared = wanted.AsSpan().CommonPrefixLength(word);
            if (shared < Math.Max(wanted.Length - 2, 4) && shared < wanted.Length - 1) return false;
        }
        // Of signs that are written without spaces, the whole row of one sort.
        return !IsKana(name[0]) || !(Adjoins(at) || Adjoins(at + name.Count));

        bool Adjoins(int next) => next > 0 && next < words.Count && IsKana(words[next - 1].Plain) && IsKana(words[next].Plain) && words[next].Start == words[next - 1].End;
        static bool IsKana(string word) => word[0] is >= '\u30A0' and <= '\u30FF';
    }

    /// <summary>Whether a word begins as the name of a country does: what is of it, or who lives there.</summary>
    public static bool IsNear(string word, string language) => word.Length > 3 && Of(language).Beginnings.Contains(word[..4]);

    /// <summary>The country of this name; null where there is none.</summary>
    public static string? Called(string name, string language) => Of(language).Names.FirstOrDefault(n => n.Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Key;

    /// <summary>What it is called in a language.</summary>
    public static string? NameOf(string code, string language) => Of(language).Names.GetValueOrDefault(code);

    /// <summary>Beginnings of words that speak of it too, in any language.</summary>
    public static IReadOnlyList<string> AliasesOf(string code) => Aliases.TryGetValue(code, out var known) ? known.Split(' ') : [];

    private static Lexicon Of(string language) => s_lexicons.GetOrAdd(NumberWords.Primary(language), Read);

    private static Lexicon Read(string language)
    {
        var lexicon = new Lexicon(new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (var code in s_codes.Value)
        {
            if (Name(language, code) is not { } name) continue;
            // Where CLDR knows no name it gives the English one.
            if (language != "en" && !IsLatin(language) && name == Name("en", code)) continue;
            lexicon.Names[code] = name;
            List<string> words = [.. Lexeme.Of(name).Select(w => w.Plain)];
            if (words.Count == 0) continue;
            foreach (var word in words)
                if (word.Length > 3) lexicon.Beginnings.Add(word[..4]);
            if (!lexicon.ByKey.TryGetValue(Key(words[0]), out var list)) lexicon.ByKey[Key(words[0])] = list = [];
            list.Add((code, words));
        }
        return lexicon;
    }

    private static bool IsLatin(string language) => Name(language, "DE") is { } name && name[0] < '\u0250';

    private static string? Name(string language, string code)
    {
        try
        {
            // "Myanmar (Burma)".
            var name = new RegionInfo($"{language}-{code}").NativeName;
            var bracket = name.IndexOf('(', StringComparison.Ordinal);
            name = (bracket > 0 ? name[..bracket] : name).Trim();
            return name.Length > 1 && name != code ? name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // Those of CLDR's countries that no common word, family name or program is called like.
    private static string[] Codes() =>
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => c.Name[(c.Name.LastIndexOf('-') + 1)..]).Where(r => r.Length == 2 && r.All(char.IsAsciiLetterUpper) && r is not ("AQ" or "EU" or "RE" or "MC" or "JE" or "GG" or "IM")).Distinct().Order(StringComparer.Ordinal)];

    private static string Key(string word) => word.Length < 3 ? word : word[..3];
}

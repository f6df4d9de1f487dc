using System.Collections.Concurrent;

namespace Acta.Desk.Checks;

/// <summary>A title as it stands in a text: what it is in any language, and how it is held.</summary>
/// <param name="Start">Where it begins, its "acting" or "former" included.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Offices">What it may be: <c>minister/foreign</c>, <c>secretary/general</c>; a part is less exact than the whole.</param>
/// <param name="IsActing">Held for a time.</param>
/// <param name="IsFormer">Held before.</param>
/// <param name="IsThen">Held before, or at the time that is told of: "then".</param>
internal sealed record Title(int Start, int End, IReadOnlyList<string> Offices, bool IsActing, bool IsFormer, bool IsThen = false)
{
    /// <summary>A rank stands beside an office and says nothing of it.</summary>
    public bool IsRank => Offices[0].StartsWith("rank", StringComparison.Ordinal);

    /// <summary>Whether both may be said of one person at one time: "minister" of the one whom another text calls foreign minister.</summary>
    public bool Agrees(Title other) => IsActing == other.IsActing && IsFormer == other.IsFormer && Offices.Any(a => other.Offices.Any(b => IsPart(a, b) || IsPart(b, a)));

    private static bool IsPart(string whole, string part) => whole.StartsWith(part, StringComparison.Ordinal) && (whole.Length == part.Length || whole[part.Length] == '/');
}

/// <summary>
/// Reads titles of persons. What they are is known by <c>titles.txt</c>, in several languages; a post of the register that is not
/// in it is known by its names there.
/// </summary>
internal static class Titles
{
    private const string Held = "held ";

    private static readonly List<string[]> s_table = [.. WordLists.Lines("titles.txt").Select(l => l.Split(';', StringSplitOptions.TrimEntries))];

    private static readonly ConcurrentDictionary<string, Lexicon> s_lexicons = [];

    private sealed record Phrase(IReadOnlyList<string> Words, string Means);

    private sealed record Lexicon(ILookup<string, Phrase> Offices, ILookup<string, Phrase> Manners);

    /// <summary>All titles of a text, in their order.</summary>
    /// <param name="words">Of the text.</param>
    /// <param name="language">The text's.</param>
    /// <param name="posts">Names of posts in this language that the list does not have, each with what it is.</param>
    public static List<Title> Of(IReadOnlyList<Lexeme> words, string language, IReadOnlyList<(IReadOnlyList<string> Words, string Office)>? posts = null)
    {
        var lexicon = s_lexicons.GetOrAdd(NumberWords.Primary(language), Read);
        var titles = new List<Title>();
        for (var i = 0; i < words.Count;)
        {
            var (length, offices) = OfficesAt(words, i, lexicon, posts);
            if (length == 0)
            {
                i++;
                continue;
            }
            var (start, end) = (i, i + length);
            var manners = new HashSet<string>();
            // Before it: Acting Deputy …; after it: … général adjoint par intérim, الأمين العام السابق.
            for (var found = true; found;)
            {
                found = false;
                foreach (var (manner, means) in lexicon.Manners.SelectMany(g => g).Select(p => (p.Words, p.Means)))
                {
                    if (start - manner.Count >= (titles.Count > 0 ? IndexAfter(words, titles[^1].End) : 0) && (words[start].Follows || manner[^1].Length == 1) && Stands(words, start - manner.Count, manner)) (start, found) = (start - manner.Count, true);
                    else if (end < words.Count && words[end].Follows && language is not "en" and not "ru" && Stands(words, end, manner)) (end, found) = (end + manner.Count, true);
                    else continue;
                    manners.Add(means);
                    break;
                }
            }
            var deputy = manners.Contains("deputy") ? manners.Contains("first") ? "deputy/first of " : "deputy of " : "";
            titles.Add(new Title(words[start].Start, words[end - 1].End, [.. offices.Select(o => deputy + o)], manners.Contains("acting"), manners.Contains("former") || manners.Contains("then"), manners.Contains("then")));
            i = end;
        }
        return titles;
    }

    /// <summary>What a title by itself is, such as the name of a post; empty where the list does not have it.</summary>
    public static IReadOnlyList<string> OfficesOf(string name, string language)
    {
        var words = Lexeme.Of(name);
        return Of(words, language) is [var title] && title.Start == 0 && words.Count > 0 && title.End == words[^1].End ? title.Offices : [];
    }

    private static int IndexAfter(IReadOnlyList<Lexeme> words, int place)
    {
        var i = 0;
        while (i < words.Count && words[i].Start < place) i++;
        return i;
    }

    // The longest that begins here; several where one word is two offices, as président is.
    private static (int Length, IReadOnlyList<string> Offices) OfficesAt(IReadOnlyList<Lexeme> words, int at, Lexicon lexicon, IReadOnlyList<(IReadOnlyList<string> Words, string Office)>? posts)
    {
        var length = 0;
        List<string> offices = [];
        foreach (var phrase in lexicon.Offices[Key(words[at].Plain)]) Take(phrase.Words, phrase.Means);
        foreach (var (post, office) in posts ?? []) Take(post, office);
        return (length, offices);

        void Take(IReadOnlyList<string> phrase, string office)
        {
            if (phrase.Count < length || !Stands(words, at, phrase)) return;
            if (phrase.Count > length) offices.Clear();
            length = phrase.Count;
            if (!offices.Contains(office)) offices.Add(office);
        }
    }

    /// <summary>Whether these words stand here, one after the other.</summary>
    public static bool Stands(IReadOnlyList<Lexeme> words, int at, IReadOnlyList<string> phrase)
    {
        if (at < 0 || at + phrase.Count > words.Count) return false;
        for (var i = 0; i < phrase.Count; i++)
            // The points and apostrophes within: и. о., d’État.
            if (!Lexeme.InAnyCase(phrase[i], words[at + i].Plain) || (i > 0 && words[at + i].Start - words[at + i - 1].End > 2)) return false;
        return true;
    }

    // Two letters are the same in all forms of a word.
    private static string Key(string word) => word.Length < 2 ? word : word[..2];

    private static Lexicon Read(string language)
    {
        var column = Array.IndexOf(s_table[0], language);
        return new Lexicon(Lookup(held: false), Lookup(held: true));

        ILookup<string, Phrase> Lookup(bool held) => s_table.Skip(1).Where(cells => cells[0].StartsWith(Held, StringComparison.Ordinal) == held)
            .SelectMany(cells => column < 0 ? [] : cells[column].Split('|', StringSplitOptions.RemoveEmptyEntries).Select(words => new Phrase(words.Split(' '), held ? cells[0][Held.Length..] : cells[0])))
            // The longer first, so that "first deputy" is not only a deputy.
            .OrderByDescending(p => p.Words.Count).ToLookup(p => Key(p.Words[0]));
    }
}

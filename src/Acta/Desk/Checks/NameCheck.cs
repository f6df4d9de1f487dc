using System.Globalization;
using System.Text;

namespace Acta.Desk.Checks;

/// <summary>
/// Names of two words whose first agrees between versions and whose second almost does: Anna Petrova and Анна Петкова. Compared by
/// their consonants across scripts, cases and ways to transliterate; what is not sure is not told.
/// </summary>
internal static class NameCheck
{
    private const int LeastConsonants = 4;

    // Where the given name tells that it is one person.
    private const int LeastOfEnglish = 3;

    private const string Letters = "абвгдеєэжзиіыйјклмнопрстуфхцчшщъьюяäöøüæðđþ";

    private static readonly string[] Transliterated =
        "a b v g d e e e zh z i i i i i k l m n o p r s t u f h c ch sh sh - - iu ia a o o u e d d t".Split(' ').Select(l => l == "-" ? "" : l).ToArray();

    public static IEnumerable<Finding> Between(List<Alignment.Group> groups)
    {
        foreach (var group in groups)
        {
            if (group is not { First: [var a], Second: [var b] } || a.Kind == "code" || b.Kind == "code") continue;
            var (names, others) = (Names(a.Text), Names(b.Text));
            if (names.Count == 0 || others.Count == 0 || names.Count > 200 || others.Count > 200) continue;
            foreach (var name in names)
            {
                // One person with this given name on both sides: the family name must be theirs.
                var namesakes = others.FindAll(o => GivenNames.Agree(a.Text[name.Start..name.End], b.Text[o.Start..o.End]));
                if (namesakes is [var namesake] && names.Count(n => n.First.Letters == name.First.Letters) == 1 && (Contradict(name.Last, namesake.Last) || AlmostSame(name.Last, namesake.Last, LeastOfEnglish)))
                {
                    yield return Between(name, namesake);
                    continue;
                }
                if (others.Exists(o => Same(name.Last, o.Last) || Same(name.Last, o.First))) continue;
                var near = others.Find(o => Same(name.First, o.First) && AlmostSame(name.Last, o.Last) && !names.Exists(n => Same(n.Last, o.Last) || Same(n.First, o.Last)));
                if (near.Last is null) continue;
                yield return Between(name, near);
            }

            Finding Between(Name name, Name other) => new("name", a.Passage(name.Start, name.End), b.Passage(other.Start, other.End), [("first", a.Text[name.Start..name.End]), ("second", b.Text[other.Start..other.End])]);
        }
    }

    internal sealed record Word(string Letters, string Bones, string Vowels, bool IsSure);

    internal readonly record struct Name(int Start, int End, Word First, Word Last);

    // Pairs of words with capitals, one after the other.
    internal static List<Name> Names(string text)
    {
        var names = new List<Name>();
        var lexemes = Lexeme.Of(text);
        for (var i = 0; i + 1 < lexemes.Count; i++)
        {
            var (first, last) = (lexemes[i], lexemes[i + 1]);
            if (!IsName(text, first) || !IsName(text, last) || last.Start != first.End + 1 || text[first.End] is not (' ' or '\u00A0')) continue;
            names.Add(new Name(first.Start, last.End, Of(first.Plain), Of(last.Plain)));
        }
        return names;
    }

    private static bool IsName(string text, Lexeme lexeme) =>
        lexeme.IsWord && lexeme.End - lexeme.Start >= 3 && char.IsUpper(text[lexeme.Start]) && char.IsLower(text[lexeme.Start + 1]) && text[lexeme.Start] < '\u0530';

    /// <summary>Whether two words are one, in whatever case and script.</summary>
    internal static bool Same(Word a, Word b)
    {
        if (a.Letters == b.Letters || a.Bones == b.Bones) return true;
        // An ending of a case at the end of either: Иванову, Ивановым.
        var (shorter, longer) = a.Bones.Length < b.Bones.Length ? (a.Bones, b.Bones) : (b.Bones, a.Bones);
        return shorter.Length >= 2 && longer.Length - shorter.Length <= 2 && longer.StartsWith(shorter, StringComparison.Ordinal);
    }

    // Smith is never Смыт: the consonants are the same, and a vowel between them is one that it is never written with.
    private static bool Contradict(Word a, Word b)
    {
        if (a.Bones != b.Bones || a.Bones.Length < LeastOfEnglish || a.Vowels.Length == 0 || a.Vowels.Length != b.Vowels.Length) return false;
        var (latin, other) = a.Vowels[0] < 128 ? (a.Vowels, b.Vowels) : (b.Vowels, a.Vowels);
        var never = 0;
        for (var i = 0; i < latin.Length; i++)
        {
            if (latin[i] is '?' || other[i] is '?') return false;
            var these = latin[i] switch { 'i' => "аоуыю", 'a' => "иуыю", 'o' => "иыэя", 'u' => "иеэя", 'e' => "уыюо", _ => "" };
            if (these.Contains(other[i], StringComparison.Ordinal)) never++;
        }
        return never == 1;
    }

    private static bool AlmostSame(Word a, Word b, int least = LeastConsonants)
    {
        if (!a.IsSure || !b.IsSure || a.Bones.Length < least || b.Bones.Length < least || a.Bones[0] != b.Bones[0]) return false;
        if (a.Bones.Length != b.Bones.Length) return false;
        var different = 0;
        // The last consonant may be of an ending.
        for (var i = 0; i < a.Bones.Length - 1; i++)
            if (a.Bones[i] != b.Bones[i]) different++;
        return different == 1 && a.Bones[^1] == b.Bones[^1];
    }

    /// <summary>A word in small letters, in plain Latin ones.</summary>
    internal static string Latin(string word)
    {
        var letters = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) letters.Append(Latin(c));
        return letters.Replace("ph", "f").Replace("th", "t").Replace("kh", "h").ToString();
    }

    private static Word Of(string word)
    {
        var latin = Latin(word);
        var bones = new StringBuilder(latin.Length);
        foreach (var c in latin)
        {
            var bone = c switch
            {
                'b' or 'p' => 'p',
                'd' or 't' => 't',
                'g' or 'k' or 'c' or 'q' => 'k',
                'v' or 'w' or 'f' => 'v',
                's' or 'z' or 'ß' => 's',
                'l' or 'ł' => 'l',
                'm' or 'n' or 'r' => c,
                _ => '\0',
            };
            if (bone != '\0' && (bones.Length == 0 || bones[^1] != bone)) bones.Append(bone);
        }
        // These are said and written in too many ways.
        var isSure = latin.AsSpan().IndexOfAny("jxqhcwg") < 0;
        return new Word(latin, bones.ToString(), Vowels(word), isSure);
    }

    // The vowels with a consonant after them, which no case changes; ? for two together, and for those written in many ways.
    private static string Vowels(string word)
    {
        const string All = "aeiouyаеёиоуыэюяйіїє";
        var vowels = new StringBuilder();
        for (var i = 0; i < word.Length;)
        {
            var start = i;
            while (i < word.Length && All.Contains(word[i], StringComparison.Ordinal)) i++;
            if (i == start) i++;
            else if (i < word.Length) vowels.Append(i - start > 1 || word[start] is 'y' or 'й' ? '?' : word[start]);
        }
        return vowels.ToString();
    }

    private static string Latin(char c) => Letters.IndexOf(c) is >= 0 and var at ? Transliterated[at] : c.ToString();
}

/// <summary>Given names: what tells a person, and which of them are one in Latin and in Cyrillic letters.</summary>
internal static class GivenNames
{
    // Written so differently that no rule tells that they are one.
    private static readonly Dictionary<string, string[]> Cyrillic = new(StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_all = [.. WordLists.Lines("given.txt").SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    // Three letters are the same in all cases.
    private static readonly ILookup<string, string> s_byBeginning = s_all.Where(n => n[0] >= '\u0400' && n.Length > 3).ToLookup(n => n[..3]);

    static GivenNames()
    {
        const string Names = """
            john джон; james джеймс; george джордж; michael майкл; william уильям; charles чарльз чарлз; david дэвид девид; richard ричард; robert роберт; thomas томас; joseph джозеф; mary мэри; jane джейн;
            jennifer дженнифер; elizabeth элизабет; susan сьюзан сюзан; sarah сара; helen хелен; hillary хиллари; henry генри; peter питер; paul пол; stephen стивен; steven стивен; andrew эндрю; anthony энтони;
            christopher кристофер; daniel дэниел дэниэл; edward эдвард; frank фрэнк; jack джек; jeffrey джеффри; kevin кевин; mark марк; matthew мэттью; patrick патрик; philip филип; ronald рональд; samuel сэмюэл;
            simon саймон; timothy тимоти; walter уолтер; barbara барбар; catherine кэтрин; emma эмм; karen карен; laura лор; linda линд; margaret маргарет; nancy нэнси; patricia патриси патрици; rachel рэйчел; ruth рут
            """;
        foreach (var line in Names.Split(';', StringSplitOptions.TrimEntries))
            if (line.Split(' ') is [var latin, .. var others]) Cyrillic[latin] = others;
    }

    /// <summary>Whether a word in small letters is a given name, in any case.</summary>
    public static bool Has(string word) => s_all.Contains(word) || word.Length > 3 && word[0] >= '\u0400' && s_byBeginning[word[..3]].Any(n => Lexeme.InAnyCase(n, word));

    /// <summary>Whether the first word of both is one given name, in Latin letters here and Cyrillic there, in any case.</summary>
    public static bool Agree(string one, string other)
    {
        var (a, b) = (First(one), First(other));
        return Is(a, b) || Is(b, a);

        static bool Is(string latin, string cyrillic) =>
            Cyrillic.TryGetValue(latin, out var names) && Array.Exists(names, n => cyrillic.StartsWith(n, StringComparison.OrdinalIgnoreCase) && cyrillic.Length <= n.Length + 3);
        static string First(string name) => name.Split(' ', '\u00A0')[0];
    }
}

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
                if (others.Exists(o => Same(name.Last, o.Last) || Same(name.Last, o.First))) continue;
                var near = others.Find(o => Same(name.First, o.First) && AlmostSame(name.Last, o.Last) && !names.Exists(n => Same(n.Last, o.Last) || Same(n.First, o.Last)));
                if (near.Last is null) continue;
                yield return new Finding("name", a.Passage(name.Start, name.End), b.Passage(near.Start, near.End), [("first", a.Text[name.Start..name.End]), ("second", b.Text[near.Start..near.End])]);
            }
        }
    }

    private sealed record Word(string Letters, string Bones, bool IsSure);

    private readonly record struct Name(int Start, int End, Word First, Word Last);

    // Pairs of words with capitals, one after the other.
    private static List<Name> Names(string text)
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

    private static bool Same(Word a, Word b)
    {
        if (a.Letters == b.Letters || a.Bones == b.Bones) return true;
        // An ending of a case at the end of either: Иванову, Ивановым.
        var (shorter, longer) = a.Bones.Length < b.Bones.Length ? (a.Bones, b.Bones) : (b.Bones, a.Bones);
        return shorter.Length >= 2 && longer.Length - shorter.Length <= 2 && longer.StartsWith(shorter, StringComparison.Ordinal);
    }

    private static bool AlmostSame(Word a, Word b)
    {
        if (!a.IsSure || !b.IsSure || a.Bones.Length < LeastConsonants || b.Bones.Length < LeastConsonants || a.Bones[0] != b.Bones[0]) return false;
        if (a.Bones.Length != b.Bones.Length) return false;
        var different = 0;
        // The last consonant may be of an ending.
        for (var i = 0; i < a.Bones.Length - 1; i++)
            if (a.Bones[i] != b.Bones[i]) different++;
        return different == 1 && a.Bones[^1] == b.Bones[^1];
    }

    private static Word Of(string word)
    {
        var letters = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) letters.Append(Latin(c));
        var latin = letters.Replace("ph", "f").ToString();
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
        return new Word(latin, bones.ToString(), isSure);
    }

    private static string Latin(char c) => Letters.IndexOf(c) is >= 0 and var at ? Transliterated[at] : c.ToString();
}

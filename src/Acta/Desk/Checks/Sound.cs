namespace Acta.Desk.Checks;

/// <summary>How a name in Latin or Cyrillic letters sounds, roughly: what names are compared by across scripts, languages and cases.</summary>
internal sealed class Sound
{
    // Longer words are no names.
    private const int MostLetters = 30;

    // A letter that is said as k here and as s or not at all there.
    private const char Either = '*';

    private readonly string _letters;
    private readonly string _consonants;

    private Sound(string letters, string consonants) => (_letters, _consonants) = (letters, consonants);

    /// <summary>The sound of a word in small letters; null where its letters are others, or it is too long for a name.</summary>
    public static Sound? Of(string word)
    {
        if (word.Length > MostLetters || !IsReadable(word[0])) return null;
        var letters = NameCheck.Latin(word);
        var consonants = new System.Text.StringBuilder(letters.Length);
        foreach (var c in letters)
        {
            var said = c switch
            {
                'b' or 'p' => 'p',
                'd' or 't' => 't',
                'k' => 'k',
                'v' or 'w' or 'f' => 'v',
                's' or 'z' or 'ß' => 's',
                'l' or 'ł' => 'l',
                'm' or 'n' or 'r' => c,
                'c' or 'g' or 'h' or 'j' or 'q' or 'x' => Either,
                _ => '\0',
            };
            if (said != '\0' && (consonants.Length == 0 || consonants[^1] != said)) consonants.Append(said);
        }
        return new Sound(letters, consonants.ToString());
    }

    /// <summary>Whether a word is written in letters whose sounds are known here.</summary>
    public static bool IsReadable(char first) => first is < '\u0250' or >= '\u0400' and < '\u0530' or >= '\u1E00' and < '\u1F00';

    /// <summary>Whether two words may be one name: in the same letters by these, across letters by how they sound.</summary>
    public bool IsLike(Sound other, bool isSameScript) => isSameScript ? Common(_letters, other._letters) >= 0.72 : Likeness(other) >= 0.55;

    /// <summary>From 0, nothing in common, to 1.</summary>
    public double Likeness(Sound other) =>
        Weight(_consonants) + Weight(other._consonants) >= 4 ? Common(_consonants, other._consonants) : Math.Max(Common(_consonants, other._consonants) * 0.8, Common(_letters, other._letters));

    private static double Weight(string text)
    {
        var weight = 0.0;
        foreach (var c in text) weight += c == Either ? 0.5 : 1;
        return weight;
    }

    // The longest row of letters that both have in this order, by weight.
    private static double Common(string a, string b)
    {
        if (a.Length == 0 || b.Length == 0) return 0;
        var row = new double[b.Length + 1];
        foreach (var x in a)
        {
            var before = 0.0;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var y = b[j - 1];
                var shared = x == y ? x == Either ? 0.5 : 1 : x == Either && y is 'k' or 's' || y == Either && x is 'k' or 's' ? 0.75 : 0;
                row[j] = Math.Max(Math.Max(row[j - 1], above), shared > 0 ? before + shared : 0);
                before = above;
            }
        }
        return Math.Min(1, 2 * row[^1] / (Weight(a) + Weight(b)));
    }
}

using System.Globalization;
using System.Text;
using Acta.Record.Register;

namespace Acta.Views.Register;

/// <summary>
/// What a reader types, and what a record is called, in one form: without case, accents and vowel signs, so that a name is found
/// as it is remembered, in any of its languages and by any name it ever had.
/// </summary>
public static class FoundBy
{
    private const int MostWords = 8;

    // No series of meetings has had more with Roman numbers.
    private const int MostNumbered = 399;

    private static readonly (int Value, string Sign)[] s_roman =
        [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

    /// <summary>The words of a question.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords)];

    /// <summary>A symbol, or the beginning of one: "cfm/2025" and "CFM / 2025" are one.</summary>
    public static string Symbol(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>Every name of a record in every language, each with a space before its words.</summary>
    internal static IEnumerable<string> Names(RegisterRecord record)
    {
        // What is shown on the page of another is not looked for by name.
        if (record is Membership or AgendaItem) return [];
        IEnumerable<Acta.Record.Words> names = [record.Name, .. record.OtherNames.Select(o => o.Name)];
        if (record is Person person) names = names.Append(person.SortName);
        if (record is Post post) names = names.Append(post.Feminine);
        if ((record as Decision)?.Symbol is { } decision) names = names.Append(Acta.Record.Words.Of(("en", decision)));
        // A meeting of a series is found by its number, however it is written: "XIX" and "19".
        if ((record as Event)?.Number is { } number) names = names.Concat(Numerals(number).Select(n => Acta.Record.Words.Of(("en", n))));
        if ((record as Paper)?.Symbol is { } paper) names = names.Append(Acta.Record.Words.Of(("en", paper)));
        return names.SelectMany(n => n.All.Select(w => " " + Fold(w.Value))).Where(n => n.Length > 1).Distinct();
    }

    /// <summary>Whether a name answers a question.</summary>
    internal static bool Answers(string name, IReadOnlyList<string> words)
    {
        var folded = " " + Fold(name);
        return words.All(w => folded.Contains(" " + w, StringComparison.Ordinal));
    }

    // As it is written, and in the other numerals.
    private static IEnumerable<string> Numerals(string number)
    {
        yield return number;
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and < 4000) yield return Roman(n);
        else if (Enumerable.Range(1, MostNumbered).FirstOrDefault(i => Roman(i).Equals(number, StringComparison.OrdinalIgnoreCase)) is > 0 and var arabic) yield return arabic.ToString(CultureInfo.InvariantCulture);
    }

    private static string Roman(int n)
    {
        var roman = new StringBuilder();
        foreach (var (value, sign) in s_roman)
            for (; n >= value; n -= value) roman.Append(sign);
        return roman.ToString();
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark || rune.Value == 0x640) continue;
            if (!Rune.IsLetterOrDigit(rune))
            {
                // An apostrophe stands within a word.
                if (rune.Value is not ('\'' or '\u2019' or '\u02bc') && folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
                continue;
            }
            var lower = Rune.ToLowerInvariant(rune);
            folded.Append(lower.Value switch { 'ى' => "ي", 'ة' => "ه", 'ß' => "ss", 'ı' => "i", 'ł' => "l", 'ø' => "o", 'đ' => "d", _ => lower.ToString() });
        }
        return folded.ToString().TrimEnd();
    }
}

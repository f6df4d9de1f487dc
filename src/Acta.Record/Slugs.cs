using System.Globalization;
using System.Text;
using AnyAscii;

namespace Acta.Record;

/// <summary>The last part of an address, made from a headline.</summary>
public static class Slugs
{
    /// <summary>The most characters of a slug.</summary>
    public const int MaxLength = 80;

    // Words that mean something else in the same place of an address.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "page", "history", "feed", "undated", "index" };

    /// <summary>
    /// A slug of lower-case letters, digits and hyphens: Latin letters only, or the headline's own script where
    /// <paramref name="native"/>. Never empty, never digits alone (that is a day or a year), never a reserved word.
    /// </summary>
    public static string From(string headline, string language, bool native = false)
    {
        var culture = CultureOf(language);
        var text = headline.Normalize(NormalizationForm.FormC).ToLower(culture);
        if (!native) text = Latin(text, culture.TwoLetterISOLanguageName);
        var slug = new StringBuilder(Math.Min(text.Length, MaxLength + 20));
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark) slug.Append(rune.ToString());
            else if (rune.Value is not ('\'' or '’' or '`' or 'ʹ' or 'ʼ') && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length > MaxLength + 20) break;
        }
        return Whole(Cut(slug.ToString().Trim('-')));
    }

    /// <summary>Whether a slug that a person chose can be used as it is.</summary>
    public static bool IsValid(string slug) =>
        slug.Length is > 0 and <= MaxLength + 8
        && slug.EnumerateRunes().All(r => Rune.IsLetterOrDigit(r) ? !Rune.IsUpper(r) : r.Value == '-' || Rune.GetUnicodeCategory(r) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
        && slug[0] != '-' && slug[^1] != '-' && !Reserved.Contains(slug) && !slug.All(char.IsAsciiDigit)
        && slug.IsNormalized(NormalizationForm.FormC);

    /// <summary>The slug with a number, for the second article of the same words on the same day.</summary>
    public static string Numbered(string slug, int number) => $"{slug}-{number.ToString(CultureInfo.InvariantCulture)}";

    // The general table drops letters that are an opening of the throat elsewhere, and are read as vowels in names and news.
    private static string Latin(string text, string language)
    {
        var readable = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case 'ا' or 'أ' or 'آ' or 'ٱ' or 'ى' or 'א': readable.Append('a'); break;
                case 'إ': readable.Append('i'); break;
                case 'ع' or 'ע': readable.Append('a'); break;
                // Armenian writes one vowel with two letters.
                case 'ո' when i + 1 < text.Length && text[i + 1] == 'ւ':
                    readable.Append('u');
                    i++;
                    break;
                case 'և': readable.Append("ev"); break;
                // l'accord is two words in the languages that elide, country's is one.
                case '\'' or '’' when language is "fr" or "it" or "ca" or "oc": readable.Append('-'); break;
                default: readable.Append(c); break;
            }
        }
        return readable.ToString().Transliterate().ToLowerInvariant();
    }

    private static string Cut(string slug)
    {
        if (slug.Length <= MaxLength) return slug;
        var word = slug.LastIndexOf('-', MaxLength);
        var end = word > MaxLength / 2 ? word : MaxLength;
        if (char.IsLowSurrogate(slug[end])) end--;
        return slug[..end].Trim('-');
    }

    private static string Whole(string slug) => slug.Length == 0 ? "item"
        : slug.All(char.IsAsciiDigit) || Reserved.Contains(slug) ? "item-" + slug
        : slug;

    // Turkish ı and İ have their own lower case.
    private static CultureInfo CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}

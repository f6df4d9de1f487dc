using System.Globalization;

namespace Acta.Views.News;

/// <summary>Names in the order a reader of the language expects (CLDR, by way of the platform).</summary>
public static class Collation
{
    /// <summary>Compares by the language's own alphabet; by the root collation where the platform does not know the language.</summary>
    public static IComparer<string> Of(string language)
    {
        var order = OrderOf(language);
        return Comparer<string>.Create((a, b) => order.Compare(a, b, CompareOptions.None));
    }

    /// <summary>Keys in that order, for thousands of names: each is made once, and they compare as bytes.</summary>
    public static Func<string, SortKey> KeysOf(string language)
    {
        var order = OrderOf(language);
        return name => order.GetSortKey(name, CompareOptions.None);
    }

    /// <summary>What names that begin with a letter stand under: É under E where it is no letter of its own in the alphabet.</summary>
    public static string HeadingOf(string letter, string language)
    {
        var plain = letter.Normalize(System.Text.NormalizationForm.FormD);
        plain = plain[..(char.IsHighSurrogate(plain[0]) ? 2 : 1)];
        return OrderOf(language).Compare(letter, plain, CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreCase) == 0 ? plain : letter;
    }

    private static CompareInfo OrderOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language).CompareInfo;
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture.CompareInfo;
        }
    }
}

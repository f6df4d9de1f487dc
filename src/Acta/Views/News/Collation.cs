using System.Globalization;

namespace Acta.Views.News;

/// <summary>Names in the order a reader of the language expects (CLDR, by way of the platform).</summary>
public static class Collation
{
    /// <summary>Compares by the language's own alphabet; by the root collation where the platform does not know the language.</summary>
    public static IComparer<string> Of(string language)
    {
        CompareInfo order;
        try
        {
            order = CultureInfo.GetCultureInfo(language).CompareInfo;
        }
        catch (CultureNotFoundException)
        {
            order = CultureInfo.InvariantCulture.CompareInfo;
        }
        return Comparer<string>.Create((a, b) => order.Compare(a, b, CompareOptions.None));
    }
}

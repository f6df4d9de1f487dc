namespace Acta.Pages;

/// <summary>
/// Which form of a word a whole number takes, by the cardinal rules of CLDR (unicode.org/reports/tr35, plural rules).
/// Counts on our pages are whole, so only the rules for whole numbers are here.
/// </summary>
internal static class Plurals
{
    public static string Form(string language, long n)
    {
        var (ten, hundred) = (n % 10, n % 100);
        switch (Primary(language))
        {
            case "ja" or "zh" or "ko" or "vi" or "th" or "id" or "ms" or "lo" or "my" or "km" or "yo":
                return "other";
            case "fr" or "hy" or "pt" or "kab" or "ff" or "am" or "bn" or "fa" or "gu" or "hi" or "kn" or "zu" when n is 0 or 1:
                return "one";
            case "ru" or "uk" or "be":
                if (ten == 1 && hundred != 11) return "one";
                return ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? "few" : "many";
            case "sr" or "hr" or "bs":
                if (ten == 1 && hundred != 11) return "one";
                return ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? "few" : "other";
            case "pl":
                if (n == 1) return "one";
                return ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? "few" : "many";
            case "cs" or "sk":
                return n == 1 ? "one" : n is >= 2 and <= 4 ? "few" : "other";
            case "sl":
                return hundred == 1 ? "one" : hundred == 2 ? "two" : hundred is 3 or 4 ? "few" : "other";
            case "lt":
                if (ten == 1 && hundred is < 11 or > 19) return "one";
                return ten >= 2 && hundred is < 11 or > 19 ? "few" : "other";
            case "lv":
                if (ten == 0 || hundred is >= 11 and <= 19) return "zero";
                return ten == 1 ? "one" : "other";
            case "ro" or "mo":
                if (n == 1) return "one";
                return n == 0 || hundred is >= 1 and <= 19 ? "few" : "other";
            case "mk" or "is":
                return ten == 1 && hundred != 11 ? "one" : "other";
            case "he":
                return n == 1 ? "one" : n == 2 ? "two" : "other";
            case "ar":
                return n switch { 0 => "zero", 1 => "one", 2 => "two", _ => hundred is >= 3 and <= 10 ? "few" : hundred >= 11 ? "many" : "other" };
            case "ga":
                return n switch { 1 => "one", 2 => "two", >= 3 and <= 6 => "few", >= 7 and <= 10 => "many", _ => "other" };
            default:
                return n == 1 ? "one" : "other";
        }
    }

    private static string Primary(string language)
    {
        var dash = language.IndexOf('-');
        return dash < 0 ? language : language[..dash];
    }
}

using System.Globalization;

namespace Acta.Ledger;

/// <summary>Non-negative ASCII decimals without leading zeros: the only spelling of a number the C2SP texts know.</summary>
internal static class StrictDecimal
{
    public static bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        // The framework's parser overlooks trailing NULs, so it is only shown digits.
        return text.Length > 0 && (text.Length == 1 || text[0] != '0') && !text.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}

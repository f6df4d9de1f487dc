namespace Acta.Ledger;

/// <summary>
/// Standard Base64 (RFC 4648 §4) that has one spelling for each value: the framework's decoder skips white space and
/// ignores stray bits, and a proof or a signature that can be respelled is one that can't be compared.
/// </summary>
internal static class StrictBase64
{
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length % 4 != 0) return false;
        var buffer = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, buffer, out var length)) return false;
        if (!text.SequenceEqual(Convert.ToBase64String(buffer, 0, length))) return false;
        bytes = length == buffer.Length ? buffer : buffer[..length];
        return true;
    }
}

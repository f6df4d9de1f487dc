using System.Security.Cryptography;

namespace Acta.Tests.Access;

/// <summary>An authenticator as a telephone has one, written from the text of RFC 6238: SHA-1, 30 seconds, six digits.</summary>
internal static class AuthenticatorApp
{
    /// <summary>The code of a key, so many steps from now.</summary>
    public static string Code(string key, int steps)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(c => Convert.ToString(letters.IndexOf(c), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = BitConverter.GetBytes(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + steps).Reverse().ToArray();
        var mac = HMACSHA1.HashData(secret, counter);
        var at = mac[^1] & 0xf;
        var number = ((mac[at] & 0x7f) << 24) | (mac[at + 1] << 16) | (mac[at + 2] << 8) | mac[at + 3];
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }
}

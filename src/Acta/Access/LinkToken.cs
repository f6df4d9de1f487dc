using System.Security.Cryptography;
using System.Text;

namespace Acta.Access;

/// <summary>The secret in a link for somebody without an account: the link has it, the store only its digest.</summary>
public static class LinkToken
{
    /// <summary>A new one, of so many random bytes.</summary>
    public static string New(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>What the store has of it.</summary>
    public static byte[] DigestOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Acta.Access;

/// <summary>Codes of an authenticator (RFC 6238). A code that was used is not taken again, as §5.2 there demands.</summary>
internal sealed class AuthenticatorCodes : AuthenticatorTokenProvider<Staff>
{
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<Staff> manager, Staff user)
    {
        if (!await base.ValidateAsync(purpose, token, manager, user)) return false;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(user.Id + token)));
        if (digest == user.LastCode) return false;
        user.LastCode = digest;
        // Two at once with one code: the second finds the account changed, and is refused.
        return (await manager.UpdateAsync(user)).Succeeded;
    }
}

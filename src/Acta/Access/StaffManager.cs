using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Acta.Access;

/// <summary>Identity's manager of accounts, with longer recovery codes: 80 random bits, which need no slow digest.</summary>
internal sealed class StaffManager(
    IUserStore<Staff> store, IOptions<IdentityOptions> options, IPasswordHasher<Staff> hasher, IEnumerable<IUserValidator<Staff>> userRules, IEnumerable<IPasswordValidator<Staff>> passwordRules,
    ILookupNormalizer keys, IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<Staff>> logger)
    : UserManager<Staff>(store, options, hasher, userRules, passwordRules, keys, errors, services, logger)
{
    // Without letters and digits that look alike on paper.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    protected override string CreateTwoFactorRecoveryCode()
    {
        var code = RandomNumberGenerator.GetString(Letters, 16);
        return $"{code[..4]}-{code[4..8]}-{code[8..12]}-{code[12..]}";
    }
}

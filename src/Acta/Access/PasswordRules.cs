using Microsoft.AspNetCore.Identity;

namespace Acta.Access;

/// <summary>
/// What a password must be: long, and not what anybody would try first. No capitals, digits or signs are demanded, as they
/// make passwords worse (NIST SP 800-63B §3.1.1.2).
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Staff>
{
    public const int Shortest = 12;

    private const int Longest = 256;

    // What stands on every list of leaked passwords of this length; sequences and repetitions are found by looking.
    private static readonly string[] Common = ["password", "passw0rd", "qwerty", "letmein", "welcome", "iloveyou", "administrator", "changeme", "пароль", "йцукен"];

    public Task<IdentityResult> ValidateAsync(UserManager<Staff> manager, Staff user, string? password)
    {
        var fault = FaultOf(password ?? "", user);
        return Task.FromResult(fault is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = fault, Description = fault }));
    }

    /// <summary>The word for what is wrong with it, which the pages have a sentence for; null for nothing.</summary>
    public static string? FaultOf(string password, Staff user)
    {
        if (password.Length < Shortest) return "password.short";
        if (password.Length > Longest) return "password.long";
        if (password.Distinct().Count() < 5) return "password.simple";
        var lower = password.ToLowerInvariant();
        // What is left when the well-known part is taken out must still be worth something.
        if (Common.Any(c => lower.Contains(c, StringComparison.Ordinal) && lower.Replace(c, "", StringComparison.Ordinal).Length < 8)) return "password.common";
        if (IsSequence(lower)) return "password.simple";
        if (user.Email.Length > 0 && (lower.Contains(user.Email.ToLowerInvariant(), StringComparison.Ordinal) || lower == user.Name.ToLowerInvariant())) return "password.personal";
        return null;
    }

    // "123456789012", "abcdefghijkl".
    private static bool IsSequence(string text)
    {
        var steps = 0;
        for (var i = 1; i < text.Length; i++)
            if (text[i] - text[i - 1] is 1 or -1 or 0 or -9) steps++;
        return steps > text.Length * 2 / 3;
    }
}

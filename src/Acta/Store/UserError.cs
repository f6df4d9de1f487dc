namespace Acta.Store;

/// <summary>What a user did or has can't work: one sentence that says what, where and what to do, and nothing else is shown.</summary>
/// <param name="message">The sentence.</param>
/// <param name="exitCode">The exit code of a command that ends by it.</param>
/// <param name="cause">What was thrown below, if anything.</param>
public sealed class UserError(string message, int exitCode = 1, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The exit code of a command that ends by it.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Whether a server that is needed does not answer.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Whether what is stored is missing or damaged.</summary>
    public bool IsDamage { get; init; }
}

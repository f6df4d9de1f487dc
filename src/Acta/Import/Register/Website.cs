using System.Text.RegularExpressions;

namespace Acta.Import.Register;

/// <summary>The address of a body's own site, as people write it.</summary>
internal static partial class Website
{
    /// <summary>The whole address where the text is evidently one without its beginning, as <c>www.example.org</c> is; null where it is anything else.</summary>
    public static string? Completed(string? text) => text?.Trim() is { } address && Host().IsMatch(address) ? "https://" + address + (address.Contains('/', StringComparison.Ordinal) ? "" : "/") : null;

    // A name of at least two parts, the last one of letters, and a path. No colon before the path: that would be a scheme, such as javascript:, or a port of nobody's website.
    [GeneratedRegex(@"^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)(?:/[^\s]*)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Host();
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acta.Tests.Browser;

/// <summary>
/// Waits until a page is where a story goes on. Playwright's WaitForURLAsync looks at the address first and listens afterwards: an
/// arrival in between, on another thread, is never heard of. These ask again and again.
/// </summary>
internal static class Arrival
{
    private const float Longest = 30_000;

    /// <summary>Waits for an address, ** standing for anything, * for anything but a slash; and for all that the page loads.</summary>
    public static Task Arrives(this IPage page, string address) =>
        page.Arrives(new Regex("^" + Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$"));

    /// <summary>Waits for an address, and for all that the page loads.</summary>
    public static async Task Arrives(this IPage page, Regex address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(address, new() { Timeout = Longest });
        await page.Loads();
    }

    /// <summary>Waits for all that the page loads.</summary>
    public static Task Loads(this IPage page) => page.WaitForFunctionAsync("() => document.readyState === 'complete'", null, new() { Timeout = Longest });
}

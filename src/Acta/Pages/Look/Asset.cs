using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Acta.Pages;

/// <summary>
/// A file that pages need beside themselves: the style sheet, the site's colours, the icon. Its address changes with its
/// bytes, so it may be cached for ever.
/// </summary>
/// <param name="ContentType">The media type.</param>
/// <param name="Bytes">The file.</param>
public sealed record Asset(string ContentType, byte[] Bytes)
{
    private static readonly byte[] SiteCss = Read("assets/site.css");
    private static readonly byte[] CalendarJs = Read("assets/calendar.js");
    private static readonly ConcurrentDictionary<string, Asset> Themes = new();

    /// <summary>The address of the style sheet, the same for all sites.</summary>
    public static string SiteStyle { get; } = $"/assets/site.{Fingerprint(SiteCss)}.css";

    /// <summary>The address of the script by which the keys move in a month.</summary>
    public static string CalendarScript { get; } = $"/assets/calendar.{Fingerprint(CalendarJs)}.js";

    /// <summary>The file at the address, or null.</summary>
    public static Asset? Find(string path)
    {
        if (path == SiteStyle) return new Asset("text/css; charset=utf-8", SiteCss);
        if (path == CalendarScript) return new Asset("text/javascript; charset=utf-8", CalendarJs);
        if (Themes.TryGetValue(path, out var known)) return known;
        if (!path.StartsWith("/assets/", StringComparison.Ordinal)) return null;
        var parts = path["/assets/".Length..].Split('.');
        if (parts.Length < 4 || !IsColour(parts[1]) || !IsColour(parts[2])) return null;
        var made = parts switch
        {
            ["theme", var primary, var accent, _, "css"] => new Asset("text/css; charset=utf-8", Encoding.UTF8.GetBytes(Theme.Css(primary, accent))),
            ["icon", var primary, var accent, "svg"] => new Asset("image/svg+xml", Encoding.UTF8.GetBytes(Theme.Icon(primary, accent))),
            _ => null,
        };
        // A former program's hash is not this one's bytes: such an address is gone with it.
        if (made is null || (parts[0] == "theme" && parts[3] != Fingerprint(made.Bytes))) return null;
        // A site has one theme; somebody asking for thousands of colours gets them made, not kept.
        if (Themes.Count < 64) Themes.TryAdd(path, made);
        return made;
    }

    internal static string Fingerprint(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6));

    private static bool IsColour(string text) => text.Length == 6 && text.All(char.IsAsciiHexDigitLower);

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

namespace Acta.Desk;

/// <summary>Where to go on to, as a request names it: only ever a page of this desk.</summary>
internal static class LocalPath
{
    /// <summary>
    /// The path, or null where it would lead elsewhere: another host however it is written (<c>//host</c>, <c>/\host</c>,
    /// <c>/%0a/host</c>), another folder by dots, or back to signing in or out.
    /// </summary>
    public static string? Of(string? path)
    {
        if (path is null || path.Length > 500 || !path.StartsWith("/desk/", StringComparison.Ordinal)) return null;
        if (path.Any(c => c is '\\' or '#' || char.IsControl(c) || c > 0x7e || c == ' ')) return null;
        var end = path.IndexOf('?', StringComparison.Ordinal);
        var plain = Uri.UnescapeDataString(end < 0 ? path : path[..end]);
        if (plain.Contains("//", StringComparison.Ordinal) || plain.Contains('\\', StringComparison.Ordinal) || plain.Split('/').Any(p => p is "." or "..")) return null;
        return plain.StartsWith("/desk/sign-", StringComparison.Ordinal) || plain.StartsWith("/desk/confirm", StringComparison.Ordinal) ? null : path;
    }
}

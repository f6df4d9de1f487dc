using Acta.Import.Lines;
using Acta.Store;

namespace Acta.Import;

/// <summary>
/// Old addresses that the source does not tell: each line an old address and the one that the source has, parted by a comma or a
/// tab. Both may be whole or begin with a slash.
/// </summary>
internal sealed class RedirectsFile
{
    private readonly Dictionary<string, List<string>> _old = new(StringComparer.Ordinal);

    /// <exception cref="UserError">It can't be read.</exception>
    public static RedirectsFile Read(string? path)
    {
        var redirects = new RedirectsFile();
        if (path is null) return redirects;
        if (!File.Exists(path)) throw new UserError($"{path} does not exist; --redirects names a file with an old and a newer address on each line.");
        foreach (var line in Utf8Lines.Read(new InputFile(path, path), 1 << 20))
        {
            if (line.Fault is not null) throw new UserError($"{path}, line {line.Number}: {line.Fault}");
            if (line.Text.Length == 0 || line.Text[0] == '#') continue;
            var parts = line.Text.Split([',', '\t'], StringSplitOptions.TrimEntries).Select(p => p.Trim('"')).ToArray();
            if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0) throw new UserError($"{path}, line {line.Number}: expected an old address, a comma, and the newer one.");
            if (!parts[0].Contains('/')) continue; // a line of column names
            if (FormerAddress.Of(parts[0]) is not { } old) throw new UserError($"{path}, line {line.Number}: \"{parts[0]}\" is not an address.");
            var target = FormerAddress.Of(parts[1]) ?? parts[1];
            if (!redirects._old.TryGetValue(target, out var list)) redirects._old[target] = list = [];
            list.Add(old);
        }
        return redirects;
    }

    /// <summary>The old addresses of an item that the source calls by these names.</summary>
    public IReadOnlyList<string> To(SourceItem item, IReadOnlyList<string> addresses)
    {
        if (_old.Count == 0) return [];
        var found = new List<string>();
        foreach (var name in item.Names.Concat(addresses).Prepend(item.Key).Distinct())
            if (_old.TryGetValue(FormerAddress.Of(name) ?? name, out var old) || _old.TryGetValue(name, out old)) found.AddRange(old);
        return [.. found.Distinct()];
    }
}

/// <summary>Where something stood on a former site: path and query, as a redirect needs it.</summary>
internal static class FormerAddress
{
    /// <summary>Path and query of an address; null where it has neither.</summary>
    public static string? Of(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return null;
        address = address.Trim();
        if (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal)) return address.Split('#')[0];
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        return uri.PathAndQuery is "/" or "" ? null : uri.PathAndQuery;
    }
}

using Acta.Import.Lines;
using Acta.Store;

namespace Acta.Import;

/// <summary>
/// Joins language versions where the source can't: each line names the versions of one article, parted by commas or tabs,
/// by their id, their address, or for texts as <c>2025-06-30#2</c> or <c>news.en.txt:14</c>; <c>en:NAME</c> where two languages
/// use one name.
/// </summary>
internal sealed class GroupsFile
{
    private readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);

    /// <exception cref="UserError">It can't be read, or an item stands in two groups.</exception>
    public static GroupsFile Read(string? path)
    {
        var groups = new GroupsFile();
        if (path is null) return groups;
        if (!File.Exists(path)) throw new UserError($"{path} does not exist; --groups names a file with the versions of one article on each line.");
        foreach (var line in Utf8Lines.Read(new InputFile(path, path), 1 << 20))
        {
            if (line.Fault is not null) throw new UserError($"{path}, line {line.Number}: {line.Fault}");
            if (line.Text.StartsWith('#')) continue;
            var names = line.Text.Split([',', '\t'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var name in names)
                if (!groups._groups.TryAdd(name, names[0])) throw new UserError($"{path}, line {line.Number}: \"{name}\" stands in two groups; let it stand in one.");
        }
        return groups;
    }

    /// <summary>The group of an item, or null.</summary>
    public string? Of(SourceItem item)
    {
        if (_groups.Count == 0) return null;
        foreach (var name in item.Names.Prepend(item.Key))
        {
            if (_groups.TryGetValue(item.Language + ":" + name, out var group) || _groups.TryGetValue(name, out group)) return group;
        }
        return null;
    }
}

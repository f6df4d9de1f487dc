using Acta.Import.Lines;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Import;

/// <summary>
/// Says where categories and tags of a source go. Each line: <c>NAME = section SLUG</c>, <c>NAME = tag WORDS</c>,
/// <c>NAME = kind WORD</c> or <c>NAME = drop</c>; NAME is a category's name or slug.
/// </summary>
internal sealed class MappingFile
{
    private readonly Dictionary<string, (string What, string Value)> _map = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Line, string Slug)> _sections = [];

    /// <exception cref="UserError">It can't be read, or a line says nothing known.</exception>
    public static MappingFile Read(string? path)
    {
        var map = new MappingFile();
        if (path is null) return map;
        if (!System.IO.File.Exists(path)) throw new UserError($"{path} does not exist; --map names a file with lines such as: Press releases = section news");
        foreach (var line in Utf8Lines.Read(new InputFile(path, path), 1 << 20))
        {
            if (line.Fault is not null) throw new UserError($"{path}, line {line.Number}: {line.Fault}");
            var text = line.Text.Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            var at = text.LastIndexOf('=');
            var words = at < 0 ? [] : text[(at + 1)..].Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
            if (at <= 0 || words is not (["drop"] or ["section" or "tag" or "kind", { Length: > 0 }]))
                throw new UserError($"{path}, line {line.Number}: expected NAME = section SLUG, NAME = tag WORDS, NAME = kind WORD, or NAME = drop.");
            if (words[0] == "kind" && Fault(words[1]) is { } fault) throw new UserError($"{path}, line {line.Number}: {fault}.");
            if (words[0] == "section") map._sections.Add(($"{path}, line {line.Number}", words[1]));
            map._map[text[..at].Trim()] = (words[0], words.Length > 1 ? words[1] : "");
        }
        return map;
    }

    private static string? Fault(string kind)
    {
        try
        {
            ArticleKinds.Parse(kind);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message.TrimEnd('.');
        }
    }

    /// <summary>Refuses a section that the site has not, before anything is read.</summary>
    /// <exception cref="UserError">A line names one.</exception>
    public void CheckSections(IReadOnlySet<string> sections)
    {
        foreach (var (line, slug) in _sections)
            if (!sections.Contains(slug)) throw new UserError($"{line}: this site has no section \"{slug}\" (it has {string.Join(", ", sections)}); add it to the settings, or name another.");
    }

    /// <summary>Whether a line names it.</summary>
    public bool Names(string name, string slug) => _map.ContainsKey(name) || _map.ContainsKey(slug);

    /// <summary>The kind of article that a type of content becomes; null where no line says so.</summary>
    public string? KindOf(string type) => _map.TryGetValue(type, out var to) && to.What == "kind" ? to.Value : null;

    /// <summary>Files one category or tag: into a section, among the tags, or nowhere; what the file does not name is listed.</summary>
    /// <returns>The kind of article it asks for, if any.</returns>
    public string? File(string name, string slug, List<string> sections, List<string> tags, ImportReport report, string list, bool keepUnmapped)
    {
        if (_map.TryGetValue(name, out var to) || _map.TryGetValue(slug, out to))
        {
            if (to.What == "section") sections.Add(to.Value);
            else if (to.What == "tag") tags.Add(to.Value);
            else if (to.What == "kind") return to.Value;
            return null;
        }
        if (_map.Count > 0 || !keepUnmapped) report.List(list, name);
        if (keepUnmapped) tags.Add(name);
        return null;
    }
}

using System.Text.Json.Nodes;
using Acta.Record.Site;

namespace Acta.Desk.Site;

/// <summary>What publishing other settings would change, said in the words of the form.</summary>
internal static class SiteChanges
{
    // The headings of the form, by the member of the settings.
    private static readonly Dictionary<string, string> s_headings = new(StringComparer.Ordinal)
    {
        ["name"] = "site.name", ["shortName"] = "site.short", ["tagline"] = "site.tagline", ["banner"] = "site.banner", ["footer"] = "site.footer", ["reuseTerms"] = "site.reuse",
        ["languages"] = "languages", ["timeZone"] = "site.zone", ["sections"] = "site.sections", ["menu"] = "site.menu", ["emblem"] = "site.emblem", ["colours"] = "site.look",
        ["pressContact"] = "field.contact-name", ["nativeSlugs"] = "site.native-slugs", ["front"] = "site.front", ["urgent"] = "site.urgent",
    };

    /// <summary>Each change in a line: texts with what they were and will be, lists by what comes and goes.</summary>
    public static IReadOnlyList<string> Of(SiteSettings now, SiteSettings next, DeskWords words)
    {
        var (a, b) = (JsonNode.Parse(now.ContentBytes())!.AsObject(), JsonNode.Parse(next.ContentBytes())!.AsObject());
        var lines = new List<string>();
        foreach (var (member, heading) in s_headings)
        {
            if (JsonNode.DeepEquals(a[member], b[member])) continue;
            if (IsWords(a[member]) && IsWords(b[member])) lines.AddRange(Texts(words[heading], a[member] as JsonObject, b[member] as JsonObject, words));
            else lines.Add(Items(a[member]) is { } before && Items(b[member]) is { } after && Named(before, after) is { Length: > 0 } named ? $"{words[heading]}: {named}" : words[heading]);
        }
        return lines;

        string Named(List<(string Key, JsonNode? Node)> before, List<(string Key, JsonNode? Node)> after)
        {
            var came = after.Where(x => before.All(y => y.Key != x.Key)).Select(x => words.Text("site.change.new", ("what", x.Key)));
            var gone = before.Where(x => after.All(y => y.Key != x.Key)).Select(x => words.Text("site.change.gone", ("what", x.Key)));
            var other = after.Where(x => before.Any(y => y.Key == x.Key && !JsonNode.DeepEquals(x.Node, y.Node))).Select(x => x.Key);
            return string.Join("; ", came.Concat(gone).Concat(other));
        }
    }

    private static IEnumerable<string> Texts(string heading, JsonObject? before, JsonObject? after, DeskWords words)
    {
        foreach (var language in (before ?? []).Select(t => t.Key).Union((after ?? []).Select(t => t.Key)))
        {
            var (old, young) = ((string?)before?[language] ?? "", (string?)after?[language] ?? "");
            if (old == young) continue;
            yield return words.Text(young.Length == 0 ? "site.change.cleared" : old.Length == 0 ? "site.change.written" : "site.change.text", ("what", heading), ("language", words.LanguageName(language)), ("before", Short(old)), ("after", Short(young)));
        }
    }

    private static bool IsWords(JsonNode? node) => node is null or JsonObject && (node as JsonObject ?? []).All(t => t.Value is JsonValue value && value.TryGetValue<string>(out _) && t.Key.Length is >= 2 and <= 12 && !t.Key.Any(char.IsUpper));

    // Sections by their part of the address, rows of the menu by where they lead.
    private static List<(string Key, JsonNode? Node)>? Items(JsonNode? node) => node switch
    {
        JsonArray { Count: 0 } or null => [],
        JsonArray items when items[0] is JsonObject first && (first.ContainsKey("slug") || first.ContainsKey("to")) => [.. items.Select(i => ((string?)i!["slug"] ?? (string?)i["to"] ?? "", i))],
        JsonArray items when items[0] is JsonValue => [.. items.Select(i => (i!.ToString(), (JsonNode?)null))],
        _ => null,
    };

    private static string Short(string text) => text.Length <= 80 ? text : text[..(text.LastIndexOf(' ', 77) is > 40 and var end ? end : 77)] + "…";
}

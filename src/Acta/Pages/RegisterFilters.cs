using Acta.Record.Register;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Pages;

/// <summary>What the lists of the register may be asked by, and what that asks of the views: the same for the page, its table, and its data.</summary>
internal static class RegisterFilters
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["decisions"] = ["q", "body", "year", "status", "subject"],
        ["papers"] = ["symbol", "body", "meeting", "year", "language"],
        ["people"] = ["q"],
        ["organizations"] = ["q"],
        ["posts"] = ["q"],
        ["states"] = ["q"],
        ["places"] = ["q"],
        ["events"] = ["q", "body", "year"],
        ["tasks"] = ["q"],
    };

    /// <summary>The parameters of the list at a path, numbered pages and tables included; none for what is no such list.</summary>
    public static IReadOnlyList<string> Parameters(string path)
    {
        string[] parts = path.Split('/');
        var list = parts switch
        {
            ["", _, var name, ""] => name,
            ["", _, var name, "page", _, ""] => name,
            ["", _, var name] when name.EndsWith(".csv", StringComparison.Ordinal) => name[..^4],
            _ => "",
        };
        return Names.TryGetValue(list, out var names) ? names : [];
    }

    /// <summary>Whether a parameter is typed by readers, rather than chosen from what there is.</summary>
    public static bool IsTyped(string name) => name is "q" or "symbol";

    /// <summary>What is asked of the views; null where something is named that is not there, so that nothing can be found.</summary>
    /// <param name="register">The views.</param>
    /// <param name="folder">The list.</param>
    /// <param name="asked">What it is asked by.</param>
    /// <param name="data">The same as parameters of the data interface.</param>
    public static RecordFilter? Of(RegisterQueries register, string folder, IEnumerable<(string Name, string Value)> asked, List<(string Name, string Value)> data)
    {
        var filter = new RecordFilter(KindOf(folder)) { Facets = folder == "states" ? [("kind", Organization.State)] : [] };
        var found = true;
        foreach (var (name, value) in asked)
        {
            switch (name)
            {
                case "q":
                    filter = filter with { Words = FoundBy.Words(value) };
                    found &= filter.Words.Count > 0;
                    data.Add((name, value));
                    break;
                case "symbol":
                    filter = filter with { Symbol = FoundBy.Symbol(value) };
                    data.Add(("symbol_starts", value));
                    break;
                case "body" when Resolved(register, value, "organizations", "states") is { } body:
                    Add("organization", body.ToString(), "organization");
                    break;
                case "meeting" when Resolved(register, value, "events") is { } meeting:
                    Add("event", meeting.ToString(), "event");
                    break;
                case "body" or "meeting":
                    found = false;
                    break;
                case "subject":
                    Add(name, TagKeys.Of(value), name);
                    break;
                default:
                    Add(name, value, name);
                    break;
            }
        }
        return found ? filter : null;

        void Add(string facet, string key, string parameter)
        {
            filter = filter with { Facets = [.. filter.Facets, (facet, key)] };
            data.Add((parameter, key));
        }
    }

    /// <summary>The kind of record a list is of.</summary>
    public static string KindOf(string folder) => folder switch { "people" => "person", "organizations" or "states" => "organization", _ => folder[..^1] };

    private static Guid? Resolved(RegisterQueries register, string slug, params string[] folders) =>
        folders.Select(f => register.Resolve(f, slug)).OfType<RecordResolution.Found>().FirstOrDefault()?.Record.Id;
}

using System.Globalization;
using Acta.Record;
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
        ["events"] = ["q", "body", "kind", "year"],
        ["tasks"] = ["q", "status"],
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

    /// <summary>What is asked of the views; null where the words that are asked for hold no letter, so that nothing can be found.</summary>
    /// <param name="register">The views.</param>
    /// <param name="folder">The list.</param>
    /// <param name="asked">What it is asked by.</param>
    /// <param name="day">The day it is shown as of; null: today.</param>
    /// <param name="data">The same as parameters of the data interface.</param>
    /// <param name="unknown">What is asked for and is nothing the list can be asked by: a body there is not, a year that is none.</param>
    public static RecordFilter? Of(RegisterQueries register, string folder, IEnumerable<(string Name, string Value)> asked, DateOnly? day, List<(string Name, string Value)> data, out (string Name, string Value)? unknown)
    {
        unknown = null;
        var kind = KindOf(folder);
        var filter = new RecordFilter(kind) { Facets = folder == "states" ? [("kind", Organization.State)] : [], Known = IsOfItsDay(kind) ? day : null };
        if (day is { } of) data.Add(("as_of", of.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
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
                case "body" when Named(register, name, value) is { } body:
                    Add("organization", body.Id.ToString(), "organization");
                    break;
                case "meeting" when Named(register, name, value) is { } meeting:
                    Add("event", meeting.Id.ToString(), "event");
                    break;
                case "subject" when register.Has(kind, name, TagKeys.Of(value)):
                    Add(name, TagKeys.Of(value), name);
                    break;
                case "kind" when register.CalendarHasKind(value):
                    Add(name, value, name);
                    break;
                case "body" or "meeting" or "subject" or "kind":
                case "year" when value.Length != 4 || !value.All(char.IsAsciiDigit):
                case "status" when !StatusesOf(kind).Contains(value):
                case "language" when !Rules.IsLanguage(value) || (!DateWords.Knows(value) && !register.Has(kind, name, value)):
                    unknown ??= (name, value);
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

    /// <summary>What the status of a record of a kind can be.</summary>
    public static IReadOnlyList<string> StatusesOf(string kind) => kind == "task" ? ["open", "done"] : Decision.Statuses;

    /// <summary>The kind of record a list is of.</summary>
    public static string KindOf(string folder) => folder switch { "people" => "person", "organizations" or "states" => "organization", _ => folder[..^1] };

    /// <summary>Whether a list of these, as of a day, is of those that had begun by then.</summary>
    public static bool IsOfItsDay(string kind) => kind is "decision" or "task" or "event" or "paper" or "person" or "place" or "agenda-item";

    /// <summary>The record that a parameter names; by its former address as well.</summary>
    public static Recorded? Named(RegisterQueries register, string name, string slug) => (name switch { "meeting" => ["events"], "place" => ["places"], _ => new[] { "organizations", "states" } })
        .Select(f => register.Resolve(f, slug) is RecordResolution.Moved moved && moved.Address.Split('/') is [var to, var now] ? register.Resolve(to, now) : register.Resolve(f, slug))
        .OfType<RecordResolution.Found>().FirstOrDefault()?.Record;
}

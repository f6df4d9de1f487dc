namespace Acta.Pages.Charts;

/// <summary>Counts: columns from year to year, or a bar for each name.</summary>
internal static class BarsChart
{
    /// <summary>One count.</summary>
    /// <param name="Name">Of what; its page.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Number">The same in the language's digits.</param>
    /// <param name="Spoken">All of it in words.</param>
    public sealed record Item(NameLink Name, long Count, string Number, string Spoken);

    /// <summary>Columns side by side.</summary>
    public static string Columns(string id, string title, string description, IReadOnlyList<Item> items, bool mirrored)
    {
        const double tall = 130, each = 46, top = 24;
        var most = Math.Max(1, items.Max(i => i.Count));
        var width = Math.Max(280, items.Count * each + 8);
        var paper = new ChartPaper(id, title, description, width, top + tall + 30, mirrored);
        paper.Unspoken(() => paper.Path("chart-line", (0, top + tall), (width, top + tall)));
        foreach (var (i, item) in items.Index())
        {
            var x = 4 + i * each;
            var height = tall * item.Count / most;
            paper.Begin(item.Name.Href, item.Spoken);
            paper.Box("chart-hit", x + 1, 2, each - 2, top + tall + 26, 4);
            if (item.Count > 0) paper.Box("chart-bar", x + 9, top + tall - Math.Max(3, height), each - 18, Math.Max(3, height), 2);
            paper.Words("chart-tick", x + each / 2, top + tall + 20, item.Name.Label, "middle");
            paper.Words("chart-number", x + each / 2, top + tall - (item.Count > 0 ? Math.Max(3, height) : 0) - 6, item.Number, "middle");
            paper.End(item.Name.Href);
        }
        return paper.ToString();
    }

    /// <summary>Bars below each other, each beneath its name.</summary>
    public static string Lines(string id, string title, string description, IReadOnlyList<Item> items, bool mirrored)
    {
        const double row = 52, width = 620;
        var most = Math.Max(1, items.Max(i => i.Count));
        var paper = new ChartPaper(id, title, description, width, items.Count * row + 4, mirrored);
        foreach (var (i, item) in items.Index())
        {
            var (y, length) = (i * row, (width - 90) * item.Count / most);
            paper.Begin(item.Name.Href, item.Spoken);
            paper.Box("chart-hit", 0, y + 2, width, row - 4, 4);
            paper.Words("chart-name", 6, y + 20, ChartPaper.Fit(item.Name.Label, width - 12), language: item.Name.Language);
            if (item.Count > 0) paper.Box("chart-bar", 6, y + 29, Math.Max(3, length), 14, 2);
            paper.Words("chart-number", (item.Count > 0 ? Math.Max(3, length) + 8 : 0) + 6, y + 41, item.Number);
            paper.End(item.Name.Href);
        }
        return paper.ToString();
    }
}

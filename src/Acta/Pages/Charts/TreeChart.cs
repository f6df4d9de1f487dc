namespace Acta.Pages.Charts;

/// <summary>What is part of what: a line for each, further in than what it is part of.</summary>
internal static class TreeChart
{
    /// <summary>One of the tree.</summary>
    /// <param name="Name">Its name and page.</param>
    /// <param name="Level">How deep, from 0.</param>
    /// <param name="Remark">What else is said of it.</param>
    /// <param name="Spoken">All of it in words.</param>
    public sealed record Node(NameLink Name, int Level, string? Remark, string Spoken);

    private const double Row = 36;
    private const double Step = 30;

    public static string Draw(string id, string title, string description, IReadOnlyList<Node> nodes, bool mirrored)
    {
        var width = Math.Clamp(nodes.Max(n => At(n.Level) + 18 + ChartPaper.WidthOf(n.Name.Label) + (n.Remark is { } r ? 14 + ChartPaper.WidthOf(r, 13) : 0)) + 12, 300, 1200);
        var paper = new ChartPaper(id, title, description, width, nodes.Count * Row + 8, mirrored);
        paper.Unspoken(() =>
        {
            for (var i = 1; i < nodes.Count; i++)
            {
                var parent = i - 1;
                while (parent > 0 && nodes[parent].Level >= nodes[i].Level) parent--;
                if (nodes[i].Level > nodes[parent].Level) paper.Path("chart-line", (At(nodes[parent].Level), Y(parent) + 8), (At(nodes[parent].Level), Y(i)), (At(nodes[i].Level) - 8, Y(i)));
            }
        });
        foreach (var (i, node) in nodes.Index())
        {
            var x = At(node.Level);
            paper.Begin(node.Name.Href, node.Spoken);
            paper.Box("chart-hit", x - 10, Y(i) - Row / 2 + 2, width - x + 8, Row - 4, 4);
            if (i == 0) paper.Box("chart-bar", x - 7, Y(i) - 7, 14, 14, 3);
            else paper.Dot("chart-bar", x, Y(i), 6);
            var room = width - x - 26;
            var name = ChartPaper.Fit(node.Name.Label, room);
            paper.Words(i == 0 ? "chart-name chart-first" : "chart-name", x + 18, Y(i) + 5, name, language: node.Name.Language);
            if (node.Remark is { } remark) paper.Words("chart-remark", x + 32 + ChartPaper.WidthOf(name), Y(i) + 5, remark);
            paper.End(node.Name.Href);
        }
        return paper.ToString();

        static double At(int level) => 12 + level * Step;

        static double Y(int row) => row * Row + Row / 2 + 4;
    }
}

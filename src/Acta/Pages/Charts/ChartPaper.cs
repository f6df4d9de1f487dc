using System.Globalization;
using System.Text;

namespace Acta.Pages.Charts;

/// <summary>
/// What a chart is drawn on: SVG in the reader's language, mirrored where it is read from the right. Colours are classes of the
/// style sheet, so that they follow the scheme; sizes are those of the text, so that they grow with it. What can be gone to is a
/// link in reading order, named in words; all else is hidden from those who listen.
/// </summary>
internal sealed class ChartPaper
{
    /// <summary>The size of letters.</summary>
    public const double Letter = 15;

    private readonly StringBuilder _svg = new();
    private readonly double _width;
    private readonly bool _mirrored;

    /// <summary>Begins a chart.</summary>
    /// <param name="id">Of the chart on its page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What it says, in a sentence.</param>
    /// <param name="width">In pixels at the usual size of text.</param>
    /// <param name="height">The same.</param>
    /// <param name="mirrored">From right to left.</param>
    public ChartPaper(string id, string title, string description, double width, double height, bool mirrored)
    {
        _width = width;
        _mirrored = mirrored;
        _svg.Append($"<svg class=\"chart-svg\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width / 16)}em\" height=\"{N(height / 16)}em\" role=\"group\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\"><title id=\"{id}-t\">");
        HtmlText.Encode(_svg, title);
        _svg.Append($"</title><desc id=\"{id}-d\">");
        HtmlText.Encode(_svg, description);
        _svg.Append("</desc>");
    }

    /// <summary>A rectangle.</summary>
    public void Box(string kind, double x, double y, double width, double height, double round = 0)
    {
        _svg.Append($"<rect class=\"{kind}\" x=\"{N(X(x, width))}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(height)}\"");
        if (round > 0) _svg.Append($" rx=\"{N(round)}\"");
        _svg.Append("/>");
    }

    /// <summary>Lines from point to point.</summary>
    public void Path(string kind, params ReadOnlySpan<(double X, double Y)> points)
    {
        _svg.Append($"<path class=\"{kind}\" d=\"");
        for (var i = 0; i < points.Length; i++) _svg.Append(i == 0 ? 'M' : 'L').Append(N(X(points[i].X))).Append(' ').Append(N(points[i].Y));
        _svg.Append("\"/>");
    }

    /// <summary>A dot.</summary>
    public void Dot(string kind, double x, double y, double radius) => _svg.Append($"<circle class=\"{kind}\" cx=\"{N(X(x))}\" cy=\"{N(y)}\" r=\"{N(radius)}\"/>");

    /// <summary>Words that begin at a point, end there, or stand about it.</summary>
    public void Words(string kind, double x, double y, string text, string anchor = "start", string? language = null)
    {
        _svg.Append($"<text class=\"{kind}\" x=\"{N(X(x))}\" y=\"{N(y)}\"");
        if (anchor != "start") _svg.Append($" text-anchor=\"{anchor}\"");
        if (language is not null) _svg.Append($" lang=\"{language}\"");
        _svg.Append('>');
        HtmlText.Encode(_svg, text);
        // The space keeps the words of one thing apart where they are read as one text.
        _svg.Append("</text> ");
    }

    /// <summary>What belongs to one thing: a link to it where it has a page.</summary>
    public void Begin(string? href, string spoken)
    {
        _svg.Append(href is null ? "<g role=\"img\"" : $"<a href=\"{HtmlText.Encode(href)}\"").Append(" aria-label=\"");
        HtmlText.Encode(_svg, spoken);
        _svg.Append("\">");
    }

    /// <summary>Ends it.</summary>
    public void End(string? href) => _svg.Append(href is null ? "</g>" : "</a>");

    /// <summary>Begins or ends what only the eye needs.</summary>
    public void Unspoken(Action draw)
    {
        _svg.Append("<g aria-hidden=\"true\">");
        draw();
        _svg.Append("</g>");
    }

    /// <summary>The whole.</summary>
    public override string ToString() => _svg + "</svg>";

    /// <summary>How wide a text may be, generously: a server has no fonts.</summary>
    public static double WidthOf(string text, double letter = Letter)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes()) width += rune.Value >= 0x2e80 ? 1 : Rune.IsUpper(rune) ? 0.76 : Rune.IsLetterOrDigit(rune) ? 0.64 : 0.36;
        return width * letter;
    }

    /// <summary>A text that surely fits, cut where it does not.</summary>
    public static string Fit(string text, double width)
    {
        if (WidthOf(text) <= width) return text;
        var runes = new StringBuilder();
        var used = WidthOf("…");
        foreach (var rune in text.EnumerateRunes())
        {
            used += WidthOf(rune.ToString());
            if (used > width) break;
            runes.Append(rune.ToString());
        }
        return runes.ToString().TrimEnd() + "…";
    }

    private double X(double x, double width = 0) => _mirrored ? _width - x - width : x;

    private static string N(double n) => Math.Round(n, 1).ToString(CultureInfo.InvariantCulture);
}

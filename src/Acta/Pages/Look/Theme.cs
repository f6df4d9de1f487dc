using System.Text;
using Acta.Record.Site;

namespace Acta.Pages;

/// <summary>
/// The colours of a site, computed from the two that the settings name, so that every text keeps its contrast in light and
/// in dark whatever the institution's colours are. The style sheet made of them has the colours in its own address
/// (<c>/assets/theme.{primary}.{accent}.{hash}.css</c>): a page published under former colours still finds them.
/// </summary>
public static class Theme
{
    private const string DefaultPrimary = "1d3f66";
    private const string DefaultAccent = "a8782b";

    // Each page names it; a site has one pair of colours, and seldom another.
    private static volatile Tuple<string, string, string>? s_last;

    /// <summary>The address of the style sheet for the settings' colours.</summary>
    public static string Address(Colours? colours)
    {
        var (primary, accent) = Pair(colours);
        var last = s_last;
        if (last?.Item1 != primary || last.Item2 != accent) s_last = last = Tuple.Create(primary, accent, AddressOf(primary, accent));
        return last.Item3;
    }

    private static string AddressOf(string primary, string accent) =>
        $"/assets/theme.{primary}.{accent}.{Asset.Fingerprint(Encoding.UTF8.GetBytes(Css(primary, accent)))}.css";

    /// <summary>The address of the icon shown where there is no emblem.</summary>
    public static string IconAddress(Colours? colours)
    {
        var (primary, accent) = Pair(colours);
        return $"/assets/icon.{primary}.{accent}.svg";
    }

    /// <summary>The style sheet for two colours, each <c>rrggbb</c>.</summary>
    internal static string Css(string primary, string accent)
    {
        Colour.TryParse(primary, out var brand);
        Colour.TryParse(accent, out var second);
        var css = new StringBuilder(1024);
        css.Append(":root{");
        Light(css, brand, second);
        css.Append("}\n@media (prefers-color-scheme:dark){:root{");
        Dark(css, brand, second);
        css.Append("}}\n@media print{:root{");
        Light(css, brand, second);
        css.Append("}}\n");
        return css.ToString();
    }

    internal static string Icon(string primary, string accent) =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#{primary}"/><path d="M8 22h16v3H8z" fill="#{accent}"/><path d="M8 8h16v3H8zM8 14h11v3H8z" fill="#fff"/></svg>""";

    // Neutrals take a breath of the brand's hue: grey beside a strong colour looks dirty.
    private static void Light(StringBuilder css, Colour brand, Colour accent)
    {
        var breath = Math.Min(1, brand.Chroma / 0.1);
        Colour Neutral(double lightness, double chroma) => new(lightness, chroma * breath, brand.Hue);
        var paper = new Colour(1, 0, 0);
        var tint = Neutral(0.974, 0.006);
        var fill = brand.Lightness > 0.62 ? brand with { Lightness = 0.62 } : brand;
        Put(css, "paper", paper);
        Put(css, "tint", tint);
        Put(css, "tint-2", Neutral(0.945, 0.011));
        Put(css, "line", Neutral(0.895, 0.012));
        Put(css, "line-strong", Neutral(0.6, 0.02).Until(3.2, tint, darker: true));
        Put(css, "ink", Neutral(0.215, 0.022));
        Put(css, "ink-2", Neutral(0.455, 0.024).Until(6, tint, darker: true));
        Put(css, "brand", brand.Until(6, tint, darker: true));
        Put(css, "brand-strong", (brand with { Lightness = Math.Min(brand.Lightness, 0.36) }).Until(8, tint, darker: true));
        Put(css, "fill", fill);
        Put(css, "on-fill", OnFill(fill));
        Put(css, "deep", brand with { Lightness = Math.Min(brand.Lightness, 0.285), Chroma = Math.Min(brand.Chroma, 0.09) });
        Put(css, "accent", accent.Until(3.1, paper, darker: true));
        Put(css, "on-deep-accent", accent.Until(4.6, brand with { Lightness = 0.3 }, darker: false));
        var warn = new Colour(0.975, 0.03, 1.45);
        Put(css, "warn", warn);
        Put(css, "warn-line", new Colour(0.62, 0.13, 1.25));
        Put(css, "warn-ink", new Colour(0.36, 0.07, 1.2));
    }

    private static void Dark(StringBuilder css, Colour brand, Colour accent)
    {
        var breath = Math.Min(1, brand.Chroma / 0.1);
        Colour Neutral(double lightness, double chroma) => new(lightness, chroma * breath, brand.Hue);
        var paper = Neutral(0.178, 0.014);
        var tint = Neutral(0.218, 0.017);
        var soft = brand with { Chroma = Math.Min(brand.Chroma, 0.11) };
        Put(css, "paper", paper);
        Put(css, "tint", tint);
        Put(css, "tint-2", Neutral(0.265, 0.02));
        Put(css, "line", Neutral(0.335, 0.02));
        Put(css, "line-strong", Neutral(0.55, 0.022).Until(3.2, tint, darker: false));
        Put(css, "ink", Neutral(0.935, 0.008));
        Put(css, "ink-2", Neutral(0.76, 0.016).Until(6, tint, darker: false));
        Put(css, "brand", soft.Until(7, tint, darker: false));
        Put(css, "brand-strong", soft.Until(9, tint, darker: false));
        var fill = brand.Lightness > 0.5 ? brand with { Lightness = 0.5 } : brand;
        Put(css, "fill", fill);
        Put(css, "on-fill", OnFill(fill));
        Put(css, "deep", Neutral(0.14, 0.016));
        Put(css, "accent", accent.Until(4.6, tint, darker: false));
        Put(css, "on-deep-accent", accent.Until(4.6, paper, darker: false));
        Put(css, "warn", new Colour(0.27, 0.035, 1.3));
        Put(css, "warn-line", new Colour(0.72, 0.13, 1.35));
        Put(css, "warn-ink", new Colour(0.9, 0.05, 1.4));
    }

    // White or black: one of them always has 4.58 : 1.
    private static Colour OnFill(Colour fill)
    {
        var white = new Colour(1, 0, 0);
        return white.ContrastWith(fill) >= 4.5 ? white : new Colour(0, 0, 0);
    }

    private static void Put(StringBuilder css, string name, Colour colour) => css.Append("--").Append(name).Append(':').Append(colour.Hex).Append(';');

    /// <summary>The two colours, each <c>rrggbb</c>.</summary>
    internal static (string Primary, string Accent) Pair(Colours? colours) =>
        (Name(colours?.Primary) ?? DefaultPrimary, Name(colours?.Accent) ?? Name(colours?.Primary) ?? DefaultAccent);

    private static string? Name(string? colour) => Colour.TryParse(colour, out _) ? colour!.TrimStart('#').ToLowerInvariant() : null;
}

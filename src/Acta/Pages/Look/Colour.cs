using System.Globalization;

namespace Acta.Pages;

/// <summary>
/// A colour in OKLCH (Ottosson 2020), where equal steps of lightness look equal: so any institution's colour can be made
/// darker or lighter until its contrast is right and still be recognised as that colour.
/// </summary>
internal readonly record struct Colour(double Lightness, double Chroma, double Hue)
{
    /// <summary>Reads <c>#rrggbb</c> or <c>rrggbb</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out Colour colour)
    {
        colour = default;
        text = text?.TrimStart('#');
        if (text is not { Length: 6 } || !int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)) return false;
        var (r, g, b) = (Linear(rgb >> 16 & 255), Linear(rgb >> 8 & 255), Linear(rgb & 255));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        var lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
        var a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        var bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        colour = new Colour(lightness, Math.Sqrt(a * a + bb * bb), Math.Atan2(bb, a));
        return true;
    }

    /// <summary><c>#rrggbb</c>; what a screen cannot show loses chroma, not hue.</summary>
    public string Hex
    {
        get
        {
            var (r, g, b) = Rgb();
            return $"#{r:x2}{g:x2}{b:x2}";
        }
    }

    /// <summary>The contrast ratio of WCAG 2.2, 1 to 21.</summary>
    public double ContrastWith(Colour other)
    {
        var (one, two) = (Luminance(), other.Luminance());
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>The colour, made darker (or lighter) until its contrast with the ground is reached.</summary>
    public Colour Until(double contrast, Colour ground, bool darker)
    {
        var colour = this;
        while (colour.ContrastWith(ground) < contrast && colour.Lightness is > 0 and < 1)
            colour = colour with { Lightness = Math.Clamp(colour.Lightness + (darker ? -0.01 : 0.01), 0, 1) };
        return colour;
    }

    private double Luminance()
    {
        var (r, g, b) = Rgb();
        return 0.2126 * Linear(r) + 0.7152 * Linear(g) + 0.0722 * Linear(b);
    }

    private (int R, int G, int B) Rgb()
    {
        for (var chroma = Chroma; ; chroma -= 0.004)
        {
            var (r, g, b) = LinearRgb(Math.Max(0, chroma));
            const double edge = 0.0005;
            var shows = r is >= -edge and <= 1 + edge && g is >= -edge and <= 1 + edge && b is >= -edge and <= 1 + edge;
            if (shows || chroma <= 0) return (Byte(r), Byte(g), Byte(b));
        }
    }

    private (double, double, double) LinearRgb(double chroma)
    {
        var (a, b) = (chroma * Math.Cos(Hue), chroma * Math.Sin(Hue));
        var l = Cube(Lightness + 0.3963377774 * a + 0.2158037573 * b);
        var m = Cube(Lightness - 0.1055613458 * a - 0.0638541728 * b);
        var s = Cube(Lightness - 0.0894841775 * a - 1.2914855480 * b);
        return (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    private static double Cube(double x) => x * x * x;

    private static double Linear(int value)
    {
        var x = value / 255.0;
        return x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);
    }

    private static int Byte(double linear)
    {
        var x = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (int)Math.Round(Math.Clamp(x, 0, 1) * 255);
    }
}

namespace Acta.Record.Bodies;

/// <summary>
/// The smaller pictures made of a photograph. Which there are follows from its type and width alone, so a page can name them
/// without asking whether they are made.
/// </summary>
public static class Renditions
{
    private static readonly int[] Steps = [480, 960, 1440, 2400];

    /// <summary>The endings of their names, the smallest file first; the last is what every program shows.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["avif", "webp", "jpg"];

    /// <summary>The widths in pixels, narrowest first, never wider than the picture; none where it has no renditions.</summary>
    public static IReadOnlyList<int> WidthsOf(MediaFile file)
    {
        // Drawings have every size in them, and a GIF may move.
        if (file.Type is not ("image/jpeg" or "image/png" or "image/webp") || file.Width is not > 480 || file.Height is null) return [];
        var widest = Math.Min(file.Width.Value, Steps[^1]);
        return [.. Steps.Where(s => s * 5 < widest * 4), widest];
    }

    /// <summary>The media type of a format.</summary>
    public static string TypeOf(string format) => format == "jpg" ? "image/jpeg" : "image/" + format;

    /// <summary>Reads the last part of an address, such as <c>960.webp</c>; null where the picture has no such rendition.</summary>
    public static (int Width, string Format)? Parse(MediaFile file, string name)
    {
        foreach (var width in WidthsOf(file))
            foreach (var format in Formats)
                if (name == $"{width}.{format}") return (width, format);
        return null;
    }
}

using NetVips;

namespace Acta.Media;

/// <summary>Makes the renditions of one picture: the work of the process that <see cref="RenditionMaker"/> starts.</summary>
internal static class RenditionWork
{
    public static void Make(string source, string folder, IReadOnlyList<int> widths)
    {
        Directory.CreateDirectory(folder);
        // Turned upright, in the colours of screens; the widest is kept in memory and the others are made from it. The height
        // is as it comes: without a bound of its own, it would be bounded by the width.
        using var widest = Image.Thumbnail(source, widths[^1], height: 10_000_000, size: Enums.Size.Down, outputProfile: "srgb").CopyMemory();
        foreach (var width in widths)
        {
            using var image = width == widths[^1] ? widest.Copy() : widest.ThumbnailImage(width, height: 10_000_000, size: Enums.Size.Down).CopyMemory();
            Write($"{width}.jpg", path =>
            {
                using var flat = image.HasAlpha() ? image.Flatten(background: [255.0]) : image.Copy();
                flat.Jpegsave(path, q: 80, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None);
            });
            Write($"{width}.webp", path => image.Webpsave(path, q: 78, effort: 2, keep: Enums.ForeignKeep.None));
            Write($"{width}.avif", path => image.Heifsave(path, q: 52, compression: Enums.ForeignHeifCompression.Av1, effort: 1, keep: Enums.ForeignKeep.None));
        }

        // Whole under its name or not there at all.
        void Write(string name, Action<string> write)
        {
            var waiting = Path.Combine(folder, "." + name);
            write(waiting);
            File.Move(waiting, Path.Combine(folder, name), overwrite: true);
        }
    }
}

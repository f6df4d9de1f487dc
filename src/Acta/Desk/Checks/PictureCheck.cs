using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Desk.Checks;

/// <summary>Pictures without words for those who do not see them.</summary>
internal static class PictureCheck
{
    public static IEnumerable<Finding> Look(Edition edition)
    {
        foreach (var (block, field, image) in Images(edition))
        {
            // Null says that the picture is decoration: somebody decided so.
            if (image.Alt is not { } alt) continue;
            var passage = new Passage(edition.Language, block, field, 0, 0, "", Name(image));
            if (string.IsNullOrWhiteSpace(alt)) yield return new Finding("alt.missing", passage, null, [("file", Name(image))]);
            else if (IsFileName(alt, image)) yield return new Finding("alt.file", passage with { Quote = alt, Length = alt.Length }, null, [("words", alt)]);
        }
    }

    /// <summary>Pictures that are given as decoration and yet tell something: the one at the head, or one with a caption.</summary>
    public static IEnumerable<Finding> Undescribed(Edition edition) => Images(edition)
        .Where(i => i.Image.Alt is null && (i.Field == "lead" || !string.IsNullOrWhiteSpace(i.Image.Caption)))
        .Select(i => new Finding("alt.none", new Passage(edition.Language, i.Block, i.Field, 0, 0, "", ""), null, [("file", Name(i.Image))]));

    /// <summary>The same picture said to be decoration in one language only.</summary>
    public static IEnumerable<Finding> Between(Edition first, Edition second)
    {
        var theirs = Images(second).Where(i => Name(i.Image).Length > 0).ToLookup(i => (i.Block, i.Field, Name(i.Image)));
        foreach (var (block, field, image) in Images(first))
            foreach (var (_, _, other) in theirs[(block, field, Name(image))])
                if (image.Alt is null != other.Alt is null)
                    yield return new Finding("alt.differs", new Passage(first.Language, block, field, 0, 0, "", image.Alt ?? ""), new Passage(second.Language, block, field, 0, 0, "", other.Alt ?? ""), [("file", Name(image))]);
    }

    private static IEnumerable<(string? Block, string? Field, Image Image)> Images(Edition edition)
    {
        if (edition.Lead is { } lead) yield return (null, "lead", lead);
        var open = new Stack<(string Id, Block Block)>(edition.Body.Reverse().Select(b => (b.Id, b)));
        while (open.TryPop(out var next))
        {
            if (next.Block is ImageBlock one) yield return (next.Id, null, one.Image);
            if (next.Block is Gallery gallery)
                foreach (var image in gallery.Images) yield return (next.Id, null, image);
            foreach (var inner in Inner(next.Block).Reverse()) open.Push((next.Id, inner));
        }
    }

    private static IEnumerable<Block> Inner(Block block) => block switch
    {
        ListBlock l => l.Items.SelectMany(i => i.Blocks),
        Quote q => q.Blocks,
        Turn t => t.Blocks,
        Table t => t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks),
        DefinitionList d => d.Items.SelectMany(i => i.Details).SelectMany(b => b),
        Recording r => r.Transcript,
        Footnote f => f.Blocks,
        _ => [],
    };

    private static string Name(Image image) => image.Source.File?.Name ?? image.Source.Url ?? "";

    // "IMG_2034.jpg" says nothing.
    private static bool IsFileName(string alt, Image image)
    {
        var words = alt.Trim();
        if (words.Equals(image.Source.File?.Name, StringComparison.OrdinalIgnoreCase)) return true;
        return !words.Contains(' ') && Path.GetExtension(words).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".gif" or ".webp" or ".avif" or ".svg" or ".tif" or ".tiff";
    }
}

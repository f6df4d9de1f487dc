using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Record.Site;

namespace Acta.Views.News;

/// <summary>The files of ours a document uses.</summary>
internal static class MediaIn
{
    public static IEnumerable<MediaFile> Files(Document? document) => document switch
    {
        Edition e => Of(e.Lead).Concat(Files(e.Body)),
        SiteSettings { Emblem: { } emblem } => [emblem],
        RegisterRecord record => record.Files,
        _ => [],
    };

    private static IEnumerable<MediaFile> Files(IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
            foreach (var file in Files(block)) yield return file;
    }

    private static IEnumerable<MediaFile> Files(Block block) => block switch
    {
        ImageBlock image => Of(image.Image),
        Gallery gallery => gallery.Images.SelectMany(Of),
        Attachment attachment => Of(attachment.Source),
        Recording recording => Of(recording.Source).Concat(Files(recording.Transcript)),
        ListBlock list => list.Items.SelectMany(i => Files(i.Blocks)),
        Quote quote => Files(quote.Blocks),
        Turn turn => Files(turn.Blocks),
        Footnote footnote => Files(footnote.Blocks),
        Table table => table.Rows.SelectMany(r => r.Cells).SelectMany(c => Files(c.Blocks)),
        DefinitionList definitions => definitions.Items.SelectMany(i => i.Details).SelectMany(Files),
        _ => [],
    };

    private static IEnumerable<MediaFile> Of(Image? image) => image is null ? [] : Of(image.Source);

    private static IEnumerable<MediaFile> Of(MediaSource source) => source.File is { } file ? [file] : [];
}

using Acta.Record;
using Acta.Record.Bodies;
using CsCheck;

namespace Acta.Tests.Bodies;

/// <summary>Random bodies of all kinds of blocks, their words thick with what grammars trip over.</summary>
internal static class RandomBodies
{
    private static readonly Gen<string> Text = RandomText.Tree.Select(t => Inlines.Write(t));

    private static readonly Gen<string> Words = RandomText.Plain;

    private static readonly Gen<string?> Maybe = Gen.Frequency((1, Gen.Const((string?)null)), (2, Words.Select(w => (string?)w)));

    private static readonly Gen<string?> MaybeText = Gen.Frequency((1, Gen.Const((string?)null)), (2, Text.Select(w => (string?)w)));

    private static readonly MediaFile File = new(World.World.Bridge, "a  b.jpg", "image/jpeg", 12, new Digest(new string('a', 64)), 3, 4);

    private static readonly Gen<MediaSource> Source = Gen.Select(RandomText.OneOf(null, File), RandomText.OneOf(null, "https://e.org/a b", "/x", ""), (f, u) => new MediaSource(f, u));

    private static readonly Gen<Image> Picture = Gen.Select(Source, Maybe, MaybeText, Maybe, Maybe, RandomText.OneOf(null, new FocalPoint(0, 1000)), (s, a, c, cr, l, f) => new Image(s, a, c, cr, l, f));

    public static Gen<IReadOnlyList<Block>> Body { get; } = Blocks(2);

    private static Gen<IReadOnlyList<Block>> Blocks(int depth) => Block(depth).List[0, 4].Select(l => (IReadOnlyList<Block>)l);

    private static Gen<Block> Block(int depth)
    {
        var leaf = Gen.Frequency(
            (6, Text.Select(t => (Block)new Paragraph(t))),
            (2, Gen.Select(Gen.Int[1, 7], Text, (l, t) => (Block)new Heading(l, t))),
            (1, Gen.Const((Block)new Rule())),
            (2, Gen.Select(RandomText.Markdown, RandomText.OneOf(null, "c", "a b`"), (t, l) => (Block)new Code(t, l))),
            (2, Picture.Select(i => (Block)new ImageBlock(i))),
            (1, Gen.Select(Picture.List[0, 3], MaybeText, (i, c) => (Block)new Gallery(i, c))),
            (1, Gen.Select(Words, Source, RandomText.OneOf(null, "ru", "no good"), (t, s, l) => (Block)new Attachment(t, s, l))),
            (1, Gen.Const((Block)new UnknownBlock("map") { Unknown = new() { ["at"] = "x\n:::\ny" } })));
        if (depth == 0) return leaf;
        var inner = Blocks(depth - 1);
        var cell = Gen.Select(inner, Gen.Bool, Gen.Int[0, 2], Gen.Int[1, 2], RandomText.OneOf(CellAlign.Start, CellAlign.Center, CellAlign.End), (b, h, c, r, a) => new TableCell(b, h, c, r, a));
        var plainCell = Text.Select(t => (IReadOnlyList<Block>)(t.Length == 0 ? [] : [new Paragraph(t)]));
        return Gen.Frequency(
            (4, leaf),
            (3, Gen.Select(inner.List[0, 3], Gen.Bool, Gen.Int[-1, 12], (i, o, s) => (Block)new ListBlock([.. i.Select(b => new ListItem(b))], o, s))),
            (2, Gen.Select(inner, MaybeText, (b, c) => (Block)new Quote(b, c))),
            (2, Gen.Select(cell.List[0, 3], Gen.Bool, (c, h) => new TableRow(c, h)).List[0, 3].SelectMany(rows => MaybeText.Select(c => (Block)new Table(rows, c)))),
            (2, Gen.Select(plainCell.Array[2], plainCell.Array[2], plainCell.Array[2], (a, b, c) => (Block)new Table([.. new[] { a, b, c }.Select((row, i) => new TableRow([.. row.Select(x => new TableCell(x, i == 0))], i == 0))]))),
            (2, Gen.Select(Text.List[0, 2], inner.List[0, 2], (t, d) => new Definition(t, d)).List[0, 3].Select(i => (Block)new DefinitionList(i))),
            (2, Gen.Select(Maybe, RandomText.OneOf(TurnRole.Question, TurnRole.Answer), inner, (s, r, b) => (Block)new Turn(s, r, b))),
            (1, Gen.Select(RandomText.OneOf("1", "a-b", "no good"), inner, (l, b) => (Block)new Footnote(l, b))),
            (1, Gen.Select(RandomText.OneOf(RecordingKind.Audio, RecordingKind.Video), Source, Maybe, MaybeText, inner, (k, s, t, c, b) => (Block)new Recording(k, s, t, c, b))));
    }
}

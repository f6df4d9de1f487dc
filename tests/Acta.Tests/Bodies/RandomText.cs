using Acta.Record.Bodies;
using CsCheck;

namespace Acta.Tests.Bodies;

/// <summary>Random inlines and random Markdown, thick with what grammars trip over.</summary>
internal static class RandomText
{
    private static readonly string[] Pieces =
    [
        "a", "b", "word", "Слово", "語", "。", "الجسر", "é", "e\u0301", "\u0338", "\u1FEF", "😀", "1", "2.", "3)", " ", "  ", "\t", "\n", "\n\n", "\u00a0",
        "*", "**", "***", "_", "__", "`", "``", "[", "]", "![", "](", "](x)", "(", ")", "<", ">", "&", "&amp;", "&#42;", "&copy", ";", "\\", "\\*", "^", "~", "~~",
        "^x^", "~y~", "[^1]", "[^n", "{lang=ru}", "{dir=rtl lang=ar}", "{em}", "{br}", "[]{br}", "{}", "{", "}", "<https://e.org/a>", "<a@b.c>", "<b>", "</b>",
        "[x](acta:5e771465-0000-4000-8000-000000000001)", "[r]", "[r][]", "[r]: /u 'T'", "\"", "'", "#", "# ", "-", "- ", "+ ", "=", "===", "---", "***", ":", ": ", ":::",
        "|", "| a | b |", "|---|:-:|", "    ", "```", "~~~", "> ", "1. ", "10) ", "!", "\r\n", "\0", "\u2028", "\ud800", "::: question A", "::: answer", "::: quote C",
        "::: image", "::: gallery g", "::: table t", "::: row head", "::: cell header 2x3 end", "::: video V", "::: next", "url: https://e.org", "alt: \"x\"", "file: y", "-- Who", "Term",
    ];

    private static readonly string[] Words =
    [
        "a", "bc", " ", "  ", "дом", "語。", "e\u0301", "\u1FEF", "\u0338", "😀", "1.", "2)", "-", "- ", "+ ", "#", "# x", ">", "=", ":", ": d", "|", "*", "**", "_", "a_b", "`", "``", "[", "]", "(", ")",
        "<", "<b>", "&", "&amp;", ";", "\\", "^", "~", "{", "}", "{em}", "!", "\n", "\u00a0", "\t", "--", ":::", "\"", "'", "https://e.org", "\ud800", "\0", ",", ".",
    ];

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Gen<string> Markdown { get; } = OneOf(Pieces).Array[0, 40].Select(string.Concat);

    public static Gen<string> Plain { get; } = OneOf(Words).Array[0, 6].Select(string.Concat);

    private static readonly Gen<string> Url = OneOf("https://e.org/a?b=1&amp=2", "/x y", "", "a(b)c", "<u>", "a\\b", "mailto:a@b.c", "https://e.org/&copy;", "acta:5e771465-0000-4000-8000-000000000001", "media:x.jpg", "a*b_c`d`");

    private static Gen<IReadOnlyList<Inline>> Inlines(int depth) => Inline(depth).List[0, 4].Select(l => (IReadOnlyList<Inline>)l);

    private static Gen<Inline> Inline(int depth)
    {
        var text = Plain.Select(t => (Inline)new TextInline(t));
        var leaf = Gen.Frequency(
            (6, text),
            (1, Plain.Select(t => (Inline)new CodeInline(t))),
            (1, Gen.Const((Inline)new LineBreakInline())),
            (1, OneOf("1", "note-2", "a_b", "ы").Select(l => (Inline)new FootnoteReferenceInline(l))),
            (1, Gen.Select(Url, Plain, (u, a) => (Inline)new PictureInline(u, a))));
        if (depth == 0) return leaf;
        var inner = Inlines(depth - 1);
        return Gen.Frequency(
            (6, leaf),
            (2, inner.Select(c => (Inline)new EmphasisInline(c))),
            (2, inner.Select(c => (Inline)new StrongInline(c))),
            (1, inner.Select(c => (Inline)new SuperscriptInline(c))),
            (1, inner.Select(c => (Inline)new SubscriptInline(c))),
            (1, Gen.Select(Url, Plain, inner, (u, t, c) => (Inline)new LinkInline(u, t.Length > 2 ? t : null, c))),
            (1, Gen.Select(OneOf<string?>(null, "ru", "zh-Hant", "no good"), OneOf<string?>(null, "rtl", "ltr"), inner, (l, d, c) => (Inline)new SpanInline(l, d, c))),
            (1, inner.Select(c => (Inline)new MentionInline(World.World.Bridge, c))));
    }

    public static Gen<IReadOnlyList<Inline>> Tree { get; } = Inlines(3);
}

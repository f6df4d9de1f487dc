using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Record.Bodies;

namespace Acta.Desk.Editing;

/// <summary>
/// A line of text between its two forms: Acta's is a tree (stress in a link in a span), the editor's a row of pieces that each
/// carry a set of marks. Where the set alone would not give the same tree back, its marks also carry the order they nest in.
/// </summary>
internal static class EditorInlines
{
    // No person stresses words in so many ways at once.
    private const int MostMarks = 64;

    private sealed record Mark(string Type, string? First, string? Second, int Nest)
    {
        public int Rank => Type switch { "link" or "mention" => 0, "span" => 1, "strong" => 2, "emphasis" => 3, _ => 4 };
    }

    private sealed record Piece(Inline? Leaf, IReadOnlyList<Mark> Marks);

    /// <summary>The editor's form of inline Markdown.</summary>
    public static JsonArray Write(string text)
    {
        var tree = Inlines.Parse(text);
        var pieces = Flat(tree, numbered: false);
        if (pieces.Exists(p => p.Marks.Count > 0) && Inlines.Write(Tree(pieces)) != Inlines.Write(tree)) pieces = Flat(tree, numbered: true);
        return new JsonArray([.. pieces.Select(p => (JsonNode)Json(p))]);
    }

    /// <summary>The inline Markdown of the editor's form.</summary>
    /// <exception cref="FormatException">It is no line of text.</exception>
    public static string Read(IEnumerable<JsonElement> content) => Inlines.Write(Tree([.. content.Select(Piece_)]));

    private static List<Piece> Flat(IReadOnlyList<Inline> tree, bool numbered)
    {
        var pieces = new List<Piece>();
        var count = 0;
        Add(tree, []);
        return pieces;

        void Add(IReadOnlyList<Inline> inlines, IReadOnlyList<Mark> within)
        {
            foreach (var inline in inlines)
            {
                var number = numbered ? ++count : 0;
                (Mark? Mark, IReadOnlyList<Inline> Children) container = inline switch
                {
                    EmphasisInline e => (new("emphasis", null, null, number), e.Children),
                    StrongInline s => (new("strong", null, null, number), s.Children),
                    SuperscriptInline s => (new("superscript", null, null, number), s.Children),
                    SubscriptInline s => (new("subscript", null, null, number), s.Children),
                    LinkInline l => (new("link", l.Url, l.Title, number), l.Children),
                    SpanInline s => (new("span", s.Language, s.Direction, number), s.Children),
                    MentionInline m => (new("mention", m.Resource.ToString("D"), null, number), m.Children),
                    _ => (null, []),
                };
                if (container.Mark is null) pieces.Add(new Piece(inline, within));
                // A link without words still is one.
                else if (container.Children.Count == 0) pieces.Add(new Piece(null, [.. within, container.Mark]));
                else Add(container.Children, [.. within, container.Mark]);
            }
        }
    }

    private static List<Inline> Tree(IReadOnlyList<Piece> pieces)
    {
        var tree = new List<Inline>();
        for (var i = 0; i < pieces.Count;)
        {
            if (pieces[i].Marks.Count == 0)
            {
                if (pieces[i].Leaf is { } leaf) tree.Add(leaf);
                i++;
                continue;
            }
            // The mark that reaches furthest stands outermost; of those that reach as far, the one numbered first.
            var (outer, end) = pieces[i].Marks.Select(m => (Mark: m, End: End(m, i))).OrderByDescending(m => m.End).ThenBy(m => m.Mark.Nest == 0 ? int.MaxValue : m.Mark.Nest).ThenBy(m => m.Mark.Rank).First();
            var inner = Tree([.. pieces.Skip(i).Take(end - i).Select(p => p with { Marks = Without(p.Marks, outer) })]);
            tree.Add(outer.Type switch
            {
                "emphasis" => new EmphasisInline(inner),
                "strong" => new StrongInline(inner),
                "superscript" => new SuperscriptInline(inner),
                "subscript" => new SubscriptInline(inner),
                "link" => new LinkInline(outer.First ?? "", outer.Second, inner),
                "mention" => new MentionInline(Guid.ParseExact(outer.First!, "D"), inner),
                _ => new SpanInline(outer.First, outer.Second, inner),
            });
            i = end;
        }
        return tree;

        int End(Mark mark, int from)
        {
            var end = from + 1;
            while (end < pieces.Count && pieces[end].Marks.Contains(mark)) end++;
            return end;
        }
    }

    private static List<Mark> Without(IReadOnlyList<Mark> marks, Mark outer)
    {
        var rest = marks.ToList();
        rest.Remove(outer);
        return rest;
    }

    private static JsonObject Json(Piece piece)
    {
        var o = piece.Leaf switch
        {
            TextInline t => new JsonObject { ["type"] = "text", ["text"] = t.Value },
            CodeInline c => new JsonObject { ["type"] = "text", ["text"] = c.Value },
            LineBreakInline => new JsonObject { ["type"] = "hardBreak" },
            PictureInline p => new JsonObject { ["type"] = "picture", ["attrs"] = new JsonObject { ["url"] = p.Url, ["alt"] = p.Alt } },
            FootnoteReferenceInline f => new JsonObject { ["type"] = "noteReference", ["attrs"] = new JsonObject { ["label"] = f.Label } },
            _ => new JsonObject { ["type"] = "nothing" },
        };
        var marks = new JsonArray();
        foreach (var mark in piece.Marks)
        {
            var attrs = mark.Type switch
            {
                "link" => new JsonObject { ["href"] = mark.First, ["title"] = mark.Second },
                "span" => new JsonObject { ["lang"] = mark.First, ["dir"] = mark.Second },
                "mention" => new JsonObject { ["resource"] = mark.First },
                _ => [],
            };
            if (mark.Nest > 0) attrs["nest"] = mark.Nest;
            marks.Add((JsonNode)(attrs.Count == 0 ? new JsonObject { ["type"] = mark.Type } : new JsonObject { ["type"] = mark.Type, ["attrs"] = attrs }));
        }
        if (piece.Leaf is CodeInline) marks.Add((JsonNode)new JsonObject { ["type"] = "code" });
        if (marks.Count > 0) o["marks"] = marks;
        return o;
    }

    private static Piece Piece_(JsonElement node)
    {
        var read = new EditorNode(node);
        var marks = new List<Mark>();
        var code = false;
        foreach (var mark in read.Marks)
        {
            var of = new EditorNode(mark);
            if (of.Type == "code") code = true;
            else marks.Add(of.Type switch
            {
                "emphasis" or "strong" or "superscript" or "subscript" => new Mark(of.Type, null, null, of.Whole("nest") ?? 0),
                "link" => new Mark("link", of.Text("href"), of.Text("title"), of.Whole("nest") ?? 0),
                "span" => new Mark("span", of.Text("lang"), of.Text("dir"), of.Whole("nest") ?? 0),
                "mention" => new Mark("mention", Guid.TryParseExact(of.Text("resource"), "D", out var id) ? id.ToString("D") : throw new FormatException("a mention names no record"), null, of.Whole("nest") ?? 0),
                _ => throw new FormatException($"the mark “{of.Type}” is unknown"),
            });
        }
        if (marks.Count > MostMarks) throw new FormatException("words carry too many marks");
        return new Piece(read.Type switch
        {
            "text" => code ? new CodeInline(read.Words) : new TextInline(read.Words),
            "hardBreak" => new LineBreakInline(),
            "picture" => new PictureInline(read.Text("url") ?? "", read.Text("alt") ?? ""),
            "noteReference" => new FootnoteReferenceInline(read.Text("label") ?? ""),
            "nothing" => null,
            _ => throw new FormatException($"“{read.Type}” is nothing that a line of text holds"),
        }, marks);
    }
}

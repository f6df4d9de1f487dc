using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Desk.Checks;

/// <summary>A piece of a version that has a text of its own: a paragraph, an item, a cell, a caption, a headline.</summary>
/// <param name="Language">The version's language.</param>
/// <param name="Block">The id of the block of the body it stands in; null for a field.</param>
/// <param name="Field">The field; null for the body.</param>
/// <param name="Kind">What pieces it is like.</param>
/// <param name="Start">Where it begins in the block's text.</param>
/// <param name="Text">Its words.</param>
internal sealed record Segment(string Language, string? Block, string? Field, string Kind, int Start, string Text)
{
    private List<Stated>? _stated;

    /// <summary>Which piece of its block it is.</summary>
    public int Index { get; init; }

    /// <summary>What its text consists of, where it is marked up.</summary>
    public IReadOnlyList<Inline> Inlines { get; init; } = [];

    /// <summary>What it states.</summary>
    public List<Stated> Stated => _stated ??= Kind == "code" ? [] : StatedReader.Read(Text, Language);

    /// <summary>The passage of these characters.</summary>
    public Passage Passage(int from, int to) => new(Language, Block, Field, Start + from, to - from, Text[from..to], Text) { ContextStart = Start };

    /// <summary>The whole of it.</summary>
    public Passage Whole() => new(Language, Block, Field, Start, 0, "", Text) { ContextStart = Start };

    /// <summary>All pieces of a version, fields first.</summary>
    public static List<Segment> Of(Edition edition)
    {
        var segments = new List<Segment>();
        AddField("headline", edition.HeadlineDerived ? null : edition.Headline);
        AddField("summary", edition.Summary);
        AddField("dateline", edition.Dateline);
        if (edition.Lead is { } lead) new Walk(edition.Language, null, "lead", segments).Picture(lead);
        foreach (var block in edition.Body) new Walk(edition.Language, block.Id, null, segments).Add([block], "p");
        return segments;

        void AddField(string field, string? text)
        {
            if (!string.IsNullOrEmpty(text)) segments.Add(new Segment(edition.Language, null, field, field, 0, text));
        }
    }

    // In the order of BodyText.Plain, so that places are places in that text.
    private sealed class Walk(string language, string? block, string? field, List<Segment> into)
    {
        private int _at;
        private int _index;

        public void Add(IEnumerable<Block> blocks, string kind)
        {
            foreach (var one in blocks)
            {
                switch (one)
                {
                    case Paragraph p: Line(p.Text, kind); break;
                    case Heading h: Line(h.Text, "h"); break;
                    case ListBlock l:
                        foreach (var item in l.Items) Add(item.Blocks, "li");
                        break;
                    case Quote q:
                        Add(q.Blocks, "q");
                        Line(q.Cite, "cite");
                        break;
                    case Table t:
                        Line(t.Caption, "caption");
                        foreach (var row in t.Rows)
                            foreach (var cell in row.Cells) Add(cell.Blocks, "td");
                        break;
                    case DefinitionList d:
                        foreach (var item in d.Items)
                        {
                            foreach (var term in item.Terms) Line(term, "dt");
                            foreach (var detail in item.Details) Add(detail, "dd");
                        }
                        break;
                    case Code c: Words(c.Text, "code"); break;
                    case Turn t:
                        Words(t.Speaker, "speaker");
                        Add(t.Blocks, "turn");
                        break;
                    case ImageBlock i: Picture(i.Image); break;
                    case Gallery g:
                        foreach (var image in g.Images) Picture(image);
                        Line(g.Caption, "caption");
                        break;
                    case Attachment a: Words(a.Title, "title"); break;
                    case Recording r:
                        Words(r.Title, "title");
                        Line(r.Caption, "caption");
                        Add(r.Transcript, "transcript");
                        break;
                    case Footnote f: Add(f.Blocks, "note"); break;
                }
            }
        }

        public void Picture(Image image)
        {
            Words(image.Alt, "alt");
            Line(image.Caption, "caption");
            Words(image.Credit, "credit");
        }

        private void Line(string? inline, string kind)
        {
            if (inline is null) return;
            var parsed = Record.Bodies.Inlines.Parse(inline);
            Words(Record.Bodies.Inlines.PlainText(parsed), kind, parsed);
        }

        private void Words(string? words, string kind, IReadOnlyList<Inline>? inlines = null)
        {
            if (string.IsNullOrEmpty(words)) return;
            into.Add(new Segment(language, block, field, kind, _at, words) { Index = _index++, Inlines = inlines ?? [] });
            _at += words.Length + 1;
        }
    }
}

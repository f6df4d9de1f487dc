using Acta.Record.Bodies;

namespace Acta.Import.Text;

/// <summary>The lines of one item by what they are: headline, address of the source, paragraphs.</summary>
internal sealed class Content
{
    private readonly List<(string Text, bool IsItem, bool IsAddress)> _paragraphs = [];

    public Content(Segment segment, List<DumpLine> lines)
    {
        var rest = new List<DumpLine>(lines);
        if (segment.Headline is { } above) Headline = above.Text;
        else if (!segment.IsInline && IsHeadline(segment, rest))
        {
            Headline = rest[0].Text;
            rest.RemoveAt(0);
        }
        // A link of its own above the text says where the text comes from.
        if (rest.Count > 0 && rest[0].Kind == LineKind.Address && (rest.Count > 1 || Headline is not null))
        {
            Address = rest[0].Text.Trim('<', '>');
            rest.RemoveAt(0);
        }
        for (var i = 0; i < rest.Count;)
        {
            var end = i + 1;
            while (end < rest.Count && rest[end].Gap == 0) end++;
            AddParagraphs(rest.GetRange(i, end - i));
            i = end;
        }
    }

    public string? Headline { get; }

    /// <summary>The address of the source, where the item begins with one.</summary>
    public string? Address { get; }

    /// <summary>The text, a paragraph each.</summary>
    public IReadOnlyList<string> Paragraphs => [.. _paragraphs.Select(p => p.Text)];

    public bool IsList(int index) => _paragraphs[index].IsItem;

    /// <summary>The first so many paragraphs as blocks, neighbouring list items as one list.</summary>
    public IReadOnlyList<Block> Blocks(int count)
    {
        var blocks = new List<Block>();
        var items = new List<ListItem>();
        foreach (var (text, isItem, isAddress) in _paragraphs.Take(count))
        {
            if (isItem)
            {
                items.Add(new ListItem([new Paragraph(Inlines.Escape(text))]));
                continue;
            }
            CloseList();
            blocks.Add(new Paragraph(isAddress ? Inlines.Write([new LinkInline(text, null, [new TextInline(text)])]) : Inlines.Escape(text)));
        }
        CloseList();
        return blocks;

        void CloseList()
        {
            if (items.Count > 0) blocks.Add(new ListBlock([.. items]));
            items.Clear();
        }
    }

    private static bool IsHeadline(Segment segment, List<DumpLine> lines)
    {
        if (lines.Count == 0 || lines[0] is not { Kind: LineKind.Text, Fault: null } first || first.Text.Length > 300) return false;
        if (segment.DateLine is null && lines.Count == 1) return false;
        var endsBlock = lines.Count == 1 || lines[1].Gap > 0;
        // Straight under its date, with the text apart.
        if (segment.DateLine is not null && first.Gap == 0 && endsBlock) return lines.Count > 1 || !Sentences.EndsSentence(first.Text);
        if (Sentences.EndsSentence(first.Text) || lines.Count == 1 || first.Text.Length > 250) return false;
        return endsBlock || lines[1].Text.Length > first.Text.Length || lines[1].Kind == LineKind.Address;
    }

    private void AddParagraphs(List<DumpLine> block)
    {
        if (block.Count >= 2 && block.TrueForAll(l => Bullet(l.Text) > 0))
        {
            foreach (var line in block) _paragraphs.Add((line.Text[Bullet(line.Text)..].Trim(), true, false));
            return;
        }
        if (IsWrapped(block))
        {
            _paragraphs.Add((string.Join(' ', block.Select(l => l.Text)), false, false));
            return;
        }
        foreach (var line in block) _paragraphs.Add((line.Text, false, line.Kind == LineKind.Address));
    }

    private static int Bullet(string text) => text.Length > 2 && text[0] is '•' or '*' or '-' or '·' or '◦' && text[1] == ' ' ? 2 : 0;

    // Lines of about one length that break in the middle of sentences were wrapped by a program.
    private static bool IsWrapped(List<DumpLine> block)
    {
        if (block.Count < 2 || block.Exists(l => l.Kind != LineKind.Text)) return false;
        var inner = block.GetRange(0, block.Count - 1);
        var longest = inner.Max(l => l.Text.Length);
        return longest is >= 40 and <= 100 && inner.TrueForAll(l => l.Text.Length >= longest * 6 / 10) && inner.Count(l => !Sentences.EndsSentence(l.Text)) * 2 >= inner.Count;
    }
}

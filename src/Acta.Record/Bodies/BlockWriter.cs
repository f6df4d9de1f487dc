using System.Globalization;
using System.Text;

namespace Acta.Record.Bodies;

/// <summary>Writes a body in normal form as Markdown that reads back as just that body.</summary>
internal static class BlockWriter
{
    public static string Write(IReadOnlyList<Block> blocks)
    {
        var lines = Lines(blocks);
        return lines.Count == 0 ? "" : string.Join('\n', lines) + "\n";
    }

    private static List<string> Lines(IReadOnlyList<Block> blocks)
    {
        var lines = new List<string>();
        var alternate = false;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i > 0) lines.Add("");
            // Two lists of one kind, one after the other, are told apart by their marks.
            alternate = i > 0 && blocks[i] is ListBlock { Unknown: null } list && blocks[i - 1] is ListBlock { Unknown: null } before && list.Ordered == before.Ordered && !alternate;
            Write(lines, blocks[i], alternate);
        }
        return lines;
    }

    // What Markdown has no form for, or would read as the definition of a link, is written as its JSON.
    private static void Write(List<string> lines, Block block, bool alternate)
    {
        if (block.Unknown is not null || block is UnknownBlock || block is Paragraph { Text: ['[', ..] text } && LinkDefinitions.Take([.. text.Split('\n')], null) > 0)
        {
            var json = Encoding.UTF8.GetString(CanonicalJson.Write((block with { Id = "" }).ToJson()));
            Fence(lines, "json", null, [json]);
            return;
        }
        switch (block)
        {
            case Paragraph p: lines.AddRange(p.Text.Split('\n')); break;
            case Heading h: lines.Add(new string('#', h.Level) + " " + Guarded(h.Text)); break;
            case ListBlock l: List(lines, l, alternate); break;
            case Quote { Cite: null } q: lines.AddRange(Lines(q.Blocks).Select(line => line.Length == 0 ? ">" : "> " + line)); break;
            case Quote q: Fence(lines, "quote", q.Cite, Lines(q.Blocks)); break;
            case Table t: Table(lines, t); break;
            case DefinitionList d: Definitions(lines, d); break;
            case Code c: Code(lines, c); break;
            case Rule: lines.Add("***"); break;
            case Turn t: Fence(lines, t.Role == TurnRole.Question ? "question" : "answer", t.Speaker, Lines(t.Blocks)); break;
            case ImageBlock i:
                if (AsPicture(i) is { } picture) lines.Add(picture);
                else Facts(lines, "image", null, f => Bodies.Facts.Write(f, i.Image));
                break;
            case Gallery g:
                var images = new List<string>();
                foreach (var image in g.Images)
                {
                    if (images.Count > 0) images.Add("");
                    var count = images.Count;
                    Bodies.Facts.Write(images, image);
                    // A picture of which nothing is known still is one.
                    if (images.Count == count) images.Add("alt:");
                }
                Fence(lines, "gallery", g.Caption, images);
                break;
            case Attachment a:
                Facts(lines, "attachment", a.Title.Length == 0 ? null : a.Title, f =>
                {
                    Bodies.Facts.Write(f, a.Source);
                    Bodies.Facts.Write(f, "lang", a.Language);
                });
                break;
            case Recording r:
                var facts = new List<string>();
                Bodies.Facts.Write(facts, r.Source);
                Bodies.Facts.Write(facts, "caption", r.Caption);
                if (r.Transcript.Count > 0) facts.AddRange(["", .. Lines(r.Transcript)]);
                Fence(lines, r.Recorded == RecordingKind.Video ? "video" : "audio", r.Title, facts);
                break;
            case Footnote f: Indented(lines, $"[^{f.Label}]: ", 4, Lines(f.Blocks)); break;
        }
    }

    /// <summary>A picture of an address and a description alone as <c>![…](…)</c>; null where more is to be said.</summary>
    public static string? AsPicture(ImageBlock block) =>
        block is { Unknown: null, Image: { Source: { File: null, Url: { } url }, Caption: null, Credit: null, Licence: null, Focal: null } image }
            ? InlineWriter.Write([new PictureInline(url, image.Alt ?? "")], singleLine: true)
            : null;

    // A heading's own closing marks are words of it.
    private static string Guarded(string text)
    {
        var words = text.TrimEnd('#');
        return words.Length < text.Length && (words.Length == 0 || words[^1] == ' ') ? text[..^1] + "\\#" : text;
    }

    private static void List(List<string> lines, ListBlock list, bool alternate)
    {
        var contents = list.Items.Select(i => Lines(i.Blocks)).ToList();
        var apart = contents.Any(c => c.Contains(""));
        for (var i = 0; i < contents.Count; i++)
        {
            if (i > 0 && apart) lines.Add("");
            var mark = list.Ordered
                ? Math.Min(list.Start + (long)i, 999_999_999).ToString(CultureInfo.InvariantCulture) + (alternate ? ") " : ". ")
                : alternate ? "+ " : "- ";
            Indented(lines, mark, mark.Length, contents[i]);
        }
    }

    private static void Definitions(List<string> lines, DefinitionList list)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0) lines.Add("");
            lines.AddRange(list.Items[i].Terms);
            foreach (var detail in list.Items[i].Details)
                Indented(lines, ": ", 2, Lines(detail));
        }
    }

    private static void Table(List<string> lines, Table table)
    {
        if (PipeTable.Write(table) is { } simple)
        {
            lines.AddRange(simple);
            return;
        }
        var inner = new List<string>();
        foreach (var row in table.Rows)
        {
            inner.Add(row.Head ? "||| head" : "|||");
            foreach (var cell in row.Cells)
            {
                var content = Lines(cell.Blocks);
                var facts = CellFacts.Write(cell);
                var mark = facts.Length > 0 || (content.Count > 0 && content[0].StartsWith('{')) ? $"|| {{{facts}}} " : "|| ";
                Indented(inner, mark, 3, content);
            }
        }
        Fence(lines, "table", table.Caption, inner);
    }

    private static void Code(List<string> lines, Code code)
    {
        var longest = 2;
        foreach (var line in code.Text.Split('\n'))
        {
            var trimmed = line.AsSpan().TrimStart(" \t");
            var run = trimmed.IndexOfAnyExcept('`');
            longest = Math.Max(longest, run < 0 ? trimmed.Length : run);
        }
        var fence = new string('`', longest + 1);
        lines.Add(fence + code.Language);
        lines.AddRange(code.Text.Split('\n'));
        lines.Add(fence);
    }

    private static void Facts(List<string> lines, string word, string? argument, Action<List<string>> write)
    {
        var facts = new List<string>();
        write(facts);
        Fence(lines, word, argument, facts);
    }

    // Longer than every fence within, so that each closing line has one meaning.
    private static void Fence(List<string> lines, string word, string? argument, List<string> content)
    {
        var longest = 2;
        foreach (var line in content)
        {
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] != ':') continue;
                var run = i;
                while (run < line.Length && line[run] == ':') run++;
                longest = Math.Max(longest, run - i);
                i = run;
            }
        }
        var fence = new string(':', longest + 1);
        lines.Add(argument is null ? $"{fence} {word}" : $"{fence} {word} {argument}");
        lines.AddRange(content);
        lines.Add(fence);
    }

    private static void Indented(List<string> lines, string mark, int width, List<string> content)
    {
        if (content.Count == 0)
        {
            lines.Add(mark.TrimEnd(' '));
            return;
        }
        var indent = new string(' ', width);
        lines.Add(mark + content[0]);
        for (var i = 1; i < content.Count; i++) lines.Add(content[i].Length == 0 ? "" : indent + content[i]);
    }
}

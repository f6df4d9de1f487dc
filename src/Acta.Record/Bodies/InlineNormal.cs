using System.Text;

namespace Acta.Record.Bodies;

/// <summary>
/// The one form of inlines that mean the same: text is clean and merged, a run of spaces is one, white space and line
/// breaks stand outside of what they edge, nothing is empty, nothing is stressed twice, no link stands in a link.
/// </summary>
internal static class InlineNormal
{
    /// <summary>How deep inlines nest; what is deeper stands in the last level.</summary>
    public const int MaxDepth = 24;

    [Flags]
    private enum Within { None = 0, Emphasis = 1, Strong = 2, Superscript = 4, Subscript = 8, Link = 16 }

    public static IReadOnlyList<Inline> Of(IReadOnlyList<Inline> inlines)
    {
        var flat = new List<Inline>();
        Add(flat, inlines, Within.None, 0);
        return Tidy(flat, out _, out _, out _, out _);
    }

    public static bool IsLanguage(string tag)
    {
        if (tag.Length is < 1 or > 35 || !char.IsAsciiLetter(tag[0])) return false;
        foreach (var c in tag)
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
        return true;
    }

    public static string Words(IReadOnlyList<Inline> inlines)
    {
        if (inlines is [TextInline only]) return only.Value;
        var words = new StringBuilder();
        Words(words, inlines);
        return words.ToString();
    }

    private static void Words(StringBuilder words, IReadOnlyList<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case TextInline t: words.Append(t.Value); break;
                case CodeInline c: words.Append(c.Value); break;
                case LineBreakInline: words.Append('\n'); break;
                case PictureInline p: words.Append(p.Alt); break;
                default: Words(words, Children(inline)); break;
            }
        }
    }

    public static IReadOnlyList<Inline> Children(Inline inline) => inline switch
    {
        EmphasisInline e => e.Children,
        StrongInline s => s.Children,
        SuperscriptInline s => s.Children,
        SubscriptInline s => s.Children,
        LinkInline l => l.Children,
        SpanInline s => s.Children,
        MentionInline m => m.Children,
        _ => [],
    };

    // Adds each inline in its normal form; white space at the edges of a container comes out before and after it.
    private static void Add(List<Inline> into, IReadOnlyList<Inline> inlines, Within within, int depth)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case TextInline t: into.Add(t); break;
                case CodeInline c: Add(into, c); break;
                case LineBreakInline: into.Add(inline); break;
                case PictureInline p: into.Add(new PictureInline(Address(p.Url), Characters.Line(p.Alt))); break;
                case FootnoteReferenceInline f: into.Add(new FootnoteReferenceInline(Label(f.Label))); break;
                case SpanInline s:
                    var language = s.Language is { } tag && IsLanguage(tag) ? tag : null;
                    var direction = s.Direction is "rtl" or "ltr" ? s.Direction : null;
                    if (language is null && direction is null) Add(into, s.Children, within, depth);
                    else Wrap(into, s.Children, within, depth, children => children.Count == 0 ? null : new SpanInline(language, direction, children));
                    break;
                case LinkInline or MentionInline when within.HasFlag(Within.Link):
                    Add(into, Children(inline), within, depth);
                    break;
                case LinkInline l:
                    var url = Address(l.Url);
                    if (url.StartsWith("acta:", StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(url.AsSpan(5), "D", out var resource))
                        Wrap(into, l.Children, within | Within.Link, depth, children => new MentionInline(resource, children));
                    else
                    {
                        var title = l.Title is null ? null : Characters.Line(l.Title);
                        Wrap(into, l.Children, within | Within.Link, depth, children => new LinkInline(url, title is { Length: > 0 } ? title : null, children));
                    }
                    break;
                case MentionInline m: Wrap(into, m.Children, within | Within.Link, depth, children => new MentionInline(m.Resource, children)); break;
                case EmphasisInline e: Once(into, e.Children, within, Within.Emphasis, depth, children => new EmphasisInline(children)); break;
                case StrongInline s: Once(into, s.Children, within, Within.Strong, depth, children => new StrongInline(children)); break;
                case SuperscriptInline s: Once(into, s.Children, within, Within.Superscript, depth, children => new SuperscriptInline(children)); break;
                case SubscriptInline s: Once(into, s.Children, within, Within.Subscript, depth, children => new SubscriptInline(children)); break;
            }
        }
    }

    private static void Once(List<Inline> into, IReadOnlyList<Inline> children, Within within, Within kind, int depth, Func<IReadOnlyList<Inline>, Inline> make)
    {
        if (within.HasFlag(kind)) Add(into, children, within, depth);
        else Wrap(into, children, within | kind, depth, own => own.Count == 0 ? null : make(own));
    }

    private static void Wrap(List<Inline> into, IReadOnlyList<Inline> children, Within within, int depth, Func<IReadOnlyList<Inline>, Inline?> make)
    {
        if (depth >= MaxDepth)
        {
            Add(into, children, within, depth);
            return;
        }
        var flat = new List<Inline>();
        Add(flat, children, within, depth + 1);
        var own = Tidy(flat, out var spaceBefore, out var breaksBefore, out var spaceAfter, out var breaksAfter);
        var made = make(own);
        Edge(into, spaceBefore, breaksBefore);
        if (made is not null) into.Add(made);
        Edge(into, spaceAfter, breaksAfter);
    }

    private static void Edge(List<Inline> into, bool space, int breaks)
    {
        if (space && breaks == 0) into.Add(new TextInline(" "));
        for (var i = 0; i < breaks; i++) into.Add(new LineBreakInline());
    }

    // Merges neighbouring text, collapses spaces, drops spaces around breaks, and takes spaces and breaks off both ends.
    private static List<Inline> Tidy(List<Inline> flat, out bool spaceBefore, out int breaksBefore, out bool spaceAfter, out int breaksAfter)
    {
        spaceBefore = spaceAfter = false;
        breaksBefore = breaksAfter = 0;
        var tidy = new List<Inline>(flat.Count);
        for (var i = 0; i < flat.Count;)
        {
            if (flat[i] is not TextInline first)
            {
                // Two pieces of code with nothing between them are one: their fences would run together.
                if (flat[i] is CodeInline code && tidy.Count > 0 && tidy[^1] is CodeInline before) tidy[^1] = new CodeInline(Characters.Clean(before.Value + code.Value));
                else tidy.Add(flat[i]);
                i++;
                continue;
            }
            var last = i + 1;
            while (last < flat.Count && flat[last] is TextInline) last++;
            var text = last == i + 1 ? first.Value : string.Concat(flat.Skip(i).Take(last - i).Select(t => ((TextInline)t).Value));
            text = Characters.Collapse(Characters.Clean(text));
            if (tidy.Count > 0 && tidy[^1] is LineBreakInline) text = text.TrimStart(' ');
            if (last < flat.Count && flat[last] is LineBreakInline) text = text.TrimEnd(' ');
            if (text.Length > 0) tidy.Add(ReferenceEquals(text, first.Value) ? first : new TextInline(text));
            i = last;
        }
        var from = 0;
        for (; from < tidy.Count && IsEdge(tidy[from], ref spaceBefore, ref breaksBefore); from++) { }
        var to = tidy.Count;
        for (; to > from && IsEdge(tidy[to - 1], ref spaceAfter, ref breaksAfter); to--) { }
        if (to - from < tidy.Count) tidy = tidy.GetRange(from, to - from);
        if (tidy.Count == 0) return tidy;
        if (tidy[0] is TextInline { Value: [' ', ..] } head)
        {
            spaceBefore = true;
            tidy[0] = new TextInline(head.Value.TrimStart(' '));
        }
        if (tidy[^1] is TextInline { Value: [.., ' '] } tail)
        {
            spaceAfter = true;
            tidy[^1] = new TextInline(tail.Value.TrimEnd(' '));
        }
        return tidy;
    }

    // A break, or a text of one space: whatever else begins or ends with a space keeps its words here.
    private static bool IsEdge(Inline inline, ref bool space, ref int breaks)
    {
        if (inline is LineBreakInline) breaks++;
        else if (inline is TextInline { Value: " " }) space = true;
        else return false;
        return true;
    }

    private static void Add(List<Inline> into, CodeInline code)
    {
        var value = Characters.Clean(code.Value);
        if (value.Length > 0) into.Add(value == code.Value ? code : new CodeInline(value));
    }

    private static string Address(string url) => Characters.Clean(url).Trim(' ');

    public static string Label(string label)
    {
        label = Characters.Clean(label);
        if (InlineParser.IsLabel(label)) return label;
        var clean = new string([.. label.Select(c => Characters.IsLabelCharacter(c) ? c : '-').Take(64)]);
        return clean.Length == 0 ? "-" : clean;
    }
}

namespace Acta.Record.Bodies;

internal sealed partial class InlineParser
{
    private sealed class Bracket(Node node, bool image, int inner, Bracket? previous, Delimiter? delimiter)
    {
        public Node Node { get; } = node;
        public bool Image { get; } = image;
        public int Inner { get; } = inner;
        public Bracket? Previous { get; } = previous;
        public Delimiter? Delimiter { get; } = delimiter;
        public bool Active { get; set; } = true;
        public bool HasBracketAfter { get; set; }
    }

    private void OpenBracket(bool image)
    {
        var length = image ? 2 : 1;
        if (_brackets >= MaxBrackets)
        {
            Literal(length);
            return;
        }
        if (_lastBracket is not null) _lastBracket.HasBracketAfter = true;
        var node = new Node(NodeKind.Text) { Text = image ? "![" : "[", IsDelimiter = true };
        _root.Append(node);
        _position += length;
        _lastBracket = new Bracket(node, image, _position, _lastBracket, _lastDelimiter);
        _brackets++;
    }

    private void CloseBracket()
    {
        var opener = _lastBracket;
        if (opener is null)
        {
            Literal(1);
            return;
        }
        var inner = _text.AsSpan(opener.Inner, _position - opener.Inner);
        var after = _position + 1;
        Node? made = null;
        if (!opener.Image && inner.Length is > 1 and <= 65 && inner[0] == '^' && IsLabel(inner[1..]))
        {
            // Its own text went into the list character by character; the reference takes its place.
            made = new Node(NodeKind.Footnote) { Text = inner[1..].ToString() };
            opener.Node.Wrap(new Node(NodeKind.Root), null);
            _root.Last!.Remove();
            _lastDelimiter = opener.Delimiter;
            if (_lastDelimiter is not null) _lastDelimiter.Next = null;
            opener.Node.InsertAfter(made);
            Finish(opener, after);
            return;
        }
        if (opener.Active) made = TryInline(opener.Image, ref after) ?? TryReference(opener, inner, ref after);
        if (made is null && !opener.Image) made = TrySpan(inner, ref after);
        if (made is null)
        {
            Pop();
            Literal(1);
            return;
        }
        MatchDelimiters(opener.Delimiter);
        opener.Node.Wrap(made, null);
        Finish(opener, after);
        if (made.Kind != NodeKind.Link) return;
        // A link holds no link.
        for (var outer = _lastBracket; outer is not null; outer = outer.Previous)
        {
            if (outer.Image) continue;
            if (!outer.Active) break;
            outer.Active = false;
        }
    }

    private void Finish(Bracket opener, int after)
    {
        opener.Node.Remove();
        Pop();
        _position = after;
    }

    private void Pop()
    {
        _lastBracket = _lastBracket!.Previous;
        _brackets--;
    }

    internal static bool IsLabel(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 64) return false;
        foreach (var c in text)
            if (!Characters.IsLabelCharacter(c)) return false;
        return true;
    }

    // [words](address "title")
    private Node? TryInline(bool image, ref int after)
    {
        if (After(after) != '(') return null;
        var at = Addresses.SkipSpace(_text, after + 1);
        if (!Addresses.TryDestination(_text, at, out var url, out var end)) return null;
        string? title = null;
        at = Addresses.SkipSpace(_text, end);
        if (at > end && Addresses.TryTitle(_text, at, out var found, out var titleEnd))
        {
            title = found;
            at = Addresses.SkipSpace(_text, titleEnd);
        }
        if (After(at) != ')') return null;
        after = at + 1;
        return Linked(image, url, title);
    }

    // [words][label], [label][], [label]
    private Node? TryReference(Bracket opener, ReadOnlySpan<char> inner, ref int after)
    {
        if (_references is null or { Count: 0 }) return null;
        var label = inner;
        var end = after;
        if (After(after) == '[' && Addresses.LabelEnd(_text, after) is var close and > 0)
        {
            end = close + 1;
            if (close > after + 1) label = _text.AsSpan(after + 1, close - after - 1);
            else if (opener.HasBracketAfter) return null;
        }
        else if (opener.HasBracketAfter) return null;
        if (label.Length > 999 || !_references.TryGetValue(Addresses.Label(label), out var reference)) return null;
        after = end;
        return Linked(opener.Image, reference.Url, reference.Title);
    }

    private static Node Linked(bool image, string url, string? title) =>
        new(image ? NodeKind.Picture : NodeKind.Link) { Url = url, Title = title };

    // [words]{lang=ru}, and by name what * ^ ~ cannot mark without being misread.
    private Node? TrySpan(ReadOnlySpan<char> inner, ref int after)
    {
        if (After(after) != '{') return null;
        var end = _text.IndexOf('}', after, Math.Min(_text.Length - after, 100));
        if (end < 0) return null;
        var attributes = _text[(after + 1)..end];
        var kind = attributes switch
        {
            "em" => NodeKind.Emphasis,
            "strong" => NodeKind.Strong,
            "sup" => NodeKind.Superscript,
            "sub" => NodeKind.Subscript,
            "br" when inner.Length == 0 => NodeKind.Break,
            _ => NodeKind.Span,
        };
        string? language = null, direction = null;
        if (kind == NodeKind.Span)
        {
            foreach (var attribute in attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (attribute.StartsWith("lang=", StringComparison.Ordinal) && language is null && InlineNormal.IsLanguage(attribute[5..])) language = attribute[5..];
                else if (attribute is "dir=rtl" or "dir=ltr" && direction is null) direction = attribute[4..];
                else return null;
            }
        }
        after = end + 1;
        return new Node(kind) { Language = language, Direction = direction };
    }
}

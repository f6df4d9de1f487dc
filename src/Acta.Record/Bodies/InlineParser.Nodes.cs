namespace Acta.Record.Bodies;

internal sealed partial class InlineParser
{
    private enum NodeKind { Root, Text, Code, Break, Emphasis, Strong, Superscript, Subscript, Link, Picture, Span, Footnote }

    // While a line is read its pieces are moved about; a linked list makes each move one step.
    private sealed class Node(NodeKind kind)
    {
        public NodeKind Kind { get; } = kind;
        public string? Text { get; set; }
        public bool IsDelimiter { get; set; }
        public string? Url { get; init; }
        public string? Title { get; init; }
        public string? Language { get; init; }
        public string? Direction { get; init; }
        public Node? Next { get; private set; }
        public Node? First { get; private set; }
        public Node? Last { get; private set; }
        private Node? _previous;
        private Node? _parent;

        public void Append(Node child)
        {
            child._parent = this;
            child._previous = Last;
            child.Next = null;
            if (Last is null) First = child;
            else Last.Next = child;
            Last = child;
        }

        public void InsertAfter(Node next)
        {
            next._parent = _parent;
            next._previous = this;
            next.Next = Next;
            if (Next is null) _parent!.Last = next;
            else Next._previous = next;
            Next = next;
        }

        public void Remove()
        {
            if (_previous is null) _parent!.First = Next;
            else _previous.Next = Next;
            if (Next is null) _parent!.Last = _previous;
            else Next._previous = _previous;
        }

        // Moves what stands between this and the end (exclusive; null: all the rest) into a node put in its place.
        public void Wrap(Node wrapper, Node? end)
        {
            for (var child = Next; child is not null && child != end;)
            {
                var next = child.Next;
                child.Remove();
                wrapper.Append(child);
                child = next;
            }
            InsertAfter(wrapper);
        }

        // Nesting is bounded here rather than by the call stack: what is nested deeper stands in the last level allowed.
        public List<Inline> Inlines()
        {
            var top = new List<Inline>();
            var stack = new Stack<(Node Node, List<Inline> Into, List<Inline> Own)>();
            var into = top;
            var node = First;
            while (true)
            {
                if (node is null)
                {
                    if (stack.Count == 0) return top;
                    var (container, outer, own) = stack.Pop();
                    if (!ReferenceEquals(outer, own)) outer.Add(container.Close(own));
                    into = outer;
                    node = container.Next;
                    continue;
                }
                switch (node.Kind)
                {
                    case NodeKind.Text: into.Add(new TextInline(node.Text!)); break;
                    case NodeKind.Code: into.Add(new CodeInline(node.Text!)); break;
                    case NodeKind.Break: into.Add(new LineBreakInline()); break;
                    case NodeKind.Footnote: into.Add(new FootnoteReferenceInline(node.Text!)); break;
                    default:
                        var own = stack.Count < InlineNormal.MaxDepth ? [] : into;
                        stack.Push((node, into, own));
                        into = own;
                        node = node.First;
                        continue;
                }
                node = node.Next;
            }
        }

        private Inline Close(List<Inline> children) => Kind switch
        {
            NodeKind.Emphasis => new EmphasisInline(children),
            NodeKind.Strong => new StrongInline(children),
            NodeKind.Superscript => new SuperscriptInline(children),
            NodeKind.Subscript => new SubscriptInline(children),
            NodeKind.Span => new SpanInline(Language, Direction, children),
            NodeKind.Picture => new PictureInline(Url!, InlineNormal.Words(children)),
            _ => new LinkInline(Url!, Title, children),
        };
    }

    private sealed class Delimiter(Node node, int index, char c, int count, bool canOpen, bool canClose, int words)
    {
        public Node Node { get; } = Mark(node);
        public int Index { get; } = index;
        public char Char { get; } = c;
        public int Count { get; set; } = count;
        public int Original { get; } = count;
        public bool CanOpen { get; } = canOpen;
        public bool CanClose { get; } = canClose;
        public int Words { get; } = words;
        public Delimiter? Previous { get; set; }
        public Delimiter? Next { get; set; }

        private static Node Mark(Node node)
        {
            node.IsDelimiter = true;
            return node;
        }
    }

    // CommonMark, appendix "process emphasis", with ^ and ~ beside * and _.
    private void MatchDelimiters(Delimiter? bottom)
    {
        // By kind of closer: no opener for it stands before this place, so nobody looks there again.
        var floors = new Dictionary<(char, bool, int), int>();
        var closer = bottom is null ? FirstDelimiter() : bottom.Next;
        while (closer is not null)
        {
            if (!closer.CanClose)
            {
                closer = closer.Next;
                continue;
            }
            var raised = closer.Char is '^' or '~';
            var key = (closer.Char, closer.CanOpen, raised ? closer.Words : closer.Original % 3);
            var floor = floors.GetValueOrDefault(key, 0);
            var opener = closer.Previous;
            while (opener is not null && opener != bottom && opener.Index >= floor && !Matches(opener, closer))
                opener = raised && opener.Words != closer.Words ? null : opener.Previous;
            if (opener is null || opener == bottom || opener.Index < floor)
            {
                floors[key] = closer.Index;
                var next = closer.Next;
                if (!closer.CanOpen) Remove(closer);
                closer = next;
                continue;
            }
            for (var between = closer.Previous; between is not null && between != opener; between = between.Previous) Remove(between);
            var used = !raised && opener.Count >= 2 && closer.Count >= 2 ? 2 : 1;
            var kind = closer.Char switch
            {
                '^' => NodeKind.Superscript,
                '~' => NodeKind.Subscript,
                _ => used == 2 ? NodeKind.Strong : NodeKind.Emphasis,
            };
            opener.Node.Wrap(new Node(kind), closer.Node);
            Shorten(opener, used);
            var after = closer.Next;
            Shorten(closer, used);
            if (closer.Count == 0) closer = after;
        }
        while (_lastDelimiter is not null && _lastDelimiter != bottom) Remove(_lastDelimiter);
    }

    // A closer of raised text looks no further back than the last white space, so the walk to an opener that
    // does not fit is bounded by one word; for the rest the rule of three is CommonMark's.
    private static bool Matches(Delimiter opener, Delimiter closer) =>
        opener.Char == closer.Char && opener.CanOpen && (closer.Char is '^' or '~'
            ? opener.Words == closer.Words && opener.Node.Next != closer.Node
            : !((opener.CanClose || closer.CanOpen) && (opener.Original + closer.Original) % 3 == 0 && !(opener.Original % 3 == 0 && closer.Original % 3 == 0)));

    private Delimiter? FirstDelimiter()
    {
        var first = _lastDelimiter;
        while (first?.Previous is not null) first = first.Previous;
        return first;
    }

    private void Shorten(Delimiter delimiter, int by)
    {
        delimiter.Count -= by;
        delimiter.Node.Text = delimiter.Node.Text![by..];
        if (delimiter.Count > 0) return;
        delimiter.Node.Remove();
        Remove(delimiter);
    }

    private void Remove(Delimiter delimiter)
    {
        if (delimiter.Previous is not null) delimiter.Previous.Next = delimiter.Next;
        if (delimiter.Next is null) _lastDelimiter = delimiter.Previous;
        else delimiter.Next.Previous = delimiter.Previous;
    }
}

using System.Text;

namespace Acta.Record.Bodies;

/// <summary>
/// Writes normal inlines as inline Markdown that reads back as just these. Stress is written with stars, raised and
/// lowered text with ^ and ~, wherever they cannot be misread; elsewhere as <c>[words]{em}</c> and the like.
/// </summary>
internal sealed class InlineWriter
{
    private readonly StringBuilder _output = new();
    private readonly bool _singleLine;
    private readonly bool _careful;
    private bool _doubtful;
    // Whether stars are open around what is written, since the last bracket.
    private int _openStars;

    private InlineWriter(bool singleLine, bool careful)
    {
        _singleLine = singleLine;
        _careful = careful;
    }

    /// <param name="inlines">In normal form.</param>
    /// <param name="singleLine">Line breaks as <c>[]{br}</c>, for a heading, a cell, a caption.</param>
    public static string Write(IReadOnlyList<Inline> inlines, bool singleLine)
    {
        if (inlines.Count == 0) return "";
        var bold = new InlineWriter(singleLine, careful: false);
        bold.Write(inlines, '\n');
        var text = bold._output.ToString();
        if (!bold._doubtful || InlineEquality.Same(InlineParser.Parse(text), inlines)) return text;
        var careful = new InlineWriter(singleLine, careful: true);
        careful.Write(inlines, '\n');
        return careful._output.ToString();
    }

    private void Write(IReadOnlyList<Inline> inlines, char closing)
    {
        for (var i = 0; i < inlines.Count; i++)
        {
            var next = i + 1 < inlines.Count ? First(inlines[i + 1]) : closing;
            switch (inlines[i])
            {
                case TextInline t: Escape(t.Value, next); break;
                case CodeInline c: Code(c.Value); break;
                case LineBreakInline: _output.Append(_singleLine ? "[]{br}" : "\\\n"); break;
                case FootnoteReferenceInline f: _output.Append("[^").Append(f.Label).Append(']'); break;
                case PictureInline p:
                    _output.Append("![");
                    Escape(p.Alt, ']');
                    Destination(p.Url, null);
                    break;
                case LinkInline { Title: null, Children: [TextInline words] } l when IsAutolink(l.Url, words.Value):
                    _output.Append('<').Append(words.Value).Append('>');
                    break;
                case LinkInline l:
                    Bracketed(l.Children);
                    _output.Length--;
                    Destination(l.Url, l.Title);
                    break;
                case MentionInline m:
                    Bracketed(m.Children);
                    _output.Append("(acta:").Append(m.Resource.ToString("D")).Append(')');
                    break;
                case SpanInline s:
                    Bracketed(s.Children);
                    _output.Append('{');
                    if (s.Language is not null) _output.Append("lang=").Append(s.Language);
                    if (s is { Language: not null, Direction: not null }) _output.Append(' ');
                    if (s.Direction is not null) _output.Append("dir=").Append(s.Direction);
                    _output.Append('}');
                    break;
                case EmphasisInline e: Marked(e.Children, "*", "em", next); break;
                case StrongInline s: Marked(s.Children, "**", "strong", next); break;
                case SuperscriptInline s: Marked(s.Children, "^", "sup", next); break;
                case SubscriptInline s: Marked(s.Children, "~", "sub", next); break;
            }
        }
    }

    private static bool IsAutolink(string url, string words) =>
        url.AsSpan().ContainsAny('\\', '&') is false && (url == words && Addresses.IsAutolink(url) || (url == "mailto:" + words && Addresses.IsMailAddress(words)));

    private void Bracketed(IReadOnlyList<Inline> children)
    {
        var stars = _openStars;
        _openStars = 0;
        _output.Append('[');
        Write(children, ']');
        _output.Append(']');
        _openStars = stars;
    }

    // Comes after the words of a link or a picture, whose closing bracket it writes.
    private void Destination(string url, string? title)
    {
        _output.Append("](");
        if (url.Length > 0 || title is not null) Addresses.WriteDestination(_output, url);
        if (title is not null)
        {
            _output.Append(' ');
            Addresses.WriteTitle(_output, title);
        }
        _output.Append(')');
    }

    private void Marked(IReadOnlyList<Inline> children, string mark, string name, char next)
    {
        var start = _output.Length;
        var before = start == 0 ? '\n' : _output[start - 1];
        var star = mark[0] == '*';
        var enclosed = _openStars > 0;
        _output.Append(mark);
        _openStars++;
        Write(children, mark[0]);
        _openStars--;
        char first = _output[start + mark.Length], last = _output[^1];
        var length = _output.Length - start - mark.Length;
        var fits = star
            ? !enclosed && Flanks(before, first) && Flanks(next, last) && !Has(start + mark.Length, length, '*')
            : before != mark[0] && next != mark[0] && !Characters.IsSpace(first) && !Characters.IsSpace(last) && !HasSpace(start + mark.Length, length) && !Has(start + mark.Length, length, mark[0]);
        if (fits || !_careful)
        {
            if (!fits) _doubtful = true;
            _output.Append(mark);
            return;
        }
        // In brackets nothing around it can pair with what is in it, so its content is written anew.
        _output.Length = start;
        Bracketed(children);
        _output.Append('{').Append(name).Append('}');
    }

    // A mark opens or closes where white space or punctuation stands outside, or a letter on both sides.
    private static bool Flanks(char outside, char inside) =>
        outside is not ('*' or '\\') && inside is not '*' && !Characters.IsSpace(inside) && !char.IsSurrogate(outside) && !char.IsSurrogate(inside)
        && (Characters.IsSpace(outside) || Characters.IsPunctuation(outside) || !Characters.IsPunctuation(inside));

    private bool Has(int from, int length, char c)
    {
        for (var i = from; i < from + length; i++)
            if (_output[i] == c) return true;
        return false;
    }

    private bool HasSpace(int from, int length)
    {
        for (var i = from; i < from + length; i++)
            if (_output[i] is ' ' or '\t' or '\n') return true;
        return false;
    }

    // The first character that an inline will be written with.
    private char First(Inline inline) => inline switch
    {
        TextInline t => t.Value[0],
        CodeInline => '`',
        LineBreakInline => _singleLine ? '[' : '\\',
        PictureInline => '!',
        EmphasisInline or StrongInline => '*',
        SuperscriptInline => '^',
        SubscriptInline => '~',
        _ => '[',
    };

    private void Code(string value)
    {
        var runs = new HashSet<int>();
        for (var i = 0; i < value.Length;)
        {
            var run = 0;
            while (i + run < value.Length && value[i + run] == '`') run++;
            if (run > 0) runs.Add(run);
            i += Math.Max(run, 1);
        }
        var fence = 1;
        while (runs.Contains(fence)) fence++;
        var pad = value[0] == '`' || value[^1] == '`' || (value[0] == ' ' && value[^1] == ' ' && value.AsSpan().ContainsAnyExcept(' '));
        _output.Append('`', fence);
        if (pad) _output.Append(' ');
        _output.Append(value);
        if (pad) _output.Append(' ');
        _output.Append('`', fence);
    }

    private void Escape(string text, char next)
    {
        var lineStart = _output.Length == 0 || _output[^1] == '\n';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var before = i > 0 ? text[i - 1] : _output.Length == 0 ? '\n' : _output[^1];
            var after = i + 1 < text.Length ? text[i + 1] : next;
            var escape = c switch
            {
                '\\' or '`' or '[' or ']' => true,
                '*' => lineStart && i == 0 || i + 1 == text.Length || !(Characters.IsSpace(before) && Characters.IsSpace(after)),
                '_' => !(char.IsAsciiLetterOrDigit(before) && i > 0 && i + 1 < text.Length && char.IsAsciiLetterOrDigit(after)),
                '^' or '~' => lineStart && i == 0 || i + 1 == text.Length || !(Characters.IsSpace(before) && Characters.IsSpace(after)),
                '<' => i + 1 == text.Length || !Characters.IsSpace(after),
                '!' => i + 1 == text.Length && after is '[' or '*' or '^' or '~',
                '&' => i + 1 == text.Length || InlineParser.Entity(text, i, out _) is not null,
                _ => lineStart ? AtLineStart(text, i) : c == ':' && i == 0 && before == ']',
            };
            if (escape) _output.Append('\\');
            _output.Append(c);
        }
    }

    // What would make the line a heading, a quotation, a list item, a rule, a definition, a table or a container.
    private static bool AtLineStart(string text, int i)
    {
        var after = i + 1 < text.Length ? text[i + 1] : '\n';
        if (i == 0)
        {
            switch (text[0])
            {
                case '>' or '|': return true;
                case '-' or '+' or '=' or ':': return !char.IsAsciiLetterOrDigit(after);
                case '#':
                    var level = text.AsSpan().IndexOfAnyExcept('#');
                    return level < 0 || Characters.IsSpace(text[level]);
                default: return false;
            }
        }
        return i <= 9 && text[i] is '.' or ')' && Characters.IsSpace(after) && !text.AsSpan(0, i).ContainsAnyExceptInRange('0', '9');
    }
}

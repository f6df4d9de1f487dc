using System.Buffers;
using System.Text;
using Markdig.Helpers;

namespace Acta.Record.Bodies;

/// <summary>
/// Reads inline Markdown: CommonMark 0.31 §6 without raw HTML, plus raised and lowered text, footnote references, spans and
/// mentions. Every character is looked at a bounded number of times, whatever the text.
/// </summary>
internal sealed partial class InlineParser
{
    // A link within more open brackets than this is not looked for: no writer needs it, and it bounds the work.
    private const int MaxBrackets = 32;

    private static readonly SearchValues<char> Special = SearchValues.Create("\\`*_[]!<&^~\n\r");

    private readonly string _text;
    private readonly IReadOnlyDictionary<string, Reference>? _references;
    private readonly Node _root = new(NodeKind.Root);
    private Delimiter? _lastDelimiter;
    private Bracket? _lastBracket;
    private int _brackets;
    private int _position;
    private int _words;
    private HashSet<int>? _missingFences;

    private InlineParser(string text, IReadOnlyDictionary<string, Reference>? references)
    {
        _text = text;
        _references = references;
    }

    /// <summary>A link reference definition.</summary>
    internal sealed record Reference(string Url, string? Title);

    internal static IReadOnlyList<Inline> Parse(string text, IReadOnlyDictionary<string, Reference>? references = null)
    {
        if (text.Length == 0) return [];
        if (!text.AsSpan().ContainsAny(Special))
        {
            var line = Characters.Line(text);
            return line.Length == 0 ? [] : [new TextInline(line)];
        }
        var parser = new InlineParser(text, references);
        parser.Run();
        return InlineNormal.Of(parser._root.Inlines());
    }

    private void Run()
    {
        while (_position < _text.Length)
        {
            var rest = _text.AsSpan(_position);
            var plain = rest.IndexOfAny(Special);
            if (plain != 0)
            {
                var length = plain < 0 ? rest.Length : plain;
                if (rest[..length].ContainsAny(" \t")) _words++;
                AddText(_text.Substring(_position, length));
                _position += length;
                continue;
            }
            switch (_text[_position])
            {
                case '\\': Backslash(); break;
                case '`': CodeSpan(); break;
                case '*' or '_': Run(_text[_position]); break;
                case '^' or '~': Raised(_text[_position]); break;
                case '[': OpenBracket(image: false); break;
                case '!' when _position + 1 < _text.Length && _text[_position + 1] == '[': OpenBracket(image: true); break;
                case ']': CloseBracket(); break;
                case '<': Autolink(); break;
                case '&': EntityReference(); break;
                case '\n' or '\r': LineEnd(); break;
                default: Literal(1); break;
            }
        }
        MatchDelimiters(null);
    }

    private void Literal(int length)
    {
        AddText(_text.Substring(_position, length));
        _position += length;
    }

    private void AddText(string text) => _root.Append(new Node(NodeKind.Text) { Text = text });

    private void Backslash()
    {
        _position++;
        if (_position < _text.Length && Characters.IsAsciiPunctuation(_text[_position])) Literal(1);
        else if (_position < _text.Length && _text[_position] is '\n' or '\r') LineEnd(hard: true);
        else AddText("\\");
    }

    private void CodeSpan()
    {
        var fence = RunLength('`');
        var start = _position + fence;
        // Looking for a fence of a length that was once not found ahead cannot find one later.
        if (_missingFences?.Contains(fence) != true)
        {
            for (var i = start; (i = _text.IndexOf('`', i)) >= 0;)
            {
                var length = 1;
                while (i + length < _text.Length && _text[i + length] == '`') length++;
                if (length == fence)
                {
                    var code = _text[start..i].Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ');
                    if (code.Length > 2 && code[0] == ' ' && code[^1] == ' ' && code.AsSpan().ContainsAnyExcept(' ')) code = code[1..^1];
                    _root.Append(new Node(NodeKind.Code) { Text = code });
                    _position = i + fence;
                    if (code.Contains(' ', StringComparison.Ordinal)) _words++;
                    return;
                }
                i += length;
            }
            (_missingFences ??= []).Add(fence);
        }
        Literal(fence);
    }

    private int RunLength(char c)
    {
        var end = _position;
        while (end < _text.Length && _text[end] == c) end++;
        return end - _position;
    }

    private char Before(int at) => at == 0 ? '\n' : _text[at - 1];

    private char After(int at) => at >= _text.Length ? '\n' : _text[at];

    private void Run(char c)
    {
        var length = RunLength(c);
        char before = BeforeRune(_position), after = AfterRune(_position + length);
        var leftFlanking = !Characters.IsSpace(after) && (!Characters.IsPunctuation(after) || Characters.IsSpace(before) || Characters.IsPunctuation(before));
        var rightFlanking = !Characters.IsSpace(before) && (!Characters.IsPunctuation(before) || Characters.IsSpace(after) || Characters.IsPunctuation(after));
        var canOpen = leftFlanking && (c == '*' || !rightFlanking || Characters.IsPunctuation(before));
        var canClose = rightFlanking && (c == '*' || !leftFlanking || Characters.IsPunctuation(after));
        Push(c, length, canOpen, canClose);
    }

    // Characters beyond the first plane count as letters here, emoji too; writing checks with this same reading.
    private char BeforeRune(int at) => char.IsSurrogate(Before(at)) ? 'a' : Before(at);

    private char AfterRune(int at) => char.IsSurrogate(After(at)) ? 'a' : After(at);

    private void Raised(char c)
    {
        var length = RunLength(c);
        if (length > 1) Literal(length);
        else Push(c, 1, !Characters.IsSpace(After(_position + 1)), !Characters.IsSpace(Before(_position)));
    }

    private void Push(char c, int length, bool canOpen, bool canClose)
    {
        var node = new Node(NodeKind.Text) { Text = _text.Substring(_position, length) };
        _root.Append(node);
        var index = _position;
        _position += length;
        if (!canOpen && !canClose) return;
        var delimiter = new Delimiter(node, index, c, length, canOpen, canClose, _words) { Previous = _lastDelimiter };
        if (_lastDelimiter is not null) _lastDelimiter.Next = delimiter;
        _lastDelimiter = delimiter;
    }

    private void Autolink()
    {
        var end = _text.IndexOf('>', _position, Math.Min(2049, _text.Length - _position));
        if (end > 0)
        {
            var inner = _text.AsSpan(_position + 1, end - _position - 1);
            if (Addresses.IsAutolink(inner) || Addresses.IsMailAddress(inner))
            {
                var words = inner.ToString();
                var link = new Node(NodeKind.Link) { Url = Addresses.IsAutolink(inner) ? words : "mailto:" + words };
                link.Append(new Node(NodeKind.Text) { Text = words });
                _root.Append(link);
                _position = end + 1;
                return;
            }
        }
        Literal(1);
    }

    private void EntityReference()
    {
        if (Entity(_text, _position, out var length) is { } decoded)
        {
            // A space written as a number still is a space to the eye, so it counts as text, not as the end of a word.
            AddText(decoded);
            _position += length;
        }
        else Literal(1);
    }

    internal static string? Entity(string text, int at, out int length)
    {
        length = 0;
        var end = text.AsSpan(at, Math.Min(text.Length - at, 40)).IndexOf(';');
        if (end < 2) return null;
        var name = text.AsSpan(at + 1, end - 1);
        string? decoded;
        if (name[0] == '#')
        {
            var hex = name.Length > 1 && name[1] is 'x' or 'X';
            var digits = hex ? name[2..] : name[1..];
            if (digits.Length == 0 || digits.Length > (hex ? 6 : 7)) return null;
            var style = hex ? System.Globalization.NumberStyles.AllowHexSpecifier : System.Globalization.NumberStyles.None;
            if (!int.TryParse(digits, style, System.Globalization.CultureInfo.InvariantCulture, out var code)) return null;
            decoded = code != 0 && Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD";
        }
        else
        {
            if (name.ContainsAnyExcept(Alphanumeric)) return null;
            decoded = EntityHelper.DecodeEntity(name);
        }
        if (decoded is null) return null;
        length = end + 1;
        return decoded;
    }

    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private void LineEnd(bool hard = false)
    {
        var last = _root.Last;
        if (last is { Kind: NodeKind.Text } && !last.IsDelimiter)
        {
            hard |= last.Text!.EndsWith("  ", StringComparison.Ordinal);
            last.Text = last.Text.TrimEnd(' ', '\t');
        }
        var before = last is { Kind: NodeKind.Text, Text.Length: > 0 } ? last.Text[^1] : ' ';
        if (_text[_position] == '\r' && After(_position + 1) == '\n') _position++;
        _position++;
        while (_position < _text.Length && _text[_position] is ' ' or '\t') _position++;
        _words++;
        if (hard) _root.Append(new Node(NodeKind.Break));
        else if (!(Characters.JoinsWithoutSpace(before) && Characters.JoinsWithoutSpace(After(_position)))) AddText(" ");
    }
}

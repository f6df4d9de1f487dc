using Acta.Store;

namespace Acta.Import.Feeds;

/// <summary>One element of the feed's list of items.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Json">Its bytes; null where it is too large to be taken.</param>
internal sealed record JsonItem(long Number, long Line, byte[]? Json);

/// <summary>
/// Cuts a JSON object with a list "items" into its parts, byte by byte over one buffer: neither the file nor an item beyond the
/// limit is ever held. What an item holds is judged when it is parsed.
/// </summary>
internal sealed class JsonItems(InputFile file) : IDisposable
{
    /// <summary>The largest item taken: a whole document with room for its HTML.</summary>
    public const int MaxItem = 24 << 20;

    private const int MaxMember = 1 << 20;

    private readonly Stream _stream = file.Open();
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _end;
    private long _line = 1;

    /// <summary>The feed's other members seen so far, as raw JSON.</summary>
    public Dictionary<string, byte[]> Members { get; } = new(StringComparer.Ordinal);

    public void Dispose() => _stream.Dispose();

    /// <summary>The items, in order; null stands for where the list begins.</summary>
    /// <exception cref="UserError">It is not such JSON; the sentence says at which line.</exception>
    public IEnumerable<JsonItem?> Read()
    {
        if (Peek() == 0xEF)
            for (var i = 0; i < 3; i++) Next();
        Expect('{', "an object");
        var isFirst = true;
        var number = 0L;
        while (Space() != '}')
        {
            if (!isFirst) Expect(',', "a comma or }");
            isFirst = false;
            Space();
            var name = System.Text.Encoding.UTF8.GetString(Value(MaxMember) ?? []).Trim('"');
            Expect(':', "a colon");
            if (name != "items" || Space() != '[')
            {
                Space();
                if (Value(MaxMember) is { } member) Members[name] = member;
                continue;
            }
            Next();
            yield return null;
            var isFirstItem = true;
            while (Space() != ']')
            {
                if (!isFirstItem) Expect(',', "a comma or ]");
                isFirstItem = false;
                Space();
                var line = _line;
                yield return new JsonItem(++number, line, Value(MaxItem));
            }
            Next();
        }
        Next();
        if (Space() >= 0) throw Broken("something follows its end");
    }

    // One value of any kind: its bytes, or null beyond the limit.
    private byte[]? Value(int limit)
    {
        var begin = _line;
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(4096);
        long length = 0;
        var depth = 0;
        bool inText = false, escaped = false;
        while (true)
        {
            if (_at == _end && !Fill()) throw new UserError($"{file.Name}: broken JSON: what begins at line {begin} never ends (the file ends at line {_line}); nothing from there on was imported.");
            var start = _at;
            var done = false;
            while (_at < _end)
            {
                var b = _buffer[_at];
                if (b == '\n') _line++;
                if (inText)
                {
                    _at++;
                    if (escaped) escaped = false;
                    else if (b == '\\') escaped = true;
                    else if (b == '"')
                    {
                        inText = false;
                        if (depth == 0)
                        {
                            done = true;
                            break;
                        }
                    }
                    continue;
                }
                if (b is (byte)'{' or (byte)'[') depth++;
                else if (b == '"') inText = true;
                else if (b is (byte)'}' or (byte)']')
                {
                    if (depth == 0)
                    {
                        done = true;
                        break;
                    }
                    _at++;
                    if (--depth == 0)
                    {
                        done = true;
                        break;
                    }
                    continue;
                }
                else if (depth == 0 && b is (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' && depth == 0)
                {
                    if (b == '\n') _line--;
                    done = true;
                    break;
                }
                _at++;
            }
            length += _at - start;
            if (length <= limit) System.Buffers.BuffersExtensions.Write(bytes, _buffer.AsSpan(start, _at - start));
            else if (bytes.Capacity > 4096) bytes = new(16);
            if (!done) continue;
            if (length == 0) throw Broken("a value is missing");
            return length <= limit ? bytes.WrittenSpan.ToArray() : null;
        }
    }

    private int Space()
    {
        while (Peek() is ' ' or '\n' or '\r' or '\t') Next();
        return Peek();
    }

    private void Expect(char wanted, string what)
    {
        if (Space() != wanted) throw Broken(Peek() < 0 ? $"the file ends where {what} was expected" : $"expected {what}");
        Next();
    }

    private int Peek() => _at < _end || Fill() ? _buffer[_at] : -1;

    private void Next()
    {
        if (Peek() == '\n') _line++;
        _at++;
    }

    private bool Fill()
    {
        try
        {
            (_at, _end) = (0, _stream.Read(_buffer, 0, _buffer.Length));
            return _end > 0;
        }
        catch (InvalidDataException)
        {
            throw new UserError($"{file.Name} is a damaged gzip file: it breaks off near line {_line}; pack or copy it again.");
        }
        catch (IOException e)
        {
            throw new UserError($"{file.Name} can't be read to its end: {e.Message.TrimEnd('.')}.");
        }
    }

    private UserError Broken(string how) => new($"{file.Name}: broken JSON at line {_line}: {how}; nothing from there on was imported.");
}

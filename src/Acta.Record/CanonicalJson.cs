using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acta.Record;

/// <summary>
/// Canonical JSON by RFC 8785: members sorted by UTF-16 code units, the shortest number form of ECMAScript,
/// the fewest escapes, UTF-8 without white space. The same value always gives the same bytes, so a digest of
/// them names the value.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 64,
    };

    /// <summary>Gives the canonical UTF-8 bytes of a JSON value.</summary>
    /// <exception cref="RecordFormatException">A number is not finite, or a text holds half of a surrogate pair.</exception>
    public static byte[] Write(JsonNode? value)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Write(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Gives the canonical UTF-8 bytes of a parsed JSON value.</summary>
    /// <inheritdoc cref="Write(JsonNode)" path="/exception"/>
    public static byte[] Write(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Write(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Parses UTF-8 JSON strictly: no duplicate members, no comments, at most 64 levels.</summary>
    /// <exception cref="RecordFormatException">The bytes are not such JSON; the message says where.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8.Span)) throw new RecordFormatException("", "not valid UTF-8");
        try
        {
            return JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException e)
        {
            throw new RecordFormatException("", $"not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    /// <summary>The ECMAScript form of a number (RFC 8785 §3.2.2.3).</summary>
    /// <exception cref="RecordFormatException">The number is NaN or infinite.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) throw new RecordFormatException("", "a number that is not finite");
        if (value == 0) return "0";
        // .NET's "R" gives the shortest digits that read back; only their layout differs from ECMAScript's.
        var (digits, point) = Digits(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        var layout = Layout(digits, point);
        return value < 0 ? "-" + layout : layout;
    }

    // Splits "1.5E-07" or "0.015" into its significant digits and the place of the decimal point after the first n digits.
    private static (string Digits, int Point) Digits(string text)
    {
        var exponent = 0;
        var e = text.IndexOf('E');
        if (e >= 0)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }
        var dot = text.IndexOf('.');
        var point = (dot < 0 ? text.Length : dot) + exponent;
        var digits = dot < 0 ? text : text.Remove(dot, 1);
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits[leading..];
        point -= leading;
        return (digits.TrimEnd('0'), point);
    }

    // ECMA-262 Number::toString, radix 10, with k digits and point n.
    private static string Layout(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21) return digits + new string('0', n - k);
        if (0 < n && n <= 21) return digits[..n] + "." + digits[n..];
        if (-6 < n && n <= 0) return "0." + new string('0', -n) + digits;
        var exponent = n - 1;
        var sign = exponent < 0 ? "-" : "+";
        var mantissa = k == 1 ? digits : digits[..1] + "." + digits[1..];
        return mantissa + "e" + sign + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
    }

    private static void Write(ArrayBufferWriter<byte> output, JsonNode? node)
    {
        switch (node)
        {
            case null:
                Ascii(output, "null");
                break;
            case JsonObject o:
                var members = new List<KeyValuePair<string, JsonNode?>>(o);
                members.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
                Ascii(output, "{");
                for (var i = 0; i < members.Count; i++)
                {
                    if (i > 0) Ascii(output, ",");
                    String(output, members[i].Key);
                    Ascii(output, ":");
                    Write(output, members[i].Value);
                }
                Ascii(output, "}");
                break;
            case JsonArray a:
                Ascii(output, "[");
                for (var i = 0; i < a.Count; i++)
                {
                    if (i > 0) Ascii(output, ",");
                    Write(output, a[i]);
                }
                Ascii(output, "]");
                break;
            case JsonValue v:
                if (v.TryGetValue(out string? text)) String(output, text);
                else if (v.TryGetValue(out bool flag)) Ascii(output, flag ? "true" : "false");
                else if (v.TryGetValue(out long whole) && Math.Abs(whole) <= MaxInteger) Ascii(output, whole.ToString(CultureInfo.InvariantCulture));
                else if (v.TryGetValue(out int small)) Ascii(output, small.ToString(CultureInfo.InvariantCulture));
                else if (v.TryGetValue(out JsonElement element)) Write(output, element);
                else Ascii(output, Number(v.GetValue<double>()));
                break;
        }
    }

    /// <summary>The largest whole number that every JSON reader keeps exactly: 2^53 − 1.</summary>
    public const long MaxInteger = (1L << 53) - 1;

    private static void Write(ArrayBufferWriter<byte> output, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new List<JsonProperty>();
                foreach (var member in element.EnumerateObject())
                {
                    Name(member);
                    members.Add(member);
                }
                members.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
                Ascii(output, "{");
                for (var i = 0; i < members.Count; i++)
                {
                    if (i > 0) Ascii(output, ",");
                    String(output, members[i].Name);
                    Ascii(output, ":");
                    Write(output, members[i].Value);
                }
                Ascii(output, "}");
                break;
            case JsonValueKind.Array:
                Ascii(output, "[");
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    if (!first) Ascii(output, ",");
                    first = false;
                    Write(output, item);
                }
                Ascii(output, "]");
                break;
            case JsonValueKind.String:
                String(output, Text(element));
                break;
            case JsonValueKind.Number:
                Ascii(output, element.TryGetInt64(out var whole) && Math.Abs(whole) <= MaxInteger
                    ? whole.ToString(CultureInfo.InvariantCulture)
                    : Number(element.GetDouble()));
                break;
            case JsonValueKind.True:
                Ascii(output, "true");
                break;
            case JsonValueKind.False:
                Ascii(output, "false");
                break;
            default:
                Ascii(output, "null");
                break;
        }
    }

    // "\ud800" alone is valid JSON grammar but no text: nothing can be said of its bytes.
    internal static string Text(JsonElement element) => Whole(element, static e => e.GetString()!);

    /// <summary>The name of a member.</summary>
    internal static string Name(JsonProperty member) => Whole(member, static m => m.Name);

    private static string Whole<T>(T from, Func<T, string> read)
    {
        try
        {
            return read(from);
        }
        catch (InvalidOperationException)
        {
            throw new RecordFormatException("", "a text that holds half of a surrogate pair");
        }
    }

    private static void String(ArrayBufferWriter<byte> output, string text)
    {
        Ascii(output, "\"");
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAny(Escaped);
            var run = plain < 0 ? rest : rest[..plain];
            if (!run.IsEmpty)
            {
                var bytes = output.GetSpan(run.Length * 3);
                try
                {
                    output.Advance(StrictUtf8.GetBytes(run, bytes));
                }
                catch (EncoderFallbackException)
                {
                    throw new RecordFormatException("", "a text that holds half of a surrogate pair");
                }
            }
            if (plain < 0) break;
            Ascii(output, rest[plain] switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                var c => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
            });
            rest = rest[(plain + 1)..];
        }
        Ascii(output, "\"");
    }

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\']);

    private static void Ascii(ArrayBufferWriter<byte> output, string text)
    {
        var span = output.GetSpan(text.Length);
        output.Advance(Encoding.ASCII.GetBytes(text, span));
    }
}

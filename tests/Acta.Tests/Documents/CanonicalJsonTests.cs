using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Record;
using CsCheck;

namespace Acta.Tests.Documents;

/// <summary>Canonical bytes by RFC 8785, by that document's own vectors.</summary>
public sealed class CanonicalJsonTests
{
    // RFC 8785, Appendix B.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void A_number_is_written_as_the_RFC_says(ulong bits, string written)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        Assert.Equal(written, CanonicalJson.Number(value));
        Assert.Equal(written, Encoding.UTF8.GetString(CanonicalJson.Write(JsonValue.Create(value))));
        using var parsed = CanonicalJson.Parse(Encoding.UTF8.GetBytes(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(written, Encoding.UTF8.GetString(CanonicalJson.Write(parsed.RootElement)));
    }

    [Theory]
    [InlineData(0x7fffffffffffffff)]
    [InlineData(0x7ff0000000000000)]
    [InlineData(0xfff0000000000000)]
    public void A_number_that_is_none_is_refused(ulong bits) =>
        Assert.Throws<RecordFormatException>(() => CanonicalJson.Number(BitConverter.UInt64BitsToDouble(bits)));

    // RFC 8785 §3.2.3.
    [Fact]
    public void Members_are_sorted_by_UTF16_code_units()
    {
        using var parsed = CanonicalJson.Parse("""
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """u8.ToArray());
        using var sorted = JsonDocument.Parse(CanonicalJson.Write(parsed.RootElement));
        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            sorted.RootElement.EnumerateObject().Select(m => m.Value.GetString()));
    }

    // RFC 8785 §3.2.4, the bytes given there.
    [Fact]
    public void The_example_of_the_RFC_gives_its_bytes()
    {
        using var parsed = CanonicalJson.Parse("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """u8.ToArray());
        const string bytes = """
            7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22 3a
            5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37
            5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d
            """;
        Assert.Equal(Convert.FromHexString(string.Concat(bytes.Where(char.IsAsciiHexDigit))), CanonicalJson.Write(parsed.RootElement));
    }

    [Fact]
    public void Any_value_written_canonically_reads_and_is_written_the_same_again() => Values(3).Sample(value =>
    {
        var bytes = CanonicalJson.Write(value);
        using var parsed = CanonicalJson.Parse(bytes);
        Assert.Equal(bytes, CanonicalJson.Write(parsed.RootElement));
        Assert.Equal(bytes, CanonicalJson.Write(JsonNode.Parse(bytes)));
    }, iter: 2_000);

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{/* */}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("")]
    [InlineData("[")]
    public void What_is_no_strict_JSON_is_refused(string text) => Assert.Throws<RecordFormatException>(() =>
    {
        using var parsed = CanonicalJson.Parse(Encoding.UTF8.GetBytes(text));
        CanonicalJson.Write(parsed.RootElement);
    });

    private static Gen<JsonNode?> Values(int depth)
    {
        var text = Gen.String[Gen.Char['\u0000', '\ud7ff'], 0, 6];
        var leaf = Gen.Frequency(
            (3, text.Select(t => (JsonNode?)JsonValue.Create(t))),
            (2, Gen.Double.Where(double.IsFinite).Select(d => (JsonNode?)JsonValue.Create(d))),
            (1, Gen.Long[-CanonicalJson.MaxInteger, CanonicalJson.MaxInteger].Select(l => (JsonNode?)JsonValue.Create(l))),
            (1, Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b))),
            (1, Gen.Const((JsonNode?)null)));
        if (depth == 0) return leaf;
        return Gen.Frequency(
            (2, leaf),
            (1, Values(depth - 1).Array[0, 4].Select(items => (JsonNode?)new JsonArray(items))),
            (1, Gen.Select(text, Values(depth - 1)).Array[0, 4].Select(members => (JsonNode?)new JsonObject(members.DistinctBy(m => m.Item1).Select(m => KeyValuePair.Create(m.Item1, m.Item2))))));
    }
}

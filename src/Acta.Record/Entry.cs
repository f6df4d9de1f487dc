using System.Globalization;
using System.Text.Json.Nodes;

namespace Acta.Record;

/// <summary>What an entry does.</summary>
public enum Act
{
    /// <summary>Publishes a language version, or a record, for the first time.</summary>
    Publish,
    /// <summary>A small edit: no note, yet it shows.</summary>
    Revise,
    /// <summary>A correction, with a public note.</summary>
    Correct,
    /// <summary>No longer current; stays readable.</summary>
    Retire,
    /// <summary>Removed from the site; kept for auditors.</summary>
    Withdraw,
    /// <summary>Back on the site, or current again.</summary>
    Restore,
    /// <summary>Deleted on legal grounds: the bytes are destroyed.</summary>
    Erase,
    /// <summary>Two records turn out to be one.</summary>
    Merge,
    /// <summary>One record turns out to be two.</summary>
    Split,
    /// <summary>The log's key changes.</summary>
    Key,
    /// <summary>The log's policy changes.</summary>
    Policy,
    /// <summary>The log begins anew under another name.</summary>
    Origin,
}

/// <summary>The words of the acts.</summary>
public static class Acts
{
    private static readonly string[] WordsInOrder =
        ["publish", "revise", "correct", "retire", "withdraw", "restore", "erase", "merge", "split", "key", "policy", "origin"];

    /// <summary>The act's word.</summary>
    public static string Word(this Act act) => WordsInOrder[(int)act];

    /// <summary>The act of a word; an unknown act must stop who follows the log.</summary>
    /// <exception cref="FormatException">This version does not know the act.</exception>
    public static Act Parse(string word)
    {
        var index = Array.IndexOf(WordsInOrder, word);
        return index >= 0 ? (Act)index : throw new FormatException($"the act \"{word}\" is not known to this version of Acta");
    }
}

/// <summary>
/// One leaf of the log: who-knows-what changed, by ids and digests alone. It holds no free text, no address and no digest
/// of anything unsalted, so nothing in it ever needs erasing.
/// </summary>
public sealed record Entry
{
    /// <summary>The schema version this program writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The largest entry, in bytes.</summary>
    public const int MaxBytes = 65_535;

    /// <summary>The schema version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What it does.</summary>
    public required Act Act { get; init; }

    /// <summary>The article or record; for key, policy and origin the site's own.</summary>
    public required Guid Resource { get; init; }

    /// <summary>The resource's kind: <c>article</c>, <c>settings</c>, <c>log</c>, later those of the register.</summary>
    public required string Kind { get; init; }

    /// <summary>BCP 47 of a language version; null where the resource has one document for all.</summary>
    public string? Language { get; init; }

    /// <summary>1 for the first entry of this resource and language, then one more each.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was recorded, UTC, to the millisecond; never before that of the entry ahead of it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The documents it brings.</summary>
    public IReadOnlyList<Digest> Documents { get; init; } = [];

    /// <summary>Documents no longer served from now on (withdraw).</summary>
    public IReadOnlyList<Digest> Withheld { get; init; } = [];

    /// <summary>Documents served again (restore).</summary>
    public IReadOnlyList<Digest> Served { get; init; } = [];

    /// <summary>Documents whose bytes are destroyed (erase).</summary>
    public IReadOnlyList<Digest> Erased { get; init; } = [];

    /// <summary>Members of a later schema, kept as they came.</summary>
    public JsonObject? Unknown { get; init; }

    /// <summary>The canonical bytes: the leaf.</summary>
    public byte[] ToBytes()
    {
        var o = new JsonObject();
        o.Put("v", Version);
        o.Put("act", Act.Word());
        o.Put("id", Resource.ToString());
        o.Put("kind", Kind);
        o.Put("lang", Language);
        o.Put("rev", Revision);
        o.Put("time", Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        o.Put("docs", Hex(Documents));
        o.Put("withheld", Hex(Withheld));
        o.Put("served", Hex(Served));
        o.Put("erased", Hex(Erased));
        o.Keep(Unknown);
        return CanonicalJson.Write(o);
    }

    /// <summary>Reads a leaf.</summary>
    /// <exception cref="RecordFormatException">The bytes are not an entry, or its act is unknown to this version.</exception>
    public static Entry Read(ReadOnlyMemory<byte> utf8)
    {
        using var json = CanonicalJson.Parse(utf8);
        var f = new Fields(json.RootElement, "");
        var entry = new Entry
        {
            Version = (int)(f.Whole("v") ?? throw new RecordFormatException("v", "is missing")),
            Act = f.Value("act", Acts.Parse) ?? throw new RecordFormatException("act", "is missing"),
            Resource = f.Value("id", t => Guid.ParseExact(t, "D")) ?? throw new RecordFormatException("id", "is missing"),
            Kind = f.RequiredText("kind"),
            Language = f.Text("lang"),
            Revision = (int)(f.Whole("rev") ?? throw new RecordFormatException("rev", "is missing")),
            Time = f.Value("time", ParseTime) ?? throw new RecordFormatException("time", "is missing"),
            Documents = f.List("docs", AsDigest),
            Withheld = f.List("withheld", AsDigest),
            Served = f.List("served", AsDigest),
            Erased = f.List("erased", AsDigest),
        };
        return entry with { Unknown = f.Rest() };
    }

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static List<string> Hex(IReadOnlyList<Digest> digests) => [.. digests.Select(d => d.Hex)];

    private static Digest AsDigest(System.Text.Json.JsonElement element, string path) =>
        Digest.TryParse(Fields.AsText(element, path), out var digest) ? digest : throw new RecordFormatException(path, "expected a SHA-256 digest in hex");
}

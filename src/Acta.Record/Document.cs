using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Record.Site;

namespace Acta.Record;

/// <summary>
/// A document of the public record: canonical JSON with a random salt, stored by its digest, so that the digest in the
/// log tells nothing of a text that was erased.
/// </summary>
public abstract record Document
{
    /// <summary>The schema version this program writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The largest document, in bytes: 8 MiB.</summary>
    public const int MaxBytes = 8 << 20;

    /// <summary>The schema version the document was written by.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>16 random bytes in base64url; empty until the document is made final by <see cref="Salted{T}"/>.</summary>
    public string Salt { get; init; } = "";

    /// <summary>Members of a later schema, kept as they came.</summary>
    public JsonObject? Unknown { get; init; }

    /// <summary>The document's type, the <c>type</c> member.</summary>
    public abstract string Type { get; }

    private protected abstract void Write(JsonObject o);

    /// <summary>The canonical bytes (RFC 8785).</summary>
    /// <exception cref="RecordFormatException">A text holds half of a surrogate pair.</exception>
    public byte[] ToBytes()
    {
        var o = new JsonObject();
        o.Put("type", Type);
        o.Put("v", Version);
        o.Put("salt", Salt);
        Write(o);
        o.Keep(Unknown);
        return CanonicalJson.Write(o);
    }

    /// <summary>The canonical bytes with the salt left empty: equal for two documents that say the same.</summary>
    public byte[] ContentBytes() => (this with { Salt = "" }).ToBytes();

    /// <summary>The document with a fresh random salt.</summary>
    public static T Salted<T>(T document) where T : Document =>
        (T)(document with { Salt = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)) });

    /// <summary>Reads a document of any version ever shipped. A type of a later version is an <see cref="UnknownDocument"/>.</summary>
    /// <exception cref="RecordFormatException">The bytes are not a document; the message says where and why.</exception>
    public static Document Read(ReadOnlyMemory<byte> utf8)
    {
        using var json = CanonicalJson.Parse(utf8);
        var f = new Fields(json.RootElement, "");
        var type = f.RequiredText("type");
        var version = (int)(f.Whole("v") ?? throw new RecordFormatException("v", "is missing"));
        var salt = f.Text("salt") ?? "";
        Document document = type switch
        {
            Edition.TypeName => Edition.Read(f),
            SiteSettings.TypeName => SiteSettings.Read(f),
            Notice.TypeName => Notice.Read(f),
            Erasure.TypeName => Erasure.Read(f),
            LogStatement.TypeName => LogStatement.Read(f),
            Register.RecordMerger.TypeName => Register.RecordMerger.Read(f),
            Register.RecordSplit.TypeName => Register.RecordSplit.Read(f),
            _ => RegisterRecord.Read(type, f) ?? (Document)new UnknownDocument(type),
        };
        return document with { Version = version, Salt = salt, Unknown = f.Rest() };
    }
}

/// <summary>A document of a type this version does not know: kept whole and skipped.</summary>
/// <param name="Name">Its type.</param>
public sealed record UnknownDocument(string Name) : Document
{
    /// <inheritdoc/>
    public override string Type => Name;

    private protected override void Write(JsonObject o) { }
}

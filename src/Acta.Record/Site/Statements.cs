using System.Text.Json.Nodes;

namespace Acta.Record.Site;

/// <summary>
/// What readers are told when an article is no longer current (retire), was removed from the site (withdraw),
/// or is back (restore).
/// </summary>
public sealed record Notice : Document
{
    internal const string TypeName = "notice";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The public reason, plain text per language.</summary>
    public required Words Reason { get; init; }

    /// <summary>What takes its place: the id of another article.</summary>
    public Guid? Replacement { get; init; }

    private protected override void Write(JsonObject o)
    {
        o.Put("reason", Reason);
        o.Put("replacement", Replacement?.ToString());
    }

    internal static Notice Read(Fields f) => new()
    {
        Reason = f.Words("reason"),
        Replacement = f.Value("replacement", t => Guid.ParseExact(t, "D")),
    };
}

/// <summary>An erasure: on which ground, and which addresses answer 410 from then on.</summary>
public sealed record Erasure : Document
{
    internal const string TypeName = "erasure";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The legal ground, as told to readers.</summary>
    public required Words Ground { get; init; }

    /// <summary>The addresses, with their language: <c>en/news/2025/06/30/slug</c>, <c>media/{id}</c>.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Where an address itself must go: SHA-256 of this document's salt followed by the address, in hex.</summary>
    public IReadOnlyList<string> AddressHashes { get; init; } = [];

    /// <summary>The hash that stands for an address: SHA-256 of the salt followed by the address, in hex.</summary>
    public static string HashOf(string salt, string address) => Digest.Of(System.Text.Encoding.UTF8.GetBytes(salt + address)).Hex;

    private protected override void Write(JsonObject o)
    {
        o.Put("ground", Ground);
        o.Put("addresses", Addresses);
        o.Put("addressHashes", AddressHashes);
    }

    internal static Erasure Read(Fields f) => new()
    {
        Ground = f.Words("ground"),
        Addresses = f.Texts("addresses"),
        AddressHashes = f.Texts("addressHashes"),
    };
}

/// <summary>What the log says of itself: a new key, a policy, a new origin.</summary>
public sealed record LogStatement : Document
{
    internal const string TypeName = "log";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The log's name.</summary>
    public required string Origin { get; init; }

    /// <summary>The key that signs from the next checkpoint on (C2SP signed-note verifier key).</summary>
    public string? Key { get; init; }

    /// <summary>The policy, as text by its own specification.</summary>
    public string? Policy { get; init; }

    /// <summary>For a new origin: the one it follows.</summary>
    public string? FormerOrigin { get; init; }

    /// <summary>For a new origin: the last checkpoint of the former one that is known to have been released.</summary>
    public string? LostHead { get; init; }

    private protected override void Write(JsonObject o)
    {
        o.Put("origin", Origin);
        o.Put("key", Key);
        o.Put("policy", Policy);
        o.Put("formerOrigin", FormerOrigin);
        o.Put("lostHead", LostHead);
    }

    internal static LogStatement Read(Fields f) => new()
    {
        Origin = f.RequiredText("origin"),
        Key = f.Text("key"),
        Policy = f.Text("policy"),
        FormerOrigin = f.Text("formerOrigin"),
        LostHead = f.Text("lostHead"),
    };
}

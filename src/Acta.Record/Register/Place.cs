using System.Text.Json.Nodes;

namespace Acta.Record.Register;

/// <summary>A place within another (Popolo <c>Area</c>).</summary>
public sealed record Place : RegisterRecord
{
    internal const string TypeName = "place";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>What it is: <c>country</c>, <c>region</c>, <c>settlement</c>, <c>venue</c>; another word is kept as it is.</summary>
    public string? Classification { get; init; }

    /// <summary>The place it lies in.</summary>
    public Guid? Parent { get; init; }

    /// <summary>Decimal degrees north, as written: <c>42.6531</c>.</summary>
    public string? Latitude { get; init; }

    /// <summary>Decimal degrees east, as written.</summary>
    public string? Longitude { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Reference> References => Organization.One("parent", Parent, TypeName);

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("classification", Classification);
        o.Put("parent", Parent);
        o.Put("latitude", Latitude);
        o.Put("longitude", Longitude);
    }

    internal static Place ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Classification = f.Text("classification"),
        Parent = f.Id("parent"),
        Latitude = f.Text("latitude"),
        Longitude = f.Text("longitude"),
    };
}

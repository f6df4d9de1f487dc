using System.Text.Json.Nodes;
using Acta.Record.Bodies;

namespace Acta.Record.Register;

/// <summary>A body, a department, a State, a group (Popolo <c>Organization</c>).</summary>
public sealed record Organization : RegisterRecord
{
    internal const string TypeName = "organization";

    /// <summary>The <see cref="Classification"/> of a State.</summary>
    public const string State = "state";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>
    /// What it is: <c>state</c>, <c>intergovernmental</c>, <c>council</c>, <c>committee</c>, <c>secretariat</c>,
    /// <c>department</c>, <c>centre</c>, <c>forces</c>, <c>ministry</c>, <c>group</c>; another word is kept as it is.
    /// </summary>
    public string? Classification { get; init; }

    /// <summary>The body it is part of.</summary>
    public Guid? Parent { get; init; }

    /// <summary>When founded.</summary>
    public PartialDate? Founded { get; init; }

    /// <summary>When dissolved.</summary>
    public PartialDate? Dissolved { get; init; }

    /// <summary>What it came from; these have it as a successor.</summary>
    public IReadOnlyList<Guid> Predecessors { get; init; } = [];

    /// <summary>Its place in lists of its kind, from 1; null: by name.</summary>
    public int? Order { get; init; }

    /// <summary>The emblem, or the flag of a State.</summary>
    public Image? Emblem { get; init; }

    /// <summary>Of a State: ISO 3166-1 alpha-2.</summary>
    public string? Code { get; init; }

    /// <summary>Of a State: its side at a table, as in "the Kyrgyz side".</summary>
    public Words Side { get; init; } = Words.None;

    /// <summary>The States that chair it in turn, in their order; after the last comes the first.</summary>
    public IReadOnlyList<Guid> Rotation { get; init; } = [];

    /// <summary>Its own site.</summary>
    public string? Url { get; init; }

    /// <summary>Where it has its seat.</summary>
    public Guid? Seat { get; init; }

    /// <summary>Whether it is a State.</summary>
    public bool IsState => Classification == State;

    /// <summary>From founding to dissolution.</summary>
    public Term Life => new(Founded, Dissolved);

    /// <inheritdoc/>
    public override IEnumerable<Reference> References =>
    [
        .. One("parent", Parent, TypeName), .. Predecessors.Select(p => new Reference("predecessors", p, TypeName)),
        .. Rotation.Select(s => new Reference("rotation", s, TypeName)), .. One("seat", Seat, Place.TypeName),
    ];

    /// <inheritdoc/>
    public override IEnumerable<MediaFile> Files => Emblem?.Source.File is { } file ? [file] : [];

    internal static IEnumerable<Reference> One(string member, Guid? target, params string[] kinds) => target is { } id ? [new Reference(member, id, kinds)] : [];

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("classification", Classification);
        o.Put("parent", Parent);
        o.Put("founded", Founded);
        o.Put("dissolved", Dissolved);
        o.Put("predecessors", Predecessors);
        o.Put("order", (long?)Order);
        o.Put("emblem", Emblem?.ToJson());
        o.Put("code", Code);
        o.Put("side", Side);
        o.Put("rotation", Rotation);
        o.Put("url", Url);
        o.Put("seat", Seat);
    }

    internal static Organization ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Classification = f.Text("classification"),
        Parent = f.Id("parent"),
        Founded = f.Date("founded"),
        Dissolved = f.Date("dissolved"),
        Predecessors = f.Ids("predecessors"),
        Order = (int?)f.Whole("order"),
        Emblem = f.Object("emblem", Image.Read),
        Code = f.Text("code"),
        Side = f.Words("side"),
        Rotation = f.Ids("rotation"),
        Url = f.Text("url"),
        Seat = f.Id("seat"),
    };
}

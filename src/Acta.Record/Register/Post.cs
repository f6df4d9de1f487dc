using System.Text.Json.Nodes;

namespace Acta.Record.Register;

/// <summary>A post in a body that persons hold one after the other (Popolo <c>Post</c>). Its name is the title as such.</summary>
public sealed record Post : RegisterRecord
{
    internal const string TypeName = "post";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The body it belongs to.</summary>
    public required Guid Organization { get; init; }

    /// <summary>The title of a woman who holds it, where the language has one of its own.</summary>
    public Words Feminine { get; init; } = Words.None;

    /// <summary>Its place in the order of precedence of its body, from 1.</summary>
    public int? Order { get; init; }

    /// <summary>Since when there is such a post.</summary>
    public PartialDate? Start { get; init; }

    /// <summary>Until when there was.</summary>
    public PartialDate? End { get; init; }

    /// <summary>Several may hold it at once.</summary>
    public bool CoHolders { get; init; }

    /// <summary>Since and until when there is such a post.</summary>
    public Term Life => new(Start, End);

    /// <inheritdoc/>
    public override IEnumerable<Reference> References => [new Reference("organization", Organization, Register.Organization.TypeName)];

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("organization", Organization);
        o.Put("feminine", Feminine);
        o.Put("order", (long?)Order);
        o.Put("start", Start);
        o.Put("end", End);
        o.Put("coHolders", CoHolders);
    }

    internal static Post ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Organization = f.RequiredId("organization"),
        Feminine = f.Words("feminine"),
        Order = (int?)f.Whole("order"),
        Start = f.Date("start"),
        End = f.Date("end"),
        CoHolders = f.Flag("coHolders"),
    };
}

/// <summary>
/// A term of office (Popolo <c>Membership</c>): a person or body in a body, or in a post of one. A chairmanship is the membership
/// of a State with the role <c>chair</c>. The name, where there is one, is the title as it was for this term.
/// </summary>
public sealed record Membership : RegisterRecord
{
    internal const string TypeName = "membership";

    /// <summary>The roles there are words for.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["member", "associate", "observer", "partner", "chair", "deputy", "secretary", "acting", "ad-interim", "co-holder"];

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>Who: a person, or a body such as a State.</summary>
    public required Guid Member { get; init; }

    /// <summary>In which body; of a term in a post it is the post's own and stays empty.</summary>
    public Guid? Organization { get; init; }

    /// <summary>In which post.</summary>
    public Guid? Post { get; init; }

    /// <summary>For whom: the State a representative stands for (Popolo <c>on_behalf_of</c>).</summary>
    public Guid? OnBehalfOf { get; init; }

    /// <summary>As what: one of <see cref="Roles"/>; empty: holds the post, or is a member.</summary>
    public string? Role { get; init; }

    /// <summary>From when.</summary>
    public PartialDate? Start { get; init; }

    /// <summary>Until when.</summary>
    public PartialDate? End { get; init; }

    /// <summary>When it was stated to be so, where its beginning is not known: it is said of no day before.</summary>
    public PartialDate? Stated { get; init; }

    /// <summary>From when until when.</summary>
    public Term Term => new(Start ?? Stated, End);

    /// <summary>Whether the post is held for a time by somebody who was not appointed to it.</summary>
    public bool IsActing => Role is "acting" or "ad-interim";

    /// <inheritdoc/>
    public override IEnumerable<Reference> References =>
    [
        new Reference("member", Member, Person.TypeName, Register.Organization.TypeName), .. Register.Organization.One("organization", Organization, Register.Organization.TypeName),
        .. Register.Organization.One("post", Post, Register.Post.TypeName), .. Register.Organization.One("onBehalfOf", OnBehalfOf, Register.Organization.TypeName),
    ];

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("member", Member);
        o.Put("organization", Organization);
        o.Put("post", Post);
        o.Put("onBehalfOf", OnBehalfOf);
        o.Put("role", Role);
        o.Put("start", Start);
        o.Put("end", End);
        o.Put("stated", Stated);
    }

    internal static Membership ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Member = f.RequiredId("member"),
        Organization = f.Id("organization"),
        Post = f.Id("post"),
        OnBehalfOf = f.Id("onBehalfOf"),
        Role = f.Text("role"),
        Start = f.Date("start"),
        End = f.Date("end"),
        Stated = f.Date("stated"),
    };
}

using System.Text.Json.Nodes;

namespace Acta.Record.Register;

/// <summary>A meeting, visit, exercise, operation: whatever takes place (Popolo <c>Event</c>, OParl <c>Meeting</c>).</summary>
public sealed record Event : RegisterRecord
{
    internal const string TypeName = "event";

    /// <summary>The words of <see cref="Status"/>.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["confirmed", "tentative", "postponed", "moved", "cancelled"];

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>
    /// What it is: <c>session</c>, <c>meeting</c>, <c>negotiation</c>, <c>exercise</c>, <c>operation</c>, <c>visit</c>,
    /// <c>reception</c>, <c>conference</c>, <c>side-event</c>, <c>briefing</c>; another word is kept as it is.
    /// </summary>
    public string? Classification { get; init; }

    /// <summary>Its number in the series of its organizers' events of this kind, as written: "XIX", "19".</summary>
    public string? Number { get; init; }

    /// <summary>The event it is part of.</summary>
    public Guid? Parent { get; init; }

    /// <summary>The one before it.</summary>
    public Guid? Previous { get; init; }

    /// <summary>What it prepares.</summary>
    public IReadOnlyList<Guid> Prepares { get; init; } = [];

    /// <summary>The bodies or States that hold it.</summary>
    public IReadOnlyList<Guid> Organizers { get; init; } = [];

    /// <summary>When; null: not known.</summary>
    public DateRange? When { get; init; }

    /// <summary>IANA zone its hours are told in; null: the offset they are written with.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Where; null: not known.</summary>
    public Guid? Place { get; init; }

    /// <summary>One of <see cref="Statuses"/>; null: confirmed.</summary>
    public string? Status { get; init; }

    /// <summary>Until when it held its first plan: the dates and places it was moved from, the newest last.</summary>
    public IReadOnlyList<FormerPlan> Before { get; init; } = [];

    /// <summary>Who took part, as stated. One who isn't listed is not mentioned; nothing says that they were absent.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>What was said of it in numbers, and by whom.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Reference> References =>
    [
        .. Organization.One("parent", Parent, TypeName), .. Organization.One("previous", Previous, TypeName), .. Prepares.Select(p => new Reference("prepares", p, TypeName)),
        .. Organizers.Select(o => new Reference("organizers", o, Organization.TypeName)), .. Organization.One("place", Place, Register.Place.TypeName),
        .. Before.SelectMany(b => Organization.One("before.place", b.Place, Register.Place.TypeName)),
        .. Participants.SelectMany(p => Organization.One("participants.who", p.Who, Person.TypeName, Post.TypeName, Organization.TypeName).Concat(Organization.One("participants.onBehalfOf", p.OnBehalfOf, Organization.TypeName))),
        .. Figures.SelectMany(g => Organization.One("figures.speaker", g.Speaker, Person.TypeName)),
    ];

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("classification", Classification);
        o.Put("number", Number);
        o.Put("parent", Parent);
        o.Put("previous", Previous);
        o.Put("prepares", Prepares);
        o.Put("organizers", Organizers);
        o.Put("when", FormerPlan.ToJson(When));
        o.Put("timeZone", TimeZone);
        o.Put("place", Place);
        o.Put("status", Status);
        o.Put("before", Before, b => b.ToJson());
        o.Put("participants", Participants, p => p.ToJson());
        o.Put("figures", Figures, g => g.ToJson());
    }

    internal static Event ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Classification = f.Text("classification"),
        Number = f.Text("number"),
        Parent = f.Id("parent"),
        Previous = f.Id("previous"),
        Prepares = f.Ids("prepares"),
        Organizers = f.Ids("organizers"),
        When = f.Object("when", FormerPlan.ReadRange),
        TimeZone = f.Text("timeZone"),
        Place = f.Id("place"),
        Status = f.Text("status"),
        Before = f.Objects("before", FormerPlan.Read),
        Participants = f.Objects("participants", Participant.Read),
        Figures = f.Objects("figures", Figure.Read),
    };
}

/// <summary>What an event was planned as before it was moved, postponed or cancelled.</summary>
/// <param name="When">The former dates.</param>
/// <param name="Place">The former place.</param>
public sealed record FormerPlan(DateRange? When, Guid? Place)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("when", ToJson(When));
        o.Put("place", Place);
        return o;
    }

    internal static JsonNode? ToJson(DateRange? range)
    {
        if (range is null) return null;
        var o = new JsonObject();
        o.Put("from", range.From.ToString());
        o.Put("to", range.To);
        return o;
    }

    internal static DateRange ReadRange(Fields f) => new(f.Date("from") ?? throw new RecordFormatException(f.Path + ".from", "is missing"), f.Date("to"));

    internal static FormerPlan Read(Fields f) => new(f.Object("when", ReadRange), f.Id("place"));
}

/// <summary>Who took part, as it was stated.</summary>
/// <param name="Who">The person, post, body or State, where the register has it.</param>
/// <param name="Name">The words it was stated in: "delegations of the member States"; needed where <paramref name="Who"/> is empty.</param>
/// <param name="Capacity">The capacity they came in, as stated.</param>
/// <param name="OnBehalfOf">For whom they spoke.</param>
/// <param name="Role"><c>chair</c>, <c>host</c>, <c>speaker</c>, or empty: took part.</param>
public sealed record Participant(Guid? Who, Words Name, Words Capacity, Guid? OnBehalfOf = null, string? Role = null)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("who", Who);
        o.Put("name", Name);
        o.Put("capacity", Capacity);
        o.Put("onBehalfOf", OnBehalfOf);
        o.Put("role", Role);
        return o;
    }

    internal static Participant Read(Fields f) => new(f.Id("who"), f.Words("name"), f.Words("capacity"), f.Id("onBehalfOf"), f.Text("role"));
}

/// <summary>A number that somebody stated: it stays their number, and no items are made from it.</summary>
/// <param name="Label">Of what: "accomplices identified".</param>
/// <param name="Value">A decimal, as written.</param>
/// <param name="Bound"><c>exactly</c>, <c>about</c>, <c>more-than</c>, <c>at-least</c>, <c>less-than</c>, <c>at-most</c>; empty: exactly.</param>
/// <param name="Unit">Of what kind: "people".</param>
/// <param name="Speaker">Who said it.</param>
/// <param name="Article">Where it was said: an article of ours.</param>
/// <param name="Source">Where it was said, elsewhere.</param>
public sealed record Figure(Words Label, string Value, string? Bound, Words Unit, Guid? Speaker, Guid? Article, News.Source? Source)
{
    /// <summary>The words of <see cref="Bound"/>.</summary>
    public static IReadOnlyList<string> Bounds { get; } = ["exactly", "about", "more-than", "at-least", "less-than", "at-most"];

    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("label", Label);
        o.Put("value", Value);
        o.Put("bound", Bound);
        o.Put("unit", Unit);
        o.Put("speaker", Speaker);
        o.Put("article", Article);
        o.Put("source", Source?.ToJson());
        return o;
    }

    internal static Figure Read(Fields f) => new(
        f.Words("label"), f.RequiredText("value"), f.Text("bound"), f.Words("unit"), f.Id("speaker"), f.Id("article"), f.Object("source", News.Source.Read));
}

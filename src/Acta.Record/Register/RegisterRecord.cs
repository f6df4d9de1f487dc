using System.Text.Json.Nodes;
using Acta.Record.News;

namespace Acta.Record.Register;

/// <summary>
/// A record of the register: one document for all languages, of names and dated facts. What is written about it at length
/// is an edition of its own in each language. The members' names follow Popolo (people, bodies, posts, memberships) and
/// OParl (meetings, papers), in the letter case of this record's JSON.
/// </summary>
public abstract record RegisterRecord : Document
{
    /// <summary>The record's id, the same for ever.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is called, in every language that has a name for it.</summary>
    public Words Name { get; init; } = Words.None;

    /// <summary>Other names: former ones with their dates, abbreviations, code names.</summary>
    public IReadOnlyList<OtherName> OtherNames { get; init; } = [];

    /// <summary>Its keys elsewhere, by which an import finds it again.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    /// <summary>Where the facts are from.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>The last part of its address, shared by all languages. Publication completes it.</summary>
    public string Slug { get; init; } = "";

    /// <summary>What was corrected, said to readers; stands in the document that a correction publishes.</summary>
    public CorrectionNote? Correction { get; init; }

    /// <summary>Every other record it names, with the member that names it and the kinds it may be of. They must exist.</summary>
    public virtual IEnumerable<Reference> References => [];

    /// <summary>Files of ours that it shows.</summary>
    public virtual IEnumerable<Bodies.MediaFile> Files => [];

    private protected abstract void WriteFacts(JsonObject o);

    private protected sealed override void Write(JsonObject o)
    {
        o.Put("id", Id);
        o.Put("name", Name);
        o.Put("otherNames", OtherNames, n => n.ToJson());
        o.Put("identifiers", Identifiers, i => i.ToJson());
        o.Put("sources", Sources, s => s.ToJson());
        o.Put("slug", Slug.Length == 0 ? null : Slug);
        o.Put("correction", Correction?.ToJson());
        WriteFacts(o);
    }

    /// <summary>The kinds of the register, as they stand in entries and as types of documents.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [Person.TypeName, Organization.TypeName, Post.TypeName, Membership.TypeName, Place.TypeName, Event.TypeName, AgendaItem.TypeName, Paper.TypeName, Decision.TypeName, AssignedTask.TypeName];

    // Null: of no type that is known.
    internal static RegisterRecord? Read(string type, Fields f)
    {
        RegisterRecord? facts = type switch
        {
            Person.TypeName => Person.ReadFacts(f),
            Organization.TypeName => Organization.ReadFacts(f),
            Post.TypeName => Post.ReadFacts(f),
            Membership.TypeName => Membership.ReadFacts(f),
            Place.TypeName => Place.ReadFacts(f),
            Event.TypeName => Event.ReadFacts(f),
            AgendaItem.TypeName => AgendaItem.ReadFacts(f),
            Paper.TypeName => Paper.ReadFacts(f),
            Decision.TypeName => Decision.ReadFacts(f),
            AssignedTask.TypeName => AssignedTask.ReadFacts(f),
            _ => null,
        };
        return facts is null ? null : facts with
        {
            Name = f.Words("name"),
            OtherNames = f.Objects("otherNames", OtherName.Read),
            Identifiers = f.Objects("identifiers", i => new Identifier(i.RequiredText("scheme"), i.RequiredText("identifier"))),
            Sources = f.Objects("sources", Source.Read),
            Slug = f.Text("slug") ?? "",
            Correction = f.Object("correction", CorrectionNote.Read),
        };
    }
}

/// <summary>A name beside the present one (Popolo <c>other_names</c>).</summary>
/// <param name="Name">In each language.</param>
/// <param name="Note">What it is: <c>former</c>, <c>short</c>, <c>code</c>, <c>alias</c>; another word is kept as it is.</param>
/// <param name="Start">From when it was used.</param>
/// <param name="End">Until when.</param>
public sealed record OtherName(Words Name, string? Note = null, PartialDate? Start = null, PartialDate? End = null)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("name", Name);
        o.Put("note", Note);
        o.Put("start", Start);
        o.Put("end", End);
        return o;
    }

    internal static OtherName Read(Fields f) => new(f.Words("name"), f.Text("note"), f.Date("start"), f.Date("end"));
}

/// <summary>A key in another collection (Popolo <c>identifiers</c>).</summary>
/// <param name="Scheme">Whose keys these are, such as <c>wikidata</c>.</param>
/// <param name="Value">The key.</param>
public sealed record Identifier(string Scheme, string Value)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("scheme", Scheme);
        o.Put("identifier", Value);
        return o;
    }
}

/// <summary>One record names another.</summary>
/// <param name="Member">The member that does, such as <c>parent</c>.</param>
/// <param name="Target">The other record.</param>
/// <param name="Kinds">The kinds it may be of; none: of any.</param>
public sealed record Reference(string Member, Guid Target, params string[] Kinds);

/// <summary>From when until when, each end as exactly as it is known and inclusive.</summary>
/// <param name="Start">Null: not known, or ever since.</param>
/// <param name="End">Null: still so, as far as is known.</param>
public readonly record struct Term(PartialDate? Start, PartialDate? End)
{
    /// <summary>The first day it may hold on.</summary>
    public DateOnly First => Start?.FirstDay ?? DateOnly.MinValue;

    /// <summary>The last day it may hold on.</summary>
    public DateOnly Last => End?.LastDay ?? DateOnly.MaxValue;

    /// <summary>
    /// Whether it may hold on a day: a term that began "in 2019" holds from 1 January 2019 on, one that ended "in 2019" until
    /// 31 December, since nothing says otherwise.
    /// </summary>
    public bool Holds(DateOnly day) => First <= day && day <= Last;

    /// <summary>Whether both surely held on one day more than a day of handing over.</summary>
    public bool SurelyOverlaps(Term other) => Later(SureFirst, other.SureFirst) < Earlier(SureLast, other.SureLast);

    /// <summary>Whether the end is surely before the beginning.</summary>
    public bool IsReversed => Start is { } start && End is { } end && end.LastDay < start.FirstDay;

    /// <summary>Whether the whole of it may lie within another.</summary>
    public bool MayLieWithin(Term outer) => (outer.Start is not { } from || Start is not { } start || start.LastDay >= from.FirstDay)
        && (outer.End is not { } to || End is not { } end || end.FirstDay <= to.LastDay)
        && (outer.End is not { } over || First <= over.LastDay) && (outer.Start is not { } since || Last >= since.FirstDay);

    // The part of it that holds whatever the unknown days are.
    private DateOnly SureFirst => Start?.LastDay ?? DateOnly.MinValue;

    private DateOnly SureLast => End?.FirstDay ?? DateOnly.MaxValue;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}

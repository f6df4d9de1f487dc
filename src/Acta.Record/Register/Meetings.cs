using System.Text.Json.Nodes;
using Acta.Record.Bodies;

namespace Acta.Record.Register;

/// <summary>An item of the agenda of a meeting (OParl <c>AgendaItem</c>).</summary>
public sealed record AgendaItem : RegisterRecord
{
    internal const string TypeName = "agenda-item";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The meeting.</summary>
    public required Guid Event { get; init; }

    /// <summary>The item it is part of, of the same meeting.</summary>
    public Guid? Parent { get; init; }

    /// <summary>Its number as written: "4", "4.2", "IV.b".</summary>
    public string? Number { get; init; }

    /// <summary>Its place among its neighbours, from 1: numbers as written do not sort.</summary>
    public int? Order { get; init; }

    /// <summary>What came of it, in words.</summary>
    public Words Result { get; init; } = Words.None;

    /// <inheritdoc/>
    public override IEnumerable<Reference> References => [new Reference("event", Event, Register.Event.TypeName), .. Organization.One("parent", Parent, TypeName)];

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("event", Event);
        o.Put("parent", Parent);
        o.Put("number", Number);
        o.Put("order", (long?)Order);
        o.Put("result", Result);
    }

    internal static AgendaItem ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Event = f.RequiredId("event"),
        Parent = f.Id("parent"),
        Number = f.Text("number"),
        Order = (int?)f.Whole("order"),
        Result = f.Words("result"),
    };
}

/// <summary>A document of a meeting (OParl <c>Paper</c>).</summary>
public sealed record Paper : RegisterRecord
{
    internal const string TypeName = "paper";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>Its symbol: "CFM/2025/14".</summary>
    public string? Symbol { get; init; }

    /// <summary>What it is: <c>agenda</c>, <c>report</c>, <c>draft-decision</c>, <c>note</c>, <c>statement</c>; another word is kept as it is.</summary>
    public string? Classification { get; init; }

    /// <summary>The body it is of.</summary>
    public Guid? Organization { get; init; }

    /// <summary>The meeting it is for.</summary>
    public Guid? Event { get; init; }

    /// <summary>The items it is for, of that meeting.</summary>
    public IReadOnlyList<Guid> AgendaItems { get; init; } = [];

    /// <summary>Its date.</summary>
    public PartialDate? Date { get; init; }

    /// <summary>Who may have it: <c>general</c>, <c>limited</c>; another word is kept as it is.</summary>
    public string? Distribution { get; init; }

    /// <summary>The paper it takes the place of.</summary>
    public Guid? Supersedes { get; init; }

    /// <summary>Until then its files are not shown.</summary>
    public PartialDate? RestrictedUntil { get; init; }

    /// <summary>The languages it is to be had in; one without a file is shown as missing.</summary>
    public IReadOnlyList<PaperFile> Versions { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Reference> References =>
    [
        .. Register.Organization.One("organization", Organization, Register.Organization.TypeName), .. Register.Organization.One("event", Event, Register.Event.TypeName),
        .. AgendaItems.Select(i => new Reference("agendaItems", i, AgendaItem.TypeName)), .. Register.Organization.One("supersedes", Supersedes, TypeName),
    ];

    /// <inheritdoc/>
    public override IEnumerable<MediaFile> Files => Versions.SelectMany(v => new[] { v.File, v.Original }).OfType<MediaFile>();

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("symbol", Symbol);
        o.Put("classification", Classification);
        o.Put("organization", Organization);
        o.Put("event", Event);
        o.Put("agendaItems", AgendaItems);
        o.Put("date", Date);
        o.Put("distribution", Distribution);
        o.Put("supersedes", Supersedes);
        o.Put("restrictedUntil", RestrictedUntil);
        o.Put("versions", Versions, v => v.ToJson());
    }

    internal static Paper ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Symbol = f.Text("symbol"),
        Classification = f.Text("classification"),
        Organization = f.Id("organization"),
        Event = f.Id("event"),
        AgendaItems = f.Ids("agendaItems"),
        Date = f.Date("date"),
        Distribution = f.Text("distribution"),
        Supersedes = f.Id("supersedes"),
        RestrictedUntil = f.Date("restrictedUntil"),
        Versions = f.Objects("versions", PaperFile.Read),
    };
}

/// <summary>A paper in one language.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="File">As readers have it, usually a PDF; null: missing in this language.</param>
/// <param name="Original">The file it was made from.</param>
public sealed record PaperFile(string Language, MediaFile? File, MediaFile? Original = null)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("lang", Language);
        o.Put("file", File?.ToJson());
        o.Put("original", Original?.ToJson());
        return o;
    }

    internal static PaperFile Read(Fields f) => new(f.RequiredText("lang"), f.Object("file", MediaFile.Read), f.Object("original", MediaFile.Read));
}

/// <summary>What a body decided. Its text is an edition of the same id in each language.</summary>
public sealed record Decision : RegisterRecord
{
    internal const string TypeName = "decision";

    /// <summary>The words of <see cref="Status"/>.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["in-force", "amended", "superseded", "expired"];

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>Its symbol or number.</summary>
    public string? Symbol { get; init; }

    /// <summary>The body that decided.</summary>
    public required Guid Organization { get; init; }

    /// <summary>When.</summary>
    public PartialDate? Date { get; init; }

    /// <summary>At which meeting.</summary>
    public Guid? Event { get; init; }

    /// <summary>Under which item of that meeting.</summary>
    public Guid? AgendaItem { get; init; }

    /// <summary>One of <see cref="Statuses"/>; null: in force, as far as is known.</summary>
    public string? Status { get; init; }

    /// <summary>Until when it is in force.</summary>
    public PartialDate? Expires { get; init; }

    /// <summary>Decisions it changes.</summary>
    public IReadOnlyList<Guid> Amends { get; init; } = [];

    /// <summary>Decisions it takes the place of.</summary>
    public IReadOnlyList<Guid> Supersedes { get; init; } = [];

    /// <summary>How it was adopted.</summary>
    public Adoption? Adoption { get; init; }

    /// <summary>What it is about, in a word or two each.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Reference> References =>
    [
        new Reference("organization", Organization, Register.Organization.TypeName), .. Register.Organization.One("event", Event, Register.Event.TypeName),
        .. Register.Organization.One("agendaItem", AgendaItem, Register.AgendaItem.TypeName), .. Amends.Select(d => new Reference("amends", d, TypeName)),
        .. Supersedes.Select(d => new Reference("supersedes", d, TypeName)),
    ];

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("symbol", Symbol);
        o.Put("organization", Organization);
        o.Put("date", Date);
        o.Put("event", Event);
        o.Put("agendaItem", AgendaItem);
        o.Put("status", Status);
        o.Put("expires", Expires);
        o.Put("amends", Amends);
        o.Put("supersedes", Supersedes);
        o.Put("adoption", Adoption?.ToJson());
        o.Put("subjects", Subjects);
    }

    internal static Decision ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Symbol = f.Text("symbol"),
        Organization = f.RequiredId("organization"),
        Date = f.Date("date"),
        Event = f.Id("event"),
        AgendaItem = f.Id("agendaItem"),
        Status = f.Text("status"),
        Expires = f.Date("expires"),
        Amends = f.Ids("amends"),
        Supersedes = f.Ids("supersedes"),
        Adoption = f.Object("adoption", Register.Adoption.Read),
        Subjects = f.Texts("subjects"),
    };
}

/// <summary>How a decision was adopted.</summary>
/// <param name="Method"><c>consensus</c>, <c>vote</c> or <c>silence</c>.</param>
/// <param name="For">Votes for.</param>
/// <param name="Against">Votes against.</param>
/// <param name="Abstaining">Abstentions.</param>
public sealed record Adoption(string Method, int? For = null, int? Against = null, int? Abstaining = null)
{
    /// <summary>The words of <see cref="Method"/>.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["consensus", "vote", "silence"];

    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("method", Method);
        o.Put("for", (long?)For);
        o.Put("against", (long?)Against);
        o.Put("abstaining", (long?)Abstaining);
        return o;
    }

    internal static Adoption Read(Fields f) => new(f.RequiredText("method"), (int?)f.Whole("for"), (int?)f.Whole("against"), (int?)f.Whole("abstaining"));
}

/// <summary>A task that was set: by a decision, a session, or the programme of a chairmanship.</summary>
public sealed record AssignedTask : RegisterRecord
{
    internal const string TypeName = "task";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>What set it: a decision, an event, or the membership that is the chairmanship.</summary>
    public Guid? SetBy { get; init; }

    /// <summary>When it was set.</summary>
    public PartialDate? Set { get; init; }

    /// <summary>Who is to do it.</summary>
    public Guid? Owner { get; init; }

    /// <summary>By when.</summary>
    public PartialDate? Due { get; init; }

    /// <summary>When it was done; null: open.</summary>
    public PartialDate? Done { get; init; }

    /// <summary>What was said of it, the oldest first.</summary>
    public IReadOnlyList<Progress> Progress { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Reference> References =>
    [
        .. Organization.One("setBy", SetBy, Decision.TypeName, Event.TypeName, Membership.TypeName), .. Organization.One("owner", Owner, Organization.TypeName, Post.TypeName, Person.TypeName),
        .. Progress.SelectMany(p => Organization.One("progress.speaker", p.Speaker, Person.TypeName)),
    ];

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("setBy", SetBy);
        o.Put("set", Set);
        o.Put("owner", Owner);
        o.Put("due", Due);
        o.Put("done", Done);
        o.Put("progress", Progress, p => p.ToJson());
    }

    internal static AssignedTask ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        SetBy = f.Id("setBy"),
        Set = f.Date("set"),
        Owner = f.Id("owner"),
        Due = f.Date("due"),
        Done = f.Date("done"),
        Progress = f.Objects("progress", Register.Progress.Read),
    };
}

/// <summary>A dated statement on a task.</summary>
/// <param name="Date">When it was made.</param>
/// <param name="Text">What was said.</param>
/// <param name="Speaker">By whom.</param>
/// <param name="Article">In which article of ours.</param>
/// <param name="Source">Or elsewhere.</param>
public sealed record Progress(PartialDate Date, Words Text, Guid? Speaker = null, Guid? Article = null, News.Source? Source = null)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("date", Date.ToString());
        o.Put("text", Text);
        o.Put("speaker", Speaker);
        o.Put("article", Article);
        o.Put("source", Source?.ToJson());
        return o;
    }

    internal static Progress Read(Fields f) => new(
        f.Date("date") ?? throw new RecordFormatException(f.Path + ".date", "is missing"), f.Words("text"), f.Id("speaker"), f.Id("article"), f.Object("source", News.Source.Read));
}

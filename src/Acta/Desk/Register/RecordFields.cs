using Acta.Record.Register;
using static Acta.Desk.Register.FieldKind;

namespace Acta.Desk.Register;

/// <summary>What is typed into a field, and how it stands in a record's JSON.</summary>
public enum FieldKind
{
    /// <summary>A text in each language.</summary>
    Words,
    /// <summary>One line.</summary>
    Text,
    /// <summary>A whole number.</summary>
    Whole,
    /// <summary>A date, as exactly as it is known.</summary>
    Date,
    /// <summary>Yes, or nothing.</summary>
    Flag,
    /// <summary>One of some words; another that stands there already is kept.</summary>
    Choice,
    /// <summary>Another record.</summary>
    Record,
    /// <summary>Other records, in their order.</summary>
    Records,
    /// <summary>Texts with commas between.</summary>
    Texts,
    /// <summary>An article of ours, by its address.</summary>
    Article,
    /// <summary>A picture of the media library, with its description.</summary>
    Picture,
    /// <summary>A file of the media library.</summary>
    File,
    /// <summary>Fields that belong together.</summary>
    Group,
    /// <summary>Any number of such.</summary>
    Rows,
}

/// <summary>One member of a record, as forms show it.</summary>
/// <param name="Name">The member's name in the record's JSON.</param>
/// <param name="Kind">What is typed.</param>
/// <param name="Parts">Of a group, and of each row.</param>
public sealed record RecordField(string Name, FieldKind Kind, params RecordField[] Parts)
{
    /// <summary>The kinds a record may be of.</summary>
    public string[] Kinds { get; init; } = [];

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The kind of files of the media library that may be chosen; null: it is no file.</summary>
    public string? Files => Kind switch { FieldKind.Picture => "image", FieldKind.File => "any", _ => null };

    /// <summary>Without it there is no such record.</summary>
    public bool Needed { get; init; }
}

/// <summary>The forms of all kinds: which members each has, in the order of the form. The same list reads, writes and compares them.</summary>
public static class RecordFields
{
    private static readonly RecordField s_source = new("source", Group, new RecordField("name", FieldKind.Text), new RecordField("url", FieldKind.Text));

    // What every record has beside its own facts.
    private static readonly RecordField[] s_common =
    [
        new("otherNames", Rows, new RecordField("name", Words), Choice("note", "former", "short", "code", "alias"), new RecordField("start", Date), new RecordField("end", Date)),
        new("sources", Rows, new RecordField("name", FieldKind.Text), new RecordField("url", FieldKind.Text)),
        new("identifiers", Rows, new RecordField("scheme", FieldKind.Text), new RecordField("identifier", FieldKind.Text)),
        new("slug", FieldKind.Text),
    ];

    private static readonly Dictionary<string, RecordField[]> s_all = new(StringComparer.Ordinal)
    {
        ["person"] = [Name(), new("honorific", Words), new("sortName", Words), Choice("gender", "female", "male"), new("born", Date), new("died", Date), new("portrait", Picture), .. s_common],
        ["organization"] =
        [
            Name(), Choice("classification", "state", "intergovernmental", "council", "committee", "secretariat", "department", "centre", "forces", "ministry", "group"), One("parent", "organization"), new("founded", Date), new("dissolved", Date),
            One("seat", "place"), Many("rotation", "organization"), Many("predecessors", "organization"), new("order", Whole), new("code", FieldKind.Text), new("side", Words), new("url", FieldKind.Text), new("emblem", Picture), .. s_common,
        ],
        ["post"] = [Name(), One("organization", "organization") with { Needed = true }, new("feminine", Words), new("start", Date), new("end", Date), new("order", Whole), new("coHolders", Flag), .. s_common],
        ["membership"] =
        [
            One("member", "person", "organization") with { Needed = true }, One("post", "post"), One("organization", "organization"), Choice("role", [.. Membership.Roles]), new("start", Date), new("end", Date), new("stated", Date),
            One("onBehalfOf", "organization"), new("name", Words), .. s_common[1..3],
        ],
        ["place"] = [Name(), Choice("classification", "country", "region", "settlement", "venue"), One("parent", "place"), new("latitude", FieldKind.Text), new("longitude", FieldKind.Text), .. s_common],
        ["event"] =
        [
            Name(), Choice("classification", "session", "meeting", "negotiation", "exercise", "operation", "visit", "reception", "conference", "side-event", "briefing"), new("number", FieldKind.Text),
            new("when", Group, new RecordField("from", Date), new RecordField("to", Date)), new("timeZone", FieldKind.Text), One("place", "place"), Choice("status", [.. Event.Statuses]), Many("organizers", "organization"),
            One("parent", "event"), One("previous", "event"), Many("prepares", "event"),
            new("participants", Rows, One("who", "person", "post", "organization"), new("name", Words), new("capacity", Words), One("onBehalfOf", "organization"), Choice("role", "chair", "host", "speaker")),
            new("figures", Rows, new("label", Words), Choice("bound", [.. Figure.Bounds]), new("value", FieldKind.Text), new("unit", Words), One("speaker", "person"), new("article", Article), s_source),
            new("before", Rows, new RecordField("when", Group, new RecordField("from", Date), new RecordField("to", Date)), One("place", "place")), .. s_common,
        ],
        ["agenda-item"] = [Name(), One("event", "event") with { Needed = true }, new("number", FieldKind.Text), new("order", Whole), One("parent", "agenda-item"), new("result", Words), .. s_common[..3]],
        ["paper"] =
        [
            Name(), new("symbol", FieldKind.Text), Choice("classification", "agenda", "report", "draft-decision", "note", "statement"), One("organization", "organization"), One("event", "event"), Many("agendaItems", "agenda-item"),
            new("date", Date), Choice("distribution", "general", "limited"), new("restrictedUntil", Date), One("supersedes", "paper"),
            new("versions", Rows, new RecordField("lang", FieldKind.Choice), new RecordField("file", FieldKind.File), new RecordField("original", FieldKind.File)), .. s_common,
        ],
        ["decision"] =
        [
            Name(), new("symbol", FieldKind.Text), One("organization", "organization") with { Needed = true }, new("date", Date), One("event", "event"), One("agendaItem", "agenda-item"), Choice("status", [.. Decision.Statuses]), new("expires", Date),
            new("adoption", Group, Choice("method", [.. Adoption.Methods]), new("for", Whole), new("against", Whole), new("abstaining", Whole)), new("subjects", Texts), Many("amends", "decision"), Many("supersedes", "decision"), .. s_common,
        ],
        ["task"] =
        [
            Name(), One("setBy", "decision", "event", "membership"), new("set", Date), One("owner", "organization", "post", "person"), new("due", Date), new("done", Date),
            new("progress", Rows, new("date", Date), new("text", Words), One("speaker", "person"), new("article", Article), s_source), .. s_common,
        ],
    };

    /// <summary>The kinds there are forms for, in the order shown.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["person", "post", "membership", "organization", "event", "agenda-item", "decision", "paper", "task", "place"];

    /// <summary>The members of a kind.</summary>
    public static IReadOnlyList<RecordField> Of(string kind) => s_all[kind];

    /// <summary>What a member is called: by its kind and path, by its path, or by its last name.</summary>
    public static string Label(DeskWords words, string kind, string path) => words[Key(kind, path) ?? "rf." + path[(path.LastIndexOf('.') + 1)..]];

    /// <summary>What is said of how to fill it in; null where nothing need be.</summary>
    public static string? Hint(DeskWords words, string kind, string path) => Key(kind, path + ".hint") is { } key ? words[key] : null;

    /// <summary>A word of a choice as people say it; one that is not known as it stands.</summary>
    public static string Word(DeskWords words, string name, string value) => DeskWords.Has($"rv.{name}.{value}") ? words[$"rv.{name}.{value}"] : value;

    private static string? Key(string kind, string path) => DeskWords.Has($"rf.{kind}.{path}") ? $"rf.{kind}.{path}" : DeskWords.Has("rf." + path) ? "rf." + path : null;

    private static RecordField Name() => new("name", Words) { Needed = true };

    private static RecordField One(string name, params string[] kinds) => new(name, FieldKind.Record) { Kinds = kinds };

    private static RecordField Many(string name, params string[] kinds) => new(name, Records) { Kinds = kinds };

    private static RecordField Choice(string name, params string[] words) => new(name, FieldKind.Choice) { Choices = words };
}

using System.Text.Json.Nodes;
using Acta.Record.Bodies;

namespace Acta.Record.Register;

/// <summary>A person (Popolo <c>Person</c>). The short CV is an edition of the same id in each language.</summary>
public sealed record Person : RegisterRecord
{
    internal const string TypeName = "person";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>What stands before the name: "H. E.", "Dr".</summary>
    public Words Honorific { get; init; } = Words.None;

    /// <summary>The name as lists are sorted by it: "Semerikov, Valery".</summary>
    public Words SortName { get; init; } = Words.None;

    /// <summary><c>female</c>, <c>male</c> or another word, where it is known: titles of posts follow it.</summary>
    public string? Gender { get; init; }

    /// <summary>When born.</summary>
    public PartialDate? Born { get; init; }

    /// <summary>When died.</summary>
    public PartialDate? Died { get; init; }

    /// <summary>The portrait.</summary>
    public Image? Portrait { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<MediaFile> Files => Portrait?.Source.File is { } file ? [file] : [];

    private protected override void WriteFacts(JsonObject o)
    {
        o.Put("honorific", Honorific);
        o.Put("sortName", SortName);
        o.Put("gender", Gender);
        o.Put("born", Born);
        o.Put("died", Died);
        o.Put("portrait", Portrait?.ToJson());
    }

    internal static Person ReadFacts(Fields f) => new()
    {
        Id = f.RequiredId("id"),
        Honorific = f.Words("honorific"),
        SortName = f.Words("sortName"),
        Gender = f.Text("gender"),
        Born = f.Date("born"),
        Died = f.Date("died"),
        Portrait = f.Object("portrait", Image.Read),
    };
}

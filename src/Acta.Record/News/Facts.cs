using System.Text.Json.Nodes;

namespace Acta.Record.News;

/// <summary>When and where an article was first published, where that was not in this record.</summary>
/// <param name="Date">As exactly as the source tells; null where it is undated.</param>
/// <param name="Site">The former site or outlet, as named to readers; null: "the former site".</param>
/// <param name="Url">Its address there.</param>
public sealed record FirstPublication(PartialDate? Date, string? Site = null, string? Url = null)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("date", Date?.ToString());
        o.Put("site", Site);
        o.Put("url", Url);
        return o;
    }

    internal static FirstPublication Read(Fields f) => new(f.Value("date", PartialDate.Parse), f.Text("site"), f.Text("url"));
}

/// <summary>An article names a record of the register.</summary>
/// <param name="Rel">As what: <c>about</c>, <c>speaker</c>, <c>covers</c> an event, <c>announces</c> a decision; another word is kept as it is.</param>
/// <param name="Record">Its id. One that the register does not have blocks nothing: the link is not shown.</param>
public sealed record RecordLink(string Rel, Guid Record)
{
    /// <summary>The words of <see cref="Rel"/>.</summary>
    public static IReadOnlyList<string> Rels { get; } = ["covers", "announces", "speaker", "about"];

    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("rel", Rel);
        o.Put("record", Record);
        return o;
    }

    internal static RecordLink Read(Fields f) => new(f.RequiredText("rel"), f.RequiredId("record"));
}

/// <summary>Who an article comes from.</summary>
/// <param name="Name">The outlet or agency.</param>
/// <param name="Url">The article there.</param>
public sealed record Source(string? Name, string? Url)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("name", Name);
        o.Put("url", Url);
        return o;
    }

    internal static Source Read(Fields f) => new(f.Text("name"), f.Text("url"));
}

/// <summary>What media need to attend.</summary>
/// <param name="Venue">Where.</param>
/// <param name="AccreditationDeadline">Until when to ask for accreditation.</param>
/// <param name="Accreditation">How to ask, as text.</param>
public sealed record AdvisoryFacts(string? Venue, PartialDate? AccreditationDeadline, string? Accreditation = null)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("venue", Venue);
        o.Put("accreditationDeadline", AccreditationDeadline?.ToString());
        o.Put("accreditation", Accreditation);
        return o;
    }

    internal static AdvisoryFacts Read(Fields f) => new(f.Text("venue"), f.Value("accreditationDeadline", PartialDate.Parse), f.Text("accreditation"));
}

/// <summary>Whom to ask.</summary>
/// <param name="Name">A name or an office.</param>
/// <param name="Phone">A telephone number, as printed.</param>
/// <param name="Email">A mail address.</param>
public sealed record Contact(string Name, string? Phone, string? Email)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("name", Name);
        o.Put("phone", Phone);
        o.Put("email", Email);
        return o;
    }

    internal static Contact Read(Fields f) => new(f.RequiredText("name"), f.Text("phone"), f.Text("email"));
}

/// <summary>What a translation was made from: a version of ours, or a text elsewhere.</summary>
/// <param name="Language">The language translated from.</param>
/// <param name="Digest">The version of ours.</param>
/// <param name="Outlet">Who published the external work.</param>
/// <param name="Url">Where.</param>
/// <param name="Seen">When it was read there.</param>
public sealed record TranslatedFrom(string Language, Digest? Digest, string? Outlet = null, string? Url = null, PartialDate? Seen = null)
{
    /// <summary>It was made from words that the original had before <see cref="Digest"/>, and that may never have been public: the translation is older from its first day.</summary>
    public bool Older { get; init; }

    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("lang", Language);
        o.Put("digest", Digest?.Hex);
        o.Put("outlet", Outlet);
        o.Put("url", Url);
        o.Put("seen", Seen?.ToString());
        o.Put("older", Older);
        return o;
    }

    internal static TranslatedFrom Read(Fields f) =>
        new(f.RequiredText("lang"), f.Value("digest", Record.Digest.Parse), f.Text("outlet"), f.Text("url"), f.Value("seen", PartialDate.Parse)) { Older = f.Flag("older") };
}

/// <summary>What a correction tells readers.</summary>
/// <param name="Note">What was wrong and what is right, plain text.</param>
/// <param name="Major">Whether it changes what the article means, rather than a slip.</param>
public sealed record CorrectionNote(string Note, bool Major)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("note", Note);
        o.Put("major", Major);
        return o;
    }

    internal static CorrectionNote Read(Fields f) => new(f.RequiredText("note"), f.Flag("major"));
}

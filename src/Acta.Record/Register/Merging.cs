using System.Text.Json.Nodes;

namespace Acta.Record.Register;

/// <summary>What the act merge says: the record is the same as another, to which its address leads from then on.</summary>
public sealed record RecordMerger : Document
{
    internal const string TypeName = "merger";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The record that stays, of the same kind.</summary>
    public required Guid Into { get; init; }

    /// <summary>The public reason, plain text per language; may be empty.</summary>
    public Words Reason { get; init; } = Words.None;

    private protected override void Write(JsonObject o)
    {
        o.Put("into", Into);
        o.Put("reason", Reason);
    }

    internal static RecordMerger Read(Fields f) => new() { Into = f.RequiredId("into"), Reason = f.Words("reason") };
}

/// <summary>What the act split says: some of what was said of the record is of another, to which both lead from then on.</summary>
public sealed record RecordSplit : Document
{
    internal const string TypeName = "split";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <summary>The other record, of the same kind.</summary>
    public required Guid Off { get; init; }

    /// <summary>The records that named this one by mistake and name the other now.</summary>
    public IReadOnlyList<Guid> Moved { get; init; } = [];

    /// <summary>The public reason, plain text per language; may be empty.</summary>
    public Words Reason { get; init; } = Words.None;

    private protected override void Write(JsonObject o)
    {
        o.Put("off", Off);
        o.Put("moved", Moved);
        o.Put("reason", Reason);
    }

    internal static RecordSplit Read(Fields f) => new() { Off = f.RequiredId("off"), Moved = f.Ids("moved"), Reason = f.Words("reason") };
}

/// <summary>Whether two records can be one, and what becomes of what they say.</summary>
public static class Merging
{
    private static readonly string[] s_dates = ["born", "died", "founded", "dissolved", "start", "end", "date", "set", "due", "done", "expires"];
    private static readonly string[] s_exact = ["code", "symbol", "gender", "number", "member", "organization", "post", "onBehalfOf", "role", "event", "agendaItem", "setBy", "owner"];

    // What is put together of both; of all else the one that stays takes what it doesn't say itself.
    private static readonly string[] s_own = ["id", "type", "salt", "slug", "correction", "name", "otherNames", "identifiers", "sources"];

    /// <summary>Why two records can't be one: the first thing in which they contradict each other; null where they don't.</summary>
    /// <param name="gone">The one that would lead to the other.</param>
    /// <param name="kept">The one that stays.</param>
    /// <param name="find">Gives the records that they name, so that the sentence calls them by their names.</param>
    public static Contradiction? Refusal(RegisterRecord gone, RegisterRecord kept, Func<Guid, RegisterRecord?> find)
    {
        if (gone.Id == kept.Id) return new("merge", $"{Name(kept)} can't be merged into itself.", kept.Id);
        if (gone.Type != kept.Type || (gone as Organization)?.IsState != (kept as Organization)?.IsState) return Differ("kind", KindOf(gone), KindOf(kept));
        if (gone.References.Any(r => r.Target == kept.Id)) return new("merge", $"{Name(gone)} names {Name(kept)} as its {gone.References.First(r => r.Target == kept.Id).Member}; what names another is not the same as it.", kept.Id);
        if (kept.References.Any(r => r.Target == gone.Id)) return new("merge", $"{Name(kept)} names {Name(gone)} as its {kept.References.First(r => r.Target == gone.Id).Member}; what names another is not the same as it.", kept.Id);
        foreach (var identifier in gone.Identifiers)
            if (kept.Identifiers.FirstOrDefault(i => i.Scheme == identifier.Scheme) is { } other && other.Value != identifier.Value && kept.Identifiers.All(i => i != identifier))
                return Differ($"key in {identifier.Scheme}", identifier.Value, other.Value);
        var (a, b) = (JsonNode.Parse(gone.ContentBytes())!.AsObject(), JsonNode.Parse(kept.ContentBytes())!.AsObject());
        foreach (var member in s_dates)
            if (Text(a, member) is { } one && Text(b, member) is { } two && PartialDate.TryParse(one, out var x) && PartialDate.TryParse(two, out var y) && (x.LastDay < y.FirstDay || y.LastDay < x.FirstDay))
                return Differ(Called(member), one, two);
        foreach (var member in s_exact)
            if (Text(a, member) is { } one && Text(b, member) is { } two && one != two) return Differ(Called(member), Named(one), Named(two));
        if (gone is Event { When: { } first } && kept is Event { When: { } second } && ((first.To ?? first.From).LastDay < second.From.FirstDay || (second.To ?? second.From).LastDay < first.From.FirstDay))
            return Differ("day", first.From.ToString(), second.From.ToString());
        return null;

        string Named(string value) => Guid.TryParseExact(value, "D", out var id) && find(id) is { } record ? Name(record) : value;

        Contradiction Differ(string what, string one, string two) => new("merge", $"{Name(gone)} and {Name(kept)} can't be one: the {what} of the first is {one}, that of the second {two}. Mend the one that is wrong first.", kept.Id);
    }

    /// <summary>The record that stays, with the names, keys and sources of the other, and the facts it doesn't state itself.</summary>
    public static RegisterRecord Combined(RegisterRecord gone, RegisterRecord kept)
    {
        var json = Content(kept);
        foreach (var (member, value) in Content(gone))
            if (!s_own.Contains(member) && json[member] is null) json[member] = value?.DeepClone();
        var name = Words.Of([.. kept.Name.All.Concat(gone.Name.All.Where(n => !kept.Name.All.ContainsKey(n.Key))).Select(n => (n.Key, n.Value))]);
        var known = kept.OtherNames.Select(o => o.Name).Append(name).ToList();
        var names = gone.OtherNames.Prepend(new OtherName(gone.Name, "alias")).Where(o => o.Name.All.Count > 0 && !known.Any(k => o.Name.All.All(n => k.All.TryGetValue(n.Key, out var text) && text == n.Value)));
        return Read(json) with
        {
            Name = name,
            OtherNames = [.. kept.OtherNames, .. names],
            Identifiers = [.. kept.Identifiers, .. gone.Identifiers.Where(i => !kept.Identifiers.Contains(i))],
            Sources = [.. kept.Sources, .. gone.Sources.Where(s => !kept.Sources.Contains(s))],
        };
    }

    /// <summary>The record that stayed, without what a merger added to it and nobody has stated since.</summary>
    /// <param name="before">As it was before the merger.</param>
    /// <param name="since">As it was said to be from the merger on, the merger's own revision first; the last is how it stands.</param>
    public static RegisterRecord Parted(RegisterRecord before, IReadOnlyList<RegisterRecord> since)
    {
        var now = since[^1];
        var (json, first, later) = (Content(now), Content(before), since.Select(Content).ToList());
        foreach (var member in json.Select(m => m.Key).Where(m => !s_own.Contains(m) && first[m] is null && later.All(l => JsonNode.DeepEquals(l[m], json[m]))).ToList()) json.Remove(member);
        return Read(json) with
        {
            Name = Words.Of([.. now.Name.All.Where(n => before.Name.All.ContainsKey(n.Key) || !since.All(s => s.Name.All.GetValueOrDefault(n.Key) == n.Value)).Select(n => (n.Key, n.Value))]),
            OtherNames = Left(r => r.OtherNames, o => o.ToJson().ToJsonString()),
            Identifiers = Left(r => r.Identifiers, i => i.ToString()),
            Sources = Left(r => r.Sources, s => s.ToString()),
        };

        // What was taken away meanwhile and put there again, or changed, somebody has stated.
        List<T> Left<T>(Func<RegisterRecord, IReadOnlyList<T>> part, Func<T, string> key) =>
            [.. part(now).Where(x => part(before).Any(b => key(b) == key(x)) || !since.All(s => part(s).Any(y => key(y) == key(x))))];
    }

    /// <summary>A record that names another record where it named one.</summary>
    /// <param name="record">The record.</param>
    /// <param name="from">Whom it names.</param>
    /// <param name="to">Whom it is to name.</param>
    public static RegisterRecord Renamed(RegisterRecord record, Guid from, Guid to)
    {
        var json = Content(record);
        var (old, replacement) = (from.ToString(), to.ToString());
        RecordMembers.MapReferences(json, record.Type, (_, _, key) => key == old ? replacement : key);
        return Read(json);
    }

    private static JsonObject Content(RegisterRecord record) => JsonNode.Parse(record.ContentBytes())!.AsObject();

    private static RegisterRecord Read(JsonObject json)
    {
        json["salt"] = "";
        return (RegisterRecord)Document.Read(CanonicalJson.Write(json));
    }

    private static string Called(string member) => member switch
    {
        "born" => "day of birth",
        "died" => "day of death",
        "founded" => "founding",
        "dissolved" => "dissolution",
        "start" => "beginning",
        "set" => "day it was set",
        "due" => "day it is due",
        "done" => "day it was done",
        "expires" => "last day",
        "member" => "holder",
        "organization" => "body",
        "onBehalfOf" => "State it is held for",
        "agendaItem" => "agenda item",
        "setBy" => "one who set it",
        _ => member,
    };

    private static string KindOf(RegisterRecord record) => record is Organization { IsState: true } ? Organization.State : record.Type;

    private static string? Text(JsonObject o, string member) => o[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Name(RegisterRecord record) => RegisterRules.NameOf(record);
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acta.Record.Bodies;

namespace Acta.Record.Register;

/// <summary>
/// Records as Popolo has them (popoloproject.com), and back. What Popolo has no word for stands in a member <c>acta</c> under the
/// record's own name for it, so that a record written out and read in again says the same; what is named in several languages
/// stands in one as Popolo's text, and in the others as <c>other_names</c> with <c>lang</c> and the note <c>multilingual</c>.
/// </summary>
public static partial class Popolo
{
    private const string Ours = "acta";
    private const string Multilingual = "multilingual";
    private const string Website = "website";

    // The collections of a file, and members that have the same meaning under another name.
    private static readonly Dictionary<string, (string Collection, (string Own, string Popolo)[] Texts)> s_kinds = new(StringComparer.Ordinal)
    {
        [Person.TypeName] = ("persons", [("gender", "gender"), ("born", "birth_date"), ("died", "death_date")]),
        [Organization.TypeName] = ("organizations", [("classification", "classification"), ("parent", "parent_id"), ("founded", "founding_date"), ("dissolved", "dissolution_date"), ("seat", "area_id")]),
        [Post.TypeName] = ("posts", [("organization", "organization_id"), ("start", "start_date"), ("end", "end_date")]),
        [Membership.TypeName] = ("memberships", [("organization", "organization_id"), ("post", "post_id"), ("onBehalfOf", "on_behalf_of_id"), ("role", "role"), ("start", "start_date"), ("end", "end_date")]),
        [Place.TypeName] = ("areas", [("classification", "classification"), ("parent", "parent_id")]),
        [Event.TypeName] = ("events", [("classification", "classification"), ("status", "status"), ("parent", "parent_id"), ("place", "area_id")]),
    };

    /// <summary>The kinds that Popolo has, in the order of its collections' names.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Person.TypeName, Organization.TypeName, Post.TypeName, Membership.TypeName, Place.TypeName, Event.TypeName];

    /// <summary>The name of a kind's collection in a file: <c>persons</c>.</summary>
    public static string Collection(string kind) => s_kinds[kind].Collection;

    /// <summary>A key that names a record of one kind, where the member alone would leave it open.</summary>
    public static string KeyOf(string kind, string key) => $"\u0001{kind}\u0001{key}";

    /// <summary>A record in Popolo's words.</summary>
    /// <param name="record">Of one of <see cref="Kinds"/>.</param>
    /// <param name="language">The language of Popolo's texts.</param>
    /// <param name="find">Other records, whose names stand beside their ids.</param>
    /// <param name="addressOf">Where a file of ours is to be had.</param>
    public static JsonObject Write(RegisterRecord record, string language, Func<Guid, RegisterRecord?> find, Func<MediaFile, string> addressOf)
    {
        var own = JsonNode.Parse(record.ContentBytes())!.AsObject();
        foreach (var member in new[] { "type", "v", "salt" }) own.Remove(member);
        var o = new JsonObject();
        Move("id", "id");
        Words("name", record is Post or Membership ? "label" : "name");
        var names = OtherNames(own, record, language);
        if (record is Person)
        {
            Words("honorific", "honorific_prefix");
            Words("sortName", "sort_name");
        }
        if (names.Count > 0) o["other_names"] = names;
        Move("identifiers", "identifiers");
        if (record is Membership m) Member(o, own, m, find);
        foreach (var (from, to) in s_kinds[record.Type].Texts) Move(from, to);
        switch (record)
        {
            case Person person: Picture(o, own, "portrait", person.Portrait, addressOf); break;
            case Organization organization:
                Picture(o, own, "emblem", organization.Emblem, addressOf);
                if (Take(own, "url") is { } url) o["links"] = new JsonArray(new JsonObject { ["note"] = Website, ["url"] = url });
                break;
            case Place place when IsNumber(place.Latitude) && IsNumber(place.Longitude):
                (own["latitude"], own["longitude"]) = (null, null);
                o["geometry"] = new JsonObject { ["type"] = "Point", ["coordinates"] = new JsonArray(JsonNode.Parse(place.Longitude!), JsonNode.Parse(place.Latitude!)) };
                break;
            case Event e: Event_(o, own, e, language, find); break;
        }
        if (Take(own, "sources") is JsonArray sources)
        {
            o["sources"] = new JsonArray([.. sources.Where(s => s!["url"] is not null).Select(s => (JsonNode)Link(s!))]);
            if (sources.Any(s => s!["url"] is null)) own["sources"] = new JsonArray([.. sources.Where(s => s!["url"] is null).Select(s => s!.DeepClone())]);
        }
        foreach (var empty in own.Where(x => x.Value is null || x.Value is JsonObject { Count: 0 } or JsonArray { Count: 0 }).Select(x => x.Key).ToList()) own.Remove(empty);
        if (own.Count > 0) o[Ours] = own;
        return o;

        void Move(string from, string to)
        {
            if (Take(own, from) is { } value) o[to] = value;
        }

        void Words(string from, string to)
        {
            if (own[from] is not JsonObject words || words.Count == 0) return;
            if (words[language] is { } text)
            {
                o[to] = text.DeepClone();
                words.Remove(language);
                return;
            }
            // No text in the language of the file: another stands for it, and is not taken for one.
            o[to] = (words["en"] ?? words[0])!.DeepClone();
            if (own["borrowed"] is not JsonArray borrowed) own["borrowed"] = borrowed = [];
            borrowed.Add(to);
        }
    }

    /// <summary>A record's JSON from Popolo's words, with the source's keys where ids will stand, and without its own.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="o">The object.</param>
    /// <param name="language">The language of texts that name none.</param>
    /// <param name="leftOut">Is told each member that the register has no place for.</param>
    public static JsonObject Read(string kind, JsonObject o, string language, Action<string> leftOut)
    {
        var from = o.DeepClone().AsObject();
        var own = Take(from, Ours) as JsonObject ?? [];
        var borrowed = (Take(own, "borrowed") as JsonArray)?.Select(b => b?.ToString() ?? "").ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var ignored in new[] { "id", "created_at", "updated_at", "children" }) from.Remove(ignored);
        var label = Text(from, "label");
        Words("name", "name", Text(from, "name") ?? label ?? (kind == Post.TypeName ? Text(from, "role") : null));
        ReadOtherNames(own, Take(from, "other_names") as JsonArray, language, leftOut);
        if (kind == Person.TypeName)
        {
            Words("honorific", "honorific_prefix", Text(from, "honorific_prefix"));
            var (family, given) = (Text(from, "family_name"), Text(from, "given_name"));
            Words("sortName", "sort_name", Text(from, "sort_name") ?? (family is not null && given is not null ? $"{family}, {given}" : null));
        }
        // The days of its period have been put into the term, where it has none of its own.
        if (kind == Membership.TypeName && Take(from, "legislative_period_id") is not null) leftOut("legislative_period_id (a term keeps its days, not the name of its period)");
        Identifiers(own, Take(from, "identifiers") as JsonArray, leftOut);
        if (Text(from, "identifier") is { } area) Identifiers(own, new JsonArray(new JsonObject { ["scheme"] = "popolo", ["identifier"] = area }), leftOut);
        if (kind == Membership.TypeName) ReadMember(own, from);
        foreach (var (to, popolo) in s_kinds[kind].Texts)
            if ((Text(from, popolo) ?? (popolo.EndsWith("_id", StringComparison.Ordinal) ? Embedded(from, popolo[..^3]) : null)) is { } text) own[to] = text;
        // A term in a post is in the body of the post.
        if (kind == Membership.TypeName && own["post"] is not null) own.Remove("organization");
        if (kind is Person.TypeName or Organization.TypeName && Text(from, "image") is { } image)
        {
            var to = kind == Person.TypeName ? "portrait" : "emblem";
            if (own[to] is not JsonObject picture) own[to] = picture = [];
            picture["url"] = image;
        }
        if (kind == Organization.TypeName && from["links"] is JsonArray links && links.FirstOrDefault(l => l is JsonObject && (l["note"]?.ToString().Contains(Website, StringComparison.OrdinalIgnoreCase) ?? false)) is JsonObject site)
        {
            own["url"] = Text(site, "url");
            links.Remove(site);
        }
        if (kind == Place.TypeName && from["geometry"] is JsonObject { } geometry && geometry["type"]?.ToString() == "Point" && geometry["coordinates"] is JsonArray { Count: >= 2 } point && point[0] is JsonValue && point[1] is JsonValue)
        {
            (own["longitude"], own["latitude"]) = (point[0]!.ToJsonString(), point[1]!.ToJsonString());
            from.Remove("geometry");
        }
        if (kind == Event.TypeName) ReadEvent(own, from);
        var sources = (Take(from, "sources") as JsonArray)?.OfType<JsonObject>().Where(s => s["url"] is not null).Select(s => (JsonNode)Source(s)).ToList() ?? [];
        if (own["sources"] is JsonArray without) sources.AddRange(without.Select(s => s!.DeepClone()));
        if (sources.Count > 0) own["sources"] = new JsonArray([.. sources]);
        foreach (var (member, value) in from)
            if (value is not (null or JsonArray { Count: 0 } or JsonObject { Count: 0 }) && value.ToString().Length > 0) leftOut(member);
        return own;

        void Words(string to, string popolo, string? text)
        {
            if (text is null || borrowed.Contains(popolo) || borrowed.Contains("label") && to == "name") return;
            if (own[to] is not JsonObject words) own[to] = words = [];
            words[language] = text;
        }
    }

    private static JsonArray OtherNames(JsonObject own, RegisterRecord record, string language)
    {
        var names = new JsonArray();
        if (own["name"] is JsonObject others)
        {
            foreach (var (lang, text) in others) names.Add(new JsonObject { ["name"] = text!.DeepClone(), ["lang"] = lang, ["note"] = Multilingual });
            own.Remove("name");
        }
        foreach (var other in record.OtherNames)
            foreach (var (lang, text) in other.Name.All.OrderBy(n => n.Key != language).ThenBy(n => n.Key, StringComparer.Ordinal))
            {
                var name = new JsonObject { ["name"] = text, ["lang"] = lang };
                if (other.Note is { } note) name["note"] = note;
                if (other.Start is { } start) name["start_date"] = start.ToString();
                if (other.End is { } end) name["end_date"] = end.ToString();
                names.Add(name);
            }
        own.Remove("otherNames");
        return names;
    }

    private static void ReadOtherNames(JsonObject own, JsonArray? names, string language, Action<string> leftOut)
    {
        var others = new List<JsonObject>();
        foreach (var name in names?.OfType<JsonObject>() ?? [])
        {
            if (Text(name, "name") is not { } text) continue;
            var stated = Text(name, "lang");
            var lang = stated ?? language;
            var note = Text(name, "note");
            if (!Rules.IsLanguage(lang)) { leftOut("other_names in " + lang); continue; }
            if (note == Multilingual)
            {
                if (own["name"] is not JsonObject words) own["name"] = words = [];
                if (words[lang] is null) words[lang] = text;
                // A second spelling in a language is another name.
                else if (words[lang]!.ToString() != text) others.Add(Other(lang, text, "alias", null, null));
                continue;
            }
            var (start, end) = (Text(name, "start_date"), Text(name, "end_date"));
            // The same name in several languages stands in one place.
            if (others.LastOrDefault() is { } last && last["note"]?.ToString() == note && last["start"]?.ToString() == start && last["end"]?.ToString() == end && last["name"]![lang] is null && stated is not null) last["name"]![lang] = text;
            else others.Add(Other(lang, text, note, start, end));
        }
        if (others.Count > 0) own["otherNames"] = new JsonArray([.. others]);

        static JsonObject Other(string lang, string text, string? note, string? start, string? end)
        {
            var other = new JsonObject { ["name"] = new JsonObject { [lang] = text } };
            if (note is not null) other["note"] = note;
            if (start is not null) other["start"] = start;
            if (end is not null) other["end"] = end;
            return other;
        }
    }

    private static void Identifiers(JsonObject own, JsonArray? identifiers, Action<string> leftOut)
    {
        var kept = own["identifiers"] as JsonArray ?? [];
        foreach (var identifier in identifiers?.OfType<JsonObject>() ?? [])
        {
            if (Text(identifier, "identifier") is not { } value) continue;
            if (Text(identifier, "scheme") is not { } scheme) { leftOut("identifiers without a scheme"); continue; }
            var one = new JsonObject { ["scheme"] = scheme, ["identifier"] = value };
            if (!kept.Any(k => JsonNode.DeepEquals(k, one))) kept.Add(one);
        }
        if (kept.Count > 0) own["identifiers"] = kept.Parent is null ? kept : kept.DeepClone();
    }

    private static void Member(JsonObject o, JsonObject own, Membership m, Func<Guid, RegisterRecord?> find)
    {
        own.Remove("member");
        if (find(m.Member) is Organization organization) o["member"] = new JsonObject { ["@type"] = "Organization", ["id"] = m.Member.ToString(), ["name"] = organization.Name.For("en")?.Text };
        else o["person_id"] = m.Member.ToString();
        // Others look for the body of a term, not for that of its post.
        if (m.Post is { } post && find(post) is Post held) o["organization_id"] = held.Organization.ToString();
    }

    private static void ReadMember(JsonObject own, JsonObject from)
    {
        var member = Take(from, "member") as JsonObject;
        if ((Text(from, "person_id") ?? Embedded(from, "person")) is { } person) own["member"] = KeyOf(Person.TypeName, person);
        else if (member is not null && Text(member, "id") is { } id) own["member"] = KeyOf(member["@type"]?.ToString() is "Person" or "person" ? Person.TypeName : Organization.TypeName, id);
    }

    private static void Event_(JsonObject o, JsonObject own, Event e, string language, Func<Guid, RegisterRecord?> find)
    {
        own.Remove("when");
        if (e.When is { } when)
        {
            o["start_date"] = when.From.ToString();
            if (when.To is { } to) o["end_date"] = to.ToString();
        }
        if (own["organizers"] is JsonArray { Count: > 0 } organizers)
        {
            o["organization_id"] = organizers[0]!.DeepClone();
            organizers.RemoveAt(0);
        }
        if (e.Place is { } place && find(place) is { } found) o["location"] = found.Name.For(language)?.Text;
        var people = e.Participants.Where(p => p.Who is { } who && find(who) is Person).Select(p => (JsonNode)new JsonObject { ["id"] = p.Who.ToString(), ["name"] = find(p.Who!.Value)!.Name.For(language)?.Text }).ToArray();
        if (people.Length > 0) o["attendees"] = new JsonArray(people);
    }

    private static void ReadEvent(JsonObject own, JsonObject from)
    {
        var (start, end) = (Text(from, "start_date"), Text(from, "end_date"));
        if ((start ?? end) is { } first)
        {
            own["when"] = new JsonObject { ["from"] = first };
            if (start is not null && end is not null) own["when"]!["to"] = end;
        }
        if ((Text(from, "organization_id") ?? Embedded(from, "organization")) is { } organizer)
        {
            if (own["organizers"] is not JsonArray organizers) own["organizers"] = organizers = [];
            organizers.Insert(0, organizer);
        }
        // The names beside ids are for others.
        if (own["place"] is not null) from.Remove("location");
        if (Take(from, "attendees") is JsonArray attendees && own["participants"] is null)
            own["participants"] = new JsonArray([.. attendees.OfType<JsonObject>().Where(a => Text(a.DeepClone().AsObject(), "id") is not null).Select(a => (JsonNode)new JsonObject { ["who"] = KeyOf(Person.TypeName, a["id"]!.ToString()) })]);
    }

    // The address for all, and what is said of the picture; which file it is in this record holds for this record only.
    private static void Picture(JsonObject o, JsonObject own, string member, Image? image, Func<MediaFile, string> addressOf)
    {
        if (image is null || own[member] is not JsonObject said) return;
        if ((image.Source.File is { } file ? addressOf(file) : image.Source.Url) is { } address) o["image"] = address;
        said.Remove("file");
        said.Remove("url");
    }

    private static JsonObject Link(JsonNode source)
    {
        var link = new JsonObject();
        if (source["name"] is { } name) link["note"] = name.DeepClone();
        link["url"] = source["url"]!.DeepClone();
        return link;
    }

    private static JsonObject Source(JsonObject link)
    {
        var source = new JsonObject();
        if (Text(link, "note") is { } note) source["name"] = note;
        source["url"] = link["url"]!.DeepClone();
        return source;
    }

    private static string? Embedded(JsonObject from, string member) => Take(from, member) is JsonObject embedded ? Text(embedded, "id") : null;

    // Taken out, so that what is left is known not to have been read.
    private static string? Text(JsonObject from, string member)
    {
        if (from[member] is not JsonValue value) return null;
        var text = value.ToString().Trim();
        from.Remove(member);
        return text.Length == 0 ? null : text;
    }

    private static JsonNode? Take(JsonObject from, string member)
    {
        var value = from[member];
        from.Remove(member);
        return value;
    }

    private static bool IsNumber(string? text) => text is not null && JsonNumber().IsMatch(text);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$")]
    private static partial Regex JsonNumber();
}

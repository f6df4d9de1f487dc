using System.Text.Json.Nodes;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.Register;

namespace Acta.Export;

/// <summary>
/// Records of the register in the words of schema.org, as JSON-LD: for readers who know those and not ours. What schema.org has no
/// word for is left out; nothing is read in again from it.
/// </summary>
/// <param name="find">A record by its id.</param>
/// <param name="addressOf">The absolute address of a file.</param>
/// <param name="pageOf">The absolute address of a record's page; null where it has none.</param>
internal sealed class SchemaOrg(Func<Guid, RegisterRecord?> find, Func<MediaFile, string> addressOf, Func<RegisterRecord, string?> pageOf)
{
    /// <summary>The context that all of it is in.</summary>
    public static JsonObject Context => new() { ["@vocab"] = "https://schema.org/" };

    /// <summary>One record.</summary>
    public JsonObject Write(RegisterRecord record)
    {
        var o = new JsonObject { ["@id"] = Id(record.Id), ["@type"] = TypeOf(record) };
        Texts(o, "name", record.Name);
        foreach (var other in record.OtherNames) Texts(o, "alternateName", other.Name);
        Put(o, "url", pageOf(record));
        foreach (var identifier in record.Identifiers) Add(o, "identifier", new JsonObject { ["@type"] = "PropertyValue", ["propertyID"] = identifier.Scheme, ["value"] = identifier.Value });
        foreach (var source in record.Sources.Where(s => s.Url is not null)) Add(o, "subjectOf", new JsonObject { ["@type"] = "CreativeWork", ["url"] = source.Url });
        switch (record)
        {
            case Person p: Person(o, p); break;
            case Organization b: Organization(o, b); break;
            case Post p: Post(o, p); break;
            case Membership m: Membership(o, m); break;
            case Place p: Place(o, p); break;
            case Event e: Event(o, e); break;
            case AgendaItem i: Item(o, i); break;
            case Paper p: Paper(o, p); break;
            case Decision d: Decision(o, d); break;
            case AssignedTask t: Task(o, t); break;
        }
        return o;
    }

    private static string TypeOf(RegisterRecord record) => record switch
    {
        Acta.Record.Register.Person => "Person",
        Acta.Record.Register.Organization => "Organization",
        Acta.Record.Register.Post => "Role",
        Acta.Record.Register.Membership => "OrganizationRole",
        Acta.Record.Register.Place => "Place",
        Acta.Record.Register.Event => "Event",
        Acta.Record.Register.Paper => "DigitalDocument",
        Acta.Record.Register.Decision => "Legislation",
        AssignedTask => "Action",
        _ => "CreativeWork",
    };

    private void Person(JsonObject o, Person p)
    {
        Texts(o, "honorificPrefix", p.Honorific);
        Put(o, "gender", p.Gender);
        Put(o, "birthDate", p.Born);
        Put(o, "deathDate", p.Died);
        if (p.Portrait?.Source.File is { } file) Put(o, "image", addressOf(file));
    }

    private void Organization(JsonObject o, Organization b)
    {
        Put(o, "additionalType", b.Classification);
        Put(o, "foundingDate", b.Founded);
        Put(o, "dissolutionDate", b.Dissolved);
        Name(o, "parentOrganization", b.Parent);
        Name(o, "location", b.Seat);
        Put(o, "sameAs", b.Url);
        if (b.Emblem?.Source.File is { } file) Put(o, "logo", addressOf(file));
    }

    private void Post(JsonObject o, Post p)
    {
        Texts(o, "roleName", p.Name);
        Name(o, "memberOf", p.Organization);
        Put(o, "startDate", p.Start);
        Put(o, "endDate", p.End);
    }

    private void Membership(JsonObject o, Membership m)
    {
        var post = m.Post is { } held ? find(held) as Post : null;
        Name(o, "member", m.Member);
        Name(o, "memberOf", post?.Organization ?? m.Organization);
        if (post is not null)
        {
            Texts(o, "roleName", post.Name);
            Name(o, "namedPosition", post.Id);
        }
        if (m.Role is { } role) Add(o, "roleName", role);
        Put(o, "startDate", m.Start);
        Put(o, "endDate", m.End);
    }

    private void Place(JsonObject o, Place p)
    {
        Put(o, "additionalType", p.Classification);
        Name(o, "containedInPlace", p.Parent);
        if (p.Latitude is { } north) o["geo"] = new JsonObject { ["@type"] = "GeoCoordinates", ["latitude"] = north, ["longitude"] = p.Longitude };
    }

    private void Event(JsonObject o, Event e)
    {
        Put(o, "additionalType", e.Classification);
        Put(o, "startDate", e.When?.From);
        Put(o, "endDate", e.When?.To);
        o["eventStatus"] = "https://schema.org/" + e.Status switch { "cancelled" => "EventCancelled", "postponed" => "EventPostponed", "moved" => "EventRescheduled", _ => "EventScheduled" };
        if (e.Before.Count > 0) Put(o, "previousStartDate", e.Before[^1].When?.From);
        Name(o, "location", e.Place);
        Name(o, "superEvent", e.Parent);
        foreach (var body in e.Organizers) Name(o, "organizer", body);
        // The same for whoever spoke, chaired or was there: schema.org tells only that they were.
        foreach (var participant in e.Participants) Name(o, "attendee", participant.Who);
    }

    private void Item(JsonObject o, AgendaItem i)
    {
        Put(o, "position", i.Number);
        Name(o, "isPartOf", i.Parent);
        Name(o, "about", i.Event);
    }

    private void Paper(JsonObject o, Paper p)
    {
        Put(o, "additionalType", p.Classification);
        if (p.Symbol is { } symbol) Add(o, "identifier", symbol);
        Put(o, "datePublished", p.Date);
        Name(o, "publisher", p.Organization);
        Name(o, "about", p.Event);
        foreach (var item in p.AgendaItems) Name(o, "about", item);
        Name(o, "isBasedOn", p.Supersedes);
        foreach (var version in p.Versions.Where(v => v.File is not null && p.RestrictedUntil is null))
            Add(o, "encoding", new JsonObject { ["@type"] = "MediaObject", ["inLanguage"] = version.Language, ["contentUrl"] = addressOf(version.File!), ["encodingFormat"] = version.File!.Type });
    }

    private void Decision(JsonObject o, Decision d)
    {
        Put(o, "legislationIdentifier", d.Symbol);
        Put(o, "legislationDate", d.Date);
        Name(o, "legislationPassedBy", d.Organization);
        o["legislationLegalForce"] = "https://schema.org/" + d.Status switch { "superseded" or "expired" => "NotInForce", _ => "InForce" };
        foreach (var amended in d.Amends) Name(o, "legislationAmends", amended);
        foreach (var replaced in d.Supersedes) Name(o, "legislationRepeals", replaced);
        Name(o, "about", d.Event);
        Name(o, "about", d.AgendaItem);
        foreach (var subject in d.Subjects) Add(o, "keywords", subject);
        Put(o, "expires", d.Expires);
    }

    private void Task(JsonObject o, AssignedTask t)
    {
        o["actionStatus"] = "https://schema.org/" + (t.Done is null ? "ActiveActionStatus" : "CompletedActionStatus");
        Name(o, "agent", t.Owner);
        Name(o, "subjectOf", t.SetBy);
        Put(o, "startTime", t.Set);
        Put(o, "endTime", t.Done);
    }

    private static void Texts(JsonObject o, string member, Words words)
    {
        foreach (var (language, text) in words.All) Add(o, member, new JsonObject { ["@language"] = language, ["@value"] = text });
    }

    private static void Put(JsonObject o, string member, PartialDate? date) => Put(o, member, date?.ToString());

    private static void Put(JsonObject o, string member, string? text)
    {
        if (text is not null) o[member] = text;
    }

    // Only records that are public: what is removed is not named by an id that leads nowhere.
    private void Name(JsonObject o, string member, Guid? id)
    {
        if (id is { } known && find(known) is not null) Add(o, member, new JsonObject { ["@id"] = Id(known) });
    }

    // One stands by itself, several in a list.
    private static void Add(JsonObject o, string member, JsonNode item)
    {
        switch (o[member])
        {
            case null: o[member] = item; break;
            case JsonArray several: several.Add(item); break;
            case { } one: o[member] = new JsonArray(one.DeepClone(), item); break;
        }
    }

    private static string Id(Guid id) => "urn:uuid:" + id;
}

using System.Text.Json.Nodes;

namespace Acta.Record.Register;

/// <summary>Which members of a record's JSON name other records, for forms of exchange in which a key of theirs stands in the place of an id.</summary>
public static class RecordMembers
{
    private static readonly Dictionary<string, (string Path, string[] Kinds)[]> s_references = new(StringComparer.Ordinal)
    {
        [Person.TypeName] = [],
        [Organization.TypeName] = [("parent", [Organization.TypeName]), ("predecessors", [Organization.TypeName]), ("rotation", [Organization.TypeName]), ("seat", [Place.TypeName])],
        [Post.TypeName] = [("organization", [Organization.TypeName])],
        [Membership.TypeName] = [("member", [Person.TypeName, Organization.TypeName]), ("organization", [Organization.TypeName]), ("post", [Post.TypeName]), ("onBehalfOf", [Organization.TypeName])],
        [Place.TypeName] = [("parent", [Place.TypeName])],
        [Event.TypeName] =
        [
            ("parent", [Event.TypeName]), ("previous", [Event.TypeName]), ("prepares", [Event.TypeName]), ("organizers", [Organization.TypeName]), ("place", [Place.TypeName]), ("before.place", [Place.TypeName]),
            ("participants.who", [Person.TypeName, Post.TypeName, Organization.TypeName]), ("participants.onBehalfOf", [Organization.TypeName]), ("figures.speaker", [Person.TypeName]),
        ],
        [AgendaItem.TypeName] = [("event", [Event.TypeName]), ("parent", [AgendaItem.TypeName])],
        [Paper.TypeName] = [("organization", [Organization.TypeName]), ("event", [Event.TypeName]), ("agendaItems", [AgendaItem.TypeName]), ("supersedes", [Paper.TypeName])],
        [Decision.TypeName] = [("organization", [Organization.TypeName]), ("event", [Event.TypeName]), ("agendaItem", [AgendaItem.TypeName]), ("amends", [Decision.TypeName]), ("supersedes", [Decision.TypeName])],
        [AssignedTask.TypeName] = [("setBy", [Decision.TypeName, Event.TypeName, Membership.TypeName]), ("owner", [Organization.TypeName, Post.TypeName, Person.TypeName]), ("progress.speaker", [Person.TypeName])],
    };

    /// <summary>The members of a kind that name other records, by their path, with the kinds that they may name.</summary>
    public static IReadOnlyList<(string Path, string[] Kinds)> References(string kind) => s_references[kind];

    /// <summary>Puts something else in the place of every key that names another record.</summary>
    /// <param name="record">The record's JSON; it is changed.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="map">Given the member's path, the kinds it may name and the key, what stands there instead.</param>
    public static void MapReferences(JsonObject record, string kind, Func<string, string[], string, string> map)
    {
        foreach (var (path, kinds) in References(kind)) Map(record, path.Split('.'), key => map(path, kinds, key));
    }

    private static void Map(JsonNode? node, ReadOnlySpan<string> path, Func<string, string> map)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items) Map(item, path, map);
                break;
            case JsonObject o when path.Length > 1:
                Map(o[path[0]], path[1..], map);
                break;
            case JsonObject o:
                if (o[path[0]] is JsonArray keys)
                {
                    for (var i = 0; i < keys.Count; i++)
                        if (TextOf(keys[i]) is { } key) keys[i] = map(key);
                }
                else if (TextOf(o[path[0]]) is { } only)
                {
                    o[path[0]] = map(only);
                }
                break;
        }
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

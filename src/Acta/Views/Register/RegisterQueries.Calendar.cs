using System.Text;
using Acta.Record.Register;
using Acta.Views.News;

namespace Acta.Views.Register;

/// <summary>Which events a calendar shows: all that is named must hold.</summary>
/// <param name="Body">Held by this body or State, or one within it.</param>
/// <param name="Kind">Of this kind.</param>
/// <param name="Place">At this place, or one within it.</param>
public sealed record EventFilter(Guid? Body = null, string? Kind = null, Guid? Place = null)
{
    /// <summary>Whether all events are shown.</summary>
    public bool IsEmpty => this is { Body: null, Kind: null, Place: null };
}

// What the calendar asks. Any change of an event, and of the tree of bodies and places, makes its pages anew.
public sealed partial class RegisterQueries
{
    private const int NearRows = 200;

    /// <summary>The events of a month (<c>2019-12</c>), those of a year of which no month is known (<c>2019</c>), or those without any date (nothing), earliest first.</summary>
    public IReadOnlyList<Recorded<Event>> CalendarOf(string key, EventFilter filter)
    {
        return [.. Filed(RecordFacets.Calendar, key, filter).OrderBy(e => EventDays.Local(e.Says)?.From).ThenBy(e => e.Id)];
    }

    /// <summary>The events that were planned for days of a month and were moved.</summary>
    public IReadOnlyList<Recorded<Event>> CalendarMovedFrom(string month, EventFilter filter) => Filed(RecordFacets.MovedFrom, month, filter);

    /// <summary>How many events <see cref="CalendarOf"/> would give.</summary>
    public long CalendarCount(string key, EventFilter filter) => Ask(filter, () => r.Number(
        $"SELECT COUNT(*) FROM facets d WHERE d.kind = 'event' AND d.facet = @facet AND d.key = @key{Now("d")}{Only(filter)}",
        With([.. Values(filter), ("@facet", RecordFacets.Calendar), ("@key", key)]))) ?? 0;

    /// <summary>The month with events that is nearest to another, after it or before; or the month or year that is; null: none.</summary>
    public string? CalendarBeside(string key, bool after, EventFilter filter, bool isMonth = true) => Ask(filter, () =>
    {
        // Where a filter lets much through, the nearest is among the next rows; where it lets little through, there is little to look at.
        var (way, end) = (after ? '>' : '<', after ? "" : "DESC");
        (string, object?)[] from = With(("@facet", RecordFacets.Calendar), ("@key", key)), values = [.. from, .. Values(filter)];
        var on = $"d.key {way} @key AND length(d.key) {(isMonth ? "= 7" : ">= 4")}{Now("d")}";
        var next = $"SELECT d.key, d.id, d.from_index FROM facets d WHERE d.kind = 'event' AND d.facet = @facet AND {on} ORDER BY d.key {end} LIMIT @near";
        if (r.First($"SELECT d.key FROM ({next}) d WHERE TRUE{Only(filter)} ORDER BY d.key {end} LIMIT 1", row => row.GetString(0), [.. values, ("@near", NearRows)]) is { } near) return near;
        if (filter.IsEmpty || r.Number($"SELECT COUNT(*) FROM ({next})", [.. from, ("@near", NearRows)]) < NearRows) return null;
        var few = filter.Place is not null ? "links c CROSS JOIN facets d WHERE c.target IN (SELECT unhex(value) FROM json_each(@place)) AND c.member = 'place'"
            : filter.Body is not null ? "links c CROSS JOIN facets d WHERE c.target IN (SELECT unhex(value) FROM json_each(@body)) AND c.member = 'organizers'"
            : "facets c CROSS JOIN facets d WHERE c.kind = 'event' AND c.facet = 'kind' AND c.key = @only";
        return r.First($"SELECT d.key FROM {few}{Now("c")} AND d.id = c.id AND d.from_index = c.from_index AND +d.kind = 'event' AND +d.facet = @facet AND {on}{Only(filter)} ORDER BY d.key {end} LIMIT 1", row => row.GetString(0), values);
    });

    /// <summary>Events that are on a day or come after it, earliest first; or those that are over, latest first.</summary>
    public IReadOnlyList<Recorded<Event>> CalendarList(DateOnly day, bool over, EventFilter filter, int skip, int take)
    {
        var found = Events($"SELECT d.id FROM facets d WHERE d.kind = 'event' AND d.facet = '' AND d.key = '' AND d.day > 0 AND d.last {(over ? '<' : ">=")} @day{Now("d")}{Only(filter)} ORDER BY d.day {(over ? "DESC" : "")}, d.id LIMIT @take OFFSET @skip",
            filter, ("@day", day.DayNumber), ("@take", take), ("@skip", skip));
        return over
            ? [.. found.OrderByDescending(e => EventDays.Local(e.Says)!.From).ThenBy(e => e.Id)]
            : [.. found.OrderBy(e => EventDays.Local(e.Says)!.From).ThenBy(e => e.Id)];
    }

    /// <summary>The events that begin latest, whatever their state: what a feed tells.</summary>
    public IReadOnlyList<Recorded<Event>> CalendarFeed(EventFilter filter, int take) =>
        Events($"SELECT d.id FROM facets d WHERE d.kind = 'event' AND d.facet = '' AND d.key = '' AND d.day > 0{Now("d")}{Only(filter)} ORDER BY d.day DESC, d.id LIMIT @take", filter, ("@take", take));

    /// <summary>Events that were removed lately, or are one with another since, newest first: feeds, in which they were if their days were known, take them back. Of a deleted one nothing is known but that it was.</summary>
    public IReadOnlyList<RecordRow> CalendarRemoved(EventFilter filter, int take) => Ask(filter, () => r.Query(
        $"""
        SELECT {RecordRow.Columns} FROM records d WHERE d.kind = 'event' AND d.until_index IS NULL AND d.state >= {(int)ArticleState.Withdrawn}
        AND (d.state = {(int)ArticleState.Erased} OR (EXISTS (SELECT 1 FROM facets f WHERE f.id = d.id AND f.facet = '{RecordFacets.Dated}'){Only(filter, "(SELECT MAX(f.from_index) FROM facets f WHERE f.id = d.id)")}))
        ORDER BY d.from_index DESC LIMIT @take
        """, RecordRow.Read, With([.. Values(filter), ("@take", take)])))!;

    /// <summary>The kinds that events are of.</summary>
    public IReadOnlyList<string> CalendarKinds()
    {
        r.Tag(RegisterTags.Kind("event"));
        return r.Query(Keys(), row => row.GetString(0), With(("@facet", "kind")));
    }

    /// <summary>Whether an event ever was of a kind.</summary>
    public bool CalendarHasKind(string kind)
    {
        r.Tag(RegisterTags.Kind("event"));
        return r.Number("SELECT 1 FROM facets WHERE kind = 'event' AND facet = 'kind' AND key = @kind LIMIT 1", ("@kind", kind)) is not null;
    }

    /// <summary>The bodies and States that hold events, and those they are within.</summary>
    public IReadOnlyList<Recorded<Organization>> CalendarBodies() => WithParents<Organization>("organization", o => o.Parent);

    /// <summary>The places of events, and those they lie in.</summary>
    public IReadOnlyList<Recorded<Place>> CalendarPlaces() => WithParents<Place>("place", p => p.Parent);

    private List<Recorded<T>> WithParents<T>(string facet, Func<T, Guid?> parent) where T : RegisterRecord
    {
        r.Tag(RegisterTags.Kind("event"));
        r.Tag(RegisterTags.Kind(facet));
        var found = Read<T>(r.Query($"SELECT {RecordRow.Columns} FROM records WHERE {_now} AND id IN (SELECT unhex(replace(key, '-', '')) FROM ({Keys()}))", RecordRow.Read, With(("@facet", facet)))).ToDictionary(f => f.Id);
        foreach (var inner in found.Values.ToList())
            for (var above = parent(inner.Says); above is { } id && !found.ContainsKey(id) && Find<T>(id) is { } outer; above = parent(outer.Says)) found[id] = outer;
        return [.. found.Values];
    }

    private List<Recorded<Event>> Filed(string facet, string key, EventFilter filter) =>
        Events($"SELECT d.id FROM facets d WHERE d.kind = 'event' AND d.facet = @facet AND d.key = @key{Now("d")}{Only(filter)}", filter, ("@facet", facet), ("@key", key));

    private List<Recorded<Event>> Events(string ids, EventFilter filter, params (string, object?)[] values) => Ask(filter, () => at is null
        ? Read<Event>([.. r.Query(ids, row => new Guid((byte[])row[0], bigEndian: true), [.. Values(filter), .. values]).Distinct().Select(Kept).OfType<RecordRow>()])
        : Read<Event>(r.Query($"SELECT {RecordRow.Columns} FROM records WHERE {_now} AND id IN ({ids})", RecordRow.Read, With([.. Values(filter), .. values]))));

    private List<Recorded<T>> Read<T>(List<RecordRow> rows) where T : RegisterRecord =>
        [.. rows.Where(row => row.Readable).Select(row => row.Digest is { } digest && Store.RecordCache.Get(digest, Bytes) is T says ? new Recorded<T>(row, says) : null).OfType<Recorded<T>>()];

    private T Ask<T>(EventFilter filter, Func<T> ask)
    {
        r.Tag(RegisterTags.Kind("event"));
        if (filter.Body is not null) r.Tag(RegisterTags.Kind("organization"));
        if (filter.Place is not null) r.Tag(RegisterTags.Kind("place"));
        return ask();
    }

    // Every key of a fact once: from each to the next, since a few hundred keys stand on tens of thousands of rows.
    private string Keys() => $"""
        WITH RECURSIVE keys(key) AS (
            SELECT MIN(key) FROM facets WHERE kind = 'event' AND facet = @facet
            UNION ALL SELECT (SELECT MIN(f.key) FROM facets f WHERE f.kind = 'event' AND f.facet = @facet AND f.key > keys.key) FROM keys WHERE keys.key IS NOT NULL)
        SELECT key FROM keys WHERE key IS NOT NULL AND EXISTS (SELECT 1 FROM facets d WHERE d.kind = 'event' AND d.facet = @facet AND d.key = keys.key{Now("d")})
        """;

    // A body or a place and what is within it, for json_each: the planner, left to find them, reads all links there are.
    private string Within(Guid root, string kind) => r.Shared($"within:{kind}:{root:N}", () =>
    {
        List<Guid> all = [root];
        for (var i = 0; i < all.Count; i++)
            all.AddRange(r.Query($"SELECT id FROM links WHERE target = @target AND member = 'parent' AND kind = @kind AND {_now}", row => new Guid((byte[])row[0], bigEndian: true), With(("@target", ArticleColumns.Blob(all[i])), ("@kind", kind))).Where(id => !all.Contains(id)));
        return $"[{string.Join(',', all.Select(id => $"\"{id:N}\""))}]";
    });

    // The conditions of a filter on rows d of a record as it was filed at an entry.
    private static string Only(EventFilter filter, string filed = "d.from_index")
    {
        var sql = new StringBuilder();
        if (filter.Body is not null) sql.Append($" AND EXISTS (SELECT 1 FROM links o WHERE o.id = d.id AND o.from_index = {filed} AND o.member = 'organizers' AND o.target IN (SELECT unhex(value) FROM json_each(@body)))");
        if (filter.Place is not null) sql.Append($" AND EXISTS (SELECT 1 FROM links o WHERE o.id = d.id AND o.from_index = {filed} AND o.member = 'place' AND o.target IN (SELECT unhex(value) FROM json_each(@place)))");
        if (filter.Kind is not null) sql.Append($" AND EXISTS (SELECT 1 FROM facets x WHERE x.id = d.id AND x.from_index = {filed} AND x.facet = 'kind' AND x.key = @only)");
        return sql.ToString();
    }

    private List<(string, object?)> Values(EventFilter filter)
    {
        List<(string, object?)> values = [];
        if (filter.Body is { } body) values.Add(("@body", Within(body, "organization")));
        if (filter.Place is { } place) values.Add(("@place", Within(place, "place")));
        if (filter.Kind is { } kind) values.Add(("@only", kind));
        return values;
    }
}

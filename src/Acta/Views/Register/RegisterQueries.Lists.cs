using System.Text;
using Acta.Record.Register;
using Acta.Views.News;

namespace Acta.Views.Register;

/// <summary>What a list of records is asked for: all that is named must hold.</summary>
/// <param name="Kind">Of which kind.</param>
public sealed record RecordFilter(string Kind)
{
    /// <summary>Facts, as <c>RecordFacets</c> files them.</summary>
    public IReadOnlyList<(string Facet, string Key)> Facets { get; init; } = [];

    /// <summary>Records that are named, each by the member that names it.</summary>
    public IReadOnlyList<(string Member, Guid Target)> Links { get; init; } = [];

    /// <summary>Of terms: in this body, or in a post of it.</summary>
    public Guid? Body { get; init; }

    /// <summary>Those that hold on this day.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Those that had begun by this day, or of which no beginning is known; a status among <see cref="Facets"/> is then the one on this day.</summary>
    public DateOnly? Known { get; init; }

    /// <summary>The beginning of their symbol, as <see cref="FoundBy.Symbol"/> folds it.</summary>
    public string? Symbol { get; init; }

    /// <summary>Words that begin words of one of their names, as <see cref="FoundBy.Words"/> folds them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether nothing but the kind is asked for.</summary>
    public bool IsAll => Facets.Count == 0 && Links.Count == 0 && Body is null && Day is null && Known is null && Symbol is null && Words.Count == 0;
}

public sealed partial class RegisterQueries
{
    /// <summary>A list, the latest first day first; what has none comes last.</summary>
    /// <param name="filter">What is asked for.</param>
    /// <param name="after">Where the list before ended; null: from its beginning.</param>
    /// <param name="limit">The most rows.</param>
    public IReadOnlyList<(Recorded Record, int Day)> List(RecordFilter filter, (int Day, Guid Id)? after, int limit)
    {
        List<(string, object?)> values = [("@limit", limit)];
        var sql = new StringBuilder("SELECT d.id, d.day FROM ").Append(Rows(filter, values));
        if (after is { } place)
        {
            sql.Append(" AND (d.day, d.id) < (@afterDay, @afterId)");
            values.AddRange([("@afterDay", place.Day), ("@afterId", ArticleColumns.Blob(place.Id))]);
        }
        sql.Append(" ORDER BY d.day DESC, d.id DESC LIMIT @limit");
        var found = r.Query(sql.ToString(), row => (Id: new Guid((byte[])row[0], bigEndian: true), Day: row.GetInt32(1)), With([.. values]));
        return [.. found.Select(f => (Record: Find(f.Id), f.Day)).Where(f => f.Record is not null).Select(f => (f.Record!, f.Day))];
    }

    /// <summary>How many there are.</summary>
    public long Count(RecordFilter filter)
    {
        r.Tag(RegisterTags.Kind(filter.Kind));
        if (at is null && filter is { Facets.Count: <= 1, Links.Count: 0, Body: null, Day: null, Known: null, Symbol: null, Words.Count: 0 } && !(filter.Kind == "decision" && filter.Facets is [("status", _)]))
        {
            var (facet, key) = filter.Facets.Count > 0 ? filter.Facets[0] : (RecordFacets.All, "");
            if (RecordFacets.IsCounted(facet)) return CountOf(filter.Kind, facet, key);
        }
        List<(string, object?)> values = [];
        return r.Number("SELECT COUNT(*) FROM " + Rows(filter, values), With([.. values])) ?? 0;
    }

    /// <summary>A numbered page of a list, and how many the whole has.</summary>
    /// <param name="filter">What is asked for.</param>
    /// <param name="skip">How many stand on the pages before.</param>
    /// <param name="take">The most rows.</param>
    public (IReadOnlyList<Recorded> Rows, long Total) Found(RecordFilter filter, int skip, int take)
    {
        // Names are read through for each question: once.
        if (filter.Words.Count == 0) return (Page(filter, skip, take), Count(filter));
        List<(string, object?)> values = [("@skip", skip), ("@take", take)];
        var found = r.Query($"SELECT d.id, COUNT(*) OVER () FROM {Rows(filter, values)} ORDER BY d.day DESC, d.id DESC LIMIT @take OFFSET @skip", row => (Id: new Guid((byte[])row[0], bigEndian: true), Total: row.GetInt64(1)), With([.. values]));
        return ([.. found.Select(f => Find(f.Id)).OfType<Recorded>()], found.Count > 0 ? found[0].Total : 0);
    }

    /// <summary>A numbered page of a list, the latest first day first.</summary>
    /// <param name="filter">What is asked for.</param>
    /// <param name="skip">How many stand on the pages before.</param>
    /// <param name="take">The most rows.</param>
    public IReadOnlyList<Recorded> Page(RecordFilter filter, int skip, int take)
    {
        List<(string, object?)> values = [("@skip", skip), ("@take", take)];
        var ids = r.Query($"SELECT d.id FROM {Rows(filter, values)} ORDER BY d.day DESC, d.id DESC LIMIT @take OFFSET @skip", row => new Guid((byte[])row[0], bigEndian: true), With([.. values]));
        return [.. ids.Select(Find).OfType<Recorded>()];
    }

    /// <summary>What a kind can be listed by: each key of a facet, with how many have it now.</summary>
    public IReadOnlyList<(string Key, long Count)> Keys(string kind, string facet)
    {
        r.Tag(RegisterTags.Kind(kind));
        return r.Query("SELECT key, n FROM facet_counts WHERE kind = @kind AND facet = @facet", row => (row.GetString(0), row.GetInt64(1)), ("@kind", kind), ("@facet", facet));
    }

    /// <summary>Whether a record of a kind has a fact now.</summary>
    public bool Has(string kind, string facet, string key)
    {
        r.Tag(RegisterTags.Kind(kind));
        return CountOf(kind, facet, key) > 0;
    }

    /// <summary>Whether there is a record of a kind.</summary>
    public bool Any(string kind)
    {
        r.Tag(RegisterTags.Any(kind));
        return CountOf(kind, RecordFacets.All, "") > 0;
    }

    private long CountOf(string kind, string facet, string key) =>
        r.Number("SELECT n FROM facet_counts WHERE kind = @kind AND facet = @facet AND key = @key", ("@kind", kind), ("@facet", facet), ("@key", key)) ?? 0;

    // The rows of a list, as a table d with its conditions.
    private string Rows(RecordFilter filter, List<(string, object?)> values)
    {
        r.Tag(RegisterTags.Kind(filter.Kind));
        values.Add(("@kind", filter.Kind));
        var sql = new StringBuilder();
        // One fact or name gives rows in the order of the list, best the rarest; each further one is a look into its key.
        var (facets, links) = (filter.Facets, filter.Links);
        // A status that changes with time, or by what came later, is not the one that is filed.
        var status = filter is { Kind: "decision" } or { Known: not null, Kind: "task" } ? facets.FirstOrDefault(f => f.Facet == "status").Key : null;
        if (status is not null) facets = [.. facets.Where(f => f.Facet != "status")];
        if (facets.Count > 1) facets = [.. facets.OrderBy(f => RecordFacets.IsCounted(f.Facet) ? CountOf(filter.Kind, f.Facet, f.Key) : 0)];
        if (filter.Symbol is { } symbol)
        {
            sql.Append("facets d WHERE d.kind = @kind AND d.facet = 'sign' AND d.key >= @sign AND d.key < @signEnd");
            values.AddRange([("@sign", symbol), ("@signEnd", symbol + "\U0010FFFF")]);
        }
        else if (filter.Body is { } body)
        {
            r.Tag(RegisterTags.Links(body));
            sql.Append("(SELECT o.id, o.first AS day, o.last, o.from_index, o.until_index FROM links o WHERE o.target = @body AND o.member = 'organization' AND o.kind = @kind "
                + $"UNION SELECT m.id, m.first, m.last, m.from_index, m.until_index FROM links p JOIN links m ON m.target = p.id AND m.member = 'post' WHERE p.target = @body AND p.member = 'organization' AND p.kind = 'post'{Now("p")}) d WHERE TRUE");
            values.Add(("@body", ArticleColumns.Blob(body)));
        }
        else if (facets.Count > 0 || links.Count == 0)
        {
            var (facet, key) = facets.Count > 0 ? facets[0] : (RecordFacets.All, "");
            sql.Append("facets d WHERE d.kind = @kind AND d.facet = @facet AND d.key = @key");
            values.AddRange([("@facet", facet), ("@key", key)]);
            facets = [.. facets.Skip(1)];
        }
        else
        {
            sql.Append("(SELECT id, first AS day, last, from_index, until_index FROM links WHERE target = @target AND member = @member AND kind = @kind) d WHERE TRUE");
            values.AddRange([("@target", ArticleColumns.Blob(links[0].Target)), ("@member", links[0].Member)]);
            links = [.. links.Skip(1)];
        }
        sql.Append(Now("d"));
        foreach (var (i, (facet, key)) in facets.Index())
        {
            sql.Append($" AND EXISTS (SELECT 1 FROM facets x WHERE x.kind = @kind AND x.facet = @facet{i} AND x.key = @key{i} AND x.day = d.day AND x.id = d.id{Now("x")})");
            values.AddRange([($"@facet{i}", facet), ($"@key{i}", key)]);
        }
        foreach (var (i, (member, target)) in links.Index())
        {
            sql.Append($" AND EXISTS (SELECT 1 FROM links x WHERE x.target = @target{i} AND x.member = @member{i} AND x.first = d.day AND x.id = d.id{Now("x")})");
            values.AddRange([($"@target{i}", ArticleColumns.Blob(target)), ($"@member{i}", member)]);
        }
        if (filter.Words.Count > 0)
        {
            sql.Append($" AND d.id IN (SELECT n.id FROM facets n WHERE n.kind = @kind AND n.facet = 'name'{Now("n")}");
            foreach (var (i, word) in filter.Words.Index())
            {
                sql.Append($" AND INSTR(n.key, @word{i}) > 0");
                values.Add(($"@word{i}", " " + word));
            }
            sql.Append(')');
        }
        if (filter.Day is { } day)
        {
            sql.Append(" AND d.day <= @today AND d.last >= @today");
            values.Add(("@today", day.DayNumber));
        }
        if (filter.Known is not null) sql.Append(" AND d.day <= @known");
        // Today is asked for only where the answer depends on it.
        if ((filter.Known ?? (status is null ? null : Today)) is not { } known) return sql.ToString();
        values.Add(("@known", known.DayNumber));
        if (status is not null)
        {
            sql.Append(filter.Kind == "task" ? " AND CASE WHEN d.last <= @doneBy THEN 'done' ELSE 'open' END = @status" : $" AND {Status(known)} = @status");
            values.AddRange([("@status", status), ("@doneBy", DoneBy(known))]);
        }
        return sql.ToString();
    }

    /// <summary>Records of a kind whose newest entry is of a moment or later, and after another entry, in the order of the changes, whatever their state.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="since">The moment.</param>
    /// <param name="after">The other entry; −1: any.</param>
    /// <param name="folder">Only those that ever had their address in this folder, or lost all they said; null: all.</param>
    /// <param name="limit">The most rows.</param>
    public IReadOnlyList<RecordRow> ChangedSince(string kind, DateTimeOffset since, long after, string? folder, int limit)
    {
        r.Tag(RegisterTags.Kind(kind));
        var within = folder is null ? "" : $" AND (state = {(int)ArticleState.Erased} OR EXISTS (SELECT 1 FROM records h WHERE h.id = records.id AND h.folder = @folder))";
        return r.Query($"SELECT {RecordRow.Columns} FROM records WHERE kind = @kind AND until_index IS NULL AND from_index > @after AND time >= @since{within} ORDER BY from_index LIMIT @limit",
            RecordRow.Read, ("@kind", kind), ("@after", after), ("@since", ArticleColumns.Ms(since)), ("@limit", limit), ("@folder", folder));
    }

    /// <summary>Reads what records of a kind say that came after an entry, so that nobody waits for it later; gives the last entry read, null at the end.</summary>
    public long? Read(string kind, long after, int limit)
    {
        long? last = null;
        foreach (var row in r.Query($"SELECT {RecordRow.Columns} FROM records WHERE kind = @kind AND until_index IS NULL AND from_index > @after ORDER BY from_index LIMIT @limit", RecordRow.Read, ("@kind", kind), ("@after", after), ("@limit", limit)))
        {
            if (row.Readable) Says(row);
            Rows().Put(row.Id, row);
            last = row.Entry;
        }
        return last;
    }

    /// <summary>The newest entry of any record of these kinds; −1: there is none.</summary>
    public long LastChange(params ReadOnlySpan<string> kinds)
    {
        long newest = -1;
        foreach (var kind in kinds)
        {
            r.Tag(RegisterTags.Kind(kind));
            newest = Math.Max(newest, r.Number("SELECT MAX(from_index) FROM records WHERE kind = @kind AND until_index IS NULL", ("@kind", kind)) ?? -1);
        }
        return newest;
    }

    /// <summary>The newest entry that took a record out of readers' sight; −1: there is none.</summary>
    public long LastRemoval() => r.Number($"SELECT MAX(from_index) FROM records WHERE until_index IS NULL AND state > {(int)ArticleState.Retired}") ?? -1;

    /// <summary>How many records have a page, and when one of them changed last.</summary>
    public (long Count, DateTimeOffset Changed) AddressCount()
    {
        TagAll();
        return r.First("SELECT COUNT(*), COALESCE(MAX(time), 0) FROM records WHERE until_index IS NULL AND state <= 1 AND folder <> ''", row => (row.GetInt64(0), ArticleColumns.Time(row.GetInt64(1))));
    }

    /// <summary>Pages of records, below a language, in the order they came.</summary>
    public IReadOnlyList<(string Address, DateTimeOffset Changed)> Addresses(long skip, int limit)
    {
        TagAll();
        return r.Query("SELECT folder, slug, time FROM records WHERE until_index IS NULL AND state <= 1 AND folder <> '' ORDER BY first_index LIMIT @limit OFFSET @skip",
            row => ($"{row.GetString(0)}/{row.GetString(1)}", ArticleColumns.Time(row.GetInt64(2))), ("@limit", limit), ("@skip", skip));
    }

    private void TagAll()
    {
        foreach (var kind in RegisterRecord.Kinds) r.Tag(RegisterTags.Kind(kind));
    }

    /// <summary>All that was done to a record, the first first.</summary>
    public IReadOnlyList<RecordRow> History(Guid id)
    {
        r.Tag(RegisterTags.Record(id));
        return r.Query($"SELECT {RecordRow.Columns} FROM records WHERE id = @id ORDER BY from_index", RecordRow.Read, ("@id", ArticleColumns.Blob(id)));
    }

    /// <summary>Whether a term ends on this day and is over on it already, because another began in its place.</summary>
    public bool IsHandedOver(Recorded<Membership> term, DateOnly day) => term.Says.End is { Precision: >= Record.DatePrecision.Day } end && end.LastDay == day
        && (term.Says.Post is { } post ? Holders(post, day) : term.Says is { Role: "chair", Organization: { } body } ? Members(body, day) : null) is { } present && present.All(p => p.Id != term.Id);

    private string Now(string table) => " AND " + Holds(at, table + ".");
}

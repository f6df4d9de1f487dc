using Acta.Following;
using Acta.Record;
using Acta.Record.Register;
using Acta.Record.Site;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Views.Register;

/// <summary>What stands at an address of the register.</summary>
public abstract record RecordResolution
{
    /// <summary>A record that readers may read.</summary>
    public sealed record Found(Recorded Record) : RecordResolution;

    /// <summary>It stands elsewhere now.</summary>
    public sealed record Moved(string Address) : RecordResolution;

    /// <summary>It was removed; the notice says why.</summary>
    public sealed record Gone(RecordRow Row, ShownNotice? Notice) : RecordResolution;

    /// <summary>Nothing was ever there.</summary>
    public sealed record None : RecordResolution;
}

/// <summary>
/// What pages and the data interface ask of the register. Every method notes in the reading which tags its answer depends on;
/// what is asked of a day is asked by today's knowledge, or, with <c>at</c>, as it was stated at a moment of the log.
/// </summary>
/// <param name="r">The snapshot.</param>
/// <param name="at">How many entries the log had at that moment; null: all that are in the snapshot.</param>
public sealed partial class RegisterQueries(ViewReading r, long? at = null)
{
    // The members under which a merged record names the one it is, and one that was split off names the one it was part of.
    internal const string MergedMember = "merged";
    internal const string SplitFrom = "split";

    // Rows that are kept in memory while the log stays as it is: those that pages name again and again, at a look-up less.
    private const int MostRows = 200_000;

    private readonly string _now = Holds(at, "");

    private BoundedMap<Guid, RecordRow>? _rows;

    /// <summary>Records in the making, by id: read in the place of what is public, to show what a page would be.</summary>
    public IReadOnlyDictionary<Guid, RegisterRecord>? Drafts { get; init; }

    /// <summary>What is the same in every answer until a record of these kinds changes, such as the choices of a filter in a language: made once for each state of the log.</summary>
    public T Shared<T>(string name, IReadOnlyList<string> kinds, Func<T> make) where T : class
    {
        foreach (var kind in kinds) r.Tag(RegisterTags.Kind(kind));
        return at is null && Drafts is not { Count: > 0 } ? r.Shared("register:" + name, make) : make();
    }

    /// <summary>What answers at an address such as <c>people/valery-semerikov</c>.</summary>
    public RecordResolution Resolve(string folder, string slug)
    {
        r.Tag(RegisterTags.Path(folder, slug));
        var ids = r.Query("SELECT id, MAX(until_index IS NULL), MAX(from_index) FROM records WHERE folder = @folder AND slug = @slug GROUP BY id ORDER BY 2 DESC, 3 DESC",
            row => new Guid((byte[])row[0], bigEndian: true), ("@folder", folder), ("@slug", slug));
        foreach (var id in ids)
        {
            if (Row(id) is not { } row) continue;
            if (row.State == ArticleState.Merged) return Find(id) is { } other ? new RecordResolution.Moved(other.Row.Address) : new RecordResolution.None();
            if (!row.Readable) return new RecordResolution.Gone(row, NoticeOf(row));
            if (row.Folder != folder || row.Slug != slug) return new RecordResolution.Moved(row.Address);
            return Says(row) is { } found ? new RecordResolution.Found(found) : new RecordResolution.None();
        }
        return new RecordResolution.None();
    }

    /// <summary>The record at an address, present or former, whatever its state; null: there never was one, or it was deleted with its address.</summary>
    public RecordRow? RowAt(string folder, string slug)
    {
        r.Tag(RegisterTags.Path(folder, slug));
        return r.Query("SELECT id, MAX(until_index IS NULL), MAX(from_index) FROM records WHERE folder = @folder AND slug = @slug GROUP BY id ORDER BY 2 DESC, 3 DESC LIMIT 1",
            row => new Guid((byte[])row[0], bigEndian: true), ("@folder", folder), ("@slug", slug)).Select(Row).FirstOrDefault();
    }

    /// <summary>A record as it stands, whatever its state.</summary>
    public RecordRow? Row(Guid id)
    {
        r.Tag(RegisterTags.Record(id));
        var row = at is null ? Kept(id) : Asked(id);
        return Drafts?.GetValueOrDefault(id) is { } draft ? RecordRow.Of(draft, row, r.Now) : row;
    }

    /// <summary>A record that readers may read; of one that is merged, the one it is.</summary>
    public Recorded? Find(Guid id)
    {
        for (var row = Row(id); row is not null; row = IntoOf(row) is { } into ? Row(into) : null)
            if (row.Readable) return Says(row);
        return null;
    }

    /// <summary>The record that a merged one is; null where it isn't merged.</summary>
    public Guid? IntoOf(RecordRow row) => row.State == ArticleState.Merged && NoticeIn(row) is RecordMerger merger ? merger.Into : null;

    /// <summary>The records that were taken for this one until they were split off, and the ones it was split off from.</summary>
    public (IReadOnlyList<Guid> Off, IReadOnlyList<Guid> From) Splits(Guid id)
    {
        r.Tag(RegisterTags.Links(id));
        r.Tag(RegisterTags.Record(id));
        (string, object?)[] values = With(("@id", ArticleColumns.Blob(id)), ("@member", SplitFrom));
        return (r.Query($"SELECT id FROM links WHERE target = @id AND member = @member AND {_now} ORDER BY from_index", row => new Guid((byte[])row[0], bigEndian: true), values),
            r.Query($"SELECT target FROM links WHERE id = @id AND member = @member AND {_now} ORDER BY from_index", row => new Guid((byte[])row[0], bigEndian: true), values));
    }

    /// <inheritdoc cref="Find(Guid)"/>
    public Recorded<T>? Find<T>(Guid? id) where T : RegisterRecord => id is { } known && Find(known) is { Says: T says } found ? new Recorded<T>(found.Row, says) : null;

    /// <summary>The records that name another in a member, on a day or on any, in the order of their first day.</summary>
    /// <param name="target">The other.</param>
    /// <param name="member">The member: <c>post</c>, <c>organization</c>, <c>parent</c> and so on.</param>
    /// <param name="day">Those that hold on this day; null: all.</param>
    public IReadOnlyList<Recorded<T>> Naming<T>(Guid target, string member, DateOnly? day = null) where T : RegisterRecord
    {
        r.Tag(RegisterTags.Links(target));
        var onDay = day is null ? "" : " AND first <= @day AND last >= @day";
        var ids = r.Query($"SELECT id FROM links WHERE target = @target AND member = @member AND {_now}{onDay} ORDER BY first, id",
            row => new Guid((byte[])row[0], bigEndian: true), With(("@target", ArticleColumns.Blob(target)), ("@member", member), ("@day", day?.DayNumber)));
        var found = ids.Select(i => Find<T>(i)).OfType<Recorded<T>>();
        if (Drafts is not { Count: > 0 } drafts) return [.. found];
        // What is in the making may name it anew, no longer, or on other days.
        return [.. found.Where(f => !drafts.ContainsKey(f.Id)).Concat(drafts.Values.OfType<T>().Where(d => d.References.Any(x => x.Member == member && x.Target == target) && (day is not { } on || RecordDays.Of(d).Holds(on))).Select(d => Find<T>(d.Id)).OfType<Recorded<T>>())
            .OrderBy(f => RecordDays.Of(f.Says).First)];
    }

    /// <summary>The articles that name a record, as what, in any language.</summary>
    public IReadOnlyList<(Guid Article, string Rel)> Articles(Guid record)
    {
        // Those that name one that is merged into it name it.
        List<Guid> all = [record];
        for (var i = 0; i < all.Count; i++)
        {
            r.Tag(RegisterTags.Links(all[i]));
            all.AddRange(r.Query($"SELECT id FROM links WHERE target = @target AND member = @member AND {_now}", row => new Guid((byte[])row[0], bigEndian: true), With(("@target", ArticleColumns.Blob(all[i])), ("@member", MergedMember))).Where(m => !all.Contains(m)));
        }
        return [.. all.SelectMany(id => r.Query($"SELECT DISTINCT id, member FROM links WHERE target = @target AND kind = 'article' AND {_now}", row => (new Guid((byte[])row[0], bigEndian: true), row.GetString(1)["article:".Length..]), With(("@target", ArticleColumns.Blob(id))))).Distinct()];
    }

    /// <summary>All records of a kind, in no order.</summary>
    public IReadOnlyList<Recorded<T>> All<T>(string kind) where T : RegisterRecord
    {
        r.Tag(RegisterTags.Kind(kind));
        return [.. r.Query($"SELECT {RecordRow.Columns} FROM records WHERE kind = @kind AND {_now}", RecordRow.Read, With(("@kind", kind)))
            .Where(row => row.Readable).Select(Says).OfType<Recorded>().Where(f => f.Says is T).Select(f => new Recorded<T>(f.Row, (T)f.Says))];
    }

    /// <summary>Who holds a post on a day: of a day of handing over, the one who begins.</summary>
    public IReadOnlyList<Recorded<Membership>> Holders(Guid post, DateOnly day) => Present(Naming<Membership>(post, "post", day), day);

    /// <summary>Who belongs to a body on a day, not counting those in its posts.</summary>
    public IReadOnlyList<Recorded<Membership>> Members(Guid organization, DateOnly day) => Present(Naming<Membership>(organization, "organization", day), day);

    /// <summary>Terms on a day, without those that end on it where another in the same place, of the same standing, begins on it.</summary>
    internal static IReadOnlyList<Recorded<Membership>> Present(IReadOnlyList<Recorded<Membership>> terms, DateOnly day) =>
        [.. terms.Where(t => !(t.Says.End is { Precision: >= DatePrecision.Day } end && end.LastDay == day
            && terms.Any(o => o.Id != t.Id && o.Says.Role == t.Says.Role && o.Says.Start is { Precision: >= DatePrecision.Day } start && start.FirstDay == day && (t.Says.Post is not null || t.Says.Role == "chair"))))];

    // The condition of rows that are stated at the moment; table: before each column, with its point.
    private static string Holds(long? at, string table) => at is null ? $"{table}until_index IS NULL" : $"{table}from_index < @at AND ({table}until_index IS NULL OR {table}until_index >= @at)";

    private RecordRow? Kept(Guid id)
    {
        var rows = Rows();
        if (rows.Get(id) is { } kept) return kept;
        var row = Asked(id);
        if (row is not null) rows.Put(id, row);
        return row;
    }

    private BoundedMap<Guid, RecordRow> Rows() => _rows ??= r.Shared("register:rows", () => new BoundedMap<Guid, RecordRow>(MostRows));

    private RecordRow? Asked(Guid id) => r.First($"SELECT {RecordRow.Columns} FROM records WHERE id = @id AND {_now}", RecordRow.Read, With(("@id", ArticleColumns.Blob(id))));

    private ShownNotice? NoticeOf(RecordRow row) => NoticeIn(row) switch { Notice notice => new ShownNotice(notice.Reason, notice.Replacement), Erasure erasure => new ShownNotice(erasure.Ground, null), _ => null };

    private Recorded? Says(RecordRow row)
    {
        r.Tag(RegisterTags.Record(row.Id));
        if (Drafts?.GetValueOrDefault(row.Id) is { } draft) return new Recorded(row, draft);
        // What was removed since is not told of any moment; the memory of read records does not know.
        if (at is not null && row.Digest is { } former && Bytes(former) is null) return null;
        return row.Digest is { } digest && RecordCache.Get(digest, Bytes) is { } says ? new Recorded(row, says) : null;
    }

    /// <summary>What an entry said of the record; null where that can't be read any more.</summary>
    public RegisterRecord? SaysIn(RecordRow row) => row.Digest is { } digest && Bytes(digest) is { } bytes ? Document.Read(bytes) as RegisterRecord : null;

    /// <summary>The document that says why the last act was done, where one does.</summary>
    public Document? NoticeIn(RecordRow row) => row.Notice is { } digest && Bytes(digest) is { } bytes ? Document.Read(bytes) : null;

    /// <summary>The records that were merged into this one, each with the entry that did it and, where it was undone, the one that did that.</summary>
    public IReadOnlyList<(RecordRow Other, RecordRow Merging, RecordRow? Undoing)> MergedInto(Guid id)
    {
        r.Tag(RegisterTags.Links(id));
        var others = r.Query("SELECT DISTINCT id FROM links WHERE target = @target AND member = @member", row => new Guid((byte[])row[0], bigEndian: true), ("@target", ArticleColumns.Blob(id)), ("@member", MergedMember));
        List<(RecordRow, RecordRow, RecordRow?)> mergers = [];
        foreach (var other in others.Select(Row).OfType<RecordRow>())
        {
            var history = History(other.Id);
            foreach (var (i, merging) in history.Index().Where(h => h.Item.Act == Act.Merge && NoticeIn(h.Item) is RecordMerger merger && merger.Into == id))
                mergers.Add((other, merging, history.Skip(i + 1).FirstOrDefault(h => h.State != ArticleState.Merged)));
        }
        return mergers;
    }

    private byte[]? Bytes(Digest digest) => r.First("SELECT bytes FROM documents WHERE digest = @digest AND withheld_by IS NULL", row => (byte[])row[0], ("@digest", digest.ToBytes()));

    private (string, object?)[] With(params (string, object?)[] parameters) => at is null ? parameters : [.. parameters, ("@at", at)];
}

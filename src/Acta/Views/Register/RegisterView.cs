using Acta.Following;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;
using Acta.Views.News;
using Microsoft.Data.Sqlite;

namespace Acta.Views.Register;

/// <summary>Folds entries into the tables of the register. Runs after the news, whose view keeps the documents.</summary>
public sealed class RegisterView : IView
{
    /// <inheritdoc/>
    public string Name => "register";

    /// <inheritdoc/>
    public void Create(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Schema.Sql;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Apply(ViewWriter w, LogEntry entry)
    {
        var e = entry.Entry;
        if (e is { Kind: "article", Language: not null })
        {
            Article(w, entry);
            return;
        }
        // A text about a record is an edition: it is not the record's facts that change.
        if (e.Language is not null || !RegisterRecord.Kinds.Contains(e.Kind)) return;
        var before = w.Sql.First($"SELECT {RecordRow.Columns} FROM records WHERE id = @id AND until_index IS NULL", RecordRow.Read, ("@id", ArticleColumns.Blob(e.Resource)));
        var digest = e.Documents.Count > 0 ? e.Documents[0] : (Digest?)null;
        var row = new RecordRow
        {
            Id = e.Resource,
            Entry = entry.Index,
            Kind = e.Kind,
            Folder = before?.Folder ?? "",
            Slug = before?.Slug ?? "",
            First = before?.First ?? entry.Index,
            RecordedAt = before?.RecordedAt ?? e.Time,
            Revision = e.Revision,
            Act = e.Act,
            ChangedAt = e.Time,
            State = before?.State ?? ArticleState.Live,
            Digest = before?.Digest,
            Notice = null,
        };
        RegisterRecord? says = null;
        switch (e.Act)
        {
            case Act.Publish or Act.Revise or Act.Correct:
                // An entry that brings nothing says nothing.
                if (digest is not { } brings) return;
                var stored = w.Stored(brings);
                // Of a later schema: the record stays what it was.
                if (stored.Document is not (null or RegisterRecord)) return;
                says = (RegisterRecord?)stored.Document;
                row = row with { State = says is null ? ArticleState.Erased : ArticleState.Live, Digest = says is null ? null : digest };
                if (says is not null) row = row with { Folder = RecordAddress.Folder(says)?.TrimEnd('/') ?? "", Slug = says.Slug };
                break;
            case Act.Merge:
                row = row with { Notice = digest, State = row.Digest is null ? ArticleState.Erased : ArticleState.Merged };
                break;
            case Act.Split:
                row = row with { Notice = digest };
                break;
            case Act.Retire or Act.Withdraw or Act.Restore:
                row = row with { Notice = digest, State = row.Digest is null ? ArticleState.Erased : e.Act switch { Act.Retire => ArticleState.Retired, Act.Withdraw => ArticleState.Withdrawn, _ => ArticleState.Live } };
                break;
            case Act.Erase:
                row = row with { Notice = digest, State = ArticleState.Erased, Digest = null, Folder = "", Slug = "" };
                break;
            default:
                return;
        }
        Replace(w, before, row, says);
        if (e.Act == Act.Erase) Scrub(w, e.Resource, e.Erased);
        switch (e.Act is Act.Merge or Act.Split && digest is { } brought ? w.Document(brought) : null)
        {
            case RecordMerger merger: Relate(w, row, RegisterQueries.MergedMember, row.Id, merger.Into); break;
            case RecordSplit split: Relate(w, row, RegisterQueries.SplitFrom, split.Off, row.Id); break;
        }
    }

    // Articles that name records: each version files its own links. Runs after the news, whose row says what is public.
    private static void Article(ViewWriter w, LogEntry entry)
    {
        var e = entry.Entry;
        var (id, language) = (ArticleColumns.Blob(e.Resource), e.Language!);
        if (e.Revision > 1)
        {
            foreach (var target in w.CatchingUp ? [] : w.Sql.Query("SELECT DISTINCT l.target FROM links l JOIN versions v ON v.id = l.id AND v.from_index = l.from_index WHERE l.id = @id AND v.language = @language AND l.until_index IS NULL", r => new Guid((byte[])r[0], bigEndian: true), ("@id", id), ("@language", language)))
                w.Touch(RegisterTags.Links(target));
            // Whom a deleted text named is told by nothing any more.
            w.Sql.Run(e.Act == Act.Erase
                ? "DELETE FROM links WHERE id = @id AND from_index IN (SELECT from_index FROM versions WHERE id = @id AND language = @language)"
                : "UPDATE links SET until_index = @index WHERE id = @id AND until_index IS NULL AND from_index IN (SELECT from_index FROM versions WHERE id = @id AND language = @language)",
                e.Act == Act.Erase ? [("@id", id), ("@language", language)] : [("@id", id), ("@language", language), ("@index", entry.Index)]);
        }
        var digest = w.Sql.First("SELECT digest FROM versions WHERE id = @id AND language = @language AND until_index IS NULL AND state <= 1", r => r.IsDBNull(0) ? null : (byte[])r[0], ("@id", id), ("@language", language));
        if (digest is null) return;
        // What this entry brings is read already; what it leaves as it was is looked up.
        var brought = e.Documents.FirstOrDefault(d => d.ToBytes().AsSpan().SequenceEqual(digest));
        var bytes = brought.Hex is not null ? w.Stored(brought).Bytes : w.Sql.First("SELECT bytes FROM documents WHERE digest = @digest", r => (byte[])r[0], ("@digest", digest));
        if (bytes is null || (bytes.AsSpan().IndexOf("](acta:"u8) < 0 && bytes.AsSpan().IndexOf("\"records\":"u8) < 0) || Document.Read(bytes) is not Record.News.Edition edition) return;
        foreach (var (rel, target) in Rules.Named(edition).Distinct())
        {
            w.Sql.Run("INSERT INTO links (target, member, first, id, last, kind, from_index) VALUES (@target, @member, 0, @id, 0, 'article', @from) ON CONFLICT DO NOTHING",
                ("@target", ArticleColumns.Blob(target)), ("@member", "article:" + rel), ("@id", id), ("@from", entry.Index));
            w.Touch(RegisterTags.Links(target));
        }
    }

    private static void Replace(ViewWriter w, RecordRow? before, RecordRow after, RegisterRecord? says)
    {
        var id = ArticleColumns.Blob(after.Id);
        var hadAny = HasAny(w, after.Kind);
        TouchAll(w, before);
        if (before is not null) w.Sql.Run("UPDATE records SET until_index = @index WHERE id = @id AND until_index IS NULL", ("@index", after.Entry), ("@id", id));
        w.Sql.Run($"INSERT INTO records ({RecordRow.Columns}) VALUES (@id, @from, @kind, @folder, @slug, @first, @firstTime, @revision, @act, @time, @state, @digest, @notice)",
            ("@id", id), ("@from", after.Entry), ("@kind", after.Kind), ("@folder", after.Folder), ("@slug", after.Slug), ("@first", after.First), ("@firstTime", ArticleColumns.Ms(after.RecordedAt)), ("@revision", after.Revision),
            ("@act", (int)after.Act), ("@time", ArticleColumns.Ms(after.ChangedAt)), ("@state", (int)after.State), ("@digest", after.Digest?.ToBytes()), ("@notice", after.Notice?.ToBytes()));
        says ??= after.Readable && before?.Digest is { } same ? Says(w, same) : null;
        if (before is not null)
        {
            w.Sql.Run("UPDATE links SET until_index = @index WHERE id = @id AND until_index IS NULL AND NOT (member = @split OR member = @merged AND @isMerged)",
                ("@index", after.Entry), ("@id", id), ("@split", RegisterQueries.SplitFrom), ("@merged", RegisterQueries.MergedMember), ("@isMerged", after.State == ArticleState.Merged ? 1 : 0));
            const string itsFacts = "kind = @kind AND (facet, key) IN (SELECT facet, key FROM facets WHERE id = @id AND until_index IS NULL)";
            w.Sql.Run("UPDATE facet_counts SET n = n - 1 WHERE " + itsFacts, ("@kind", before.Kind), ("@id", id));
            w.Sql.Run("DELETE FROM facet_counts WHERE n = 0 AND " + itsFacts, ("@kind", before.Kind), ("@id", id));
            w.Sql.Run("UPDATE facets SET until_index = @index WHERE id = @id AND until_index IS NULL", ("@index", after.Entry), ("@id", id));
        }
        if (says is not null && after.Readable) File(w, after, says);
        TouchAll(w, after);
        if (before is not null) w.Touch(RegisterTags.Amended);
        if (HasAny(w, after.Kind) != hadAny) w.Touch(RegisterTags.Any(after.Kind));
    }

    // What every page leads to is read on every page: it is to change with the first and the last record, not with each.
    private static bool HasAny(ViewWriter w, string kind) => !w.CatchingUp && w.Sql.Number("SELECT 1 FROM facet_counts WHERE kind = @kind AND facet = @all AND key = ''", ("@kind", kind), ("@all", RecordFacets.All)) is not null;

    // What a merger or a split says stays so, whatever the records come to say.
    private static void Relate(ViewWriter w, RecordRow row, string how, Guid id, Guid target)
    {
        w.Sql.Run("INSERT INTO links (target, member, first, id, last, kind, from_index) VALUES (@target, @member, 0, @id, 0, @kind, @from)",
            ("@target", ArticleColumns.Blob(target)), ("@member", how), ("@id", ArticleColumns.Blob(id)), ("@kind", row.Kind), ("@from", row.Entry));
        w.Touch(RegisterTags.Links(target));
        w.Touch(RegisterTags.Record(target));
        w.Touch(RegisterTags.Record(id));
    }

    private static void File(ViewWriter w, RecordRow row, RegisterRecord says)
    {
        var id = ArticleColumns.Blob(row.Id);
        var (first, last) = (RecordDays.Of(says).First.DayNumber, RecordDays.LastOf(says).DayNumber);
        foreach (var (target, member) in says.References.Select(r => (r.Target, r.Member)).Distinct())
            w.Sql.Run("INSERT INTO links (target, member, first, id, last, kind, from_index) VALUES (@target, @member, @first, @id, @last, @kind, @from)",
                ("@target", ArticleColumns.Blob(target)), ("@member", member), ("@first", first), ("@id", id), ("@last", last), ("@kind", row.Kind), ("@from", row.Entry));
        foreach (var (facet, key) in RecordFacets.Of(says).Distinct())
            w.Sql.Run("INSERT INTO facets (kind, facet, key, day, id, last, from_index) VALUES (@kind, @facet, @key, @day, @id, @last, @from)",
                ("@kind", row.Kind), ("@facet", facet), ("@key", key), ("@day", RecordFacets.DayOf(says)), ("@id", id), ("@last", last), ("@from", row.Entry));
        foreach (var (facet, key) in RecordFacets.Of(says).Distinct().Where(f => RecordFacets.IsCounted(f.Facet)))
            w.Sql.Run("INSERT INTO facet_counts (kind, facet, key, n) VALUES (@kind, @facet, @key, 1) ON CONFLICT (kind, facet, key) DO UPDATE SET n = n + 1", ("@kind", row.Kind), ("@facet", facet), ("@key", key));
    }

    // Addresses, days and subjects of what was deleted are its words as well.
    private static void Scrub(ViewWriter w, Guid record, IReadOnlyList<Digest> erased)
    {
        var id = ArticleColumns.Blob(record);
        foreach (var digest in erased)
            w.Sql.Run("UPDATE records SET digest = NULL, slug = '', folder = '' WHERE id = @id AND digest = @digest", ("@id", id), ("@digest", digest.ToBytes()));
        w.Sql.Run("DELETE FROM links WHERE id = @id", ("@id", id));
        w.Sql.Run("DELETE FROM facets WHERE id = @id", ("@id", id));
        RecordCache.Clear();
    }

    private static void TouchAll(ViewWriter w, RecordRow? row)
    {
        if (row is null || w.CatchingUp) return;
        w.Touch(RegisterTags.Record(row.Id));
        w.Touch(RegisterTags.Kind(row.Kind));
        if (row.Slug.Length > 0) w.Touch(RegisterTags.Path(row.Folder, row.Slug));
        foreach (var target in w.Sql.Query("SELECT DISTINCT target FROM links WHERE id = @id AND until_index IS NULL", r => new Guid((byte[])r[0], bigEndian: true), ("@id", ArticleColumns.Blob(row.Id))))
            w.Touch(RegisterTags.Links(target));
    }

    private static RegisterRecord? Says(ViewWriter w, Digest digest) => RecordCache.Get(digest, d => w.Sql.First("SELECT bytes FROM documents WHERE digest = @digest", r => (byte[])r[0], ("@digest", d.ToBytes())));
}

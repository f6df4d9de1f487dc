using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Site;
using Microsoft.Data.Sqlite;

namespace Acta.Views.News;

/// <summary>
/// Folds entries into the tables of the news. What a row holds comes from its own document and from entries alone, so
/// that a replay, which finds erased documents absent, ends with the same rows.
/// </summary>
public sealed class NewsView : IView
{
    /// <inheritdoc/>
    public string Name => "news";

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
        Documents.Take(w, entry);
        switch (entry.Entry.Kind)
        {
            case "article":
                Article(w, entry);
                break;
            case "settings":
                Settings(w, entry);
                break;
            case "log":
                w.Sql.Run("INSERT INTO statements (from_index, act, time, digest) VALUES (@index, @act, @time, @digest)",
                    ("@index", entry.Index), ("@act", (int)entry.Entry.Act), ("@time", ArticleColumns.Ms(entry.Entry.Time)),
                    ("@digest", entry.Entry.Documents.Count > 0 ? entry.Entry.Documents[0].ToBytes() : null));
                w.Touch(Tags.Log);
                break;
        }
        w.Touch(Tags.Everything);
    }

    private static void Article(ViewWriter w, LogEntry entry)
    {
        var e = entry.Entry;
        var versions = Current(w, e.Resource, e.Language);
        if (versions.Count == 0 && e is { Act: Act.Publish or Act.Revise or Act.Correct, Language: not null })
        {
            Publish(w, entry, null);
            return;
        }
        foreach (var version in versions)
        {
            switch (e.Act)
            {
                case Act.Publish or Act.Revise or Act.Correct:
                    Publish(w, entry, version);
                    break;
                case Act.Retire:
                    Become(w, entry, version, ArticleState.Retired);
                    break;
                case Act.Withdraw:
                    Become(w, entry, version, ArticleState.Withdrawn);
                    break;
                case Act.Restore:
                    Become(w, entry, version, ArticleState.Live);
                    break;
                case Act.Erase:
                    Erase(w, entry, version);
                    break;
            }
        }
    }

    private static List<ArticleRow> Current(ViewWriter w, Guid id, string? language) => language is null
        ? w.Sql.Query($"SELECT {ArticleColumns.All} FROM versions v WHERE id = @id AND until_index IS NULL ORDER BY language", ArticleColumns.Read, ("@id", ArticleColumns.Blob(id)))
        : w.Sql.Query($"SELECT {ArticleColumns.All} FROM versions v WHERE id = @id AND language = @language AND until_index IS NULL", ArticleColumns.Read,
            ("@id", ArticleColumns.Blob(id)), ("@language", language));

    private static void Publish(ViewWriter w, LogEntry entry, ArticleRow? before)
    {
        var e = entry.Entry;
        var digest = e.Documents.FirstOrDefault();
        if (digest.Hex is null) return;
        var stored = w.Stored(digest);
        // A document of a type of a later version is kept and skipped: the article stays what it was.
        if (stored.Document is not (null or Edition)) return;
        var edition = (Edition?)stored.Document;
        var row = new ArticleRow
        {
            Edition = before?.Edition ?? entry.Index,
            Entry = entry.Index,
            Id = e.Resource,
            Language = e.Language!,
            Act = e.Act,
            Revision = e.Revision,
            ChangedAt = e.Time,
            RecordedAt = before?.RecordedAt ?? e.Time,
            State = ArticleState.Live,
            Digest = edition is null ? null : digest,
            Unchanged = edition is not null && (before is null || SameAsFirst(w, before, edition)),
        }.With(edition, Zone(w));
        Replace(w, before, row);
    }

    // The first text may be erased: then nothing can be said.
    private static bool SameAsFirst(ViewWriter w, ArticleRow before, Edition edition)
    {
        var first = w.Sql.First(
            """
            SELECT d.bytes FROM versions v JOIN documents d ON d.digest = v.digest
            WHERE v.id = @id AND v.language = @language AND v.from_index = @edition
            """,
            r => (byte[])r[0], ("@id", ArticleColumns.Blob(before.Id)), ("@language", before.Language), ("@edition", before.Edition));
        return first is not null && Document.Read(first) is Edition published && ArticleFacts.SameText(published, edition);
    }

    private static void Become(ViewWriter w, LogEntry entry, ArticleRow before, ArticleState state) => Replace(w, before, before with
    {
        Entry = entry.Index,
        Act = entry.Entry.Act,
        Revision = entry.Entry.Revision,
        ChangedAt = entry.Entry.Time,
        // Without its document there is nothing to show, whatever is said of it.
        State = before.Digest is null ? ArticleState.Erased : state,
        NoticeDigest = entry.Entry.Documents.Count > 0 ? entry.Entry.Documents[0] : null,
        Note = null,
        MajorCorrection = false,
    });

    private static void Erase(ViewWriter w, LogEntry entry, ArticleRow before)
    {
        var erased = entry.Entry.Erased;
        var after = (before.Digest is { } digest && erased.Contains(digest) ? before.Bare() with { Digest = null } : before) with
        {
            Entry = entry.Index,
            Act = entry.Entry.Act,
            Revision = entry.Entry.Revision,
            ChangedAt = entry.Entry.Time,
            NoticeDigest = entry.Entry.Documents.Count > 0 ? entry.Entry.Documents[0] : null,
            Note = null,
            MajorCorrection = false,
        };
        Replace(w, before, after);
        Scrub(w, before, erased);
    }

    // Takes every word of the erased documents out of all rows of the language version, and files it anew from what is left.
    private static void Scrub(ViewWriter w, ArticleRow version, IReadOnlyList<Digest> erased)
    {
        var rows = w.Sql.Query($"SELECT {ArticleColumns.All} FROM versions v WHERE id = @id AND language = @language ORDER BY from_index",
            ArticleColumns.Read, ("@id", ArticleColumns.Blob(version.Id)), ("@language", version.Language));
        var firstErased = rows[0].Digest is null || erased.Contains(rows[0].Digest!.Value);
        foreach (var row in rows)
        {
            Filing.Remove(w, row);
            var scrubbed = row.Digest is { } digest && erased.Contains(digest) ? row.Bare() : row;
            if (firstErased) scrubbed = scrubbed with { Unchanged = false };
            w.Sql.Run(ArticleColumns.Update, ArticleColumns.Values(scrubbed));
            Filing.Add(w, scrubbed);
        }
        w.Sql.Run("DELETE FROM lists WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.list = lists.list)");
    }

    private static void Replace(ViewWriter w, ArticleRow? before, ArticleRow after)
    {
        if (before is not null)
        {
            w.Sql.Run("UPDATE versions SET until_index = @index WHERE edition = @edition AND until_index IS NULL", ("@index", after.Entry), ("@edition", after.Edition));
            Filing.End(w, before, after.Entry);
        }
        // Not of a first publication: an import brings thousands of those.
        if (before is not null)
        {
            var amendments = w.Sql.Number("SELECT MAX(amendment) FROM versions WHERE language = @language AND amendment IS NOT NULL", ("@language", after.Language));
            after = after with { Amendment = 1 + (amendments ?? 0) };
        }
        w.Sql.Run(ArticleColumns.Insert, ArticleColumns.Values(after));
        Filing.Add(w, after);
        Touching.Changed(w, before, after);
    }

    private static void Settings(ViewWriter w, LogEntry entry)
    {
        var e = entry.Entry;
        w.Touch(Tags.Settings);
        if (e.Act is not (Act.Publish or Act.Revise or Act.Correct) || e.Documents.Count == 0) return;
        var stored = w.Stored(e.Documents[0]);
        if (stored.Document is not (null or SiteSettings)) return;
        w.Sql.Run("UPDATE settings SET until_index = @index WHERE until_index IS NULL", ("@index", entry.Index));
        w.Sql.Run("INSERT INTO settings (from_index, time, digest, time_zone) VALUES (@index, @time, @digest, @zone)",
            ("@index", entry.Index), ("@time", ArticleColumns.Ms(e.Time)), ("@digest", stored.Digest.ToBytes()),
            ("@zone", (stored.Document as SiteSettings)?.TimeZone));
    }

    // The zone in force at this entry: an address and a day, once given, do not move when the zone is changed.
    private static TimeZoneInfo Zone(ViewWriter w) =>
        SiteZone.Of(w.Sql.First("SELECT time_zone FROM settings WHERE until_index IS NULL", r => r.IsDBNull(0) ? null : r.GetString(0)));
}

/// <summary>The organisation's own days and hours.</summary>
public static class SiteZone
{
    /// <summary>The IANA zone, or UTC where there is none or this machine does not know it.</summary>
    public static TimeZoneInfo Of(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The moment a day is over there.</summary>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }
}

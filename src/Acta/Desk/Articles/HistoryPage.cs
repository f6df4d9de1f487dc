using System.Globalization;
using Acta.Desk.Translation;
using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Desk.Articles;

/// <summary><c>/desk/articles/{id}/{lang}/history</c>: each public revision of a language version, with who and which words.</summary>
internal static class HistoryPage
{
    public const int PageSize = 10;

    public static Task Show(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language)) return r.Message(404, "no-page");
        IReadOnlyList<Revision> revisions;
        using (var views = r.Need<ViewsDb>().Read()) revisions = new NewsQueries(views).Revisions(id, language);
        if (revisions.Count == 0) return r.Message(404, "no-page");
        var pages = (revisions.Count + PageSize - 1) / PageSize;
        var page = int.TryParse(r.Http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        using var reading = r.Need<MainStore>().Read();
        var events = reading.Query(
            "SELECT time, actor, act, entry_idx FROM audit WHERE resource = @id AND language = @language AND (entry_idx IS NOT NULL OR act IN ('draft-approve', 'draft-release-override')) ORDER BY id",
            row => new ReleaseEvent(row.GetInt64(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetInt64(3)), ("@id", id.ToString()), ("@language", language));
        var shown = Enumerable.Range(0, revisions.Count).Reverse().Skip((page - 1) * PageSize).Take(PageSize).Select(i => Of(r, reading, revisions, i, events)).ToList();
        var now = revisions[^1].Row;
        return r.Page(Slices.History.Create(new HistoryModel(
            r.Frame(r.Words["history.title"]), id, language, now.Headline, shown, page, pages, r.Names())));
    }

    private static PublicRevision Of(DeskRequest r, Reading reading, IReadOnlyList<Revision> revisions, int i, IReadOnlyList<ReleaseEvent> events)
    {
        var (row, former) = (revisions[i].Row, i == 0 ? null : revisions[i - 1].Row);
        // Who answered for this text: after the last release, up to this one.
        var (from, to) = (former?.ChangedAt.ToUnixTimeMilliseconds() ?? 0, row.ChangedAt.ToUnixTimeMilliseconds());
        var before = events.Where(e => e.Entry is null && e.Time >= from && e.Time <= to).ToList();
        var isText = row.Act is Act.Publish or Act.Revise or Act.Correct;
        var (was, stands) = (Read(reading, former?.Digest), Read(reading, row.Digest));
        return new PublicRevision(
            revisions[i], events.FirstOrDefault(e => e.Entry == row.Entry)?.Actor, isText ? before.LastOrDefault(e => e.Act == "draft-approve")?.Actor : null,
            isText && before.Any(e => e.Act == "draft-release-override"),
            former is null || former.Digest == row.Digest ? [] : was is null || stands is null ? null : RevisionChange.Between(was, stands, r.Zone, r.Frame("")))
        {
            IsReordered = was is not null && stands is not null && RevisionChange.AreReordered(was, stands),
        };
    }

    private static Edition? Read(Reading reading, Digest? digest) => digest is { } d && reading.Document(d).Bytes is { } bytes ? Document.Read(bytes) as Edition : null;

    private sealed record ReleaseEvent(long Time, string Actor, string Act, long? Entry);
}

/// <summary>A field, or a passage of the body, that is not as it was.</summary>
public sealed record RevisionChange(string Field, SourceChange Change)
{
    /// <summary>What differs between two texts, in the words of people: fields first, then the body passage by passage.</summary>
    internal static IReadOnlyList<RevisionChange> Between(Edition before, Edition now, TimeZoneInfo zone, DeskFrame frame)
    {
        var (was, stands) = (DraftForm.Of(before, zone), DraftForm.Of(now, zone));
        var changes = new List<RevisionChange>();
        foreach (var name in DraftForm.Names)
            // The body is compared by passages.
            if (name != "body" && was[name] != stands[name])
                changes.Add(new RevisionChange(name, SourceChange.Of(Shown(name, was[name], before, frame), Shown(name, stands[name], now, frame)) ?? new SourceChange(was[name], stands[name])));
        foreach (var change in SourceChanges.Between(before, now, null, zone).Where(c => c.Field is null))
        {
            // A passage that another took the place of reads as one that was changed.
            if (change.Kind == SourceChangeKind.Added && changes is [.., { Field: "body", Change: { Kind: SourceChangeKind.Removed } gone }] && BehindIs(gone.Block, change.Block)) changes[^1] = new RevisionChange("body", new SourceChange(gone.Before, change.Now));
            else changes.Add(new RevisionChange("body", change));
        }
        return changes;

        bool BehindIs(string behind, string block)
        {
            var at = 0;
            while (at < now.Body.Count && now.Body[at].Id != block) at++;
            return behind == (at == 0 ? "" : now.Body[at - 1].Id);
        }
    }

    /// <summary>Whether passages that both have stand in another order.</summary>
    internal static bool AreReordered(Edition before, Edition now) =>
        !before.Body.Select(b => b.Id).Intersect(now.Body.Select(b => b.Id)).SequenceEqual(now.Body.Select(b => b.Id).Intersect(before.Body.Select(b => b.Id)));

    // As the form shows it, not as it is kept.
    private static AsRead Shown(string name, string value, Edition e, DeskFrame frame)
    {
        var w = frame.Words;
        return name switch
        {
            _ when value.Length == 0 => AsRead.Nothing,
            _ when name.StartsWith("records-", StringComparison.Ordinal) => AsRead.Plain(frame.RecordNames(value)),
            "lead-caption" => AsRead.Inline(value),
            "lead" => AsRead.Plain(e.Lead?.Source.File?.Name ?? value),
            "kind" or "edition" => AsRead.Plain(w[name + "." + value]),
            "prevailing" or "from-language" => AsRead.Plain(w.LanguageName(value)),
            "sections" => AsRead.Plain(string.Join(", ", value.Split(' ').Select(frame.SectionName))),
            "lead-decorative" => AsRead.Plain(w["yes"]),
            _ => AsRead.Plain(value),
        };
    }
}

/// <summary>One revision that was public.</summary>
/// <param name="Of">As the record has it.</param>
/// <param name="Actor">Who released it, by the audit trail.</param>
/// <param name="Approver">Who approved it.</param>
/// <param name="IsOverridden">Whether it was released without approval.</param>
/// <param name="Changes">What differs from the one before; null: a text of the two is no longer kept.</param>
public sealed record PublicRevision(Revision Of, string? Actor, string? Approver, bool IsOverridden, IReadOnlyList<RevisionChange>? Changes)
{
    /// <summary>Whether passages stand in another order than before.</summary>
    public bool IsReordered { get; init; }
}

public sealed record HistoryModel(
    DeskFrame Frame, Guid Id, string Language, string Headline, IReadOnlyList<PublicRevision> Revisions, int Page, int Pages, IReadOnlyDictionary<Guid, string> Names);

using Acta.Desk.Articles;
using Acta.Following;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;
using Acta.Views.Register;

namespace Acta.Desk.Register;

/// <summary>What was done to a record in public, and the versions of what is in the making.</summary>
internal static class RecordHistory
{
    /// <summary><c>/desk/register/{id}/history</c>: each public revision, with who, and which facts changed from what to what.</summary>
    public static Task Show(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id) return r.Message(404, "no-page");
        IReadOnlyList<RecordRow> rows;
        using (var views = r.Need<ViewsDb>().Read()) rows = new RegisterQueries(views).History(id);
        using var reading = r.Need<MainStore>().Read();
        var register = DraftedRegister.Of(reading);
        var events = reading.Query("SELECT time, actor, act, entry_idx FROM audit WHERE resource = @id AND language IS NULL ORDER BY id DESC LIMIT 300",
            row => new ArticleEvent(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2), null, row.IsDBNull(3) ? null : row.GetInt64(3), null), ("@id", id.ToString()));
        if (rows.Count == 0 && events.Count == 0) return r.Message(404, "no-page");
        var revisions = new List<RecordRevision>();
        RegisterRecord? before = null;
        foreach (var row in rows)
        {
            var says = row.Digest is { } digest && reading.Document(digest).Bytes is { } bytes ? Document.Read(bytes) as RegisterRecord : null;
            revisions.Add(new RecordRevision(row, events.FirstOrDefault(e => e.Entry == row.Entry)?.Actor, says?.Correction?.Note is { } note && row.Act == Act.Correct ? note : null,
                before is null || says is null || row.Act is not (Act.Publish or Act.Revise or Act.Correct) ? [] : RecordChanges.Between(before, says, register, r.Words)));
            before = says ?? before;
        }
        revisions.Reverse();
        return r.Page(Slices.RecordHistory.Create(new RecordHistoryModel(r.Frame(r.Words["history.title"]), id, register.Find(id) is { } known ? register.NameOf(known, r.Words) : before is null ? r.Words["record.unknown"] : register.NameOf(before, r.Words), revisions, events, r.Names())));
    }

    /// <summary><c>/desk/register/{id}/versions</c>: the saves of what is in the making, to compare and to bring back.</summary>
    public static Task Versions(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id) return r.Message(404, "no-page");
        using var reading = r.Need<MainStore>().Read();
        var versions = RecordDrafts.Versions(reading, id);
        if (versions.Count == 0 || RecordDrafts.Find(reading, id) is not { } draft) return r.Message(404, "no-page");
        var query = r.Http.Request.Query;
        RecordVersion? Asked(string name) => versions.FirstOrDefault(v => v.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == query[name]);
        var newer = Asked("of") ?? versions[0];
        var older = Asked("with") ?? versions.FirstOrDefault(v => v.Number < newer.Number) ?? newer;
        if (older.Number > newer.Number) (older, newer) = (newer, older);
        var register = DraftedRegister.Of(reading);
        return r.Page(Slices.RecordVersions.Create(new RecordVersionsModel(
            r.Frame(r.Words["versions.title"]), draft, register.NameOf(draft.Says, r.Words), versions, older, newer, RecordChanges.Between(older.Says, newer.Says, register, r.Words), draft.IsOpen && r.Staff.May(RegisterRights.Writers), r.Names())));
    }

    /// <summary>Brings a version back: as a further save, so that nothing after it is lost.</summary>
    public static async Task Restore(DeskRequest r)
    {
        if (ArticleRequest.Id(r) is not { } id || !long.TryParse(await r.Field("number"), out var number) || !long.TryParse(await r.Field("version"), out var version))
        {
            await r.Message(404, "no-page");
            return;
        }
        RegisterRecord? old;
        RecordDraft? draft;
        using (var reading = r.Need<MainStore>().Read()) (old, draft) = (RecordDrafts.Versions(reading, id).FirstOrDefault(v => v.Number == number)?.Says, RecordDrafts.Find(reading, id));
        if (old is null || draft is not { IsOpen: true })
        {
            await r.Message(404, "no-page");
            return;
        }
        await (r.Need<RecordDrafts>().Save(old, version, draft.Base, draft.Act, draft.Note, r.Staff, r.Address, instead: true) switch
        {
            RecordOutcome.Done => r.Go($"/desk/register/{id}", "restored"),
            RecordOutcome.Refused refused => EditRecord.Show(r, id, r.Words[refused.Why], 409),
            _ => EditRecord.Show(r, id, r.Words["draft.changed"], 409),
        });
    }
}

/// <summary>One public revision of a record.</summary>
/// <param name="Row">As the record has it.</param>
/// <param name="Actor">Who, by the audit trail.</param>
/// <param name="Note">Of a correction.</param>
/// <param name="Changes">What differs from the one before.</param>
public sealed record RecordRevision(RecordRow Row, string? Actor, string? Note, IReadOnlyList<RecordChange> Changes);

public sealed record RecordHistoryModel(DeskFrame Frame, Guid Id, string Name, IReadOnlyList<RecordRevision> Revisions, IReadOnlyList<ArticleEvent> Events, IReadOnlyDictionary<Guid, string> Names);

public sealed record RecordVersionsModel(
    DeskFrame Frame, RecordDraft Draft, string Name, IReadOnlyList<RecordVersion> Versions, RecordVersion Older, RecordVersion Newer, IReadOnlyList<RecordChange> Changes, bool MayWrite, IReadOnlyDictionary<Guid, string> Names);

using System.Globalization;
using Acta.Access;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary>The moment before which no language version of an article goes out, whether its release is planned or not.</summary>
/// <param name="Until">The moment it ends.</param>
/// <param name="By">Who set it.</param>
public sealed record Embargo(DateTimeOffset Until, Guid By)
{
    /// <summary>The embargo of an article; null where there is none or it is over.</summary>
    public static Embargo? Of(Reading r, Guid id, DateTimeOffset now) => r.First(
        "SELECT until, writer FROM embargoes WHERE id = @id AND until > @now", row => new Embargo(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), Guid.Parse(row.GetString(1))),
        ("@id", id.ToString()), ("@now", now.ToUnixTimeMilliseconds()));

    /// <summary>What previews name: the end of the embargo, or the planned release where that is later.</summary>
    public static DateTimeOffset? Shown(Reading r, Guid id, string language, DateTimeOffset now)
    {
        var (planned, until) = (Planned.Of(r, id, language)?.Due, Of(r, id, now)?.Until);
        return planned is { } due && until is { } end ? due > end ? due : end : planned ?? until;
    }

    public static void Lift(Writing w, Guid id) => w.Execute("DELETE FROM embargoes WHERE id = @id", ("@id", id.ToString()));

    /// <summary><c>POST /desk/articles/{id}/embargo</c>: sets it, moves it, or lifts it.</summary>
    public static async Task Set(DeskRequest r)
    {
        var (store, time) = (r.Need<MainStore>(), r.Need<TimeProvider>());
        IReadOnlyList<Draft> drafts = [];
        if (ArticleRequest.Id(r) is { } id)
            using (var reading = store.Read()) drafts = [.. Drafts.Of(reading, id).Where(d => d.State != DraftState.Published)];
        if (drafts.Count == 0)
        {
            await r.Message(404, "no-page");
            return;
        }
        id = drafts[0].Id;
        var isLifted = await r.Field("lift") == "yes";
        var due = isLifted ? null : await DueField.Read(r);
        string? fault = null;
        using (var w = store.BeginDeskWrite())
        {
            var now = time.GetUtcNow();
            var before = Of(w, id, now);
            var status = 400;
            // Whoever writes may ask for silence; who releases it from that answers for the text.
            var isEarlier = before is not null && (isLifted || due!.At < before.Until);
            if (!(isEarlier ? drafts.Any(r.Staff.MayReview) : drafts.Any(r.Staff.MayWrite))) (fault, status) = (r.Words[isEarlier ? "embargo.not-yours" : "draft.not-yours"], 403);
            else if (due?.Fault is { } said) fault = said;
            else if (due?.At <= now) fault = r.Words["embargo.past"];
            if (fault is not null)
            {
                w.Dispose();
                await ArticlePage.Show(r, id, fault, status, due?.Twice);
                return;
            }
            if (isLifted) Lift(w, id);
            else
                w.Execute("INSERT INTO embargoes (id, until, writer) VALUES (@id, @until, @by) ON CONFLICT (id) DO UPDATE SET until = excluded.until, writer = excluded.writer",
                    ("@id", id.ToString()), ("@until", due!.At!.Value.ToUnixTimeMilliseconds()), ("@by", r.Staff.Id.ToString()));
            AuditTrail.Add(w, time, r.Staff.Actor, isLifted ? "embargo-lift" : "embargo-set", r.Address, id, null, null, due?.At?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));
            w.Commit();
        }
        await r.Go($"/desk/articles/{id}", "saved");
    }
}

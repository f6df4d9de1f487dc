using Acta.Desk.Articles;
using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Readers;

/// <summary><c>/desk/misses</c>: addresses asked for in vain, the most asked for first; one click leads them to an article.</summary>
internal static class MissesPage
{
    public static Task Show(DeskRequest r) => Show(r, null, 200);

    /// <summary>Publishes that a former address is an article's: the redirect is an act of the log, like any.</summary>
    public static async Task Lead(DeskRequest r)
    {
        var (path, to) = (await r.Field("path"), await r.Field("to"));
        if (!path.StartsWith('/') || path.Length > 300 || r.Need<PublishedList>().At(to) is not { IsReadable: true, Digest: { } digest } line)
        {
            await Show(r, r.Words["misses.no-target"], 400);
            return;
        }
        if (!r.Staff.MayRelease(line.Language, line.Section))
        {
            await r.Message(403, "no-right");
            return;
        }
        Edition edition;
        using (var reading = r.Need<MainStore>().Read()) edition = (Edition)Document.Read(reading.Document(digest).Bytes!);
        var proposal = new Proposal
        {
            Act = Act.Revise,
            Resource = edition.Id,
            Kind = "article",
            Language = edition.Language,
            Document = edition with { Salt = "", Correction = null, FormerAddresses = [.. edition.FormerAddresses.Append(path).Distinct()] },
        };
        // What was translated from this very text stands for it as it is now: no word has changed.
        List<Proposal> all = [proposal];
        using (var reading = r.Need<MainStore>().Read())
            foreach (var other in r.Need<PublishedList>().Find(edition.Id)!.Versions.Where(v => v.IsReadable && v.TranslatedLanguage == edition.Language && v.TranslatedDigest == digest && v.Digest is not null))
                all.Add(proposal with { Language = other.Language, TranslatesNewest = true, Document = (Edition)Document.Read(reading.Document(other.Digest!.Value).Bytes!) with { Salt = "", Correction = null } });
        if (r.Need<Publisher>().Publish(all, r.Staff.Actor) is PublishOutcome.Refused refused)
        {
            await Show(r, refused.Refusals[0].Sentence, 409);
            return;
        }
        Forget(r, path);
        await r.GoOnceFollowed("/desk/misses", "redirected");
    }

    public static async Task Drop(DeskRequest r)
    {
        Forget(r, await r.Field("path"));
        await r.Go("/desk/misses", "saved");
    }

    private static void Forget(DeskRequest r, string path)
    {
        using var w = r.Need<MainStore>().BeginDeskWrite();
        w.Execute("DELETE FROM misses WHERE path = @path", ("@path", path));
        w.Commit();
    }

    private static Task Show(DeskRequest r, string? fault, int status)
    {
        using var reading = r.Need<MainStore>().Read();
        var misses = reading.Query("SELECT path, count, last FROM misses ORDER BY count DESC, last DESC LIMIT 100",
            row => new Miss(row.GetString(0), row.GetInt64(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))));
        return r.Page(Slices.Misses.Create(new MissesModel(r.Frame(r.Words["misses.title"]), misses, fault, r.Staff.May(Access.Roles.Publisher))), status);
    }
}

/// <summary>An address that nothing stands at.</summary>
public sealed record Miss(string Path, long Count, DateTimeOffset Last);

public sealed record MissesModel(DeskFrame Frame, IReadOnlyList<Miss> Misses, string? Fault, bool MayLead);

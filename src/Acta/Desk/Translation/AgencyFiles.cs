using Acta.Desk.Articles;
using Acta.Following;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Desk.Translation;

/// <summary><c>/desk/articles/{id}/{lang}/xliff</c>: a translation as a file for an agency, and back from it.</summary>
internal static class AgencyFiles
{
    public static async Task Give(DeskRequest r)
    {
        if (Found(r) is not { } draft)
        {
            await r.Message(404, "no-page");
            return;
        }
        byte[] bytes;
        string name;
        using (var reading = r.Need<MainStore>().Read())
        {
            if (EditPage.OriginalOf(reading, draft, r.Need<PublishedList>()) is not { } original)
            {
                await r.Message(404, "no-page");
                return;
            }
            bytes = XliffWriter.Write(draft, original.Edition, draft.Source is { } source && original.HasMoved ? AsItWas(r, reading, draft, source) : null);
            name = $"{(draft.Edition.Slug.Length > 0 ? draft.Edition.Slug : draft.Id.ToString())}.{original.Edition.Language}-{draft.Language}.xlf";
        }
        r.Http.Response.ContentType = "application/xliff+xml";
        r.Http.Response.Headers.CacheControl = "no-store";
        r.Http.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}";
        r.Http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(r.Http.Request.Method)) await r.Http.Response.BodyWriter.WriteAsync(bytes, r.Http.RequestAborted);
    }

    public static async Task Take(DeskRequest r)
    {
        if (Found(r) is not { } draft)
        {
            await r.Message(404, "no-page");
            return;
        }
        if (!r.Staff.MayWrite(draft))
        {
            await r.Message(403, "draft.not-yours");
            return;
        }
        Edition edition;
        XliffReader file;
        bool isWhole;
        try
        {
            file = XliffReader.Open(await Bytes(r));
            if (file.Name.Id != draft.Id || file.Name.Language != draft.Language) throw new XliffFault("xliff.foreign");
            using var reading = r.Need<MainStore>().Read();
            var original = AsItWas(r, reading, draft, file.Name.Wording) ?? throw new XliffFault("xliff.foreign");
            if (file.SourceLanguage != original.Language || file.TargetLanguage != draft.Language) throw new XliffFault("xliff.language");
            // As the agency got it: what it sends back was written on that.
            var then = file.Name.Version == draft.Version ? draft.Edition : Drafts.Versions(reading, draft.Id, draft.Language).FirstOrDefault(v => v.Number <= file.Name.Version)?.Edition ?? draft.Edition;
            var texts = file.Read(original, then);
            isWhole = Passages.Of(original).All(p => texts.ContainsKey(p.Id));
            edition = Passages.With(then, original, texts);
        }
        catch (XliffFault fault)
        {
            await EditPage.Show(r, draft, null, r.Words.Text(fault.Why, ("unit", fault.Unit)), 400);
            return;
        }
        switch (r.Need<Drafts>().Save(draft.Id, draft.Language, file.Name.Version, now => now with { Edition = edition }, r.Staff, r.Address, instead: true))
        {
            case DraftOutcome.Done:
                await r.Go($"/desk/articles/{draft.Id}/{draft.Language}", isWhole ? "xliff" : "xliff-part");
                break;
            case DraftOutcome.Conflict conflict:
                await EditPage.Merge(r, conflict.Now, DraftForm.Of(draft with { Edition = edition }, r.Zone));
                break;
            case DraftOutcome.Refused refused:
                await r.Message(403, refused.Why);
                break;
        }
    }

    // The original by its wording: as it stands, as it was saved once, as it was public once.
    internal static Edition? AsItWas(DeskRequest r, Reading reading, Draft draft, Digest wording)
    {
        if (draft.Edition.TranslationOf is not { Outlet: null, Url: null, Language: var language }) return null;
        bool Is(Edition? e) => e is not null && Wording.Of(e) == wording;
        if (EditPage.OriginalOf(reading, draft, r.Need<PublishedList>())?.Edition is { } now && Is(now)) return now;
        if (Drafts.Versions(reading, draft.Id, language).FirstOrDefault(v => Is(v.Edition)) is { } saved) return saved.Edition;
        using var views = r.Need<ViewsDb>().Read();
        foreach (var digest in new NewsQueries(views).Revisions(draft.Id, language).Select(v => v.Row.Digest).OfType<Digest>().Distinct())
            if (reading.Document(digest).Bytes is { } bytes && Document.Read(bytes) is Edition edition && Is(edition)) return edition;
        return null;
    }

    private static Draft? Found(DeskRequest r) =>
        ArticleRequest.Version(r) is var (id, language) && r.Settings is not null && r.Need<Drafts>().Find(id, language) is { State: not DraftState.Published } draft ? draft : null;

    private static async Task<byte[]> Bytes(DeskRequest r)
    {
        // The form was read already, for its token.
        if (!r.Http.Request.HasFormContentType || (await r.Http.Request.ReadFormAsync(r.Http.RequestAborted)).Files["file"] is not { Length: > 0 } sent) throw new XliffFault("xliff.none");
        using var stream = new MemoryStream();
        await sent.CopyToAsync(stream, r.Http.RequestAborted);
        return stream.ToArray();
    }
}

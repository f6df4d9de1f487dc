using System.Text;
using Acta.Access;
using Acta.Following;
using Acta.Pages;
using Acta.Record.News;
using Acta.Store;

namespace Acta.Desk.Articles;

/// <summary>A link to a preview for somebody without an account.</summary>
public sealed record PreviewLink(Guid Id, string Language, string Label, DateTimeOffset Created, DateTimeOffset Expires, bool Revoked, long Opened, DateTimeOffset? OpenedLast, Guid Creator);

/// <summary>A text in the making as its page would be: for those who work here, and by a link that expires.</summary>
internal static class Previews
{
    public static Task Show(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Need<Drafts>().Find(id, language) is not { } draft) return r.Message(404, "no-page");
        DateTimeOffset? due;
        using (var reading = r.Need<MainStore>().Read()) due = Embargo.Shown(reading, id, language, r.Need<TimeProvider>().GetUtcNow());
        return Page(r, draft, due, draft.State == DraftState.Published ? "preview.published" : "preview.banner", "/desk/media/");
    }

    /// <summary><c>/preview/{token}</c>: whoever has the link reads it, until it is over.</summary>
    public static Task Open(DeskRequest r)
    {
        var digest = LinkToken.DigestOf(r.Value("token"));
        (Guid Id, string Language)? found;
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            found = w.First("SELECT id, language FROM preview_links WHERE digest = @digest AND revoked IS NULL AND expires > @now",
                row => ((Guid, string)?)(Guid.Parse(row.GetString(0)), row.GetString(1)), ("@digest", digest), ("@now", Now(r)));
            if (found is not null && HttpMethods.IsGet(r.Http.Request.Method))
                w.Execute("UPDATE preview_links SET opened = opened + 1, opened_last = @now WHERE digest = @digest", ("@digest", digest), ("@now", Now(r)));
            w.Commit();
        }
        if (found is not var (id, language) || r.Need<Drafts>().Find(id, language) is not { } draft) return r.Message(404, "preview.gone", "/", r.Words["preview.site"]);
        // It is public by now: the page itself is what they are shown.
        if (draft.State == DraftState.Published) return r.Need<PublishedList>().Find(id)?.In(language) is { IsReadable: true } line ? r.Go(line.Path) : r.Message(404, "preview.gone", "/", r.Words["preview.site"]);
        DateTimeOffset? due;
        using (var reading = r.Need<MainStore>().Read()) due = Embargo.Shown(reading, id, language, r.Need<TimeProvider>().GetUtcNow());
        return Page(r, draft, due, "preview.outside", $"/preview/{r.Value("token")}/media/");
    }

    /// <summary>The draft that a link still opens; its page is not counted again for its pictures.</summary>
    public static Draft? DraftOf(DeskRequest r)
    {
        using var reading = r.Need<MainStore>().Read();
        return reading.First("SELECT id, language FROM preview_links WHERE digest = @digest AND revoked IS NULL AND expires > @now",
            row => ((Guid, string)?)(Guid.Parse(row.GetString(0)), row.GetString(1)), ("@digest", LinkToken.DigestOf(r.Value("token"))), ("@now", Now(r))) is var (id, language)
            ? Drafts.Find(reading, id, language) : null;
    }

    public static async Task Make(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Need<Drafts>().Find(id, language) is not { } draft)
        {
            await r.Message(404, "no-page");
            return;
        }
        var label = await r.Field("label");
        if (!r.Staff.MayWrite(draft) || label.Length is 0 or > 100 || !int.TryParse(await r.Field("days"), out var days) || days is < 1 or > 30)
        {
            await r.Message(400, "preview.wrong", $"/desk/articles/{id}/{language}/preview-links", r.Words["go.back"]);
            return;
        }
        var token = LinkToken.New(24);
        var (store, time) = (r.Need<MainStore>(), r.Need<TimeProvider>());
        using (var w = store.BeginDeskWrite())
        {
            w.Execute("INSERT INTO preview_links (digest, link, id, language, label, creator, created, expires) VALUES (@digest, @link, @id, @language, @label, @creator, @now, @expires)",
                ("@digest", LinkToken.DigestOf(token)), ("@link", Guid.NewGuid().ToString()), ("@id", id.ToString()), ("@language", language), ("@label", label), ("@creator", r.Staff.Id.ToString()),
                ("@now", Now(r)), ("@expires", time.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds()));
            AuditTrail.Add(w, time, r.Staff.Actor, "preview-link", r.Address, id, language, draft.Digest.ToBytes());
            w.Commit();
        }
        await Links(r, $"{r.Http.Request.Scheme}://{r.Http.Request.Host}/preview/{token}");
    }

    public static Task Links(DeskRequest r) => Links(r, null);

    public static async Task Revoke(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Need<Drafts>().Find(id, language) is not { } draft || !r.Staff.MayWrite(draft))
        {
            await r.Message(404, "no-page");
            return;
        }
        var time = r.Need<TimeProvider>();
        using (var w = r.Need<MainStore>().BeginDeskWrite())
        {
            w.Execute("UPDATE preview_links SET revoked = @now WHERE link = @link AND id = @id AND language = @language AND revoked IS NULL",
                ("@now", Now(r)), ("@link", await r.Field("link")), ("@id", id.ToString()), ("@language", language));
            AuditTrail.Add(w, time, r.Staff.Actor, "preview-revoke", r.Address, id, language, null);
            w.Commit();
        }
        await r.Go($"/desk/articles/{id}/{language}/preview-links", "revoked");
    }

    private static Task Links(DeskRequest r, string? made)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Need<Drafts>().Find(id, language) is not { } draft) return r.Message(404, "no-page");
        using var reading = r.Need<MainStore>().Read();
        var links = reading.Query("SELECT link, label, created, expires, revoked, opened, opened_last, creator FROM preview_links WHERE id = @id AND language = @language ORDER BY created DESC",
            row => new PreviewLink(Guid.Parse(row.GetString(0)), language, row.GetString(1), Ms(row.GetInt64(2)), Ms(row.GetInt64(3)), !row.IsDBNull(4), row.GetInt64(5), row.IsDBNull(6) ? null : Ms(row.GetInt64(6)), Guid.Parse(row.GetString(7))),
            ("@id", id.ToString()), ("@language", language));
        return r.Page(Slices.PreviewLinks.Create(new PreviewLinksModel(
            r.Frame(r.Words["preview.links"]), draft, links, made, r.Staff.MayWrite(draft), r.Need<TimeProvider>().GetUtcNow(), r.Names())));

        static DateTimeOffset Ms(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
    }

    // The public page itself, its files by an address that asks who wants them.
    private static async Task Page(DeskRequest r, Draft draft, DateTimeOffset? due, string title, string media)
    {
        RenderedPage page;
        // In the language of the page, as far as there are words in it.
        var words = SiteWords.For(draft.Language);
        // The English words are known in every newsroom, so they are never missing.
        var embargo = due is { } until ? string.Join(" · ", new[] { words, SiteWords.For("en") }.Select(w => w.Text("preview.embargo", ("time", w.SentenceDates.Moment(TimeZoneInfo.ConvertTime(until, r.Zone))), ("zone", r.Zone.Id))).Distinct()) : null;
        using (var reading = r.Need<ViewsDb>().Read())
            page = PageRenderer.Preview(reading, new PageRequest($"/{draft.Language}/", ""), WithWords(draft.Edition, r.Words), new Banner(embargo ?? words[title], embargo is null ? null : words[title], words.Borrowed) { OnEverySheet = true });
        var html = Files.FileAnswers.Under(media, Encoding.UTF8.GetString(page.Body));
        r.Http.Response.ContentType = page.ContentType;
        await r.Http.Response.WriteAsync(html, r.Http.RequestAborted);
    }

    private static Edition WithWords(Edition edition, DeskWords words) => edition.Headline.Length > 0 ? edition : edition with { Headline = words["article.untitled"] };

    private static long Now(DeskRequest r) => r.Need<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
}

public sealed record PreviewLinksModel(
    DeskFrame Frame, Draft Draft, IReadOnlyList<PreviewLink> Links, string? Made, bool MayMake, DateTimeOffset Now, IReadOnlyDictionary<Guid, string> Names);

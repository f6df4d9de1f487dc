using System.Globalization;
using System.Text;
using Acta.Desk.Articles;
using Acta.Following;
using Acta.Pages;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Desk.Register;

/// <summary><c>/desk/register/{id}/preview/{lang}</c>: the record's page as readers would have it with what is in the making, on any day.</summary>
internal static class RecordPreview
{
    public static async Task Show(DeskRequest r)
    {
        if (ArticleRequest.Version(r) is not var (id, language) || r.Settings?.Languages.Contains(language) != true)
        {
            await r.Message(404, "no-page");
            return;
        }
        Dictionary<Guid, RegisterRecord> drafts;
        using (var reading = r.Need<MainStore>().Read())
        {
            // With what it names that is not public either; what else is in the making stays out of it.
            var open = RecordDrafts.Open(reading);
            var needed = RecordRelease.Needed(open, [id]);
            drafts = open.Where(d => needed.Contains(d.Id)).ToDictionary(d => d.Id, d => d.Says);
        }
        DateOnly? day = DateOnly.TryParseExact(r.Http.Request.Query["as_of"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : null;
        var words = SiteWords.For(language);
        RenderedPage? page;
        using (var views = r.Need<ViewsDb>().Read())
            page = PageRenderer.Preview(views, new PageRequest($"/{language}/", "", day), id, drafts, new Banner(words[drafts.ContainsKey(id) ? "preview.banner" : "preview.published"], null, words.Borrowed) { OnEverySheet = true }, $"/desk/register/{id}/preview/{language}");
        if (page is null)
        {
            await r.Message(404, "no-page", $"/desk/register/{id}", r.Words["go.back"]);
            return;
        }
        r.Http.Response.ContentType = page.ContentType;
        await r.Http.Response.WriteAsync(Files.FileAnswers.Under("/desk/media/", Encoding.UTF8.GetString(page.Body)), r.Http.RequestAborted);
    }
}

using System.Text.Json;

namespace Acta.Desk.Articles;

/// <summary><c>/desk/articles/find</c>: own articles for a link, as one types.</summary>
internal static class FindArticle
{
    public static Task Show(DeskRequest r)
    {
        var (q, language) = (r.Http.Request.Query["q"].ToString().Trim(), r.Http.Request.Query["lang"].ToString());
        var found = q.Length < 2 ? [] : r.Need<PublishedList>().All().SelectMany(a => a.Versions)
            .Where(v => v.IsReadable && (language.Length == 0 || v.Language == language) && v.Headline.Contains(q, StringComparison.OrdinalIgnoreCase))
            .Take(12);
        return r.Json(JsonSerializer.Serialize(found.Select(v => new { title = v.Headline, url = v.Path, date = r.Frame("").Moment(v.Changed), lang = v.Language })));
    }
}

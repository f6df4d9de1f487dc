using System.Text.Encodings.Web;
using System.Text.Json;
using Acta.Record;
using Acta.Record.News;
using Acta.Views.News;

namespace Acta.Tests.Views;

/// <summary>Everything the queries can be asked of the articles of <see cref="RandomActs"/>, each answer as text.</summary>
internal static class Questions
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IncludeFields = true };

    public static IEnumerable<(string Name, Func<NewsQueries, object?> Ask)> All(DateTimeOffset now, Func<Guid, string, Digest?> digestOf)
    {
        yield return ("settings", q => q.Settings());
        yield return ("log", q => q.LogStatements());
        yield return ("languages", q => q.LanguageCounts());
        yield return ("modified", q => q.ModifiedAfter(3, 50));
        yield return ("since", q => q.EntryBefore(now.AddHours(-20)));
        for (var n = 0; n < 4; n++)
        {
            var media = Guid.Parse($"f0000000-0000-4000-8000-00000000000{n}");
            yield return ("media " + n, q => q.Media(media));
        }
        foreach (var language in RandomActs.Languages)
        {
            yield return ("modified " + language, q => q.ModifiedAfter(-1, 50, language));
            yield return ("changes " + language, q => q.Amendments(language));
            yield return ("changes 1 " + language, q => q.Amendments(language, 1));
            yield return ("changes 2 " + language, q => q.Amendments(language, 2));
            yield return ("removed " + language, q => q.Removed(language, 10));
            yield return ("sitemap " + language, q => q.Sitemap(language, 1, 100));
            yield return ("tags " + language, q => q.TagList(language));
            yield return ("kinds " + language, q => q.Kinds(language));
            yield return ("pages " + language, q => q.StandingPages(language));
            yield return ("pinned " + language, q => q.Pinned(language));
            yield return ("upcoming " + language, q => q.Upcoming(language));
            ListKey[] lists =
            [
                ListKey.All(language), ListKey.Section(language, "news"), ListKey.Section(language, "water"),
                ListKey.Kind(language, ArticleKind.Statement), ListKey.Tag(language, "Bridges"), ListKey.Tag(language, "Ёлка"),
            ];
            foreach (var list in lists)
            {
                yield return ($"{list} newest", q => q.Newest(list, 2));
                yield return ($"{list} page", q => q.Page(list));
                yield return ($"{list} page 1", q => q.Page(list, 1));
                yield return ($"{list} page 2", q => q.Page(list, 2));
                yield return ($"{list} 2010", q => q.Page(list, 1, 2010));
                yield return ($"{list} 2024", q => q.Page(list, null, 2024));
                yield return ($"{list} 2024-03", q => q.Page(list, 1, 2024, 3));
                yield return ($"{list} 2025", q => q.Page(list, 1, 2025));
                yield return ($"{list} archive", q => q.Archive(list));
                yield return ($"{list} months", q => q.Months(list));
                yield return ($"{list} count", q => q.Count(list));
                yield return ($"{list} label", q => q.TagLabel(list));
                yield return ($"{list} after", q => q.After(list, (20_240_301L * 100_000, 4), 3));
                yield return ($"{list} filtered", q => q.After(list, null, 3, [ListKey.Section(language, "water")], 20_110_000, 20_250_801));
            }
            for (var article = 0; article < 6; article++)
            {
                var (id, name) = (RandomActs.Id(article), $"{article} {language}");
                yield return ("current " + name, q => q.Current(id, language));
                yield return ("article " + name, q => q.Article(id, language) is { } a ? new { a.Row, a.Languages, a.Behind, a.Revisions, a.Notice, a.Edition.Headline } : null);
                yield return ("languages " + name, q => q.Languages(id));
                yield return ("revisions " + name, q => q.Revisions(id, language));
                yield return ("revision " + name, q => q.RevisionAt(id, language, 2) is { } r ? new { r.Revision, r.Edition?.Headline } : null);
                yield return ("neighbours " + name, q => q.Current(id, language) is { } row ? q.Neighbours(row) is var (older, newer) ? new { older, newer } : null : null);
                yield return ("former " + name, q => q.ResolveFormer($"/?p={article}"));
                for (var slug = 0; slug < 3; slug++)
                {
                    var path = $"news/2025/{article}/s{slug}";
                    yield return ($"path {language}/{path}", q => q.Resolve(language, path));
                }
                if (digestOf(id, language) is { } digest) yield return ("document " + name, q => q.Document(digest));
            }
        }
    }

    public static string Text(object? answer) => answer is null ? "null" : (answer is System.Collections.IEnumerable ? "" : answer.GetType().Name) + JsonSerializer.Serialize(answer, answer.GetType(), Readable);
}

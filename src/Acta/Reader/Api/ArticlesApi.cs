using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Acta.Following;
using Acta.Pages;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Views.News;
using Microsoft.Extensions.Primitives;

namespace Acta.Reader.Api;

/// <summary><c>/api/v1/articles</c>: lists with filters and cursor, single articles whole. Described in openapi.json.</summary>
public sealed class ArticlesApi(PageCache cache, SiteAddress address)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;
    private static readonly string[] ListParameters = ["lang", "kind", "section", "tag", "year", "from", "to", "modified_since", "limit", "cursor"];
    private static readonly string[] OfChanges = ["lang", "modified_since", "limit", "cursor"];

    private readonly ArticleJson _articles = new(address);

    /// <summary>A list: newest first, or with <c>modified_since</c> in the order of the changes, deleted ones as stubs.</summary>
    public Task List(HttpContext http)
    {
        var query = http.Request.Query;
        foreach (var name in query.Keys)
            if (!ListParameters.Contains(name)) return Problem.Write(http, 400, "unknown-parameter", $"There is no parameter \"{name}\"; there are {string.Join(", ", ListParameters)}.");
        if (Number(query, "limit", DefaultLimit) is not (>= 1 and <= MaxLimit and var limit)) return Problem.Write(http, 400, "limit", $"limit is a number from 1 to {MaxLimit}.");
        return Answering.Write(http, cache.Get(Key(http, ListParameters), r => Listed(r, query, limit)));
    }

    /// <summary>One article: in the language asked for, else in the first it has.</summary>
    public Task One(HttpContext http) => Give(http, Whole);

    /// <summary>The same as IPTC's ninjs; of a removed one its status and the public notice.</summary>
    public Task Ninjs(HttpContext http) => Give(http, (_, news, row) =>
    {
        var edition = news.Edition(row);
        return new Content(edition is null ? 410 : 200, "application/json; charset=utf-8", new Ninjs(address, news).Write(row, edition));
    });

    private Task Give(HttpContext http, Func<ViewReading, NewsQueries, ArticleRow, Content> make)
    {
        if (!Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id)) return Problem.Write(http, 404, "not-found", "There is no article with this id.");
        foreach (var name in http.Request.Query.Keys)
            if (name != "lang") return Problem.Write(http, 400, "unknown-parameter", $"There is no parameter \"{name}\"; there is lang.");
        return Answering.Write(http, cache.Get(Key(http, ["lang"]), reading =>
        {
            var news = new NewsQueries(reading);
            return Version(news, id, http.Request.Query["lang"]) is { } row ? make(reading, news, row) : Problem.Of(404, "not-found", "There is no article with this id in this language.");
        }));
    }

    private Content Listed(ViewReading reading, IQueryCollection query, int limit)
    {
        var news = new NewsQueries(reading);
        var languages = news.Settings()?.Languages ?? [];
        var language = query["lang"].FirstOrDefault();
        if (language is not null && !languages.Contains(language)) return Bad($"lang: this site has no language {language} (it has {string.Join(", ", languages)}).");

        if (query["modified_since"].FirstOrDefault() is { } since)
        {
            // What left a section or was erased could not be told of by a list that is filtered: it would stay with its reader for ever.
            if (query.Keys.FirstOrDefault(k => !OfChanges.Contains(k)) is { } other) return Bad($"{other} can't be used with modified_since, which goes with {string.Join(", ", OfChanges.Where(n => n != "modified_since"))} only.");
            if (!PartialDate.TryParse(since, out var moment)) return Bad("modified_since is a date or a moment, such as 2026-06-30 or 2026-06-30T10:00:00Z.");
            var after = news.EntryBefore(moment.Start);
            if (query["cursor"].FirstOrDefault() is { } place && !TryCursor(place, out after, out _)) return Bad("cursor is not one this list gave.");
            var changed = news.ModifiedAfter(after, limit + 1, language);
            return Page(news, changed, limit, r => Cursor(r.Entry, 0), stubs: true);
        }

        language ??= languages.FirstOrDefault() ?? "en";
        var keys = new List<ListKey>();
        if (query["kind"].FirstOrDefault() is { } word)
        {
            if (KindOf(word) is not { } kind) return Bad($"kind is one of {string.Join(", ", Enum.GetValues<ArticleKind>().Select(k => k.Word()))}.");
            keys.Add(ListKey.Kind(language, kind));
        }
        if (query["section"].FirstOrDefault() is { } section) keys.Add(ListKey.Section(language, section));
        if (query["tag"].FirstOrDefault() is { } tag) keys.Add(ListKey.Tag(language, tag));
        if (keys.Count == 0) keys.Add(ListKey.All(language));
        int? from = null, to = null;
        if (query["year"].FirstOrDefault() is { } year)
        {
            if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) || y is < 1000 or > 9999) return Bad("year is four digits.");
            (from, to) = (y * 10_000, (y * 10_000) + 1231);
        }
        if (query["from"].FirstOrDefault() is { } first)
        {
            if (!PartialDate.TryParse(first, out var date)) return Bad("from is a date such as 2026-06-30.");
            from = Day(date.FirstDay);
        }
        if (query["to"].FirstOrDefault() is { } last)
        {
            if (!PartialDate.TryParse(last, out var date)) return Bad("to is a date such as 2026-06-30.");
            to = Day(date.LastDay);
        }
        if (from > to) return Bad("from is later than to.");
        (long, long)? start = null;
        if (query["cursor"].FirstOrDefault() is { } cursor)
        {
            if (!TryCursor(cursor, out var sort, out var edition)) return Bad("cursor is not one this list gave.");
            start = (sort, edition);
        }
        var rows = news.After(keys[0], start, limit + 1, keys.Count > 1 ? keys[1..] : null, from, to);
        return Page(news, rows, limit, r => Cursor(r.Sort, r.Edition), stubs: false);
    }

    private Content Page(NewsQueries news, IReadOnlyList<ArticleRow> rows, int limit, Func<ArticleRow, string> cursor, bool stubs) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var row in rows.Take(limit))
        {
            json.WriteStartObject();
            if (stubs && !row.Readable)
            {
                json.WriteString("id", row.Id);
                json.WriteString("kind", "article");
                json.WriteString("lang", row.Language);
                json.WriteBoolean("deleted", true);
                json.WriteString("modified", ArticleJson.Time(row.ChangedAt));
                json.WriteNumber("entry", row.Entry);
            }
            else
            {
                _articles.Facts(json, row);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (rows.Count > limit) json.WriteString("next", cursor(rows[limit - 1]));
        else json.WriteNull("next");
        json.WriteEndObject();
    });

    // The language asked for; else the original, else the first that can be read.
    private static ArticleRow? Version(NewsQueries news, Guid id, StringValues lang)
    {
        var versions = news.Languages(id);
        return lang.FirstOrDefault() is { } wanted
            ? versions.FirstOrDefault(v => v.Row.Language == wanted)?.Row
            : (versions.FirstOrDefault(v => v.Row.Readable && v.Row.EditionKind == EditionKind.Original) ?? versions.FirstOrDefault(v => v.Row.Readable) ?? versions.FirstOrDefault())?.Row;
    }

    private Content Whole(ViewReading reading, NewsQueries news, ArticleRow row)
    {
        if (!row.Readable || news.Article(row) is not { } article) return Problem.Of(410, row.State == ArticleState.Erased ? "erased" : "withdrawn", "This article was removed from the site; its page and its ninjs form tell why.");
        var e = article.Edition;
        return Json(json =>
        {
            json.WriteStartObject();
            _articles.Facts(json, row);
            json.WriteString("ninjs", $"{address.Base}/api/v1/articles/{row.Id}/ninjs?lang={row.Language}");
            json.WriteString("html", BodyHtml.Render(e.Body, new BodyOptions { Words = SiteWords.For(row.Language), BaseUrl = address.Base }));
            json.WriteString("markdown", Markdown.Write(e.Body));
            json.WriteString("text", BodyText.Plain(e.Body));
            // The document itself, as it stands in the record.
            json.WritePropertyName("document");
            json.WriteRawValue(e.ToBytes(), skipInputValidation: true);
            new RecordJson(address, reading, row.Language).Records(json, Rules.Named(e));
            json.WriteStartArray("languages");
            foreach (var version in article.Languages.Where(v => v.Row.Readable))
            {
                json.WriteStartObject();
                json.WriteString("lang", version.Row.Language);
                json.WriteString("url", _articles.Url(version.Row));
                json.WriteString("edition", ArticleJson.Edition(version.Row.EditionKind));
                json.WriteBoolean("behind", version.Behind);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("revisions");
            foreach (var revision in article.Revisions)
            {
                json.WriteStartObject();
                json.WriteNumber("revision", revision.Row.Revision);
                json.WriteString("act", revision.Row.Act.Word());
                json.WriteString("date", ArticleJson.Time(revision.Row.ChangedAt));
                json.WriteNumber("entry", revision.Row.Entry);
                if (revision.Row.Digest is { } digest) json.WriteString("digest", digest.Hex);
                if (revision.Row.Note is { } note) json.WriteString("note", note);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static ArticleKind? KindOf(string word)
    {
        foreach (var kind in Enum.GetValues<ArticleKind>())
            if (kind.Word() == word) return kind;
        return null;
    }

    private static int Day(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    internal static int? Number(IQueryCollection query, string name, int otherwise) => query[name].FirstOrDefault() is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The answer's address with its parameters in one order, so that one answer is kept once.
    internal static string Key(HttpContext http, string[] names) =>
        http.Request.Path + "?" + string.Join('&', names.Where(http.Request.Query.ContainsKey).Select(n => $"{n}={Uri.EscapeDataString(http.Request.Query[n].ToString())}"));

    private static string Cursor(long a, long b) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"{a}.{b}"));

    private static bool TryCursor(string text, out long a, out long b)
    {
        (a, b) = (0, 0);
        if (text.Length > 64 || !Base64Url.IsValid(text)) return false;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out a)
            && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out b);
    }

    private static Content Bad(string sentence) => Problem.Of(400, "parameter", sentence);

    private static Content Json(Action<Utf8JsonWriter> write) => new(200, "application/json; charset=utf-8", ArticleJson.Write(write));
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Acta.Following;
using Acta.Pages;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Views.News;
using Microsoft.Extensions.Primitives;

namespace Acta.Reader.Api;

/// <summary><c>/api/v1/articles</c>: lists with filters and cursor, single articles whole. Described in assets/openapi.json.</summary>
public sealed class ArticlesApi(PageCache cache, SiteAddress address)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;
    private static readonly string[] ListParameters = ["lang", "kind", "section", "tag", "year", "from", "to", "modified_since", "limit", "cursor"];
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A list: newest first, or with <c>modified_since</c> in the order of the changes, deleted ones as stubs.</summary>
    public Task List(HttpContext http)
    {
        var query = http.Request.Query;
        foreach (var name in query.Keys)
            if (!ListParameters.Contains(name)) return Problem.Write(http, 400, "unknown-parameter", $"There is no parameter \"{name}\"; there are {string.Join(", ", ListParameters)}.");
        if (Number(query, "limit", DefaultLimit) is not (>= 1 and <= MaxLimit and var limit)) return Problem.Write(http, 400, "limit", $"limit is a number from 1 to {MaxLimit}.");
        var answer = cache.Get(Key(http, ListParameters), r => Listed(r, query, limit));
        return answer.Content.Status == 400 ? Problem.Write(http, 400, "parameter", Encoding.UTF8.GetString(answer.Content.Body)) : Answering.Write(http, answer);
    }

    /// <summary>One article: in the language asked for, else in the first it has.</summary>
    public Task One(HttpContext http)
    {
        if (!Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id)) return Problem.Write(http, 404, "not-found", "There is no article with this id.");
        var answer = cache.Get(Key(http, ["lang"]), r => Whole(r, id, http.Request.Query["lang"]));
        return answer.Content.Status switch
        {
            404 => Problem.Write(http, 404, "not-found", "There is no article with this id in this language."),
            410 when answer.Content.Body.Length == 0 => Problem.Write(http, 410, "gone", "This article was removed."),
            _ => Answering.Write(http, answer),
        };
    }

    private Content Listed(ViewReading reading, IQueryCollection query, int limit)
    {
        var news = new NewsQueries(reading);
        var languages = news.Settings()?.Languages ?? [];
        var language = query["lang"].FirstOrDefault();
        if (language is not null && !languages.Contains(language)) return Bad($"lang: this site has no language {language} (it has {string.Join(", ", languages)}).");

        if (query["modified_since"].FirstOrDefault() is { } since)
        {
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
                json.WriteString("modified", Time(row.ChangedAt));
                json.WriteNumber("entry", row.Entry);
            }
            else
            {
                Facts(json, row);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (rows.Count > limit) json.WriteString("next", cursor(rows[limit - 1]));
        else json.WriteNull("next");
        json.WriteEndObject();
    });

    private Content Whole(ViewReading reading, Guid id, StringValues lang)
    {
        var news = new NewsQueries(reading);
        var versions = news.Languages(id);
        var row = lang.FirstOrDefault() is { } wanted
            ? versions.FirstOrDefault(v => v.Row.Language == wanted)?.Row
            : (versions.FirstOrDefault(v => v.Row.Readable && v.Row.EditionKind == EditionKind.Original) ?? versions.FirstOrDefault(v => v.Row.Readable) ?? versions.FirstOrDefault())?.Row;
        if (row is null) return new Content(404, "text/plain", []);
        if (!row.Readable || news.Article(row) is not { } article) return new Content(410, "text/plain", []);
        var e = article.Edition;
        return Json(json =>
        {
            json.WriteStartObject();
            Facts(json, row);
            json.WriteString("html", BodyHtml.Render(e.Body, new BodyOptions { Words = SiteWords.For(row.Language), BaseUrl = address.Base }));
            json.WriteString("markdown", Markdown.Write(e.Body));
            json.WriteString("text", BodyText.Plain(e.Body));
            // The document itself, as it stands in the record.
            json.WritePropertyName("document");
            json.WriteRawValue(e.ToBytes(), skipInputValidation: true);
            json.WriteStartArray("languages");
            foreach (var version in article.Languages.Where(v => v.Row.Readable))
            {
                json.WriteStartObject();
                json.WriteString("lang", version.Row.Language);
                json.WriteString("url", Url(version.Row));
                json.WriteString("edition", Edition(version.Row.EditionKind));
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
                json.WriteString("date", Time(revision.Row.ChangedAt));
                json.WriteNumber("entry", revision.Row.Entry);
                if (revision.Row.Digest is { } digest) json.WriteString("digest", digest.Hex);
                if (revision.Row.Note is { } note) json.WriteString("note", note);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    // Four times, kept apart: of the event, first published, last public change, recorded here.
    private void Facts(Utf8JsonWriter json, ArticleRow row)
    {
        json.WriteString("id", row.Id);
        json.WriteString("kind", row.Kind.Word());
        json.WriteString("lang", row.Language);
        json.WriteString("url", Url(row));
        json.WriteString("title", row.Headline);
        if (row.HeadlineDerived) json.WriteBoolean("title_derived", true);
        if (row.Summary is { } summary) json.WriteString("summary", summary);
        if (row.Date is { } date) json.WriteString("date", date.ToString());
        else json.WriteNull("date");
        json.WriteString("modified", Time(row.PublicChange));
        json.WriteString("recorded", Time(row.RecordedAt));
        if (row.EventFrom is { } begin)
        {
            json.WriteStartObject("event");
            json.WriteString("from", begin.ToString());
            if (row.EventTo is { } end) json.WriteString("to", end.ToString());
            json.WriteEndObject();
        }
        json.WriteString("state", row.State == ArticleState.Retired ? "retired" : "live");
        json.WriteString("edition", Edition(row.EditionKind));
        json.WriteNumber("revision", row.Revision);
        json.WriteNumber("entry", row.Entry);
        json.WriteString("digest", row.Digest?.Hex);
        Strings(json, "sections", row.Sections);
        Strings(json, "tags", row.Tags);
    }

    private string Url(ArticleRow row) => $"{address.Base}/{row.Language}/{string.Join('/', row.Address.Split('/').Select(Uri.EscapeDataString))}";

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Edition(EditionKind kind) => kind switch { EditionKind.OfficialTranslation => "official", EditionKind.CourtesyTranslation => "courtesy", _ => "original" };

    private static ArticleKind? KindOf(string word)
    {
        foreach (var kind in Enum.GetValues<ArticleKind>())
            if (kind.Word() == word) return kind;
        return null;
    }

    private static int Day(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    private static int? Number(IQueryCollection query, string name, int otherwise) => query[name].FirstOrDefault() is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The answer's address with its parameters in one order, so that one answer is kept once.
    private static string Key(HttpContext http, string[] names) =>
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

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Content Bad(string sentence) => new(400, "text/plain", Encoding.UTF8.GetBytes(sentence));

    private static Content Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options)) write(json);
        return new Content(200, "application/json; charset=utf-8", stream.ToArray());
    }
}

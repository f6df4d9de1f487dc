using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Acta.Following;
using Acta.Pages;
using Acta.Record;
using Acta.Record.Register;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Reader.Api;

/// <summary>
/// <c>/api/v1/people</c>, <c>…/organizations</c> and the others: lists of the register with filters, a day, and a cursor, and each
/// record alone. Described in openapi.json.
/// </summary>
public sealed class RecordsApi(PageCache cache, SiteAddress address)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;
    private static readonly string[] OfChanges = ["lang", "modified_since", "limit", "cursor"];

    private static readonly Filter Found = new("q", FilterKind.Words);

    private static readonly Dictionary<string, Collection> Collections = new(StringComparer.Ordinal)
    {
        ["people"] = new("person", [Found, Fact("identifier")]),
        ["organizations"] = new("organization", [Found, Fact("kind"), Names("parent"), Names("place", "seat"), Fact("identifier")]),
        ["states"] = new("organization", [Found, Names("place", "seat"), Fact("identifier")], Folder: "states"),
        ["posts"] = new("post", [Found, Names("organization"), Fact("identifier")]),
        ["memberships"] = new("membership", [new("organization", FilterKind.Body), Names("post"), Names("member"), Names("on_behalf_of", "onBehalfOf"), Fact("role"), Fact("identifier")]),
        ["places"] = new("place", [Found, Fact("kind"), Names("parent"), Fact("identifier")]),
        ["events"] = new("event", [Found, Fact("kind"), Fact("year"), Fact("month"), Fact("status", Event.Statuses), Filed("organization"), Filed("place"), Names("parent"), Names("participant", "participants.who"), Fact("identifier")]),
        ["agenda-items"] = new("agenda-item", [Names("event"), Names("parent"), Fact("identifier")]),
        ["papers"] = new("paper", [Found, Fact("kind"), Fact("year"), Fact("symbol"), new("symbol_starts", FilterKind.Symbol), Fact("language"), Filed("organization"), Filed("event"), Names("agenda_item", "agendaItems"), Fact("identifier")]),
        ["decisions"] = new("decision", [Found, Fact("year"), Fact("status", Decision.Statuses), Fact("subject"), Fact("symbol"), new("symbol_starts", FilterKind.Symbol), Filed("organization"), Names("event"), Names("agenda_item", "agendaItem"), Names("amends"), Names("supersedes"), Fact("identifier")]),
        ["tasks"] = new("task", [Found, Fact("status", ["open", "done"]), Fact("year"), Filed("owner"), Names("set_by", "setBy"), Fact("identifier")]),
    };

    private enum FilterKind { Fact, Filed, Name, Body, Words, Symbol }

    /// <summary>A list: the latest first; or with <c>modified_since</c> in the order of the changes, deleted ones as stubs.</summary>
    public Task List(HttpContext http)
    {
        var collection = Of(http);
        var query = http.Request.Query;
        var names = collection.Parameters;
        foreach (var name in query.Keys)
            if (!names.Contains(name)) return Problem.Write(http, 400, "unknown-parameter", $"There is no parameter \"{name}\"; there are {string.Join(", ", names)}.");
        if (ArticlesApi.Number(query, "limit", DefaultLimit) is not (>= 1 and <= MaxLimit and var limit)) return Problem.Write(http, 400, "limit", $"limit is a number from 1 to {MaxLimit}.");
        // What is typed is without number: it is answered, not kept.
        if (query.ContainsKey("q") || query.ContainsKey("symbol_starts")) return Answering.Write(http, cache.Fresh(r => Listed(r, collection, query, limit)));
        return Answering.Write(http, cache.Get(ArticlesApi.Key(http, names), r => Listed(r, collection, query, limit)));
    }

    /// <summary>One record with its history.</summary>
    public Task One(HttpContext http)
    {
        var collection = Of(http);
        if (!Guid.TryParseExact((string?)http.Request.RouteValues["id"], "D", out var id)) return Problem.Write(http, 404, "not-found", "There is no record with this id.");
        foreach (var name in http.Request.Query.Keys)
            if (name != "lang") return Problem.Write(http, 400, "unknown-parameter", $"There is no parameter \"{name}\"; there is lang.");
        return Answering.Write(http, cache.Get(ArticlesApi.Key(http, ["lang"]), r => Whole(r, collection, id, http.Request.Query["lang"].FirstOrDefault())));
    }

    private static Collection Of(HttpContext http) => Collections[http.Request.Path.Value!.Split('/')[3]];

    private Content Listed(ViewReading reading, Collection collection, IQueryCollection query, int limit)
    {
        var register = new RegisterQueries(reading);
        if (LanguageOf(reading, query["lang"].FirstOrDefault(), out var language) is { } none) return Bad(none);

        if (query["modified_since"].FirstOrDefault() is { } since)
        {
            // What a filter no longer lets through could not be told of: it would stay with its reader for ever.
            if (query.Keys.FirstOrDefault(k => !OfChanges.Contains(k)) is { } other) return Bad($"{other} can't be used with modified_since, which goes with {string.Join(", ", OfChanges.Where(n => n != "modified_since"))} only.");
            if (!PartialDate.TryParse(since, out var moment)) return Bad("modified_since is a date or a moment, such as 2026-06-30 or 2026-06-30T10:00:00Z.");
            long after = -1;
            if (query["cursor"].FirstOrDefault() is { } from && !(Parts(from) is [var entry] && long.TryParse(entry, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out after))) return Bad("cursor is not one this list gave.");
            var changed = register.ChangedSince(collection.Kind, moment.Start, after, collection.Folder, limit + 1);
            return Page(reading, language, [.. changed.Select(row => (row, row.Readable && (collection.Folder is null || row.Folder == collection.Folder) ? register.Find(row.Id) : null))], limit,
                row => Cursor(row.Entry.ToString(CultureInfo.InvariantCulture)));
        }

        var filter = new RecordFilter(collection.Kind) { Facets = collection.Folder is null ? [] : [("kind", Organization.State)] };
        foreach (var f in collection.Filters)
        {
            if (query[f.Name].FirstOrDefault() is not { } value) continue;
            if (f.Kind is FilterKind.Words)
            {
                filter = filter with { Words = FoundBy.Words(value) };
                if (filter.Words.Count == 0) return Bad("q is the beginning of one word or several of a name, such as semerik.");
                continue;
            }
            if (f.Kind is FilterKind.Symbol)
            {
                filter = filter with { Symbol = FoundBy.Symbol(value) };
                continue;
            }
            if (f.Kind == FilterKind.Fact)
            {
                if (f.Words is { } words && !words.Contains(value)) return Bad($"{f.Name} is one of {string.Join(", ", words)}.");
                if (f.Refusal(value) is { } refusal) return Bad(refusal);
                filter = filter with { Facets = [.. filter.Facets, (f.Stands, f.Name == "subject" ? TagKeys.Of(value) : value)] };
                continue;
            }
            if (!Guid.TryParseExact(value, "D", out var id)) return Bad($"{f.Name} is the id of a record, such as 0b0e8400-e29b-41d4-a716-446655440000.");
            filter = f.Kind switch
            {
                FilterKind.Body => filter with { Body = id },
                FilterKind.Filed => filter with { Facets = [.. filter.Facets, (f.Stands, id.ToString())] },
                _ => filter with { Links = [.. filter.Links, (f.Stands, id)] },
            };
        }
        if (query["as_of"].FirstOrDefault() is { } day)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return Bad(Problem.NotADay(day));
            filter = RegisterFilters.IsOfItsDay(collection.Kind) ? filter with { Known = date } : filter with { Day = date };
        }
        (int, Guid)? start = null;
        if (query["cursor"].FirstOrDefault() is { } cursor)
        {
            if (Parts(cursor) is not [var first, var last] || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || !Guid.TryParseExact(last, "N", out var id)) return Bad("cursor is not one this list gave.");
            start = (at, id);
        }
        var found = Present(register, filter, start, limit + 1);
        var places = found.ToDictionary(f => f.Record.Id, f => f.Day);
        return Page(reading, language, [.. found.Select(f => (f.Record.Row, (Recorded?)f.Record))], limit, row => Cursor($"{places[row.Id].ToString(CultureInfo.InvariantCulture)}.{row.Id:N}"), filter.Known ?? filter.Day);
    }

    // On a day of handing over, who ends on it is not among those who are there; nor is who was not born yet, or a part of what was not there.
    private static List<(Recorded Record, int Day)> Present(RegisterQueries register, RecordFilter filter, (int, Guid)? start, int limit)
    {
        var present = new List<(Recorded Record, int Day)>();
        while (true)
        {
            var rows = register.List(filter, start, limit);
            foreach (var found in rows)
            {
                if (filter.Day is { } day && found.Record.Says is Membership term && register.IsHandedOver(new Recorded<Membership>(found.Record.Row, term), day)) continue;
                if ((filter.Day ?? filter.Known) is { } on && found.Record.Says is Organization or Post or Person or AgendaItem && !register.HasBegun(found.Record.Says, on)) continue;
                present.Add(found);
                if (present.Count == limit) return present;
            }
            if (rows.Count < limit) return present;
            start = (rows[^1].Day, rows[^1].Record.Id);
        }
    }

    private Content Page(ViewReading reading, string language, IReadOnlyList<(RecordRow Row, Recorded? Record)> rows, int limit, Func<RecordRow, string> cursor, DateOnly? day = null) => Json(json =>
    {
        var records = new RecordJson(address, reading, language);
        var register = new RegisterQueries(reading);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var (row, record) in rows.Take(limit))
        {
            json.WriteStartObject();
            if (record is not null)
            {
                records.Facts(json, record, day);
            }
            else
            {
                json.WriteString("id", row.Id);
                json.WriteString("kind", row.Kind);
                json.WriteBoolean("deleted", true);
                if (register.IntoOf(row) is { } into) json.WriteString("merged_into", into);
                json.WriteString("modified", ArticleJson.Time(row.ChangedAt));
                json.WriteNumber("entry", row.Entry);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (rows.Count > limit) json.WriteString("next", cursor(rows[limit - 1].Row));
        else json.WriteNull("next");
        json.WriteEndObject();
    });

    private Content Whole(ViewReading reading, Collection collection, Guid id, string? wanted)
    {
        var register = new RegisterQueries(reading);
        if (LanguageOf(reading, wanted, out var language) is { } none) return Problem.Of(404, "not-found", none);
        if (register.Row(id) is not { } row || row.Kind != collection.Kind || (collection.Folder is not null && row.Readable && row.Folder != collection.Folder)) return Problem.Of(404, "not-found", "There is no record of this kind with this id.");
        if (register.IntoOf(row) is not null && register.Find(id) is { } merged) return Problem.Of(410, "merged", $"This record is one with {merged.Id}; ask for that.");
        if (register.Find(id) is not { } record) return Problem.Of(410, row.State == ArticleState.Erased ? "erased" : "withdrawn", "This record was removed from the site; its page tells why.");
        return Json(json =>
        {
            json.WriteStartObject();
            var records = new RecordJson(address, reading, language);
            records.Facts(json, record);
            records.Articles(json, id);
            records.Texts(json, id);
            json.WriteStartArray("revisions");
            foreach (var revision in register.History(id).Reverse())
            {
                json.WriteStartObject();
                json.WriteNumber("revision", revision.Revision);
                json.WriteString("act", revision.Act.Word());
                json.WriteString("date", ArticleJson.Time(revision.ChangedAt));
                json.WriteNumber("entry", revision.Entry);
                if (revision.Digest is { } digest) json.WriteString("digest", digest.Hex);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    // The site's first, where none is asked for; a sentence, where the site has not got it.
    private static string? LanguageOf(ViewReading reading, string? wanted, out string language)
    {
        var languages = new NewsQueries(reading).Settings()?.Languages ?? [];
        language = wanted ?? languages.FirstOrDefault() ?? "en";
        return wanted is null || languages.Contains(wanted) ? null : $"lang: this site has no language {wanted} (it has {string.Join(", ", languages)}).";
    }

    private static Filter Fact(string name, IReadOnlyList<string>? words = null) => new(name, FilterKind.Fact, null, words);

    // A record that is named and filed as a fact too, so that it is known how many name it: the rarest of several leads.
    private static Filter Filed(string name) => new(name, FilterKind.Filed);

    private static Filter Names(string name, string? member = null) => new(name, FilterKind.Name, member);

    private static string Cursor(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    private static string[] Parts(string cursor) => cursor.Length > 80 || !Base64Url.IsValid(cursor) ? [] : Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('.');

    private static Content Bad(string sentence) => Problem.Of(400, "parameter", sentence);

    private static Content Json(Action<Utf8JsonWriter> write) => new(200, "application/json; charset=utf-8", ArticleJson.Write(write));

    // Folder: only those whose page stands there.
    private sealed record Collection(string Kind, Filter[] Filters, string? Folder = null)
    {
        public string[] Parameters { get; } = [.. Filters.Select(f => f.Name), "as_of", .. OfChanges];
    }

    private sealed record Filter(string Name, FilterKind Kind, string? Member = null, IReadOnlyList<string>? Words = null)
    {
        public string Stands => Member ?? Name;

        public string? Refusal(string value) => Name switch
        {
            "year" when value.Length != 4 || !value.All(char.IsAsciiDigit) => "year is four digits.",
            "month" when !(PartialDate.TryParse(value, out var month) && month.Precision == DatePrecision.Month) => "month is a year and a month, such as 2019-12.",
            "identifier" when value.IndexOf(':') <= 0 => "identifier is a scheme, a colon and the key there, such as wikidata:Q42.",
            _ => null,
        };
    }
}

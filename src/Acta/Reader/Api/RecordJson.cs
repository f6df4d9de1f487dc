using System.Text.Json;
using Acta.Following;
using Acta.Pages;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Reader.Api;

/// <summary>What the data interface says of a record of the register, in the words of one language: no id stands without its name.</summary>
internal sealed class RecordJson(SiteAddress address, ViewReading reading, string language)
{
    private static readonly string[] Told = ["type", "v", "salt", "id", "slug"];

    private readonly RegisterQueries _register = new(reading);
    private readonly NewsQueries _news = new(reading);

    /// <summary>Its facts, within an object that is open; with the status of a decision or task, and what a person is, on the day it is asked of or today.</summary>
    public void Facts(Utf8JsonWriter json, Recorded record, DateOnly? day = null)
    {
        var (row, says) = (record.Row, record.Says);
        var days = RecordDays.Of(says);
        json.WriteString("id", row.Id);
        json.WriteString("kind", row.Kind);
        json.WriteString("lang", language);
        json.WriteString("url", UrlOf(record));
        json.WriteString("title", TitleOf(record));
        json.WriteString("date", days.Start?.ToString());
        if (days.End is { } end) json.WriteString("end", end.ToString());
        if (says is Decision decision) json.WriteString("status", _register.StatusOn(new Recorded<Decision>(row, decision), day ?? _news.Today()));
        if (says is AssignedTask task) json.WriteString("status", _register.IsDoneOn(task, day ?? _news.Today()) ? "done" : "open");
        if (says is Person) Terms(json, row.Id, day ?? _news.Today());
        json.WriteString("modified", ArticleJson.Time(row.ChangedAt));
        json.WriteString("recorded", ArticleJson.Time(row.RecordedAt));
        json.WriteString("state", row.State == ArticleState.Retired ? "retired" : "live");
        json.WriteNumber("revision", row.Revision);
        json.WriteNumber("entry", row.Entry);
        json.WriteString("digest", row.Digest?.Hex);
        using var document = JsonDocument.Parse(says.ContentBytes());
        var ids = says.References.Select(r => r.Target).ToHashSet();
        json.WriteStartObject("facts");
        foreach (var member in document.RootElement.EnumerateObject().Where(m => !Told.Contains(m.Name)))
        {
            json.WritePropertyName(member.Name);
            if (member.NameEquals("identifiers") || member.NameEquals("sources")) member.Value.WriteTo(json);
            else if (member.NameEquals("versions") && says is Paper { RestrictedUntil: { } until } && _news.Today() <= until.LastDay) Languages(json, member.Value);
            else Value(json, member.Value, member.Name, ids);
        }
        json.WriteEndObject();
    }

    // As the person's page would tell them on the day.
    private void Terms(Utf8JsonWriter json, Guid person, DateOnly day)
    {
        json.WriteStartArray("terms");
        foreach (var term in _register.TermsOf(person, day))
        {
            var m = term.Says;
            var post = _register.Find<Post>(m.Post);
            if ((post?.Says.Organization ?? m.Organization) is not { } body) continue;
            json.WriteStartObject();
            json.WriteString("id", term.Id);
            json.WriteString("title", m.Name.For(language)?.Text ?? (_register.Find(m.Post ?? body) is { } where ? NameOf(where.Says) : null));
            json.WriteString("role", RecordFacets.RoleOf(m));
            if (m.Post is { } held)
            {
                json.WritePropertyName("post");
                Named(json, held);
            }
            json.WritePropertyName("organization");
            Named(json, body);
            if (m.OnBehalfOf is { } behalf)
            {
                json.WritePropertyName("on_behalf_of");
                Named(json, behalf);
            }
            json.WriteString("start", m.Start?.ToString());
            if (m.End is { } end) json.WriteString("end", end.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>What a record is called: of a term, who and where.</summary>
    public string TitleOf(Recorded record)
    {
        if (record.Says is not Membership m) return NameOf(record.Says) ?? "";
        var place = m.Name.For(language)?.Text ?? ((m.Post ?? m.Organization) is { } where && _register.Find(where) is { } found ? NameOf(found.Says) : null);
        var member = _register.Find(m.Member) is { } who ? NameOf(who.Says) : null;
        return string.Join(", ", new[] { member, place }.OfType<string>());
    }

    /// <summary>The page that shows it; null where none does.</summary>
    public string? UrlOf(Recorded record)
    {
        var shown = record.Says switch { Membership m => _register.Find(m.Member), AgendaItem i => _register.Find(i.Event), _ => record };
        return shown is { Row.Address: { Length: > 0 } path } ? $"{address.Base}/{language}/{HtmlText.Path(path)}" : null;
    }

    private void Value(Utf8JsonWriter json, JsonElement value, string member, HashSet<Guid> ids)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var inner in value.EnumerateObject())
                {
                    json.WritePropertyName(inner.Name);
                    if (inner.NameEquals("source")) inner.Value.WriteTo(json);
                    else Value(json, inner.Value, inner.Name, ids);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Value(json, item, member, ids);
                json.WriteEndArray();
                break;
            case JsonValueKind.String when member is not "id" && Guid.TryParseExact(value.GetString(), "D", out var id) && (ids.Contains(id) || member == "article"):
                if (member == "article") Article(json, id);
                else Named(json, id);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>The articles that name a record, each with what it names it as.</summary>
    public void Articles(Utf8JsonWriter json, Guid record)
    {
        json.WriteStartArray("articles");
        foreach (var (article, rel) in _register.Articles(record).Order())
            if (_news.Languages(article).Any(v => v.Row.Readable)) Article(json, article, rel);
        json.WriteEndArray();
    }

    /// <summary>What is written at length about a record, one for each language.</summary>
    public void Texts(Utf8JsonWriter json, Guid record)
    {
        json.WriteStartArray("texts");
        foreach (var row in _news.Languages(record).Select(v => v.Row).Where(r => r.Readable && r.Kind == ArticleKind.Prose))
        {
            if (_news.Edition(row) is not { } edition) continue;
            json.WriteStartObject();
            json.WriteString("lang", row.Language);
            json.WriteString("title", row.Headline);
            json.WriteString("url", $"{address.Base}/{row.Language}/{HtmlText.Path(row.Address)}");
            json.WriteString("edition", ArticleJson.Edition(row.EditionKind));
            json.WriteString("modified", ArticleJson.Time(row.PublicChange));
            json.WriteNumber("entry", row.Entry);
            json.WriteString("digest", row.Digest?.Hex);
            json.WriteString("html", BodyHtml.Render(edition.Body, new BodyOptions { Words = SiteWords.For(row.Language), BaseUrl = address.Base }));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The records that an article names; one that the register does not have is not told.</summary>
    public void Records(Utf8JsonWriter json, IEnumerable<(string Rel, Guid Record)> named)
    {
        json.WriteStartArray("records");
        foreach (var (rel, record) in named.Distinct())
            if (_register.Find(record) is not null) Named(json, record, rel);
        json.WriteEndArray();
    }

    private void Named(Utf8JsonWriter json, Guid id, string? rel = null)
    {
        json.WriteStartObject();
        if (rel is not null) json.WriteString("rel", rel);
        json.WriteString("id", id);
        if (_register.Find(id) is { } found)
        {
            json.WriteString("kind", found.Row.Kind);
            json.WriteString("name", TitleOf(found));
            json.WriteString("url", UrlOf(found));
        }
        else
        {
            json.WriteBoolean("deleted", true);
        }
        json.WriteEndObject();
    }

    private void Article(Utf8JsonWriter json, Guid id, string? rel = null)
    {
        var versions = _news.Languages(id).Where(v => v.Row.Readable).ToList();
        json.WriteStartObject();
        if (rel is not null) json.WriteString("rel", rel);
        json.WriteString("id", id);
        if ((versions.FirstOrDefault(v => v.Row.Language == language) ?? versions.FirstOrDefault())?.Row is { } row)
        {
            json.WriteString("kind", "article");
            json.WriteString("name", row.Headline);
            json.WriteString("url", $"{address.Base}/{row.Language}/{HtmlText.Path(row.Address)}");
        }
        else
        {
            json.WriteBoolean("deleted", true);
        }
        json.WriteEndObject();
    }

    // Of a paper that is restricted: which languages there are, not the files.
    private static void Languages(Utf8JsonWriter json, JsonElement versions)
    {
        json.WriteStartArray();
        foreach (var version in versions.EnumerateArray())
        {
            json.WriteStartObject();
            json.WriteString("lang", version.GetProperty("lang").GetString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private string? NameOf(RegisterRecord record) => record.Name.For(language)?.Text ?? record switch { Decision d => d.Symbol, Paper p => p.Symbol, _ => null };
}

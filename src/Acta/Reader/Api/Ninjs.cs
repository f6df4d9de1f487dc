using System.Text.Json;
using Acta.Pages;
using Acta.Pages.Feeds;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Views.News;

namespace Acta.Reader.Api;

/// <summary>An article as IPTC's ninjs 3.1, which newsrooms' systems take in.</summary>
internal sealed class Ninjs(SiteAddress address, NewsQueries news)
{
    private const string Schema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";

    private readonly ArticleJson _articles = new(address);
    private readonly SiteSettings? _settings = news.Settings();

    /// <summary>Its bytes. Without an edition the article is no longer to be had: it is withheld or canceled, and nothing of its text is said.</summary>
    public byte[] Write(ArticleRow row, Edition? e) => ArticleJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("uri", FeedMaker.IdOf(address.Authority, row));
        json.WriteString("type", "text");
        json.WriteString("representationType", e is null ? "partial" : "full");
        json.WriteStartObject("standard");
        json.WriteString("name", "ninjs");
        json.WriteString("version", "3.1");
        json.WriteString("schema", Schema);
        json.WriteEndObject();
        json.WriteString("pubStatus", row.State switch { ArticleState.Withdrawn => "withheld", ArticleState.Erased => "canceled", _ => "usable" });
        json.WriteString("version", row.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("language", row.Language);
        if (e is not null && row.Date is { Precision: >= DatePrecision.Day } date) json.WriteString("firstCreated", ArticleJson.Time(date.Start));
        json.WriteString("versionCreated", ArticleJson.Time(e is null ? row.ChangedAt : row.PublicChange));
        if (EditorialNote(row, e) is { } note) json.WriteString("edNote", note);
        if (e is not null) Whole(json, row, e);
        json.WriteEndObject();
    });

    private void Whole(Utf8JsonWriter json, ArticleRow row, Edition e)
    {
        Valued(json, "headlines", [("main", "text/plain", e.Headline)]);
        if (e.Summary is { } summary) Valued(json, "descriptions", [("summary", "text/plain", summary)]);
        Valued(json, "bodies",
        [
            ("main", "text/html", BodyHtml.Render(e.Body, new BodyOptions { Words = SiteWords.For(row.Language), BaseUrl = address.Base })),
            ("main", "text/plain", BodyText.Plain(e.Body)),
        ]);
        if (e.Byline is { } byline) json.WriteString("by", byline);
        if ((e.Dateline ?? e.Place) is { } located) json.WriteString("located", located);
        if (e.Reference is { } reference) json.WriteString("slugline", reference);
        var name = _settings?.Name.For(row.Language)?.Text;
        if (name is not null) json.WriteString("copyrightHolder", name);
        if ((e.ReuseTerms ?? _settings?.ReuseTerms.For(row.Language)?.Text) is { } terms) json.WriteString("usageTerms", terms);
        Named(json, "genres", [(row.Kind.Word(), $"{address.Base}/{row.Language}/kinds/{row.Kind.Word()}/", null)]);
        Named(json, "subjects",
        [
            .. row.Sections.Select(s => (_settings?.Sections.FirstOrDefault(o => o.Slug == s)?.Name.For(row.Language)?.Text ?? s, $"{address.Base}/{row.Language}/sections/{HtmlText.PathPart(s)}/", (string?)"section")),
            .. row.Tags.Select(t => (t, $"{address.Base}/{row.Language}/tags/{HtmlText.PathPart(TagKeys.Of(t))}/", (string?)"tag")),
        ]);
        if (e.Place is { } place) Named(json, "places", [(place, null, null)]);
        if (e.Speaker is { } speaker) Named(json, "people", [(speaker, null, "speaker")]);
        if (e.Source is { } source && (source.Name ?? source.Url) is { } outlet) Named(json, "infoSources", [(outlet, source.Url is { } url ? HtmlText.SafeLink(url) : null, null)]);
        When(json, e.Event);
        json.WriteStartArray("altIds");
        Role(json, "url", _articles.Url(row));
        Role(json, "entry", row.Entry.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (row.Digest is { } digest) Role(json, "sha-256", digest.Hex);
        json.WriteEndArray();
        json.WriteStartArray("associations");
        var number = 0;
        foreach (var picture in Pictures(e)) Picture(json, picture, ++number);
        foreach (var other in news.Languages(row.Id).Select(l => l.Row).Where(r => r.Readable && r.Language != row.Language)) Translation(json, other);
        json.WriteEndArray();
    }

    // Dates without a time stand as they are known; a moment as a moment.
    private static void When(Utf8JsonWriter json, DateRange? range)
    {
        if (range is null) return;
        json.WriteStartObject("eventDetails");
        json.WriteStartObject("dates");
        if (range.From.HasTime) json.WriteString("startDate", ArticleJson.Time(range.From.Start));
        else json.WriteString("expectedStartDate", range.From.ToString());
        if (range.To is { HasTime: true } moment) json.WriteString("endDate", ArticleJson.Time(moment.Start));
        else if (range.To is { } day) json.WriteString("expectedEndDate", day.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Picture(Utf8JsonWriter json, Image image, int number)
    {
        var file = image.Source.File!;
        var href = address.Base + BodyHtml.MediaAddress(file);
        json.WriteStartObject();
        json.WriteString("name", $"picture-{number}");
        json.WriteString("uri", href);
        json.WriteString("type", "picture");
        if (image.Caption is { } caption) Valued(json, "descriptions", [("caption", "text/plain", caption)]);
        if (image.Alt is { Length: > 0 } alt) Valued(json, "headlines", [("alt", "text/plain", alt)]);
        if (image.Credit is { } credit) json.WriteString("by", credit);
        if (image.Licence is { } licence) json.WriteString("usageTerms", licence);
        json.WriteStartArray("renditions");
        json.WriteStartObject();
        json.WriteString("name", "original");
        json.WriteString("href", href);
        json.WriteString("contentType", file.Type);
        if (file.Width is { } width) json.WriteNumber("width", width);
        if (file.Height is { } height) json.WriteNumber("height", height);
        json.WriteNumber("sizeInBytes", file.Size);
        if (image.Focal is { } focal)
        {
            json.WriteStartObject("poi");
            json.WriteNumber("x", focal.X);
            json.WriteNumber("y", focal.Y);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Translation(Utf8JsonWriter json, ArticleRow other)
    {
        json.WriteStartObject();
        json.WriteString("name", "language-" + other.Language);
        json.WriteString("uri", FeedMaker.IdOf(address.Authority, other));
        json.WriteString("type", "text");
        json.WriteString("rel", "translation");
        json.WriteString("language", other.Language);
        Valued(json, "headlines", [("main", "text/plain", other.Headline)]);
        json.WriteStartArray("altIds");
        Role(json, "url", _articles.Url(other));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string? EditorialNote(ArticleRow row, Edition? e) => e?.Correction?.Note
        ?? (row.State == ArticleState.Live ? null : news.NoticeOf(row)?.Reason.For(row.Language)?.Text);

    private static IEnumerable<Image> Pictures(Edition e) =>
        e.Body.SelectMany(b => b switch { ImageBlock i => [i.Image], Gallery g => g.Images, _ => (IEnumerable<Image>)[] })
            .Prepend(e.Lead).OfType<Image>().Where(i => i.Source.File is not null).DistinctBy(i => i.Source.File!.Id);

    private static void Valued(Utf8JsonWriter json, string name, IEnumerable<(string Role, string Type, string Value)> values)
    {
        json.WriteStartArray(name);
        foreach (var (role, type, value) in values)
        {
            json.WriteStartObject();
            json.WriteString("role", role);
            json.WriteString("contentType", type);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Named(Utf8JsonWriter json, string name, IReadOnlyList<(string Name, string? Uri, string? Rel)> values)
    {
        json.WriteStartArray(name);
        foreach (var (its, uri, rel) in values)
        {
            json.WriteStartObject();
            json.WriteString("name", its);
            if (rel is not null) json.WriteString("rel", rel);
            if (uri is not null) json.WriteString("uri", uri);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Role(Utf8JsonWriter json, string role, string value)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}

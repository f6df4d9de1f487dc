using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Acta.Record.News;
using Acta.Views.News;

namespace Acta.Pages;

/// <summary>schema.org's view of a page. The encoder keeps letters of every script and encodes &lt;, &gt; and &amp;, so nothing in it can end the script element.</summary>
internal static class JsonLd
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The organisation and its site, for the home page.</summary>
    public static string Site(PageFrame f) => Write(json =>
    {
        json.WriteStartArray("@graph");
        json.WriteStartObject();
        Organisation(json, f);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("@type", "WebSite");
        json.WriteString("url", f.BaseUrl + "/");
        json.WriteString("name", f.Name.Text);
        json.WriteString("inLanguage", f.Language);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>An article or a standing page.</summary>
    public static string Article(PageFrame f, ArticleRow row, Edition e) => Write(json =>
    {
        var page = !e.Kind.IsNews();
        json.WriteString("@type", page ? "WebPage" : "NewsArticle");
        json.WriteString("@id", f.BaseUrl + HtmlText.Path(f.Path));
        json.WriteString("url", f.BaseUrl + HtmlText.Path(f.Path));
        if (!page) json.WriteString("mainEntityOfPage", f.BaseUrl + HtmlText.Path(f.Path));
        json.WriteString(page ? "name" : "headline", e.Headline);
        if (f.Description is { Length: > 0 } description) json.WriteString("description", description);
        json.WriteString("inLanguage", e.Language);
        if (row.Date is { } published) json.WriteString("datePublished", published.ToString());
        json.WriteString("dateModified", row.LastChange.ToString());
        if (e.Lead?.Source.File is { } picture) json.WriteString("image", f.BaseUrl + BodyHtml.MediaAddress(picture));
        if (!page)
        {
            if (f.Article?.Section is { } section) json.WriteString("articleSection", section);
            if (e.Tags.Count > 0) json.WriteString("keywords", string.Join(", ", e.Tags));
            if (e.Byline is { } byline) Named(json, "author", "Person", byline, null);
            else
            {
                json.WriteStartObject("author");
                Organisation(json, f);
                json.WriteEndObject();
            }
            if (e.Place is { } place) Named(json, "contentLocation", "Place", place, null);
            if (e.Dateline is { } dateline) json.WriteString("dateline", dateline);
            if (e.Correction is { } correction) Named(json, "correction", "CorrectionComment", null, correction.Note);
            if (e.Source is { Url: { } url } && HtmlText.SafeLink(url) is { } link) json.WriteString("isBasedOn", link);
        }
        json.WriteStartObject("publisher");
        Organisation(json, f);
        json.WriteEndObject();
    });

    private static void Organisation(Utf8JsonWriter json, PageFrame f)
    {
        json.WriteString("@type", "Organization");
        json.WriteString("@id", f.BaseUrl + "/#organization");
        json.WriteString("name", f.Name.Text);
        json.WriteString("url", f.BaseUrl + "/");
        if (f.Settings.Emblem is { } emblem) json.WriteString("logo", f.BaseUrl + BodyHtml.MediaAddress(emblem));
    }

    private static void Named(Utf8JsonWriter json, string property, string type, string? name, string? text)
    {
        json.WriteStartObject(property);
        json.WriteString("@type", type);
        if (name is not null) json.WriteString("name", name);
        if (text is not null) json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

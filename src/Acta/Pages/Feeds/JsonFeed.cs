using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Pages.Feeds;

/// <summary>JSON Feed 1.1. Removed articles stand in an extension, <c>_acta.removed</c>.</summary>
internal static class JsonFeed
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Write(Feed f)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", f.Title);
            json.WriteString("home_page_url", f.Home);
            json.WriteString("feed_url", f.Self + ".json");
            json.WriteString("language", f.Language);
            if (f.Icon is { } icon) json.WriteString("icon", icon);
            Authors(json, f.Organisation, f.BaseUrl + "/");
            json.WriteStartArray("items");
            foreach (var item in f.Items) Item(json, f, item);
            json.WriteEndArray();
            json.WriteStartObject("_acta");
            json.WriteString("about", f.BaseUrl + "/api/v1/openapi.json");
            json.WriteStartArray("removed");
            foreach (var removed in f.Removed)
            {
                json.WriteStartObject();
                json.WriteString("id", removed.Id);
                json.WriteString("url", removed.Url);
                json.WriteString("date", Time(removed.When));
                if (removed.Reason is { } reason) json.WriteString("reason", reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void Item(Utf8JsonWriter json, Feed f, FeedItem item)
    {
        var (row, e) = (item.Row, item.Edition);
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        json.WriteString("url", item.Url);
        if (e.Source?.Url is { } source && HtmlText.SafeLink(source) is { } external) json.WriteString("external_url", external);
        json.WriteString("title", e.Headline);
        json.WriteString("content_html", (item.Notice is { } notice ? $"<p><strong>{HtmlText.Encode(notice)}</strong></p>\n" : "") + item.Html);
        if (e.Summary is { } summary) json.WriteString("summary", summary);
        if (e.Lead?.Source.File is { } lead) json.WriteString("image", f.BaseUrl + BodyHtml.MediaAddress(lead));
        if (row.Date is { } date) json.WriteString("date_published", Time(date.Start));
        json.WriteString("date_modified", Time(FeedMaker.Updated(row)));
        json.WriteString("language", e.Language);
        if (e.Byline is { } byline) Authors(json, byline, null);
        if (e.Tags.Count > 0)
        {
            json.WriteStartArray("tags");
            foreach (var tag in e.Tags) json.WriteStringValue(tag);
            json.WriteEndArray();
        }
        var files = e.Body.OfType<Attachment>().Where(a => a.Source.File is not null).ToList();
        if (files.Count > 0)
        {
            json.WriteStartArray("attachments");
            foreach (var attachment in files)
            {
                var file = attachment.Source.File!;
                json.WriteStartObject();
                json.WriteString("url", f.BaseUrl + BodyHtml.MediaAddress(file));
                json.WriteString("mime_type", file.Type);
                json.WriteString("title", attachment.Title);
                json.WriteNumber("size_in_bytes", file.Size);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteStartObject("_acta");
        json.WriteString("group", row.Id);
        json.WriteString("kind", row.Kind.Word());
        json.WriteNumber("entry", row.Entry);
        if (row.Digest is { } digest) json.WriteString("digest", digest.Hex);
        json.WriteStartArray("languages");
        foreach (var (language, url) in item.Others)
        {
            json.WriteStartObject();
            json.WriteString("language", language);
            json.WriteString("url", url);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (row.State == Views.News.ArticleState.Retired) json.WriteBoolean("retired", true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Authors(Utf8JsonWriter json, string name, string? url)
    {
        json.WriteStartArray("authors");
        json.WriteStartObject();
        json.WriteString("name", name);
        if (url is not null) json.WriteString("url", url);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

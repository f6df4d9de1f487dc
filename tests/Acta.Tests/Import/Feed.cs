using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Import;
using Acta.Import.Feeds;

namespace Acta.Tests.Import;

/// <summary>A JSON Feed written for a test, and what Acta reads in it.</summary>
internal static class Feed
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Item(string id, string? title = "A bridge", string html = "<p>It was opened.</p>", string language = "en") => new()
    {
        ["id"] = id,
        ["url"] = "https://old.example.org/" + id,
        ["title"] = title,
        ["language"] = language,
        ["content_html"] = html,
        ["date_published"] = "2025-06-30T09:30:00+06:00",
    };

    public static string Of(params JsonObject[] items) => With(new JsonObject { ["version"] = "https://jsonfeed.org/version/1.1", ["title"] = "Old", ["home_page_url"] = "https://old.example.org/" }, items);

    public static string With(JsonObject feed, params JsonObject[] items)
    {
        feed["items"] = new JsonArray([.. items.Select(i => i.DeepClone())]);
        return feed.ToJsonString(Readable);
    }

    public static Imported Read(string json, string? language = null) => Read(Encoding.UTF8.GetBytes(json), language);

    public static Imported Read(byte[] json, string? language = null) =>
        Imported.InFile(json, ".json", (file, report) => new JsonFeedSource(language, report, "old.example.org", MappingFile.Read(null)).Read(file));
}

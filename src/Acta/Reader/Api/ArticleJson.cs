using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Acta.Pages;
using Acta.Record.News;
using Acta.Views.News;

namespace Acta.Reader.Api;

/// <summary>What every answer of the data interface says of an article, in lists, alone and in the bulk file.</summary>
public sealed class ArticleJson(SiteAddress address)
{
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The article's page.</summary>
    public string Url(ArticleRow row) => $"{address.Base}/{row.Language}/{HtmlText.Path(row.Address)}";

    /// <summary>Its facts. Four times are kept apart: of the event, first published, last public change, recorded here.</summary>
    public void Facts(Utf8JsonWriter json, ArticleRow row)
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

    internal static string Edition(EditionKind kind) => kind switch { EditionKind.OfficialTranslation => "official", EditionKind.CourtesyTranslation => "courtesy", _ => "original" };

    internal static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options)) write(json);
        return stream.ToArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}

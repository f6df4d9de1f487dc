using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acta.Html;
using Acta.Record.Bodies;
using Microsoft.AspNetCore.Http.Features;

namespace Acta.Desk.Editing;

/// <summary>
/// What the editor asks of the server, JSON both ways: Markdown as its document, its document as Markdown, and what was pasted
/// as clean blocks. Nothing is kept here. A refusal is <c>{"error": "a sentence"}</c>.
/// </summary>
internal static class EditorEndpoints
{
    // A document of the record has 8 MiB at most; the editor's form of it is up to some times as long.
    private const int MostBytes = 32 << 20;

    /// <summary>A list in a list in a table cell takes many levels of JSON.</summary>
    public static JsonSerializerOptions Written { get; } = new() { MaxDepth = 1024, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Asked = new() { MaxDepth = 1024 };

    /// <summary><c>{markdown}</c> → <c>{document}</c></summary>
    public static Task Open(DeskRequest r) => Answer(r, asked => new JsonObject { ["document"] = EditorDocument.Write(Markdown.Parse(Text(asked, "markdown"))) });

    /// <summary><c>{document}</c> → <c>{markdown}</c></summary>
    public static Task ToMarkdown(DeskRequest r) => Answer(r, asked => new JsonObject
    {
        ["markdown"] = Markdown.Write(EditorDocument.Read(asked.TryGetProperty("document", out var document) ? document : throw new FormatException("it has no document"))),
    });

    /// <summary><c>{html, language}</c> → <c>{document, left}</c>: how many kinds of things could not be taken along.</summary>
    public static Task Paste(DeskRequest r) => Answer(r, asked =>
    {
        var converted = HtmlToBlocks.Convert(Text(asked, "html"), new HtmlSourceOptions(null, Text(asked, "language") is { Length: > 0 } language ? language : null, Clipboard: true));
        return new JsonObject { ["document"] = EditorDocument.Write(converted.Body), ["left"] = converted.Warnings.Count };
    });

    private static async Task Answer(DeskRequest r, Func<JsonElement, JsonObject> answer)
    {
        if (r.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes;
        JsonObject made;
        try
        {
            using var asked = await JsonDocument.ParseAsync(r.Http.Request.Body, Asked, r.Http.RequestAborted);
            made = answer(asked.RootElement.ValueKind == JsonValueKind.Object ? asked.RootElement : throw new FormatException("nothing is asked"));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == 413)
        {
            await Refuse(r, 413, "editor.too-long");
            return;
        }
        catch (Exception e) when (e is JsonException or FormatException or BadHtml or BadHttpRequestException)
        {
            await Refuse(r, 400, e is BadHtml ? "editor.paste-wild" : "editor.not-understood");
            return;
        }
        await r.Json(made.ToJsonString(Written));
    }

    private static Task Refuse(DeskRequest r, int status, string word)
    {
        r.Http.Response.StatusCode = status;
        return r.Json(new JsonObject { ["error"] = r.Words[word] }.ToJsonString(Written));
    }

    private static string Text(JsonElement asked, string name)
    {
        if (!asked.TryGetProperty(name, out var value)) return "";
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"{name} is no text");
        }
    }
}

using Microsoft.Net.Http.Headers;

namespace Acta.Reader;

/// <summary>Gives an answer to a request: conditional, encoded, whole.</summary>
public static class Answering
{
    /// <summary>Header values of an answer in one form.</summary>
    public static void Head(IHeaderDictionary headers, Answer answer, Answer.Form form, bool secure)
    {
        headers.ContentType = answer.ContentType;
        headers.CacheControl = answer.CacheControl;
        headers.ETag = form.ETag;
        if (form.ContentEncoding.Count > 0) headers.ContentEncoding = form.ContentEncoding;
        if (answer.VaryBy.Count > 0) headers.Vary = answer.VaryBy;
        if (answer.Content.Language is { } language) headers.ContentLanguage = language;
        if (answer.Content.FileName is { } name) headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        if (answer.Content.Modified is { } modified) headers.LastModified = HeaderUtilities.FormatDate(modified);
        Headers.Protect(headers, secure, answer.Content.ContentType.StartsWith("text/html", StringComparison.Ordinal), answer.Content.HasScript);
    }

    /// <summary>Writes the answer.</summary>
    public static async Task Write(HttpContext http, Answer answer)
    {
        var (request, response) = (http.Request, http.Response);
        var form = answer.In(Headers.CodingFor(request.Headers.AcceptEncoding));
        Head(response.Headers, answer, form, IsSecure(request));
        if (answer.Content.Location is { } location) response.Headers.Location = location;
        response.StatusCode = IsUnchanged(request, answer) ? 304 : answer.Content.Status;
        if (response.StatusCode == 304) return;
        response.ContentLength = form.Body.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.BodyWriter.WriteAsync(form.Body, http.RequestAborted);
    }

    /// <summary>A short answer for machines, such as that there is no such tile.</summary>
    public static Task Plain(HttpContext http, int status, string sentence)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        Headers.Protect(http.Response.Headers, IsSecure(http.Request), isPage: false);
        return http.Response.WriteAsync(sentence + "\n", http.RequestAborted);
    }

    /// <summary>Whether the reader's connection is encrypted, as the proxy on this machine says.</summary>
    public static bool IsSecure(HttpRequest request) => request.IsHttps || request.Headers["X-Forwarded-Proto"] == "https";

    private static bool IsUnchanged(HttpRequest request, Answer answer)
    {
        if (answer.Content.Status != 200) return false;
        // If-None-Match decides alone where it is there (RFC 9110 §13.1.3).
        if (request.Headers.IfNoneMatch.Count > 0) return answer.Matches(request.Headers.IfNoneMatch);
        return answer.Content.Modified is { } modified
            && HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out var since)
            && modified.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }
}

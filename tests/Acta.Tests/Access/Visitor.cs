using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Access;

/// <summary>What a browser got.</summary>
internal sealed record Page(int Status, string? Location, string Html, HttpResponseMessage Answer)
{
    public IHtmlDocument Document { get; } = new HtmlParser().ParseDocument(Html);

    public string? Fault => Document.QuerySelector("#fault")?.TextContent;

    public string? Said => Document.QuerySelector(".said")?.TextContent;

    public string Title => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>The page without what differs each time it is made.</summary>
    public string Plain
    {
        get
        {
            foreach (var token in Document.QuerySelectorAll("input[name=form-token], input[name=email]")) token.RemoveAttribute("value");
            return Document.DocumentElement.OuterHtml;
        }
    }
}

/// <summary>A browser without a script: it keeps cookies, follows nothing by itself, and fills in forms that are there.</summary>
internal sealed class Visitor(string url) : IDisposable
{
    public CookieContainer Cookies { get; } = new();

    private HttpClient? _http;

    private HttpClient Http => _http ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = new Uri(url) };

    public string? SessionCookie => Cookies.GetCookies(new Uri(url))["acta-desk"]?.Value;

    public Task<Page> Get(string path, params (string Name, string Value)[] headers) => Send(new HttpRequestMessage(HttpMethod.Get, path), headers);

    /// <summary>Sends a form as it is, whatever page it would stand on.</summary>
    public Task<Page> Post(string path, IEnumerable<KeyValuePair<string, string>> fields, params (string Name, string Value)[] headers) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) }, headers);

    /// <summary>Opens a page and sends the form on it that goes to an address, its hidden fields with it.</summary>
    public async Task<Page> Submit(string page, string action, params (string Name, string Value)[] fields) => await Submit(await Get(page), page, action, fields);

    public Task<Page> Submit(Page page, string at, string action, params (string Name, string Value)[] fields)
    {
        var form = page.Document.QuerySelectorAll("form").FirstOrDefault(f => f.GetAttribute("action")!.Split('?')[0] == action || f.GetAttribute("action") == action)
            ?? throw new InvalidOperationException($"{at} has no form that goes to {action}: {page.Status} {page.Title}");
        var hidden = form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).Where(h => fields.All(f => f.Name != h.Key));
        var target = form.GetAttribute("action")!;
        return Post(target.StartsWith('?') ? at.Split('?')[0] + target : target, [.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
    }

    /// <summary>Sends a file by the form on a page that goes to an address.</summary>
    public async Task<Page> Upload(string page, string action, byte[] file)
    {
        var token = (await Get(page)).Document.QuerySelectorAll("form").First(f => f.GetAttribute("action") == action).QuerySelector("input[type=hidden]")!;
        using var content = new MultipartFormDataContent { { new StringContent(token.GetAttribute("value")!), token.GetAttribute("name")! }, { new ByteArrayContent(file), "file", "text.xlf" } };
        return await Send(new HttpRequestMessage(HttpMethod.Post, action) { Content = content }, []);
    }

    public Task<Page> SignIn(string email, string password, string query = "") => Submit("/desk/sign-in" + query, "/desk/sign-in", ("email", email), ("password", password));

    /// <summary>Whether the desk knows who this is.</summary>
    public async Task<bool> IsSignedIn() => (await Get("/desk/account")).Status == 200;

    /// <summary>Sends a body that is no form, with the token of a page.</summary>
    public async Task<Page> Send(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/octet-stream");
        return await Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, [("X-Form-Token", await FormToken()), ("Accept", "application/json"), .. headers]);
    }

    /// <summary>Sends a file by a form, as a browser without a script does.</summary>
    public async Task<Page> SendFile(string path, byte[] file, string name, params (string Name, string Value)[] fields)
    {
        // A button tells which field has the file.
        var field = fields.FirstOrDefault(f => f.Value.StartsWith("upload:", StringComparison.Ordinal)).Value?.Replace("upload:", "upload.", StringComparison.Ordinal) ?? "file";
        var content = new MultipartFormDataContent { { new StringContent(await FormToken()), "form-token" }, { new ByteArrayContent(file), field, name } };
        foreach (var (called, value) in fields) content.Add(new StringContent(value), called);
        return await Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, []);
    }

    private async Task<string> FormToken() => (await Get("/desk/media")).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;

    public void Dispose() => _http?.Dispose();

    private async Task<Page> Send(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await Http.SendAsync(request);
        return new Page((int)answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(), answer);
    }
}

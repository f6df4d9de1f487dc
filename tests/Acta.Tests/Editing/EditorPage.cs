using System.Net;
using System.Text;
using Acta.Access;
using Acta.Desk;
using Acta.Desk.Editing;
using Acta.Pages;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Acta.Tests.Editing;

/// <summary>
/// The field for a body in a real browser, signed in at a real desk: on a page of the desk, with its headers, in a form of which
/// the test sees what it would send.
/// </summary>
internal sealed class EditorPage : IAsyncDisposable
{
    private readonly DeskSite _site;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private EditorPage(DeskSite site, IPlaywright playwright, IBrowser browser, IBrowserContext context, IPage page)
    {
        (_site, _playwright, _browser, Context, Page) = (site, playwright, browser, context, page);
        page.Console += (_, m) => { if (m.Type is "error" or "warning" && !m.Text.Contains("status of")) Complaints.Add(m.Text); };
        page.PageError += (_, e) => Complaints.Add(e);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>What the browser complained of: an error of a script, something that the content policy forbids.</summary>
    public List<string> Complaints { get; } = [];

    public ILocator Text => Page.Locator(".ed-text");

    public ILocator Area => Page.Locator("#body");

    /// <summary>What the last form sent said of the body.</summary>
    public string? Sent { get; private set; }

    public static async Task<EditorPage> Open(string markdown, string deskLanguage = "en", string language = "en", bool rightToLeft = false, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool bypassPolicy = false)
    {
        var site = await DeskSite.Start();
        var author = await site.Add(Roles.Author);
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.Launch(playwright);
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site.Url, Locale = deskLanguage, ColorScheme = scheme, BypassCSP = bypassPolicy, ViewportSize = new() { Width = width, Height = 900 },
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        var page = await context.NewPageAsync();
        var made = new EditorPage(site, playwright, browser, context, page);
        await DeskSite.SignIn(page, author.Email);
        await page.RouteAsync("**/desk/write", async route =>
        {
            if (route.Request.Method == "POST")
            {
                made.Sent = Form(route.Request.PostData!, "body").ReplaceLineEndings("\n");
                markdown = made.Sent;
            }
            var answer = await route.FetchAsync(new() { Url = site.Url + "/desk/account", Method = "GET", PostData = [] });
            var html = await answer.TextAsync();
            var token = System.Text.RegularExpressions.Regex.Match(html, "name=\"form-token\" value=\"([^\"]+)\"").Groups[1].Value;
            var form = $"<h1>Article</h1><form class=\"stack\" method=\"post\" action=\"/desk/write\"><input type=\"hidden\" name=\"form-token\" value=\"{token}\">{Field(markdown, deskLanguage, language, rightToLeft)}<button class=\"button\" type=\"submit\">Save</button></form>";
            var start = html.IndexOf('>', html.IndexOf("<main", StringComparison.Ordinal)) + 1;
            await route.FulfillAsync(new() { Response = answer, Body = html[..start] + form + html[html.IndexOf("</main>", StringComparison.Ordinal)..] });
        });
        await page.GotoAsync("/desk/write");
        await made.Ready();
        return made;
    }

    /// <summary>Until the editor stands.</summary>
    public Task Ready() => Assertions.Expect(Text).ToBeVisibleAsync();

    /// <summary>What the form would send now, once the editor has handed it over.</summary>
    public Task<string> Markdown() => Page.EvaluateAsync<string>("async () => { const a = document.querySelector('#body'); await a.actaFlush(); return a.value; }");

    /// <summary>Sends the form at once, whatever has been handed over until then.</summary>
    public async Task Save()
    {
        await Page.RunAndWaitForRequestAsync(() => Button("Save").ClickAsync(), r => r.Method == "POST" && r.Url.EndsWith("/desk/write", StringComparison.Ordinal));
        await Page.Loads();
        await Ready();
    }

    /// <summary>Puts the cursor at the end of the words.</summary>
    public async Task After(string words)
    {
        await Text.FocusAsync();
        await Page.EvaluateAsync("""
            words => {
              const walk = document.createTreeWalker(document.querySelector('.ed-text'), NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const at = walk.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().collapse(walk.currentNode, at + words.length);
                return;
              }
              throw new Error('no such words: ' + words);
            }
            """, words);
        await Page.WaitForTimeoutAsync(60);
    }

    public async Task Select(string words)
    {
        await After(words);
        for (var i = 0; i < words.Length; i++) await Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Page.WaitForTimeoutAsync(60);
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Pastes as a program that put both forms on the clipboard would have it.</summary>
    public async Task Paste(string html, string plain = "")
    {
        await Text.FocusAsync();
        await Page.EvaluateAsync("""
            ([html, plain]) => {
              const data = new DataTransfer();
              data.setData('text/html', html);
              data.setData('text/plain', plain);
              document.querySelector('.ed-text').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """, new[] { html, plain });
        await Assertions.Expect(Page.Locator(".ed-said")).Not.ToHaveTextAsync("Pasting…");
    }

    public async Task Shot(string name)
    {
        if (Environment.GetEnvironmentVariable("ACTA_TEST_SHOTS") is { Length: > 0 } shots) await Page.ScreenshotAsync(new() { Path = Path.Combine(shots, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _site.DisposeAsync();
    }

    private static string Field(string markdown, string deskLanguage, string language, bool rightToLeft)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = deskLanguage;
        var frame = new DeskFrame(new DeskRequest(http, null, null, new Dictionary<string, string>()), "Article", null);
        return Encoding.UTF8.GetString(ByteSink.Render(Acta.Desk.Slices.EditorField.Create(new EditorModel(frame, "body", "Text", markdown, language, rightToLeft))));
    }

    private static string Form(string body, string name)
    {
        foreach (var pair in body.Split('&'))
            if (pair.StartsWith(name + "=", StringComparison.Ordinal)) return WebUtility.UrlDecode(pair[(name.Length + 1)..]);
        return "";
    }
}

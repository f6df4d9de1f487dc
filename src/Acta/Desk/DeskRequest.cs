using System.Text.Json;
using Acta.Access;
using Acta.Following;
using Acta.Pages;
using Acta.Record.Site;
using Acta.Store;
using Microsoft.AspNetCore.Antiforgery;
using RazorSlices;

namespace Acta.Desk;

/// <summary>One request to the desk: who asks, what for, and the ways to answer.</summary>
public sealed class DeskRequest(HttpContext http, SignedIn? who, SiteSettings? settings, IReadOnlyDictionary<string, string> values)
{
    private string? _formToken;
    private IFormCollection? _form;
    private bool _isUnreadable;

    public HttpContext Http { get; } = http;

    /// <summary>Who asks; strangers have none.</summary>
    public SignedIn? Who { get; } = who;

    /// <summary>The account that asks, on routes for those who are signed in.</summary>
    public Staff Staff => Who!.Staff;

    public DeskWords Words { get; } = DeskWords.For(DeskWords.Choose(who?.Staff.Language, http.Request.Query["lang"], http.Request.Headers.AcceptLanguage));

    /// <summary>Null where nothing is published yet.</summary>
    public SiteSettings? Settings { get; } = settings;

    /// <summary>The organisation's time zone.</summary>
    public TimeZoneInfo Zone => Settings?.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The day it is there.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Need<TimeProvider>().GetUtcNow(), Zone).DateTime);

    /// <summary>What a brace in the route stands for.</summary>
    public string Value(string name) => values[name];

    public T Need<T>()
        where T : notnull => Http.RequestServices.GetRequiredService<T>();

    /// <summary>What everybody who works or worked here is called.</summary>
    public IReadOnlyDictionary<Guid, string> Names() => Need<Access.People>().All().ToDictionary(p => p.Id, p => p.Name);

    /// <summary>Whether a script asks, which reads the answer as data.</summary>
    public bool WantsJson => Http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);

    /// <summary>From where.</summary>
    public string Address => ClientAddress.Of(Http);

    /// <summary>A field of the form, without spaces around it; never null.</summary>
    public async Task<string> Field(string name) => (await Raw(name)).Trim();

    /// <summary>A field exactly as it was typed: a password.</summary>
    public async Task<string> Raw(string name) => (await Form())[name].ToString();

    /// <summary>All values of a field, as of several boxes ticked.</summary>
    public async Task<IReadOnlyList<string>> Fields(string name) => [.. (await Form())[name].OfType<string>()];

    /// <summary>Whether what was sent as a form can be read: it is not too large, and holds no NUL.</summary>
    public async Task<bool> IsReadable()
    {
        await Form();
        return !_isUnreadable;
    }

    /// <summary>Whether the form was made by this desk for this session.</summary>
    public async Task<bool> IsOurForm()
    {
        await Form();
        return await Need<IAntiforgery>().IsRequestValidAsync(Http);
    }

    public string FormToken => _formToken ??= Need<IAntiforgery>().GetAndStoreTokens(Http).RequestToken!;

    /// <summary>What stands around a page.</summary>
    public DeskFrame Frame(string title, string? said = null)
    {
        var asked = Http.Request.Query["said"].ToString();
        var frame = new DeskFrame(this, title, said ?? (DeskWords.Has("said." + asked) ? Words["said." + asked] : null));
        Http.Response.Headers.ContentLanguage = Words.Language;
        return frame;
    }

    /// <summary>Answers with a page, made whole before a byte is sent.</summary>
    public async Task Page(RazorSlice slice, int status = 200)
    {
        var bytes = ByteSink.Render(slice);
        Http.Response.StatusCode = status;
        Http.Response.ContentType = "text/html; charset=utf-8";
        Http.Response.Headers.CacheControl = "no-store";
        Http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(Http.Request.Method)) await Http.Response.BodyWriter.WriteAsync(bytes, Http.RequestAborted);
    }

    /// <summary>Answers with a page that says one thing, by its words <c>{key}.title</c> and <c>{key}.text</c>.</summary>
    public Task Message(int status, string key, string? link = null, string? linkText = null) =>
        Page(Slices.Message.Create(new DeskMessage(Frame(Words[key + ".title"]), Words[key + ".text"], link ?? "/desk/", linkText ?? Words["go.home"])), status);

    /// <summary>Goes on to another page of the desk after a form.</summary>
    public Task Go(string path, string? said = null)
    {
        Http.Response.StatusCode = 303;
        Http.Response.Headers.Location = said is null ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "said=" + said;
        return Task.CompletedTask;
    }

    /// <summary>Goes on after an act of the log, once the next page can show it; a follower that is far behind is not waited for.</summary>
    public async Task GoOnceFollowed(string path, string said)
    {
        await Followed();
        await Go(path, said);
    }

    /// <summary>Waits until what is in the log is in the lists, for a second at most.</summary>
    public async Task Followed()
    {
        long size;
        using (var reading = Need<MainStore>().Read()) size = reading.Head()?.Size ?? 0;
        for (var tries = 0; tries < 100; tries++)
        {
            using (var views = Need<ViewsDb>().Read())
                if (views.Position >= size) break;
            await Task.Delay(10, Http.RequestAborted);
        }
    }

    /// <summary>Asks to prove again who one is, and comes back to the page the form stood on.</summary>
    public async Task AskProof(string path)
    {
        // Each form names the page it stands on.
        var back = HttpMethods.IsPost(Http.Request.Method) ? LocalPath.Of(await Field("page")) ?? "/desk/" : path;
        var confirm = "/desk/confirm?to=" + Uri.EscapeDataString(back);
        if (!WantsJson)
        {
            await Go(confirm);
            return;
        }
        Http.Response.StatusCode = 403;
        await Json(JsonSerializer.Serialize(new Dictionary<string, string> { ["confirm"] = confirm }));
    }

    public Task Json(string json)
    {
        Http.Response.ContentType = "application/json; charset=utf-8";
        return Http.Response.WriteAsync(json, Http.RequestAborted);
    }

    // A form that is none, or can't be read, has no fields, and no token of ours.
    private async Task<IFormCollection> Form()
    {
        if (_form is not null) return _form;
        try
        {
            _form = Http.Request.HasFormContentType ? await Http.Request.ReadFormAsync(Http.RequestAborted) : FormCollection.Empty;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            _isUnreadable = true;
            Http.Request.Form = _form = FormCollection.Empty;
        }
        return _form;
    }
}

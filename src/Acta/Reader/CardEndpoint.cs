using Acta.Following;
using Acta.Media;
using Acta.Pages;
using Acta.Record.Bodies;
using Acta.Views.News;

namespace Acta.Reader;

/// <summary>
/// <c>/cards/{id}/{lang}-{fingerprint}.png</c>: the picture that previews show of an article, drawn when it is first asked
/// for and kept with the pages. Only texts of ours are drawn: an address names an article, never words.
/// </summary>
public sealed class CardEndpoint(PageCache cache, IMediaStorage storage)
{
    // Drawing takes a tenth of a second of a processor: two at a time, and no long line of those who wait.
    private const int MaxWaiting = 64;
    private readonly SemaphoreSlim _drawing = new(2, 2);
    private int _waiting;

    public async Task Get(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (cache.Find(path) is { } kept)
        {
            await Answering.Write(http, kept);
            return;
        }
        var id = (string)http.Request.RouteValues["id"]!;
        var name = (string)http.Request.RouteValues["name"]!;
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            http.Response.Headers.RetryAfter = "5";
            await Answering.Plain(http, 503, "Too many pictures are being drawn; ask again in a few seconds.");
            return;
        }
        try
        {
            await _drawing.WaitAsync(http.RequestAborted);
            try
            {
                var answer = await Task.Run(() => cache.Get(path, r => Draw(r, id, name)), http.RequestAborted);
                await Answering.Write(http, answer);
            }
            finally
            {
                _drawing.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private Content Draw(ViewReading reading, string id, string name)
    {
        var news = new NewsQueries(reading);
        if (news.Settings() is not { } settings || !name.EndsWith(".png", StringComparison.Ordinal) || name.LastIndexOf('-') is not (> 0 and var dash)) return None;
        var language = name[..dash];
        CardFacts card;
        string address;
        if (id == "site")
        {
            if (!settings.Languages.Contains(language)) return None;
            card = CardFacts.Of(settings, language);
            address = card.AddressOfSite;
        }
        else
        {
            if (!Guid.TryParseExact(id, "D", out var article) || news.Current(article, language) is not { } row) return None;
            if (!row.Readable) return new Content(410, "text/plain; charset=utf-8", "The article was removed.\n"u8.ToArray());
            card = CardFacts.Of(settings, row);
            address = card.AddressOf(article);
        }
        // The card of a former text: to the one of today's.
        if (!address.EndsWith("/" + name, StringComparison.Ordinal)) return new Content(302, "text/plain", [], address);
        return new Content(200, "image/png", CardDrawing.Png(card, FileOf(card.Emblem)));
    }

    private static Content None => new(404, "text/plain; charset=utf-8", "There is no such picture.\n"u8.ToArray());

    // An emblem that lies elsewhere is left out of the card.
    private string? FileOf(MediaFile? file) =>
        file is not null && storage.PathOf(file.Id) is { } path && File.Exists(path) ? path : null;
}

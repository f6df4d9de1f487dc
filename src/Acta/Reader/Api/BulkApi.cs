using System.Buffers;
using System.Collections.Concurrent;
using Acta.Following;
using Acta.Media;
using Acta.Store;
using Acta.Views.News;

namespace Acta.Reader.Api;

/// <summary>
/// <c>/api/v1/bulk</c>: the files there are; <c>…/{lang}.jsonl.gz</c>: a file of all public articles per language, made when it is asked for the first time on a day and
/// again as soon as anything in it was removed: what was withdrawn or erased is never in an answer.
/// </summary>
public sealed class BulkApi(ViewsDb views, DataFolder folder, SiteAddress address, RegisterFiles register) : IDisposable
{
    // Newly published texts come in at once where that is cheap: making files again takes at most a hundredth of the time.
    private const int Share = 100;

    private readonly ArticleJson _articles = new(address);
    private readonly ConcurrentDictionary<string, Made> _made = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);
    private long _doubts;

    /// <summary>Looks whether applied entries took a document out of sight; where that can't be told, each file is looked through before it is given out.</summary>
    public void Look(Applied applied)
    {
        if (applied.All) Interlocked.Increment(ref _doubts);
        if (!applied.Tags.Any(t => t.StartsWith("document:", StringComparison.Ordinal))) return;
        Interlocked.Increment(ref _doubts);
        // Answers on their way are broken off: the rest of such a file is no longer public.
        Forget();
    }

    /// <summary>The files there are, with their digests.</summary>
    public async Task List(HttpContext http)
    {
        var files = new List<BulkFile>();
        foreach (var language in Languages()) files.Add(await Current(language, http.RequestAborted));
        var records = new List<RegisterFiles.RegisterFile>();
        foreach (var form in RegisterFiles.Forms) records.Add(await register.Current(form, http.RequestAborted));
        await Answering.Write(http, new Answer(new Content(200, "application/json; charset=utf-8", ArticleJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("lang", file.Language);
                json.WriteString("url", $"{address.Base}/api/v1/bulk/{file.Language}.jsonl.gz");
                json.WriteString("day", file.Day.ToString("yyyy-MM-dd"));
                json.WriteNumber("entries", file.Position);
                json.WriteNumber("articles", file.Documents.Count);
                json.WriteNumber("bytes", file.Size);
                json.WriteString("sha256", Convert.ToHexStringLower(file.Sha256));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("register");
            foreach (var file in records)
            {
                json.WriteStartObject();
                json.WriteString("form", file.Form);
                json.WriteString("url", $"{address.Base}/api/v1/bulk/register/{file.Form}");
                json.WriteNumber("bytes", file.Answer.Content.Body.Length);
                json.WriteString("sha256", Convert.ToHexStringLower(file.Sha256));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }))));
    }

    /// <summary>One file, whole or a range of it.</summary>
    public async Task Get(HttpContext http)
    {
        var language = (string)http.Request.RouteValues["lang"]!;
        if (!Languages().Contains(language))
        {
            await Problem.Write(http, 404, "not-found", "This site has no such language; /api/v1/bulk lists the files there are.");
            return;
        }
        var file = await Current(language, http.RequestAborted);
        var headers = http.Response.Headers;
        Headers.Protect(headers, Answering.IsSecure(http.Request), isPage: false);
        headers.ETag = file.ETag;
        headers.CacheControl = "no-cache";
        headers.AcceptRanges = "bytes";
        headers.ContentDisposition = $"attachment; filename=\"{language}.jsonl.gz\"";
        headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(file.Sha256)}:";
        http.Response.ContentType = "application/gzip";
        if (Ranged.Has(http.Request, file.ETag))
        {
            http.Response.StatusCode = 304;
            return;
        }
        if (Ranged.Begin(http, file.Size) is not { } part || HttpMethods.IsHead(http.Request.Method)) return;
        await Send(http, file, part.From, part.Count);
    }

    /// <summary>Throws all files away; they are made again when they are asked for.</summary>
    public void Forget()
    {
        foreach (var language in _made.Keys)
            if (_made.TryRemove(language, out var made)) made.File.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _one.Dispose();
    }

    private static async Task Send(HttpContext http, BulkFile file, long from, long count)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            while (count > 0)
            {
                var read = await RandomAccess.ReadAsync(file.Handle, buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), from, http.RequestAborted);
                await http.Response.BodyWriter.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                (from, count) = (from + read, count - read);
            }
        }
        catch (ObjectDisposedException)
        {
            // Something in it was removed while it was being sent.
            http.Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<BulkFile> Current(string language, CancellationToken stop)
    {
        if (Find(language) is { } known) return known;
        await _one.WaitAsync(stop);
        try
        {
            // Of those who waited together the first made it.
            return Find(language) ?? await Task.Run(() => Make(language), CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }

    private BulkFile Make(string language)
    {
        while (true)
        {
            if (_made.TryGetValue(language, out var last) && IsRecent(last) && IsPublic(language, last)) return last.File;
            var (doubts, begin) = (Interlocked.Read(ref _doubts), Environment.TickCount64);
            var file = BulkFile.Make(views, language, folder.Path, _articles);
            // The one it takes the place of may be on its way to somebody; it closes itself after that.
            var made = _made[language] = new Made(file, Environment.TickCount64, Environment.TickCount64 - begin, doubts);
            if (IsPublic(language, made)) return file;
        }
    }

    private BulkFile? Find(string language) =>
        _made.TryGetValue(language, out var made) && made.Doubts == Interlocked.Read(ref _doubts) && IsRecent(made) ? made.File : null;

    private bool IsRecent(Made made)
    {
        using var reading = views.Read();
        return made.File.Day == new NewsQueries(reading).Today() && (made.File.Position == reading.Position || Environment.TickCount64 - made.At <= made.Took * Share);
    }

    private bool IsPublic(string language, Made made)
    {
        var doubts = Interlocked.Read(ref _doubts);
        if (made.Doubts == doubts) return true;
        if (made.File.IsPublic(views))
        {
            _made.TryUpdate(language, made with { Doubts = doubts }, made);
            return true;
        }
        if (_made.TryRemove(KeyValuePair.Create(language, made))) made.File.Dispose();
        return false;
    }

    private IReadOnlyList<string> Languages()
    {
        using var reading = views.Read();
        return new NewsQueries(reading).Settings()?.Languages ?? [];
    }

    private sealed record Made(BulkFile File, long At, long Took, long Doubts);
}

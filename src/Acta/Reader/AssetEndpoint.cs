using System.Collections.Concurrent;
using Acta.Pages;

namespace Acta.Reader;

/// <summary><c>/assets/…</c>: style sheets and icons, whose addresses change with their bytes.</summary>
public static class AssetEndpoint
{
    private static readonly ConcurrentDictionary<string, Answer> Answers = new();

    public static Task Get(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (Answers.TryGetValue(path, out var answer)) return Answering.Write(http, answer);
        if (Asset.Find(path) is not { } asset) return Answering.Plain(http, 404, "There is no such file.");
        answer = new Answer(new Content(200, asset.ContentType, asset.Bytes, CacheControl: "public, max-age=31536000, immutable"));
        if (Answers.Count < 64) Answers.TryAdd(path, answer);
        return Answering.Write(http, answer);
    }
}

using System.Reflection;
using System.Security.Cryptography;

namespace Acta.Desk;

/// <summary><c>/assets/desk/…</c>: the desk's style sheet and script, whose addresses change with their bytes.</summary>
internal static class DeskAssets
{
    private static readonly Dictionary<string, (string Type, byte[] Bytes)> Files = [];

    public static string Style { get; } = Add("desk.css", "text/css; charset=utf-8");

    public static string Script { get; } = Add("desk.js", "text/javascript; charset=utf-8");

    public static Task Get(HttpContext http)
    {
        if (!Files.TryGetValue(http.Request.Path.Value!, out var file)) return DeskHeaders.Plain(http, 404, "There is no such file.");
        http.Response.ContentType = file.Type;
        http.Response.ContentLength = file.Bytes.Length;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.BodyWriter.WriteAsync(file.Bytes, http.RequestAborted).AsTask();
    }

    private static string Add(string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("assets/desk/" + name) ?? throw new InvalidOperationException($"{name} is not in the assembly");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var path = $"/assets/desk/{Path.GetFileNameWithoutExtension(name)}.{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6))}{Path.GetExtension(name)}";
        Files[path] = (type, bytes);
        return path;
    }
}

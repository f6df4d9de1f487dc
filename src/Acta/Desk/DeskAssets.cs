using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace Acta.Desk;

/// <summary><c>/assets/desk/…</c>: the desk's style sheets and scripts, whose addresses change with their bytes.</summary>
internal static class DeskAssets
{
    private static readonly Dictionary<string, (string Type, byte[] Bytes, Lazy<byte[]> Packed)> Files = [];

    public static string Style { get; } = Add("desk.css", "text/css; charset=utf-8");

    public static string Script { get; } = Add("desk.js", "text/javascript; charset=utf-8");

    public static string FilesScript { get; } = Add("files.js", "text/javascript; charset=utf-8");

    public static string RegisterScript { get; } = Add("register.js", "text/javascript; charset=utf-8");

    /// <summary>The editor's script; null where the program was built without Node.</summary>
    public static string? Editor { get; } = Has("editor.js") ? Add("editor.js", "text/javascript; charset=utf-8") : null;

    public static string EditorStyle { get; } = Add("editor.css", "text/css; charset=utf-8");

    public static Task Get(HttpContext http)
    {
        if (!Files.TryGetValue(http.Request.Path.Value!, out var file)) return DeskHeaders.Plain(http, 404, "There is no such file.");
        http.Response.ContentType = file.Type;
        http.Response.Headers.Vary = "Accept-Encoding";
        var bytes = file.Bytes;
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
        {
            http.Response.Headers.ContentEncoding = "br";
            bytes = file.Packed.Value;
        }
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    private static bool Has(string name) => Assembly.GetExecutingAssembly().GetManifestResourceInfo("assets/desk/" + name) is not null;

    private static string Add(string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("assets/desk/" + name) ?? throw new InvalidOperationException($"{name} is not in the assembly");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var path = $"/assets/desk/{Path.GetFileNameWithoutExtension(name)}.{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6))}{Path.GetExtension(name)}";
        Files[path] = (type, bytes, new(() => Pack(bytes)));
        return path;
    }

    // Made when first asked for; the editor's script is a third of its size then.
    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) brotli.Write(bytes);
        return packed.ToArray();
    }
}

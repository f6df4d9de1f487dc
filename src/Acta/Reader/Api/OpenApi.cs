using System.Reflection;

namespace Acta.Reader.Api;

/// <summary><c>/api/v1/openapi.json</c>: the data interface described (OpenAPI 3.1).</summary>
public static class OpenApi
{
    private static readonly Answer Description = new(new Content(200, "application/json; charset=utf-8", Read()));

    public static Task Get(HttpContext http) => Answering.Write(http, Description);

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json") ?? throw new InvalidOperationException("openapi.json is not in the assembly");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

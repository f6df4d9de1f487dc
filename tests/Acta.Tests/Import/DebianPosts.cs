using System.IO.Compression;
using System.Text.Json;
using Acta.Tests.World;

namespace Acta.Tests.Import;

/// <summary>The posts of a real multilingual archive, one in so many.</summary>
internal static class DebianPosts
{
    public static readonly Uri Home = new("https://www.debian.org/News/");

    public static IEnumerable<(string Id, string Html, string Language)> Read(int every)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Corpora.Need("corpora", "debian", "posts.jsonl.gz")), CompressionMode.Decompress));
        for (var n = 0; reader.ReadLine() is { } line; n++)
        {
            if (n % every != 0) continue;
            using var post = JsonDocument.Parse(line);
            var e = post.RootElement;
            yield return (e.GetProperty("id").GetString()!, e.GetProperty("html").GetString()!, e.GetProperty("lang").GetString()!);
        }
    }
}

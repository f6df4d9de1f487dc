using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Acta.Following;
using Acta.Record;
using Acta.Tests.Publication;

namespace Acta.Tests.Reader;

public sealed class BulkTests
{
    private const string Address = "/api/v1/bulk/en.jsonl.gz";

    [Fact]
    public async Task What_I_withdraw_or_erase_is_in_no_bulk_file_from_then_on()
    {
        await using var site = await LiveSite.Start();
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList();
        foreach (var (id, n) in ids.Select((id, n) => (id, n))) Assert.Null(site.Publish(EmptySite.Article(Act.Publish, id, $"Headline {n}", $"Secret {n}.")));
        Assert.Equal([0, 1, 2, 3, 4], await Numbers(site));
        Assert.Null(site.Publish(EmptySite.Notice(Act.Withdraw, ids[1], "en")));
        Assert.Equal([0, 2, 3, 4], await Numbers(site));
        Assert.Null(site.Publish(EmptySite.Notice(Act.Erase, ids[3])));
        Assert.Equal([0, 2, 4], await Numbers(site));
        Assert.Null(site.Publish(EmptySite.Notice(Act.Restore, ids[1], "en")));
        Assert.Equal([0, 1, 2, 4], await Numbers(site));
        Assert.Null(site.Publish(EmptySite.Notice(Act.Retire, ids[0], "en")));
        Assert.Equal([0, 1, 2, 4], await Numbers(site));
        // A removal that came in among many entries at once is not told of by name.
        Assert.Null(site.Publish(EmptySite.Notice(Act.Withdraw, ids[4], "en")));
        site.Serving.Bulk.Look(new Applied(site.Serving.Follower.Position, [], All: true));
        Assert.Equal([0, 1, 2], await Numbers(site));
        Assert.DoesNotContain(Directory.GetFiles(site.DataPath), f => f.Contains("bulk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bulk_file_made_again_of_the_same_log_is_the_same_to_the_byte_and_its_digest_is_told()
    {
        await using var site = await LiveSite.Start();
        for (var n = 0; n < 450; n += 50)
            Assert.Null(site.Publish([.. Enumerable.Range(n, 50).Select(i => EmptySite.Article(Act.Publish, Guid.NewGuid(), $"Headline {i}", $"Text {i}."))]));
        var first = (await site.Get(Address)).Body;
        site.Serving.Bulk.Forget();
        using var answer = await site.Http.GetAsync(site.Url + Address);
        var again = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(450, Lines(again).Count);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(first)), Convert.ToHexStringLower(SHA256.HashData(again)));
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(again))}:", answer.Headers.GetValues("Repr-Digest").Single());
    }

    private static async Task<List<int>> Numbers(LiveSite site)
    {
        var (status, type, body, _) = await site.Get(Address);
        Assert.Equal((200, "application/gzip"), (status, type));
        return [.. Lines(body).Select(l => int.Parse(JsonNode.Parse(l)!["title"]!.ToString()["Headline ".Length..], System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static List<string> Lines(byte[] gzip)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress), Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Acta.Import;

namespace Acta.Tests.Import;

/// <summary>Pictures and files are fetched from the hosts allowed, and from nowhere else.</summary>
public class FetchMediaTests
{
    private static readonly byte[] Png = System.Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public void What_was_fetched_stands_in_the_record_and_is_fetched_once()
    {
        using var site = new ImportingSite();
        using var web = new FileServer();
        web.Answer("/a.png", "image/png", Png);
        var report = Fetch(site, web, o => o with { AllowedHosts = ["127.0.0.1"], AllowPrivate = true }, web.Url + "/a.png", web.Url + "/a.png");
        Assert.Empty(report.Warnings);
        Assert.Equal((1, 1), (report["files fetched"], web.Asked));
        var file = site.Editions()["Item 0"].Lead!.Source.File!;
        Assert.Equal(("image/png", 1, 1, "a.png"), (file.Type, file.Width, file.Height, file.Name));
        Assert.Equal(file, site.Editions()["Item 1"].Lead!.Source.File);
        Assert.True(File.ReadAllBytes(Acta.Media.MediaLibrary.PathOf(site.Site.Folder, file.Id)).AsSpan().SequenceEqual(Png));
        Assert.Null(site.Site.Audit().Fault);
    }

    [Theory]
    [InlineData("/moved", true, "the host localhost is not among those allowed (--allow-host localhost)")]
    [InlineData("/round", true, "it redirects without end")]
    [InlineData("/missing", true, "the host answered 404")]
    [InlineData("/page.png", true, "its content is text/plain, not a picture, recording or office document")]
    [InlineData("/drawing.svg", true, "its content is image/svg+xml, not a picture, recording or office document")]
    [InlineData("/huge.png", true, "it has 900,000,000 bytes; at most 67,108,864 are taken")]
    [InlineData("/endless.png", true, "it has more than 67,108,864 bytes")]
    [InlineData("/bomb.png", true, "bomb.png has 60,000 × 60,000 pixels, more than any page needs; make it smaller")]
    [InlineData("/torn.png", true, "torn.png looks like a picture but can't be read as one; save it again as JPEG, PNG or WebP")]
    [InlineData("/a.png", false, "127.0.0.1 is on a private network (--allow-private takes from there too)")]
    public void What_should_not_be_taken_is_not_and_its_item_says_why(string path, bool isPrivate, string reason)
    {
        using var site = new ImportingSite();
        using var web = new FileServer();
        web.Answer("/a.png", "image/png", Png);
        web.Answer("/moved", "text/html", [], 302, "http://localhost/a.png");
        web.Answer("/round", "text/html", [], 302, "/round");
        web.Answer("/page.png", "image/png", "<p>Not found, says this page.</p>"u8.ToArray());
        web.Answer("/drawing.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray());
        web.Answer("/huge.png", "image/png", Png, claims: 900_000_000);
        web.Answer("/endless.png", "image/png", Png, claims: -1);
        web.Answer("/bomb.png", "image/png", Bomb());
        web.Answer("/torn.png", "image/png", Png[..20]);
        var report = Fetch(site, web, o => o with { AllowedHosts = ["127.0.0.1"], AllowPrivate = isPrivate }, web.Url + path);
        var warning = Assert.Single(report.Warnings);
        Assert.Equal(("Item 0", $"{web.Url + path} was not fetched: {reason}."), (warning.Item, warning.Reason));
        // The article is in, and its picture stays where it is.
        Assert.Equal(web.Url + path, site.Editions()["Item 0"].Lead!.Source.Url);
        Assert.Null(site.Editions()["Item 0"].Lead!.Source.File);
        Assert.Empty(Directory.Exists(site.Site.Folder.MediaFolder) ? Directory.GetFiles(site.Site.Folder.MediaFolder, "*", SearchOption.AllDirectories) : []);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:0a00:0001::1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2001:4860:4860::8888", true)]
    public void Private_addresses_are_known(string address, bool isPublic) => Assert.Equal(isPublic, MediaTaking.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void Media_are_only_listed_where_nobody_asked_to_fetch_them()
    {
        using var site = new ImportingSite();
        using var web = new FileServer();
        var report = Fetch(site, web, o => o with { FetchMedia = false }, web.Url + "/a.png");
        Assert.Equal((0, web.Url + "/a.png"), (web.Asked, Assert.Single(report.RemoteMedia).Key));
    }

    private static ImportReport Fetch(ImportingSite site, FileServer web, Func<ImportOptions, ImportOptions> change, params string[] pictures)
    {
        var wxr = new WxrText();
        for (var i = 0; i < pictures.Length; i++) wxr.Post($"Item {i}", "<p>Text.</p>", WxrText.Meta("_thumbnail_id", (100 + i).ToString(System.Globalization.CultureInfo.InvariantCulture))).Attachment(100 + i, pictures[i], "A picture", "");
        return site.Import("wxr", site.Write("old.xml", wxr.Whole), o => change(o with { FetchMedia = true }));
    }

    // A picture of a few bytes that says it has 3.6 gigapixels.
    private static byte[] Bomb()
    {
        var bytes = Png.ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 60_000);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 60_000);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc(bytes.AsSpan(12, 17)));
        return bytes;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    /// <summary>A web server of files on this machine, as plain as one can be.</summary>
    private sealed class FileServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Dictionary<string, (string Type, byte[] Bytes, int Status, string? To, long Claims)> _files = [];
        private readonly CancellationTokenSource _stop = new();
        private int _asked;

        public FileServer()
        {
            _listener.Start();
            _ = Task.Run(async () =>
            {
                while (!_stop.IsCancellationRequested)
                {
                    var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    _ = Task.Run(() => Serve(client));
                }
            });
        }

        public int Asked => _asked;

        public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public void Answer(string path, string type, byte[] bytes, int status = 200, string? to = null, long claims = 0) => _files[path] = (type, bytes, status, to, claims);

        public void Dispose()
        {
            _stop.Cancel();
            _listener.Dispose();
            _stop.Dispose();
        }

        private void Serve(TcpClient client)
        {
            using (client)
            using (var stream = client.GetStream())
            {
                var request = new StreamReader(stream, Encoding.ASCII);
                var path = request.ReadLine()?.Split(' ')[1] ?? "";
                while (request.ReadLine() is { Length: > 0 })
                {
                }
                Interlocked.Increment(ref _asked);
                if (!_files.TryGetValue(path, out var file)) file = ("text/plain", "Not here."u8.ToArray(), 404, null, 0);
                var length = file.Claims < 0 ? "" : $"Content-Length: {(file.Claims > 0 ? file.Claims : file.Bytes.Length)}\r\n";
                stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {file.Status} Status\r\nContent-Type: {file.Type}\r\n{length}{(file.To is null ? "" : $"Location: {file.To}\r\n")}Connection: close\r\n\r\n"));
                stream.Write(file.Bytes);
                try
                {
                    // Without an end, until whoever reads has had enough.
                    for (var zeros = new byte[1 << 16]; file.Claims < 0;) stream.Write(zeros);
                }
                catch (IOException)
                {
                }
            }
        }
    }
}

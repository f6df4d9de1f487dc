using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Acta.Media;
using Acta.Record.Bodies;
using Acta.Store;

namespace Acta.Import;

/// <summary>
/// Puts files into the media library: those beside an interchange file, and, where the user asks for it, those of the hosts that
/// the user names. Nothing is fetched from a private network unless that is said too.
/// </summary>
internal sealed class MediaTaking : IDisposable
{
    private const long MaxBytes = 64L << 20;
    private const int MaxRedirects = 5;

    private readonly MediaLibrary _library;
    private readonly ImportOptions _options;
    private readonly ImportReport _report;
    private readonly ConcurrentDictionary<string, Lazy<MediaFile?>> _fetched = new(StringComparer.Ordinal);
    private readonly HttpClient _http;

    public MediaTaking(MediaLibrary library, ImportOptions options, ImportReport report)
    {
        (_library, _options, _report) = (library, options, report);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = Connect,
        })
        {
            Timeout = TimeSpan.FromSeconds(60),
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Acta-import/1");
    }

    /// <summary>Puts files that stand beside an import into the library.</summary>
    /// <exception cref="BadItem">One is missing, or is another than it was.</exception>
    public void Restore(IReadOnlyList<LinkedFile> files)
    {
        foreach (var file in files)
        {
            if (!File.Exists(file.Path)) throw new BadItem($"its file {file.Path} is missing; put it back beside the import.");
            try
            {
                _library.Restore(file.File, file.Path);
            }
            catch (UserError e)
            {
                throw new BadItem(e.Message);
            }
        }
    }

    public Draft Take(Draft draft, SourceItem item)
    {
        Restore(draft.Files);
        if (!_options.FetchMedia || draft.RemoteMedia.Count == 0) return draft;
        var edition = draft.Edition;
        return draft with
        {
            Edition = edition with
            {
                Lead = edition.Lead is { } lead ? lead with { Source = Ours(lead.Source, item) } : null,
                Body = [.. edition.Body.Select(b => Ours(b, item))],
            },
        };
    }

    public void Dispose() => _http.Dispose();

    private Block Ours(Block block, SourceItem item) => block switch
    {
        ImageBlock i => i with { Image = i.Image with { Source = Ours(i.Image.Source, item) } },
        Gallery g => g with { Images = [.. g.Images.Select(i => i with { Source = Ours(i.Source, item) })] },
        Attachment a => a with { Source = Ours(a.Source, item) },
        Recording r => r with { Source = Ours(r.Source, item) },
        Quote q => q with { Blocks = Ours(q.Blocks, item) },
        ListBlock l => l with { Items = [.. l.Items.Select(i => new ListItem(Ours(i.Blocks, item)))] },
        Table t => t with { Rows = [.. t.Rows.Select(r => r with { Cells = [.. r.Cells.Select(c => c with { Blocks = Ours(c.Blocks, item) })] })] },
        Turn t => t with { Blocks = Ours(t.Blocks, item) },
        _ => block,
    };

    private IReadOnlyList<Block> Ours(IReadOnlyList<Block> blocks, SourceItem item) => [.. blocks.Select(b => Ours(b, item))];

    private MediaSource Ours(MediaSource source, SourceItem item)
    {
        if (source.File is not null || source.Url is null) return source;
        var file = _fetched.GetOrAdd(source.Url, url => new Lazy<MediaFile?>(() => Fetch(url, item))).Value;
        return file is null ? source : source with { File = file };
    }

    private MediaFile? Fetch(string url, SourceItem item)
    {
        try
        {
            var file = Fetch(new Uri(url));
            _report.Count("files fetched");
            return file;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException or UriFormatException or UserError or StorageFault or BadItem or SocketException)
        {
            _report.Warn(item.File, item.Where, item.Title, $"{url} was not fetched: {Why(e).TrimEnd('.')}.");
            return null;
        }
    }

    private static string Why(Exception e) => e switch
    {
        TaskCanceledException => "the host did not answer in time",
        HttpRequestException { InnerException: { } inner } => inner.Message,
        _ => e.Message,
    };

    private MediaFile Fetch(Uri url)
    {
        for (var hop = 0; ; hop++)
        {
            if (url.Scheme is not ("http" or "https")) throw new BadItem("it is not an address of the web");
            if (!_options.AllowedHosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase)) throw new BadItem($"the host {url.Host} is not among those allowed (--allow-host {url.Host})");
            using var answer = _http.Send(new HttpRequestMessage(HttpMethod.Get, url), HttpCompletionOption.ResponseHeadersRead);
            if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } to)
            {
                if (hop == MaxRedirects) throw new BadItem("it redirects without end");
                url = new Uri(url, to);
                continue;
            }
            if (answer.StatusCode != HttpStatusCode.OK) throw new BadItem($"the host answered {(int)answer.StatusCode}");
            if (answer.Content.Headers.ContentLength > MaxBytes) throw new BadItem($"it has {answer.Content.Headers.ContentLength:N0} bytes; at most {MaxBytes:N0} are taken");
            using var limited = Limited(answer.Content.ReadAsStream());
            var type = FileType.Of(limited.GetBuffer().AsSpan(0, (int)Math.Min(limited.Length, 1024)), url.AbsolutePath);
            if (type is "text/plain" or "image/svg+xml" or "application/octet-stream") throw new BadItem($"its content is {type}, not a picture, recording or office document");
            return _library.Add(limited, Uri.UnescapeDataString(url.Segments[^1]));
        }
    }

    private static MemoryStream Limited(Stream content)
    {
        var kept = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            if (kept.Length + read > MaxBytes) throw new BadItem($"it has more than {MaxBytes:N0} bytes");
            kept.Write(buffer, 0, read);
        }
        kept.Position = 0;
        return kept;
    }

    // The address is looked at after the name is resolved, so no name leads into a private network by a trick.
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        var allowed = addresses.Where(a => _options.AllowPrivate || IsPublic(a)).ToArray();
        if (allowed.Length == 0) throw new HttpRequestException($"{context.DnsEndPoint.Host} is on a private network (--allow-private takes from there too)");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // 6to4 and NAT64 carry an address of IPv4 within, which may be a private one.
    private static bool LeadsToIPv4(byte[] a) => a is [0x20, 0x02, ..] or [0x00, 0x64, 0xFF, 0x9B, ..];

    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return !address.IsIPv6LinkLocal && !address.IsIPv6UniqueLocal && !address.IsIPv6SiteLocal && !address.IsIPv6Multicast && !address.Equals(IPAddress.IPv6Any) && !address.IsIPv6Teredo && !LeadsToIPv4(address.GetAddressBytes());
        return address.GetAddressBytes() switch
        {
            [0 or 10 or 127, ..] => false,
            [100, >= 64 and <= 127, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and <= 31, ..] => false,
            [192, 168, ..] or [192, 0, 0, _] => false,
            [198, 18 or 19, ..] => false,
            [>= 224, ..] => false,
            _ => true,
        };
    }
}

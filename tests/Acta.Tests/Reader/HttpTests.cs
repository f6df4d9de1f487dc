using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Acta.Tests.World;

namespace Acta.Tests.Reader;

/// <summary>What HTTP asks of every answer, looked at on the running demonstration.</summary>
[Collection("demo")]
public sealed class HttpTests(RunningDemo demo) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None });

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("identity;q=1, br;q=0.5", "")]
    [InlineData("gzip;q=0, br;q=0", "")]
    [InlineData("deflate, zstd", "")]
    [InlineData("nonsense;q=x", "")]
    [InlineData("", "")]
    public async Task An_answer_comes_in_the_coding_the_reader_likes_best(string accepted, string given)
    {
        foreach (var path in new[] { "/en/", "/en/feed.atom", "/api/v1/articles", "/sitemap.xml" })
        {
            using var plain = await Get(path);
            var text = await plain.Content.ReadAsByteArrayAsync();
            // The second answer comes from kept bytes.
            for (var again = 0; again < 3; again++)
            {
                using var answer = await Get(path, r => r.Headers.TryAddWithoutValidation("Accept-Encoding", accepted));
                Assert.Equal(given, string.Join(',', answer.Content.Headers.ContentEncoding));
                Assert.Equal("Accept-Encoding", string.Join(',', answer.Headers.Vary));
                Assert.Equal(text, Unpacked(await answer.Content.ReadAsByteArrayAsync(), given));
                Assert.Equal(given.Length == 0, answer.Headers.ETag!.Tag == plain.Headers.ETag!.Tag);
            }
        }
    }

    [Fact]
    public async Task Programs_that_read_no_page_find_the_icon_where_they_look()
    {
        using var answer = await Get("/favicon.ico");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var icon = await Get(answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, icon.StatusCode);
        Assert.StartsWith("image/", icon.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/en/")]
    [InlineData("/en/news/")]
    [InlineData("/en/feed.atom")]
    [InlineData("/ru/feed.json")]
    [InlineData("/sitemap.xml")]
    [InlineData("/api/v1/articles?limit=2")]
    [InlineData("/api/v1/entries/0")]
    [InlineData("/.well-known/security.txt")]
    public async Task Who_has_the_bytes_already_gets_304_and_no_bytes(string path)
    {
        using var first = await Get(path);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        foreach (var value in new[] { tag.Tag, $"\"other\", {tag.Tag}", "W/" + tag.Tag, "*" })
        {
            using var again = await Get(path, r => r.Headers.TryAddWithoutValidation("If-None-Match", value));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(tag, again.Headers.ETag);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }
        using var other = await Get(path, r => r.Headers.TryAddWithoutValidation("If-None-Match", "\"other\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_feed_answers_If_Modified_Since_and_If_None_Match_decides_over_it()
    {
        using var first = await Get("/en/feed.rss");
        var modified = first.Content.Headers.LastModified!.Value;
        using var same = await Get("/en/feed.rss", r => r.Headers.IfModifiedSince = modified);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var older = await Get("/en/feed.rss", r => r.Headers.IfModifiedSince = modified.AddSeconds(-1));
        Assert.Equal(HttpStatusCode.OK, older.StatusCode);
        using var both = await Get("/en/feed.rss", r =>
        {
            r.Headers.IfModifiedSince = modified;
            r.Headers.TryAddWithoutValidation("If-None-Match", "\"other\"");
        });
        Assert.Equal(HttpStatusCode.OK, both.StatusCode);
    }

    [Theory]
    [InlineData("/en/")]
    [InlineData("/en/feed.atom")]
    [InlineData("/api/v1/articles")]
    [InlineData("/log/checkpoint")]
    [InlineData("/en/nothing")]
    [InlineData("/healthz")]
    public async Task HEAD_gives_the_headers_of_GET_without_a_body(string path)
    {
        using var get = await Get(path);
        using var head = await Get(path, r => r.Method = HttpMethod.Head);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        if (head.Content.Headers.ContentLength is { } length) Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, length);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST", "/en/")]
    [InlineData("PUT", "/api/v1/articles")]
    [InlineData("DELETE", "/log/checkpoint")]
    public async Task What_is_only_read_refuses_to_be_written(string method, string path)
    {
        using var answer = await Get(path, r => r.Method = new HttpMethod(method));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task What_was_removed_says_410_what_moved_301_what_never_was_404_each_in_words()
    {
        using var gone = await Get(demo.RemovedPage);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        using var missing = await Get("/ru/nothing");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("ru", missing.Content.Headers.ContentLanguage.Single());
        using var slash = await Get("/en/news");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/en/news/"), (slash.StatusCode, slash.Headers.Location!.OriginalString));
        using var api = await Get("/api/v1/nothing");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (api.StatusCode, api.Content.Headers.ContentType!.MediaType));
        foreach (var page in new[] { gone, missing })
        {
            var html = await page.Content.ReadAsStringAsync();
            Assert.Contains("noindex", html);
            Assert.DoesNotContain("   at Acta", html);
        }
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_it_from_being_misused_and_pages_need_no_exception()
    {
        foreach (var path in (string[])["/en/", "/en/nothing", "/ru/changes/", demo.RemovedPage])
        {
            using var answer = await Get(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy);
            Assert.DoesNotContain("unsafe", policy);
            foreach (var directive in (string[])["base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "style-src 'self'"]) Assert.Contains(directive, policy);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("strict-origin-when-cross-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.True(answer.Headers.Contains("Permissions-Policy"));
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
            var html = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotMatch(new Regex("""<style|\sstyle="|\son[a-z]+="|javascript:"""), html);
            Assert.All(Regex.Matches(html, "<script[^>]*>"), s => Assert.Equal("""<script type="application/ld+json">""", s.Value));

            // Kept bytes and new ones alike, once the reader's connection is encrypted.
            for (var n = 0; n < 2; n++)
            {
                using var secure = await Get(path, r => r.Headers.Add("X-Forwarded-Proto", "https"));
                Assert.Contains("max-age=63072000", secure.Headers.GetValues("Strict-Transport-Security").Single());
            }
        }
        foreach (var path in (string[])["/en/feed.atom", "/api/v1/articles", "/log/checkpoint", "/api/v1/nothing"])
        {
            using var answer = await Get(path);
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task Only_what_never_changes_may_be_kept_without_asking()
    {
        async Task<CacheControlHeaderValue> Of(string path)
        {
            using var answer = await Get(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return answer.Headers.CacheControl!;
        }
        var html = await _http.GetStringAsync(demo.Url + "/en/");
        var style = Regex.Match(html, "href=\"(/assets/site[^\"]+)").Groups[1].Value;
        foreach (var path in (string[])["/log/tile/entries/000.p/1", "/log/tile/0/000.p/1", "/api/v1/entries/0", style])
        {
            var cache = await Of(path);
            Assert.True(cache.Public && cache.MaxAge >= TimeSpan.FromDays(365) && cache.ToString().Contains("immutable"), path + ": " + cache);
        }
        foreach (var path in (string[])["/en/", "/en/news/", "/en/feed.json", "/api/v1/articles", "/api/v1/bulk", "/sitemap.xml"]) Assert.True((await Of(path)).NoCache, path);
        Assert.True((await Of("/log/checkpoint")).MaxAge <= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_picture_comes_whole_or_in_part_and_only_of_the_bytes_the_reader_knows()
    {
        var html = await _http.GetStringAsync(demo.Url + "/en/");
        var path = Regex.Match(html, "src=\"(/media/[^\"]+\\.jpg)").Groups[1].Value;
        using var whole = await Get(path);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());
        async Task<(int Status, byte[] Bytes, string? Range)> Part(string range, string? ifRange = null)
        {
            using var answer = await Get(path, r =>
            {
                r.Headers.TryAddWithoutValidation("Range", range);
                if (ifRange is not null) r.Headers.TryAddWithoutValidation("If-Range", ifRange);
            });
            return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentRange?.ToString());
        }
        Assert.Equivalent((206, bytes[..10], $"bytes 0-9/{bytes.Length}"), await Part("bytes=0-9"));
        Assert.Equivalent((206, bytes[^5..], $"bytes {bytes.Length - 5}-{bytes.Length - 1}/{bytes.Length}"), await Part("bytes=-5"));
        Assert.Equivalent((206, bytes[100..], $"bytes 100-{bytes.Length - 1}/{bytes.Length}"), await Part("bytes=100-"));
        Assert.Equal(416, (await Part($"bytes={bytes.Length}-")).Status);
        Assert.Equal(200, (await Part("bytes=0-1,5-6")).Status);
        Assert.Equal(200, (await Part("lines=1-2")).Status);
        Assert.Equal(206, (await Part("bytes=0-9", whole.Headers.ETag!.Tag)).Status);
        Assert.Equal(200, (await Part("bytes=0-9", "\"other\"")).Status);
        using var same = await Get(path, r => r.Headers.TryAddWithoutValidation("If-None-Match", $"\"x\", {whole.Headers.ETag!.Tag}"));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        // Its name may be written otherwise; its id is what counts.
        using var named = await Get(path[..path.LastIndexOf('/')] + "/other.jpg");
        Assert.Equal((HttpStatusCode.MovedPermanently, path), (named.StatusCode, named.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("ru", "/ru/")]
    [InlineData("ru-KG, en;q=0.5", "/ru/")]
    [InlineData("en;q=0.3, ru;q=0.8", "/ru/")]
    [InlineData("fr, de", "/en/")]
    [InlineData("fr, ru;q=0", "/en/")]
    [InlineData("", "/en/")]
    public async Task The_front_door_leads_to_the_language_the_reader_prefers(string accepted, string leads)
    {
        using var answer = await Get("/", r => r.Headers.TryAddWithoutValidation("Accept-Language", accepted));
        Assert.Equal((HttpStatusCode.Found, leads), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Fact]
    public async Task The_security_file_names_a_contact_and_has_not_run_out()
    {
        var text = await _http.GetStringAsync(demo.Url + "/.well-known/security.txt");
        var fields = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(": ", 2)).ToLookup(l => l[0], l => l[1]);
        Assert.Matches("^(mailto:|https://)", fields["Contact"].First());
        var expires = DateTimeOffset.Parse(fields["Expires"].Single(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(expires - DateTimeOffset.UtcNow, TimeSpan.FromDays(30), TimeSpan.FromDays(366));
        Assert.EndsWith("/.well-known/security.txt", fields["Canonical"].Single());
    }

    [Fact]
    public async Task Figures_for_Prometheus_stand_on_a_listener_of_their_own()
    {
        await using var site = await LiveSite.Start();
        for (var n = 0; n < 3; n++) Assert.Equal(200, (await site.Get("/en/")).Status);
        Assert.Equal(404, (await site.Get("/metrics")).Status);
        using var answer = await site.Http.GetAsync(site.MetricsUrl + "/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var text = await answer.Content.ReadAsStringAsync();
        Assert.EndsWith("\n", text);
        var types = new Dictionary<string, string>();
        var values = new Dictionary<string, double>();
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal)) continue;
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.True(types.TryAdd(line.Split(' ')[2], line.Split(' ')[3]), line);
                continue;
            }
            var sample = Regex.Match(line, """^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\.)*",?)*\})? (-?[0-9.eE+-]+|NaN|[+-]Inf)$""");
            Assert.True(sample.Success, line);
            var name = Regex.Replace(sample.Groups[1].Value, "_(bucket|sum|count)$", "");
            Assert.True(types.ContainsKey(name) || types.ContainsKey(sample.Groups[1].Value), $"no TYPE before {line}");
            Assert.True(values.TryAdd(sample.Groups[1].Value + sample.Groups[2].Value, double.Parse(sample.Groups[3].Value, System.Globalization.CultureInfo.InvariantCulture)), line);
        }
        Assert.Equal("histogram", types["acta_answer_seconds"]);
        Assert.Equal(values["acta_answer_seconds_count"], values["acta_answer_seconds_bucket{le=\"+Inf\"}"]);
        Assert.Equal(1, values["acta_log_entries"]);
        Assert.Equal(2, values["acta_requests_total{from=\"kept\",status=\"200\"}"]);
    }

    private async Task<HttpResponseMessage> Get(string path, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, demo.Url + path);
        with?.Invoke(request);
        return await _http.SendAsync(request);
    }

    private static byte[] Unpacked(byte[] bytes, string coding)
    {
        if (coding.Length == 0) return bytes;
        using var input = new MemoryStream(bytes);
        using Stream stream = coding == "br" ? new BrotliStream(input, CompressionMode.Decompress) : new GZipStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream();
        stream.CopyTo(output);
        return output.ToArray();
    }
}

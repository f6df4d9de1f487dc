using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acta.Tests.World;

namespace Acta.Tests.Reader;

/// <summary>The data interface of the running demonstration, held against its own description and against the schemas of others.</summary>
[Collection("demo")]
public sealed partial class OpenApiTests(RunningDemo demo)
{
    private static readonly string Tools = Path.Combine(Corpora.RepositoryRoot, "tests", "tools");

    [Fact]
    public async Task Every_answer_of_the_data_interface_is_as_its_description_says()
    {
        var description = await demo.Http.GetStringAsync(demo.Url + "/api/v1/openapi.json");
        var api = JsonNode.Parse(description)!;
        var asked = new Asked(demo);
        await Lists(asked, api);
        await Articles(asked);
        await Register(asked, api);
        await Record(asked);
        await Bulk(asked);
        await Calendars(asked);
        await asked.Of("/api/v1/openapi.json", "/api/v1/openapi.json", 200);
        await asked.Again("/api/v1/openapi.json", "/api/v1/openapi.json");

        // Nothing is described that was not asked for, and no status either; the demonstration removed no record of the register.
        var described = api["paths"]!.AsObject().SelectMany(p => p.Value!["get"]!["responses"]!.AsObject().Where(r => !(r.Key == "410" && p.Value["get"]!["tags"]![0]!.ToString() is "register" or "calendar")).Select(r => $"{p.Key} {r.Key}")).Order(StringComparer.Ordinal);
        Assert.Equal(described, asked.Seen.Distinct().Order(StringComparer.Ordinal));

        using var folder = new TemporaryFolder();
        var (exit, output) = ChildProcess.Run("node", Path.Combine(Tools, "openapi.mjs"), folder.Write("openapi.json", description), folder.Write("answers.json", asked.Answers.ToJsonString()));
        Assert.True(exit == 0, output);
        Assert.True(asked.Answers.Count > 150, $"only {asked.Answers.Count} answers were looked at");
    }

    [Fact]
    public async Task Every_route_of_the_data_interface_is_described_and_every_description_has_a_route()
    {
        var routes = Route().Matches(await File.ReadAllTextAsync(Path.Combine(Corpora.RepositoryRoot, "src", "Acta", "Routes.cs"))).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);
        var api = JsonNode.Parse(await demo.Http.GetStringAsync(demo.Url + "/api/v1/openapi.json"))!;
        Assert.Equal(routes, api["paths"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_article_as_ninjs_fits_the_schema_of_the_IPTC_and_says_what_became_of_it()
    {
        var schema = Corpora.Need("reference", "schemas", "ninjs-schema_3.1.json");
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        var states = new List<string>();
        foreach (var item in await AllChanges())
        {
            using var answer = await demo.Http.GetAsync($"{demo.Url}/api/v1/articles/{item["id"]}/ninjs?lang={item["lang"]}");
            var text = await answer.Content.ReadAsStringAsync();
            var ninjs = JsonNode.Parse(text)!;
            states.Add($"{(int)answer.StatusCode} {ninjs["pubStatus"]}");
            if (answer.StatusCode == HttpStatusCode.Gone) Assert.Null(ninjs["headlines"] ?? ninjs["bodies"]);
            files.Add(folder.Write($"{files.Count}.json", text));
        }
        Assert.Equal(["200 usable", "410 canceled", "410 withheld"], states.Distinct().Order(StringComparer.Ordinal));
        var (exit, output) = ChildProcess.Run("node", [Path.Combine(Tools, "schema.mjs"), schema, .. files]);
        Assert.True(exit == 0, output);
    }

    private async Task Lists(Asked asked, JsonNode api)
    {
        const string path = "/api/v1/articles";
        var parameters = api["paths"]![path]!["get"]!["parameters"]!.AsArray().Select(p => p!["$ref"]!.ToString().Split('/')[^1]).ToList();
        var good = new Dictionary<string, string[]>
        {
            ["lang"] = ["en", "ru"],
            ["kind"] = ["news", "statement", "announcement", "advisory", "interview", "speech", "in-the-media", "page"],
            ["section"] = ["news", "interviews", "nothing"],
            ["tag"] = ["nothing"],
            ["year"] = ["2019", "2025"],
            ["from"] = ["2025", "2025-06", "2025-06-01"],
            ["to"] = ["2025", "2025-06-30", "2019-12"],
            ["modified_since"] = ["2020", "2020-01-01", "2020-01-01T00:00:00Z", "2999-01-01T00:00:00%2B06:00"],
            ["limit"] = ["1", "100"],
        };
        Assert.Equal(parameters.Order(StringComparer.Ordinal), good.Keys.Append("cursor").Order(StringComparer.Ordinal));
        await asked.Of(path, path, 200);
        foreach (var (name, values) in good)
            foreach (var value in values) await asked.Of(path, $"{path}?{name}={value}", 200);
        foreach (var list in new[] { "lang=en&limit=3", "lang=ru&limit=7&section=news", "modified_since=2020-01-01&limit=9" })
        {
            var (all, cursor) = (new List<string>(), "");
            for (var pages = 0; pages < 40; pages++)
            {
                var page = JsonNode.Parse(await asked.Of(path, $"{path}?{list}{cursor}", 200))!;
                all.AddRange(page["items"]!.AsArray().Select(i => $"{i!["id"]} {i["lang"]}"));
                if (page["next"] is not { } next) break;
                cursor = "&cursor=" + next;
            }
            var whole = JsonNode.Parse(await asked.Of(path, $"{path}?{Regex.Replace(list, "limit=[0-9]+", "limit=100")}", 200))!;
            Assert.Equal(whole["items"]!.AsArray().Select(i => $"{i!["id"]} {i["lang"]}"), all);
        }
        foreach (var bad in new[] { "limit=0", "limit=101", "limit=x", "limit=-1", "cursor=!", "cursor=MQ", "lang=xx", "kind=poem", "year=25", "from=yesterday", "to=2025-13", "from=2025&to=2024", "modified_since=soon", "modified_since=2020&section=news", "nonsense=1" })
        {
            var problem = JsonNode.Parse(await asked.Of(path, $"{path}?{bad}", 400))!;
            Assert.EndsWith(".", problem["detail"]!.ToString());
        }
        await asked.Again(path, $"{path}?limit=2");
    }

    private async Task Articles(Asked asked)
    {
        foreach (var item in await AllChanges())
        {
            var of = $"/api/v1/articles/{item["id"]}";
            var status = item["deleted"] is null ? 200 : 410;
            foreach (var (path, address) in new[] { ("/api/v1/articles/{id}", of), ("/api/v1/articles/{id}/ninjs", of + "/ninjs") })
            {
                await asked.Of(path, $"{address}?lang={item["lang"]}", status);
                await asked.Of(path, $"{address}?lang=xx", 404);
                await asked.Of(path, $"{address}?language=en", 400);
                if (status == 200) await asked.Again(path, $"{address}?lang={item["lang"]}");
                // The second time it comes from kept bytes: it says the same.
                await asked.Of(path, $"{address}?lang={item["lang"]}", status);
            }
        }
        await asked.Of("/api/v1/articles/{id}", "/api/v1/articles/not-an-id", 404);
        await asked.Of("/api/v1/articles/{id}", $"/api/v1/articles/{Guid.NewGuid()}", 404);
    }

    private async Task Register(Asked asked, JsonNode api)
    {
        foreach (var (path, described) in api["paths"]!.AsObject().Where(p => p.Value!["get"]!["tags"]![0]!.ToString() == "register"))
        {
            if (path.EndsWith("/{id}", StringComparison.Ordinal)) continue;
            foreach (var parameter in described!["get"]!["parameters"]!.AsArray().Select(p => api["components"]!["parameters"]![p!["$ref"]!.ToString().Split('/')[^1]]!))
            {
                var (name, schema) = (parameter["name"]!.ToString(), parameter["schema"]!);
                string[] values = name switch
                {
                    "cursor" => [],
                    "lang" => ["en", "ru"],
                    "limit" => ["1", "100"],
                    "as_of" => ["2019-12-25", "2025-06-30"],
                    "modified_since" => ["2000", "2999-01-01"],
                    "year" => ["2019", "2025"],
                    "month" => ["2019-12"],
                    "identifier" => ["wikidata:Q1"],
                    _ when schema["enum"] is JsonArray words => [.. words.Select(w => w!.ToString())],
                    _ => schema["format"] is null ? ["session"] : [Guid.NewGuid().ToString()],
                };
                foreach (var value in values) await asked.Of(path, $"{path}?{name}={value}", 200);
            }
            await asked.Of(path, path + "?nonsense=1", 400);
            await asked.Again(path, path);
            var one = path + "/{id}";
            // Items of an agenda, papers and decisions are none in the text that the demonstration is made from: it doesn't invent them.
            var ids = JsonNode.Parse(await asked.Of(path, path + "?limit=100", 200))!["items"]!.AsArray().Select(i => i!["id"]!.ToString()).ToList();
            foreach (var id in ids) await asked.Of(one, $"{path}/{id}", 200);
            if (ids.Count > 0) await asked.Again(one, $"{path}/{ids[0]}");
            else foreach (var status in new[] { 200, 304 }) asked.Note(one, status);
            await asked.Of(one, $"{path}/{Guid.NewGuid()}", 404);
            await asked.Of(one, $"{path}/{Guid.NewGuid()}?as_of=2019-12-25", 400);
        }
    }

    private async Task Record(Asked asked)
    {
        for (var index = 0; index < 12; index++)
        {
            var entry = await asked.Of("/api/v1/entries/{index}", $"/api/v1/entries/{index}", 200);
            await asked.Of("/api/v1/proofs/{index}", $"/api/v1/proofs/{index}", 200);
            foreach (var digest in JsonNode.Parse(entry)!["docs"]!.AsArray())
            {
                var document = await asked.Of("/api/v1/documents/{digest}", $"/api/v1/documents/{digest}", 200);
                Assert.Equal(digest!.ToString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))));
            }
        }
        await asked.Again("/api/v1/entries/{index}", "/api/v1/entries/0");
        await asked.Again("/api/v1/proofs/{index}", "/api/v1/proofs/0");
        foreach (var nothing in new[] { "99999999", "-1", "x" })
        {
            await asked.Of("/api/v1/entries/{index}", "/api/v1/entries/" + nothing, 404);
            await asked.Of("/api/v1/proofs/{index}", "/api/v1/proofs/" + nothing, 404);
            await asked.Of("/api/v1/documents/{digest}", "/api/v1/documents/" + nothing, 404);
        }
        // What was withheld or erased stands in the log by its digest, and is not to be had.
        var gone = 0;
        var (index2, entryBytes) = (0, "");
        while (true)
        {
            using var answer = await demo.Http.GetAsync($"{demo.Url}/api/v1/entries/{index2++}");
            if (!answer.IsSuccessStatusCode) break;
            entryBytes = await answer.Content.ReadAsStringAsync();
            var entry = JsonNode.Parse(entryBytes)!;
            foreach (var digest in (entry["erased"]?.AsArray() ?? []).Concat(entry["act"]!.ToString() == "withdraw" ? entry["withheld"]?.AsArray() ?? [] : []))
            {
                using var document = await demo.Http.GetAsync($"{demo.Url}/api/v1/documents/{digest}");
                if (document.StatusCode != HttpStatusCode.Gone) continue;
                gone++;
                await asked.Of("/api/v1/documents/{digest}", $"/api/v1/documents/{digest}", 410);
            }
        }
        Assert.True(gone >= 2, "the demonstration holds something withdrawn and something erased");
        var first = JsonNode.Parse(await demo.Http.GetStringAsync(demo.Url + "/api/v1/entries/0"))!["docs"]![0]!.ToString();
        await asked.Again("/api/v1/documents/{digest}", "/api/v1/documents/" + first);
    }

    private async Task Bulk(Asked asked)
    {
        const string path = "/api/v1/bulk/{lang}.jsonl.gz";
        var list = JsonNode.Parse(await asked.Of("/api/v1/bulk", "/api/v1/bulk", 200))!["items"]!.AsArray();
        await asked.Again("/api/v1/bulk", "/api/v1/bulk");
        Assert.Equal(["en", "ru"], list.Select(f => f!["lang"]!.ToString()));
        foreach (var file in list)
        {
            var address = new Uri(file!["url"]!.ToString()).AbsolutePath;
            var bytes = await demo.Http.GetByteArrayAsync(demo.Url + address);
            asked.Note(path, 200);
            Assert.Equal(file["sha256"]!.ToString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.Equal((long)file["bytes"]!, bytes.Length);
            using var reader = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
            var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal((int)file["articles"]!, lines.Length);
            foreach (var line in lines) asked.Answers.Add(new JsonObject { ["body"] = line, ["schema"] = "/components/schemas/BulkLine" });
            var readable = (await AllChanges()).Where(i => i["deleted"] is null && i["lang"]!.ToString() == file["lang"]!.ToString()).Select(i => i["digest"]!.ToString());
            Assert.Equal(readable.Order(StringComparer.Ordinal), lines.Select(l => JsonNode.Parse(l)!["digest"]!.ToString()).Order(StringComparer.Ordinal));

            using var part = await asked.Send(path, address, 206, r => r.Headers.Range = new(10, 19));
            Assert.Equal(bytes[10..20], await part.Content.ReadAsByteArrayAsync());
            using var outside = await asked.Send(path, address, 416, r => r.Headers.Range = new(bytes.Length, null));
            Assert.Equal($"bytes */{bytes.Length}", outside.Content.Headers.GetValues("Content-Range").Single());
            await asked.Again(path, address);
        }
        await asked.Of(path, "/api/v1/bulk/xx.jsonl.gz", 404);
        const string register = "/api/v1/bulk/register/{form}";
        foreach (var form in (string[])["jsonl.gz", "popolo.json.gz", "jsonld.gz", "csv.zip"])
        {
            using var file = await asked.Send(register, "/api/v1/bulk/register/" + form, 200, _ => { });
            await asked.Again(register, "/api/v1/bulk/register/" + form);
        }
        await asked.Of(register, "/api/v1/bulk/register/register.xls", 404);
    }

    private static async Task Calendars(Asked asked)
    {
        const string feed = "/{lang}/calendar.ics", one = "/{lang}/events/{slug}.ics";
        foreach (var only in new[] { "", "?body=council-of-ministers-of-foreign-affairs", "?kind=meeting&place=kyrgyzstan" }) await asked.Of(feed, "/en/calendar.ics" + only, 200);
        await asked.Of(feed, "/en/calendar.ics?kind=nothing", 404);
        await asked.Again(feed, "/ru/calendar.ics");
        const string meeting = "/en/events/xix-meeting-of-the-council-of-the-advisory-coordination-center.ics";
        await asked.Of(one, meeting, 200);
        await asked.Again(one, meeting);
        await asked.Of(one, "/en/events/session-of-the-collective-security-council-2019.ics", 404);
    }

    private async Task<List<JsonNode>> AllChanges()
    {
        var page = JsonNode.Parse(await demo.Http.GetStringAsync(demo.Url + "/api/v1/articles?modified_since=2000-01-01&limit=100"))!;
        Assert.Null(page["next"]);
        return [.. page["items"]!.AsArray().Select(i => i!)];
    }

    [GeneratedRegex("""Get\(app, "(/api/v1/[^"]+|/[^"]+\.ics)",""")]
    private static partial Regex Route();

    /// <summary>What was asked, and each answer as the checker takes it.</summary>
    private sealed class Asked(RunningDemo demo)
    {
        public JsonArray Answers { get; } = [];

        public List<string> Seen { get; } = [];

        public void Note(string path, int status) => Seen.Add($"{path} {status}");

        public async Task<string> Of(string path, string address, int status)
        {
            using var answer = await Send(path, address, status, _ => { });
            var body = await answer.Content.ReadAsStringAsync();
            Answers.Add(new JsonObject { ["path"] = path, ["status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture), ["type"] = answer.Content.Headers.ContentType!.ToString(), ["body"] = body });
            return body;
        }

        public async Task Again(string path, string address)
        {
            using var first = await demo.Http.GetAsync(demo.Url + address);
            using var again = await Send(path, address, 304, r => r.Headers.IfNoneMatch.Add(first.Headers.ETag!));
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }

        public async Task<HttpResponseMessage> Send(string path, string address, int status, Action<HttpRequestMessage> with)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, demo.Url + address);
            with(request);
            var answer = await demo.Http.SendAsync(request);
            Assert.True(status == (int)answer.StatusCode, $"{address}: {(int)answer.StatusCode} instead of {status}");
            Note(path, status);
            return answer;
        }
    }
}

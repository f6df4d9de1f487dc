using System.Net;
using System.Text.Json;
using Acta.Ledger;
using Acta.Record;
using Acta.Store;
using Acta.Tests.Publication;
using Acta.Tests.World;

namespace Acta.Tests.Commands;

/// <summary>What goes wrong on an operator's machine gets one sentence, and nothing half-done.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("acta-words-").FullName;

    private string Data => Path.Combine(_root, "site");

    [Theory]
    [InlineData(2, "has a scheme", "--origin", "https://news.example.org/log")]
    [InlineData(2, "is not an origin", "--origin", "news example")]
    [InlineData(2, "is not an origin", "--origin", "news.example.org/log/")]
    [InlineData(2, "write the host as xn--e1afmkfd.xn--p1ai", "--origin", "пример.рф/log")]
    [InlineData(2, "--data names no folder", "--data", "")]
    [InlineData(2, "has no name", "--name", " ")]
    [InlineData(2, "is not a language tag", "--languages", "english")]
    [InlineData(2, "has no language", "--languages", ",")]
    [InlineData(2, "named twice", "--languages", "en,en")]
    [InlineData(2, "is not a time zone", "--time-zone", "Mars/Base")]
    [InlineData(1, "is not one of PostgreSQL", "--store", "nonsense")]
    [InlineData(1, "can't be reached", "--store", "Host=127.0.0.1;Port=1;Username=x")]
    [InlineData(1, "can't be written", "--data", "/proc/acta")]
    public void Init_with_a_wrong_word_makes_nothing(int exit, string said, string option, string value)
    {
        var words = new Dictionary<string, string> { ["--data"] = Data, ["--origin"] = "news.example.org/log", ["--name"] = "Example", ["--languages"] = "en" };
        words[option] = value;
        Expect(exit, said, ["init", .. words.SelectMany(w => new[] { w.Key, w.Value })]);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public void Init_leaves_what_stands_there_alone()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "letter.txt"), "Mine.");
        string[] init = ["init", "--data", Data, "--origin", "news.example.org/log", "--name", "Example", "--languages", "en"];
        Expect(1, "is not empty and not a data folder", init);
        Assert.Equal("Mine.", File.ReadAllText(Path.Combine(Data, "letter.txt")));
        File.Delete(Path.Combine(Data, "letter.txt"));
        Expect(0, "Readers check the log with", init);
        var key = File.ReadAllText(Path.Combine(Data, "keys", "log.key"));
        Expect(1, "is a data folder already", init);
        Assert.Equal(key, File.ReadAllText(Path.Combine(Data, "keys", "log.key")));
        Expect(2, "--origin is missing. The log's name", "init", "--data", Data + "2");
    }

    [Fact]
    public void A_missing_word_is_named_with_what_it_is_for_and_the_help_that_is_named_is_there()
    {
        Expect(2, "SOURCE is missing. A file, a folder", "import", "--format", "popolo");
        Expect(2, "--format is missing. jsonl: Acta's interchange form", "export", "--out", "x.json");
        Expect(2, "\"nonsense\" is not a format to export; choose jsonl, popolo, jsonld or csv.", "export", "--format", "nonsense", "--out", "x.json");
        Expect(2, "record needs one of: merge, split.", "record");
        Expect(2, "See: acta record merge --help", "record", "merge");
        Expect(0, "RECORD", "record", "merge", "--help");
    }

    [Fact]
    public void A_folder_that_can_not_be_served_is_refused_with_a_sentence()
    {
        Expect(1, "is not a data folder; make one with: acta init", "serve", "--data", Path.Combine(_root, "nothing"));
        using var site = new EmptySite();
        var settings = Path.Combine(site.Folder.Path, "acta.json");
        var whole = File.ReadAllText(settings);
        string[] serve = ["serve", "--data", site.Folder.Path, "--urls", $"http://127.0.0.1:{ChildProcess.FreePort()}"];
        File.WriteAllText(settings, whole.Replace("\"format\": 1", "\"format\": 99"));
        Expect(1, "was made by a newer Acta (its form is 99, this program knows 1); run the newer one", serve);
        File.WriteAllText(settings, "{");
        Expect(1, "acta.json is damaged", serve);
        File.WriteAllText(settings, whole);

        var key = Path.Combine(site.Folder.KeysFolder, "log.key");
        var right = File.ReadAllText(key);
        Expect(1, "holds the key of other.example/log", serve, ("ACTA_LOG_KEY", NoteSigner.Generate("other.example/log").ExportPrivateKey()));
        Expect(1, "was not signed by the key at hand", serve, ("ACTA_LOG_KEY", NoteSigner.Generate(site.Folder.Origin).ExportPrivateKey()));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Expect(1, "chmod 600", serve);
        File.Delete(key);
        Expect(1, "log.key is missing", serve);
        Expect(0, LogKey_(right), ["key", "--data", site.Folder.Path], ("ACTA_LOG_KEY", right));
        Assert.Null(Audit(site, right).Fault);
    }

    [Fact]
    public void What_would_be_refused_is_refused_when_it_is_only_looked_at_and_a_refusal_is_no_success()
    {
        using var site = new EmptySite();
        string Tables(string name, params (string Kind, string Rows)[] tables)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
            foreach (var (kind, rows) in tables) File.WriteAllText(Path.Combine(folder, kind + ".csv"), rows);
            return folder;
        }
        var first = Tables("first", ("organizations", "id,name_en,parent\na,House,\nb,Committee,a\nc,Panel,b\n"), ("people", "id,name_en\n1,John Smith\n2,Ann Example\n"), ("memberships", "id,member,organization,start\nm,2,a,1999\n"));
        string[] import = ["import", first, "--data", site.Folder.Path, "--format", "csv"];
        // A term has no name: it is told by whose it is, where and when.
        Expect(0, "Ann Example, House (1999 – …)", [.. import, "--dry-run"]);
        Expect(0, "records made", import);
        Expect(1, "would come back to it", "record", "merge", "organizations/house", "organizations/panel", "--data", site.Folder.Path);
        Expect(0, "Nothing is done yet", "record", "merge", "people/john-smith", "people/ann-example", "--data", site.Folder.Path);

        var (second, settle) = (Tables("second", ("people", "id,name_en,born\n3,John Smith,1970\n4,John Smith,1950\n")), Path.Combine(_root, "settle.json"));
        string[] doubtful = ["import", second, "--data", site.Folder.Path, "--format", "csv", "--settle", settle];
        Expect(1, "John Smith", doubtful);
        var doubts = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(settle))!;
        foreach (var doubt in doubts["doubts"]!.AsArray()) doubt!["is"] = "banana";
        File.WriteAllText(settle, doubts.ToJsonString());
        using var child = ChildProcess.Acta(new Dictionary<string, string> { ["ACTA_STATE_DIR"] = Path.Combine(_root, "state") }, doubtful);
        child.Process.StandardInput.Close();
        child.Process.WaitForExit();
        Assert.Equal(1, child.Process.ExitCode);
        Assert.Contains("neither \"new\" nor the id of a person here", child.Output);
        Assert.DoesNotContain("Imported in", child.Output);
    }

    [Fact]
    public void An_import_of_which_nothing_went_in_says_so_and_not_that_it_imported()
    {
        using var site = new EmptySite();
        string Lines(string name, params string[] lines)
        {
            var path = Path.Combine(_root, name);
            File.WriteAllLines(path, lines);
            return path;
        }
        string[] Import(string path) => ["import", path, "--data", site.Folder.Path, "--format", "jsonl"];
        const string good = """{"acta":1,"document":{"id":"b0000000-0000-4000-8000-000000000001","name":{"en":"Council"},"salt":"","type":"organization","v":1}}""";
        var bad = good.Replace("0001\"", "0002\"", StringComparison.Ordinal).Replace("\"v\":1", "\"url\":\"javascript:alert(1)\",\"v\":1", StringComparison.Ordinal);
        Assert.DoesNotContain("Imported in", Expect(1, "Nothing was imported; mend the 1 problem above and import again.", Import(Lines("bad.jsonl", bad))));
        Assert.DoesNotContain("Imported in", Expect(1, "Nothing was imported; mend the 1 problem above and import again.", Import(Lines("worse.jsonl", "{\"acta\": 2}"))));
        Assert.DoesNotContain(" in 0", Expect(1, "is not Acta's interchange form", Import(Lines("other.jsonl", "Hello."))));
        Assert.Contains("1  published", Expect(1, "Imported in", Import(Lines("half.jsonl", bad, good))));
    }

    [Fact]
    public async Task One_server_has_a_data_folder_and_a_port_until_it_is_told_to_end_and_loses_nothing()
    {
        using var site = new EmptySite();
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        var environment = new Dictionary<string, string> { ["ACTA_STATE_DIR"] = site.State };
        using var http = new HttpClient();
        using (var server = ChildProcess.Acta(environment, "serve", "--data", site.Folder.Path, "--urls", url))
        {
            await Ready(http, url, server);
            Expect(1, "Another server has the data folder", "serve", "--data", site.Folder.Path, "--urls", $"http://127.0.0.1:{ChildProcess.FreePort()}");
            Expect(1, "Another server has the data folder", "key", "--data", site.Folder.Path, "--change");
            using (var other = new EmptySite()) Expect(1, "is in use by another program; choose another with --urls", "serve", "--data", other.Folder.Path, "--urls", url);
            using (var other = new EmptySite()) Expect(1, "can't be listened on", "serve", "--data", other.Folder.Path, "--urls", "nonsense");
            var published = site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "News", "Text."))[0];
            FollowedAddress(http, $"{url}/en/{published.Address}");
            Assert.Equal(0, ChildProcess.Run("kill", "-TERM", server.Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ExitCode);
            await server.Process.WaitForExitAsync();
            Assert.True(server.Process.ExitCode == 0, server.Output);
        }
        Assert.Null(site.Audit().Fault);
        Assert.Equal(2, site.Audit().Entries);
    }

    [Fact]
    public async Task An_old_backup_is_served_read_only_and_the_server_says_why()
    {
        using var site = new EmptySite();
        var published = site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "News", "Text."))[0];
        var restore = site.Backup();
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Later", "Text."));
        restore();
        var url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
        using var http = new HttpClient();
        using var server = ChildProcess.Acta(new Dictionary<string, string> { ["ACTA_STATE_DIR"] = site.State }, "serve", "--data", site.Folder.Path, "--urls", url);
        await Ready(http, url, server);
        FollowedAddress(http, $"{url}/en/{published.Address}");
        FollowedSiteUntil(() => server.Output.Contains("served read-only and signs nothing", StringComparison.Ordinal));
        Assert.Contains("acta origin", server.Output);
    }

    [Fact]
    public void A_full_disk_is_said_and_what_was_published_before_it_stays_right()
    {
        var disk = Path.Combine(_root, "disk");
        Directory.CreateDirectory(disk);
        if (ChildProcess.Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk).ExitCode != 0) Assert.Skip("No small disk can be made here: mount needs root.");
        try
        {
            var data = Path.Combine(disk, "site");
            var feed = Path.Combine(_root, "feed.json");
            File.WriteAllText(feed, JsonSerializer.Serialize(new
            {
                version = "https://jsonfeed.org/version/1.1",
                title = "Many",
                items = Enumerable.Range(0, 200).Select(i => new { id = $"{i}", title = $"Item {i}", content_html = "<p>" + string.Concat(Enumerable.Repeat($"word{i} ", 1500)) + "</p>", language = "en" }),
            }));
            Expect(0, "Made", "init", "--data", data, "--origin", "news.example.org/log", "--name", "Example", "--languages", "en");
            Expect(1, "is full", "import", feed, "--data", data, "--format", "jsonfeed");
            Expect(0, "is right", "verify", "--data", data);
            Assert.Equal(0, ChildProcess.Run("mount", "-o", "remount,size=80m", disk).ExitCode);
            Expect(0, "in the record already", "import", feed, "--data", data, "--format", "jsonfeed");
            Expect(0, "is right: 201 entries", "verify", "--data", data);
        }
        finally
        {
            ChildProcess.Run("umount", disk);
        }
    }

    [Fact]
    public void A_date_is_confirmed_only_when_it_is_today_and_then_publishing_goes_on()
    {
        using var site = new EmptySite();
        Expect(2, "is not a date", "confirm", "--data", site.Folder.Path, "--date", "yesterday");
        Expect(1, "This machine's clock says that today is", "confirm", "--data", site.Folder.Path, "--date", "2020-01-01");
        var later = new Later(TimeSpan.FromDays(40));
        var publisher = new Acta.Publication.Publisher(site.Store, LogKey.Read(site.Folder), site.Released, later);
        var held = Assert.IsType<Acta.Publication.PublishOutcome.Refused>(publisher.Publish([EmptySite.Article(Act.Publish, Guid.NewGuid(), "News", "Text.")], "test")).Refusals[0];
        Assert.Contains($"acta confirm --date {later.GetUtcNow():yyyy-MM-dd}", held.Sentence);
        Acta.Publication.DateConfirmation.Keep(site.Store, DateOnly.FromDateTime(later.GetUtcNow().UtcDateTime));
        Assert.IsType<Acta.Publication.PublishOutcome.Published>(publisher.Publish([EmptySite.Article(Act.Publish, Guid.NewGuid(), "News", "Text.")], "test"));
        Expect(0, "Confirmed", "confirm", "--data", site.Folder.Path, "--date", DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_lost_log_is_never_replaced_by_an_empty_one()
    {
        Expect(0, "Readers check the log with", "init", "--data", Data, "--origin", "news.example.org/log", "--name", "Example", "--languages", "en");
        var file = Path.Combine(Data, "acta.db");
        foreach (var bytes in new byte[]?[] { null, [], [.. "no database"u8] })
        {
            foreach (var old in Directory.GetFiles(Data, "acta.db*")) File.Delete(old);
            if (bytes is not null) File.WriteAllBytes(file, bytes);
            Expect(4, "restore it from a backup", "verify", "--data", Data);
            Expect(1, "restore it from a backup", "serve", "--data", Data, "--urls", "http://127.0.0.1:0");
            Assert.Equal(bytes, File.Exists(file) ? File.ReadAllBytes(file) : null);
        }
    }

    [Fact]
    public void Addresses_begin_with_a_scheme_and_a_host_and_the_server_speaks_plain_http()
    {
        Expect(0, "Readers check the log with", "init", "--data", Data, "--origin", "news.example.org/log", "--name", "Example", "--languages", "en");
        Expect(2, "can't begin the addresses", "serve", "--data", Data, "--base-url", "foo");
        Expect(2, "can't begin the addresses", "serve", "--data", Data, "--base-url", "https://news.example.org/sub");
        Expect(2, "speaks plain HTTP", "serve", "--data", Data, "--urls", "https://127.0.0.1:0");
        File.Move(Path.Combine(Data, "keys", "log.key"), Path.Combine(_root, "kept.key"));
        Expect(2, "name the log's key with --key", "verify", "--data", Data);
        Expect(0, "is right", "verify", "--data", Data, "--key", LogKey_(File.ReadAllText(Path.Combine(_root, "kept.key")).Trim()));
    }

    [Fact]
    public void I_can_give_a_new_site_its_sections_languages_and_colours()
    {
        Expect(0, "Readers check the log with", "init", "--data", Data, "--origin", "news.example.org/log", "--name", "Example", "--languages", "en");
        Expect(0, "\"slug\": \"news\"", "settings", "--data", Data);
        var file = Path.Combine(_root, "settings.json");
        void Write(string text) => File.WriteAllText(file, text);
        var settings = """{"name":{"en":"Example","ru":"Пример"},"languages":["en","ru"],"timeZone":"Asia/Bishkek","sections":[{"slug":"news","name":{"en":"News"}},{"slug":"press","name":{"en":"Press"}}],"menu":[],"colours":{"primary":"#0b4f6c"}}""";
        Write(settings);
        Expect(0, "Published", "settings", file, "--data", Data);
        Expect(0, "\"slug\": \"press\"", "settings", "--data", Data);
        Expect(1, "nothing was changed", "settings", file, "--data", Data);
        Write(settings.Replace("\"menu\"", "\"manu\"", StringComparison.Ordinal).Replace("[]", "[1]", StringComparison.Ordinal));
        Expect(1, "there is no setting \"manu\"", "settings", file, "--data", Data);
        Write("{\n\"name\": oops}");
        Expect(1, "line 2: this is not JSON", "settings", file, "--data", Data);
        Write(settings.Replace("Bishkek", "Nowhere", StringComparison.Ordinal));
        Expect(1, "time zone", "settings", file, "--data", Data);
        Expect(1, "can't be read", "settings", Path.Combine(_root, "gone.json"), "--data", Data);
        Expect(0, "is right", "verify", "--data", Data);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string LogKey_(string text) => NoteSigner.TryParse(text, out var signer, out _) ? signer.Verifier.ToString() : "";

    private static Acta.Verification.AuditResult Audit(EmptySite site, string key)
    {
        using var store = MainStore.OpenToRead(site.Folder);
        return Acta.Verification.StoreAudit.Run(store, site.Folder, NoteSigner.TryParse(key, out var signer, out _) ? signer.Verifier : null!, null);
    }

    private string Expect(int exit, string said, params string[] words) => Expect(exit, said, words, []);

    private string Expect(int exit, string said, string[] words, params (string Name, string Value)[] environment)
    {
        var all = environment.ToDictionary(e => e.Name, e => e.Value);
        all["ACTA_STATE_DIR"] = Path.Combine(_root, "state");
        using var child = ChildProcess.Acta(all, words);
        child.Process.StandardInput.Close();
        child.Process.WaitForExit();
        Assert.True(child.Process.ExitCode == exit && child.Output.Contains(said, StringComparison.Ordinal) && !child.Output.Contains("   at ", StringComparison.Ordinal),
            $"acta {string.Join(' ', words)} gave {child.Process.ExitCode}:\n{child.Output}");
        return child.Output;
    }

    private static async Task Ready(HttpClient http, string url, ChildProcess server)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(url + "/readyz");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (tries < 1_000 && !server.Process.HasExited)
            {
            }
            Assert.False(server.Process.HasExited, server.Output);
            await Task.Delay(30);
        }
    }

    private static void FollowedAddress(HttpClient http, string url) =>
        FollowedSiteUntil(() => http.GetAsync(url).GetAwaiter().GetResult().StatusCode == HttpStatusCode.OK);

    private static void FollowedSiteUntil(Func<bool> condition) => Following.FollowedSite.Until(condition, "it shows");

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}

using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Acta.Access;
using Acta.Commands;
using Acta.Publication;
using Acta.Record;
using Acta.Store;
using Acta.Tests.Access;
using Acta.Tests.Register;
using Acta.Tests.World;
using Microsoft.Extensions.DependencyInjection;

namespace Acta.Tests.Desk;

public sealed class SecrecyOnSqliteTests() : SecrecyTests(StoreKind.Sqlite);

public sealed class SecrecyOnPostgresTests() : SecrecyTests(StoreKind.Postgres);

/// <summary>What is not public yet and what is never told: asked of a server as it runs, of all it answers and all it prints.</summary>
public abstract partial class SecrecyTests(StoreKind kind)
{
    [Fact]
    public async Task Nothing_of_a_draft_or_of_what_waits_under_embargo_is_in_any_public_byte_or_in_what_the_server_prints()
    {
        await using var desk = await ServedDesk.Start(kind);
        var (author, editor, publisher, keeper) = (await desk.SignIn(Roles.Author), await desk.SignIn(Roles.Editor), await desk.SignIn(Roles.Publisher), await desk.SignIn(Roles.Keeper));

        // A record and a file wait for a moment in 2031 with the text that tells of them; another text is only being written.
        var file = await MediaTests.Upload(author, MediaTests.Photo(400, 300), "Quaxfile.jpg");
        var person = await Register.Save(keeper, "person", ("name.en", "Quaxrecord Example"), ("name.ru", "Кваксзапись"));
        var release = "/desk/register/release?id=" + Id(person);
        Assert.Equal(303, (await keeper.Submit(release, "/desk/register/release", [.. await Ticked(keeper, release, "record"), ("when", "later"), ("due", "2031-01-01T10:00")])).Status);
        var waiting = await Begin(author, "Quaxheadline of the year", "Quaxbody, said [Quaxrecord Example](/en/people/quaxrecord-example).");
        await Office.Write(author, await author.Get(waiting), waiting, ("lead", file.Id.ToString()), ("lead-alt", "Quaxalt"), ("summary", "Quaxsummary"), ("tags", "Quaxtag"), ("slug", "quaxslug"), ("place", "Quaxplace"));
        var article = Office.Article(waiting);
        Assert.Equal(303, (await editor.Submit(article, article + "/embargo", ("due", "2031-01-01T09:00"))).Status);
        Assert.Equal(303, (await Office.Step(editor, waiting, "approve")).Status);
        var draft = await Begin(author, "Quaxdraft begun", "Quaxdraft words.");
        Assert.Equal(303, (await author.Submit(draft, draft + "/comments", ("comment", "Quaxcomment"))).Status);
        Assert.Equal(303, (await publisher.Submit(article + "/release", article + "/release", [.. await Ticked(publisher, article + "/release", "version"), ("seen", "yes"), ("when", "later"), ("due", "2031-01-01T10:00")])).Status);
        Assert.Contains("Goes out", (await publisher.Get(article)).Html);
        // What is public is being corrected, and the correction is nobody's yet either.
        var correction = $"/desk/articles/{World.World.Bridge}/en";
        Assert.Equal(303, (await author.Submit(Office.Article(correction), correction + "/change", ("act", "correct"))).Status);
        await Office.Write(author, await author.Get(correction), correction, ("body", "Quaxcorrection"), ("act", "correct"), ("note", "Quaxnote"));
        foreach (var (who, at) in new[] { (publisher, article), (author, draft), (author, correction), (keeper, person) }) Assert.Contains("quax", (await who.Get(at)).Html, StringComparison.OrdinalIgnoreCase);

        var found = await desk.Crawl();
        string[] secrets = ["quax", "кваксзапись", Office.Id(waiting).ToString(), Office.Id(draft).ToString(), Id(person), file.Id.ToString()];
        foreach (var (path, answer) in found)
            foreach (var secret in secrets) Assert.False(answer.Text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{path} tells of {secret}");
        // All of it was looked at: what is public stands in every one of these.
        foreach (var (where, word) in new[]
        {
            ("^/en/$", "Bridge over"), ("^/ru/$", "Мост через"), ("^/ar/$", "افتتاح"), ("^/en/news/2", "opened on Monday"), (@"^/en/feed\.atom", "Bridge over"), (@"^/ru/feed\.rss", "Мост через"), (@"^/ar/feed\.json", "افتتاح"), (@"^/sitemap-en-1\.xml", "bridge-over"),
            ("^/news-sitemap", "Bridge over"), ("^/api/v1/articles[?]?", "Bridge over"), (@"^/api/v1/bulk/en\.jsonl\.gz", "opened on Monday"), ("^/api/v1/bulk/register/", "Ann Example"), ("^/api/v1/documents/", "opened on Monday"), ("^/api/v1/entries/", World.World.Bridge.ToString()),
            ("^/api/v1/people/", "Ann Example"), ("^/en/people/", "Ann Example"), (@"^/en/calendar\.ics", "First session"), ("^/log/tile/entries/", World.World.Bridge.ToString()), ("^/cards/", "PNG"), ("^/en/events/", "First session"), ("^/api/v1/openapi.json", "bulk"),
        })
            Assert.True(found.Any(f => Regex.IsMatch(f.Key, where) && f.Value.Status == 200 && f.Value.Text.Contains(word, StringComparison.Ordinal)), $"nothing at {where} says {word}");

        // Asked for by whoever knows what to ask for.
        using var stranger = desk.Visit();
        using (var r = desk.Store.Read())
        {
            var digests = r.Query("SELECT digest FROM draft_versions UNION SELECT digest FROM record_draft_versions", row => Convert.ToHexStringLower((byte[])row[0]));
            Assert.True(digests.Count > 4);
            foreach (var path in digests.Select(d => "/api/v1/documents/" + d).Concat(
            [
                $"/media/{file.Id}/Quaxfile.jpg", $"/media/{file.Id}/w/320.webp", $"/cards/{Office.Id(waiting)}/en-0.png", $"/api/v1/articles/{Office.Id(waiting)}", $"/api/v1/articles/{Office.Id(waiting)}/ninjs", $"/api/v1/articles/{Office.Id(draft)}", $"/api/v1/people/{Id(person)}",
                "/en/people/quaxrecord-example", "/en/news/2031/01/01/quaxslug", "/en/tags/Quaxtag/", $"/api/v1/articles?tag=Quaxtag",
            ]))
            {
                var answer = await stranger.Get(path);
                Assert.True(answer.Status == 404 || path.Contains('?', StringComparison.Ordinal), $"{path}: {answer.Status}");
                Assert.DoesNotContain("Quaxheadline", answer.Html);
                Assert.DoesNotContain("Quaxbody", answer.Html);
            }
        }
        foreach (var secret in secrets) Assert.DoesNotContain(secret, desk.Printed, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task However_the_desk_is_used_and_whatever_fails_the_server_prints_no_password_no_token_no_code_and_no_word_of_a_draft()
    {
        await using var desk = await ServedDesk.Start(kind);
        var secrets = new List<string> { DeskSite.Password, ServedDesk.ClientSecret, ServedDesk.MailPassword };
        string Secret(string text)
        {
            Assert.True(text.Length >= 6, text);
            secrets.Add(text);
            return text;
        }
        var (boss, author, editor) = (await desk.SignIn(Roles.Administrator), await desk.SignIn(Roles.Author), await desk.SignIn(Roles.Editor));
        using var stranger = desk.Visit();
        foreach (var who in new[] { boss, author, editor }) Secret(who.SessionCookie!);
        Assert.Equal(401, (await stranger.SignIn("author@example.org", Secret("Quaxwrong password"))).Status);
        await stranger.SignIn("nobody@example.org", Secret("Quaxother password"));
        Assert.Equal("/desk/sign-in?said=openid-away", (await stranger.Get("/desk/sign-in/openid")).Location);
        await stranger.Get(OpenIdSettings.Callback + "?code=Quaxcode&state=Quaxstate");

        // A second step, an invitation, a draft with a link to it and a sheet.
        var offered = await author.Get("/desk/account/authenticator");
        var key = Secret(offered.Document.QuerySelector("code.key")!.TextContent.Replace(" ", ""));
        var on = await author.Submit(offered, "/desk/account/authenticator", "/desk/account/authenticator", ("code", Secret(AuthenticatorApp.Code(key, 0))));
        foreach (var code in on.Document.QuerySelectorAll(".codes code")) Secret(code.TextContent);
        await stranger.SignIn("author@example.org", DeskSite.Password);
        Assert.Equal(401, (await stranger.Submit("/desk/sign-in/code", "/desk/sign-in/code", ("code", "Quaxno"))).Status);
        var invited = await boss.Submit("/desk/people", "/desk/invitations", ("email", "vera@example.org"), ("name", "Vera"), ("role", "author"));
        var invitation = "/invite/" + Secret(invited.Document.QuerySelector("#link")!.GetAttribute("value")!.Split('/')[^1]);
        Assert.Equal(200, (await stranger.Get(invitation)).Status);
        var at = await Begin(author, "Quaxheadline", "Quaxbody.");
        Secret((await author.Get(at)).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!);
        var link = "/preview/" + Secret((await author.Submit(at + "/preview-links", at + "/preview-links", ("label", "Quaxlabel"), ("days", "3"))).Document.QuerySelector("#link")!.GetAttribute("value")!.Split('/')[^1]);
        var sheet = Office.Article(at) + "/clearance";
        var asked = await editor.Submit(sheet, sheet, [.. await Ticked(editor, sheet, "text"), ("parties", "Quaxparty"), ("order", "together"), ("procedure", "writing"), ("deadline", "2031-01-01T10:00")]);
        var clearance = "/clearance/" + Secret(asked.Document.QuerySelector("input[id^=link-]")!.GetAttribute("value")!.Split('/')[^1]);
        foreach (var path in new[] { link, clearance }) Assert.Equal(200, (await stranger.Get(path)).Status);

        // Now what each of them stands on is gone while they work.
        var open = await author.Get(at);
        var (signIn, invite, outsider) = (await stranger.Get("/desk/sign-in"), await stranger.Get(invitation), await stranger.Get(clearance));
        string[] tables = ["drafts", "draft_versions", "comments", "attempts", "invitations", "preview_links", "clearances", "clearance_parties", "user_codes", "record_drafts"];
        desk.Rename(tables, t => t, t => t + "_away");
        var failed = new List<int>
        {
            (await Office.Write(author, open, at, ("body", "Quaxlost words."), ("headline", "Quaxlost headline"))).Status,
            (await author.Submit(open, at, at + "/comments", ("comment", "Quaxsaid"))).Status,
            (await author.Get("/desk/articles?q=Quaxsought")).Status,
            (await stranger.Submit(signIn, "/desk/sign-in", "/desk/sign-in", ("email", "editor@example.org"), ("password", Secret("Quaxlast password")))).Status,
            (await stranger.Get(invitation)).Status,
            (await stranger.Submit(invite, invitation, "?lang=en", ("password", Secret("Quaxchosen password")), ("repeated", "Quaxchosen password"))).Status,
            (await stranger.Get(link)).Status,
            (await stranger.Get(clearance)).Status,
            (await stranger.Submit(outsider, clearance, clearance, ("do", "object"), ("comment", "Quaxobjection"))).Status,
        };
        desk.Rename(tables, t => t + "_away", t => t);
        Assert.True(failed.Count(status => status >= 500) >= 6, string.Join(' ', failed));
        Assert.Equal(200, (await author.Get(at)).Status);
        // Each failure is told to whoever looks after the server, and the mail that could not be sent is.
        for (var i = 0; i < 200 && (Regex.Count(desk.Printed, "^acta: (GET|POST) ", RegexOptions.Multiline) < 6 || !desk.Printed.Contains("acta: mail: ", StringComparison.Ordinal)); i++) await Task.Delay(50);
        Assert.True(Regex.Count(desk.Printed, "^acta: (GET|POST) ", RegexOptions.Multiline) >= 6, desk.Printed);
        Assert.Contains("acta: mail: ", desk.Printed);
        Assert.Contains("could not be asked to sign somebody in", desk.Printed);
        foreach (var secret in secrets.Append("Quax")) Assert.False(desk.Printed.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret} is in:\n{desk.Printed}");
    }

    private static async Task<string> Begin(Visitor who, string headline, string body)
    {
        var made = await who.Submit("/desk/articles/new", "/desk/articles/new", ("headline", headline), ("kind", "news"), ("language", "en"), ("section", "news"));
        Assert.Equal(303, made.Status);
        await Office.Write(who, await who.Get(made.Location!), made.Location!, ("body", body));
        return made.Location!;
    }

    private static string Id(string at) => at.Split('/')[3];

    private static async Task<IEnumerable<(string, string)>> Ticked(Visitor who, string page, string name) =>
        (await who.Get(page)).Document.QuerySelectorAll($"input[name={name}]").Select(v => (name, v.GetAttribute("value")!)).ToList();

    /// <summary>A site of texts and records in three languages, served by the program itself, so that all it prints is its own.</summary>
    private sealed partial class ServedDesk : IAsyncDisposable
    {
        public const string ClientSecret = "a client secret of the tests";
        public const string MailPassword = "a mail password of the tests";
        private const string Base = "https://news.example.org";

        private readonly TemporaryFolder _folder = new();
        private readonly List<Visitor> _visitors = [];
        private readonly string _url = $"http://localhost:{ChildProcess.FreePort()}";
        private ChildProcess _server = null!;

        public MainStore Store { get; private set; } = null!;

        public string Printed => _server.Output;

        public static async Task<ServedDesk> Start(StoreKind kind)
        {
            var desk = new ServedDesk();
            var (data, store, publisher) = NewSite.Create(Path.Combine(desk._folder.Path, "data"), World.World.Origin, kind.NewConnection(), TimeProvider.System);
            desk.Store = store;
            NewSite.PublishSettings(publisher, World.World.Settings(), "test");
            foreach (var edition in new[] { "en", "ru", "ar" }.Select(World.World.BridgeIn).Concat([World.World.StatementIn("en"), World.World.InterviewOf2019(), World.World.AboutPage()]))
                Assert.IsType<PublishOutcome.Published>(publisher.Publish([new Proposal { Act = Act.Publish, Resource = edition.Id, Kind = "article", Language = edition.Language, Document = edition }], "test"));
            Assert.IsType<PublishOutcome.Published>(publisher.Publish([.. PublicRegister.All.Select(r => Cast.New(r) with { OnClash = ClashRule.Number })], "test"));
            await using (var access = new ServiceCollection().AddAccess(store, TimeProvider.System).BuildServiceProvider())
            await using (var scope = access.CreateAsyncScope())
                foreach (var role in new[] { Roles.Author, Roles.Editor, Roles.Publisher, Roles.Keeper, Roles.Administrator })
                    Assert.Null(await Accounts.Add(scope.ServiceProvider, new Staff { Email = role.Word() + "@example.org", Name = "The " + role.Word(), Created = DateTimeOffset.UtcNow, Grants = [new Grant(role, [], [])] }, DeskSite.Password, "test", null));
            Write("openid.json", $$"""{"authority": "http://127.0.0.1:{{ChildProcess.FreePort()}}", "clientId": "acta", "clientSecret": "{{ClientSecret}}", "name": "The Ministry"}""");
            Write("mail.json", $$"""{"host": "127.0.0.1", "port": {{ChildProcess.FreePort()}}, "user": "acta", "password": "{{MailPassword}}", "from": "desk@example.org", "security": "none"}""");
            desk._server = ChildProcess.Acta(null, "serve", "--data", data.Path, "--urls", desk._url);
            using var visitor = desk.Visit();
            for (var i = 0; !desk.Printed.Contains("Acta serves", StringComparison.Ordinal); i++)
            {
                Assert.True(i < 600 && !desk._server.Process.HasExited, desk.Printed);
                await Task.Delay(50);
            }
            return desk;

            void Write(string name, string json)
            {
                var file = Path.Combine(data.KeysFolder, name);
                File.WriteAllText(file, json);
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        public Visitor Visit()
        {
            var visitor = new Visitor(_url);
            _visitors.Add(visitor);
            return visitor;
        }

        public async Task<Visitor> SignIn(Roles role)
        {
            var visitor = Visit();
            Assert.Equal(303, (await visitor.SignIn(role.Word() + "@example.org", DeskSite.Password)).Status);
            return visitor;
        }

        /// <summary>Gives tables other names under the running server.</summary>
        public void Rename(string[] tables, Func<string, string> from, Func<string, string> to)
        {
            using var w = Store.BeginDeskWrite();
            foreach (var table in tables) w.Execute($"ALTER TABLE {from(table)} RENAME TO {to(table)}");
            w.Commit();
        }

        /// <summary>
        /// Everything that answers: what any address named in any answer leads to, beginning at what stands at well-known ones; whatever is packed is
        /// unpacked, and headers are read with it.
        /// </summary>
        public async Task<Dictionary<string, (int Status, string Text)>> Crawl()
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = new Uri(_url) };
            long size;
            List<string> digests;
            using (var r = Store.Read())
            {
                size = r.Head()!.Size;
                digests = r.Query("SELECT digest FROM documents", row => Convert.ToHexStringLower((byte[])row[0]));
            }
            var found = new Dictionary<string, (int, string)>();
            var queue = new Queue<string>(
            [
                "/", "/en/", "/ru/", "/ar/", "/en", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/favicon.ico", "/.well-known/security.txt", "/healthz", "/readyz", "/log/checkpoint", "/api/v1/openapi.json", "/api/v1/bulk", "/en/search?q=bridge",
                "/en/decisions.csv", "/en/papers.csv", "/en/calendar.ics", "/ru/calendar.ics", "/desk", "/desk/", "/desk/sign-in", "/api/v1/articles?limit=100", "/api/v1/articles?modified_since=2020-01-01T00:00:00Z",
                .. PublicRegister.All.SelectMany(r => new[] { "people", "organizations", "posts", "memberships", "states", "places", "events", "papers", "decisions" }, (r, k) => $"/api/v1/{k}/{r.Id}"),
                .. new[] { "people", "organizations", "posts", "memberships", "states", "places", "events", "agenda-items", "papers", "decisions", "tasks" }.Select(k => $"/api/v1/{k}?limit=100"),
                .. Enumerable.Range(0, (int)size).SelectMany(i => new[] { $"/api/v1/entries/{i}", $"/api/v1/proofs/{i}" }), .. digests.Select(d => "/api/v1/documents/" + d),
                $"/log/tile/0/000.p/{size}", $"/log/tile/entries/000.p/{size}", "/log/tile/0/000", "/log/tile/entries/000",
            ]);
            while (queue.TryDequeue(out var path))
            {
                if (found.ContainsKey(path)) continue;
                using var answer = await http.GetAsync(path);
                var bytes = await answer.Content.ReadAsByteArrayAsync();
                var text = $"{answer.Headers}{answer.Content.Headers}\n{string.Join('\n', Unpacked(bytes).Select(Encoding.UTF8.GetString))}";
                found[path] = ((int)answer.StatusCode, text);
                var type = answer.Content.Headers.ContentType?.MediaType ?? "";
                if (type.StartsWith("image/", StringComparison.Ordinal) || type is "text/css" or "text/javascript" || path.StartsWith("/desk", StringComparison.Ordinal)) continue;
                // Of lists that are asked for by day, kind or number, what leads to them is looked at, and not all that they lead to in their turn.
                foreach (var next in Addresses().Matches(text.Replace("\\/", "/", StringComparison.Ordinal)).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value).Split('#')[0]))
                    if (!(IsAsked(path) && IsAsked(next)) && !next.StartsWith("//", StringComparison.Ordinal) && !next.Contains('{', StringComparison.Ordinal)) queue.Enqueue(next);
                Assert.True(found.Count < 6000, "the crawl does not end: " + path);
            }
            return found;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var visitor in _visitors) visitor.Dispose();
            _server?.Dispose();
            Store.Dispose();
            _folder.Dispose();
            await Task.CompletedTask;
        }

        private static bool IsAsked(string path) => path.Contains('?', StringComparison.Ordinal);

        private static IEnumerable<byte[]> Unpacked(byte[] bytes)
        {
            yield return bytes;
            if (bytes is [0x1f, 0x8b, ..])
            {
                using var unpacked = new MemoryStream();
                using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
                yield return unpacked.ToArray();
            }
            if (bytes is not [(byte)'P', (byte)'K', 3, 4, ..]) yield break;
            using var zip = new ZipArchive(new MemoryStream(bytes));
            foreach (var entry in zip.Entries)
            {
                yield return Encoding.UTF8.GetBytes(entry.FullName);
                using var unpacked = new MemoryStream();
                using (var part = entry.Open()) part.CopyTo(unpacked);
                yield return unpacked.ToArray();
            }
        }

        // An address of ours, wherever it stands: in a quotation mark, between tags, in a list of pictures, on a line of its own.
        [GeneratedRegex("""(?<=["'> ,(=\n])(?:https://news\.example\.org)?(/[^\s"'<>(),\\]*)""")]
        private static partial Regex Addresses();
    }
}

using System.Net;
using Acta.Access;
using Acta.Store;
using Acta.Tests.World;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Access;

/// <summary>The organisation's own sign-in, against a real OpenID provider run beside the test.</summary>
public class OpenIdTests
{
    [Fact]
    public async Task Who_has_an_account_here_comes_in_by_the_organisations_word_and_who_has_none_does_not()
    {
        await using var world = await OpenIdWorld.Start();
        var site = world.Site;
        var anna = await site.Add("anna", new Grant(Roles.Editor, [], []));
        using (var me = new OpenIdVisitor(site.Url))
        {
            Assert.Contains("Sign in with The Ministry", await me.Open(site.Url + "/desk/sign-in"));
            Assert.Equal("/desk/account", (await me.SignIn("anna", "/desk/sign-in/openid?to=%2Fdesk%2Faccount")).AbsolutePath);
            Assert.Equal("openid", Assert.Single(site.Need<Sessions>().Of(anna.Id)).Method);
        }
        foreach (var (name, why) in new[] { ("boris", "no account here"), ("unverified-anna", "an address nobody verified"), ("again-anna", "another person with the address of one who is known") })
        {
            using var stranger = new OpenIdVisitor(site.Url);
            var reached = await stranger.SignIn(name, "/desk/sign-in/openid");
            Assert.True("/desk/sign-in?said=openid-refused" == reached.PathAndQuery, $"{name}, {why}: {reached}");
        }
        // Disabled here is disabled, whatever they say there.
        site.Need<Acta.Access.People>().Disable(anna.Id, true, "test", null);
        using var late = new OpenIdVisitor(site.Url);
        Assert.Equal("/desk/sign-in?said=openid-refused", (await late.SignIn("anna", "/desk/sign-in/openid")).PathAndQuery);
        Assert.Empty(site.Need<Sessions>().Of(anna.Id));
    }

    [Fact]
    public async Task Who_signs_in_so_proves_it_again_there_before_a_dangerous_act()
    {
        await using var world = await OpenIdWorld.Start();
        var site = world.Site;
        var anna = await site.Add("anna", new Grant(Roles.Administrator, [], []));
        using var me = new OpenIdVisitor(site.Url);
        await me.SignIn("anna", "/desk/sign-in/openid");
        site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));
        var session = Assert.Single(site.Need<Sessions>().Of(anna.Id));
        Assert.False(site.Need<Sessions>().IsProved(session));
        // The provider still knows this browser; being known proves nothing.
        await me.Open(site.Url + "/desk/sign-in/openid");
        Assert.False(site.Need<Sessions>().IsProved(Assert.Single(site.Need<Sessions>().Of(anna.Id))));
        // Asked anew there, it does. The provider's clock is the real one: so is ours again.
        site.Time.Pass(-(Sessions.Proof + TimeSpan.FromMinutes(1)));
        var before = Assert.Single(site.Need<Sessions>().Of(anna.Id)).Proved;
        Assert.Equal("/desk/people", (await me.SignIn("anna", "/desk/confirm/openid?to=%2Fdesk%2Fpeople")).AbsolutePath);
        Assert.True(Assert.Single(site.Need<Sessions>().Of(anna.Id)).Proved > before);
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_is_refused()
    {
        await using var world = await OpenIdWorld.Start();
        await world.Site.Add("anna", new Grant(Roles.Editor, [], []));
        using var victim = world.Site.Visit();
        var forged = await victim.Get(OpenIdSettings.Callback + "?code=stolen&state=made-up");
        Assert.Equal((302, "/desk/sign-in?said=openid-refused"), (forged.Status, forged.Location));
        Assert.Null(victim.SessionCookie);
    }

    [Fact]
    public async Task A_provider_that_is_away_gets_a_sentence_and_passwords_still_work()
    {
        await using var site = await DeskSite.Start(prepare: folder => OpenIdWorld.Write(folder, ChildProcess.FreePort()));
        var anna = await site.Add("anna", new Grant(Roles.Editor, [], []));
        using var me = site.Visit();
        var away = await me.Get("/desk/sign-in/openid");
        Assert.Equal("/desk/sign-in?said=openid-away", away.Location);
        Assert.StartsWith("The organisation’s sign-in does not answer.", (await me.Get(away.Location!)).Fault);
        Assert.Equal(303, (await me.SignIn(anna.Email, DeskSite.Password)).Status);
    }

    [Theory]
    [InlineData("{\"authority\": \"http://login.example.org\", \"clientId\": \"acta\"}", "needs an authority that begins with https://")]
    [InlineData("{\"authority\": \"https://login.example.org\"}", "needs a client id")]
    [InlineData("{", "is not JSON of the form")]
    public void Settings_that_can_not_work_get_a_sentence_at_the_start(string json, string sentence)
    {
        using var folder = new TemporaryFolder();
        var data = DataFolder.Create(Path.Combine(folder.Path, "data"), World.World.Origin, null);
        OpenIdWorld.Write(data, json);
        Assert.Contains(sentence, Assert.Throws<UserError>(() => OpenIdSettings.Read(data)).Message);
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(Path.Combine(data.KeysFolder, "openid.json"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<UserError>(() => OpenIdSettings.Read(data)).Message);
    }

    /// <summary>A site with a provider beside it.</summary>
    internal sealed class OpenIdWorld : IAsyncDisposable
    {
        private readonly ChildProcess _provider;

        private OpenIdWorld(DeskSite site, ChildProcess provider) => (Site, _provider) = (site, provider);

        public DeskSite Site { get; }

        public static async Task<OpenIdWorld> Start()
        {
            var port = ChildProcess.FreePort();
            var site = await DeskSite.Start(prepare: folder => Write(folder, port));
            var provider = ChildProcess.Start("node", [Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "openid-provider.mjs"), port.ToString(System.Globalization.CultureInfo.InvariantCulture), "acta", site.Url + OpenIdSettings.Callback]);
            for (var i = 0; i < 300 && !provider.Output.Contains("ready", StringComparison.Ordinal); i++)
            {
                Assert.False(provider.Process.HasExited, provider.Output);
                await Task.Delay(100);
            }
            return new OpenIdWorld(site, provider);
        }

        public static void Write(DataFolder folder, int port) =>
            Write(folder, $$"""{"authority": "http://127.0.0.1:{{port}}", "clientId": "acta", "clientSecret": "a secret of the tests", "name": "The Ministry"}""");

        public static void Write(DataFolder folder, string json)
        {
            var file = Path.Combine(folder.KeysFolder, "openid.json");
            File.WriteAllText(file, json);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        public async ValueTask DisposeAsync()
        {
            _provider.Dispose();
            await Site.DisposeAsync();
        }
    }

    /// <summary>A browser that goes to the provider and back, filling in the forms it meets there.</summary>
    private sealed class OpenIdVisitor(string url) : IDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true });

        public async Task<string> Open(string address) => await _http.GetStringAsync(address);

        /// <summary>Where it ends.</summary>
        public async Task<Uri> SignIn(string name, string path)
        {
            var answer = await _http.GetAsync(url + path);
            for (var step = 0; step < 5; step++)
            {
                var at = answer.RequestMessage!.RequestUri!;
                if (at.GetLeftPart(UriPartial.Authority) == url) return at;
                var form = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).QuerySelector("form")
                    ?? throw new InvalidOperationException($"{at} shows no form");
                var fields = form.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
                if (fields.ContainsKey("login")) (fields["login"], fields["password"]) = (name, "any");
                answer = await _http.PostAsync(new Uri(at, form.GetAttribute("action")), new FormUrlEncodedContent(fields));
            }
            throw new InvalidOperationException("the provider never lets go");
        }

        public void Dispose() => _http.Dispose();
    }
}

using Acta.Access;
using Acta.Tests.World;

namespace Acta.Tests.Access;

public sealed class AccountOnSqliteTests() : AccountTests(StoreKind.Sqlite);

public sealed class AccountOnPostgresTests() : AccountTests(StoreKind.Postgres);

/// <summary>One's own account: sessions, password, second step.</summary>
public abstract class AccountTests(StoreKind kind)
{
    [Fact]
    public async Task I_see_my_sessions_and_end_one_but_nobody_elses()
    {
        await using var site = await DeskSite.Start(kind);
        var author = await site.Add(Roles.Author);
        using var office = await site.SignIn(author);
        using var home = await site.SignIn(author);
        var account = await office.Get("/desk/account");
        var ends = account.Document.QuerySelectorAll("form[action='/desk/account/sessions/end'] [name=session]");
        var handle = Assert.Single(ends).GetAttribute("value")!;

        // Somebody else who came to know the handle ends nothing with it.
        var boss = await site.Add(Roles.Administrator);
        using var other = await site.SignIn(boss);
        using var spare = await site.SignIn(boss);
        await other.Submit("/desk/account", "/desk/account/sessions/end", ("session", handle));
        Assert.True(await home.IsSignedIn());

        Assert.Equal("/desk/account?said=session-ended", (await office.Submit(account, "/desk/account", "/desk/account/sessions/end", ("session", handle))).Location);
        Assert.False(await home.IsSignedIn());
        Assert.True(await office.IsSignedIn());
    }

    [Fact]
    public async Task A_new_password_ends_every_session_but_the_one_it_was_set_in()
    {
        await using var site = await DeskSite.Start(kind);
        var author = await site.Add(Roles.Author);
        using var office = await site.SignIn(author);
        using var home = await site.SignIn(author);
        Task<Page> Change(string old, string next, string repeated) =>
            office.Submit("/desk/account", "/desk/account/password", ("old", old), ("new", next), ("repeated", repeated));

        Assert.Equal("The present password is not right. Nothing was changed.", (await Change("something else entirely", "a better pass phrase", "a better pass phrase")).Fault);
        Assert.Equal("The two new passwords differ. Type the same one twice.", (await Change(DeskSite.Password, "a better pass phrase", "a bitter pass phrase")).Fault);
        Assert.StartsWith("The password is too short.", (await Change(DeskSite.Password, "short", "short")).Fault);
        Assert.StartsWith("The password is too simple", (await Change(DeskSite.Password, "123456789012", "123456789012")).Fault);
        Assert.StartsWith("The password is one that anybody", (await Change(DeskSite.Password, "password1234", "password1234")).Fault);
        Assert.True(await home.IsSignedIn());

        Assert.Equal("/desk/account?said=password-changed", (await Change(DeskSite.Password, "a better pass phrase", "a better pass phrase")).Location);
        Assert.True(await office.IsSignedIn());
        Assert.False(await home.IsSignedIn());
        Assert.Equal(401, (await home.SignIn(author.Email, DeskSite.Password)).Status);
        Assert.Equal(303, (await home.SignIn(author.Email, "a better pass phrase")).Status);
    }

    [Fact]
    public async Task With_a_second_step_the_password_alone_opens_nothing_and_no_code_opens_twice()
    {
        await using var site = await DeskSite.Start(kind);
        var author = await site.Add(Roles.Author);
        using var me = await site.SignIn(author);
        using var elsewhere = await site.SignIn(author);
        var (key, codes) = await TurnOn(me);
        // How one signs in has changed: other sessions are over.
        Assert.False(await elsewhere.IsSignedIn());
        Assert.Equal(10, codes.Count);

        using var next = site.Visit();
        var half = await next.SignIn(author.Email, DeskSite.Password, "?to=%2Fdesk%2Faccount");
        Assert.Equal((303, "/desk/sign-in/code?to=%2Fdesk%2Faccount"), (half.Status, half.Location));
        Assert.False(await next.IsSignedIn());
        // The code that turned it on was used.
        Assert.Equal(401, (await next.Submit(half.Location!, "/desk/sign-in/code", ("code", AuthenticatorApp.Code(key, 0)))).Status);
        Assert.Equal(401, (await next.Submit(half.Location!, "/desk/sign-in/code", ("code", "000000"))).Status);
        Assert.Equal("/desk/account", (await next.Submit(half.Location!, "/desk/sign-in/code", ("code", AuthenticatorApp.Code(key, 1)))).Location);
        Assert.True(await next.IsSignedIn());

        // A recovery code opens once, however it is spelt.
        using var lost = site.Visit();
        await lost.SignIn(author.Email, DeskSite.Password);
        Assert.Equal(303, (await lost.Submit("/desk/sign-in/code", "/desk/sign-in/code", ("code", codes[3].ToLowerInvariant().Replace("-", " ")))).Status);
        Assert.Contains("Recovery codes left: 9", (await lost.Get("/desk/account")).Html);
        using var thief = site.Visit();
        await thief.SignIn(author.Email, DeskSite.Password);
        Assert.Equal(401, (await thief.Submit("/desk/sign-in/code", "/desk/sign-in/code", ("code", codes[3]))).Status);
        // Nor can codes be tried without end.
        for (var i = 0; i < Attempts.ForAccount - 1; i++) await thief.Submit("/desk/sign-in/code", "/desk/sign-in/code", ("code", "00000" + i));
        Assert.Equal(429, (await thief.Submit("/desk/sign-in/code", "/desk/sign-in/code", ("code", codes[4]))).Status);
    }

    [Fact]
    public async Task What_the_store_holds_opens_nothing()
    {
        await using var site = await DeskSite.Start(kind);
        var author = await site.Add(Roles.Author);
        using var me = await site.SignIn(author);
        var (key, codes) = await TurnOn(me);
        using var r = site.Serving.Store.Read();
        var all = new List<string>();
        foreach (var table in new[] { "users", "user_codes", "sessions", "invitations", "audit", "attempts" })
            all.AddRange(r.Query($"SELECT * FROM {table}", row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row[i] is byte[] b ? Convert.ToHexString(b) : row[i].ToString()))));
        var text = string.Join('\n', all);
        Assert.DoesNotContain(DeskSite.Password, text);
        Assert.DoesNotContain(key, text);
        Assert.DoesNotContain(me.SessionCookie!, text);
        Assert.All(codes, code => Assert.DoesNotContain(code, text));
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.GetFiles(Path.Combine(site.DataPath, "keys", "desk"))) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task After_a_restore_without_the_keys_paper_still_opens_the_door()
    {
        await using var site = await DeskSite.Start(kind);
        var author = await site.Add(Roles.Author);
        using var me = await site.SignIn(author);
        var (key, codes) = await TurnOn(me);
        using (var w = site.Serving.Store.BeginDeskWrite())
        {
            w.Execute("UPDATE users SET authenticator_key = 'closed with a key that is gone'");
            w.Commit();
        }
        using var again = site.Visit();
        await again.SignIn(author.Email, DeskSite.Password);
        Assert.Equal(401, (await again.Submit("/desk/sign-in/code", "/desk/sign-in/code", ("code", AuthenticatorApp.Code(key, 1)))).Status);
        Assert.Equal(303, (await again.Submit("/desk/sign-in/code", "/desk/sign-in/code", ("code", codes[0]))).Status);
    }

    [Fact]
    public async Task Before_a_dangerous_act_I_prove_again_who_I_am()
    {
        await using var site = await DeskSite.Start(kind);
        var admin = await site.Add(Roles.Administrator);
        var author = await site.Add(Roles.Author);
        using var me = await site.SignIn(admin);
        var page = await me.Get("/desk/people/" + author.Id);
        site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));

        var asked = await me.Submit(page, "/desk/people/" + author.Id, $"/desk/people/{author.Id}/disable");
        Assert.Equal((303, "/desk/confirm?to=" + Uri.EscapeDataString("/desk/people/" + author.Id)), (asked.Status, asked.Location));
        Assert.False(site.Need<Acta.Access.People>().Find(author.Id)!.Disabled);
        Assert.Equal(401, (await me.Submit(asked.Location!, "/desk/confirm", ("password", "not my password at all"))).Status);
        var proved = await me.Submit(asked.Location!, "/desk/confirm", ("password", DeskSite.Password));
        Assert.Equal((303, $"/desk/people/{author.Id}?said=proved"), (proved.Status, proved.Location));
        Assert.Equal(303, (await me.Submit(proved.Location!, $"/desk/people/{author.Id}/disable")).Status);
        Assert.True(site.Need<Acta.Access.People>().Find(author.Id)!.Disabled);
        // Guessing at this door is counted like guessing at the other.
        site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));
        for (var i = 0; i < Attempts.ForAccount; i++) await me.Submit("/desk/confirm", "/desk/confirm", ("password", "guess number " + i));
        Assert.Equal(429, (await me.Submit("/desk/confirm", "/desk/confirm", ("password", DeskSite.Password))).Status);
    }

    [Fact]
    public async Task The_desk_speaks_my_language()
    {
        await using var site = await DeskSite.Start(kind);
        using var me = await site.SignIn(await site.Add(Roles.Author));
        Assert.Equal(303, (await me.Submit("/desk/account", "/desk/account/profile", ("name", "Анна"), ("language", "ru"))).Status);
        var home = await me.Get("/desk/", ("Accept-Language", "en"));
        Assert.Equal("Здравствуйте, Анна", home.Title);
        Assert.Equal("ru", home.Document.DocumentElement.GetAttribute("lang"));
        using var stranger = site.Visit();
        Assert.Equal("Вход", (await stranger.Get("/desk/sign-in", ("Accept-Language", "ru-RU,ru;q=0.9,en;q=0.5"))).Title);
        Assert.Equal("Sign in", (await stranger.Get("/desk/sign-in?lang=en", ("Accept-Language", "ru"))).Title);
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> TurnOn(Visitor me)
    {
        var page = await me.Get("/desk/account/authenticator");
        Assert.NotNull(page.Document.QuerySelector("svg.qr path.qr-ink"));
        var key = page.Document.QuerySelector("code.key")!.TextContent.Replace(" ", "");
        // A wrong code turns nothing on, and the same key is offered again.
        var wrong = await me.Submit(page, "/desk/account/authenticator", "/desk/account/authenticator", ("code", "000000"));
        Assert.Equal((400, key), (wrong.Status, wrong.Document.QuerySelector("code.key")!.TextContent.Replace(" ", "")));
        var on = await me.Submit(wrong, "/desk/account/authenticator", "/desk/account/authenticator", ("code", AuthenticatorApp.Code(key, 0)));
        Assert.Equal("Your recovery codes", on.Title);
        return (key, [.. on.Document.QuerySelectorAll(".codes code").Select(c => c.TextContent)]);
    }
}

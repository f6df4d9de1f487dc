using Acta.Access;

namespace Acta.Tests.Access;

/// <summary>Tricks with sessions planted, addresses to go on to, and forms of other sites.</summary>
public abstract partial class SignInTests
{
    [Fact]
    public async Task A_session_planted_before_the_sign_in_is_worth_nothing_after_it()
    {
        await using var site = await DeskSite.Start(kind);
        var (mallory, alice) = (await site.Add(Roles.Author, "mallory"), await site.Add(Roles.Administrator, "alice"));
        using var attacker = await site.SignIn(mallory);
        var planted = attacker.SessionCookie!;

        using var victim = site.Visit();
        victim.Cookies.Add(new Uri(site.Url), new System.Net.Cookie("acta-desk", "made-up-by-somebody-made-up-by-somebody-abc", "/"));
        Assert.Equal(303, (await victim.SignIn(alice.Email, DeskSite.Password)).Status);
        Assert.NotEqual("made-up-by-somebody-made-up-by-somebody-abc", victim.SessionCookie);
        Assert.Equal(mallory.Id, site.Need<Sessions>().Find(planted)!.Staff.Id);

        // Signing in over a session that is open ends that one.
        victim.Cookies.Add(new Uri(site.Url), new System.Net.Cookie("acta-desk", planted, "/"));
        var over = await victim.Post("/desk/sign-in", Form(("email", alice.Email), ("password", DeskSite.Password), ("form-token", (await victim.Get("/desk/account")).Document.QuerySelector("[name=form-token]")!.GetAttribute("value")!)));
        Assert.Equal(303, over.Status);
        Assert.NotEqual(planted, victim.SessionCookie);
        Assert.Null(site.Need<Sessions>().Find(planted));
    }

    [Theory]
    [InlineData("/desk/people", "/desk/people")]
    [InlineData("/desk/audit?before=7", "/desk/audit?before=7")]
    [InlineData("https://evil.example/", "/desk/")]
    [InlineData("//evil.example/", "/desk/")]
    [InlineData("/desk//evil.example", "/desk/")]
    [InlineData("/desk/..//evil.example", "/desk/")]
    [InlineData("/desk/%2e%2e/%2f/evil.example", "/desk/")]
    [InlineData("/\\evil.example", "/desk/")]
    [InlineData("/desk/\\evil.example", "/desk/")]
    [InlineData("/desk/\nSet-Cookie: a=b", "/desk/")]
    [InlineData("javascript:alert(1)", "/desk/")]
    [InlineData("/en/", "/desk/")]
    [InlineData("/desk/sign-out", "/desk/")]
    public async Task After_signing_in_I_come_where_I_wanted_and_never_to_another_site(string wanted, string reached)
    {
        await using var site = await DeskSite.Start(kind);
        await site.Add(Roles.Administrator);
        using var me = site.Visit();
        var answer = await me.SignIn("administrator@example.org", DeskSite.Password, "?to=" + Uri.EscapeDataString(wanted));
        Assert.Equal((303, reached), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task A_form_that_another_site_sends_does_nothing()
    {
        await using var site = await DeskSite.Start(kind);
        var author = await site.Add(Roles.Author);
        using var me = await site.SignIn(author);
        // Without the token of our form; with one of somebody else's session; and whatever it brings, from another site.
        var fields = new[] { ("name", "Renamed"), ("language", "en") };
        Assert.Equal(400, (await me.Post("/desk/account/profile", Form(fields))).Status);
        using var other = await site.SignIn(await site.Add(Roles.Editor));
        var foreign = (await other.Get("/desk/account")).Document.QuerySelector("[name=form-token]")!.GetAttribute("value")!;
        Assert.Equal(400, (await me.Post("/desk/account/profile", Form([.. fields, ("form-token", foreign)]))).Status);
        var own = (await me.Get("/desk/account")).Document.QuerySelector("[name=form-token]")!.GetAttribute("value")!;
        Assert.Equal(403, (await me.Post("/desk/account/profile", Form([.. fields, ("form-token", own)]), ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal("The author", site.Need<Acta.Access.People>().Find(author.Id)!.Name);
        Assert.Equal(303, (await me.Post("/desk/account/profile", Form([.. fields, ("form-token", own)]), ("Sec-Fetch-Site", "same-origin"))).Status);

        // Nor can another site sign somebody's browser in as somebody else.
        using var stranger = site.Visit();
        Assert.Equal(400, (await stranger.Post("/desk/sign-in", Form(("email", author.Email), ("password", DeskSite.Password)), ("Origin", "https://evil.example"))).Status);
        Assert.Null(stranger.SessionCookie);
    }
}

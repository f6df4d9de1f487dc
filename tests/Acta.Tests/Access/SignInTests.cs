using Acta.Access;
using Acta.Tests.World;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Acta.Tests.Access;

public sealed class SignInOnSqliteTests() : SignInTests(StoreKind.Sqlite);

public sealed class SignInOnPostgresTests() : SignInTests(StoreKind.Postgres);

/// <summary>The way in, as somebody meets it who works here, and as somebody who should not.</summary>
public abstract partial class SignInTests(StoreKind kind)
{
    [Fact]
    public async Task I_sign_in_with_address_and_password_see_the_desk_and_sign_out_again()
    {
        await using var site = await DeskSite.Start(kind);
        await site.Add(Roles.Author);
        using var me = site.Visit();
        var first = await me.Get("/desk/");
        Assert.Equal((302, "/desk/sign-in"), (first.Status, first.Location));
        // Capitals and spaces around the address are no obstacle.
        Assert.Equal((303, "/desk/"), await me.SignIn(" Author@Example.org", DeskSite.Password) is var a ? (a.Status, a.Location) : default);
        var home = await me.Get("/desk/");
        Assert.Equal("Good to see you, The author", home.Title);
        Assert.Contains("Author", home.Document.QuerySelector("main")!.TextContent);
        var session = me.SessionCookie!;

        var gone = await me.Submit(home, "/desk/", "/desk/sign-out");
        Assert.Equal((303, "/desk/sign-in?said=signed-out"), (gone.Status, gone.Location));
        Assert.False(await me.IsSignedIn());
        // The session is over at the server too, not only in the browser.
        Assert.Null(site.Need<Sessions>().Find(session));
    }

    [Fact]
    public async Task A_program_without_a_browser_signs_in_with_address_and_password_alone()
    {
        await using var site = await DeskSite.Start(kind);
        await site.Add(Roles.Author);
        using var program = site.Visit();
        await program.Get("/desk/sign-in");
        var answer = await program.Post("/desk/sign-in", Form(("email", "author@example.org"), ("password", DeskSite.Password)));
        Assert.Equal(303, answer.Status);
        Assert.True(await program.IsSignedIn());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer_and_leave_the_same_traces()
    {
        await using var site = await DeskSite.Start(kind);
        await site.Add(Roles.Author);
        var disabled = await site.Add(Roles.Editor);
        site.Need<Acta.Access.People>().Disable(disabled.Id, true, "test", null);
        var pages = new List<string>();
        foreach (var email in new[] { "author@example.org", "nobody@example.org", "editor@example.org" })
        {
            using var stranger = site.Visit();
            var before = site.Need<AuditTrail>().Lines(null, 100).Count;
            var answer = await stranger.SignIn(email, "not the password at all");
            Assert.Equal(401, answer.Status);
            Assert.Equal("Address and password don’t match an account here. Check both and try again.", answer.Fault);
            Assert.Null(stranger.SessionCookie);
            pages.Add(answer.Plain);
            var line = Assert.Single(site.Need<AuditTrail>().Lines(null, 100), l => l.Act == "sign-in-refused" && l.Id > before);
            Assert.Equal(("stranger", (string?)null), (line.Actor, line.Subject));
        }
        Assert.Single(pages.Distinct());
    }

    [Fact]
    public async Task An_address_nobody_has_costs_as_much_work_as_one_that_somebody_has()
    {
        await using var site = await DeskSite.Start(kind);
        await site.Add(Roles.Author);
        var disabled = await site.Add(Roles.Editor);
        site.Need<Acta.Access.People>().Disable(disabled.Id, true, "test", null);
        var services = new ServiceCollection().AddAccess(site.Serving.Store, site.Time);
        var hasher = new CountingHasher();
        services.AddSingleton<IPasswordHasher<Staff>>(hasher);
        await using var access = services.BuildServiceProvider();
        await using var scope = access.CreateAsyncScope();
        var entrance = scope.ServiceProvider.GetRequiredService<Entrance>();
        foreach (var email in new[] { "author@example.org", "nobody@example.org", "editor@example.org" })
        {
            hasher.Rounds.Clear();
            Assert.IsType<Entry.Wrong>(await entrance.Password(new Microsoft.AspNetCore.Http.DefaultHttpContext(), email, "not the password at all"));
            // One hash of as many rounds as any.
            Assert.Equal([210_000], hasher.Rounds);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AAAA\",\"authenticatorData\":\"AAAA\",\"signature\":\"AAAA\"},\"clientExtensionResults\":{}}")]
    public async Task A_passkey_that_is_none_is_refused_with_and_without_a_challenge(string credential)
    {
        await using var site = await DeskSite.Start(kind);
        using var stranger = site.Visit();
        for (var challenged = 0; challenged < 2; challenged++)
        {
            var token = (await stranger.Get("/desk/sign-in")).Document.QuerySelector("[name=form-token]")!.GetAttribute("value")!;
            if (challenged == 1) Assert.Equal(200, (await stranger.Post("/desk/sign-in/passkey/options", Form(("form-token", token)))).Status);
            var answer = await stranger.Post("/desk/sign-in/passkey", Form(("form-token", token), ("credential", credential)));
            Assert.Equal((303, "/desk/sign-in?said=passkey-refused"), (answer.Status, answer.Location));
        }
    }

    [Fact]
    public async Task After_five_tries_an_account_is_closed_for_a_quarter_of_an_hour_whether_there_is_one_or_not()
    {
        await using var site = await DeskSite.Start(kind);
        await site.Add(Roles.Author);
        await site.Add(Roles.Editor);
        var answers = new List<string>();
        foreach (var email in new[] { "author@example.org", "nobody@example.org" })
        {
            using var stranger = site.Visit();
            for (var i = 0; i < Attempts.ForAccount; i++) Assert.Equal(401, (await stranger.SignIn(email, "wrong password number " + i)).Status);
            var closed = await stranger.SignIn(email, DeskSite.Password);
            Assert.Equal(429, closed.Status);
            Assert.True(closed.Answer.Headers.Contains("Retry-After"));
            answers.Add(closed.Plain);
        }
        Assert.Single(answers.Distinct());
        // Others are not held up, and the right one is let in when the time is over.
        using var me = site.Visit();
        Assert.Equal(303, (await me.SignIn("editor@example.org", DeskSite.Password)).Status);
        site.Time.Pass(Attempts.Window + TimeSpan.FromSeconds(1));
        using var later = site.Visit();
        Assert.Equal(303, (await later.SignIn("author@example.org", DeskSite.Password)).Status);
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_still_a_hundred()
    {
        await using var site = await DeskSite.Start(kind);
        var attempts = site.Need<Attempts>();
        var let = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => attempts.Take("author@example.org", "192.0.2.1") is null)));
        Assert.Equal(Attempts.ForAccount, let.Count(l => l));
    }

    [Fact]
    public async Task One_address_may_not_try_many_accounts_and_another_address_is_not_held_up_by_it()
    {
        await using var site = await DeskSite.Start(kind);
        await site.Add(Roles.Author);
        var attempts = site.Need<Attempts>();
        for (var i = 0; i < Attempts.FromAddress; i++) Assert.Null(attempts.Take($"somebody{i}@example.org", "192.0.2.7"));
        using var there = site.Visit();
        Assert.Equal(429, (await SignInFrom(there, "192.0.2.7")).Status);
        using var here = site.Visit();
        Assert.Equal(303, (await SignInFrom(here, "192.0.2.8")).Status);
        // What the proxy says last counts: what a client puts before it does not.
        using var liar = site.Visit();
        Assert.Equal(429, (await SignInFrom(liar, "192.0.2.9, 192.0.2.7")).Status);

        static async Task<Page> SignInFrom(Visitor visitor, string address) => await visitor.Post(
            "/desk/sign-in", Form(("email", "author@example.org"), ("password", DeskSite.Password)), ("X-Forwarded-For", address));
    }

    [Fact]
    public async Task A_session_unused_for_half_a_day_is_over()
    {
        await using var site = await DeskSite.Start(kind);
        using var me = await site.SignIn(await site.Add(Roles.Author));
        site.Time.Pass(Sessions.Idle - TimeSpan.FromHours(1));
        Assert.True(await me.IsSignedIn());
        site.Time.Pass(Sessions.Idle - TimeSpan.FromHours(1));
        Assert.True(await me.IsSignedIn());
        site.Time.Pass(Sessions.Idle + TimeSpan.FromMinutes(1));
        Assert.False(await me.IsSignedIn());
    }

    private sealed class CountingHasher : IPasswordHasher<Staff>
    {
        private readonly PasswordHasher<Staff> _hasher = new(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

        public List<int> Rounds { get; } = [];

        public string HashPassword(Staff user, string password) => _hasher.HashPassword(user, password);

        // The rounds stand in bytes 5 to 8 of Identity's third format.
        public PasswordVerificationResult VerifyHashedPassword(Staff user, string hashedPassword, string providedPassword)
        {
            Rounds.Add(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hashedPassword).AsSpan(5)));
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    private static Dictionary<string, string> Form(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value);
}

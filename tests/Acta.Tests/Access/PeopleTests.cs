using Acta.Access;
using Acta.Tests.World;

namespace Acta.Tests.Access;

public sealed class PeopleOnSqliteTests() : PeopleTests(StoreKind.Sqlite);

public sealed class PeopleOnPostgresTests() : PeopleTests(StoreKind.Postgres);

/// <summary>Who works here: invitations, roles, disabling, and the trail of it.</summary>
public abstract class PeopleTests(StoreKind kind)
{
    [Fact]
    public async Task An_invitation_opens_once_and_gives_what_it_says_whatever_else_the_form_brings()
    {
        await using var site = await DeskSite.Start(kind);
        using var admin = await site.SignIn(await site.Add(Roles.Administrator));
        var made = await admin.Submit("/desk/people", "/desk/invitations", ("name", "Vera"), ("email", "vera@example.org"), ("role", "translator"), ("language", "ru"), ("section", "water"));
        var link = new Uri(made.Document.QuerySelector("#link")!.GetAttribute("value")!).PathAndQuery;
        Assert.Contains("vera@example.org", made.Html);

        using var vera = site.Visit();
        var welcome = await vera.Get(link);
        Assert.Contains("Translator (Russian; Water)", welcome.Html);
        Assert.StartsWith("The password is too short", (await vera.Submit(link, "?lang=en", ("name", "Vera"), ("password", "short"), ("repeated", "short"))).Fault);
        var joined = await vera.Submit(link, "?lang=en", ("name", "Vera K."), ("password", "a phrase of my own"), ("repeated", "a phrase of my own"), ("role", "administrator"), ("email", "root@example.org"), ("Grants[0].Role", "32"));
        Assert.Equal((303, "/desk/?said=welcome"), (joined.Status, joined.Location));
        Assert.True(await vera.IsSignedIn());
        var staff = site.Need<Acta.Access.People>().Find("vera@example.org")!;
        Assert.Equal("translator ru in water", Assert.Single(staff.Grants).ToString());
        Assert.True(staff.May(Roles.Translator, "ru", "water"));
        Assert.False(staff.May(Roles.Translator, "en", "water"));
        Assert.False(staff.May(Roles.Translator, "ru", "news"));
        Assert.Null(site.Need<Acta.Access.People>().Find("root@example.org"));

        using var late = site.Visit();
        Assert.Equal((404, "This invitation does not open anything"), await late.Get(link) is var again ? (again.Status, again.Title) : default);
    }

    [Fact]
    public async Task An_invitation_withdrawn_or_a_week_old_opens_nothing_and_looks_like_one_that_never_was()
    {
        await using var site = await DeskSite.Start(kind);
        using var admin = await site.SignIn(await site.Add(Roles.Administrator));
        async Task<string> Invite(string email)
        {
            var made = await admin.Submit("/desk/people", "/desk/invitations", ("name", "Somebody"), ("email", email), ("role", "author"));
            return new Uri(made.Document.QuerySelector("#link")!.GetAttribute("value")!).PathAndQuery;
        }
        var withdrawn = await Invite("one@example.org");
        var page = await admin.Get("/desk/people");
        await admin.Submit(page, "/desk/people", page.Document.QuerySelector("form[action$='/withdraw']")!.GetAttribute("action")!);
        var old = await Invite("two@example.org");
        using var stranger = site.Visit();
        Assert.Equal(200, (await stranger.Get(old)).Status);
        site.Time.Pass(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        var never = (await stranger.Get("/invite/" + new string('0', 64))).Plain;
        foreach (var link in new[] { withdrawn, old })
        {
            var gone = await stranger.Get(link);
            Assert.Equal((404, never.Replace(new string('0', 64), "")), (gone.Status, gone.Plain.Replace(link["/invite/".Length..], "")));
        }
    }

    [Theory]
    [InlineData("vera", "author", "This is not an e-mail address. Write it like name@example.org.")]
    [InlineData("vera@example.org\r\nBcc: all@example.org", "author", "This is not an e-mail address. Write it like name@example.org.")]
    [InlineData("administrator@example.org", "author", "There is an account with this address already.")]
    [InlineData("vera@example.org", "root", "Choose a role from the list.")]
    public async Task A_wrong_invitation_gets_a_sentence(string email, string role, string sentence)
    {
        await using var site = await DeskSite.Start(kind);
        using var admin = await site.SignIn(await site.Add(Roles.Administrator));
        var answer = await admin.Submit("/desk/people", "/desk/invitations", ("name", "Vera"), ("email", email), ("role", role));
        Assert.Equal((400, sentence), (answer.Status, answer.Fault));
    }

    [Fact]
    public async Task A_role_taken_away_and_an_account_disabled_are_felt_at_the_next_click()
    {
        await using var site = await DeskSite.Start(kind);
        using var admin = await site.SignIn(await site.Add(Roles.Administrator));
        var auditor = await site.Add(Roles.Auditor);
        using var reader = await site.SignIn(auditor);
        Assert.Equal(200, (await reader.Get("/desk/audit")).Status);
        // Who only reads sees the person, and none of the buttons.
        Assert.Null((await reader.Get("/desk/people/" + auditor.Id)).Document.QuerySelector("form[action^='/desk/people/']"));

        var page = "/desk/people/" + auditor.Id;
        Assert.Equal(303, (await admin.Submit(page, page + "/roles/take", ("role", "auditor"))).Status);
        Assert.Equal((403, "You may not do this"), await reader.Get("/desk/audit") is var no ? (no.Status, no.Title) : default);
        Assert.Equal(303, (await admin.Submit(page, page + "/roles", ("role", "translator"), ("language", "ru"))).Status);
        Assert.Contains("Translator (Russian)", (await reader.Get("/desk/")).Html);
        Assert.Equal(303, (await admin.Submit(page, page + "/disable")).Status);
        Assert.False(await reader.IsSignedIn());
        Assert.Equal(401, (await reader.SignIn(auditor.Email, DeskSite.Password)).Status);
        Assert.Equal(303, (await admin.Submit(page, page + "/enable")).Status);
        Assert.Equal(303, (await reader.SignIn(auditor.Email, DeskSite.Password)).Status);
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var site = await DeskSite.Start(kind);
        var only = await site.Add(Roles.Administrator);
        using var admin = await site.SignIn(only);
        var page = "/desk/people/" + only.Id;
        foreach (var (action, fields) in new[] { ("/disable", Array.Empty<(string, string)>()), ("/roles/take", [("role", "administrator")]) })
        {
            var refused = await admin.Submit(page, page + action, fields);
            Assert.Equal((409, "This is the last administrator. Make somebody else one first."), (refused.Status, refused.Fault));
        }
        await site.Add(Roles.Administrator, "second");
        Assert.Equal("/desk/?said=saved", (await admin.Submit(page, page + "/roles/take", ("role", "administrator"))).Location);
        Assert.Equal(403, (await admin.Get("/desk/people")).Status);
    }

    [Fact]
    public async Task The_audit_trail_says_who_did_what_when_and_from_where_and_holds_nothing_personal()
    {
        await using var site = await DeskSite.Start(kind);
        var boss = await site.Add(Roles.Administrator);
        using var admin = await site.SignIn(boss);
        var author = await site.Add(Roles.Author);
        await admin.Submit("/desk/people/" + author.Id, $"/desk/people/{author.Id}/roles", ("role", "editor"), ("language", "en"));
        await admin.Submit("/desk/people", "/desk/invitations", ("name", "Vera"), ("email", "vera@example.org"), ("role", "author"));

        using var auditor = await site.SignIn(await site.Add(Roles.Auditor));
        var rows = (await auditor.Get("/desk/audit")).Document.QuerySelectorAll("tbody tr").Select(r => string.Join(" | ", r.Children.Skip(1).Select(c => string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))).ToList();
        Assert.Contains("The administrator | gave a role · editor en | The author | 127.0.0.1", rows);
        Assert.Contains("The administrator | signed in · by password | The administrator | 127.0.0.1", rows);
        Assert.Contains("The administrator | invited somebody · Author |  | 127.0.0.1", rows);
        Assert.Contains(rows, r => r.StartsWith("test | published | Record number 0", StringComparison.Ordinal));

        using var r = site.Serving.Store.Read();
        var stored = string.Join('\n', r.Query("SELECT actor, act, resource, language, address, subject, detail FROM audit", row => string.Join('|', Enumerable.Range(0, 7).Select(i => row[i].ToString()))));
        Assert.Contains(boss.Actor, stored);
        foreach (var personal in new[] { "@", "The administrator", "Vera" }) Assert.DoesNotContain(personal, stored);
    }
}

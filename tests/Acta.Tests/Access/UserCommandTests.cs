using Acta.Access;
using Acta.Tests.World;

namespace Acta.Tests.Access;

/// <summary><c>acta user</c>, as whoever runs the server types it, beside the running server.</summary>
public sealed class UserCommandTests : IDisposable
{
    private readonly TemporaryFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task The_first_account_is_made_beside_the_running_server_and_signs_in_at_once()
    {
        await using var site = await DeskSite.Start();
        var (exit, said) = Run(DeskSite.Password, "add", "--data", site.DataPath, "--email", "boss@example.org", "--role", "administrator", "--name", "The boss");
        Assert.Equal((0, "boss@example.org may sign in at /desk/sign-in as administrator."), (exit, said));
        using var boss = site.Visit();
        Assert.Equal(303, (await boss.SignIn("boss@example.org", DeskSite.Password)).Status);
        Assert.Equal("Good to see you, The boss", (await boss.Get("/desk/")).Title);

        Assert.Equal(0, Run(DeskSite.Password, "add", "--data", site.DataPath, "--email", "t@example.org", "--role", "translator", "--languages", "ru,ar", "--sections", "water").ExitCode);
        Assert.Equal((0, "t@example.org: translator ru,ar in water; editor"), Run("", "role", "--data", site.DataPath, "--email", "T@example.org", "--role", "editor"));
        Assert.Equal((0, "t@example.org: editor"), Run("", "role", "--data", site.DataPath, "--email", "t@example.org", "--role", "translator", "--remove"));
        Assert.Equal((0, "t@example.org\tt@example.org\teditor\nboss@example.org\tThe boss\tadministrator"), Run("", "list", "--data", site.DataPath) is var (e, s) ? (e, string.Join('\n', s.Split('\n').OrderByDescending(l => l))) : default);

        // Disabled from here, the session there is over.
        using var t = site.Visit();
        await t.SignIn("t@example.org", DeskSite.Password);
        Assert.Equal((0, "t@example.org can't sign in any more, and its sessions are ended."), Run("", "disable", "--data", site.DataPath, "--email", "t@example.org"));
        Assert.False(await t.IsSignedIn());
        Assert.Equal((1, "acta: boss@example.org is the last administrator; make somebody else one first."), Run("", "disable", "--data", site.DataPath, "--email", "boss@example.org"));

        Assert.Equal((0, "boss@example.org has a new password; its sessions are ended."), Run("quite another pass phrase", "password", "--data", site.DataPath, "--email", "boss@example.org"));
        Assert.False(await boss.IsSignedIn());
        Assert.Equal(303, (await boss.SignIn("boss@example.org", "quite another pass phrase")).Status);
        Assert.All(site.Need<AuditTrail>().Lines(null, 100).Where(l => l.Act is "account-add" or "account-disable" or "password-set"), l => Assert.Equal("command", l.Actor));
    }

    [Fact]
    public async Task Wrong_words_get_a_sentence_and_make_nothing()
    {
        await using var site = await DeskSite.Start();
        (int, string) Add(string password, params string[] words) => Run(password, ["add", "--data", site.DataPath, .. words]);
        Assert.Equal((2, "acta: \"root\" is not a role; the roles are author, translator, editor, publisher, keeper, administrator, auditor."), Add(DeskSite.Password, "--email", "a@example.org", "--role", "root"));
        Assert.Equal((2, "acta: \"nobody\" is not an e-mail address; write it like name@example.org."), Add(DeskSite.Password, "--email", "nobody", "--role", "author"));
        Assert.Equal((2, "acta: The site has no language \"xx\"; it has en, ru, ar."), Add(DeskSite.Password, "--email", "a@example.org", "--role", "translator", "--languages", "xx"));
        Assert.Equal((2, "acta: The site has no section \"sport\"; it has news, water."), Add(DeskSite.Password, "--email", "a@example.org", "--role", "author", "--sections", "sport"));
        Assert.Equal((1, "acta: The password on standard input is shorter than 12 characters; take several words."), Add("short", "--email", "a@example.org", "--role", "author"));
        Assert.Equal((2, "acta: There is no password on standard input; give it as one line, such as: acta user add … < file-with-the-password"), Add("", "--email", "a@example.org", "--role", "author"));
        Assert.Equal((1, "acta: Nobody has the address a@example.org; acta user list shows who there is."), Run("", "disable", "--data", site.DataPath, "--email", "a@example.org"));
        Assert.Empty(site.Need<Acta.Access.People>().All());
        Assert.Equal(0, Add(DeskSite.Password, "--email", "a@example.org", "--role", "author").Item1);
        Assert.Equal((1, "acta: There is an account with the address A@Example.org already; acta user role changes what it may do."), Add(DeskSite.Password, "--email", "A@Example.org", "--role", "author"));
        Assert.Equal(2, Run("", "add", "--data", site.DataPath, "--role", "author").ExitCode);
    }

    private (int ExitCode, string Said) Run(string input, params string[] words)
    {
        using var child = ChildProcess.Acta(new Dictionary<string, string> { ["ACTA_STATE_DIR"] = _state.Path }, ["user", .. words]);
        if (input.Length > 0) child.Process.StandardInput.WriteLine(input);
        child.Process.StandardInput.Close();
        Assert.True(child.Process.WaitForExit(60_000), "it does not end");
        child.Process.WaitForExit();
        return (child.Process.ExitCode, child.Output.Trim().ReplaceLineEndings("\n"));
    }
}

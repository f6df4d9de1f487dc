using System.Text.RegularExpressions;
using Acta.Access;
using Acta.Tests.World;

namespace Acta.Tests.Access;

/// <summary>The desk of the demonstration, entered with what it prints.</summary>
[Collection("demo")]
public partial class DemoDeskTests(RunningDemo demo)
{
    [Fact]
    public async Task It_prints_one_sign_in_for_each_role_and_each_opens_the_desk_of_that_role()
    {
        var printed = Line().Matches(demo.Printed).Select(m => (Role: m.Groups[1].Value, Email: m.Groups[2].Value, Password: m.Groups[3].Value)).ToList();
        Assert.Equal(RoleWords.All.Select(r => r.Word), printed.Select(p => p.Role));
        Assert.Contains($"http://localhost:{new Uri(demo.Url).Port}/desk/sign-in", demo.Printed);
        foreach (var (role, email, password) in printed)
        {
            using var visitor = new Visitor($"http://localhost:{new Uri(demo.Url).Port}");
            Assert.Equal(303, (await visitor.SignIn(email, password)).Status);
            Assert.Equal("Good to see you, Demo " + char.ToUpperInvariant(role[0]) + role[1..], (await visitor.Get("/desk/")).Title);
            Assert.Equal(role is "administrator" or "auditor" ? 200 : 403, (await visitor.Get("/desk/audit")).Status);
        }
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://127.0.0.1:8080;http://*:8081")]
    public void It_is_for_this_machine_alone(string urls)
    {
        using var folder = new TemporaryFolder();
        using var child = ChildProcess.Acta(new Dictionary<string, string> { ["ACTA_STATE_DIR"] = Path.Combine(folder.Path, "state") }, "demo", "--data", Path.Combine(folder.Path, "data"), "--urls", urls);
        Assert.True(child.Process.WaitForExit(60_000), "it does not end");
        child.Process.WaitForExit();
        Assert.Contains("The demonstration is for this machine alone, as its passwords are printed", child.Output);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));
    }

    [GeneratedRegex(@"^\s+([a-z]+) +(\S+@demo\.example) +(\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}

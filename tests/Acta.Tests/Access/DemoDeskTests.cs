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

    [Fact]
    public async Task Whoever_follows_a_link_on_any_page_of_their_desk_finds_a_page_that_they_may_see()
    {
        List<string> astray = [];
        foreach (Match printed in Line().Matches(demo.Printed))
        {
            using var visitor = new Visitor($"http://localhost:{new Uri(demo.Url).Port}");
            Assert.Equal(303, (await visitor.SignIn(printed.Groups[2].Value, printed.Groups[3].Value)).Status);
            var (queue, seen, alike) = (new Queue<(string Path, string On)>([("/desk/", "")]), new HashSet<string>(), new Dictionary<string, int>());
            while (queue.TryDequeue(out var link))
            {
                // Of pages that differ by what they are about alone, some speak for all.
                var shape = Number().Replace(link.Path, "*");
                if (!seen.Add(link.Path) || (alike[shape] = alike.GetValueOrDefault(shape) + 1) > 8) continue;
                var page = await visitor.Get(link.Path);
                if (page.Location is { } on) queue.Enqueue((on, link.Path));
                else if (page.Status != 200) astray.Add($"{printed.Groups[1].Value}: {link.Path} on {link.On} answers {page.Status}");
                if (!link.Path.StartsWith("/desk/", StringComparison.Ordinal)) continue;
                foreach (var href in page.Document.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(h => h.StartsWith('/') || h.StartsWith('?')))
                    queue.Enqueue((href.StartsWith('?') ? link.Path.Split('?')[0] + href : href, link.Path));
            }
            Assert.True(seen.Count > 20, $"{printed.Groups[1].Value} sees {seen.Count} pages");
        }
        Assert.True(astray.Count == 0, string.Join("\n", astray));
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

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<==)[^&]*|[0-9]+")]
    private static partial Regex Number();
}

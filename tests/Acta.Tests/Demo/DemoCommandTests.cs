using System.Net.Sockets;
using Acta.Tests.World;

namespace Acta.Tests.Demo;

/// <summary><c>acta demo</c> as somebody meets it who tries it for the first time, and then does everything wrong.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("acta-demo-").FullName;
    private readonly string _url = $"http://127.0.0.1:{ChildProcess.FreePort()}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task It_prints_where_to_look_and_a_second_start_shows_the_same_log()
    {
        string first;
        using (var demo = Start("demo", "--data", Data, "--urls", _url))
        {
            first = await Get(demo, "/log/checkpoint");
            Assert.Contains(_url + "/en/", demo.Output);
            Assert.Contains("./acta verify --data", demo.Output);
            // The address of the removed sample is among those to try, and says so.
            var removed = demo.Output.Split('\n').Single(l => l.Contains("/sample-withdrawn")).Trim();
            using var http = new HttpClient();
            using var answer = await http.GetAsync(removed, TestContext.Current.CancellationToken);
            Assert.Equal(410, (int)answer.StatusCode);
            Assert.Contains("Removed to show, as a sample", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        using var again = Start("demo", "--data", Data, "--urls", _url);
        Assert.Equal(first, await Get(again, "/log/checkpoint"));
    }

    [Fact]
    public async Task An_interrupted_first_start_is_begun_again()
    {
        Directory.CreateDirectory(Data + ".making/media");
        File.WriteAllText(Data + ".making/acta.db", "half of a database");
        using var demo = Start("demo", "--data", Data, "--urls", _url);
        Assert.Contains("demonstration", await Get(demo, "/en/"));
        Assert.False(Directory.Exists(Data + ".making"));
    }

    [Fact]
    public async Task A_port_in_use_gets_a_sentence_and_another_one_works()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var busy = $"http://127.0.0.1:{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}";
        var (exit, said) = Run("demo", "--data", Data, "--urls", busy);
        Assert.Equal((1, $"acta: The address {busy} is in use by another program; choose another with --urls http://127.0.0.1:PORT."), (exit, said));
        using var demo = Start("demo", "--data", Data, "--urls", _url);
        Assert.Contains("demonstration", await Get(demo, "/en/"));
    }

    [Theory]
    [InlineData("8080")]
    [InlineData("http://127.0.0.1:99999")]
    public void An_address_that_is_none_gets_a_sentence(string urls)
    {
        var (exit, said) = Run("demo", "--data", Data, "--urls", urls);
        Assert.Equal(1, exit);
        Assert.StartsWith($"acta: {urls} can't be listened on", said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_left_alone()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "holiday.jpg"), "mine");
        var (exit, said) = Run("demo", "--data", Data, "--urls", _url);
        Assert.Equal((1, $"acta: {Data} is there already and holds something else; name another folder with --data."), (exit, said));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Data, "holiday.jpg")));
    }

    [Fact]
    public void Somebody_elses_site_is_not_taken_for_the_demonstration()
    {
        Assert.Equal(0, Run("init", "--data", Data, "--origin", "news.example.org/log", "--name", "N", "--languages", "en").ExitCode);
        var (exit, said) = Run("demo", "--data", Data, "--urls", _url);
        Assert.Equal(1, exit);
        Assert.Contains("is the data folder of news.example.org/log, not of the demonstration", said);
    }

    [Fact]
    public void Without_any_words_it_teaches()
    {
        var (exit, said) = Run();
        Assert.Equal(0, exit);
        foreach (var command in (string[])["acta demo", "acta init", "acta import", "acta serve", "acta verify", "acta key"]) Assert.Contains(command, said);
    }

    private ChildProcess Start(params string[] arguments) =>
        ChildProcess.Acta(new Dictionary<string, string> { ["ACTA_STATE_DIR"] = Path.Combine(_folder, "state") }, arguments);

    private (int ExitCode, string Said) Run(params string[] arguments)
    {
        using var child = Start(arguments);
        child.Process.StandardInput.Close();
        Assert.True(child.Process.WaitForExit(60_000), "it does not end");
        child.Process.WaitForExit();
        return (child.Process.ExitCode, child.Output.Trim());
    }

    private static async Task<string> Get(ChildProcess demo, string path)
    {
        using var http = new HttpClient();
        for (var i = 0; i < 600; i++)
        {
            // The last line printed stands there when the server answers.
            var at = demo.Output.Contains("Ctrl-C ends it", StringComparison.Ordinal) ? demo.Output.IndexOf("is at ", StringComparison.Ordinal) : -1;
            if (at >= 0) return await http.GetStringAsync(demo.Output[(at + 6)..].Split('\n')[0].Trim().TrimEnd('/') + path);
            Assert.False(demo.Process.HasExited, demo.Output);
            await Task.Delay(100);
        }
        throw new TimeoutException(demo.Output);
    }
}

using System.Net;
using Acta.Ledger;
using Acta.Record;
using Acta.Store;
using Acta.Tests.Publication;
using Acta.Tests.World;
using Acta.Verification;

namespace Acta.Tests.Verification;

/// <summary>A served log, checked from outside by this program and by one written from the specifications alone.</summary>
public sealed class ServedTests : IAsyncLifetime
{
    private readonly EmptySite _site = VerifyTests.BusySite(null);
    private readonly HttpClient _http = new();
    private readonly string _url = $"http://127.0.0.1:{ChildProcess.FreePort()}";
    private Serving _serving = null!;

    private string StateFile => Path.Combine(_site.Root, "seen");

    private NoteVerifier Key => LogKey.Read(_site.Folder).Verifier;

    public async ValueTask InitializeAsync()
    {
        _serving = Serving.Open(_site.Folder, null, TimeProvider.System);
        await _serving.Start(_url, null);
    }

    public async ValueTask DisposeAsync()
    {
        await _serving.DisposeAsync();
        _http.Dispose();
        _site.Dispose();
    }

    [Fact]
    public void It_is_found_right_before_and_after_growth_by_us_and_by_a_verifier_in_another_language()
    {
        var outside = Path.Combine(Corpora.RepositoryRoot, "tests", "outside", "tlog_verify.py");
        foreach (var more in new[] { 0, 1, 300 })
        {
            if (more > 0) _site.Publish([.. Enumerable.Range(0, more).Select(i => EmptySite.Article(Act.Publish, Guid.NewGuid(), $"Of {more}, number {i}", "Text."))]);
            var audit = ServedAudit.Run(new Uri(_url), Key, StateFile);
            Assert.Null(audit.Fault);
            Assert.Equal((_serving.Log.Published()!.Size, 3), (audit.Entries, audit.Erased));
            var (exit, said) = ChildProcess.Run("python3", outside, _url + "/log", Key.ToString(), "--state", Path.Combine(_site.Root, "outside"));
            Assert.True(exit == 0, said);
        }
    }

    [Fact]
    public async Task Every_partial_tile_that_ever_was_public_is_served_with_the_right_headers_and_nothing_beyond()
    {
        var size = _serving.Log.Published()!.Size;
        byte[] whole = [];
        for (var width = size; width > 0; width--)
        {
            var hashes = await Get($"tile/0/000.p/{width}", "application/octet-stream", immutable: true);
            var entries = await Get($"tile/entries/000.p/{width}", "application/octet-stream", immutable: true);
            if (width == size) whole = hashes;
            Assert.Equal(whole[..(int)(32 * width)], hashes);
            Assert.True(EntryBundle.TryDecode(entries, (int)width, out var bundle, out _));
            Assert.Equal(Hash.Leaf(bundle[^1]).Span.ToArray(), hashes[^32..]);
        }
        var checkpoint = await Get("checkpoint", "text/plain", immutable: false);
        Assert.True(SignedCheckpoint.TryOpen(checkpoint, Key.Name, [Key], out _, out _));
        foreach (var beyond in new[] { $"tile/0/000.p/{size + 1}", "tile/0/000", "tile/1/000.p/1", "tile/entries/001.p/1", "tile/0/000.p/0", "tile/0/0.p/1", "nothing" })
            Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"{_url}/log/{beyond}")).StatusCode);
    }

    [Fact]
    public void A_history_that_was_rewritten_or_rolled_back_since_the_last_look_is_a_fork()
    {
        Assert.Null(ServedAudit.Run(new Uri(_url), Key, StateFile).Fault);
        var seen = File.ReadAllText(StateFile);
        var other = new Checkpoint(Key.Name, 4, Hash.Leaf([1]));
        File.WriteAllText(StateFile, Note.Sign(other.Text, [LogKey.Read(_site.Folder)]).ToString());
        var forked = ServedAudit.Run(new Uri(_url), Key, StateFile);
        Assert.True(forked.IsFork);
        Assert.StartsWith("the first 4 entries: expected the root ", forked.Fault!.ToString());
        File.WriteAllText(StateFile, Note.Sign((other with { Size = 99 }).Text, [LogKey.Read(_site.Folder)]).ToString());
        var behind = ServedAudit.Run(new Uri(_url), Key, StateFile);
        Assert.True(behind.IsFork);
        Assert.Contains("expected at least the 99 entries it once showed", behind.Fault!.ToString());
        // What was seen is kept: a fork is no new truth.
        Assert.Contains("\n99\n", File.ReadAllText(StateFile));
        File.WriteAllText(StateFile, "nonsense");
        Assert.Contains("holds no checkpoint", Assert.Throws<UserError>(() => ServedAudit.Run(new Uri(_url), Key, StateFile)).Message);
        Assert.Contains("\n10\n", seen);
    }

    [Theory]
    [InlineData("UPDATE documents SET bytes = CAST('{}' AS BLOB) WHERE entry_idx = 3", "entry 3, document ", "bytes of that digest")]
    [InlineData("DELETE FROM documents WHERE entry_idx = 2", "entry 2, document ", "the answer 200")]
    [InlineData("UPDATE documents SET state = 0 WHERE entry_idx = 7", "entry 7, document ", "the answer 410")]
    [InlineData("UPDATE entries SET leaf = CAST('{}' AS BLOB) WHERE idx = 5", "entry 5: ", "as signed")]
    [InlineData("UPDATE tiles SET bytes = zeroblob(320)", "tile/0/000.p/10, hash 0: ", "as the entries give")]
    [InlineData("UPDATE head SET checkpoint = replace(checkpoint, '10', '11')", "the checkpoint: ", "one signed by")]
    public void What_is_served_wrong_is_named(string sql, string place, string expected)
    {
        using (var w = _site.Store.BeginWrite())
        {
            w.Execute(sql);
            w.Commit();
        }
        var fault = ServedAudit.Run(new Uri(_url + "/log"), Key, null).Fault!.ToString();
        Assert.StartsWith(place, fault);
        Assert.Contains(expected, fault);
    }

    [Fact]
    public void The_command_tells_by_its_exit_code_what_was_found()
    {
        (int, string) Verify(params string[] words)
        {
            using var child = ChildProcess.Acta(new Dictionary<string, string> { ["ACTA_STATE_DIR"] = _site.State }, ["verify", .. words]);
            child.Process.WaitForExit();
            return (child.Process.ExitCode, child.Output);
        }
        void Expect(int code, string said, params string[] words)
        {
            var (exit, output) = Verify(words);
            Assert.True(exit == code && output.Contains(said, StringComparison.Ordinal), $"{string.Join(' ', words)} gave {exit}:\n{output}");
        }
        Expect(0, "is right: 10 entries", "--data", _site.Folder.Path);
        Expect(0, "\"ok\":true", "--url", _url, "--key", Key.ToString(), "--json");
        Expect(2, "name it with --key", "--url", _url);
        Expect(2, "is not an address", "--url", "news", "--key", Key.ToString());
        Expect(1, "is not a data folder", "--data", Path.Combine(_site.Root, "nothing"));
        Expect(5, "can't be reached", "--url", $"http://127.0.0.1:{ChildProcess.FreePort()}", "--key", Key.ToString());
        Expect(4, "one signed by", "--url", _url, "--key", NoteSigner.Generate(Key.Name).Verifier.ToString());
        using (var w = _site.Store.BeginWrite())
        {
            w.Execute("UPDATE heads SET revision = 9 WHERE kind = 'settings'");
            w.Commit();
        }
        Expect(4, "entry 0, the head of settings", "--data", _site.Folder.Path);
        Expect(4, "\"expected\":\"settings, live, revision 1", "--data", _site.Folder.Path, "--json");
        _site.Released.Release(99, Note.Sign(new Checkpoint(Key.Name, 99, Hash.Leaf([1])).Text, [LogKey.Read(_site.Folder)]).ToString());
        Expect(3, "already released and signed", "--data", _site.Folder.Path);
    }

    private async Task<byte[]> Get(string path, string type, bool immutable)
    {
        using var answer = await _http.GetAsync($"{_url}/log/{path}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(immutable, answer.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal));
        Assert.True(immutable || answer.Headers.CacheControl.MaxAge <= TimeSpan.FromSeconds(5));
        return await answer.Content.ReadAsByteArrayAsync();
    }
}

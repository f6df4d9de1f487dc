using System.ComponentModel;
using Acta.Ledger;
using Acta.Tests.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Acta.Tests.Ledger;

/// <summary>A verifier in another language, written from the specifications alone, agrees with what is written here.</summary>
public sealed class OutsideVerifierTests : IAsyncDisposable
{
    private readonly MemoryStore _store = LedgerSamples.Log(300, 1);
    private readonly string _state = Path.Combine(Path.GetTempPath(), $"acta-tlog-{Guid.NewGuid():n}.json");
    private readonly WebApplication _server;
    private Func<string, byte[]?, byte[]?> _tamper = (_, bytes) => bytes;

    public OutsideVerifierTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/log/{**path}", (string path) => _tamper(path, LedgerSamples.Serve(_store)(path)) is { } bytes
            ? Results.Bytes(bytes, path == "checkpoint" ? "text/plain; charset=utf-8" : "application/octet-stream")
            : Results.NotFound());
    }

    [Fact]
    public async Task It_verifies_a_log_before_and_after_growth()
    {
        await _server.StartAsync();
        Assert.Equal((0, "301 entries"), Verify("301 entries"));
        Assert.Equal((0, "extends the 301 seen before"), Verify("extends the 301 seen before"));
        Grow(211);   // a full tile
        Assert.Equal((0, "512 entries"), Verify("512 entries"));
        Grow(66_000);   // three levels
        Assert.Equal((0, "extends the 512 seen before"), Verify("extends the 512 seen before"));
    }

    [Theory]
    [InlineData("tile/0/000", 700, "tile/0/000, hash 21: expected")]
    [InlineData("tile/1/000.p/1", 5, "tile/1/000.p/1, hash 0: expected")]
    [InlineData("tile/entries/001.p/45", 30, "tile/0/001.p/45, hash 2: expected")]
    [InlineData("checkpoint", 120, "")]
    public async Task It_finds_a_flipped_bit(string path, int at, string found)
    {
        await _server.StartAsync();
        _tamper = (asked, bytes) => asked == path ? LedgerSamples.Flipped(bytes!, at * 8) : bytes;
        Assert.Equal((4, found), Verify(found));
    }

    [Fact]
    public async Task It_finds_a_rewritten_and_a_shortened_log()
    {
        await _server.StartAsync();
        Assert.Equal((0, "301"), Verify("301"));
        var sequencer = new Sequencer(LedgerSamples.Key);

        var rewritten = new MemoryStore();
        sequencer.Append(rewritten, LedgerSamples.Entries(1, 400));
        rewritten.Commit();
        _tamper = (path, _) => LedgerSamples.Serve(rewritten)(path);
        Assert.Equal((3, "its first 301 entries now have the root"), Verify("its first 301 entries now have the root"));

        var shorter = LedgerSamples.Log(300);
        _tamper = (path, _) => LedgerSamples.Serve(shorter)(path);
        Assert.Equal((3, "the log has 300 entries; it had signed 301"), Verify("the log has 300 entries; it had signed 301"));

        _tamper = (path, bytes) => path == "tile/0/001" ? new byte[8192] : bytes;
        Assert.Equal((4, "tile/0/001 is served, but is no tile of this log"), Verify("tile/0/001 is served, but is no tile of this log"));

        var address = _server.Urls.First();
        await _server.StopAsync();
        Assert.Equal((5, ""), Verify("", address));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        File.Delete(_state);
    }

    private void Grow(int count)
    {
        new Sequencer(LedgerSamples.Key).Append(_store, LedgerSamples.Entries(_store.CommittedEntries.Count, count));
        _store.Commit();
    }

    /// <summary>Runs it, and gives its exit code with the words looked for, or all it said where they are missing.</summary>
    private (int ExitCode, string Output) Verify(string words, string? address = null)
    {
        try
        {
            var script = Path.Combine(Corpora.RepositoryRoot, "tests", "outside", "tlog_verify.py");
            var (exitCode, output) = ChildProcess.Run("python3", script, $"{address ?? _server.Urls.First()}/log", LedgerSamples.Key.Verifier.ToString(), "--state", _state);
            return (exitCode, output.Contains(words, StringComparison.Ordinal) ? words : output);
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no python3 here to run the outside verifier.");
            throw;
        }
    }
}

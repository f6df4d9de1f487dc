using System.Net;
using Acta.Ledger;
using CsCheck;

namespace Acta.Tests.Ledger;

public sealed class LogReaderTests
{
    [Fact]
    public void I_can_read_entries_that_are_proved_to_be_in_the_log()
    {
        var store = LedgerSamples.Log(700);
        var view = Open(LedgerSamples.Serve(store));
        Assert.True(view.TryReadEntries(0, 700, out var all, out var reason), reason);
        Assert.Equal(LedgerSamples.Entries(0, 700), all);
        Assert.True(view.TryReadEntries(250, 300, out var some, out _));
        Assert.Equal(LedgerSamples.Entries(250, 300), some);
        Assert.False(view.TryReadEntries(699, 2, out _, out reason));
        Assert.Equal("The log has 700 entries; there is no entry 700.", reason);
        Assert.False(view.TryReadEntries(long.MaxValue, 1, out _, out _));

        Assert.True(view.TryProve(699, out var proof, out _));
        Assert.True(proof.TryVerify(LedgerSamples.Entry(699), "example.org/log", [LedgerSamples.Key.Verifier], out _));
        Assert.False(view.TryProve(700, out _, out reason));
        Assert.Equal("The log has 700 entries; there is no entry 700.", reason);
    }

    [Fact]
    public void Any_flipped_bit_a_server_sends_is_found() =>
        Gen.Select(Gen.Int[1, 1200], Gen.Int[0, 1 << 24], Gen.Int[0, 1000]).Sample((size, bit, which) =>
        {
            var serve = LedgerSamples.Serve(LedgerSamples.Log(size));
            var paths = new List<string>();
            Open(path => { paths.Add(path); return serve(path); }).Audit();
            var bad = paths.Distinct().ElementAt(which % paths.Distinct().Count());
            LogFetch fetch = path => path == bad ? LedgerSamples.Flipped(serve(path)!, bit) : serve(path);

            var reader = LedgerSamples.Reader(fetch);
            if (!reader.TryReadCheckpoint(out var checkpoint, out var reason)) Assert.NotEmpty(reason);
            else
            {
                Assert.NotNull(reader.At(checkpoint).Audit().Fault);
                if (reader.At(checkpoint).TryReadEntries(0, size, out var entries, out reason)) Assert.Equal(LedgerSamples.Entries(0, size), entries);
                else Assert.NotEmpty(reason);
            }
        }, iter: 100, threads: 2);

    [Theory]
    [InlineData(false, "tile/0/001: expected a tile of the root ")]
    [InlineData(true, "The tiles of the first 700 entries have the root ")]
    public void A_server_that_alters_an_entry_and_the_tiles_to_match_is_found_out(bool everyTile, string found)
    {
        var store = LedgerSamples.Log(700);
        var serve = LedgerSamples.Serve(store);
        var lie = new MemoryStore();
        byte[][] entries = [.. LedgerSamples.Entries(0, 700)];
        entries[300] = "another text"u8.ToArray();
        new Sequencer(LedgerSamples.Key).Append(lie, entries);
        lie.Commit();
        var lying = LedgerSamples.Serve(lie);

        var view = Open(path => path is "tile/entries/001" or "tile/0/001" || (everyTile && path != "checkpoint") ? lying(path) : serve(path));
        Assert.False(view.TryReadEntries(300, 1, out _, out var reason));
        Assert.StartsWith(found, reason);
        Assert.False(view.TryProve(300, out _, out reason));
        Assert.StartsWith(found, reason);
        Assert.NotNull(view.Audit().Fault);
    }

    [Fact]
    public void A_log_that_only_grew_extends_every_checkpoint_it_once_showed()
    {
        var serve = LedgerSamples.Serve(LedgerSamples.Log(1000));
        var view = Open(serve);
        foreach (var size in new[] { 0, 1, 2, 255, 256, 257, 512, 999, 1000 })
        {
            var earlier = new Checkpoint("example.org/log", size, LedgerSamples.Mth(LedgerSamples.Leaves(size)));
            Assert.True(view.TryExtends(earlier, out var reason), reason);
        }
        Assert.False(view.TryExtends(new Checkpoint("example.org/log", 1001, view.Signed.Checkpoint.Root), out var why));
        Assert.Equal("The log has 1000 entries; it once signed 1001.", why);
        Assert.False(view.TryExtends(new Checkpoint("example.org/log", 999, view.Signed.Checkpoint.Root), out why));
        Assert.StartsWith("The log was rewritten: its first 999 entries", why);
        Assert.False(view.TryExtends(new Checkpoint("example.org/log", 1000, Acta.Ledger.Hash.Empty), out why));
        Assert.False(view.TryExtends(new Checkpoint("example.org/b", 10, Acta.Ledger.Hash.Empty), out why));
        Assert.StartsWith("The earlier checkpoint is of another log", why);
    }

    [Fact]
    public void Where_a_partial_tile_is_gone_the_full_one_is_read()
    {
        var older = LedgerSamples.Signed(LedgerSamples.Log(300));
        var grown = LedgerSamples.Serve(LedgerSamples.Log(300, 400));
        var view = LedgerSamples.Reader(path => path.Contains("/001.p/") ? null : grown(path)).At(older);
        Assert.Null(view.Audit().Fault);
        Assert.True(view.TryReadEntries(256, 44, out var entries, out _));
        Assert.Equal(LedgerSamples.Entries(256, 44), entries);
    }

    [Fact]
    public void What_is_missing_short_or_long_is_named()
    {
        var serve = LedgerSamples.Serve(LedgerSamples.Log(300));
        Assert.False(LedgerSamples.Reader(_ => null).TryReadCheckpoint(out _, out var reason));
        Assert.Equal("The log has no checkpoint.", reason);

        Assert.Equal("entry 256: expected an entry, found nothing.", Fault(path => path.StartsWith("tile/entries/001") ? null : serve(path)));
        Assert.Equal("tile/0/000: expected 8192 bytes, found nothing.", Fault(path => path == "tile/0/000" ? null : serve(path)));
        Assert.Contains("tile/0/000: expected 8192 bytes, found 8224", Fault(path => path == "tile/0/000" ? [.. serve(path)!, .. new byte[32]] : serve(path)));
        Assert.Contains("tile/entries/000: The bundle holds more than the 256 entries", Fault(path => path == "tile/entries/000" ? [.. serve(path)!, 0, 0] : serve(path)));

        string? Fault(LogFetch fetch) => Open(fetch).Audit().Fault?.ToString();
    }

    [Fact]
    public void The_audit_tells_an_altered_entry_from_an_altered_tile()
    {
        var store = LedgerSamples.Log(70_000);
        var (size, root) = (store.CommittedHead!.Size, store.CommittedHead.Root);
        var seen = 0L;
        Assert.Equal((70_000, 273 + 1 + 1 + 1 + 1, null), Counted(LogAudit.Run(store, size, root, (index, entry) =>
        {
            Assert.Equal(seen++, index);
            Assert.Equal(LedgerSamples.Entry(index), entry);
        })));
        Assert.Equal(70_000, seen);
        Assert.Equal(300, LogAudit.Run(store, 300, LedgerSamples.Mth(LedgerSamples.Leaves(300))).Entries);   // an older size, too

        var entry = store.Entries[1000];
        store.Entries[1000] = LedgerSamples.Flipped(entry, 3);
        store.Rollback();
        var audit = LogAudit.Run(store, size, root);
        Assert.Equal($"entry 1000: expected the leaf hash {Acta.Ledger.Hash.Leaf(entry)}, as signed, found {Acta.Ledger.Hash.Leaf(store.Entries[1000])}.", audit.Fault!.ToString());
        Assert.Equal(768, audit.Entries);
        store.Entries[1000] = entry;

        Alter(0, 3, "tile/0/003, hash 5");
        Alter(0, 273, "tile/0/273.p/112, hash 5");
        Alter(1, 0, "tile/1/000, hash 5");
        Alter(1, 1, "tile/1/001.p/17, hash 5");

        // Nothing contradicts anything, except the signature.
        store.Rollback();
        audit = LogAudit.Run(store, size, Acta.Ledger.Hash.Empty);
        Assert.Equal("the root of 70000 entries", audit.Fault!.Place);

        void Alter(int level, long index, string place)
        {
            var tile = store.Tiles[(level, index)];
            store.Tiles[(level, index)] = LedgerSamples.Flipped(tile, 5 * 256);
            store.Rollback();
            Assert.Equal(place, LogAudit.Run(store, size, root).Fault?.Place);
            store.Tiles[(level, index)] = tile;
        }

        static (long, long, LogFault?) Counted(LogAudit audit) => (audit.Entries, audit.Tiles, audit.Fault);
    }

    [Fact]
    public void A_log_is_read_over_http()
    {
        var serve = LedgerSamples.Serve(LedgerSamples.Log(600));
        using var client = new HttpClient(new Server(path => serve(path["/log/".Length..])));
        var view = Open(LogReader.OverHttp(client, new Uri("http://localhost/log/")));
        Assert.Null(view.Audit().Fault);
        Assert.Null(LogReader.OverHttp(client, new Uri("http://localhost/log"))("tile/0/999"));

        using var failing = new HttpClient(new Server(_ => throw new HttpRequestException("unreachable")));
        Assert.Throws<HttpRequestException>(() => LedgerSamples.Reader(LogReader.OverHttp(failing, new Uri("http://localhost/log"))).TryReadCheckpoint(out _, out _));
        using var endless = new HttpClient(new Server(_ => new byte[LogReader.MaxResourceSize + 1]));
        Assert.Throws<HttpRequestException>(() => LogReader.OverHttp(endless, new Uri("http://localhost/log"))("checkpoint"));
    }

    private static LogView Open(LogFetch fetch)
    {
        var reader = LedgerSamples.Reader(fetch);
        Assert.True(reader.TryReadCheckpoint(out var checkpoint, out var reason), reason);
        return reader.At(checkpoint);
    }

    private sealed class Server(Func<string, byte[]?> serve) : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
            serve(request.RequestUri!.AbsolutePath) is { } bytes
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) }
                : new HttpResponseMessage(HttpStatusCode.NotFound);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}

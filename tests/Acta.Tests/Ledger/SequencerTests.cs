using Acta.Ledger;
using CsCheck;

namespace Acta.Tests.Ledger;

public sealed class SequencerTests
{
    private readonly Sequencer _sequencer = new(LedgerSamples.Key);

    [Fact]
    public void A_log_begins_with_its_first_entries_or_with_the_head_of_an_empty_tree()
    {
        var store = new MemoryStore();
        Assert.Null(_sequencer.CheckHead(store));
        var empty = _sequencer.Begin(store);
        Assert.StartsWith("example.org/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— example.org/log ", empty.Checkpoint);
        Assert.Throws<InvalidOperationException>(() => _sequencer.Begin(store));
        var begun = _sequencer.Append(store, LedgerSamples.Entries(0, 3));
        Assert.Equal(LedgerSamples.Log(3).CommittedHead!.Checkpoint, begun.Checkpoint);
        Assert.Throws<ArgumentException>(() => _sequencer.Append(store, []));
    }

    [Fact]
    public void A_log_grown_in_any_batches_ends_at_the_same_head_and_audits_clean() =>
        Gen.Int[1, 700].Array[1, 8].Sample(batches =>
        {
            var store = LedgerSamples.Log(batches);
            var size = batches.Sum();
            Assert.Equal(LedgerSamples.Mth(LedgerSamples.Leaves(size)), store.CommittedHead!.Root);
            Assert.Equal(LedgerSamples.Log(size).CommittedHead!.Checkpoint, store.CommittedHead.Checkpoint);
            var audit = LogAudit.Run(store, size, store.CommittedHead.Root);
            Assert.Null(audit.Fault);
            Assert.Equal((size, store.Tiles.Count), (audit.Entries, audit.Tiles));
        }, iter: 25, threads: 2);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 300)]
    [InlineData(3, 1)]
    [InlineData(255, 1)]
    [InlineData(250, 300)]
    public void When_any_step_fails_before_or_after_it_took_effect_either_nothing_or_everything_happened(int before, int added)
    {
        var store = LedgerSamples.Log(before);
        var headBefore = store.CommittedHead;
        _sequencer.Append(store, LedgerSamples.Entries(before, added));
        var calls = store.Calls;
        store.Rollback();
        Assert.Same(headBefore, store.CommittedHead);

        for (var call = 0; call < calls; call++)
        {
            foreach (var after in new[] { false, true })
            {
                (store.FailAt, store.FailAfter) = (call, after);
                Assert.Throws<MemoryStore.Failure>(() => _sequencer.Append(store, LedgerSamples.Entries(before, added)));
                store.Rollback();
                store.FailAt = null;

                Assert.Same(headBefore, store.CommittedHead);
                Assert.Equal(before, store.CommittedEntries.Count);
                Assert.Equal(before, _sequencer.CheckHead(store)?.Size ?? 0);
                store.Rollback();
            }
        }

        // And then it goes on as if nothing had been.
        _sequencer.Append(store, LedgerSamples.Entries(before, added));
        store.Commit();
        Assert.Equal(LedgerSamples.Log(before + added).CommittedHead!.Checkpoint, store.CommittedHead!.Checkpoint);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(250, 10)]
    [InlineData(0, 600)]
    public void A_store_that_forgets_its_transaction_halfway_is_found_out_by_the_next_append(int before, int added)
    {
        var probe = LedgerSamples.Log(before);
        _sequencer.Append(probe, LedgerSamples.Entries(before, added));
        var calls = probe.Calls;

        for (var call = 0; call < calls; call++)
        {
            var store = LedgerSamples.Log(before);
            (store.FailAt, store.FailAfter) = (call, true);
            Assert.Throws<MemoryStore.Failure>(() => _sequencer.Append(store, LedgerSamples.Entries(before, added)));
            store.FailAt = null;
            store.Commit();   // what no transactional store does

            if (store.CommittedEntries.Count == before) continue;   // it failed before anything was written
            if (store.CommittedHead?.Size == before + added) continue;   // it failed after everything was
            Assert.Throws<BrokenLogException>(() => _sequencer.Append(store, LedgerSamples.Entries(before + added, 1)));
        }
    }

    [Fact]
    public void One_flipped_bit_on_the_way_to_the_disk_is_never_signed() =>
        Gen.Select(Gen.Int[0, 520], Gen.Int[1, 300], Gen.Int[0, 1 << 24], Gen.Int[0, 1000]).Sample((before, added, bit, which) =>
        {
            var store = LedgerSamples.Log(before);
            var writes = 0;
            store.Corrupt = (_, _) => writes++;
            _sequencer.Append(store, LedgerSamples.Entries(before, added));
            store.Rollback();

            var at = which % writes;
            store.Corrupt = (_, bytes) =>
            {
                if (at-- == 0) bytes[bit / 8 % bytes.Length] ^= (byte)(1 << (bit % 8));
            };
            Assert.Throws<BrokenLogException>(() => _sequencer.Append(store, LedgerSamples.Entries(before, added)));
        }, iter: 150, threads: 2);

    [Fact]
    public void Nothing_is_signed_on_top_of_a_rotten_edge()
    {
        var store = LedgerSamples.Log(300);
        store.Tiles[(0, 1)] = LedgerSamples.Flipped(store.Tiles[(0, 1)], 1000);
        store.Rollback();
        var broken = Assert.Throws<BrokenLogException>(() => _sequencer.Append(store, LedgerSamples.Entries(300, 1)));
        Assert.StartsWith("The stored tiles of the first 300 entries have the root ", broken.Message);
        Assert.Equal(broken.Message, Assert.Throws<BrokenLogException>(() => _sequencer.CheckHead(store)).Message);

        store = LedgerSamples.Log(300);
        store.Tiles.Remove((0, 1));
        store.Rollback();
        broken = Assert.Throws<BrokenLogException>(() => _sequencer.Append(store, LedgerSamples.Entries(300, 1)));
        Assert.Equal("tile/0/001.p/44: expected 1408 bytes, found nothing.", broken.Message);
    }

    [Fact]
    public void A_head_that_was_put_back_forged_or_mistyped_stops_the_sequencer()
    {
        var store = LedgerSamples.Log(5, 5);
        var head = store.CommittedHead!;
        var older = LedgerSamples.Log(5).CommittedHead!;

        AssertBroken(older, "Entry 5 is stored, but the head says there are only 5 entries.");
        AssertBroken(null, "Entry 0 is stored, but the head says there are only 0 entries.");
        AssertBroken(head with { Size = 5 }, "The stored head says 5 entries");
        AssertBroken(head with { Root = older.Root }, "The stored head says 10 entries");
        AssertBroken(head with { Checkpoint = head.Checkpoint.Replace("\n10\n", "\n11\n") }, "The stored head is not one this log signed. The signature of example.org/log");
        AssertBroken(head with { Checkpoint = "" }, "The stored head is not one this log signed.");
        AssertBroken(head with { Checkpoint = Note.Sign(new Checkpoint("example.org/log", 10, head.Root).Text, LedgerSamples.OtherKey).ToString() },
            "The stored head is not one this log signed. The note is signed by no known key.");

        void AssertBroken(Head? put, string message)
        {
            store.SetHead(put);
            Assert.StartsWith(message, Assert.Throws<BrokenLogException>(() => _sequencer.Append(store, LedgerSamples.Entries(10, 1))).Message);
        }
    }

    [Fact]
    public void An_entry_that_is_too_long_is_refused_before_anything_is_written()
    {
        var store = LedgerSamples.Log(1);
        Assert.Throws<ArgumentException>(() => _sequencer.Append(store, [[1], new byte[EntryBundle.MaxEntrySize + 1]]));
        Assert.Equal(0, store.Calls);
        Assert.Equal(2, _sequencer.Append(store, [new byte[EntryBundle.MaxEntrySize]]).Size);
    }

    [Fact]
    public void The_key_can_be_changed_with_both_signing_and_then_the_new_one_alone()
    {
        var store = LedgerSamples.Log(2);
        var both = new Sequencer(LedgerSamples.OtherKey, alsoSigning: [LedgerSamples.Key]).Append(store, LedgerSamples.Entries(2, 1));
        store.Commit();
        Assert.Equal(2, both.Checkpoint.Split('\n').Count(line => line.StartsWith('—')));
        Assert.NotNull(LedgerSamples.Signed(store));   // whoever knows the old key still verifies

        Assert.Throws<BrokenLogException>(() => new Sequencer(NoteSigner.Generate("example.org/log")).CheckHead(store));
        var alone = new Sequencer(LedgerSamples.OtherKey, formerKeys: [LedgerSamples.Key.Verifier]);
        Assert.Equal(4, alone.Append(store, LedgerSamples.Entries(3, 1)).Size);
        Assert.Throws<ArgumentException>(() => new Sequencer(LedgerSamples.Witness));
    }

    [Fact]
    public void The_same_append_after_a_rollback_signs_the_same_bytes()
    {
        var store = LedgerSamples.Log(9);
        var first = _sequencer.Append(store, LedgerSamples.Entries(9, 4));
        store.Rollback();
        Assert.Equal(first, _sequencer.Append(store, LedgerSamples.Entries(9, 4)));
    }
}

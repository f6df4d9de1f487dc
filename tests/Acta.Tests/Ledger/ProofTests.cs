using System.Text;
using Acta.Ledger;
using CsCheck;
using Hash = Acta.Ledger.Hash;

namespace Acta.Tests.Ledger;

public sealed class ProofTests
{
    private const int Largest = 3000;

    private static readonly Hash[] s_leaves = LedgerSamples.Leaves(Largest);
    private static readonly TreeTests.TileFolder s_tiles = Tiles();

    [Fact]
    public void Every_entry_of_every_small_tree_is_proved_as_the_definition_says()
    {
        for (var size = 1; size <= 70; size++)
        {
            var root = LedgerSamples.Mth(s_leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var path = Proof.Inclusion(s_tiles, index, size);
                Assert.Equal(LedgerSamples.Path(index, s_leaves.AsSpan(0, size)), path);
                Assert.True(Proof.VerifyInclusion(s_leaves[index], index, size, root, path));
                for (var other = 0; other < size; other++)
                {
                    if (other != index) Assert.False(Proof.VerifyInclusion(s_leaves[index], other, size, root, path));
                }
            }
        }
    }

    [Fact]
    public void Every_small_tree_is_proved_the_beginning_of_every_larger_one()
    {
        for (var newSize = 0; newSize <= 70; newSize++)
        {
            var newRoot = LedgerSamples.Mth(s_leaves.AsSpan(0, newSize));
            for (var oldSize = 0; oldSize <= newSize; oldSize++)
            {
                var oldRoot = LedgerSamples.Mth(s_leaves.AsSpan(0, oldSize));
                var path = Proof.Consistency(s_tiles, oldSize, newSize);
                if (oldSize > 0) Assert.Equal(LedgerSamples.SubProof(oldSize, s_leaves.AsSpan(0, newSize), true), path);
                Assert.True(Proof.VerifyConsistency(oldSize, oldRoot, newSize, newRoot, path));
                Assert.Equal(oldSize == newSize, Proof.VerifyConsistency(newSize, newRoot, oldSize, oldRoot, path));
                if (oldSize > 0 && oldSize < newSize) Assert.False(Proof.VerifyConsistency(oldSize, newRoot, newSize, newRoot, path));
            }
        }
    }

    [Fact]
    public void A_proof_of_any_entry_verifies_and_any_change_to_it_does_not() =>
        Gen.Select(Gen.Int[1, Largest], Gen.Int[0, Largest], Gen.Int[0, 1 << 20]).Sample((size, pick, bit) =>
        {
            var index = pick % size;
            var root = LedgerSamples.Mth(s_leaves.AsSpan(0, size));
            var path = Proof.Inclusion(s_tiles, index, size);
            Assert.Equal(LedgerSamples.Path(index, s_leaves.AsSpan(0, size)), path);
            Assert.True(Proof.VerifyInclusion(s_leaves[index], index, size, root, path));

            Assert.False(Proof.VerifyInclusion(Flipped(s_leaves[index], bit), index, size, root, path));
            Assert.False(Proof.VerifyInclusion(s_leaves[index], index, size, Flipped(root, bit), path));
            Assert.False(Proof.VerifyInclusion(s_leaves[index], index, size, root, [.. path, root]));
            Assert.False(Proof.VerifyInclusion(s_leaves[index], size, size, root, path));
            Assert.False(Proof.VerifyInclusion(s_leaves[index], -1, size, root, path));
            if (path.Length == 0) return;
            Assert.False(Proof.VerifyInclusion(s_leaves[index], index, size, root, path.AsSpan(1)));
            Assert.False(Proof.VerifyInclusion(s_leaves[index], index, size, root, path.AsSpan(0, path.Length - 1)));
            path[bit % path.Length] = Flipped(path[bit % path.Length], bit);
            Assert.False(Proof.VerifyInclusion(s_leaves[index], index, size, root, path));
        }, iter: 300, threads: 2);

    [Fact]
    public void A_proof_that_a_log_only_grew_verifies_and_any_change_to_it_does_not() =>
        Gen.Select(Gen.Int[1, Largest], Gen.Int[1, Largest], Gen.Int[0, 1 << 20]).Sample((a, b, bit) =>
        {
            var (oldSize, newSize) = (Math.Min(a, b), Math.Max(a, b));
            var (oldRoot, newRoot) = (LedgerSamples.Mth(s_leaves.AsSpan(0, oldSize)), LedgerSamples.Mth(s_leaves.AsSpan(0, newSize)));
            var path = Proof.Consistency(s_tiles, oldSize, newSize);
            Assert.Equal(LedgerSamples.SubProof(oldSize, s_leaves.AsSpan(0, newSize), true), path);
            Assert.True(Proof.VerifyConsistency(oldSize, oldRoot, newSize, newRoot, path));

            Assert.False(Proof.VerifyConsistency(oldSize, Flipped(oldRoot, bit), newSize, newRoot, path));
            Assert.False(Proof.VerifyConsistency(oldSize, oldRoot, newSize, Flipped(newRoot, bit), path));
            Assert.False(Proof.VerifyConsistency(oldSize, oldRoot, newSize, newRoot, [.. path, newRoot]));
            if (path.Length == 0) return;
            Assert.False(Proof.VerifyConsistency(oldSize, oldRoot, newSize, newRoot, []));
            Assert.False(Proof.VerifyConsistency(oldSize, oldRoot, newSize, newRoot, path.AsSpan(1)));
            path[bit % path.Length] = Flipped(path[bit % path.Length], bit);
            Assert.False(Proof.VerifyConsistency(oldSize, oldRoot, newSize, newRoot, path));
        }, iter: 300, threads: 2);

    [Fact]
    public void Every_log_is_consistent_with_the_empty_one_and_no_other_root_of_nothing()
    {
        Assert.True(Proof.VerifyConsistency(0, Hash.Empty, 5, LedgerSamples.Mth(s_leaves.AsSpan(0, 5)), []));
        Assert.False(Proof.VerifyConsistency(0, s_leaves[0], 5, LedgerSamples.Mth(s_leaves.AsSpan(0, 5)), []));
        Assert.False(Proof.VerifyConsistency(0, s_leaves[0], 0, s_leaves[0], []));
        Assert.False(Proof.VerifyConsistency(-1, Hash.Empty, 0, Hash.Empty, []));
        Assert.Empty(Proof.Consistency(s_tiles, 0, 5));
    }

    [Fact]
    public void I_can_keep_a_proof_in_a_file_and_check_it_without_the_log()
    {
        var store = LedgerSamples.Log(300, 7);
        var proof = TlogProof.Of(store, 299, LedgerSamples.Signed(store));
        var text = proof.ToString();
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nindex 299\n", text);
        Assert.Equal($"index 299\n{string.Concat(proof.Path.Select(hash => $"{hash}\n"))}\n{store.CommittedHead!.Checkpoint}", text["c2sp.org/tlog-proof@v1\n".Length..]);

        Assert.True(TlogProof.TryParse(proof.ToBytes(), out var again, out var reason), reason);
        Assert.True(again.TryVerify(LedgerSamples.Entry(299), "example.org/log", [LedgerSamples.Key.Verifier], out _));
        Assert.False(again.TryVerify(LedgerSamples.Entry(298), "example.org/log", [LedgerSamples.Key.Verifier], out reason));
        Assert.Equal("The proof does not lead from these bytes as entry 299 to the root of example.org/log at 307 entries.", reason);
        Assert.False(again.TryVerify(LedgerSamples.Entry(299), "example.org/log", [LedgerSamples.OtherKey.Verifier], out _));
        Assert.False(again.TryVerify(LedgerSamples.Entry(299), "example.org/other", [LedgerSamples.Key.Verifier], out _));
        Assert.False((again with { Index = 298 }).TryVerify(LedgerSamples.Entry(299), "example.org/log", [LedgerSamples.Key.Verifier], out _));
    }

    [Fact]
    public void A_proof_may_carry_extra_data_and_be_of_a_single_entry()
    {
        var store = LedgerSamples.Log(1);
        var proof = TlogProof.Of(store, 0, LedgerSamples.Signed(store)) with { Extra = [1, 2, 3] };
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nextra AQID\nindex 0\n\nexample.org/log\n1\n", proof.ToString());
        Assert.True(TlogProof.TryParse(proof.ToBytes(), out var again, out var reason), reason);
        Assert.Equal([1, 2, 3], again.Extra);
        Assert.Equal(proof.ToBytes(), again.ToBytes());
        Assert.True(again.TryVerify(LedgerSamples.Entry(0), "example.org/log", [LedgerSamples.Key.Verifier], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nextra AQID\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAQID\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\r\nindex 0\n\n")]
    public void A_malformed_proof_is_refused_with_a_reason(string head)
    {
        var store = LedgerSamples.Log(1);
        Assert.False(TlogProof.TryParse(Encoding.UTF8.GetBytes(head + store.CommittedHead!.Checkpoint), out _, out var reason));
        Assert.NotEmpty(reason);
    }

    private static Hash Flipped(Hash hash, int bit) => new(LedgerSamples.Flipped(hash.Span.ToArray(), bit));

    private static TreeTests.TileFolder Tiles()
    {
        var tiles = new TreeTests.TileFolder();
        foreach (var (tile, bytes) in Tree.Append(tiles, 0, s_leaves).Tiles) tiles.Stored[(tile.Level, tile.Index)] = bytes;
        return tiles;
    }
}

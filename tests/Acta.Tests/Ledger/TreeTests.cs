using Acta.Ledger;
using CsCheck;
using Hash = Acta.Ledger.Hash;

namespace Acta.Tests.Ledger;

public sealed class TreeTests
{
    // RFC 6962's reference leaves, and the roots over the first n of them.
    private static readonly string[] s_leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] s_roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_roots_are_those_of_rfc_6962()
    {
        var leaves = s_leaves.Select(leaf => Hash.Leaf(Convert.FromHexString(leaf))).ToArray();
        for (var n = 0; n < s_roots.Length; n++)
        {
            var growth = Tree.Append(new NoTiles(), 0, leaves.AsSpan(0, n));
            Assert.Equal(s_roots[n], Convert.ToHexStringLower(growth.Root.Span));
            Assert.Equal(s_roots[n], Convert.ToHexStringLower(Tree.Root(leaves.AsSpan(0, n)).Span));
        }
    }

    [Fact]
    public void A_leaf_is_hashed_the_same_whatever_its_length()
    {
        foreach (var length in new[] { 0, 1, 2046, 2047, 2048, 2049, 65_535, 100_000 })
        {
            var entry = new byte[length];
            Random.Shared.NextBytes(entry);
            var expected = System.Security.Cryptography.SHA256.HashData([0, .. entry]);
            Assert.Equal(expected, Hash.Leaf(entry).Span.ToArray());
        }
    }

    [Fact]
    public void However_a_log_grows_its_tiles_and_root_are_those_of_the_definition() =>
        Gen.Select(LedgerSamples.Size, Gen.Int[1, 1000]).Sample((size, largest) =>
        {
            var leaves = LedgerSamples.Leaves(size);
            var tiles = new TileFolder();
            var random = new Random(size * 1000 + largest);
            for (var at = 0; at < size;)
            {
                var batch = Math.Min(random.Next(1, largest + 1), size - at);
                var growth = Tree.Append(tiles, at, leaves.AsSpan(at, batch));
                foreach (var (tile, bytes) in growth.Tiles)
                {
                    Assert.Equal(tile.Width * Hash.Size, bytes.Length);
                    tiles.Stored[(tile.Level, tile.Index)] = bytes;
                }
                at += batch;
                Assert.Equal(at, growth.Size);
                Assert.Equal(LedgerSamples.Mth(leaves.AsSpan(0, at)), growth.Root);
            }
            Assert.Equal(LedgerSamples.Mth(leaves), Tree.Root(tiles, size));

            // Every tile is what tlog-tiles says: MTH(D[(n·256+i)·256^l : (n·256+i+1)·256^l]), and there is no other.
            var expected = 0;
            for (var (level, span) = (0, 1); size / span > 0; level++, span *= 256)
            {
                for (var i = 0; i < size / span; i++)
                {
                    var stored = Hash.In(tiles.Stored[(level, i / 256)]);
                    Assert.Equal(LedgerSamples.Mth(leaves.AsSpan(i * span, span)), stored[i % 256]);
                }
                expected += (size / span + 255) / 256;
                Assert.Equal(size / span * Hash.Size, tiles.Stored.Where(t => t.Key.Level == level).Sum(t => t.Value.Length));
            }
            Assert.Equal(expected, tiles.Stored.Count);
        }, iter: 60, threads: 2);

    [Fact]
    public void The_root_of_every_earlier_size_can_be_read_from_the_tiles_of_a_later_one()
    {
        var leaves = LedgerSamples.Leaves(1300);
        var tiles = new TileFolder();
        foreach (var (tile, bytes) in Tree.Append(tiles, 0, leaves).Tiles) tiles.Stored[(tile.Level, tile.Index)] = bytes;
        for (var size = 0; size <= leaves.Length; size++) Assert.Equal(LedgerSamples.Mth(leaves.AsSpan(0, size)), Tree.Root(tiles, size));
    }

    [Fact]
    public void A_tree_of_65_537_leaves_has_three_levels()
    {
        var tiles = new TileFolder();
        var leaves = new Hash[65_537];
        for (var i = 0; i < leaves.Length; i++) leaves[i] = Hash.Leaf(BitConverter.GetBytes(i));
        var growth = Tree.Append(tiles, 0, leaves);
        Assert.Equal(["tile/1/000", "tile/2/000.p/1"], growth.Tiles.Where(t => t.Tile.Level > 0).Select(t => t.Tile.Path));
        Assert.Equal(LedgerSamples.Mth(leaves), growth.Root);
    }

    [Fact]
    public void A_missing_or_short_tile_is_named()
    {
        var tiles = new TileFolder();
        foreach (var (tile, bytes) in Tree.Append(tiles, 0, LedgerSamples.Leaves(300)).Tiles) tiles.Stored[(tile.Level, tile.Index)] = bytes;
        tiles.Stored[(0, 1)] = tiles.Stored[(0, 1)][..64];
        Assert.Equal("tile/0/001.p/44: expected 1408 bytes, found 64 bytes.", Assert.Throws<BrokenLogException>(() => Tree.Root(tiles, 300)).Message);
        tiles.Stored.Remove((1, 0));
        Assert.Equal("tile/1/000.p/1: expected 32 bytes, found nothing.", Assert.Throws<BrokenLogException>(() => Tree.Root(tiles, 300)).Message);
    }

    internal sealed class TileFolder : ITileSource
    {
        public Dictionary<(int Level, long Index), byte[]> Stored { get; } = [];

        public byte[]? ReadTile(int level, long index) => Stored.GetValueOrDefault((level, index));
    }

    private sealed class NoTiles : ITileSource
    {
        public byte[]? ReadTile(int level, long index) => null;
    }
}

using Acta.Ledger;
using CsCheck;

namespace Acta.Tests.Ledger;

public sealed class TileTests
{
    [Theory]
    [InlineData("tile/0/x001/x234/067", 0, 1_234_067, 256)]
    [InlineData("tile/0/x001/x234/067.p/12", 0, 1_234_067, 12)]
    [InlineData("tile/0/000", 0, 0, 256)]
    [InlineData("tile/1/000.p/1", 1, 0, 1)]
    [InlineData("tile/2/x001/000.p/255", 2, 1000, 255)]
    [InlineData("tile/63/999", 63, 999, 256)]
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/807", 0, long.MaxValue, 256)]
    public void A_tile_has_one_path(string path, int level, long index, int width)
    {
        Assert.True(Tile.TryParse(path, out var tile, out _));
        Assert.Equal(Tile.Hashes(level, index, width), tile);
        Assert.Equal(path, tile.Path);
    }

    [Theory]
    [InlineData("tile/entries/000", 0, 256)]
    [InlineData("tile/entries/x001/234.p/7", 1234, 7)]
    public void A_bundle_stands_beside_its_tile(string path, long index, int width)
    {
        Assert.True(Tile.TryParse(path, out var tile, out _));
        Assert.Equal(Tile.Entries(index, width), tile);
        Assert.Equal(path, tile.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/x002")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/0/x1/002")]
    [InlineData("tile/0/X001/002")]
    [InlineData("tile/0/-01")]
    [InlineData("tile/0/+01")]
    [InlineData("tile/0/ 01")]
    [InlineData("tile/0/00\u0661")]
    [InlineData("tile/0/001\0")]
    [InlineData("tile/00/001")]
    [InlineData("tile/01/001")]
    [InlineData("tile/64/001")]
    [InlineData("tile/-1/001")]
    [InlineData("tile/Entries/001")]
    [InlineData("tile/data/001")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/001.p/00")]
    [InlineData("tile/0/001.p/01")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/1/")]
    [InlineData("tile/0/001.p/1.p/1")]
    [InlineData("tile/0/001.p")]
    [InlineData("tile/0/001.p/")]
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/808")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Any_other_spelling_is_refused(string path)
    {
        Assert.False(Tile.TryParse(path, out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void Every_tile_reads_back_from_its_path() =>
        Gen.Select(Gen.Int[-1, 63], Gen.Long[0, long.MaxValue], Gen.Int[0, 60], Gen.Int[1, 256]).Sample((level, number, shift, width) =>
        {
            var index = number >> shift;
            var tile = level < 0 ? Tile.Entries(index, width) : Tile.Hashes(level, index, width);
            return Tile.TryParse(tile.Path, out var again, out _) && again == tile;
        });

    [Fact]
    public void A_tree_of_70_000_has_the_tiles_of_the_specification()
    {
        Assert.Equal((256, 112, 0), (Tile.WidthAt(0, 272, 70_000), Tile.WidthAt(0, 273, 70_000), Tile.WidthAt(0, 274, 70_000)));
        Assert.Equal((256, 17), (Tile.WidthAt(1, 0, 70_000), Tile.WidthAt(1, 1, 70_000)));
        Assert.Equal((1, 0), (Tile.WidthAt(2, 0, 70_000), Tile.WidthAt(3, 0, 70_000)));
        Assert.Equal((256, 1), (Tile.WidthAt(0, 0, 256), Tile.WidthAt(1, 0, 256)));
        Assert.Equal(0, Tile.WidthAt(63, 0, long.MaxValue));
        Assert.Equal(0, Tile.WidthAt(0, long.MaxValue, long.MaxValue));
    }

    [Fact]
    public void A_server_may_give_out_what_the_tree_holds_and_nothing_more()
    {
        Assert.True(Tile.Hashes(0, 1, 44).IsWithin(300));
        Assert.True(Tile.Hashes(0, 1, 43).IsWithin(300));
        Assert.False(Tile.Hashes(0, 1, 45).IsWithin(300));
        Assert.True(Tile.Hashes(0, 0).IsWithin(300));
        Assert.False(Tile.Hashes(0, 1).IsWithin(300));
        Assert.False(Tile.Hashes(1, 0, 2).IsWithin(300));
        Assert.True(Tile.Entries(1, 44).IsWithin(300));
        Assert.False(Tile.Entries(1, 45).IsWithin(300));

        var stored = new byte[64];
        Assert.True(Tile.Hashes(0, 1, 2).TryCut(stored, out var both));
        Assert.Equal(64, both.Length);
        Assert.True(Tile.Hashes(0, 1, 1).TryCut(stored, out var one));
        Assert.Equal(32, one.Length);
        Assert.False(Tile.Hashes(0, 1, 3).TryCut(stored, out _));
    }

    [Fact]
    public void A_bundle_gives_back_its_entries()
    {
        byte[][] entries = [[], [1], new byte[EntryBundle.MaxEntrySize]];
        var bundle = EntryBundle.Encode(entries);
        Assert.Equal([0, 0, 0, 1, 1, 0xff, 0xff], bundle[..7]);
        Assert.True(EntryBundle.TryDecode(bundle, 3, out var again, out _));
        Assert.Equal(entries, again);

        Assert.False(EntryBundle.TryDecode(bundle, 2, out _, out var reason));
        Assert.Equal("The bundle holds more than the 2 entries its path says.", reason);
        Assert.False(EntryBundle.TryDecode(bundle, 4, out _, out reason));
        Assert.Equal("The bundle holds 3 entries; its path says 4.", reason);
        Assert.False(EntryBundle.TryDecode(bundle.AsSpan(0, 4), 2, out _, out reason));
        Assert.Equal("The bundle ends in the middle of its entry 1.", reason);
        Assert.False(EntryBundle.TryDecode(bundle.AsSpan(0, 3), 2, out _, out _));

        Assert.Throws<ArgumentException>(() => EntryBundle.Encode([new byte[EntryBundle.MaxEntrySize + 1]]));
        Assert.Throws<ArgumentException>(() => EntryBundle.Encode([]));
    }

    [Fact]
    public void Every_bundle_gives_back_its_entries() =>
        Gen.Byte.Array[0, 400].Array[1, 256].Sample(entries =>
        {
            Assert.True(EntryBundle.TryDecode(EntryBundle.Encode(entries), entries.Length, out var again, out _));
            Assert.Equal(entries, again);
        }, iter: 50);
}

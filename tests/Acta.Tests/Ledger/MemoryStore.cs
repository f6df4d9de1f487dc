using Acta.Ledger;

namespace Acta.Tests.Ledger;

/// <summary>
/// A log store in memory with transactions, only to inject failures: it can throw at the n-th call, before or after the
/// call took effect, and lie about what it stores. The real stores have tests of their own.
/// </summary>
internal sealed class MemoryStore : ILogStore
{
    private State _committed = new();
    private State _working = new();
    private int _calls;

    private sealed class State
    {
        public Head? Head;
        public List<byte[]> Entries = [];
        public Dictionary<(int, long), byte[]> Tiles = [];

        public State Copy() => new() { Head = Head, Entries = [.. Entries], Tiles = new(Tiles) };
    }

    public sealed class Failure : Exception;

    /// <summary>The number of the call that fails, from 0; none when null.</summary>
    public int? FailAt { get; set; }

    /// <summary>Whether a failing call has taken effect before it throws.</summary>
    public bool FailAfter { get; set; }

    /// <summary>Changes the bytes of a write on their way to the disk.</summary>
    public Action<string, byte[]>? Corrupt { get; set; }

    /// <summary>How many calls there were since the last commit or rollback.</summary>
    public int Calls => _calls;

    public Head? CommittedHead => _committed.Head;

    public IReadOnlyList<byte[]> CommittedEntries => _committed.Entries;

    /// <summary>Reaches into the committed tiles, as rot on a disk does.</summary>
    public Dictionary<(int Level, long Index), byte[]> Tiles => _committed.Tiles;

    public List<byte[]> Entries => _committed.Entries;

    public void SetHead(Head? head) => _committed.Head = _working.Head = head;

    public void Commit()
    {
        _committed = _working.Copy();
        _calls = 0;
    }

    public void Rollback()
    {
        _working = _committed.Copy();
        _calls = 0;
    }

    public Head? ReadHead() => Call(() => _working.Head);

    public byte[]? ReadTile(int level, long index) => Call(() => _working.Tiles.GetValueOrDefault((level, index)));

    public IReadOnlyList<byte[]> ReadEntries(long first, int count) => Call(() => _working.Entries.Skip((int)first).Take(count).ToList());

    public void WriteEntries(long first, IReadOnlyList<byte[]> entries) => Call(() =>
    {
        if (first != _working.Entries.Count) throw new InvalidOperationException("The index is taken, or leaves a gap.");
        foreach (var entry in entries) _working.Entries.Add(Stored("entry", entry));
        return 0;
    });

    public void WriteTile(int level, long index, byte[] bytes) => Call(() => _working.Tiles[(level, index)] = Stored($"tile {level}", bytes));

    public void WriteHead(Head head) => Call(() => _working.Head = head);

    private byte[] Stored(string what, byte[] bytes)
    {
        var copy = bytes.ToArray();
        Corrupt?.Invoke(what, copy);
        return copy;
    }

    private T Call<T>(Func<T> call)
    {
        var fails = _calls++ == FailAt;
        if (fails && !FailAfter) throw new Failure();
        var result = call();
        if (fails) throw new Failure();
        return result;
    }
}

using System.Collections.Concurrent;

namespace Acta.Store;

/// <summary>A map for many threads that knows how much it holds: to ask a <see cref="ConcurrentDictionary{TKey, TValue}"/> takes all its locks, hundreds of them once it has grown.</summary>
/// <param name="most">How many it has room for; a few more where several put at once.</param>
internal sealed class BoundedMap<TKey, TValue>(int most) where TKey : notnull where TValue : class
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = [];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public bool HasRoom => Count < most;

    public TValue? Get(TKey key) => _values.TryGetValue(key, out var value) ? value : null;

    /// <summary>Keeps a value unless there is one of this key, or no room.</summary>
    public void Put(TKey key, TValue value)
    {
        if (HasRoom && _values.TryAdd(key, value)) Interlocked.Increment(ref _count);
    }

    public void Clear()
    {
        _values.Clear();
        Volatile.Write(ref _count, 0);
    }
}

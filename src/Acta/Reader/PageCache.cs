using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Acta.Following;

namespace Acta.Reader;

/// <summary>
/// Answers made once and kept while they are true. Each remembers the tags it was read from; applying an entry drops the
/// answers whose tags it touched. What was begun before such a drop is given out but not kept.
/// </summary>
public sealed class PageCache(ViewsDb views, TimeProvider time, long maxBytes = 192L << 20)
{
    // How many drops are remembered for answers still being made; one begun before them all is not kept.
    private const int Remembered = 256;

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Answer>> _making = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    // Most tags are of one kept answer: its key stands there itself, and a set only where there are several.
    private readonly Dictionary<ulong, object> _keysOfTag = [];
    private readonly Queue<(long Position, bool All, HashSet<ulong> Tags)> _drops = new();
    private readonly Queue<string> _order = new();
    private long _forgotten;
    private long _bytes;

    /// <summary>Answers kept.</summary>
    public int Count => _answers.Count;

    /// <summary>Bytes kept, about.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>A kept answer that is still true, or null: the hot path.</summary>
    public Answer? Find(string key)
    {
        if (!_answers.TryGetValue(key, out var answer)) return null;
        return answer.Expires is { } expires && time.GetUtcNow() >= expires ? null : answer;
    }

    /// <summary>A kept answer, or one made now. Of several who ask for it at once one makes it.</summary>
    public Answer Get(string key, Func<ViewReading, Content> make)
    {
        if (Find(key) is { } kept) return kept;
        var lazy = _making.GetOrAdd(key, k => new Lazy<Answer>(() => Make(k, make)));
        try
        {
            return lazy.Value;
        }
        finally
        {
            _making.TryRemove(KeyValuePair.Create(key, lazy));
        }
    }

    /// <summary>Makes an answer and keeps none: what a fresh one would be.</summary>
    public Answer Fresh(Func<ViewReading, Content> make)
    {
        using var reading = views.Read();
        return new Answer(make(reading)) { Tags = reading.Tags, Expires = reading.Expires };
    }

    /// <summary>Drops what the applied entries made untrue.</summary>
    public void Drop(Applied applied)
    {
        lock (_gate)
        {
            HashSet<ulong> tags = [.. applied.Tags.Select(ViewReading.NumberOf)];
            _drops.Enqueue((applied.Position, applied.All, tags));
            if (_drops.Count > Remembered) _forgotten = _drops.Dequeue().Position;
            if (applied.All)
            {
                _answers.Clear();
                _keysOfTag.Clear();
                _order.Clear();
                Interlocked.Exchange(ref _bytes, 0);
                return;
            }
            foreach (var tag in tags)
                if (_keysOfTag.TryGetValue(tag, out var keys))
                    foreach (var key in keys is HashSet<string> several ? [.. several] : new[] { (string)keys }) Remove(key);
        }
    }

    private Answer Make(string key, Func<ViewReading, Content> make)
    {
        Answer answer;
        long position;
        using (var reading = views.Read())
        {
            position = reading.Position;
            answer = new Answer(make(reading)) { Tags = reading.Tags, Expires = reading.Expires };
        }
        // Addresses that lead nowhere are without number: they are answered, not kept.
        if (answer.Content.Status is 200 or 410) Keep(key, answer, position);
        return answer;
    }

    private void Keep(string key, Answer answer, long position)
    {
        if (answer.Size > maxBytes / 8) return;
        lock (_gate)
        {
            if (position < _forgotten) return;
            foreach (var drop in _drops)
                if (drop.Position > position && (drop.All || answer.Tags.Any(drop.Tags.Contains))) return;
            Remove(key);
            _answers[key] = answer;
            foreach (var tag in answer.Tags)
            {
                ref var keys = ref CollectionsMarshal.GetValueRefOrAddDefault(_keysOfTag, tag, out _);
                if (keys is HashSet<string> several) several.Add(key);
                else keys = keys is string other ? new HashSet<string>(StringComparer.Ordinal) { other, key } : key;
            }
            _order.Enqueue(key);
            Interlocked.Add(ref _bytes, answer.Size);
            Evict();
        }
    }

    // Second chance: what was used since it was last looked at goes to the end of the line.
    private void Evict()
    {
        for (var looks = _order.Count * 2; Bytes > maxBytes && looks > 0 && _order.TryDequeue(out var key); looks--)
        {
            if (!_answers.TryGetValue(key, out var answer)) continue;
            if (answer.Referenced)
            {
                answer.Referenced = false;
                _order.Enqueue(key);
            }
            else
            {
                Remove(key);
            }
        }
    }

    private void Remove(string key)
    {
        if (!_answers.TryRemove(key, out var answer)) return;
        Interlocked.Add(ref _bytes, -answer.Size);
        foreach (var tag in answer.Tags)
            if (_keysOfTag.TryGetValue(tag, out var keys) && (keys is string || (keys is HashSet<string> several && several.Remove(key) && several.Count == 0))) _keysOfTag.Remove(tag);
    }
}

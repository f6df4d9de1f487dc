namespace Acta.Import;

/// <summary>Something that did not go in, or that a person should look at.</summary>
/// <param name="File">The file, as given.</param>
/// <param name="Where">Where in it.</param>
/// <param name="Item">What the item is called.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record Remark(string File, string Where, string Item, string Reason)
{
    public override string ToString() => Item.Length == 0 ? $"{File}, {Where}: {Reason}" : $"{File}, {Where}, {Shorten(Item)}: {Reason}";

    private static string Shorten(string item) => "“" + (item.Length <= 60 ? item : item[..59].TrimEnd() + "…") + "”";
}

/// <summary>What became of a run of lines of a text.</summary>
/// <param name="File">The file.</param>
/// <param name="From">The first line, from 1.</param>
/// <param name="To">The last.</param>
/// <param name="Item">The item that took them; null: none did.</param>
/// <param name="Why">What they are, or why no item took them.</param>
/// <param name="Text">Their text, where no item took them.</param>
internal sealed record LineFate(string File, long From, long To, string? Item, string Why, string? Text = null);

/// <summary>All that an import has to tell, gathered while it runs by several threads.</summary>
internal sealed class ImportReport
{
    // A source with a million faults is told by its first ones and their number.
    private const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly List<Remark> _problems = [];
    private readonly List<Remark> _warnings = [];
    private readonly List<LineFate> _lines = [];
    private readonly SortedDictionary<string, int> _remote = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _lists = new(StringComparer.Ordinal);
    private long _problemCount;
    private long _warningCount;

    public long ProblemCount => Interlocked.Read(ref _problemCount);

    public long WarningCount => Interlocked.Read(ref _warningCount);

    public IReadOnlyList<Remark> Problems => Copy(_problems);

    public IReadOnlyList<Remark> Warnings => Copy(_warnings);

    public IReadOnlyList<LineFate> Lines => Copy(_lines);

    /// <summary>Addresses of media elsewhere, with how often they are used.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> RemoteMedia
    {
        get { lock (_gate) return [.. _remote]; }
    }

    /// <summary>How many of what: items, published, drafts, comments…</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Counts
    {
        get { lock (_gate) return [.. _counts]; }
    }

    /// <summary>Named lists with how often each member was met: unmapped categories, unknown shortcodes.</summary>
    public IReadOnlyList<KeyValuePair<string, SortedDictionary<string, int>>> Lists
    {
        get { lock (_gate) return [.. _lists]; }
    }

    public long this[string what]
    {
        get { lock (_gate) return _counts.GetValueOrDefault(what); }
    }

    public void Problem(string file, string where, string item, string reason)
    {
        Interlocked.Increment(ref _problemCount);
        lock (_gate)
            if (_problems.Count < Kept) _problems.Add(new Remark(file, where, item, reason));
    }

    public void Warn(string file, string where, string item, string reason)
    {
        Interlocked.Increment(ref _warningCount);
        lock (_gate)
            if (_warnings.Count < Kept) _warnings.Add(new Remark(file, where, item, reason));
    }

    public void Line(LineFate fate)
    {
        lock (_gate) _lines.Add(fate);
    }

    public void Count(string what, long by = 1)
    {
        lock (_gate) _counts[what] = _counts.GetValueOrDefault(what) + by;
    }

    public void List(string list, string member)
    {
        lock (_gate)
        {
            if (!_lists.TryGetValue(list, out var members)) _lists[list] = members = new(StringComparer.Ordinal);
            if (members.Count < Kept || members.ContainsKey(member)) members[member] = members.GetValueOrDefault(member) + 1;
        }
    }

    public void Remote(IEnumerable<string> urls)
    {
        lock (_gate)
            foreach (var url in urls)
                if (_remote.Count < 10 * Kept || _remote.ContainsKey(url)) _remote[url] = _remote.GetValueOrDefault(url) + 1;
    }

    /// <summary>Forgets what a first pass found; the second finds it again.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _problems.Clear();
            _warnings.Clear();
            _lines.Clear();
            _remote.Clear();
            _counts.Clear();
            _lists.Clear();
            (_problemCount, _warningCount) = (0, 0);
        }
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_gate) return [.. list];
    }
}

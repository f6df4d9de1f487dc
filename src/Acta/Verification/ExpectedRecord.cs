using Acta.Ledger;
using Acta.Record;
using Acta.Record.Register;
using Acta.Store;

namespace Acta.Verification;

/// <summary>A document that an entry brought, and how it must answer by what later entries say of it.</summary>
internal sealed class Brought(long entry, Act act, ExpectedVersion version)
{
    public long Entry { get; } = entry;

    public Act Act { get; } = act;

    public ExpectedVersion Version { get; } = version;

    public DocumentState State { get; set; } = DocumentState.Served;

    public long? ErasedBy { get; set; }

    /// <summary>Whether it was found.</summary>
    public bool Seen { get; set; }

    /// <summary>The address it names, once it was read.</summary>
    public string? Address { get; set; }
}

/// <summary>One resource in one language (empty: one for all), as its entries leave it.</summary>
internal sealed class ExpectedVersion(Guid resource, string language, string kind, long first)
{
    public Guid Resource { get; } = resource;

    public string Language { get; } = language;

    public string Kind { get; } = kind;

    public long First { get; } = first;

    public string State { get; set; } = "live";

    public int Revision { get; set; }

    public long Last { get; set; }

    /// <summary>The newest text: what the last publish, revise or correct brought; null once erased.</summary>
    public Digest? Digest { get; set; }

    public List<Brought> Documents { get; } = [];

    public override string ToString() => Language.Length == 0 ? $"{Kind} {Resource}" : $"{Kind} {Resource} ({Language})";
}

/// <summary>The entries of a log, folded: what documents there must be, and what state everything is in.</summary>
internal sealed class ExpectedRecord
{
    // Kinds of a later Acta are kept and skipped.
    private static readonly string[] KnownKinds = ["article", "settings", "log", .. RegisterRecord.Kinds];

    private const int AtOnce = 4096;

    private readonly List<(long Index, byte[] Leaf)> _waiting = [];
    private LogFault? _fault;
    private DateTimeOffset _time;

    public Dictionary<Digest, Brought> Documents { get; } = [];

    public Dictionary<(Guid Resource, string Language), ExpectedVersion> Versions { get; } = [];

    /// <summary>The documents of the last entry that named a key, and of the last that began a new origin.</summary>
    public (Digest? Key, Digest? Origin) Statements { get; private set; }

    public static bool Knows(string kind) => Array.IndexOf(KnownKinds, kind) >= 0;

    /// <summary>Takes an entry, once those before it were taken. Many wait for <see cref="Check"/>, to be parsed on all cores.</summary>
    public void Take(long index, byte[] leaf)
    {
        if (_fault is not null) return;
        _waiting.Add((index, leaf));
        if (_waiting.Count == AtOnce) Check();
    }

    /// <summary>The first fault of what was taken so far, if any.</summary>
    public LogFault? Check()
    {
        if (_fault is not null || _waiting.Count == 0) return _fault;
        var parsed = new (Entry? Entry, LogFault? Fault)[_waiting.Count];
        Parallel.For(0, parsed.Length, i => parsed[i] = Parse(_waiting[i].Index, _waiting[i].Leaf));
        for (var i = 0; i < parsed.Length && _fault is null; i++)
            _fault = parsed[i].Entry is { } entry ? Add(_waiting[i].Index, entry) : parsed[i].Fault;
        _waiting.Clear();
        return _fault;
    }

    private static (Entry? Entry, LogFault? Fault) Parse(long index, byte[] leaf)
    {
        var place = $"entry {index}";
        try
        {
            var entry = Entry.Read(leaf);
            return entry.ToBytes().AsSpan().SequenceEqual(leaf) ? (entry, null) : (null, new LogFault(place, "canonical JSON (RFC 8785)", "the same in another spelling"));
        }
        catch (RecordFormatException e)
        {
            return (null, new LogFault(place, "an entry that this version of Acta can read", e.Message));
        }
    }

    private LogFault? Add(long index, Entry entry)
    {
        var place = $"entry {index}";
        if (entry.Time < _time) return new LogFault(place, $"a time not before {_time:O}, that of the entry ahead of it", $"{entry.Time:O}");
        _time = entry.Time;

        var key = (entry.Resource, entry.Language ?? "");
        var before = Versions.GetValueOrDefault(key);
        var version = before ?? (Versions[key] = new ExpectedVersion(entry.Resource, key.Item2, entry.Kind, index));
        if (version.Kind != entry.Kind) return new LogFault(place, $"the kind {version.Kind}, as in entry {version.First}", entry.Kind);
        if (entry.Revision != version.Revision + 1) return new LogFault(place, $"revision {version.Revision + 1} of {version}", $"revision {entry.Revision}");
        if (Knows(entry.Kind) && !Allows(entry.Act, before)) return new LogFault(place, $"an act that {version} allows, which is {(before is null ? "not published" : before.State)}", entry.Act.Word());
        version.Revision = entry.Revision;
        version.Last = index;

        if (Named(entry.Withheld, version, d => d.State == DocumentState.Served, d => d.State = DocumentState.Withheld) is { } wrong) return new LogFault(place, $"to withhold documents of {version} that are served", $"{wrong}");
        if (Named(entry.Served, version, d => d.State == DocumentState.Withheld, d => d.State = DocumentState.Served) is { } shown) return new LogFault(place, $"to serve again documents of {version} that are withheld", $"{shown}");
        if (Named(entry.Erased, version, d => d.State != DocumentState.Erased, d => (d.State, d.ErasedBy) = (DocumentState.Erased, index)) is { } gone) return new LogFault(place, $"to erase documents of {version} that exist", $"{gone}");
        if (version.Documents.Any(d => entry.Act == Act.Erase ? d.State != DocumentState.Erased : entry.Act == Act.Withdraw && d.State == DocumentState.Served))
            return new LogFault(place, $"to {entry.Act.Word()} every document of {version}", "some left out");

        foreach (var digest in entry.Documents)
        {
            var brought = new Brought(index, entry.Act, version);
            if (!Documents.TryAdd(digest, brought)) continue;
            version.Documents.Add(brought);
        }
        Apply(entry, version);
        return null;
    }

    private Digest? Named(IReadOnlyList<Digest> digests, ExpectedVersion version, Predicate<Brought> may, Action<Brought> apply)
    {
        foreach (var digest in digests)
        {
            if (!Documents.TryGetValue(digest, out var document) || document.Version != version || !may(document)) return digest;
            apply(document);
        }
        return null;
    }

    private void Apply(Entry entry, ExpectedVersion version)
    {
        switch (entry.Act)
        {
            case Act.Publish or Act.Revise or Act.Correct:
                version.Digest = entry.Documents.Count > 0 ? entry.Documents[0] : null;
                version.State = "live";
                break;
            case Act.Key or Act.Policy or Act.Origin:
                version.Digest = entry.Documents.Count > 0 ? entry.Documents[0] : null;
                if (entry.Act == Act.Key) Statements = (version.Digest, Statements.Origin);
                // A new origin comes with a key of its own.
                if (entry.Act == Act.Origin) Statements = (null, version.Digest);
                break;
            case Act.Retire:
                version.State = "retired";
                break;
            case Act.Withdraw:
                version.State = "withdrawn";
                break;
            case Act.Restore:
                version.State = "live";
                break;
            case Act.Merge:
                version.State = "merged";
                break;
            case Act.Erase:
                (version.State, version.Digest) = ("erased", null);
                break;
        }
    }

    private static bool Allows(Act act, ExpectedVersion? version) => act switch
    {
        Act.Publish => version is null,
        Act.Revise or Act.Correct => version is { State: "live" or "retired" },
        Act.Retire => version is { State: "live" },
        Act.Withdraw => version is { State: "live" or "retired" },
        Act.Restore => version is { State: "retired" or "withdrawn" or "merged" },
        Act.Merge or Act.Split => version is { State: "live" or "retired" } && RegisterRecord.Kinds.Contains(version.Kind),
        Act.Erase => version is not null and not { State: "erased" },
        _ => true,
    };
}

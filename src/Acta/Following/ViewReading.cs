using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Acta.Following;

/// <summary>
/// One snapshot of the views, and what was read of it: the tags that whoever keeps the answer must watch, and the moment
/// until which "today" stays what it is.
/// </summary>
public sealed class ViewReading : IDisposable
{
    private readonly ViewsDb _db;
    private readonly ConcurrentDictionary<string, object> _shared;
    private readonly HashSet<ulong> _tags = [];
    private ViewsDb.Reader? _reader;

    internal ViewReading(ViewsDb db, ViewsDb.Reader reader, long position, DateTimeOffset now, ConcurrentDictionary<string, object> shared)
    {
        _db = db;
        _shared = shared;
        _reader = reader;
        Position = position;
        Now = now;
    }

    /// <summary>Entries applied to this snapshot.</summary>
    public long Position { get; }

    /// <summary>The moment this reading stands for.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The tags read so far, as <see cref="NumberOf"/> has them.</summary>
    public ulong[] Tags => [.. _tags];

    /// <summary>The first moment at which what was read is no longer so, by the clock alone; null: only an entry changes it.</summary>
    public DateTimeOffset? Expires { get; private set; }

    /// <summary>Says that the answer depends on what stands under this tag.</summary>
    public void Tag(string tag) => _tags.Add(NumberOf(tag));

    /// <summary>
    /// A tag as a number (FNV-1a): an answer that names hundreds of records keeps eight bytes of each. Two tags of one number
    /// would be dropped together, which costs a making and nothing else.
    /// </summary>
    public static ulong NumberOf(string tag)
    {
        var number = 14695981039346656037UL;
        foreach (var c in tag) number = (number ^ c) * 1099511628211UL;
        return number;
    }

    /// <summary>Says that the answer changes at this moment; one that is past changes nothing any more.</summary>
    public void ExpiresAt(DateTimeOffset moment)
    {
        if (moment > Now && (Expires is null || moment < Expires)) Expires = moment;
    }

    /// <summary>What is the same in every reading of this state of the log, made by the first that asks; its tags are the caller's to note each time.</summary>
    public T Shared<T>(string name, Func<T> make) where T : class => (T)_shared.GetOrAdd(name, _ => make());

    /// <inheritdoc cref="Statements.Query"/>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Sql.Query(sql, row, parameters);

    /// <inheritdoc cref="Statements.First"/>
    public T? First<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Sql.First(sql, row, parameters);

    /// <inheritdoc cref="Statements.Number"/>
    public long? Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Sql.Number(sql, parameters);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _reader, null) is { } reader) _db.Return(reader);
    }

    private Statements Sql => _reader?.Sql ?? throw new ObjectDisposedException(nameof(ViewReading));
}

using Acta.Record;
using Microsoft.Data.Sqlite;

namespace Acta.Following;

/// <summary>What a view writes with while one entry is applied.</summary>
public sealed class ViewWriter
{
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private PreparedEntry? _current;

    internal ViewWriter(SqliteConnection connection, Statements statements)
    {
        Connection = connection;
        Sql = statements;
    }

    /// <summary>The connection, in the follower's transaction.</summary>
    public SqliteConnection Connection { get; }

    /// <summary>Prepared statements on it.</summary>
    public Statements Sql { get; }

    /// <summary>Many entries are applied at once: nobody asks which tags they touch, all caches start anew.</summary>
    public bool CatchingUp { get; internal set; }

    /// <summary>A document that the entry being applied brings; null where it is erased by now.</summary>
    /// <exception cref="InvalidOperationException">The entry does not bring it.</exception>
    public StoredDocument Stored(Digest digest)
    {
        foreach (var document in _current!.Documents)
            if (document.Digest == digest) return document;
        throw new InvalidOperationException($"entry {_current.Entry.Index} does not bring the document {digest}");
    }

    /// <inheritdoc cref="Stored"/>
    public Document? Document(Digest digest) => Stored(digest).Document;

    /// <summary>Says that whatever was read under this tag is no longer what it was.</summary>
    public void Touch(string tag)
    {
        if (!CatchingUp) _touched.Add(tag);
    }

    internal void Begin(PreparedEntry entry) => _current = entry;

    internal IReadOnlyCollection<string> TakeTouched()
    {
        string[] tags = [.. _touched];
        _touched.Clear();
        return tags;
    }
}

using Acta.Store;

namespace Acta.Access;

/// <summary>One line of the audit trail.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Time">When.</param>
/// <param name="Actor">Who: <c>user:{id}</c>, or the program's own name for itself, such as <c>import</c>.</param>
/// <param name="Act">What: a word of this program.</param>
/// <param name="Address">From where; null for the command line.</param>
/// <param name="Subject">The account it concerned.</param>
/// <param name="Detail">More words of this program, such as a role.</param>
/// <param name="Resource">What was published.</param>
/// <param name="Language">In which language.</param>
/// <param name="Entry">Its record number.</param>
/// <param name="Digest">The document's digest.</param>
public sealed record AuditLine(
    long Id, DateTimeOffset Time, string Actor, string Act, string? Address, string? Subject, string? Detail, string? Resource, string? Language, long? Entry, byte[]? Digest);

/// <summary>
/// Who did what when, from where: kept for ever. It holds ids, digests and words of this program, never text that people
/// wrote, so nothing in it ever needs erasing.
/// </summary>
public sealed class AuditTrail(MainStore store, TimeProvider time)
{
    /// <summary>Adds a line of its own.</summary>
    public void Add(string actor, string act, string? address, Guid? subject = null, string? detail = null)
    {
        using var w = store.BeginDeskWrite();
        Add(w, time, actor, act, address, subject, detail);
        w.Commit();
    }

    /// <summary>Adds a line in the transaction of what it tells of.</summary>
    public static void Add(Writing w, TimeProvider time, string actor, string act, string? address, Guid? subject = null, string? detail = null) => w.Execute(
        "INSERT INTO audit (time, actor, act, address, subject, detail) VALUES (@time, @actor, @act, @address, @subject, @detail)",
        ("@time", time.GetUtcNow().ToUnixTimeMilliseconds()), ("@actor", actor), ("@act", act), ("@address", address), ("@subject", subject?.ToString()), ("@detail", detail));

    /// <summary>Adds a line about a text in the making, in the transaction of what it tells of.</summary>
    public static void Add(Writing w, TimeProvider time, string actor, string act, string? address, Guid resource, string? language, byte[]? digest, string? detail = null) => w.Execute(
        "INSERT INTO audit (time, actor, act, address, resource, language, digest, detail) VALUES (@time, @actor, @act, @address, @id, @language, @digest, @detail)",
        ("@time", time.GetUtcNow().ToUnixTimeMilliseconds()), ("@actor", actor), ("@act", act), ("@address", address), ("@id", resource.ToString()), ("@language", language),
        ("@digest", digest), ("@detail", detail));

    /// <summary>Lines, newest first.</summary>
    /// <param name="before">Older than this one; null: from the newest.</param>
    /// <param name="count">At most.</param>
    /// <param name="actor">Of this one alone.</param>
    /// <param name="resource">About this article alone.</param>
    public IReadOnlyList<AuditLine> Lines(long? before, int count, string? actor = null, Guid? resource = null)
    {
        using var r = store.Read();
        var also = (actor is null ? "" : " AND actor = @actor") + (resource is null ? "" : " AND resource = @resource");
        return r.Query(
            $"SELECT id, time, actor, act, address, subject, detail, resource, language, entry_idx, digest FROM audit WHERE id < @before{also} ORDER BY id DESC LIMIT @count",
            Line, ("@before", before ?? long.MaxValue), ("@count", (long)count), ("@actor", actor), ("@resource", resource?.ToString()));
    }

    private static AuditLine Line(System.Data.Common.DbDataReader r) => new(
        r.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(1)), r.GetString(2), r.GetString(3), Text(r, 4), Text(r, 5), Text(r, 6), Text(r, 7), Text(r, 8),
        r.IsDBNull(9) ? null : r.GetInt64(9), r.IsDBNull(10) ? null : (byte[])r[10]);

    private static string? Text(System.Data.Common.DbDataReader r, int at) => r.IsDBNull(at) ? null : r.GetString(at);
}

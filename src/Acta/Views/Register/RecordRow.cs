using Acta.Record;
using Acta.Record.Register;
using Acta.Views.News;
using Microsoft.Data.Sqlite;

namespace Acta.Views.Register;

/// <summary>A record of the register as it is stated at one moment of the log.</summary>
public sealed record RecordRow
{
    internal const string Columns = "id, from_index, kind, folder, slug, first_index, first_time, revision, act, time, state, digest, notice";

    /// <summary>The record's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The entry it is so since.</summary>
    public required long Entry { get; init; }

    /// <summary>Its kind, a type of document.</summary>
    public required string Kind { get; init; }

    /// <summary>The first part of its address; empty where it has none.</summary>
    public required string Folder { get; init; }

    /// <summary>The last part of its address.</summary>
    public required string Slug { get; init; }

    /// <summary>Its first entry.</summary>
    public required long First { get; init; }

    /// <summary>When it came into the record.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>How often it was acted on.</summary>
    public required int Revision { get; init; }

    /// <summary>What was done last.</summary>
    public required Act Act { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>As of an article.</summary>
    public required ArticleState State { get; init; }

    /// <summary>Its document; null: deleted.</summary>
    public required Digest? Digest { get; init; }

    /// <summary>The document that says why it is no longer current, removed or deleted.</summary>
    public required Digest? Notice { get; init; }

    /// <summary>Whether readers may read it.</summary>
    public bool Readable => State is ArticleState.Live or ArticleState.Retired && Digest is not null;

    /// <summary>Its address below a language; empty where it is shown on another's page.</summary>
    public string Address => Folder.Length == 0 ? "" : $"{Folder}/{Slug}";

    // As the row would be if what is in the making were public.
    internal static RecordRow Of(RegisterRecord draft, RecordRow? row, DateTimeOffset now) => new()
    {
        Id = draft.Id,
        Entry = row?.Entry ?? -1,
        Kind = draft.Type,
        Folder = RecordAddress.Folder(draft)?.TrimEnd('/') ?? "",
        Slug = row?.Slug is { Length: > 0 } slug ? slug : draft.Slug,
        First = row?.First ?? -1,
        RecordedAt = row?.RecordedAt ?? now,
        Revision = (row?.Revision ?? 0) + 1,
        Act = row is null ? Act.Publish : Act.Revise,
        ChangedAt = now,
        State = ArticleState.Live,
        Digest = Record.Digest.Of(draft.ContentBytes()),
        Notice = null,
    };

    internal static RecordRow Read(SqliteDataReader r) => new()
    {
        Id = new Guid((byte[])r[0], bigEndian: true),
        Entry = r.GetInt64(1),
        Kind = r.GetString(2),
        Folder = r.GetString(3),
        Slug = r.GetString(4),
        First = r.GetInt64(5),
        RecordedAt = ArticleColumns.Time(r.GetInt64(6)),
        Revision = r.GetInt32(7),
        Act = (Act)r.GetInt32(8),
        ChangedAt = ArticleColumns.Time(r.GetInt64(9)),
        State = (ArticleState)r.GetInt32(10),
        Digest = ArticleColumns.ADigest(r, 11),
        Notice = ArticleColumns.ADigest(r, 12),
    };
}

/// <summary>A record with what it says.</summary>
/// <param name="Row">How it stands in the log.</param>
/// <param name="Says">Its document.</param>
public sealed record Recorded(RecordRow Row, RegisterRecord Says)
{
    /// <summary>The record's id.</summary>
    public Guid Id => Row.Id;
}

/// <summary>A record with what it says, where its kind is known.</summary>
public sealed record Recorded<T>(RecordRow Row, T Says) where T : RegisterRecord
{
    /// <summary>The record's id.</summary>
    public Guid Id => Row.Id;
}

using System.Text;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Microsoft.Data.Sqlite;

namespace Acta.Views.News;

/// <summary>
/// How an <see cref="ArticleRow"/> stands in the table <c>versions</c>: what queries search by in columns of its own,
/// everything together packed in one (reading forty columns one by one costs a list page five times as much).
/// </summary>
internal static class ArticleColumns
{
    private static readonly string[] Names =
        ["edition", "from_index", "until_index", "amendment", "id", "language", "time", "state", "digest", "notice", "sort", "address", "upcoming_ends", "pinned_ends", "packed"];

    /// <summary>For SELECT, from <c>versions v</c>.</summary>
    public const string All = "v.until_index, v.packed";

    /// <summary>How many columns <see cref="All"/> is.</summary>
    public const int Count = 2;

    public static readonly string Insert =
        $"INSERT INTO versions ({string.Join(", ", Names)}) VALUES ({string.Join(", ", Names.Select(n => "@" + n))})";

    /// <summary>Writes a row anew, in its place.</summary>
    public static readonly string Update =
        $"UPDATE versions SET {string.Join(", ", Names.Select(n => $"{n} = @{n}"))} WHERE id = @id AND language = @language AND from_index = @from_index";

    public static (string, object?)[] Values(ArticleRow a) =>
    [
        ("@edition", a.Edition), ("@from_index", a.Entry), ("@until_index", a.Until), ("@amendment", a.Amendment),
        ("@id", Blob(a.Id)), ("@language", a.Language), ("@time", Ms(a.ChangedAt)), ("@state", (int)a.State),
        ("@digest", a.Digest?.ToBytes()), ("@notice", a.NoticeDigest?.ToBytes()), ("@sort", a.Sort), ("@address", a.Address),
        ("@upcoming_ends", a.UpcomingEnds is { } u ? Ms(u) : null), ("@pinned_ends", a.PinnedEnds is { } p ? Ms(p) : null), ("@packed", Pack(a)),
    ];

    public static ArticleRow Read(SqliteDataReader r) => Read(r, 0);

    public static ArticleRow Read(SqliteDataReader r, int at) => Unpack((byte[])r[at + 1], r.IsDBNull(at) ? null : r.GetInt64(at));

    public static byte[] Blob(Guid id) => id.ToByteArray(bigEndian: true);

    public static long Ms(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    public static Digest? ADigest(SqliteDataReader r, int i) => r.IsDBNull(i) ? null : Digest.FromBytes((byte[])r[i]);

    // Pack and Unpack name the same fields in the same order; a change of either is a new fold version.
    private static byte[] Pack(ArticleRow a)
    {
        using var stream = new MemoryStream(512);
        using var w = new BinaryWriter(stream, Encoding.UTF8);
        w.Write(a.Edition);
        w.Write(a.Entry);
        w.Write(a.Amendment ?? 0);
        w.Write(Blob(a.Id));
        w.Write(a.Language);
        w.Write((byte)a.Act);
        w.Write(a.Revision);
        w.Write(Ms(a.ChangedAt));
        w.Write(Ms(a.RecordedAt));
        w.Write((byte)a.State);
        Put(w, a.Digest);
        Put(w, a.NoticeDigest);
        w.Write((byte)a.Kind);
        w.Write(a.Headline);
        w.Write(a.HeadlineDerived);
        Put(w, a.Summary);
        w.Write(a.Address);
        Put(w, a.FormerAddresses);
        w.Write(a.Sort);
        Put(w, a.Date);
        w.Write(a.Imported);
        Put(w, a.FirstSite);
        Put(w, a.FirstUrl);
        Put(w, a.ChangedOnFormerSite);
        w.Write(a.Unchanged);
        Put(w, a.EventFrom);
        Put(w, a.EventTo);
        Put(w, a.Place);
        Put(w, a.Speaker);
        Put(w, a.SourceName);
        Put(w, a.Reference);
        Put(w, a.Lead);
        Put(w, a.Sections);
        Put(w, a.Tags);
        Put(w, a.Deadline);
        Put(w, a.DeadlineEnds);
        Put(w, a.UpcomingEnds);
        Put(w, a.PinnedEnds);
        w.Write((byte)a.EditionKind);
        Put(w, a.TranslatedLanguage);
        Put(w, a.TranslatedDigest);
        w.Write(a.TranslatedOlder);
        Put(w, a.TranslatedOutlet);
        Put(w, a.Note);
        w.Write(a.MajorCorrection);
        w.Flush();
        return stream.ToArray();
    }

    public static ArticleRow Unpack(byte[] packed, long? until)
    {
        using var r = new BinaryReader(new MemoryStream(packed), Encoding.UTF8);
        return new ArticleRow
        {
            Until = until,
            Edition = r.ReadInt64(),
            Entry = r.ReadInt64(),
            Amendment = r.ReadInt64() is > 0 and var amendment ? amendment : null,
            Id = new Guid(r.ReadBytes(16), bigEndian: true),
            Language = r.ReadString(),
            Act = (Act)r.ReadByte(),
            Revision = r.ReadInt32(),
            ChangedAt = Time(r.ReadInt64()),
            RecordedAt = Time(r.ReadInt64()),
            State = (ArticleState)r.ReadByte(),
            Digest = ADigest(r),
            NoticeDigest = ADigest(r),
            Kind = (ArticleKind)r.ReadByte(),
            Headline = r.ReadString(),
            HeadlineDerived = r.ReadBoolean(),
            Summary = Text(r),
            Address = r.ReadString(),
            FormerAddresses = Texts(r),
            Sort = r.ReadInt64(),
            Date = Partial(r),
            Imported = r.ReadBoolean(),
            FirstSite = Text(r),
            FirstUrl = Text(r),
            ChangedOnFormerSite = Partial(r),
            Unchanged = r.ReadBoolean(),
            EventFrom = Partial(r),
            EventTo = Partial(r),
            Place = Text(r),
            Speaker = Text(r),
            SourceName = Text(r),
            Reference = Text(r),
            Lead = Picture(r),
            Sections = Texts(r),
            Tags = Texts(r),
            Deadline = Partial(r),
            DeadlineEnds = Moment(r),
            UpcomingEnds = Moment(r),
            PinnedEnds = Moment(r),
            EditionKind = (EditionKind)r.ReadByte(),
            TranslatedLanguage = Text(r),
            TranslatedDigest = ADigest(r),
            TranslatedOlder = r.ReadBoolean(),
            TranslatedOutlet = Text(r),
            Note = Text(r),
            MajorCorrection = r.ReadBoolean(),
        };
    }

    private static void Put(BinaryWriter w, string? text)
    {
        w.Write(text is not null);
        if (text is not null) w.Write(text);
    }

    private static string? Text(BinaryReader r) => r.ReadBoolean() ? r.ReadString() : null;

    private static void Put(BinaryWriter w, Digest? digest)
    {
        w.Write(digest is not null);
        if (digest is { } d) w.Write(d.ToBytes());
    }

    private static Digest? ADigest(BinaryReader r) => r.ReadBoolean() ? Digest.FromBytes(r.ReadBytes(32)) : null;

    private static void Put(BinaryWriter w, PartialDate? date) => w.Write(date?.ToString() ?? "");

    private static PartialDate? Partial(BinaryReader r) => r.ReadString() is { Length: > 0 } text ? PartialDate.Parse(text) : null;

    private static void Put(BinaryWriter w, DateTimeOffset? moment) => w.Write(moment is { } m ? Ms(m) : long.MinValue);

    private static DateTimeOffset? Moment(BinaryReader r) => r.ReadInt64() is not long.MinValue and var ms ? Time(ms) : null;

    private static void Put(BinaryWriter w, IReadOnlyList<string> texts)
    {
        w.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts) w.Write(text);
    }

    private static string[] Texts(BinaryReader r)
    {
        var count = r.Read7BitEncodedInt();
        if (count == 0) return [];
        var texts = new string[count];
        for (var i = 0; i < count; i++) texts[i] = r.ReadString();
        return texts;
    }

    private static void Put(BinaryWriter w, Image? image)
    {
        w.Write(image is not null);
        if (image is null) return;
        w.Write(image.Source.File is not null);
        if (image.Source.File is { } file)
        {
            w.Write(Blob(file.Id));
            w.Write(file.Name);
            w.Write(file.Type);
            w.Write(file.Size);
            w.Write(file.Digest.ToBytes());
            w.Write(file.Width ?? -1);
            w.Write(file.Height ?? -1);
        }
        Put(w, image.Source.Url);
        Put(w, image.Alt);
        Put(w, image.Caption);
        Put(w, image.Credit);
        Put(w, image.Licence);
        w.Write(image.Focal?.X ?? -1);
        w.Write(image.Focal?.Y ?? -1);
    }

    private static Image? Picture(BinaryReader r)
    {
        if (!r.ReadBoolean()) return null;
        var file = r.ReadBoolean()
            ? new MediaFile(new Guid(r.ReadBytes(16), bigEndian: true), r.ReadString(), r.ReadString(), r.ReadInt64(), Digest.FromBytes(r.ReadBytes(32)), Whole(r), Whole(r))
            : null;
        var source = new MediaSource(file, Text(r));
        var (alt, caption, credit, licence) = (Text(r), Text(r), Text(r), Text(r));
        var (x, y) = (Whole(r), Whole(r));
        return new Image(source, alt, caption, credit, licence, x is null || y is null ? null : new FocalPoint(x.Value, y.Value));
    }

    private static int? Whole(BinaryReader r) => r.ReadInt32() is not -1 and var whole ? whole : null;
}

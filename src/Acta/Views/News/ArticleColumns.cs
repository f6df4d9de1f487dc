using System.Text;
using System.Text.Json;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Microsoft.Data.Sqlite;

namespace Acta.Views.News;

/// <summary>How an <see cref="ArticleRow"/> stands in the table <c>versions</c>.</summary>
internal static class ArticleColumns
{
    private static readonly string[] Names =
    [
        "edition", "from_index", "until_index", "change", "id", "language", "act", "revision", "time", "recorded", "state",
        "digest", "notice", "kind", "headline", "derived", "summary", "address", "former", "sort", "date", "first_site",
        "first_url", "imported", "changed_there", "unchanged", "event_from", "event_to", "place", "speaker", "source",
        "reference", "lead", "sections", "tags", "deadline", "deadline_ends", "upcoming_ends", "pinned_ends",
        "edition_kind", "translated_language", "translated_digest", "translated_outlet", "note", "major",
    ];

    /// <summary>For SELECT, from <c>versions v</c>.</summary>
    public static readonly string All = string.Join(", ", Names.Select(n => "v." + n));

    public static readonly int Count = Names.Length;

    public static readonly string Insert =
        $"INSERT INTO versions ({string.Join(", ", Names)}) VALUES ({string.Join(", ", Names.Select(n => "@" + n))})";

    /// <summary>Writes a row anew, in its place.</summary>
    public static readonly string Update =
        $"UPDATE versions SET {string.Join(", ", Names.Select(n => $"{n} = @{n}"))} WHERE id = @id AND language = @language AND from_index = @from_index";

    public static (string, object?)[] Values(ArticleRow a) =>
    [
        ("@edition", a.Edition), ("@from_index", a.Entry), ("@until_index", a.Until), ("@change", a.Change),
        ("@id", Blob(a.Id)), ("@language", a.Language), ("@act", (int)a.Act), ("@revision", a.Revision),
        ("@time", Ms(a.ChangedAt)), ("@recorded", Ms(a.RecordedAt)), ("@state", (int)a.State),
        ("@digest", a.Digest?.ToBytes()), ("@notice", a.NoticeDigest?.ToBytes()), ("@kind", (int)a.Kind),
        ("@headline", a.Headline), ("@derived", a.HeadlineDerived), ("@summary", a.Summary), ("@address", a.Address),
        ("@former", Lines(a.FormerAddresses)), ("@sort", a.Sort), ("@date", a.Date?.ToString()),
        ("@first_site", a.FirstSite), ("@first_url", a.FirstUrl), ("@imported", a.Imported),
        ("@changed_there", a.ChangedOnFormerSite?.ToString()), ("@unchanged", a.Unchanged),
        ("@event_from", a.EventFrom?.ToString()), ("@event_to", a.EventTo?.ToString()), ("@place", a.Place),
        ("@speaker", a.Speaker), ("@source", a.SourceName), ("@reference", a.Reference), ("@lead", Picture(a.Lead)),
        ("@sections", Lines(a.Sections)), ("@tags", Lines(a.Tags)), ("@deadline", a.Deadline?.ToString()),
        ("@deadline_ends", Ms(a.DeadlineEnds)), ("@upcoming_ends", Ms(a.UpcomingEnds)), ("@pinned_ends", Ms(a.PinnedEnds)),
        ("@edition_kind", (int)a.EditionKind), ("@translated_language", a.TranslatedLanguage),
        ("@translated_digest", a.TranslatedDigest?.ToBytes()), ("@translated_outlet", a.TranslatedOutlet),
        ("@note", a.Note), ("@major", a.MajorCorrection),
    ];

    public static ArticleRow Read(SqliteDataReader r)
    {
        var i = 0;
        return new ArticleRow
        {
            Edition = r.GetInt64(i++),
            Entry = r.GetInt64(i++),
            Until = Long(r, i++),
            Change = r.GetInt64(i++),
            Id = new Guid((byte[])r[i++], bigEndian: true),
            Language = r.GetString(i++),
            Act = (Act)r.GetInt32(i++),
            Revision = r.GetInt32(i++),
            ChangedAt = Time(r.GetInt64(i++)),
            RecordedAt = Time(r.GetInt64(i++)),
            State = (ArticleState)r.GetInt32(i++),
            Digest = ADigest(r, i++),
            NoticeDigest = ADigest(r, i++),
            Kind = (ArticleKind)r.GetInt32(i++),
            Headline = r.GetString(i++),
            HeadlineDerived = r.GetBoolean(i++),
            Summary = Text(r, i++),
            Address = r.GetString(i++),
            FormerAddresses = Lines(r, i++),
            Sort = r.GetInt64(i++),
            Date = Partial(r, i++),
            FirstSite = Text(r, i++),
            FirstUrl = Text(r, i++),
            Imported = r.GetBoolean(i++),
            ChangedOnFormerSite = Partial(r, i++),
            Unchanged = r.GetBoolean(i++),
            EventFrom = Partial(r, i++),
            EventTo = Partial(r, i++),
            Place = Text(r, i++),
            Speaker = Text(r, i++),
            SourceName = Text(r, i++),
            Reference = Text(r, i++),
            Lead = Picture(r, i++),
            Sections = Lines(r, i++),
            Tags = Lines(r, i++),
            Deadline = Partial(r, i++),
            DeadlineEnds = Moment(r, i++),
            UpcomingEnds = Moment(r, i++),
            PinnedEnds = Moment(r, i++),
            EditionKind = (EditionKind)r.GetInt32(i++),
            TranslatedLanguage = Text(r, i++),
            TranslatedDigest = ADigest(r, i++),
            TranslatedOutlet = Text(r, i++),
            Note = Text(r, i++),
            MajorCorrection = r.GetBoolean(i),
        };
    }

    public static byte[] Blob(Guid id) => id.ToByteArray(bigEndian: true);

    public static long Ms(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    public static Digest? ADigest(SqliteDataReader r, int i) => r.IsDBNull(i) ? null : Digest.FromBytes((byte[])r[i]);

    private static long? Ms(DateTimeOffset? moment) => moment?.ToUnixTimeMilliseconds();

    private static DateTimeOffset? Moment(SqliteDataReader r, int i) => r.IsDBNull(i) ? null : Time(r.GetInt64(i));

    private static long? Long(SqliteDataReader r, int i) => r.IsDBNull(i) ? null : r.GetInt64(i);

    private static string? Text(SqliteDataReader r, int i) => r.IsDBNull(i) ? null : r.GetString(i);

    private static PartialDate? Partial(SqliteDataReader r, int i) => r.IsDBNull(i) ? null : PartialDate.Parse(r.GetString(i));

    // No section, tag or address holds a line break.
    private static string? Lines(IReadOnlyList<string> texts) => texts.Count == 0 ? null : string.Join('\n', texts);

    private static string[] Lines(SqliteDataReader r, int i) => r.IsDBNull(i) ? [] : r.GetString(i).Split('\n');

    private static string? Picture(Image? image)
    {
        if (image is null) return null;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (image.Source.File is { } file)
            {
                json.WriteString("id", file.Id);
                json.WriteString("name", file.Name);
                json.WriteString("type", file.Type);
                json.WriteNumber("size", file.Size);
                json.WriteString("sha256", file.Digest.Hex);
                if (file.Width is { } width) json.WriteNumber("width", width);
                if (file.Height is { } height) json.WriteNumber("height", height);
            }
            json.WriteString("url", image.Source.Url);
            json.WriteString("alt", image.Alt);
            json.WriteString("caption", image.Caption);
            json.WriteString("credit", image.Credit);
            json.WriteString("licence", image.Licence);
            if (image.Focal is { } focal)
            {
                json.WriteNumber("x", focal.X);
                json.WriteNumber("y", focal.Y);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Image? Picture(SqliteDataReader r, int i)
    {
        if (r.IsDBNull(i)) return null;
        using var json = JsonDocument.Parse(r.GetString(i));
        var o = json.RootElement;
        var file = o.TryGetProperty("id", out var id)
            ? new MediaFile(id.GetGuid(), Of("name")!, Of("type")!, o.GetProperty("size").GetInt64(), Digest.Parse(Of("sha256")!), Whole("width"), Whole("height"))
            : null;
        var focal = Whole("x") is { } x && Whole("y") is { } y ? new FocalPoint(x, y) : null;
        return new Image(new MediaSource(file, Of("url")), Of("alt"), Of("caption"), Of("credit"), Of("licence"), focal);

        string? Of(string name) => o.TryGetProperty(name, out var value) ? value.GetString() : null;
        int? Whole(string name) => o.TryGetProperty(name, out var value) ? value.GetInt32() : null;
    }
}

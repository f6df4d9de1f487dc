using System.Text.Json.Nodes;

namespace Acta.Record.Bodies;

/// <summary>A file of fixed bytes kept by Acta.</summary>
/// <param name="Id">Names these bytes for ever; other bytes get another id.</param>
/// <param name="Name">The file name shown and used in its address: <c>/media/{id}/{name}</c>.</param>
/// <param name="Type">The media type found by content, such as <c>image/jpeg</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Digest">SHA-256 of the bytes.</param>
/// <param name="Width">In pixels, for images.</param>
/// <param name="Height">In pixels, for images.</param>
public sealed record MediaFile(Guid Id, string Name, string Type, long Size, Digest Digest, int? Width = null, int? Height = null)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        o.Put("id", Id.ToString());
        o.Put("name", Name);
        o.Put("type", Type);
        o.Put("size", Size);
        o.Put("sha256", Digest.Hex);
        o.Put("width", Width);
        o.Put("height", Height);
        return o;
    }

    internal static MediaFile Read(Fields f) => new(
        f.Value("id", t => Guid.ParseExact(t, "D")) ?? throw new RecordFormatException(f.Path + ".id", "is missing"),
        f.RequiredText("name"),
        f.RequiredText("type"),
        f.Whole("size") ?? 0,
        f.Value("sha256", Digest.Parse) ?? throw new RecordFormatException(f.Path + ".sha256", "is missing"),
        (int?)f.Whole("width"),
        (int?)f.Whole("height"));
}

/// <summary>Where a picture, recording or attachment is: a file of ours, an address elsewhere, or stated with its address lost.</summary>
/// <param name="File">A file kept by Acta.</param>
/// <param name="Url">An address elsewhere, where there is no file of ours (or where the file came from).</param>
public sealed record MediaSource(MediaFile? File, string? Url)
{
    /// <summary>The source says that there is one, and its address is lost.</summary>
    public static MediaSource Missing { get; } = new(null, null);

    /// <summary>Whether it was stated and its address is lost.</summary>
    public bool IsMissing => File is null && Url is null;

    internal void Write(JsonObject o)
    {
        o.Put("file", File?.ToJson());
        o.Put("url", Url);
    }

    internal static MediaSource Read(Fields f) => new(f.Object("file", MediaFile.Read), f.Text("url"));
}

/// <summary>The part of a picture that must stay in sight when it is cropped.</summary>
/// <param name="X">Thousandths from the left edge, 0 to 1000.</param>
/// <param name="Y">Thousandths from the top edge, 0 to 1000.</param>
public sealed record FocalPoint(int X, int Y);

/// <summary>A picture with what a newsroom must say of it.</summary>
/// <param name="Source">Where it is.</param>
/// <param name="Alt">What it shows, for those who do not see it; null where it is decoration.</param>
/// <param name="Caption">Inline Markdown.</param>
/// <param name="Credit">Who made it, as it must be printed.</param>
/// <param name="Licence">Under which terms others may use it.</param>
/// <param name="Focal">What must stay in sight.</param>
public sealed record Image(MediaSource Source, string? Alt, string? Caption = null, string? Credit = null, string? Licence = null, FocalPoint? Focal = null)
{
    internal JsonNode ToJson()
    {
        var o = new JsonObject();
        Source.Write(o);
        o.Put("alt", Alt);
        o.Put("caption", Caption);
        o.Put("credit", Credit);
        o.Put("licence", Licence);
        if (Focal is not null) o["focal"] = new JsonObject { ["x"] = Focal.X, ["y"] = Focal.Y };
        return o;
    }

    internal static Image Read(Fields f) => new(
        MediaSource.Read(f),
        f.Text("alt"),
        f.Text("caption"),
        f.Text("credit"),
        f.Text("licence"),
        f.Object("focal", p => new FocalPoint(Thousandths(p, "x"), Thousandths(p, "y"))));

    private static int Thousandths(Fields f, string name) => f.Whole(name) is >= 0 and <= 1000 and var value
        ? (int)value
        : throw new RecordFormatException(f.Path + "." + name, "expected 0 to 1000");
}

/// <summary>A picture in the body.</summary>
/// <param name="Image">The picture.</param>
public sealed record ImageBlock(Image Image) : Block
{
    internal override string Kind => "image";
    internal override void Write(JsonObject o) => o.Put("image", Image.ToJson());
}

/// <summary>Several pictures shown together.</summary>
/// <param name="Images">In order.</param>
/// <param name="Caption">Inline Markdown, of all of them.</param>
public sealed record Gallery(IReadOnlyList<Image> Images, string? Caption = null) : Block
{
    internal override string Kind => "gallery";
    internal override void Write(JsonObject o)
    {
        o.Put("images", Images, i => i.ToJson());
        o.Put("caption", Caption);
    }
}

/// <summary>A file to take away.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Source">Where it is; its file tells type and size.</param>
/// <param name="Language">The language it is written in.</param>
public sealed record Attachment(string Title, MediaSource Source, string? Language = null) : Block
{
    internal override string Kind => "attachment";
    internal override void Write(JsonObject o)
    {
        o.Put("title", Title);
        Source.Write(o);
        o.Put("lang", Language);
    }
}

/// <summary>What is recorded.</summary>
public enum RecordingKind
{
    /// <summary>Sound and picture.</summary>
    Video,
    /// <summary>Sound alone.</summary>
    Audio,
}

/// <summary>A video or sound recording, or the statement that there was one whose address is lost.</summary>
/// <param name="Recorded">Video or audio.</param>
/// <param name="Source">Where it is.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Caption">Inline Markdown.</param>
/// <param name="Transcript">What is said in it.</param>
public sealed record Recording(RecordingKind Recorded, MediaSource Source, string? Title, string? Caption, IReadOnlyList<Block> Transcript) : Block
{
    internal override string Kind => Recorded == RecordingKind.Video ? "video" : "audio";
    internal override void Write(JsonObject o)
    {
        Source.Write(o);
        o.Put("title", Title);
        o.Put("caption", Caption);
        if (Transcript.Count > 0) o.Put("transcript", ListBlock.Json(Transcript));
    }
}

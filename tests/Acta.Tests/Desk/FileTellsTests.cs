using System.IO.Compression;
using System.Text;
using Acta.Media;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

/// <summary>
/// What files say of the people behind them. The letters are one text, <c>letter.fodt</c>, saved by LibreOffice in each form,
/// as an archive and locked.
/// </summary>
public class FileTellsTests
{
    private static readonly string Letters = Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Desk", "Letters");

    [Theory]
    [InlineData("letter.docx", "author: Ольга Писарева | changed-by: Deputy (draft) | changes: Second Hand | comments: Critical Reader | subject: Not for release | title: Draft letter to the Ministry")]
    [InlineData("letter.odt", "author: Ольга Писарева, Deputy (draft) | changes: Second Hand | comments: Critical Reader | subject: Not for release | title: Draft letter to the Ministry")]
    [InlineData("letter.pdf", "author: Ольга Писарева | comments:  | subject: Not for release | title: Draft letter to the Ministry")]
    [InlineData("archive.pdf", "author: Ольга Писарева | comments:  | subject: Not for release | title: Draft letter to the Ministry")]
    [InlineData("locked.pdf", "closed:  | comments: ")]
    [InlineData("letter.doc", "closed: ")]
    public void A_letter_tells_its_author_and_who_changed_and_commented_it(string name, string tells)
    {
        var path = Path.Combine(Letters, name);
        Assert.Equal(tells, Tells(FileType.Of(File.ReadAllBytes(path).AsSpan(0, 1024), name), path));
    }

    [Fact]
    public async Task The_page_of_a_file_tells_it_before_anything_is_public()
    {
        await using var office = await Office.Open();
        var file = await MediaTests.Upload(office.Author, File.ReadAllBytes(Path.Combine(Letters, "letter.docx")), "letter.docx");
        var page = (await office.Editor.Get($"/desk/media/{file.Id}")).Document.QuerySelector("section[aria-labelledby=tells]")!.TextContent;
        foreach (var words in new[] { "Author", "Ольга Писарева", "Deputy (draft)", "Tracked changes", "Second Hand", "Comments", "Critical Reader", "Inspect Document" }) Assert.Contains(words, page);
        var plain = await MediaTests.Upload(office.Author, "%PDF-1.7\nnothing"u8.ToArray(), "plain.pdf");
        Assert.Contains("Nothing was found", (await office.Editor.Get($"/desk/media/{plain.Id}")).Html);
        // The bytes are as they were sent.
        Assert.Equal(File.ReadAllBytes(Path.Combine(Letters, "letter.docx")), File.ReadAllBytes(MediaLibrary.PathOf(office.Site.Serving.Folder, file.Id)));
        // A file that came before anybody looked says so.
        using (var w = office.Site.Serving.Store.BeginWrite())
        {
            w.Execute("UPDATE media SET tells = NULL");
            w.Commit();
        }
        Assert.Contains("Nobody has looked yet", (await office.Editor.Get($"/desk/media/{file.Id}")).Html);
    }

    [Fact]
    public void A_pdf_that_packs_its_objects_tells_it_too_and_bookmarks_are_no_title()
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal)) zlib.Write("7 0 8 60 <</Title(The \\(real\\) title)/Author(\\101 Writer)/Producer(Maker)>> <</Count 2>>"u8);
        var file = new MemoryStream();
        file.Write("%PDF-1.7\n3 0 obj <</Title(A chapter)/Dest[1 0 R]>> endobj\n"u8);
        // Beyond the first window, as in a long report.
        file.Write(new byte[9 << 20]);
        var objects = packed.ToArray();
        file.Write(Encoding.ASCII.GetBytes($"\n5 0 obj\n<</Type/ObjStm/N 2/First 10/Filter/FlateDecode/Length {objects.Length}>>\nstream\r\n"));
        file.Write(objects);
        file.Write("\nendstream\nendobj\n%%EOF"u8);
        Assert.Equal("author: A Writer | title: The (real) title", Tells("application/pdf", file.ToArray()));
    }

    [Fact]
    public void A_packed_document_that_unpacks_to_far_too_much_is_not_unpacked()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var core = zip.CreateEntry("docProps/core.xml").Open()) core.Write("<a xmlns:dc='b'><dc:creator>Somebody</dc:creator></a>"u8);
            using (var sheet = zip.CreateEntry("xl/comments1.xml").Open()) sheet.Write("<comments><authors><author>A Reader</author></authors></comments>"u8);
            using var bomb = zip.CreateEntry("word/document.xml").Open();
            bomb.Write("<w>"u8);
            var zeros = Enumerable.Repeat((byte)' ', 1 << 20).ToArray();
            for (var i = 0; i < 300; i++) bomb.Write(zeros);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("author: Somebody | closed:  | comments: A Reader", Tells("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.ToArray()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 250 << 20);
    }

    [Theory]
    [InlineData("%PDF-1.7 /Author")]
    [InlineData("%PDF-1.7 <</Author(")]
    [InlineData("%PDF-1.7 <</Author<4")]
    [InlineData("%PDF-1.7 <</Author(\\")]
    [InlineData("%PDF-1.7 5 0 obj <</Type/ObjStm/Filter/FlateDecode>> stream\n no zlib endstream")]
    [InlineData("%PDF-1.7 <x:xmpmeta><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;</x:xmpmeta>")]
    public void A_broken_document_breaks_nothing(string content)
    {
        Tells("application/pdf", Encoding.Latin1.GetBytes(content));
        Assert.Equal("closed: ", Tells("application/vnd.oasis.opendocument.text", Encoding.Latin1.GetBytes(content)));
    }

    [Fact]
    public void A_film_with_a_track_beside_picture_and_sound_may_tell_where_it_was_made()
    {
        byte[] Film(string handler) => [.. Box("ftyp", "isom"u8.ToArray()), .. Box("moov", Box("trak", Box("mdia", Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(handler), .. new byte[13]])))), .. Box("mdat", new byte[100])];
        Assert.Equal("place: ", Tells("video/mp4", Film("meta")));
        Assert.Equal("", Tells("video/mp4", Film("vide")));
        Assert.Equal("place: ", Tells("video/webm", [0x1A, 0x45, 0xDF, 0xA3, .. "..RECORDING_LOCATION.."u8]));
        Assert.Equal("", Tells("video/webm", [0x1A, 0x45, 0xDF, 0xA3, .. "........"u8]));

        static byte[] Box(string name, byte[] content) => [0, 0, (byte)((content.Length + 8) >> 8), (byte)(content.Length + 8), .. Encoding.ASCII.GetBytes(name), .. content];
    }

    private static string Tells(string type, byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        File.WriteAllBytes(path, bytes);
        return Tells(type, path);
    }

    private static string Tells(string type, string path) => string.Join(" | ", FileTells.Of(type, path).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}: {string.Join(", ", t.Value)}"));
}

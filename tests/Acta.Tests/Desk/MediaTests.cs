using System.Text;
using System.Text.Json;
using Acta.Media;
using Acta.Record.Bodies;
using Acta.Tests.Access;
using NetVips;
using Image = NetVips.Image;

namespace Acta.Tests.Desk;

/// <summary>Files at the desk, from the upload to the readers and away again.</summary>
public class MediaTests
{
    [Fact]
    public async Task A_photograph_is_uploaded_chosen_and_published_and_nobody_saw_it_before()
    {
        await using var office = await Office.Open();
        var file = await Upload(office.Author, Photo(2000, 1500), "Встреча 1.jpg");
        Assert.Equal((2000, 1500, "image/jpeg"), (file.Width, file.Height, file.Type));
        var at = await office.Begin(office.Author, "A meeting took place", "They met.");
        await office.Write(office.Author, at, ("lead", file.Id.ToString()), ("lead-alt", "Two people at a table"), ("lead-focal", "300,400"));
        Assert.Equal(new FocalPoint(300, 400), office.Draft(at)!.Edition.Lead!.Focal);
        await Made(office);

        // The desk sees it, in all sizes; nobody else does, not even where it is known what to ask for.
        string[] addresses = [$"{file.Id}/{Uri.EscapeDataString(file.Name)}", .. Renditions.WidthsOf(file).SelectMany(w => Renditions.Formats, (w, f) => $"{file.Id}/w/{w}.{f}")];
        Assert.Equal(1 + 4 * 3, addresses.Length);
        using var stranger = office.Site.Visit();
        var types = new List<string>();
        foreach (var address in addresses)
        {
            Assert.Equal(404, (await stranger.Get("/media/" + address)).Status);
            Assert.Equal(302, (await stranger.Get("/desk/media/" + address)).Status);
            var own = await office.Editor.Get("/desk/media/" + address);
            Assert.Equal(200, own.Status);
            types.Add(own.Answer.Content.Headers.ContentType!.MediaType!);
            Assert.Equal("nosniff", own.Answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("sandbox", own.Answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.True(own.Answer.Headers.CacheControl!.NoStore);
        }
        Assert.Equal(4, types.Count(t => t == "image/avif"));
        Assert.Equal(4, types.Count(t => t == "image/webp"));

        // Who has a link to the preview sees the pictures of that page, and no others.
        var other = await Upload(office.Author, Photo(600, 400), "other.jpg");
        var made = await office.Author.Submit($"{at}/preview-links", $"{at}/preview-links", ("label", "The embassy"), ("days", "2"));
        var link = "/preview/" + made.Html.Split("/preview/").Select(p => p.Split('"', '<')[0]).First(t => t.Length == 48);
        var page = await stranger.Get(link);
        Assert.Contains($"{link}/media/{file.Id}/w/960.webp", page.Html);
        Assert.DoesNotContain("\"/media/", page.Html);
        Assert.DoesNotContain(", /media/", page.Html);
        foreach (var address in addresses) Assert.Equal(200, (await stranger.Get($"{link}/media/{address}")).Status);
        Assert.Equal(404, (await stranger.Get($"{link}/media/{other.Id}/other.jpg")).Status);
        Assert.Equal(206, (await stranger.Get($"{link}/media/{addresses[0]}", ("Range", "bytes=0-9"))).Status);

        Assert.Equal(303, (await Office.Step(office.Editor, at, "approve")).Status);
        Assert.Equal(303, (await office.Release(at)).Status);
        var published = await stranger.Get(await office.PublicAddress(at));
        var picture = published.Document.QuerySelector("figure picture")!;
        Assert.Equal(["image/avif", "image/webp"], picture.QuerySelectorAll("source").Select(s => s.GetAttribute("type")));
        foreach (var address in picture.QuerySelectorAll("[srcset]").SelectMany(s => s.GetAttribute("srcset")!.Split(", ")).Select(s => s.Split(' ')[0]))
        {
            var answer = await stranger.Get(address);
            Assert.Equal(200, answer.Status);
            Assert.Contains("immutable", answer.Answer.Headers.CacheControl!.ToString());
        }
        Assert.Null(office.Audit().Fault);
        Assert.Contains("A meeting took place", (await office.Author.Get($"/desk/media/{file.Id}")).Document.QuerySelector("ul.plain")!.TextContent);
        Assert.Contains("other.jpg", (await office.Author.Get("/desk/media?unused=yes")).Html);
        Assert.DoesNotContain(file.Id.ToString(), (await office.Author.Get("/desk/media?unused=yes")).Html);
    }

    [Fact]
    public async Task A_large_file_comes_in_parts_and_goes_on_after_a_broken_connection()
    {
        await using var office = await Office.Open();
        var file = new byte[3_000_000];
        new Random(4).NextBytes(file);
        "%PDF-1.7"u8.CopyTo(file);
        var token = (await office.Author.Get("/desk/media")).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        var begun = await office.Author.Post("/desk/media/uploads", [new("name", "report.pdf"), new("size", "3000000")], ("X-Form-Token", token), ("Accept", "application/json"));
        var at = JsonDocument.Parse(begun.Html).RootElement.GetProperty("upload").GetString()!;
        Assert.Equal(1_000_000, Number(await office.Author.Send(at, file[..1_000_000], ("Upload-Offset", "0")), "offset"));
        // The answer was lost: the same part again is refused, and it is told how far it has come.
        var again = await office.Author.Send(at, file[..1_000_000], ("Upload-Offset", "0"));
        Assert.Equal((409, 1_000_000), (again.Status, Number(again, "offset")));
        Assert.Equal("1000000", (await office.Author.Get(at)).Answer.Headers.GetValues("Upload-Offset").Single());
        Assert.Equal(404, (await office.Editor.Get(at)).Status);
        Assert.Equal(404, (await office.Editor.Send(at, file[1_000_000..], ("Upload-Offset", "1000000"))).Status);
        // More than was said is not taken.
        Assert.Equal(400, (await office.Author.Send(at, [.. file[1_000_000..], 1], ("Upload-Offset", "1000000"))).Status);
        var have = Number(await office.Author.Get(at), "offset");
        var done = await office.Author.Send(at, file[have..], ("Upload-Offset", have.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var id = JsonDocument.Parse(done.Html).RootElement.GetProperty("id").GetString()!;
        Assert.Equal(file, File.ReadAllBytes(MediaLibrary.PathOf(office.Site.Serving.Folder, Guid.Parse(id))));
        // Nothing of it waits any more. Who lost the last answer may ask for it again; nobody else may.
        Assert.EndsWith(".about", Assert.Single(Directory.GetFiles(Path.Combine(office.Site.Serving.Folder.MediaFolder, ".uploads"))), StringComparison.Ordinal);
        Assert.Equal(id, JsonDocument.Parse((await office.Author.Get(at)).Html).RootElement.GetProperty("id").GetString());
        Assert.Equal(404, (await office.Editor.Get(at)).Status);
    }

    [Fact]
    public async Task What_was_half_sent_is_gone_after_a_day()
    {
        await using var office = await Office.Open();
        var uploads = new Uploads(office.Site.Serving.Folder, office.Site.Serving.Library, office.Site.Time);
        var old = uploads.Begin("a.pdf", 10, Guid.Empty);
        Assert.NotNull(uploads.Find(old, Guid.Empty));
        office.Site.Time.Pass(TimeSpan.FromHours(25));
        var next = uploads.Begin("b.pdf", 10, Guid.Empty);
        Assert.Null(uploads.Find(old, Guid.Empty));
        Assert.NotNull(uploads.Find(next, Guid.Empty));
        Assert.Equal("upload.size", Assert.Throws<UploadRefused>(() => uploads.Begin("c.pdf", MediaLibrary.MaxBytes + 1, Guid.Empty)).Why);
    }

    [Fact]
    public async Task Where_a_photograph_was_taken_stays_nowhere_and_who_took_it_stays()
    {
        await using var office = await Office.Open();
        var photo = Photo(800, 600, image =>
        {
            image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "42/1 51/1 9/1 (42, 51, 9, Rational, 3 components, 24 bytes)");
            image.Set(GValue.GStrType, "exif-ifd0-Make", "SecretCamera");
            image.Set(GValue.GStrType, "exif-ifd0-Copyright", "Bishkek Press");
            image.Set(GValue.GIntType, "orientation", 6);
        });
        Assert.Contains("SecretCamera", Encoding.Latin1.GetString(photo));
        using (var before = Image.NewFromBuffer(photo)) Assert.Contains("exif-ifd3-GPSLatitude", before.GetFields());
        var file = await Upload(office.Author, photo, "a.jpg");
        // Upright, as it is shown.
        Assert.Equal((600, 800), (file.Width, file.Height));
        var path = MediaLibrary.PathOf(office.Site.Serving.Folder, file.Id);
        using (var after = Image.NewFromFile(path))
        {
            Assert.DoesNotContain(after.GetFields(), f => f.Contains("GPS", StringComparison.Ordinal) || f.Contains("Make", StringComparison.Ordinal));
            Assert.Equal(6, after.Get("orientation"));
            Assert.Contains("Bishkek Press", (string)after.Get("exif-ifd0-Copyright"));
            using var first = Image.NewFromBuffer(photo);
            Assert.Equal(0, (after - first).Abs().Max());
        }
        await Made(office);
        foreach (var stored in Directory.GetFiles(office.Site.Serving.Folder.MediaFolder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("SecretCamera", Encoding.Latin1.GetString(File.ReadAllBytes(stored)));
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    [InlineData("image/gif")]
    public void Every_kind_of_picture_loses_what_stands_behind_it_and_not_a_pixel(string type)
    {
        using var image = Image.NewFromBuffer(Photo(64, 48));
        var file = type switch { "image/png" => image.PngsaveBuffer(), "image/webp" => image.WebpsaveBuffer(lossless: true), _ => image.GifsaveBuffer() };
        var clean = CleanCopy.Of(type, [.. file, .. "<script>alert(1)</script>"u8])!;
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(clean));
        using var before = Image.NewFromBuffer(file);
        using var after = Image.NewFromBuffer(clean);
        Assert.Equal(0, (after - before).Abs().Max());
        Assert.Null(CleanCopy.Of("image/png", file[..20]));
    }

    [Theory]
    [InlineData("page.jpg", "<!DOCTYPE html><script>alert(1)</script>", "web page")]
    [InlineData("page.html", "\uFEFF  <HTML><body>", "web page")]
    [InlineData("page.txt", "text first\n<script>alert(1)</script>", "web page")]
    [InlineData("shell.php", "<?php system($_GET['c']);", "web page")]
    [InlineData("paper.pdf", "%PDF-1.7\n<script>alert(1)</script>", "web page")]
    [InlineData("two.pdf", "%PDF-1.7\nPK\u0005\u0006 and an archive", "archive")]
    [InlineData("run.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "drawing")]
    [InlineData("on.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "drawing")]
    [InlineData("out.svg", "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'><image x:href='http://evil.example/'/></svg>", "drawing")]
    [InlineData("dtd.svg", "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>", "drawing")]
    [InlineData("html.svg", "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>", "drawing")]
    [InlineData("bits.jpg", "\u0001\u0002\u0003\u0004\u0005", "kind")]
    [InlineData("empty.jpg", "", "empty")]
    public async Task A_file_that_is_not_what_it_says_is_refused_in_a_sentence(string name, string content, string why)
    {
        await using var office = await Office.Open();
        var answer = await office.Author.Send("/desk/media", Encoding.UTF8.GetBytes(content), ("X-File-Name", Uri.EscapeDataString(name)));
        Assert.Equal(400, answer.Status);
        Assert.Contains(why, JsonDocument.Parse(answer.Html).RootElement.GetProperty("refused").GetString());
        Assert.Contains("There is no such file", (await office.Author.Get("/desk/media")).Html);
    }

    [Fact]
    public async Task A_drawing_is_shown_in_pages_and_only_taken_away_when_opened()
    {
        await using var office = await Office.Open();
        var file = await Upload(office.Author, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9'/></svg>"u8.ToArray(), "emblem.svg");
        var answer = await office.Author.Get($"/desk/media/{file.Id}/emblem.svg");
        Assert.Equal("attachment", answer.Answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", answer.Answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("../../../acta.db")]
    [InlineData("..\\..\\keys\\log.key")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0b\r\nX: y.jpg")]
    public async Task The_name_of_a_file_is_a_name_and_no_path(string name)
    {
        await using var office = await Office.Open();
        var before = Directory.GetFiles(office.Site.DataPath).Order().ToList();
        var file = await Upload(office.Author, Photo(20, 20), name);
        Assert.DoesNotContain(file.Name, c => c is '/' or '\\' || char.IsControl(c));
        Assert.Equal(before, Directory.GetFiles(office.Site.DataPath).Order());
        Assert.Equal(200, (await office.Author.Get($"/desk/media/{file.Id}/{Uri.EscapeDataString(file.Name)}")).Status);
        foreach (var path in new[] { "../../../acta.db", "..%2F..%2Facta.db", "w/..%2F..%2Facta.db", "w/480.jpg%2F..%2F..%2Fx" })
            Assert.Equal(404, (await office.Author.Get($"/desk/media/{file.Id}/{path}")).Status);
    }

    [Fact]
    public async Task When_the_decoder_dies_the_server_goes_on_and_readers_get_the_picture_itself()
    {
        await using var office = await Office.Open();
        office.Site.Serving.Renditions.Program = ["/bin/sh", "-c", "kill -SEGV $$"];
        var file = await Upload(office.Author, Photo(1000, 700), "a.jpg");
        await Made(office);
        var answer = await office.Author.Get($"/desk/media/{file.Id}/w/480.webp");
        Assert.Equal((200, "image/jpeg"), (answer.Status, answer.Answer.Content.Headers.ContentType!.MediaType));
        var at = await office.Begin(office.Author, "It is shown all the same", "Text.");
        await office.Write(office.Author, at, ("lead", file.Id.ToString()), ("lead-alt", "A table"));
        await Office.Step(office.Editor, at, "approve");
        await office.Release(at);
        await office.Followed();
        using var reader = office.Site.Visit();
        var shown = await reader.Get($"/media/{file.Id}/w/480.webp");
        Assert.Equal((200, "image/jpeg"), (shown.Status, shown.Answer.Content.Headers.ContentType!.MediaType));
        Assert.DoesNotContain("immutable", shown.Answer.Headers.CacheControl!.ToString());
        Assert.Equal(404, (await reader.Get($"/media/{file.Id}/w/481.webp")).Status);
    }

    [Fact]
    public async Task A_picture_goes_with_the_article_that_is_deleted_its_renditions_too()
    {
        await using var office = await Office.Open();
        var file = await Upload(office.Author, Photo(1000, 700), "a.jpg");
        await Made(office);
        var at = await office.Begin(office.Author, "To be deleted", "Text.");
        await office.Write(office.Author, at, ("lead", file.Id.ToString()), ("lead-alt", "A table"));
        await Office.Step(office.Editor, at, "approve");
        await office.Release(at);
        await office.Followed();
        using var reader = office.Site.Visit();
        Assert.Equal(200, (await reader.Get($"/media/{file.Id}/w/480.webp")).Status);
        var folder = RenditionMaker.FolderOf(office.Site.Serving.Folder, file.Id);
        Assert.NotEmpty(Directory.GetFiles(folder));
        office.Site.Serving.Publisher.Publish([new Acta.Publication.Proposal { Act = Acta.Record.Act.Erase, Resource = Office.Id(at), Kind = "article", Language = "en", Document = new Acta.Record.Site.Erasure { Ground = Acta.Record.Words.Of(("en", "A court said so.")) } }], "test");
        await office.Followed();
        Assert.False(Directory.Exists(folder));
        foreach (var address in new[] { "a.jpg", "w/480.webp", "w/960.avif" }) Assert.Equal(404, (await reader.Get($"/media/{file.Id}/{address}")).Status);
        Assert.Equal(404, (await office.Author.Get($"/desk/media/{file.Id}/a.jpg")).Status);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task Another_file_in_its_place_begins_a_small_edit_of_each_text_that_uses_it()
    {
        await using var office = await Office.Open();
        var old = await Upload(office.Author, Photo(700, 500), "old.jpg");
        var at = await office.Begin(office.Author, "With a picture", "Text.");
        await office.Write(office.Author, at, ("lead", old.Id.ToString()), ("lead-alt", "A table"), ("lead-credit", "A. Photographer"));
        await Office.Step(office.Editor, at, "approve");
        await office.Release(at);
        await office.Followed();
        var draft = await office.Begin(office.Author, "In the making", "Text.");
        await office.Write(office.Author, draft, ("lead", old.Id.ToString()), ("lead-alt", "A table"));

        var answer = await office.Editor.SendFile($"/desk/media/{old.Id}/replace", Photo(900, 500), "new.jpg");
        Assert.Equal(303, answer.Status);
        var id = Guid.Parse(answer.Location!.Split('/', '?')[3]);
        foreach (var one in new[] { at, draft })
        {
            var changed = office.Draft(one)!;
            Assert.Equal((id, "A table", Acta.Desk.Articles.DraftState.Draft), (changed.Edition.Lead!.Source.File!.Id, changed.Edition.Lead.Alt, changed.State));
        }
        Assert.Equal("A. Photographer", office.Draft(at)!.Edition.Lead!.Credit);
        // Readers keep what they have until it is approved and released.
        using var reader = office.Site.Visit();
        Assert.Equal(200, (await reader.Get($"/media/{old.Id}/old.jpg")).Status);
        Assert.Equal(404, (await reader.Get($"/media/{id}/new.jpg")).Status);
        Assert.Equal(303, (await Office.Step(office.Publisher, at, "approve")).Status);
        Assert.Equal(303, (await office.Release(at)).Status);
        await office.Followed();
        Assert.Equal(200, (await reader.Get($"/media/{id}/new.jpg")).Status);
    }

    [Fact]
    public async Task A_picture_that_the_editor_uploads_into_a_text_is_a_file_of_the_library_and_its_use_is_shown()
    {
        await using var office = await Office.Open();
        var photo = Photo(700, 500);
        var got = JsonDocument.Parse((await office.Author.Send("/desk/media", photo, ("X-File-Name", "a.jpg"))).Html).RootElement;
        var kept = File.ReadAllBytes(MediaLibrary.PathOf(office.Site.Serving.Folder, got.GetProperty("id").GetGuid()));
        Assert.Equal((kept.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(kept))), (got.GetProperty("size").GetInt32(), got.GetProperty("sha256").GetString()));
        // What the editor's script makes of the answer, and sends as it saves.
        var document = "{\"document\":{\"type\":\"doc\",\"content\":[{\"type\":\"image\",\"attrs\":{\"alt\":\"A table\",\"file\":" + got.GetRawText() + "}}]}}";
        var markdown = JsonDocument.Parse((await office.Author.Send("/desk/editor/markdown", Encoding.UTF8.GetBytes(document))).Html).RootElement.GetProperty("markdown").GetString()!;
        var at = await office.Begin(office.Author, "With a picture inside", markdown);
        Assert.Equal(got.GetProperty("id").GetGuid(), Acta.Record.Rules.Files(office.Draft(at)!.Edition).Single().Id);
        Assert.Contains("With a picture inside", (await office.Author.Get($"/desk/media/{got.GetProperty("id").GetGuid()}")).Html);
        await Office.Step(office.Editor, at, "approve");
        Assert.Equal(303, (await office.Release(at)).Status);
        await office.Followed();
        using var reader = office.Site.Visit();
        Assert.Equal(200, (await reader.Get($"/media/{got.GetProperty("id").GetGuid()}/a.jpg")).Status);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_desk_that_asks_for_captions_and_credits_gets_them()
    {
        await using var office = await Office.Open();
        using (var w = office.Site.Serving.Store.BeginDeskWrite())
        {
            (Acta.Desk.Articles.DeskSettings.Read(w) with { Captions = true, Credits = true }).Write(w);
            w.Commit();
        }
        var file = await Upload(office.Author, Photo(700, 500), "a.jpg");
        var at = await office.Begin(office.Author, "With a picture", "Text.");
        await office.Write(office.Author, at, ("lead", file.Id.ToString()), ("lead-alt", "A table"));
        Assert.Contains("no caption", (await Office.Step(office.Editor, at, "approve")).Fault);
        await office.Write(office.Author, at, ("lead", file.Id.ToString()), ("lead-alt", "A table"), ("lead-caption", "At the table."));
        Assert.Contains("no credit", (await Office.Step(office.Editor, at, "approve")).Fault);
        await office.Write(office.Author, at, ("lead", file.Id.ToString()), ("lead-alt", "A table"), ("lead-caption", "At the table."), ("lead-credit", "A. Photographer"));
        Assert.Equal(303, (await Office.Step(office.Editor, at, "approve")).Status);
    }

    internal static async Task<MediaFile> Upload(Visitor who, byte[] file, string name)
    {
        var answer = await who.Send("/desk/media", file, ("X-File-Name", Uri.EscapeDataString(name)));
        Assert.True(answer.Status == 200, answer.Html);
        var json = JsonDocument.Parse(answer.Html).RootElement;
        int? Maybe(string n) => json.GetProperty(n).ValueKind == JsonValueKind.Number ? json.GetProperty(n).GetInt32() : null;
        return new MediaFile(json.GetProperty("id").GetGuid(), json.GetProperty("name").GetString()!, json.GetProperty("type").GetString()!, 0, default, Maybe("width"), Maybe("height"));
    }

    private static async Task Made(Office office)
    {
        for (var i = 0; i < 1200 && office.Site.Serving.Renditions.Waiting > 0; i++) await Task.Delay(50);
        Assert.Equal(0, office.Site.Serving.Renditions.Waiting);
    }

    private static int Number(Page page, string name) => JsonDocument.Parse(page.Html).RootElement.GetProperty(name).GetInt32();

    internal static byte[] Photo(int width, int height, Action<MutableImage>? with = null)
    {
        using var noise = Image.Gaussnoise(width, height, sigma: 20, mean: 120);
        using var grey = noise.Cast(Enums.BandFormat.Uchar);
        using var colours = grey.Bandjoin(grey, grey).Copy(interpretation: Enums.Interpretation.Srgb);
        using var image = with is null ? colours.CopyMemory() : colours.Mutate(with);
        return image.JpegsaveBuffer(q: 85);
    }
}

using Acta.Record;
using Acta.Record.Bodies;
using Acta.Tests.Access;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

/// <summary>What uses a file, told on its page, and kept from harm.</summary>
public class FileUseTests
{
    [Fact]
    public async Task The_emblem_is_a_use_of_its_file_and_is_replaced_by_a_publisher_like_any_other()
    {
        await using var office = await Office.Open();
        var old = await MediaTests.Upload(office.Author, MediaTests.Photo(300, 300), "emblem.jpg");
        Assert.Contains("Nothing uses it", await Uses(office.Publisher, old));
        Assert.Equal(303, (await Site(office.Publisher, ("emblem", old.Id.ToString()), ("do", "save"))).Status);
        Assert.Contains("The emblem of the site draft", await Uses(office.Author, old));
        Assert.DoesNotContain("emblem.jpg", (await office.Author.Get("/desk/media?unused=yes")).Html);
        Assert.Equal(303, (await Site(office.Publisher, ("emblem", old.Id.ToString()), ("do", "publish"))).Status);
        Assert.Contains("The emblem of the site public", await Uses(office.Author, old));
        Assert.Equal("/desk/site", (await office.Publisher.Get($"/desk/media/{old.Id}")).Document.QuerySelector("section[aria-labelledby=uses] a")!.GetAttribute("href"));
        Assert.Null((await office.Author.Get($"/desk/media/{old.Id}")).Document.QuerySelector("section[aria-labelledby=uses] a"));

        // An author may replace files, not the emblem: that is told, and stays.
        var answer = await office.Author.SendFile($"/desk/media/{old.Id}/replace", MediaTests.Photo(310, 310), "by author.jpg");
        Assert.EndsWith("said=replaced-in-part", answer.Location);
        Assert.Contains(old.Id.ToString(), (await office.Publisher.Get("/desk/site")).Html);

        answer = await office.Author.SendFile("/desk/media", MediaTests.Photo(320, 320), "new.jpg");
        var id = answer.Location!.Split('/', '?')[3];
        answer = await office.Publisher.Submit($"/desk/media/{old.Id}", $"/desk/media/{old.Id}/replace", ("by", id));
        Assert.Equal($"/desk/media/{id}?said=replaced", answer.Location);
        // It is in the making: readers keep what they have until it is published.
        await office.Followed();
        using var reader = office.Site.Visit();
        Assert.Contains(old.Id.ToString(), (await reader.Get("/en/")).Html);
        Assert.Equal(id, (await office.Publisher.Get("/desk/site")).Document.QuerySelector("#emblem option[selected]")!.GetAttribute("value"));
        Assert.Equal(303, (await Site(office.Publisher, ("do", "publish"))).Status);
        await office.Followed();
        Assert.Contains(id, (await reader.Get("/en/")).Html);
        Assert.Contains("The emblem of the site earlier version", await Uses(office.Publisher, old));

        // What is scheduled stays as it is, and that is told.
        var due = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(office.Site.Time.GetUtcNow().AddMinutes(30), "Asia/Bishkek").ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(303, (await Site(office.Publisher, ("emblem", old.Id.ToString()), ("do", "schedule"), ("due", due))).Status);
        Assert.Contains("The emblem of the site scheduled", await Uses(office.Publisher, old));
        Assert.EndsWith("said=replaced-in-part", (await office.Publisher.Submit($"/desk/media/{old.Id}", $"/desk/media/{old.Id}/replace", ("by", id))).Location);
        Assert.Contains("The emblem of the site scheduled", await Uses(office.Publisher, old));
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_portrait_in_the_register_is_a_use_that_stays_when_the_file_is_replaced_and_is_told()
    {
        await using var office = await Office.Open();
        var file = await MediaTests.Upload(office.Author, MediaTests.Photo(60, 40), "portrait.jpg");
        MediaFile whole;
        using (var reading = office.Site.Serving.Store.Read()) whole = Acta.Desk.Files.FileRows.Find(reading, file.Id)!;
        var person = Guid.NewGuid();
        var outcome = office.Site.Serving.Publisher.Publish([new Acta.Publication.Proposal { Act = Act.Publish, Resource = person, Kind = "person", Document = new Acta.Record.Register.Person { Id = person, Name = Words.Of(("en", "Jane Doe")), Portrait = new Image(new MediaSource(whole, null), "Jane Doe") } }], "test");
        Assert.IsType<Acta.Publication.PublishOutcome.Published>(outcome);
        Assert.Contains("The register: Jane Doe public", await Uses(office.Author, file));
        Assert.EndsWith("said=replaced-in-part", (await office.Author.SendFile($"/desk/media/{file.Id}/replace", MediaTests.Photo(70, 40), "new.jpg")).Location);
        Assert.Contains("The register: Jane Doe public", await Uses(office.Author, file));
        // Who may write records has them open with the new file.
        var answer = await office.Editor.SendFile($"/desk/media/{file.Id}/replace", MediaTests.Photo(80, 40), "newer.jpg");
        Assert.EndsWith("said=replaced", answer.Location);
        using var r = office.Site.Serving.Store.Read();
        var draft = Assert.IsType<Acta.Record.Register.Person>(Acta.Desk.Register.RecordDrafts.Find(r, person)!.Says);
        Assert.Equal(("newer.jpg", "Jane Doe"), (draft.Portrait!.Source.File!.Name, draft.Portrait.Alt));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_deletion_takes_no_file_that_the_site_or_a_text_in_the_making_uses(StoreKind kind)
    {
        await using var office = await Office.Open(kind);
        MediaFile[] files = [await Add("emblem"), await Add("planned"), await Add("draft"), await Add("own")];
        Assert.Equal(303, (await Site(office.Publisher, ("emblem", files[0].Id.ToString()), ("do", "publish"))).Status);
        Assert.Equal(303, (await Site(office.Publisher, ("emblem", files[1].Id.ToString()), ("do", "save"))).Status);
        var other = await office.Begin(office.Author, "In the making", "Text.");
        await office.Write(office.Author, other, ("lead", files[2].Id.ToString()), ("lead-alt", "A table"));

        var at = await office.Begin(office.Author, "To be deleted", string.Join("\n\n", files.Select(f => $"::: image\nfile: {Json(office, f)}\nalt: A table\n:::")));
        Assert.Equal(4, Rules.Files(office.Draft(at)!.Edition).Count());
        await Office.Step(office.Editor, at, "approve");
        Assert.Equal(303, (await office.Release(at)).Status);
        await office.Followed();
        // What will go is shown before.
        var shown = (await office.Publisher.Get($"{at}/erase")).Document.QuerySelector("main")!.TextContent;
        Assert.Contains("own.jpg", shown);
        Assert.DoesNotContain("emblem.jpg", shown);

        office.Site.Serving.Publisher.Publish([new Acta.Publication.Proposal { Act = Act.Erase, Resource = Office.Id(at), Kind = "article", Language = "en", Document = new Acta.Record.Site.Erasure { Ground = Words.Of(("en", "A court said so.")) } }], "test");
        await office.Followed();
        Assert.Equal([true, true, true, false], files.Select(f => File.Exists(Acta.Media.MediaLibrary.PathOf(office.Site.Serving.Folder, f.Id))));
        foreach (var (file, status) in files.Zip([200, 200, 200, 404])) Assert.Equal(status, (await office.Author.Get($"/desk/media/{file.Id}")).Status);
        Assert.Null(office.Audit().Fault);

        async Task<MediaFile> Add(string name) => await MediaTests.Upload(office.Author, MediaTests.Photo(60, 40), name + ".jpg");
    }

    private static async Task<Page> Site(Visitor who, params (string Name, string Value)[] changes) => await SiteTests.Change(who, await who.Get("/desk/site"), changes);

    private static async Task<string> Uses(Visitor who, MediaFile file) =>
        string.Join(' ', (await who.Get($"/desk/media/{file.Id}")).Document.QuerySelector("section[aria-labelledby=uses]")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Json(Office office, MediaFile file)
    {
        using var reading = office.Site.Serving.Store.Read();
        var kept = Acta.Desk.Files.FileRows.Find(reading, file.Id)!;
        return System.Text.Json.JsonSerializer.Serialize(new { id = kept.Id, name = kept.Name, type = kept.Type, size = kept.Size, sha256 = kept.Digest.Hex, width = kept.Width, height = kept.Height });
    }
}

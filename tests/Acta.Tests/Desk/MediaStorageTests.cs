using System.Collections.Concurrent;
using System.Text.Json;
using Acta.Desk.Articles;
using Acta.Media;

namespace Acta.Tests.Desk;

/// <summary>Files that lie in an object store, which is away, slow or torn when it likes.</summary>
public class MediaStorageTests
{
    public enum Fault
    {
        None,
        Away,
        Torn,
        SaidToBeKept,
        AnswerLost,
    }

    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];

    [Theory]
    [InlineData(Fault.Away)]
    [InlineData(Fault.Torn)]
    [InlineData(Fault.SaidToBeKept)]
    [InlineData(Fault.AnswerLost)]
    public async Task What_could_not_be_kept_is_told_in_a_sentence_and_taken_when_it_is_sent_again(Fault fault)
    {
        var objects = new ObjectStore();
        await using var office = await Office.Open(files: objects);
        objects.Fault = fault;
        var refused = await office.Author.Send("/desk/media", Pdf, ("X-File-Name", "report.pdf"));
        Assert.Equal(503, refused.Status);
        Assert.Contains("send it again", JsonDocument.Parse(refused.Html).RootElement.GetProperty("refused").GetString());
        objects.Fault = Fault.None;
        Assert.DoesNotContain("report.pdf", (await office.Author.Get("/desk/media")).Html);
        Assert.Empty(Directory.GetFiles(office.Site.Serving.Folder.MediaFolder, "*", SearchOption.AllDirectories));

        var id = Id(await office.Author.Send("/desk/media", Pdf, ("X-File-Name", "report.pdf")));
        Assert.Equal(Pdf, await (await office.Author.Get($"/desk/media/{id}/report.pdf")).Answer.Content.ReadAsByteArrayAsync());
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_file_that_came_in_parts_waits_whole_until_it_can_be_kept()
    {
        var objects = new ObjectStore();
        await using var office = await Office.Open(files: objects);
        var token = (await office.Author.Get("/desk/media")).Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        var begun = await office.Author.Post("/desk/media/uploads", [new("name", "report.pdf"), new("size", $"{Pdf.Length}")], ("X-Form-Token", token), ("Accept", "application/json"));
        var at = JsonDocument.Parse(begun.Html).RootElement.GetProperty("upload").GetString()!;
        await office.Author.Send(at, Pdf[..100_000], ("Upload-Offset", "0"));
        objects.Fault = Fault.Away;
        Assert.Equal(503, (await office.Author.Send(at, Pdf[100_000..], ("Upload-Offset", "100000"))).Status);
        Assert.Equal($"{Pdf.Length}", (await office.Author.Get(at)).Answer.Headers.GetValues("Upload-Offset").Single());
        objects.Fault = Fault.None;
        var id = Id(await office.Author.Send(at, [], ("Upload-Offset", $"{Pdf.Length}")));
        Assert.Equal(Pdf, objects.Held[id]);
        Assert.Equal(id, Id(await office.Author.Get(at)));
    }

    [Fact]
    public async Task A_release_whose_pictures_can_not_be_reached_brings_nothing_out_and_all_of_it_once_they_can()
    {
        var objects = new ObjectStore();
        await using var office = await Office.Open(files: objects);
        var (at, id) = await WithPicture(office);
        var before = office.Audit().Entries;
        using var reader = office.Site.Visit();
        foreach (var fault in new[] { Fault.Away, Fault.Torn })
        {
            objects.Fault = fault;
            var refused = await office.Release(at);
            Assert.Equal(409, refused.Status);
            Assert.Contains("Nothing went out", refused.Fault);
            objects.Fault = Fault.None;
            Assert.Equal((before, DraftState.Approved), (office.Audit().Entries, office.Draft(at)!.State));
            Assert.Equal(404, (await reader.Get($"/media/{id}/a.jpg")).Status);
        }

        Assert.Equal(303, (await office.Release(at)).Status);
        await office.Followed();
        var picture = await reader.Get($"/media/{id}/a.jpg");
        Assert.Equal(objects.Held[id], await picture.Answer.Content.ReadAsByteArrayAsync());
        var part = await reader.Get($"/media/{id}/a.jpg", ("Range", "bytes=1000-1999"));
        Assert.Equal(206, part.Status);
        Assert.Equal(objects.Held[id][1000..2000], await part.Answer.Content.ReadAsByteArrayAsync());
        for (var i = 0; i < 1200 && office.Site.Serving.Renditions.Waiting > 0; i++) await Task.Delay(50);
        Assert.Equal("image/webp", (await reader.Get($"/media/{id}/w/480.webp")).Answer.Content.Headers.ContentType!.MediaType);

        // The store goes away, and later breaks off: readers are told, and keep neither.
        objects.Fault = Fault.Away;
        var away = await reader.Get($"/media/{id}/a.jpg");
        Assert.Equal((503, true), (away.Status, away.Answer.Headers.CacheControl!.NoStore));
        Assert.Equal(200, (await reader.Get($"/media/{id}/w/480.webp")).Status);
        objects.Fault = Fault.Torn;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => reader.Get($"/media/{id}/a.jpg"));
        objects.Fault = Fault.None;
        Assert.Equal(200, (await reader.Get($"/media/{id}/a.jpg")).Status);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_planned_release_whose_pictures_can_not_be_reached_waits_for_a_person()
    {
        var objects = new ObjectStore();
        await using var office = await Office.Open(files: objects);
        await office.Site.Serving.StopSchedule();
        var (at, _) = await WithPicture(office);
        Assert.Equal(303, (await office.Release(at, ("when", "later"), ("due", ScheduleTests.Typed(office.Site.Time.GetUtcNow().AddHours(1))))).Status);
        office.Site.Time.Pass(TimeSpan.FromHours(1));
        objects.Fault = Fault.Away;
        office.Releasing.Tick();
        objects.Fault = Fault.None;
        Assert.Equal(DraftState.Scheduled, office.Draft(at)!.State);
        var page = await office.Publisher.Get(Office.Article(at));
        Assert.Contains("could not be reached where files are kept", page.Html);
        Assert.Equal(303, (await office.Publisher.Submit(page, Office.Article(at), Office.Article(at) + "/release/now")).Status);
        Assert.Equal(DraftState.Published, office.Draft(at)!.State);
    }

    [Fact]
    public async Task While_a_release_waits_for_a_slow_store_others_go_on_writing()
    {
        var objects = new ObjectStore();
        await using var office = await Office.Open(files: objects);
        var (at, _) = await WithPicture(office);
        var other = await office.Begin(office.Author, "Another", "Text.");
        using var gate = new ManualResetEventSlim();
        objects.Gate = gate;
        var release = Task.Run(() => office.Release(at));
        Assert.True(SpinWait.SpinUntil(() => objects.Waiting > 0, TimeSpan.FromSeconds(30)));
        Assert.Equal(303, (await office.Write(office.Author, other, ("headline", "Another, written meanwhile"))).Status);
        Assert.False(release.IsCompleted);
        objects.Gate = null;
        gate.Set();
        Assert.Equal(303, (await release).Status);
    }

    [Fact]
    public async Task A_deleted_file_that_could_not_be_destroyed_is_out_of_reach_at_once_and_destroyed_later()
    {
        var objects = new ObjectStore();
        await using var office = await Office.Open(files: objects);
        var (at, id) = await WithPicture(office);
        await office.Release(at);
        await office.Followed();
        objects.Fault = Fault.Away;
        office.Site.Serving.Publisher.Publish([new Acta.Publication.Proposal { Act = Acta.Record.Act.Erase, Resource = Office.Id(at), Kind = "article", Language = "en", Document = new Acta.Record.Site.Erasure { Ground = Acta.Record.Words.Of(("en", "A court said so.")) } }], "test");
        await office.Followed();
        objects.Fault = Fault.None;
        using var reader = office.Site.Visit();
        Assert.Equal(404, (await reader.Get($"/media/{id}/a.jpg")).Status);
        Assert.Equal(404, (await office.Author.Get($"/desk/media/{id}/a.jpg")).Status);
        Assert.NotNull(office.Audit().Fault);
        office.Site.Serving.Library.RemoveErased();
        Assert.Empty(objects.Held);
        Assert.Null(office.Audit().Fault);
    }

    private static async Task<(string At, Guid Id)> WithPicture(Office office)
    {
        var id = Id(await office.Author.Send("/desk/media", MediaTests.Photo(900, 600), ("X-File-Name", "a.jpg")));
        var at = await office.Begin(office.Author, "With a picture", "Text.");
        await office.Write(office.Author, at, ("lead", id.ToString()), ("lead-alt", "A table"));
        Assert.Equal(303, (await Office.Step(office.Editor, at, "approve")).Status);
        return (at, id);
    }

    private static Guid Id(Access.Page page)
    {
        Assert.True(page.Status == 200, page.Html);
        return JsonDocument.Parse(page.Html).RootElement.GetProperty("id").GetGuid();
    }

    private sealed class ObjectStore : IMediaStorage
    {
        private int _waiting;

        public ConcurrentDictionary<Guid, byte[]> Held { get; } = new();

        public Fault Fault { get; set; }

        /// <summary>Calls wait for it.</summary>
        public ManualResetEventSlim? Gate { get; set; }

        public int Waiting => Volatile.Read(ref _waiting);

        public void Put(Guid id, string path)
        {
            Reach();
            var bytes = File.ReadAllBytes(path);
            Held[id] = Fault is Fault.Torn or Fault.SaidToBeKept ? bytes[..(bytes.Length / 2)] : bytes;
            if (Fault is Fault.Torn or Fault.AnswerLost) throw new IOException("the connection broke");
        }

        public long? Length(Guid id)
        {
            Reach();
            return Held.TryGetValue(id, out var bytes) ? Fault == Fault.Torn ? bytes.Length / 2 : bytes.Length : null;
        }

        public Stream Open(Guid id, long from, long count)
        {
            Reach();
            return new MemoryStream(Held[id], (int)from, (int)(Fault == Fault.Torn ? count / 2 : count));
        }

        public string? PathOf(Guid id) => null;

        public void Delete(Guid id)
        {
            Reach();
            Held.TryRemove(id, out _);
        }

        private void Reach()
        {
            Interlocked.Increment(ref _waiting);
            Gate?.Wait();
            Interlocked.Decrement(ref _waiting);
            if (Fault == Fault.Away) throw new IOException("no route to the object store");
        }
    }
}

using Acta.Desk.Articles;
using Acta.Record;
using Acta.Tests.Access;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

public sealed class ScheduleOnSqliteTests() : ScheduleTests(StoreKind.Sqlite);

public sealed class ScheduleOnPostgresTests() : ScheduleTests(StoreKind.Postgres);

/// <summary>Texts that go out at a set moment: then, once, and not when nobody would expect it any more.</summary>
public abstract class ScheduleTests(StoreKind kind)
{
    [Fact]
    public async Task What_is_scheduled_goes_out_at_its_moment_and_not_before()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("At ten sharp", "Text.");
        var due = office.Site.Time.GetUtcNow().AddHours(2);
        Assert.Equal(303, (await Schedule(office, at, due)).Status);
        Assert.Contains("Goes out", (await office.Publisher.Get(Office.Article(at))).Html);
        // It can't be changed, thrown away or released twice meanwhile.
        Assert.Equal("Nothing to release", (await office.Publisher.Get(Office.Article(at) + "/release")).Title);
        Assert.NotNull(office.Releasing.Tick());
        Assert.Equal(DraftState.Scheduled, office.Draft(at)!.State);
        office.Site.Time.Pass(due - office.Site.Time.GetUtcNow());
        await Until(() => office.Draft(at)!.State == DraftState.Published);
        Assert.Equal(2, Size(office));
        Assert.Contains("The schedule", (await office.Publisher.Get(Office.Article(at))).Html);
    }

    [Fact]
    public async Task What_is_too_late_waits_for_a_person_and_says_so()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Missed hour", "Text.");
        await Schedule(office, at, office.Site.Time.GetUtcNow().AddHours(2));
        office.Site.Time.Pass(TimeSpan.FromHours(3));
        office.Releasing.Tick();
        Assert.Equal(1, Size(office));
        var page = await office.Publisher.Get(Office.Article(at));
        Assert.Contains("its time passed while no server was running", page.Html);
        Assert.Contains("Missed hour", (await office.Publisher.Get("/desk/articles?show=waiting")).Html);
        var now = await office.Publisher.Submit(page, Office.Article(at), Office.Article(at) + "/release/now");
        Assert.Equal(303, now.Status);
        Assert.Equal(DraftState.Published, office.Draft(at)!.State);
    }

    [Fact]
    public async Task What_is_under_embargo_goes_out_after_it_or_by_an_override_that_is_marked()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Under embargo", "Text.");
        var article = Office.Article(at);
        var until = office.Site.Time.GetUtcNow().AddHours(5);
        Assert.Contains("This time is past", (await Embargo(office, office.Author, at, office.Site.Time.GetUtcNow().AddHours(-1))).Fault);
        Assert.Equal(303, (await Embargo(office, office.Author, at, until)).Status);
        Assert.Contains("EMBARGOED UNTIL", (await office.Author.Get(at + "/preview")).Html);
        Assert.Contains("under embargo", (await office.Release(at)).Fault);
        Assert.Contains("under embargo", (await Schedule(office, at, until.AddMinutes(-1))).Fault);
        // Who only writes may ask for more silence, not for less.
        Assert.Equal(403, (await Embargo(office, office.Author, at, until.AddHours(-1))).Status);
        Assert.Equal(303, (await Embargo(office, office.Author, at, until.AddHours(1))).Status);
        Assert.Equal(303, (await Embargo(office, office.Editor, at, until)).Status);
        Assert.Equal(303, (await Schedule(office, at, until)).Status);
        Assert.Equal(303, (await office.Publisher.Submit(article, article + "/release/take-back")).Status);
        Assert.Equal(1, Size(office));
        Assert.Equal(303, (await office.Release(at, ("when", "now"), ("override", "yes"))).Status);
        Assert.Equal(2, Size(office));
        Assert.Contains("before its embargo ended", (await office.Publisher.Get(article)).Html);
        Assert.DoesNotContain("EMBARGOED", (await office.Author.Get(at + "/preview")).Html);
    }

    [Fact]
    public async Task An_embargo_set_after_the_release_was_planned_holds_it()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Held back", "Text.");
        var due = office.Site.Time.GetUtcNow().AddHours(1);
        await Schedule(office, at, due);
        Assert.Equal(303, (await Embargo(office, office.Editor, at, due.AddHours(1))).Status);
        office.Site.Time.Pass(due - office.Site.Time.GetUtcNow());
        office.Releasing.Tick();
        Assert.Equal(1, Size(office));
        var page = await office.Publisher.Get(Office.Article(at));
        Assert.Contains("an embargo was set that ends later", page.Html);
        Assert.Contains("under embargo", (await office.Publisher.Submit(page, Office.Article(at), Office.Article(at) + "/release/now")).Fault);
        Assert.Equal(303, (await office.Editor.Submit(Office.Article(at), Office.Article(at) + "/embargo", ("lift", "yes"))).Status);
        Assert.Equal(303, (await office.Publisher.Submit(Office.Article(at), Office.Article(at) + "/release/now")).Status);
        Assert.Equal(2, Size(office));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_brings_nothing_out_early_or_twice_and_the_record_goes_on()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Ten minutes", "Text.");
        var next = await office.Approved("After that", "Text.");
        await Schedule(office, at, office.Site.Time.GetUtcNow().AddMinutes(10));
        office.Site.Time.Pass(TimeSpan.FromMinutes(-60));
        office.Releasing.Tick();
        Assert.Equal(1, Size(office));
        office.Site.Time.Pass(TimeSpan.FromMinutes(70));
        office.Releasing.Tick();
        Assert.Equal(2, Size(office));
        office.Site.Time.Pass(TimeSpan.FromMinutes(-120));
        office.Releasing.Tick();
        Assert.Equal(2, Size(office));
        // Times in the record are for ever: what would go before the last entry waits until the clock is right.
        Assert.Contains("before the last entry", (await office.Release(next)).Fault);
        office.Site.Time.Pass(TimeSpan.FromMinutes(130));
        Assert.Equal(303, (await office.Release(next)).Status);
        Assert.Equal(3, Size(office));
        await office.Followed();
        Assert.Null(office.Audit().Fault);
        using var reader = office.Site.Visit();
        Assert.Equal(200, (await reader.Get(await office.PublicAddress(next))).Status);
    }

    [Fact]
    public async Task A_release_taken_back_leaves_the_texts_approved_and_never_goes_out()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Not today", "Text.");
        await Schedule(office, at, office.Site.Time.GetUtcNow().AddMinutes(10));
        var article = Office.Article(at);
        Assert.Equal(303, (await office.Publisher.Submit(article, article + "/release/take-back")).Status);
        Assert.Equal(DraftState.Approved, office.Draft(at)!.State);
        office.Site.Time.Pass(TimeSpan.FromMinutes(11));
        office.Releasing.Tick();
        Assert.Equal(1, Size(office));
    }

    [Fact]
    public async Task A_release_that_is_refused_at_its_moment_is_held_and_the_reason_stands_on_the_page()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("Same address", "Text.");
        await Schedule(office, at, office.Site.Time.GetUtcNow().AddMinutes(10));
        // Meanwhile another text takes the address it would have had.
        var other = await office.Approved("Same address", "Another.");
        await office.Release(other);
        office.Site.Time.Pass(TimeSpan.FromMinutes(10));
        office.Releasing.Tick();
        Assert.Equal(2, Size(office));
        Assert.Contains("another article", (await office.Publisher.Get(Office.Article(at))).Html);
        Assert.Equal(DraftState.Scheduled, office.Draft(at)!.State);
    }

    [Fact]
    public async Task Servers_that_race_for_a_release_bring_it_out_exactly_once()
    {
        await using var office = await Office.Open(kind);
        var staff = office.Site.Need<Acta.Access.People>().Find("publisher@example.org")!;
        var drafts = new Drafts(office.Site.Serving.Store, office.Site.Time);
        // Two servers on one database beside the one that runs here, which looks as well: nothing is shared but what is stored.
        using var one = new Node(office);
        using var two = new Node(office);
        using var start = new Barrier(4);
        var rounds = TestLength.Of(15, 1000);
        for (var round = 0; round < rounds; round++)
        {
            var edition = World.World.BridgeIn("en") with { Id = Guid.NewGuid(), Slug = "race-" + round };
            var draft = drafts.Create(edition, null, staff, null);
            Assert.IsType<DraftOutcome.Done>(drafts.Move(draft.Id, "en", draft.Digest, Step.Approve, staff, null));
            var due = office.Site.Time.GetUtcNow().AddSeconds(30);
            Assert.IsType<ReleaseOutcome.Planned>(office.Releasing.Schedule([new ReleaseItem(draft.Id, "en", draft.Digest)], due, staff, null));
            office.Site.Time.Pass(TimeSpan.FromSeconds(31));
            await Task.WhenAll(new[] { one, two, one, two }.Select(node => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                node.Releasing.Tick();
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            // One of them has it; whoever else began on it has committed nothing.
            Assert.Equal(2 + round, Size(office));
            Assert.Equal(DraftState.Published, drafts.Find(draft.Id, "en")!.State);
        }
        using (var r = office.Site.Serving.Store.Read())
            Assert.Equal(((long)rounds, (long)rounds), (r.Scalar<long>("SELECT COUNT(*) FROM releases WHERE state = 'done'"), r.Scalar<long>("SELECT COUNT(*) FROM audit WHERE act = 'draft-release'")));
        Assert.Null(office.Audit().Fault);
    }

    /// <summary>Another server's way to the same store: its own connections, its own publisher.</summary>
    private sealed class Node : IDisposable
    {
        private readonly Acta.Store.MainStore _store;
        private readonly Acta.Following.ViewsDb _views;

        public Node(Office office)
        {
            var folder = office.Site.Serving.Folder;
            _store = Acta.Store.MainStore.Open(folder);
            _views = new(folder.ViewsFile(Acta.Views.Fold.Version), office.Site.Time);
            var key = Acta.Store.LogKey.Read(folder);
            Releasing = new(_store, _views, new(_store, key, new(Acta.Store.LogKey.MemoryName(key.Verifier)), office.Site.Time), office.Site.Time);
        }

        public Releasing Releasing { get; }

        public void Dispose()
        {
            _views.Dispose();
            _store.Dispose();
        }
    }

    private static Task<Page> Schedule(Office office, string at, DateTimeOffset due) => office.Release(at, ("when", "later"), ("due", Typed(due)));

    private static Task<Page> Embargo(Office office, Visitor who, string at, DateTimeOffset until) => who.Submit(Office.Article(at), Office.Article(at) + "/embargo", ("due", Typed(until)));

    internal static string Typed(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTimeBySystemTimeZoneId(moment, "Asia/Bishkek").ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task Until(Func<bool> done)
    {
        for (var i = 0; i < 500 && !done(); i++) await Task.Delay(20);
        Assert.True(done());
    }

    private static long Size(Office office)
    {
        using var r = office.Site.Serving.Store.Read();
        return r.Head()!.Size;
    }
}

/// <summary>Hours as people type them, around the days when clocks are changed.</summary>
public class OrgTimeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void An_hour_that_happens_twice_asks_which_and_the_first_is_summer_time()
    {
        var twice = Assert.IsType<LocalMoment.Twice>(OrgTime.Moment("2026-10-25T02:30", Berlin, null));
        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.FromHours(1)), (twice.First.Offset, twice.Second.Offset));
        Assert.Equal(TimeSpan.FromHours(1), twice.Second - twice.First);
        Assert.Equal(twice.First, Assert.IsType<LocalMoment.Found>(OrgTime.Moment("2026-10-25T02:30", Berlin, false)).At);
        Assert.Equal(twice.Second, Assert.IsType<LocalMoment.Found>(OrgTime.Moment("2026-10-25T02:30", Berlin, true)).At);
    }

    [Fact]
    public void An_hour_that_does_not_happen_names_the_next_minute_there_is() =>
        Assert.Equal(DateTimeOffset.Parse("2026-03-29T03:00+02:00", System.Globalization.CultureInfo.InvariantCulture), Assert.IsType<LocalMoment.Skipped>(OrgTime.Moment("2026-03-29T02:30", Berlin, null)).Next);

    [Theory]
    [InlineData("2028-02-29T10:00", true)]
    [InlineData("2027-02-29T10:00", false)]
    [InlineData("29.2.2028 9:05", true)]
    [InlineData("tomorrow", false)]
    [InlineData("", false)]
    public void Only_days_there_are_can_be_typed(string text, bool real) => Assert.Equal(real, OrgTime.Moment(text, Berlin, null) is LocalMoment.Found);

    [Fact]
    public void A_date_is_typed_as_exactly_as_it_is_known_and_read_back_the_same()
    {
        foreach (var text in new[] { "2026", "2026-11", "2026-11-26", "2026-11-26 10:00", "2026-07-01 10:00" })
        {
            Assert.True(OrgTime.TryPartial(text, Berlin, out var date));
            Assert.Equal(text, OrgTime.Typed(date, Berlin));
        }
    }

    [Fact]
    public void An_hour_that_a_change_of_clocks_skips_or_doubles_is_no_date_and_the_sentence_says_what_to_write()
    {
        var words = Acta.Desk.DeskWords.For("en");
        Assert.False(OrgTime.TryPartial("2026-03-29 02:30", Berlin, out _));
        Assert.Equal("There is no 02:30 on this day in Europe/Berlin: clocks are put forward over it. Write the hour before it (01:30) or after it (2026-03-29 03:00).", OrgTime.Fault("2026-03-29 02:30", Berlin, words, "rf.date.wrong"));
        Assert.False(OrgTime.TryPartial("25.10.2026 2:30", Berlin, out _));
        Assert.Equal("In Europe/Berlin, 02:30 happens twice on this day, because clocks are put back. Write 2026-10-25T02:30+02:00 for the first time, 2026-10-25T02:30+01:00 for the second.", OrgTime.Fault("25.10.2026 2:30", Berlin, words, "rf.date.wrong"));
        Assert.Equal(words["rf.date.wrong"], OrgTime.Fault("someday", Berlin, words, "rf.date.wrong"));
        // What was chosen stays chosen when the form is opened and saved again.
        foreach (var chosen in new[] { "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00" })
        {
            Assert.True(OrgTime.TryPartial(chosen, Berlin, out var date));
            Assert.Equal(chosen, OrgTime.Typed(date, Berlin));
        }
    }
}

using Acta.Record;
using Acta.Record.News;
using Acta.Views.News;

namespace Acta.Tests.Views;

public sealed class NewsViewTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 6, 30, 4, 0, 0, TimeSpan.Zero);

    private readonly PaperLog _log = new(Start);
    private readonly FoldedViews _views = new();

    public NewsViewTests() => _log.Settings(World.World.Settings());

    public void Dispose() => _views.Dispose();

    [Fact]
    public void I_find_an_article_at_its_address_in_each_language()
    {
        foreach (var language in (string[])["en", "ru", "ar"]) _log.Publish(World.World.BridgeIn(language));
        _views.Follow(_log);

        var found = _views.Ask(q => (Resolution.Found)q.Resolve("ru", "news/2025/06/30/0001-ru"));
        Assert.Equal("Мост через реку открыт", found.Row.Headline);
        var full = _views.Ask(q => q.Article(found.Row))!;
        Assert.Equal(["ar", "en", "ru"], full.Languages.Select(l => l.Row.Language));
        Assert.False(full.Behind);
        Assert.IsType<Resolution.None>(_views.Ask(q => q.Resolve("en", "news/2025/06/30/0001-ru")));
    }

    [Fact]
    public void The_four_times_are_apart()
    {
        _log.Publish(World.World.InterviewOf2019());
        _log.Now += TimeSpan.FromDays(1);
        _log.Publish(World.World.BridgeIn("en"));
        _log.Now += TimeSpan.FromDays(1);
        _log.Publish(World.World.BridgeIn("en") with { Headline = "Bridge opened" });
        _views.Follow(_log);

        var interview = _views.Ask(q => q.Current(World.World.Interview, "en"))!;
        Assert.Equal("2019-12-25", interview.Date.ToString());
        Assert.Equal("the former site", interview.FirstSite);
        Assert.Equal(Start, interview.RecordedAt);
        Assert.Equal(new DateTimeOffset(2019, 12, 25, 0, 0, 0, TimeSpan.Zero), interview.PublicChange);
        var bridge = _views.Ask(q => q.Current(World.World.Bridge, "en"))!;
        Assert.Equal("2025-06-30", bridge.EventFrom.ToString());
        Assert.Equal("2025-07-01T10:00:00+06:00", bridge.Date.ToString());
        Assert.Equal(Start.AddDays(1), bridge.RecordedAt);
        Assert.Equal(Start.AddDays(2), bridge.PublicChange);
        Assert.False(bridge.Unchanged);
    }

    [Fact]
    public void Moved_to_another_section_the_text_is_still_unchanged()
    {
        _log.Publish(World.World.BridgeIn("en"));
        _log.Publish(World.World.BridgeIn("en") with { Sections = ["water"] });
        _views.Follow(_log);
        var row = _views.Ask(q => q.Current(World.World.Bridge, "en"))!;
        Assert.True(row.Unchanged);
        Assert.Equal(2, row.Revision);
        Assert.Empty(_views.Ask(q => q.Newest(ListKey.Section("en", "news"), 10)));
        Assert.Single(_views.Ask(q => q.Newest(ListKey.Section("en", "water"), 10)));
    }

    [Fact]
    public void A_translation_is_behind_once_its_original_changes_and_not_after_it_follows()
    {
        _log.Publish(World.World.BridgeIn("en"));
        Edition Translation(int of) => World.World.BridgeIn("ru") with { TranslationOf = new TranslatedFrom("en", _log.DigestOf(World.World.Bridge, "en", of)) };
        _log.Publish(Translation(0));
        _views.Follow(_log);
        bool Behind() => _views.Ask(q => q.Article(World.World.Bridge, "ru"))!.Behind;
        Assert.False(Behind());
        _log.Publish(World.World.BridgeIn("en") with { Headline = "Bridge opened" });
        _views.Follow(_log);
        Assert.True(Behind());
        _log.Publish(Translation(1));
        _views.Follow(_log);
        Assert.False(Behind());
    }

    [Fact]
    public void A_withdrawn_article_answers_with_its_notice_and_comes_back()
    {
        _log.Publish(World.World.StatementIn("en"));
        _log.Withdraw(World.World.Statement, "en", World.World.NoLonger("Published by mistake."));
        _views.Follow(_log);
        const string path = "news/2025/06/30/0002-en";
        var gone = (Resolution.Gone)_views.Ask(q => q.Resolve("en", path));
        Assert.Equal(ArticleState.Withdrawn, gone.Row!.State);
        Assert.Equal("Published by mistake.", gone.Notice!.Reason["en"]);
        Assert.Empty(_views.Ask(q => q.Newest(ListKey.All("en"), 10)));
        Assert.IsType<DocumentAnswer.Withheld>(_views.Ask(q => q.Document(_log.DigestOf(World.World.Statement, "en"))));
        Assert.All(_views.Ask(q => q.Revisions(World.World.Statement, "en")), v => Assert.False(v.Served));

        _log.Restore(World.World.Statement, "en", World.World.NoLonger("It was right."));
        _views.Follow(_log);
        Assert.IsType<Resolution.Found>(_views.Ask(q => q.Resolve("en", path)));
        Assert.Single(_views.Ask(q => q.Newest(ListKey.All("en"), 10)));
    }

    [Fact]
    public void A_retired_article_stays_readable_with_its_notice()
    {
        _log.Publish(World.World.StatementIn("en"));
        _log.Retire(World.World.Statement, "en", World.World.NoLonger("Superseded."));
        _views.Follow(_log);
        var article = _views.Ask(q => q.Article(World.World.Statement, "en"))!;
        Assert.Equal(ArticleState.Retired, article.Row.State);
        Assert.Equal("Superseded.", article.Notice!.Reason["en"]);
        Assert.True(article.Row.Unchanged);
    }

    [Fact]
    public void A_new_address_leaves_a_redirect_and_so_does_the_former_site()
    {
        _log.Publish(World.World.InterviewOf2019() with { Address = "news/2019/12/25/first" });
        _log.Publish(World.World.InterviewOf2019() with { Address = "news/2019/12/25/second" });
        _views.Follow(_log);
        Assert.Equal(new Resolution.Moved("en", "news/2019/12/25/second"), _views.Ask(q => q.Resolve("en", "news/2019/12/25/first")));
        Assert.Equal(new Resolution.Moved("en", "news/2019/12/25/second"), _views.Ask(q => q.ResolveFormer("/?p=41")));
    }

    [Fact]
    public void An_advisory_is_upcoming_until_its_deadline_and_the_answer_expires_then()
    {
        _log.Publish(World.World.AdvisoryUntil("2025-07-02"));
        _views.Follow(_log);
        using (var reading = _views.Db.Read())
        {
            Assert.Single(new NewsQueries(reading).Upcoming("en"));
            // The end of 2 July in Bishkek.
            Assert.Equal(new DateTimeOffset(2025, 7, 2, 18, 0, 0, TimeSpan.Zero), reading.Expires);
        }
        _views.Now = new DateTimeOffset(2025, 7, 2, 18, 0, 0, TimeSpan.Zero);
        Assert.Empty(_views.Ask(q => q.Upcoming("en")));
    }

    [Fact]
    public void Pages_of_the_archive_number_from_the_oldest_and_keep_their_articles()
    {
        for (var i = 0; i < 50; i++)
        {
            var edition = World.World.Article(Guid.NewGuid(), "en", $"Item {i}", "Text.");
            _log.Publish(edition with { FirstPublished = new FirstPublication(PartialDate.Parse($"20{10 + (i / 12)}-{1 + (i % 12):00}-15")) });
        }
        _views.Follow(_log);
        string[] Headlines(int? page, int? year = null) => [.. _views.Ask(q => q.Page(ListKey.All("en"), page, year))!.Items.Select(a => a.Headline)];
        Assert.Equal([.. Enumerable.Range(0, 20).Reverse().Select(i => $"Item {i}")], Headlines(1));
        Assert.Equal([.. Enumerable.Range(20, 20).Reverse().Select(i => $"Item {i}")], Headlines(2));
        Assert.Equal([.. Enumerable.Range(40, 10).Reverse().Select(i => $"Item {i}")], Headlines(3));
        Assert.Equal([.. Enumerable.Range(30, 20).Reverse().Select(i => $"Item {i}")], Headlines(null));
        Assert.Equal([.. Enumerable.Range(12, 12).Reverse().Select(i => $"Item {i}")], Headlines(1, 2011));
        var newest = _views.Ask(q => q.Page(ListKey.All("en")))!;
        Assert.Equal((3, 50, 2, null), (newest.Pages, newest.Total, newest.Older, newest.Newer));
        Assert.Null(_views.Ask(q => q.Page(ListKey.All("en"), 4)));
        Assert.Equal(12, _views.Ask(q => q.Archive(ListKey.All("en"))).Count(m => m.Year == 2012));
    }

    [Fact]
    public void Former_and_later_neighbours_follow_the_dates_and_not_the_order_of_import()
    {
        _log.Publish(World.World.BridgeIn("en"));
        _log.Publish(World.World.InterviewOf2019());
        _log.Publish(World.World.UndatedItem());
        _views.Follow(_log);
        var (older, newer) = _views.Ask(q => q.Neighbours(q.Current(World.World.Interview, "en")!));
        Assert.Equal(World.World.Undated, older!.Id);
        Assert.Equal(World.World.Bridge, newer!.Id);
    }

    [Fact]
    public void A_reader_of_changes_is_told_what_was_deleted()
    {
        _log.Publish(World.World.BridgeIn("en"));
        _log.Publish(World.World.StatementIn("en"));
        _views.Follow(_log);
        var cursor = _views.Ask(q => q.ModifiedAfter(-1, 10))[^1].Entry;
        _log.Now += TimeSpan.FromHours(1);
        _log.Withdraw(World.World.Bridge, "en", World.World.NoLonger("Gone."));
        _views.Follow(_log);
        var stub = Assert.Single(_views.Ask(q => q.ModifiedAfter(cursor, 10)));
        Assert.Equal((World.World.Bridge, false), (stub.Id, stub.Readable));
        Assert.Equal(stub.Entry - 1, _views.Ask(q => q.EntryBefore(_log.Now)));
        Assert.Equal(0, _views.Ask(q => q.EntryBefore(Start)));
        Assert.Equal(["withdraw"], _views.Ask(q => q.Amendments("en"))!.Items.Select(c => c.Revision.Row.Act.Word()));
    }

    [Fact]
    public void Tags_are_listed_in_the_alphabet_of_the_language()
    {
        var n = 0;
        foreach (var tag in (string[])["Ёлка", "Яма", "Ель", "ёлка", "Жара"])
            _log.Publish(World.World.Article(Guid.NewGuid(), "ru", $"Новость {n++}", "Текст.") with { Tags = [tag] });
        _views.Follow(_log);
        Assert.Equal([("ёлка", 2), ("Ель", 1), ("Жара", 1), ("Яма", 1)], _views.Ask(q => q.TagList("ru")).Select(t => (t.Label, t.Count)));
    }
}

using Acta.Publication;
using Acta.Record;
using Acta.Record.News;
using Acta.Store;
using Acta.Tests.World;

namespace Acta.Tests.Publication;

public sealed class PublishOnSqliteTests() : PublishTests(StoreKind.Sqlite);

public sealed class PublishOnPostgresTests() : PublishTests(StoreKind.Postgres);

public abstract class PublishTests(StoreKind kind)
{
    [Fact]
    public void I_can_publish_revise_correct_retire_withdraw_restore_and_erase_an_article()
    {
        using var site = new EmptySite(kind.NewConnection());
        var id = Guid.NewGuid();
        var first = site.Publish(EmptySite.Article(Act.Publish, id, "Ministers met", "They met on Monday."))[0];
        Assert.Equal(1, first.Index);
        Assert.Matches("^news/[0-9]{4}/[0-9]{2}/[0-9]{2}/ministers-met$", first.Address);
        Assert.Equal(2, site.Publish(EmptySite.Article(Act.Revise, id, "Ministers met", "They met on Monday, in Vienna."))[0].Entry.Revision);
        site.Publish(EmptySite.Article(Act.Correct, id, "Ministers met", "They met on Tuesday.", note: new CorrectionNote("It was Tuesday.", false)));
        site.Publish(EmptySite.Notice(Act.Retire, id));
        site.Publish(EmptySite.Notice(Act.Withdraw, id));
        site.Publish(EmptySite.Notice(Act.Restore, id));
        var erased = site.Publish(EmptySite.Notice(Act.Erase, id))[0];
        Assert.Equal(6, erased.Entry.Erased.Count);
        using var reading = site.Store.Read();
        Assert.Equal(DocumentState.Erased, reading.Document(first.Document!.Value).State);
        Assert.Equal(8, reading.Head()!.Size);
    }

    [Fact]
    public void Three_languages_go_out_together_or_not_at_all()
    {
        using var site = new EmptySite(kind.NewConnection());
        var id = Guid.NewGuid();
        var refusal = site.Refused(
            EmptySite.Article(Act.Publish, id, "Statement", "Text."),
            EmptySite.Article(Act.Publish, id, "Заявление", "Текст.", "ru"),
            EmptySite.Article(Act.Publish, id, "Déclaration", "Texte.", "fr"));
        Assert.Equal((2, "language"), (refusal.Proposal, refusal.Code));
        using (var reading = site.Store.Read()) Assert.Equal(1, reading.Head()!.Size);
        var entries = site.Publish(
            EmptySite.Article(Act.Publish, id, "Statement", "Text."),
            EmptySite.Article(Act.Publish, id, "Заявление", "Текст.", "ru"),
            EmptySite.Article(Act.Publish, id, "بيان", "نص.", "ar"));
        Assert.Equal([1, 2, 3], entries.Select(e => e.Index));
        Assert.EndsWith("/zayavlenie", entries[1].Address);
    }

    [Fact]
    public void What_was_prepared_before_somebody_else_published_is_looked_at_again()
    {
        using var site = new EmptySite(kind.NewConnection());
        Preparation alike, free;
        using (var before = site.Store.Read())
        {
            alike = site.Publisher.Prepare(before, [EmptySite.Article(Act.Publish, Guid.NewGuid(), "Meeting", "One.") with { OnClash = ClashRule.Number }], "test");
            free = site.Publisher.Prepare(before, [EmptySite.Article(Act.Publish, Guid.NewGuid(), "Meeting", "Two.")], "test");
        }
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Meeting", "Three."));
        using (var writing = site.Store.BeginWrite())
        {
            var refused = Assert.IsType<PublishOutcome.Refused>(site.Publisher.Publish(writing, free));
            Assert.Equal("clash", refused.Refusals[0].Code);
            var published = Assert.IsType<PublishOutcome.Published>(site.Publisher.Publish(writing, alike));
            writing.Commit();
            site.Publisher.Released(published);
            Assert.Equal(2, published.Entries[0].Index);
            Assert.EndsWith("/meeting-2", published.Entries[0].Address);
        }
    }

    [Fact]
    public void What_was_prepared_is_published_as_it_was_prepared_where_nobody_came_between()
    {
        using var site = new EmptySite(kind.NewConnection());
        Preparation prepared;
        using (var before = site.Store.Read())
            prepared = site.Publisher.Prepare(before, [EmptySite.Article(Act.Publish, Guid.NewGuid(), "Meeting", "One.")], "test");
        using var writing = site.Store.BeginWrite();
        var published = Assert.IsType<PublishOutcome.Published>(site.Publisher.Publish(writing, prepared));
        writing.Commit();
        site.Publisher.Released(published);
        Assert.Equal(1, published.Entries[0].Index);
        Assert.EndsWith("/meeting", published.Entries[0].Address);
    }

    [Fact]
    public void The_second_article_of_the_same_words_is_refused_with_the_address_or_numbered_for_an_import()
    {
        using var site = new EmptySite(kind.NewConnection());
        site.Publish(EmptySite.Article(Act.Publish, Guid.NewGuid(), "Meeting", "One."));
        var again = EmptySite.Article(Act.Publish, Guid.NewGuid(), "Meeting", "Two.");
        var refusal = site.Refused(again);
        Assert.Equal("clash", refusal.Code);
        Assert.Contains("/meeting is another article's already", refusal.Sentence);
        Assert.EndsWith("/meeting-2", site.Publish(again with { OnClash = ClashRule.Number })[0].Address);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_a_sentence()
    {
        using var site = new EmptySite(kind.NewConnection());
        var id = Guid.NewGuid();
        Assert.Equal("missing", site.Refused(EmptySite.Article(Act.Revise, id, "A", "B.")).Code);
        site.Publish(EmptySite.Article(Act.Publish, id, "A", "B."));
        Assert.Equal("exists", site.Refused(EmptySite.Article(Act.Publish, id, "A", "B.")).Code);
        Assert.Equal("unchanged", site.Refused(EmptySite.Article(Act.Revise, id, "A", "B.")).Code);
        Assert.Equal("note", site.Refused(EmptySite.Article(Act.Correct, id, "A", "C.")).Code);
        Assert.Equal("state", site.Refused(EmptySite.Notice(Act.Restore, id, "en")).Code);
        Assert.Equal("size", site.Refused(EmptySite.Article(Act.Revise, id, "A", new string('x', 9 << 20))).Code);
        site.Publish(EmptySite.Notice(Act.Withdraw, id));
        Assert.Equal("withdrawn", site.Refused(EmptySite.Article(Act.Revise, id, "A", "C.")).Code);
        site.Publish(EmptySite.Notice(Act.Erase, id));
        Assert.Equal("erased", site.Refused(EmptySite.Article(Act.Revise, id, "A", "C.")).Code);
    }
}

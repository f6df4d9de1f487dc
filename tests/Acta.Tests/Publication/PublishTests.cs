using Acta.Commands;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;
using Acta.Store;

namespace Acta.Tests.Publication;

/// <summary>A new, empty site in a folder of its own, with settings and a memory of released heads beside it.</summary>
internal sealed class EmptySite : IDisposable
{
    public EmptySite(string? connection = null)
    {
        Environment.SetEnvironmentVariable("ACTA_STATE_DIR", Path.Combine(Root, "state"));
        (Folder, Store, Publisher) = NewSite.Create(Path.Combine(Root, "data"), "news.example.org/log", connection, TimeProvider.System);
        NewSite.PublishSettings(Publisher, new SiteSettings
        {
            Id = Guid.NewGuid(),
            Name = Words.Of(("en", "Example Organisation")),
            Languages = ["en", "ru", "ar"],
            TimeZone = "Europe/Vienna",
            Sections = [new Section("news", Words.Of(("en", "News")), Words.None)],
        }, "test");
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("acta-site-").FullName;

    public DataFolder Folder { get; }

    public MainStore Store { get; }

    public Publisher Publisher { get; }

    public static Proposal Article(Act act, Guid id, string headline, string text, string language = "en", CorrectionNote? note = null) => new()
    {
        Act = act,
        Resource = id,
        Kind = "article",
        Language = language,
        Document = new Edition
        {
            Id = id,
            Language = language,
            Kind = ArticleKind.News,
            Headline = headline,
            Body = [new Paragraph(text) { Id = "p1" }],
            Correction = note,
        },
    };

    public static Proposal Notice(Act act, Guid id, string? language = null) => new()
    {
        Act = act,
        Resource = id,
        Kind = "article",
        Language = language,
        Document = act == Act.Erase ? new Erasure { Ground = Words.Of(("en", "A court said so.")) } : new Notice { Reason = Words.Of(("en", "Because.")) },
    };

    public IReadOnlyList<PublishedEntry> Publish(params Proposal[] proposals) =>
        Assert.IsType<PublishOutcome.Published>(Publisher.Publish(proposals, "test")).Entries;

    public Refusal Refused(params Proposal[] proposals) =>
        Assert.IsType<PublishOutcome.Refused>(Publisher.Publish(proposals, "test")).Refusals[0];

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}

public class PublishTests
{
    [Fact]
    public void I_can_publish_revise_correct_retire_withdraw_restore_and_erase_an_article()
    {
        using var site = new EmptySite();
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
        using var site = new EmptySite();
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
    public void The_second_article_of_the_same_words_is_refused_with_the_address_or_numbered_for_an_import()
    {
        using var site = new EmptySite();
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
        using var site = new EmptySite();
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

using Acta.Desk.Translation;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Tests.Desk;

/// <summary>A translator sees which passages of the original changed since the translation was made, and which words.</summary>
public sealed class SourceChangeTests
{
    private const string Body = "## Levels\n\nThe level is 4.2 m.\n\nThe lock stays open.\n\nVisitors are welcome.";

    [Fact]
    public async Task A_translator_sees_each_passage_that_changed_beside_its_translation_until_the_translation_stands()
    {
        await using var office = await Office.Open();
        var (original, at) = await Begun(office, "ar", "## المناسيب\n\nالمنسوب 4.2 م.\n\nيبقى القفل مفتوحا.\n\nأهلا بالزوار.");
        Assert.Empty((await office.Translator.Get(at)).Document.QuerySelectorAll(".source-change, .moved"));
        await office.Write(office.Author, original, ("headline", "Levels of August"), ("body", "## Levels\n\nThe level is 4.9 m.\n\nThe lock stays open.\n\nVisitors are welcome by boat."));

        var page = await office.Translator.Get(at);
        Assert.Contains("Passages changed: 3", page.Document.QuerySelector(".moved")!.TextContent);
        var changes = page.Document.QuerySelectorAll(".original .source-change");
        Assert.Equal(["Changed Headline", "Changed", "Changed"], changes.Select(c => c.QuerySelector(".change-mark")!.TextContent));
        // Words, not colours alone, say what was added and what removed; the language of the marks is the desk's.
        Assert.Equal("The level is [removed] 4.2[added] 4.9 m.", changes[1].QuerySelector(".diff-text")!.TextContent.Trim());
        Assert.Equal(("4.2", "4.9"), (Own(changes[1].QuerySelector("del")!), Own(changes[1].QuerySelector("ins")!)));
        Assert.Equal(("en", "ltr"), (page.Document.QuerySelector(".original")!.GetAttribute("lang"), page.Document.QuerySelector(".original")!.GetAttribute("dir")));
        var translated = changes[1].QuerySelector(".translated")!;
        Assert.Equal(("المنسوب 4.2 م.", "ar", "rtl"), (translated.TextContent, translated.GetAttribute("lang"), translated.GetAttribute("dir")));
        // What did not change stands as it is, and each link of the summary leads to its passage.
        Assert.Contains("The lock stays open.", page.Document.QuerySelectorAll(".original .source-passage > p").Select(p => p.TextContent.Trim()));
        Assert.Equal(["#change-1", "#change-2", "#change-3"], page.Document.QuerySelectorAll(".moved-list a").Select(a => a.GetAttribute("href")));
        Assert.All(page.Document.QuerySelectorAll(".moved-list a"), a => Assert.NotNull(page.Document.QuerySelector(a.GetAttribute("href")!)));

        Assert.Equal(303, (await office.Translator.Submit(page, at, at + "/stands")).Status);
        Assert.Empty((await office.Translator.Get(at)).Document.QuerySelectorAll(".source-change, .moved"));
    }

    [Fact]
    public async Task A_public_translation_that_is_changed_again_shows_what_was_corrected_in_its_original_meanwhile()
    {
        await using var office = await Office.Open();
        var (original, at) = await Begun(office, "ru", "## Уровни\n\nУровень 4,2 м.\n\nШлюз открыт.\n\nДобро пожаловать.");
        var article = Office.Article(original);
        foreach (var version in new[] { original, at }) Assert.Equal(303, (await Office.Step(office.Editor, version, "approve")).Status);
        Assert.Equal(303, (await office.Release(original)).Status);
        await office.Followed();
        Assert.Equal(303, (await office.Author.Submit(article, original + "/change", ("act", "correct"))).Status);
        await office.Write(office.Author, original, ("body", Body.Replace("4.2", "4.9", StringComparison.Ordinal)), ("act", "correct"), ("note", "4.9, not 4.2."));
        Assert.Equal(303, (await Office.Step(office.Editor, original, "approve")).Status);
        Assert.Equal(303, (await office.Release(original)).Status);
        await office.Followed();
        Assert.Equal(303, (await office.Translator.Submit(article, at + "/change", ("act", "revise"))).Status);

        var page = await office.Translator.Get(at);
        Assert.Contains("Passages changed: 1", page.Document.QuerySelector(".moved")!.TextContent);
        Assert.Equal("Уровень 4,2 м.", Assert.Single(page.Document.QuerySelectorAll(".source-change")).QuerySelector(".translated")!.TextContent);
    }

    [Fact]
    public void New_and_removed_passages_stand_where_they_belong_and_what_has_no_words_is_no_passage()
    {
        var before = new Edition { Id = Guid.NewGuid(), Language = "en", Kind = ArticleKind.News, Headline = "Levels", Body = BlockIds.Assign(Markdown.Parse("One.\n\nTwo.\n\n- a\n- b\n\nThree."), []) };
        var now = before with
        {
            Body = BlockIds.Assign(Markdown.Parse("Zero.\n\nOne.\n\n- a\n- b\n- c\n\nThree."), before.Body),
            Event = new DateRange(PartialDate.Parse("2026-12-03"), null),
        };
        var changes = SourceChanges.Between(before, now, null, TimeZoneInfo.Utc);
        Assert.Equal(
            ["1 added event-from 2026-12-03", "2 added  Zero.", "3 removed  Two.", "4 changed  a b c"],
            changes.Select(c => $"{c.Number} {c.Word} {c.Field} {c.Begins}"));
        Assert.Equal(before.Body[0].Id, changes[2].Block);
        Assert.Empty(SourceChanges.Between(before, before with { Body = [before.Body[3], .. before.Body.Take(3)] }, null, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Passages_are_compared_as_people_read_them_and_what_only_looks_otherwise_is_told_as_that()
    {
        Edition Of(string body, Edition? over = null) => new() { Id = Guid.NewGuid(), Language = "en", Kind = ArticleKind.News, Headline = "Levels", Body = BlockIds.Assign(Markdown.Parse(body), over?.Body ?? []) };
        var before = Of("The **first** of 1,250 levels.[^2]\n\nRead [the report](https://e.org/a) of 3.5.2026.\n\n| State | Level |\n| --- | --- |\n| One | 4.2 |\n\n[^2]: A note.");
        var now = Of("The *first* of 1,250 levels.[^2]\n\nRead [the report](https://e.org/b) of 4.5.2026.\n\n| State | Level |\n| --- | --- |\n| One | 4.9 |\n\n[^2]: A note.", before);
        var changes = SourceChanges.Between(before, now, null, TimeZoneInfo.Utc);
        Assert.Equal(["formatting", "changed", "changed"], changes.Select(c => c.Word));
        Assert.Equal("The first of 1,250 levels.", changes[0].Now);
        Assert.Equal("https://e.org/a → https://e.org/b", $"{Assert.Single(changes[1].LinksGone)} → {Assert.Single(changes[1].LinksNew)}");
        // Numbers and dates are whole, and no mark of the writing is among the words.
        Assert.Equal("Read the report of -3.5.2026+4.5.2026.", Shown(changes[1]));
        Assert.Equal("State | Level\nOne | -4.2+4.9", Shown(changes[2]));
        Assert.True(Assert.Single(SourceChanges.Between(before, Of("The **first** of **1,300** levels.[^2]\n\nRead [the report](https://e.org/a) of 3.5.2026.\n\n| State | Level |\n| --- | --- |\n| One | 4.2 |\n\n[^2]: A note.", before), null, TimeZoneInfo.Utc)).IsMarkedAnew);
        Assert.Equal("-1,300+1,250 people", Shown(new SourceChange("1,300 people", "1,250 people")));
        Assert.Equal("on -3 December+4 January", Shown(new SourceChange("on 3 December", "on 4 January")));

        static string Shown(SourceChange change) => string.Concat(change.Parts.Select(p => p.Kind switch { Acta.Desk.Articles.DiffKind.Added => "+", Acta.Desk.Articles.DiffKind.Removed => "-", _ => "" } + p.Text));
    }

    [Fact]
    public async Task A_translator_writes_passage_by_passage_beside_the_original()
    {
        await using var office = await Office.Open();
        var original = await office.Begin(office.Author, "Levels of July", Body + "\n\n- One **big** lock\n- Two small ones");
        var article = Office.Article(original);
        var at = (await office.Translator.Submit(article, article + "/translate", ("language", "ru"), ("from", "en"))).Location!;
        Assert.Equal(at + "/passages", (await office.Translator.Get(at)).Document.QuerySelector(".original a[href$='/passages']")!.GetAttribute("href"));
        var page = await office.Translator.Get(at + "/passages");
        // Each passage has its number, the words of the original without signs, and a field that the original describes.
        var rows = page.Document.QuerySelectorAll(".passage-row");
        Assert.Equal(["Levels of July", "Levels", "The level is 4.2 m.", "The lock stays open.", "Visitors are welcome.", "One big lock", "Two small ones"], rows.Select(r => r.QuerySelector(".passage-source p")!.TextContent));
        Assert.All(rows, r => Assert.NotNull(page.Document.GetElementById(r.QuerySelector("textarea")!.GetAttribute("aria-describedby")!)));
        string Name(int row) => rows[row].QuerySelector("textarea")!.GetAttribute("name")!;
        Assert.Equal(303, (await office.Translator.Submit(page, at + "/passages", at + "/passages", (Name(0), "Уровни июля"), (Name(2), "Уровень 4,2 м."), (Name(5), "Один **большой** шлюз"))).Status);
        var now = office.Draft(at)!.Edition;
        Assert.Equal(("Уровни июля", "## Levels\n\nУровень 4,2 м.\n\nThe lock stays open.\n\nVisitors are welcome.\n\n- Один **большой** шлюз\n- Two small ones"), (now.Headline, Markdown.Write(now.Body).Trim()));
        Assert.Contains("3 of 7", (await office.Translator.Get(at + "/passages")).Html);

        // Somebody else saved meanwhile: what was typed stands there still, and what was left alone is theirs.
        var stale = await office.Translator.Submit(page, at + "/passages", at + "/passages", (Name(2), "The level is 4.2 m."), (Name(3), "Шлюз открыт."));
        Assert.Equal("Уровень 4,2 м.", stale.Document.QuerySelectorAll(".passage-row textarea")[2].TextContent.Trim());
        Assert.Equal((409, "Шлюз открыт."), (stale.Status, stale.Document.QuerySelectorAll(".passage-row textarea")[3].TextContent.Trim()));
        Assert.Equal(303, (await office.Translator.Submit(stale, at + "/passages", at + "/passages", (Name(3), "Шлюз открыт."))).Status);
        Assert.Contains("Шлюз открыт.", Markdown.Write(office.Draft(at)!.Edition.Body));
    }

    private static async Task<(string Original, string Translation)> Begun(Office office, string language, string body)
    {
        var original = await office.Begin(office.Author, "Levels of July", Body);
        var article = Office.Article(original);
        var made = await office.Translator.Submit(article, article + "/translate", ("language", language), ("from", "en"));
        Assert.Equal(303, made.Status);
        await office.Write(office.Translator, made.Location!, ("headline", "…"), ("body", body));
        return (original, made.Location!);
    }

    private static string Own(AngleSharp.Dom.IElement e) => string.Concat(e.ChildNodes.OfType<AngleSharp.Dom.IText>().Select(t => t.Data));
}

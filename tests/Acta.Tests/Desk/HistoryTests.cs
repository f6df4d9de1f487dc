namespace Acta.Tests.Desk;

/// <summary>Staff see what became of a public text: who released each revision, and which words it changed.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Staff_see_each_public_revision_with_who_released_it_its_note_and_the_words_that_changed()
    {
        await using var office = await Office.Open();
        var at = await office.Approved("Council meets", "The Council meets on 3 December.\n\nIt is open.");
        var article = Office.Article(at);
        await office.Release(at);
        await office.Followed();
        await office.Author.Submit(article, at + "/change", ("act", "correct"));
        await office.Write(office.Author, at, ("body", "The Council meets on 4 December.\n\nIt is open."), ("tags", "Meetings"), ("act", "correct"), ("note", "It meets on 4 December."));
        await Office.Step(office.Editor, at, "approve");
        Assert.Equal(303, (await office.Release(at)).Status);
        await office.Followed();

        // From the article's page, for each language that is public.
        var link = Assert.Single((await office.Author.Get(article)).Document.QuerySelectorAll("a[href$='/history']"));
        Assert.Equal(at + "/history", link.GetAttribute("href"));
        var page = await office.Author.Get(at + "/history");
        Assert.Equal(["Revision 2: corrected", "Revision 1: published"], page.Document.QuerySelectorAll(".history h2").Select(h => h.TextContent));
        var newest = page.Document.QuerySelector(".history")!;
        Assert.Contains("released by The publisher", newest.TextContent);
        Assert.Contains("Approved by The editor", newest.TextContent);
        Assert.Equal("It meets on 4 December.", newest.QuerySelector("q")!.TextContent);
        Assert.Equal(["[added] Meetings", "The Council meets on [removed] 3[added] 4 December."], newest.QuerySelectorAll(".diff-text").Select(d => d.TextContent.Trim()));
        Assert.Contains("The first public text.", page.Document.QuerySelectorAll(".history")[1].TextContent);
        Assert.Equal(404, (await office.Author.Get(article + "/ru/history")).Status);
    }

    [Fact]
    public async Task A_removal_stands_in_the_history_with_its_reason_and_changes_no_word()
    {
        await using var office = await Office.Open();
        var at = await office.Approved("Council meets", "The Council meets on 3 December.");
        var article = Office.Article(at);
        await office.Release(at);
        await office.Followed();
        Assert.Equal(303, (await office.Publisher.Submit(article, article + "/withdraw", ("language", "en"), ("reason-en", "Sent by mistake."))).Status);
        await office.Followed();
        var newest = (await office.Author.Get(at + "/history")).Document.QuerySelector(".history")!;
        Assert.Equal("Revision 2: removed from the site", newest.QuerySelector("h2")!.TextContent);
        Assert.Equal("Sent by mistake.", newest.QuerySelector("q")!.TextContent);
        Assert.Contains("released by The publisher", newest.TextContent);
        Assert.Contains("No words changed.", newest.TextContent);
    }
}

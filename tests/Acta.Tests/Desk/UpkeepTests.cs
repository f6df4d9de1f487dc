namespace Acta.Tests.Desk;

/// <summary>What readers stumble over is found in what is public, without anybody reading it all again.</summary>
public sealed class UpkeepTests
{
    [Fact]
    public async Task A_link_breaks_when_what_it_leads_to_is_removed_and_is_listed_until_somebody_mends_it()
    {
        await using var office = await Office.Open();
        var target = await office.Approved("The target", "Text.");
        await office.Release(target);
        var path = await office.PublicAddress(target);
        var at = await office.Approved("The one with a link", $"See [the target]({path}), [elsewhere](https://example.com/news/x) and [home](/en/).");
        await office.Release(at);
        await office.Followed();
        Assert.Contains("Every link leads somewhere", await Look(office, "links"));

        await office.Publisher.Submit(Office.Article(target), Office.Article(target) + "/withdraw", ("language", "en"), ("reason-en", "Wrong."));
        await office.Followed();
        var page = await Look(office, "links");
        Assert.Contains("The one with a link", page);
        Assert.Contains(path, page);
        Assert.DoesNotContain("example.com", page);
        Assert.Contains("Links that lead nowhere", (await office.Editor.Get("/desk/")).Html);

        await office.Author.Submit(Office.Article(at), at + "/change", ("act", "revise"));
        await office.Write(office.Author, at, ("body", "There was a link."));
        await Office.Step(office.Editor, at, "approve");
        await office.Release(at);
        await office.Followed();
        Assert.Contains("Every link leads somewhere", await Look(office, "links"));
    }

    [Fact]
    public async Task A_picture_without_words_is_listed_and_one_that_is_decoration_is_not()
    {
        await using var office = await Office.Open();
        var at = await office.Approved("Pictured", "::: image\nurl: https://example.org/arrival.jpg\ncaption: Arrival\n:::\n\n::: image\nurl: https://example.org/line.jpg\n:::\n\n::: image\nurl: https://example.org/hall.jpg\nalt: IMG_1.jpg\n:::");
        await office.Release(at);
        await office.Followed();
        var page = await Look(office, "pictures");
        Assert.Contains("arrival.jpg", page);
        Assert.Contains("IMG_1.jpg", page);
        Assert.DoesNotContain("line.jpg", page);
    }

    private static async Task<string> Look(Office office, string show)
    {
        for (var i = 0; ; i++)
        {
            var html = (await office.Editor.Get("/desk/upkeep?show=" + show)).Html;
            if (i == 50 || !html.Contains("being looked through", StringComparison.Ordinal)) return html;
            await Task.Delay(50);
        }
    }
}

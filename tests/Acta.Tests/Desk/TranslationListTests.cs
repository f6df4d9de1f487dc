using Acta.Access;
using Acta.Tests.Access;

namespace Acta.Tests.Desk;

/// <summary>The translators' list across articles: what is missing, in the making, older than its original, ready.</summary>
public sealed class TranslationListTests
{
    [Fact]
    public async Task A_translator_finds_what_is_missing_begins_it_from_the_list_and_follows_it_until_it_is_older_than_its_original()
    {
        await using var office = await Office.Open();
        using var russian = await office.Site.SignIn(await office.Site.Add("russian", new Grant(Roles.Translator, ["ru"], [])));
        var original = await office.Approved("Council meets", "The Council meets on 3 December.");
        var at = Office.Article(original) + "/ru";
        // A drafted original is on the list already, for the languages one translates into, and for no other.
        var list = await russian.Get("/desk/translations");
        Assert.Equal(["Missing 1"], Tabs(list));
        Assert.Equal(["Council meets Russian"], Rows(list));
        Assert.Equal(["Missing 2"], Tabs(await office.Editor.Get("/desk/translations")));
        Assert.Equal(["Council meets Arabic"], Rows(await office.Editor.Get("/desk/translations?language=ar")));
        Assert.Contains("Missing", (await russian.Get("/desk/")).Document.QuerySelector("[aria-labelledby=translations]")!.TextContent);

        await office.Release(original);
        await office.Followed();
        var begun = await russian.Submit("/desk/translations", Office.Article(original) + "/translate");
        Assert.Equal((303, at), (begun.Status, begun.Location));
        list = await russian.Get("/desk/translations");
        Assert.Equal(["In the making 1"], Tabs(list));
        Assert.Equal(at, list.Document.QuerySelector("td.acts a")!.GetAttribute("href"));
        await office.Write(russian, at, ("headline", "Совет"), ("body", "Совет собирается 3 декабря."));
        Assert.Equal(303, (await Office.Step(office.Editor, at, "approve")).Status);
        Assert.Equal(["Ready 1"], Tabs(await russian.Get("/desk/translations")));
        Assert.Equal(303, (await office.Release(at)).Status);
        await office.Followed();
        Assert.Empty(Tabs(await russian.Get("/desk/translations")));

        // The original is corrected, days later: readers' translation is older, and the list says since when and by how much.
        office.Site.Time.Pass(TimeSpan.FromDays(2));
        using var author = await office.Hire(Roles.Author | Roles.None, "author-2");
        await author.Submit(Office.Article(original), original + "/change", ("act", "correct"));
        await office.Write(author, original, ("body", "The Council meets on 4 December.\n\nIt is open."), ("act", "correct"), ("note", "4, not 3."));
        using var editor = await office.Hire(Roles.Publisher, "publisher-2");
        await Office.Step(editor, original, "approve");
        var page = await editor.Get(Office.Article(original) + "/release");
        Assert.Equal(303, (await editor.Submit(page, Office.Article(original) + "/release", Office.Article(original) + "/release", ("version", page.Document.QuerySelector("input[name=version]")!.GetAttribute("value")!), ("when", "now"), ("seen", "yes"))).Status);
        await office.Followed();
        using var translator = await office.Site.SignIn(await office.Site.Add("later", new Grant(Roles.Translator, ["ru"], [])));
        list = await translator.Get("/desk/translations");
        Assert.Equal(["Older than the original 1"], Tabs(list));
        Assert.Contains("Passages changed: 2", list.Document.QuerySelector("tbody")!.TextContent);
        Assert.StartsWith(office.Site.Time.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), list.Document.QuerySelector("tbody time")!.GetAttribute("datetime"));
        // Its button begins a small edit, which stays on the list until the translation stands.
        var changed = await translator.Submit(list, "/desk/translations", at + "/change");
        Assert.Equal((303, at), (changed.Status, changed.Location));
        Assert.Equal(2, (await translator.Get(at)).Document.QuerySelectorAll(".source-change").Length);
        list = await translator.Get("/desk/translations");
        Assert.Contains("Passages changed: 2", list.Document.QuerySelector("tbody")!.TextContent);
        Assert.Equal(at, list.Document.QuerySelector("td.acts a")!.GetAttribute("href"));
        Assert.Equal(303, (await translator.Submit(at, at + "/stands")).Status);
        Assert.Equal(["In the making 1"], Tabs(await translator.Get("/desk/translations")));
    }

    [Fact]
    public async Task The_list_goes_by_section_and_language_and_an_auditor_sees_all_and_does_nothing()
    {
        await using var office = await Office.Open();
        await office.Begin(office.Author, "Council meets", "The Council meets.");
        using var elsewhere = await office.Site.SignIn(await office.Site.Add("elsewhere", new Grant(Roles.Translator, ["ru"], ["water"])));
        Assert.Empty(Tabs(await elsewhere.Get("/desk/translations")));
        using var none = await office.Site.SignIn(await office.Site.Add("french", new Grant(Roles.Translator, ["fr"], [])));
        Assert.Contains("None of your roles", (await none.Get("/desk/translations")).Document.QuerySelector(".empty")!.TextContent);
        using var auditor = await office.Hire(Roles.Auditor);
        var list = await auditor.Get("/desk/translations");
        Assert.Equal(["Missing 2"], Tabs(list));
        Assert.Empty(list.Document.QuerySelectorAll("td.acts *"));
    }

    [Fact]
    public async Task Long_lists_have_pages_with_the_newest_first()
    {
        await using var office = await Office.Open();
        for (var i = 1; i <= 26; i++)
        {
            office.Site.Time.Pass(TimeSpan.FromSeconds(1));
            await office.Begin(office.Author, $"Text {i}", "One.");
        }
        var first = await office.Editor.Get("/desk/translations?language=ru");
        Assert.Equal(25, Rows(first).Count);
        Assert.Equal("Text 26 Russian", Rows(first)[0]);
        var next = first.Document.QuerySelector(".pager a")!.GetAttribute("href")!;
        Assert.Equal(["Text 1 Russian"], Rows(await office.Editor.Get(next)));
        // Past the end it stays on the last page.
        Assert.Equal(["Text 1 Russian"], Rows(await office.Editor.Get("/desk/translations?language=ru&page=99")));
    }

    private static List<string> Tabs(Page page) => [.. page.Document.QuerySelectorAll(".tabs a:has(.count)").Select(a => $"{a.FirstChild!.TextContent.Trim()} {a.QuerySelector(".count")!.TextContent}")];

    private static List<string> Rows(Page page) => [.. page.Document.QuerySelectorAll("tbody tr").Select(r => $"{r.QuerySelector("th a")!.TextContent} {r.QuerySelector("td")!.FirstChild!.TextContent.Trim()}")];
}

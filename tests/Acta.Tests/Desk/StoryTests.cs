using System.Globalization;
using Acta.Desk.Articles;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>A day of a press office, in a browser, by what stands on the pages.</summary>
public sealed class StoryTests
{
    [Fact]
    public async Task A_statement_goes_out_in_three_languages_at_ten_sharp_and_one_is_corrected_in_the_evening()
    {
        await using var office = await Office.Open();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var (author, translator, editor, publisher) = (await SignIn("author"), await SignIn("translator"), await SignIn("editor"), await SignIn("publisher"));

        // The author writes and asks an editor.
        await author.GetByRole(AriaRole.Link, new() { Name = "New article" }).ClickAsync();
        await author.GetByLabel("Headline").FillAsync("Statement on the water year");
        await author.GetByLabel("Kind").SelectOptionAsync("statement");
        await author.GetByLabel("Language").SelectOptionAsync("en");
        await author.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await author.Arrives("**/en");
        var article = new Uri(author.Url).AbsolutePath[..^3];
        await Type(author, "The Council met on 3 December 2026 with 17 delegates.");
        await author.Locator("#edit button[formaction*='then=submit']").ClickAsync();
        await Until(() => office.Draft(article + "/en")!.State == DraftState.Review);

        // Two translations, beside the original.
        foreach (var (language, name, headline, text) in new[] { ("ru", "Russian", "Заявление о водном годе", "Совет собрался 3 декабря 2026 года, 17 делегатов."), ("ar", "Arabic", "بيان بشأن السنة المائية", "اجتمع المجلس في 3 ديسمبر 2026 بحضور 17 مندوبا.") })
        {
            await translator.GotoAsync(article);
            await translator.GetByRole(AriaRole.Row, new() { Name = name }).GetByRole(AriaRole.Button).ClickAsync();
            await translator.Arrives("**/" + language);
            Assert.Equal(language == "ar" ? "rtl" : "ltr", await translator.Locator("#headline").GetAttributeAsync("dir"));
            await Assertions.Expect(translator.Locator(".original")).ToContainTextAsync("17 delegates");
            await translator.Locator("#headline").FillAsync(headline);
            await Type(translator, text);
            await translator.Locator("#edit button[formaction*='then=submit']").ClickAsync();
            // Once it has landed: a browser that is sent elsewhere on its way to the next page may never arrive.
            await translator.Arrives("**said=step.submit");
            await Until(() => office.Draft($"{article}/{language}")!.State == DraftState.Review);
        }

        // Another reads all three and answers for them.
        foreach (var language in new[] { "en", "ru", "ar" })
        {
            await editor.GotoAsync($"{article}/{language}");
            await editor.Locator("form[action$='/approve'] button").ClickAsync();
            await editor.Arrives("**said=step.approve");
            await Until(() => office.Draft($"{article}/{language}")!.State == DraftState.Approved);
        }

        // They go out together, at ten, and not a minute before.
        var ten = office.Site.Time.GetUtcNow().AddDays(1).AddMinutes(3);
        await publisher.GotoAsync(article + "/release");
        await Assertions.Expect(publisher.Locator("input[name=version]:checked")).ToHaveCountAsync(3);
        await publisher.Locator("#due").FillAsync(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(ten, "Asia/Bishkek").ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await publisher.GetByRole(AriaRole.Button, new() { Name = "Schedule" }).ClickAsync();
        await publisher.Arrives("**" + article + "*");
        await publisher.GotoAsync($"{article}/ar/preview");
        await Assertions.Expect(publisher.Locator("body")).ToContainTextAsync("EMBARGOED UNTIL");
        // On paper it stands on every sheet: what is fixed is repeated.
        await publisher.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await Assertions.Expect(publisher.Locator(".every-sheet")).ToBeVisibleAsync();
        await Assertions.Expect(publisher.Locator(".every-sheet")).ToHaveCSSAsync("position", "fixed");
        var reader = await (await browser.NewContextAsync(new() { BaseURL = office.Site.Url })).NewPageAsync();
        await reader.GotoAsync("/en/");
        await Assertions.Expect(reader.Locator("body")).Not.ToContainTextAsync("water year");
        office.Site.Time.Pass(ten - office.Site.Time.GetUtcNow());
        await Until(() => new[] { "en", "ru", "ar" }.All(l => office.Draft($"{article}/{l}")!.State == DraftState.Published));
        await office.Followed();
        await reader.GotoAsync("/ar/");
        await reader.GetByRole(AriaRole.Link, new() { Name = "بيان بشأن السنة المائية" }).First.ClickAsync();
        await reader.Arrives("**/ar/news/**");
        Assert.Equal("rtl", await reader.Locator("html").GetAttributeAsync("dir"));
        await reader.Locator("nav.languages [lang=ru]").ClickAsync();
        await Assertions.Expect(reader.Locator("h1")).ToHaveTextAsync("Заявление о водном годе");

        // In the evening a number turns out to be wrong in one of them.
        office.Site.Time.Pass(TimeSpan.FromHours(8));
        author = await SignIn("author");
        await author.GotoAsync(article);
        await author.GetByRole(AriaRole.Row, new() { Name = "Russian" }).GetByRole(AriaRole.Button, new() { Name = "Correct" }).ClickAsync();
        await author.Arrives("**/ru");
        await Type(author, "Совет собрался 3 декабря 2026 года, 18 делегатов.");
        await author.Locator("#note").FillAsync("Делегатов было 18, а не 17.");
        await author.Locator("#edit button[formaction*='then=submit']").ClickAsync();
        await Until(() => office.Draft(article + "/ru")!.State == DraftState.Review);
        editor = await SignIn("editor");
        await editor.GotoAsync(article + "/ru");
        await editor.Locator("form[action$='/approve'] button").ClickAsync();
        await Until(() => office.Draft(article + "/ru")!.State == DraftState.Approved);
        publisher = await SignIn("publisher");
        await publisher.GotoAsync(article + "/release");
        // The check has seen that the other two still say 17.
        await Assertions.Expect(publisher.Locator("section[aria-labelledby=check] li").First).ToContainTextAsync("17");
        await publisher.GetByLabel("release all the same").CheckAsync();
        await publisher.GetByRole(AriaRole.Button, new() { Name = "Release now" }).ClickAsync();
        await publisher.Arrives("**said=released");
        await reader.ReloadAsync();
        await Assertions.Expect(reader.Locator("body")).ToContainTextAsync("Делегатов было 18, а не 17.");
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("18 делегатов");
        Assert.Null(office.Audit().Fault);

        async Task<IPage> SignIn(string role)
        {
            var page = await (await browser.NewContextAsync(new() { BaseURL = office.Site.Url, Locale = "en" })).NewPageAsync();
            await DeskSite.SignIn(page, role + "@example.org");
            return page;
        }

        // In the formatted editor, over all that is there.
        static async Task Type(IPage page, string text)
        {
            await page.Locator(".ed-text").FocusAsync();
            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.InsertTextAsync(text);
            await Assertions.Expect(page.Locator(".ed-text")).ToHaveTextAsync(text);
        }
    }

    [Theory]
    [InlineData("en", "EMBARGOED UNTIL")]
    [InlineData("ru", "ЭМБАРГО ДО")]
    public async Task On_paper_every_page_of_a_preview_says_until_when_it_is_under_embargo(string language, string mark)
    {
        await using var office = await Office.Open();
        var text = string.Join("\n\n", Enumerable.Range(1, 60).Select(i => $"Paragraph {i} of a long text. " + string.Concat(Enumerable.Repeat("The level of the river was measured. ", 12))));
        var at = await office.Begin(office.Author, "A long statement", text, language: language);
        Assert.Equal(303, (await office.Author.Submit(Office.Article(at), Office.Article(at) + "/embargo", ("due", "2031-01-01T10:00"))).Status);
        var made = await office.Author.Submit(at + "/preview-links", at + "/preview-links", ("label", "Agency"), ("days", "3"));
        var link = new Uri(made.Document.QuerySelector("#link")!.GetAttribute("value")!).PathAndQuery;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = office.Site.Url, Locale = language });
        await context.AddCookiesAsync([new() { Name = "acta-desk", Value = office.Author.SessionCookie!, Url = office.Site.Url }]);
        var page = await context.NewPageAsync();
        using var folder = new World.TemporaryFolder();
        foreach (var path in new[] { at + "/preview", link })
        {
            await page.GotoAsync(path);
            var file = Path.Combine(folder.Path, "preview.pdf");
            await page.PdfAsync(new() { Path = file, Format = "A4" });
            var (exit, read) = World.ChildProcess.Run("pdftotext", "-layout", file, "-");
            Assert.Equal(0, exit);
            var sheets = read.TrimEnd('\n', '\f').Split('\f');
            Assert.True(sheets.Length > 3, $"{sheets.Length} pages");
            Assert.Contains("Paragraph 60", read);
            for (var i = 0; i < sheets.Length; i++) Assert.True(string.Join(' ', sheets[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Contains(mark, StringComparison.OrdinalIgnoreCase), $"page {i + 1} of {path} does not say it:\n{sheets[i]}");
        }
    }

    private static async Task Until(Func<bool> done)
    {
        for (var i = 0; i < 500 && !done(); i++) await Task.Delay(20);
        Assert.True(done());
    }
}

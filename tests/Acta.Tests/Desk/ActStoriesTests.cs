using System.Xml.Linq;
using Acta.Access;
using Acta.Desk;
using Acta.Desk.Translation;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>What is done at the desk now and then, in a browser, and what those outside see of it. Each page on the way is looked at.</summary>
public sealed class ActStoriesTests : BrowserOffice
{
    private readonly Looks _looks = new();

    [Theory]
    [InlineData("en", "The file can’t be read: it is damaged, or no XML.", "The translation was taken over from the file.")]
    [InlineData("ru", "Файл не читается: он повреждён или это не XML.", "Перевод принят из файла.")]
    public async Task A_translator_sends_a_text_to_an_agency_as_a_file_and_what_comes_back_stands_in_the_editor_but_a_broken_file_is_refused_with_a_sentence(string language, string refused, string taken)
    {
        var w = DeskWords.For(language);
        var at = await Office.Begin(Office.Author, "Levels in July", "The level is **4.2 m**.\n\n- upper lock\n- lower lock");
        var page = await SignIn(language, "translator");
        await page.GotoAsync(Office.Article(at));
        await page.GetByRole(AriaRole.Row, new() { Name = w.LanguageName("ru") }).GetByRole(AriaRole.Button).ClickAsync();
        await page.Arrives("**/ru");

        using var folder = new TemporaryFolder();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = w["xliff.give"] }).ClickAsync());
        Assert.EndsWith(".en-ru.xlf", download.SuggestedFilename);
        var file = Path.Combine(folder.Path, download.SuggestedFilename);
        await download.SaveAsAsync(file);
        XNamespace ns = XliffWriter.Namespace;
        var xliff = XDocument.Load(file, LoadOptions.PreserveWhitespace);
        foreach (var segment in xliff.Descendants(ns + "segment"))
        {
            var target = new XElement(ns + "target", segment.Element(ns + "source")!.Nodes());
            foreach (var text in target.DescendantNodes().OfType<XText>())
                text.Value = text.Value.Replace("Levels in July", "Уровни в июле").Replace("The level is ", "Уровень: ").Replace("upper lock", "верхний шлюз").Replace("lower lock", "нижний шлюз").Replace("4.2 m", "4,2 м");
            segment.Add(target);
            segment.SetAttributeValue("state", "translated");
        }
        xliff.Save(file);

        // Half of a file comes through a bad line.
        var half = Path.Combine(folder.Path, "half.xlf");
        await File.WriteAllTextAsync(half, (await File.ReadAllTextAsync(file))[..700], TestContext.Current.CancellationToken);
        await Send(half);
        await Assertions.Expect(page.Locator("#fault")).ToHaveTextAsync(refused);
        await Assertions.Expect(page.Locator("#fault")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#headline")).ToHaveValueAsync("Levels in July");
        await _looks.At(page);

        // The page that refused it takes the whole one.
        await Send(file);
        await Assertions.Expect(page.Locator(".said").First).ToHaveTextAsync(taken);
        await Assertions.Expect(page.Locator("#headline")).ToHaveValueAsync("Уровни в июле");
        await Assertions.Expect(page.Locator(".ed-text strong")).ToHaveTextAsync("4,2 м");
        await Assertions.Expect(page.Locator(".ed-text li")).ToHaveTextAsync(["верхний шлюз", "нижний шлюз"]);
        await _looks.At(page);
        Assert.Equal("Уровни в июле", Office.Draft(Office.Article(at) + "/ru")!.Edition.Headline);
        _looks.FoundNothing();

        async Task Send(string path)
        {
            await page.GetByLabel(w["xliff.file"]).SetInputFilesAsync(path);
            await page.GetByRole(AriaRole.Button, new() { Name = w["xliff.take"] }).ClickAsync();
        }
    }

    [Theory]
    [InlineData("en", "It is deleted.")]
    [InlineData("ru", "Удалено.")]
    public async Task A_publisher_asks_for_a_deletion_on_legal_grounds_another_sees_all_that_goes_proves_who_they_are_and_does_it_and_readers_are_told(string language, string done)
    {
        var w = DeskWords.For(language);
        var at = await Office.Begin(Office.Author, "Private matter", "The name of Quillwort stands here.");
        await Office.Author.Submit(at, at + "/comments", ("comment", "May we name him?"));
        Assert.Equal(200, (await Office.Author.Submit(at + "/preview-links", at + "/preview-links", ("label", "The lawyer"), ("days", "3"))).Status);
        await Office.Step(Office.Editor, at, "approve");
        await Office.Release(at);
        var address = await Office.PublicAddress(at);
        var reader = await (await Browser.NewContextAsync(new() { BaseURL = Office.Site.Url, Locale = "en" })).NewPageAsync();
        Assert.Equal(200, (await reader.GotoAsync(address))!.Status);

        var first = await SignIn(language, "publisher");
        await first.GotoAsync(Office.Article(at));
        await first.GetByText(w["erase.title"], new() { Exact = true }).ClickAsync();
        await first.GetByRole(AriaRole.Link, new() { Name = w.Text("erase.look-at", ("language", w.LanguageName("en"))) }).ClickAsync();
        await Assertions.Expect(Line(first, "erase.comments").Locator("> strong")).ToHaveTextAsync("1");
        // Who has sat there for a while proves again who it is, and what was typed stands there still.
        Office.Site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));
        await first.GetByLabel(w["erase.ground"]).FillAsync("By decision of the court of the Upper River.");
        await first.GetByRole(AriaRole.Button, new() { Name = w["erase.ask"] }).ClickAsync();
        await Prove(first);
        await Assertions.Expect(first.GetByLabel(w["erase.ground"])).ToHaveValueAsync("By decision of the court of the Upper River.");
        await first.GetByRole(AriaRole.Button, new() { Name = w["erase.ask"] }).ClickAsync();
        await Assertions.Expect(first.Locator(".said")).ToHaveTextAsync(w["said.erase-asked"]);
        await Assertions.Expect(first.GetByRole(AriaRole.Button, new() { Name = w["erase.do"] })).ToHaveCountAsync(0);
        await _looks.At(first);

        // It waits for the other on the desk's first page; for whoever asked it does not.
        await first.GotoAsync("/desk/");
        await Assertions.Expect(first.Locator("section[aria-labelledby=waiting]")).Not.ToContainTextAsync("Private matter");
        (await Office.Hire(Roles.Publisher, "second")).Dispose();
        Office.Site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));
        var second = await SignIn(language, "second");
        await _looks.At(second);
        await second.GetByRole(AriaRole.Link, new() { Name = "Private matter" }).First.ClickAsync();
        await second.Arrives("**/erase");
        await Assertions.Expect(second.Locator("blockquote")).ToHaveTextAsync("By decision of the court of the Upper River.");
        foreach (var (what, count) in new[] { ("erase.documents", 1), ("erase.comments", 1), ("erase.links", 1), ("erase.addresses", 1) })
            await Assertions.Expect(Line(second, what).Locator("> strong")).ToHaveTextAsync(count.ToString());
        await Line(second, "erase.links").Locator("summary").ClickAsync();
        await Assertions.Expect(second.Locator("main")).ToContainTextAsync("The lawyer");
        await _looks.At(second);
        Office.Site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));
        await second.GetByRole(AriaRole.Button, new() { Name = w["erase.do"] }).ClickAsync();
        await _looks.At(second);
        await Prove(second);
        Assert.Equal(200, (await reader.ReloadAsync())!.Status);
        await second.GetByRole(AriaRole.Button, new() { Name = w["erase.do"] }).ClickAsync();
        await Assertions.Expect(second.Locator(".said")).ToHaveTextAsync(done);
        await Assertions.Expect(second.Locator("h1")).ToHaveTextAsync(w["article.erased"]);
        // Nothing is offered that could no longer be done.
        await Assertions.Expect(second.Locator("main form")).ToHaveCountAsync(0);
        await _looks.At(second);

        await Office.Followed();
        Assert.Equal(410, (await reader.GotoAsync(address))!.Status);
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("By decision of the court of the Upper River.");
        await Assertions.Expect(reader.Locator("body")).Not.ToContainTextAsync("Quillwort");
        await _looks.At(reader);
        Assert.Null(Office.Draft(at));
        Assert.Null(Office.Audit().Fault);
        _looks.FoundNothing();

        ILocator Line(IPage page, string what) => page.Locator("#goes + .lines > li", new() { Has = page.Locator("> span:first-child", new() { HasTextRegex = new System.Text.RegularExpressions.Regex($"^{w[what]}(?! )") }) });

        static async Task Prove(IPage page)
        {
            await page.Arrives("**/desk/confirm?**");
            await page.FillAsync("#password", DeskSite.Password);
            await page.Keyboard.PressAsync("Enter");
            await page.Arrives("**said=proved");
        }
    }

    [Theory]
    [InlineData("en", "EMBARGOED UNTIL", "This link does not open anything")]
    [InlineData("ru", "ЭМБАРГО ДО", "Эта ссылка ничего не открывает")]
    public async Task Somebody_outside_reads_a_draft_by_a_link_under_its_embargo_is_counted_and_kindly_refused_once_it_is_taken_back(string language, string embargo, string gone)
    {
        var w = DeskWords.For(language);
        var at = await Office.Begin(Office.Author, "The new lock", "It opens in June.", language: language);
        var page = await SignIn(language, "author");
        await page.GotoAsync(Office.Article(at));
        await page.GetByText(w["embargo.none"], new() { Exact = true }).ClickAsync();
        await page.GetByLabel(w["embargo.until"]).FillAsync("2031-01-01T10:00");
        await page.GetByRole(AriaRole.Button, new() { Name = w["embargo.set"] }).ClickAsync();
        await Assertions.Expect(page.Locator("details.planned")).ToContainTextAsync("2031");

        await page.GotoAsync(at);
        await page.GetByRole(AriaRole.Link, new() { Name = w["preview.links"] }).ClickAsync();
        await page.GetByLabel(w["preview.label"]).FillAsync("A news agency");
        await page.GetByRole(AriaRole.Button, new() { Name = w["preview.make"] }).ClickAsync();
        var made = page.GetByLabel(w["preview.link"], new() { Exact = true });
        await Assertions.Expect(made).ToBeFocusedAsync();
        var link = await made.InputValueAsync();
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByRole(AriaRole.Button, new() { Name = w["link.copy"] }).ClickAsync();
        await Assertions.Expect(page.Locator(".made [role=status]")).ToHaveTextAsync(w["link.copied"]);
        Assert.Equal(link, await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await _looks.At(page);

        var outside = await (await Browser.NewContextAsync(new() { BaseURL = Office.Site.Url, Locale = language })).NewPageAsync();
        Assert.Equal(200, (await outside.GotoAsync(link))!.Status);
        await Assertions.Expect(outside.Locator("body")).ToContainTextAsync("It opens in June.");
        await Assertions.Expect(outside.Locator("body")).ToContainTextAsync(embargo, new() { IgnoreCase = true });
        await _looks.At(outside);
        await outside.ReloadAsync();

        await page.GotoAsync(at + "/preview-links");
        var row = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "A news agency" });
        await Assertions.Expect(row).ToContainTextAsync(w.Text("preview.opened", ("count", 2)));
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync(w["said.revoked"]);
        await Assertions.Expect(row).ToContainTextAsync(w["preview.revoked"]);
        await Assertions.Expect(row.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await _looks.At(page);
        Assert.Equal(404, (await outside.ReloadAsync())!.Status);
        await Assertions.Expect(outside.Locator("h1")).ToHaveTextAsync(gone);
        await Assertions.Expect(outside.Locator("body")).Not.ToContainTextAsync("The new lock");
        await _looks.At(outside);
        // What they are offered instead leads somewhere.
        await outside.GetByRole(AriaRole.Link, new() { Name = w["preview.site"] }).ClickAsync();
        await outside.Arrives($"**/{language}/");
        _looks.FoundNothing();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task An_author_compares_two_versions_of_a_draft_and_brings_the_older_back_into_the_editor(string language)
    {
        var w = DeskWords.For(language);
        var at = await Office.Begin(Office.Author, "Ferry times", "The ferry leaves at noon.");
        Office.Site.Time.Pass(TimeSpan.FromMinutes(5));
        var page = await SignIn(language, "author");
        await page.GotoAsync(at);
        await page.Locator(".ed-text").FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.InsertTextAsync("The ferry leaves at midnight.");
        // What was typed a moment ago is among the versions: leaving the page sends it first.
        await page.GetByRole(AriaRole.Link, new() { Name = w["versions.title"] }).ClickAsync();
        await page.Arrives("**/versions");
        var older = page.GetByLabel(w["versions.older"]);
        var number = await older.EvaluateAsync<string>("s => [...s.options].at(-2).value");
        await older.SelectOptionAsync(number);
        await page.GetByRole(AriaRole.Button, new() { Name = w["versions.compare"] }).ClickAsync();
        await page.Arrives("**/versions?**");
        await Assertions.Expect(page.Locator(".diff del")).ToContainTextAsync("noon");
        await Assertions.Expect(page.Locator(".diff ins")).ToContainTextAsync("midnight");
        await _looks.At(page);
        await page.GetByRole(AriaRole.Button, new() { Name = w.Text("versions.restore", ("number", number)) }).ClickAsync();
        await Assertions.Expect(page.Locator(".said").First).ToHaveTextAsync(w["said.restored"]);
        await Assertions.Expect(page.Locator(".ed-text")).ToHaveTextAsync("The ferry leaves at noon.");
        await _looks.At(page);
        // What was there before is not lost by it.
        await page.GetByRole(AriaRole.Link, new() { Name = w["versions.title"] }).ClickAsync();
        await Assertions.Expect(page.Locator(".diff ins")).ToContainTextAsync("noon");
        await Assertions.Expect(page.Locator(".diff del")).ToContainTextAsync("midnight");
        Assert.Equal("The ferry leaves at noon.", Acta.Record.Bodies.Markdown.Write(Office.Draft(at)!.Edition.Body).Trim());
        _looks.FoundNothing();
    }

    private async Task<IPage> SignIn(string language, string name)
    {
        var page = await (await Browser.NewContextAsync(new() { BaseURL = Office.Site.Url, Locale = language, ColorScheme = language == "ru" ? ColorScheme.Dark : ColorScheme.Light })).NewPageAsync();
        await DeskSite.SignIn(page, name + "@example.org");
        return page;
    }
}

using Acta.Tests.Browser;
using Acta.Desk.Articles;
using Acta.Tests.Access;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>What people do at the desk beside writing, in a browser and by keyboard alone: what is focused is pressed, nothing is clicked.</summary>
public sealed class KeyboardStoriesTests : BrowserOffice
{

    [Fact]
    public async Task Somebody_without_an_account_objects_and_then_agrees_to_a_text_and_the_editor_sees_both()
    {
        var at = await Office.Begin(Office.Author, "Joint statement", "The parties agree on 3 December.", "statement");
        var sheet = Office.Article(at) + "/clearance";
        var editor = await Open(Office.Editor);
        await editor.GotoAsync(sheet);
        await editor.FillAsync("#parties", "Ministry A");
        await editor.FillAsync("#deadline", "2031-01-01T10:00");
        await editor.Locator($"form[action='{sheet}'] button[type=submit]").PressAsync("Enter");
        var link = new Uri(await editor.InputValueAsync("#link-0")).AbsolutePath;

        var outside = await (await Browser.NewContextAsync(new() { BaseURL = Office.Site.Url, Locale = "en" })).NewPageAsync();
        await outside.GotoAsync(link);
        await Assertions.Expect(outside.Locator("main")).ToContainTextAsync("The parties agree on 3 December.");
        // Nobody objects without a word of why.
        await outside.GetByRole(AriaRole.Button, new() { Name = "We object" }).PressAsync("Enter");
        await Assertions.Expect(outside.Locator("#fault")).ToContainTextAsync("say why");
        await outside.FillAsync("#comment", "Not on the third.");
        await outside.GetByRole(AriaRole.Button, new() { Name = "We object" }).PressAsync("Enter");
        await Assertions.Expect(outside.Locator(".said")).ToContainTextAsync("Your objection is recorded");
        await editor.GotoAsync(sheet);
        await Assertions.Expect(editor.Locator("section.sheet")).ToContainTextAsync("Not on the third.");
        await Assertions.Expect(editor.Locator("section.sheet .chip.w-objected")).ToHaveCountAsync(1);

        // They think again: what they object to is not ticked, and is ticked by hand.
        var tick = outside.Locator("input[name=text]");
        if (!await tick.IsCheckedAsync()) await tick.PressAsync("Space");
        await outside.GetByRole(AriaRole.Button, new() { Name = "We agree" }).PressAsync("Enter");
        await Assertions.Expect(outside.Locator(".said")).ToContainTextAsync("Thank you");
        await editor.ReloadAsync();
        await Assertions.Expect(editor.Locator("section.sheet .chip.w-approved")).ToHaveCountAsync(1);
        // Asked to close it, the sheet's link opens nothing any more.
        await editor.Locator("form[action$='/clearance/close'] summary").PressAsync("Enter");
        await editor.Locator("form[action$='/clearance/close'] button").PressAsync("Enter");
        await Assertions.Expect(editor.Locator("section.sheet .mark")).ToHaveCountAsync(1);
        Assert.Equal(404, (await outside.GotoAsync(link))!.Status);
    }

    [Fact]
    public async Task A_finding_that_is_right_as_it_is_is_put_aside_by_an_editor_and_looked_at_again()
    {
        var at = await Office.Begin(Office.Author, "Seventeen delegates", "The Council met with 17 delegates.");
        var article = Office.Article(at);
        await Office.Translator.Submit(article, article + "/translate", ("language", "ru"), ("from", "en"));
        await Office.Write(Office.Translator, article + "/ru", ("headline", "Делегаты"), ("body", "Совет собрался, 18 делегатов."));
        var editor = await Open(Office.Editor);
        await editor.GotoAsync(article + "/check");
        var open = editor.Locator(".findings > li:not(.waived)");
        var count = await open.CountAsync();
        Assert.True(count > 0);
        var finding = open.Filter(new() { HasText = "17" }).First;
        await finding.GetByRole(AriaRole.Button).PressAsync("Enter");
        await Assertions.Expect(open).ToHaveCountAsync(count - 1);
        await Assertions.Expect(editor.Locator(".findings > li.waived")).ToContainTextAsync("The editor");
        // Whoever writes sees it, and who said so, without a button.
        var author = await Open(Office.Author);
        await author.GotoAsync(article + "/check");
        await Assertions.Expect(author.Locator(".findings > li.waived")).ToContainTextAsync("The editor");
        await Assertions.Expect(author.Locator("form[action$='/check/waive']")).ToHaveCountAsync(0);
        // A change of the words is a new matter.
        await editor.Locator(".findings > li.waived").GetByRole(AriaRole.Button).PressAsync("Enter");
        await Assertions.Expect(open).ToHaveCountAsync(count);
        await Assertions.Expect(editor.Locator(".findings > li.waived")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_text_is_said_to_be_no_longer_current_removed_with_a_reason_and_brought_back()
    {
        var at = await Office.Approved("Ferry times", "The ferry leaves at noon.");
        await Office.Release(at);
        var (article, address) = (Office.Article(at), await Office.PublicAddress(at));
        var reader = await (await Browser.NewContextAsync(new() { BaseURL = Office.Site.Url, Locale = "en" })).NewPageAsync();
        var page = await Open(Office.Publisher);
        await Act("retire", "There is a bridge now.");
        await reader.GotoAsync(address);
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("There is a bridge now.");
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("The ferry leaves at noon.");
        await Act("withdraw", "It was never so.");
        Assert.Equal(410, (await reader.GotoAsync(address))!.Status);
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("It was never so.");
        await Assertions.Expect(reader.Locator("body")).Not.ToContainTextAsync("leaves at noon");
        await Act("restore", null);
        Assert.Equal(200, (await reader.GotoAsync(address))!.Status);
        await Assertions.Expect(reader.Locator("main")).ToContainTextAsync("The ferry leaves at noon.");
        Assert.Null(Office.Audit().Fault);

        async Task Act(string act, string? reason)
        {
            await page.GotoAsync(article);
            var panel = page.Locator("details.panel", new() { Has = page.Locator($"form[action$='/{act}']") });
            await panel.Locator("summary").PressAsync("Enter");
            if (reason is not null)
            {
                // Without a reason nothing is done, and the form stands there open.
                await panel.Locator("button[type=submit]").PressAsync("Enter");
                await Assertions.Expect(page.Locator("#fault")).ToContainTextAsync("Say why in English");
                await page.Locator($"#{act}-en").FillAsync(reason);
            }
            await panel.Locator("button[type=submit]").PressAsync("Enter");
            await page.Arrives("**said=act." + act);
            await Office.Followed();
        }
    }

    [Fact]
    public async Task A_release_that_is_held_says_why_and_goes_out_when_a_person_says_so()
    {
        var at = await Office.Approved("Missed hour", "Text.");
        var article = Office.Article(at);
        var page = await Open(Office.Publisher);
        await page.GotoAsync(article + "/release");
        await page.FillAsync("#due", ScheduleTests.Typed(Office.Site.Time.GetUtcNow().AddHours(2)));
        if (await page.Locator("input[name=seen]").CountAsync() > 0) await page.Locator("input[name=seen]").PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Schedule" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Goes out");
        Office.Site.Time.Pass(TimeSpan.FromHours(3));
        Office.Releasing.Tick();
        // Three hours later: who works here signs in again where the session is over.
        page = await Open(Office.Publisher);
        await page.GotoAsync("/desk/articles?show=waiting");
        await page.GetByRole(AriaRole.Link, new() { Name = "Missed hour" }).First.PressAsync("Enter");
        await page.Arrives("**/desk/articles/**");
        await page.GotoAsync(article);
        await Assertions.Expect(page.Locator(".planned.held")).ToContainTextAsync("its time passed while no server was running");
        await page.Locator("form[action$='/release/now'] button").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".planned.held")).ToHaveCountAsync(0);
        Assert.Equal(DraftState.Published, Office.Draft(at)!.State);
        using var reader = Office.Site.Visit();
        Assert.Equal("Missed hour", (await reader.Get(await Office.PublicAddress(at))).Title);
    }

    [Fact]
    public async Task Settings_of_the_site_are_looked_at_before_readers_have_them_and_then_published()
    {
        var page = await Open(Office.Publisher);
        using var reader = Office.Site.Visit();
        await page.GotoAsync("/desk/site");
        await page.FillAsync("#name-en", "Lake Commission");
        await page.FillAsync("#primary", "#123456");
        await page.Locator("button[value=preview]").PressAsync("Enter");
        await page.Arrives("**/desk/site/preview**");
        await Assertions.Expect(page.Locator("header, .masthead").First).ToContainTextAsync("Lake Commission");
        Assert.DoesNotContain("Lake Commission", (await reader.Get("/en/")).Html);
        await page.GotoAsync("/desk/site");
        // What is being made stands there with what it changes.
        await Assertions.Expect(page.Locator(".said").First).ToContainTextAsync("Lake Commission");
        await Assertions.Expect(page.Locator("#name-en")).ToHaveValueAsync("Lake Commission");
        await page.Locator("button[value=publish]").PressAsync("Enter");
        await page.Arrives("**/desk/site?said=*");
        await Office.Followed();
        Assert.Contains("Lake Commission", (await reader.Get("/en/")).Html);
        using var r = Office.Site.Serving.Store.Read();
        Assert.Equal("#123456", Acta.Store.CurrentSettings.Of(r)!.Value.Settings.Colours!.Primary);
    }

    // Somebody's browser, signed in as they are.
    private async Task<IPage> Open(Visitor who)
    {
        var context = await Browser.NewContextAsync(new() { BaseURL = Office.Site.Url, Locale = "en" });
        await context.AddCookiesAsync([new() { Name = "acta-desk", Value = who.SessionCookie!, Url = Office.Site.Url }]);
        return await context.NewPageAsync();
    }
}

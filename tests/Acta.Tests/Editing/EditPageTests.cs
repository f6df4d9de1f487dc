using Acta.Tests.Access;
using Acta.Tests.Browser;
using Acta.Tests.Desk;
using Microsoft.Playwright;

namespace Acta.Tests.Editing;

/// <summary>The editor on the desk's own page for a language version, with its saving while one writes.</summary>
public class EditPageTests
{
    [Fact]
    public async Task What_I_write_formatted_is_saved_while_I_write_and_when_I_send_it()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "The bridge", "The bridge opens.");
        var linked = await office.Approved("Report on water", "Water.");
        await office.Release(linked);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = office.Site.Url, Locale = "en" });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, m) => { if (m.Type is "error" or "warning" && !m.Text.Contains("status of")) complaints.Add(m.Text); };
        page.PageError += (_, e) => complaints.Add(e);
        await DeskSite.SignIn(page, "author@example.org");
        await page.GotoAsync(at);
        var text = page.Locator(".ed-text");
        await Assertions.Expect(text).ToHaveTextAsync("The bridge opens.");
        await text.FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" It has 1,200 metres.");
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Control+Alt+s"), r => r.Request.Method == "POST" && r.Url.EndsWith(at, StringComparison.Ordinal) && r.Request.PostData!.Contains("answer", StringComparison.Ordinal) | r.Request.PostData!.Contains("question", StringComparison.Ordinal));
        Assert.Equal("::: question\nThe bridge opens. It has 1,200 metres.\n:::", await Saved());
        await page.Keyboard.TypeAsync("The Secretary General");
        await page.Locator("#edit .save-row button[type=submit]:not([formaction])").First.ClickAsync();
        await page.Arrives("**said=saved");
        await Assertions.Expect(page.Locator(".ed-speaker")).ToHaveTextAsync("The Secretary General");
        Assert.Equal("::: question The Secretary General\nThe bridge opens. It has 1,200 metres.\n:::", await Saved());

        // Our own article, found on the real desk.
        await text.FocusAsync();
        await page.Keyboard.PressAsync("Control+Home");
        await page.WaitForTimeoutAsync(100);
        // A speaker's name is words alone.
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.Locator(".ed-said")).ToHaveTextAsync("Only plain words can stand here.");
        await page.Keyboard.PressAsync("Control+End");
        await page.WaitForTimeoutAsync(100);
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Find an article of ours" }).PressSequentiallyAsync("water");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(text.Locator("a")).ToHaveTextAsync("Report on water");
        Assert.Empty(complaints);

        async Task<string> Saved() => (await office.Author.Get(at)).Document.QuerySelector("#body")!.TextContent.Trim();
    }

    [Fact]
    public async Task A_connection_that_is_cut_while_I_write_costs_no_word_and_what_I_wrote_is_sent_when_it_is_back()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "The bridge", "The bridge opens.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = office.Site.Url, Locale = "en" });
        var page = await context.NewPageAsync();
        await DeskSite.SignIn(page, "author@example.org");
        await Open();

        await context.SetOfflineAsync(true);
        await Type(" It has 1,200 metres.");
        await page.FillAsync("#summary", "A bridge.");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("No connection");
        Assert.Equal(("The bridge opens.", null), Saved());
        await Type(" And two lanes.");
        await context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("Saved");
        await Until(() => Saved() == ("The bridge opens. It has 1,200 metres. And two lanes.", "A bridge."));

        // It is cut again, and the window closed by accident: what was typed waits in the browser.
        await context.SetOfflineAsync(true);
        await Type(" It is blue.");
        await page.FillAsync("#summary", "A blue bridge.");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("No connection");
        await page.CloseAsync(new() { RunBeforeUnload = false });
        Assert.Equal("A bridge.", Saved().Summary);
        await context.SetOfflineAsync(false);
        page = await context.NewPageAsync();
        await page.GotoAsync(at);
        await Assertions.Expect(page.Locator("#summary")).ToHaveValueAsync("A blue bridge.");
        var back = page.GetByRole(AriaRole.Button, new() { Name = "Bring it back" });
        await Assertions.Expect(back.Or(page.Locator(".ed-text", new() { HasText = "It is blue." })).First).ToBeVisibleAsync();
        if (await back.IsVisibleAsync()) await back.ClickAsync();
        await Assertions.Expect(page.Locator(".ed-text")).ToHaveTextAsync("The bridge opens. It has 1,200 metres. And two lanes. It is blue.");
        await Until(() => Saved() == ("The bridge opens. It has 1,200 metres. And two lanes. It is blue.", "A blue bridge."));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".ed-text")).ToHaveTextAsync("The bridge opens. It has 1,200 metres. And two lanes. It is blue.");

        (string Body, string? Summary) Saved() => (Acta.Record.Bodies.Markdown.Write(office.Draft(at)!.Edition.Body).Trim(), office.Draft(at)!.Edition.Summary);

        async Task Open()
        {
            await page.GotoAsync(at);
            await Assertions.Expect(page.Locator(".ed-text")).ToHaveTextAsync("The bridge opens.");
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => { d.open = true; })");
        }

        async Task Type(string words)
        {
            await page.Locator(".ed-text").FocusAsync();
            await page.Keyboard.PressAsync("Control+End");
            await page.Keyboard.TypeAsync(words);
        }

        static async Task Until(Func<bool> done)
        {
            for (var i = 0; i < 500 && !done(); i++) await Task.Delay(20);
            Assert.True(done());
        }
    }
}

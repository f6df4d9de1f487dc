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
        await page.GotoAsync("/desk/sign-in");
        await page.FillAsync("#email", "author@example.org");
        await page.FillAsync("#password", DeskSite.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/desk/");
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
        await page.WaitForURLAsync("**said=saved");
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
}

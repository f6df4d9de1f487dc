using Acta.Access;
using Acta.Desk;
using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Access;

/// <summary>Every page of the desk so far, for screen readers, keyboards, telephones and slow lines.</summary>
public class DeskPagesTests
{
    [Theory]
    [InlineData("en", ColorScheme.Light, 1440, 768, 360)]
    [InlineData("ru", ColorScheme.Light, 768, 1440)]
    [InlineData("ru", ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_screen_or_cut_off(string language, ColorScheme scheme, params int[] widths)
    {
        await using var site = await DeskSite.Start();
        var boss = await site.Add(Roles.Administrator);
        var author = await site.Add(Roles.Author);
        var invitation = "/invite/" + site.Need<Invitations>().Make("vera@example.org", "Vera", new Grant(Roles.Translator, ["ru"], ["water"]), boss, null);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        // The checker is put into the page by the test, which the desk's own content policy rightly forbids.
        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Url, BypassCSP = true, Locale = language, ColorScheme = scheme, ViewportSize = new() { Width = widths[0], Height = 900 } });
        var page = await context.NewPageAsync();
        var faults = new List<string>();

        foreach (var path in new[] { "/desk/sign-in", invitation, "/invite/none", "/desk/sign-in?said=signed-out" }) await Check(path);
        await page.GotoAsync("/desk/sign-in");
        await page.FillAsync("#email", boss.Email);
        await page.FillAsync("#password", "not the right password");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#fault");
        await Check(null);
        // What went wrong is read out: it has the focus.
        Assert.Equal("fault", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.FillAsync("#email", boss.Email);
        await page.FillAsync("#password", DeskSite.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**/desk/");
        foreach (var path in new[] { "/desk/", "/desk/account", "/desk/account/authenticator", "/desk/confirm", "/desk/people", "/desk/people/" + author.Id, "/desk/audit", "/desk/no-such" }) await Check(path);
        await page.GotoAsync("/desk/people");
        await page.FillAsync("#name", "Oleg");
        await page.FillAsync("#email", "oleg@example.org");
        await page.SelectOptionAsync("#role", "editor");
        await page.ClickAsync("form[action='/desk/invitations'] button");
        await page.WaitForSelectorAsync("#link");
        await Check(null);
        await page.GotoAsync("/desk/account/authenticator");
        var key = (await page.InnerTextAsync("code.key")).Replace(" ", "");
        await page.FillAsync("#code", AuthenticatorApp.Code(key, 0));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".codes");
        await Check(null);
        await Check("/desk/account");
        await page.ClickAsync("form[action='/desk/sign-out'] button");
        await page.FillAsync("#email", boss.Email);
        await page.FillAsync("#password", DeskSite.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**/desk/sign-in/code");
        await Check(null);
        Assert.True(faults.Count == 0, string.Join("\n", faults));

        async Task Check(string? path)
        {
            if (path is not null) await page.GotoAsync(path);
            faults.AddRange(await Axe.FaultsAtWidths(page, language, widths));
        }
    }

    [Fact]
    public async Task The_Nu_checker_finds_no_error_on_any_page()
    {
        await using var site = await DeskSite.Start();
        var boss = await site.Add(Roles.Administrator);
        var author = await site.Add("author", new Grant(Roles.Author, ["en"], ["water"]), new Grant(Roles.Translator, ["ru"], []));
        var invitation = "/invite/" + site.Need<Invitations>().Make("vera@example.org", "Vera", author.Grants[0], boss, null);
        using var me = await site.SignIn(boss);
        using var elsewhere = await site.SignIn(boss);
        using var stranger = site.Visit();
        var pages = new List<(string, string)>();
        foreach (var language in DeskWords.Languages)
        {
            foreach (var path in new[] { "/desk/sign-in", invitation, "/invite/none" }) pages.Add((language + path, (await stranger.Get($"{path}?lang={language}")).Html));
            foreach (var path in new[] { "/desk/", "/desk/account", "/desk/account/authenticator", "/desk/confirm", "/desk/people", "/desk/people/" + author.Id, "/desk/audit", "/desk/no-such" })
                pages.Add((language + path, (await me.Get($"{path}?lang={language}&said=saved")).Html));
        }
        pages.Add(("fault", (await stranger.SignIn("nobody@example.org", "wrong")).Html));
        NuChecker.FindsNoError(pages);
    }

    [Fact]
    public async Task A_desk_that_can_not_keep_its_keys_says_so_and_readers_notice_nothing()
    {
        await using var site = await DeskSite.Start(prepare: folder => File.WriteAllText(Path.Combine(folder.KeysFolder, "desk"), "something else stands here"));
        using var me = site.Visit();
        var answer = await me.Get("/desk/sign-in", ("Accept-Language", "ru"));
        Assert.Equal((503, "Редакция сейчас не может обратиться к своему хранилищу, ничего не сделано. Попробуйте через минуту.\n"), (answer.Status, answer.Html));
        Assert.Equal(200, (await me.Get("/en/")).Status);
    }

    [Fact]
    public async Task A_page_of_the_desk_is_small_and_its_files_are_kept_by_the_browser()
    {
        await using var site = await DeskSite.Start();
        using var me = await site.SignIn(await site.Add(Roles.Administrator));
        foreach (var path in new[] { "/desk/people", "/desk/account", "/desk/account/authenticator", "/desk/audit", "/desk/settings", "/desk/confirm" }) await IsSmall(me, path);
        using (var stranger = site.Visit()) await IsSmall(stranger, "/desk/sign-in");
        var page = await me.Get("/desk/people");
        foreach (var link in page.Document.QuerySelectorAll("link[rel=stylesheet], script[src]"))
        {
            var file = await me.Get(link.GetAttribute("href") ?? link.GetAttribute("src")!);
            Assert.Equal(200, file.Status);
            Assert.Contains("immutable", file.Answer.Headers.CacheControl!.ToString());
        }
        Assert.Empty(page.Document.QuerySelectorAll("[style], script:not([src]), [onclick]"));
        Assert.Equal(404, (await me.Get("/assets/desk/desk.0123.css")).Status);
    }

    /// <summary>A page with its style sheets and scripts, as they are sent to a browser that has none of them yet, the editor left out.</summary>
    internal static async Task IsSmall(Visitor me, string path)
    {
        var page = await me.Get(path);
        Assert.True(page.Status < 500, $"{path}: {page.Status}");
        var total = 0L;
        foreach (var part in page.Document.QuerySelectorAll("link[rel=stylesheet], script[src]").Select(l => l.GetAttribute("href") ?? l.GetAttribute("src")!).Where(p => p != DeskAssets.Editor && p != DeskAssets.EditorStyle).Append(path))
            total += (await (await me.Get(part, ("Accept-Encoding", "br, gzip"))).Answer.Content.ReadAsByteArrayAsync()).Length;
        Assert.True(total is > 5_000 and < 200_000, $"{path}: {total} bytes");
    }
}

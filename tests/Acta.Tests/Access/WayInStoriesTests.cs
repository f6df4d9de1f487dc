using System.Text.RegularExpressions;
using Acta.Access;
using Acta.Desk;
using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Access;

/// <summary>How people come to the desk and who they are there, in a browser. Each page on the way is looked at.</summary>
public sealed class WayInStoriesTests
{
    private readonly Looks _looks = new();

    [Theory]
    [InlineData("en", "Your account is made, and you are signed in.")]
    [InlineData("ru", "Учётная запись создана, вы вошли.")]
    public async Task Somebody_invited_by_a_link_makes_an_account_with_a_second_step_works_in_their_role_and_ends_a_session_left_open_elsewhere(string language, string welcome)
    {
        var w = DeskWords.For(language);
        await using var site = await DeskSite.Start();
        await site.Add(Roles.Administrator);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var boss = await Open();
        await DeskSite.SignIn(boss, "administrator@example.org");
        await boss.GotoAsync("/desk/people");
        await boss.GetByLabel(w["name"], new() { Exact = true }).FillAsync("Vera");
        await boss.GetByLabel(w["email"], new() { Exact = true }).FillAsync("administrator@example.org");
        await boss.GetByLabel(w["role"], new() { Exact = true }).SelectOptionAsync("translator");
        await boss.GetByLabel(w.LanguageName("ru"), new() { Exact = true }).CheckAsync();
        await boss.GetByRole(AriaRole.Button, new() { Name = w["invite.make"] }).ClickAsync();
        // An address that is taken is said to be, and the rest stands there as it was typed.
        await Assertions.Expect(boss.Locator("#fault")).ToHaveTextAsync(w["email.taken"]);
        await Assertions.Expect(boss.Locator("#fault")).ToBeFocusedAsync();
        await Assertions.Expect(boss.GetByLabel(w["name"], new() { Exact = true })).ToHaveValueAsync("Vera");
        await Assertions.Expect(boss.GetByLabel(w.LanguageName("ru"), new() { Exact = true })).ToBeCheckedAsync();
        await boss.GetByLabel(w["email"], new() { Exact = true }).FillAsync("vera@example.org");
        // Meanwhile the desk wants to know whether it is still them; that, too, takes nothing of what was typed.
        site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));
        await boss.GetByRole(AriaRole.Button, new() { Name = w["invite.make"] }).ClickAsync();
        await boss.Arrives("**/desk/confirm?**");
        await boss.FillAsync("#password", DeskSite.Password);
        await boss.Keyboard.PressAsync("Enter");
        await boss.Arrives("**said=proved");
        await Assertions.Expect(boss.GetByLabel(w["email"], new() { Exact = true })).ToHaveValueAsync("vera@example.org");
        await Assertions.Expect(boss.GetByLabel(w.LanguageName("ru"), new() { Exact = true })).ToBeCheckedAsync();
        await Assertions.Expect(boss.GetByRole(AriaRole.Button, new() { Name = w["invite.make"] })).ToBeFocusedAsync();
        await boss.Keyboard.PressAsync("Enter");
        var link = await boss.GetByLabel(w["invite.link"], new() { Exact = true }).InputValueAsync();
        await _looks.At(boss);

        var vera = await Open();
        await vera.GotoAsync(link);
        await Assertions.Expect(vera.Locator("main")).ToContainTextAsync(w["role.translator"]);
        await vera.GetByLabel(w["password.new"], new() { Exact = true }).FillAsync("willow ferry lantern nine");
        await vera.GetByLabel(w["password.repeated"]).FillAsync("willow ferry lantern eight");
        await vera.GetByRole(AriaRole.Button, new() { Name = w["invite.accept"] }).ClickAsync();
        await Assertions.Expect(vera.Locator("#fault")).ToHaveTextAsync(w["password.differ"]);
        await _looks.At(vera);
        await vera.GetByLabel(w["password.new"], new() { Exact = true }).FillAsync("willow ferry lantern nine");
        await vera.GetByLabel(w["password.repeated"]).FillAsync("willow ferry lantern nine");
        await vera.GetByRole(AriaRole.Button, new() { Name = w["invite.accept"] }).ClickAsync();
        await Assertions.Expect(vera.Locator(".said")).ToHaveTextAsync(welcome);
        // A translator translates, and neither begins articles nor invites.
        await Assertions.Expect(vera.GetByRole(AriaRole.Link, new() { Name = w["menu.translations"], Exact = true })).ToHaveCountAsync(1);
        await Assertions.Expect(vera.GetByRole(AriaRole.Link, new() { Name = w["articles.new"] })).ToHaveCountAsync(0);
        await Assertions.Expect(vera.GetByRole(AriaRole.Link, new() { Name = w["menu.people"], Exact = true })).ToHaveCountAsync(0);
        await _looks.At(vera);
        // The link opened once.
        var late = await Open();
        Assert.Equal(404, (await late.GotoAsync(link))!.Status);
        await Assertions.Expect(late.Locator("h1")).ToHaveTextAsync(w["invite.gone.title"]);
        await _looks.At(late);

        await vera.GetByRole(AriaRole.Link, new() { Name = "Vera" }).ClickAsync();
        await vera.GetByRole(AriaRole.Link, new() { Name = w["authenticator.turn-on"] }).ClickAsync();
        var key = (await vera.InnerTextAsync("code.key")).Replace(" ", "");
        await vera.GetByLabel(w["code"], new() { Exact = true }).FillAsync(AuthenticatorApp.Code(key, 0));
        await vera.Keyboard.PressAsync("Enter");
        await Assertions.Expect(vera.Locator(".codes li")).ToHaveCountAsync(10);
        await _looks.At(vera);
        await vera.GetByRole(AriaRole.Link, new() { Name = w["codes.kept"] }).ClickAsync();
        await vera.Arrives("**/desk/account");

        // At home, on another machine, the telephone is asked as well. The session there is forgotten, and ended from here.
        var home = await Open();
        await home.GotoAsync("/desk/sign-in");
        await home.GetByLabel(w["email"], new() { Exact = true }).FillAsync("vera@example.org");
        await home.GetByLabel(w["password"], new() { Exact = true }).FillAsync("willow ferry lantern nine");
        await home.Keyboard.PressAsync("Enter");
        await home.Arrives("**/desk/sign-in/code");
        await home.GetByLabel(w["code"], new() { Exact = true }).FillAsync(AuthenticatorApp.Code(key, 1));
        await home.Keyboard.PressAsync("Enter");
        await home.Arrives("**/desk/");
        await vera.ReloadAsync();
        var sessions = vera.GetByRole(AriaRole.Region, new() { Name = w["sessions.title"] });
        await Assertions.Expect(sessions.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await _looks.At(vera);
        await sessions.GetByRole(AriaRole.Listitem).Filter(new() { HasNotText = w["session.here"] }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(vera.Locator(".said")).ToHaveTextAsync(w["said.session-ended"]);
        await Assertions.Expect(sessions.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await home.GotoAsync("/desk/translations");
        await home.Arrives("**/desk/sign-in?**");
        _looks.FoundNothing();

        async Task<IPage> Open() => await (await browser.NewContextAsync(new() { BaseURL = site.Url, Locale = language, ColorScheme = language == "ru" ? ColorScheme.Dark : ColorScheme.Light })).NewPageAsync();
    }

    [Fact]
    public async Task Who_has_the_organisations_account_comes_in_by_it_goes_on_to_where_they_wanted_and_proves_themselves_there_before_a_dangerous_act()
    {
        await using var world = await OpenIdTests.OpenIdWorld.Start();
        await world.Site.Add("anna", new Grant(Roles.Administrator, [], []));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var page = await (await browser.NewContextAsync(new() { BaseURL = world.Site.Url, Locale = "en" })).NewPageAsync();

        // Somebody signed in there as another is told that nobody knows them here, and is asked there again who they are.
        await page.GotoAsync("/desk/people");
        await Ministry("Sign in with The Ministry", "boris");
        await Assertions.Expect(page.Locator("#fault")).ToContainTextAsync("You were not signed in");
        await _looks.At(page);
        await Ministry("Sign in with The Ministry", "anna");
        await page.Arrives("**/desk/people");
        await Assertions.Expect(page.Locator(".me")).ToContainTextAsync("The anna");

        // Before the dangerous act she is asked there, and what she typed is here when she comes back.
        await page.FillAsync("#name", "Oleg");
        await page.FillAsync("#email", "oleg@example.org");
        await page.SelectOptionAsync("#role", "editor");
        var (away, site) = (Sessions.Proof + TimeSpan.FromMinutes(1), world.Site);
        site.Time.Pass(away);
        await page.ClickAsync("form[action='/desk/invitations'] button");
        await page.Arrives("**/desk/confirm?**");
        await _looks.At(page);
        // The clock there is the real one: so is ours again.
        site.Time.Pass(-away);
        await Ministry("Confirm with The Ministry", "boris");
        await Assertions.Expect(page.Locator("#fault")).ToContainTextAsync("That was not your account here");
        await _looks.At(page);
        await Ministry("Confirm with The Ministry", "anna");
        await page.Arrives("**/desk/people?said=proved");
        await Assertions.Expect(page.Locator("#email")).ToHaveValueAsync("oleg@example.org");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#link")).ToHaveCountAsync(1);
        _looks.FoundNothing();

        async Task Ministry(string button, string name)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = button }).ClickAsync();
            await page.FillAsync("input[name=login]", name);
            await page.FillAsync("input[name=password]", "any");
            await page.Keyboard.PressAsync("Enter");
            // Whoever agreed before is not asked again.
            await page.Arrives(new Regex("^" + Regex.Escape(world.Site.Url) + "/desk/|/interaction/"));
            if (!page.Url.StartsWith(world.Site.Url, StringComparison.Ordinal)) await page.Locator("button[type=submit]").ClickAsync();
            await page.Arrives(world.Site.Url + "/desk/**");
        }
    }
}

using Acta.Access;
using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Access;

/// <summary>Passkeys in a real browser, with an authenticator that the browser plays itself (WebDriver's virtual one).</summary>
public class PasskeyTests
{
    [Fact]
    public async Task I_add_a_passkey_sign_in_with_it_prove_myself_by_it_and_remove_it()
    {
        await using var site = await DeskSite.Start();
        var boss = await site.Add(Roles.Administrator);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Url, Locale = "en" });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, m) => { if (m.Type is "error" or "warning" && !m.Text.Contains("status of 403")) complaints.Add(m.Text); };
        page.PageError += (_, e) => complaints.Add(e);
        await Authenticator(context, page);

        await SignIn(page, boss);
        await page.GotoAsync("/desk/account");
        await page.GetByLabel("What to call it").FillAsync("My telephone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The passkey is added.");
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("My telephone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        // By passkey: no address, no password. It opens also while guessing has closed the account to passwords.
        for (var i = 0; i < Attempts.ForAccount; i++) site.Need<Attempts>().Take(boss.Email, "192.0.2.1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Good to see you, The administrator");
        Assert.Contains(site.Need<Sessions>().Of(boss.Id), s => s.Method == "passkey");

        // A dangerous act later: asked again, proved by the same key, and back where I was.
        site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));
        await page.GotoAsync("/desk/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove My telephone" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm with a passkey" }).ClickAsync();
        await page.Arrives("**/desk/account?said=proved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove My telephone" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The passkey is removed.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        // A key that is not known here any more opens nothing.
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator("#fault")).ToContainTextAsync("The passkey was not accepted.");
        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }

    [Fact]
    public async Task A_passkey_of_somebody_else_does_not_prove_that_it_is_me()
    {
        await using var site = await DeskSite.Start();
        var (mallory, boss) = (await site.Add(Roles.Author, "mallory"), await site.Add(Roles.Administrator));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Url, Locale = "en" });
        var page = await context.NewPageAsync();
        await Authenticator(context, page);
        await SignIn(page, mallory);
        await page.GotoAsync("/desk/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The passkey is added.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        // The administrator signed in here and went away; Mallory holds the own key to the screen that asks for proof.
        await SignIn(page, boss);
        site.Time.Pass(Sessions.Proof + TimeSpan.FromMinutes(1));
        await page.GotoAsync("/desk/confirm?to=/desk/people");
        var status = await page.EvaluateAsync<int>(
            """
            async () => {
              const token = document.querySelector("[name=form-token]").value;
              const options = await (await fetch("/desk/sign-in/passkey/options", { method: "POST", headers: { "X-Form-Token": token } })).json();
              const credential = JSON.stringify(await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
              return (await fetch("/desk/confirm/passkey", { method: "POST", body: new URLSearchParams({ "form-token": token, credential }) })).status;
            }
            """);
        Assert.Equal(401, status);
        Assert.False(site.Need<Sessions>().IsProved(Assert.Single(site.Need<Sessions>().Of(boss.Id))));
    }

    private static async Task SignIn(IPage page, Staff staff)
    {
        await page.GotoAsync("/desk/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(staff.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(DeskSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Arrives("**/desk/");
    }

    private static async Task Authenticator(IBrowserContext context, IPage page)
    {
        var devtools = await context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
    }
}

using Acta.Access;
using Acta.Desk.Articles;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>What keeps people at the desk from an act they did not mean, and from typing things twice.</summary>
public class CareTests
{
    [Fact]
    public async Task A_removal_takes_a_reason_for_each_language_and_a_refused_form_keeps_what_was_typed()
    {
        await using var office = await Office.Open();
        var at = await InTwoLanguages(office);
        var article = Office.Article(at);
        var page = await office.Publisher.Get(article);
        // Of several nothing is chosen beforehand.
        Assert.Empty(page.Document.QuerySelectorAll("form[action$='/withdraw'] input[name=language][checked]"));
        var refused = await office.Publisher.Post(article + "/withdraw", [Token(page), new("language", "en"), new("language", "ru"), new("reason-ru", "Ошибка."), new("replacement", "/en/nowhere")]);
        Assert.StartsWith("Say why in English", refused.Fault);
        Assert.Equal("Ошибка.", refused.Document.QuerySelector("#withdraw-ru")!.TextContent);
        Assert.Equal("/en/nowhere", refused.Document.QuerySelector("#withdraw-instead")!.GetAttribute("value"));
        Assert.NotNull(refused.Document.QuerySelector("form[action$='/withdraw']")!.Closest("details[open]"));
        Assert.StartsWith("There is a reason for Russian", (await office.Publisher.Post(article + "/withdraw", [Token(page), new("language", "en"), new("reason-en", "Wrong."), new("reason-ru", "Ошибка.")])).Fault);
        Assert.StartsWith("That is this article itself", (await office.Publisher.Post(article + "/withdraw", [Token(page), new("language", "ru"), new("reason-ru", "Ошибка."), new("replacement", "https://news.example.org" + await office.PublicAddress(at) + "?x=1#y")])).Fault);
        Assert.Equal(303, (await office.Publisher.Post(article + "/withdraw", [Token(page), new("language", "ru"), new("reason-ru", "Ошибка.")])).Status);
        await office.Followed();
        using var reader = office.Site.Visit();
        Assert.Equal(200, (await reader.Get(await office.PublicAddress(at))).Status);
        // An embargo's hour that was refused stands there as well.
        var draft = await office.Begin(office.Author, "Later", "Text.");
        var past = await office.Author.Submit(Office.Article(draft), Office.Article(draft) + "/embargo", ("due", "2020-01-01T10:00"));
        Assert.Equal("2020-01-01T10:00", past.Document.QuerySelector("#embargo-due")!.GetAttribute("value"));
        var asked = await office.Editor.Submit(Office.Article(draft) + "/clearance", Office.Article(draft) + "/clearance", ("text", "en " + office.Draft(draft)!.Digest.Hex), ("parties", "Ministry A"), ("order", "order"), ("procedure", "silence"), ("deadline", "2020-01-01T10:00"));
        Assert.Equal(("Ministry A", "2020-01-01T10:00"), (asked.Document.QuerySelector("#parties")!.TextContent, asked.Document.QuerySelector("#deadline")!.GetAttribute("value")));
        Assert.NotNull(asked.Document.QuerySelector("input[value=silence][checked]"));
    }

    [Fact]
    public async Task An_approved_text_is_changed_by_a_decision()
    {
        await using var office = await Office.Open();
        var at = await office.Approved("Bridge", "Text.");
        var page = await office.Author.Get(at);
        Assert.Contains("approved exactly as it stands", page.Html);
        Assert.NotNull(page.Document.QuerySelector("#edit fieldset[disabled]"));
        Assert.Null(page.Document.QuerySelector("#edit .save-row button"));
        var open = await office.Author.Get(at + "?change=yes");
        Assert.Null(open.Document.QuerySelector("#edit fieldset[disabled]"));
        Assert.NotNull(open.Document.QuerySelector("#edit button[formaction$='then=submit']"));
    }

    [Fact]
    public async Task A_picture_is_described_or_said_to_be_decoration()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "Bridge", "Text.");
        var picture = await MediaTests.Upload(office.Author, MediaTests.Photo(40, 30), "a.jpg");
        await office.Write(office.Author, at, ("lead", picture.Id.ToString()), ("lead-alt", ""), ("lead-decorative", ""));
        Assert.Contains("A picture has no description", (await Office.Step(office.Editor, at, "approve")).Fault);
        await office.Write(office.Author, at, ("lead", picture.Id.ToString()), ("lead-alt", ""), ("lead-decorative", "yes"));
        Assert.Null(office.Draft(at)!.Edition.Lead!.Alt);
        Assert.Equal(303, (await Office.Step(office.Editor, at, "approve")).Status);
        // A direction that is forced upon letters turns nothing around.
        await office.Write(office.Author, at, ("headline", "Bridge \u202egnp.exe"));
        Assert.Equal("Bridge gnp.exe", office.Draft(at)!.Headline);
    }

    [Fact]
    public async Task A_comment_names_a_passage_that_is_there_and_those_outside_are_heard_beside_the_text()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "Bridge", "The **long** bridge\nis open.");
        Assert.Contains("does not stand in the text", (await office.Editor.Submit(at, at + "/comments", ("quote", "The short bridge"), ("comment", "?"))).Fault);
        Assert.Equal(303, (await office.Editor.Submit(at, at + "/comments", ("quote", "The long bridge is open"), ("comment", "Since when?"))).Status);
        var clearance = Office.Article(at) + "/clearance";
        var made = await office.Editor.Submit(clearance, clearance, ("text", "en " + office.Draft(at)!.Digest.Hex), ("parties", "Ministry A"), ("deadline", "2031-01-01T10:00"));
        var link = new Uri(made.Document.QuerySelector("#link-0")!.GetAttribute("value")!).PathAndQuery;
        using var visitor = office.Site.Visit();
        await visitor.Submit(link, link, ("do", "remark"), ("about", "en"), ("quote", "long"), ("comment", "How long?"));
        var page = await office.Author.Get(at);
        Assert.Contains("Ministry A", page.Document.QuerySelectorAll(".comments")[1].TextContent);
        Assert.Contains("How long?", page.Html);
    }

    [Fact]
    public async Task A_link_to_a_preview_leads_to_the_page_once_it_is_public_and_the_trail_names_the_article()
    {
        await using var office = await Office.Open();
        var at = await office.Approved("A named bridge", "Text.");
        var made = await office.Author.Submit($"{at}/preview-links", $"{at}/preview-links", ("label", "The embassy"), ("days", "2"));
        var link = "/preview/" + made.Html.Split("/preview/").Select(p => p.Split('"', '<')[0]).First(t => t.Length == 48);
        await office.Release(at);
        await office.Followed();
        using var visitor = office.Site.Visit();
        Assert.Equal((303, await office.PublicAddress(at)), await visitor.Get(link) is var moved ? (moved.Status, moved.Location) : default);
        using var auditor = await office.Hire(Roles.Auditor);
        var trail = await auditor.Get("/desk/audit");
        Assert.Contains("A named bridge", trail.Document.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("approved it", StringComparison.Ordinal)).TextContent);
        Assert.All((await auditor.Get($"/desk/audit?of={Office.Id(at)}")).Document.QuerySelectorAll("tbody tr"), r => Assert.Contains("A named bridge", r.TextContent));
        // Whoever sets things up reads no text in the making, at home either.
        await office.Begin(office.Author, "Not for administrators", "Text.");
        using var administrator = await office.Hire(Roles.Administrator);
        Assert.DoesNotContain("Not for administrators", (await administrator.Get("/desk/")).Html);
        Assert.DoesNotContain("Not for administrators", (await administrator.Get("/desk/audit")).Html);
    }

    [Fact]
    public async Task A_redirect_to_an_article_ages_no_translation_of_it()
    {
        await using var office = await Office.Open();
        var at = await InTwoLanguages(office);
        using (var reader = office.Site.Visit()) Assert.Equal(404, (await reader.Get("/old.html", ("User-Agent", "Firefox"))).Status);
        office.Site.Serving.Tally.Write();
        Assert.Equal(303, (await office.Publisher.Submit("/desk/misses", "/desk/misses/lead", ("path", "/old.html"), ("to", await office.PublicAddress(at)))).Status);
        await office.Followed();
        Assert.DoesNotContain("older than the original", (await office.Publisher.Get(Office.Article(at))).Html);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_save_that_was_asked_for_stays_a_version_and_those_of_the_script_are_thinned()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "Bridge", "One.");
        await office.Write(office.Author, at, ("body", "Two."));
        foreach (var text in new[] { "Two, a", "Two, ab", "Two, abc" })
        {
            var page = await office.Author.Get(at);
            Assert.Equal(200, (await office.Author.Post(at, [Token(page), new("version", page.Document.QuerySelector("#edit input[name=version]")!.GetAttribute("value")!), new("fields", "body"), new("body", text)], ("Accept", "application/json"))).Status);
        }
        using var r = office.Site.Serving.Store.Read();
        Assert.Equal(["", "One.", "Two.", "Two, abc"], Drafts.Versions(r, Office.Id(at), "en").Reverse().Select(v => Acta.Record.Bodies.Markdown.Write(v.Edition.Body).Trim()));
    }

    [Fact]
    public async Task The_site_takes_no_address_that_leads_nowhere_and_keeps_the_whole_form_as_typed()
    {
        await using var office = await Office.Open();
        var page = await office.Publisher.Get("/desk/site");
        foreach (var (field, value, said) in new[]
        {
            ("urgent-to", "javascript:alert(1)", "leads nowhere"), ("urgent-to", "//evil.example", "leads nowhere"), ("urgent-until", "2020-01-01 10:00", "is over"), ("contact-email", "x Bcc: y", "not an e-mail address"),
            ("languages", "en, ru, xx-bogus!", "“xx-bogus!” is not the code"), ("menu-0-to", "\\\\evil", "leads nowhere"), ("zone", "Mars/Base", "no such time zone"),
        })
        {
            var form = page.Document.QuerySelector("form.site-form")!;
            var values = form.QuerySelectorAll("input[name], textarea[name]").Where(f => f.GetAttribute("type") is not ("checkbox" or "radio")).ToDictionary(f => f.GetAttribute("name")!, f => f.LocalName == "textarea" ? f.TextContent : f.GetAttribute("value") ?? "");
            values["urgent-en"] = "Closed.";
            values["menu-0-label-en"] = "Menu";
            values["menu-0-to"] = "news/";
            values["contact-name"] = "Press";
            values["tagline-en"] = "A line that was just typed";
            values[field] = value;
            values["do"] = "publish";
            var refused = await office.Publisher.Post("/desk/site", values);
            Assert.Equal((field, 400), (field, refused.Status));
            Assert.Contains(said, refused.Fault);
            var input = refused.Document.GetElementsByName(field).Single();
            Assert.Equal(("true", value), (input.GetAttribute("aria-invalid"), input.GetAttribute("value")));
            Assert.Contains(said, refused.Document.GetElementById(input.GetAttribute("aria-describedby")!.Split(' ')[^1])!.TextContent);
            Assert.Equal("A line that was just typed", refused.Document.QuerySelector("#tagline-en")!.TextContent);
        }
    }

    [Fact]
    public async Task Words_typed_a_moment_before_a_button_or_a_link_go_along()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "Bridge", "The bridge.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = office.Site.Url, Locale = "en" });
        var page = await context.NewPageAsync();
        var asked = 0;
        page.Dialog += (_, dialog) =>
        {
            asked++;
            _ = dialog.AcceptAsync();
        };
        await DeskSite.SignIn(page, "editor@example.org");
        await page.GotoAsync(at);
        await Type(" One more.");
        await page.FillAsync("#comment", "Is it?");
        await page.Locator("form[action$='/comments'] button").ClickAsync();
        await page.Arrives("**said=commented");
        Assert.Equal("The bridge. One more.", Text());
        await Type(" Two more.");
        await page.Locator(".edit-side a[href$='/versions']").ClickAsync();
        await page.Arrives("**/versions");
        Assert.Equal("The bridge. One more. Two more.", Text());
        await page.GotoAsync(at);
        await Type(" Three more.");
        await page.Locator("form[action$='/approve'] button").ClickAsync();
        // Once it has landed: a browser that is closed on its way to the next page may never say that it is.
        await page.Arrives("**said=step.approve");
        Assert.Equal((DraftState.Approved, "The bridge. One more. Two more. Three more."), (office.Draft(at)!.State, Text()));
        Assert.Equal(0, asked);

        async Task Type(string words)
        {
            // Through the locator, whose acts end by themselves where the page does not answer.
            await page.Locator(".ed-text").PressAsync("Control+End");
            await page.Locator(".ed-text").PressSequentiallyAsync(words);
        }

        string Text() => Acta.Record.Bodies.Markdown.Write(office.Draft(at)!.Edition.Body).Trim();
    }

    [Fact]
    public async Task In_Russian_the_menu_and_the_save_row_keep_to_one_line_and_a_telephone_shows_the_whole_audit_trail()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "Мост", "Мост открыт.", language: "ru");
        await office.Translator.Submit(await office.Translator.Get(Office.Article(at)), Office.Article(at), Office.Article(at) + "/translate", ("language", "en"), ("from", "ru"));
        var boss = await office.Site.Add("boss", new Grant(Roles.Administrator, [], []), new Grant(Roles.Publisher, [], []));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = office.Site.Url, Locale = "ru", ViewportSize = new() { Width = 1280, Height = 800 } });
        var page = await context.NewPageAsync();
        await DeskSite.SignIn(page, "publisher@example.org");
        await page.GotoAsync(Office.Article(at) + "/en");
        Assert.Equal(1, await page.EvaluateAsync<int>("new Set([...document.querySelectorAll('.menu li')].map(e => Math.round(e.getBoundingClientRect().top))).size"));
        Assert.Equal(1, await page.EvaluateAsync<int>("new Set([...document.querySelectorAll('.save-row .button')].map(e => Math.round(e.getBoundingClientRect().top))).size"));
        Assert.InRange(await page.EvaluateAsync<double>("document.querySelector('.top').getBoundingClientRect().height"), 20, 75);
        Assert.InRange(await page.EvaluateAsync<double>("document.querySelector('.save-row').getBoundingClientRect().height"), 20, 75);
        await context.ClearCookiesAsync();
        await DeskSite.SignIn(page, boss.Email);
        await page.SetViewportSizeAsync(390, 800);
        await page.GotoAsync("/desk/audit");
        Assert.True(await page.EvaluateAsync<bool>("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.scroll:has(.trail)'))"));
    }

    [Fact]
    public async Task Words_typed_a_moment_before_leaving_or_signing_out_are_saved_and_none_stays_in_the_browser()
    {
        await using var office = await Office.Open();
        var at = await office.Begin(office.Author, "Bridge", "The bridge.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = office.Site.Url, Locale = "en" });
        var page = await context.NewPageAsync();
        List<string> asked = [];
        page.Dialog += (_, dialog) =>
        {
            asked.Add(dialog.Message);
            _ = dialog.AcceptAsync();
        };
        await DeskSite.SignIn(page, "editor@example.org");
        // Once the page has the words, and before it would send them by itself.
        await page.GotoAsync(at);
        await Type(" One more.");
        await Assertions.Expect(page.Locator("#body")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("One more"));
        await page.GotoAsync("/robots.txt");
        await Until(() => Text() == "The bridge. One more.");
        // It came, so the page has nothing to give back, and goes on from there.
        await page.GotoAsync(at);
        Assert.Empty(await Kept());
        await Type(" Two more.");
        await page.Locator("form[action='/desk/sign-out'] button").ClickAsync();
        await page.Arrives("**said=signed-out");
        Assert.Equal("The bridge. One more. Two more.", Text());
        Assert.Empty(await Kept());
        Assert.Empty(asked);

        // What can't be saved is lost by nobody's silence.
        await page.FillAsync("#email", "editor@example.org");
        await page.FillAsync("#password", DeskSite.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**/desk/");
        await page.GotoAsync(at);
        await page.Locator(".ed-text").WaitForAsync();
        await office.Write(office.Author, at, ("body", "Another bridge."));
        await Type(" Three more.");
        await page.Locator("form[action='/desk/sign-out'] button").ClickAsync();
        await page.Arrives("**said=signed-out");
        Assert.StartsWith("What you typed is not saved and would be lost.", Assert.Single(asked));
        Assert.Empty(await Kept());

        async Task Type(string words)
        {
            await page.Locator(".ed-text").PressAsync("Control+End");
            await page.Locator(".ed-text").PressSequentiallyAsync(words);
        }

        async Task<string[]> Kept() => await page.EvaluateAsync<string[]>("Object.keys(localStorage).filter(key => key.startsWith('acta:'))");

        async Task Until(Func<bool> isSo)
        {
            for (var i = 0; i < 100 && !isSo(); i++) await Task.Delay(50);
            Assert.True(isSo(), Text());
        }

        string Text() => Acta.Record.Bodies.Markdown.Write(office.Draft(at)!.Edition.Body).Trim();
    }

    // An article that is public in English and in Russian.
    private static async Task<string> InTwoLanguages(Office office)
    {
        var at = await office.Approved("Bridge", "Text.");
        await office.Release(at);
        await office.Translator.Submit(Office.Article(at), Office.Article(at) + "/translate", ("language", "ru"), ("from", "en"));
        var russian = Office.Article(at) + "/ru";
        await office.Write(office.Translator, russian, ("headline", "Мост"), ("body", "Текст."));
        Assert.Equal(303, (await Office.Step(office.Editor, russian, "approve")).Status);
        await office.Release(russian);
        await office.Followed();
        return at;
    }

    private static KeyValuePair<string, string> Token(Page page) => new("form-token", page.Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!);
}

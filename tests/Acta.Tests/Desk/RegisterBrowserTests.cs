using Acta.Access;
using Acta.Desk.Register;
using Acta.Record.Register;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>The register at the desk, in a browser: by keyboard alone, and looked over by the checkers.</summary>
public sealed class RegisterBrowserTests : BrowserOffice
{
    private Visitor _keeper = null!;
    private (string Council, string Post, string Ann, string Term) _cast;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _keeper = await Office.Hire(Roles.Keeper);
        _cast = await RegisterDeskTests.Cast(_keeper);
        await Office.Followed();
    }

    [Fact]
    public async Task A_term_is_written_by_keyboard_alone_and_what_is_chosen_is_said()
    {
        var page = await SignIn("keeper");
        await page.GotoAsync("/desk/register/new?kind=membership");
        var who = page.Locator("#look-member");
        await Assertions.Expect(who).ToHaveRoleAsync(AriaRole.Combobox);
        await who.FocusAsync();
        await page.Keyboard.TypeAsync("exampl");
        await Assertions.Expect(page.Locator(".found [role=option]")).ToHaveCountAsync(1);
        await Assertions.Expect(who).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(await page.Locator(".found [role=option]").GetAttributeAsync("id"), await who.GetAttributeAsync("aria-activedescendant"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#member [role=status]")).ToHaveTextAsync("Ann Example is chosen.");
        await Assertions.Expect(who).ToHaveAttributeAsync("aria-expanded", "false");
        // Enter in the search sends nothing, and Escape closes the list.
        await page.Locator("#look-post").FocusAsync();
        await page.Keyboard.TypeAsync("head");
        await Assertions.Expect(page.Locator(".found [role=option]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".found [role=option]")).ToHaveCountAsync(0);
        await page.Keyboard.TypeAsync(" of");
        await Assertions.Expect(page.Locator(".found [role=option]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#role").SelectOptionAsync("acting");
        await page.Locator("#start").FillAsync("2020");
        await page.Locator("#start").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**said=saved");
        var saved = Assert.IsType<Membership>(Register.Draft(Office, new Uri(page.Url).AbsolutePath)!.Says);
        Assert.Equal((Guid.Parse(_cast.Ann.Split('/')[3]), "acting"), (saved.Member, saved.Role));
        // What was chosen is taken away with one key, too.
        await page.GetByRole(AriaRole.Button, new() { Name = "Take Head of the council away" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#look-post")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#post [data-picked] input[value]:not([value=''])")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_contradiction_is_told_while_one_writes_and_goes_when_it_is_mended()
    {
        var page = await SignIn("keeper");
        await page.GotoAsync($"/desk/register/new?kind=membership&post={_cast.Post.Split('/')[3]}&member={_cast.Ann.Split('/')[3]}");
        var told = page.Locator("[data-against]");
        await page.Locator("#start").FillAsync("2019-01-01");
        await page.Locator("#start").BlurAsync();
        await Assertions.Expect(told).ToContainTextAsync("At the same time");
        await page.Locator("#start").FillAsync("2016-01-01");
        await page.Locator("#end").FillAsync("2016-12-31");
        await page.Locator("#end").BlurAsync();
        await Assertions.Expect(told).ToBeHiddenAsync();
        // An end before the beginning is no less told for being nobody else's.
        await page.Locator("#end").FillAsync("2015-12-31");
        await page.Locator("#end").BlurAsync();
        await Assertions.Expect(told).ToContainTextAsync("This can’t go out as it stands");
        await page.Locator(".save-row button[value=save]").ClickAsync();
        await page.Arrives("**said=saved");
        await Assertions.Expect(page.Locator("section.against")).ToBeVisibleAsync();
        await page.Locator("#end").FillAsync("2016-12-31");
        await page.Locator("#end").BlurAsync();
        await Assertions.Expect(page.Locator("section.against")).ToHaveCountAsync(0);
        await Assertions.Expect(told).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Rows_are_added_and_removed_without_leaving_the_page_or_losing_what_was_typed()
    {
        var page = await SignIn("keeper");
        await page.GotoAsync("/desk/register/new?kind=event");
        await page.Locator("[name='name.en']").FillAsync("XX session");
        await page.Locator("summary", new() { HasText = "Participants" }).ClickAsync();
        var add = page.Locator("button[value='add:participants']");
        await add.ClickAsync();
        await page.Locator("[name='participants.0.name.en']").FillAsync("delegations of the member States");
        await add.ClickAsync();
        await Assertions.Expect(page.Locator("[data-row]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[name='participants.0.name.en']")).ToHaveValueAsync("delegations of the member States");
        await page.Locator("[name='look.participants.1.who']").PressSequentiallyAsync("ann");
        await page.Locator(".found [role=option]").First.ClickAsync();
        await page.Locator("[data-row]").First.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.Locator(".save-row button[value=save]").ClickAsync();
        await page.Arrives("**said=saved");
        var saved = Assert.IsType<Event>(Register.Draft(Office, new Uri(page.Url).AbsolutePath)!.Says);
        Assert.Equal(Guid.Parse(_cast.Ann.Split('/')[3]), Assert.Single(saved.Participants).Who);
    }

    [Fact]
    public async Task A_papers_file_and_a_portrait_are_searched_shown_and_uploaded_in_the_form_itself()
    {
        var lake = await MediaTests.Upload(Office.Author, MediaTests.Photo(60, 40), "lake.jpg");
        await MediaTests.Upload(Office.Author, MediaTests.Photo(50, 40), "hall.jpg");
        var page = await SignIn("keeper");
        await page.GotoAsync(_cast.Ann);
        await page.Locator("#look-portrait").PressSequentiallyAsync("lak");
        await Assertions.Expect(page.Locator("#portrait [role=option]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#portrait [role=option] img")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#portrait .chosen img")).ToBeVisibleAsync();
        // Who is found is not sought any more.
        await Assertions.Expect(page.Locator("#look-portrait")).ToBeHiddenAsync();
        await page.Locator(".save-row button[value=save]").ClickAsync();
        await page.Arrives("**said=saved");
        Assert.Equal(lake.Id, Assert.IsType<Person>(Register.Draft(Office, _cast.Ann)!.Says).Portrait!.Source.File!.Id);
        Assert.Equal(1, await page.Locator("#portrait .chosen img").CountAsync());

        await page.GotoAsync("/desk/register/new?kind=paper");
        await page.Locator("[name='name.en']").FillAsync("Report");
        await page.Locator("summary", new() { HasText = "Language versions" }).ClickAsync();
        await page.Locator("button[value='add:versions']").ClickAsync();
        await page.Locator("[name='versions.0.lang']").SelectOptionAsync("en");
        await page.Locator("#upload-versions-0-file").SetInputFilesAsync(new FilePayload { Name = "report.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7\nnothing"u8.ToArray() });
        await Assertions.Expect(page.Locator("#versions-0-file [data-picked]")).ToContainTextAsync("report.pdf");
        await page.Locator(".save-row button[value=save]").ClickAsync();
        await page.Arrives("**said=saved");
        var paper = Assert.IsType<Paper>(Register.Draft(Office, new Uri(page.Url).AbsolutePath)!.Says);
        Assert.Equal(("en", "report.pdf"), (paper.Versions.Single().Language, paper.Versions.Single().File!.Name));
    }

    [Fact]
    public async Task A_new_record_that_has_saved_itself_is_called_by_its_name_and_is_a_draft()
    {
        var page = await SignIn("keeper");
        await page.GotoAsync("/desk/register/new?kind=person");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("New record: Person");
        await page.Locator("[name='name.en']").FillAsync("Newly Begun");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("Saved");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Newly Begun");
        await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Newly Begun – "));
        await Assertions.Expect(page.Locator(".edit-state .chip")).ToHaveTextAsync("draft");
    }

    [Fact]
    public async Task What_was_typed_into_a_record_is_there_after_the_tab_is_closed_without_saving()
    {
        var page = await SignIn("keeper");
        await page.GotoAsync(_cast.Ann);
        await page.Locator("#born").FillAsync("1960-05");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("Saved");
        await page.CloseAsync();
        page = await page.Context.NewPageAsync();
        await page.GotoAsync(_cast.Ann);
        await Assertions.Expect(page.Locator("#born")).ToHaveValueAsync("1960-05");
        Assert.Equal("1960-05", Assert.IsType<Person>(Register.Draft(Office, _cast.Ann)!.Says).Born.ToString());

        // Without a connection it stays in the browser, rows and all, and is saved when somebody comes back.
        await page.Locator("summary", new() { HasText = "Other and former names" }).ClickAsync();
        await page.Locator("button[value='add:otherNames']").ClickAsync();
        await Assertions.Expect(page.Locator("[name='otherNames.0.name.en']")).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(true);
        await page.Locator("[name='otherNames.0.name.en']").FillAsync("Ann Sample");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("No connection");
        await page.CloseAsync();
        page = await Browser.Contexts.Last().NewPageAsync();
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync(_cast.Ann);
        await Assertions.Expect(page.Locator("[name='otherNames.0.name.en']")).ToHaveValueAsync("Ann Sample");
        Assert.Equal("Ann Sample", Register.Draft(Office, _cast.Ann)!.Says.OtherNames.Single().Name["en"]);
        Assert.Empty(await page.EvaluateAsync<string[]>("() => Object.keys(localStorage).filter(k => k.startsWith('acta:record'))"));

        // A new one has a page of its own from its first save on; what can't be read is told and saves nothing.
        await page.GotoAsync("/desk/register/new?kind=person");
        await page.Locator("#born").FillAsync("long ago");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("Not saved yet");
        await Assertions.Expect(page.Locator("#born")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Locator("#born").FillAsync("1970");
        await page.Locator("[name='name.en']").FillAsync("Carl Example");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("Saved");
        var at = new Uri(page.Url).AbsolutePath;
        Assert.Matches("^/desk/register/[0-9a-f-]{36}$", at);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[name='name.en']")).ToHaveValueAsync("Carl Example");
        // What is typed in one sitting is one version.
        await page.Locator("#born").FillAsync("1971");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("Saved");
        using var reading = Office.Site.Serving.Store.Read();
        Assert.Single(RecordDrafts.Versions(reading, Guid.Parse(at.Split('/')[3])));
    }

    [Fact]
    public async Task Two_who_write_at_once_are_told_and_see_both()
    {
        var page = await SignIn("keeper");
        await page.GotoAsync(_cast.Ann);
        await Register.Change(_keeper, _cast.Ann, ("born", "1961"));
        await page.Locator("#born").FillAsync("1962");
        await Assertions.Expect(page.Locator("[data-saved]")).ToContainTextAsync("saved this record while you wrote");
        await page.Locator(".save-row button[value=save]").ClickAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=differs] del")).ToContainTextAsync("1961");
        await Assertions.Expect(page.Locator("#born")).ToHaveValueAsync("1962");
        await page.Locator(".save-row button[value=save]").ClickAsync();
        await page.Arrives("**said=saved");
        Assert.Equal("1962", Assert.IsType<Person>(Register.Draft(Office, _cast.Ann)!.Says).Born.ToString());
    }

    [Fact]
    public async Task A_record_that_an_article_names_is_saved_as_it_is_picked_and_as_it_is_taken_away()
    {
        var at = await Office.Begin(Office.Author, "A visit", "We met.");
        var page = await SignIn("author");
        await page.GotoAsync(at);
        await page.GetByText("People, bodies, events and decisions it names").ClickAsync();
        await page.Locator("#look-records-about").PressSequentiallyAsync("example");
        await Assertions.Expect(page.Locator(".found [role=option]")).ToHaveCountAsync(1);
        await page.RunAndWaitForResponseAsync(() => page.Locator(".found [role=option]").ClickAsync(), a => a.Request.Method == "POST" && a.Ok);
        Assert.Equal(Guid.Parse(_cast.Ann.Split('/')[3]), Assert.Single(Office.Draft(at)!.Edition.Records).Record);
        await page.RunAndWaitForResponseAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Take Ann Example away" }).ClickAsync(), a => a.Request.Method == "POST" && a.Ok);
        Assert.Empty(Office.Draft(at)!.Edition.Records);
    }

    [Fact]
    public async Task At_in_the_text_finds_a_person_and_the_words_stay_the_texts_own()
    {
        var at = await Office.Begin(Office.Author, "A visit", "");
        var page = await SignIn("author");
        await page.GotoAsync(at);
        await page.Locator(".ed-text").ClickAsync();
        await page.Keyboard.TypeAsync("We spoke with @ann");
        await Assertions.Expect(page.Locator(".ed-mentions [role=option]")).ToHaveCountAsync(1);
        Assert.Equal(await page.Locator(".ed-mentions [role=option]").GetAttributeAsync("id"), await page.Locator(".ed-text").GetAttributeAsync("aria-activedescendant"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync(" at noon, mail@ann");
        var id = _cast.Ann.Split('/')[3];
        await Assertions.Expect(page.Locator("#body")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex($@"^We spoke with \[Ann Example\]\(acta:{id}\) at noon, mail@ann\s*$"));
        await Assertions.Expect(page.Locator(".ed-mentions")).ToHaveCountAsync(0);
        // The plain text takes the same link, around the words that are selected.
        await page.GetByRole(AriaRole.Button, new() { Name = "Plain text" }).ClickAsync();
        await page.Locator("#body").FillAsync("The head spoke.");
        await page.Locator("#body").EvaluateAsync("a => a.setSelectionRange(4, 8)");
        await page.Locator("#mention").PressSequentiallyAsync("example");
        await Assertions.Expect(page.Locator("[data-mention] [role=option]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#body")).ToHaveValueAsync($"The [head](acta:{id}) spoke.");
    }

    [Theory]
    [InlineData("en", ColorScheme.Light, 1440, 768, 360)]
    [InlineData("ru", ColorScheme.Light, 768, 1440)]
    [InlineData("ru", ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_screen_or_cut_off(string language, ColorScheme scheme, params int[] widths)
    {
        await Register.Change(_keeper, _cast.Ann, ("born", "1960"));
        await using var context = await Browser.NewContextAsync(new() { BaseURL = Office.Site.Url, BypassCSP = true, Locale = language, ColorScheme = scheme, ViewportSize = new() { Width = widths[0], Height = 900 } });
        var page = await SignIn("keeper", context);
        var faults = new List<string>();
        string[] paths =
        [
            "/desk/", "/desk/register", "/desk/register?q=nobody", "/desk/register/find?q=ann", _cast.Ann, _cast.Post, _cast.Council, _cast.Ann + "/history", _cast.Ann + "/versions", _cast.Term + "/hand-over", _cast.Ann + "/preview/en",
            "/desk/register/release?id=" + _cast.Ann.Split('/')[3], .. RecordFields.Kinds.Select(k => "/desk/register/new?kind=" + k),
        ];
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => { d.open = true; })");
            faults.AddRange(await Axe.FaultsAtWidths(page, language, widths));
            if (language == "en") await DeskPagesTests.IsSmall(_keeper, path);
        }
        await page.GotoAsync("/desk/register/new?kind=event");
        await page.Locator("details", new() { Has = page.Locator("button[value='add:participants']") }).Locator("summary").ClickAsync();
        await page.Locator("button[value='add:participants']").ClickAsync();
        await page.Locator("[name='look.participants.0.who']").PressSequentiallyAsync("ann");
        await page.Locator(".found [role=option]").First.WaitForAsync();
        faults.AddRange(await Axe.FaultsAtWidths(page, language, widths));
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task The_Nu_checker_finds_no_error_on_any_page()
    {
        await Register.Change(_keeper, _cast.Ann, ("born", "1960"), ("otherNames.0.name.en", "Ann Sample"));
        var pages = new List<(string, string)>();
        foreach (var path in new[] { "/desk/", "/desk/register", "/desk/register/find?q=ann", _cast.Ann, _cast.Post, _cast.Ann + "/history", _cast.Ann + "/versions", _cast.Term + "/hand-over", _cast.Ann + "/preview/en", "/desk/register/release?id=" + _cast.Ann.Split('/')[3] }.Concat(RecordFields.Kinds.Select(k => "/desk/register/new?kind=" + k)))
            pages.Add((path, (await _keeper.Get(path)).Html));
        NuChecker.FindsNoError(pages);
    }

    private async Task<IPage> SignIn(string role, IBrowserContext? context = null)
    {
        context ??= await Browser.NewContextAsync(new() { BaseURL = Office.Site.Url, Locale = "en" });
        var page = await context.NewPageAsync();
        await DeskSite.SignIn(page, role + "@example.org");
        return page;
    }
}

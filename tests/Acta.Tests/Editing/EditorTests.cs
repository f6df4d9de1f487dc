using System.Text.Json;
using Acta.Record.Bodies;
using Acta.Tests.Browser;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Editing;

/// <summary>Writing in a real browser: formatted and plain, by mouse and by keyboard.</summary>
public class EditorTests
{
    /// <summary>Every kind of block and of inline, as Acta writes them.</summary>
    private static readonly string Everything = Markdown.Write(Markdown.Parse(File.ReadAllText(Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Editing", "everything.md"))));

    [Fact]
    public async Task I_open_a_text_of_every_kind_of_block_and_nothing_of_it_changes()
    {
        await using var editor = await EditorPage.Open(Everything);
        await editor.Shot("everything");
        Assert.Equal(Everything, await editor.Markdown());
        // A change and its opposite: all of it has been through the editor now.
        await editor.After("A first paragraph");
        await editor.Page.Keyboard.TypeAsync("!");
        Assert.Equal(Everything.Replace("A first paragraph", "A first paragraph!"), await editor.Markdown());
        await editor.Page.Keyboard.PressAsync("Backspace");
        Assert.Equal(Everything, await editor.Markdown());
        await editor.Button("Plain text").ClickAsync();
        await Assertions.Expect(editor.Area).ToBeVisibleAsync();
        Assert.Equal(Everything, await editor.Area.InputValueAsync());
        await editor.Button("Formatted").ClickAsync();
        await editor.Ready();
        Assert.Equal(Everything, await editor.Markdown());
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task I_write_and_format_and_what_is_sent_is_markdown()
    {
        await using var editor = await EditorPage.Open("");
        var keys = editor.Page.Keyboard;
        await editor.Text.ClickAsync();
        await keys.TypeAsync("## The session");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("Ministers met in Cholpon-Ata.");
        await editor.Select("met");
        await editor.Button("Strong").ClickAsync();
        await Assertions.Expect(editor.Button("Strong")).ToHaveAttributeAsync("aria-pressed", "true");
        await editor.After("Cholpon-Ata.");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("- water");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("roads");
        await keys.PressAsync("Control+]");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("> So it was said.");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("Area in km");
        await editor.Button("Raised").ClickAsync();
        await keys.TypeAsync("2");
        await editor.Save();
        Assert.Equal("## The session\n\nMinisters **met** in Cholpon-Ata.\n\n- water\n\n  - roads\n\n> So it was said.\n\nArea in km^2^\n", editor.Sent);
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task I_write_an_interview_a_table_and_a_footnote_without_a_mouse()
    {
        await using var editor = await EditorPage.Open("");
        var keys = editor.Page.Keyboard;
        await editor.Text.FocusAsync();
        await keys.PressAsync("Control+Alt+s");
        await keys.TypeAsync("MIR 24");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("How was the year?");
        await keys.PressAsync("Control+Alt+s");
        await keys.TypeAsync("The Secretary General");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("Tense.");
        // The speakers take turns by themselves from here.
        await keys.PressAsync("Control+Alt+s");
        await keys.TypeAsync("And the next one?");
        await keys.PressAsync("Control+Alt+s");
        await keys.TypeAsync("Busy");
        await keys.PressAsync("Control+Alt+f");
        await keys.TypeAsync("As planned.");
        await keys.PressAsync("Control+Alt+f");
        await keys.TypeAsync(".");
        await keys.PressAsync("Control+Enter");
        // To the buttons, along them, and back.
        await keys.PressAsync("Alt+F10");
        for (var i = 0; i < 40 && await editor.Page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label')") != "Table"; i++) await keys.PressAsync("ArrowRight");
        await keys.PressAsync("Enter");
        await editor.Page.GetByLabel("Columns").FillAsync("2");
        await editor.Page.GetByLabel("Rows").FillAsync("2");
        await keys.PressAsync("Enter");
        await Assertions.Expect(editor.Page.Locator("dialog")).ToHaveCountAsync(0);
        await keys.TypeAsync("Year");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("Meetings");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("2025");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("17");
        Assert.Equal(
            """
            ::: question MIR 24
            How was the year?
            :::

            ::: answer The Secretary General
            Tense.
            :::

            ::: question MIR 24
            And the next one?
            :::

            ::: answer The Secretary General
            Busy[^1].
            :::

            | Year | Meetings |
            |---|---|
            | 2025 | 17 |

            [^1]: As planned.

            """.ReplaceLineEndings("\n"), await editor.Markdown());
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task A_picture_without_words_for_those_who_do_not_see_it_is_not_taken()
    {
        await using var editor = await EditorPage.Open("A text.\n");
        await editor.After("A text.");
        await editor.Button("Picture").ClickAsync();
        var dialog = editor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Picture" });
        await dialog.GetByLabel("Or the address of a picture").FillAsync("https://example.org/table.jpg");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Insert" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Say what the picture shows, or tick that it is decoration.");
        await Assertions.Expect(dialog.GetByLabel("What does it show?")).ToBeFocusedAsync();
        await dialog.GetByLabel("What does it show?").FillAsync("Ministers at a round table");
        await dialog.GetByLabel("Caption").FillAsync("The meeting");
        await dialog.GetByLabel("Credit").FillAsync("Press Service");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Insert" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal("A text.\n\n::: image\nurl: https://example.org/table.jpg\nalt: Ministers at a round table\ncaption: The meeting\ncredit: Press Service\n:::\n", await editor.Markdown());
        // It turns out to be decoration.
        await editor.Page.Locator(".ed-image .ed-seen").ClickAsync();
        await editor.Button("Details…").ClickAsync();
        await dialog.GetByLabel("It is decoration and says nothing").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.DoesNotContain("alt:", await editor.Markdown());
        Assert.Contains("caption: The meeting", await editor.Markdown());
        Assert.Empty(editor.Complaints);
    }

    [Fact]
    public async Task A_picture_dropped_on_the_text_is_uploaded_with_its_words()
    {
        await using var editor = await EditorPage.Open("Above.\n\nBelow.\n");
        var asked = "";
        await editor.Page.RouteAsync("**/desk/media", async route =>
        {
            asked = $"{route.Request.Method} {route.Request.Headers["x-form-token"].Length > 20}";
            await route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(new { id = World.World.Bridge, name = "table.png", url = $"/media/{World.World.Bridge}/table.png", type = "image/png", size = 68, sha256 = new string('a', 64), width = 1, height = 1 }) });
        });
        await editor.Page.EvaluateAsync("""
            () => {
              const data = new DataTransfer();
              data.items.add(new File([new Uint8Array([1, 2, 3])], 'table.png', { type: 'image/png' }));
              const at = document.querySelector('.ed-text p').getBoundingClientRect();
              document.querySelector('.ed-text p').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, clientX: at.left + 5, clientY: at.top + 5 }));
            }
            """);
        var dialog = editor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Picture" });
        await Assertions.Expect(dialog).ToContainTextAsync("table.png");
        await dialog.GetByLabel("What does it show?").FillAsync("A table");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Insert" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        var body = Markdown.Parse(await editor.Markdown());
        Assert.Equal("POST True", asked);
        Assert.Equal(3, body.Count);
        var image = Assert.IsType<ImageBlock>(body[1]).Image;
        Assert.Equal((World.World.Bridge, "table.png", "A table"), (image.Source.File!.Id, image.Source.File.Name, image.Alt));
    }

    [Fact]
    public async Task I_link_to_an_article_of_ours_by_searching_it()
    {
        await using var editor = await EditorPage.Open("See our report.\n");
        await editor.Page.RouteAsync("**/desk/articles/find?*", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = route.Request.Url.Contains("lang=en", StringComparison.Ordinal) ? """[{"title":"Report on water","url":"/en/news/2025/06/30/report","date":"30 June 2025"},{"title":"Report on roads","url":"/en/news/2025/07/01/roads","date":"1 July 2025"}]""" : "[]",
        }));
        await editor.Select("our report");
        await editor.Page.Keyboard.PressAsync("Control+k");
        var dialog = editor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Link" });
        await dialog.GetByLabel("Address").FillAsync("javascript:alert(1)");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Insert" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("An address is needed");
        var search = dialog.GetByRole(AriaRole.Combobox, new() { Name = "Find an article of ours" });
        await search.PressSequentiallyAsync("report");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("Articles found: 2");
        await search.PressAsync("ArrowDown");
        await search.PressAsync("ArrowDown");
        await search.PressAsync("Enter");
        await Assertions.Expect(dialog.GetByLabel("Address")).ToHaveValueAsync("/en/news/2025/07/01/roads");
        await editor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal("See [our report](/en/news/2025/07/01/roads).\n", await editor.Markdown());
    }

    [Fact]
    public async Task A_lost_connection_loses_no_text()
    {
        await using var editor = await EditorPage.Open("One.\n");
        await editor.Context.SetOfflineAsync(true);
        await editor.After("One.");
        await editor.Page.Keyboard.TypeAsync(" Two.");
        await Assertions.Expect(editor.Page.Locator(".editor-field > .fault")).ToContainTextAsync("there is no connection");
        Assert.Equal("One.\n", await editor.Area.InputValueAsync());
        await editor.Button("Plain text").ClickAsync();
        await Assertions.Expect(editor.Text).ToContainTextAsync("One. Two.");
        // The window is closed by accident, and the page opened again.
        await editor.Context.SetOfflineAsync(false);
        await Assertions.Expect(editor.Page.Locator(".ed-said")).ToHaveTextAsync("The connection is back; your text is handed over.");
        await Assertions.Expect(editor.Page.Locator(".editor-field > .fault")).ToBeHiddenAsync();
        Assert.Equal("One. Two.\n", await editor.Area.InputValueAsync());
        // The connection goes again, the window is closed by accident, and the page opened again.
        await editor.Page.RouteAsync("**/desk/editor/markdown", route => route.AbortAsync());
        await editor.After("Two.");
        await editor.Page.Keyboard.TypeAsync(" Three.");
        editor.Page.Dialog += (_, d) => d.AcceptAsync();
        await editor.Page.ReloadAsync();
        await editor.Page.UnrouteAsync("**/desk/editor/markdown");
        await editor.Ready();
        await Assertions.Expect(editor.Page.Locator(".ed-kept")).ToContainTextAsync("never reached the desk");
        await editor.Button("Bring it back").ClickAsync();
        await Assertions.Expect(editor.Text).ToHaveTextAsync("One. Two. Three.");
        Assert.Equal("One. Two. Three.\n", await editor.Markdown());
        await editor.Page.ReloadAsync();
        await editor.Ready();
        await Assertions.Expect(editor.Page.Locator(".ed-kept")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task My_way_of_writing_is_remembered_and_the_words_are_counted_in_both()
    {
        await using var editor = await EditorPage.Open("Три слова здесь[^1] и *ещё* два: [ссылка](https://example.org/a-b-c).\n\n[^1]: Не считая меток.\n", deskLanguage: "ru", language: "ru");
        await Assertions.Expect(editor.Page.Locator(".ed-count")).ToHaveTextAsync("10 слов");
        await editor.After("ссылка");
        await editor.Page.Keyboard.TypeAsync(" раз");
        await Assertions.Expect(editor.Page.Locator(".ed-count")).ToHaveTextAsync("11 слов");
        await editor.Button("Простой текст").ClickAsync();
        await Assertions.Expect(editor.Area).ToBeVisibleAsync();
        await Assertions.Expect(editor.Page.Locator(".ed-count")).ToHaveTextAsync("11 слов");
        await editor.Page.ReloadAsync();
        await Assertions.Expect(editor.Area).ToBeVisibleAsync();
        await Assertions.Expect(editor.Text).ToHaveCountAsync(0);
        await Assertions.Expect(editor.Button("Простой текст")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Theory]
    [InlineData("en", "en", false, 1440, ColorScheme.Light)]
    [InlineData("ru", "ar", true, 360, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_in_the_editor_its_buttons_and_its_dialogs(string desk, string language, bool rightToLeft, int width, ColorScheme scheme)
    {
        await using var editor = await EditorPage.Open(Everything, desk, language, rightToLeft, width, scheme, bypassPolicy: true);
        var words = Acta.Desk.DeskWords.For(desk);
        var faults = new List<string>();
        Assert.Equal((language, rightToLeft ? "rtl" : "ltr"), (await editor.Text.GetAttributeAsync("lang"), await editor.Text.GetAttributeAsync("dir")));
        await editor.After("A first paragraph");
        await Check("text");
        await editor.After("2025");
        await Check("table");
        foreach (var (button, name) in new[] { ("editor.link", "link"), ("editor.image", "image"), ("editor.table", "table dialog") })
        {
            await editor.After("A first paragraph");
            await editor.Button(words[button]).ClickAsync();
            await editor.Page.WaitForSelectorAsync("dialog[open]");
            await Check(name);
            await editor.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(editor.Page.Locator("dialog")).ToHaveCountAsync(0);
        }
        await editor.Button(words["editor.plain"]).ClickAsync();
        await Assertions.Expect(editor.Area).ToBeVisibleAsync();
        await Check("plain");
        Assert.True(faults.Count == 0, string.Join("\n", faults));

        async Task Check(string where)
        {
            faults.AddRange(await Axe.FaultsAndWidth(editor.Page, where));
            await editor.Shot($"{desk}-{width}-{where.Replace(' ', '-')}");
        }
    }
}

using Acta.Record.Bodies;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>What must stay in sight of a picture: its own point, and that of each text.</summary>
public class FocalTests
{
    [Fact]
    public async Task A_pictures_own_point_is_where_a_text_begins_and_each_text_keeps_its_own()
    {
        await using var office = await Office.Open();
        var file = await MediaTests.Upload(office.Author, MediaTests.Photo(900, 600), "a.jpg");
        var before = await office.Begin(office.Author, "Placed before", "Text.");
        await office.Write(office.Author, before, ("lead", file.Id.ToString()), ("lead-alt", "A table"));
        Assert.Null(office.Draft(before)!.Edition.Lead!.Focal);

        var page = $"/desk/media/{file.Id}";
        Assert.Equal(303, (await office.Author.Submit(page, page + "/focal", ("across", "20"), ("down", "71.5"))).Status);
        var form = (await office.Editor.Get(page)).Document;
        Assert.Equal(("20", "71.5"), (form.QuerySelector("#across")!.GetAttribute("value"), form.QuerySelector("#down")!.GetAttribute("value")));
        foreach (var (across, down) in new[] { ("101", "5"), ("-1", "5"), ("5", ""), ("a", "b") })
        {
            var refused = await office.Author.Submit(page, page + "/focal", ("across", across), ("down", down));
            Assert.Equal(400, refused.Status);
            Assert.Contains("from 0 to 100", refused.Fault);
        }

        // Without a script: the picture chosen, the point left empty.
        var at = await office.Begin(office.Author, "Placed after", "Text.");
        await office.Write(office.Author, at, ("lead", file.Id.ToString()), ("lead-alt", "A table"), ("lead-focal", ""));
        Assert.Equal(new FocalPoint(200, 715), office.Draft(at)!.Edition.Lead!.Focal);
        // The text's own stays its own: changed, or taken away.
        await office.Write(office.Author, at, ("lead", file.Id.ToString()), ("lead-alt", "A table"), ("lead-focal", "900,100"));
        Assert.Equal(303, (await office.Author.Submit(page, page + "/focal", ("across", "50"), ("down", "0"))).Status);
        Assert.Equal(new FocalPoint(900, 100), office.Draft(at)!.Edition.Lead!.Focal);
        await office.Write(office.Author, before, ("summary", "Still in the middle."));
        Assert.Null(office.Draft(before)!.Edition.Lead!.Focal);

        // The editor of the text gets it with the file it uploads again.
        var known = await office.Author.Send("/desk/media", File.ReadAllBytes(Acta.Media.MediaLibrary.PathOf(office.Site.Serving.Folder, file.Id)), ("X-File-Name", "a.jpg"));
        Assert.Contains(file.Id.ToString(), known.Html);
        Assert.Contains("\"focusX\":500,\"focusY\":0", known.Html);

        // Readers: where a card or the head of a page crops it, the point stays in sight.
        Assert.Equal(303, (await Office.Step(office.Editor, at, "approve")).Status);
        Assert.Equal(303, (await office.Release(at)).Status);
        using var reader = office.Site.Visit();
        Assert.Equal("x9 y1", (await reader.Get(await office.PublicAddress(at))).Document.QuerySelector(".lead-picture img")!.ClassName);
        Assert.Equal("x9 y1", (await reader.Get("/en/")).Document.QuerySelector(".card-picture img")!.ClassName);

        // The middle again.
        Assert.Equal(303, (await office.Author.Submit(page, page + "/focal", ("across", ""), ("down", ""))).Status);
        Assert.Equal("", (await office.Editor.Get(page)).Document.QuerySelector("#across")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task I_click_on_what_must_stay_in_sight_and_every_text_begins_there()
    {
        await using var office = await Office.Open();
        var plain = await MediaTests.Upload(office.Author, MediaTests.Photo(700, 700), "plain.jpg");
        var file = await MediaTests.Upload(office.Author, MediaTests.Photo(900, 600), "a.jpg");
        var at = await office.Begin(office.Author, "With a picture", "Text.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = office.Site.Url, Locale = "en", ViewportSize = new() { Width = 1440, Height = 1400 } });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.PageError += (_, e) => complaints.Add(e);
        await DeskSite.SignIn(page, "author@example.org");

        await page.GotoAsync($"/desk/media/{file.Id}");
        var image = page.Locator("[data-focal] img");
        var box = (await image.BoundingBoxAsync())!;
        Assert.InRange(box.Width / box.Height, 1.45, 1.55);
        await Assertions.Expect(page.Locator("[data-focal-point]")).ToBeHiddenAsync();
        await image.ClickAsync(new() { Position = new() { X = box.Width / 4, Y = box.Height / 2 } });
        await Assertions.Expect(page.Locator("[data-focal-point]")).ToBeVisibleAsync();
        Assert.InRange(double.Parse(await page.InputValueAsync("#across"), System.Globalization.CultureInfo.InvariantCulture), 24.5, 25.5);
        Assert.InRange(double.Parse(await page.InputValueAsync("#down"), System.Globalization.CultureInfo.InvariantCulture), 49.5, 50.5);
        // By keyboard alone: two numbers.
        await page.FocusAsync("#across");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("30");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("10");
        var point = (await page.Locator("[data-focal-point]").BoundingBoxAsync())!;
        Assert.InRange(point.X + point.Width / 2 - box.X - box.Width * 0.3, -2, 2);
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**?said=saved");

        await page.GotoAsync(at);
        await page.Locator("details:has([data-lead]) > summary").ClickAsync();
        await page.SelectOptionAsync("#lead", file.Id.ToString());
        Assert.Equal("300,100", await page.InputValueAsync("#lead-focal"));
        await Assertions.Expect(page.Locator("[data-focal-point]")).ToBeVisibleAsync();
        Assert.Equal("10%", await page.Locator("[data-focal-point]").EvaluateAsync<string>("e => e.style.top"));
        // Another picture does not take the point of this one along.
        await page.SelectOptionAsync("#lead", plain.Id.ToString());
        Assert.Equal("", await page.InputValueAsync("#lead-focal"));
        await page.SelectOptionAsync("#lead", file.Id.ToString());
        await page.FillAsync("#lead-alt", "A table");
        await page.Locator("#edit .save-row button[type=submit]:not([formaction])").First.ClickAsync();
        await page.Arrives("**said=saved");
        Assert.Equal(new FocalPoint(300, 100), office.Draft(at)!.Edition.Lead!.Focal);
        Assert.Empty(complaints);
    }
}

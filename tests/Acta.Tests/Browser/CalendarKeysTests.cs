using Microsoft.Playwright;
using static Acta.Tests.Register.Calendars.CalendarSite;

namespace Acta.Tests.Browser;

/// <summary>The calendar without a mouse, and on a narrow screen.</summary>
public sealed class CalendarKeysTests
{
    [Fact]
    public async Task Keys_alone_move_among_the_days_the_weeks_and_the_months_and_into_a_meeting()
    {
        await using var site = await Start(Of("Talks", "2025-05-31"), Of("Meeting", "2025-06-24"), Of("Second", "2025-06-25"), Of("Third", "2025-06-25"), Of("Later", "2025-07-01"));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var page = await (await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } })).NewPageAsync();
        await page.GotoAsync(site.Url + "/en/calendar/2025-06/");
        // The grid is one stop of the Tab key: the day that has something, where today is not in the month.
        for (var presses = 0; presses < 40 && await Focused() != "d-2025-06-24"; presses++) await page.Keyboard.PressAsync("Tab");
        foreach (var (key, day) in new[] { ("ArrowLeft", "23"), ("ArrowUp", "16"), ("End", "22"), ("ArrowDown", "29"), ("Home", "23"), ("ArrowRight", "24"), ("ArrowRight", "25") })
        {
            await page.Keyboard.PressAsync(key);
            Assert.Equal((key, "d-2025-06-" + day), (key, await Focused()));
        }
        // Two meetings: the first of them, and back.
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("Second", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("d-2025-06-25", await Focused());
        await Press("PageDown", "/en/calendar/2025-07/", "d-2025-07-25");
        await Press("PageUp", "/en/calendar/2025-06/", "d-2025-06-25");
        await Press("ArrowDown", "/en/calendar/2025-07/", "d-2025-07-02");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Press("ArrowLeft", "/en/calendar/2025-06/", "d-2025-06-30");
        await page.GotoAsync(site.Url + "/en/calendar/2025-06/#d-2025-06-24");
        await page.ReloadAsync();
        Assert.Equal("d-2025-06-24", await Focused());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("location.pathname === '/en/events/meeting'");

        Task<string> Focused() => page.EvaluateAsync<string>("document.activeElement.id");
        async Task Press(string key, string path, string focused)
        {
            await page.Keyboard.PressAsync(key);
            await page.WaitForFunctionAsync($"location.pathname === '{path}' && document.readyState === 'complete' && document.activeElement.id === '{focused}'");
        }
    }

    [Fact]
    public async Task In_Arabic_the_left_arrow_goes_on_in_time_and_a_telephone_shows_a_list_of_the_days_that_have_something()
    {
        await using var site = await Start(Of("Meeting", "2025-06-24"), Of("A name of one of the longest words thatareneverbrokenanywhereunlesssomebodysaysso", "2025-06-25"));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var page = await (await browser.NewContextAsync(new() { BypassCSP = true, ViewportSize = new() { Width = 1280, Height = 900 } })).NewPageAsync();
        await page.GotoAsync(site.Url + "/ar/calendar/2025-06/#d-2025-06-24");
        await page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal("d-2025-06-25", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Empty(await Axe.FaultsAndWidth(page, "a month as a grid"));
        await page.SetViewportSizeAsync(360, 800);
        await page.GotoAsync(site.Url + "/en/calendar/2025-06/");
        Assert.Empty(await Axe.FaultsAndWidth(page, "a month as a list"));
        Assert.Equal(2, await page.Locator("td:visible").CountAsync());
        Assert.True(await page.GetByText("Tuesday, 24 June 2025").IsVisibleAsync());
        // No key is taken away from the reader of a list.
        Assert.Equal(0, await page.Locator("td[tabindex]").CountAsync());
    }
}

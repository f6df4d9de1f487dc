using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>A press office and a browser to work in it, for each story anew.</summary>
public abstract class BrowserOffice : IAsyncLifetime
{
    private IPlaywright _playwright = null!;

    protected IBrowser Browser { get; private set; } = null!;

    private protected Office Office { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Office = await Office.Open();
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.Launch(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Office.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

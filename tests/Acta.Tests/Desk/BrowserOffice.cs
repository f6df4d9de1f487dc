using Acta.Tests.Browser;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>A press office and a browser to work in it, for each story anew.</summary>
public abstract class BrowserOffice : IAsyncLifetime
{
    private IPlaywright _playwright = null!;

    protected IBrowser Browser { get; private set; } = null!;

    private protected Office Office { get; private set; } = null!;

    private readonly List<IRequest> _unanswered = [];

    public virtual async ValueTask InitializeAsync()
    {
        Office = await Office.Open();
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.Launch(_playwright);
        Browser.Context += (_, context) =>
        {
            context.Request += (_, request) => Listed(() => _unanswered.Add(request));
            context.RequestFinished += (_, request) => Listed(() => _unanswered.Remove(request));
            context.RequestFailed += (_, request) => Listed(() => _unanswered.Remove(request));
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed) await TellWhereItStands();
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Office.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // Of a story that failed: what each page shows, and what it still waits for.
    private async Task TellWhereItStands()
    {
        foreach (var page in Browser.Contexts.SelectMany(c => c.Pages))
        {
            var text = await page.EvaluateAsync<string>("document.body.innerText").WaitAsync(TimeSpan.FromSeconds(5)).ContinueWith(t => t.IsCompletedSuccessfully ? t.Result : t.Exception!.InnerException!.Message, TaskScheduler.Default);
            TestContext.Current.TestOutputHelper?.WriteLine($"{page.Url}\n{text}\n");
        }
        Listed(() => _unanswered.ForEach(r => TestContext.Current.TestOutputHelper?.WriteLine($"unanswered: {r.Method} {r.Url}")));
    }

    private void Listed(Action act)
    {
        lock (_unanswered) act();
    }
}

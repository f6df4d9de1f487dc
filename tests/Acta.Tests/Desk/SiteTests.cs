using Acta.Access;
using Acta.Desk.Site;
using Acta.Tests.Access;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

public sealed class SiteOnSqliteTests() : SiteTests(StoreKind.Sqlite);

public sealed class SiteOnPostgresTests() : SiteTests(StoreKind.Postgres);

/// <summary>The site itself, changed at the desk.</summary>
public abstract class SiteTests(StoreKind kind)
{
    [Fact]
    public async Task A_publisher_orders_the_home_page_and_readers_see_it_at_once()
    {
        await using var office = await Office.Open(kind);
        var first = await office.Approved("First story", "One.");
        await office.Release(first);
        var second = await office.Approved("Second story", "Two.");
        await office.Release(second);
        var address = await office.PublicAddress(first);
        using var reader = office.Site.Visit();
        Assert.Equal("Second story", await Lead(reader));
        Assert.Contains("There is no public article at", (await Change(office, ("front", "/en/news/2026/nothing"))).Fault);
        Assert.Equal(303, (await Change(office, ("front", address), ("do", "publish"))).Status);
        await office.Followed();
        Assert.Equal("First story", await Lead(reader));
        Assert.Equal(address, (await office.Publisher.Get("/desk/site")).Document.QuerySelector("#front-lines")!.TextContent.Trim());
    }

    [Fact]
    public async Task The_first_administrator_sets_up_a_new_site_and_then_says_who_works_here()
    {
        await using var site = await DeskSite.Start(kind);
        using var first = await site.SignIn(await site.Add(Roles.Administrator));
        var home = await first.Get("/desk/");
        var panel = home.Document.QuerySelector("section.made")!;
        Assert.Equal(["/desk/site", "/desk/people"], panel.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        var form = await first.Get("/desk/site");
        Assert.NotNull(form.Document.QuerySelector("form.site-form button[value=publish]"));
        Assert.Null(form.Document.QuerySelector("form.site-form fieldset[disabled]"));
        Assert.Equal(303, (await Change(first, form, ("name-en", "Lake Commission"), ("do", "publish"))).Status);
        Assert.Equal(200, (await first.Get("/desk/people")).Status);
        using var reader = site.Visit();
        for (var i = 0; i < 200 && !(await reader.Get("/en/")).Html.Contains("Lake Commission", StringComparison.Ordinal); i++) await Task.Delay(10);
        Assert.Contains("Lake Commission", (await reader.Get("/en/")).Html);
        Assert.Null((await first.Get("/desk/")).Document.QuerySelector("section.made"));
        // Who may only look is told so.
        using var auditor = await site.SignIn(await site.Add(Roles.Auditor));
        var shown = await auditor.Get("/desk/site");
        Assert.Contains("Publishers and administrators change the site.", shown.Html);
        Assert.Null(shown.Document.QuerySelector("form.site-form button[value=publish]"));
    }

    [Fact]
    public async Task An_urgent_notice_stands_on_every_page_of_its_language_until_it_ends()
    {
        await using var office = await Office.Open(kind);
        var until = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(office.Site.Time.GetUtcNow().AddHours(1), "Asia/Bishkek").ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await Change(office, ("urgent-en", "The building is closed today."), ("urgent-to", "pages/contacts"), ("urgent-until", until), ("do", "publish"));
        await office.Followed();
        using var reader = office.Site.Visit();
        Assert.Contains("The building is closed today.", (await reader.Get("/en/")).Html);
        Assert.Contains("href=\"/en/pages/contacts\"", (await reader.Get("/en/news/")).Html);
        Assert.DoesNotContain("The building", (await reader.Get("/ru/")).Html);
        office.Site.Time.Pass(TimeSpan.FromMinutes(61));
        Assert.DoesNotContain("The building", (await reader.Get("/en/")).Html);
    }

    [Fact]
    public async Task A_change_is_looked_at_before_and_goes_out_at_its_moment()
    {
        await using var office = await Office.Open(kind);
        Assert.Equal("/desk/site/preview", (await Change(office, ("name-en", "Lake Commission"), ("do", "preview"))).Location);
        Assert.Contains("Lake Commission", (await office.Publisher.Get("/desk/site/preview?in=en")).Html);
        // What publishing it would change is told in lines, and nothing else is.
        Assert.EndsWith("becomes “Lake Commission”", Assert.Single((await office.Publisher.Get("/desk/site")).Document.QuerySelectorAll(".changes li")).TextContent);
        using var reader = office.Site.Visit();
        Assert.DoesNotContain("Lake Commission", (await reader.Get("/en/")).Html);
        // What somebody has in the making is theirs: another publisher begins from what is public.
        using var second = await office.Hire(Roles.Publisher, "second");
        Assert.DoesNotContain("Lake Commission", (await second.Get("/desk/site")).Html);

        var due = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(office.Site.Time.GetUtcNow().AddMinutes(30), "Asia/Bishkek").ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(303, (await Change(office, ("name-en", "Lake Commission"), ("do", "schedule"), ("due", due))).Status);
        office.Site.Time.Pass(TimeSpan.FromMinutes(31));
        Plans(office).Tick();
        await office.Followed();
        Assert.Contains("Lake Commission", (await reader.Get("/en/")).Html);
    }

    [Fact]
    public async Task Two_publishers_do_not_undo_each_other()
    {
        await using var office = await Office.Open(kind);
        using var second = await office.Hire(Roles.Publisher, "second");
        var (mine, hers) = (await office.Publisher.Get("/desk/site"), await second.Get("/desk/site"));
        Assert.Equal(303, (await Change(second, hers, ("tagline-en", "By her"), ("do", "publish"))).Status);
        Assert.Contains("Somebody published other settings meanwhile", (await Change(office.Publisher, mine, ("tagline-en", "By him"), ("do", "publish"))).Fault);
        // A plan made before waits for a person.
        await using var other = await Office.Open(kind);
        var due = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(other.Site.Time.GetUtcNow().AddMinutes(30), "Asia/Bishkek").ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await Change(other, ("tagline-en", "Later"), ("do", "schedule"), ("due", due));
        await Change(other, ("tagline-en", "Now"), ("do", "publish"));
        other.Site.Time.Pass(TimeSpan.FromMinutes(31));
        Plans(other).Tick();
        Assert.Contains("not the one that was approved any more", (await other.Publisher.Get("/desk/site")).Html);
        using var r = other.Site.Serving.Store.Read();
        Assert.Equal("Now", Acta.Store.CurrentSettings.Of(r)!.Value.Settings.Tagline.For("en")!.Value.Text);
    }

    [Fact]
    public async Task Sections_menu_and_languages_are_rows_that_can_be_added_ordered_and_removed()
    {
        await using var office = await Office.Open(kind);
        Assert.Equal(303, (await Change(office, ("section-2-slug", "fish"), ("section-2-name-en", "Fish"), ("section-2-order", "5"), ("menu-0-gone", "yes"), ("menu-2-to", "sections/fish/"), ("menu-2-label-en", "Fish"), ("languages", "en, ru, ar, fr"), ("do", "publish"))).Status);
        using var r = office.Site.Serving.Store.Read();
        var settings = Acta.Store.CurrentSettings.Of(r)!.Value.Settings;
        Assert.Equal("fish,news,water", string.Join(',', settings.Sections.Select(s => s.Slug)));
        Assert.Equal("pages/about,sections/fish/", string.Join(',', settings.Menu.Select(m => m.To)));
        Assert.Equal("en,ru,ar,fr", string.Join(',', settings.Languages));
        // What the form does not speak of is as it was.
        Assert.Equal(World.World.Settings().Name.For("ar"), settings.Name.For("ar"));
        Assert.Equal("#0b4f6c", settings.Colours!.Primary);
    }

    [Fact]
    public async Task What_is_read_is_counted_by_day_language_and_site_and_programs_are_not()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("=SUM(A1) counted", "Text.");
        await office.Release(at);
        var address = await office.PublicAddress(at);
        using var reader = office.Site.Visit();
        const string browser = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";
        for (var i = 0; i < 3; i++) await reader.Get(address, ("User-Agent", browser));
        await reader.Get(address, ("User-Agent", browser), ("Referer", "https://search.example/?q=secret+words"));
        await reader.Get(address, ("User-Agent", browser), ("Referer", "https://news.example.org/en/"));
        await reader.Get(address, ("User-Agent", "Googlebot/2.1"));
        office.Site.Serving.Tally.Write();
        var page = await office.Editor.Get("/desk/reads");
        Assert.Equal("5", page.Document.QuerySelector("tbody tr td:last-child")!.TextContent);
        Assert.Contains("search.example", page.Html);
        var csv = (await office.Editor.Get("/desk/reads.csv")).Html;
        Assert.DoesNotContain("secret", csv);
        // A spreadsheet takes no headline for a formula.
        Assert.Contains("'=SUM(A1) counted", csv);
        using var r = office.Site.Serving.Store.Read();
        Assert.Equal(2, r.Scalar<long>("SELECT COUNT(*) FROM reads"));
    }

    [Fact]
    public async Task An_address_asked_for_in_vain_leads_to_an_article_by_one_click()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Approved("The new place", "Text.");
        await office.Release(at);
        var address = await office.PublicAddress(at);
        using var reader = office.Site.Visit();
        foreach (var path in new[] { "/old/story.html", "/old/story.html", "/en/news/2019/01/01/lost", "/wp-login.php", "/.env" }) Assert.Equal(404, (await reader.Get(path, ("User-Agent", "Firefox"))).Status);
        office.Site.Serving.Tally.Write();
        var page = await office.Publisher.Get("/desk/misses");
        Assert.Equal("/old/story.html|/en/news/2019/01/01/lost", string.Join('|', page.Document.QuerySelectorAll("tbody th").Select(t => t.TextContent)));
        Assert.StartsWith("There is no public article", (await office.Publisher.Submit(page, "/desk/misses", "/desk/misses/lead", ("to", "/en/nowhere"))).Fault);
        Assert.Equal(303, (await office.Publisher.Submit(page, "/desk/misses", "/desk/misses/lead", ("to", address))).Status);
        await office.Followed();
        Assert.Equal((301, address), await reader.Get("/old/story.html") is var moved ? (moved.Status, moved.Location) : default);
        // A later release of the article keeps it.
        await office.Author.Submit(await office.Author.Get(Office.Article(at)), Office.Article(at), at + "/change", ("act", "revise"));
        await office.Write(office.Author, at, ("body", "Better text."));
        await Office.Step(office.Editor, at, "approve");
        await office.Release(at);
        await office.Followed();
        Assert.Equal(301, (await reader.Get("/old/story.html")).Status);
    }

    private static SitePlans Plans(Office office) => new(office.Site.Serving.Store, office.Site.Serving.Publisher, office.Site.Time);

    private static async Task<string?> Lead(Visitor reader) => (await reader.Get("/en/")).Document.QuerySelector(".hero-lead h2, .hero-lead h3")?.TextContent.Trim();

    private static async Task<Page> Change(Office office, params (string Name, string Value)[] fields) => await Change(office.Publisher, await office.Publisher.Get("/desk/site"), fields);

    // Sends the whole form as a browser does, with some fields changed.
    internal static Task<Page> Change(Visitor who, Page page, params (string Name, string Value)[] fields)
    {
        var form = page.Document.QuerySelector("form.site-form")!;
        var values = new Dictionary<string, string>();
        foreach (var field in form.QuerySelectorAll("input[name], textarea[name]"))
            if (field.GetAttribute("type") is not ("checkbox" or "radio")) values[field.GetAttribute("name")!] = field.LocalName == "textarea" ? field.TextContent : field.GetAttribute("value") ?? "";
        foreach (var choice in form.QuerySelectorAll("select[name] option[selected]")) values[choice.Closest("select")!.GetAttribute("name")!] = choice.GetAttribute("value") ?? "";
        foreach (var (name, value) in fields) values[name] = value;
        values.TryAdd("do", "save");
        return who.Post("/desk/site", values);
    }
}

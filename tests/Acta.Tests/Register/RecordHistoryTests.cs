using System.Text;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Publication;
using Acta.Tests.Reader;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Register;

/// <summary>The public history of a record: what was stated of it when, by which entry of the log, and what became of it.</summary>
public sealed class RecordHistoryTests : IAsyncLifetime
{
    private LiveSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await LiveSite.Start(World.World.Settings() with { Languages = ["en", "ru", "ar"] });
        Assert.Null(_site.Publish([.. PublicRegister.All.Select(r => Cast.New(r) with { OnClash = ClashRule.Number })]));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task From_the_foot_of_a_record_I_come_to_all_that_was_stated_of_it_and_see_what_each_entry_changed()
    {
        var water = PublicRegister.Water with { Slug = "water-department" };
        Assert.Null(_site.Publish(Cast.Change(water with { Founded = PartialDate.Parse("2011-02"), Parent = PublicRegister.Union.Id, Name = Words.Of(("en", "Department of Water"), ("ru", "Департамент вод"), ("ar", "إدارة المياه")) })));
        Assert.Null(_site.Publish(Cast.Change(water with { Founded = PartialDate.Parse("2011-02-03"), Parent = PublicRegister.Union.Id, Correction = new Record.News.CorrectionNote("The day of its founding is known now.", false) }) with { Act = Act.Correct }));
        var page = await Page("/en/organizations/water-department");
        var link = page.QuerySelector(".record-changed a")!;
        Assert.StartsWith("Record last changed on ", link.TextContent);
        Assert.Equal("/en/organizations/water-department/record", link.GetAttribute("href"));

        var history = await Page(link.GetAttribute("href")!);
        Assert.Equal("Water department", history.QuerySelector("h1")!.TextContent.Trim());
        var entries = history.QuerySelectorAll(".revisions > li").ToList();
        Assert.Equal(["Corrected", "Changed", "Entered the register"], entries.Select(e => e.QuerySelector("h2")!.TextContent));
        Assert.Equal("The day of its founding is known now.", entries[0].QuerySelector(".revision-note")!.TextContent);
        Assert.Equal(["Founded: February 2011 > 3 February 2011", "Name: Department of Water > Water department"], Changes(entries[0]));
        Assert.Equal(["Founded: 2010 > February 2011", "Name: Water department > Department of Water", "Part of: Secretariat > River Union"], Changes(entries[1]));
        Assert.Empty(Changes(entries[2]));
        // The number leads to the entry itself, which is of this record.
        foreach (var number in entries.Select(e => e.QuerySelector(".revision-date a")!.GetAttribute("href")!)) Assert.Contains(water.Id.ToString(), await _site.Text(number));
        Assert.Equal("noindex", history.QuerySelector("meta[name=robots]")!.GetAttribute("content"));

        var russian = await Page("/ru/organizations/water-department/record");
        Assert.Equal(["Исправлено", "Изменено", "Внесено в реестр"], russian.QuerySelectorAll(".revisions h2").Select(h => h.TextContent));
        Assert.Contains("Входит в: Секретариат > Речной союз", Changes(russian.QuerySelectorAll(".revisions > li")[1]));
        Assert.Equal("ar", (await Page("/ar/organizations/water-department/record")).DocumentElement.GetAttribute("lang"));
        Assert.Equal(301, (await _site.Get("/en/organizations/water-department/record/")).Status);
        Assert.Equal(404, (await _site.Get("/en/organizations/nothing/record")).Status);
        // The history of a text about it stands at an address of its own; where nobody wrote one, that leads here.
        var (status, _, _, location) = await _site.Get("/en/organizations/water-department/history");
        Assert.Equal((302, "/en/organizations/water-department/record"), (status, location));
        Assert.Equal(404, (await _site.Get("/en/organizations/nothing/history")).Status);
    }

    [Fact]
    public async Task Who_was_entered_as_the_holder_of_a_post_and_when_stands_in_the_histories_of_the_holder_and_of_the_post()
    {
        var term = PublicRegister.All.OfType<Membership>().Single(m => m.Member == PublicRegister.Bob.Id && m.Post == PublicRegister.Head.Id);
        Assert.Null(_site.Publish(Cast.Change(term with { End = PartialDate.Parse("2017-12-01") })));
        foreach (var (who, of, name) in new[] { ("people/bob-sample", "posts/secretary-general", "Secretary General"), ("posts/secretary-general", "people/bob-sample", "Bob Sample") })
        {
            var entries = (await Page($"/en/{who}/record")).QuerySelectorAll("section[aria-labelledby=s-terms] li").Where(e => e.QuerySelector($"h3 a[href='/en/{of}']") is not null).ToList();
            Assert.Equal([$"{name}: Changed", $"{name}: Entered the register"], entries.Select(e => e.QuerySelector("h3")!.TextContent.Trim()));
            Assert.Equal(["Until: 31 December 2017 > 1 December 2017"], Changes(entries[0]));
            Assert.Contains("2009", entries[1].QuerySelector(".revision-note")!.TextContent);
        }
    }

    [Fact]
    public async Task A_record_that_was_merged_says_so_and_both_keep_their_history()
    {
        var twin = new Person { Id = PublicRegister.Id(80), Name = Words.Of(("en", "Bob Simple")) };
        Assert.Null(_site.Publish(Cast.New(twin)));
        Assert.Null(_site.Publish(new Proposal { Act = Act.Merge, Resource = twin.Id, Kind = "person", Document = new RecordMerger { Into = PublicRegister.Bob.Id, Reason = Words.Of(("en", "A slip of the pen.")) } }));
        Assert.Equal(301, (await _site.Get("/en/people/bob-simple")).Status);
        var history = await Page("/en/people/bob-simple/record");
        Assert.Equal("Bob Simple", history.QuerySelector("h1")!.TextContent.Trim());
        Assert.Contains("this record is one with another", history.QuerySelector(".notice")!.TextContent);
        Assert.Equal("/en/people/bob-sample", history.QuerySelector(".notice a")!.GetAttribute("href"));
        Assert.Equal(["Found to be the same as another record", "Entered the register"], history.QuerySelectorAll(".revisions h2").Select(h => h.TextContent));
        Assert.Equal("A slip of the pen.", history.QuerySelector(".revision-note")!.TextContent);
        var other = await Page("/en/people/bob-sample/record");
        Assert.Equal(["Another record was found to be this one", "Entered the register"], other.QuerySelectorAll(".revisions h2").Select(h => h.TextContent));
        Assert.Equal("/en/people/bob-simple/record", other.QuerySelector(".revisions li a[href$=record]")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_merger_that_was_undone_is_told_by_both_records_and_each_names_the_other()
    {
        var twin = new Person { Id = PublicRegister.Id(80), Name = Words.Of(("en", "Bob Simple")) };
        Assert.Null(_site.Publish(Cast.New(twin)));
        Assert.Null(_site.Publish([.. Proposal.Merge(twin with { Slug = "bob-simple" }, PublicRegister.Bob with { Slug = "bob-sample" }, Words.Of(("en", "A slip of the pen.")))]));
        Assert.Equal(["/en/people/bob-sample/record"], Others((await Page("/en/people/bob-simple/record")).QuerySelector(".revisions > li")!));
        Assert.Null(_site.Publish(new Proposal { Act = Act.Restore, Resource = twin.Id, Kind = "person", Document = new Record.Site.Notice { Reason = Words.Of(("en", "Two people after all.")) } }));
        var history = await Page("/en/people/bob-simple/record");
        Assert.Equal(["The merger was undone: Two people after all. /en/people/bob-sample/record", "Found to be the same as another record: A slip of the pen. /en/people/bob-sample/record", "Entered the register: "], Told(history));
        // As it stands is as the newest entry left it.
        Assert.Equal("/en/people/bob-simple", Assert.Single(history.QuerySelectorAll(".revisions > li").First().QuerySelectorAll("p a"), a => a.TextContent == "See the record as it stands").GetAttribute("href"));
        Assert.Single(history.QuerySelectorAll(".revisions > li.current"));
        var other = await Page("/en/people/bob-sample/record");
        Assert.Equal(["The merger was undone: Two people after all. /en/people/bob-simple/record", "Changed: ", "Another record was found to be this one: A slip of the pen. /en/people/bob-simple/record", "Entered the register: "], Told(other));
        Assert.Equal("The other record: Bob Simple", other.QuerySelector(".revisions > li p:has(a[href$=record])")!.TextContent.Trim());

        static IEnumerable<string> Told(IHtmlDocument page) => page.QuerySelectorAll(".revisions > li:has(h2)").Select(e => $"{e.QuerySelector("h2")!.TextContent}: {e.QuerySelector(".revision-note")?.TextContent} {string.Join(' ', Others(e))}".TrimEnd() is var told && told.EndsWith(':') ? told + " " : told);

        static IEnumerable<string> Others(AngleSharp.Dom.IElement entry) => entry.QuerySelectorAll("a[href$=record]").Select(a => a.GetAttribute("href")!);
    }

    [Fact]
    public async Task Changes_of_records_stand_in_the_list_of_changes_beside_those_of_texts()
    {
        Assert.Empty((await Page("/en/changes/")).QuerySelectorAll(".change"));
        var article = Guid.NewGuid();
        Assert.Null(_site.Publish(EmptySite.Article(Act.Publish, article, "Water levels rise", "They rose.")));
        Assert.Null(_site.Publish(Cast.Change(PublicRegister.Water with { Slug = "water-department", Founded = PartialDate.Parse("2011"), Order = 3 })));
        Assert.Null(_site.Publish(EmptySite.Notice(Act.Retire, article, "en")));
        Assert.Null(_site.Publish(Cast.Change(PublicRegister.Water with { Slug = "water-department", Correction = new Record.News.CorrectionNote("It was 2010 after all.", false) }) with { Act = Act.Correct }));
        var term = PublicRegister.All.OfType<Membership>().First(m => m.Member == PublicRegister.Ann.Id);
        Assert.Null(_site.Publish(Cast.Change(term with { End = PartialDate.Parse("2009-05") })));
        Assert.Null(_site.Publish(EmptySite.Notice(Act.Withdraw, PublicRegister.NewRules.Id) with { Kind = "decision" }));
        Assert.Equal(
            ["Removed from the site|People and bodies|", "Changed|Term of office|Ann Example, Secretary General /en/people/ann-example: Until", "Corrected|Body|Water department /en/organizations/water-department/record: It was 2010 after all.", "No longer current||Water levels rise", "Changed|Body|Water department /en/organizations/water-department/record: Founded, Place in lists"],
            Told(await Page("/en/changes/")));
        // In every language, whether it has the text or not.
        Assert.Equal(["Удалено с сайта", "Изменено", "Исправлено", "Изменено"], (await Page("/ru/changes/")).QuerySelectorAll(".change .kind").Select(k => k.TextContent));
        Assert.Equal(4, (await Page("/ar/changes/")).QuerySelectorAll(".change").Length);
        // Pages are numbered from the oldest and keep what they have.
        for (var i = 0; i < 60; i++) Assert.Null(_site.Publish(Cast.Change(PublicRegister.Water with { Slug = "water-department", Order = i % 2 == 0 ? 5 : null })));
        var first = Told(await Page("/en/changes/page/1/"));
        Assert.Equal("Changed|Body|Water department /en/organizations/water-department/record: Founded, Place in lists", first[^1]);
        Assert.NotEmpty((await Page("/en/changes/")).QuerySelectorAll("a[href='/en/changes/page/1/']"));
        var all = first.Count;
        for (var n = 2; (await _site.Get($"/en/changes/page/{n}/")).Status == 200; n++) all += Told(await Page($"/en/changes/page/{n}/")).Count;
        Assert.Equal(65, all);

        static List<string> Told(IHtmlDocument page) => [.. page.QuerySelectorAll(".change").Select(c => string.Join('|', [c.QuerySelector(".kind")!.TextContent, c.QuerySelector(".kicker")!.Children.ElementAtOrDefault(1)?.TextContent ?? "",
            c.QuerySelector("h3") is not { } name ? "" : name.TextContent.Trim() + (name.QuerySelector("a")?.GetAttribute("href") is { } href && !href.Contains("/news/", StringComparison.Ordinal) ? $" {href}: {c.QuerySelector(".card-summary")?.TextContent}" : "")]))];
    }

    [Fact]
    public async Task What_was_removed_or_deleted_says_so_at_the_address_of_its_history_and_tells_nothing_of_it()
    {
        Assert.Null(_site.Publish(EmptySite.Notice(Act.Withdraw, PublicRegister.NewRules.Id) with { Kind = "decision" }));
        Assert.Null(_site.Publish(Cast.Change(PublicRegister.Session with { Slug = "first-session", Participants = [] })));
        foreach (var term in PublicRegister.All.OfType<Membership>().Where(m => m.Member == PublicRegister.Cem.Id)) Assert.Null(_site.Publish(EmptySite.Notice(Act.Erase, term.Id) with { Kind = "membership" }));
        Assert.Null(_site.Publish(EmptySite.Notice(Act.Erase, PublicRegister.Cem.Id) with { Kind = "person" }));
        foreach (var (path, told, gone) in new[]
        {
            ("/en/decisions/cm-2024-7/record", "This record was removed", "New rules"), ("/en/decisions/cm-2024-7", "This record was removed", "New rules"),
            ("/en/people/cem-muster/record", "This record was deleted on legal grounds", "Cem Muster"), ("/en/people/cem-muster", "This record was deleted on legal grounds", "Cem Muster"),
        })
        {
            var (status, _, body, _) = await _site.Get(path);
            Assert.Equal((path, 410), (path, status));
            Assert.Contains(told, Encoding.UTF8.GetString(body));
            Assert.DoesNotContain(gone, Encoding.UTF8.GetString(body));
        }
    }

    private static IEnumerable<string> Changes(AngleSharp.Dom.IElement entry) => entry.QuerySelectorAll(".revision-changes > div")
        .Select(d => $"{d.QuerySelector("dt")!.TextContent}: {d.QuerySelector("del")?.TextContent.Trim()} > {d.QuerySelector("ins")?.TextContent.Trim()}").Order(StringComparer.Ordinal);

    private async Task<IHtmlDocument> Page(string path)
    {
        var (status, _, body, _) = await _site.Get(path);
        Assert.Equal((path, 200), (path, status));
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(body));
    }
}

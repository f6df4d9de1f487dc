using System.IO.Compression;
using System.Text.Json.Nodes;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.Publication;
using Acta.Tests.Reader;

namespace Acta.Tests.Register;

/// <summary>The register as data: what a program that keeps a copy, or asks for one day, gets.</summary>
public sealed class RecordsApiTests
{
    private static readonly Organization Union = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "River Union"), ("ru", "Речной союз")), Classification = "intergovernmental", Founded = PartialDate.Parse("2002"), Identifiers = [new Identifier("wikidata", "Q1")] };
    private static readonly Organization Land = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Upland"), ("ru", "Нагорье")), Classification = Organization.State, Code = "UP" };
    private static readonly Post Head = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Secretary General")), Organization = Union.Id };
    private static readonly Person Ann = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Ann Example"), ("ru", "Анна Пример")) };
    private static readonly Person Bob = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Bob Example")) };
    private static readonly Membership First = new() { Id = Guid.NewGuid(), Member = Ann.Id, Post = Head.Id, Start = PartialDate.Parse("2016-05-01"), End = PartialDate.Parse("2020-01-01") };
    private static readonly Membership Second = new() { Id = Guid.NewGuid(), Member = Bob.Id, Post = Head.Id, Start = PartialDate.Parse("2020-01-01") };
    private static readonly Membership Belongs = new() { Id = Guid.NewGuid(), Member = Land.Id, Organization = Union.Id, Start = PartialDate.Parse("2002") };
    private static readonly Place Town = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Riverside")), Classification = "settlement" };
    private static readonly Event Session = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "First session")), Classification = "session", Organizers = [Union.Id], When = new DateRange(PartialDate.Parse("2019-12-25")), Place = Town.Id };
    private static readonly AgendaItem Item = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Budget")), Event = Session.Id, Number = "1" };
    private static readonly Decision Decided = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "On the budget")), Symbol = "No. 1", Organization = Union.Id, Event = Session.Id, AgendaItem = Item.Id, Date = PartialDate.Parse("2019-12-25"), Subjects = ["Public money"] };
    private static readonly Paper Secret = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Draft budget")), Symbol = "RU/1", Event = Session.Id, AgendaItems = [Item.Id], RestrictedUntil = PartialDate.Parse("2999"), Versions = [new PaperFile("en", null), new PaperFile("ru", null)] };
    private static readonly AssignedTask Chore = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Write the report")), SetBy = Decided.Id, Owner = Head.Id, Set = PartialDate.Parse("2019-12-25") };

    private static readonly RegisterRecord[] All = [Union, Land, Head, Ann, Bob, First, Second, Belongs, Town, Session, Item, Decided, Secret, Chore];

    [Fact]
    public async Task I_ask_who_held_which_office_on_a_day_and_get_names_not_bare_ids()
    {
        await using var site = await Filled();
        var terms = await Items(site, "memberships?as_of=2019-12-25");
        Assert.Equal(["Ann Example, Secretary General", "Upland, River Union"], terms.Select(t => (string?)t["title"]));
        Assert.Equal(("2016-05-01", "2020-01-01", "membership"), ((string?)terms[0]["date"], (string?)terms[0]["end"], (string?)terms[0]["kind"]));
        Assert.Equal($"{LiveSite.Base}/en/people/ann-example", (string?)terms[0]["url"]);
        Assert.Equal(("Ann Example", "person", Ann.Id.ToString()), ((string?)terms[0]["facts"]!["member"]!["name"], (string?)terms[0]["facts"]!["member"]!["kind"], (string?)terms[0]["facts"]!["member"]!["id"]));
        Assert.Equal("Анна Пример, Secretary General", (string?)(await Items(site, "memberships?as_of=2019-12-25&lang=ru"))[0]["title"]);
        // On the day of handing over the one who begins is there, alone.
        Assert.Equal(["Bob Example, Secretary General"], (await Items(site, $"memberships?as_of=2020-01-01&post={Head.Id}")).Select(t => (string?)t["title"]));
        Assert.Empty(await Items(site, $"organizations?as_of=1999-01-01&kind=intergovernmental"));
        // No id stands alone, in whatever record.
        foreach (var list in Lists)
            foreach (var item in await Items(site, list + "?limit=100"))
                foreach (var value in Texts(item["facts"]!).Where(t => Guid.TryParseExact((string?)t, "D", out _)))
                    Assert.NotNull(value.Parent!["name"]);
    }

    [Fact]
    public async Task The_whole_register_is_to_be_had_in_four_forms_without_what_was_removed()
    {
        await using var site = await Filled();
        var forms = JsonNode.Parse((await site.Get("/api/v1/bulk")).Body)!["register"]!.AsArray();
        Assert.Equal(["jsonl.gz", "popolo.json.gz", "jsonld.gz", "csv.zip"], forms.Select(f => (string?)f!["form"]));
        foreach (var form in forms)
        {
            var path = ((string)form!["url"]!)[LiveSite.Base.Length..];
            var (status, _, body, _) = await site.Get(path);
            Assert.Equal((200, (int)form["bytes"]!, (string)form["sha256"]!), (status, body.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body))));
            Assert.Contains("Bob Example", Opened(path, body));
        }
        site.Publish(new Proposal { Act = Act.Withdraw, Resource = Second.Id, Kind = "membership", Document = new Record.Site.Notice { Reason = Words.Of(("en", "Wrong.")) } });
        site.Publish(new Proposal { Act = Act.Withdraw, Resource = Bob.Id, Kind = "person", Document = new Record.Site.Notice { Reason = Words.Of(("en", "Wrong.")) } });
        foreach (var form in forms)
        {
            var path = ((string)form!["url"]!)[LiveSite.Base.Length..];
            Assert.DoesNotContain("Bob Example", Opened(path, (await site.Get(path)).Body));
        }
        Assert.Equal(404, (await site.Get("/api/v1/bulk/register/register.xls")).Status);

        static string Opened(string path, byte[] body)
        {
            if (path.EndsWith(".gz", StringComparison.Ordinal)) return new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress)).ReadToEnd();
            using var zip = new ZipArchive(new MemoryStream(body));
            Assert.Contains("datapackage.json", zip.Entries.Select(e => e.Name));
            return string.Concat(zip.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd()));
        }
    }

    [Theory]
    [InlineData("people", "Ann Example|Bob Example")]
    [InlineData("organizations", "River Union|Upland")]
    [InlineData("organizations?kind=intergovernmental", "River Union")]
    [InlineData("organizations?identifier=wikidata:Q1", "River Union")]
    [InlineData("states", "Upland")]
    [InlineData("posts?organization={union}", "Secretary General")]
    [InlineData("memberships?organization={union}", "Ann Example, Secretary General|Bob Example, Secretary General|Upland, River Union")]
    [InlineData("memberships?member={bob}&role=holder", "Bob Example, Secretary General")]
    [InlineData("memberships?role=member", "Upland, River Union")]
    [InlineData("places?kind=settlement", "Riverside")]
    [InlineData("events?organization={union}&year=2019&status=confirmed&month=2019-12", "First session")]
    [InlineData("events?organization={union}&year=2018", "")]
    [InlineData("events?place={town}&kind=session", "First session")]
    [InlineData("agenda-items?event={session}", "Budget")]
    [InlineData("papers?event={session}&symbol=RU/1", "Draft budget")]
    [InlineData("papers?agenda_item={item}", "Draft budget")]
    [InlineData("decisions?organization={union}&year=2019&status=in-force&subject=public%20money", "On the budget")]
    [InlineData("decisions?agenda_item={item}&event={session}", "On the budget")]
    [InlineData("decisions?organization={union}&status=expired", "")]
    [InlineData("tasks?status=open&owner={head}&set_by={decision}", "Write the report")]
    public async Task I_ask_for_a_list_by_what_I_know(string list, string titles)
    {
        await using var site = await Filled();
        foreach (var (name, record) in new (string, RegisterRecord)[] { ("union", Union), ("bob", Bob), ("town", Town), ("session", Session), ("item", Item), ("head", Head), ("decision", Decided) }) list = list.Replace("{" + name + "}", record.Id.ToString(), StringComparison.Ordinal);
        Assert.Equal(titles.Split('|', StringSplitOptions.RemoveEmptyEntries), (await Items(site, list)).Select(i => (string)i["title"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_copy_is_kept_by_following_the_changes_and_what_is_removed_is_told()
    {
        await using var site = await Filled();
        var before = await Items(site, "people?modified_since=2000");
        Assert.Equal(["Ann Example", "Bob Example"], before.Select(i => (string?)i["title"]));
        Assert.Equal("Ann Example, Secretary General", (string?)(await Items(site, $"memberships?member={Ann.Id}"))[0]["title"]);
        // A name that changes shows at once in every list that names it, though nothing else was changed.
        Assert.Null(site.Publish(Cast.Change(Ann with { Slug = "ann-example", Name = Words.Of(("en", "Ann Sample")) })));
        Assert.Equal("Ann Sample, Secretary General", (string?)(await Items(site, $"memberships?member={Ann.Id}"))[0]["title"]);
        Assert.Equal(["Bob Example", "Ann Sample"], (await Items(site, "people?modified_since=2000")).Select(i => (string?)i["title"]));

        var cursor = (string)JsonNode.Parse(await site.Text("/api/v1/people?modified_since=2000&limit=1"))!["next"]!;
        Assert.Equal("Ann Sample", (string?)(await Items(site, $"people?modified_since=2000&limit=1&cursor={cursor}")).Single()["title"]);

        Assert.Null(site.Publish(Notice(Act.Withdraw, Second)));
        Assert.Null(site.Publish(Notice(Act.Erase, Bob)));
        var stub = (await Items(site, "people?modified_since=2000"))[^1];
        Assert.Equal((Bob.Id.ToString(), true, "person", null), ((string?)stub["id"], (bool?)stub["deleted"], (string?)stub["kind"], (string?)stub["title"]));
        Assert.Equal(["Ann Sample"], (await Items(site, "people")).Select(i => (string?)i["title"]));
        foreach (var (path, status) in new[] { ($"people/{Bob.Id}", 410), ($"memberships/{Second.Id}", 410), ($"people/{Union.Id}", 404), ($"states/{Union.Id}", 404), ($"states/{Land.Id}", 200), ($"organizations/{Land.Id}", 200), ("people/x", 404), ($"people/{Ann.Id}?lang=xx", 404), ($"people/{Ann.Id}?as_of=2019-01-01", 400) })
            Assert.Equal((path, status), (path, (await site.Get("/api/v1/" + path)).Status));
        var ann = JsonNode.Parse(await site.Text($"/api/v1/people/{Ann.Id}"))!;
        Assert.Equal(["revise", "publish"], ann["revisions"]!.AsArray().Select(r => (string?)r!["act"]));
        // A State that is none any more leaves the list of the States, and whoever keeps it is told.
        Assert.Null(site.Publish(Cast.Change(Land with { Slug = "upland", Classification = "group", Code = null })));
        Assert.True((bool?)(await Items(site, "states?modified_since=2000")).Single()["deleted"]);
        Assert.Equal("Upland", (string?)(await Items(site, "organizations?modified_since=2000"))[^1]["title"]);
    }

    [Fact]
    public async Task The_file_of_a_paper_is_kept_back_until_its_day_even_from_those_who_know_its_address()
    {
        await using var site = await Filled();
        var file = site.Serving.Library.Add(new MemoryStream("%PDF-1.4\n%%EOF\n"u8.ToArray()), "budget.pdf");
        var address = $"/media/{file.Id}/{file.Name}";
        var paper = Secret with { Id = Guid.NewGuid(), Name = Words.Of(("en", "Kept budget")), Symbol = "RU/2", Versions = [new PaperFile("en", file)] };
        Assert.Null(site.Publish(Cast.New(paper)));
        var (status, _, body, _) = await site.Get(address);
        Assert.Equal((404, "This file is not shown before the end of 2999-12-31."), (status, System.Text.Encoding.UTF8.GetString(body).Trim()));
        // Neither the API nor the tables tell what it is called before its day; the document itself, which the log names, does.
        Assert.DoesNotContain("budget.pdf", await site.Text($"/api/v1/papers/{paper.Id}"));
        using (var zip = new System.IO.Compression.ZipArchive(new MemoryStream((await site.Get("/api/v1/bulk/register/csv.zip")).Body)))
        using (var papers = new StreamReader(zip.GetEntry("papers.csv")!.Open()))
        {
            var table = await papers.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Contains("Kept budget", table);
            Assert.DoesNotContain("budget.pdf", table);
        }
        Assert.Null(site.Publish(Cast.Change(paper with { RestrictedUntil = PartialDate.Parse("2020-01-01"), Slug = "ru-2" })));
        Assert.Equal(200, (await site.Get(address)).Status);
        // Kept back anew: what was said before does not open it.
        Assert.Null(site.Publish(Cast.Change(paper with { RestrictedUntil = PartialDate.Parse("2998"), Slug = "ru-2" })));
        Assert.Equal(404, (await site.Get(address)).Status);
    }

    [Fact]
    public async Task From_a_decision_I_come_to_the_news_on_it_and_back()
    {
        await using var site = await Filled();
        var article = Guid.NewGuid();
        var news = EmptySite.Article(Act.Publish, article, "A budget is adopted", "It was long awaited.");
        Assert.Null(site.Publish(news with { Document = (Acta.Record.News.Edition)news.Document! with { Records = [new Acta.Record.News.RecordLink("announces", Decided.Id), new Acta.Record.News.RecordLink("about", Guid.NewGuid())] } }));
        var decision = JsonNode.Parse(await site.Text($"/api/v1/decisions/{Decided.Id}"))!;
        var named = decision["articles"]!.AsArray().Single()!;
        Assert.Equal(("announces", article.ToString(), "A budget is adopted"), ((string?)named["rel"], (string?)named["id"], (string?)named["name"]));
        Assert.Equal("Budget", (string?)decision["facts"]!["agendaItem"]!["name"]);
        var back = JsonNode.Parse(await site.Text($"/api/v1/articles/{article}"))!["records"]!.AsArray().Single()!;
        Assert.Equal(("announces", Decided.Id.ToString(), "On the budget", "decision"), ((string?)back["rel"], (string?)back["id"], (string?)back["name"], (string?)back["kind"]));
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page_and_nothing_is_missed_or_given_twice()
    {
        await using var site = await Filled();
        var people = Enumerable.Range(1, 45).Select(n => new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", $"Delegate {n}")) }).ToList();
        var terms = people.Select((p, i) => new Membership { Id = Guid.NewGuid(), Member = p.Id, Organization = Union.Id, Start = i % 3 == 0 ? null : PartialDate.Parse($"{2003 + i % 7}") }).ToList();
        Assert.Null(site.Publish([.. people.Select(Cast.New), .. terms.Select(Cast.New)]));
        foreach (var list in new[] { "people?limit=7", $"memberships?organization={Union.Id}&limit=10", "memberships?as_of=2005-06-01&limit=4" })
        {
            var (all, cursor) = (new List<string>(), "");
            do
            {
                var page = JsonNode.Parse(await site.Text($"/api/v1/{list}{cursor}"))!;
                all.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
                cursor = page["next"] is { } next ? "&cursor=" + next : "";
            }
            while (cursor.Length > 0);
            var whole = await Items(site, System.Text.RegularExpressions.Regex.Replace(list, "limit=[0-9]+", "limit=100"));
            Assert.True(whole.Count > 20, $"{list}: {whole.Count}");
            Assert.Equal(whole.Select(i => (string)i["id"]!), all);
        }
    }

    [Fact]
    public async Task What_the_interface_does_not_know_is_refused_with_a_sentence()
    {
        await using var site = await Filled();
        foreach (var bad in new[] { "people?day=2019-12-25", "people?section=news", "organizations?as_of=2019", "memberships?post=x", "events?status=quiet", "events?year=19", "events?month=2019", "people?identifier=Q1", "people?limit=0", "people?limit=101", "people?cursor=MQ", "people?cursor=!", "people?lang=xx", "people?modified_since=soon", "people?modified_since=2020&identifier=a:b", "tasks?status=late", "people?modified_since=2020&cursor=!" })
        {
            var (status, type, body, _) = await site.Get("/api/v1/" + bad);
            Assert.Equal((bad, 400, "application/problem+json; charset=utf-8"), (bad, status, type));
            Assert.EndsWith(".", (string)JsonNode.Parse(body)!["detail"]!);
        }
    }

    private static readonly string[] Lists = ["people", "organizations", "posts", "memberships", "states", "places", "events", "agenda-items", "papers", "decisions", "tasks"];

    private static async Task<LiveSite> Filled()
    {
        var site = await LiveSite.Start();
        Assert.Null(site.Publish([.. All.Select(Cast.New)]));
        return site;
    }

    private static Proposal Notice(Act act, RegisterRecord record) => EmptySite.Notice(act, record.Id) with { Kind = record.Type };

    private static async Task<List<JsonNode>> Items(LiveSite site, string list)
    {
        var (status, _, body, _) = await site.Get("/api/v1/" + list);
        Assert.Equal((list, 200), (list, status));
        return [.. JsonNode.Parse(body)!["items"]!.AsArray().Select(i => i!)];
    }

    private static IEnumerable<JsonNode> Texts(JsonNode node) => node switch
    {
        JsonObject o => o.Where(m => m.Value is not null).SelectMany(m => Texts(m.Value!)),
        JsonArray a => a.SelectMany(i => Texts(i!)),
        JsonValue v when v.GetValueKind() == System.Text.Json.JsonValueKind.String => [v],
        _ => [],
    };
}

using Acta.Access;
using Acta.Desk.Articles;
using Acta.Desk.Clearance;
using Acta.Tests.Access;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

public sealed class ClearanceOnSqliteTests() : ClearanceTests(StoreKind.Sqlite);

public sealed class ClearanceOnPostgresTests() : ClearanceTests(StoreKind.Postgres);

/// <summary>Delegations and ministries give their word on exact texts.</summary>
public abstract class ClearanceTests(StoreKind kind)
{
    [Fact]
    public async Task Each_party_agrees_to_exactly_this_text_and_a_change_voids_it()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Joint statement", "The parties agree on 3 December.", "statement");
        var links = await Ask(office, at, "together", "writing", "Ministry A <a@example.org>", "Delegation B");
        using var a = office.Site.Visit();
        using var b = office.Site.Visit();
        var page = await a.Get(links[0]);
        Assert.Equal((200, "You are asked to agree to a text"), (page.Status, page.Title));
        Assert.Contains("The parties agree on 3 December.", page.Html);
        Assert.Contains("silence is no agreement", page.Html);
        // Nothing of the others, nothing of the desk.
        Assert.DoesNotContain("Delegation B", page.Html);
        Assert.DoesNotContain("author@example.org", page.Html);
        Assert.StartsWith("Thank you.", (await Word(a, page, links[0], "approve")).Said);
        Assert.StartsWith("To object, say why.", (await Word(b, await b.Get(links[1]), links[1], "object")).Fault);
        Assert.StartsWith("Your objection is recorded", (await Word(b, await b.Get(links[1]), links[1], "object", ("comment", "Not on the third."))).Said);
        var sheet = await office.Editor.Get(Office.Article(at) + "/clearance");
        Assert.Contains("Not on the third.", sheet.Html);
        Assert.Contains("Not everybody asked has agreed yet", (await office.Publisher.Get(Office.Article(at) + "/release")).Html);

        // The text is changed: what A said holds no more, and both sides say so.
        var before = await a.Get(links[0]);
        await office.Write(office.Author, at, ("body", "The parties agree on 4 December."));
        Assert.Contains("void: the text was changed", (await office.Editor.Get(Office.Article(at) + "/clearance")).Html);
        Assert.Contains("is being changed", (await a.Get(links[0])).Html);
        // A page that was open before does nothing now.
        Assert.Equal(409, (await Word(b, await Stale(b, links[1]), links[1], "approve", ("text", Text(before)))).Status);

        await Submit(office.Editor, at, "again", ("deadline", "2031-01-01T10:00"));
        foreach (var (visitor, link) in new[] { (a, links[0]), (b, links[1]) }) Assert.Equal(200, (await Word(visitor, await visitor.Get(link), link, "approve")).Status);
        Assert.Contains("Everybody asked has agreed", (await office.Publisher.Get(Office.Article(at) + "/release")).Html);
        // Who approved which digest is kept, the former answers too, and released with it.
        Assert.Equal(303, (await office.Release(at, ("when", "now"), ("override", "yes"))).Status);
        using var r = office.Site.Serving.Store.Read();
        Assert.Equal(4, r.Scalar<long>("SELECT COUNT(*) FROM clearance_answers"));
        Assert.True(Assert.Single(Clearances.Of(r, Office.Id(at))).IsCleared(office.Site.Time.GetUtcNow()));
        Assert.Equal(3, r.Scalar<long>("SELECT COUNT(*) FROM audit WHERE act = 'clearance-approve' AND digest IS NOT NULL"));
    }

    [Fact]
    public async Task In_order_a_link_opens_when_its_turn_has_come()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "In order", "Text.");
        var links = await Ask(office, at, "order", "writing", "First", "Second");
        using var visitor = office.Site.Visit();
        var none = "/clearance/" + new string('0', 48);
        var never = (await visitor.Get(none)).Plain.Replace(none, "", StringComparison.Ordinal);
        Assert.Equal((404, never), await visitor.Get(links[1]) is var early ? (early.Status, early.Plain.Replace(links[1], "", StringComparison.Ordinal)) : default);
        await Word(visitor, await visitor.Get(links[0]), links[0], "object", ("comment", "No."));
        Assert.Equal(404, (await visitor.Get(links[1])).Status);
        await Word(visitor, await visitor.Get(links[0]), links[0], "approve");
        Assert.Equal(200, (await visitor.Get(links[1])).Status);
    }

    [Fact]
    public async Task In_order_and_by_mail_each_is_written_to_when_asked_and_a_mailed_link_opens_the_text()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "By mail", "Text.");
        using var reading = office.Site.Serving.Store.Read();
        var (id, digest) = (Office.Id(at), Drafts.Find(reading, Office.Id(at), "en")!.Digest);
        var editor = StaffRows.All(reading).First(s => s.Email == "editor@example.org");
        var clearances = new Clearances(office.Site.Serving.Store, office.Site.Time, sendsMail: true);
        var until = office.Site.Time.GetUtcNow().AddDays(2);
        var links = clearances.Make(id, [("en", digest)], [("First", "first@example.org"), ("Second", "second@example.org"), ("Third", "")], inOrder: true, silence: false, until, editor, null);
        Assert.Equal([("first@example.org", "/clearance/" + links[0].Token)], Mailed(office));
        Assert.True(clearances.Say(links[0].Token, [("en", digest, true)], null, null));
        var second = Mailed(office)[1];
        Assert.Equal(("second@example.org", false), (second.Address, second.Link.EndsWith(links[1].Token, StringComparison.Ordinal)));
        using var visitor = office.Site.Visit();
        Assert.Equal((404, 200), ((await visitor.Get("/clearance/" + links[1].Token)).Status, (await visitor.Get(second.Link)).Status));
        Assert.True(clearances.Say(second.Link["/clearance/".Length..], [("en", digest, true)], null, null));
        // Who has no address is handed the link.
        Assert.Equal((2, 200), (Mailed(office).Count, (await visitor.Get("/clearance/" + links[2].Token)).Status));
        using (var r = office.Site.Serving.Store.Read()) clearances.AskAgain(Clearances.Of(r, id)[0].Id, until, editor, null);
        Assert.Equal(["first@example.org", "second@example.org", "first@example.org"], Mailed(office).Select(m => m.Address));
    }

    [Fact]
    public async Task Whoever_is_asked_sees_the_pictures_of_the_text_and_no_other_file()
    {
        await using var office = await Office.Open(kind);
        var shown = await MediaTests.Upload(office.Author, MediaTests.Photo(60, 40), "lake.jpg");
        var other = await MediaTests.Upload(office.Author, MediaTests.Photo(40, 60), "lake.jpg");
        var at = await office.Begin(office.Author, "With a picture", "Text.");
        await office.Write(office.Author, at, ("lead", shown.Id.ToString()), ("lead-alt", "A lake"));
        var links = await Ask(office, at, "together", "writing", "Delegation");
        using var visitor = office.Site.Visit();
        var source = (await visitor.Get(links[0])).Document.QuerySelector("img")!.GetAttribute("src")!;
        Assert.StartsWith($"{links[0]}/media/{shown.Id}/", source);
        Assert.Equal((200, 404), ((await visitor.Get(source)).Status, (await visitor.Get(source.Replace(shown.Id.ToString(), other.Id.ToString(), StringComparison.Ordinal))).Status));
        await Submit(office.Editor, at, "close");
        Assert.Equal(404, (await visitor.Get(source)).Status);
    }

    [Fact]
    public async Task Silence_until_the_deadline_is_consent_where_that_was_agreed_and_the_text_stayed()
    {
        await using var office = await Office.Open(kind);
        var (quiet, changed, written) = (await office.Begin(office.Author, "Quiet", "Text."), await office.Begin(office.Author, "Changed", "Text."), await office.Begin(office.Author, "Written", "Text."));
        var due = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(office.Site.Time.GetUtcNow().AddHours(1), "Asia/Bishkek").ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (text, procedure) in new[] { (quiet, "silence"), (changed, "silence"), (written, "writing") }) await Ask(office, text, "together", procedure, due, ["One", "Two"]);
        await office.Write(office.Author, changed, ("body", "Another text."));
        var clearances = new Clearances(office.Site.Serving.Store, office.Site.Time);
        clearances.Tick();
        Assert.False(Cleared(office, quiet));
        office.Site.Time.Pass(TimeSpan.FromHours(2));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(clearances.Tick)));
        Assert.Equal((true, false, false), (Cleared(office, quiet), Cleared(office, changed), Cleared(office, written)));
        Assert.Contains("agreed by silence", (await office.Editor.Get(Office.Article(quiet) + "/clearance")).Html);
        Assert.Contains("no answer", (await office.Editor.Get(Office.Article(written) + "/clearance")).Html);
        using var r = office.Site.Serving.Store.Read();
        Assert.Equal(2, r.Scalar<long>("SELECT COUNT(*) FROM audit WHERE act = 'clearance-silence'"));
    }

    [Fact]
    public async Task A_remark_on_a_passage_comes_to_the_desk_and_a_closed_sheet_opens_nothing()
    {
        await using var office = await Office.Open(kind);
        var at = await office.Begin(office.Author, "Remarks", "Seventeen delegates met.");
        var links = await Ask(office, at, "together", "writing", "Delegation");
        using var visitor = office.Site.Visit();
        var page = await visitor.Get(links[0]);
        await visitor.Submit(page, links[0], links[0], ("do", "remark"), ("about", "en"), ("quote", "Seventeen"), ("comment", "<script>eighteen</script>"));
        var sheet = await office.Editor.Get(Office.Article(at) + "/clearance");
        Assert.Equal("<script>eighteen</script>", sheet.Document.QuerySelector(".comment-text")!.TextContent);
        Assert.Empty(sheet.Document.QuerySelectorAll(".comment-text script"));
        // A new link replaces the former.
        var made = await office.Editor.Submit(sheet, Office.Article(at), Office.Article(at) + "/clearance/link");
        var fresh = new Uri(made.Document.QuerySelector("#link-0")!.GetAttribute("value")!).PathAndQuery;
        Assert.Equal((404, 200), ((await visitor.Get(links[0])).Status, (await visitor.Get(fresh)).Status));
        await Submit(office.Editor, at, "close");
        Assert.Equal(404, (await visitor.Get(fresh)).Status);
    }

    private static List<(string Address, string Link)> Mailed(Office office)
    {
        using var r = office.Site.Serving.Store.Read();
        return r.Query("SELECT address, link FROM mails WHERE kind = 'clearance' ORDER BY id", row => (row.GetString(0), row.GetString(1)));
    }

    private static bool Cleared(Office office, string at)
    {
        using var r = office.Site.Serving.Store.Read();
        return Clearances.Of(r, Office.Id(at))[0].IsCleared(office.Site.Time.GetUtcNow());
    }

    private static Task<Page> Stale(Visitor visitor, string link) => visitor.Get(link);

    private static string Text(Page page) => page.Document.QuerySelector("input[name=text]")?.GetAttribute("value") ?? "en " + new string('0', 64);

    private static Task<string[]> Ask(Office office, string at, string order, string procedure, params string[] parties) => Ask(office, at, order, procedure, "2031-01-01T10:00", parties);

    private static async Task<string[]> Ask(Office office, string at, string order, string procedure, string deadline, string[] parties)
    {
        var article = Office.Article(at) + "/clearance";
        var page = await office.Editor.Get(article);
        var text = page.Document.QuerySelectorAll("input[name=text]").Select(t => ("text", t.GetAttribute("value")!));
        var made = await office.Editor.Submit(page, article, article, [.. text, ("parties", string.Join('\n', parties)), ("order", order), ("procedure", procedure), ("deadline", deadline)]);
        Assert.Equal((200, null), (made.Status, made.Fault));
        return [.. made.Document.QuerySelectorAll("input[id^=link-]").Select(l => new Uri(l.GetAttribute("value")!).PathAndQuery)];
    }

    private static Task<Page> Submit(Visitor who, string at, string act, params (string, string)[] fields) => who.Submit(Office.Article(at) + "/clearance", $"{Office.Article(at)}/clearance/{act}", fields);

    // Gives a party's word on all texts of the page, or on those named.
    private static Task<Page> Word(Visitor who, Page page, string link, string word, params (string Name, string Value)[] fields)
    {
        var token = page.Document.QuerySelector("input[name=form-token]")!.GetAttribute("value")!;
        var texts = fields.Any(f => f.Name == "text") ? [] : page.Document.QuerySelectorAll("input[name=text]").Select(t => KeyValuePair.Create("text", t.GetAttribute("value")!));
        return who.Post(link, [KeyValuePair.Create("form-token", token), KeyValuePair.Create("do", word), .. texts, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
    }
}

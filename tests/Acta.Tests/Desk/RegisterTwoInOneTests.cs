using Acta.Access;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Tests.World;

namespace Acta.Tests.Desk;

public sealed class RegisterTwoInOneOnSqliteTests() : RegisterTwoInOneTests(StoreKind.Sqlite);

public sealed class RegisterTwoInOneOnPostgresTests() : RegisterTwoInOneTests(StoreKind.Postgres);

/// <summary>Records that are one with another, that were two, and that something is written about, at the desk.</summary>
public abstract class RegisterTwoInOneTests(StoreKind kind)
{
    private readonly Person _ann = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Ann Example"), ("ru", "Анна Пример")) };
    private readonly Person _anne = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Anne Exampel")) };
    private readonly Organization _council = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Council")) };

    [Fact]
    public async Task A_person_entered_twice_is_made_one_and_told_apart_again()
    {
        await using var office = await Open();
        using var keeper = await office.Hire(Roles.Keeper);
        var at = $"/desk/register/{_anne.Id}/merge";
        Assert.Contains(at, (await keeper.Get($"/desk/register/{_anne.Id}")).Html);
        Assert.Contains("Choose the record that stays", (await keeper.Submit(at, at)).Fault);
        // Without a script the button beside the search lists who it may be, and not the record itself.
        var found = await keeper.Submit(at, at, ("look.into", "example"), ("do", "look:into"));
        Assert.Equal([_ann.Id.ToString()], found.Document.QuerySelectorAll("input[name=into]").Select(i => i.GetAttribute("value")).Where(v => v!.Length > 0));
        Assert.Equal(303, (await keeper.Submit(at, at, ("into", _ann.Id.ToString()), ("sure", "yes"), ("reason-en", "Entered twice."))).Status);
        await office.Followed();
        var moved = await office.Author.Get("/en/people/anne-exampel");
        Assert.Equal((301, "/en/people/ann-example"), (moved.Status, moved.Location));
        Assert.Contains("Anne Exampel", (await office.Author.Get("/en/people/ann-example")).Html);

        // One that is merged can be put back; the name and the term that came with it go with it.
        Assert.Equal(303, (await keeper.Submit($"/desk/register/{_ann.Id}/merge", $"/desk/register/{_anne.Id}/restore")).Status);
        await office.Followed();
        Assert.DoesNotContain("otherNames", (await office.Author.Get($"/api/v1/people/{_ann.Id}")).Html);
        Assert.Empty((await keeper.Get($"/desk/register/{_ann.Id}/merge")).Document.QuerySelectorAll("input[name=moved]"));
        // And the term was the other's after all, which somebody says by hand.
        var (page, split) = (await keeper.Get(at), $"/desk/register/{_anne.Id}/split");
        var term = Assert.Single(page.Document.QuerySelectorAll("input[name=moved]")).GetAttribute("value")!;
        Assert.Contains("at least one that means it", (await keeper.Submit(page, at, split, ("off", _ann.Id.ToString()))).Fault);
        Assert.Equal(303, (await keeper.Submit(page, at, split, ("off", _ann.Id.ToString()), ("moved", term))).Status);
        await office.Followed();
        Assert.Contains("/en/people/ann-example", (await office.Author.Get("/en/people/anne-exampel")).Document.QuerySelector("main")!.InnerHtml);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task A_name_that_somebody_has_stated_since_stays_when_a_merger_is_undone()
    {
        await using var office = await Open();
        using var keeper = await office.Hire(Roles.Keeper);
        var (merge, ann) = ($"/desk/register/{_anne.Id}/merge", $"/desk/register/{_ann.Id}");
        Assert.Equal(303, (await keeper.Submit(merge, merge, ("into", _ann.Id.ToString()), ("sure", "yes"))).Status);
        await Register.Change(keeper, ann, ("otherNames.0.name.en", "Anne Exampel"), ("otherNames.0.note", "former"));
        await Register.Release(keeper, ann);
        Assert.Equal(303, (await keeper.Submit($"/desk/register/{_ann.Id}/merge", $"/desk/register/{_anne.Id}/restore")).Status);
        await office.Followed();
        Assert.Contains("Anne Exampel", (await office.Author.Get("/en/people/ann-example")).Html);
        Assert.Null(office.Audit().Fault);
    }

    [Fact]
    public async Task What_contradicts_is_refused_with_a_sentence_and_what_somebody_works_on_is_left()
    {
        await using var office = await Open();
        using var keeper = await office.Hire(Roles.Keeper);
        var at = $"/desk/register/{_anne.Id}/merge";
        Assert.Contains("kind of the first is person", (await keeper.Submit(at, at, ("into", _council.Id.ToString()), ("sure", "yes"))).Fault);
        var form = $"/desk/register/{_ann.Id}";
        Assert.Equal(303, (await keeper.Submit(form, form, ("born", "1960"), ("do", "save"))).Status);
        var refused = await keeper.Submit(at, at, ("into", _ann.Id.ToString()), ("sure", "yes"));
        Assert.Equal(409, refused.Status);
        Assert.Equal(200, (await office.Author.Get("/en/people/anne-exampel")).Status);
    }

    [Fact]
    public async Task What_is_written_about_a_person_is_an_article_of_theirs_and_stands_on_their_page()
    {
        await using var office = await Open();
        var record = $"/desk/register/{_ann.Id}";
        // Who keeps the register writes no articles, unless they are an author too.
        using (var keeper = await office.Hire(Roles.Keeper)) Assert.DoesNotContain(record + "/prose", (await keeper.Get(record)).Html);
        var begun = await office.Author.Submit(record, record + "/prose", ("language", "en"));
        Assert.Equal($"/desk/articles/{_ann.Id}/en", begun.Location);
        await office.Write(office.Author, begun.Location!, ("body", "Born by the river, she learned to build bridges."));
        Assert.Equal(303, (await Office.Step(office.Editor, begun.Location!, "approve")).Status);
        Assert.Equal(303, (await office.Release(begun.Location!)).Status);
        await office.Followed();
        var reader = await office.Author.Get("/en/people/ann-example");
        Assert.Contains("Born by the river", reader.Document.QuerySelector("main")!.TextContent);
        Assert.DoesNotContain("Born by the river", (await office.Author.Get("/en/")).Html);
        // Begun once: who asks again comes to what is there.
        Assert.Equal($"/desk/articles/{_ann.Id}/en", (await office.Author.Submit(record, record + "/prose", ("language", "en"))).Location);
        Assert.Null(office.Audit().Fault);
    }

    private async Task<Office> Open()
    {
        var office = await Office.Open(kind);
        var post = new Post { Id = Guid.NewGuid(), Organization = _council.Id, Name = Words.Of(("en", "Head")) };
        var term = new Membership { Id = Guid.NewGuid(), Member = _anne.Id, Post = post.Id, Start = PartialDate.Parse("2019") };
        Assert.IsType<PublishOutcome.Published>(office.Site.Serving.Publisher.Publish([.. new RegisterRecord[] { _council, post, _ann, _anne, term }.Select(r => new Proposal { Act = Act.Publish, Resource = r.Id, Kind = r.Type, Document = r })], "test"));
        await office.Followed();
        return office;
    }
}

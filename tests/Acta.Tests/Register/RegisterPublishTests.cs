using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Record.Site;
using Acta.Tests.Publication;
using Acta.Tests.World;

namespace Acta.Tests.Register;

public sealed class RegisterPublishOnSqliteTests() : RegisterPublishTests(StoreKind.Sqlite);

public sealed class RegisterPublishOnPostgresTests() : RegisterPublishTests(StoreKind.Postgres);

/// <summary>What may come into the register, and what is refused with the names of the records.</summary>
public abstract class RegisterPublishTests(StoreKind kind)
{
    [Fact]
    public void A_body_its_post_and_who_holds_it_are_published_and_verified()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        var entries = site.Publish(Cast.New(cast.Council), Cast.New(cast.Head), Cast.New(cast.Ann), Cast.New(cast.Bob), Cast.New(cast.Term(cast.Ann, "2018", "2019")), Cast.New(cast.Term(cast.Bob, "2020", null)));
        Assert.Equal(["organizations/council", "posts/head-of-the-council", "people/ann-example", "people/bob-example", null, null], entries.Select(e => e.Address));
        Assert.Null(site.Audit().Fault);
        // A name that somebody has is numbered for an import, and refused for a person.
        Assert.Contains("another record's", site.Refused(Cast.New(cast.Ann with { Id = Guid.NewGuid() })).Sentence);
        Assert.Equal("people/ann-example-2", site.Publish(Cast.New(cast.Ann with { Id = Guid.NewGuid() }) with { OnClash = ClashRule.Number })[0].Address);
        Assert.Contains("nothing was changed", site.Refused(Cast.Change(cast.Ann with { Slug = "ann-example" })).Sentence);
        // A new address leaves the old one behind, which stays its own.
        Assert.Equal("people/ann-new", site.Publish(Cast.Change(cast.Ann with { Slug = "ann-new", Name = Words.Of(("en", "Ann New")) }))[0].Address);
        Assert.Contains("another record's", site.Refused(Cast.New(cast.Ann with { Id = Guid.NewGuid(), Slug = "ann-example" })).Sentence);
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void Contradictions_are_refused_and_name_the_records()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        site.Publish(Cast.New(cast.Council), Cast.New(cast.Head), Cast.New(cast.Ann), Cast.New(cast.Bob));
        var ann = cast.Term(cast.Ann, "2018-03-01", "2019-12-31");
        site.Publish(Cast.New(ann));

        Refused("reference", Cast.New(cast.Head with { Id = Guid.NewGuid(), Organization = Guid.NewGuid() }), "\"Head of the council\"", "does not have");
        Refused("kind", Cast.New(cast.Head with { Id = Guid.NewGuid(), Organization = cast.Ann.Id }), "\"Ann Example\"", "person");
        Refused("rule", Cast.New(cast.Term(cast.Bob, "2020", "2019")), "before it begins");
        Refused("life", Cast.New(cast.Term(cast.Bob, "1980", "1990")), "\"Bob Example\"", "\"Head of the council\"", "from 2002 on");
        Refused("holders", Cast.New(cast.Term(cast.Bob, "2019-06-01", null)), "\"Ann Example\"", "\"Bob Example\"", "end the one before the other begins");
        Refused("holders", Cast.New(cast.Term(cast.Ann, "2019-06-01", null)), "the same holder at the same time");
        Refused("life", Cast.Change(cast.Head with { Slug = "head-of-the-council", Start = PartialDate.Parse("2019") }), "\"Ann Example\"", "change that term first");
        Refused("life", Cast.Change(cast.Council with { Slug = "council", Dissolved = PartialDate.Parse("2017") }), "\"Head of the council\"");
        Refused("own-post", Cast.New(cast.Term(cast.Ann, "2005", "2006") with { Member = cast.Council.Id }), "\"Council\" can't hold \"Head of the council\", which is its own post");
        var office = new Organization { Id = Guid.NewGuid(), Name = Words.Of(("en", "Office")) };
        site.Publish(Cast.New(office), Cast.New(cast.Term(cast.Ann, "2005", "2006") with { Member = office.Id }));
        Refused("own-post", Cast.Change(cast.Head with { Slug = "head-of-the-council", Organization = office.Id }), "\"Head of the council\"", "\"Office\"", "from 2005 to 2006", "change that term first");
        // One who acts for the holder is there beside them; a deputy and a second holder, where the post allows it, as well.
        site.Publish(Cast.New(cast.Term(cast.Bob, "2019-06-01", "2019-07-01") with { Role = "acting" }));
        site.Publish(Cast.Change(cast.Head with { Slug = "head-of-the-council", CoHolders = true }));
        var second = cast.Term(cast.Bob, "2019-06-01", "2019-08-01");
        site.Publish(Cast.New(second));
        Refused("holders", Cast.Change(cast.Head with { Slug = "head-of-the-council" }), "one holder alone");

        // Cycles of any length, also across one publish.
        var (a, b) = (cast.Council with { Id = Guid.NewGuid(), Name = Words.Of(("en", "A")) }, cast.Council with { Id = Guid.NewGuid(), Name = Words.Of(("en", "B")) });
        site.Publish(Cast.New(a with { Parent = cast.Council.Id }), Cast.New(b with { Parent = a.Id }));
        Refused("cycle", Cast.Change(cast.Council with { Slug = "council", Parent = b.Id }), "\"Council\" can't have \"B\" as its parent", "\"A\"");
        Refused("rule", Cast.Change(cast.Council with { Slug = "council", Parent = cast.Council.Id }), "\"Council\" names itself as its parent");
        Refused("rule", Cast.Change(cast.Council with { Slug = "council", Url = "javascript:alert(1)" }), "is not an address of the web");
        Refused("rule", Cast.New(new Membership { Id = Guid.NewGuid(), Member = cast.Council.Id, Organization = cast.Council.Id }), "not a member of itself");
        Refused("rule", Cast.New(new Membership { Id = Guid.NewGuid(), Member = cast.Bob.Id, Organization = cast.Council.Id, OnBehalfOf = cast.Bob.Id }), "on behalf of themselves");
        Refused("rule", Cast.New(new Decision { Id = Guid.NewGuid(), Name = Words.Of(("en", "On votes")), Organization = cast.Council.Id, Adoption = new Adoption("vote", -5) }), "fewer than no votes");

        // Meetings, their items and what was decided there.
        var (one, two) = (new Event { Id = Guid.NewGuid(), Name = Words.Of(("en", "First meeting")) }, new Event { Id = Guid.NewGuid(), Name = Words.Of(("en", "Second meeting")) });
        var item = new AgendaItem { Id = Guid.NewGuid(), Name = Words.Of(("en", "Budget")), Event = one.Id };
        site.Publish(Cast.New(one), Cast.New(two), Cast.New(item));
        var decision = new Decision { Id = Guid.NewGuid(), Name = Words.Of(("en", "On the budget")), Organization = cast.Council.Id, Date = PartialDate.Parse("2019-12-25"), Event = two.Id, AgendaItem = item.Id };
        Refused("meeting", Cast.New(decision), "\"Budget\"", "of another meeting (\"First meeting\")");
        Refused("life", Cast.New(decision with { Event = one.Id, Date = PartialDate.Parse("2001") }), "\"On the budget\"", "\"Council\"", "from 2002 on");
        site.Publish(Cast.New(decision with { Event = one.Id }));
        Refused("meeting", Cast.Change(item with { Event = two.Id }), "\"On the budget\" belongs to it");
        Refused("life", Cast.Change(cast.Council with { Slug = "council", Founded = PartialDate.Parse("2020") }), "change that");
        Assert.Null(site.Audit().Fault);

        void Refused(string code, Proposal proposal, params string[] parts)
        {
            var refusal = site.Refused(proposal);
            Assert.Equal(code, refusal.Code);
            Assert.All(parts, p => Assert.Contains(p, refusal.Sentence));
        }
    }

    [Fact]
    public void What_others_are_built_on_stays_and_what_is_deleted_leaves_its_addresses_behind_in_every_language()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        site.Publish(Cast.New(cast.Council), Cast.New(cast.Head), Cast.New(cast.Ann));
        var term = cast.Term(cast.Ann, "2018", null);
        site.Publish(Cast.New(term));
        Assert.Contains("\"Head of the council\" names it", site.Refused(Act_(Act.Withdraw, cast.Council)).Sentence);
        site.Publish(Act_(Act.Withdraw, term));
        site.Publish(Act_(Act.Withdraw, cast.Head));
        site.Publish(Act_(Act.Withdraw, cast.Council));
        Assert.Contains("does not have", site.Refused(Cast.New(cast.Head with { Id = Guid.NewGuid() })).Sentence);
        site.Publish(Act_(Act.Restore, cast.Council));
        site.Publish(Act_(Act.Erase, cast.Ann));
        Assert.Null(site.Audit().Fault);
        using var r = site.Store.Read();
        var erasure = (Erasure)Document.Read(r.Document(Digest.FromBytes(r.First("SELECT digest FROM documents WHERE resource = @id AND state = 0", x => (byte[])x[0], ("@id", cast.Ann.Id.ToString()))!)).Bytes!);
        Assert.Equal(["en/people/ann-example", "ru/people/ann-example", "ar/people/ann-example"], erasure.Addresses);
        Assert.Empty(FilesWith.Any(Directory.GetFiles(site.Folder.Path, "*", SearchOption.AllDirectories), "Ann Example"));

        static Proposal Act_(Act act, RegisterRecord record) => EmptySite.Notice(act, record.Id) with { Kind = record.Type };
    }
}

/// <summary>A council with a head, and two people.</summary>
internal sealed class Cast(EmptySite site)
{
    public Organization Council { get; } = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Council"), ("ru", "Совет")), Classification = "council", Founded = PartialDate.Parse("2002") };

    public Person Ann { get; } = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Ann Example"), ("ru", "Анна Пример")), Gender = "female" };

    public Person Bob { get; } = new() { Id = Guid.NewGuid(), Name = Words.Of(("en", "Bob Example")) };

    public EmptySite Site => site;

    private Post? _head;

    public Post Head => _head ??= new() { Id = Guid.NewGuid(), Organization = Council.Id, Name = Words.Of(("en", "Head of the council")), Start = PartialDate.Parse("2002") };

    public Membership Term(Person person, string? start, string? end) =>
        new() { Id = Guid.NewGuid(), Member = person.Id, Post = Head.Id, Start = start is null ? null : PartialDate.Parse(start), End = end is null ? null : PartialDate.Parse(end) };

    public static Proposal New(RegisterRecord record) => new() { Act = Act.Publish, Resource = record.Id, Kind = record.Type, Document = record };

    public static Proposal Change(RegisterRecord record) => New(record) with { Act = Act.Revise };
}

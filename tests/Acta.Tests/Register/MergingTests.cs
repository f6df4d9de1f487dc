using Acta.Export;
using Acta.Following;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Record.Site;
using Acta.Tests.Import;
using Acta.Tests.Publication;
using Acta.Tests.World;
using Acta.Views;
using Acta.Views.Register;

namespace Acta.Tests.Register;

public sealed class MergingOnSqliteTests() : MergingTests(StoreKind.Sqlite);

public sealed class MergingOnPostgresTests() : MergingTests(StoreKind.Postgres);

/// <summary>Two records that are one, and one that was two.</summary>
public abstract class MergingTests(StoreKind kind)
{
    [Fact]
    public void A_person_entered_twice_becomes_one_and_the_old_address_leads_there()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        var twice = cast.Ann with { Id = Guid.NewGuid(), Name = Words.Of(("en", "Anne Example")), Born = null };
        var term = cast.Term(twice, "2018", "2019");
        site.Publish(Cast.New(cast.Council), Cast.New(cast.Head), Cast.New(cast.Ann), Cast.New(twice), Cast.New(term));
        site.Publish(Merge(twice, cast.Ann), Cast.Change((Person)Merging.Combined(twice, cast.Ann)));

        using var views = new Seen(site);
        var reading = views.Reading;
        var register = new RegisterQueries(reading);
        Assert.Equal(cast.Ann.Id, register.Find(twice.Id)!.Id);
        Assert.Equal(cast.Ann.Id, Assert.Single(register.Naming<Membership>(cast.Ann.Id, "member")).Says.Member);
        Assert.Equal("people/ann-example", Assert.IsType<RecordResolution.Moved>(register.Resolve("people", "anne-example")).Address);
        Assert.Equal("Anne Example", Assert.Single(register.Find<Person>(cast.Ann.Id)!.Says.OtherNames).Name.For("en")!.Value.Text);
        Assert.Null(site.Audit().Fault);

        // Nobody else is given the address, nothing is done to what is one with another, and it can't be named any more.
        Assert.Contains("another record's", site.Refused(Cast.New(cast.Bob with { Slug = "anne-example" })).Sentence);
        Assert.Contains("could be removed", site.Refused(new Proposal { Act = Act.Withdraw, Resource = twice.Id, Kind = "person", Document = new Notice { Reason = Words.Of(("en", "x")) } }).Sentence);
        Assert.Contains("does not have", site.Refused(Cast.New(cast.Term(twice, "2021", "2022"))).Sentence);
    }

    [Fact]
    public void What_contradicts_is_not_merged_and_the_sentence_names_both()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        var (other, part) = (cast.Ann with { Id = Guid.NewGuid(), Name = Words.Of(("en", "Anne Example")), Born = PartialDate.Parse("1901-02-03") }, cast.Council with { Id = Guid.NewGuid(), Name = Words.Of(("en", "Part")), Parent = cast.Council.Id });
        var third = cast.Bob with { Id = Guid.NewGuid(), Name = Words.Of(("en", "Robert Example")), Born = null };
        site.Publish(Cast.New(cast.Council), Cast.New(cast.Head), Cast.New(cast.Ann with { Born = PartialDate.Parse("1902") }), Cast.New(cast.Bob), Cast.New(other), Cast.New(part), Cast.New(third));
        Refused(Merge(other, cast.Ann), "\"Anne Example\"", "\"Ann Example\"", "day of birth of the first is 1901-02-03", "1902");
        Refused(Merge(cast.Ann, cast.Ann), "into itself");
        Refused(Merge(part, cast.Council), "names \"Council\" as its parent");
        Refused(Merge(cast.Council, cast.Ann), "kind of the first is organization");
        // Both held the same post at the same time: that is two persons, or one term too many.
        site.Publish(Cast.New(cast.Term(cast.Bob, "2018", "2019")), Cast.New(cast.Term(third, "2018-03-01", "2018-09-01") with { Role = "acting" }));
        var second = cast.Term(third, "2020-01-01", "2022-01-01");
        site.Publish(Cast.New(second), Cast.Change(cast.Head with { Slug = "head-of-the-council", CoHolders = true }), Cast.New(cast.Term(cast.Bob, "2021-01-01", "2021-06-01")));
        Refused(Merge(third, cast.Bob), "\"Robert Example\" can't be merged into \"Bob Example\"", "the same holder at the same time");
        Assert.Null(site.Audit().Fault);

        void Refused(Proposal p, params string[] words)
        {
            var refusal = site.Refused(p);
            foreach (var word in words) Assert.Contains(word, refusal.Sentence);
        }
    }

    [Fact]
    public void What_was_taken_for_one_is_told_apart_again()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        var (early, late) = (cast.Term(cast.Ann, "2003", "2005"), cast.Term(cast.Ann, "2018", "2019"));
        site.Publish(Cast.New(cast.Council), Cast.New(cast.Head), Cast.New(cast.Ann), Cast.New(cast.Bob), Cast.New(early), Cast.New(late));
        Assert.Contains("doesn't name", site.Refused(Split(cast.Ann, cast.Bob, cast.Council.Id)).Sentence);
        site.Publish(Split(cast.Ann, cast.Bob, early.Id));
        using (var views = new Seen(site))
        {
            var reading = views.Reading;
            var register = new RegisterQueries(reading);
            Assert.Equal((cast.Ann.Id, cast.Bob.Id), (Holder("2018-06-01"), Holder("2004-06-01")));
            Assert.Equal([cast.Bob.Id], register.Splits(cast.Ann.Id).Off);
            Assert.Equal([cast.Ann.Id], register.Splits(cast.Bob.Id).From);
            Assert.Empty(register.Splits(cast.Ann.Id).From.Concat(register.Splits(cast.Bob.Id).Off));
            Guid Holder(string day) => Assert.Single(register.Holders(cast.Head.Id, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))).Says.Member;
        }
        // Merged after all, and told apart once more: each is there under its own address.
        site.Publish(Merge(cast.Bob, cast.Ann));
        site.Publish(new Proposal { Act = Act.Restore, Resource = cast.Bob.Id, Kind = "person", Document = new Notice { Reason = Words.None } }, Split(cast.Ann, cast.Bob, early.Id));
        using (var views = new Seen(site))
        {
            var reading = views.Reading;
            var register = new RegisterQueries(reading);
            Assert.IsType<RecordResolution.Found>(register.Resolve("people", "bob-example"));
            Assert.Equal(cast.Bob.Id, register.Find<Membership>(early.Id)!.Says.Member);
            // As it was stated in between.
            Assert.Equal(cast.Ann.Id, new RegisterQueries(reading, reading.Position - 3).Find(cast.Bob.Id)!.Id);
        }
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void A_merger_that_is_undone_leaves_everybody_with_what_was_theirs()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        var kept = cast.Bob with { Born = null, Name = Words.Of(("en", "Bob Example")) };
        var gone = cast.Ann with { Born = PartialDate.Parse("1960"), Name = Words.Of(("en", "Bob Example"), ("ru", "Боб Пример")), Slug = "bob-the-second" };
        var (theirs, others) = (cast.Term(gone, "2003", "2005"), cast.Term(kept, "2018", "2019"));
        site.Publish(Cast.New(cast.Council), Cast.New(cast.Head), Cast.New(gone), Cast.New(kept), Cast.New(theirs), Cast.New(others));
        site.Publish([.. Proposal.Merge(gone, kept, Words.None)]);
        using (var views = new Seen(site))
        {
            // Nothing is lost: what only the one that went had stated stands with the other, each name in its language.
            var one = new RegisterQueries(views.Reading).Find<Person>(kept.Id)!.Says;
            Assert.Equal(("1960", "Боб Пример", 0), (one.Born.ToString(), one.Name["ru"], one.OtherNames.Count));
            Assert.Equal(2, new RegisterQueries(views.Reading).Naming<Membership>(kept.Id, "member").Count);
        }
        using (var reading = site.Store.Read()) site.Publish([.. Proposal.Unmerge(reading, gone, Words.None)]);
        using (var views = new Seen(site))
        {
            var register = new RegisterQueries(views.Reading);
            var one = register.Find<Person>(kept.Id)!.Says;
            Assert.Equal((null, null), (one.Born, one.Name["ru"]));
            Assert.Equal(theirs.Id, Assert.Single(register.Naming<Membership>(gone.Id, "member")).Id);
            Assert.Equal(others.Id, Assert.Single(register.Naming<Membership>(kept.Id, "member")).Id);
        }
        Assert.Null(site.Audit().Fault);
    }

    [Fact]
    public void A_merged_record_written_out_and_read_in_again_leads_to_the_same()
    {
        using var site = new EmptySite(kind.NewConnection());
        var cast = new Cast(site);
        var twice = cast.Ann with { Id = Guid.NewGuid(), Name = Words.Of(("en", "Anne Example")), Born = null };
        site.Publish(Cast.New(cast.Ann), Cast.New(twice));
        site.Publish(Merge(twice, cast.Ann));
        using var again = new ImportingSite(kind.NewConnection());
        var lines = Written(site);
        again.Import("jsonl", again.Write("site.jsonl", lines));
        Assert.Equal(lines, Written(again.Site));
        using var views = new Seen(again.Site);
        var reading = views.Reading;
        Assert.Equal("people/ann-example", Assert.IsType<RecordResolution.Moved>(new RegisterQueries(reading).Resolve("people", "anne-example")).Address);

        static byte[] Written(EmptySite site)
        {
            using var output = new MemoryStream();
            new JsonlExport(site.Store, site.Folder).Write(output, null, _ => { }, default);
            return output.ToArray();
        }
    }

    // What readers have after what was published so far.
    private sealed class Seen : IDisposable
    {
        private readonly ViewsDb _db;

        public Seen(EmptySite site)
        {
            _db = new ViewsDb(site.Folder.ViewsFile(Fold.Version), TimeProvider.System);
            using (var follower = new Follower(site.Store, site.Folder, _db, Fold.Views, Fold.Version)) follower.CatchUp();
            Reading = _db.Read();
        }

        public ViewReading Reading { get; }

        public void Dispose()
        {
            Reading.Dispose();
            _db.Dispose();
        }
    }

    private static Proposal Merge(RegisterRecord gone, RegisterRecord kept) => new() { Act = Act.Merge, Resource = gone.Id, Kind = gone.Type, Document = new RecordMerger { Into = kept.Id } };

    private static Proposal Split(RegisterRecord from, RegisterRecord off, params Guid[] moved) => new() { Act = Act.Split, Resource = from.Id, Kind = from.Type, Document = new RecordSplit { Off = off.Id, Moved = moved } };
}

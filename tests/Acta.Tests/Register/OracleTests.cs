using System.Globalization;
using Acta.Following;
using Acta.Publication;
using Acta.Record;
using Acta.Record.Register;
using Acta.Record.Site;
using Acta.Tests.Publication;
using Acta.Tests.World;
using Acta.Views;
using Acta.Views.Register;

namespace Acta.Tests.Register;

public sealed class OracleOnSqliteTests() : OracleTests(StoreKind.Sqlite);

public sealed class OracleOnPostgresTests() : OracleTests(StoreKind.Postgres);

/// <summary>
/// What readers are told of a day, as of any moment of the log, against a slow and plain computation from the list of facts, on
/// histories of acts that nobody would think of.
/// </summary>
public abstract class OracleTests(StoreKind kind)
{
    private static readonly string[] s_roles = ["member", "observer", "chair"];

    [Fact]
    public void Compositions_holders_chairs_and_structure_are_those_of_the_facts_on_any_day_and_at_any_entry()
    {
        var compared = 0;
        for (var seed = 1; seed <= TestLength.Of(kind == StoreKind.Sqlite ? 8 : 4, 400); seed++)
        {
            var random = new Random(seed);
            using var site = new EmptySite(kind.NewConnection());
            var facts = new History(site, random);
            using var db = new ViewsDb(site.Folder.ViewsFile(Fold.Version), TimeProvider.System);
            using (var follower = new Follower(site.Store, site.Folder, db, Fold.Views, Fold.Version))
            {
                for (var act = 0; act < 60; act++)
                {
                    facts.Act();
                    // Followed in pieces of any length.
                    if (random.Next(4) == 0) follower.CatchUp(TestContext.Current.CancellationToken);
                }
                follower.CatchUp(TestContext.Current.CancellationToken);
            }
            using var reading = db.Read();
            Assert.Equal(facts.Size, reading.Position);
            for (var question = 0; question < 120; question++)
            {
                var day = new DateOnly(2014, 12, 28).AddDays(random.Next(8 * 366));
                var at = random.Next(3) == 0 ? (long?)null : random.NextInt64(1, facts.Size + 1);
                var register = new RegisterQueries(reading, at);
                var stated = facts.At(at ?? facts.Size);
                var place = $"seed {seed}, day {day:yyyy-MM-dd}, entry {at}";
                foreach (var post in facts.Posts) Same(stated.Holders(post, day), register.Holders(post, day).Select(h => h.Id), "holders, " + place);
                foreach (var body in facts.Bodies)
                {
                    Same(stated.Members(body, day), register.Members(body, day).Select(m => m.Id), "members, " + place);
                    Same(stated.Chairs(body, day), register.Members(body, day).Where(m => m.Says.Role == "chair").Select(m => m.Id), "chair, " + place);
                    Same(stated.Parts(body, day), register.Naming<Organization>(body, "parent", day).Select(o => o.Id), "structure, " + place);
                    Same(stated.PostsOf(body, day), register.Naming<Post>(body, "organization", day).Select(p => p.Id), "posts, " + place);
                    compared++;
                }
            }
            Assert.Null(site.Audit().Fault);
        }
        Assert.True(compared > 0);
    }

    [Fact]
    public void Views_made_again_from_the_log_hold_the_same_rows_as_those_that_followed_it()
    {
        for (var seed = 1; seed <= TestLength.Of(2, 40); seed++)
        {
            using var site = new EmptySite(kind.NewConnection());
            var facts = new History(site, new Random(1000 + seed));
            string[] followed;
            using (var db = new ViewsDb(site.Folder.ViewsFile(Fold.Version), TimeProvider.System))
            using (var follower = new Follower(site.Store, site.Folder, db, Fold.Views, Fold.Version))
            {
                for (var act = 0; act < 50; act++)
                {
                    facts.Act();
                    follower.CatchUp(TestContext.Current.CancellationToken);
                }
                followed = Rows(db);
            }
            File.Delete(site.Folder.ViewsFile(Fold.Version));
            using var again = new ViewsDb(site.Folder.ViewsFile(Fold.Version), TimeProvider.System);
            using (var follower = new Follower(site.Store, site.Folder, again, Fold.Views, Fold.Version)) follower.CatchUp(TestContext.Current.CancellationToken);
            Assert.Equal(followed, Rows(again));
        }

        static string[] Rows(ViewsDb db)
        {
            using var reading = db.Read();
            return [.. new[] { "records", "links", "facets" }.SelectMany(table => reading.Query($"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5, 6, 7", row =>
                table + "|" + string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "-" : row.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture)))))];
        }
    }

    private static void Same(IEnumerable<Guid> expected, IEnumerable<Guid> actual, string where)
    {
        var (these, those) = (expected.Order().ToList(), actual.Order().ToList());
        Assert.True(these.SequenceEqual(those), $"{where}: the facts say [{string.Join(", ", these)}], the views [{string.Join(", ", those)}]");
    }

    /// <summary>Acts at random on a few bodies, posts and people, and the list of what they said.</summary>
    private sealed class History
    {
        private readonly EmptySite _site;
        private readonly Random _random;
        private readonly List<(long Entry, Guid Id, RegisterRecord? Says)> _facts = [];
        private readonly HashSet<Guid> _removed = [];
        private readonly List<Guid> _people = [];
        private readonly List<Guid> _terms = [];

        public History(EmptySite site, Random random)
        {
            (_site, _random) = (site, random);
            for (var i = 0; i < 3; i++)
            {
                Bodies.Add(Made(new Organization { Id = Guid.NewGuid(), Name = Words.Of(("en", "Body " + i)), Parent = i > 0 ? Bodies[0] : null }));
                Posts.Add(Made(new Post { Id = Guid.NewGuid(), Organization = Bodies[i], Name = Words.Of(("en", "Post " + i)), CoHolders = i == 2 }));
            }
            for (var i = 0; i < 5; i++) _people.Add(Made(new Person { Id = Guid.NewGuid(), Name = Words.Of(("en", "Person " + i)) }));
        }

        public List<Guid> Bodies { get; } = [];

        public List<Guid> Posts { get; } = [];

        public long Size { get; private set; }

        /// <summary>One act; what is refused changed nothing.</summary>
        public void Act()
        {
            switch (_random.Next(12))
            {
                case < 6:
                    var term = Term(Guid.NewGuid());
                    if (Try(Cast.New(term))) _terms.Add(term.Id);
                    break;
                case 6 when _terms.Count > 0:
                    if (Now(Any(_terms)) is { } old) Try(Cast.Change(Term(old.Id)));
                    break;
                case 7 when _terms.Count > 0:
                    if (Now(Any(_terms)) is Membership open) Try(Cast.Change(open with { End = Date() }));
                    break;
                case 8:
                    if (Now(Any(Bodies)) is Organization body) Try(Cast.Change(body with { Parent = _random.Next(3) == 0 ? null : Any(Bodies), Dissolved = _random.Next(4) == 0 ? Date() : null, Slug = body.Slug }));
                    break;
                case 9 when _terms.Count > 0:
                    var gone = Any(_terms);
                    Try(Notice(Now(gone) is null ? Record.Act.Restore : Record.Act.Withdraw, gone, "membership"));
                    break;
                case 10:
                    if (Now(Any(Posts)) is Post post) Try(Cast.Change(post with { Organization = Any(Bodies), CoHolders = _random.Next(2) == 0, Slug = post.Slug }));
                    break;
                case 11 when _random.Next(4) == 0:
                    var (from, into) = (Any(_people), Any(_people));
                    if (Now(from) is not null && Now(into) is not null) Try(new Proposal { Act = Record.Act.Merge, Resource = from, Kind = "person", Document = new RecordMerger { Into = into } });
                    break;
            }
        }

        /// <summary>What was stated when the log had so many entries.</summary>
        public Stated At(long size)
        {
            var records = new Dictionary<Guid, RegisterRecord?>();
            foreach (var (entry, id, says) in _facts.Where(f => f.Entry < size)) records[id] = says;
            // What was removed since is not told of any moment; what was merged since still is what it was.
            return new Stated([.. records.Values.OfType<RegisterRecord>().Where(r => !_removed.Contains(r.Id))]);
        }

        private RegisterRecord? Now(Guid id) => _facts.LastOrDefault(f => f.Id == id).Says;

        private Guid Made(RegisterRecord record)
        {
            Assert.True(Try(Cast.New(record)));
            return record.Id;
        }

        private bool Try(Proposal proposal)
        {
            if (_site.Publisher.Publish([proposal], "test") is not PublishOutcome.Published published) return false;
            foreach (var entry in published.Entries)
            {
                if (entry.Entry.Act == Record.Act.Withdraw) _removed.Add(entry.Entry.Resource);
                if (entry.Entry.Act == Record.Act.Restore) _removed.Remove(entry.Entry.Resource);
                var before = _facts.LastOrDefault(f => f.Id == entry.Entry.Resource && f.Says is not null).Says;
                _facts.Add((entry.Index, entry.Entry.Resource, entry.Entry.Act switch
                {
                    Record.Act.Withdraw or Record.Act.Merge => null,
                    Record.Act.Restore => before,
                    _ => Stored(entry.Document!.Value),
                }));
            }
            Size = published.Size;
            return true;
        }

        private RegisterRecord Stored(Digest digest)
        {
            using var reading = _site.Store.Read();
            return (RegisterRecord)Document.Read(reading.Document(digest).Bytes!);
        }

        private Membership Term(Guid id)
        {
            var (start, end) = (_random.Next(5) == 0 ? null : (PartialDate?)Date(), _random.Next(3) == 0 ? null : (PartialDate?)Date());
            var inPost = _random.Next(2) == 0;
            return new Membership
            {
                Id = id, Member = inPost || _random.Next(2) == 0 ? Any(_people) : Any(Bodies), Start = start, End = end,
                Post = inPost ? Any(Posts) : null, Organization = inPost ? null : Any(Bodies), Role = inPost ? _random.Next(4) == 0 ? "acting" : null : s_roles[_random.Next(3)],
            };
        }

        // Often the same few days, so that terms meet on a day of handing over.
        private PartialDate Date()
        {
            var (year, month) = (_random.Next(2015, 2022), _random.Next(1, 13));
            return PartialDate.Parse(_random.Next(5) switch { 0 => $"{year}", 1 => $"{year}-{month:00}", 2 => $"{year}-{month:00}-{_random.Next(1, 29):00}", _ => $"{year}-{(month > 6 ? "07" : "01")}-01" });
        }

        private static Proposal Notice(Act act, Guid id, string kind) => new() { Act = act, Resource = id, Kind = kind, Document = new Notice { Reason = Words.Of(("en", "x")) } };

        private T Any<T>(List<T> of) => of[_random.Next(of.Count)];
    }

    /// <summary>The facts at a moment, asked in the plainest way.</summary>
    private sealed class Stated(IReadOnlyList<RegisterRecord> records)
    {
        public IEnumerable<Guid> Holders(Guid post, DateOnly day) => There(records.OfType<Membership>().Where(t => t.Post == post), day, all: true);

        public IEnumerable<Guid> Members(Guid body, DateOnly day) => There(records.OfType<Membership>().Where(t => t.Organization == body), day, all: false);

        public IEnumerable<Guid> Chairs(Guid body, DateOnly day) => There(records.OfType<Membership>().Where(t => t.Organization == body && t.Role == "chair"), day, all: true);

        public IEnumerable<Guid> Parts(Guid body, DateOnly day) => records.OfType<Organization>().Where(o => o.Parent == body && Within(day, o.Founded, o.Dissolved)).Select(o => o.Id);

        public IEnumerable<Guid> PostsOf(Guid body, DateOnly day) => records.OfType<Post>().Where(p => p.Organization == body && Within(day, p.Start, p.End)).Select(p => p.Id);

        // On a day of handing over the one who begins is there, and the one who ends is not: in a post, and in the chair.
        private static IEnumerable<Guid> There(IEnumerable<Membership> terms, DateOnly day, bool all)
        {
            var on = terms.Where(t => Within(day, t.Start ?? t.Stated, t.End)).ToList();
            foreach (var term in on)
            {
                var hands = (all || term.Role == "chair") && term.End is { } end && end.ToString().Length == 10 && end.ToString() == day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                if (hands && on.Exists(o => o.Id != term.Id && o.Role == term.Role && o.Start?.ToString() == day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))) continue;
                yield return term.Id;
            }
        }

        // A date that is half known may be any of its days.
        private static bool Within(DateOnly day, PartialDate? from, PartialDate? to)
        {
            var text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var (first, last) = (from?.ToString() ?? "", to?.ToString() ?? "~");
            return string.CompareOrdinal(text[..Math.Min(text.Length, Math.Max(1, first.Length))], first) >= 0 && string.CompareOrdinal(text[..Math.Min(text.Length, last.Length)], last) <= 0;
        }
    }
}

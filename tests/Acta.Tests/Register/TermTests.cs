using Acta.Record;
using Acta.Record.Register;
using CsCheck;

namespace Acta.Tests.Register;

/// <summary>Days that are only half known.</summary>
public class TermTests
{
    [Theory]
    [InlineData("2019", "2019", "2019-07-01", true)]
    [InlineData("2018-11-02", "2019-12-31", "2019-12-25", true)]
    [InlineData("2018-11-02", "2019-12-31", "2020-01-01", false)]
    [InlineData(null, "2019-12", "2019-12-31", true)]
    [InlineData("2020", null, "2019-12-31", false)]
    [InlineData(null, null, "0001-01-01", true)]
    public void A_term_holds_on_every_day_that_nothing_excludes(string? start, string? end, string day, bool holds) =>
        Assert.Equal(holds, Of(start, end).Holds(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2018-11-02", "2019-12-31", "2020-01-01", null, false)]
    [InlineData("2018-11-02", "2020-01-01", "2020-01-01", null, false)]
    [InlineData("2018-11-02", "2020-01-02", "2020-01-01", null, true)]
    [InlineData("2018", "2019", "2019", "2020", false)]
    [InlineData("2018", "2020", "2019", "2021", true)]
    [InlineData(null, null, "2019", null, true)]
    public void Two_terms_are_at_the_same_time_only_where_that_is_sure(string? a, string? b, string? c, string? d, bool overlaps)
    {
        Assert.Equal(overlaps, Of(a, b).SurelyOverlaps(Of(c, d)));
        Assert.Equal(overlaps, Of(c, d).SurelyOverlaps(Of(a, b)));
    }

    [Fact]
    public void What_is_sure_of_half_known_terms_is_so_for_all_days_they_may_mean()
    {
        var date = Gen.Select(Gen.Int[2017, 2021], Gen.Int[1, 12], Gen.Int[1, 28], Gen.Int[0, 2], (y, m, d, p) => PartialDate.Parse(p switch { 0 => $"{y}", 1 => $"{y}-{m:00}", _ => $"{y}-{m:00}-{d:00}" }));
        var term = Gen.Select(date, date, Gen.Int[0, 3], (s, e, open) => new Term((open & 1) == 0 ? s : null, (open & 2) == 0 ? e : null)).Where(t => !t.IsReversed);
        Gen.Select(term, term).Sample((a, b) =>
        {
            // All ways to fill in the unknown: the ends of each span are enough, since what is asked only grows or shrinks with them.
            var all = Exact(a).SelectMany(x => Exact(b), (x, y) => x.First < y.Last && y.First < x.Last && x.First < x.Last && y.First < y.Last && Later(x.First, y.First) < Earlier(x.Last, y.Last)).ToList();
            Assert.Equal(all.All(x => x), a.SurelyOverlaps(b));
            if (Exact(a).Where(x => x.First <= x.Last).Any(x => Exact(b).Any(o => o.First <= x.First && x.Last <= o.Last))) Assert.True(a.MayLieWithin(b));
        }, iter: World.TestLength.Of(3_000, 100_000));
    }

    private static IEnumerable<(DateOnly First, DateOnly Last)> Exact(Term t) =>
        from first in t.Start is { } s ? new[] { s.FirstDay, s.LastDay } : [DateOnly.MinValue]
        from last in t.End is { } e ? new[] { e.FirstDay, e.LastDay } : [DateOnly.MaxValue]
        select (first, last);

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static Term Of(string? start, string? end) => new(start is null ? null : PartialDate.Parse(start), end is null ? null : PartialDate.Parse(end));
}

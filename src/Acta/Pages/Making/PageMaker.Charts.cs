using System.Globalization;
using Acta.Pages.Charts;
using Acta.Record.Register;
using Acta.Views.Register;

namespace Acta.Pages;

// Charts of the register. Each is made with its table from the same rows, so that both say the same.
internal sealed partial class PageMaker
{
    // Beyond this, years in which nothing took place are left out.
    private const int MostYears = 60;

    private bool IsMirrored => DateWords.IsRightToLeft(_words.Borrowed ?? _language);

    /// <summary>A body, and what is part of it on the day.</summary>
    private Chart? Structure(Recorded<Organization> body)
    {
        List<(Recorded<Organization> Body, Recorded<Organization>? Parent, int Level)> all = [(body, null, 0)];
        Within(body, 1);
        if (all.Count == 1) return null;
        var title = _words.Text("chart.structure", ("name", Name(body.Says)));
        var lines = all.Select(b => (Name: Link(b.Body.Row, b.Body.Says), Parent: b.Parent is { } p ? Link(p.Row, p.Says) : null, Since: TermDates(b.Body.Says.Life), b.Level)).ToList();
        return new Chart("structure", title, TreeChart.Draw("structure", title, _words.Text("chart.structure.says", ("count", all.Count - 1), ("name", Name(body.Says)), ("date", Said.Day(Day))),
            [.. lines.Select(l => new TreeChart.Node(l.Name, l.Level, l.Since, Spoken(l.Name.Label, l.Since, l.Parent is null ? null : _words.Text("chart.part-of", ("name", l.Parent.Label)))))], IsMirrored),
            [_words["fact.body"], _words["fact.part-of"], _words["chart.when"]], [.. lines.Select(l => Row([l.Name], l.Parent is null ? [] : [l.Parent], Cell(l.Since)))]);

        void Within(Recorded<Organization> parent, int level)
        {
            foreach (var part in Register.Naming<Organization>(parent.Id, "parent", Day).OrderBy(b => b.Says.Order ?? int.MaxValue).ThenBy(b => Name(b.Says), Collation))
            {
                all.Add((part, parent, level));
                if (level < 6) Within(part, level + 1);
            }
        }
    }

    /// <summary>Who held a post, the first first.</summary>
    private Chart? HoldersOverTime(Post post, IReadOnlyList<Recorded<Membership>> terms)
    {
        var lines = terms.OrderBy(t => t.Says.Term.First).Select(t => (Term: t.Says, Line: TermLine(t, ofMember: false))).Where(t => t.Line is not null).Select(t => (t.Term, Line: t.Line!)).ToList();
        if (lines.Count < 2) return null;
        var title = _words.Text("chart.holders", ("name", Name(post)));
        List<TermsChart.Row> rows = [.. lines.Select(l => new TermsChart.Row(l.Line.Name, Short(l.Line), [BarOf(l.Term)], Spoken([l.Line.Name.Label, .. l.Line.Flags, .. l.Line.Details.Select(d => d.Label), l.Line.Dates])))];
        return OverTime("holders-chart", title, _words.Text("chart.holders.says", ("count", rows.Count), ("date", Said.Day(Day))), rows,
            [_words["chart.who"], _words["chart.as"], _words["chart.when"]], [.. lines.Select(l => Row([l.Line.Name, .. l.Line.Details], [.. l.Line.Flags.SelectMany(f => Cell(f))], Cell(l.Line.Dates)))]);
    }

    /// <summary>Which State chaired when, in the order of rotation, and which is next.</summary>
    private Chart? Chairmanship(Organization body, List<Recorded<Membership>> chairs, Guid? next)
    {
        var states = body.Rotation.Concat(chairs.OrderBy(c => c.Says.Term.First).Select(c => c.Says.Member)).Distinct().Select(s => Register.Find<Organization>(s)).OfType<Recorded<Organization>>().ToList();
        if (states.Count < 2 || chairs.Count == 0) return null;
        var title = _words.Text("chart.chairs", ("name", Name(body)));
        List<TermsChart.Row> rows = [];
        List<IReadOnlyList<IReadOnlyList<NameLink>>> table = [];
        foreach (var state in states)
        {
            var terms = chairs.Where(c => c.Says.Member == state.Id).OrderBy(c => c.Says.Term.First).ToList();
            var place = body.Rotation.ToList().IndexOf(state.Id) is >= 0 and var at ? Dates.Number(at + 1) : null;
            var remark = terms.Any(t => t.Says.Term.Holds(Day)) ? _words["fact.chair"] : state.Id == next ? _words["fact.next-chair"] : null;
            var dates = terms.Select(t => TermLine(t, ofMember: false, isSaid: true)?.Dates).OfType<string>().ToList();
            var name = Link(state.Row, state.Says);
            rows.Add(new TermsChart.Row(name, remark, [.. terms.Select(t => BarOf(t.Says))], Spoken([name.Label, remark, place is null ? null : _words.Text("chart.turn", ("number", place)), .. dates])));
            table.Add(Row([name], Cell(place), [.. dates.SelectMany(d => Cell(d))], Cell(remark)));
        }
        return OverTime("chairs-chart", title, _words.Text("chart.chairs.says", ("date", Said.Day(Day))), rows, [_words["kind-of.state"], _words["chart.turn.head"], _words["chart.when"], _words["chart.now"]], table);
    }

    /// <summary>How many meetings a body, or all, had each year.</summary>
    /// <param name="id">Of the chart.</param>
    /// <param name="name">Of the body; null: all.</param>
    /// <param name="counts">By year.</param>
    /// <param name="undated">How many have no date.</param>
    /// <param name="address">Where those of a year are listed.</param>
    private Chart? ByYear(string id, string? name, IReadOnlyDictionary<int, long> counts, long undated, Func<int, string> address)
    {
        if (counts.Count < 2) return null;
        var (from, to) = (counts.Keys.Min(), counts.Keys.Max());
        IEnumerable<int> years = to - from < MostYears ? Enumerable.Range(from, to - from + 1) : counts.Keys.Order();
        List<BarsChart.Item> items = [.. years.Select(y => (Year: y.ToString(CultureInfo.InvariantCulture), Count: counts.GetValueOrDefault(y), Of: y))
            .Select(y => new BarsChart.Item(new NameLink(y.Year, null, y.Count > 0 ? address(y.Of) : null), y.Count, Dates.Number(y.Count), Spoken(y.Year, _words.Text("chart.meetings", ("count", y.Count)))))];
        var title = name is null ? _words["chart.years"] : _words.Text("chart.years.of", ("name", name));
        return new Chart(id, title, BarsChart.Columns(id, title, _words.Text("chart.years.says", ("count", counts.Values.Sum()), ("from", from.ToString(CultureInfo.InvariantCulture)), ("to", to.ToString(CultureInfo.InvariantCulture))), items, IsMirrored),
            [_words["filter.year"], _words["register.events"]], [.. items.Select(i => Row([i.Name], Cell(i.Number)))])
        {
            EndsNewest = true,
            Note = undated > 0 ? _words.Text("chart.undated", ("count", undated)) : null,
        };
    }

    /// <summary>The places there are in each State, and how much took place in them.</summary>
    private Chart? PlacesByState(IReadOnlyList<Recorded<Place>> places)
    {
        var within = places.ToLookup(p => p.Says.Parent);
        var there = places.Select(p => p.Id).ToHashSet();
        var events = _request.AsOf is null ? Register.Keys("event", "place").ToDictionary(k => Guid.Parse(k.Key), k => k.Count)
            : Register.All<Event>("event").Where(e => e.Says.Place is not null && IsKnownOn(e.Says.When?.From)).GroupBy(e => e.Says.Place!.Value).ToDictionary(g => g.Key, g => g.LongCount());
        var all = places.Where(p => p.Says.Parent is not { } parent || !there.Contains(parent)).OrderBy(p => Name(p.Says), Collation).ToList();
        // A town or a hall of which nobody said where it lies is no State.
        var apart = all.Where(p => p.Says.Classification is { } kind and not "country" && !within.Contains(p.Id)).ToList();
        var roots = all.Except(apart)
            .Select(root => (Root: Link(root.Row, root.Says), Inner: Inner(root.Id, 0).ToList(), root.Id)).Select(r => (r.Root, Names: r.Inner.Select(p => Link(p.Row, p.Says)).OrderBy(n => n.Label, Collation).ToList(), Count: r.Inner.Select(p => p.Id).Append(r.Id).Sum(p => events.GetValueOrDefault(p)))).ToList();
        if (roots.Count < 2) return null;
        if (apart.Count > 0) roots.Add((new NameLink(_words["chart.places.apart"], _words.Borrowed, null), [.. apart.Select(p => Link(p.Row, p.Says))], apart.Sum(p => events.GetValueOrDefault(p.Id))));
        var title = _words["chart.places"];
        List<BarsChart.Item> items = [.. roots.Select(r => new BarsChart.Item(r.Root, r.Count, Dates.Number(r.Count), Spoken([r.Root.Label, _words.Text("chart.meetings", ("count", r.Count)), .. r.Names.Select(n => n.Label)])))];
        return new Chart("places-chart", title, BarsChart.Lines("places-chart", title, _words["chart.places.says"], items, IsMirrored),
            [_words["kind-of.state"], _words["register.events"], _words["section.places"]], [.. roots.Zip(items, (r, i) => Row([r.Root], Cell(i.Number), r.Names))])
        {
            Note = _words["chart.places.says"],
        };

        IEnumerable<Recorded<Place>> Inner(Guid parent, int level) => level > 8 ? [] : within[parent].SelectMany(p => Inner(p.Id, level + 1).Prepend(p));
    }

    private Chart OverTime(string id, string title, string says, List<TermsChart.Row> rows, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<IReadOnlyList<NameLink>>> table) =>
        new(id, title, TermsChart.Draw(id, title, says, rows, Day, Dates.Day(Day), IsMirrored), heads, table)
        {
            EndsNewest = true,
            Note = string.Join(' ', new[] { rows.Any(r => r.Bars.Any(b => b.IsUncertain)) ? _words["chart.dashed"] : null, rows.Any(r => r.Bars.Any(b => b.Term.First > Day)) ? _words["chart.planned"] : null }.OfType<string>()) is { Length: > 0 } note ? note : null,
        };

    private static TermsChart.Bar BarOf(Membership m) => new(m.Term, m is { Start: null, Stated: not null }, m.IsActing);

    // What stands beside a name in a drawing: in what role, not that it is over, which the drawing shows.
    private string? Short(RecordLine line) => line.Flags.Where(f => f != _words["term.former"] && f != _words["term.future"]).ToList() is { Count: > 0 } roles ? string.Join(_words["list.comma"], roles) : null;

    private string Spoken(params IEnumerable<string?> parts) => string.Join(_words["list.comma"], parts.Where(p => p is { Length: > 0 }));

    private static IReadOnlyList<NameLink> Cell(string? text) => text is null ? [] : [new NameLink(text, null, null)];

    private static IReadOnlyList<IReadOnlyList<NameLink>> Row(params IReadOnlyList<NameLink>[] cells) => cells;
}

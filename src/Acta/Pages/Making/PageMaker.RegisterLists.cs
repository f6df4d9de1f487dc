using Acta.Record.Register;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    private const int RecordsPerPage = 200;

    private RenderedPage MakeRecordList(string folder, int? number)
    {
        List<RecordSection> groups = folder switch
        {
            "people" => ByLetter([.. Register.All<Person>("person").Select(p => (SortName(p.Says), PersonLine(p)))]),
            "states" => [One([.. Register.All<Organization>("organization").Where(o => o.Says.IsState && o.Says.Life.Holds(Day)).OrderBy(o => Name(o.Says), Collation.Of(_language)).Select(o => new RecordLine(Link(o.Row, o.Says)))])],
            "organizations" => [One([.. Tree(Roots(), 0)])],
            "posts" => PostGroups(),
            "places" => [One([.. Places([.. Register.All<Place>("place")], null, 0)])],
            "events" => ByYear(Register.All<Event>("event").Select(e => (e.Says.When?.From.FirstDay, EventLine(e)))),
            "papers" => ByYear(Register.All<Paper>("paper").Select(p => (p.Says.Date?.FirstDay, PaperLine(p)))),
            "decisions" => ByYear(Register.All<Decision>("decision").Select(d => (d.Says.Date?.FirstDay, DecisionLine(d)))),
            _ => [.. Register.All<AssignedTask>("task").GroupBy(t => t.Says.Done is null).OrderByDescending(g => g.Key).Select(g => new RecordSection(g.Key ? "open" : "done", _words[g.Key ? "task.is.open" : "task.is.done"], [.. g.OrderByDescending(t => t.Says.Set?.FirstDay).Select(TaskLine)]))],
        };
        var total = groups.Sum(g => g.Lines.Count);
        var last = Math.Max(1, (total + RecordsPerPage - 1) / RecordsPerPage);
        if (number > last || number == 1 && last == 1) return Moved(folder + "/");
        var title = _words["register." + folder];
        var hasToday = folder is "states" or "organizations" or "posts" or "people";
        var frame = Frame(title) with
        {
            Path = $"{Home}{folder}/" + (number is { } n and > 1 ? $"page/{n}/" : ""),
            Versions = InEveryLanguage(_ => folder + "/"),
            NoIndex = _request.AsOf is not null,
            Canonical = _request.AsOf is not null ? $"{Home}{folder}/" : null,
        };
        return Page(200, Slices.RecordList.Create(new RecordListPage(frame, title)
        {
            AsOf = hasToday ? AsOf(frame with { Path = $"{Home}{folder}/" }) : null,
            Kinds = [.. RecordAddress.Folders.Select(f => new CountedLink(_words["register." + f], $"{Home}{f}/{AsOfQuery}", Language: _words.Borrowed) { Current = f == folder })],
            Count = _words.Text("register.count", ("count", total)),
            Also = folder == "events" ? new CountedLink(_words["calendar.see"], Home + "calendar/", Language: _words.Borrowed) : null,
            Groups = Cut(groups, ((number ?? 1) - 1) * RecordsPerPage, RecordsPerPage),
            Pages = last == 1 ? [] : [.. Enumerable.Range(1, last).Select(p => new CountedLink(Dates.Number(p), p == 1 ? $"{Home}{folder}/{AsOfQuery}" : $"{Home}{folder}/page/{p}/{AsOfQuery}") { Current = p == (number ?? 1) })],
        }));
    }

    private static RecordSection One(IReadOnlyList<RecordLine> lines) => new("all", "", lines);

    // A person, with what they hold on the day.
    private RecordLine PersonLine(Recorded<Person> person)
    {
        var now = Register.Naming<Membership>(person.Id, "member", Day).Select(t => TermLine(t, ofMember: true, person.Says)).OfType<RecordLine>().ToList();
        return new RecordLine(Link(person.Row, person.Says)) { Details = [.. now.Select(l => l.Name)], Flags = [.. now.SelectMany(l => l.Flags).Distinct()] };
    }

    private List<RecordSection> PostGroups() =>
    [
        .. Register.All<Post>("post").Where(p => p.Says.Life.Holds(Day)).GroupBy(p => p.Says.Organization).Select(g => (Body: Register.Find<Organization>(g.Key), Posts: g))
            .Where(g => g.Body is not null).OrderBy(g => g.Body!.Says.Order ?? int.MaxValue).ThenBy(g => Name(g.Body!.Says), Collation.Of(_language))
            .Select(g => new RecordSection("b-" + g.Body!.Row.Slug, Name(g.Body.Says), [.. g.Posts.OrderBy(p => p.Says.Order ?? int.MaxValue).SelectMany(Holders)])),
    ];

    // Bodies that are part of none, or of one that was not there on the day.
    private List<Recorded<Organization>> Roots()
    {
        var all = Register.All<Organization>("organization").Where(o => !o.Says.IsState && o.Says.Life.Holds(Day)).ToList();
        var there = all.Select(o => o.Id).ToHashSet();
        return [.. all.Where(o => o.Says.Parent is not { } parent || !there.Contains(parent))];
    }

    private IEnumerable<RecordLine> Places(List<Recorded<Place>> all, Guid? parent, int level)
    {
        foreach (var place in all.Where(p => p.Says.Parent == parent).OrderBy(p => Name(p.Says), Collation.Of(_language)))
        {
            yield return new RecordLine(Link(place.Row, place.Says)) { Level = level };
            if (level < 8)
                foreach (var inner in Places(all, place.Id, level + 1)) yield return inner;
        }
    }

    private string SortName(Person person) => person.SortName[_language] ?? Name(person);

    private List<RecordSection> ByLetter(List<(string Sort, RecordLine Line)> lines) =>
    [
        .. lines.OrderBy(l => l.Sort, Collation.Of(_language)).GroupBy(l => l.Sort.EnumerateRunes().FirstOrDefault(System.Text.Rune.IsLetterOrDigit) is { Value: > 0 } rune ? rune.ToString().ToUpperInvariant() : "…")
            .Select((g, i) => new RecordSection("l-" + i, g.Key, [.. g.Select(l => l.Line)])),
    ];

    private List<RecordSection> ByYear(IEnumerable<(DateOnly? Day, RecordLine Line)> lines) =>
    [
        .. lines.OrderByDescending(l => l.Day ?? DateOnly.MinValue).GroupBy(l => l.Day?.Year)
            .Select(g => new RecordSection(g.Key is { } year ? "y-" + year : "undated", g.Key is { } of ? Dates.Partial(Acta.Record.PartialDate.Parse(of.ToString("0000", System.Globalization.CultureInfo.InvariantCulture))) : _words["event.undated"], [.. g.Select(l => l.Line)])),
    ];

    // A page of what stands under headings; a heading goes on on the next page.
    private static List<RecordSection> Cut(List<RecordSection> groups, int skip, int take)
    {
        List<RecordSection> cut = [];
        foreach (var group in groups)
        {
            var lines = group.Lines.Skip(skip).Take(take).ToList();
            skip = Math.Max(0, skip - group.Lines.Count);
            take -= lines.Count;
            if (lines.Count > 0) cut.Add(group with { Lines = lines });
        }
        return cut;
    }
}

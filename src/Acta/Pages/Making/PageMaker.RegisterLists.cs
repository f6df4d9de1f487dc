using System.Globalization;
using Acta.Record.Register;
using Acta.Views.Register;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    private const int RecordsPerPage = 200;

    private static readonly IComparer<SortKey> s_bySortKey = Comparer<SortKey>.Create(SortKey.Compare);

    // Who gets more has asked for next to nothing.
    private const int MostAnswers = 1000;

    private RenderedPage MakeRecordList(string folder, int? number)
    {
        var filter = RegisterFilters.Of(Register, folder, _request.Query, _request.AsOf, [], out var unknown);
        if (unknown is { } nothing) return NoSuchList(folder, nothing.Name, nothing.Value);
        var query = ListQuery;
        var isFiltered = _request.Query.Count > 0;
        var order = Views.News.Collation.KeysOf(_language);
        var first = ((number ?? 1) - 1) * RecordsPerPage;
        var (groups, total) = isFiltered ? Whole(One(Answering(folder, filter))) : folder switch
        {
            "people" => Part(People().Select(p => (Sort: SortName(p.Says), Person: p)).OrderBy(p => order(p.Sort), s_bySortKey), ByLetter),
            "states" => Whole(One([.. Register.All<Organization>("organization").Where(o => o.Says.IsState && o.Says.Life.Holds(Day)).OrderBy(o => Name(o.Says), Collation).Select(o => new RecordLine(Link(o.Row, o.Says)))])),
            "organizations" => Whole(One([.. Tree(Roots(), 0)])),
            "posts" => Part(Posts(), PostGroups),
            "places" => Whole(One([.. Places([.. Register.All<Place>("place")], null, 0)])),
            "events" => Part(Register.All<Event>("event").Where(e => IsKnownOn(e.Says.When?.From)).OrderByDescending(e => e.Says.When?.From.FirstDay ?? DateOnly.MinValue), ByYear),
            _ => Whole([.. Register.All<AssignedTask>("task").Where(t => IsKnownOn(t.Says.Set)).GroupBy(t => !Register.IsDoneOn(t.Says, Day)).OrderByDescending(g => g.Key).Select(g => new RecordSection(g.Key ? "open" : "done", _words[g.Key ? "task.is.open" : "task.is.done"], [.. g.OrderByDescending(t => t.Says.Set?.FirstDay).Select(TaskLine)]))]),
        };
        var last = Math.Max(1, (total + RecordsPerPage - 1) / RecordsPerPage);
        if (number > last || number == 1 && last == 1) return Moved(folder + "/");
        var title = _words["register." + folder];
        var frame = Frame(title) with
        {
            Path = $"{Home}{folder}/" + (number is { } n and > 1 ? $"page/{n}/" : ""),
            Versions = InEveryLanguage(_ => folder + "/" + query),
            NoIndex = _request.AsOf is not null || isFiltered,
            Canonical = _request.AsOf is not null || isFiltered ? $"{Home}{folder}/" : null,
        };
        string Leaf(int p) => $"{Home}{folder}/" + (p == 1 ? "" : $"page/{p}/") + query;
        FilterField[] fields = folder switch
        {
            "events" =>
            [
                Typed("q", "filter.name"), Choice("body", "fact.organizers", Named("event", "organization")),
                Choice("kind", "calendar.kind", Register.CalendarKinds().Select(k => (k, EventKind(k), SiteWords.Knows("event-kind." + k) ? _words.Borrowed : null)).OrderBy(k => k.Item2, Collation)), Choice("year", "filter.year", Years("event")),
            ],
            "tasks" => [Typed("q", "filter.name"), Choice("status", "fact.status", RegisterFilters.StatusesOf("task").Select(s => (s, _words["task.is." + s], _words.Borrowed)))],
            _ => [Typed("q", "filter.name")],
        };
        return Page(200, Slices.RecordList.Create(new RecordListPage(frame, title)
        {
            AsOf = AsOf(frame with { Path = $"{Home}{folder}/" }),
            Kinds = Kinds(folder),
            Count = _words.Text(isFiltered ? "register.found" : "register.count", ("count", total)),
            Also = folder == "events" ? new CountedLink(_words["calendar.see"], $"{Home}calendar/{AsOfQuery}", Language: _words.Borrowed) : null,
            Filter = total == 0 && !isFiltered ? null : new ListFilter($"{Home}{folder}/", [.. fields.Where(f => f.Options is null or { Count: > 1 } || f.Value is not null)]) { Day = _request.AsOf is { } of ? Iso(of) : null },
            Chart = number is not null || isFiltered ? null : folder switch
            {
                "places" => PlacesByState(Register.All<Place>("place")),
                "events" => EventYears(total),
                _ => null,
            },
            Groups = [.. groups.Select(Explained)],
            Pages = PageLinks(last, number ?? 1, Leaf),
        }));

        // Of long lists only what the page shows is put into words.
        (List<RecordSection>, int) Part<T>(IEnumerable<T> all, Func<IEnumerable<T>, List<RecordSection>> make)
        {
            var list = all.ToList();
            return (make(list.Skip(first).Take(RecordsPerPage)), list.Count);
        }

        (List<RecordSection>, int) Whole(params List<RecordSection> all) => (Cut(all, first, RecordsPerPage), all.Sum(g => g.Lines.Count));
    }

    // As of a day, the last year is as far as it had gone.
    private Chart? EventYears(int total)
    {
        var years = _request.AsOf is null ? Register.Keys("event", "year").ToDictionary(k => int.Parse(k.Key, CultureInfo.InvariantCulture), k => k.Count)
            : Register.All<Event>("event").Where(e => e.Says.When is not null && IsKnownOn(e.Says.When.From)).GroupBy(e => e.Says.When!.From.Year).ToDictionary(g => g.Key, g => g.LongCount());
        return ByYear("years-chart", null, years, total - years.Values.Sum(), y => $"{Home}events/{Query([.. AsOfParameter, ("year", y.ToString("0000", CultureInfo.InvariantCulture))])}");
    }

    private static RecordSection One(IReadOnlyList<RecordLine> lines) => new("all", "", lines);

    private HashSet<string>? _namesakes;

    // Those there were on the day; and which names several of them have.
    private List<Recorded<Person>> People()
    {
        List<Recorded<Person>> all = [.. Register.All<Person>("person").Where(p => IsKnownOn(p.Says.Born))];
        _namesakes = Twice(all.Select(p => Name(p.Says)));
        return all;
    }

    private static HashSet<string> Twice(IEnumerable<string> names)
    {
        HashSet<string> once = [];
        return [.. names.Where(n => !once.Add(n))];
    }

    // A person, with what they hold on the day; namesakes by when they were born, else by what they were last or will be.
    private RecordLine PersonLine(Recorded<Person> person)
    {
        var now = Register.TermsOf(person.Id, Day).Select(t => TermLine(t, ofMember: true, person.Says)).OfType<RecordLine>().ToList();
        var isNamesake = _namesakes?.Contains(Name(person.Says)) == true;
        if (isNamesake && now.Count == 0 && person.Says.Born is null && Register.Naming<Membership>(person.Id, "member").MaxBy(t => t.Says.Term.First) is { } other && TermLine(other, ofMember: true, person.Says) is { } line) now.Add(line);
        NameLink[] born = isNamesake && person.Says.Born is { } birth ? [new NameLink(_words.Text("person.born", ("year", birth.Year.ToString(CultureInfo.InvariantCulture))), _words.Borrowed, null)] : [];
        return new RecordLine(Link(person.Row, person.Says)) { Details = [.. born, .. now.Select(l => l.Name)], Flags = [.. now.SelectMany(l => l.Flags).Distinct()] };
    }

    private IEnumerable<(Recorded<Organization> Body, Recorded<Post> Post)> Posts() =>
        Register.All<Post>("post").Where(p => p.Says.Life.Holds(Day) && Register.HasBegun(p.Says, Day)).GroupBy(p => p.Says.Organization).Select(g => (Body: Register.Find<Organization>(g.Key), Posts: g))
            .Where(g => g.Body is not null).OrderBy(g => g.Body!.Says.Order ?? int.MaxValue).ThenBy(g => Name(g.Body!.Says), Collation)
            .SelectMany(g => g.Posts.OrderBy(p => p.Says.Order ?? int.MaxValue).Select(p => (g.Body!, p)));

    private List<RecordSection> PostGroups(IEnumerable<(Recorded<Organization> Body, Recorded<Post> Post)> posts) =>
        [.. posts.GroupBy(p => p.Body.Id).Select(g => (g.First().Body, Posts: g)).Select(g => new RecordSection("b-" + g.Body.Row.Slug, Name(g.Body.Says), [.. g.Posts.SelectMany(p => Holders(p.Post))]) { TitleLanguage = NameOf(g.Body.Says).Language })];

    // Bodies that are part of none, or of one that was not there on the day.
    private List<Recorded<Organization>> Roots()
    {
        var all = Register.All<Organization>("organization").Where(o => !o.Says.IsState && o.Says.Life.Holds(Day) && Register.HasBegun(o.Says, Day)).ToList();
        var there = all.Select(o => o.Id).ToHashSet();
        return [.. all.Where(o => o.Says.Parent is not { } parent || !there.Contains(parent))];
    }

    private IEnumerable<RecordLine> Places(List<Recorded<Place>> all, Guid? parent, int level)
    {
        foreach (var place in all.Where(p => p.Says.Parent == parent).OrderBy(p => Name(p.Says), Collation))
        {
            yield return new RecordLine(Link(place.Row, place.Says)) { Level = level };
            if (level < 8)
                foreach (var inner in Places(all, place.Id, level + 1)) yield return inner;
        }
    }

    private string SortName(Person person) => person.SortName[_language] ?? Name(person);

    private List<RecordSection> ByLetter(IEnumerable<(string Sort, Recorded<Person> Person)> people) =>
    [
        .. people.GroupBy(l => l.Sort.EnumerateRunes().FirstOrDefault(System.Text.Rune.IsLetterOrDigit) is { Value: > 0 } rune ? Views.News.Collation.HeadingOf(rune.ToString().ToUpperInvariant(), _language) : "…")
            .Select((g, i) => new RecordSection("l-" + i, g.Key, [.. g.Select(l => PersonLine(l.Person))])),
    ];

    // Those that a filter finds, with the name they were found by where it is not the one that is shown.
    private List<RecordLine> Answering(string folder, RecordFilter? filter)
    {
        if (filter is null) return [];
        IEnumerable<Recorded> found = Register.Page(filter, 0, MostAnswers).Where(r => folder != "organizations" || r.Says is Organization { IsState: false }).Where(r => r.Says is not Person person || IsKnownOn(person.Born)).ToList();
        if (folder == "people") _namesakes = Twice(found.Select(r => Name(r.Says)));
        if (folder != "events") found = found.OrderBy(r => r.Says is Person person ? SortName(person) : Name(r.Says), Collation);
        return [.. found.Select(r => FoundBecause(r, LineOf(r), filter.Words))];
    }

    private RecordLine LineOf(Recorded record)
    {
        var line = record.Says switch
        {
            Person person => PersonLine(new Recorded<Person>(record.Row, person)),
            Event e => EventLine(new Recorded<Event>(record.Row, e)),
            AssignedTask task => TaskLine(new Recorded<AssignedTask>(record.Row, task)),
            Post post => new RecordLine(Link(record.Row, post)) { Details = Register.Find<Organization>(post.Organization) is { } body ? [Link(body.Row, body.Says)] : [] },
            _ => new RecordLine(Link(record.Row, record.Says)),
        };
        return record.Says is Organization or Post && NotThere(record.Says) is { } why ? line with { IsOver = true, Flags = [.. line.Flags, _words["term." + why]] } : line;
    }

    private RecordLine FoundBecause(Recorded record, RecordLine line, IReadOnlyList<string> words)
    {
        if (words.Count == 0 || FoundBy.Answers(line.Name.Label, words)) return line;
        IEnumerable<(Record.Words Name, string? Note)> names = [(record.Says.Name, null), .. record.Says.OtherNames.Select(o => (o.Name, o.Note ?? "alias"))];
        foreach (var (name, note) in names)
            foreach (var (language, text) in name.All.OrderByDescending(n => n.Key == _language))
                if (FoundBy.Answers(text, words))
                    return line with { Details = [.. note is not null && SiteWords.Knows("name." + note) ? [new NameLink(_words["name." + note], _words.Borrowed, null)] : Array.Empty<NameLink>(), new NameLink(text, language == _language ? null : language, null), .. line.Details] };
        return line;
    }

    private List<RecordSection> ByYear(IEnumerable<Recorded<Event>> events) =>
    [
        .. events.GroupBy(e => e.Says.When?.From.Year)
            .Select(g => new RecordSection(g.Key is { } year ? "y-" + year : "undated", g.Key is { } of ? Dates.Partial(Acta.Record.PartialDate.Parse(of.ToString("0000", CultureInfo.InvariantCulture))) : _words["event.undated"], [.. g.Select(e => EventLine(e))])),
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

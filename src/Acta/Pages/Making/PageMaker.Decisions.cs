using System.Globalization;
using Acta.Record.Register;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Pages;

// The registers of decisions and of papers: asked by what a reader knows, at an address that can be shared.
internal sealed partial class PageMaker
{
    private const int FoundPerPage = 50;

    // So many meetings can't be chosen from; their own pages lead to their papers.
    private const int MostOptions = 400;

    private string? Asked(string name) => _request.Query.FirstOrDefault(q => q.Name == name).Value;

    private RenderedPage MakeFound(string folder, int? number)
    {
        List<(string Name, string Value)> data = [];
        var filter = RegisterFilters.Of(Register, folder, _request.Query, _request.AsOf, data, out var unknown);
        if (unknown is { } nothing) return NoSuchList(folder, nothing.Name, nothing.Value);
        var (found, total) = filter is null ? ([], 0) : Register.Found(filter, ((number ?? 1) - 1) * FoundPerPage, FoundPerPage);
        var last = (int)Math.Max(1, (total + FoundPerPage - 1) / FoundPerPage);
        var query = ListQuery;
        if (number > last || number == 1) return Moved(folder + "/" + query);
        var isDecisions = folder == "decisions";
        var kind = RegisterFilters.KindOf(folder);
        ListFilter form = new($"{Home}{folder}/", isDecisions
            ?
            [
                Typed("q", "filter.words"), Choice("body", "fact.body", Named(kind, "organization")), Choice("year", "filter.year", Years(kind)),
                Choice("status", "fact.status", Decision.Statuses.Where(s => _request.AsOf is not null || s == Asked("status") || Register.Has(kind, "status", s) || Register.Has(kind, s, "")).Select(s => (s, _words["decision." + s], _words.Borrowed))), Choice("subject", "filter.subject", Subjects(kind)),
            ]
            :
            [
                Typed("symbol", "filter.symbol"), Choice("body", "fact.body", Named(kind, "organization")), Choice("meeting", "fact.meeting", Meetings(kind)), Choice("year", "filter.year", Years(kind)),
                Choice("language", "filter.language", Register.Keys(kind, "language").Select(k => (k.Key, _words.LanguageName(k.Key), _words.Borrowed)).OrderBy(k => k.Item2, Collation)),
            ]);
        form = form with { Day = _request.AsOf is { } day ? Iso(day) : null, Fields = [.. form.Fields.Where(f => f.Options is null or { Count: > 1 } || f.Value is not null)] };
        var heading = _words["register." + folder];
        var chosen = form.Fields.Where(f => f.Value is not null).Select(f => f.Options?.FirstOrDefault(o => o.IsChosen)?.Label ?? f.Value!).ToList();
        var title = chosen.Count == 0 ? heading : heading + ": " + string.Join(_words["list.comma"], chosen);
        var frame = Frame(number is null ? title : _words.Text("page.title", ("title", title), ("number", number.Value))) with
        {
            Versions = InEveryLanguage(_ => folder + "/" + query),
            NoIndex = query.Length > 0,
            Canonical = query.Length > 0 ? $"{Home}{folder}/" : null,
        };
        var byYear = Asked("year") is null;
        var rows = found.Select(r => (Year: byYear ? RecordDays.Of(r.Says).Start?.Year : null, Row: r.Says is Decision ? DecisionRow(r) : PaperRow(r)));
        return Page(200, Slices.Found.Create(new FoundPage(frame, heading)
        {
            AsOf = AsOf(frame with { Path = $"{Home}{folder}/" }),
            Kinds = Kinds(folder),
            Filter = form,
            Count = _words.Text(folder + (form.IsSet ? ".found" : ".count"), ("count", total)),
            Groups = [.. rows.GroupBy(r => r.Year).Select(g => new FoundGroup(!byYear ? "" : g.Key is { } year ? year.ToString(CultureInfo.InvariantCulture) : _words["event.undated"], [.. g.Select(r => r.Row)]))],
            Pages = PageLinks(last, number ?? 1, p => $"{Home}{folder}/" + (p == 1 ? "" : $"page/{p}/") + query),
            Files = [new CountedLink(_words["found.csv"], $"{Home}{folder}.csv{query}"), new CountedLink(_words["found.json"], $"/api/v1/{folder}" + Query([("lang", _language), .. data]))],
        }));
    }

    // What a list is asked by, its day included.
    private string ListQuery => Query([.. AsOfParameter, .. _request.Query]);

    private RenderedPage NoSuchList(string folder, string name, string value)
    {
        var frame = Frame(_words["filter.unknown"]) with { NoIndex = true, Versions = InEveryLanguage(_ => folder + "/", same: false) };
        var list = new ListFilter($"{Home}{folder}/", []) { Day = _request.AsOf is { } day ? Iso(day) : null };
        return Message(new MessagePage(frame, 404, frame.Title, [_words.Text(name == "status" && folder == "tasks" ? "filter.unknown.status.tasks" : "filter.unknown." + name, ("value", value.Length > 60 ? value[..60] + "…" : value))])
        {
            Links = [new CountedLink(_words.Text("filter.unknown.back", ("list", _words["register." + folder])), list.Clear, Language: _words.Borrowed)],
        });
    }

    private IReadOnlyList<CountedLink> Kinds(string folder) =>
        [.. RecordAddress.Folders.Select(f => new CountedLink(_words["register." + f], $"{Home}{f}/{AsOfQuery}", Language: _words.Borrowed) { Current = f == folder })];

    // The first, the last, and those around this one; a link to nowhere is a gap.
    private IReadOnlyList<CountedLink> PageLinks(int last, int here, Func<int, string> address)
    {
        if (last == 1) return [];
        List<CountedLink> links = [];
        var previous = 0;
        foreach (var n in Enumerable.Range(1, last).Where(n => n == 1 || n == last || Math.Abs(n - here) <= 2))
        {
            if (n - previous > 1) links.Add(new CountedLink("…", ""));
            links.Add(new CountedLink(Dates.Number(n), address(n)) { Current = n == here });
            previous = n;
        }
        return links;
    }

    private IComparer<string> Collation => _collation ??= Views.News.Collation.Of(_language);

    private IComparer<string>? _collation;

    private FilterField Typed(string name, string word) => new(name, _words[word], Asked(name));

    private FilterField Choice(string name, string word, IEnumerable<(string Value, string Label, string? Language)> options)
    {
        var asked = name == "subject" && Asked(name) is { } subject ? TagKeys.Of(subject) : Asked(name);
        List<FilterOption> all = [.. options.Select(o => new FilterOption(o.Value, o.Label, o.Language == _language ? null : o.Language, o.Value == asked))];
        // What is asked for and is not among them is shown all the same, by its name: nothing else explains why nothing is found.
        if (asked is not null && all.All(o => !o.IsChosen))
        {
            var named = name is "body" or "meeting" && RegisterFilters.Named(Register, name, asked) is { } found ? NameOf(found.Says) : (Name: name == "language" ? _words.LanguageName(asked) : asked, Language: null);
            all.Add(new FilterOption(asked, named.Name, named.Language, true));
        }
        return new FilterField(name, _words[word], asked, all);
    }

    private IEnumerable<(string, string, string?)> Meetings(string kind) => Register.Keys(kind, "event") is { Count: <= MostOptions } ? Named(kind, "event")
        : Asked("meeting") is { } slug && Register.Resolve("events", slug) is RecordResolution.Found found ? [(slug, Name(found.Record.Says), NameOf(found.Record.Says).Language)] : [];

    // A facet that names records is called as their kind is.
    private List<(string, string, string?)> Named(string kind, string facet) => Register.Shared($"{kind}:{facet}:{_language}", [kind, facet], () =>
        Register.Keys(kind, facet).Select(k => Register.Find(Guid.Parse(k.Key))).OfType<Recorded>().Select(o => (o.Row.Slug, Name(o.Says), NameOf(o.Says).Language)).OrderBy(o => o.Item2, Collation).ToList());

    private IEnumerable<(string, string, string?)> Years(string kind) => Register.Keys(kind, "year").Select(k => k.Key).OrderDescending(StringComparer.Ordinal).Select(y => (y, y, (string?)null));

    private List<(string, string, string?)> Subjects(string kind) => Register.Shared($"{kind}:subject:{_language}", [kind], () => Register.Keys(kind, "subject.name").Select(k => (Parts: k.Key.Split('\n', 2), k.Count))
        .GroupBy(k => k.Parts[0]).OrderByDescending(g => g.Sum(k => k.Count)).Take(MostOptions).Select(g => (g.Key, g.OrderByDescending(k => k.Count).ThenBy(k => k.Parts[1], StringComparer.Ordinal).First().Parts[1], (string?)null)).OrderBy(s => s.Item2, Collation).ToList());

    private FoundRow DecisionRow(Recorded record)
    {
        var decision = (Decision)record.Says;
        var status = Register.StatusOn(new Recorded<Decision>(record.Row, decision), Day);
        return new FoundRow(Link(record.Row, decision))
        {
            Symbol = decision.Symbol,
            Details = Register.Find<Organization>(decision.Organization) is { } body ? [Link(body.Row, body.Says)] : [],
            Date = decision.Date is { } date ? Dates.Partial(date) : null,
            Status = status is null ? null : _words["decision." + status],
            IsOver = status is "superseded" or "expired",
            Remark = AdoptionOf(decision.Adoption) is { } adopted ? _words.Text("decision.adopted", ("how", adopted)) : null,
        };
    }

    private FoundRow PaperRow(Recorded record)
    {
        var paper = (Paper)record.Says;
        return new FoundRow(Link(record.Row, paper))
        {
            Symbol = paper.Symbol,
            Details = [.. new[] { Register.Find(paper.Organization ?? Guid.Empty), Register.Find(paper.Event ?? Guid.Empty) }.OfType<Recorded>().Select(r => Link(r.Row, r.Says))],
            Date = paper.Date is { } date ? Dates.Partial(date) : null,
            Languages = LanguagesOf(paper),
        };
    }

    // Those of the paper, then those of the site that it is missing in.
    private IReadOnlyList<LanguageCell> LanguagesOf(Paper paper) =>
    [
        .. paper.Versions.Concat(_settings.Languages.Where(l => paper.Versions.All(v => v.Language != l)).Select(l => new PaperFile(l, null))).Select(v => new LanguageCell(
            DateWords.NameOf(v.Language), v.Language, v.File is { } file && !IsRestricted(paper) ? BodyHtml.MediaAddress(file) : null,
            v.File is null ? _words["paper.missing"] : IsRestricted(paper) ? _words["paper.restricted"] : _words.Size(v.File.Size))),
    ];

    // How to cite

    private HowToCite Cite(Recorded found)
    {
        var decision = (Decision)found.Says;
        var address = $"{_request.BaseUrl}{HtmlText.Path(Home + found.Row.Address)}";
        return new HowToCite(address, _words.Text("cite.text", ("what", string.Join(_words["list.comma"], CitedParts(decision))), ("site", Apart(_settings.Name.For(_language)?.Text ?? "")), ("address", Apart(address)), ("number", found.Row.Entry)),
            [new CountedLink(_words["cite.ris"], $"{Home}{found.Row.Address}/cite.ris"), new CountedLink(_words["cite.csl"], $"{Home}{found.Row.Address}/cite.json")]);
    }

    // Of several parts in letters from left to right, one beside the other, each keeps its place where one reads from the right.
    private string Apart(string text) => IsMirrored ? $"\u2068{text}\u2069" : text;

    private IEnumerable<string> CitedParts(Decision decision)
    {
        if (Register.Find<Organization>(decision.Organization) is { } body) yield return Name(body.Says);
        if (decision.Symbol is { } symbol) yield return Apart(symbol);
        if (In(decision.Name) is { } name) yield return _words.Text("cite.title", ("title", name.Text));
        if (decision.Date is { } date) yield return Said.Partial(date);
    }

    /// <summary>What a decision is cited by, for programs; null where there is no such decision.</summary>
    public CitedDecision? Cited(string slug)
    {
        if (!_known || Register.Resolve("decisions", slug) is not RecordResolution.Found { Record: { Says: Decision decision } found }) return null;
        return new CitedDecision(found.Id, Name(decision), decision.Symbol, Register.Find<Organization>(decision.Organization) is { } body ? Name(body.Says) : null, decision.Date,
            _settings.Name.For(_language)?.Text ?? "", $"{_request.BaseUrl}{HtmlText.Path(Home + found.Row.Address)}", NameOf(decision).Language ?? _language);
    }

    private static string Query(IEnumerable<(string Name, string Value)> asked) => string.Join('&', asked.Select(a => a.Name + "=" + Uri.EscapeDataString(a.Value))) is { Length: > 0 } query ? "?" + query : "";
}

/// <summary>What a decision is cited by.</summary>
internal sealed record CitedDecision(Guid Id, string Title, string? Symbol, string? Body, Record.PartialDate? Date, string Site, string Address, string Language);

using System.Globalization;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Pages;

// Pages of the register: what they say is true on the day that is asked for, else today.
internal sealed partial class PageMaker
{
    private RegisterQueries? _register;
    private DateOnly? _today;

    private (IReadOnlyDictionary<Guid, RegisterRecord> Drafts, Banner Banner, string Address)? _preview;

    private RegisterQueries Register => _register ??= new RegisterQueries(_reading) { Drafts = _preview?.Drafts };

    // The site's date; a page that says it expires with it.
    private DateOnly Today => _today ??= _news.Today();

    private DateOnly Day => _request.AsOf ?? Today;

    private RenderedPage? MakeRegister(string[] parts, int? number, bool slashed)
    {
        if (parts is [var folder] && RecordAddress.Folders.Contains(folder)) return folder is "decisions" or "papers" ? MakeFound(folder, number) : MakeRecordList(folder, number);
        if (number is null && parts is [var of, var name, "record"] && RecordAddress.Folders.Contains(of)) return MakeRecordHistory(of, name, slashed);
        // Where no text about it was written yet, its own history is what is meant.
        if (number is null && parts is [var about, var who, "history"] && RecordAddress.Folders.Contains(about) && _news.Resolve(_language, $"{about}/{who}") is Resolution.None)
            return Register.RowAt(about, who) is null ? null : new RenderedPage(302, [], $"{Home}{about}/{who}/record");
        if (number is not null || parts is not [var kind, var slug] || !RecordAddress.Folders.Contains(kind)) return null;
        return Register.Resolve(kind, slug) switch
        {
            RecordResolution.Found when slashed => Moved($"{kind}/{slug}"),
            RecordResolution.Found found => MakeRecord(found.Record),
            RecordResolution.Moved moved => Moved(moved.Address),
            RecordResolution.Gone gone => MakeGone(new Resolution.Gone(null, gone.Notice, gone.Row.ChangedAt), gone.Row.State == ArticleState.Withdrawn),
            _ => null,
        };
    }

    private RenderedPage MakeRecord(Recorded found)
    {
        var (name, language) = NameOf(found.Says);
        var address = Home + found.Row.Address;
        var frame = Frame(name) with
        {
            Path = address,
            Versions = InEveryLanguage(_ => found.Row.Address + AsOfQuery),
            Crumbs = [new Crumb(_words["register." + found.Row.Folder], $"{Home}{found.Row.Folder}/{AsOfQuery}", _words.Borrowed)],
            // A day's page is the same record on another day; engines are led to today's.
            NoIndex = _request.AsOf is not null || _preview is not null,
            Canonical = _request.AsOf is not null ? address : null,
        };
        var page = new RecordPage(frame)
        {
            Kind = new CountedLink(_words["kind-of." + KindWord(found.Says)], $"{Home}{found.Row.Folder}/{AsOfQuery}", Language: _words.Borrowed),
            Heading = name,
            HeadingLanguage = language,
            Symbol = SymbolBeside(found.Says, name),
            Preview = _preview?.Banner,
            AsOf = AsOf(frame, found.Says),
            Notice = found.Row.State == ArticleState.Retired ? new Banner(_words.Text("retired.title", ("date", DayOf(found.Row.ChangedAt))))
                : found.Says.Correction is { } correction ? new Banner(_words.Text("history.corrected", ("date", DayOf(found.Row.ChangedAt)), ("note", correction.Note))) : null,
            OtherNames = [.. OtherNames(found.Says)],
            Sources = found.Says.Sources,
            Changed = _preview is not null ? "" : _words.Text("register.changed", ("date", DayOf(found.Row.ChangedAt)), ("number", Said.Number(found.Row.Entry))),
            History = address + "/record",
            HeadingRemark = language is null ? null : _words.Text("name.elsewhere", ("language", _words.LanguageName(language))),
        };
        page = found.Says switch
        {
            Person person => PersonPage(page, found.Id, person),
            Organization organization => OrganizationPage(page, new Recorded<Organization>(found.Row, organization)),
            Post post => PostPage(page, found.Id, post),
            Place place => PlacePage(page, found.Id, place),
            Event e => EventPage(page, found.Id, e),
            Paper paper => PaperPage(page, found.Id, paper),
            Decision decision => DecisionPage(page, found, found.Id, decision) with { Cite = Cite(found) },
            AssignedTask task => TaskPage(page, task),
            _ => page,
        };
        var (splitOff, splitFrom) = Register.Splits(found.Id);
        page = page with { Facts = [.. page.Facts, Records("fact.split-off", splitOff.Select(s => (Guid?)s)), Records("fact.split-from", splitFrom.Select(s => (Guid?)s))], Prose = Prose(found) };
        page = page with { Sections = [.. page.Sections, .. NewsSections(found.Id)] };
        page = page with { Sections = [.. page.Sections.Select(Explained).Where(s => s.Lines.Count > 0 || s.Empty is not null || s.Chart is not null)], Facts = [.. page.Facts.Where(f => f.Text is { Length: > 0 } || f.Names.Count > 0 || f.Url is not null)] };
        return Page(200, Slices.Record.Create(page));
    }

    private RecordPage PersonPage(RecordPage page, Guid id, Person person)
    {
        var terms = Terms(Register.Naming<Membership>(id, "member"), person);
        var now = terms.Where(t => !t.Line.IsOver && t.Term.Says.Post is not null).Select(t => t.Line.Name.Label).ToList();
        return page with
        {
            Before = In(person.Honorific)?.Text,
            Standfirst = now.Count > 0 ? string.Join(_words["list.comma"], now) : null,
            PictureHtml = person.Portrait is { } portrait ? BodyHtml.RenderFigure(portrait, BodyOptions, first: true) : null,
            Facts = [Text("fact.born", person.Born), Text("fact.died", IsKnownOn(person.Died) ? person.Died : null)],
            Sections =
            [
                new RecordSection("posts", _words["section.posts-held"], [.. terms.OrderBy(t => t.Line.IsOver).ThenByDescending(t => t.Term.Says.Term.First).Select(t => t.Line)]),
                Attended(id, terms.Select(t => t.Term.Says)),
            ],
        };
    }

    // Who stands for a State, body by body: what they are there is said, not for whom once more.
    private List<RecordLine> Representatives(Guid state) =>
    [
        .. Register.Naming<Membership>(state, "onBehalfOf", Day).Select(m => (Term: m, Post: Register.Find<Post>(m.Says.Post), Line: TermLine(m, ofMember: false)))
            .Select(m => (m.Term, m.Post, m.Line, Body: Register.Find<Organization>(m.Post?.Says.Organization ?? m.Term.Says.Organization))).Where(m => m.Line is not null && m.Body is not null)
            .OrderBy(m => m.Body!.Says.Order ?? int.MaxValue).ThenBy(m => Name(m.Body!.Says), Collation).ThenBy(m => m.Line!.Name.Label, Collation)
            .Select(m => m.Line! with { Details = [Link(m.Body!.Row, m.Body.Says), .. m.Post is null ? Array.Empty<NameLink>() : [Link(m.Post.Row, m.Post.Says) with { Label = TitleOf(m.Post.Says, m.Term.Says, Register.Find<Person>(m.Term.Says.Member)?.Says), Language = null }]] }),
    ];

    // Meetings that name the person, or a post on a day on which the person held it.
    private RecordSection Attended(Guid person, IEnumerable<Membership> terms)
    {
        List<(Recorded<Event> Event, string? As)> meetings = [.. Register.Naming<Event>(person, "participants.who").Select(e => (e, AsWhat(e.Says.Participants.First(p => p.Who == person))))];
        foreach (var term in terms.Where(t => t.Post is not null))
        {
            var post = Register.Find<Post>(term.Post) is { } held ? Name(held.Says) : null;
            meetings.AddRange(Register.Naming<Event>(term.Post!.Value, "participants.who").Where(e => e.Says.When is { } when && term.Term.Holds(when.From.FirstDay) && term.Term.Holds((when.To ?? when.From).LastDay)).Select(e => (e, post)));
        }
        return new RecordSection("attended", _words["section.attended"], [.. meetings.DistinctBy(m => m.Event.Id).Where(m => IsKnownOn(m.Event.Says.When?.From)).OrderByDescending(m => m.Event.Says.When?.From.FirstDay ?? DateOnly.MinValue).Take(100).Select(m => WithFirst(EventLine(m.Event), m.As))])
        {
            Note = meetings.Count > 0 ? _words["section.attended.note"] : null,
        };

        string? AsWhat(Participant p) => In(p.Capacity)?.Text ?? (p.Role is { Length: > 0 } role && SiteWords.Knows("role." + role) ? _words["role." + role] : null);

        static RecordLine WithFirst(RecordLine line, string? what) => what is null ? line : line with { Details = [new NameLink(what, null, null), .. line.Details] };
    }

    private RecordPage OrganizationPage(RecordPage page, Recorded<Organization> found)
    {
        var (id, organization) = (found.Id, found.Says);
        // Of what was not there yet nothing is told that has no date of its own.
        var isThere = Register.HasBegun(organization, Day);
        var posts = (isThere ? Register.Naming<Post>(id, "organization", Day) : []).OrderBy(p => p.Says.Order ?? int.MaxValue).ThenBy(p => Name(p.Says), Collation).ToList();
        var holders = posts.SelectMany(p => Holders(p)).ToList();
        var members = (isThere ? Register.Members(id, Day) : []).Where(m => Register.Find(m.Says.Member) is not null).ToList();
        var chairs = Register.Naming<Membership>(id, "organization").Where(m => m.Says.Role == "chair").OrderByDescending(m => m.Says.Term.First).ToList();
        var next = NextChair(organization, chairs);
        var memberships = Terms(Register.Naming<Membership>(id, "member"), null).OrderBy(t => t.Line.IsOver).ThenByDescending(t => t.Term.Says.Term.First).ToList();
        var represented = organization.IsState ? Representatives(id) : [];
        var events = Register.Naming<Event>(id, "organizers").OrderByDescending(e => e.Says.When?.From.FirstDay ?? DateOnly.MinValue).ToList();
        var held = events.Where(e => IsKnownOn(e.Says.When?.From)).ToList();
        var decisions = Register.Naming<Decision>(id, "organization").Where(d => IsKnownOn(d.Says.Date)).OrderByDescending(d => d.Says.Date?.FirstDay ?? DateOnly.MinValue).Take(30).Select(d => DecisionLine(d)).ToList();
        var papers = Register.Naming<Paper>(id, "organization").Where(x => IsKnownOn(x.Says.Date)).OrderByDescending(p => p.Says.Date?.FirstDay ?? DateOnly.MinValue).Take(30).Select(p => PaperLine(p)).ToList();
        return page with
        {
            Actions = CalendarOf("body", page.Frame.Path, events.Count),
            PictureHtml = organization.Emblem is { } emblem ? BodyHtml.RenderFigure(emblem, BodyOptions, first: true) : null,
            Facts =
            [
                Records("fact.part-of", [organization.Parent]), Text("fact.founded", organization.Founded), Text("fact.dissolved", organization.Dissolved), Records("fact.seat", [organization.Seat]), Records("kind-of.place", [CountryOf(organization)]),
                Records("fact.predecessors", organization.Predecessors.Select(p => (Guid?)p)), Records("fact.successors", Register.Naming<Organization>(id, "predecessors").Select(s => (Guid?)s.Id)),
                Records("fact.chair", chairs.Where(c => isThere && c.Says.Term.Holds(Day)).Select(c => (Guid?)c.Says.Member)), Records("fact.next-chair", [next]),
                Words("fact.side", organization.Side), new RecordFact(_words["fact.site"], [], Url: organization.Url is { } url ? HtmlText.SafeLink(url) : null),
            ],
            Sections =
            [
                new RecordSection("holders", _words["section.posts"], holders),
                new RecordSection("members", _words["section.members"], [.. members.Where(m => m.Says.Role != "chair").OrderBy(m => Array.IndexOf([.. Membership.Roles], m.Says.Role ?? "member")).Select(m => TermLine(m, ofMember: false)).OfType<RecordLine>().OrderBy(l => l.Flags.Count).ThenBy(l => l.Name.Label, Collation)]),
                new RecordSection("people", _words["section.representatives"], represented),
                new RecordSection("parts", _words["section.parts"], []) { Chart = isThere ? Structure(found) : null },
                new RecordSection("memberships", _words["section.memberships"], [.. memberships.Where(t => t.Term.Says.Role != "chair").Select(t => t.Line)]),
                new RecordSection("chairs-of", _words["section.chairs-of"], [.. memberships.Where(t => t.Term.Says.Role == "chair").Select(t => t.Line with { Flags = [.. t.Line.Flags.Where(f => f != _words["role.chair"])] })]),
                new RecordSection("chairs", _words["section.chairs"], [.. chairs.Select(c => TermLine(c, ofMember: false, isSaid: true)).OfType<RecordLine>()]) { Chart = Chairmanship(organization, chairs, next) },
                new RecordSection("meetings", _words["section.meetings"], [.. held.Take(30).Select(e => EventLine(e))])
                {
                    Chart = ByYear("years-chart", Name(organization), held.Where(e => e.Says.When is not null).GroupBy(e => e.Says.When!.From.Year).ToDictionary(g => g.Key, g => g.LongCount()), held.Count(e => e.Says.When is null),
                        y => $"{Home}events/{Query([.. AsOfParameter, ("body", found.Row.Slug), ("year", y.ToString("0000", CultureInfo.InvariantCulture))])}"),
                },
                Attended(id, []),
                new RecordSection("tasks", _words["section.tasks"], [.. Register.Naming<AssignedTask>(id, "owner").Concat(posts.SelectMany(p => Register.Naming<AssignedTask>(p.Id, "owner"))).Where(t => IsKnownOn(t.Says.Set)).OrderBy(t => Register.IsDoneOn(t.Says, Day)).ThenByDescending(t => t.Says.Set?.FirstDay).Select(TaskLine)]),
                new RecordSection("decisions", _words["section.decisions"], decisions),
                new RecordSection("papers", _words["section.papers"], papers),
            ],
        };
    }

    private RecordPage PostPage(RecordPage page, Guid id, Post post)
    {
        var all = Register.Naming<Membership>(id, "post").OrderByDescending(t => t.Says.Term.First).ToList();
        var now = Register.Holders(id, Day).Select(h => h.Id).ToHashSet();
        return page with
        {
            Facts = [Records("fact.body", [post.Organization]), Text("fact.since", post.Start), Text("fact.until", post.End), Words("fact.feminine", post.Feminine)],
            Sections =
            [
                new RecordSection("holder", _words["section.holder"], [.. all.Where(t => now.Contains(t.Id)).Select(t => TermLine(t, ofMember: false) is { } line && now.Count > 1 ? Unsure(line, t.Says.Term) : TermLine(t, ofMember: false)).OfType<RecordLine>()]) { Empty = _words["section.holder.none"] },
                new RecordSection("holders", _words["section.holders"], [.. all.Where(t => !now.Contains(t.Id)).Select(t => TermLine(t, ofMember: false)).OfType<RecordLine>()]) { Chart = HoldersOverTime(post, all) },
            ],
        };
    }

    private RecordPage PlacePage(RecordPage page, Guid id, Place place) => page with
    {
        Actions = CalendarOf("place", page.Frame.Path, EventsIn(id).Count),
        Facts = [Records("kind-of.state", [StateOf(place)]), Records("fact.lies-in", [place.Parent]), new RecordFact(_words["fact.coordinates"], [], place.Latitude is { } north ? DateWords.LeftToRight($"{north}, {place.Longitude}", IsMirrored) : null)],
        Sections =
        [
            new RecordSection("places", _words["section.places"], [.. Register.Naming<Place>(id, "parent").Select(p => new RecordLine(Link(p.Row, p.Says))).OrderBy(l => l.Name.Label, Collation)]),
            new RecordSection("events", _words["section.events"], [.. EventsIn(id).OrderByDescending(e => e.Says.When?.From.FirstDay ?? DateOnly.MinValue).Take(100).Select(e => EventLine(e))]),
        ],
    };

    // The State that a country is, and the country that a State is.
    private Guid? StateOf(Place place) => place.Classification != "country" ? null
        : Register.Page(new RecordFilter("organization") { Facets = [("kind", Organization.State)] }, 0, MostAnswers).FirstOrDefault(o => IsSame(o.Says, place))?.Id;

    private Guid? CountryOf(Organization state) => !state.IsState ? null
        : Register.Page(new RecordFilter("place") { Facets = [("kind", "country")] }, 0, MostAnswers).FirstOrDefault(p => IsSame(state, p.Says))?.Id;

    // They share a key elsewhere, or are called the same in every language that both have a name in.
    private static bool IsSame(RegisterRecord a, RegisterRecord b) => a.Identifiers.Intersect(b.Identifiers).Any()
        || a.Name.All.Where(n => b.Name[n.Key] is not null).ToList() is { Count: > 0 } both && both.All(n => b.Name[n.Key] == n.Value);

    // In the place and in all that lies in it.
    private List<Recorded<Event>> EventsIn(Guid place)
    {
        List<Guid> places = [place];
        for (var i = 0; i < places.Count; i++) places.AddRange(Register.Naming<Place>(places[i], "parent").Select(p => p.Id).Where(p => !places.Contains(p)));
        return [.. places.SelectMany(p => Register.Naming<Event>(p, "place")).Where(e => IsKnownOn(e.Says.When?.From))];
    }

    private RecordPage EventPage(RecordPage page, Guid id, Event e)
    {
        var items = Register.Naming<AgendaItem>(id, "event").OrderBy(i => i.Says.Order ?? int.MaxValue).ThenBy(i => i.Says.Number, StringComparer.Ordinal).ToList();
        return page with
        {
            Standfirst = When(e, Dates),
            Actions = CalendarOf(page.Frame.Path, e),
            Notice = e.Status is { } status and not "confirmed" ? new Banner(_words["event." + status], e.Before.Count > 0 && e.Before[^1] is var before ? _words.Text("event.before", ("plan", string.Join(_words["list.comma"], new[] { before.When is { } old ? When(e with { When = old }, Said) : null, Register.Find<Place>(before.Place) is { } was ? Name(was.Says) : null }.OfType<string>()))) : null) : page.Notice,
            Facts =
            [
                new RecordFact(_words["calendar.kind"], [], e.Classification is { } kind ? EventKind(kind) : null), Records("fact.where", [e.Place]), new RecordFact(_words["fact.number"], [], e.Number), Records("fact.organizers", e.Organizers.Select(o => (Guid?)o)), Records("fact.within", [e.Parent]),
                Records("fact.previous", [e.Previous]), Records("fact.next", Register.Naming<Event>(id, "previous").Select(n => (Guid?)n.Id)), Records("fact.prepares", e.Prepares.Select(p => (Guid?)p)),
                Records("fact.prepared-by", Register.Naming<Event>(id, "prepares").Select(p => (Guid?)p.Id)),
            ],
            Sections =
            [
                new RecordSection("participants", _words["section.participants"], [.. e.Participants.Select(ParticipantLine)]) { Note = e.Participants.Count > 0 ? _words["section.participants.note"] : null },
                new RecordSection("figures", _words["section.figures"], [.. e.Figures.Select(FigureLine)]) { Note = e.Figures.Count > 0 ? _words["section.figures.note"] : null },
                new RecordSection("agenda", _words["section.agenda"], [.. Agenda(items, null, 0)]),
                new RecordSection("parts", _words["section.event-parts"], [.. Register.Naming<Event>(id, "parent").OrderBy(p => p.Says.When?.From.FirstDay ?? DateOnly.MaxValue).Select(p => EventLine(p))]),
                new RecordSection("decisions", _words["section.decisions"], [.. Register.Naming<Decision>(id, "event").Where(d => IsKnownOn(d.Says.Date)).Select(DecisionLine)]),
                new RecordSection("papers", _words["section.papers"], [.. Register.Naming<Paper>(id, "event").Where(p => IsKnownOn(p.Says.Date)).Select(PaperLine)]),
                new RecordSection("tasks", _words["section.tasks"], [.. Register.Naming<AssignedTask>(id, "setBy").Where(t => IsKnownOn(t.Says.Set)).Select(TaskLine)]),
            ],
        };
    }

    private RecordPage PaperPage(RecordPage page, Guid id, Paper paper) => page with
    {
        Facts =
        [
            Text("fact.date", paper.Date), Records("fact.body", [paper.Organization]), Records("fact.meeting", [paper.Event]), AgendaItems(paper.AgendaItems),
            new RecordFact(_words["fact.paper-kind"], [], paper.Classification is { } kind ? SiteWords.Knows("paper-kind." + kind) ? _words["paper-kind." + kind] : kind : null),
            new RecordFact(_words["fact.distribution"], [], paper.Distribution is { } to ? SiteWords.Knows("distribution." + to) ? _words["distribution." + to] : to : null),
            IsRestricted(paper) ? Text("fact.restricted", paper.RestrictedUntil) : Text("fact.restricted", null), Records("fact.supersedes", [paper.Supersedes]),
            Records("fact.superseded-by", Register.Naming<Paper>(id, "supersedes").Where(p => IsKnownOn(p.Says.Date)).Select(p => (Guid?)p.Id)),
        ],
        Sections =
        [
            new RecordSection("files", _words["section.files"], [.. LanguagesOf(paper).Select(c => new RecordLine(new NameLink(c.Name, c.Language == _language ? null : c.Language, c.Href)) { Dates = c.Note, IsOver = c.Href is null })]),
        ],
    };

    private RecordPage DecisionPage(RecordPage page, Recorded found, Guid id, Decision decision) => page with
    {
        Facts =
        [
            Records("fact.body", [decision.Organization]), Text("fact.date", decision.Date), Records("fact.meeting", [decision.Event]), AgendaItems(decision.AgendaItem is { } item ? [item] : []), new RecordFact(_words["fact.status"], [], Register.StatusOn(new Recorded<Decision>(found.Row, decision), Day) is { } status ? _words["decision." + status] : null),
            new RecordFact(_words["fact.adoption"], [], AdoptionOf(decision.Adoption)), Records("fact.amends", decision.Amends.Select(d => (Guid?)d)), Records("fact.amended-by", Register.Naming<Decision>(id, "amends").Where(d => IsKnownOn(d.Says.Date)).Select(d => (Guid?)d.Id)),
            Records("fact.supersedes", decision.Supersedes.Select(d => (Guid?)d)), Records("fact.superseded-by", Register.Naming<Decision>(id, "supersedes").Where(d => IsKnownOn(d.Says.Date)).Select(d => (Guid?)d.Id)),
            new RecordFact(_words["fact.subjects"], [.. decision.Subjects.Select(s => new NameLink(s, null, null))]),
        ],
        Sections = [new RecordSection("tasks", _words["section.tasks"], [.. Register.Naming<AssignedTask>(id, "setBy").Where(t => IsKnownOn(t.Says.Set)).Select(TaskLine)])],
    };

    private RecordPage TaskPage(RecordPage page, AssignedTask task) => page with
    {
        Standfirst = NotThere(task) is not null ? null : Register.IsDoneOn(task, Day) ? _words.Text("task.done", ("date", Said.Partial(task.Done!.Value))) : _words["task.open"],
        Facts = [Records("fact.set-by", [task.SetBy]), Text("fact.set", task.Set), Records("fact.owner", [task.Owner]), Text("fact.due", task.Due)],
        Sections =
        [
            new RecordSection("progress", _words["section.progress"], [.. task.Progress.Where(p => IsKnownOn(p.Date)).OrderByDescending(p => p.Date).Select(p => new RecordLine(new NameLink(In(p.Text)?.Text ?? "", In(p.Text)?.Language, null))
            {
                Dates = Dates.Partial(p.Date),
                Details = [.. new[] { Register.Find(p.Speaker ?? Guid.Empty) is { } speaker ? Link(speaker.Row, speaker.Says) : null, SourceOf(p.Article, p.Source) }.OfType<NameLink>()],
            })]),
        ],
    };

    private IEnumerable<(List<string> Rels, ArticleRow Row)> News(Guid record) => Register.Articles(record).GroupBy(a => a.Article)
        .Select(g => (Rels: g.Select(a => a.Rel).ToList(), Row: _settings.Languages.Prepend(_language).Distinct().Select(l => _news.Current(g.Key, l)).FirstOrDefault(r => r is { Readable: true } && r.Kind.IsNews())))
        .Where(a => a.Row is not null && IsKnownOn(a.Row.Date)).Select(a => (a.Rels, Row: a.Row!)).OrderByDescending(a => a.Row.Sort);

    private NameLink Link(ArticleRow article) => new(article.Headline, article.Language == _language ? null : article.Language, $"/{article.Language}/{article.Address}");

    // What was published about it, the newest first; in the page's language where there is such a version. Where somebody speaks
    // for themselves, that stands apart from what is told of them.
    private IEnumerable<RecordSection> NewsSections(Guid record)
    {
        var named = News(record).ToLookup(a => !a.Rels.Contains("speaker") ? "news" : a.Row.Kind switch { ArticleKind.Interview => "interviews", ArticleKind.Statement or ArticleKind.Speech => "statements", _ => "news" });
        foreach (var part in new[] { "statements", "interviews", "news" })
        {
            yield return new RecordSection(part, _words["section." + part], [.. named[part].Take(50).Select(a => new RecordLine(Link(a.Row))
            {
                Dates = a.Row.Date is { } date ? Dates.Partial(date) : null,
                Flags = [.. a.Rels.Where(r => r is "covers" or "announces" or "speaker").Select(r => _words["rel." + r])],
            })]);
        }
    }

    /// <summary>The records an article names as a whole, by what they are to it.</summary>
    private List<RecordFact> RecordsOf(Edition edition) =>
    [
        .. edition.Records.GroupBy(l => l.Rel).OrderBy(g => Array.IndexOf([.. RecordLink.Rels], g.Key) is >= 0 and var at ? at : 99)
            .Select(g => new RecordFact(SiteWords.Knows("named." + g.Key) ? _words["named." + g.Key] : g.Key, [.. g.Select(l => Register.Find(l.Record)).OfType<Recorded>().Select(LinkWithSymbol)])).Where(f => f.Names.Count > 0),
    ];

    // Whom the article names in an office they have no longer, or not yet: "then Acting Secretary General".
    private List<ThenLine> Then(Edition edition, PartialDate? published)
    {
        if ((edition.Event?.To ?? edition.Event?.From ?? published) is not { } date) return [];
        List<ThenLine> lines = [];
        foreach (var person in Rules.Named(edition).Select(n => n.Target).Distinct().Select(id => Register.Find<Person>(id)).OfType<Recorded<Person>>())
        {
            var terms = Register.Naming<Membership>(person.Id, "member").Where(t => t.Says.Post is not null).ToList();
            var then = terms.Where(t => t.Says.Term.Holds(date.LastDay)).ToList();
            if (then.Count == 0 || then.Any(t => t.Says.Term.Holds(Today))) continue;
            if (TermLine(then[0], ofMember: true, person.Says) is not { } line) continue;
            lines.Add(new ThenLine(Link(person.Row, person.Says), _words.Text("then.held", ("post", line.Name.Label))));
        }
        return lines;
    }

    // The State after the present chair in the order of rotation.
    private Guid? NextChair(Organization body, List<Recorded<Membership>> chairs)
    {
        if (!body.Life.Holds(Day) || !Register.HasBegun(body, Day)) return null;
        // The list is newest first.
        if (chairs.LastOrDefault(c => c.Says.Term.First > Day) is { } planned) return planned.Says.Member;
        if (body.Rotation.Count == 0 || chairs.FirstOrDefault(c => c.Says.Term.Holds(Day)) is not { } now) return null;
        var place = body.Rotation.ToList().IndexOf(now.Says.Member);
        return place < 0 ? null : body.Rotation[(place + 1) % body.Rotation.Count];
    }

    // On another day, what came after it was not there yet.
    private bool IsKnownOn(PartialDate? date) => _request.AsOf is null || date is not { } known || known.FirstDay <= Day;

    private string AsOfQuery => Query(AsOfParameter);

    private IEnumerable<(string Name, string Value)> AsOfParameter => _request.AsOf is { } day ? [("as_of", Iso(day))] : [];

    private AsOfControl AsOf(PageFrame frame, RegisterRecord? of = null) => new(
        Iso(Day), _words.Text(_request.AsOf is null ? "as-of.today" : "as-of.day", ("date", Said.Day(Day))), _preview?.Address ?? frame.Path, _request.AsOf is null)
    {
        Remark = of is not null && NotThere(of) is { } why ? _words["as-of." + why] : null,
        Kept = _request.Query,
        Back = (_preview?.Address ?? frame.Path) + Query(_request.Query),
    };

    // Whether a body or post is over on the day; or it or a decision is still to come, and of a day that is asked for anything else as well.
    private string? NotThere(RegisterRecord record) => (_request.AsOf is not null || record is Organization or Post or Decision) && !Register.HasBegun(record, Day) ? "future"
        : record is Organization or Post && !RecordDays.Of(record).Holds(Day) ? "former" : null;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string KindWord(RegisterRecord record) => record is Organization { IsState: true } ? "state" : record.Type;
}

using System.Globalization;
using Acta.Record;
using Acta.Record.Register;
using Acta.Views.Register;

namespace Acta.Pages;

// How pages of the register tell one thing in a line: a term, a meeting, a decision, a stated figure; and how they name it.
internal sealed partial class PageMaker
{
    // Lines

    // Terms as their holder's page tells them: the post or body comes first.
    private List<(Recorded<Membership> Term, RecordLine Line)> Terms(IReadOnlyList<Recorded<Membership>> terms, Person? person) =>
        [.. terms.Select(t => (t, TermLine(t, ofMember: true, person))).Where(t => t.Item2 is not null).Select(t => (t.t, t.Item2!))];

    private RecordLine? TermLine(Recorded<Membership> term, bool ofMember, Person? person = null, bool isSaid = false)
    {
        var m = term.Says;
        var post = Register.Find<Post>(m.Post);
        var body = Register.Find<Organization>(post?.Says.Organization ?? m.Organization);
        var member = Register.Find(m.Member);
        if (member is null || (post is null && body is null)) return null;
        List<NameLink> details = [];
        NameLink name;
        if (ofMember)
        {
            name = post is not null ? Link(post.Row, post.Says) with { Label = TitleOf(post.Says, m, person ?? member.Says as Person), Language = null } : Link(body!.Row, body.Says);
            if (post is not null && body is not null) details.Add(Link(body.Row, body.Says));
        }
        else
        {
            name = Link(member.Row, member.Says);
        }
        if (Register.Find<Organization>(m.OnBehalfOf) is { } behalf) details.Add(Link(behalf.Row, behalf.Says));
        var isOver = !m.Term.Holds(Day);
        List<string> flags = [];
        // What the heading says, or a title of its own, need not be said again.
        if (m.Role is { Length: > 0 } role && role is not "member" && !isSaid && !(ofMember && post is not null && m.Name[_language] is not null)) flags.Add(SiteWords.Knows("role." + role) ? _words["role." + role] : role);
        // Of the days before a term was stated nothing is known: it is not said to be still to come.
        if (isOver && (m.Term.First <= Day || m is not { Start: null, Stated: not null })) flags.Add(_words[m.Term.First > Day ? "term.future" : "term.former"]);
        return new RecordLine(name) { Details = details, Dates = m is { Start: null, Stated: { } stated } ? _words.Text(m.End is null ? "term.stated" : "term.stated-until", ("date", Said.Partial(stated)), ("end", m.End is { } end ? Said.Bound(end) : "")) : TermDates(m.Term), Flags = flags, IsOver = isOver };
    }

    // A title as it was for this term, else the post's, for a woman where the language has one.
    private string TitleOf(Post post, Membership term, Person? person) =>
        term.Name.For(_language) is { } own && own.Language == _language ? own.Text
        : person?.Gender == "female" && post.Feminine[_language] is { } hers ? hers
        : Name(post);

    private IEnumerable<RecordLine> Holders(Recorded<Post> post)
    {
        var holders = Register.Holders(post.Id, Day);
        var title = Link(post.Row, post.Says);
        if (holders.Count == 0) yield return new RecordLine(title) { Dates = _words["post.vacant"] };
        foreach (var holder in holders)
        {
            if (Register.Find(holder.Says.Member) is not { } who || TermLine(holder, ofMember: false) is not { } line) continue;
            // The title says it here.
            if (holder.Says.Name[_language] is not null && holder.Says.Role is { } role) line = line with { Flags = [.. line.Flags.Where(f => f != _words["role." + role])] };
            yield return (holders.Count > 1 ? Unsure(line, holder.Says.Term) : line) with { Details = [title with { Label = TitleOf(post.Says, holder.Says, who.Says as Person) }, .. line.Details] };
        }
    }

    // Of several who may have held it on the day, those of whom it isn't known to the day.
    private RecordLine Unsure(RecordLine line, Term term) => new[] { term.Start, term.End }.OfType<PartialDate>().Where(d => d.Precision < DatePrecision.Day && d.FirstDay <= Day && Day <= d.LastDay).Select(d => d.Precision).Distinct().ToList() is { Count: > 0 } known
        ? line with { Flags = [.. line.Flags, _words[known.Min() == DatePrecision.Year ? "term.year-only" : "term.month-only"]] } : line;

    // What "known by month only" means, where it is said.
    private RecordSection Explained(RecordSection section) => section.Note is null && section.Lines.Any(l => l.Flags.Any(f => f == _words["term.month-only"] || f == _words["term.year-only"]))
        ? section with { Note = _words["term.unsure.note"] } : section;

    private IEnumerable<RecordLine> Tree(IReadOnlyList<Recorded<Organization>> bodies, int level)
    {
        foreach (var body in bodies.OrderBy(b => b.Says.Order ?? int.MaxValue).ThenBy(b => Name(b.Says), Collation))
        {
            yield return new RecordLine(Link(body.Row, body.Says)) { Level = level };
            if (level < 6)
                foreach (var line in Tree(Register.Naming<Organization>(body.Id, "parent", Day), level + 1)) yield return line;
        }
    }

    private IEnumerable<RecordLine> Agenda(List<Recorded<AgendaItem>> items, Guid? parent, int level)
    {
        foreach (var item in items.Where(i => i.Says.Parent == parent))
        {
            var decisions = Register.Naming<Decision>(item.Id, "agendaItem").Select(d => Link(d.Row, d.Says));
            var papers = Register.Naming<Paper>(item.Id, "agendaItems").Select(p => Link(p.Row, p.Says));
            yield return new RecordLine(new NameLink(Name(item.Says), NameOf(item.Says).Language, null)) { Id = AgendaAnchor(item.Id), Before = item.Says.Number, Level = level, Dates = In(item.Says.Result)?.Text, Details = [.. papers, .. decisions, .. News(item.Id).Select(a => Link(a.Row))] };
            if (level < 6)
                foreach (var line in Agenda(items, item.Id, level + 1)) yield return line;
        }
    }

    // Where an item stands on its meeting's page: it has none of its own.
    private RecordFact AgendaItems(IEnumerable<Guid> ids) => new(_words["fact.agenda-item"],
        [.. ids.Select(i => Register.Find<AgendaItem>(i)).OfType<Recorded<AgendaItem>>().Select(i => new NameLink(
            i.Says.Number is { } number ? $"{number} {Name(i.Says)}".TrimEnd() : Name(i.Says), NameOf(i.Says).Language,
            AgendaAddress(i)))]);

    private string? AgendaAddress(Recorded<AgendaItem> item) => Register.Find<Event>(item.Says.Event) is { } meeting ? $"{Home}{meeting.Row.Address}{AsOfQuery}#{AgendaAnchor(item.Id)}" : null;

    private static string AgendaAnchor(Guid item) => "item-" + item.ToString("N");

    private RecordLine EventLine(Recorded<Event> e) => new(Link(e.Row, e.Says))
    {
        Dates = When(e.Says, Dates) + (Was(e.Says) is { } was ? $" ({was})" : ""),
        Details = Register.Find<Place>(e.Says.Place) is { } place ? [Link(place.Row, place.Says)] : [],
        Flags = Flags(e.Says),
    };

    private RecordLine DecisionLine(Recorded<Decision> d) => new(Link(d.Row, d.Says))
    {
        Before = d.Says.Symbol,
        Dates = d.Says.Date is { } date ? Dates.Partial(date) : null,
        Flags = Register.StatusOn(d, Day) is { } status and not "in-force" ? [_words["decision." + status]] : [],
    };

    private RecordLine PaperLine(Recorded<Paper> p) => new(Link(p.Row, p.Says)) { Before = p.Says.Symbol, Dates = p.Says.Date is { } date ? Dates.Partial(date) : null };

    private RecordLine TaskLine(Recorded<AssignedTask> t) => new(Link(t.Row, t.Says))
    {
        Dates = t.Says.Done is { } done && Register.IsDoneOn(t.Says, Day) ? Dates.Partial(done) : t.Says.Due is { } due ? _words.Text("task.due", ("date", Said.Partial(due))) : null,
        Flags = [_words[Register.IsDoneOn(t.Says, Day) ? "task.is.done" : "task.is.open"]],
    };

    private RecordLine ParticipantLine(Participant p)
    {
        var who = p.Who is { } id ? Register.Find(id) : null;
        List<NameLink> details = [];
        if (In(p.Capacity) is { } capacity) details.Add(new NameLink(capacity.Text, capacity.Language, null));
        if (Register.Find<Organization>(p.OnBehalfOf) is { } behalf) details.Add(Link(behalf.Row, behalf.Says));
        var stated = In(p.Name);
        return new RecordLine(stated is { } words ? new NameLink(words.Text, words.Language, who is null ? null : Home + who.Row.Address) : who is null ? new NameLink("", null, null) : Link(who.Row, who.Says))
        {
            Details = details,
            Flags = p.Role is { Length: > 0 } role && SiteWords.Knows("role." + role) ? [_words["role." + role]] : [],
        };
    }

    private RecordLine FigureLine(Figure figure)
    {
        var value = decimal.TryParse(figure.Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue ? Dates.Number((long)number) : figure.Value;
        var bounded = figure.Bound is { } bound and not "exactly" ? _words.Text("figure." + bound, ("n", value)) : value;
        var speaker = figure.Speaker is { } by ? Register.Find(by) : null;
        List<NameLink> details = [];
        if (speaker is not null) details.Add(Link(speaker.Row, speaker.Says));
        if (SourceOf(figure.Article, figure.Source) is { } source) details.Add(source);
        return new RecordLine(new NameLink(In(figure.Label)?.Text ?? "", In(figure.Label)?.Language, null)) { Before = In(figure.Unit) is { } unit ? $"{bounded} {unit.Text}" : bounded, Details = details };
    }

    // Where something was said: an article of ours, or elsewhere.
    private NameLink? SourceOf(Guid? article, Record.News.Source? source) =>
        article is { } ours && LinkTo(ours, "figure.source") is { } link ? new NameLink(link.Label, link.Language, link.Href)
        : source is not null ? new NameLink(source.Name ?? source.Url ?? "", null, source.Url is { } url ? HtmlText.SafeLink(url) : null) : null;

    // Facts and names

    private NameLink Link(RecordRow row, RegisterRecord record)
    {
        var (name, language) = NameOf(record);
        return new NameLink(name, language, row.Folder.Length > 0 ? Home + row.Address + AsOfQuery : null) { Remark = language is null ? null : _words.Text("name.in", ("language", _words.LanguageName(language))) };
    }

    private (string Name, string? Language) NameOf(RegisterRecord record) =>
        In(record.Name) is { } name ? name : record switch { Decision { Symbol: { } symbol } => (symbol, null), Paper { Symbol: { } symbol } => (symbol, null), _ => ("", null) };

    private string Name(RegisterRecord record) => NameOf(record).Name;

    private RecordFact Text(string word, PartialDate? date) => new(_words[word], [], date is { } known ? Dates.Partial(known) : null);

    private RecordFact Words(string word, Record.Words words) => new(_words[word], In(words) is { } said ? [new NameLink(said.Text, said.Language, null)] : []);

    private RecordFact Records(string word, IEnumerable<Guid?> ids) => new(_words[word], [.. ids.OfType<Guid>().Distinct().Select(Register.Find).OfType<Recorded>().Select(LinkWithSymbol)]);

    private NameLink LinkWithSymbol(Recorded record)
    {
        var link = Link(record.Row, record.Says);
        return link with { Before = SymbolBeside(record.Says, link.Label) };
    }

    // A decision and a paper are cited by their symbols; null where that is its name already.
    private static string? SymbolBeside(RegisterRecord record, string name) =>
        record switch { Decision decision => decision.Symbol, Paper paper => paper.Symbol, _ => null } is { } symbol && symbol != name ? symbol : null;

    private IEnumerable<RecordFact> OtherNames(RegisterRecord record)
    {
        foreach (var other in record.OtherNames)
        {
            if (In(other.Name) is not { } name) continue;
            var what = other.Note is { } note && SiteWords.Knows("name." + note) ? _words["name." + note] : other.Note ?? _words["name.alias"];
            var dates = TermDates(new Term(other.Start, other.End));
            yield return new RecordFact(what, [new NameLink(name.Text, name.Language, null)], dates);
        }
    }

    private string? TermDates(Term term) => (term.Start, term.End) switch
    {
        ({ } start, { } end) => Dates.Range(new DateRange(start, end)),
        ({ } start, null) => _words.Text(start.FirstDay > Day ? "term.from" : "term.since", ("date", Said.Bound(start))),
        (null, { } end) => _words.Text("term.until", ("date", Said.Bound(end))),
        _ => null,
    };

    private bool IsRestricted(Paper paper) => paper.RestrictedUntil is { } until && Today <= until.LastDay;

    private string? AdoptionOf(Adoption? adoption) => adoption is null ? null
        : adoption.Method == "vote" && Votes(adoption).ToList() is { Count: > 0 } counts ? _words.Text("adoption.counted", ("counts", string.Join(_words["list.comma"], counts)))
        : _words["adoption." + adoption.Method];

    // Those that are stated: where nothing is said of abstentions, it is not said that there were none.
    private IEnumerable<string> Votes(Adoption vote)
    {
        if (vote.For is { } yes) yield return _words.Text("adoption.for", ("count", Dates.Number(yes)));
        if (vote.Against is { } no) yield return _words.Text("adoption.against", ("count", Dates.Number(no)));
        if (vote.Abstaining is { } neither) yield return _words.Text("adoption.abstaining", ("count", Dates.Number(neither)));
    }
}

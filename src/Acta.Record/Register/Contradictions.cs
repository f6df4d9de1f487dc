namespace Acta.Record.Register;

/// <summary>The register as it stands, for finding what a change would contradict.</summary>
public abstract class RegisterFacts
{
    /// <summary>A record that is not removed or deleted; null where there is none.</summary>
    public abstract RegisterRecord? Find(Guid id);

    /// <summary>The records that name another in a member.</summary>
    /// <param name="member">The member, such as <c>post</c>.</param>
    /// <param name="target">The other.</param>
    public abstract IEnumerable<RegisterRecord> Naming(string member, Guid target);
}

/// <summary>What a record says against others.</summary>
/// <param name="Code">A word for programs.</param>
/// <param name="Sentence">A sentence that names the records.</param>
/// <param name="IsWarning">It may be so, and is published; else it is refused.</param>
/// <param name="Other">The other record.</param>
public sealed record Contradiction(string Code, string Sentence, Guid Other, bool IsWarning = false);

/// <summary>Finds what a record, as it is to be published, contradicts in the register. No I/O: what is asked, the facts answer.</summary>
public static class Contradictions
{
    /// <summary>All of them, the graver first.</summary>
    public static IReadOnlyList<Contradiction> Of(RegisterRecord record, RegisterFacts facts) =>
        Dangling(record, facts) is { Count: > 0 } dangling ? dangling : [.. Against(record, facts).OrderBy(c => c.IsWarning)];

    /// <summary>The symbol of a decision or paper and the body whose it is; null where it has none, or no body.</summary>
    public static (Guid Body, string Symbol)? SymbolOf(RegisterRecord record) => record switch
    {
        Decision { Symbol: { } symbol } d => (d.Organization, symbol),
        Paper { Symbol: { } symbol, Organization: { } body } => (body, symbol),
        _ => null,
    };

    /// <summary>Whether two decisions or two papers of one body have one symbol, and neither takes the other's place.</summary>
    public static bool SharesSymbol(RegisterRecord one, RegisterRecord other) => one.Id != other.Id && one.Type == other.Type && SymbolOf(one) is { } sign && SymbolOf(other) == sign
        && !Replaces(one, other.Id) && !Replaces(other, one.Id);

    private static bool Replaces(RegisterRecord record, Guid other) => record is Decision d ? d.Supersedes.Contains(other) : record is Paper { Supersedes: { } before } && before == other;

    private static List<Contradiction> Dangling(RegisterRecord record, RegisterFacts facts)
    {
        List<Contradiction> found = [];
        foreach (var reference in record.References)
        {
            if (facts.Find(reference.Target) is not { } target) found.Add(new("reference", $"{Name(record)} names {reference.Target} as its {reference.Member}, which the register does not have; publish that record first, or name another.", reference.Target));
            else if (reference.Kinds.Length > 0 && !reference.Kinds.Contains(target.Type)) found.Add(new("kind", $"{Name(record)} names {Name(target)} as its {reference.Member}, which is a {target.Type}; it must be a {string.Join(" or a ", reference.Kinds)}.", target.Id));
        }
        return found;
    }

    private static IEnumerable<Contradiction> Against(RegisterRecord record, RegisterFacts facts) => record switch
    {
        Organization o => Organization(o, facts),
        Post p => Post(p, facts),
        Membership m => Membership(m, facts),
        Person p => Person(p, facts),
        Place p => Cycle(p, facts, "parent", x => (x as Place)?.Parent),
        Event e => [.. Cycle(e, facts, "parent", x => (x as Event)?.Parent), .. Cycle(e, facts, "previous", x => (x as Event)?.Previous)],
        AgendaItem i => AgendaItem(i, facts),
        Paper p => Paper(p, facts),
        Decision d => Decision(d, facts),
        _ => [],
    };

    private static IEnumerable<Contradiction> Organization(Organization o, RegisterFacts facts)
    {
        foreach (var cycle in Cycle(o, facts, "parent", x => (x as Organization)?.Parent)) yield return cycle;
        if (o.Life == default) yield break;
        var posts = facts.Naming("organization", o.Id).OfType<Post>().ToList();
        foreach (var p in posts)
            if (!p.Life.MayLieWithin(o.Life)) yield return new("life", $"{Name(o)} was there {Life(o.Life)}, and its post {Name(p)} is there {Life(p.Life)}; change that post first.", p.Id);
        foreach (var m in facts.Naming("organization", o.Id).Concat(facts.Naming("member", o.Id)).Concat(posts.SelectMany(p => facts.Naming("post", p.Id))).OfType<Membership>())
            if (!m.Term.MayLieWithin(o.Life)) yield return new("life", $"{Name(o)} was there {Life(o.Life)}, and {Describe(m, facts)} lies outside it; change that term first.", m.Id);
        foreach (var d in facts.Naming("organization", o.Id).OfType<Decision>())
            if (Outlives(d, o)) yield return new("life", $"{Name(o)} was there {Life(o.Life)}, and {Name(d)} was taken by it on {d.Date}; change that decision first.", d.Id);
    }

    private static IEnumerable<Contradiction> Post(Post p, RegisterFacts facts)
    {
        if (facts.Find(p.Organization) is Organization o && !p.Life.MayLieWithin(o.Life)) yield return new("life", $"{Name(p)} is there {Life(p.Life)}, but {Name(o)} was there {Life(o.Life)}.", o.Id);
        var terms = facts.Naming("post", p.Id).OfType<Membership>().ToList();
        foreach (var m in terms.Where(m => m.Member == p.Organization)) yield return new("own-post", $"{Name(p)} can't be a post of {(facts.Find(m.Member) is { } holder ? Name(holder) : m.Member)}, which holds it ({Life(m.Term)}); change that term first.", m.Id);
        foreach (var m in terms)
            if (!m.Term.MayLieWithin(p.Life)) yield return new("life", $"{Name(p)} is there {Life(p.Life)}, and {Describe(m, facts)} lies outside it; change that term first.", m.Id);
        if (p.CoHolders) yield break;
        for (var i = 0; i < terms.Count; i++)
            for (var j = i + 1; j < terms.Count; j++)
                if (IsSole(terms[i], terms[j])) yield return new("holders", $"{Name(p)} can't have one holder alone: {Describe(terms[i], facts)} and {Describe(terms[j], facts)} are at the same time.", terms[j].Id);
    }

    private static IEnumerable<Contradiction> Person(Person p, RegisterFacts facts)
    {
        if (p.Died is null && p.Born is null) yield break;
        foreach (var m in facts.Naming("member", p.Id).OfType<Membership>())
            if (Outlives(m, p)) yield return new("life", $"{Name(p)} lived {Life(new(p.Born, p.Died))}, and {Describe(m, facts)} lies outside it; change that term first.", m.Id);
    }

    private static IEnumerable<Contradiction> Membership(Membership m, RegisterFacts facts)
    {
        var post = m.Post is { } held ? facts.Find(held) as Post : null;
        var body = (post?.Organization ?? m.Organization) is { } within ? facts.Find(within) as Organization : null;
        if (post is not null && body is not null && body.Id == m.Member) yield return new("own-post", $"{Name(body)} can't hold {Name(post)}, which is its own post; name a person, or another body.", post.Id);
        if (post is not null && !m.Term.MayLieWithin(post.Life)) yield return new("life", $"{Describe(m, facts)} lies outside the life of the post {Name(post)} ({Life(post.Life)}).", post.Id);
        if (body is not null && !m.Term.MayLieWithin(body.Life)) yield return new("life", $"{Describe(m, facts)} lies outside the life of {Name(body)} ({Life(body.Life)}).", body.Id);
        switch (facts.Find(m.Member))
        {
            case Person person when Outlives(m, person):
                yield return new("life", $"{Describe(m, facts)} lies outside the life of {Name(person)} ({Life(new(person.Born, person.Died))}).", person.Id);
                break;
            case Organization member when !m.Term.MayLieWithin(member.Life):
                yield return new("life", $"{Describe(m, facts)} lies outside the life of {Name(member)} ({Life(member.Life)}).", member.Id);
                break;
        }
        var others = post is not null ? facts.Naming("post", post.Id) : m.Role == "chair" && body is not null ? facts.Naming("organization", body.Id).Where(o => o is Membership { Role: "chair" }) : [];
        foreach (var other in others.OfType<Membership>().Where(o => o.Id != m.Id && o.Post == m.Post))
        {
            if (!m.Term.SurelyOverlaps(other.Term)) continue;
            var isTwice = other.Member == m.Member && other.Role == m.Role;
            var sentence = isTwice ? $"{Describe(m, facts)} and {Describe(other, facts)} are of the same holder at the same time."
                : $"{Describe(m, facts)} and {Describe(other, facts)} are at the same time; end the one before the other begins.";
            if (isTwice || IsSole(m, other)) yield return new("holders", sentence, other.Id, IsWarning: !isTwice && post is { CoHolders: true });
            else yield return new("holders", sentence, other.Id, IsWarning: true);
        }
    }

    private static IEnumerable<Contradiction> AgendaItem(AgendaItem i, RegisterFacts facts)
    {
        foreach (var cycle in Cycle(i, facts, "parent", x => (x as AgendaItem)?.Parent)) yield return cycle;
        if (i.Parent is { } over && facts.Find(over) is AgendaItem parent && parent.Event != i.Event) yield return Elsewhere(i, parent, facts);
        foreach (var other in facts.Naming("agendaItems", i.Id).Concat(facts.Naming("agendaItem", i.Id)).Concat(facts.Naming("parent", i.Id)))
            if (other is Paper { Event: { } of } && of != i.Event || other is Decision { Event: { } at } && at != i.Event || other is AgendaItem sub && sub.Event != i.Event)
                yield return new("meeting", $"{Name(i)} can't move to another meeting: {Name(other)} belongs to it where it is.", other.Id);
    }

    private static IEnumerable<Contradiction> Paper(Paper p, RegisterFacts facts)
    {
        foreach (var cycle in Cycle(p, facts, "supersedes", x => (x as Paper)?.Supersedes)) yield return cycle;
        foreach (var item in p.AgendaItems.Select(facts.Find).OfType<AgendaItem>())
            if (item.Event != p.Event) yield return Elsewhere(p, item, facts);
    }

    private static IEnumerable<Contradiction> Decision(Decision d, RegisterFacts facts)
    {
        if (facts.Find(d.Organization) is Organization body && Outlives(d, body)) yield return new("life", $"{Name(d)} is of {d.Date}, and {Name(body)}, which is said to have taken it, was there {Life(body.Life)}.", body.Id);
        if (d.AgendaItem is { } under && facts.Find(under) is AgendaItem item && item.Event != d.Event) yield return Elsewhere(d, item, facts);
        foreach (var (member, targets) in new[] { ("amends", d.Amends), ("supersedes", d.Supersedes) })
            foreach (var earlier in targets.Select(facts.Find).OfType<Decision>())
                if (d.Date is { } date && earlier.Date is { } before && date.LastDay < before.FirstDay) yield return new("order", $"{Name(d)} of {date} can't {(member == "amends" ? "change" : "take the place of")} {Name(earlier)}, which is of {before}.", earlier.Id);
    }

    // From the record up; a chain that comes back to it never ends. One that names itself is told by its own rules.
    private static IEnumerable<Contradiction> Cycle(RegisterRecord record, RegisterFacts facts, string member, Func<RegisterRecord, Guid?> up)
    {
        List<RegisterRecord> chain = [record];
        HashSet<Guid> seen = [record.Id];
        for (var next = up(record) is { } first && first != record.Id ? first : (Guid?)null; next is { } id; next = up(chain[^1]))
        {
            if (id == record.Id)
            {
                yield return new("cycle", $"{Name(record)} can't have {Name(chain[1])} as its {member}: {string.Join(", ", chain.Skip(1).Select(Name))} would come back to it.", chain[1].Id);
                yield break;
            }
            if (!seen.Add(id) || facts.Find(id) is not { } found) yield break;
            chain.Add(found);
        }
    }

    private static Contradiction Elsewhere(RegisterRecord record, AgendaItem item, RegisterFacts facts) =>
        new("meeting", $"{Name(record)} names the agenda item {Name(item)}, which is of another meeting ({(facts.Find(item.Event) is { } meeting ? Name(meeting) : item.Event)}).", item.Id);

    // A holder and somebody acting for them may be there together; two of the same standing may not.
    private static bool IsSole(Membership a, Membership b) => a.IsActing == b.IsActing && a.Role is not "co-holder" && b.Role is not "co-holder" && a.Role is not "deputy" && b.Role is not "deputy" && a.Term.SurelyOverlaps(b.Term);

    private static bool Outlives(Membership m, Person p) => !m.Term.MayLieWithin(new(p.Born, p.Died));

    private static bool Outlives(Decision d, Organization o) => d.Date is { } date && !new Term(date, date).MayLieWithin(o.Life);

    private static string Describe(Membership m, RegisterFacts facts)
    {
        var who = facts.Find(m.Member) is { } member ? Name(member) : m.Member.ToString();
        var where = (m.Post ?? m.Organization) is { } id && facts.Find(id) is { } found ? Name(found) : "";
        return $"the term of {who} {(m.Role is { Length: > 0 } role ? $"({role}) " : "")}in {where} ({Life(m.Term)})";
    }

    private static string Life(Term term) => (term.Start, term.End) switch
    {
        ({ } start, { } end) => $"from {start} to {end}",
        ({ } start, null) => $"from {start} on",
        (null, { } end) => $"until {end}",
        _ => "at all times",
    };

    private static string Name(RegisterRecord record) => RegisterRules.NameOf(record);
}

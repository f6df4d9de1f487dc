using System.Globalization;
using Acta.Record;
using Acta.Record.News;

namespace Acta.Desk.Checks;

/// <summary>
/// Titles of persons: the same in all versions, and true on the day by the register. A title counts as somebody's where nothing but
/// the name of a body or country stands between it and the name.
/// </summary>
internal static class TitleCheck
{
    private const int MostBetween = 10;

    private static readonly HashSet<string> s_joints = new(StringComparer.Ordinal) { "of", "the", "for", "de", "la", "le", "les", "du", "des", "del", "los", "las", "der", "des", "von", "für", "l", "d", "и", "по", "о", "в", "при" };

    /// <summary>Somebody who is named with titles.</summary>
    private sealed record Named(Segment Segment, int Start, int End, Guid? Person, NameCheck.Name? Name)
    {
        public List<Title> Titles { get; } = [];

        public Passage Passage => Segment.Passage(Math.Min(Start, Titles.Min(t => t.Start)), Math.Max(End, Titles.Max(t => t.End)));

        public bool IsWith(Named other) => Person is { } a && other.Person is { } b ? a == b
            : Name is { } name && other.Name is { } called && NameCheck.Same(name.First, called.First) && NameCheck.Same(name.Last, called.Last);
    }

    /// <summary>Titles that somebody did not have on the day the text is of.</summary>
    public static IEnumerable<Finding> Look(Edition edition, List<Segment> segments, CheckOptions options)
    {
        if (options.Officeholders is not { } holders) yield break;
        var day = edition.Event is { From.Precision: >= DatePrecision.Day } happened ? (happened.To ?? happened.From).LastDay
            : edition.FirstPublished?.Date is { Precision: >= DatePrecision.Day } published ? published.FirstDay : options.ReleaseDay;
        if (day is not { } then) yield break;
        foreach (var named in segments.SelectMany(s => In(s, holders)))
        {
            if (named.Person is not { } person) continue;
            foreach (var title in named.Titles)
            {
                var posts = holders.PostsFor(person, title);
                if (title.IsFormer || posts.Count == 0) continue;
                var terms = holders.Terms(person, posts).ToList();
                // The passage tells of another year.
                if (terms.Any(t => Years(named.Segment).Any(y => y >= t.Term.First.Year && y <= t.Term.Last.Year))) continue;
                var held = terms.Where(t => t.Term.Holds(then)).ToList();
                var (post, date) = (posts[0].Name.For(edition.Language)?.Text ?? "", then.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                if (held.Count == 0)
                {
                    var who = posts.SelectMany(p => holders.Holders(p, then, edition.Language)).Distinct().ToList();
                    yield return new Finding(who.Count > 0 ? "title.other" : "title.none", named.Passage, null, [("words", named.Passage.Quote), ("name", holders.NameOf(person, edition.Language)), ("post", post), ("day", date), .. who.Count > 0 ? [("holder", string.Join(", ", who))] : Array.Empty<(string, string)>()]);
                }
                else if (held.All(t => t.IsActing) != title.IsActing)
                {
                    yield return new Finding(title.IsActing ? "title.full" : "title.acting", named.Passage, null, [("words", named.Passage.Quote), ("name", holders.NameOf(person, edition.Language)), ("post", post), ("day", date)]);
                }
            }
        }
    }

    /// <summary>Titles of one person that two versions tell differently.</summary>
    public static IEnumerable<Finding> Between(List<Alignment.Group> groups, CheckOptions options)
    {
        foreach (var group in groups)
        {
            if (!group.IsPair) continue;
            var (first, second) = (group.First.SelectMany(s => In(s, options.Officeholders)).ToList(), group.Second.SelectMany(s => In(s, options.Officeholders)).ToList());
            foreach (var one in first)
            {
                var others = second.FindAll(one.IsWith);
                if (others.Count == 0) continue;
                foreach (var isRank in new[] { false, true })
                {
                    var (these, those) = (one.Titles.FindAll(t => t.IsRank == isRank), others.SelectMany(o => o.Titles).Where(t => t.IsRank == isRank).ToList());
                    if (these.Count == 0 || those.Count == 0 || these.Exists(a => those.Exists(b => Agree(a, b, options.Officeholders)))) continue;
                    var other = others.Find(o => o.Titles.Exists(t => t.IsRank == isRank))!;
                    yield return new Finding("titles", one.Passage, other.Passage, [("first", one.Passage.Quote), ("second", other.Passage.Quote)]);
                }
            }
        }
    }

    // A post that only the register knows in one language may be in the list in another.
    private static bool Agree(Title a, Title b, Officeholders? holders) =>
        a.Agrees(b) || (a.IsActing == b.IsActing && a.IsFormer == b.IsFormer && holders is not null && holders.AreOne(a.Offices, b.Offices));

    private static IEnumerable<int> Years(Segment segment) => segment.Stated.SelectMany(s => s.Kind == StatedKind.Date ? s.Days.Select(d => d.Year) : s.Keys.Select(k => int.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)).Where(y => y is > 1500 and < 2500);

    // Everybody in a passage who is given a title.
    private static List<Named> In(Segment segment, Officeholders? holders)
    {
        if (segment.Kind == "code") return [];
        var words = Lexeme.Of(segment.Text);
        var titles = Titles.Of(words, segment.Language, holders?.TitlesIn(segment.Language));
        if (titles.Count == 0) return [];
        var people = new List<Named>();
        foreach (var (from, to, person) in holders?.PersonsIn(words, segment.Language) ?? [])
            people.Add(new Named(segment, words[from].Start, words[to].End, person, NameCheck.Names(segment.Text[words[from].Start..words[to].End]) is [.., var name] ? name : null));
        // The family name alone, right after a title.
        foreach (var title in titles)
            if (words.FindIndex(w => w.Start >= title.End) is >= 0 and var next && words[next].Follows && char.IsUpper(segment.Text[words[next].Start]) && !people.Exists(p => p.Start <= words[next].Start && words[next].Start < p.End)
                && holders?.FamilyAt(words, next, segment.Language) is { } person) people.Add(new Named(segment, words[next].Start, words[next].End, person, null));
        foreach (var name in NameCheck.Names(segment.Text))
            if (!people.Exists(p => name.Start < p.End && p.Start < name.End) && !titles.Exists(t => name.Start < t.End && t.Start < name.End)) people.Add(new Named(segment, name.Start, name.End, null, name));
        var before = new HashSet<Title>();
        foreach (var one in people)
            for (var start = one.Start; titles.FindLast(t => t.End <= start && IsJoined(segment, words, t.End, start, start == one.Start ? one.End : start, holders)) is { } title; start = title.Start)
            {
                before.Add(title);
                one.Titles.Add(title);
            }
        // "Anna Petrova, Secretary General of …", where it isn't the title of the one who comes next.
        foreach (var one in people)
            if (titles.Find(t => t.Start >= one.End && !before.Contains(t)) is { } title && IsApposition(segment.Text[one.End..title.Start])) one.Titles.Add(title);
        return people.FindAll(p => p.Titles.Count > 0);
    }

    // Between a title and a name: whose it is, and nothing else.
    private static bool IsJoined(Segment segment, List<Lexeme> words, int from, int to, int end, Officeholders? holders)
    {
        // "The Secretary General, Valery Semerikov, said": a comma on either side of the name.
        var gap = segment.Text[from..to].TrimEnd();
        if (gap.EndsWith(',') && end < segment.Text.Length && segment.Text[end] == ',') to = from + gap.Length - 1;
        if (segment.Text.AsSpan(from, to - from).IndexOfAny(".,;:!?()\n«»\"") >= 0) return false;
        var between = words.FindIndex(w => w.Start >= from);
        var count = 0;
        while (between >= 0 && between < words.Count && words[between].Start < to)
        {
            if (++count > MostBetween) return false;
            if (holders?.BodyAt(words, between, segment.Language) is > 0 and var length) between += length;
            else if (char.IsUpper(segment.Text[words[between].Start]) || s_joints.Contains(words[between].Plain)) between++;
            else return false;
        }
        return true;
    }

    private static bool IsApposition(string between)
    {
        var text = between.Trim();
        if (text.Length == 0 || text[0] is not (',' or '(' or '–' or '—' or '،')) return false;
        return text[1..].Trim() is "" or "the" or "then" or "le" or "la" or "el" or "der" or "die" or "ныне";
    }
}

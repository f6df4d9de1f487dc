using System.Globalization;
using Acta.Record;
using Acta.Record.News;
using Acta.Record.Register;

namespace Acta.Desk.Checks;

/// <summary>
/// Titles of persons: the same in all versions, and true on the day by the register. A title counts as somebody's where nothing but
/// the name of a body or country stands between it and the name. A passage that tells of other days is right by any of them.
/// </summary>
internal static class TitleCheck
{
    private const int MostBetween = 10;

    // "On ", "Le "; "30 июня" begins at once.
    private const int MostBeforeDay = 4;

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
            var (told, days) = Days(named, then);
            foreach (var title in named.Titles)
            {
                var (bodies, others) = Of(named, title, holders);
                var posts = holders.PostsFor(person, title, bodies, others, edition.Language);
                if (title.IsThen || posts.Count == 0) continue;
                var terms = holders.Terms(person, posts).ToList();
                // Since when is not known: a day before it was stated may be a day of it.
                if (terms.Exists(t => t.Start is null && t.Stated is { } stated && days.Any(d => d.From < stated.FirstDay))) continue;
                var held = terms.FindAll(t => days.Any(d => t.Term.First <= d.To && t.Term.Last >= d.From));
                if (title.IsFormer)
                {
                    if (Former(title, posts, terms, days) is { } wrong) yield return Found(wrong);
                }
                else if (held.Count == 0)
                {
                    var who = posts.SelectMany(p => holders.Holders(p, told, edition.Language)).Distinct().ToList();
                    // Of a body that somebody never served in, the register may lack the posts.
                    if (who.Count > 0) yield return Found("title.other", ("holder", string.Join(", ", who)));
                    else if (holders.Served(person, posts)) yield return Found("title.none");
                }
                else if (!held.Exists(t => t.IsActing == title.IsActing))
                {
                    yield return Found(title.IsActing ? "title.full" : "title.acting");
                }

                Finding Found(string code, params (string, string)[] more) => new(code, named.Passage, null,
                    [("words", named.Passage.Quote), ("name", holders.NameOf(person, edition.Language)), ("post", posts[0].Name.For(edition.Language)?.Text ?? ""), ("day", told.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), .. more]);
            }
        }
    }

    // A former holder is one whose term has ended, and who holds the post no more.
    private static string? Former(Title title, IReadOnlyList<Post> posts, List<Membership> terms, List<(DateOnly From, DateOnly To)> days)
    {
        if (posts.Any(p => days.Any(d => Mine(p).Exists(t => t.End is { } end && end.FirstDay <= d.To) && !Mine(p).Exists(t => t.IsActing == title.IsActing && Runs(t, d))))) return null;
        if (terms.Exists(t => days.Any(d => Runs(t, d)))) return "title.former";
        return terms.Count > 0 && terms.TrueForAll(t => t.Start is { } start && days.All(d => start.FirstDay > d.To)) ? "title.future" : null;

        List<Membership> Mine(Post post) => terms.FindAll(t => t.Post == post.Id && (t.IsActing || !title.IsActing));
        static bool Runs(Membership term, (DateOnly From, DateOnly To) day) => term.Term.First <= day.From && (term.End is not { } end || end.FirstDay > day.To);
    }

    // The days the passage tells of, and which of them to name. "On 30 June 2025 the Secretary General …" is said of that day alone.
    private static (DateOnly Told, List<(DateOnly From, DateOnly To)> Days) Days(Named named, DateOnly then)
    {
        var (segment, start, end) = (named.Segment, named.Passage.Start - named.Segment.Start, named.Passage.Start - named.Segment.Start);
        while (start > 0 && !Passage.EndsSentence(segment.Text, start - 1)) start--;
        while (end < segment.Text.Length && !Passage.EndsSentence(segment.Text, end)) end++;
        List<(DateOnly From, DateOnly To)> days = [(then, then)];
        List<DateOnly> here = [];
        foreach (var stated in segment.Stated)
        {
            if (stated.Kind != StatedKind.Date)
            {
                days.AddRange(stated.Keys.Select(k => int.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).Where(y => y is > 1500 and < 2500).Select(y => (new DateOnly(y, 1, 1), new DateOnly(y, 12, 31))));
                continue;
            }
            var read = stated.Days.Select(d => Range(d, then.Year)).OfType<(DateOnly From, DateOnly To)>().ToList();
            days.AddRange(read);
            if (stated.Start < start || stated.Start >= end || read is not [var day] || day.From != day.To) continue;
            if (stated.Days[0].Year > 0 && stated.Start - start <= MostBeforeDay) return (day.From, [day]);
            here.Add(day.From);
        }
        return (here is [var only] ? only : then, days);
    }

    private static (DateOnly, DateOnly)? Range(Day day, int thisYear)
    {
        var year = day.Year > 0 ? day.Year : thisYear;
        if (year is < 1 or > 9999 || day.Month is < 0 or > 12) return null;
        if (day.Month == 0) return (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        if (day.Number == 0) return (new DateOnly(year, day.Month, 1), new DateOnly(year, day.Month, DateTime.DaysInMonth(year, day.Month)));
        return Day.IsPossible(year, day.Month, day.Number) ? (new DateOnly(year, day.Month, day.Number), new DateOnly(year, day.Month, day.Number)) : null;
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

    /// <summary>A little word that joins a title and what it is of.</summary>
    public static bool IsJoint(string word) => s_joints.Contains(word);

    // What a title is said to be of: bodies of the register, and words that are none. "CSTO Secretary General", "Secretary General of the CSTO".
    private static (List<Guid> Bodies, List<string> Others) Of(Named named, Title title, Officeholders holders)
    {
        var (text, language, words) = (named.Segment.Text, named.Segment.Language, Lexeme.Of(named.Segment.Text));
        List<Guid> bodies = [];
        List<string> others = [];
        var first = words.FindIndex(w => w.Start >= title.Start);
        // The CSTO's.
        var last = first > 0 && words[first - 1].Plain == "s" ? first - 1 : first;
        for (var at = last - 1; at >= 0 && at >= last - MostBetween && bodies.Count == 0 && words[at + 1].Start - words[at].End <= 2; at--)
            if (holders.BodyAt(words, at, language) is { Length: > 0 } body && at + body.Length == last) bodies.AddRange(body.Bodies);
        if (bodies.Count == 0 && last > 0 && words[last].Follows && words[last - 1].End - words[last - 1].Start >= 2 && text[words[last - 1].Start..words[last - 1].End].All(char.IsUpper)) others.Add(words[last - 1].Plain);
        for (var (at, count) = (AfterTitle(words, title, named.Segment.Language, holders, bodies), 0); at < words.Count && count < MostBetween; count++)
        {
            var word = words[at];
            if ((word.Start >= named.Start && word.Start < named.End) || named.Titles.Exists(t => t != title && word.Start >= t.Start && word.Start < t.End)) break;
            if (at > 0 && text.AsSpan(words[at - 1].End, word.Start - words[at - 1].End).IndexOfAny(".,;:!?()\n«»\"") >= 0) break;
            if (holders.BodyAt(words, at, language) is { Length: > 0 } body)
            {
                bodies.AddRange(body.Bodies);
                at += body.Length;
                continue;
            }
            if (!IsJoint(word.Plain))
            {
                if (!char.IsUpper(text[word.Start]) && !holders.IsBodyWord(word.Plain, language)) break;
                others.Add(word.Plain);
            }
            at++;
        }
        return (bodies, others);
    }

    // The first word after a title, and after a body whose name begins in it: "Head of the Department for …".
    private static int AfterTitle(List<Lexeme> words, Title title, string language, Officeholders? holders, List<Guid>? bodies = null)
    {
        var after = words.FindIndex(w => w.Start >= title.End);
        if (after < 0) after = words.Count;
        for (var at = words.FindIndex(w => w.Start >= title.Start) + 1; at < after; at++)
        {
            if (holders?.BodyAt(words, at, language) is not { Length: > 0 } body || at + body.Length <= after) continue;
            bodies?.AddRange(body.Bodies);
            return at + body.Length;
        }
        return after;
    }

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
            for (var start = one.Start; titles.FindLast(t => t.End <= start && IsJoined(segment, words, t, start, start == one.Start ? one.End : start, holders)) is { } title; start = title.Start)
            {
                before.Add(title);
                one.Titles.Add(title);
            }
        // "Anna Petrova, Secretary General of …", where it isn't the title of the one who comes next.
        foreach (var one in people)
            if (titles.Find(t => t.Start >= one.End && !before.Contains(t)) is { } title && IsApposition(segment, words, one.End, title.Start, holders)) one.Titles.Add(title);
        return people.FindAll(p => p.Titles.Count > 0);
    }

    // Between a title and a name: whose it is, and nothing else.
    private static bool IsJoined(Segment segment, List<Lexeme> words, Title title, int to, int end, Officeholders? holders)
    {
        var from = title.End;
        // "The Secretary General, Valery Semerikov, said": a comma on either side of the name.
        var gap = segment.Text[from..to].TrimEnd();
        if (gap.EndsWith(',') && (end >= segment.Text.Length || segment.Text[end] is ',' or '.' or ';')) to = from + gap.Length - 1;
        if (segment.Text.AsSpan(from, to - from).IndexOfAny(".,;:!?()\n«»\"") >= 0) return false;
        var between = AfterTitle(words, title, segment.Language, holders);
        var count = 0;
        while (between >= 0 && between < words.Count && words[between].Start < to)
        {
            if (++count > MostBetween) return false;
            if (holders?.BodyAt(words, between, segment.Language) is { Length: > 0 } body) between += body.Length;
            else if (char.IsUpper(segment.Text[words[between].Start]) || IsJoint(words[between].Plain) || holders?.IsBodyWord(words[between].Plain, segment.Language) == true) between++;
            else return false;
        }
        return true;
    }

    // "Anna Petrova, Secretary General", "… (the CSTO Secretary General)".
    private static bool IsApposition(Segment segment, List<Lexeme> words, int from, int to, Officeholders? holders)
    {
        var text = segment.Text[from..to].Trim();
        if (text.Length == 0 || text[0] is not (',' or '(' or '–' or '—' or '،')) return false;
        if (text[1..].Trim() is "" or "the" or "then" or "le" or "la" or "el" or "der" or "die" or "ныне") return true;
        if (text.AsSpan(1).IndexOfAny(".,;:!?()\n«»\"") >= 0) return false;
        for (var at = words.FindIndex(w => w.Start >= from); at >= 0 && at < words.Count && words[at].Start < to;)
        {
            if (holders?.BodyAt(words, at, segment.Language) is { Length: > 0 } body) at += body.Length;
            else if (words[at].Plain is "the" or "s" or "now" or "ныне") at++;
            else return false;
        }
        return true;
    }
}

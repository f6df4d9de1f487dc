namespace Acta.Desk.Checks;

/// <summary>
/// Persons, bodies, places that one version names and the other does not. Who and what is known by the register, by the names of
/// countries and by given names; of a name that nothing is known of, two words count beside a person, and one where both say in what place.
/// </summary>
internal sealed class NamedCheck
{
    // Beyond this many different words a name is like some word by chance, and comparing takes long.
    private const int MostWords = 6_000;

    // A passage much longer or shorter than its counterpart was told anew, and leaves names out rightly.
    private const double ShortestShare = 0.75;
    private const double LongestShare = 1.33;

    // Countries are paraphrased ("the host"); not in a list with others that agree.
    private const int LeastOfList = 2;

    private readonly List<Alignment.Group> _groups;
    private readonly NamedSide _first;
    private readonly NamedSide _second;

    private NamedCheck(List<Alignment.Group> groups, Officeholders? register)
    {
        _groups = groups;
        _first = new NamedSide([.. groups.Select(g => g.First)], register);
        _second = new NamedSide([.. groups.Select(g => g.Second)], register);
    }

    internal enum Sort
    {
        Person,
        Body,
        Place,
        Other,
    }

    /// <summary>Somebody or something that a passage names.</summary>
    internal sealed record Mention(Segment Segment, int Start, int End, Sort Sort, string? Country = null, Guid? Record = null)
    {
        public string Quote => Segment.Text[Start..End];
        public Passage Passage => Segment.Passage(Start, End);
        public bool IsCyrillic => Quote[0] >= '\u0400';
    }

    /// <summary>What one of two aligned versions names and the other does not.</summary>
    public static IEnumerable<Finding> Between(List<Alignment.Group> groups, Officeholders? register)
    {
        if (!groups.Exists(g => g.IsPair)) return [];
        var check = new NamedCheck(groups, register);
        return check._first.Words.Count > MostWords || check._second.Words.Count > MostWords ? [] : check.Differences();
    }

    private IEnumerable<Finding> Differences()
    {
        for (var g = 0; g < _groups.Count; g++)
        {
            if (_groups[g] is not { First: [var a], Second: [var b] } || a.Kind == "code" || b.Kind == "code") continue;
            var (these, those) = (_first.Named(a), _second.Named(b));
            // What the other passage does not name; and of that, what the whole other version does not.
            var (open, others) = (these.FindAll(m => !_second.Has(m, b.Language, g)), those.FindAll(m => !_first.Has(m, a.Language, g)));
            HashSet<Mention> missed = [.. open.Where(m => !_second.HasAnywhere(m, b.Language)), .. others.Where(m => !_first.HasAnywhere(m, a.Language))];
            foreach (var sort in (Sort[])[Sort.Person, Sort.Body, Sort.Place])
            {
                var (x, y) = (open.FindAll(m => m.Sort == sort), others.FindAll(m => m.Sort == sort));
                // Somebody whose given name is not known here.
                if (sort == Sort.Person && x.Count == 1 && y.Count == 0) y = Several(others);
                else if (sort == Sort.Person && y.Count == 1 && x.Count == 0) x = Several(open);
                // More than two are a passage about something else.
                if (x.Count == y.Count && x.Count is 1 or 2)
                {
                    foreach (var (one, two) in x.Zip(y))
                        if (IsExchange(one, two, missed)) yield return Exchanged(one, two);
                }
                else if (x.Count + y.Count is 1 or 2 && (x.Count == 0 || y.Count == 0) && IsAsLong(a, b) && !IsParaphrase([.. x, .. y], these.Count(m => m.Sort == sort) - x.Count))
                {
                    // Whom nobody knows may be left out by a translator, or be no name.
                    foreach (var m in x.Where(m => missed.Contains(m) && m.Record is not null)) yield return Alone(m, b);
                    foreach (var m in y.Where(m => missed.Contains(m) && m.Record is not null)) yield return Alone(m, a);
                }
            }
            // A town is written as it sounds in other letters; other words with capitals are translated: the Council, Совет.
            if (open is [{ Sort: Sort.Other } town] && others is [{ Sort: Sort.Other } otherTown] && town.IsCyrillic != otherTown.IsCyrillic && IsExchange(town, otherTown, missed) && IsWhere(town) && IsWhere(otherTown))
                yield return Exchanged(town, otherTown);
        }
    }

    // Of two that are known, one may be named elsewhere; what nothing is known of may be a title, and says little by itself.
    private static bool IsExchange(Mention a, Mention b, HashSet<Mention> missed) =>
        a.Sort == Sort.Other || b.Sort == Sort.Other ? missed.Contains(a) && missed.Contains(b) : missed.Contains(a) || missed.Contains(b);

    private static bool IsWhere(Mention mention)
    {
        if (mention.Quote.Contains(' ')) return false;
        var before = mention.Segment.Text.AsSpan(0, mention.Start).TrimEnd();
        if (before.Length == mention.Start) return false;
        return before[(before.LastIndexOfAny(' ', '\u00A0') + 1)..] is "in" or "In" or "from" or "near" or "en" or "à" or "в" or "В" or "во" or "Во" or "из" or "под" or "у";
    }

    private static List<Mention> Several(List<Mention> mentions) => mentions.FindAll(m => m.Sort == Sort.Other && m.Quote.Contains(' '));

    private static Finding Exchanged(Mention a, Mention b) => new("name.other", a.Passage, b.Passage, [("first", a.Quote), ("second", b.Quote)]);

    private static Finding Alone(Mention mention, Segment other) => new("name.alone", mention.Passage, other.Whole(), [("words", mention.Quote)]);

    // As long as is usual between these two versions.
    private bool IsAsLong(Segment a, Segment b) => (double)a.Text.Length / b.Text.Length * _second.Length / _first.Length is > ShortestShare and < LongestShare;

    private static bool IsParaphrase(List<Mention> mentions, int agreed) => mentions.Exists(m => m.Country is not null) && agreed < LeastOfList;
}

namespace Acta.Desk.Checks;

/// <summary>
/// Looks whether two versions state the same numbers and dates. A translator leaves out and adds; so only that is told where both
/// versions of a passage state something of one sort that the other lacks: 28 here, 29 there.
/// </summary>
internal sealed class Agreement
{
    // A number said a few passages further on is the same number; a small one soon is another.
    private const int NearWords = 1;
    private const int NearSmall = 2;
    private const int NearLarge = 40;

    private readonly List<Alignment.Group> _groups;
    private readonly List<Claim>[] _first;
    private readonly List<Claim>[] _second;

    private Agreement(List<Alignment.Group> groups)
    {
        _groups = groups;
        _first = [.. groups.Select(g => Claims(g.First))];
        _second = [.. groups.Select(g => Claims(g.Second))];
    }

    /// <summary>The findings between two versions whose pieces are aligned.</summary>
    public static IEnumerable<Finding> Look(List<Alignment.Group> groups)
    {
        var agreement = new Agreement(groups);
        agreement.MatchWithin();
        agreement.MatchParts();
        agreement.MatchNear();
        agreement.MarkRepeats();
        return agreement.Differences();
    }

    private static List<Claim> Claims(List<Segment> segments) => [.. segments.SelectMany(s => s.Stated.Select(f => new Claim(s, f)))];

    private void MatchWithin()
    {
        for (var g = 0; g < _groups.Count; g++) Match(_first[g], _second[g]);
    }

    private static void Match(List<Claim> first, List<Claim> second)
    {
        if (first.Count == 0 || second.Count == 0) return;
        // Numbers by what they may be read as; of several alike the one that is written alike, then the first.
        var byKey = new Dictionary<string, List<Claim>>(StringComparer.Ordinal);
        foreach (var claim in second)
            if (!claim.Done)
                foreach (var key in claim.Stated.Keys)
                {
                    if (!byKey.TryGetValue(key, out var list)) byKey[key] = list = [];
                    list.Add(claim);
                }
        foreach (var sameManner in (ReadOnlySpan<bool>)[true, false])
            foreach (var claim in first)
            {
                if (claim.Done) continue;
                foreach (var key in claim.Stated.Keys)
                {
                    if (!byKey.TryGetValue(key, out var list)) continue;
                    var at = list.FindIndex(c => !c.Done && (!sameManner || c.Stated.InWords == claim.Stated.InWords));
                    if (at < 0) continue;
                    claim.Done = list[at].Done = true;
                    list.RemoveAt(at);
                    break;
                }
            }
        if ((long)first.Count * second.Count > 250_000) return;
        foreach (var least in (ReadOnlySpan<int>)[3, 2, 1])
            foreach (var a in first)
            {
                if (a.Done || a.Stated.Kind < StatedKind.Date) continue;
                foreach (var b in second)
                    if (!b.Done && b.Stated.Kind >= StatedKind.Date && Alike(a.Stated, b.Stated) >= least)
                    {
                        a.Done = b.Done = true;
                        break;
                    }
            }
    }

    // How much two dates, months, days of the week agree; 0 or less where not.
    private static int Alike(Stated a, Stated b)
    {
        if (a.Kind == StatedKind.Weekday || b.Kind == StatedKind.Weekday) return a.Kind == b.Kind && a.Ordinal == b.Ordinal ? 3 : 0;
        if (a.Kind == StatedKind.Date && b.Kind == StatedKind.Date)
        {
            var best = -1;
            foreach (var x in a.Days)
                foreach (var y in b.Days) best = Math.Max(best, x.Agreement(y));
            return best;
        }
        return Months(a).Intersect(Months(b)).Any() ? 1 : 0;
    }

    private static IEnumerable<int> Months(Stated stated) => stated.Kind == StatedKind.Month ? [stated.Ordinal] : stated.Days.Select(d => d.Month);

    // What was read as one here and as several there: 22 August 2006 where the other side's month was not understood.
    private void MatchParts()
    {
        for (var g = 0; g < _groups.Count; g++)
        {
            Parts(_first[g], _second[g]);
            Parts(_second[g], _first[g]);
        }
    }

    private static void Parts(List<Claim> wholes, List<Claim> others)
    {
        var dated = others.SelectMany(o => o.Stated.Days).SelectMany(d => new[] { d.Year, d.Number }).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        foreach (var whole in wholes)
        {
            if (whole.Done || whole.Stated.Parts.Count == 0) continue;
            // Where the other side has a date of its own for it, the two are compared as dates.
            if (whole.Stated.Kind == StatedKind.Date && others.Exists(o => !o.Done && o.Stated.Kind == StatedKind.Date)) continue;
            var taken = new List<Claim>();
            var open = new List<string>();
            foreach (var part in whole.Stated.Parts)
            {
                if (others.Find(o => !o.Done && !taken.Contains(o) && o.Stated.Kind == StatedKind.Number && o.Stated.Keys.Contains(part)) is { } other) taken.Add(other);
                // The year that is said once for two days, the day that is of another month's range.
                else if (whole.Stated.Kind != StatedKind.Date || !dated.Contains(part)) open.Add(part);
            }
            if (open.Count > 0 && (taken.Count == 0 || whole.Stated.Kind != StatedKind.Date)) continue;
            foreach (var other in taken) other.Done = true;
            if (open.Count == 0) whole.Done = true;
            else whole.OpenParts = open;
        }
    }

    private void MatchNear()
    {
        Near(_first, _second);
        Near(_second, _first);
    }

    private static void Near(List<Claim>[] from, List<Claim>[] to)
    {
        var open = new Dictionary<string, List<(int Group, Claim Claim)>>(StringComparer.Ordinal);
        for (var g = 0; g < to.Length; g++)
            foreach (var claim in to[g])
                if (!claim.Done)
                    foreach (var key in NearKeys(claim.Stated))
                    {
                        if (!open.TryGetValue(key, out var list)) open[key] = list = [];
                        list.Add((g, claim));
                    }
        for (var g = 0; g < from.Length; g++)
            foreach (var claim in from[g])
            {
                if (claim.Done) continue;
                var reach = claim.Stated.Kind == StatedKind.Date || claim.Stated.Keys is [{ Length: >= 5 }, ..] ? NearLarge : claim.Stated.InWords ? NearWords : NearSmall;
                foreach (var key in NearKeys(claim.Stated))
                {
                    if (claim.Done || !open.TryGetValue(key, out var list)) continue;
                    var nearest = (At: -1, Distance: reach + 1);
                    for (var i = 0; i < list.Count; i++)
                        if (!list[i].Claim.Done && (claim.Stated.Kind != StatedKind.Date || Alike(claim.Stated, list[i].Claim.Stated) > 0) && Math.Abs(list[i].Group - g) is var distance && distance < nearest.Distance) nearest = (i, distance);
                    if (nearest.At < 0) continue;
                    claim.Done = list[nearest.At].Claim.Done = true;
                    list.RemoveAt(nearest.At);
                }
            }
    }

    private static IEnumerable<string> NearKeys(Stated stated) => stated.Kind switch
    {
        StatedKind.Date => stated.Days.Select(d => $"{d.Year}-{d.Month}-{d.Number}").Concat(stated.Days.Where(d => d.Number > 0).Select(d => $"{d.Month}-{d.Number}")),
        StatedKind.Month => [],
        StatedKind.Weekday => [],
        // 4.0 is 4 in its own passage only.
        _ => stated.Keys is [var first, ..] && first.EndsWith(".0", StringComparison.Ordinal) ? [first] : stated.Keys,
    };

    // What the other side has as well, only not so often: "in 2006 … the same year".
    private void MarkRepeats()
    {
        for (var g = 0; g < _groups.Count; g++)
        {
            Repeats(_first[g], _second, g);
            Repeats(_second[g], _first, g);
        }
    }

    private static void Repeats(List<Claim> claims, List<Claim>[] others, int at)
    {
        HashSet<string>? said = null;
        foreach (var claim in claims)
        {
            if (claim.Done) continue;
            if (said is null)
            {
                said = new(StringComparer.Ordinal);
                for (var g = Math.Max(0, at - 1); g <= Math.Min(others.Length - 1, at + 1); g++)
                    foreach (var other in others[g])
                        foreach (var key in other.Stated.Keys.Concat(NearKeys(other.Stated)).Concat(other.Stated.Parts).Concat(Whole(other.Stated))) said.Add(key);
            }
            claim.IsRepeat = claim.Stated.Keys.Take(1).Concat(NearKeys(claim.Stated).Take(1)).Concat(claim.Stated.Kind == StatedKind.Date ? [] : Whole(claim.Stated)).Any(said.Contains);
        }
    }

    private static IEnumerable<string> Whole(Stated stated) => stated.Kind switch
    {
        StatedKind.Weekday => ["w" + stated.Ordinal],
        StatedKind.Month => ["m" + stated.Ordinal],
        StatedKind.Date => stated.Days.Select(d => "m" + d.Month),
        _ => [],
    };

    private IEnumerable<Finding> Differences()
    {
        foreach (var claims in _first.Concat(_second))
            for (var i = 0; i < claims.Count; i++)
                claims[i].IsHalf = claims[i].Stated.Kind == StatedKind.Date && (IsMate(claims, i, i - 1) || IsMate(claims, i, i + 1));
        for (var g = 0; g < _groups.Count; g++)
        {
            if (!_groups[g].IsPair) continue;
            var (first, second) = (Evidence(_first[g], _groups[g].Second[0]), Evidence(_second[g], _groups[g].First[0]));
            if (first.Count == 0 || second.Count == 0) continue;
            // Where little agrees, the passages are not of one text, or the translation is of another state of it.
            var agreed = _first[g].Count(c => c.Done);
            if (Places(first) + Places(second) > 3 + 2 * agreed) continue;
            var pairs = first.SelectMany(a => second.Where(b => Comparable(a, b)).Select(b => (First: a, Second: b, Distance: Distance(a, b)))).OrderBy(p => p.Distance).ToList();
            foreach (var (a, b, _) in pairs)
            {
                if (a.Done || b.Done) continue;
                a.Done = b.Done = true;
                yield return Difference(a, b);
            }
        }
    }

    private static bool IsMate(List<Claim> claims, int one, int other) =>
        other >= 0 && other < claims.Count && claims[other].Done && claims[other].Segment == claims[one].Segment && claims[other].Stated.Start == claims[one].Stated.Start;

    // The two days of a range are one place.
    private static int Places(List<Claim> claims) => claims.DistinctBy(c => (c.Segment, c.Stated.Start)).Count();

    // Words say nothing against a language whose words for numbers are not known here.
    private static List<Claim> Evidence(List<Claim> claims, Segment other)
    {
        var words = NumberWords.Of(other.Language).Any || other.Language.StartsWith("ja", StringComparison.Ordinal) || other.Language.StartsWith("zh", StringComparison.Ordinal);
        return claims.FindAll(c => !c.Done && !c.Stated.IsWeak && (words || !c.Stated.InWords));
    }

    // How little one looks like the other gone wrong: written in another manner, elsewhere in the passage.
    private static double Distance(Claim a, Claim b)
    {
        var (x, y) = (a.Stated, b.Stated);
        var distance = Math.Abs(a.Place - b.Place);
        if (x.InWords != y.InWords) distance += 0.3;
        if (x.Kind != y.Kind) distance += 0.3;
        if (x.Keys.Count > 0 && y.Keys.Count > 0) distance += (x.Keys[0].Contains('.') != y.Keys[0].Contains('.') ? 0.4 : 0) + Math.Min(0.3, 0.1 * Math.Abs(x.Keys[0].Length - y.Keys[0].Length));
        if (x.Kind == StatedKind.Date && y.Kind == StatedKind.Date) distance -= 0.2 * x.Days.Max(d => y.Days.Max(e => (d.Month == e.Month ? 1 : 0) + (d.Number == e.Number ? 1 : 0) + (d.Year == e.Year ? 1 : 0)));
        if (SameBefore(a, b)) distance -= 0.4;
        return distance + (a.IsRepeat || b.IsRepeat ? 0.2 : 0);
    }

    private static bool Comparable(Claim a, Claim b)
    {
        // Both stand on the other side as well: only what is plain in digits, or follows the same word, is then no turn of phrase.
        if (a.IsRepeat && b.IsRepeat && !(IsPlain(a.Stated) && IsPlain(b.Stated)) && !SameBefore(a, b)) return false;
        var (x, y) = (a.Stated, b.Stated);
        return (x.Kind, y.Kind) switch
        {
            (StatedKind.Identifier, StatedKind.Identifier) => x.Prefix == y.Prefix,
            (StatedKind.Number, StatedKind.Number) => true,
            (StatedKind.Date, StatedKind.Date) => true,
            (StatedKind.Date, StatedKind.Number) => y.Whole > 0 && (a.OpenParts is not null || a.IsHalf && y.Whole <= 31),
            (StatedKind.Number, StatedKind.Date) => x.Whole > 0 && (b.OpenParts is not null || b.IsHalf && x.Whole <= 31),
            // RC 2 and RC2.
            (StatedKind.Number, StatedKind.Identifier) => y.Prefix.Length > 0 && y.Prefix.Equals(a.Before, StringComparison.OrdinalIgnoreCase),
            (StatedKind.Identifier, StatedKind.Number) => x.Prefix.Length > 0 && x.Prefix.Equals(b.Before, StringComparison.OrdinalIgnoreCase),
            (StatedKind.Month, StatedKind.Month) or (StatedKind.Weekday, StatedKind.Weekday) => true,
            _ => false,
        };
    }

    // "Debian 6" and "Debian 7": a name in Latin letters is the same in many languages.
    private static bool SameBefore(Claim a, Claim b) => a.Before.Length >= 2 && a.Before.Equals(b.Before, StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(Stated stated) => stated.Kind == StatedKind.Number && !stated.InWords && stated.Keys[0].Length >= 2;

    private static Finding Difference(Claim a, Claim b)
    {
        var code = a.Stated.Kind is StatedKind.Date or StatedKind.Month or StatedKind.Weekday || b.Stated.Kind is StatedKind.Date ? "date" : "number";
        var (first, second) = (a.Passage, b.Passage);
        return new Finding(code, first, second, [("first", first.Quote), ("second", second.Quote)]);
    }
}

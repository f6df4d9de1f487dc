using Acta.Record.Bodies;

namespace Acta.Desk.Checks;

/// <summary>
/// What was not translated: passages that are word for word as in the original, and passages in the letters of another language.
/// Quotations, names, code and addresses stand in a translation as they are.
/// </summary>
internal static class UntranslatedCheck
{
    private const int LeastWords = 5;
    // An item of a list or a table may be the title of something, which is called so everywhere.
    private const int LeastOfItem = 7;
    // Items alone, such as the names of what was changed, are left as they are by many translators, and rightly: they are told where
    // they are this share of the text.
    private const double LeastShare = 1.0 / 3;
    // So many words one after another, amid a text in other letters, are a sentence and no name.
    private const int LeastRun = 8;

    // Languages in which a sentence may well be the same.
    private static readonly string[] Alike = ["sr hr bs sh cnr", "id ms", "nb nn no da", "ro mo", "cs sk", "bg mk", "pt gl es"];

    private static readonly Dictionary<string, Script> Scripts = new(StringComparer.Ordinal);

    static UntranslatedCheck()
    {
        foreach (var (script, languages) in new[]
        {
            (Script.Latin, "en fr de es it pt nl sv da nb nn no fi et lv lt pl cs sk sl hr ro hu tr vi id ms ca eu gl sq is ga cy mt af sw eo"), (Script.Cyrillic, "ru uk be bg mk ky tg"), (Script.Greek, "el"),
            (Script.Arabic, "ar fa ur ps"), (Script.Hebrew, "he yi"), (Script.Armenian, "hy"), (Script.Georgian, "ka"), (Script.Indic, "hi mr ne bn ta te kn ml gu pa si"), (Script.Thai, "th lo km my"), (Script.Eastern, "zh ja ko"),
        })
            foreach (var language in languages.Split(' ')) Scripts.Add(language, script);
    }

    private enum Script
    {
        None,
        Latin,
        Cyrillic,
        Greek,
        Arabic,
        Hebrew,
        Armenian,
        Georgian,
        Indic,
        Thai,
        Eastern,
    }

    /// <summary>Passages of a version in other letters than its language's.</summary>
    public static IEnumerable<Finding> Look(List<Segment> segments) => InOtherLetters([.. segments.Select(s => ((Segment?)null, s))]);

    /// <summary>What is between an original and a translation, and the translation's passages in other letters.</summary>
    public static IEnumerable<Finding> Between(List<Alignment.Group> groups)
    {
        List<List<(Segment? First, Segment Second)>> runs = [[]];
        List<(Segment?, Segment)> others = [];
        var isAll = true;
        foreach (var group in groups)
        {
            foreach (var second in group.Second)
            {
                var first = group.First.Count > 0 ? group.First[0] : null;
                // What is too short to be told breaks no row of passages.
                if (first is not null && !AreAlike(first.Language, second.Language) && IsSame(first.Text, second.Text))
                {
                    if (IsProse(first) || IsHeadline(second)) runs[^1].Add((first, second));
                    continue;
                }
                others.Add((first, second));
                if (second.Text.Any(char.IsLetter)) isAll = false;
                // Items are one finding, however many between them were translated.
                if (runs[^1].Count > 0 && IsProse(second) && !(IsItem(second) && IsItem(runs[^1][^1].Second))) runs.Add([]);
            }
        }
        var whole = groups.Sum(g => g.Second.Sum(s => s.Text.Length));
        runs.RemoveAll(r => r.Count == 0 || (!isAll && r.All(p => IsItem(p.Second)) && r.Sum(p => p.Second.Text.Length) < whole * LeastShare));
        if (isAll && runs is [{ Count: > 1 } all]) yield return new Finding("untranslated.all", all[0].First!.Whole(), all[0].Second.Whole(), [("count", Text(all.Count))]);
        else
            foreach (var run in runs) yield return new Finding(run.Count == 1 ? "untranslated" : "untranslated.more", run[0].First!.Whole(), run[0].Second.Whole(), [("count", Text(run.Count))]);
        foreach (var finding in InOtherLetters(others)) yield return finding;
    }

    private static IEnumerable<Finding> InOtherLetters(List<(Segment? First, Segment Second)> pairs)
    {
        (Passage? First, Passage Second)? begun = null;
        var (count, letters, isProse) = (0, 0, false);
        var whole = pairs.Sum(p => p.Second.Text.Length);
        foreach (var (first, second) in pairs)
        {
            var where = Foreign(second);
            if (where is null && count > 0 && IsProse(second) && !IsItem(second))
            {
                if (IsTold()) yield return Told();
                (begun, count, letters, isProse) = (null, 0, 0, false);
            }
            if (where is null) continue;
            begun ??= (first?.Whole(), where);
            count++;
            letters += second.Text.Length;
            isProse |= !IsItem(second);
        }
        if (count > 0 && IsTold()) yield return Told();

        bool IsTold() => isProse || letters >= whole * LeastShare;

        Finding Told()
        {
            var (first, second) = begun!.Value;
            return new Finding(count == 1 ? "script" : "script.more", first ?? second, first is null ? null : second, [("count", Text(count))]);
        }
    }

    // Where the segment is not in the letters of its language.
    private static Passage? Foreign(Segment segment)
    {
        if (!Scripts.TryGetValue(Primary(segment.Language), out var own) || segment.Language.Split('-').Any(p => p.Length == 4) || !IsText(segment)) return null;
        var words = Words(segment);
        int letters = 0, foreign = 0;
        var all = new Tally();
        var run = new Tally();
        (int From, int To, double Words) longest = default;
        foreach (var word in words)
        {
            var script = Of(segment.Text[word.Start]);
            if (script == Script.None) continue;
            letters += word.End - word.Start;
            // Names of things, one after another, are no sentence.
            if (script == own || word.End < segment.Text.Length && segment.Text[word.End] == '、')
            {
                run = new Tally();
                if (script == own) continue;
            }
            foreign += word.End - word.Start;
            all.Add(segment.Text, word);
            run.Add(segment.Text, word);
            if (run.Words >= LeastRun && run.Words > longest.Words && run.IsProse) longest = (run.From, word.End, run.Words);
        }
        if (all.Words >= Least(segment) && all.IsProse && foreign * 5 >= letters * 4) return segment.Whole();
        return longest.Words > 0 ? segment.Passage(longest.From, longest.To) : null;
    }

    private static bool IsProse(Segment segment)
    {
        if (!IsText(segment)) return false;
        var tally = new Tally();
        foreach (var word in Words(segment)) tally.Add(segment.Text, word);
        return tally.Words >= Least(segment) && tally.IsProse;
    }

    // Of a headline fewer words tell, as long as they are not all a name.
    private static bool IsHeadline(Segment segment)
    {
        if (segment.Kind != "headline") return false;
        var tally = new Tally();
        foreach (var word in Words(segment)) tally.Add(segment.Text, word);
        return tally.Words >= 2 && tally.HasSmall;
    }

    private static int Least(Segment segment) => IsItem(segment) ? LeastOfItem : LeastWords;

    private static bool IsItem(Segment segment) => segment.Kind is "li" or "td" or "dt" or "dd";

    private static bool IsText(Segment segment) => segment.Kind is not ("code" or "credit" or "speaker" or "cite" or "q");

    // How many words there are, and how many of them are no names.
    private struct Tally
    {
        private double _small;

        public int From { get; private set; }

        public double Words { get; private set; }

        public readonly bool HasSmall => _small >= 1;

        public readonly bool IsProse => _small * 2 >= Words + 1;

        public void Add(string text, Lexeme word)
        {
            if (Words == 0) From = word.Start;
            // A sign of Han is half a word.
            var weight = Lexeme.IsEastern(text[word.Start]) ? 0.5 : word.End - word.Start > 1 ? 1 : 0;
            Words += weight;
            if (!char.IsUpper(text[word.Start])) _small += weight;
        }
    }

    // The words that a translator translates: not those of code, and not those between quotation marks.
    private static List<Lexeme> Words(Segment segment)
    {
        var text = segment.Text;
        var left = new List<(int From, int To)>();
        var at = 0;
        Code(segment.Inlines, 0);
        var open = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('“' or '”' or '„' or '‟' or '"' or '«' or '»' or '「' or '」' or '『' or '』')) continue;
            if (open < 0) open = i;
            else
            {
                left.Add((open, i));
                open = -1;
            }
        }
        return [.. Lexeme.Of(text).Where(w => w.IsWord && !IsPartOfName(text, w) && !left.Exists(l => w.Start >= l.From && w.Start < l.To))];

        void Code(IReadOnlyList<Inline> inlines, int depth)
        {
            if (depth > 16) return;
            foreach (var inline in inlines)
            {
                // Words that are marked as of another language are meant so.
                var its = inline is CodeInline code ? code.Value : inline is SpanInline { Language: not null } span ? Inlines.PlainText(span.Children) : "";
                if (its.Length > 0 && text.IndexOf(its, at, StringComparison.Ordinal) is >= 0 and var found)
                {
                    left.Add((found, found + its.Length));
                    at = found + its.Length;
                }
                else if (inline is StrongInline strong) Code(strong.Children, depth + 1);
                else if (inline is EmphasisInline emphasis) Code(emphasis.Children, depth + 1);
                else if (inline is LinkInline link) Code(link.Children, depth + 1);
            }
        }
    }

    // gtk+2.0, linux-image-amd64, example.org: joined with digits or by signs without a space, it is called so in every language.
    private static bool IsPartOfName(string text, Lexeme word)
    {
        int from = word.Start, to = word.End;
        while (from > 0 && text[from - 1] < 128 && !char.IsWhiteSpace(text[from - 1])) from--;
        while (to < text.Length && text[to] < 128 && !char.IsWhiteSpace(text[to])) to++;
        var whole = text.AsSpan(from, to - from).Trim("()[]{}.,;:!?'\"");
        return whole.Length > word.End - word.Start && whole.IndexOfAny("0123456789._/\\@+=<>:&|$%*#~") >= 0;
    }

    private static bool IsSame(string a, string b) => string.Equals(Line(a), Line(b), StringComparison.OrdinalIgnoreCase);

    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool AreAlike(string first, string second)
    {
        var (a, b) = (Primary(first), Primary(second));
        return a == b || Alike.Any(l => l.Split(' ') is var these && these.Contains(a) && these.Contains(b));
    }

    private static Script Of(char c) => c switch
    {
        < '\u0250' or >= '\u1E00' and <= '\u1EFF' => Script.Latin,
        >= '\u0370' and <= '\u03FF' or >= '\u1F00' and <= '\u1FFF' => Script.Greek,
        >= '\u0400' and <= '\u052F' => Script.Cyrillic,
        >= '\u0530' and <= '\u058F' => Script.Armenian,
        >= '\u0590' and <= '\u05FF' => Script.Hebrew,
        >= '\u0600' and <= '\u06FF' or >= '\u0750' and <= '\u077F' or >= '\uFB50' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFF' => Script.Arabic,
        >= '\u0900' and <= '\u0DFF' => Script.Indic,
        >= '\u0E00' and <= '\u109F' or >= '\u1780' and <= '\u17FF' => Script.Thai,
        >= '\u10A0' and <= '\u10FF' => Script.Georgian,
        >= '\uAC00' and <= '\uD7AF' or >= '\u1100' and <= '\u11FF' => Script.Eastern,
        _ => Lexeme.IsEastern(c) ? Script.Eastern : Script.None,
    };

    private static string Primary(string language) => language.Split('-')[0].ToLowerInvariant();

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

namespace Acta.Desk.Checks;

/// <summary>Quotation marks that were opened and not closed, and quotations that only one version has.</summary>
internal static class QuotationCheck
{
    // Fewer words are a term in marks, and words with capitals a name, which languages set as they like.
    private const int WordsOfSpeech = 7;

    public static IEnumerable<Finding> Marks(List<Segment> segments)
    {
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (segment.Kind is "code" or "alt" or "credit" || Unbalanced(segment.Text) is not { } at) continue;
            // A quotation of several paragraphs is opened in each and closed in the last.
            if (IsOpened(segment.Text) && i + 1 < segments.Count && segments[i + 1].Field == segment.Field && IsOpened(segments[i + 1].Text)) continue;
            yield return new Finding("quotation.mark", segment.Passage(at, at + 1), null, [("mark", segment.Text[at].ToString())]);
        }
    }

    public static IEnumerable<Finding> Between(List<Alignment.Group> groups)
    {
        for (var g = 0; g < groups.Count; g++)
        {
            if (groups[g] is not { First: [var a], Second: [var b] } || a.Kind == "code" || b.Kind == "code") continue;
            var (x, y) = (Speeches(a.Text), Speeches(b.Text));
            if (x.Count == y.Count) continue;
            // Only where one has no mark at all is it sure that a quotation became plain text.
            if (x.Count > 0 && y.Count == 0 && !HasMarks(b.Text)) yield return new Finding("quotation", a.Passage(x[0].From, x[0].To), b.Whole(), [("words", Short(a.Text[x[0].From..x[0].To]))]);
            else if (y.Count > 0 && x.Count == 0 && !HasMarks(a.Text)) yield return new Finding("quotation", b.Passage(y[0].From, y[0].To), a.Whole(), [("words", Short(b.Text[y[0].From..y[0].To]))]);
        }
    }

    private static bool IsMark(char c) => c is '“' or '”' or '„' or '‟' or '"' or '«' or '»' or '「' or '」' or '『' or '』' or '＂';

    private static bool IsOpened(string text)
    {
        var start = text.AsSpan().TrimStart(" \u00A0—–-");
        return start.Length > 0 && IsMark(start[0]);
    }

    private static bool HasMarks(string text)
    {
        foreach (var c in text)
            if (IsMark(c) || c is '‘' or '‚' or '‹') return true;
        return text.Contains("''", StringComparison.Ordinal);
    }

    // Where a mark is that has no second; languages differ in which one opens, so they are only counted.
    private static int? Unbalanced(string text)
    {
        var (curly, angle, corner) = (0, 0, 0);
        int lastCurly = -1, lastAngle = -1, lastCorner = -1;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                // 3.5" are inches.
                case '"' when i > 0 && char.IsAsciiDigit(text[i - 1]): return null;
                case '“' or '”' or '„' or '‟' or '"': (curly, lastCurly) = (curly + 1, i); break;
                case '«' or '»': (angle, lastAngle) = (angle + 1, i); break;
                case '「' or '」' or '『' or '』': (corner, lastCorner) = (corner + 1, i); break;
            }
        }
        if (curly % 2 == 1) return lastCurly;
        if (angle % 2 == 1) return lastAngle;
        return corner % 2 == 1 ? lastCorner : null;
    }

    private static List<(int From, int To)> Speeches(string text)
    {
        var speeches = new List<(int, int)>();
        var open = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsMark(text[i])) continue;
            if (open < 0) open = i;
            else
            {
                if (IsSpeech(text.AsSpan(open + 1, i - open - 1))) speeches.Add((open, i + 1));
                open = -1;
            }
        }
        return speeches;
    }

    private static bool IsSpeech(ReadOnlySpan<char> text)
    {
        var (words, small, eastern) = (0, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (Lexeme.IsEastern(text[i])) eastern++;
            else if (Lexeme.IsLetter(text[i]) && (i == 0 || !Lexeme.IsLetter(text[i - 1])))
            {
                words++;
                if (!char.IsUpper(text[i])) small++;
            }
        }
        return words + eastern / 3 >= WordsOfSpeech && small * 4 >= words * 3;
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[78]) ? 78 : 79)] + "…";
}

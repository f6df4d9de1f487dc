namespace Acta.Import.Text;

/// <summary>How a dump is laid out, learned by reading it once before it is cut.</summary>
/// <param name="DatesInline">A date begins the line that the item's text is on.</param>
/// <param name="SeparatorsBeforeDates">A line of marks stands before each dated item, so that a date elsewhere is part of a text.</param>
/// <param name="SeparatorsPart">Lines of marks part items.</param>
/// <param name="WideGapsPart">Two blank lines part items, one parts paragraphs.</param>
/// <param name="HeadlineFirst">The headline stands above its date.</param>
/// <param name="HasDates">There is a date at all.</param>
/// <param name="RepeatedEnds">Short lines that end item after item: the old site's links.</param>
internal sealed record DumpStyle(bool DatesInline, bool SeparatorsBeforeDates, bool SeparatorsPart, bool WideGapsPart, bool HeadlineFirst, bool HasDates, IReadOnlySet<string> RepeatedEnds)
{
    public static DumpStyle Of(IEnumerable<DumpLine> lines, DateWords dates)
    {
        int own = 0, inline = 0, separators = 0, separatorsBeforeDates = 0, narrow = 0, wide = 0;
        var ends = new Dictionary<string, int>(StringComparer.Ordinal);
        var tail = new List<DumpLine>();
        DumpLine? previous = null;
        LineKind? first = null, second = null;
        foreach (var line in lines)
        {
            if (line.Kind == LineKind.Blank) continue;
            if (line.Kind != LineKind.Navigation)
            {
                if (first is null) first = line.Kind;
                else second ??= line.Kind;
            }
            var begins = line.Kind == LineKind.Text && (line.Gap > 0 || previous is null || inline > 0)
                && line.Text.Length > 0 && (line.Text.AsSpan(0, Math.Min(12, line.Text.Length)).ContainsAnyInRange('0', '9') || !char.IsAscii(line.Text[0])) && dates.Beginning(line.Text) is not null;
            if (line.Kind == LineKind.Date)
            {
                own++;
                if (previous?.Kind == LineKind.Separator) separatorsBeforeDates++;
            }
            if (begins) inline++;
            if (line.Kind == LineKind.Separator) separators++;
            if (line.Kind == LineKind.Text && previous?.Kind == LineKind.Text && !begins)
            {
                if (line.Gap == 1) narrow++;
                else if (line.Gap > 1) wide++;
            }
            if (line.Kind == LineKind.Date || line.Kind == LineKind.Separator || begins) EndOf(tail, ends);
            else Remember(tail, line);
            previous = line;
        }
        EndOf(tail, ends);
        var items = Math.Max(own, inline);
        var datesInline = inline > 0 && inline * 2 >= own && !(first == LineKind.Date && inline < own);
        return new DumpStyle(
            datesInline,
            separatorsBeforeDates >= 1 && separatorsBeforeDates * 2 >= own - 1 && own > 1,
            separators > 0 && (own + inline == 0 ? separators > 0 : separatorsBeforeDates * 5 >= separators * 4 || (separatorsBeforeDates == 0 && inline > 0 ? separators * 2 >= inline : separators * 3 >= own && separatorsBeforeDates > 0)),
            wide > 0 && wide <= narrow + own + inline && own + inline > 0,
            first is LineKind.Text && second is LineKind.Date && own > 1,
            own + inline > 0,
            ends.Where(e => e.Value >= 3 && e.Value * 5 >= items * 3).Select(e => e.Key).ToHashSet(StringComparer.Ordinal));
    }

    private static void Remember(List<DumpLine> tail, DumpLine line)
    {
        tail.Add(line);
        if (tail.Count > 6) tail.RemoveAt(0);
    }

    private static void EndOf(List<DumpLine> tail, Dictionary<string, int> ends)
    {
        // Only a run that reaches the item's end: a heading above a last paragraph is no link.
        for (var i = tail.Count - 1; i > 0 && LooksLikeLink(tail[i]); i--)
            if (ends.Count < 20_000 || ends.ContainsKey(tail[i].Text)) ends[tail[i].Text] = ends.GetValueOrDefault(tail[i].Text) + 1;
        tail.Clear();
    }

    private static bool LooksLikeLink(DumpLine line) =>
        line.Kind is LineKind.Navigation or LineKind.Text && line.Text.Length <= 40 && !Sentences.EndsSentence(line.Text) && !line.Text.Any(c => char.IsDigit(c) || c == '@');
}

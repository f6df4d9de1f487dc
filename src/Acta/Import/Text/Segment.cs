namespace Acta.Import.Text;

/// <summary>The lines between two boundaries: one item, or what stands before the first.</summary>
internal sealed class Segment(DateWords.Found? date)
{
    /// <summary>The date above it.</summary>
    public DateWords.Found? Date { get; } = date;

    /// <summary>The line that the date stands on, where it is this item's own.</summary>
    public DumpLine? DateLine { get; init; }

    /// <summary>The line above the date that is its headline.</summary>
    public DumpLine? Headline { get; init; }

    /// <summary>Whether it comes after a date, so that it is an item and not the head of the page.</summary>
    public bool IsAfterFirstDate { get; init; }

    /// <summary>Whether its date stands on the line of its text.</summary>
    public bool IsInline { get; init; }

    /// <summary>Its lines, without blank ones.</summary>
    public List<DumpLine> Lines { get; } = [];

    /// <summary>Its blank lines.</summary>
    public List<long> Blanks { get; } = [];

    /// <summary>Lines of marks that part it from others.</summary>
    public List<DumpLine> Marks { get; } = [];

    public bool IsEmpty => Lines.Count == 0 && DateLine is null && Headline is null && Marks.Count == 0 && Blanks.Count == 0;

    /// <summary>Nothing but one line so far that may be the headline of the date to come.</summary>
    public bool HasOnlyHeadline => DateLine is null && Headline is null && Lines.Count == 1;

    /// <summary>Text without a headline that could stand alone as an item.</summary>
    public bool IsOneWholeItem => Headline is null && Lines.Count > 0 && Lines.TrueForAll(l => l.Kind != LineKind.Text || Sentences.EndsSentence(l.Text));

    /// <summary>Takes away its last line where that is the headline of the item that the next date begins.</summary>
    public DumpLine? TakeHeadline(DumpStyle style, bool linkFollows)
    {
        if (Lines.Count == 0 || Lines[^1] is not { Kind: LineKind.Text, Fault: null } last || last.Text.Length > 300) return null;
        var alone = Lines.Count == 1 && DateLine is null && Headline is null && !IsInline;
        var stands = last.Gap > 0 || Lines.Count == 1;
        var open = !Sentences.EndsSentence(last.Text);
        var apart = last.Gap >= 2 || (Lines.Count > 1 && Lines[^2].Kind is LineKind.Navigation or LineKind.Separator);
        var isHeadline = alone ? open || style.HeadlineFirst
            : stands && (style.HeadlineFirst ? open || last.Text[^1] is '?' or '!' or '»' or '”' : open && (apart || linkFollows) && Lines.Count > 1);
        if (!isHeadline) return null;
        Lines.RemoveAt(Lines.Count - 1);
        return last;
    }
}

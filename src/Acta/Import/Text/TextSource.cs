using Acta.Import.Lines;
using Acta.Record;
using Acta.Store;

namespace Acta.Import.Text;

/// <summary>
/// The text of an old site's news list, copied out of a browser: dates, items under them with or without headlines, interviews,
/// links, and the site's own navigation in between. Each input line is accounted for.
/// </summary>
internal sealed class TextSource(string? language, ImportReport report, string? site) : ISource
{
    /// <inheritdoc/>
    public IEnumerable<SourceItem> Read(InputFile file)
    {
        var head = file.Beginning();
        if (InputFile.Sniff(head).Format != "text") throw file.IsNot("plain text", head);
        var tag = language ?? LanguageOf(file.Name) ?? throw new UserError($"{file.Name} does not say its language; add --lang en (or another).", 2);
        var dates = DateWords.Of(tag);
        var style = DumpStyle.Of(Classified(file, dates, loosely: false), dates);
        var loosely = false;
        if (!style.HasDates && DumpStyle.Of(Classified(file, dates, loosely: true), dates) is { HasDates: true } other) (style, loosely) = (other, true);
        var items = new TextItems(file, tag, report, site);
        foreach (var segment in Segments(Told(file, Classified(file, dates, loosely), style, dates), style, dates))
            if (items.Take(segment, style) is { } item) yield return item;
        items.Finish();
        if (!style.HasDates) report.Warn(file.Name, "the whole file", "", "no line of it was read as a date, so nothing of it is dated; write the dates on lines of their own, such as 30.06.2025, and import it again.");
    }

    // What could be a date of the list or part of a text is kept as text, and a person is asked to look.
    private IEnumerable<DumpLine> Told(InputFile file, IEnumerable<DumpLine> lines, DumpStyle style, DateWords dates)
    {
        foreach (var line in lines)
        {
            if (style.HasDates && line is { Kind: LineKind.Text, Text.Length: <= 60, Fault: null } && dates.Loosely(line.Text) is not null)
                report.Warn(file.Name, $"line {line.Number}", line.Text, "this looks like a date and stays in the text of the item above it; if an item begins here, write the date alone.");
            yield return line;
        }
    }

    // news.ru.txt says ru.
    private static string? LanguageOf(string name)
    {
        var parts = Path.GetFileName(name).Split('.');
        return parts.Length >= 3 && Record.Rules.IsLanguage(parts[^2]) ? parts[^2] : null;
    }

    private static IEnumerable<DumpLine> Classified(InputFile file, DateWords dates, bool loosely)
    {
        var gap = 0;
        foreach (var line in Utf8Lines.Read(file, maxLine: 4 << 20))
        {
            var text = CleanText.Of(line.Text).Trim();
            if (text.Length == 0 && line.Fault is null)
            {
                gap++;
                yield return new DumpLine(line.Number, "", 0, LineKind.Blank, null, null);
                continue;
            }
            var whole = dates.Whole(text) ?? (loosely ? dates.Loosely(text) : null);
            var kind = whole is not null ? LineKind.Date
                : Sentences.IsSeparator(text) ? LineKind.Separator
                : Sentences.IsNavigation(text) ? LineKind.Navigation
                : Sentences.IsAddress(text) ? LineKind.Address
                : LineKind.Text;
            yield return new DumpLine(line.Number, text, gap, kind, whole, line.Fault);
            gap = 0;
        }
    }

    // Cuts the file where one item ends and the next begins. A segment is held in memory, the file is not.
    private static IEnumerable<Segment> Segments(IEnumerable<DumpLine> lines, DumpStyle style, DateWords dates)
    {
        var segment = new Segment(null);
        DateWords.Found? lastDate = null;
        DumpLine? heldDate = null;
        var afterSeparator = true;
        foreach (var line in lines)
        {
            if (heldDate is { } date)
            {
                if (line.Kind == LineKind.Blank)
                {
                    segment.Blanks.Add(line.Number);
                    continue;
                }
                // Whether the line above the date is the new item's headline may depend on the link below it.
                var headline = segment.TakeHeadline(style, line.Kind == LineKind.Address);
                if (!segment.IsEmpty) yield return segment;
                segment = new Segment(date.Date) { Headline = headline, DateLine = date, IsAfterFirstDate = true };
                lastDate = date.Date;
                heldDate = null;
            }
            switch (line.Kind)
            {
                case LineKind.Blank:
                    segment.Blanks.Add(line.Number);
                    continue;
                case LineKind.Date when !style.SeparatorsBeforeDates || afterSeparator || segment.HasOnlyHeadline:
                    heldDate = line;
                    break;
                case LineKind.Separator when style.SeparatorsPart:
                    segment.Marks.Add(line);
                    if (!segment.IsEmpty) yield return segment;
                    segment = new Segment(lastDate) { IsAfterFirstDate = lastDate is not null };
                    afterSeparator = true;
                    continue;
                case LineKind.Text when style.DatesInline && (line.Gap > 0 || segment.Lines.Count <= 1) && line.Fault is null && dates.Beginning(line.Text) is { } beginning:
                    if (!segment.IsEmpty) yield return segment;
                    lastDate = beginning.Date;
                    segment = new Segment(lastDate) { IsAfterFirstDate = true, IsInline = true };
                    segment.Lines.Add(line with { Text = line.Text[beginning.After..], Gap = 0 });
                    break;
                case LineKind.Text when line.Gap >= 2 && style.WideGapsPart && segment.IsOneWholeItem && Sentences.EndsSentence(line.Text):
                    yield return segment;
                    segment = new Segment(lastDate) { IsAfterFirstDate = lastDate is not null };
                    segment.Lines.Add(line);
                    break;
                default:
                    segment.Lines.Add(line);
                    break;
            }
            afterSeparator = false;
        }
        if (heldDate is { } last)
        {
            if (!segment.IsEmpty) yield return segment;
            segment = new Segment(last.Date) { DateLine = last, IsAfterFirstDate = true };
        }
        if (!segment.IsEmpty) yield return segment;
    }
}

/// <summary>What a line is by itself.</summary>
internal enum LineKind { Blank, Date, Separator, Navigation, Address, Text }

/// <summary>One line of a dump.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Without white space around it.</param>
/// <param name="Gap">Blank lines above it.</param>
/// <param name="Kind">What it is by itself.</param>
/// <param name="Date">The date that it is.</param>
/// <param name="Fault">Why it can't be read.</param>
internal sealed record DumpLine(long Number, string Text, int Gap, LineKind Kind, DateWords.Found? Date, string? Fault);

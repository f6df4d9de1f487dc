using System.Security.Cryptography;
using System.Text;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Import.Text;

/// <summary>Makes items of segments, and says of each line what became of it.</summary>
internal sealed class TextItems(InputFile file, string language, ImportReport report, string? site)
{
    private readonly Dictionary<string, (string Whole, long Line, int Count)> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _onDay = new(StringComparer.Ordinal);
    private readonly LineFates _fates = new(file.Name, report);

    /// <summary>The item of a segment; null where it has none, which the report tells.</summary>
    public SourceItem? Take(Segment s, DumpStyle style)
    {
        foreach (var mark in s.Marks) _fates.Dropped(mark, "a line that parts items");
        foreach (var blank in s.Blanks) _fates.Blank(blank);
        var lines = s.Lines;
        while (lines.Count > 0 && IsLink(lines[^1], style, lines.Count)) Drop(lines, lines.Count - 1);
        // A footer may stand below the links: they are taken out from above it.
        for (var i = lines.Count - 1; i > 0 && i >= lines.Count - 6; i--)
            if (lines[i].Kind == LineKind.Navigation || (lines[i].Text.Length <= 120 && (lines[i].Text.StartsWith('©') || lines[i].Text.StartsWith("(c) ", StringComparison.OrdinalIgnoreCase)))) Drop(lines, i);
        while (lines.Count > 0 && lines[0].Kind == LineKind.Navigation) Drop(lines, 0);
        if (!s.IsAfterFirstDate && style.HasDates && IsHeadOfPage(s))
        {
            foreach (var line in lines) _fates.Dropped(line, "the head of the page, above the first date");
            return null;
        }
        if (lines.Count == 0 && s.Headline is null)
        {
            if (s.DateLine is { } alone) _fates.Dropped(alone, "a date with no item under it");
            return null;
        }

        var first = s.Headline?.Number ?? s.DateLine?.Number ?? lines[0].Number;
        var where = $"line {first}";
        var content = new Content(s, lines);
        var title = content.Headline ?? content.Paragraphs.FirstOrDefault() ?? "";
        if (lines.Concat(s.Headline is null ? [] : [s.Headline]).FirstOrDefault(l => l.Fault is not null) is { } bad)
            return Refuse(s, lines, where, title, $"line {bad.Number}: {bad.Fault}");
        if (s.Date is { Date: null } impossible)
            return Refuse(s, lines, where, title, $"\"{impossible.Text}\" is no day of the calendar; mend the date.");
        if (s.Date is { IsAmbiguous: true } two) report.Warn(file.Name, where, title, $"\"{two.Text}\" was read as {two.Date}; day and month could be exchanged.");

        var date = s.Date?.Date;
        var whole = string.Join('\n', content.Paragraphs.Prepend(content.Headline ?? ""));
        var key = $"{language}|{date?.ToString() ?? "undated"}|{Fingerprint(title)}";
        if (_keys.TryGetValue(key, out var known))
        {
            if (known.Whole == Fingerprint(whole))
            {
                Account(s, lines, null, $"the same item as at line {known.Line}");
                report.Count("repeated in the source");
                return null;
            }
            _keys[key] = known with { Count = known.Count + 1 };
            key += $"#{known.Count + 1}";
        }
        else _keys[key] = (Fingerprint(whole), first, 1);

        var day = date?.ToString() ?? "undated";
        var onDay = _onDay[day] = _onDay.GetValueOrDefault(day) + 1;
        Account(s, lines, $"{day}#{onDay} {Shorten(title)}", "");
        return new SourceItem
        {
            File = file.Name,
            Where = where,
            Key = key,
            Names = [$"{day}#{onDay}", $"{Path.GetFileName(file.Name)}:{first}"],
            Language = language,
            Title = Shorten(title),
            Weight = whole.Length * 2,
            Convert = () => Convert(content, date, s.Date?.Place),
        };
    }

    public void Finish() => _fates.Finish();

    private Draft Convert(Content content, PartialDate? date, string? place)
    {
        var paragraphs = content.Paragraphs;
        Recording? video = null;
        if (paragraphs.Count > 1 && !content.IsList(paragraphs.Count - 1) && Sentences.StatesVideo(paragraphs[^1]))
        {
            // The recording is stated; its address, which stood behind the words, is lost.
            video = new Recording(RecordingKind.Video, MediaSource.Missing, null, Inlines.Escape(paragraphs[^1]), []);
            paragraphs = [.. paragraphs.Take(paragraphs.Count - 1)];
        }
        var interview = Interview.Recognise(content.Headline, paragraphs, language);
        IReadOnlyList<Block> body = interview?.Body ?? content.Blocks(paragraphs.Count);
        if (video is not null) body = [.. body, video];
        var headline = content.Headline;
        var derived = headline is null;
        headline ??= Derived.Headline(body, language);
        return new Draft(new Edition
        {
            Id = Guid.Empty,
            Language = language,
            Kind = interview is null ? ArticleKind.News : ArticleKind.Interview,
            Headline = headline,
            HeadlineDerived = derived,
            Body = body,
            Source = content.Address is null ? null : new Source(null, content.Address),
            Speaker = interview?.Speaker,
            Place = place,
            FirstPublished = new FirstPublication(date, site),
        });
    }

    private SourceItem? Refuse(Segment s, List<DumpLine> lines, string where, string title, string reason)
    {
        report.Problem(file.Name, where, Shorten(title), reason);
        Account(s, lines, null, "its item could not be taken: " + reason);
        return null;
    }

    private void Account(Segment s, List<DumpLine> lines, string? item, string why)
    {
        if (s.Headline is { } headline) _fates.Taken(headline, item, item is null ? why : "headline");
        if (s.DateLine is { } date) _fates.Taken(date, item, item is null ? why : "date");
        foreach (var line in lines) _fates.Taken(line, item, item is null ? why : "text");
        _fates.Flush();
    }

    private void Drop(List<DumpLine> lines, int at)
    {
        _fates.Dropped(lines[at], "navigation of the former site");
        report.Count("navigation lines dropped");
        lines.RemoveAt(at);
    }

    private static bool IsLink(DumpLine line, DumpStyle style, int count) =>
        line.Kind == LineKind.Navigation || line.Kind == LineKind.Separator || (count > 1 && style.RepeatedEnds.Contains(line.Text));

    private static bool IsHeadOfPage(Segment s) => s.Lines.TrueForAll(l => l.Text.Length <= 60 && !Sentences.EndsSentence(l.Text) && l.Fault is null);

    private static string Fingerprint(string text) => System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormKC))).AsSpan(0, 12));

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..79].TrimEnd() + "…";
}

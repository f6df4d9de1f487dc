namespace Acta.Record.Bodies;

/// <summary>Link reference definitions at the beginning of a paragraph: <c>[label]: address "title"</c> (CommonMark 0.31 §4.7).</summary>
internal static class LinkDefinitions
{
    /// <summary>How many lines at the beginning only define links; the first definition of a label counts.</summary>
    public static int Take(List<string> lines, Dictionary<string, InlineParser.Reference>? into)
    {
        if (lines.Count == 0 || !lines[0].StartsWith('[')) return 0;
        // A definition may stand on several lines; it is read from their joined text.
        var text = string.Join('\n', lines);
        var at = 0;
        while (at < text.Length && text[at] == '[' && TryRead(text, at, out var label, out var reference, out var end))
        {
            into?.TryAdd(label, reference);
            at = end;
        }
        return at >= text.Length ? lines.Count : text.AsSpan(0, at).Count('\n');
    }

    private static bool TryRead(string text, int at, out string label, out InlineParser.Reference reference, out int end)
    {
        (label, reference, end) = ("", null!, 0);
        var close = Addresses.LabelEnd(text, at);
        if (close <= at + 1 || close + 1 >= text.Length || text[close + 1] != ':') return false;
        label = Addresses.Label(text.AsSpan(at + 1, close - at - 1));
        if (label.Length == 0) return false;
        var from = Addresses.SkipSpace(text, close + 2);
        if (from >= text.Length || !Addresses.TryDestination(text, from, out var url, out var afterUrl) || afterUrl == from) return false;
        var space = Addresses.SkipSpace(text, afterUrl);
        if (space > afterUrl && Addresses.TryTitle(text, space, out var title, out var afterTitle) && EndsLine(text, afterTitle, out end))
        {
            reference = new InlineParser.Reference(url, title);
            return true;
        }
        if (!EndsLine(text, afterUrl, out end)) return false;
        reference = new InlineParser.Reference(url, null);
        return true;
    }

    private static bool EndsLine(string text, int at, out int next)
    {
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        next = at < text.Length ? at + 1 : at;
        return at >= text.Length || text[at] == '\n';
    }
}

using AngleSharp.Dom;

namespace Acta.Html;

/// <summary>
/// Footnotes as word processors and plugins write them: a raised link to a note further down that links back.
/// </summary>
internal sealed class HtmlFootnotes
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<IElement, string> _notes = [];

    public HtmlFootnotes(IElement body)
    {
        var anchors = body.QuerySelectorAll("a[href^='#']");
        if (anchors.Length == 0) return;
        var byId = new Dictionary<string, IElement>(StringComparer.Ordinal);
        foreach (var element in body.QuerySelectorAll("[id], a[name]"))
            byId.TryAdd(element.Id is { Length: > 0 } id ? id : element.GetAttribute("name") ?? "", element);
        foreach (var anchor in anchors)
        {
            var target = anchor.GetAttribute("href")![1..];
            if (_labels.ContainsKey(target) || !byId.TryGetValue(target, out var at)) continue;
            var mark = anchor.TextContent.Trim().Trim('[', ']', '(', ')');
            if (mark.Length is 0 or > 4 || !mark.All(c => char.IsLetterOrDigit(c) || c == '*')) continue;
            // The note is what holds the target, and it leads back to where the mark stands.
            var note = at;
            while (note is not null && note != body && note.LocalName is not ("li" or "p" or "div" or "dd" or "aside")) note = note.ParentElement;
            if (note is null || note == body || note.Contains(anchor) || _notes.ContainsKey(note)) continue;
            if (!LeadsBack(note, anchor) || !IsBefore(anchor, note)) continue;
            var label = mark.All(char.IsLetterOrDigit) && !_notes.ContainsValue(mark) ? mark : "n" + (_notes.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            _labels[target] = label;
            _notes[note] = label;
        }
    }

    /// <summary>The label of the note that a link leads to, or null.</summary>
    public string? MarkOf(IElement anchor) => anchor.GetAttribute("href") is ['#', .. var target] ? _labels.GetValueOrDefault(target) : null;

    /// <summary>The label of the note that this element is, or null.</summary>
    public string? NoteOf(IElement element) => _notes.Count == 0 ? null : _notes.GetValueOrDefault(element);

    /// <summary>Whether a link in a note only leads back to its mark.</summary>
    public bool IsWayBack(IElement anchor)
    {
        if (_notes.Count == 0 || anchor.GetAttribute("href") is not ['#', ..]) return false;
        var mark = anchor.TextContent.Trim().Trim('[', ']', '(', ')', '.');
        if (mark.Length > 4 && !mark.StartsWith('↩')) return false;
        for (var e = anchor.ParentElement; e is not null; e = e.ParentElement)
            if (_notes.ContainsKey(e)) return true;
        return false;
    }

    private static bool LeadsBack(IElement note, IElement anchor)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var up = anchor;
        for (var i = 0; i < 3 && up is not null; i++, up = up.ParentElement)
        {
            if (up.Id is { Length: > 0 } id) ids.Add(id);
            if (up.GetAttribute("name") is { Length: > 0 } name) ids.Add(name);
        }
        return note.QuerySelectorAll("a[href^='#']").Any(a => ids.Contains(a.GetAttribute("href")![1..]));
    }

    private static bool IsBefore(IElement a, IElement b) => (a.CompareDocumentPosition(b) & DocumentPositions.Following) != 0;
}

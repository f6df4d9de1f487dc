using System.Text;
using Acta.Record.News;

namespace Acta.Desk.Checks;

/// <summary>Notices that the law asks for beside a body's name.</summary>
internal static class NoticeCheck
{
    public static IEnumerable<Finding> Look(Edition edition, List<Segment> segments, CheckOptions options)
    {
        foreach (var notice in options.LegalNotices)
        {
            if (NumberWords.Primary(notice.Language) != NumberWords.Primary(edition.Language)) continue;
            if (options.ReleaseDay is { } day && (day < notice.From || day > notice.Until)) continue;
            if (notice.Names.Select(n => First(segments, n)).FirstOrDefault(f => f is not null) is not { } named) continue;
            var wording = Plain(notice.Wording);
            if (wording.Length > 0 && segments.Exists(s => Plain(s.Text).Contains(wording, StringComparison.Ordinal))) continue;
            yield return new Finding("notice", named, null, [("name", named.Quote), ("notice", notice.Wording)]);
        }
    }

    private static Passage? First(List<Segment> segments, string name)
    {
        var wanted = Lexeme.Of(name);
        if (wanted.Count == 0) return null;
        foreach (var segment in segments)
        {
            var words = Lexeme.Of(segment.Text);
            for (var i = 0; i + wanted.Count <= words.Count; i++)
            {
                var n = 0;
                while (n < wanted.Count && Lexeme.InAnyCase(wanted[n].Plain, words[i + n].Plain)) n++;
                if (n == wanted.Count) return segment.Passage(words[i].Start, words[i + n - 1].End);
            }
        }
        return null;
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u00A0')
            {
                if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            }
            else if (c is not ('“' or '”' or '„' or '"' or '«' or '»')) plain.Append(c is 'ё' ? 'е' : c is 'Ё' ? 'е' : char.ToLowerInvariant(c));
        }
        return plain.ToString().Trim();
    }
}

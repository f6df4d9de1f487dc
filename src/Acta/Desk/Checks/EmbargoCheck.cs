namespace Acta.Desk.Checks;

/// <summary>Words of an embargo that would go out with the text.</summary>
internal static class EmbargoCheck
{
    private static readonly string[] Words =
    [
        "embargoed until", "embargo until", "under embargo", "embargoed for", "strictly embargoed", "not for publication before", "not for release before", "эмбарго до", "под эмбарго", "не для публикации до", "не публиковать до",
        "sous embargo", "embargo jusqu", "embargado hasta", "embargo hasta", "bajo embargo", "sperrfrist", "gesperrt bis", "محظور النشر", "حظر النشر حتى",
    ];

    public static IEnumerable<Finding> Look(List<Segment> segments)
    {
        // It stands at the head or at the foot; in between, a text may tell of an embargo.
        for (var i = 0; i < segments.Count; i++)
        {
            if (i > 4 && i < segments.Count - 2) continue;
            foreach (var words in Words)
                if (segments[i].Text.IndexOf(words, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                {
                    yield return new Finding("embargo", segments[i].Passage(at, at + words.Length), null, [("words", segments[i].Text.Substring(at, words.Length))]);
                    break;
                }
        }
    }
}

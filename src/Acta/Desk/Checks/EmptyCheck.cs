using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Desk.Checks;

/// <summary>
/// A version that has a headline and nothing else. What is made of pictures, films or files alone, or only leads elsewhere, may well
/// have no words, as long as no other version has them.
/// </summary>
internal static class EmptyCheck
{
    public static IEnumerable<Finding> Look(Edition edition, List<Segment> segments)
    {
        if (!IsText(segments) && edition.Body.All(b => b is Rule or Footnote || BodyText.Plain([b]).Trim().Length == 0 && !IsMedia(b)) && !SaysOtherwise(edition))
            yield return new Finding("empty", Headline(edition), null, []);
    }

    /// <summary>Words in one version and none in the other, whatever else it has.</summary>
    public static IEnumerable<Finding> Between(Edition first, List<Segment> ofFirst, Edition second, List<Segment> ofSecond)
    {
        // A version that has nothing at all is told by itself.
        if (IsText(ofFirst) && !IsText(ofSecond) && !Look(second, ofSecond).Any()) yield return new Finding("empty.other", Headline(first), Headline(second), []);
    }

    private static Passage Headline(Edition edition) => new(edition.Language, null, "headline", 0, 0, "", edition.Headline);

    private static bool IsMedia(Block block) => block is ImageBlock or Gallery or Attachment or Recording;

    // The facts of an event, a picture at the head, a few sentences for lists, the address of the whole: enough for what is short.
    private static bool SaysOtherwise(Edition e) => e.HeadlineDerived || e.Lead is not null || !string.IsNullOrWhiteSpace(e.Summary) || e.Source?.Url is not null
        || e.Advisory is not null || e.Event is not null && e.Kind is ArticleKind.Announcement or ArticleKind.MediaAdvisory;

    private static bool IsText(List<Segment> segments) => segments.Exists(s => s.Field is null && s.Kind is not ("alt" or "caption" or "credit" or "title") && s.Text.Any(char.IsLetterOrDigit));
}

using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Views.News;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    /// <summary>An edition that nobody has published, as its page would be, under a banner that says so.</summary>
    public RenderedPage MakePreview(Edition edition, Banner banner)
    {
        var row = new ArticleRow
        {
            Edition = -1,
            Entry = -1,
            Id = edition.Id,
            Language = edition.Language,
            Act = Act.Publish,
            Revision = 1,
            ChangedAt = _reading.Now,
            RecordedAt = _reading.Now,
            Kind = edition.Kind,
            Headline = edition.Headline,
            Summary = edition.Summary,
            Date = edition.FirstPublished is { } first ? first.Date : PartialDate.Of(DateOnly.FromDateTime(Local(_reading.Now).DateTime)),
            Sections = [.. edition.Sections.Where(s => SectionName(s) is not null)],
            Tags = edition.Tags,
            Deadline = edition.Advisory?.AccreditationDeadline,
            EditionKind = edition.EditionKind,
        };
        var frame = Frame(edition.Headline) with { Description = edition.Summary ?? BodyText.Summary(edition.Body, 200), NoIndex = true };
        return Page(200, Slices.Article.Create(ModelOf(frame, row, edition) with { Banners = [banner] }));
    }
}

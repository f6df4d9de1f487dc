using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Register;
using Acta.Views.News;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    /// <summary>A record's page as it would be with what is in the making; one that has no page is shown where it is named.</summary>
    /// <param name="id">The record.</param>
    /// <param name="drafts">What is in the making.</param>
    /// <param name="banner">Says that it is not public.</param>
    /// <param name="address">Of the preview, for its own control of the day.</param>
    public RenderedPage? MakePreview(Guid id, IReadOnlyDictionary<Guid, RegisterRecord> drafts, Banner banner, string address)
    {
        _preview = (drafts, banner, address);
        var found = Register.Find(id);
        var shown = found?.Says switch
        {
            Membership m => Register.Find(m.Post ?? m.Organization ?? m.Member),
            AgendaItem i => Register.Find(i.Event),
            _ => found,
        };
        return shown is null ? null : MakeRecord(shown);
    }

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

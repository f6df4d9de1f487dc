using Acta.Record;
using Acta.Record.News;
using Acta.Views.News;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    private Card CardOf(ArticleRow a, bool ahead = false)
    {
        var section = a.Sections.Count > 0 ? SectionName(a.Sections[0]) : null;
        // "News" says nothing on a news site, and "Interviews" nothing of an interview: one of them is enough.
        var kind = a.Kind == ArticleKind.News && section is not null ? null : _words["kind." + a.Kind.Word()];
        if (a.Kind.IsNews() && section == _words["kinds." + a.Kind.Word()]) section = null;
        return new Card
        {
            Href = Home + a.Address,
            Headline = a.Headline,
            Derived = a.HeadlineDerived,
            Kind = kind,
            Section = section,
            Summary = a.Summary,
            Date = DayOnly(a.Date),
            Picture = a.Lead,
            Reference = a.Reference,
            Outlet = a.SourceName,
            Speaker = a.Speaker is { } speaker && !a.Headline.Contains(speaker, StringComparison.Ordinal) ? speaker : null,
            Place = a.Place,
            Retired = a.State == ArticleState.Retired,
            Deadline = !ahead ? null : a.Deadline is { } deadline ? _words.Text("advisory.until", ("date", Said.Bound(deadline)))
                : a.EventFrom is { } from ? Dates.Range(new DateRange(from, a.EventTo)) : null,
        };
    }

    // Lists show days, whatever more is known.
    private static PartialDate? DayOnly(PartialDate? date) => date is { HasTime: true } d ? PartialDate.Of(d.FirstDay) : date;

    private IReadOnlyList<DayGroup> ByDay(IEnumerable<ArticleRow> rows)
    {
        var days = new List<DayGroup>();
        foreach (var group in rows.GroupBy(r => DayOnly(r.Date)))
        {
            days.Add(group.Key is { } date
                ? new DayGroup(Dates.Partial(date), date.ToString(), [.. group.Select(r => CardOf(r))])
                : new DayGroup(_words["date.none"], null, [.. group.Select(r => CardOf(r))]));
        }
        return days;
    }

    private string? SectionName(string slug) => _settings.Sections.FirstOrDefault(s => s.Slug == slug)?.Name.For(_language)?.Text;

    // Sections that have something in this language, in the site's own order.
    private IReadOnlyList<CountedLink> SectionLinks(string? current = null) =>
    [
        .. _settings.Sections
            .Where(s => _news.Months(ListKey.Section(_language, s.Slug)).Count > 0)
            .Select(s =>
            {
                var name = s.Name.For(_language) ?? (s.Slug, _language);
                return new CountedLink(name.Item1, $"{Home}sections/{s.Slug}/", Current: s.Slug == current, Language: name.Item2 == _language ? null : name.Item2);
            }),
    ];

    private IReadOnlyList<CountedLink> KindLinks(ArticleKind? current = null) =>
    [
        .. _news.Kinds(_language).Where(k => k.IsNews())
            .Select(k => new CountedLink(_words["kinds." + k.Word()], $"{Home}kinds/{k.Word()}/", Current: k == current, Language: _words.Borrowed)),
    ];
}

using System.Globalization;
using Acta.Record;
using Acta.Record.News;

namespace Acta.Views.News;

/// <summary>What the views take from a document of an article.</summary>
internal static class ArticleFacts
{
    /// <summary>The row with everything the document tells; without a document (erased) nothing but ids and times is left.</summary>
    public static ArticleRow With(this ArticleRow row, Edition? edition, TimeZoneInfo zone)
    {
        if (edition is null) return row.Bare();
        var imported = edition.FirstPublished is not null;
        var date = imported ? InZone(edition.FirstPublished!.Date, zone) : PartialDate.Of(TimeZoneInfo.ConvertTime(row.RecordedAt, zone));
        var deadline = edition.Advisory?.AccreditationDeadline;
        var ahead = edition.Kind is ArticleKind.MediaAdvisory or ArticleKind.Announcement
            ? deadline ?? edition.Event?.To ?? edition.Event?.From
            : null;
        return row with
        {
            Kind = edition.Kind,
            Headline = edition.Headline,
            HeadlineDerived = edition.HeadlineDerived,
            Summary = edition.Summary,
            Address = edition.Address,
            FormerAddresses = edition.FormerAddresses,
            Date = date,
            Sort = SortOf(date),
            Imported = imported,
            FirstSite = edition.FirstPublished?.Site,
            FirstUrl = edition.FirstPublished?.Url,
            ChangedOnFormerSite = edition.ChangedOnFormerSite,
            EventFrom = edition.Event?.From,
            EventTo = edition.Event?.To,
            Place = edition.Place,
            Speaker = edition.Speaker,
            SourceName = edition.Source?.Name,
            Reference = edition.Reference,
            Lead = edition.Lead,
            Sections = [.. edition.Sections.Distinct()],
            Tags = [.. edition.Tags.DistinctBy(TagKeys.Of)],
            Deadline = deadline,
            DeadlineEnds = deadline is { } d ? EndOf(d, zone) : null,
            UpcomingEnds = ahead is { } until ? EndOf(until, zone) : null,
            PinnedEnds = edition.PinnedUntil is { } day ? EndOf(PartialDate.Of(day), zone) : null,
            EditionKind = edition.EditionKind,
            TranslatedLanguage = edition.TranslationOf?.Language,
            TranslatedDigest = edition.TranslationOf?.Digest,
            TranslatedOlder = edition.TranslationOf?.Older ?? false,
            TranslatedOutlet = edition.TranslationOf?.Outlet,
            Note = edition.Correction?.Note,
            MajorCorrection = edition.Correction?.Major ?? false,
        };
    }

    /// <summary>The row without anything of its document.</summary>
    public static ArticleRow Bare(this ArticleRow row) => new()
    {
        Edition = row.Edition,
        Entry = row.Entry,
        Until = row.Until,
        Amendment = row.Amendment,
        Id = row.Id,
        Language = row.Language,
        Act = row.Act,
        Revision = row.Revision,
        ChangedAt = row.ChangedAt,
        RecordedAt = row.RecordedAt,
        NoticeDigest = row.NoticeDigest,
        State = ArticleState.Erased,
    };

    /// <summary>Whether two documents give readers the same text: headline, summary, picture, body and the facts around them.</summary>
    public static bool SameText(Edition a, Edition b) => Text(a).AsSpan().SequenceEqual(Text(b));

    // What may differ while the text is the same: how it is filed and found, and what is said of the change itself.
    private static byte[] Text(Edition e) => (e with
    {
        Correction = null,
        Slug = "",
        Address = "",
        FormerAddresses = [],
        PinnedUntil = null,
        Sections = [],
        Tags = [],
        TranslationOf = e.TranslationOf is { } of ? of with { Digest = null, Older = false } : null,
    }).ContentBytes();

    // A time of another zone is shown, sorted and addressed by the organisation's own day.
    private static PartialDate? InZone(PartialDate? date, TimeZoneInfo zone)
    {
        if (date is not { HasTime: true } d) return date;
        var here = TimeZoneInfo.ConvertTime(d.Start, zone);
        return d.Precision == DatePrecision.Second ? PartialDate.Of(here) : PartialDate.Parse(here.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture));
    }

    private static long SortOf(PartialDate? date)
    {
        if (date is not { } d) return 0;
        var day = (d.Year * 10_000L) + ((d.Month ?? 0) * 100) + (d.Day ?? 0);
        return (day * 100_000) + (d.HasTime ? (long)d.Start.TimeOfDay.TotalSeconds : 0);
    }

    // The first moment after the date: a time is passed at once, a day when it is over in the site's zone.
    private static DateTimeOffset EndOf(PartialDate date, TimeZoneInfo zone)
    {
        if (date.HasTime) return date.Start;
        var midnight = date.LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue);
        // Where the clocks skip midnight, the day begins when they have.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }
}

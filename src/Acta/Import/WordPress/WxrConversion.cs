using System.Net;
using Acta.Import.Feeds;
using Acta.Html;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Import.WordPress;

/// <summary>One post or page of WordPress as an edition.</summary>
internal sealed class WxrConversion(WxrItem item, WxrFacts facts, string? site, MappingFile map, IReadOnlySet<string> siteSections, ImportReport report)
{
    private readonly List<string> _warnings = [];

    /// <exception cref="BadItem">It can't become an edition.</exception>
    public Draft Convert(string type, string? kind, string language)
    {
        Uri.TryCreate(item.Link, UriKind.Absolute, out var at);
        var html = ClassicMarkup.ToHtml(item.Content, facts.Attachments, _warnings.Add);
        var converted = HtmlToBlocks.Convert(html, new HtmlSourceOptions(at, language));
        _warnings.AddRange(converted.Warnings);
        var remote = new List<string>(converted.RemoteMedia);
        var lead = Lead(remote);
        var (sections, tags, mapped) = Filed();
        var title = FeedItem.OneLine(WebUtility.HtmlDecode(item.Title));
        if (item.IsSticky) _warnings.Add("it was kept at the top of the former site; pin it here, if it still should be.");
        var published = WxrItem.Moment(item.Date, item.DateGmt) ?? PublicDate();
        var modified = WxrItem.Moment(item.Modified, item.ModifiedGmt);
        var isPage = type == "page";
        return new Draft(new Edition
        {
            Id = System.Guid.Empty,
            Language = language,
            Kind = isPage ? ArticleKind.Page : Kind(mapped ?? kind),
            Headline = title.Length > 0 ? title : Derived.Headline(converted.Body, language),
            HeadlineDerived = title.Length == 0,
            Summary = Summary(at, language),
            Body = converted.Body,
            Lead = lead,
            Sections = isPage ? [] : sections,
            Tags = tags,
            FirstPublished = new FirstPublication(published is { } p ? SourceDates.Of(p) : null, site, item.Link.Length > 0 ? item.Link : null),
            ChangedOnFormerSite = modified is { } m && published is { } first && m > first.AddMinutes(1) ? SourceDates.Of(m) : null,
            Byline = item.Creator.Length > 0 ? facts.Authors.GetValueOrDefault(item.Creator, item.Creator) : null,
            Slug = isPage && item.Name.All(char.IsAscii) && Slugs.IsValid(item.Name) ? item.Name : "",
            FormerAddresses = [.. Former().Distinct()],
        })
        {
            Warnings = _warnings,
            RemoteMedia = [.. remote.Distinct()],
        };
    }

    private static ArticleKind Kind(string? word)
    {
        if (word is null) return ArticleKind.News;
        try
        {
            return ArticleKinds.Parse(word);
        }
        catch (FormatException e)
        {
            throw new BadItem($"the mapping file: {e.Message}.");
        }
    }

    private (List<string> Sections, List<string> Tags, string? Kind) Filed()
    {
        var sections = new List<string>();
        var tags = new List<string>();
        string? kind = null;
        foreach (var (domain, slug, name) in item.Terms)
        {
            if (domain == "category")
            {
                if (slug == "uncategorized") continue;
                if (!map.Names(name, slug) && siteSections.Contains(slug)) sections.Add(slug);
                else kind = map.File(name, slug, sections, tags, report, "categories that the mapping file does not name (kept as tags)", keepUnmapped: true) ?? kind;
            }
            else if (domain == "post_tag") kind = map.File(name, slug, sections, tags, report, "tags that the mapping file does not name (kept as they are)", keepUnmapped: true) ?? kind;
            else if (domain is not ("language" or "post_translations" or "post_format" or "term_language" or "term_translations")) report.List("taxonomies left out", domain);
        }
        return ([.. sections.Distinct()], [.. tags.Distinct()], kind);
    }

    private Image? Lead(List<string> remote)
    {
        if (item.MetaOf("_thumbnail_id") is not { Length: > 0 } id) return null;
        if (!facts.Attachments.TryGetValue(id.Trim(), out var picture))
        {
            _warnings.Add($"its leading picture (attachment {id.Trim()}) is not in the export.");
            return null;
        }
        remote.Add(picture.Url);
        var caption = string.IsNullOrWhiteSpace(picture.Caption) ? null : BodyText.Plain(HtmlToBlocks.Convert(picture.Caption, new HtmlSourceOptions()).Body);
        return new Image(new MediaSource(null, picture.Url), picture.Alt, string.IsNullOrWhiteSpace(caption) ? null : Inlines.Escape(FeedItem.OneLine(caption)));
    }

    private string? Summary(Uri? at, string language)
    {
        if (string.IsNullOrWhiteSpace(item.Excerpt)) return null;
        var text = FeedItem.OneLine(BodyText.Plain(HtmlToBlocks.Convert(item.Excerpt, new HtmlSourceOptions(at, language)).Body));
        return text.Length == 0 ? null : text;
    }

    private DateTimeOffset? PublicDate() =>
        item.PublicDate.Length > 0 && !item.PublicDate.Contains("-0001", StringComparison.Ordinal) && DateTimeOffset.TryParse(item.PublicDate, System.Globalization.CultureInfo.InvariantCulture, out var moment) && moment.Year > 1 ? moment : null;

    // Every address that readers may have kept.
    private IEnumerable<string> Former()
    {
        if (FormerAddress.Of(item.Link) is { } link)
        {
            yield return link;
            if (item.Meta.TryGetValue("_wp_old_slug", out var old) && !link.Contains('?'))
            {
                var path = link.TrimEnd('/');
                var parent = path[..(path.LastIndexOf('/') + 1)];
                foreach (var slug in old.Where(o => o.Length > 0)) yield return parent + slug + (link.EndsWith('/') ? "/" : "");
            }
        }
        if (FormerAddress.Of(item.Guid) is { } guid) yield return guid;
        if (item.Id.Length > 0) yield return (item.Type == "page" ? "/?page_id=" : "/?p=") + item.Id;
    }
}

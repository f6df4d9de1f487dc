using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Views.News;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    private RenderedPage MakeArticle(ArticleRow found)
    {
        // Found in this snapshot and readable: its document is there.
        var full = _news.Article(found) ?? throw new InvalidOperationException($"{found.Language}/{found.Address} is readable and has no document");
        var (row, edition) = (full.Row, full.Edition);
        var versions = VersionsOf(full);
        var frame = ArticleFrame(row, edition) with { Versions = versions };
        frame = frame with { JsonLd = JsonLd.Article(frame, row, edition) };
        var (older, newer) = _news.Neighbours(row);
        var banners = new List<Banner>();
        if (row.State == ArticleState.Retired)
            banners.Add(new Banner(
                _words.Text("retired.title", ("date", DayOf(RetiredAt(full)))),
                full.Notice is { } notice ? In(notice.Reason)?.Text : null,
                full.Notice is { } its ? In(its.Reason)?.Language : null,
                full.Notice?.Replacement is { } replacement ? LinkTo(replacement, "retired.instead") : null));
        var related = !edition.Kind.IsNews() || row.Sections.Count == 0
            ? []
            : _news.Before(ListKey.Section(_language, row.Sections[0]), row, 4).Where(r => r.Edition != older?.Edition).Take(3);
        var page = Page(200, Slices.Article.Create(ModelOf(frame, row, edition) with
        {
            Banners = banners,
            History = HistoryOf(full),
            Translation = TranslationOf(full),
            RecordNumber = row.Entry,
            Previous = older is null ? null : CardOf(older),
            Next = newer is null ? null : CardOf(newer),
            Related = [.. related.Select(r => CardOf(r))],
        }));
        return page with { Article = row.Id };
    }

    private PageFrame ArticleFrame(ArticleRow row, Edition edition)
    {
        var crumbs = new List<Crumb>();
        if (edition.Kind.IsNews())
        {
            crumbs.Add(new Crumb(_words["news.all"], Home + "news/", _words.Borrowed));
            if (edition.Sections.FirstOrDefault(s => _settings.Sections.Any(o => o.Slug == s)) is { } section)
            {
                var name = _settings.Sections.First(o => o.Slug == section).Name.For(_language) ?? (section, _language);
                crumbs.Add(new Crumb(name.Item1, $"{Home}sections/{section}/", name.Item2 == _language ? null : name.Item2));
            }
        }
        return Frame(row.Headline) with
        {
            Description = row.Summary ?? BodyText.Summary(edition.Body, 200),
            Crumbs = crumbs,
            Feeds = [.. Feeds("", ShortName + " – " + _words["feed.all"]), new FeedLink("ninjs 3.1", $"/api/v1/articles/{row.Id}/ninjs?lang={row.Language}", "application/json")],
            Image = row.Lead?.Source.File is { } file
                ? new CardImage(BodyHtml.MediaAddress(file), file.Width, file.Height, row.Lead.Alt)
                : CardImage(row),
            Article = !edition.Kind.IsNews() ? null : new ArticleData(
                row.Date?.ToString(), row.LastChange.ToString(), row.Sections.Count > 0 ? SectionName(row.Sections[0]) : null, row.Tags),
        };
    }

    // What the article says of itself, whichever of its versions is shown.
    private ArticlePage ModelOf(PageFrame frame, ArticleRow row, Edition edition)
    {
        var facts = FactsOf(edition, row);
        return new ArticlePage(frame)
        {
            Kind = edition.Kind,
            KindLink = new CountedLink(_words["kind." + edition.Kind.Word()], $"{Home}kinds/{edition.Kind.Word()}/"),
            Headline = edition.Headline,
            Derived = edition.HeadlineDerived,
            // A summary that only repeats how the body begins is for lists.
            Summary = edition.Summary is { } summary && !BodyText.Summary(edition.Body, summary.Length + 40).StartsWith(summary.TrimEnd('…', '.', ' '), StringComparison.Ordinal) ? summary : null,
            Date = row.Date is { } date ? Dates.Partial(date) : null,
            MachineDate = row.Date is { } machine ? Minute(machine) : null,
            Place = edition.Place,
            Byline = edition.Byline,
            Dateline = edition.Dateline,
            Speaker = edition.Speaker,
            Reference = edition.Reference,
            Lead = edition.Lead is { } lead ? BodyHtml.RenderFigure(lead, BodyOptions, first: true) : null,
            Body = BodyHtml.Render(edition.Body, BodyOptions),
            Facts = facts,
            Records = RecordsOf(edition),
            Then = Then(edition, row.Date),
            DeadlinePassed = IsPast(row.DeadlineEnds),
            Source = edition.Source,
            Contact = edition.PressContact,
            Reuse = edition.ReuseTerms is { } terms ? (terms, null) : !edition.Kind.IsNews() ? null : In(_settings.ReuseTerms),
            Sections = [.. edition.Sections.Where(s => SectionName(s) is not null).Select(s => new CountedLink(SectionName(s)!, $"{Home}sections/{s}/"))],
            Tags = [.. row.Tags.Select(t => new CountedLink(t, $"{Home}tags/{HtmlText.PathPart(TagKeys.Of(t))}/"))],
        };
    }

    // Advisories and announcements put first what a journalist must know; of other kinds the event stands with the place.
    private List<Fact> FactsOf(Edition edition, ArticleRow row)
    {
        var facts = new List<Fact>();
        if (edition.Kind is not (ArticleKind.MediaAdvisory or ArticleKind.Announcement) && edition.Advisory is null) return facts;
        if (edition.Event is { } when) facts.Add(new Fact(_words["facts.when"], Dates.Range(when), when.To is null ? when.From.ToString() : null));
        if ((edition.Advisory?.Venue ?? edition.Place) is { } where) facts.Add(new Fact(_words["facts.where"], where));
        if (edition.Advisory?.AccreditationDeadline is { } until) facts.Add(new Fact(_words["facts.deadline"], Dates.Partial(until), Minute(until), Strong: true));
        if (edition.Advisory?.Accreditation is { } how) facts.Add(new Fact(_words["facts.how"], how));
        if (facts.Count > 0 && edition.PressContact is { } contact) facts.Add(new Fact(_words["facts.contact"], contact.Name, Contact: contact));
        return facts;
    }

    private bool IsPast(DateTimeOffset? moment)
    {
        if (moment is not { } at) return false;
        _reading.ExpiresAt(at);
        return at <= _reading.Now;
    }

    // Every language of the site, and any other the article happens to have.
    private IReadOnlyList<PageVersion> VersionsOf(ArticleFull full)
    {
        var readable = full.Languages.Where(l => l.Row.Readable).ToDictionary(l => l.Row.Language);
        return
        [
            .. _settings.Languages.Union(readable.Keys).Select(language =>
            {
                if (!readable.TryGetValue(language, out var version)) return new PageVersion(language, VersionState.Missing, null, _words["version.missing"]);
                // Which is the original is said where another says that it translates: an import often tells neither.
                var note = version.Row.EditionKind switch
                {
                    EditionKind.OfficialTranslation => _words["translation.official"],
                    EditionKind.CourtesyTranslation => _words["translation.courtesy"],
                    _ => readable.Values.Any(v => v.Row.EditionKind != EditionKind.Original) ? _words["translation.original"] : null,
                };
                if (version.Behind) note += " · " + _words["version.behind"];
                var state = language == _language ? VersionState.Here : version.Behind ? VersionState.Behind : VersionState.There;
                return new PageVersion(language, state, $"/{language}/{version.Row.Address}", note) { Beside = language == _language ? null : $"{Home}{full.Row.Address}/beside/{language}" };
            }),
        ];
    }

    private TranslationNote? TranslationOf(ArticleFull full)
    {
        var edition = full.Edition;
        if (edition.EditionKind == EditionKind.Original) return null;
        var kind = edition.EditionKind == EditionKind.OfficialTranslation ? "translation.official" : "translation.courtesy";
        var sentences = new List<string>
        {
            edition.TranslationOf is { } from ? _words.Text(kind + ".of", ("language", _words.LanguageName(from.Language))) : _words[kind + ".plain"],
        };
        if (edition.TranslationOf?.Outlet is { } outlet) sentences.Add(_words.Text("translation.external", ("outlet", outlet)));
        if (edition.Prevailing is { } prevailing && prevailing != edition.Language) sentences.Add(_words.Text("translation.prevails", ("language", _words.LanguageName(prevailing))));
        if (full.Behind) sentences.Add(BehindSince(full));
        CountedLink? original = null;
        if (edition.TranslationOf is { } of)
        {
            if (full.Languages.FirstOrDefault(l => l.Row.Language == of.Language && l.Row.Readable) is { } own && of.Outlet is null)
                original = new CountedLink(_words.Text("translation.read", ("name", own.Row.Headline)), $"/{own.Row.Language}/{own.Row.Address}");
            else if (of.Url is { } url && HtmlText.SafeLink(url) is { } link)
                original = new CountedLink(_words.Text("translation.read", ("name", of.Outlet ?? HtmlText.Host(link) ?? link)), link);
        }
        return new TranslationNote(sentences, original, full.Behind);
    }

    // "The Russian original was corrected on 3 July 2025; this translation is of 30 June." Where an import tells no days of
    // texts, or a translation came out after the change that it lacks, none are said.
    private string BehindSince(ArticleFull full, string key = "translation.behind")
    {
        var row = full.Row;
        if (row.TranslatedLanguage is not { } language || row.TranslatedOlder
            || full.Revisions.LastOrDefault(r => BringsText(r.Row.Act))?.Row is not { } own
            || _news.Revisions(row.Id, language).LastOrDefault(r => BringsText(r.Row.Act))?.Row is not { } original
            || own is { Imported: true, Revision: 1 } || original is { Imported: true, Revision: 1 }) return _words.Text(key, ("translation", _words.LanguageName(row.Language)));
        return _words.Text(
            key + (original.Act == Act.Correct ? ".corrected" : ".changed"),
            ("translation", _words.LanguageName(row.Language)), ("language", _words.LanguageName(language)), ("date", DayOf(original.ChangedAt)), ("of", DayIn(Local(original.ChangedAt).Year, own.ChangedAt)));
    }

    private static DateTimeOffset RetiredAt(ArticleFull full) => full.Revisions.LastOrDefault(r => r.Row.Act == Act.Retire)?.Row.ChangedAt ?? full.Row.ChangedAt;

    // The time element takes no seconds that nobody stated.
    private static string Minute(PartialDate date) => date.Precision == DatePrecision.Second ? date.Start.ToString("yyyy-MM-dd'T'HH:mmzzz", System.Globalization.CultureInfo.InvariantCulture) : date.ToString();
}

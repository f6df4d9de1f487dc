using Acta.Record.News;
using Acta.Record.Register;
using Acta.Views.News;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    private RenderedPage MakeHome()
    {
        var key = ListKey.All(_language);
        var newest = _news.Newest(key, 24);
        var pinned = _news.Pinned(_language);
        // What the office set there leads, then what it pinned, then the newest that is current; where nothing is current any
        // more, what there was.
        var front = _settings.Front.Where(i => i.Language is null || i.Language == _language).Select(i => _news.Current(i.Article, _language)).OfType<ArticleRow>().Where(r => r.State == ArticleState.Live);
        var top = front.Concat(pinned).Concat(newest.Where(r => r.State == ArticleState.Live)).DistinctBy(r => r.Edition).Take(4).ToList();
        if (top.Count == 0) top = [.. newest.Take(1)];
        var shown = top.Select(r => r.Edition).ToHashSet();
        var name = _settings.Name.For(_language)?.Text ?? "";
        var frame = Frame(name) with
        {
            IsHome = true,
            Description = In(_settings.Tagline)?.Text,
            Versions = InEveryLanguage(_ => ""),
            Feeds = Feeds("", name + " – " + _words["feed.all"]),
        };
        frame = frame with { JsonLd = JsonLd.Site(frame), Image = CardImage(null) };
        return Page(200, Slices.Home.Create(new HomePage(frame)
        {
            Lead = top.Count > 0 ? CardOf(top[0]) : null,
            Beside = [.. top.Skip(1).Select(r => CardOf(r))],
            Latest = ByDay(newest.Where(r => !shown.Contains(r.Edition)).Take(20)),
            Upcoming = [.. _news.Upcoming(_language).Take(5).Select(r => CardOf(r, ahead: true))],
            Statements = [.. _news.Newest(ListKey.Kind(_language, ArticleKind.Statement), 4).Where(r => !shown.Contains(r.Edition)).Take(3).Select(r => CardOf(r))],
            Register = RegisterLists(),
            Sections = SectionLinks(),
            Kinds = KindLinks(),
        }));
    }

    private List<CountedLink> RegisterLists()
    {
        List<CountedLink> lists = [.. RecordAddress.Folders.Where(f => f == "states" ? Register.Any("organization") && Register.Has("organization", "kind", Organization.State) : Register.Any(RegisterFilters.KindOf(f)))
            .Select(f => new CountedLink(_words["register." + f], $"{Home}{f}/", Language: _words.Borrowed))];
        if (Register.Any("event")) lists.Add(new CountedLink(_words["calendar"], Home + "calendar/", Language: _words.Borrowed));
        return lists;
    }

    private RenderedPage MakeNews(int? number) => MakeList(ListKey.All(_language), number, "news/", "", InEveryLanguage(_ => "news/", number is null),
        (frame, page) => new NewsListPage(frame, _words["news.all"]) { HeadingLanguage = _words.Borrowed, Intro = number is null ? _words["news.intro"] : null, IntroLanguage = _words.Borrowed }, archive: true);

    private RenderedPage MakeSection(string slug, int? number)
    {
        if (_settings.Sections.FirstOrDefault(s => s.Slug == slug) is not { } section) return NotFound();
        var (name, language) = section.Name.For(_language) ?? (slug, _language);
        return MakeList(ListKey.Section(_language, slug), number, $"sections/{slug}/", $"sections/{slug}/", InEveryLanguage(_ => $"sections/{slug}/", number is null),
            (frame, _) => new NewsListPage(frame, name)
            {
                HeadingLanguage = language == _language ? null : language,
                Eyebrow = _words["section"],
                Intro = In(section.Description)?.Text,
                IntroLanguage = In(section.Description)?.Language,
                Sections = SectionLinks(slug),
            }, title: name);
    }

    private RenderedPage MakeKind(string word, int? number)
    {
        if (Enum.GetValues<ArticleKind>().FirstOrDefault(k => k.Word() == word, ArticleKind.Page) is var kind && !kind.IsNews()) return NotFound();
        var name = _words["kinds." + word];
        return MakeList(ListKey.Kind(_language, kind), number, $"kinds/{word}/", $"kinds/{word}/", InEveryLanguage(_ => $"kinds/{word}/", number is null),
            (frame, _) => new NewsListPage(frame, name) { HeadingLanguage = _words.Borrowed, Kinds = KindLinks(kind) }, title: name);
    }

    private RenderedPage MakeTag(string key, int? number)
    {
        var list = ListKey.Tag(_language, key);
        if (_news.TagLabel(list) is not { } label) return NotFound();
        if (key != list.Key) return Moved($"tags/{list.Key}/");
        return MakeList(list, number, $"tags/{HtmlText.PathPart(key)}/", null, InEveryLanguage(_ => null),
            (frame, _) => new NewsListPage(frame, label) { Eyebrow = _words["tag"] }, title: label);
    }

    // A year or a month; year 0 is what has no date.
    private RenderedPage MakePeriod(int year, int? month, int? number)
    {
        var key = ListKey.All(_language);
        var months = _news.Months(key);
        if (!months.Any(m => m.Year == year && (month is null || m.Month == month))) return NotFound();
        var below = year == 0 ? "news/undated/" : month is { } m ? $"news/{year:0000}/{m:00}/" : $"news/{year:0000}/";
        var heading = year == 0 ? _words["archive.undated"] : month is { } of ? Dates.Month(year, of) : year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
        var versions = InEveryLanguage(l => _news.Months(ListKey.All(l)).Any(o => o.Year == year && (month is null || o.Month == month)) ? below : null, number is null);
        return MakeList(key, number, below, "", versions, (frame, _) => new NewsListPage(frame, heading)
        {
            HeadingLanguage = year == 0 ? _words.Borrowed : null,
            Eyebrow = _words["news.all"],
            Months = year > 0 && month is null && number is null
                ? [.. _news.Archive(key).Where(a => a.Year == year && a.Month > 0).Select(a => new CountedLink(Dates.MonthName(a.Month), $"{Home}news/{year:0000}/{a.Month:00}/", a.Count))]
                : [],
            Earlier = year > 0 && number is null ? Step(months, year, month, -1) : null,
            Later = year > 0 && number is null ? Step(months, year, month, 1) : null,
        }, year, month, title: heading, archive: true);
    }

    private RenderedPage MakeList(ListKey key, int? number, string below, string? feed, IReadOnlyList<PageVersion> versions,
        Func<PageFrame, ListPage, NewsListPage> make, int? year = null, int? month = null, string? title = null, bool archive = false)
    {
        if (_news.Page(key, number, year, month) is not { } page) return NotFound();
        title ??= _words["news.all"];
        var frame = Frame(number is null ? title : _words.Text("page.title", ("title", title), ("number", number.Value))) with
        {
            Versions = versions,
            Crumbs = below == "news/" ? [] : below.StartsWith("news/", StringComparison.Ordinal) ? [new Crumb(_words["news.all"], Home + "news/", _words.Borrowed)] : [],
            Feeds = feed is null ? [] : Feeds(feed, (feed.Length == 0 ? _words["feed.all"] : title) + " – " + ShortName),
            Description = number is null && year is null ? title + " – " + (_settings.Name.For(_language)?.Text ?? "") : null,
        };
        if (number is not null) frame = frame with { Crumbs = [.. frame.Crumbs, new Crumb(title, Home + below)] };
        // The newest page has no number of its own; the next older one is the first that is not wholly on it.
        var pager = page.Pages > 1
            ? new Pager(number ?? 0, page.Pages, n => $"{Home}{below}page/{n}/") { Newest = Home + below, OlderThanNewest = page.Older }
            : null;
        var model = make(frame, page) with
        {
            Count = number is null ? page.Total : null,
            Days = ByDay(page.Items),
            Pager = pager,
        };
        if (archive) model = model with { Archive = ArchiveOf(key, year, month, counted: number is null) };
        if (model.Sections.Count == 0 && below == "news/" && number is null) model = model with { Sections = SectionLinks(), Kinds = KindLinks() };
        return Page(200, Slices.List.Create(model));
    }

    // The years, and the months of the year one is in: decades of months would outweigh the news.
    // On numbered pages without counts and months: those pages stay as they are when something is published.
    private IReadOnlyList<ArchiveYear> ArchiveOf(ListKey key, int? year, int? month, bool counted)
    {
        IEnumerable<MonthCount> months = counted ? _news.Archive(key) : _news.Months(key).Select(m => new MonthCount(m.Year, m.Month, 0));
        var open = year ?? (counted ? months.Max(m => (int?)m.Year) : null);
        return
        [
            .. months.GroupBy(m => m.Year).OrderByDescending(y => y.Key).Select(y => new ArchiveYear(
                y.Key == 0
                    ? new CountedLink(_words["archive.undated"], Home + "news/undated/", counted ? y.Sum(m => m.Count) : null, year == 0, _words.Borrowed)
                    : new CountedLink(y.Key.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), $"{Home}news/{y.Key:0000}/", counted ? y.Sum(m => m.Count) : null, y.Key == year && month is null),
                [.. y.Where(m => m.Month > 0 && y.Key == open).OrderByDescending(m => m.Month).Select(m =>
                    new CountedLink(Dates.MonthName(m.Month), $"{Home}news/{m.Year:0000}/{m.Month:00}/", counted ? m.Count : null, m.Year == year && m.Month == month))])),
        ];
    }

    private CountedLink? Step(IReadOnlyList<(int Year, int Month)> months, int year, int? month, int direction)
    {
        if (month is not { } of)
        {
            var years = months.Select(m => m.Year).Where(y => y > 0 && (direction < 0 ? y < year : y > year)).Distinct().Order().ToList();
            if (years.Count == 0) return null;
            var to = direction < 0 ? years[^1] : years[0];
            return new CountedLink(to.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), $"{Home}news/{to:0000}/");
        }
        var others = months.Where(m => m is { Year: > 0, Month: > 0 } && (direction < 0 ? m.CompareTo((year, of)) < 0 : m.CompareTo((year, of)) > 0)).Order().ToList();
        if (others.Count == 0) return null;
        var (y, mm) = direction < 0 ? others[^1] : others[0];
        return new CountedLink(Dates.Month(y, mm), $"{Home}news/{y:0000}/{mm:00}/");
    }

    private string ShortName => In(_settings.ShortName)?.Text ?? In(_settings.Name)?.Text ?? "";
}

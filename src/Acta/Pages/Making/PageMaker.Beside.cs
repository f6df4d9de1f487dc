using Acta.Record.Bodies;
using Acta.Views.News;

namespace Acta.Pages;

internal sealed partial class PageMaker
{
    // An article in two languages side by side. Passages are found by the ids of blocks, which translations share.
    private RenderedPage MakeBeside(ArticleRow found, string other)
    {
        if (other == _language || _news.Article(found) is not { } here || _news.Article(found.Id, other) is not { } there) return NotFound();
        var versions = VersionsOf(here);
        var frame = Frame(_words.Text("beside.title", ("headline", here.Row.Headline), ("language", _words.LanguageName(other)))) with
        {
            Crumbs = [ListOf(here.Row), new Crumb(here.Row.Headline, Home + here.Row.Address)],
            Versions = InEveryLanguage(l => l == other ? $"{there.Row.Address}/beside/{_language}" : versions.FirstOrDefault(v => v.Language == l)?.Href?[(l.Length + 2)..], same: false),
            NoIndex = true,
            Canonical = Home + here.Row.Address,
        };
        var notes = new List<string>();
        if ((here.Edition.Prevailing ?? there.Edition.Prevailing) is { } prevailing) notes.Add(_words.Text("translation.prevails", ("language", _words.LanguageName(prevailing))));
        foreach (var side in new[] { here, there })
            if (side.Behind) notes.Add(BehindSince(side, "beside.behind"));
        var pairs = Pairs(
            BodyHtml.RenderEach(here.Edition.Body, BodyOptions),
            BodyHtml.RenderEach(Aligned(there.Edition.Body, here.Edition.Body), new BodyOptions { Words = SiteWords.For(other), Mention = Mention, Prefix = other.ToLowerInvariant() + "-" }));
        return Page(200, Slices.Beside.Create(new BesidePage(frame, here.Row.Headline, Home + here.Row.Address, notes, Side(here), Side(there), pairs)));

        BesideSide Side(ArticleFull full) => new(
            full.Row.Language, full.Row.Headline, $"/{full.Row.Language}/{full.Row.Address}", full.Edition.Summary, versions.FirstOrDefault(v => v.Language == full.Row.Language)?.Note);
    }

    // Texts that were imported each for itself share no ids: they are aligned by the order of their kinds.
    private static IReadOnlyList<Block> Aligned(IReadOnlyList<Block> body, IReadOnlyList<Block> with)
    {
        var ids = with.Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        return body.Count(b => ids.Contains(b.Id)) * 2 >= Math.Min(body.Count, with.Count) ? body : BlockIds.AlignTo(body, with);
    }

    private static List<BesidePair> Pairs(IReadOnlyList<(string Id, string Html)> here, IReadOnlyList<(string Id, string Html)> there)
    {
        var pairs = new List<BesidePair>(here.Count);
        var placed = new bool[there.Count];
        var next = 0;
        foreach (var (id, html) in here)
        {
            var at = -1;
            for (var i = 0; i < there.Count && at < 0; i++)
                if (!placed[i] && there[i].Id == id) at = i;
            // What the other language alone has stands before the next passage that both have.
            for (; at >= 0 && next < at; next++)
                if (!placed[next] && here.All(h => h.Id != there[next].Id)) Alone(next);
            if (at >= 0) placed[at] = true;
            pairs.Add(new BesidePair(html, at < 0 ? null : there[at].Html));
        }
        for (var i = 0; i < there.Count; i++)
            if (!placed[i]) Alone(i);
        return pairs;

        void Alone(int i)
        {
            placed[i] = true;
            pairs.Add(new BesidePair(null, there[i].Html));
        }
    }
}

using Acta.Record.Bodies;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Acta.Tests.Import;

/// <summary>What a page holds, counted by two ways that know nothing of each other: in its HTML, and in the blocks made of it.</summary>
internal sealed record HtmlCensus(string Letters, IReadOnlyList<string> Links, int Pictures, int Cells, int Items, int Terms)
{
    /// <summary>The first thing that was lost, or null.</summary>
    public string? Compare(HtmlCensus after)
    {
        if (Letters != after.Letters)
        {
            var at = 0;
            while (at < Letters.Length && at < after.Letters.Length && Letters[at] == after.Letters[at]) at++;
            return $"words differ at {at} of {Letters.Length}: “{Part(Letters, at)}” became “{Part(after.Letters, at)}”";
        }
        if (Links.Except(after.Links).FirstOrDefault() is { } link) return $"a link to {link} is lost";
        if (Links.Count > after.Links.Count) return $"{Links.Count} links became {after.Links.Count}";
        if (Pictures > after.Pictures) return $"{Pictures} pictures became {after.Pictures}";
        if (Cells > after.Cells) return $"{Cells} cells became {after.Cells}";
        if (Items > after.Items) return $"{Items} items became {after.Items}";
        return Terms > after.Terms ? $"{Terms} terms became {after.Terms}" : null;
    }

    private static string Part(string text, int at) => text.Substring(Math.Max(0, at - 20), Math.Min(50, text.Length - Math.Max(0, at - 20)));

    public static HtmlCensus Of(string html)
    {
        var body = new HtmlParser().ParseDocument(html).Body!;
        foreach (var unseen in body.QuerySelectorAll("script, style, template, input, button, select, textarea")) unseen.Remove();
        var tables = body.QuerySelectorAll("table").Where(t => t.QuerySelectorAll("td, th").Count(c => c.Closest("table") == t) > 1).ToList();
        return new HtmlCensus(
            Squeeze(string.Concat(body.GetDescendants().OfType<IText>().Select(t => t.Data))),
            [.. body.QuerySelectorAll("a[href]").Where(a => !string.IsNullOrWhiteSpace(a.TextContent)).Select(a => a.GetAttribute("href")!).Where(h => h.Trim().Length > 0 && !h.Contains("script:")).Select(Whole)],
            body.QuerySelectorAll("img[src]").Length,
            tables.Sum(t => t.QuerySelectorAll("td, th").Count(c => c.Closest("table") == t)),
            body.QuerySelectorAll("ul > li, ol > li").Length,
            body.QuerySelectorAll("dt").Count(d => !string.IsNullOrWhiteSpace(d.TextContent)));
    }

    // As browsers read an address: line ends and tabs do not count, and a stroke either way is one.
    private static string Whole(string href) => Uri.TryCreate(DebianPosts.Home, string.Concat(href.Where(c => c is not ('\n' or '\r' or '\t'))).Trim().Replace('\\', '/'), out var uri) ? uri.AbsoluteUri : href;

    public static HtmlCensus Of(IReadOnlyList<Block> body)
    {
        var links = new List<string>();
        int pictures = 0, cells = 0, items = 0, terms = 0;
        var words = new System.Text.StringBuilder();
        Blocks(body);
        return new HtmlCensus(Squeeze(words.ToString()), links, pictures, cells, items, terms);

        void Blocks(IEnumerable<Block> blocks)
        {
            foreach (var block in blocks)
            {
                switch (block)
                {
                    case Paragraph p: Text(p.Text); break;
                    case Heading h: Text(h.Text); break;
                    case Code c: words.Append(c.Text); break;
                    case ListBlock l:
                        items += l.Items.Count;
                        Blocks(l.Items.SelectMany(i => i.Blocks));
                        break;
                    case Quote q:
                        Blocks(q.Blocks);
                        if (q.Cite is not null) Text(q.Cite);
                        break;
                    case Table t:
                        if (t.Caption is not null) Text(t.Caption);
                        cells += t.Rows.Sum(r => r.Cells.Count);
                        Blocks(t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks));
                        break;
                    case DefinitionList d:
                        foreach (var item in d.Items)
                        {
                            terms += item.Terms.Count;
                            foreach (var term in item.Terms) Text(term);
                            foreach (var detail in item.Details) Blocks(detail);
                        }
                        break;
                    case ImageBlock i:
                        pictures++;
                        if (i.Image.Caption is not null) Text(i.Image.Caption);
                        break;
                    case Gallery g:
                        pictures += g.Images.Count;
                        foreach (var image in g.Images.Where(i => i.Caption is not null)) Text(image.Caption!);
                        if (g.Caption is not null) Text(g.Caption);
                        break;
                    case Footnote f: Blocks(f.Blocks); break;
                    case Recording r: Blocks(r.Transcript); break;
                }
            }
        }

        void Text(string text) => Line(Inlines.Parse(text));

        void Line(IReadOnlyList<Inline> inlines)
        {
            foreach (var inline in inlines)
            {
                switch (inline)
                {
                    case TextInline t: words.Append(t.Value); break;
                    case CodeInline c: words.Append(c.Value); break;
                    case PictureInline: pictures++; break;
                    case LinkInline l:
                        links.Add(Whole(l.Url));
                        Line(l.Children);
                        break;
                    default: Line(InlineNormal.Children(inline)); break;
                }
            }
        }
    }

    // Marks that a converter may rightly add or take (quotation marks of <q>, list bullets) are no words.
    private static string Squeeze(string text) => string.Concat(text.Normalize().Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('“' or '”')));
}

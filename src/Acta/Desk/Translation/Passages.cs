using Acta.Record.Bodies;
using Acta.Record.News;

namespace Acta.Desk.Translation;

/// <summary>One text of an edition that a translator translates.</summary>
/// <param name="Id">Names the same passage in every language.</param>
/// <param name="Text">Plain, or inline Markdown.</param>
/// <param name="IsInline">Whether it is inline Markdown.</param>
internal sealed record Passage(string Id, string Text, bool IsInline);

/// <summary>An edition as the passages that are translated, and back. What no translator touches (code, addresses, dates) is none.</summary>
internal static class Passages
{
    private sealed record Field(string Id, bool IsInline, Func<Edition, string?> Get, Func<Edition, string, Edition> Set);

    private static readonly Field[] Fields =
    [
        new("field.headline", false, e => e.HeadlineDerived ? null : e.Headline, (e, t) => e with { Headline = t, HeadlineDerived = false }),
        new("field.summary", false, e => e.Summary, (e, t) => e with { Summary = t }),
        new("field.place", false, e => e.Place, (e, t) => e with { Place = t }),
        new("field.dateline", false, e => e.Dateline, (e, t) => e with { Dateline = t }),
        new("field.byline", false, e => e.Byline, (e, t) => e with { Byline = t }),
        new("field.speaker", false, e => e.Speaker, (e, t) => e with { Speaker = t }),
        new("field.venue", false, e => e.Advisory?.Venue, (e, t) => e with { Advisory = (e.Advisory ?? new AdvisoryFacts(null, null)) with { Venue = t } }),
        new("field.accreditation", false, e => e.Advisory?.Accreditation, (e, t) => e with { Advisory = (e.Advisory ?? new AdvisoryFacts(null, null)) with { Accreditation = t } }),
        new("field.lead-alt", false, e => e.Lead?.Alt, (e, t) => e.Lead is null ? e : e with { Lead = e.Lead with { Alt = t } }),
        new("field.lead-caption", true, e => e.Lead?.Caption, (e, t) => e.Lead is null ? e : e with { Lead = e.Lead with { Caption = t } }),
        new("field.lead-credit", false, e => e.Lead?.Credit, (e, t) => e.Lead is null ? e : e with { Lead = e.Lead with { Credit = t } }),
        new("field.tags", false, e => e.Tags.Count == 0 ? null : string.Join(", ", e.Tags), (e, t) => e with { Tags = [.. t.Split([',', '،', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()] }),
    ];

    public static List<Passage> Of(Edition e)
    {
        var all = new List<Passage>();
        foreach (var field in Fields)
            if (field.Get(e) is { Length: > 0 } text) all.Add(new Passage(field.Id, text, field.IsInline));
        foreach (var block in e.Body) all.AddRange(Of(block));
        return all;
    }

    public static List<Passage> Of(Block block)
    {
        var all = new List<Passage>();
        Map(block, "block." + block.Id, p =>
        {
            if (p.Text.Length > 0) all.Add(p);
            return p.Text;
        });
        return all;
    }

    /// <summary>
    /// A translation's texts by the passages of its original; of a block that has another shape there (a list with an item more)
    /// none, as nothing tells which of its texts belong together.
    /// </summary>
    public static Dictionary<string, string> Beside(Edition original, Edition translation)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Fields)
            if (field.Get(translation) is { Length: > 0 } text) texts[field.Id] = text;
        foreach (var block in original.Body)
            if (translation.Body.FirstOrDefault(b => b.Id == block.Id) is { } its && IsAlike(block, its))
                foreach (var passage in Of(its)) texts.TryAdd(passage.Id, passage.Text);
        return texts;
    }

    /// <summary>
    /// The body of a translation, written over the one before. A translated passage has no word in common with what it is written
    /// over: between the same neighbours, and by the order of kinds, it is the same passage and keeps its id.
    /// </summary>
    public static IReadOnlyList<Block> WrittenOver(IReadOnlyList<Block> body, IReadOnlyList<Block> before)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < before.Count; i++) places.TryAdd(before[i].Id, i);
        var stayed = body.Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        var made = new List<Block>(body.Count);
        while (made.Count < body.Count)
        {
            var start = made.Count;
            var end = start;
            while (end < body.Count && !places.ContainsKey(body[end].Id)) end++;
            if (end == start)
            {
                made.Add(body[start]);
                continue;
            }
            var from = start == 0 ? 0 : places.GetValueOrDefault(body[start - 1].Id, before.Count) + 1;
            var to = end == body.Count ? before.Count : places[body[end].Id];
            var open = before.Take(to).Skip(from).Where(b => !stayed.Contains(b.Id)).ToList();
            var aligned = BlockIds.AlignTo([.. body.Take(end).Skip(start)], open);
            made.AddRange(aligned.Select((b, i) => open.Any(o => o.Id == b.Id) ? b : body[start + i]));
        }
        return made;
    }

    /// <summary>The translation with new texts. What they do not name stays as it is.</summary>
    /// <param name="translation">As it is.</param>
    /// <param name="original">What the texts translate: a block that the translation lacks, or has in another shape, is made in its image.</param>
    /// <param name="texts">By the ids of passages.</param>
    public static Edition With(Edition translation, Edition original, IReadOnlyDictionary<string, string> texts)
    {
        var e = translation;
        foreach (var field in Fields)
            if (texts.TryGetValue(field.Id, out var text)) e = field.Set(e, text);

        var body = e.Body.ToList();
        var after = -1;
        foreach (var block in original.Body)
        {
            var ids = Of(block).Select(p => p.Id).ToList();
            var at = body.FindIndex(b => b.Id == block.Id);
            if (ids.Any(texts.ContainsKey))
            {
                var shape = at >= 0 && IsAlike(body[at], block) ? body[at] : block;
                var made = Map(shape, "block." + block.Id, p => texts.GetValueOrDefault(p.Id, p.Text));
                if (at >= 0) body[at] = made;
                else body.Insert(at = after + 1, made);
            }
            if (at >= 0) after = at;
        }
        e = e with { Body = Markdown.Normal(body) };
        return e.HeadlineDerived && e.Body.Count > 0 ? e with { Headline = BodyText.FirstSentence(e.Body, e.Language) } : e;
    }

    private static bool IsAlike(Block a, Block b) => a.GetType() == b.GetType() && Of(a).Select(p => p.Id).SequenceEqual(Of(b).Select(p => p.Id));

    private static Block Map(Block block, string at, Func<Passage, string> each)
    {
        string Inline(string id, string text) => each(new Passage(id, text, true));
        string? Maybe(string id, string? text) => text is null ? null : Inline(id, text);
        string? Plain(string id, string? text) => text is null ? null : each(new Passage(id, text, false));
        IReadOnlyList<Block> Inner(string id, IReadOnlyList<Block> blocks) => [.. blocks.Select((b, i) => Map(b, $"{id}.{i + 1}", each))];
        Image Picture(string id, Image i) => i with { Alt = Plain(id + ".alt", i.Alt), Caption = Maybe(id + ".caption", i.Caption), Credit = Plain(id + ".credit", i.Credit) };

        return block switch
        {
            Paragraph p => p with { Text = Inline(at, p.Text) },
            Heading h => h with { Text = Inline(at, h.Text) },
            ListBlock l => l with { Items = [.. l.Items.Select((item, i) => new ListItem(Inner($"{at}.{i + 1}", item.Blocks)))] },
            Quote q => q with { Blocks = Inner(at, q.Blocks), Cite = Maybe(at + ".cite", q.Cite) },
            Table t => t with
            {
                Caption = Maybe(at + ".caption", t.Caption),
                Rows = [.. t.Rows.Select((row, i) => row with { Cells = [.. row.Cells.Select((cell, j) => cell with { Blocks = Inner($"{at}.{i + 1}.{j + 1}", cell.Blocks) })] })],
            },
            DefinitionList d => d with
            {
                Items = [.. d.Items.Select((item, i) => new Definition(
                    [.. item.Terms.Select((term, j) => Inline($"{at}.{i + 1}.term{j + 1}", term))],
                    [.. item.Details.Select((detail, j) => Inner($"{at}.{i + 1}.{j + 1}", detail))]))],
            },
            Turn t => t with { Speaker = Plain(at + ".speaker", t.Speaker), Blocks = Inner(at, t.Blocks) },
            Footnote f => f with { Blocks = Inner(at, f.Blocks) },
            ImageBlock i => i with { Image = Picture(at, i.Image) },
            Gallery g => g with { Images = [.. g.Images.Select((image, i) => Picture($"{at}.{i + 1}", image))], Caption = Maybe(at + ".caption", g.Caption) },
            Attachment a => a with { Title = Plain(at, a.Title)! },
            Recording r => r with { Title = Plain(at + ".title", r.Title), Caption = Maybe(at + ".caption", r.Caption), Transcript = Inner(at, r.Transcript) },
            _ => block,
        };
    }
}

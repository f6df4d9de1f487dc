using System.IO.Compression;
using System.Text.Json;
using Acta.Desk.Checks;
using Acta.Html;
using Acta.Record;
using Acta.Record.Bodies;
using Acta.Record.News;
using Acta.Record.Site;

namespace Acta.Bench;

/// <summary>How many planted changes the check before release finds in pairs of real translations, and how many findings pairs have that nobody touched.</summary>
internal static class Agreeing
{
    private static readonly SiteSettings Site = new() { Id = Guid.Empty, Name = Words.Of(("en", "Archive")), Languages = ["en"], TimeZone = "Etc/UTC" };

    private sealed record Post(string Group, string Language, string Kind, string? Title, string Html);

    private sealed class Count
    {
        public int Pairs { get; set; }
        public int Planted { get; set; }
        public int Found { get; set; }
        public int False { get; set; }
        // Passages that these translators left as they were, each of them so in fact: lists of packages for the most part.
        public int Left { get; set; }
    }

    /// <summary>The measure as JSON. The groups of one half only: the other is for improving the check.</summary>
    public static string Measure(string posts, int pairs, int seed, string half, bool tell)
    {
        var random = new Random(seed);
        var groups = Read(posts).GroupBy(p => p.Group).Where(g => Half(g.Key) == half && g.Count() > 1).Select(g => g.ToArray()).OrderBy(g => g[0].Group, StringComparer.Ordinal).ToArray();
        // Half of them advisories, which are short and alike, half of them news and newsletters.
        var (advisories, news) = (groups.Where(g => g[0].Kind == "security").ToArray(), groups.Where(g => g[0].Kind != "security").ToArray());
        random.Shuffle(advisories);
        random.Shuffle(news);
        var (names, pool) = Names(groups);
        var frequency = groups.SelectMany(g => g).CountBy(p => p.Language).ToDictionary();
        var byPair = new SortedDictionary<string, Count>(StringComparer.Ordinal);
        var bySort = new SortedDictionary<string, Count>(StringComparer.Ordinal);
        var byKind = new SortedDictionary<string, Count>(StringComparer.Ordinal);
        var byCode = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var all = new Count();
        // Beyond the goal: names exchanged. By their own dice, so that the others fall as they did.
        var byMore = new SortedDictionary<string, Count>(StringComparer.Ordinal);
        for (var n = 0; all.Pairs < pairs && n < 4 * pairs; n++)
        {
            var from = n % 2 == 0 ? advisories : news;
            if (from.Length == 0) continue;
            // Where there are fewer groups than pairs, a group gives another pair.
            var group = from[n / 2 % from.Length];
            // English is what most are made from; the others are taken the rather the rarer they are.
            var second = Pick(group, frequency, random, null);
            var first = random.Next(4) > 0 && second.Language != "en" && Array.Find(group, p => p.Language == "en") is { } english ? english : Pick(group, frequency, random, second);
            if (first == second) continue;
            var (a, b) = (Edition(first), Edition(second));
            b = b with { Body = BlockIds.AlignTo(b.Body, a.Body), EditionKind = EditionKind.OfficialTranslation };
            var clean = Between([a, b]);
            var name = string.CompareOrdinal(first.Language, second.Language) < 0 ? $"{first.Language}-{second.Language}" : $"{second.Language}-{first.Language}";
            var counts = new[] { all, Of(byPair, name), Of(byKind, first.Kind == "security" ? "advisories" : "news") };
            // Those that a passage was left untranslated are true by what they say, and counted all the same.
            var left = clean.Count(IsLeft);
            foreach (var count in counts) (count.Pairs, count.False, count.Left) = (count.Pairs + 1, count.False + clean.Count, count.Left + left);
            foreach (var finding in clean)
            {
                byCode[finding.Code] = byCode.GetValueOrDefault(finding.Code) + 1;
                if (tell) Console.Error.WriteLine($"{(IsLeft(finding) ? "LEFT" : "FALSE")} {first.Group} {finding.Code} {finding.First.Language} {Show(finding.First)} | {finding.Second?.Language} {Show(finding.Second)}");
            }
            var known = clean.Select(f => f.Key).ToHashSet();
            var dice = new Random(seed * 100_003 + n);
            var there = dice.Next(2) == 0;
            var one = there ? a : b;
            var own = names.GetValueOrDefault(first.Group) ?? [];
            Exchanged(Planting.Name(one, own, pool, dice));

            void Exchanged(Planting.Plant? plant)
            {
                if (plant is null) return;
                var isFound = Between(there ? [plant.Edition, b] : [a, plant.Edition]).Exists(f => !known.Contains(f.Key) && Points(f.First, plant) | Points(f.Second, plant));
                var count = Of(byMore, $"name exchanged: {plant.Sort}");
                (count.Planted, count.Found) = (count.Planted + 1, count.Found + (isFound ? 1 : 0));
                if (tell && !isFound) Console.Error.WriteLine($"MISSED name exchanged {first.Group} {plant.Sort} {plant.Edition.Language} of {first.Language}-{second.Language}: {plant.Was} -> {plant.Is} in {plant.Block}: {Around(plant, plant.Edition)} | {Around(plant, there ? b : a)}");
            }

            var inFirst = random.Next(2) == 0;
            if (Planting.In(inFirst ? a : b, random) is not { } plant) continue;
            var after = Between(inFirst ? [plant.Edition, b] : [a, plant.Edition]);
            var found = after.Exists(f => !known.Contains(f.Key) && Points(f.First, plant) | Points(f.Second, plant));
            foreach (var count in counts.Append(Of(bySort, plant.Sort))) (count.Planted, count.Found) = (count.Planted + 1, count.Found + (found ? 1 : 0));
            if (tell && !found) Console.Error.WriteLine($"MISSED {first.Group} {plant.Sort} {plant.Edition.Language} of {first.Language}-{second.Language}: {plant.Was} -> {plant.Is} in {plant.Block}: {Around(plant, plant.Edition)} | {Around(plant, inFirst ? b : a)}");
        }
        return JsonSerializer.Serialize(new { all, byKind, bySort, byPair, byCode, byMore }, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
    }

    // Names of persons and the like in each group, by what at least three of its languages have as it is, and what to put in their place.
    private static (Dictionary<string, HashSet<string>> Names, string[] Pool) Names(Post[][] groups)
    {
        // Words that also stand with a small letter are no names.
        var small = groups.SelectMany(g => g).Where(p => p.Language is "en" or "es").SelectMany(p => Planting.Small(p.Html)).CountBy(w => w).Where(w => w.Value > 2).Select(w => w.Key).ToHashSet(StringComparer.Ordinal);
        var names = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var group in groups)
            names[group[0].Group] = [.. group.SelectMany(p => Planting.Capitals(Edition(p)).Distinct().Select(n => (Name: n, p.Language))).GroupBy(n => n.Name)
                .Where(g => g.Count() >= 3 && !g.Key.Split(' ').Any(w => small.Contains(w.ToLowerInvariant()))).Select(g => g.Key)];
        return (names, [.. names.Values.SelectMany(n => n).Distinct().Order(StringComparer.Ordinal)]);
    }

    // What is between versions; what each has by itself, such as a relative link, is no matter of agreement.
    private static List<Finding> Between(IReadOnlyList<Edition> versions) => [.. ReleaseCheck.Look(versions, Site, new CheckOptions()).Where(f => f.Second is not null)];

    private static bool IsLeft(Finding finding) => finding.Code.StartsWith("untranslated", StringComparison.Ordinal) || finding.Code.StartsWith("script", StringComparison.Ordinal);

    private static bool Points(Passage? passage, Planting.Plant plant) =>
        passage is not null && passage.Language == plant.Edition.Language && passage.Block == plant.Block && passage.Quote.Contains(plant.Is, StringComparison.OrdinalIgnoreCase);

    private static Count Of(SortedDictionary<string, Count> counts, string name) => counts.TryGetValue(name, out var count) ? count : counts[name] = new Count();

    private static Post Pick(Post[] group, Dictionary<string, int> frequency, Random random, Post? but)
    {
        var open = group.Where(p => p != but).ToArray();
        var total = open.Sum(p => 1 / Math.Sqrt(frequency[p.Language]));
        var at = random.NextDouble() * total;
        foreach (var post in open)
            if ((at -= 1 / Math.Sqrt(frequency[post.Language])) <= 0) return post;
        return open[^1];
    }

    private static Edition Edition(Post post) => new()
    {
        Id = Guid.Empty,
        Language = post.Language,
        Kind = ArticleKind.News,
        Headline = post.Title ?? "Untitled",
        Body = BlockIds.Assign(HtmlToBlocks.Convert(post.Html, new HtmlSourceOptions(new Uri("https://old.example.org/"), post.Language)).Body),
    };

    private static string Half(string group)
    {
        var hash = 2166136261u;
        foreach (var c in group) hash = (hash ^ c) * 16777619;
        return hash / 7 % 2 == 0 ? "report" : "tune";
    }

    private static string Show(Passage? passage)
    {
        if (passage is null) return "";
        var at = Math.Clamp(passage.Start - passage.ContextStart, 0, passage.Context.Length);
        return $"[{passage.Quote}] {passage.Context[Math.Max(0, at - 70)..Math.Min(passage.Context.Length, at + 90)].ReplaceLineEndings(" ")}";
    }

    private static string Around(Planting.Plant plant, Edition edition)
    {
        if (plant.Block is null) return edition.Headline;
        var text = BodyText.Plain([.. edition.Body.Where(b => b.Id == plant.Block)]).ReplaceLineEndings(" ");
        var at = Math.Max(0, text.IndexOf(edition == plant.Edition ? plant.Is : plant.Was, StringComparison.Ordinal));
        return text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)];
    }

    private static IEnumerable<Post> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var e = json.RootElement;
            yield return new Post(e.GetProperty("group").GetString()!, e.GetProperty("lang").GetString()!, e.GetProperty("kind").GetString()!, e.GetProperty("title").GetString(), e.GetProperty("html").GetString()!);
        }
    }
}

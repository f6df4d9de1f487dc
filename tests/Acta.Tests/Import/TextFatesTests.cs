using Acta.Import;
using Acta.Import.Text;
using Acta.Record.Bodies;
using Acta.Tests.World;

namespace Acta.Tests.Import;

/// <summary>Nothing of a text is lost in silence, however it is laid out.</summary>
public class TextFatesTests
{
    private static readonly string[] Pieces =
    [
        "30.06.2025", "26.06.2025", "2025-06-24", "31.02.2025", "June 23, 2025", "21 June 2025", "06/05/2025", "2019",
        "30.06.2025 The ministers met in the capital and agreed on the plan.", "12 May 2024: A ferry began to run.",
        "The council held its nineteenth meeting in the mountains. It was attended by five delegations.",
        "New bridge opened", "What can you say about the outgoing year?", "The year was tense, and the work was done.", "And what comes next?",
        "https://tv.example.org/news/1", "Continue the interview in the video version.", "Go back", "Back to the section", "Back to the all news", "« All news »",
        "* * *", "---", "•", "- first point of the list", "- second point", "• third point", "Question: How was it?", "Answer: It was hard.", "Q: Why?", "A: Because.",
        "Jane Roe: We welcome the decision.", "John Poe: So do we, for the third time.", "— Is it true?", "— It is.",
        "An interview with the Secretary General, Jane Roe", "Tags: water, bridges", "1", "«", "...", "30", "\u00a0", "\ufeff", "a\u0000b", "# heading", "*emphasis* [link](http://x.example) <b>bold</b> & more",
        "الاجتماع عقد في العاصمة.", "30 يونيو 2025", "2025年6月30日", "部长们开会。", "A line that was wrapped by a program at about seventy characters so that", "it goes on in the middle of a sentence and on to the next line until it", "ends here.",
    ];

    [Fact]
    public void Every_line_has_exactly_one_fate_and_no_word_of_a_line_taken_is_lost()
    {
        var runs = TestLength.IsLong ? 20_000 : 1_500;
        var seed = TestLength.IsLong ? Random.Shared.Next() : 20250630;
        for (var run = 0; run < runs; run++)
        {
            var text = Dump(new Random(seed + run));
            Accounted.Check(text, Imported.Text(text), $"seed {seed + run}");
        }
    }

    [Fact]
    public void Real_texts_cut_and_mixed_are_accounted_for_line_by_line()
    {
        var lines = File.ReadAllLines(Directory.GetFiles(Corpora.Need("corpora", "seed"), "*.txt")[0])
            .Concat(File.ReadLines(Path.Combine(CorpusFolder.Of("en"), "dump_localised.txt")).Take(400)).ToArray();
        for (var run = 0; run < 300; run++)
        {
            var random = new Random(run);
            var mixed = lines.Skip(random.Next(lines.Length)).Take(random.Next(1, 120)).ToList();
            for (var change = random.Next(12); change > 0; change--)
            {
                var at = random.Next(mixed.Count);
                switch (random.Next(5))
                {
                    case 0: mixed.Insert(at, ""); break;
                    case 1: mixed.Insert(at, lines[random.Next(lines.Length)]); break;
                    case 2: mixed.Insert(at, Pieces[random.Next(Pieces.Length)].Replace('\u0000', ' ')); break;
                    case 3 when mixed.Count > 1: mixed.RemoveAt(at); break;
                    default: mixed[at] = mixed[at][..random.Next(mixed[at].Length + 1)]; break;
                }
            }
            var text = string.Join('\n', mixed);
            if (text.Trim('\uFEFF', ' ', '\t', '\r', '\n').Length > 0 && !text.TrimStart().StartsWith('<')) Accounted.Check(text, Imported.Text(text), $"seed {run}");
        }
    }

    private static string Dump(Random random)
    {
        var lines = new List<string> { "The news of the commission in one list." };
        if (random.Next(2) == 0) lines.Clear();
        // A few pieces that come again and again make layouts; all pieces alike would make noise only.
        var some = Enumerable.Range(0, random.Next(2, 9)).Select(_ => Pieces[random.Next(Pieces.Length)]).ToArray();
        for (var n = random.Next(1, 40); n > 0; n--)
        {
            lines.Add(random.Next(4) == 0 ? Pieces[random.Next(Pieces.Length)] : some[random.Next(some.Length)]);
            for (var blank = random.Next(4) switch { 0 => 0, 3 => 2, _ => 1 }; blank > 0; blank--) lines.Add(random.Next(6) == 0 ? "  " : "");
        }
        var text = string.Join(random.Next(3) == 0 ? "\r\n" : "\n", lines).Replace('\u0000', random.Next(40) == 0 ? '\u0001' : ' ');
        return text.Trim('\uFEFF', ' ', '\t', '\r', '\n').Length == 0 ? "One line." : text;
    }
}

internal static class Accounted
{
    public static void Check(string text, Imported imported, string told)
    {
        var lines = text.Split('\n');
        if (lines[^1].Length == 0) lines = lines[..^1];
        var fates = new LineFate?[lines.Length + 1];
        foreach (var fate in imported.Report.Lines)
            for (var n = fate.From; n <= fate.To; n++)
            {
                Assert.True(n <= lines.Length, $"{told}: line {n} does not exist");
                Assert.True(fates[n] is null, $"{told}: line {n} has two fates, {fates[n]} and {fate}:\n{text}");
                fates[n] = fate;
            }
        var words = imported.Items.ToDictionary(i => i.Item.Names[0], i => WordsOf(i.Draft.Edition));
        var refused = imported.Report.Problems.Select(p => p.Where).ToHashSet();
        for (var n = 1; n <= lines.Length; n++)
        {
            var line = lines[n - 1].Trim().TrimStart('\uFEFF').Trim();
            Assert.True(fates[n] is not null, $"{told}: line {n} has no fate:\n{text}");
            if (fates[n]!.Item is not { } item || line.Length == 0) continue;
            var name = item.Split(' ')[0];
            if (!words.TryGetValue(name, out var whole))
            {
                // It was taken as an item and refused when it was converted, which is a problem told.
                Assert.True(refused.Count > 0, $"{told}: line {n} is said to be in {item}, which does not exist:\n{text}");
                continue;
            }
            if (DateWords.Of("en").Whole(line) is not null && !whole.Contains(line)) continue;
            if (DateWords.Of("en").Beginning(line) is { } date && !whole.Contains(line)) line = line[date.After..];
            foreach (var word in line.Split([.. line.Where(c => char.IsWhiteSpace(c) || char.IsControl(c))], StringSplitOptions.RemoveEmptyEntries))
            {
                if (word is "Question:" or "Answer:" or "Q:" or "A:" or "—" or "•" or "-") continue;
                var core = word.Trim(':', ' ');
                Assert.True(whole.Contains(core), $"{told}: the word \"{word}\" of line {n} is not in {item}, which is\n{whole}\nof:\n{text}");
            }
        }
    }

    private static string WordsOf(Acta.Record.News.Edition edition) =>
        $"{edition.Headline} {BodyText.Plain(edition.Body)} {string.Join(' ', edition.Body.OfType<Turn>().Select(t => t.Speaker))} {edition.Source?.Url} {string.Join(' ', edition.Body.OfType<Recording>().Select(r => r.Caption is null ? "" : InlinesText(r.Caption)))}";

    private static string InlinesText(string inline) => BodyText.Plain([new Paragraph(inline)]);
}
